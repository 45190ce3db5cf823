"""Three-valued truth of n rows at once (Kleene logic)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]


class Tri(NamedTuple):
    """Kleene truth of n rows: two boolean arrays that never overlap; neither set means false."""

    true: Bools
    unknown: Bools

    @property
    def false(self) -> Bools:
        """Where it is certainly false."""
        return ~(self.true | self.unknown)

    @classmethod
    def of(cls, true: npt.ArrayLike, unknown: npt.ArrayLike | None = None) -> Tri:
        """From a boolean array; unknown wins where both are set."""
        if unknown is None:
            t = np.array(true, bool)
            return cls(t, np.zeros(t.shape, bool))
        u = np.asarray(unknown, bool)
        return cls(np.asarray(true, bool) & ~u, u)

    @classmethod
    def constant(cls, n: int, value: bool | None) -> Tri:
        """The same value in n rows; None is unknown."""
        return cls(np.ones(n, bool) if value else np.zeros(n, bool),
                   np.ones(n, bool) if value is None else np.zeros(n, bool))

    def __and__(self, other: Tri) -> Tri:
        true = self.true & other.true
        return Tri(true, ~(true | self.false | other.false))

    def __or__(self, other: Tri) -> Tri:
        true = self.true | other.true
        return Tri(true, ~true & (self.unknown | other.unknown))

    def __invert__(self) -> Tri:
        return Tri(self.false, self.unknown)

    def take(self, rows: npt.NDArray[np.intp]) -> Tri:
        """The rows at these positions."""
        return Tri(self.true[rows], self.unknown[rows])

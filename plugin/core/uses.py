"""From land-use codes and names to what they mean for the rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Callable, Optional

import numpy as np
import numpy.typing as npt

from .tri import Tri

Objects = npt.NDArray[np.object_]


@dataclasses.dataclass(frozen=True)
class Uses:
    """What n land-use codes mean; every field has n rows.

    ``classes`` use classes joined by ``;`` with the main use first, "" when unknown. ``known`` is False where the code
    is empty, unread, or a part of it is: facts that no read part makes true are unknown then. ``land_class`` is the
    class of GB 36600-2018, NaN where none applies or none can be told. ``definite`` and ``may_be`` are frozensets of
    use classes, ``codes`` frozensets of (scheme, code), ``notes`` tuples of (code, facts) of message section ``uses``.
    """

    classes: Objects
    known: npt.NDArray[np.bool_]
    residential: Tri
    public_service: Tri
    commercial: Tri
    school: Tri
    medical: Tri
    elderly_care: Tri
    sensitive: Tri
    other_public: Tri
    industrial: Tri
    mining_or_storage: Tri
    farmland: Tri
    construction: Tri
    urban_construction: Tri
    community_park: Tri
    polluting: Tri
    land_class: npt.NDArray[np.float64]
    review: npt.NDArray[np.bool_]
    coarse: npt.NDArray[np.bool_]
    ambiguous: npt.NDArray[np.bool_]
    scheme: Objects
    codes: Objects
    label_zh: Objects
    label_en: Objects
    notes: Objects
    may_be: Objects
    definite: Objects

    def __len__(self) -> int:
        return len(self.known)

    def take(self, rows: npt.NDArray[np.intp]) -> Uses:
        """The rows at these positions."""
        return Uses(**{f.name: (v.take(rows) if isinstance(v, Tri) else v[rows])
                       for f in dataclasses.fields(self) for v in (getattr(self, f.name),)})


def resolve_uses(codes: Sequence[Any], names: Optional[Sequence[Any]] = None, schemes: Optional[Sequence[Any]] = None,
                 *, scheme: Optional[str] = None, facilities: Optional[Sequence[Any]] = None,
                 neighbours: Optional[Sequence[Any]] = None) -> Uses:
    """Read n land-use codes."""
    raise NotImplementedError


def same_use(a: Uses, b: Uses) -> Tri:
    """Whether use ``a`` already is use ``b``, row by row."""
    raise NotImplementedError


@dataclasses.dataclass(frozen=True)
class Ban:
    """Barred uses."""

    def applies(self, definite: frozenset[str], may_be: frozenset[str],
                codes: frozenset[tuple[str, str]] = frozenset()) -> Optional[bool]:
        """Whether a use is barred; None where it cannot be told."""
        raise NotImplementedError


def parse_ban(text: object) -> Ban:
    """Read a text of barred uses."""
    raise NotImplementedError


def ban_matrix(texts: Sequence[Any], uses: Uses) -> Callable[[npt.NDArray[np.intp], npt.NDArray[np.intp]], Tri]:
    """A function of (positions in texts, rows of uses) that says where a text bars a use."""
    raise NotImplementedError

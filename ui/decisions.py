"""What people decided of parcels, by the review that they looked at: the plan's, or that of one application.

A plan and each application number their parcels anew, so the number alone says nothing. Nor does it say where the
parcel lay: each decision keeps the ground that it was made of, and says so where the parcel lies otherwise now.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Optional

import numpy as np

UNSAID = "?"
"""The application of decisions that projects kept before these were told apart, where it can no longer be known."""
_SAME_GROUND = 1.0          # metres, or square metres and half a percent, within which an outline is the same
_METRES_OF_DEGREE = 111_320.0


@dataclasses.dataclass(frozen=True)
class Decision:
    """What a person decided of a parcel; stands beside the verdict and never replaces it."""

    decision: str
    person: str
    date: str                            # ISO day
    reason: str
    parcel_id: str = ""
    application: str = ""                # "" for the plan
    ground: str = ""                     # CRS, bounds and area of the parcel then, see ``ground_of``
    ended_on: str = ""                   # ISO day of the word that took it back or replaced it
    ended_by: str = ""

    @property
    def about(self) -> tuple[str, str]:
        """What it is about: the last word on it counts."""
        return (self.application, self.parcel_id)


def ground_of(crs: str, bounds: Iterable[float], area: float) -> str:
    """Where a parcel lies, as text."""
    return " ".join([crs or "-", *(f"{x:.9g}" if abs(x) <= 360 else f"{x:.2f}" for x in (*bounds, area))])


def same_ground(one: str, other: str) -> bool:
    """Whether two parcels lie on the same ground; where it cannot be told, nothing else is claimed."""
    (crs, *numbers), (other_crs, *others) = one.split() or ["-"], other.split() or ["-"]
    if crs != other_crs or len(numbers) != 5 or len(others) != 5:
        return True
    here, there = np.array(numbers, float), np.array(others, float)
    metre = 1.0 / _METRES_OF_DEGREE if (np.abs(here[:4]) <= 360).all() else 1.0
    close = np.abs(here[:4] - there[:4]).max() <= _SAME_GROUND * metre
    return bool(close and abs(here[4] - there[4]) <= max(_SAME_GROUND * metre ** 2, 0.005 * abs(here[4])))


def of(told: Any, parcel_id: str = "") -> Optional[Decision]:
    """From what a project keeps; None where it is no whole decision."""
    if not isinstance(told, Mapping):
        return None
    known = {field.name for field in dataclasses.fields(Decision)}
    values = {str(k): v for k, v in told.items() if k in known}
    if not all(isinstance(v, str) for v in values.values()):
        return None
    try:
        made = Decision(**{"parcel_id": parcel_id, **values})
    except TypeError:
        return None
    return made if made.parcel_id else None


def read(saved: Any, applied: Iterable[str]) -> list[Decision]:
    """Decisions as a project keeps them, older ones by the number of the parcel alone.

    Parameters
    ----------
    applied : numbers of the parcels of all applications: an older decision of such a number may be of either
    """
    if isinstance(saved, list):
        return [one for one in map(of, saved) if one is not None]
    if not isinstance(saved, Mapping):
        return []
    numbers = set(applied)
    found = (of(told, str(parcel)) for parcel, told in saved.items())
    return [one if one.parcel_id not in numbers else dataclasses.replace(one, application=UNSAID)
            for one in found if one is not None]


class Decisions:
    """Decisions in force, and those that were taken back or replaced."""

    def __init__(self, kept: Iterable[Decision] = (), former: Iterable[Decision] = ()) -> None:
        self._kept = {one.about: one for one in kept}
        self.former = list(former)

    def __iter__(self) -> Any:
        return iter(self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, application: str, parcel_id: str) -> Optional[Decision]:
        """What was decided of a parcel of the plan ("") or of an application; else what may have been of it."""
        return self._kept.get((application, parcel_id)) or self._kept.get((UNSAID, parcel_id))

    def keep(self, decision: Decision, on: str) -> None:
        """Keep a decision; the one before it goes into the history."""
        self.end(decision.application, decision.parcel_id, decision.person, on)
        self._kept[decision.about] = decision

    def end(self, application: str, parcel_id: str, person: str, on: str) -> None:
        """Take the decision on a parcel back; it stays in the history."""
        one = self.get(application, parcel_id)
        if one is not None:
            del self._kept[one.about]
            self.former.append(dataclasses.replace(one, ended_on=on, ended_by=person))

    def end_all(self, application: str, on: str) -> None:
        """An application is deleted: its decisions go into the history."""
        for one in [one for one in self if one.application == application]:
            self.end(*one.about, "", on)

    def former_of(self, application: str, parcel_id: str) -> list[Decision]:
        """What was decided before of a parcel, the latest first."""
        return [one for one in reversed(self.former)
                if one.parcel_id == parcel_id and one.application in (application, UNSAID)]

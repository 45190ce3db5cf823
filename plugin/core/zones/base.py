"""What the files of this package share: zones at a day, references to them, findings, and rows set aside."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import tables
from .. import vocabulary as v

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]
Objects = npt.NDArray[np.object_]

NO_DAY: Any = pd.NaT
UNKNOWN_ID, REPEATED_ID, NO_ID = -1, -2, -3


class Found(NamedTuple):
    """What was found about one duty: a state, the code of its sentence with facts, and days (NaT: none)."""

    state: v.DutyState
    code: str
    facts: dict[str, object]
    due: pd.Timestamp = NO_DAY
    last: pd.Timestamp = NO_DAY

    @property
    def gravity(self) -> int:
        """Higher is graver."""
        return len(v.DutyState) - list(v.DutyState).index(self.state)


def worst(found: list[Found]) -> Found:
    """The gravest; of equals the one due first, then the first in the list."""
    return min(found, key=lambda f: (-f.gravity, f.due.value if pd.notna(f.due) else np.iinfo(np.int64).max))


def key(value: object) -> str:
    """An id as it is compared: width, case and outer blanks do not matter; empty for null."""
    if value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NaT:
        return ""
    return unicodedata.normalize("NFKC", str(value)).strip().casefold()


def keys(column: pd.Series) -> Objects:
    """``key`` of every value."""
    return np.array([key(value) for value in column], object)


_SPLIT = re.compile(r"[;；,，、|\s]+")


def split_ids(text: object) -> list[str]:
    """Ids of a list in one cell; empty for null."""
    return [part for part in _SPLIT.split(key(text)) if part]


def source_rows(table: tables.RoleTable) -> Ints:
    """The row of each as a person counts it, from 1."""
    if "source_row" in table.frame:
        return table.frame["source_row"].to_numpy(np.intp)
    return np.arange(1, len(table.frame) + 1, dtype=np.intp)


def named(table: tables.RoleTable, column: str) -> Objects:
    """Id of each row as text; null or repeated: ``id#row``."""
    ids = [unicodedata.normalize("NFKC", str(i)).strip() if key(i) else "" for i in table.column(column)]
    count = pd.Series(ids, dtype=object).value_counts()
    return np.array([i if i and count[i] == 1 else f"{i}#{row}" for i, row in zip(ids, source_rows(table))], object)


def places(table: tables.RoleTable) -> Objects:
    """Geometry of every row; None where there is none or it is empty."""
    if table.geometry is None:
        return np.full(len(table.frame), None, object)
    return np.array([None if g is None or g.is_empty else g for g in table.geometry], object)


class When(NamedTuple):
    """How the days of a column lie to a day; the four never overlap and together hold every row."""

    past: Bools          # on or before the day
    future: Bools
    unreadable: Bools    # also a month or a year that holds the day
    absent: Bools
    day: pd.Series       # datetime64, NaT unless past or future


def when(table: tables.RoleTable, column: str, as_of: pd.Timestamp) -> When:
    """Compare a date column with a day."""
    day = pd.to_datetime(table.column(column), errors="coerce").reset_index(drop=True)
    until = table.until(column).reset_index(drop=True)
    unreadable = table.unreadable(column) | ((day <= as_of) & (until > as_of)).to_numpy(bool)
    day = day.mask(unreadable)
    known = day.notna().to_numpy(bool)
    past = known & (day <= as_of).to_numpy(bool)
    return When(past, known & ~past, unreadable, ~known & ~unreadable, day)


@dataclasses.dataclass
class Rejects:
    """Rows set aside, with why."""

    rows: list[tuple[str, int, str, str, str]] = dataclasses.field(default_factory=list)

    def add(self, role: v.Role, row: int, row_id: object, zone_id: object, why: str) -> None:
        """Set a row aside; ``why`` is a code of section ``zone_rejected``."""
        self.rows.append((str(role), int(row), str(row_id), str(zone_id), why))


@dataclasses.dataclass
class Zones:
    """The zones at a day, n rows.

    ``counts`` is true for zones that are drawn and not lifted; ``sure`` is its certain part: neither a day nor the
    kind is in doubt. ``isolation`` marks isolation areas.
    """

    table: tables.RoleTable
    ids: Objects
    geometry: Objects
    isolation: Bools
    drawn: When
    lifted: When
    kind_unreadable: Bools
    counts: Bools
    sure: Bools
    index: dict[str, int]

    @classmethod
    def read(cls, table: tables.RoleTable, as_of: pd.Timestamp) -> Zones:
        """Look at a table of control zones on a day."""
        kind = table.column("zone_kind")
        isolation = np.array([k is not None and str(k) == str(v.ZoneKind.ISOLATION) for k in kind], bool)
        drawn, lifted = when(table, "drawn_on", as_of), when(table, "lifted_on", as_of)
        unreadable = table.unreadable("zone_kind")
        counts = ~lifted.past & ~drawn.future
        index: dict[str, int] = {}
        for row, zone_key in enumerate(keys(table.column("zone_id"))):
            if zone_key:
                index[zone_key] = REPEATED_ID if zone_key in index else row
        return cls(table, named(table, "zone_id"), places(table), isolation, drawn, lifted, unreadable, counts,
                   counts & ~lifted.unreadable & ~drawn.unreadable & ~unreadable, index)

    def __len__(self) -> int:
        return len(self.ids)

    def kind(self, row: int) -> v.ZoneKind:
        """Kind of a zone; none given, or not readable: control zone, which owes more."""
        return v.ZoneKind.ISOLATION if self.isolation[row] else v.ZoneKind.CONTROL

    def rows_of(self, table: tables.RoleTable, column: str = "zone_id") -> Ints:
        """Row of the zone each row of a table names, or UNKNOWN_ID, REPEATED_ID, NO_ID."""
        return np.array([self.index.get(k, UNKNOWN_ID) if k else NO_ID for k in keys(table.column(column))], np.intp)


def reference_fault(row: int) -> str | None:
    """Why a reference to a zone cannot be followed; None when it can."""
    return {UNKNOWN_ID: "unknown_zone", REPEATED_ID: "repeated_zone", NO_ID: "no_zone_named"}.get(int(row))

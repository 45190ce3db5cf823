"""What a workspace keeps beside the cells of a row: which could not be read, and how far a month or a year reaches.

One text a row, its marks apart by ``;``: a column that could not be read, or ``removed_on:2026-01-01/2026-12-31``
where a cell held a period. A period counts only while the cell still holds its first day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core.tables import ROLES, UNREADABLE, UNTIL, RoleTable

Texts = Union[Sequence[Any], "pd.Series[Any]"]


def of(table: RoleTable) -> list[Optional[str]]:
    """Marks of the rows of a table, None where there are none."""
    out: dict[int, list[str]] = {}
    for column in ROLES[table.role]:
        if column.name + UNREADABLE in table.frame:
            for k in np.flatnonzero(table.unreadable(column.name)):
                out.setdefault(k, []).append(column.name)
        if column.name + UNTIL in table.frame:
            first = table.column(column.name).to_numpy("datetime64[D]")
            last = table.until(column.name).to_numpy("datetime64[D]")
            for k in np.flatnonzero(last > first):
                out.setdefault(k, []).append(f"{column.name}:{first[k]}/{last[k]}")
    told: list[Optional[str]] = [None] * len(table.frame)
    for k, names in out.items():
        told[k] = ";".join(names)
    return told


def name_of(mark: str) -> str:
    """The column that a mark is about."""
    return mark.partition(":")[0]


def unread(texts: Texts, column: str) -> npt.NDArray[np.bool_]:
    """Rows whose marks say that a column could not be read."""
    return np.array([isinstance(x, str) and column in x.split(";") for x in texts], bool)


def last_days(texts: Texts, column: str, days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """Last days of the periods that marks tell of a column; NaT for exact days and for days changed since."""
    out = np.full(len(days), np.datetime64("NaT"), "datetime64[ns]")
    for k, text in enumerate(texts):
        for mark in text.split(";") if isinstance(text, str) and column + ":" in text else ():
            first, _, last = mark.partition(":")[2].partition("/")
            if name_of(mark) == column and last and days[k] == np.datetime64(first):
                out[k] = np.datetime64(last)
    return out

"""Work done once for each distinct value of a column: most texts of a city's layers stand in many rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Union

import numpy as np
import numpy.typing as npt
import pandas as pd

Indices = npt.NDArray[np.intp]
Values = Union[Sequence[Any], npt.NDArray[Any], pd.Series]

_FEW = 64                        # below that, looking for equal values costs more than it saves


def distinct(values: Values) -> tuple[Indices, list[Any]]:
    """Positions of n values in the list of distinct ones; all nulls (None, NaN, NaT) are None.

    Equal values of different type (1, 1.0, True) count as one; where that matters the values have to be texts.
    """
    if len(values) < _FEW:
        index: dict[Any, int] = {}
        few = [index.setdefault(None if value is None or value != value else value, len(index)) for value in values]
        return np.array(few, np.intp), list(index)
    if isinstance(values, (pd.Series, np.ndarray)):
        column = np.asarray(values)
    else:
        column = np.empty(len(values), object)
        column[:] = values
    codes, kinds = pd.factorize(column, use_na_sentinel=True)
    found: list[Any] = list(kinds)
    missing = codes < 0
    if missing.any():
        codes = np.where(missing, len(found), codes)
        found.append(None)
    return codes.astype(np.intp), found


def each(values: Values, make: Callable[[Any], Any]) -> npt.NDArray[np.object_]:
    """``make`` of every value (None for null) as an array of objects, called once for each distinct one."""
    codes, kinds = distinct(values)
    table = np.empty(len(kinds), object)
    table[:] = [make(kind) for kind in kinds]
    return np.asarray(table[codes])


def combined(*columns: tuple[Indices, Sequence[Any]]) -> tuple[list[tuple[Any, ...]], Indices]:
    """Distinct combinations of columns given as of ``distinct``, by first appearance, and the position of each row."""
    keys = columns[0][0].astype(np.int64)
    for codes, kinds in columns[1:]:
        keys = pd.factorize(keys * max(1, len(kinds)) + codes)[0].astype(np.int64)     # dense: no product grows large
    if len(columns) == 1:
        keys = pd.factorize(keys)[0].astype(np.int64)
    first = np.zeros(int(keys.max(initial=-1)) + 1, np.intp)
    first[keys[::-1]] = np.arange(len(keys))[::-1]
    return [tuple(kinds[codes[i]] for codes, kinds in columns) for i in first], keys.astype(np.intp)

"""Work done once for each distinct value gives what it gives row by row."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.distinct import combined, distinct, each

CELLS = st.one_of(st.none(), st.just(math.nan), st.text("甲乙a ", max_size=2))


@given(st.lists(CELLS, max_size=150))
def test_positions_lead_back_to_the_values(values):
    codes, kinds = distinct(values)
    assert len(set(kinds)) == len(kinds)
    assert [kinds[c] for c in codes] == [v if isinstance(v, str) else None for v in values]


@pytest.mark.parametrize("count", [0, 5, 300])
def test_each_is_called_once_for_each_value(count):
    seen = []
    column = pd.Series([None, "a", "b", math.nan, "a"] * (count // 5), dtype=object)
    out = each(column, lambda x: seen.append(x) or f"<{x}>")
    assert out.tolist() == ["<None>", "<a>", "<b>", "<None>", "<a>"] * (count // 5)
    assert len(seen) == (3 if count else 0)


@given(st.lists(st.tuples(st.integers(0, 4), st.text("ab", max_size=1)), max_size=200))
def test_rows_of_several_columns_are_told_apart(rows):
    one, two = np.array([a for a, _ in rows], int), [b for _, b in rows]
    found, which = combined(distinct(one), distinct(two))
    assert len(set(found)) == len(found)
    assert [found[i] for i in which] == rows

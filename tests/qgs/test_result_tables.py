"""Groups of a result: the same as counted one by one, and as quick as the window needs them."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from soilgate.plugin.qgs.result_tables import ResultTables, by_reason, by_use

VERDICTS = ("prohibited", "undetermined", "clear")


def made(count, seed=1):
    """A result of ``count`` parcels with two findings each, some of the same reason, some of no parcel here."""
    chance = np.random.default_rng(seed)
    parcels = pd.DataFrame({
        "parcel_id": [f"P{k}" for k in range(count)], "verdict": chance.choice(VERDICTS, count), "could_be": None,
        "area_m2": np.where(chance.random(count) < 0.05, np.nan, chance.integers(100, 9000, count)), "complete": True,
        "due_now": True, "use_classes": chance.choice(["residential", "residential;commercial", "", "road"], count),
        "rules": "R1"})
    total = 2 * count
    findings = pd.DataFrame({
        "finding_id": np.arange(total), "parcel_id": [f"P{k}" for k in chance.integers(0, count + 3, total)],
        "verdict": chance.choice(VERDICTS, total), "rule": chance.choice(["R1", "R2", "needs_samples"], total),
        "citation": chance.choice(np.array(["Art. 1", "Art. 2", None], object), total)})
    for k in range(7):                           # as wide as findings are
        findings[f"message_{k}"] = "text"
    checks = pd.DataFrame({"parcel_id": pd.Series([], dtype=object)})
    return ResultTables(Path("none.gpkg"), parcels, findings, checks,
                        pd.DataFrame(columns=["section", "item", "value"]), np.arange(1, count + 1))


@pytest.mark.parametrize("some", [False, True])
def test_groups_hold_what_is_counted_one_by_one(some):
    result = made(300)
    rows = np.random.default_rng(2).random(300) < 0.3 if some else None
    chosen = result.parcels if rows is None else result.parcels[rows]
    areas = dict(zip(chosen["parcel_id"], chosen["area_m2"].fillna(0.0)))
    want, laws = {}, {}
    for finding in result.findings.itertuples():
        if finding.parcel_id in areas and finding.verdict != "clear":
            key = finding.verdict, finding.rule
            want.setdefault(key, {})[finding.parcel_id] = None
            laws.setdefault(key, set()).update([finding.citation] if finding.citation else [])
    groups = by_reason(result, rows)
    assert {(g.verdict, g.rule) for g in groups.itertuples()} == set(want)
    for group in groups.itertuples():
        key = group.verdict, group.rule
        assert group.ids == list(want[key])
        assert group.parcels == len(want[key])
        assert group.area_m2 == pytest.approx(sum(areas[parcel] for parcel in want[key]))
        assert group.share == pytest.approx(group.area_m2 / sum(areas.values()))
        assert set(group.citation.split("；")) == laws[key]
    assert list(groups["verdict"]) == sorted(groups["verdict"], key=VERDICTS.index)
    by = by_use(result, rows)
    told = [(use, parcel.verdict, parcel.parcel_id) for parcel in chosen.itertuples()
            for use in parcel.use_classes.split(";")]
    assert {(g.use, g.verdict) for g in by.itertuples()} == {pair[:2] for pair in told}
    for group in by.itertuples():
        ids = [parcel for use, verdict, parcel in told if (use, verdict) == (group.use, group.verdict)]
        assert group.ids == ids
        assert group.area_m2 == pytest.approx(sum(areas[parcel] for parcel in ids))


def test_no_row_gives_no_group():
    result = made(10)
    none = np.zeros(10, bool)
    assert not len(by_reason(result, none))
    assert not len(by_use(result, none))
    empty = made(0)
    assert not len(by_reason(empty))
    assert not len(by_use(empty))


def test_200_000_parcels_are_grouped_without_freezing_the_window():
    """No longer than a short calculation in the same thread, whatever the machine."""
    result = made(200_000)
    rows = np.ones(200_000, bool)
    rows[7] = False
    begun = time.thread_time()
    sum(k * k for k in range(1_000_000))
    yardstick = time.thread_time() - begun
    took = {}
    for group in (by_reason, by_use):
        begun = time.thread_time()
        group(result, rows)
        took[group.__name__] = time.thread_time() - begun
    assert max(took.values()) < 2 * yardstick, (took, yardstick)

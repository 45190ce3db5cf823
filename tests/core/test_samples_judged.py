"""What the map shows of samples: a row a parcel and place, the gravest that was measured there."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from soilgate.plugin import demo
from soilgate.plugin.core import findings, tables
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import results
from soilgate.plugin.qgs import result_tables

RANK = {"none": 0, "unknown": 1, "screening": 2, "intervention": 3}
A, B, C = shapely.Point(0, 0), shapely.Point(10, 0), shapely.Point(0, 10)


def judged(*rows):
    """Rows of (parcel, place, level, why, value, settled); limits are 20 and 100."""
    parcel, places, level, why, value, settled = zip(*rows)
    layer = SimpleNamespace(geometry=np.array(places, object),
                            values=lambda name: np.array([f"S{k}" for k in range(len(rows))], object))
    told = {"parcel": np.array(parcel), "sample": np.arange(len(rows)), "pollutant": np.full(len(rows), "砷", object),
            "level": np.array(level, object), "why": np.array(why, object), "value_mg_kg": np.array(value, float),
            "settled": np.array(settled), "rank": np.array([RANK.get(x, -1) for x in level]),
            "limit_screening": np.full(len(rows), 20.0), "limit_intervention": np.full(len(rows), 100.0)}
    crs = pyproj.CRS(4547)
    run = SimpleNamespace(judged=told, crs=crs,
                          layers={Role.SAMPLES: layer}, tables={Role.PARCELS: SimpleNamespace(crs=crs)},
                          ids=np.array(["P0", "P1"], object))
    found, points = findings.samples_judged(run)
    return {(p, points[k]): tuple(row) for k, (p, *row) in enumerate(
        found[["parcel_id", "point_id", "state", "value_mg_kg", "limit_mg_kg"]].itertuples(index=False))}


def test_the_gravest_of_a_place_decides_and_the_nearest_to_its_limit_is_named():
    assert judged((0, A, "none", None, 5, False), (0, A, "screening", None, 30, False), (0, A, "screening", None, 50, False),
                  (0, B, "none", None, 5, False), (0, B, "none", None, 6, False),
                  (0, C, "screening", None, 90, False), (0, C, "intervention", None, 101, False)) == {
        ("P0", A): ("S2", "screening", 50, 20), ("P0", B): ("S4", "within", 6, 20), ("P0", C): ("S6", "intervention", 101, 100)}


@pytest.mark.parametrize("other", [("unknown", "no_value", np.nan, False), ("no_limit", "no_limit", 5, False),
                                   ("excluded", "control_point", 5, False), ("screening", None, 50, True), ("none", None, 5, True)])
def test_what_cannot_be_judged_is_never_within_limits(other):
    assert judged((0, A, *other))[("P0", A)][1] == "unknown"


def test_one_that_cannot_be_judged_hides_those_within_limits_and_not_those_above():
    found = judged((0, A, "none", None, 5, False), (0, A, "unknown", "no_value", np.nan, False),
                   (0, B, "unknown", "no_value", np.nan, False), (0, B, "screening", None, 30, False))
    assert [row[1] for row in found.values()] == ["unknown", "screening"]


def test_a_sample_in_two_parcels_is_judged_for_each():
    found = judged((0, A, "screening", None, 30, False), (1, A, "none", None, 30, False))
    assert {key[0]: row[1] for key, row in found.items()} == {"P0": "screening", "P1": "within"}


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    from soilgate.plugin import jobs
    out = tmp_path_factory.mktemp("judged") / "r.gpkg"
    return jobs.review(demo.request(out=out), Silent()), out


def test_the_map_of_the_demo_agrees_with_its_findings(district):
    outcome, _ = district
    shown, found = outcome.tables["samples_judged"], outcome.tables["findings"]
    assert list(shown) == list(tables.SAMPLES_JUDGED) and len(shown) == len(outcome.geometry["samples_judged"])
    for rule, state in (("above_screening", {"screening", "intervention"}), ("above_intervention", {"intervention"})):
        of_samples = found["value_mg_kg"].notna() & (found["verdict"] != "undetermined")
        parcels = set(found.loc[(found["rule"] == rule) & of_samples, "parcel_id"])
        assert parcels and parcels <= set(shown.loc[shown["state"].isin(state), "parcel_id"]), rule
    unsure = shown["state"] == "unknown"
    assert unsure.any() and shown.loc[unsure, "reason_zh"].notna().all() and shown.loc[~unsure, "reason_en"].isna().all()


def test_the_table_is_written_and_follows_its_parcels(district, tmp_path):
    outcome, path = district
    parcels = sorted(set(outcome.tables["samples_judged"]["parcel_id"]))
    read = result_tables._outcome(path, Silent())
    assert len(read.tables["samples_judged"]) == len(outcome.tables["samples_judged"])
    less = result_tables.without(read, parcels[:1])
    assert set(less.tables["samples_judged"]["parcel_id"]) == set(parcels[1:])
    results.write_gpkg(less, tmp_path / "less.gpkg")
    both = result_tables.updated(tmp_path / "less.gpkg", outcome, Silent())
    key = ["parcel_id", "point_id"]
    pd.testing.assert_frame_equal(both.tables["samples_judged"].sort_values(key, ignore_index=True),
                                  outcome.tables["samples_judged"].sort_values(key, ignore_index=True), check_dtype=False)
    assert len(both.geometry["samples_judged"]) == len(both.tables["samples_judged"])
    results.write_gpkg(result_tables.without(read, parcels), tmp_path / "none.gpkg")
    assert "samples_judged" not in result_tables._outcome(tmp_path / "none.gpkg", Silent()).tables

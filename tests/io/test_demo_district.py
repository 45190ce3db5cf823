"""The shipped demo district is whole, small and says what it claims to say."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources/demo"
RULES = {
    "listed_plot_sensitive_use", "listed_plot_unrelated_works", "negative_list_use", "control_zone",
    "former_industry_survey", "use_change_survey", "key_unit_survey", "polluted_farmland_survey", "basic_farmland",
    "above_screening", "above_intervention", "survey_adequacy", "removed_for_lower_class", "neighbour",
    "polluting_project_siting", "nothing_found", "ordered_survey", "owed_before_works", "sensitive_use_on_listed_plot",
    "order42_plot",
}
LEAST = {"parcels": 320, "registry": 18, "samples": 420, "control_zones": 2, "negative_list": 6, "survey_areas": 20}


@pytest.fixture(scope="module")
def said() -> dict:
    return yaml.safe_load((DEMO / "demo.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def expected() -> list[dict[str, str]]:
    with (ROOT / "tests/data/demo_expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def layer(said: dict, role: str):
    entry = next(e for e in said["layers"] if e["role"] == role)
    meta, _, shapes, fields = pyogrio.raw.read(DEMO / entry["path"], layer=entry["layer"])
    shapes = None if shapes is None else shapely.from_wkb(shapes)
    return shapes, dict(zip(meta["fields"], fields)), meta["crs"]


def test_the_folder_is_small():
    assert sum(p.stat().st_size for p in DEMO.iterdir()) < 1_500_000


def test_every_layer_is_there_in_the_stated_system(said):
    for entry in said["layers"]:
        shapes, fields, crs = layer(said, entry["role"])
        assert len(next(iter(fields.values()))) >= LEAST.get(entry["role"], 1), entry
        if shapes is not None:
            assert crs == said["crs"], entry
            assert shapely.is_valid(shapes[shapes != None]).all(), entry  # noqa: E711  (elementwise)


def test_parcels_share_their_borders_but_for_the_one_moved_on_purpose(said):
    shapes, fields, _ = layer(said, "parcels")
    tree = shapely.STRtree(shapes)
    a, b = tree.query(shapes, predicate="overlaps")
    over = {frozenset((fields["地块编号"][i], fields["地块编号"][j])) for i, j in zip(a, b)}
    assert over == {frozenset(("HN32-02", "HN32-03"))}
    touching, _ = tree.query(shapes, predicate="touches")
    assert len(touching) > 400


def test_present_use_covers_the_district_without_gaps(said):
    parcels, _, _ = layer(said, "parcels")
    present, _, _ = layer(said, "current_use")
    whole = shapely.union_all(present)
    bare = shapely.area(shapely.difference(parcels, whole))
    assert np.max(bare) < 0.1
    assert abs(shapely.area(present).sum() - shapely.area(whole)) < 1.0


def test_every_verdict_and_every_rule_is_expected_somewhere(expected):
    assert {r for row in expected for r in row["rules"].split(";")} >= RULES
    verdicts = {row["verdict"] for row in expected if row["step"] == "plan"}
    assert verdicts >= {"prohibited", "remediate_first", "assess_risk", "survey_required", "undetermined", "caution",
                        "clear"}


def test_every_expected_parcel_is_in_the_plan(said, expected):
    _, fields, _ = layer(said, "parcels")
    ids = set(fields["地块编号"])
    assert len(ids) == len(fields["地块编号"])
    assert {row["parcel_id"] for row in expected} <= ids
    assert len({row["parcel_id"] for row in expected}) >= 60


def test_most_of_the_plan_is_meant_to_be_clear_or_caution(said):
    counts = said["counts"]
    assert counts["clear"] + counts["caution"] > 0.6 * counts["parcels"]

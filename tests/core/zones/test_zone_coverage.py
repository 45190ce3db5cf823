from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from soilgate.plugin.core import vocabulary as v
from soilgate.tests.support.zone_tables import DAY, PLOT, ZONE, day, registry, review, state, table, why, zones

FAR = shapely.box(500, 0, 600, 50)


def plot(geometry=FAR, **changes):
    return registry([{"entry_id": "P2", "left_undeveloped": True, **changes}], [geometry])


def actions(outcome):
    rows = outcome.tables["zone_actions"]
    return rows[rows["plot_id"].notna()]


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, "missing"),
    ({"left_undeveloped": None, "not_treatable": True}, "missing"),
    ({"left_undeveloped": False}, None),
    ({"left_undeveloped": None}, "unknown"),
    ({"list_status": v.ListStatus.REMOVED}, None),
    ({"list_status": v.ListStatus.REMOVED, "removed_on": DAY + pd.Timedelta(days=1)}, "missing"),
    ({"list_status": v.ListStatus.LISTED, "removed_on": DAY}, "unknown"),
    ({"removed_on": DAY}, None),
    ({"listed_on": DAY + pd.Timedelta(days=1)}, None),
    ({"list_kind": v.ListKind.SUSPECTED}, "unknown"),
    ({"list_kind": v.ListKind.SUSPECTED, "left_undeveloped": None}, None),
    ({"left_undeveloped": None, "left_undeveloped__unreadable": True}, "unknown"),
    ({"left_undeveloped": False, "not_treatable__unreadable": True}, "unknown"),
    ({"list_status__unreadable": True}, "unknown"),
])
def test_a_plot_needs_a_zone_when_listed_and_left_undeveloped_or_not_treatable(changes, expected):
    rows = actions(review(registry=plot(**changes)))
    assert list(rows["state"]) == ([] if expected is None else [expected])
    assert list(rows["duty"]) == ["zone"] * len(rows)


def test_one_question_a_plot_and_none_where_a_zone_covers_it():
    two = registry([{"entry_id": "P1"}, {"entry_id": "P2"}], [PLOT, FAR])
    rows = actions(review(registry=two))
    assert list(rows["plot_id"]) == ["P2"]
    assert list(rows["state"]) == ["unknown"]


def test_a_statement_of_a_person_answers_the_question_of_a_plot():
    said = table(v.Role.EVIDENCE, [{"role": "registry", "subject_id": "P2", "statement": v.Statement.NONE_HERE,
                                    "person": "王工", "date": day("2026-01-01")}])
    assert len(actions(review(registry=plot(left_undeveloped=None), evidence=said))) == 0


def test_the_gap_is_measured_and_drawn():
    outcome = review(registry=registry(None, [shapely.box(50, 20, 130, 80)]))
    status = outcome.tables["zones_status"].iloc[0]
    assert status["gap_m2"] == pytest.approx(30 * 60)
    assert shapely.equals(outcome.geometry["zone_gaps"][0], shapely.box(100, 20, 130, 80))
    assert list(outcome.tables["zone_gaps"]["state"]) == ["missing"]


def test_a_gap_thinner_than_the_tolerance_is_none():
    assert state(review(registry=registry(None, [shapely.box(50, 20, 100.4, 80)])), "zone") == "met"
    assert state(review(registry=registry(None, [shapely.box(50, 20, 100.6, 80)])), "zone") == "missing"


def test_two_zones_cover_a_plot_together():
    both = zones([{"zone_id": z, "drawn_on": day("2024-01-01")} for z in ("Z1", "Z2")],
                 [shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)])
    outcome = review(control_zones=both)
    assert {state(outcome, "zone", z) for z in ("Z1", "Z2")} == {"met"}
    assert list(outcome.tables["zones_status"]["plots"]) == ["P1", "P1"]


@pytest.mark.parametrize(("changes", "expected"), [
    ({"lifted_on": DAY}, "missing"), ({"lifted_on": DAY + pd.Timedelta(days=1)}, None),
    ({"drawn_on": DAY + pd.Timedelta(days=1)}, "missing"), ({"drawn_on__unreadable": True}, "unknown"),
    ({"lifted_on__unreadable": True}, "unknown"), ({"zone_kind": v.ZoneKind.ISOLATION}, "unknown"),
    ({"zone_kind__unreadable": True}, "unknown")])
def test_only_a_control_zone_in_force_covers_a_plot(changes, expected):
    row = {"zone_id": "Z1", "plot_ids": "P1", "drawn_on": day("2024-01-01"), **changes}
    rows = actions(review(control_zones=zones([row])))
    assert list(rows["state"]) == ([] if expected is None else [expected])


def test_a_plot_without_polygon_is_unknown_where_a_zone_names_it_and_missing_where_none_does():
    assert list(actions(review(registry=registry(None, [None])))["state"]) == ["unknown"]
    assert list(actions(review(registry=plot(None)))["state"]) == ["missing"]
    unnamed = zones([{"zone_id": "Z1", "drawn_on": day("2024-01-01")}])
    assert list(actions(review(control_zones=unnamed, registry=plot(None)))["state"]) == ["unknown"]


def test_ids_are_compared_without_width_and_case_and_a_list_may_use_any_separator():
    named = zones([{"zone_id": "Z1", "plot_ids": "ｐ１；P9", "drawn_on": day("2024-01-01")}])
    outcome = review(control_zones=named, registry=registry(None, [None]))
    assert list(outcome.tables["zones_status"]["plots"]) == ["P1"]
    assert why(outcome) == ["unknown_plot"]


def test_a_repeated_plot_number_stays_two_plots():
    two = registry([{"entry_id": "P1", "left_undeveloped": True}] * 2, [FAR, shapely.box(700, 0, 800, 50)])
    assert sorted(actions(review(registry=two))["plot_id"]) == ["P1#1", "P1#2"]


def test_the_work_list_begins_with_the_gravest():
    two = registry([{"entry_id": "A", "left_undeveloped": None}, {"entry_id": "B", "left_undeveloped": True}],
                   [FAR, shapely.box(700, 0, 800, 50)])
    rows = review(registry=two).tables["zone_actions"]
    order = [list(v.DutyState).index(v.DutyState(s)) for s in rows["state"]]
    assert order == sorted(order)
    assert set(rows["state"]) == {"missing", "unknown"}


@pytest.mark.parametrize("shift", [0.0, 4.0e5])
def test_moving_everything_changes_no_state(shift):
    moved = review(control_zones=zones(None, [shapely.box(shift, shift * 10, shift + 100, shift * 10 + 100)]),
                   registry=registry(None, [shapely.box(shift + 50, shift * 10, shift + 130, shift * 10 + 50)]))
    assert state(moved, "zone") == "missing"
    assert moved.tables["zones_status"].loc[0, "gap_m2"] == pytest.approx(1500, abs=0.01)


def test_growing_a_zone_never_opens_a_gap():
    gaps = []
    for width in range(20, 140, 20):
        outcome = review(control_zones=zones(None, [shapely.box(0, 0, width, 100)]))
        gaps.append(outcome.tables["zones_status"].loc[0, "gap_m2"])
    assert np.all(np.diff(gaps) <= 0)
    assert gaps[0] > 0 and gaps[-1] == 0


def test_a_zone_whose_plots_have_left_the_list_says_so():
    rows = review(registry=plot(PLOT, entry_id="P1", list_status=v.ListStatus.REMOVED)).tables["zone_duties"]
    assert rows.loc[0, "state"] == "met"
    assert "均已不在名录" in rows.loc[0, "reason_zh"]


def test_zone_polygons_are_given_row_by_row():
    outcome = review(control_zones=zones([{"zone_id": z} for z in ("B", "A")], [ZONE, None]))
    assert list(outcome.tables["zones_status"]["zone_id"]) == ["A", "B"]
    assert outcome.geometry["zones_status"][0] is None
    assert shapely.equals(outcome.geometry["zones_status"][1], ZONE)


@pytest.mark.parametrize("changes", [
    {"parcel_id": "A-1"}, {"subject_id": None}, {"subject_id": None, "parcel_id": "A-1"}, {"subject_id": ""}])
def test_a_statement_about_a_parcel_or_nothing_settles_no_plot(changes):
    said = table(v.Role.EVIDENCE, [{"role": v.Role.REGISTRY, "subject_id": "P2", "statement": v.Statement.NONE_HERE,
                                    "person": "示例", "date": DAY, **changes}])
    assert list(actions(review(registry=plot(), evidence=said))["state"]) == ["missing"]
    assert list(actions(review(registry=plot(entry_id=None), evidence=said))["state"]) == ["missing"]

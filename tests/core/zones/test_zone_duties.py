from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core import vocabulary as v
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.zones import ZoneSettings, house_values, review_zones
from soilgate.plugin.core.zones.review import ACTIONS, DUTIES, STATUS
from soilgate.tests.support.zone_tables import (
    DAY,
    MEDIA,
    PLOT,
    ZONE,
    day,
    duty,
    points,
    records,
    registry,
    review,
    signs,
    state,
    table,
    why,
    zones,
)

GRAVITY = {str(s): len(v.DutyState) - i for i, s in enumerate(v.DutyState)}
ON_LINE, OUTSIDE = shapely.Point(0, 50), shapely.Point(150, 50)
NO_DAY = pd.NaT


def zone_row(**changes):
    return zones([{"zone_id": "Z1", "plot_ids": "P1", "drawn_on": day("2024-01-01"), **changes}])


def water(value=0.01, on="2026-10-01", **changes):
    return {"point_id": "W0", "recorded_on": day(on), "pollutant": "砷", "value": value, "unit": "mg/L", **changes}


def visits(on="2026-10-01"):
    return [{"zone_id": "Z1", "medium": m, "recorded_on": day(on)} for m in MEDIA]


ALL_INTERVALS = ZoneSettings(intervals=dict.fromkeys(v.Medium, 180.0))
BEFORE_LAW = {"as_of": day("2016-01-01")}
ISOLATION = {"control_zones": zone_row(zone_kind=v.ZoneKind.ISOLATION)}
LIFTED = {"control_zones": zone_row(lifted_on=day("2025-01-01"))}

CASES = [
    # duty, state, what is given
    ("zone", "met", {}),
    ("zone", "missing", {"registry": registry(None, [shapely.box(50, 20, 130, 80)])}),
    ("zone", "unknown", {"control_zones": zones(None, [None])}),
    ("zone", "not_owed", LIFTED),
    ("sign", "missing", {}),
    ("sign", "met", {"signs": signs((ON_LINE, {}))}),
    ("sign", "unknown", {"signs": signs((ON_LINE, {"set_on": NO_DAY}))}),
    ("sign", "due", {"signs": signs((ON_LINE, {})), "settings": ZoneSettings(sign_max_gap_m=100.0)}),
    ("sign", "not_owed", ISOLATION),
    ("notice", "missing", {}),
    ("notice", "met", {"control_zones": zone_row(notice_on=day("2024-01-05"))}),
    ("notice", "unknown", ISOLATION),
    ("notice", "not_owed", LIFTED),
    *[(m, "missing", {}) for m in MEDIA],
    *[(m, "unknown", {"records": records(*visits())}) for m in MEDIA],
    *[(m, "met", {"records": records(*visits()), "settings": ALL_INTERVALS}) for m in MEDIA],
    *[(m, "due", {"records": records(*visits("2026-06-10")), "settings": ALL_INTERVALS}) for m in MEDIA],
    *[(m, "overdue", {"records": records(*visits("2026-01-10")), "settings": ALL_INTERVALS}) for m in MEDIA],
    *[(m, "not_owed", ISOLATION) for m in MEDIA],
    ("containment", "unknown", {}),
    ("containment", "due", {"points": points((OUTSIDE, {})), "records": records(water(0.06))}),
    ("containment", "not_owed", {"points": points((OUTSIDE, {})), "records": records(water(), *visits()),
                                 "settings": ALL_INTERVALS}),
]


@pytest.mark.parametrize(("name", "expected", "given_tables"), CASES)
def test_each_state_of_each_duty_is_reached(name, expected, given_tables):
    assert state(review(**given_tables), name) == expected


def test_the_cases_reach_every_state_that_a_duty_can_have():
    never = {("zone", "due"), ("zone", "overdue"), ("sign", "overdue"), ("notice", "due"), ("notice", "overdue"),
             ("containment", "missing"), ("containment", "overdue"), ("containment", "met")}
    every = {(str(d), str(s)) for d in v.Duty for s in v.DutyState}
    assert {(name, s) for name, s, _ in CASES} == every - never


def test_tables_have_the_columns_of_the_contract_and_a_row_for_each_zone_and_duty():
    outcome = review()
    assert tuple(outcome.tables["zones_status"]) == STATUS
    assert tuple(outcome.tables["zone_duties"]) == DUTIES
    assert tuple(outcome.tables["zone_actions"]) == ACTIONS
    assert list(outcome.tables["zone_duties"]["duty"]) == [str(d) for d in v.Duty]
    assert outcome.tables["zones_status"].loc[0, "worst_state"] == "missing"
    assert len(outcome.geometry["zones_status"]) == 1


@pytest.mark.parametrize(("as_of", "expected"), [
    ("2026-10-24", "met"), ("2026-10-25", "due"), ("2026-11-24", "due"), ("2026-11-25", "overdue")])
def test_met_until_due_day_minus_lead_time_then_due_including_the_due_day_then_overdue(as_of, expected):
    given_tables = {"points": points((OUTSIDE, {"interval_days": 100.0})),
                    "records": records({"point_id": "W0", "recorded_on": day("2026-08-16")})}
    row = duty(review(as_of=day(as_of), **given_tables), "groundwater")
    assert (row["state"], row["due_date"], row["last_date"]) == (expected, day("2026-11-24"), day("2026-08-16"))


def test_house_intervals_act_only_once_adopted():
    given_tables = {"records": records(*visits())}
    assert state(review(settings=ZoneSettings(), **given_tables), "soil") == "unknown"
    assert state(review(settings=ZoneSettings().adopting("interval_days_soil"), **given_tables), "soil") == "met"


def test_every_house_value_has_a_basis_and_none_is_adopted():
    assert house_values()
    for value in house_values():
        assert value.basis_zh and value.basis_en and not value.adopted


def test_the_gravest_of_several_points_counts_and_a_point_without_record_is_missing():
    two = points((OUTSIDE, {}), (OUTSIDE, {}))
    fresh, old = water(), water(on="2025-01-01", point_id="W1")
    assert state(review(points=two, records=records(fresh)), "groundwater") == "missing"
    assert state(review(points=two, records=records(fresh, old)), "groundwater") == "overdue"


@pytest.mark.parametrize("name", ["set_on", "taken_down_on"])
def test_a_sign_with_an_unreadable_day_is_no_met_duty(name):
    given_signs = signs((ON_LINE, {}))
    given_signs.frame[name + "__unreadable"] = True
    assert state(review(signs=given_signs), "sign") == "unknown"


def test_future_days_never_count_and_are_set_aside():
    later = day("2027-01-01")
    outcome = review(
        control_zones=zone_row(notice_on=later), signs=signs((ON_LINE, {"set_on": later})),
        notices=table(v.Role.NOTICES, [{"notice_id": "N", "zone_id": "Z1", "published_on": later}]),
        records=records({"zone_id": "Z1", "medium": "soil", "recorded_on": later}), settings=ALL_INTERVALS)
    assert {state(outcome, n) for n in ("sign", "notice", "soil")} == {"missing"}
    assert sorted(why(outcome)) == ["future", "future", "future", "notice_in_future"]


def test_a_record_with_an_unreadable_day_is_unknown():
    given_records = records({"zone_id": "Z1", "medium": "soil", "recorded_on": NO_DAY})
    given_records.frame["recorded_on__unreadable"] = True
    assert state(review(records=given_records, settings=ALL_INTERVALS), "soil") == "unknown"


@pytest.mark.parametrize(("x", "expected", "reasons"), [(-99.0, "met", []), (-101.0, "missing", ["far_from_line"])])
def test_a_sign_over_100_m_from_the_line_does_not_count(x, expected, reasons):
    outcome = review(signs=signs((shapely.Point(x, 50), {})))
    assert (state(outcome, "sign"), why(outcome)) == (expected, reasons)


def test_a_sign_is_measured_from_the_line_not_from_the_area():
    wide = shapely.box(0, 0, 1000, 1000)
    outcome = review(control_zones=zones(None, [wide]), signs=signs((shapely.Point(500, 500), {})))
    assert why(outcome) == ["far_from_line"]


def test_a_sign_that_was_taken_down_does_not_stand():
    outcome = review(signs=signs((ON_LINE, {"taken_down_on": DAY})))
    assert (state(outcome, "sign"), why(outcome)) == ("missing", ["taken_down"])
    assert state(review(signs=signs((ON_LINE, {"taken_down_on": DAY + pd.Timedelta(days=1)}))), "sign") == "met"


def test_a_sign_without_a_place_is_unknown():
    assert state(review(signs=signs((None, {}))), "sign") == "unknown"


@pytest.mark.parametrize(("row", "reason"), [
    ({"zone_id": "Z9", "medium": "soil"}, "unknown_zone"), ({"zone_id": "Z1"}, "unknown_medium"),
    ({"medium": "soil"}, "no_zone_named"), ({"point_id": "W9", "zone_id": "Z1", "medium": "soil"}, "unknown_point"),
    ({"point_id": "W0", "medium": "soil"}, "point_contradicts")])
def test_a_record_of_unknown_zone_point_or_medium_is_set_aside(row, reason):
    outcome = review(points=points((OUTSIDE, {})), records=records({"recorded_on": day("2026-10-01"), **row}))
    assert why(outcome) == [reason]
    assert state(outcome, "soil") == "missing"


def test_a_sign_of_an_unknown_or_repeated_zone_is_set_aside():
    assert why(review(signs=signs((ON_LINE, {"zone_id": "Z9"})))) == ["unknown_zone"]
    twice = zones([{"zone_id": "Z1", "drawn_on": day("2024-01-01")}] * 2)
    outcome = review(control_zones=twice, signs=signs((ON_LINE, {})))
    assert why(outcome) == ["repeated_zone"]
    assert list(outcome.tables["zones_status"]["zone_id"]) == ["Z1#1", "Z1#2"]


# --- law --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("as_of", "name", "article"), [
    ("2024-06-01", "soil_law", "第63条"), ("2026-08-14", "soil_law", "第63条"), ("2026-08-15", "code", "第458条")])
def test_an_isolation_area_cites_the_law_of_the_day(as_of, name, article):
    law = {"soil_law": "《中华人民共和国土壤污染防治法》", "code": "《中华人民共和国生态环境法典》"}[name]
    assert duty(review(as_of=day(as_of), **ISOLATION), "zone")["citation"] == law + article


@pytest.mark.parametrize("as_of", ["2019-01-01", "2026-08-14", "2026-08-15"])
def test_a_control_zone_cites_the_action_plan_on_all_days(as_of):
    rows = review(as_of=day(as_of)).tables["zone_duties"]
    assert set(rows["citation"]) == {"《土壤污染防治行动计划》（国发〔2016〕31号）第12条"}


def test_before_the_first_law_nothing_is_owed_or_met_for_certain():
    old = zone_row(drawn_on=day("2015-01-01"), notice_on=day("2015-02-01"))
    assert set(review(control_zones=old, **BEFORE_LAW).tables["zone_duties"]["state"]) == {"unknown"}


def test_the_actor_is_a_role_word():
    rows = review().tables["zone_duties"].set_index("duty")["actor"]
    assert rows["containment"] == "responsible_party"
    assert set(rows.drop("containment")) == {"county_government"}


def test_no_kind_given_is_a_control_zone():
    assert state(review(control_zones=zone_row(zone_kind=None)), "sign") == "missing"


# --- statements of people ---------------------------------------------------------------------------------------------

def evidence(**changes):
    row = {"role": "points", "subject_id": "Z1/surface_water", "statement": v.Statement.NONE_HERE, "person": "王工",
           "date": day("2026-01-01"), **changes}
    return table(v.Role.EVIDENCE, [row])


def test_a_person_can_state_that_a_medium_is_not_owed_and_is_named():
    row = duty(review(evidence=evidence()), "surface_water")
    assert row["state"] == "not_owed"
    assert "王工" in row["reason_zh"]


@pytest.mark.parametrize("changes", [{"person": None}, {"date": NO_DAY}, {"date": day("2027-01-01")},
                                     {"subject_id": "Z9/air"}, {"subject_id": "Z1/mud"}])
def test_a_statement_without_person_day_or_subject_settles_nothing(changes):
    outcome = review(evidence=evidence(**changes))
    assert state(outcome, "surface_water") == "missing"
    assert len(why(outcome)) == 1


def test_a_statement_never_settles_what_was_measured():
    given_tables = {"points": points((OUTSIDE, {})), "records": records(water(0.06))}
    assert state(review(evidence=evidence(subject_id="Z1/containment"), **given_tables), "containment") == "due"


# --- properties -------------------------------------------------------------------------------------------------------

DAYS = st.dates(min_value=pd.Timestamp("2024-02-01").date(), max_value=DAY.date()).map(pd.Timestamp)


@st.composite
def histories(draw):
    place = st.sampled_from([ON_LINE, OUTSIDE, None, shapely.Point(999, 0)])
    sign_rows = draw(st.lists(st.tuples(place, st.fixed_dictionaries({
        "set_on": DAYS, "taken_down_on": st.one_of(st.just(NO_DAY), DAYS)})), max_size=4))
    point_rows = draw(st.lists(st.tuples(st.just(OUTSIDE), st.fixed_dictionaries({
        "medium": st.sampled_from(MEDIA), "interval_days": st.sampled_from([np.nan, 30.0, 200.0])})), max_size=4))
    record_rows = draw(st.lists(st.fixed_dictionaries({
        "point_id": st.sampled_from([None, "W0", "W1", "W2", "W3"]), "zone_id": st.sampled_from([None, "Z1", "Z9"]),
        "medium": st.sampled_from([None, *MEDIA]), "recorded_on": DAYS}), max_size=8))
    notice_rows = draw(st.lists(st.fixed_dictionaries({
        "notice_id": st.just("N"), "zone_id": st.sampled_from(["Z1", "Z9"]), "published_on": DAYS}), max_size=2))
    return {"signs": sign_rows, "points": point_rows, "records": record_rows, "notices": notice_rows}


def reviewed(history, as_of=DAY):
    return review(
        as_of=as_of, signs=signs(*history["signs"]), points=points(*history["points"]),
        records=records(*history["records"]),
        notices=table(v.Role.NOTICES, history["notices"], None, ("notice_id",)),
        settings=ZoneSettings(intervals={v.Medium.SOIL: 100.0}))


def gravities(outcome):
    rows = outcome.tables["zone_duties"]
    return {(r.zone_id, r.duty): GRAVITY[r.state] for r in rows.itertuples()}


@given(histories(), st.data())
def test_removing_a_record_sign_or_notice_never_improves_a_state(history, data):
    kinds = [k for k in ("signs", "records", "notices") if history[k]]
    if not kinds:
        return
    kind = data.draw(st.sampled_from(kinds))
    gone = data.draw(st.integers(0, len(history[kind]) - 1))
    fewer = {**history, kind: [row for i, row in enumerate(history[kind]) if i != gone]}
    before, after = gravities(reviewed(history)), gravities(reviewed(fewer))
    assert all(after[k] >= before[k] for k in before)


@given(histories(), st.integers(1, 400))
def test_adding_days_never_improves_a_state(history, more):
    before, after = gravities(reviewed(history)), gravities(reviewed(history, DAY + pd.Timedelta(days=more)))
    assert all(after[k] >= before[k] for k in before)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(history, random):
    given_tables = {
        v.Role.CONTROL_ZONES: zones([{"zone_id": z, "plot_ids": p, "drawn_on": day("2024-01-01")}
                                     for z, p in (("Z1", "P1"), ("Z2", "P2"))], [ZONE, shapely.box(300, 0, 400, 100)]),
        v.Role.REGISTRY: registry([{"entry_id": e, "left_undeveloped": True} for e in ("P1", "P2", "P3")],
                                  [PLOT, shapely.box(320, 0, 500, 50), shapely.box(900, 0, 950, 50)]),
        v.Role.SIGNS: signs(*history["signs"]), v.Role.POINTS: points(*history["points"]),
        v.Role.RECORDS: records(*history["records"])}
    shuffled = {}
    for role, t in given_tables.items():
        order = list(range(len(t.frame)))
        random.shuffle(order)
        frame = t.frame.iloc[order].reset_index(drop=True)
        shuffled[role] = type(t)(role, frame, None if t.geometry is None else t.geometry[order])
    one, two = (review_zones(t, as_of=DAY) for t in (given_tables, shuffled))
    for name in one.tables:
        pd.testing.assert_frame_equal(one.tables[name], two.tables[name])
    assert all(shapely.equals(a, b) for a, b in zip(one.geometry["zone_gaps"], two.geometry["zone_gaps"]))


@pytest.mark.parametrize("order", [("W0", "W1", "W2"), ("W2", "W1", "W0"), ("W1", "W2", "W0")])
def test_of_points_that_lack_a_record_the_first_by_number_is_named(order):
    at = shapely.Point(150, 50)
    given = points(*((at, {"point_id": w, "medium": "soil"}) for w in order))
    outcome = review(points=given, records=records({"point_id": "W0", "recorded_on": day("2024-02-01")}))
    soil = outcome.tables["zone_duties"].query("zone_id == 'Z1' and reason_zh.str.contains('监测点')")["reason_zh"]
    assert soil.tolist() == ["土壤监测点W1没有监测记录。"]


@given(histories())
def test_inputs_are_left_as_they_are(history):
    given_tables = {"signs": signs(*history["signs"]), "records": records(*history["records"])}
    copies = {k: t.frame.copy(deep=True) for k, t in given_tables.items()}
    review(**given_tables)
    for k, t in given_tables.items():
        pd.testing.assert_frame_equal(t.frame, copies[k])


# --- refusals ---------------------------------------------------------------------------------------------------------

def test_a_review_without_registry_or_day_is_refused():
    with pytest.raises(InputError, match="zones_need_role"):
        review_zones({v.Role.CONTROL_ZONES: zones()}, as_of=DAY)
    with pytest.raises(InputError, match="as_of"):
        review(as_of=pd.NaT)


@pytest.mark.parametrize("bad", [{"lead_time_days": -1}, {"sign_max_gap_m": 0}, {"groundwater_class": 5},
                                 {"intervals": {v.Medium.SOIL: float("nan")}}, {"sign_distance_m": float("inf")}])
def test_a_setting_that_is_no_figure_is_refused(bad):
    with pytest.raises(InputError, match="zone_setting"):
        ZoneSettings(**bad)


def test_no_zones_at_all_gives_tables_without_rows_and_a_work_list_of_plots():
    outcome = review(control_zones=zones([]))
    assert len(outcome.tables["zones_status"]) == len(outcome.tables["zone_duties"]) == 0
    assert list(outcome.tables["zone_actions"]["plot_id"]) == ["P1"]

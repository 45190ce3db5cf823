from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
import shapely
from soilgate.plugin.core import vocabulary as v
from soilgate.plugin.core.zones import ZoneSettings
from soilgate.plugin.core.zones.spread import is_rising, mann_kendall, rising_threshold
from soilgate.tests.support.zone_tables import day, duty, points, records, review, state

OUTSIDE, INSIDE = shapely.Point(150, 50), shapely.Point(50, 50)


def result(value=0.01, on="2026-10-01", **changes):
    return {"point_id": "W0", "recorded_on": day(on), "pollutant": "砷", "value": value, "unit": "mg/L", **changes}


def containment(*rows, place=OUTSIDE, settings=None, medium="groundwater"):
    return review(points=points((place, {"medium": medium})), records=records(*rows), settings=settings)


def judged(outcome):
    """The reason, as code of what happened: due, or how many results are open."""
    row = duty(outcome, "containment")
    return row["state"], row["reason_zh"]


@pytest.mark.parametrize(("n", "five", "ten"), [
    (4, 6, 6), (5, 8, 8), (6, 11, 9), (7, 13, 11), (8, 16, 12), (9, 18, 14), (10, 21, 17), (11, 23, 19), (12, 26, 20),
    (13, 28, 24), (14, 33, 25), (15, 35, 29), (16, 38, 30), (20, 52, 42)])
def test_thresholds_are_the_exact_ones(n, five, ten):
    assert (rising_threshold(n, 0.05), rising_threshold(n, 0.10)) == (five, ten)


def test_three_rounds_can_never_be_significant_and_do_not_rise():
    assert rising_threshold(3, 0.10) is None
    assert not is_rising([1, 2, 3], 0.5)


def test_the_exact_threshold_agrees_with_counting_all_orders_of_six():
    scores = [mann_kendall(p) for p in permutations(range(6))]
    s = rising_threshold(6, 0.05)
    assert sum(x >= s for x in scores) / len(scores) <= 0.05 < sum(x >= s - 2 for x in scores) / len(scores)


def test_the_normal_approximation_continues_the_exact_thresholds():
    ratio = [rising_threshold(n, 0.05) / rising_threshold(n - 1, 0.05) for n in (60, 61, 62)]
    assert ratio == pytest.approx([1.025] * 3, abs=0.03)


def test_a_value_over_the_limit_outside_the_zone_is_a_sign_of_spread():
    row = duty(containment(result(0.051)), "containment")
    assert row["state"] == "due"
    assert "扩散迹象" in row["reason_zh"] and "Sign of spread" in row["reason_en"]
    assert row["last_date"] == day("2026-10-01")


@pytest.mark.parametrize(("place", "value"), [(INSIDE, 0.06), (shapely.Point(100, 50), 0.06), (OUTSIDE, 0.05)])
def test_inside_on_the_line_and_equal_to_the_limit_is_no_sign(place, value):
    assert state(containment(result(value), place=place), "containment") != "due"


@pytest.mark.parametrize(("settings", "expected"), [
    (ZoneSettings(), "unknown"), (ZoneSettings(drinking=True), "due"), (ZoneSettings(groundwater_class=3), "due")])
def test_between_two_classes_it_depends_on_the_class_that_was_settled(settings, expected):
    assert state(containment(result(0.03), settings=settings), "containment") == expected


@pytest.mark.parametrize(("value", "unit", "over"), [(51, "μg/L", True), (51, "ug/l", True), (49, "µg/L", False)])
def test_units_are_converted(value, unit, over):
    assert (state(containment(result(value, unit=unit)), "containment") == "due") is over


@pytest.mark.parametrize("changes", [
    {"unit": "ppm"}, {"unit": None}, {"pollutant": "某物"}, {"value": None}, {"value": -1.0},
    {"value": 0.06, "below_detection": True}])
def test_what_cannot_be_judged_is_open_and_said_to_be(changes):
    got, reason = judged(containment(result(**changes)))
    assert got == "unknown"
    assert "1项结果不能判断" in reason


def test_an_over_value_at_an_unknown_place_is_unknown():
    assert state(containment(result(0.06), place=None), "containment") == "unknown"


@pytest.mark.parametrize(("value", "expected"), [(7.0, False), (9.5, True), (5.0, True)])
def test_ph_has_two_sides(value, expected):
    assert (state(containment(result(value, pollutant="pH", unit=None)), "containment") == "due") is expected


@pytest.mark.parametrize(("value", "settings", "expected"), [
    (61.0, ZoneSettings(), "due"), (30.0, ZoneSettings(), "unknown"), (30.0, ZoneSettings(soil_land_class=1), "due")])
def test_soil_is_compared_with_screening_values(value, settings, expected):
    outcome = containment(result(value, unit="mg/kg"), medium="soil", settings=settings)
    assert state(outcome, "containment") == expected


def test_surface_water_and_air_have_no_table_of_limits_and_stay_open():
    assert state(containment(result(99.0), medium="surface_water"), "containment") == "unknown"


def test_a_rising_series_is_a_sign_and_named_as_a_method_not_a_rule():
    rows = [result(0.001 * k, on=f"2026-0{k}-01") for k in range(1, 5)]
    row = duty(containment(*rows, place=INSIDE), "containment")
    assert row["state"] == "due"
    assert "非国家规定" in row["reason_zh"] and "扩散迹象" in row["reason_zh"]


def test_three_rounds_or_a_fall_or_mixed_units_are_no_rise():
    three = [result(0.001 * k, on=f"2026-0{k}-01") for k in range(1, 4)]
    fall = [result(0.009 - 0.001 * k, on=f"2026-0{k}-01") for k in range(1, 6)]
    mixed = [*three, result(4.0, on="2026-04-01", unit="ug/L")]
    for rows in (three, fall, mixed):
        assert state(containment(*rows, place=INSIDE), "containment") != "due"


def test_non_detects_are_equal_and_below_every_detect():
    rows = [result(0.009, on="2026-01-01", below_detection=True), result(0.001, on="2026-02-01"),
            result(0.002, on="2026-03-01"), result(0.003, on="2026-04-01")]
    assert state(containment(*rows, place=INSIDE), "containment") == "due"
    ties = [result(0.009 - k / 1000, on=f"2026-0{k}-01", below_detection=True) for k in range(1, 6)]
    assert state(containment(*ties, place=INSIDE), "containment") != "due"


def test_no_spread_is_said_only_where_monitoring_is_whole():
    settings = ZoneSettings(intervals=dict.fromkeys(v.Medium, 365.0))
    rows = [{"zone_id": "Z1", "medium": str(m), "recorded_on": day("2026-10-01")} for m in v.Medium]
    whole = review(points=points((OUTSIDE, {})), records=records(result(), *rows), settings=settings)
    assert state(whole, "containment") == "not_owed"
    for gone in range(len(rows)):
        if rows[gone]["medium"] != "groundwater":
            part = records(result(), *(r for i, r in enumerate(rows) if i != gone))
            outcome = review(points=points((OUTSIDE, {})), records=part, settings=settings)
            assert state(outcome, "containment") == "unknown"


def test_a_result_after_the_day_counts_neither_way():
    later = str((day("2026-11-24") + pd.Timedelta(days=1)).date())
    assert state(containment(result(0.06, on=later)), "containment") == "unknown"

"""Samples against limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.exceedance import LEVELS, levels, resolve_pollutants, to_mg_kg


def judge(land_class=1, as_of=None, **columns):
    row = {"pollutant": "砷", "value": 10.0, "unit": "mg/kg", **columns}
    out = levels(pd.DataFrame([row]), land_class, as_of=as_of)
    return out["level"].iloc[0], out["why"].iloc[0]


@pytest.mark.parametrize(("name", "no"), [
    ("砷", 1), ("As", 1), ("总砷", 1), ("砷(As)", 1), ("砷（As）", 1), ("砷 (mg/kg)", 1), ("六价铬", 3),
    ("铬（六价）", 3), ("Cr(VI)", 3),
    ("间,对-二甲苯", 33), ("苯并［a］芘", 39), ("石油烃（C10～C40）", 85), ("1，2-二氯乙烷", 12),
    ("氰化物（以CN-计）", 51)])
def test_names_find_their_item(name, no):
    found = resolve_pollutants([name])
    assert (found["pollutant_no"][0], found["status"][0]) == (no, "limit")


@pytest.mark.parametrize("item", list(knowledge.limits().values()), ids=lambda p: str(p.no))
def test_every_listed_name_finds_its_item(item):
    found = resolve_pollutants([item.name_zh, item.name_en, *item.aliases])
    assert (found["pollutant_no"] == item.no).all()


@pytest.mark.parametrize("name", ["铬", "总铬", "锌", "苊", "芘", "pH", "石油烃(C6-C9)", "1,3-二氯苯", "氨氮"])
def test_known_substances_without_a_limit_are_named_not_judged(name):
    assert judge(pollutant=name) == ("no_limit", "no_limit")


@pytest.mark.parametrize(("name", "cas", "status"), [
    ("砷", "7440-38-2", "limit"), (None, "7440-38-2", "limit"), ("砷", "7440-43-9", "unknown"), ("砷", "不详", "limit"),
    ("砷", "7440-38-3", "limit"), ("六价铬", "7440-47-3", "unknown"), ("未知物", "7440-38-2", "unknown"),
    (None, None, "unknown"),
    ("砷", "71-43-2", "unknown")])
def test_a_name_and_a_number_that_disagree_are_unknown(name, cas, status):
    assert resolve_pollutants([name], [cas])["status"][0] == status


@pytest.mark.parametrize(("value", "level"), [(20, "none"), (20.001, "screening"), (120, "screening"),
                                              (120.5, "intervention"), (0.01, "none")])
def test_equal_is_not_exceeding(value, level):
    assert judge(value=value)[0] == level


def test_where_both_limits_are_equal_the_higher_stage_is_told():
    assert judge(pollutant="甲苯", value=1201)[0] == "intervention"


def test_the_class_decides():
    assert judge(1, value=30)[0] == "screening" and judge(2, value=30)[0] == "none"
    assert judge(np.nan, value=30) == ("unknown", "land_class_unknown")
    assert judge(np.nan, value=10)[0] == "none" and judge(np.nan, value=150)[0] == "intervention"


@pytest.mark.parametrize(("value", "unit", "expected"), [
    (550, "μg/kg", 0.55), (550, "µg/kg", 0.55), (550, "UG/KG", 0.55), (1, "g/kg", 1000), (5, "ng/kg", 5e-6),
    (0.1, "%", 1000),
    (3, "毫克/千克", 3), (3, "mg·kg-1", 3), (3, "mg·kg⁻¹", 3), (7, "ngTEQ/kg", 7e-6), (2, "mg/kg(干重)", 2)])
def test_units_are_converted(value, unit, expected):
    values, unknown = to_mg_kg([value], [unit])
    assert values[0] == expected and not unknown[0]


@pytest.mark.parametrize("unit", [None, "", "mg/L", "kg", "?", "mg"])
def test_a_unit_is_never_guessed(unit):
    assert to_mg_kg([1.0], [unit])[1][0]
    assert judge(unit=unit)[0] == "unknown"


@given(st.floats(1e-6, 1e6))
def test_conversion_does_not_push_a_value_over_its_limit(limit):
    assert to_mg_kg([limit * 1000], ["ug/kg"])[0][0] == (limit * 1000) / 1000


@pytest.mark.parametrize(("columns", "expected"), [
    ({"value": None, "below_detection": True, "detection_limit": 0.1}, ("none", None)),
    ({"value": None, "below_detection": True, "detection_limit": 20}, ("none", None)),
    ({"value": None, "below_detection": True, "detection_limit": 21}, ("unknown", "detection_limit_above")),
    ({"value": 21, "below_detection": True}, ("unknown", "detection_limit_above")),
    ({"value": 0.1, "below_detection": True}, ("none", None)),
    ({"value": None, "below_detection": True}, ("unknown", "no_detection_limit")),
    ({"value": None, "below_detection": True, "detection_limit": 500}, ("unknown", "detection_limit_above")),
    ({"value": None}, ("unknown", "no_value")),
    ({"value": -1}, ("unknown", "value_negative")),
    ({"value": 0}, ("unknown", "value_zero")),
    ({"value": np.inf}, ("unknown", "no_value")),
    ({"value": None, "value__unreadable": True}, ("unknown", "value_unreadable")),
    ({"unit": None, "unit__unreadable": True}, ("unknown", "unit_unknown")),
    ({"unit": "mg/L"}, ("unknown", "unit_not_soil")),
    ({"pollutant": None}, ("unknown", "pollutant_unknown")),
    ({"pollutant": "某物"}, ("unknown", "pollutant_unknown")),
    ({"pollutant": "石油烃", "value": 10}, ("unknown", "part_of_sum")),
    ({"pollutant": "石油烃", "value": 900}, ("screening", None)),
    ({"pollutant": "间二甲苯", "value": 50}, ("none", None)),
    ({"pollutant": "间二甲苯", "value": 90}, ("unknown", "part_of_sum")),
    ({"pollutant": "间二甲苯", "value": 170}, ("screening", None))])
def test_what_is_not_known_is_no_pass(columns, expected):
    assert judge(**columns) == expected


@pytest.mark.parametrize(("columns", "why"), [
    ({"sample_type": "对照点"}, "control_point"), ({"sample_type": "运输空白"}, "blank"),
    ({"medium": "地下水"}, "groundwater"),
    ({"medium": "groundwater"}, "groundwater"), ({"medium": "底泥"}, "sediment"),
    ({"sample_type": "加标样"}, "quality_control")])
def test_what_is_no_soil_of_the_plot_is_set_aside_with_a_reason(columns, why):
    assert judge(value=999, **columns) == ("excluded", why)


@pytest.mark.parametrize(("value", "expected"), [(10, ("unknown", "quick_test")), (25, ("screening", None))])
def test_a_quick_test_can_exceed_but_never_clear(value, expected):
    assert judge(value=value, sample_type="XRF快筛") == expected


def test_a_value_from_the_future_is_unknown():
    day = pd.Timestamp("2024-06-01")
    assert judge(value=999, sampled_on=pd.Timestamp("2024-06-02"), as_of=day) == ("unknown", "dated_after")
    assert judge(value=999, sampled_on=day, as_of=day)[0] == "intervention"
    assert judge(value=999, sampled_on=pd.NaT, as_of=day)[0] == "intervention"


def test_no_row_is_dropped_and_duplicates_are_both_judged():
    frame = pd.DataFrame({"pollutant": ["砷", "砷", "砷"], "value": [10, 30, 30], "unit": ["mg/kg"] * 3,
                          "sample_type": ["", "平行样", "对照点"]}, index=[5, 5, 2])
    before = frame.copy()
    out = levels(frame, np.array([1, 1, 1]))
    assert out["level"].tolist() == ["none", "screening", "excluded"] and out.index.equals(frame.index)
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_table_and_absent_columns_are_fine():
    assert len(levels(pd.DataFrame(), 1)) == 0
    assert levels(pd.DataFrame({"value": [1.0]}), 1)["level"].tolist() == ["unknown"]


def test_every_reason_has_its_sentence():
    reasons = knowledge.messages()["samples"]
    for columns in ({"unit": "mg/L"}, {"value": -1}, {"pollutant": "锌"}, {"medium": "地下水"}, {"value": None}):
        assert judge(**columns)[1] in reasons


@given(st.lists(st.tuples(st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["砷", "苯", "总铬", "间二甲苯"])),
                          st.one_of(st.none(), st.floats(), st.integers(-5, 10**6)),
                          st.one_of(st.none(), st.text(max_size=4), st.sampled_from(["mg/kg", "ug/kg", "mg/L"])),
                          st.sampled_from([True, False, None]), st.one_of(st.none(), st.floats(0, 100))), max_size=6),
       st.sampled_from([1, 2, np.nan]))
def test_no_sample_is_cleared_without_a_known_item_value_and_unit(rows, land_class):
    frame = pd.DataFrame(rows, columns=["pollutant", "value", "unit", "below_detection", "detection_limit"])
    out = levels(frame, land_class)
    assert len(out) == len(frame) and set(out["level"]) <= set(LEVELS)
    cleared = out[out["level"] == "none"]
    assert (cleared["pollutant_no"] > 0).all()
    assert np.isnan(land_class) or (cleared["value_mg_kg"] <= cleared["limit_screening"]).all()
    assert out.loc[out["level"].isin(["unknown", "excluded", "no_limit"]), "why"].notna().all()


@pytest.mark.parametrize(("written", "number"), [
    ("苯并【a】芘", 39), ("苯并〔a〕芘", 39), ("苯并[α]芘", 39), ("二苯并[α,h]蒽", 43), ("1.2-二氯乙烷", 12)])
def test_names_as_old_sheets_write_them(written, number):
    assert resolve_pollutants([written])["pollutant_no"].tolist() == [number]

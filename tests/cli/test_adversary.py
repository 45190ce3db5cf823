"""Ordinary-looking files with a trap each: a parcel whose truth is grave must not come out clear or caution."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from soilgate.plugin import cli
from soilgate.tests.support import cases as c
from soilgate.tests.support.cases import Scene, bar, case, now, removed

HOME, SHOP = now("0701"), now("05H1")
HELD = frozenset(["undetermined", "survey_required", "assess_risk", "remediate_first", "prohibited"])
FULL: dict[str, Any] = {"edition": "edition: whole\n  edition_date: 2026-08-20", "full": True}


@pytest.fixture
def review(tmp_path, capsys):
    """Run a scene, perhaps with some of its files replaced; read the result back."""

    def go(scene: Scene, **files: Any) -> c.Result:
        argv = c.write(scene, tmp_path)
        for role, path in files.items():
            argv[argv.index(f"--{role.replace('_', '-')}") + 1] = str(path)
        capsys.readouterr()
        code = cli.main(argv)
        told = capsys.readouterr()
        assert code in (0, 2), told.err
        return c.read_result(code, told.out, told.err, tmp_path / "结果.gpkg")

    return go


def verdicts(result: c.Result) -> dict[str, str]:
    return dict(zip(result.reviewed["parcel_id"], result.reviewed["verdict"]))


# ------------------------------------------------------------------------------------------------ laboratory sheets


def sheet(folder, rows: list[dict[str, Any]], *, placed: bool = True) -> Any:
    """Rows as a sheet of coordinates in the first parcel."""
    table = pd.DataFrame(rows)
    if placed:
        table["X坐标"], table["Y坐标"] = c.NORTH + 50, c.EAST + 50
    path = folder / "采样.csv"
    table.to_csv(path, index=False, encoding="utf-8-sig")
    return path


def judge(review, folder, rows: list[dict[str, Any]]) -> str:
    """The verdict of a plain housing parcel with such a sheet (class 1: arsenic 20 and 120 mg/kg)."""
    result = review(Scene("sheet", (case("p", "R2", HOME),), **FULL), samples=sheet(folder, rows))
    assert result.code == 0, result.err
    return verdicts(result)["p"]


@pytest.mark.parametrize(
    ("header", "value", "unit", "verdict"),
    [
        ("检测值(μg/kg)", "25", None, "clear"),
        ("检测值（ug/kg）", "25000", None, "assess_risk"),
        ("检测值/mg/kg", "25", None, "assess_risk"),
        ("检测值(mg/kg)", "25", "μg/kg", "undetermined"),
        ("检测值(mg/kg)", "25", "毫克/千克", "assess_risk"),
        ("检测值(mg/kg)", "25ug/kg", None, "undetermined"),
        *(("检测值", "25", unit, "assess_risk") for unit in ("mg.kg-1", "mg•kg-1", "mg∕kg", "mg/kg干基", "mg/kg（以干重计）")),
        *(("检测值", "25", unit, "clear") for unit in ("μg.kg-1", "μg•kg-1")),
    ],
)
def test_the_unit_of_a_header_counts_and_contradicts_nothing(header, value, unit, verdict, review, tmp_path):
    row = {"样品编号": "a", "污染物": "砷", header: value, **({"单位": unit} if unit else {})}
    assert judge(review, tmp_path, [row]) == verdict


@pytest.mark.parametrize("text", ["地下水位以上土壤", "土壤/地下水", "非空白", "土壤（对照区外）", "不是对照点", "废水池旁土壤", "空气站旁", "土壤", "平行样"])
@pytest.mark.parametrize("column", ["样品类型", "介质"])
def test_a_soil_sample_is_not_set_aside_for_a_word_in_its_kind(column, text, review, tmp_path):
    row = {"样品编号": "a", "污染物": "砷", "检测值": "25", "单位": "mg/kg", column: text}
    assert judge(review, tmp_path, [row]) == "assess_risk"


@pytest.mark.parametrize("text", ["地下水", "空白", "运输空白", "土壤对照点", "对照点", "质控样", "土壤气", "底泥", "地表水样", "背景点"])
def test_what_is_no_soil_of_the_place_is_not_compared(text, review, tmp_path):
    row = {"样品编号": "a", "污染物": "砷", "检测值": "25", "单位": "mg/kg", "样品类型": text}
    assert judge(review, tmp_path, [row]) == "clear"


def test_ph_is_no_pollutant_without_a_limit(review, tmp_path):
    rows = [{"样品编号": "a", "污染物": name, "检测值": value, "单位": unit} for name, value, unit in (
        ("砷", "5", "mg/kg"), ("锌", "80", "mg/kg"), ("pH值", "7.2", "无量纲"))]
    result = review(Scene("sheet", (case("p", "R2", HOME),), **FULL), samples=sheet(tmp_path, rows))
    said = result.checks.loc[result.checks["check"] == "samples", "reason"].tolist()
    assert len(said) == 1 and said[0].startswith("锌")


def test_a_row_of_maxima_above_all_results_is_not_set_aside(review, tmp_path):
    rows = [{"样品编号": "a1", "砷(mg/kg)": "5"}, {"样品编号": "最大值", "砷(mg/kg)": "25"}]
    assert judge(review, tmp_path, rows) in HELD


def test_a_row_of_maxima_of_the_results_says_nothing_new(review, tmp_path):
    rows = [{"样品编号": "a1", "砷(mg/kg)": "5"}, {"样品编号": "最大值", "砷(mg/kg)": "5"}]
    assert judge(review, tmp_path, rows) == "clear"


# ------------------------------------------------------------------------------------------------ words of lists


def test_conditions_targets_and_limits_are_read_as_a_whole(review):
    rows = (
        *(case(f"bar_{t}", "R2", HOME, bar(condition=t), verdict="prohibited")
          for t in ("严禁", "禁止开发", "永久禁止", "不得准入", "无条件禁止")),
        *(case(f"bar_{t}", "R2", HOME, bar(condition=t), verdict="undetermined")
          for t in ("论证通过前禁止", "禁止（除绿地外）", "修复达标前禁止", "依法依规")),
        *(case(f"target_{t}", "R2", HOME, removed(t), verdict=HELD)
          for t in ("第一类用地（除地下水）", "非居住用地", "不含居住", "拟为第一类用地", "第二类用地")),
        *(case(f"target_{t}", "R2", HOME, removed(t), verdict="caution") for t in ("第一类用地", "居住用地", "Ⅰ类用地")),
        *(case(f"limit_{t}", "R2", HOME, removed("第一类用地", 移出后用途限制=t), verdict="caution")
          for t in ("无限制", "无", "无特殊要求")),
        *(case(f"limit_{t}", "R2", HOME, removed("第一类用地", 移出后用途限制=t), verdict=HELD)
          for t in ("无限制（除地下空间）", "限工业用途", "见报告")),
    )
    result = review(Scene("words", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_the_class_named_in_a_conclusion_fills_an_empty_column(review):
    rows = (
        case("named_1", "R2", SHOP, c.survey("未超过第一类用地筛选值", klass=None), verdict="clear"),
        case("named_2", "R2", SHOP, c.survey("未超过第二类用地筛选值", klass=None), verdict=HELD),
        case("named_2_for_1", "R2", SHOP, c.survey("未超过第二类用地筛选值", klass="第一类用地"), verdict=HELD),
        case("named_2_for_2", "B1", now("0601"), c.site(c.CHEMICALS),
             c.survey("未超过第二类用地筛选值", klass="第二类用地"), verdict="clear"),
        case("assessed_2_for_1", "R2", SHOP, c.survey("超过筛选值"),
             c.assessment("可接受（第二类用地）", klass="第一类用地"), verdict=HELD),
    )
    result = review(Scene("classes", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_ends_that_are_open_or_fall_on_the_first_day_do_not_free_a_place(review):
    rows = (
        *(case(f"bar_until_{t}", "R2", HOME, bar(until=t), verdict="prohibited") for t in ("长期", "永久有效", "无期限")),
        case("bar_until_修复完成", "R2", HOME, bar(until="至修复完成"), verdict="undetermined", could="prohibited"),
        case("zone_not_lifted", "B1", SHOP, c.zone(lifted="未解除"), verdict="prohibited"),
        case("removed_on_未移出", "R2", HOME, removed("第一类用地", "未移出"), verdict=HELD),
        case("removed_the_day_it_was_listed", "R2", HOME, removed("第一类用地", "2024-05-01", 列入日期="2024-05-01"),
             verdict="undetermined", could="prohibited"),
    )
    result = review(Scene("ends", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_a_removal_under_way_removes_nothing(review):
    states = {"移出中": "prohibited", "退出中": "prohibited", "移出公告中": "undetermined", "批准移出中": "undetermined",
              "从名录中移出": "caution", "已移出": "caution"}
    rows = tuple(case(t, "R2", HOME, c.plot(名录状态=t, 修复目标用地类别="第一类用地"), verdict=v)
                 for t, v in states.items())
    result = review(Scene("under_way", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_an_end_before_the_beginning_frees_no_place(review):
    zone = c.zone(lifted="2020-01-01")
    zone = dataclasses.replace(zone, cells={**zone.cells, "划定日期": "2030-01-01"})
    rows = (
        case("bar", "R2", HOME, bar(since="2030-01-01", until="2020-01-01"), verdict="undetermined", could="prohibited"),
        case("zone", "B1", SHOP, zone, verdict="undetermined", could="prohibited"),
        case("not_yet", "R2", HOME, bar(since="2030-01-01", until="2031-01-01"), verdict="clear"),
    )
    result = review(Scene("backwards", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


POINT = {"X坐标": c.NORTH + 50, "Y坐标": c.EAST + 50, "半径": "30"}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([("不在本规划范围", "2026-08-01", {})], "clear"),
        ([("不在本规划范围", "2026-08-01", {}), ("应在本规划范围内", "2026-08-20", {})], "undetermined"),
        ([("点加半径", "2026-08-20", POINT), ("不在本规划范围", "2026-08-01", {})], "undetermined"),
        ([("点加半径", "2026-08-01", POINT), ("不在本规划范围", "2026-08-20", {})], "clear"),
        ([("不在本规划范围", "2026-08-01", {}), ("不在本规划范围", "2099-01-01", {})], "clear"),
    ],
)
def test_the_last_usable_word_on_a_place_counts(answers, verdict, review):
    rows = [{"图层": "名录", "地块编码": "p-1", "定位方式": word, "日期": day, "经办人": "张三", "文号": "复函7号", **more}
            for word, day, more in answers]
    one = case("p", "R2", HOME, c.plot(place=None, 地块名称="某旧厂", 地块编码="p-1"), verdict=verdict)
    result = review(Scene("said", (one,), edition=FULL["edition"], kinds={"registry": "csv"}, tables={"located": rows}))
    assert verdicts(result)["p"] == verdict, result.err


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ([("未列入", "2026-08-01")], "clear"),
        ([("未列入", "2026-08-01"), ("经复核已列入", "2026-08-20")], "undetermined"),
        ([("未列入", "2026-08-20"), ("经复核已列入", "2026-08-20")], "undetermined"),
        ([("未列入", "2026-08-01"), ("经复核已列入", "")], "undetermined"),
        ([("正在核实", "2026-08-01"), ("未列入", "2026-08-20")], "clear"),
        ([("未列入", "2026-08-01"), ("经复核已列入", "2099-01-01")], "clear"),
    ],
)
def test_a_later_statement_that_cannot_be_read_takes_the_earlier_away(said, verdict, review):
    rows = [{"核查项": "负面清单", "地块编号": "p", "说明": word, "出具单位": "示例市局", "文号": "复函7号", "日期": day}
            for word, day in said]
    result = review(Scene("stated", (case("p", "R2", HOME),), omit=("negative_list",), edition=FULL["edition"],
                          tables={"evidence": rows}))
    assert verdicts(result)["p"] == verdict, result.err


@pytest.mark.parametrize(
    ("header", "area", "verdict"),
    [
        ("占地面积", "15", "undetermined"),                  # may be mu or hectares
        ("占地面积", "1.5", "undetermined"),
        ("占地面积", "15亩", "undetermined"),
        ("占地面积", "15平方米", "clear"),
        ("占地面积(㎡)", "15", "clear"),
        ("占地面积", "1500", "clear"),
    ],
)
def test_an_area_without_unit_makes_no_small_circle(header, area, verdict, review, tmp_path):
    one = case("p", "R2", HOME, c.plot(place=None, 经度=114.0, 纬度=30.5, **{header: area}))
    table = pd.DataFrame([{"地块名称": "旧厂", "名录种类": "建设用地土壤污染风险管控和修复名录", "名录状态": "在册", header: area,
                           "X坐标": c.NORTH + 50, "Y坐标": c.EAST - 80}])
    table.to_csv(tmp_path / "旧.csv", index=False, encoding="utf-8-sig")
    result = review(Scene("circle", (one,), edition=FULL["edition"], kinds={"registry": "csv"}),
                    registry=tmp_path / "旧.csv")
    assert verdicts(result)["p"] == verdict, result.err


def test_an_issue_of_a_day_to_come_is_refused(review, tmp_path):
    scene = Scene("to_come", (case("p", "R2", HOME),), edition="edition: whole\n  edition_date: 2099-08-20", full=True)
    result = review(scene)
    assert result.code == 2 and "2099-08-20" in result.err and "--edition-date" in result.err
    assert not (tmp_path / "结果.gpkg").exists()


def test_an_excess_in_a_survey_that_was_never_reviewed_is_not_clear(review):
    rows = (
        case("pending", "R2", HOME, c.survey("超过筛选值", result="待评审", on=None), verdict="caution",
             has=["above_screening"]),
        case("failed", "R2", HOME, c.survey("砷超标", result="未通过"), verdict="caution", has=["above_screening"]),
        case("within", "R2", HOME, c.survey("未超标", result="待评审", on=None), verdict="clear"),
    )
    result = review(Scene("pending", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


# ------------------------------------------------------------------------------------------------ present uses


def test_a_present_use_that_is_mixed_or_doubted_is_not_taken_for_the_proposed_one(review):
    owed = {"survey_required", "undetermined"}
    rows = (
        *(case(f"now_{t}", "R2", now(t), verdict=owed)
          for t in ("0701/0601", "0701、0601", "城镇住宅用地？", "原住宅", "0701(拟)", "0701K")),
        *(case(f"now_{t}", "R2", now(t), verdict="clear") for t in ("0701", "0702", "城镇住宅用地")),
        case("mixed_stays_mixed", "R2+B1", now("0701/05H1"), verdict="clear"),
    )
    result = review(Scene("present", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_a_day_of_listing_after_the_list_itself_frees_no_plot(review):
    rows = (
        case("typed_2062", "R2", HOME, c.plot(列入日期="2062-01-01"), verdict="undetermined", could="prohibited"),
        case("between_the_review_and_the_list", "R2", HOME, c.plot(列入日期="2026-10-01"), verdict="clear"),
        case("before", "R2", HOME, c.plot(列入日期="2024-01-01"), verdict="prohibited"),
    )
    result = review(Scene("listing", rows, edition="edition: whole\n  edition_date: 2026-10-20", full=True))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_in_a_list_of_unknown_day_a_later_listing_is_a_question(review):
    rows = (case("later", "R2", HOME, c.plot(列入日期="2026-10-01"), verdict="undetermined", could="prohibited"),)
    result = review(Scene("listing", rows, edition="edition: whole", full=True))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_an_assessment_counts_over_the_whole_parcel_but_for_a_seam_and_unreviewed_ones_are_told(review):
    over = c.survey("超过筛选值")

    def assessed(place, **more):
        return c.assessment(klass="第一类用地", place=place, **more)

    rows = (
        case("seam", "R2", SHOP, over, assessed(c.box(0, 0, 100, 99.9)), verdict="caution"),
        case("two_halves", "R2", SHOP, over, assessed(c.WEST_HALF), assessed(c.EAST_HALF), verdict="caution"),
        case("two_metres_short", "R2", SHOP, over, assessed(c.box(0, 0, 100, 98)), verdict="assess_risk"),
        case("half_unread", "R2", SHOP, over, assessed(c.WEST_HALF), assessed(c.EAST_HALF, result="见报告"), verdict=HELD),
        case("pending", "B1", SHOP, c.assessment("不可接受", review="待评审", on=None), verdict="caution",
             has=["above_screening"]),
    )
    result = review(Scene("assessed", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def strip_scene(review, tmp_path, *rows, **more: Any) -> str:
    """The verdict of a housing parcel of 100 m x 0.4 m, thinner than the tolerance."""
    scene = Scene("strip", (case("strip", "R2", *rows),), **FULL, **more)
    path = tmp_path / "细长地块.gpkg"
    thin = c.frame([{"地块编号": "strip", "规划用地代码": "R2"}], [c.box(0, 0, 100, 0.4)(c.EAST, c.NORTH)], [])
    thin.to_file(path, engine="pyogrio")
    result = review(scene, parcels=path)
    assert result.code == 0, result.err
    return verdicts(result)["strip"]


HALF = c.box(-2, -2, 50, 102)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ((SHOP, c.survey(result="待定")), {}),
        ((SHOP, c.survey(on=None)), {}),
        ((SHOP, c.survey(place=HALF)), {}),
        ((SHOP, removed("第一类用地", place=HALF)), {}),
        ((SHOP,), {}),
        ((), {}),  # no present use
        ((now("0701", HALF),), {}),
        ((HOME,), {"covers": {"registry": c.box(5_000, 0, 6_000, 100)}}),
        ((HOME,), {"covers": {"registry": HALF}}),
        ((HOME, c.plot()), {}),
    ],
)
def test_a_parcel_thinner_than_the_tolerance_is_not_lifted_of_anything(rows, more, review, tmp_path):
    assert strip_scene(review, tmp_path, *rows, **more) in HELD


def test_a_parcel_thinner_than_the_tolerance_is_decided_on_good_data(review, tmp_path):
    assert strip_scene(review, tmp_path, HOME) == "clear"
    assert strip_scene(review, tmp_path, SHOP, c.survey()) == "clear"


# ------------------------------------------------------------------------------------------------ sentences


def test_a_removal_whose_remark_says_that_a_part_stays_frees_nothing(review):
    rows = (case("part", "R2", HOME, removed("第一类用地", 备注="仅移出A区，B区继续在册"), verdict=HELD),
            case("whole", "R2", HOME, removed("第一类用地", 备注="整块移出"), verdict="caution"))
    result = review(Scene("part", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_a_survey_with_many_thin_gaps_covers_only_what_it_covers(review):
    comb = tuple(c.survey(place=c.box(k, 0, k + 0.6, 100)) for k in range(100))
    seams = tuple(c.survey(place=c.box(20 * k, 0, 20 * k + 19.7, 100)) for k in range(5))
    rows = (case("comb", "R2", SHOP, *comb, verdict="survey_required"), case("seams", "R2", SHOP, *seams, verdict="clear"))
    result = review(Scene("comb", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_a_sentence_about_a_file_of_one_table_has_no_empty_brackets(tmp_path, capsys):
    for lang, empty in (("zh", "（）"), ("en", "()")):
        samples = sheet(tmp_path, [{"样品编号": "a", "污染物": "砷", "检测值": "25", "单位": "mg/kg"}], placed=False)
        code = cli.main(["--lang", lang, "--quiet", "import", "samples", str(samples), "--out",
                         str(tmp_path / f"{lang}.gpkg")])
        told = capsys.readouterr()
        assert code == 2 and "采样.csv" in told.out + told.err
        assert empty not in told.out + told.err


def test_codes_between_two_codes_and_lists_of_examples_leave_no_use_free(review):
    """05-09 bars 07 too, and homes, schools and so on (等) may bar a hospital."""
    ranges = ("05-09", "R1-R3", "A1~B9", "A1—S4", "B1-B9、M1-M3")
    examples = ("学校、医院等", "学校、医院等用地", "禁止建设学校、医院等项目", "schools, hospitals, etc.")
    closed = ("学校、医院等公共服务用地", "A3、A5", "中等职业学校、高等院校", "A33-中小学")
    rows = (
        *(case(f"range_{t}", "R2", HOME, bar(t), verdict=HELD) for t in ranges),
        *(case(f"open_{t}", "R2", HOME, bar(t), verdict="undetermined", could="prohibited") for t in examples),
        *(case(f"zone_{t}", "B1", SHOP, c.zone(t), verdict="undetermined", could="prohibited") for t in examples),
        *(case(f"closed_{t}", "R2", HOME, bar(t), verdict="caution") for t in closed),
        case("closed_sensitive", "B1", SHOP, bar("居住、学校等敏感用地"), verdict="caution"),
    )
    result = review(Scene("lists", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_an_assessment_that_denies_unacceptable_risk_says_acceptable(review):
    over = c.survey("超过筛选值", klass="第二类用地")
    said = {"不存在不可接受风险": "caution", "人体健康风险无不可接受风险": "caution", "未发现不可接受的风险": "caution",
            "存在不可接受风险": "remediate_first", "是否存在不可接受风险": HELD, "砷无不可接受风险，镉不可接受": HELD,
            "部分点位无不可接受风险": HELD}
    rows = tuple(case(t, "B1", SHOP, over, c.assessment(t), verdict=v) for t, v in said.items())
    result = review(Scene("denied", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_an_assessment_settles_no_sample_that_was_taken_after_it(review):
    within, assessed = c.survey(klass="第二类用地"), c.assessment(on="2025-06-01")
    days = {"2025-02-01": "caution", "2025-06-01": "caution", "2026-07-01": "assess_risk", "2025年": "caution"}
    rows = (
        *(case(t, "B1", SHOP, within, assessed, c.sample("100", on=t), verdict=v) for t, v in days.items()),
        case("both", "B1", SHOP, within, assessed, c.sample("110", on="2025-02-01"), c.sample("100", on="2026-07-01"),
             verdict="assess_risk"),
        case("again", "B1", SHOP, within, assessed, c.assessment(on="2026-08-01"), c.sample("100", on="2026-07-01"),
             verdict="caution"),
    )
    result = review(Scene("late", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_ordinary_facilities_inside_a_shop_are_no_homes(review):
    words = {"商铺": "clear", "厕所": "clear", "公交首末站": "clear", "商铺、幼儿园": HELD, "公寓底商": HELD}
    rows = tuple(case(t, "B1", SHOP, cells={"配套设施": t}, verdict=v) for t, v in words.items())
    result = review(Scene("inside", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_the_guangdong_exception_needs_a_present_use_that_is_no_utility(review):
    """08 of the national land survey holds sewage works and waste stations, which the notice leaves out."""
    pack = (Path(__file__).parents[2] / "resources/rules/cn_guangdong.yaml").read_text(encoding="utf-8")
    rows = (
        case("school_to_homes", "R2", now("08H2"), verdict="caution"),
        case("homes_to_hospital", "A5", HOME, verdict="caution"),
        case("anything_of_08", "R2", now("08"), verdict=HELD),
        case("utility", "R2", now("0809"), verdict=HELD),
    )
    result = review(Scene("guangdong", rows, packs=(pack,), **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


def test_no_use_of_a_listed_plot_is_clear(review):
    """Farmland and water are no works, yet the plot stands in the list."""
    rows = (*(case(f"on_{t}", t, now("0101"), c.plot(), verdict="caution", has=["listed_plot_unrelated_works"])
              for t in ("E1", "1701", "0101", "E2", "23")),
            *(case(f"off_{t}", t, now("0101"), verdict="clear") for t in ("E1", "0101")),
            case("works", "S1", now("0101"), c.plot(), verdict="remediate_first"))
    result = review(Scene("listed", rows, **FULL))
    assert not [wrong for one in rows if (wrong := c.compare(one, result))]


@pytest.mark.parametrize(("number", "value", "verdict"), [
    ("全程序空白", 25, "clear"), ("运输空白-1", 25, "clear"), ("S2", 5, "clear"), ("S2", 25, "undetermined"),
    ("空白地块S2", 25, "undetermined"), ("S2", None, "undetermined"), ("S2", "见附表", "undetermined")])
def test_a_sample_without_place_counts_where_it_could_matter(number, value, verdict, review, tmp_path):
    """Blanks of a laboratory have no coordinates, often no kind either; a result below all limits is one anywhere."""
    rows = [{"样品编号": "S1", "砷(mg/kg)": 5, "X坐标": c.NORTH + 50, "Y坐标": c.EAST + 50},
            {"样品编号": number, "砷(mg/kg)": value, "X坐标": None, "Y坐标": None}]
    path = sheet(tmp_path, rows, placed=False)
    result = review(Scene("blank", (case("p", "R2", HOME),), **FULL), samples=path)
    assert verdicts(result)["p"] == verdict


def test_the_list_of_one_county_is_not_assumed_to_cover_the_next(review):
    """A plan across two counties, and the list that one of them sent: the other's parcels are checked by nothing."""
    scene = Scene("counties", (
        case("here", "R2", HOME, c.plot(县区="示例市甲县", place=c.beside(900)), cells={"县区": "甲县"}),
        case("there", "R2", HOME, cells={"县区": "乙县"}),
        case("listed", "R2", HOME, c.plot(县区="甲县"), cells={"县区": "乙县"})),
        unstated=("registry",), bare=("registry",))
    assert verdicts(review(scene)) == {"here": "clear", "there": "undetermined", "listed": "prohibited"}
    assert verdicts(review(dataclasses.replace(scene, unstated=())))["there"] == "clear"      # as its holder states


def test_a_substance_in_two_columns_is_one_where_one_of_them_is_blank(review, tmp_path):
    """Metals of one laboratory in mg/kg, of another in μg/kg, side by side."""
    rows = [{"样品编号": "S1", "砷(mg/kg)": 5, "砷(μg/kg)": None}, {"样品编号": "S2", "砷(mg/kg)": None, "砷(μg/kg)": 6000}]
    assert judge(review, tmp_path, rows) == "clear"
    assert judge(review, tmp_path, [*rows, {"样品编号": "S3", "砷(mg/kg)": None, "砷(μg/kg)": 25_000}]) == "assess_risk"
    assert judge(review, tmp_path, [*rows, {"样品编号": "S3", "砷(mg/kg)": 5, "砷(μg/kg)": 25_000}]) == "assess_risk"
    assert judge(review, tmp_path, [*rows, {"样品编号": "S3", "砷(mg/kg)": None, "砷(μg/kg)": None}]) == "undetermined"


@pytest.mark.parametrize(("beyond", "verdict"), [(0.0, "assess_risk"), (0.3, "assess_risk"), (3.0, "clear")])
def test_a_sample_beyond_the_border_by_less_than_the_tolerance_counts(beyond, verdict, review, tmp_path):
    """A borehole on the boundary line, whose coordinate was rounded to the outer side."""
    rows = [{"样品编号": "S1", "砷(mg/kg)": 25, "X坐标": c.NORTH + 50, "Y坐标": c.EAST - beyond}]
    path = sheet(tmp_path, rows, placed=False)
    result = review(Scene("border", (case("p", "R2", HOME),), **FULL), samples=path)
    assert verdicts(result)["p"] == verdict


# ------------------------------------------------------------------------------------------------ places and projects


def _plan_and_list(folder: Path, *, plan_says: dict[str, Any], entry_says: dict[str, Any],
                   more: tuple[dict[str, Any], ...] = ()) -> list[str]:
    """A housing parcel, others 100 m apart, and a list of one plot far away and one without place."""
    x, y = c.EAST, c.NORTH
    parcels = gpd.GeoDataFrame(
        [{"地块编号": "p", "用地代码": "R2", "现状用地代码": "R2", **plan_says}, *more],
        geometry=[shapely.box(x + 200 * k, y, x + 200 * k + 100, y + 100) for k in range(1 + len(more))], crs=c.CRS)
    listed = {"名录种类": "建设用地土壤污染风险管控和修复名录", "名录状态": "在册", "所处阶段": "修复", **entry_says}
    plots = gpd.GeoDataFrame([{"地块编码": "far", **listed}, {"地块编码": "nowhere", **listed}],
                             geometry=[shapely.box(x + 2000, y, x + 2100, y + 100), None], crs=c.CRS)
    for name, frame in (("parcels", parcels), ("registry", plots)):
        pyogrio.write_dataframe(frame, folder / f"{name}.gpkg")
    (folder / "map.yaml").write_text("registry:\n  edition: whole\n  edition_date: 2026-08-20\n", encoding="utf-8")
    argv = ["--quiet", "review", "--as-of", c.CODE_DAY, "--map", str(folder / "map.yaml"), "--covers",
            "registry=parcels", "--out", str(folder / "结果.gpkg")]
    for role in ("negative_list", "control_zones", "industrial_land", "farmland", "basic_farmland"):
        argv += ["--none", role]
    return [*argv, "--parcels", str(folder / "parcels.gpkg"), "--registry", str(folder / "registry.gpkg")]


@pytest.mark.parametrize(("said", "verdict"), [
    ("示例区", "undetermined"), ("邻例区", "clear"), ("邻例县", "clear"), ("中心城区", "undetermined"),
    ("主城区", "undetermined"), ("东片区", "undetermined"), ("规划区", "undetermined"), ("江边街道", "undetermined"),
    ("桥头镇", "undetermined"), ("本县", "undetermined"), ("429999", "undetermined"), ("Ê¾ÀýÇø", "undetermined")])
@pytest.mark.parametrize("turned", [False, True])
def test_what_names_no_county_sets_no_entry_aside(said, verdict, turned, tmp_path, capsys):
    here, there = {"区县": "示例区"}, {"区县": said}
    plan, entry = (there, here) if turned else (here, there)
    assert cli.main(_plan_and_list(tmp_path, plan_says=plan, entry_says=entry)) == 0, capsys.readouterr().err
    assert verdicts(c.read_result(0, "", "", tmp_path / "结果.gpkg")) == {"p": verdict}


@pytest.mark.parametrize(("plan", "entry", "verdict"), [
    ("429901", "429902", "clear"), ("429971", "429902", "undetermined"), ("429901", "429971", "undetermined"),
    ("429971", "420102", "clear")])
def test_a_development_zone_lies_in_a_county_of_its_city(plan, entry, verdict, tmp_path, capsys):
    argv = _plan_and_list(tmp_path, plan_says={"行政区代码": plan}, entry_says={"行政区代码": entry})
    assert cli.main(argv) == 0, capsys.readouterr().err
    assert verdicts(c.read_result(0, "", "", tmp_path / "结果.gpkg")) == {"p": verdict}


@pytest.mark.parametrize("project", [None, "住宅", "某某新业态", "电镀"])
def test_a_home_stays_one_whatever_its_project_is_called(project, tmp_path, capsys):
    plating = {"地块编号": "m", "用地代码": "M3", "现状用地代码": "M3", "拟建项目行业": "电镀"}
    argv = _plan_and_list(tmp_path, plan_says={"拟建项目行业": project, "区县": "示例区"},
                          entry_says={"区县": "邻例区"}, more=({**plating, "区县": "示例区"},))
    assert cli.main(argv) == 0, capsys.readouterr().err
    findings = c.read_result(0, "", "", tmp_path / "结果.gpkg").findings
    near = findings[findings["rule"] == "polluting_project_siting"].set_index("parcel_id")
    assert "100.00米" in near["message_zh"]["m"] and near["verdict"]["m"] == "undetermined"
    assert list(near.index) == ["m"]                   # and none is its own neighbour


def test_homes_whose_projects_are_not_understood_are_neighbours_of_each_other(tmp_path, capsys):
    homes = tuple({"地块编号": f"h{k}", "用地代码": "R2", "现状用地代码": "R2", "拟建项目行业": "某某新业态", "区县": "示例区"}
                  for k in range(5))
    argv = _plan_and_list(tmp_path, plan_says={"拟建项目行业": "某某新业态", "区县": "示例区"}, entry_says={"区县": "邻例区"},
                          more=homes)
    assert cli.main(argv) == 0, capsys.readouterr().err
    found = verdicts(c.read_result(0, "", "", tmp_path / "结果.gpkg"))
    assert found == {"p": "undetermined", **{f"h{k}": "undetermined" for k in range(5)}}


def test_the_numbers_of_the_plan_in_another_zone_stop_the_run(tmp_path, capsys):
    """Entries by longitude and latitude lie here all the same, so that the layer as a whole is not far away."""
    argv = _plan_and_list(tmp_path, plan_says={"区县": "示例区"}, entry_says={})
    x, y = c.EAST, c.NORTH
    listed = {"名录种类": "建设用地土壤污染风险管控和修复名录", "名录状态": "在册", "所处阶段": "修复", "占地面积(㎡)": 1000.0}
    plots = gpd.GeoDataFrame(
        [{"地块编码": "on", "经度": None, "纬度": None, **listed}, {"地块编码": "c", "经度": 114.02, "纬度": 30.54, **listed}],
        geometry=[shapely.box(x, y, x + 100, y + 100), None], crs="EPSG:4548")
    (tmp_path / "registry.gpkg").unlink()
    pyogrio.write_dataframe(plots, tmp_path / "registry.gpkg")
    assert cli.main(argv) == 2
    told = capsys.readouterr().err
    assert "EPSG:4548" in told and "EPSG:4547" in told and "--crs registry" in told and "288" in told
    assert cli.main([*argv, "--crs", "registry=EPSG:4547"]) == 0
    assert verdicts(c.read_result(0, "", "", tmp_path / "结果.gpkg")) == {"p": "prohibited"}
    assert cli.main([*argv, "--crs", "registry=EPSG:4548"]) == 0       # decided by a person: not doubted again


def _gives_up(*args: Any, **options: Any) -> Any:
    raise shapely.errors.GEOSException("TopologyException")


@pytest.mark.parametrize("lie", [lambda a, b, **options: np.full(np.broadcast(a, b).shape, shapely.Polygon())[()],
                                 _gives_up])
def test_homes_on_a_listed_plot_are_seen_though_the_engine_is_not_believed(lie, review, monkeypatch):
    homes, shops = now("0701", place=c.EAST_HALF), now("05H1", place=c.WEST_HALF)
    scene = Scene("homes", (case("p", "B1", homes, shops, c.plot(place=c.box(30, 10, 120, 90))),), **FULL)
    monkeypatch.setattr(shapely, "intersection", lie)
    result = review(scene)
    assert result.code == 0 and "sensitive_use_on_listed_plot" in set(result.findings["rule"])

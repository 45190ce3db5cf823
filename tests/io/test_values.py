"""Cells -> values: what is understood is right, what is not is said to be unreadable."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from soilgate.plugin.io import values as v

NAT = np.datetime64("NaT")


def day(text):
    return np.datetime64(text, "ns")


def one(parsed):
    return parsed.values[0], bool(parsed.unreadable[0])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12.5", 12.5),
        ("１２．５", 12.5),
        ("1,234.5", 1234.5),
        ("1，234．5", 1234.5),
        ("3万", 30000.0),
        ("0.5m", 0.5),
        ("50cm", 0.5),
        ("1.5米", 1.5),
        ("1.2E+03", 1200.0),
        ("-3", -3.0),
        (7, 7.0),
        (np.float64(2.5), 2.5),
        (".5", 0.5),
        ("−2", -2.0),
    ],
)
def test_a_number_is_read_in_every_form(cell, value):
    assert one(v.numbers([cell])) == (pytest.approx(value), False)


@pytest.mark.parametrize(
    "cell",
    [
        "8.28~8.84",
        "≤2.5",
        "12①",
        "1,23",
        "0,123",
        "12 34",
        "1/2",
        "约5个",
        "abc",
        True,
        "1.2×103",
        "3%",
        math.inf,
        "1e999",
    ],
)
def test_what_is_no_plain_number_is_unreadable(cell):
    value, bad = one(v.numbers([cell]))
    assert bad and math.isnan(value)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "—", "/", "无", math.nan, pd.NaT, "NULL", "<Null>"])
def test_a_blank_is_null_and_readable(cell):
    assert not v.numbers([cell]).unreadable[0] and math.isnan(v.numbers([cell]).values[0])
    assert one(v.texts([cell])) == (None, False)
    assert not v.dates([cell]).unreadable[0]


@pytest.mark.parametrize(
    ("cell", "value", "below", "limit", "unit"),
    [
        ("0.12", 0.12, False, None, None),
        (0.12, 0.12, False, None, None),
        ("<0.05", None, True, 0.05, None),
        ("＜0.05", None, True, 0.05, None),
        ("0.05L", None, True, 0.05, None),
        ("ND", None, True, None, None),
        ("N.D.", None, True, None, None),
        ("ND(0.01)", None, True, 0.01, None),
        ("未检出", None, True, None, None),
        ("未检出（<0.5）", None, True, 0.5, None),
        ("<检出限", None, True, None, None),
        ("<LOD", None, True, None, None),
        ("0.05U", None, True, 0.05, None),
        ("0.3J", 0.3, False, None, None),
        ("1.2×10³", 1200, False, None, None),
        ("1.2×10^3", 1200, False, None, None),
        ("1.2*10^-2", 0.012, False, None, None),
        ("1.2E+03", 1200, False, None, None),
        ("119 mg/kg", 119, False, None, "mg/kg"),
        ("35μg/kg", 35, False, None, "μg/kg"),
        ("１２．５", 12.5, False, None, None),
    ],
)
def test_a_laboratory_result_is_read_in_every_form(cell, value, below, limit, unit):
    m = v.measurements([cell])
    assert not m.unreadable[0] and m.below[0] is below and m.unit[0] == unit
    assert m.value[0] == pytest.approx(value) if value is not None else math.isnan(m.value[0])
    assert m.limit[0] == pytest.approx(limit) if limit is not None else math.isnan(m.limit[0])


@pytest.mark.parametrize(
    "cell",
    ["/", "—", "-", "0", 0, 0.0, "-3", -3, "8.28~8.84", ">100", "≤0.05", "1.2×103", "12*", "见附表", "12①", True, "<0"],
)
def test_a_result_that_cannot_be_told_is_unreadable_and_never_a_number(cell):
    m = v.measurements([cell])
    assert m.unreadable[0] and math.isnan(m.value[0]) and m.below[0] is None


def test_results_given_as_numbers_are_read_as_the_same_text():
    floats = v.measurements(np.array([0.5, np.nan, 0.0, -1.0, np.inf]))
    texts = v.measurements(["0.5", None, "0", "-1", math.inf])
    np.testing.assert_array_equal(floats.value, texts.value)
    np.testing.assert_array_equal(floats.unreadable, texts.unreadable)
    assert list(floats.below) == list(texts.below)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2023-5-6", "2023-05-06"),
        ("2023/05/06", "2023-05-06"),
        ("2023.5.6", "2023-05-06"),
        ("20230506", "2023-05-06"),
        (20230506, "2023-05-06"),
        ("2023年5月6日", "2023-05-06"),
        ("2023年5月6号", "2023-05-06"),
        ("2023年05月", "2023-05-01"),
        ("2023-05", "2023-05-01"),
        ("2023.10", "2023-10-01"),
        ("202305", "2023-05-01"),
        ("2023", "2023-01-01"),
        (2023, "2023-01-01"),
        (2023.0, "2023-01-01"),
        ("2023年", "2023-01-01"),
        ("二〇二三年五月六日", "2023-05-06"),
        ("二○二三年十二月二十一日", "2023-12-21"),
        ("二零二三年十月", "2023-10-01"),
        ("２０２３－０５－０６", "2023-05-06"),
        ("2019年11月公布", "2019-11-01"),
        ("2026-01-16 13:41", "2026-01-16"),
        ("2023-05-06T00:00:00Z", "2023-05-06"),
        ("2023-05-05T16:00:00+00:00", "2023-05-06"),
        (dt.date(2023, 5, 6), "2023-05-06"),
        (dt.datetime(2023, 5, 6, 23, 59), "2023-05-06"),
        (pd.Timestamp("2023-05-06"), "2023-05-06"),
        (np.datetime64("2023-05-06"), "2023-05-06"),
        ("25/6/2023", "2023-06-25"),
        ("6/25/2023", "2023-06-25"),
    ],
)
def test_a_date_is_read_in_every_form(cell, value):
    assert one(v.dates([cell])) == (day(value), False)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-02-30",
        "2023-13-01",
        "20231332",
        45052,
        "45052",
        "2026-01-16 至 2026-01-31",
        "23.5.6",
        "5/6/2023",
        "1023-01-01",
        "2203-01-01",
        "待定",
        "20242-20243月",
        "去年",
        2023.5,
        True,
        999,
        "2023年第2季度",
        "1960-2025.10",
    ],
)
def test_an_impossible_or_ambiguous_date_is_unreadable(cell):
    value, bad = one(v.dates([cell]))
    assert bad and np.isnat(value)


def test_a_serial_is_a_date_in_a_spreadsheet_only():
    assert one(v.dates([45052], serials=True)) == (day("2023-05-06"), False)
    assert one(v.dates(["45052"], serials=True)) == (day("2023-05-06"), False)
    assert v.dates([45052]).unreadable[0]
    assert v.dates([3.5], serials=True).unreadable[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True),
        ("否", False),
        ("有", True),
        ("无", False),
        ("Y", True),
        ("n", False),
        (1, True),
        (0.0, False),
        ("true", True),
        (True, True),
        ("√", True),
        ("１", True),
        (np.bool_(False), False),
    ],
)
def test_a_yes_or_no_is_read_in_every_form(cell, value):
    assert one(v.bools([cell])) == (value, False)


@pytest.mark.parametrize("cell", ["也许", 2, "待定", dt.date(2023, 1, 1)])
def test_another_word_is_no_yes_or_no(cell):
    assert one(v.bools([cell])) == (None, True)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("第一类用地", 1),
        ("第二类用地", 2),
        ("一类", 1),
        ("二类用地", 2),
        (1, 1),
        ("2", 2),
        ("Ⅱ类", 2),
        ("class 1", 1),
        ("满足居住用地土壤环境质量要求", 1),
        ("第一类用地筛选值", 1),
        ("工业用地", 2),
        ("二类居住用地", 1),
        ("一类工业用地", 2),
        ("非敏感用地", 2),
    ],
)
def test_a_land_class_is_read_from_its_words(cell, value):
    assert one(v.land_classes([cell])) == (value, False)


@pytest.mark.parametrize(
    "cell",
    ["第一类用地和第二类用地", "3", "三类", "居住用地和工业用地", "绿地", "第一类用地（除地下水）", "第一类用地（部分）", "非居住用地", "除居住外",
     "不含居住", "第二类用地（居住用地）", "第一类用地？", "拟为第一类用地", "Ⅲ类", "原居住用地", "第一类用地以外", "按第一类用地或第二类用地"],
)
def test_two_classes_or_none_are_unreadable(cell):
    value, bad = one(v.land_classes([cell]))
    assert bad and math.isnan(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("6万平方米", 60000),
        ("43万平方米", 430000),
        ("209亩(139333.33m2)", 139333.33),
        ("约46430 m2(合计约70亩)", 46666.67),
        ("9062.05", 9062.05),
        ("27390.11 m2", 27390.11),
        ("1.5公顷", 15000),
        ("30亩", 20000),
        ("22180㎡", 22180),
        ("1300.8平方米", 1300.8),
        (440002, 440002),
        ("约为183716.53平方米（约276亩）", 184000),
        ("1,234m²", 1234),
    ],
)
def test_an_area_is_read_with_its_unit(cell, value):
    assert one(v.areas([cell])) == (pytest.approx(value, rel=1e-4), False)


@pytest.mark.parametrize("cell", ["* 3m2", "-5", "10-20亩", "若干亩", "3个"])
def test_an_area_that_cannot_be_told_is_unreadable(cell):
    assert v.areas([cell]).unreadable[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("90", 90),
        (90, 90),
        ("90天", 90),
        ("每季度", 92),
        ("每月一次", 31),
        ("半年", 184),
        ("1次/年", 366),
        ("每季度一次", 92),
        ("两周", 14),
        ("2次/年", 183),
    ],
)
def test_an_interval_counts_as_its_longest(cell, value):
    assert one(v.intervals([cell])) == (value, False)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("113°35′12.3″", 113.586750),
        ("113°35'12.3\"", 113.586750),
        ("113度35分12.3秒", 113.586750),
        ("113 35 12.3", 113.586750),
        ("东经114°21′42.62″", 114.3618389),
        ("119°20′23″E", 119.3397222),
        ("E119°20′23″", 119.3397222),
        ("110.00777°E", 110.00777),
        ("106°21'34.58''", 106.3596056),
        ("113.5", 113.5),
        (2578960.782, 2578960.782),
        ("113°35.205′", 113.58675),
        ("122°3′49.39722″", 122.0637214),
    ],
)
def test_a_coordinate_is_read_in_every_printed_form(cell, value):
    assert one(v.coordinates([cell])) == (pytest.approx(value, abs=1e-6), False)


@pytest.mark.parametrize(
    "cell",
    ["113°65′12″", "113°35′72″", "东经109.(略)", "200°10′10″", "北"],
)
def test_an_impossible_coordinate_is_unreadable(cell):
    assert v.coordinates([cell]).unreadable[0]


@pytest.mark.parametrize(
    ("cell", "lon", "lat"),
    [
        ("112.960009°E,28.263717°N", 112.960009, 28.263717),
        ("98.29333 39.79583", 98.29333, 39.79583),
        ("119°20′23″E\n25°41′59″N", 119.3397222, 25.6997222),
        ("东经116.79132°，北纬36.57095°", 116.79132, 36.57095),
        ("106°21'34.58\" / 29°31'40.52\"", 106.3596056, 29.5279222),
        ("经度 117.467400 纬度 38.144310", 117.4674, 38.14431),
        ("106.818781772,29.659906610", 106.818781772, 29.65990661),
        ("北纬29.5，东经106.5", 106.5, 29.5),
        ("29.5,106.5", 106.5, 29.5),
        ("113 35 12.3, 22 10 5.5", 113.58675, 22.16819444),
        ("经度:105°29′57.24″,纬度:32°16′50.58″", 105.4992333, 32.2807167),
        ("(113.5, 22.5)", 113.5, 22.5),
        ("E:113.5;N:22.5", 113.5, 22.5),
    ],
)
def test_both_coordinates_in_one_cell_are_read_in_any_order(cell, lon, lat):
    pair = v.place_pairs([cell])
    assert not pair.unreadable[0]
    assert pair.longitude[0] == pytest.approx(lon, abs=1e-6) and pair.latitude[0] == pytest.approx(lat, abs=1e-6)


def test_x_is_northing_in_one_cell():
    pair = v.place_pairs(["X=3522785.723 Y=526979.168"])
    assert (pair.x[0], pair.y[0], bool(pair.swapped[0])) == (3522785.723, 526979.168, False)


@pytest.mark.parametrize(
    "cell",
    ["东经109.(略)，北纬22.(略)", "113.5", "113.5,114.5", "22.5,23.5", "113.5,22.5,8", "东经113.5,东经114", "abc"],
)
def test_a_pair_that_cannot_be_told_is_unreadable(cell):
    assert v.place_pairs([cell]).unreadable[0]


def test_swapped_rows_are_turned_and_marked():
    pair = v.two_columns(v.coordinates([113.5, 22.5, None, 0.0]), v.coordinates([22.5, 113.5, None, 0.0]), degrees=True)
    assert pair.longitude[:2].tolist() == [113.5, 113.5] and pair.latitude[:2].tolist() == [22.5, 22.5]
    assert pair.swapped.tolist() == [False, True, False, False]
    assert pair.unreadable.tolist() == [False, False, False, True]


def test_the_northing_is_told_by_the_numbers_whatever_the_header():
    pair = v.two_columns(v.coordinates([38377841.387]), v.coordinates([2578960.782]), degrees=False)
    assert pair.x[0] == 2578960.782 and pair.y[0] == 38377841.387 and pair.swapped[0]


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        ("list_status", "在册", "listed"),
        ("list_status", "已移出", "removed"),
        ("list_status", "拟移出", "listed"),
        ("list_status", "未移出", "listed"),
        ("stage", "正在开展效果评估", "effect_assessment"),
        ("stage", "完成治理修复方案编制", "remediation"),
        ("stage", "完成风险评估", "risk_assessment"),
        ("stage", "修复+风险管控", "remediation"),
        ("stage", "S4", "risk_control"),
        ("stage", "移出名录", "removed"),
        ("stage", "需进一步开展详细调查", "survey"),
        ("phase", "土壤污染状况调查-调查第一阶段(书面调查)", "phase_1"),
        ("phase", "调查第二阶段(初步调查)", "phase_2_preliminary"),
        ("phase", "详细调查", "phase_2_detailed"),
        ("phase", "第二阶段", "phase_2"),
        ("review_result", "通过", "passed"),
        ("review_result", "通过需修改完善", "passed_with_revision"),
        ("review_result", "不通过", "failed"),
        ("review_result", "未通过评审", "failed"),
        ("review_result", "专家评审通过", "passed"),
        ("review_result", "修改完善后通过", "passed_with_revision"),
        ("review_result", "待评审", "pending"),
        ("category", "优先保护类", "priority_protection"),
        ("category", "安全利用", "safe_use"),
        ("category", "严格管控类", "strict_control"),
        ("zone_kind", "风险管控区域", "control_zone"),
        ("zone_kind", "隔离区域", "isolation_area"),
        ("medium", "地下水", "groundwater"),
        ("result", "不可接受", "unacceptable"),
        ("result", "人体健康风险可接受", "acceptable"),
        ("settlement", "不在本规划范围", "outside"),
        ("list_kind", "疑似污染地块", "suspected"),
        ("list_kind", "建设用地土壤污染风险管控和修复名录", "provincial_list"),
        ("conclusion", "未超过第二类用地筛选值", "within"),
        ("conclusion", "不超标", "within"),
        ("conclusion", "砷超过第一类用地筛选值", "exceeds"),
        ("conclusion", "超标", "exceeds"),
        ("conclusion", "需开展风险评估", "exceeds"),
        ("conclusion", "无需开展风险评估", "within"),
        ("conclusion", "未发现污染物含量超过筛选值", "within"),
        ("conclusion", "不属于污染地块", "within"),
        ("conclusion", "土壤未超标，地下水锰未超标", "within"),
        ("conclusion", "砷超标，其余指标均未超过筛选值", "exceeds"),
        ("conclusion", "满足第一类用地筛选值", "within"),
        ("conclusion", "各项指标均低于筛选值", "within"),
        ("conclusion", "不满足第一类用地要求", "exceeds"),
        ("conclusion", "未达标", "exceeds"),
        ("conclusion", "土壤和地下水均未超标", "within"),
        ("conclusion", "无需开展第二阶段调查", "within"),
    ],
)
def test_a_word_is_told_by_its_longest_phrase(column, cell, word):
    assert one(v.words([cell], column)) == (word, False)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("list_status", "未列入"),
        ("list_status", "也许"),
        ("stage", "关闭搬迁企业"),
        ("review_result", "已评审"),
        ("review_result", "是否通过"),
        ("conclusion", "是否超标"),
        ("conclusion", "不能排除超标"),
        ("conclusion", "可直接用于A51开发"),
        ("conclusion", "超过第一类用地筛选值，未超过第二类用地筛选值"),
        ("conclusion", "地下水超标"),
        ("conclusion", "并非未超标"),
        ("conclusion", "不能认为未超标"),
        ("conclusion", "难以确认未超标"),
        ("conclusion", "并不是未超过筛选值"),
        ("conclusion", "土壤未超标，地下水锰超标"),
        ("conclusion", "土壤各指标均未超过筛选值；地下水中氨氮超过Ⅳ类标准"),
        ("phase", "初步调查(第一阶段)"),
        ("category", "一类"),
        ("medium", "底泥"),
        ("result", "部分可接受"),
        ("conclusion", "无法确定是否超过筛选值"),
        ("list_status", "部分移出"),
    ],
)
def test_a_word_that_is_not_known_or_says_two_things_is_unreadable(column, cell):
    assert one(v.words([cell], column)) == (None, True)


@pytest.mark.parametrize("column", sorted(v.lexicon()))
def test_every_stored_word_is_read_as_itself(column):
    for word in set(v.lexicon()[column]["exact"].values()):
        if column in ("below_detection",) or str(word) in ("true", "false"):
            continue
        assert one(v.words([str(word)], column)) == (word, False)


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("名录（更新至2021年1月）", "2021-01-01"),
        ("截至2022年12月", "2022-12-01"),
        ("registry 2026-10", "2026-10-01"),
        ("名录20231228", "2023-12-28"),
        ("2025年第七批", "2025-01-01"),
        ("2024年1月3日发布", "2024-01-03"),
    ],
)
def test_the_date_of_an_edition_is_found_in_its_title(title, value):
    assert v.dates_in(title)[-1] == pd.Timestamp(value)


@pytest.mark.parametrize(("title", "known"), [
    ("名录（更新至2021年1月）", "2021-01"), ("2025年第七批", "2025"), ("名录二〇二五年第七批", "2025"),
    ("2024年1月3日发布", "2024-01-03"), ("名录20231228", "2023-12-28"), ("2024年，1月1日起：2024年1月1日", "2024-01-01")])
def test_how_much_of_the_date_a_title_tells(title, known):
    assert v.periods_in(title)[-1][1] == known


@pytest.mark.parametrize("title", ["名录第一批", "BJ-2000坐标", "名录", "EPSG4547", "12345678901"])
def test_no_date_is_found_where_none_stands(title):
    assert v.dates_in(title) == []


CELLS = st.one_of(
    st.text(
        alphabet=st.sampled_from(
            list(
                "0123456789.,-/~×^³eELNDnd<>≤年月日度分秒°′″'\" 东西南北经纬一二三十〇是否未超过标移出（）()"
                "mgkμ万亩公顷类第xXyY:：,，；"
            )
        ),
        max_size=18,
    ),
    st.text(max_size=12),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=4),
)
PARSERS = [
    v.texts,
    v.numbers,
    v.areas,
    v.intervals,
    v.dates,
    lambda c: v.dates(c, serials=True),
    v.bools,
    v.land_classes,
    v.coordinates,
    lambda c: v.words(c, "stage"),
    lambda c: v.words(c, "conclusion"),
    lambda c: v.words(c, "review_result", yes="passed", no="failed"),
]


@given(st.lists(CELLS, max_size=5))
def test_no_cell_raises_and_an_unreadable_one_is_null(column):
    for parse in PARSERS:
        parsed = parse(column)
        assert len(parsed.values) == len(parsed.unreadable) == len(column)
        for value, bad in zip(parsed.values, parsed.unreadable):
            assert not bad or v.is_null(value) or np.isnat(value)
    measured = v.measurements(column)
    assert all(
        not (bad and (not math.isnan(x) or b is not None))
        for x, b, bad in zip(measured.value, measured.below, measured.unreadable)
    )
    assert not (measured.value <= 0).any()
    pair = v.place_pairs(column)
    inside = np.isfinite(pair.longitude)
    assert (
        (pair.longitude[inside] >= 73)
        & (pair.longitude[inside] <= 136)
        & (pair.latitude[inside] >= 3)
        & (pair.latitude[inside] <= 54)
    ).all()
    top, bottom = v.depths(column)
    assert not (top.values > bottom.values).any()


@given(st.lists(CELLS, min_size=1, max_size=6), st.data())
def test_a_cell_reads_the_same_wherever_it_stands(column, data):
    i = data.draw(st.integers(0, len(column) - 1))
    if isinstance(column[i], (bool, int, float)):
        return  # 1, 1.0 and True are one key of a column of mixed types
    for parse in PARSERS:
        together, alone = parse(column), parse([column[i]])
        assert bool(together.unreadable[i]) == bool(alone.unreadable[0])
        a, b = together.values[i], alone.values[0]
        assert a == b or (v.is_null(a) and v.is_null(b)) or (np.isnat(a) and np.isnat(b))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_comes_back_from_every_form(when):
    assume(when not in (dt.date(1900, 1, 1), dt.date(1970, 1, 1)))
    forms = [
        when.isoformat(),
        f"{when.year}/{when.month}/{when.day}",
        f"{when.year}.{when.month:02d}.{when.day:02d}",
        f"{when.year}年{when.month}月{when.day}日",
        when.strftime("%Y%m%d"),
        when,
        dt.datetime(when.year, when.month, when.day, 8),
    ]
    assert (v.dates(forms).values == day(when.isoformat())).all()


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        (2026, "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026年移出", "2026-01-01", "2026-12-31"),
        ("二〇二六年", "2026-01-01", "2026-12-31"),
        ("2026年9月", "2026-09-01", "2026-09-30"),
        ("2024.2", "2024-02-01", "2024-02-29"),
        ("202402", "2024-02-01", "2024-02-29"),
        (202402, "2024-02-01", "2024-02-29"),
        ("二〇二六年九月", "2026-09-01", "2026-09-30"),
    ],
)
def test_a_month_or_a_year_reaches_to_its_last_day(cell, first, last):
    assert one(v.dates([cell])) == (day(first), False)
    assert v.last_days([cell])[0] == day(last)


@pytest.mark.parametrize("cell", ["2026-01-01", "20260101", dt.date(2026, 1, 1), "2026年1月1日", None, "待定", 20260101])
def test_a_day_reaches_no_further(cell):
    assert np.isnat(v.last_days([cell])[0])


@pytest.mark.parametrize(
    "cell", ["1900-01-01", "1970/1/1", "19000101", dt.date(1900, 1, 1), dt.datetime(1970, 1, 1), "1899-12-30", "1900年1月1日"]
)
def test_the_zero_day_of_a_program_is_no_date(cell):
    assert one(v.dates([cell]))[1]


def test_the_year_of_a_zero_day_is_a_year():
    assert one(v.dates(["1970年"])) == (day("1970-01-01"), False) and v.last_days(["1900"])[0] == day("1900-12-31")


@pytest.mark.parametrize("cell", ["2026-00", "202600", "2026年0月", 202600])
def test_a_month_of_number_0_is_none(cell):
    assert one(v.dates([cell]))[1]


@given(st.floats(1e-6, 1e6))
def test_a_written_result_comes_back(number):
    m = v.measurements([repr(number), f"<{number!r}", f"ND({number!r})", number])
    assert m.value[0] == number == m.value[3] and m.limit[1] == number == m.limit[2]


@given(st.floats(73, 135.9), st.floats(3, 53.9))
def test_degrees_minutes_and_seconds_come_back(lon, lat):
    def dms(x):
        seconds = round(x * 3600, 3)
        d, rest = divmod(seconds, 3600)
        m, s = divmod(rest, 60)
        return f"{int(d)}°{int(m)}′{s:.3f}″" if s < 59.9995 else f"{x:.6f}"

    pair = v.place_pairs([f"{dms(lon)}E {dms(lat)}N", f"北纬{dms(lat)}，东经{dms(lon)}"])
    assert np.allclose(pair.longitude, lon, atol=1e-6) and np.allclose(pair.latitude, lat, atol=1e-6)


def test_a_denied_category_is_not_that_category():
    told = v.words(["非严格管控类", "不属于严格管控类", "严格管控类耕地"], "category")
    assert told.values.tolist() == [None, None, "strict_control"]
    assert told.unreadable.tolist() == [True, True, False]

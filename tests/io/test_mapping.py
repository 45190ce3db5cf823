"""Headers -> columns: wording first, values where wording is not enough, a person's word above both."""

import numpy as np
import pandas as pd
import pytest
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import ROLES
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role
from soilgate.plugin.io import mapping as m
from soilgate.plugin.io import read
from soilgate.plugin.io.raw import RawTable


def raw(**columns):
    return RawTable(pd.DataFrame(columns))


def header(role, column, **columns):
    return m.guess(raw(**columns), role).header(column)


@pytest.mark.parametrize("role", list(Role))
def test_every_canonical_name_is_its_own_header(role):
    frame = pd.DataFrame({c.name: [None] for c in ROLES[role]})
    found = m.guess(RawTable(frame), role)
    assert {c: found.header(c) for c in frame.columns} == {c: c for c in frame.columns}


@pytest.mark.parametrize("role", list(Role))
def test_every_column_has_headers_and_labels_and_no_others_exist(role):
    known = {c.name for c in ROLES[role]}
    have = m.fields(role)
    assert known <= set(have) and all(n.startswith("_") for n in set(have) - known)
    assert all(f.label_zh and f.label_en for f in have.values())


@pytest.mark.parametrize("role", list(Role))
def test_a_strong_header_stands_for_one_column_of_a_role_only(role):
    pairs = [{"use_code", "use_name"}, {"current_use_code", "current_use_name"}]
    for word, found in m._index(role).items():
        best = [c for c, s, _ in found if s >= 0.85]
        assert len(best) <= 1 or set(best) in pairs, (word, best)


@pytest.mark.parametrize("role", list(Role))
def test_every_chinese_header_finds_its_column(role):
    for column, field in m.fields(role).items():
        for word in field.zh:
            assert column in m.header_scores(word, role), (column, word)


@pytest.mark.parametrize("role", list(Role))
def test_a_table_without_rows_is_a_table(role):
    for columns in (["fid"], [c.name for c in ROLES[role]]):
        table = m.normalise(RawTable(pd.DataFrame({c: pd.Series([], dtype=object) for c in columns})), role)
        assert len(table.frame) == 0


BUREAU = {
    Role.PARCELS: {
        "现状用地代码": "current_use_code",
        "规划用地代码": "use_code",
        "地块编号": "parcel_id",
        "决定日期": "decided_on",
        "签约日期": "decided_on",
        "用地用海分类代码": "use_code",
    },
    Role.SURVEY_AREAS: {
        "调查阶段": "phase",
        "工作阶段": "phase",
        "调查结论": "conclusion",
        "评审通过": "review_result",
        "评审日期": "reviewed_on",
        "评价用地类别": "land_class",
    },
    Role.NEGATIVE_LIST: {"禁止用途": "barred_uses", "生效日期": "valid_from", "失效日期": "valid_until",
                         "禁止开发利用用途": "barred_uses", "开发利用条件": "condition"},
    Role.CONTROL_ZONES: {
        "管控区编号": "zone_id",
        "管控区名称": "name",
        "划定日期": "drawn_on",
        "解除日期": "lifted_on",
        "划定单位": "issuer",
        "公告日期": "notice_on",
    },
    Role.INDUSTRIAL_LAND: {"重点监管单位": "key_unit", "行业类别": "industry"},
    Role.REGISTRY: {
        "图斑精度(m)": "accuracy_m",
        "图斑精度(m": "accuracy_m",
        "名录状态": "list_status",
        "所处阶段": "stage",
        "修复目标用地类别": "target_class",
        "暂不开发利用": "left_undeveloped",
        "列入日期": "listed_on",
        "移出日期": "removed_on",
        "SCJDBM": "stage",
        "WRDKMC": "name",
        "COUNTRY_CODE": "district_code",
    },
    Role.SAMPLES: {
        "顶部深度": "depth_top_m",
        "底部深度": "depth_bottom_m",
        "检测值": "value",
        "污染物名称": "pollutant",
        "上界": "depth_top_m",
        "采样点": "point_id",
    },
    Role.SIGNS: {"标识编号": "sign_id", "设置日期": "set_on", "拆除日期": "taken_down_on", "管控区编号": "zone_id"},
    Role.POINTS: {"点位编号": "point_id", "介质": "medium"},
    Role.RECORDS: {"监测日期": "recorded_on", "检测值": "value", "介质": "medium"},
    Role.CURRENT_USE: {"DLBM": "use_code", "DLMC": "use_name", "现状用地代码": "use_code"},
    Role.FARMLAND: {"土壤环境质量类别": "category", "耕地质量类别": "category"},
}


@pytest.mark.parametrize(
    ("role", "word", "column"), [(r, w, c) for r, words in BUREAU.items() for w, c in words.items()]
)
def test_a_word_of_the_bureaus_is_recognised(role, word, column):
    found = m.guess(RawTable(pd.DataFrame({word: [None]})), role).columns.get(column)
    assert found is not None and found.header == word


@pytest.mark.parametrize("word", ["地块面积(㎡)", "地块面积（平方米）", " 地块 面积 ", "面积/亩", "所属面积"])
def test_units_blanks_and_brackets_of_a_header_do_not_count(word):
    assert header(Role.REGISTRY, "area_m2", **{word: [1]}) == word


def test_values_tell_a_code_from_a_name_under_the_same_word():
    assert header(Role.PARCELS, "use_code", 用地性质=["R2", "A33", "0701"]) == "用地性质"
    assert header(Role.PARCELS, "use_name", 用地性质=["二类居住用地", "中小学用地"]) == "用地性质"
    assert header(Role.PARCELS, "use_code", YDXZ=["R2/B1", "070102+0901"]) == "YDXZ"
    assert header(Role.CURRENT_USE, "use_code", 现状用途=["0601", "0602"]) == "现状用途"
    found = m.guess(raw(YDXZ=["二类居住用地", "x"], YDDM=["R2", "R2"]), Role.PARCELS)
    assert (found.header("use_code"), found.header("use_name")) == ("YDDM", "YDXZ")


def test_current_and_planned_use_are_kept_apart():
    found = m.guess(raw(JQDLBM=["0601"], JQDLMC=["工业用地"], GHDLBM=["0701"], GHDLMC=["城镇住宅用地"]), Role.PARCELS)
    assert {c: found.header(c) for c in ("use_code", "use_name", "current_use_code", "current_use_name")} == {
        "use_code": "GHDLBM",
        "use_name": "GHDLMC",
        "current_use_code": "JQDLBM",
        "current_use_name": "JQDLMC",
    }
    found = m.guess(raw(现状用地=["M2"], 规划用地=["R2"]), Role.PARCELS)
    assert (found.header("use_code"), found.header("current_use_code")) == ("规划用地", "现状用地")


def test_cut_headers_of_a_shapefile_are_recognised_by_their_front():
    frame = pd.DataFrame({"规划用地代": ["R2"], "地块编": ["1"]})
    found = m.guess(RawTable(frame, cut=True), Role.PARCELS)
    assert found.header("use_code") == "规划用地代"
    assert (
        m.guess(RawTable(pd.DataFrame({"CURRENT_US": ["M2"], "YDDM": ["R2"]}), cut=True), Role.PARCELS).header(
            "current_use_code"
        )
        == "CURRENT_US"
    )
    assert m.guess(
        RawTable(pd.DataFrame({"depth_botto": [1.0], "use_changed": ["2020"]}), cut=True), Role.SAMPLES
    ).columns


def test_two_equally_good_headers_with_other_values_are_asked_about():
    with pytest.raises(InputError) as error:
        m.guess(raw(用地代码=["R2", "A33"], 规划用地代码=["R2", "B1"]), Role.PARCELS)
    assert error.value.code == "two_headers" and {error.value.facts["first"], error.value.facts["second"]} == {
        "用地代码",
        "规划用地代码",
    }
    assert header(Role.PARCELS, "use_code", 用地代码=["R2", "A33"], 规划用地代码=["R2", "A33"]) == "规划用地代码"
    told = m.Mapping.of({"use_code": "用地代码"})
    assert (
        m.guess(raw(用地代码=["R2", "A33"], 规划用地代码=["R2", "B1"]), Role.PARCELS, told).header("use_code")
        == "用地代码"
    )


@pytest.mark.parametrize("first", [True, False])
def test_the_present_use_of_a_survey_gives_way_to_the_class_it_was_judged_by(first):
    judged, now = {"评价用地类别": ["第一类用地"]}, {"现状用地类型": ["工业用地"]}
    both = {**now, **judged} if first else {**judged, **now}
    assert header(Role.SURVEY_AREAS, "land_class", **both) == "评价用地类别"
    assert header(Role.SURVEY_AREAS, "land_class", **now) == "现状用地类型"
    with pytest.raises(InputError) as error:
        m.guess(raw(**judged, 用地类别=["第二类用地"], **now), Role.SURVEY_AREAS)
    assert error.value.code == "two_headers"


def test_a_better_header_wins_without_a_question():
    assert header(Role.REGISTRY, "entry_id", 序号=[1, 2], 地块编码=["A", "B"]) == "地块编码"
    assert header(Role.SAMPLES, "sampled_on", 报告日期=["2026-01-02"], 采样日期=["2026-01-01"]) == "采样日期"


def test_a_header_is_used_once():
    found = m.guess(raw(编号=["1"], 名称=["a"], code=["R2"]), Role.PARCELS)
    used = [g.header for g in found.columns.values() if g]
    assert len(used) == len(set(used))


def test_codes_written_only_as_names_are_accepted_as_names():
    table = m.normalise(raw(地块编号=["1"], 规划用途=["二类居住用地"]), Role.PARCELS)
    assert table.column("use_code").isna().all() and table.frame["use_name"].tolist() == ["二类居住用地"]


def test_yes_and_no_mean_what_their_header_says():
    table = m.normalise(raw(名称=["a", "b", "c"], 是否移出=["是", "否", None]), Role.REGISTRY)
    assert table.frame["list_status"].tolist() == ["removed", "listed", None]
    table = m.normalise(raw(名称=["a", "b"], 是否在册=["是", "否"]), Role.REGISTRY)
    assert table.frame["list_status"].tolist() == ["listed", "removed"]
    table = m.normalise(raw(名称=["a", "b"], 土壤是否超标=["是", "否"], 评审通过=["是", "否"]), Role.SURVEY_AREAS)
    assert table.frame["conclusion"].tolist() == ["exceeds", "within"] and table.frame["review_result"].tolist() == [
        "passed",
        "failed",
    ]
    table = m.normalise(raw(名称=["a"], 调查结论=["是"]), Role.SURVEY_AREAS)
    assert table.unreadable("conclusion").all()


def test_unknown_words_are_null_and_unreadable_and_named():
    table = m.normalise(raw(名称=["a", "b"], 调查结论=["未超标", "另见报告"]), Role.SURVEY_AREAS)
    assert table.frame["conclusion"].tolist() == ["within", None] and table.unreadable("conclusion").tolist() == [
        False,
        True,
    ]
    note = [n for n in table.source.notes if n["code"] == "cell_unreadable"]
    assert [(n["row"], n["value"], n["header"]) for n in note] == [(2, "另见报告", "调查结论")]


def test_the_stage_tells_target_status_and_suspicion():
    table = m.normalise(
        raw(
            名称=list("abcde"),
            进展情况=["修复效果评估报告通过评审", "正在开展效果评估", "移出名录", "疑似污染地块", "风险评估"],
        ),
        Role.REGISTRY,
    )
    assert table.frame["stage"].tolist() == [
        "effect_assessment",
        "effect_assessment",
        "removed",
        "survey",
        "risk_assessment",
    ]
    assert table.frame["target_met"].tolist() == [True, False, None, None, None]
    assert "list_status" not in table.frame  # no such column: the register lists its rows, the stage tells the rest
    assert table.frame["list_kind"].tolist() == [None, None, None, "suspected", None]


def test_a_map_file_decides_headers_words_and_the_whole_list(tmp_path):
    file = tmp_path / "map.yaml"
    file.write_text(
        """
registry:
  name: 厂名
  stage: 工程进度
  address: null
  values:
    stage: {已竣工: effect_assessment}
    在修: remediation
  list_kind: contaminated_plot_list
  edition: changes
  edition_date: 2026-10-01
samples:
  columns: {value: 数}
""",
        encoding="utf-8",
    )
    maps = m.load_map(file)
    table = m.normalise(
        raw(厂名=["甲", "乙", "丙"], 工程进度=["已竣工", "在修", "未知道"], 地址=["a", "b", "c"]),
        Role.REGISTRY,
        maps[Role.REGISTRY],
    )
    assert table.frame["stage"].tolist() == ["effect_assessment", "remediation", None] and table.unreadable(
        "stage"
    ).tolist() == [False, False, True]
    assert "address" not in table.frame
    assert (table.source.list_kind, table.source.edition) == (ListKind.CONTAMINATED_PLOT_LIST, EditionKind.CHANGES)
    assert table.source.edition_date == pd.Timestamp("2026-10-01") and maps[Role.SAMPLES].header("value") == "数"
    again = tmp_path / "again.yaml"
    again.write_text(m.dump_map(maps), encoding="utf-8")
    assert m.load_map(again) == maps


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("registr: {name: a}", "map_role"),
        ("registry: {nam: a}", "map_column"),
        ("registry: {list_kind: x}", "map_word"),
        ("registry: [", "map_unreadable"),
        ("- a", "map_unreadable"),
        ("registry: {edition_date: soon}", "map_word"),
        ("registry: {values: {nam: {a: b}}}", "map_column"),
    ],
)
def test_a_wrong_map_file_names_what_is_wrong(tmp_path, text, code):
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        m.load_map(tmp_path / "m.yaml")
    assert error.value.code == code


def test_a_map_that_names_a_missing_header_or_word_is_refused():
    with pytest.raises(InputError) as error:
        m.guess(raw(a=[1]), Role.PARCELS, m.Mapping.of({"use_code": "用途"}))
    assert error.value.code == "map_header" and error.value.facts["known"] == "a"
    with pytest.raises(InputError) as error:
        m.normalise(raw(a=["x"]), Role.REGISTRY, m.Mapping.of({"stage": "a"}, values={"stage": {"x": "nonsense"}}))
    assert error.value.code == "map_word"


def test_a_persons_words_reach_classes_and_yes_or_no():
    told = m.Mapping.of({}, values={"target_class": {"甲级": 1}, "left_undeveloped": {"冻结": True}})
    table = m.normalise(raw(名称=["a"], 修复目标用地类别=["甲级"], 暂不开发利用=["冻结"]), Role.REGISTRY, told)
    assert table.frame["target_class"].tolist() == [1.0] and table.frame["left_undeveloped"].tolist() == [True]
    assert not table.unreadable("target_class").any()


def test_attributes_are_never_changed():
    frame = pd.DataFrame({"地块编号": [" a ", None], "用地代码": ["Ｒ２", 701]})
    before = frame.copy()
    table = m.normalise(RawTable(frame), Role.PARCELS)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(table.original, before)
    assert len(table.frame) == 2 and isinstance(table.frame.index, pd.RangeIndex)


def test_every_column_has_the_type_of_the_contract():
    for role in Role:
        frame = pd.DataFrame({c.name: ["1", None] for c in ROLES[role]})
        table = m.normalise(RawTable(frame), role)
        for column in ROLES[role]:
            if column.name not in table.frame:
                continue
            values = table.frame[column.name]
            if column.type in ("number", "class"):
                assert values.dtype == np.float64, (role, column.name)
            elif column.type == "date":
                assert values.dtype == "datetime64[ns]", (role, column.name)
            else:
                assert values.dtype == object and not any(v is not None and v != v for v in values), (role, column.name)
            if column.type == "word":
                assert {v for v in values if v is not None} <= {str(w) for w in column.words}


def test_real_published_rows_are_all_there():
    headers = ["序号", "市(州)", "地块名称", "地址", "四至范围", "地块面积(㎡)", "主要污染物", "进展情况"]
    rows = [
        [
            "1",
            "成都市",
            "成都科尔达皮业有限责任公司地块",
            "崇州市梓潼镇",
            "东至黑石河，南至兴裕街",
            "9062.05",
            "六价铬",
            "完成治理修复方案编制",
        ],
        [
            "2",
            "成都市",
            "华福润滑油厂废旧场地地块",
            "蒲江县鹤山街道",
            "东临仓储厂房",
            "8524.8",
            "石油烃",
            "完成风险评估",
        ],
    ]
    table = m.normalise(RawTable(pd.DataFrame(rows, columns=headers)), Role.REGISTRY)
    assert table.frame["stage"].tolist() == ["remediation", "risk_assessment"] and table.frame["area_m2"].tolist() == [
        9062.05,
        8524.8,
    ]
    assert {"entry_id", "city", "name", "address", "bounds_text", "pollutants"} <= set(table.frame.columns)


def test_a_survey_code_beside_a_planned_one_is_the_current_use():
    found = m.guess(raw(YDYHFLDM=["0701"], DLBM=["0601"], DLMC=["工业用地"]), Role.PARCELS)
    assert found.header("use_code") == "YDYHFLDM" and found.header("current_use_code") == "DLBM"
    assert found.header("current_use_name") == "DLMC"


def test_a_removal_in_part_is_told_in_words_and_not_as_an_empty_cell():
    table = m.normalise(raw(地块名称=["甲厂", "乙厂"], 移出日期=["2026-03-06", "2026-03-06"], 备注=["部分地块移出", ""]),
                        Role.REGISTRY)
    told = [n for n in table.source.notes if n.get("state") == "refused"]
    assert [(n["code"], n["row"], n["field"]) for n in told] == [("cell_removed_in_part", 1, "list_status")]
    assert table.unreadable("list_status").tolist() == [True, False]


SETTLED = {"地块编码": ["1", "2"], "定位方式": ["范围外", "范围外"], "经办人": ["甲", "甲"],
           "日期": ["2026-08-01", "2026-08-01"], "文号": ["函1", "函1"]}


@pytest.mark.parametrize("header", [
    "图层", "名录类型", "所属名录", "所属清单", "来源名录", "类别", "名录", "来源", "list", "Register", "layer", "role",
    "List name"])
@pytest.mark.parametrize(("words", "meant"), [
    (["污染地块名录", "负面清单"], ["registry", "negative_list"]),
    (["建设用地土壤污染风险管控和修复名录", "污染地块开发利用负面清单"], ["registry", "negative_list"]),
    (["重点监管单位名录", "责令调查名单"], ["industrial_land", "ordered_surveys"]),
    (["register", "survey_areas"], ["registry", "survey_areas"])])
def test_the_list_of_a_placed_entry_is_known_by_ordinary_headers(tmp_path, header, words, meant):
    path = tmp_path / "located.csv"
    pd.DataFrame({header: words, **SETTLED}).to_csv(path, index=False)
    assert [str(r) for r in read.read_role(Role.LOCATED, str(path)).frame["role"]] == meant


@pytest.mark.parametrize(("header", "words"), [("类别", ["工业", "商业"]), ("备注", ["名录", "名录"]),
                                               ("layer", ["已定位", "合并结果"])])
def test_a_placed_entry_without_its_list_says_what_is_understood(tmp_path, header, words):
    path = tmp_path / "located.csv"
    pd.DataFrame({header: words, **SETTLED}).to_csv(path, index=False)
    with pytest.raises(InputError, match="list_of_entry_missing") as caught:
        read.read_role(Role.LOCATED, str(path))
    said = {lang: knowledge.error_text(caught.value, lang) for lang in ("zh", "en")}
    assert all(word in said["zh"] for word in (header, "所属名录", "负面清单", "行业企业用地", "--map"))
    assert all(word in said["en"] for word in (header, "list_type", "negative_list", "industrial_land"))


@pytest.mark.parametrize(("title", "kind"), [
    ("名录_增量", EditionKind.CHANGES), ("名录补充", EditionKind.CHANGES), ("2026年新纳入名录地块", EditionKind.CHANGES),
    ("removed plots", EditionKind.CHANGES), ("名录（截至2026年8月）", None), ("名录动态更新", None)])
def test_a_title_that_speaks_of_a_part_of_a_list_names_no_whole_one(title, kind):
    assert m.edition_of(title) is kind

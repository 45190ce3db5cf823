"""Industries that count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.industries import hazardous_waste, read_projects, resolve_industries
from soilgate.plugin.core.knowledge import read_yaml


def answer(word=None, code=None, edition=None):
    six, _label = resolve_industries([word], [code], [edition])
    return True if six.true[0] else None if six.unknown[0] else False


@pytest.mark.parametrize("word", ["电镀", "某某电镀厂", "有色金属冶炼", "铅锌冶炼", "石油加工", "焦化", "化工",
    "农药生产", "制革", "皮革鞣制加工",
                                  "tannery", "Electroplating", "纺织、化工"])
def test_the_six_industries_are_known_by_word(word):
    assert answer(word) is True


@pytest.mark.parametrize("word", ["制鞋", "箱包", "食品", "纺织", "钢铁冶炼", "水泥"])
def test_other_industries_are_not(word):
    assert answer(word) is False


@pytest.mark.parametrize("word", [None, "", "某某有限公司", "金属表面处理", "电子化学品", "有色金属压延", "皮革厂",
    "化纤", "?"])
def test_what_is_not_said_is_unknown(word):
    assert answer(word) is None


@pytest.mark.parametrize(("code", "edition", "expected"), [
    ("2611", "2017", True), ("C2611", None, True), ("26", "GB/T 4754-2017", True), ("3211", None, True),
    (3240, None, None),
    ("2520", "2011", True), ("2521", "2017", True), ("2522", "2017", None), ("3360", None, None), ("1910",
    None, True),
    ("1951", None, False), ("1310", None, False), ("1310", "2002", None), ("2511", None, True), ("99", None, None),
    ("abc", None, None), ("33", None, None), ("3311", None, False)])
def test_codes_are_read_by_their_edition(code, edition, expected):
    assert answer(None, code, edition) is expected


def test_words_and_code_together():
    assert answer("某某有限公司", "2611") is True
    assert answer("电镀", "3360") is True
    assert answer("表面处理", "3311") is None
    assert answer("3360") is None


def test_hazardous_waste_is_known_by_word():
    assert waste(["危险废物处置", "危废贮存", "化工", None]) == "TT.."


def waste(words, codes=None):
    found = hazardous_waste(words, codes)
    return "".join("T" if t else "?" if u else "." for t, u in zip(found.true, found.unknown))


def test_hazardous_waste_is_known_by_its_code_in_either_column():
    assert waste(["7724", "N7724", 7724.0, None, "食品"], [None, None, None, 7724, "N7724"]) == "TTTTT"


def test_a_code_that_is_wider_than_hazardous_waste_leaves_it_open():
    assert waste(["772", "77", "N77", "7723", "26"]) == "???.."


def test_words_that_deny_hazardous_waste_or_let_it_arise_leave_it_open():
    assert waste(["化工，不产生危险废物", "危险废物产生单位", "非危险废物处置"]) == "???"
    assert waste(["危险废物处置，不涉及医疗废物处置"]) == "T"


WORDS = read_yaml("rules/words.yaml")


@pytest.mark.parametrize("text", ["住宅", "商务办公", "居住小区（配套幼儿园）", "住宅以及商业项目",
    "住宅项目（一期）",
                                  "市政道路", "住宅/商业", "housing and offices", "土壤修复、住宅"])
def test_a_project_is_harmless_when_all_of_its_text_is(text):
    assert read_projects([text], WORDS)[1][0]


@pytest.mark.parametrize("text", ["医疗废物处置", "道路沥青拌合", "停车场及修理厂", "商业综合体（含加油站）",
    "住宅，配套污水处理站",
                                  "体育用品制造", "文化用品印刷", "医院（含危废间）", "教育装备制造",
                                  "办公、电镀研发", "加油站", "住宅等", "住宅及其他", "项目", "",
                                  None, "schooling equipment"])
def test_one_harmless_word_makes_no_project_harmless(text):
    assert not read_projects([text], WORDS)[1][0]


@pytest.mark.parametrize(("text", "expected"), [
    ("土壤修复工程", True), ("风险管控工程", True), ("土壤污染风险管控和修复", True),
    ("污染地块治理与修复工程", True), ("地下水修复（二期）", True), ("soil remediation works", True),
    ("土壤修复后建设住宅", False), ("土壤修复、住宅", False),
    ("土壤修复设备制造", False), ("道路修复工程", False), ("住宅", False), (None, False), ("污染", False),
    ("原某化工厂地块土壤修复工程", None),
    ("某公司地块风险管控和修复", None)])
def test_remediation_is_the_whole_purpose_of_a_project_or_it_is_none(text, expected):
    repairs, _ = read_projects([text], WORDS)
    assert (True if repairs.true[0] else None if repairs.unknown[0] else False) is expected


@given(st.lists(st.one_of(st.none(), st.text(max_size=10), st.floats(), st.integers()), max_size=5))
def test_no_text_breaks_the_reading(values):
    six, label = resolve_industries(values, values, values)
    assert len(label) == len(six.true) == len(values)

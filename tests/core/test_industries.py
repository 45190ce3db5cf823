"""Industries that count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.industries import hazardous_waste, resolve_industries


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
    ("2520", "2011", True), ("2521", "2017", True), ("2522", "2017", None), ("3360", None, None), ("1910", None, True),
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
    assert hazardous_waste(["危险废物处置", "危废贮存", "化工", None]).tolist() == [True, True, False, False]


@given(st.lists(st.one_of(st.none(), st.text(max_size=10), st.floats(), st.integers()), max_size=5))
def test_no_text_breaks_the_reading(values):
    six, label = resolve_industries(values, values, values)
    assert len(label) == len(six.true) == len(values)

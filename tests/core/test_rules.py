"""Packs are read, checked and stacked; conditions follow Kleene."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from soilgate.plugin.core import facts, knowledge, packs_check, rules
from soilgate.plugin.core.errors import PackError
from soilgate.plugin.core.rules import Facts, Words
from soilgate.plugin.core.tri import Tri
from soilgate.plugin.core.vocabulary import STEPS, Step, Verdict

RULES = Path(__file__).resolve().parents[2] / "resources" / "rules"
NATIONAL = RULES / "cn_national.yaml"
TRUTH = {True: 1, None: 0, False: -1}


def local(tmp_path, **content):
    path = tmp_path / "local.yaml"
    path.write_text(yaml.safe_dump({"pack": "local", "version": "1", "title_zh": "本地", "title_en": "local",
                                    **content}, allow_unicode=True), encoding="utf-8")
    return path


def stacked(tmp_path, **content):
    return rules.load(NATIONAL, [local(tmp_path, **content)], facts.NAMES)


LAWS = {"gd": {"name": "《示例办法》", "from": "2020-01-01"}}
CITE = [{"law": "gd", "article": 1, "status": "verified"}]
MEMORY = [{"law": "gd", "article": 1, "status": "unverified"}]


@pytest.fixture
def laws():
    import datetime
    return {"gd": {"name": "《示例办法》", "from": datetime.date(2020, 1, 1)}}


def test_all_twenty_rules_are_in_the_national_pack():
    book = rules.load(NATIONAL, facts=facts.NAMES)
    assert len(book.titles) == 20
    assert {c.rule for c in book.clauses} == set(book.titles)


def test_a_pack_that_was_changed_is_read_anew_and_none_changes_another(tmp_path):
    before = rules.load(NATIONAL, facts=facts.NAMES)
    for radius in (70, 80):
        book = stacked(tmp_path, settings={"neighbour_radius_m": radius})
        assert book.settings["neighbour_radius_m"] == radius
    assert rules.load(NATIONAL, facts=facts.NAMES) == before


def test_examples_of_every_shipped_pack_hold():
    for pack in sorted(RULES.glob("cn_*.yaml")):
        book = rules.load(NATIONAL, [] if pack == NATIONAL else [pack], facts.NAMES)
        problems, count = packs_check.run_examples(book)
        assert problems == [] and count > 0


@pytest.mark.parametrize("pack", sorted(p.stem for p in RULES.glob("cn_*.yaml")))
def test_every_clause_of_a_shipped_pack_has_an_example_for_each_of_its_verdicts(pack):
    book = rules.load(NATIONAL, [] if pack == NATIONAL.stem else [RULES / f"{pack}.yaml"], facts.NAMES)
    for clause in book.clauses:
        if clause.pack == pack:
            shown = {e["gives"] for rule, e in book.examples if rule == clause.rule and e["grain"] == clause.grain
                     and {leaf.fact for leaf in clause.when.leaves()} <= set(e["facts"])}
            assert {str(v) for v in clause.verdicts.values()} <= shown, clause.key


def test_examples_of_the_national_pack_are_no_fault_of_a_pack_that_makes_its_rule_graver(tmp_path):
    graver = [{"rule": "neighbour", "verdict": "undetermined", "cite": CITE, "examples": [
        {"grain": "parcel_x_registry", "gives": "undetermined",
         "facts": {"contact": "near", "list_status": "listed", "distance_m": 50}}]}]
    assert packs_check.run_examples(stacked(tmp_path, laws=LAWS, graver=graver)) == ([], 1)


def test_every_law_of_a_shipped_pack_says_where_its_articles_were_read():
    for pack in sorted(RULES.glob("cn_*.yaml")):
        book = rules.load(NATIONAL, [] if pack == NATIONAL else [pack], facts.NAMES)
        assert [law.name for law in book.laws.values() if not law.source] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pack_is_shown_in_words_with_status_and_source_of_its_articles_and_with_what_it_needs(lang):
    told = packs_check.describe(rules.load(NATIONAL, facts=facts.NAMES), lang)
    for word in {"zh": ("禁止 prohibited：施工许可、开工", "[已核实（两处来源）]", "责任：建设单位", "应完成于：用途变更",
                        "永久基本农田 basic_farmland：", "邻近半径（m） neighbour_radius_m = 50", "《基本农田保护条例》：全文"),
                 "en": ("Prohibited: building permit, works", "[verified, two sources]", "who: builder",
                        "due by: change of use", "basic_farmland: ", "neighbour_radius_m = 50")}[lang]:
        assert word in told
    if lang == "zh":
        assert not any(word in told for word in ("verified", "beside", "building_permit", "interpretation:"))


def test_an_unverified_article_is_shown_as_such(tmp_path):
    add = [{"id": "local_rule", "title_zh": "本地", "title_en": "local", "actor": "planning_office", "clauses": [{
        "key": "local_rule", "grain": "parcel", "when": {"fact": "use_residential", "=": True}, "verdict": "undetermined",
        "message": "nothing_found", "cite": [{**CITE[0], "status": "unverified"}]}]}]
    book = stacked(tmp_path, laws=LAWS, add=add, settings={"neighbour_radius_m": 80})
    told = packs_check.describe(book, "zh", "local")
    assert "《示例办法》第1条（未核实）" in told and "[未核实]" in told and "《示例办法》：未注明" in told
    assert "neighbour_radius_m = 80" in told and "siting_radius_m" not in told


def test_a_wrong_example_is_found():
    book = rules.load(NATIONAL, facts=facts.NAMES)
    rule, example = book.examples[0]
    import dataclasses
    wrong = dataclasses.replace(book, examples=((rule, {**example, "gives": "clear"}),))
    assert len(packs_check.run_examples(wrong)[0]) == 1


@pytest.mark.parametrize("one", TRUTH)
@pytest.mark.parametrize("two", TRUTH)
def test_kleene_tables(one, two):
    a, b = Tri.constant(1, one), Tri.constant(1, two)

    def value(tri):
        return True if tri.true[0] else None if tri.unknown[0] else False

    assert TRUTH[value(a & b)] == min(TRUTH[one], TRUTH[two])
    assert TRUTH[value(a | b)] == max(TRUTH[one], TRUTH[two])
    assert TRUTH[value(~a)] == -TRUTH[one]


@pytest.mark.parametrize(("condition", "expected"), [
    ({"fact": "word", "in": ["overlap"]}, [True, False, None]),
    ({"fact": "word", "=": "near"}, [False, True, None]),
    ({"fact": "number", ">": 1}, [True, False, None]),
    ({"fact": "number", "<=": 1}, [False, True, None]),
    ({"fact": "number", "=": 2}, [True, False, None]),
    ({"fact": "number", "known": True}, [True, True, False]),
    ({"fact": "day", "before": "2020-01-01"}, [True, False, None]),
    ({"fact": "day", "on_or_after": "2020-01-01"}, [False, True, None]),
    ({"fact": "truth", "=": True}, [True, False, None]),
    ({"fact": "truth", "known": False}, [False, False, True]),
    ({"not": {"fact": "truth", "=": True}}, [False, True, None]),
    ({"share_of": "part", ">": 0.5}, [True, False, None]),
    ({"within_m": 50}, [True, False, None]),
])
def test_a_missing_value_is_unknown_in_every_comparison(condition, expected):
    columns = {
        "word": Words.of(["overlap", "near", None]), "number": np.array([2.0, 1.0, np.nan]),
        "day": np.array(["2019-12-31", "2020-01-01", "NaT"], "datetime64[D]"),
        "truth": Tri(np.array([True, False, False]), np.array([False, False, True])),
        "part_share": np.array([0.6, 0.5, np.nan]), "distance_m": np.array([50.0, 51.0, np.nan])}
    truth = rules.parse_condition(condition, {}).evaluate(Facts(np.arange(3), columns))
    got = [True if t else None if u else False for t, u in zip(truth.true, truth.unknown)]
    assert got == expected


@pytest.mark.parametrize("bad", [
    {}, {"fact": "x"}, {"fact": "x", "=": 1, "in": [1]}, {"fact": "x", "like": "%"}, {"xor": []}, "__import__('os')",
    {"fact": "x", "=": "$no_such_setting"}])
def test_a_condition_outside_the_vocabulary_is_refused(bad):
    with pytest.raises(PackError):
        rules.parse_condition(bad, {})


def test_a_local_pack_may_add_a_rule(tmp_path, laws):
    book = stacked(tmp_path, laws=laws, add=[{
        "id": "local_rule", "title_zh": "本地", "title_en": "local", "clauses": [{
            "grain": "parcel", "when": {"fact": "use_commercial", "=": True}, "verdict": "caution",
            "message": "nothing_found", "cite": CITE}]}])
    assert "local_rule" in book.titles


@pytest.mark.parametrize(("content", "code"), [
    ({"rules": []}, "pack_not_allowed"),
    ({"graver": [{"rule": "listed_plot_sensitive_use", "verdict": "caution", "cite": []}]}, "pack_loosens"),
    ({"graver": [{"rule": "no_such_rule", "verdict": "prohibited", "cite": []}]}, "unknown_rule"),
    ({"interpret": [{"rule": "use_change_survey", "exception": {"fact": "use_changed", "=": True}, "message": "x"}]},
     "interpretation_without_cite"),
    ({"settings": {"no_such_setting": 1}}, "unknown_setting"),
    *(({"settings": {name: value}}, "bad_setting") for name, value in (
        ("circle_safety_factor", 0.5), ("circle_radius_m", 0), ("circle_radius_m", float("nan")),
        ("circle_radius_m", float("inf")), ("circle_radius_m", None), ("neighbour_radius_m", -50),
        ("neighbour_radius_m", "50 m"), ("edition_age_days", True))),
    ({"stricter_limit": [{"pollutant": 1, "class": 1, "screening": 1000}]}, "bad_stricter_limit"),
    ({"stricter_limit": [{"pollutant": 999, "class": 1, "screening": 1}]}, "bad_stricter_limit"),
    *(({"stricter_limit": [{"pollutant": number, "class": 1, "screening": 1, "cite": CITE}]}, "bad_stricter_limit")
      for number in ("砷", None, [1])),
    ({"stricter_limit": [{"pollutant": 1, "class": 1, "screening": "十", "cite": CITE}]}, "pack_part_unreadable"),
    ({"stricter_limit": {"pollutant": 1, "class": 1, "screening": 1, "cite": CITE}}, "pack_part_unreadable"),
    ({"stricter_limit": [{"pollutant": 1, "class": 1, "screening": 1, "cite": MEMORY}]}, "verdict_on_unverified"),
    ({"graver": [{"rule": "use_change_survey", "verdict": "prohibited", "cite": MEMORY}]}, "verdict_on_unverified"),
    ({"graver": [{"rule": "use_change_survey", "verdict": "prohibited"}]}, "pack_part_lacks"),
    ({"graver": [{"rule": "use_change_survey", "verdict": "prohibited", "cite": []}]}, "rule_without_basis"),
    ({"graver": [{"rule": "use_change_survey", "verdict": "禁止", "cite": CITE}]}, "pack_part_unreadable"),
    ({"graver": [{"rule": "neighbour", "clause": "no_such", "verdict": "prohibited", "cite": CITE}]}, "unknown_rule"),
    ({"graver": ["neighbour"]}, "pack_part_unreadable"),
    ({"add": [{"id": "local_rule"}]}, "pack_part_lacks"),
    ({"add": [{"id": "local_rule", "title_zh": "x", "title_en": "x"}]}, "pack_part_lacks"),
    *(({"add": [{"id": "local_rule", "title_zh": "x", "title_en": "x", "clauses": [{
        "grain": "parcel", "when": {"fact": "use_changed", "=": True}, "verdict": "caution", "cite": CITE,
        "message": "nothing_found", **other}]}]}, code)
      for other, code in (({"message": "须报市局"}, "pack_word_unknown"), ({"actor": "nobody_known"}, "pack_word_unknown"),
                          ({"message": {"zh": "须报市局"}}, "pack_part_lacks"),
                          ({"message": "use_code_review"}, "pack_hole_unknown"),
                          ({"message": {"zh": "{subject}", "en": "{parcel}"}}, "pack_hole_unknown"),
                          ({"message": {"zh": "{parcel.x}", "en": "x"}}, "pack_hole_unknown"),
                          ({"message": {"zh": "{", "en": "x"}}, "pack_part_unreadable"))),
    ({"interpret": [{"rule": "use_change_survey", "exception": {"fact": "use_changed", "=": True}, "cite": CITE}]},
     "pack_part_lacks"),
    ({"settings": [1, 2]}, "pack_part_unreadable"),
    ({"laws": {"gd": {"name": "x", "from": "去年"}}}, "pack_part_unreadable"),
    ({"laws": {"gd": {"name": "x"}}}, "pack_part_lacks"),
    ({"laws": {"code": {"name": "《本市办法》", "from": "2025-01-01"}}}, "law_twice"),
])
def test_what_a_local_pack_may_not_do_is_refused_with_the_reason(tmp_path, content, code):
    with pytest.raises(PackError) as caught:
        stacked(tmp_path, **{"laws": LAWS, **content})
    assert caught.value.code == code
    assert knowledge.error_text(caught.value, "zh")


def test_a_condition_on_a_fact_that_does_not_exist_is_refused_when_read(tmp_path, laws):
    with pytest.raises(PackError) as caught:
        stacked(tmp_path, laws=laws, add=[{
            "id": "local_rule", "title_zh": "x", "title_en": "x", "clauses": [{
                "grain": "parcel", "when": {"fact": "no_such_fact", "=": True}, "verdict": "caution",
                "message": "nothing_found", "cite": CITE}]}])
    assert caught.value.code == "unknown_fact"


def test_no_hard_verdict_rests_on_memory_alone(tmp_path, laws):
    with pytest.raises(PackError) as caught:
        stacked(tmp_path, laws=laws, add=[{
            "id": "local_rule", "title_zh": "x", "title_en": "x", "clauses": [{
                "grain": "parcel", "when": {"fact": "use_changed", "=": True}, "verdict": "prohibited",
                "message": "nothing_found", "cite": [{"law": "gd", "article": 1, "status": "unverified"}]}]}])
    assert caught.value.code == "verdict_on_unverified"


def test_graver_makes_every_step_graver(tmp_path, laws):
    book = stacked(tmp_path, laws=laws, graver=[{"rule": "neighbour", "verdict": "undetermined", "cite": CITE}])
    mine = [c for c in book.clauses if c.rule == "neighbour"]
    assert {v for c in mine for v in c.verdicts.values()} == {Verdict.UNDETERMINED}


def test_a_pack_that_is_no_yaml_names_the_file(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(PackError) as caught:
        rules.load(NATIONAL, [path])
    assert caught.value.facts["source"] == "broken.yaml"


def test_of_several_steps_the_gravest_counts():
    book = rules.load(NATIONAL, facts=facts.NAMES)
    clause = next(c for c in book.clauses if c.key == "listed_plot_unrelated_works")
    assert clause.verdict_at([Step.PLAN]) is Verdict.REMEDIATE_FIRST
    assert clause.verdict_at([Step.PLAN, Step.WORKS]) is Verdict.PROHIBITED
    assert set(clause.verdicts) == set(STEPS)


def test_no_law_is_cited_outside_its_days():
    book = rules.load(NATIONAL, facts=facts.NAMES)
    days = np.array(["2018-12-31", "2019-01-01", "2026-08-14", "2026-08-15"], "datetime64[D]")
    assert book.laws["soil_law"].in_force(days).tolist() == [False, True, True, False]
    assert book.laws["code"].in_force(days).tolist() == [False, False, False, True]

"""What land-use codes mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.uses import FACTS, ban_matrix, parse_ban, read_scheme, resolve_uses, same_use


def fact(uses, name, row=0):
    """True, False or None."""
    tri = getattr(uses, name)
    return True if tri.true[row] else None if tri.unknown[row] else False


def notes(uses, row=0):
    return {code for code, _facts in uses.notes[row]}


# --- single codes -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("code", "true", "land_class"), [
    ("R2", {"residential", "sensitive"}, 1), ("070102", {"residential", "sensitive"}, 1),
    ("A1", {"public_service", "other_public"}, 2), ("A33", {"public_service", "school", "sensitive"}, 1),
    ("A5", {"public_service", "medical", "sensitive"}, 1), ("080404", {"public_service", "school", "sensitive"}, 1),
    ("080701", {"public_service", "elderly_care", "sensitive"}, 1), ("B1", {"commercial"}, 2),
    ("M2", {"industrial", "polluting"}, 2), ("100103", {"industrial", "polluting"}, 2), ("W1",
    {"mining_or_storage"}, 2),
    ("S42", set(), 2), ("130301"[:4], set(), 2), ("G2", set(), 2)])
def test_a_code_means_its_use(code, true, land_class):
    uses = resolve_uses([code])
    names = set(FACTS) | {"sensitive"}
    assert uses.known[0] and uses.land_class[0] == land_class
    assert {n for n in names if fact(uses, n)} == true | {"construction", "urban_construction"}


@pytest.mark.parametrize("code", ["01", "0101", "E2"])
def test_farmland_is_no_building_land(code):
    uses = resolve_uses([code], scheme="MNR-2023" if code[0] == "0" else None)
    assert fact(uses, "farmland") is True and fact(uses, "construction") is False and np.isnan(uses.land_class[0])


@pytest.mark.parametrize("code", ["0703", "0602", "H14"])
def test_village_land_is_building_but_not_urban(code):
    uses = resolve_uses([code], scheme="MNR-2023" if code[0] == "0" else None)
    assert fact(uses, "construction") is True and fact(uses, "urban_construction") is False


def test_a_kindergarten_inside_residential_services_stays_possible():
    uses = resolve_uses(["R22"])
    assert fact(uses, "residential") is True and uses.land_class[0] == 1 and fact(uses, "school") is None


@pytest.mark.parametrize(("code", "maybe"), [("A", "school"), ("A3", "school"), ("08", "medical"), ("08H2", "school")])
def test_a_code_too_coarse_is_class_1_and_leaves_the_rest_open(code, maybe):
    uses = resolve_uses([code], scheme="MNR-2023" if code == "08" else None)
    assert uses.coarse[0] and uses.land_class[0] == 1 and "coarse" in notes(uses)
    assert fact(uses, "public_service") is True and fact(uses, maybe) is None and fact(uses, "sensitive") is None


def test_education_is_school_at_class_1():
    uses = resolve_uses(["0804"], scheme="MNR-2023")
    assert uses.coarse[0] and uses.land_class[0] == 1 and fact(uses, "school") is True


@pytest.mark.parametrize("code", ["H", "H1", "H11", "H12", "H13"])
def test_an_umbrella_code_says_nothing(code):
    uses = resolve_uses([code])
    assert not uses.known[0] and all(fact(uses, f) is None for f in FACTS if f != "construction")


def test_village_land_may_hold_homes():
    assert fact(resolve_uses(["H14"]), "residential") is None


@pytest.mark.parametrize(("code", "scheme"), [("0809", "GBT21010-2017"), ("0810", "GBT21010-2017"), ("0809", "SD-2018"),
                                              ("0810", "SD-2018"), ("0810A", "SD-2018")])
def test_utilities_and_parks_inside_class_08_are_open(code, scheme):
    uses = resolve_uses([code], scheme=scheme)
    assert uses.review[0] and fact(uses, "public_service") is None


@pytest.mark.parametrize("code", ["G1", "1401", "G"])
def test_a_park_is_class_1_until_its_kind_is_known(code):
    uses = resolve_uses([code])
    assert uses.review[0] and uses.land_class[0] == 1 and fact(uses, "community_park") is None
    assert fact(uses, "public_service") is False


@pytest.mark.parametrize(("code", "name", "community", "land_class"), [
    ("G12", None, True, 1), ("G11", None, False, 2), ("G1", "社区公园", True, 1), ("G1", "儿童公园", True, 1),
    ("G1", "综合公园", False, 2), ("G1", "公园绿地", None, 1), ("G131", None, None, 1), ("G131", "儿童公园", True, 1)])
def test_the_kind_of_a_park_comes_from_code_or_name(code, name, community, land_class):
    uses = resolve_uses([code], [name])
    assert fact(uses, "community_park") is community and uses.land_class[0] == land_class


@pytest.mark.parametrize(("code", "name", "elderly"), [
    ("A6", None, True), ("0807", "社会福利用地", True), ("A6", "儿童福利院", False), ("A6", "养老院", True),
    ("080702", None, False), ("080704", None, None)])
def test_social_welfare_counts_as_elderly_care_unless_a_name_says_otherwise(code, name, elderly):
    uses = resolve_uses([code], [name], scheme="MNR-2023" if code[0] == "0" else None)
    assert fact(uses, "elderly_care") is elderly and uses.land_class[0] == 1


def test_building_land_without_a_class_of_its_own_is_judged_as_class_1():
    uses = resolve_uses(["H41", "16", "1505"])
    assert (uses.land_class == 1).all() and fact(uses, "residential") is False


# --- unknown ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("code", [None, "", " ", np.nan, pd.NaT, pd.NA, "-", "/", "Z9", "9999", "K", "F", "？", "待定",
                                  "unknown", "Bar", "LABEL", 0, "0", 0.0, "0.0", "MU", "mu", "MU-01", "xx", "ABANDONED", [1], {"a": 1}, b"R\xff?"])
def test_an_unknown_code_leaves_everything_unknown_or_true(code):
    uses = resolve_uses([code])
    assert not uses.known[0]
    assert all(fact(uses, f) is not False for f in (*FACTS, "sensitive"))


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(),
                          st.text(alphabet="RABMWSUGHECDT0123456789+/、－地下住宅商业 XS%().", max_size=10)),
                          max_size=8),
       st.data())
def test_no_text_breaks_the_reading(codes, data):
    names = data.draw(st.one_of(st.none(), st.lists(st.text(max_size=8), min_size=len(codes), max_size=len(codes))))
    uses = resolve_uses(codes, names, facilities=names)
    assert len(uses) == len(codes)
    for row in range(len(uses)):
        for code, facts in uses.notes[row]:
            for lang in ("zh", "en"):
                assert knowledge.text("uses", code, lang, **dict(facts))
        if not uses.known[row]:
            assert all(fact(uses, f, row) is not False for f in ("residential", "public_service", "commercial"))
    parse_ban(codes[0] if codes else None)


@given(st.sampled_from([c for s in knowledge.landuse().values() for c in s]),
       st.sampled_from([c for s in knowledge.landuse().values() for c in s]))
def test_a_mix_is_never_milder_than_its_parts(a, b):
    both, apart = resolve_uses([f"{a}+{b}"], neighbours=[a, b]), resolve_uses([a, b])
    for name in (*FACTS, "sensitive"):
        parts = [fact(apart, name, 0), fact(apart, name, 1)]
        expected = True if True in parts else None if None in parts else False
        assert fact(both, name) is expected, name
    classes = [c for c in apart.land_class if not np.isnan(c)]
    if classes and apart.known.all():
        assert both.land_class[0] == min(classes)


@pytest.mark.parametrize("code", ["B1-X", "B1X", "R2-S", "B1(X)", "0901X", "地下停车场", "B1地下"])
def test_a_part_below_ground_is_unknown(code):
    uses = resolve_uses([code])
    assert not uses.known[0] and "below_ground" in notes(uses) and fact(uses, "residential") is None


def test_a_partly_read_mix_keeps_what_is_true():
    uses = resolve_uses(["R2+Q7"])
    assert not uses.known[0] and fact(uses, "residential") is True and fact(uses, "commercial") is None


def test_an_unread_part_of_a_name_frees_nothing():
    uses = resolve_uses(["厂房改造为某某中心"])
    assert fact(uses, "industrial") is True and fact(uses, "residential") is None


# --- spellings --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("code", ["R2/B1", "R2+B1", "Ｒ２／Ｂ１", "R2B1", "r2b1", " R2 、B1", "R2（60%）B1（40%）",
    "R2,B1",
                                  "R2兼容B1", "R2与B1混合用地", "R2;B1", "R2|B1", "R2＆B1", "R2 60% B1 40%"])
def test_a_mix_is_taken_apart(code):
    assert resolve_uses([code]).classes[0] == "residential;commercial"


@pytest.mark.parametrize(("code", "classes"), [
    ("RB", "residential;commercial"), ("BR", "commercial;residential"), ("070102+0901", "residential;commercial"),
    ("07010901", "residential;commercial"), ("R5", "residential;commercial"), ("Rax", "residential;childcare"),
    ("A51、S42", "hospital;transport"), ("商住", "residential;commercial"), ("住宅", "residential"),
    ("二类居住用地", "residential"), ("幼托用地+公园绿地", "childcare;park_other"), ("A331", "school"),
    ("商业用地（不含住宅）", "commercial"), ("R2二类居住用地", "residential"), ("R2-01", "residential")])
def test_local_and_mixed_spellings_are_read(code, classes):
    uses = resolve_uses([code], scheme="MNR-2023" if code[0] == "0" else None)
    assert uses.classes[0] == classes and uses.known[0]


def test_labels_name_the_use():
    uses = resolve_uses(["R2", "A33", "Z9"])
    assert list(uses.label_zh) == ["二类居住用地", "中小学用地",
    "Z9"] and uses.label_en[1] == "Primary and secondary schools"


@pytest.mark.parametrize(("values", "expected"), [
    (["701", "804", "80403", "070102"], ["0701", "0804", "080403", "070102"]),
    ([701, 804, 80403, 70102], ["0701", "0804", "080403", "070102"]),
    ([701.0, np.nan, 7.0], ["0701", None, "07"]), (["701.0", "804.00"], ["0701", "0804"])])
def test_lost_zeros_are_put_back(values, expected):
    uses = resolve_uses(values, scheme="MNR-2023")
    for row, code in enumerate(expected):
        assert {c for _s, c in uses.codes[row]} == ({code} if code else set())


def test_true_three_digit_codes_are_not_padded():
    uses = resolve_uses(["071", "101", "083"])
    assert fact(uses, "residential", 0) is True
    assert fact(uses, "farmland", 1) is False and uses.classes[1] == "transport"
    assert fact(uses, "public_service", 2) is True and uses.coarse[2]


def test_101_alone_may_be_a_paddy_or_a_railway():
    uses = resolve_uses(["101"])
    assert uses.ambiguous[0] and fact(uses, "farmland") is True and fact(uses, "construction") is True


# --- schemes ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("word", "scheme"), [
    ("GB50137", "GB50137-2011"), ("GB 50137-2011", "GB50137-2011"), ("GB/T 21010-2017", "GBT21010-2017"),
    ("GBT21010", "GBT21010-2017"), ("MNR-2023", "MNR-2023"), ("国土空间", "MNR-2023"), ("三调", "SD-2018"),
    ("SD-2018", "SD-2018"), ("GB/T 21010-2007", "GBT21010-2007"), ("GBJ 137-90", "GBJ137-90"), ("MNR-2020", "MNR-2020"),
    ("国土空间调查、规划、用途管制用地用海分类指南", "MNR-2023"), ("abc", None), (None, None)])
def test_a_scheme_is_known_in_any_spelling(word, scheme):
    assert read_scheme(word) == scheme


@pytest.mark.parametrize(("code", "mnr", "gbt"), [
    ("0805", "sports", "hospital"), ("0803", "culture", "school"), ("1001", "industrial", "transport"),
    ("0601", "rural_facility", "industrial"), ("0501", "wetland_water", "commercial")])
def test_the_same_digits_are_read_by_their_scheme(code, mnr, gbt):
    for scheme, expected in (("国土空间", mnr), ("GB/T 21010-2017", gbt)):
        for uses in (resolve_uses([code], scheme=scheme), resolve_uses([code], schemes=[scheme])):
            assert uses.classes[0] == expected and not uses.ambiguous[0]


@given(st.sampled_from(sorted(set(knowledge.landuse()["MNR-2023"]) & set(knowledge.landuse()["GBT21010-2017"]))))
def test_without_signs_the_gravest_reading_counts(code):
    alone = resolve_uses([code])
    readings = [resolve_uses([code], scheme=s) for s in ("MNR-2023", "GBT21010-2017")]
    for name in (*FACTS, "sensitive"):
        values = [fact(r, name) for r in readings]
        if True in values:
            assert fact(alone, name) is True, name
        if None in values:
            assert fact(alone, name) is not False, name
    if 1 in [r.land_class[0] for r in readings]:
        assert alone.land_class[0] == 1
    assert set().union(*(r.may_be[0] for r in readings)) <= alone.may_be[0]


def test_a_difference_between_schemes_is_said():
    uses = resolve_uses(["0805"])
    assert uses.ambiguous[0] and "ambiguous" in notes(uses) and fact(uses, "medical") is True


@pytest.mark.parametrize(("sign", "expected"), [("070102", "sports"), ("1401", "sports"), ("08H2", "hospital"),
                                                ("1105", "hospital"), ("0808", "hospital")])
def test_the_column_shows_its_scheme(sign, expected):
    assert resolve_uses(["0805", sign]).classes[0] == expected
    assert resolve_uses(["0805"], neighbours=[sign]).classes[0] == expected


def test_both_schemes_shown_means_both_readings():
    assert resolve_uses(["0805", "070102", "1105"]).ambiguous[0]


@pytest.mark.parametrize(("code", "name", "expected"), [
    ("0804", "教育用地", "school"), ("0804", "科研用地", "research_or_higher_education"), ("0805", "体育用地",
    "sports"),
    ("0601", "工业用地", "industrial"), ("0804", "中心小学", "school")])
def test_the_name_decides_between_schemes(code, name, expected):
    uses = resolve_uses([code], [name])
    assert uses.classes[0].split(";")[0] == expected and not uses.ambiguous[0]


def test_a_name_adds_what_the_code_hides():
    uses = resolve_uses(["B1", "M1"], ["商住混合用地", "人才公寓"])
    assert fact(uses, "residential", 0) is True and fact(uses, "residential", 1) is True
    assert (uses.land_class == 1).all() and "name_adds" in notes(uses, 0)


def test_a_name_settles_a_coarse_code():
    uses = resolve_uses(["A3", "A3"], ["高等院校用地", "中小学用地"])
    assert list(uses.land_class) == [2, 1] and not uses.coarse.any()


def test_c_d_or_t_in_a_column_means_the_edition_of_1990():
    alone, old = resolve_uses(["U21", "S2", "C2"]), resolve_uses(["U21"])
    assert list(alone.classes) == ["transport", "square", "commercial"] and old.classes[0] == "utility"
    assert fact(resolve_uses(["C5"]), "public_service") is None


def test_a_code_that_its_stated_scheme_lacks_frees_nothing():
    uses = resolve_uses(["R2", "B1"], schemes=["国土空间", "国土空间"])
    assert not uses.known.any() and fact(uses, "residential", 0) is True and fact(uses, "residential", 1) is None


def test_an_unknown_scheme_option_stops():
    with pytest.raises(InputError, match="use_scheme_unknown"):
        resolve_uses(["R2"], scheme="abc")


# --- facilities -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("code", "inside", "name", "expected"), [
    ("M1", "员工宿舍", "residential", None), ("B1", "幼儿园", "school", None), ("B1", "幼儿园", "public_service", None),
    ("M1", "是", "residential", None), ("B1", None, "residential", False), ("B1", "无", "residential", False),
    ("B1", "停车场", "residential", False), ("R2", "幼儿园", "residential", True), ("B1", "什么的", "sensitive", None),
    ("B1", "kindergarten", "sensitive", None), ("M1", "不含宿舍", "residential", False)])
def test_facilities_inside_leave_the_sensitive_facts_open(code, inside, name, expected):
    uses = resolve_uses([code], facilities=[inside])
    assert fact(uses, name) is expected
    if expected is None:
        assert uses.land_class[0] == 1 and uses.coarse[0]


# --- many rows --------------------------------------------------------------------------------------------------

def test_rows_come_back_in_order_whatever_their_container():
    codes = ["R2", None, "B1", "R2", "0101"]
    expected = ["residential", "", "commercial", "residential", "farmland"]
    for given_codes in (codes, np.array(codes, object), pd.Series(codes, index=[9, 8, 7, 6, 5]), tuple(codes)):
        assert list(resolve_uses(given_codes).classes) == expected
    assert len(resolve_uses([])) == 0
    assert list(resolve_uses(codes).take(np.array([4, 0])).classes) == ["farmland", "residential"]


def test_columns_of_unequal_length_are_a_defect():
    with pytest.raises(ValueError, match="beside"):
        resolve_uses(["R2"], ["a", "b"])


# --- same use ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("present", "proposed", "expected"), [
    ("R2", "070102", True), ("R2", "B1", False), ("M1", "R2", False), ("R2", "R2/B1", True), ("B1", "R2/B1", False),
    ("A5", "0806", True), ("A3", "A33", None), ("A33", "A3", None), (None, "R2", None), ("R2", None, None),
    ("H1", "R2", None), ("A6", "0807", True), ("0101", "R2", False), ("A", "R2", False), ("M1", "M2", True)])
def test_same_use_at_the_grain_of_classes(present, proposed, expected):
    tri = same_use(resolve_uses([present], neighbours=["070102"]), resolve_uses([proposed], neighbours=["070102"]))
    assert (True if tri.true[0] else None if tri.unknown[0] else False) is expected


def test_an_ambiguous_present_use_is_not_the_same():
    assert same_use(resolve_uses(["0805"]), resolve_uses(["A5"])).unknown[0]


# --- barred uses ------------------------------------------------------------------------------------------------

CODES = ("R2", "A33", "A1", "A6", "A5", "B1", "M1", "U12", "G2", "E2", None)


@pytest.mark.parametrize(("text", "expected"), [
    ("居住用地", "T.........?"), ("居住用地、公共管理与公共服务用地", "TTTTT..?..?"),
    ("住宅、学校、医疗、养老机构等公共设施用地", "TTTTT..?..?"),
    ("中小学用地", ".T........?"), ("工业", "......T...?"), ("任何建设", "TTTTTTTTT.?"), ("一切与管控无关的建设",
    "TTTTTTTTT.?"),
    ("禁止种植食用农产品", ".........T?"), ("R", "T.........?"), ("A33", ".T........?"), ("07/0701", "T.........?"),
    ("①住宅②医院；③商业", "T...TT....?"), ("1.居住 2.商业", "T....T....?"), ("不得作为住宅用地", "T.........?"),
    ("any construction", "TTTTTTTTT.?"), ("除工业外的任何建设", "???????????"), (None, "???????????"), ("",
    "???????????"),
    ("某种用途", "???????????"), ("住宅\n商业用地", "T....T....?"), ("住宅、某某", "T??????????"), ("不允许建设住宅",
    "T.........?"),
    ("仅限工业用地", "???????????"), ("暂不开发利用", "TTTTTTTTT.?"),
    ("建设用地", "TTTTTTTTT.?"), ("各类建设用地", "TTTTTTTTT.?"), ("不得用于建设用地", "TTTTTTTTT.?"),
    ("农用地、建设用地", "TTTTTTTTTT?"), ("building land", "TTTTTTTTT.?"), ("非建设用地", ".........T?"),
    ("集体经营性建设用地", "???????????"), ("建设用地（住宅）", "T????????.?"),
    ("农业设施建设用地", "..........?"), ("其他建设用地", "?????????.?"), ("村庄建设用地", "?????????.?"),
    ("第一类用地", "TT.TT.....?"), ("第1类用地", "TT.TT.....?"), ("第Ⅰ类用地", "TT.TT.....?"),
    ("GB 36600-2018中的第一类用地", "TT.TT.....?"), ("一类用地和商业", "TT.TTT....?"),
    ("第二类用地", ".?T..TTTT.?"), ("第一、二类用地", "TTTTTTTTT.?"), ("第一类用地、第二类用地", "TTTTTTTTT.?"),
    ("class 1 land", "TT.TT.....?"), ("一类居住用地", "?.........?"), ("二类工业用地", "......?...?"),
    ("敏感用地", "TT.TT.....?"), ("敏感用途、工业", "TT.TT.T...?"), ("敏感用地、学校", "TT.TT.....?"),
    ("非敏感用地", "???????????"), ("敏感", "???????????"), ("学校、某某", "?T?????????"),
    ("住宅及其他用地", "T??????????")])
def test_a_ban_bars_what_it_names_and_frees_only_what_it_does_not(text, expected):
    uses = resolve_uses(CODES)
    ban = parse_ban(text)
    got = "".join({True: "T", False: ".", None: "?"}[ban.applies(uses.definite[i], uses.may_be[i], uses.codes[i])]
                  for i in range(len(CODES)))
    assert got == expected, ban


def test_a_bar_on_school_land_is_none_on_homes_and_open_for_kindergartens():
    uses = resolve_uses(["R2", "080404", "A3"])
    ban = parse_ban("学校")
    assert [ban.applies(d, m, c) for d, m, c in zip(uses.definite, uses.may_be, uses.codes)] == [False, None, None]


@pytest.mark.parametrize(("text", "expected"), [
    ("第一类用地", [None, None, True, True, None, True]), ("第二类用地", [None, None, False, True, None, False]),
    ("第一、二类用地", [None, None, True, True, None, True]), ("敏感用地", [None, None, True, True, None, None]),
    ("建设用地", [True, True, True, True, None, True])])
def test_a_barred_land_class_is_told_only_where_the_class_is_certain(text, expected):
    uses = resolve_uses(["A", "公园绿地", "070102", "R2/B1", "H1", "G12"])
    ban = parse_ban(text)
    assert [ban.applies(d, m, c) for d, m, c in zip(uses.definite, uses.may_be, uses.codes)] == expected


def test_bans_are_judged_pairwise():
    uses = resolve_uses(["R2", "B1", None])
    applies = ban_matrix(["居住用地", None], uses)
    truth = applies(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 1]))
    assert truth.true.tolist() == [True, False, False, False] and truth.unknown.tolist() == [False, False, True, True]

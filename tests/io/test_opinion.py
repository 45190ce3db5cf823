"""Papers of a review: what they say, and what they must not."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.io import fingerprint, opinion, phrases, results
from soilgate.tests.support.outcomes import CITATION, small_outcome

NEVER = ["无污染", "安全。", "可以出让", "可以开工", "不在名录即未污染", "移出即可任意使用"]


@pytest.fixture
def outcome():
    return small_outcome()


def _plain(path):
    text = path.read_text("utf-8")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.S)))


def test_review_counts_verdicts_and_says_what_they_could_be(outcome, tmp_path):
    path, = opinion.write_report(outcome, tmp_path)
    text = _plain(path)
    assert "共审查6个地块，面积1.2651 公顷。4个地块的核查尚不完整。" in text
    assert "须先调查 1 2,500.5 m² 19.8% 其中1个核实后可能为“禁止”" in text
    assert "待核实 2 0.0 m² 0.0% 其中2个核实后可能为“禁止”" in text
    assert "先管控修复 0 0.0 m²" in text and "先管控修复 0 0.0 m² 0.0% 其中" not in text


def test_review_names_reasons_by_gravity_with_numbers_law_and_parcels(outcome, tmp_path):
    text = _plain(opinion.write_report(outcome, tmp_path)[0])
    part = text[text.index("二、"):text.index("三、")]
    order = [part.index(word) for word in ("禁止", "须风险评估", "须先调查", "缺少资料：名录", "邻近污染地块")]
    assert order == sorted(order) and "未发现限制" not in part
    assert "涉及1个地块，面积1.0000 公顷，重叠1,234.5 m²" in part and CITATION in part
    assert "其中1项以假定为前提" in part


def test_rules_have_their_titles_also_in_a_result_read_back(outcome, tmp_path):
    assert "邻近污染地块 ：" in _plain(opinion.write_report(outcome, tmp_path / "1")[0])
    del outcome.titles
    text = _plain(opinion.write_report(outcome, tmp_path / "2")[0])
    assert "名录地块上的居住、公共用途" in text and "listed_plot" not in text


def test_overlaps_of_plots_on_each_other_do_not_exceed_the_parcel(outcome, tmp_path):
    findings = outcome.tables["findings"]
    outcome.tables["findings"] = pd.concat([findings, findings.iloc[[0]].assign(overlap_m2=9_999.0)])
    assert "面积1.0000 公顷，重叠1.0000 公顷" in _plain(opinion.write_report(outcome, tmp_path)[0])


def test_review_lists_what_is_open_and_who_holds_it(outcome, tmp_path):
    text = _plain(opinion.write_report(outcome, tmp_path)[0])
    assert "现状用地 不在现状用地数据范围内 1 2,500.5 m² 须先调查 自然资源主管部门" in text
    assert "名录 名录.xlsx — 12 " + "ab" * 32 in text


def test_long_lists_of_parcels_are_cut_and_say_so(outcome, tmp_path):
    ids = [f"P{k}" for k in range(90)]
    outcome.tables["findings"] = pd.DataFrame({
        "parcel_id": ids, "finding_id": ids, "verdict": "caution", "rule": "neighbour", "overlap_m2": np.nan})
    text = _plain(opinion.write_report(outcome, tmp_path)[0])
    assert "P39……等90个，详见台账" in text and "P40" not in text


def test_an_opinion_says_everything_about_its_parcel(outcome, tmp_path):
    case = {"case_no": "〔2026〕12号", "handled_by": "甲"}
    _, path = opinion.write_report(outcome, tmp_path, parcels=["A-01"], case=case)
    text = _plain(path)
    assert path.name == "opinion_A-01.html"
    for part in ("关于A-01地块土壤环境准入的审查意见", "〔2026〕12号", "经办：甲",
                 "与名录在册地块“<b>红星</b>电镀厂”重叠。", CITATION,
                 "重叠面积 1,234.5 m²", "占比 12.3%", "邻近名录地块。", "距离 12.5 m",
                 "完成风险管控。",
                 "各项核查均已在全部范围内完成。", "J1", "3300100.000", "500000.000", "坐标系：2000国家大地坐标系，高斯-克吕格投影3度带"):
        assert part in text, part
    assert "须先调查。" not in text


def test_an_opinion_shows_what_is_not_known(outcome, tmp_path):
    text = _plain(opinion.write_report(outcome, tmp_path, parcels=["A-02"])[1])
    for part in ("可能为：禁止", "现状用地（部分核查） 不在现状用地数据范围内 40.0% 须先调查",
                 "核查尚不完整", "现状用途未知，按发生变更处理", "以假定为前提", "用途变更（本环节尚未到期）"):
        assert part in text, part
    assert '<strong class="mark">（解释）</strong>' in (tmp_path / "opinion_A-02.html").read_text("utf-8")


def test_every_paper_says_what_it_does_not_replace_and_never_what_it_must_not(outcome, tmp_path):
    paths = opinion.write_report(outcome, tmp_path, parcels=list(outcome.tables["parcels_reviewed"]["parcel_id"]))
    paths += opinion.inquiry_letters(outcome, tmp_path)
    for path in paths:
        text = _plain(path)
        assert knowledge.text("disclaimer", "review", "zh") in text, path
        assert not [word for word in NEVER if word in text], path
        if not path.name.startswith("inquiry"):
            assert knowledge.text("disclaimer", "not_covered", "zh") + "未提供、也未声明没有（非必需，但提供后结论可能改变）：采样数据。" in text, path


def test_hostile_words_stay_words(outcome, tmp_path):
    ids = list(outcome.tables["parcels_reviewed"]["parcel_id"])
    outcome.tables["checks"].loc[:, "reason"] = "<img src=x onerror=alert(1)>"
    outcome.tables["findings"]["citation"] = "<i>（解释）"
    paths = opinion.write_report(outcome, tmp_path / "out", parcels=ids)
    paths += opinion.inquiry_letters(outcome, tmp_path / "out")
    assert {p.parent for p in paths} == {tmp_path / "out"} and len(set(paths)) == len(paths) == 7 + 3
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    for path in paths:
        text = path.read_text("utf-8")
        assert "<script" not in text and "<img" not in text and "<b>" not in text and "<i>" not in text, path
    assert "\ud800" not in (tmp_path / "out" / "opinion_A-02.html").read_text("utf-8")


def test_file_names_are_safe_and_differ_without_regard_to_case():
    names = opinion._file_names(["a", "A", "../x", "..\\x", "CON:|?*", "", "。", "长" * 300, "a_2", "地块 1"])
    assert len({n.lower() for n in names}) == len(names)
    assert all(re.fullmatch(r"[\w\-]{1,64}", n) for n in names)
    assert names[0] == "a" and names[-1] == "地块_1"


def test_an_unknown_parcel_is_named_before_anything_is_written(outcome, tmp_path):
    with pytest.raises(InputError) as caught:
        opinion.write_report(outcome, tmp_path, parcels=["A-01", "A-99"])
    assert caught.value.code == "parcel_not_reviewed" and caught.value.facts["parcel"] == "A-99"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_is_named(outcome, tmp_path):
    (tmp_path / "f").write_text("x")
    with pytest.raises(InputError, match="output_unwritable"):
        opinion.write_report(outcome, tmp_path / "f")


def test_letters_go_to_who_holds_what_is_unknown_with_the_boundaries(outcome, tmp_path):
    paths = opinion.inquiry_letters(outcome, tmp_path)
    assert [p.name for p in paths] == ["inquiry_1_自然资源主管部门.html", "inquiry_2_生态环境主管部门.html",
                                       "inquiry_3_规划编制单位.html"]
    text = _plain(paths[0])
    for part in ("自然资源主管部门：", "下列1个地块", "地块现状用途", "A-02 2,500.5 m²"):
        assert part in text, part
    frame = pyogrio.read_dataframe(paths[0].with_suffix(".gpkg"))
    assert frame["parcel_id"].tolist() == ["A-02"] and frame.crs.to_epsg() == 4547
    assert frame.geometry[0].area == pytest.approx(10_000)
    assert pyogrio.read_info(paths[2].with_suffix(".gpkg"))["features"] == 1       # also without geometry


def test_no_letter_where_nothing_is_unknown(outcome, tmp_path):
    outcome.tables["checks"] = outcome.tables["checks"].assign(could_be=None)
    assert opinion.inquiry_letters(outcome, tmp_path / "none") == [] and not (tmp_path / "none").exists()


def test_every_check_has_a_holder_and_a_question():
    sections = knowledge.messages()
    assert set(sections["holders"]) == set(sections["inquiries"])
    from soilgate.plugin.core.vocabulary import Role
    asked = set(sections["holders"]) - {"use_code", "geometry"}
    assert {str(r) for r in Role} - asked == {"parcels", "signs", "points", "records", "notices", "evidence", "located"}


def test_boundary_points_run_clockwise_from_the_north_west():
    shape = shapely.Polygon([(0, 0), (10, 0), (10, 8), (0, 8)], [[(2, 2), (2, 4), (4, 4), (4, 2)]])
    for one in (shape, shapely.Polygon(shape.exterior.coords[::-1], [shape.interiors[0].coords[::-1]])):
        outer, hole = opinion.boundary_points(one, pyproj.CRS(4547))
        assert [(p["name"], p["east"], p["north"], p["side"]) for p in outer] == [
            ("J1", "0.000", "8.000", "10.00"), ("J2", "10.000", "8.000", "8.00"), ("J3", "10.000", "0.000", "10.00"),
            ("J4", "0.000", "0.000", "8.00"), ("J1", "0.000", "8.000", "")]
        assert [p["name"] for p in hole] == ["J5", "J6", "J7", "J8", "J5"]
        assert [(p["east"], p["north"]) for p in hole[:2]] == [("2.000", "4.000"), ("2.000", "2.000")]


def test_boundary_points_of_degrees_have_sides_in_metres():
    ring, = opinion.boundary_points(shapely.box(113, 30, 113.001, 30.001), pyproj.CRS(4490))
    assert ring[0]["north"] == "30.00100000" and float(ring[0]["side"]) == pytest.approx(96.49, abs=0.05)


@pytest.mark.parametrize("shape", [None, shapely.Polygon(), shapely.Point(1, 1),
                                   shapely.Polygon([(0, 0), (1, np.inf), (1, 1)])])
def test_what_is_no_polygon_has_no_boundary_points(shape):
    assert opinion.boundary_points(shape, None) == []


def test_sketch_draws_parcel_and_evidence_and_keeps_far_ones_from_shrinking_it(outcome):
    shape = outcome.geometry["parcels_reviewed"][0]
    svg = str(opinion.sketch(shape, [("evidence_areas", shape.buffer(5_000)), ("evidence_points", shape.centroid)],
                             "prohibited", "<x>"))
    assert svg.count("<path d=\"M") >= 3 and "<circle" in svg and "#6D0613" in svg and "&lt;x&gt;" in svg
    first = re.search(r'<path d="M([^"]+)Z"', svg)[1]
    x = [float(p.split(",")[0]) for p in first.split("L")]
    assert max(x) - min(x) > 100
    assert opinion.sketch(None, [], "clear", "x") == "" == opinion.sketch(shapely.Polygon(), [], "clear", "x")


def test_english_papers_have_no_chinese_headings(outcome, tmp_path):
    review, paper = opinion.write_report(outcome, tmp_path, lang="en", parcels=["A-05"])
    assert "6 parcels were reviewed, 1.2651 ha." in _plain(review)
    headings = re.findall(r"<h[12]>(.*?)</h", review.read_text("utf-8") + paper.read_text("utf-8"))
    assert len(headings) == 16 and not [h for h in headings if re.search("[\u4e00-\u9fff]", h)]


def test_papers_of_equal_outcomes_are_equal(tmp_path):
    for name in ("1", "2"):
        opinion.write_report(small_outcome(), tmp_path / name, parcels=["A-01"])
    for name in ("review.html", "opinion_A-01.html"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_areas_change_their_unit_at_one_hectare():
    assert phrases.area_text(9_999.94, "zh") == "9,999.9 m²" and phrases.area_text(10_000, "zh") == "1.0000 公顷"
    assert phrases.area_text(123_456.7, "en") == "12.3457 ha" and phrases.area_text(np.nan, "zh") == "—"


# ------------------------------------------------------------------------------------------------ foot of the papers

def _feet(outcome, folder):
    """What is repeated on every page of each paper."""
    for path in [*opinion.write_report(outcome, folder, parcels=["A-01"]), *opinion.inquiry_letters(outcome, folder)]:
        text = path.read_text("utf-8")
        yield text[text.index("<tfoot>"):text.index("</tfoot>")]


def _modules(foot):
    """The dark modules of the code that is drawn on a foot, with its quiet zone."""
    side, other = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', foot).groups())
    code = np.zeros((side, other), bool)
    column = row = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', foot)[1]):
        step = [float(x) for x in numbers.split()]
        if command == "h":
            code[int(row), int(column):int(column + step[0])] = True
            column += step[0]
        else:
            column, row = (step[0], step[1]) if command == "M" else (column + step[0], row + step[1])
    return code


def test_every_paper_has_the_hash_of_the_run_and_a_qr_code_of_it_on_its_foot(outcome, tmp_path):
    segno = pytest.importorskip("segno")
    digits = fingerprint.of_run(outcome)
    said = "SOILGATE:" + digits.upper()
    expected = np.array([list(row) for row in segno.make(said, error="m", boost_error=False).matrix_iter(border=4)], bool)
    for foot in _feet(outcome, tmp_path):
        code = _modules(foot)
        assert f"SHA-256 {digits}" in foot and np.array_equal(code, expected) and "二维码" in foot
    if shutil.which("zbarimg"):                                          # a reader that is not ours agrees
        picture = np.kron(np.where(code, 0, 255), np.ones((8, 8), int)).astype(np.uint8)
        (tmp_path / "code.pgm").write_bytes(b"P5 %d %d 255\n" % picture.shape + picture.tobytes())
        read = subprocess.run(["zbarimg", "-q", "--raw", str(tmp_path / "code.pgm")], capture_output=True, text=True,
                              check=True)
        assert read.stdout.strip() == said


def test_without_the_library_of_codes_papers_carry_the_hash_in_words_only(outcome, tmp_path, monkeypatch):
    monkeypatch.setattr(opinion, "segno", None)
    for foot in _feet(outcome, tmp_path):
        assert f"SHA-256 {fingerprint.of_run(outcome)}" in foot and "<svg" not in foot and "二维码" not in foot


def test_doctor_names_the_library_of_codes_as_optional_and_how_to_get_it():
    hidden = "import sys; sys.modules['segno'] = None\nfrom soilgate.plugin.io import opinion\nassert opinion.segno is None\n"
    done = subprocess.run([sys.executable, "-c", hidden + "from soilgate.plugin import cli; sys.exit(cli.main(['doctor']))"],
                          capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if "segno" in line)
    assert "optional" in line
    cure = done.stdout.splitlines()[-2]
    assert cure.endswith("segno") and " -m pip install " in cure


def test_the_hash_tells_runs_apart_and_forgets_only_the_clock(outcome, tmp_path):
    whole = fingerprint.of_run(outcome)
    run = outcome.tables["run"]
    outcome.tables["run"] = pd.concat([run, pd.DataFrame([
        {"section": "run", "item": "finished", "value": '"2026-11-23T10:00:00"'}])], ignore_index=True)
    assert fingerprint.of_run(outcome) == whole
    seen = {whole}
    for table, column, value in (("parcels_reviewed", "verdict", "caution"), ("findings", "overlap_m2", 1.5),
                                 ("checks", "share", 0.25), ("run", "value", "1")):
        changed = outcome.tables[table].copy()
        changed.loc[0, column] = value
        before, outcome.tables[table] = outcome.tables[table], changed
        seen.add(fingerprint.of_run(outcome))
        outcome.tables[table] = before
    assert len(seen) == 5


def test_a_result_read_back_has_the_hash_it_was_written_with(outcome, tmp_path):
    results.write_gpkg(outcome, tmp_path / "r.gpkg")
    tables = {name: pyogrio.read_dataframe(tmp_path / "r.gpkg", layer=name, read_geometry=False)
              for name in ("parcels_reviewed", "findings", "checks", "run")}
    outcome.tables = {**outcome.tables, **tables}
    assert fingerprint.of_run(outcome) == fingerprint.of_run(small_outcome())


def test_the_verdict_stands_before_the_facts_and_findings_have_their_own_small_map(outcome, tmp_path):
    path = opinion.write_report(outcome, tmp_path, parcels=["A-01"])[1]
    text = path.read_text("utf-8")
    assert text.index("二、结论") < text.index("三、地块情况") < text.index("四、审查发现")
    evidence = {one for table in ("evidence_areas", "evidence_lines", "evidence_points")
                if table in outcome.tables for one in outcome.tables[table]["finding_id"]}
    mine = outcome.tables["findings"].query("parcel_id == 'A-01'")["finding_id"]
    assert evidence & set(mine)
    assert text[text.index("四、"):text.index("五、")].count("<svg") == len(evidence & set(mine))


@pytest.mark.parametrize(("epsg", "name"), [
    (4547, "2000国家大地坐标系，高斯-克吕格投影3度带，中央经线114°"), (4490, "2000国家大地坐标系"),
    (4502, "2000国家大地坐标系，高斯-克吕格投影6度带，中央经线75°"), (32650, "WGS 84 / UTM zone 50N")])
def test_a_crs_has_its_chinese_name_on_paper(epsg, name):
    assert opinion.crs_name(pyproj.CRS.from_epsg(epsg), "zh") == name


def test_an_opinion_takes_the_case_from_an_application_and_orders_findings_as_the_window_does(outcome, tmp_path):
    parcels = outcome.tables["parcels_reviewed"]
    outcome.tables["parcels_reviewed"] = parcels.assign(
        case_no="〔2026〕89号", applicant="城投公司", use_code="070102", in_parcel_id=parcels["parcel_id"])
    findings = outcome.tables["findings"]
    own = findings[findings["parcel_id"] == "A-02"].iloc[[0]]
    outcome.tables["findings"] = pd.concat([
        own.assign(finding_id="Z1", verdict="undetermined", message_zh="不能判定在前。"), findings,
        own.assign(finding_id="Z2", verdict="assess_risk", message_zh="须评估在后。")], ignore_index=True)
    text = _plain(opinion.write_report(outcome, tmp_path, parcels=["A-02"])[1])
    assert "案卷号 〔2026〕89号 申请单位 城投公司 申请日期" in text
    assert "规划用地代码 070102" in text or "用地代码 070102" in text
    assert not [word for word in ("case_no", "applicant", "use_code", "in_parcel_id") if word in text]
    assert text.index("须评估在后。") < text.index("不能判定在前。")


def test_entries_without_place_are_all_named_to_those_who_hold_the_list(tmp_path):
    from soilgate.plugin import cli
    from soilgate.tests.support import cases as c

    lost = [c.plot(place=None, 地块名称=f"原第{k}化工厂<b>地块") for k in range(7)]
    scene = c.Scene("lost", (c.case("p", "R2", c.now("0701"), *lost),))
    assert cli.main([*c.write(scene, tmp_path), "--report", str(tmp_path / "报告")]) == 0
    for page in (tmp_path / "报告" / "review.html", *(tmp_path / "报告").glob("inquiry_1_*.html")):
        text = page.read_text(encoding="utf-8")
        assert all(f"原第{k}化工厂&lt;b&gt;地块" in text and f"p-{k + 2}" in text for k in range(7)), page
    run = c.read_result(0, "", "", tmp_path / "结果.gpkg").run
    notes = json.loads(run.set_index(["section", "item"])["value"]["notes", "registry"])
    assert [n["entry"] for n in notes if n["code"] == "entry_unlocated"] == [f"p-{k + 2}" for k in range(7)]

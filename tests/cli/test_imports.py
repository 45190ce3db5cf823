"""Imports on the command line, from files as they lie on disk: what came in, what was said, what was kept out."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from soilgate.plugin import imports
from soilgate.plugin.cli import main
from soilgate.plugin.core import geometry as g
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import boundary_txt, read, workspace

ROOT = Path(__file__).resolve().parents[2]
TXT, LISTS = ROOT / "tests" / "data" / "boundary", ROOT / "tests" / "data" / "imports"
STATES = ("read", "repaired", "guessed", "asked", "refused")


def run(*words):
    return main(["--quiet", *map(str, words)])


def told(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "工作库.gpkg"
    assert run("workspace", "create", path, "--crs", "EPSG:4547") == 0
    return path


def rows(path, statement):
    with sqlite3.connect(path) as database:
        return database.execute(statement).fetchall()


# --- boundary texts -------------------------------------------------------------------------------------------------

with (TXT / "expected.csv").open(encoding="utf-8") as handle:
    EXPECTED = list(csv.DictReader(handle))


@pytest.mark.parametrize("case", EXPECTED, ids=lambda c: c["file"])
def test_every_dialect_ends_as_it_must(case, tmp_path, capsys):
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    came_in = case["state"] in ("read", "repaired")
    assert run("import", "txt", TXT / case["file"], "--out", out, "--json", report) == (0 if came_in else 2)
    file, = told(report)["files"]
    assert file["state"] == case["state"]
    assert file["rows"] == sum(file[s] for s in STATES) == int(case["plots"])
    assert out.exists() == came_in
    if not came_in:
        if case["option"]:
            assert case["option"] in capsys.readouterr().out
        return
    table = workspace.read_role(out, Role.PARCELS)
    found = boundary_txt.read_boundary(str(TXT / case["file"]))
    assert g.epsg_of(found.raw.crs) == int(case["epsg"])
    assert len(table.frame) == int(case["plots"])
    expected = [float(x) for x in case["areas"].split(";")]
    if case["epsg"] != "4490":
        assert found.area_m2 == pytest.approx(expected, abs=0.006)
    shapes = g.to_crs(table.geometry, table.crs, found.raw.crs)
    assert all(shapely.hausdorff_distance(a, b) < (1e-8 if case["epsg"] == "4490" else 1e-3)
               for a, b in zip(shapes, found.raw.geometry))


@pytest.mark.parametrize(("name", "words", "says"), [
    ("m05-eleven-fields-zero-count-xian80.txt", (), ["说明：第 13 行未填点数和面积，无从核对"]),
    ("m08-latlon-no-count-no-header.txt", (), ["第 1 行 地块1 修复：第 2 行没有点数"]),
    ("m09-zone37-easting-looks-like-38.txt", ("--crs", "EPSG:4525"), ["平面面积 14671.06 平方米，椭球面积 14562.84 平方米"]),
    ("m11-swapped-columns-area-m2.txt", (), ["两列顺序相反，已对调", "按数值应为平方米", "写明 4 点，是不含闭合点的点数（实有 5 行）"]),
    ("m12-cass.dat", (), ["点序和首尾是否相连须确认", "中央子午线未知\n"]),
    ("m15-plain-xy-no-zone.txt", (), ["中央子午线未知（面积 2196.26 平方米，与此无关）", "（面积 2975.89 平方米，与此无关）"]),
    ("m23-geometry-word-missing-count-distinct.txt", (), ["没有“面”字，按通常顺序读取", "写明 4 点，是不含闭合点的点数"]),
    ("m24-lonlat-four-fields.txt", (), ["两列顺序相反，已对调", "只精确到约 0.11 米，仅此一项面积就可能差约 3.0 平方米"]),
    ("m25-at-glued-not-closed.txt", (), ["@ 与前一栏相连，已分开", "没有“面”字", "未闭合，已闭合"])])
def test_what_a_file_leaves_open_and_what_was_done_with_it_is_said(name, words, says, tmp_path, capsys):
    run("import", "txt", TXT / name, *words, "--out", tmp_path / "o.gpkg")
    said = capsys.readouterr().out
    assert [x for x in says if x not in said] == []
    assert ("只精确到" in said) == name.startswith("m24")              # 3355200.000 is not rounded to metres


@pytest.mark.parametrize(("name", "words", "plots", "area"), [
    ("m05-eleven-fields-zero-count-xian80.txt", ("--crs", "EPSG:4528"), 1, 3664.88),
    ("m09-zone37-easting-looks-like-38.txt", ("--crs", "parcels=EPSG:4525"), 1, 14671.06),
    ("m10-zone-in-header-differs.txt", ("--crs", "EPSG:4528"), 1, 12475.46),
    ("m12-cass.dat", ("--crs", "EPSG:4549", "--decide", "points=ring"), 1, 4154.82),
    ("m15-plain-xy-no-zone.txt", ("--crs", "EPSG:4544"), 2, 2196.26),
    ("m17-dirty-no-at-mu-six-columns.txt", ("--decide", "unit=mu"), 1, 3846.61),
    ("m19-bare-cr-hole-as-own-block.txt", ("--decide", "inside=hole"), 2, 2532.91),
    ("m19-bare-cr-hole-as-own-block.txt", ("--decide", "inside=plot"), 3, 2863.66),
    ("m24-lonlat-four-fields.txt", ("--crs", "EPSG:4490"), 1, None)])
def test_a_decision_answers_what_was_asked(name, words, plots, area, tmp_path):
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", "txt", TXT / name, "--out", out, "--json", report, *words) == 0
    table = workspace.read_role(out, Role.PARCELS)
    assert len(table.frame) == plots and table.geometry[0] is not None
    if area is not None:
        assert shapely.area(table.geometry[0]) == pytest.approx(area, abs=0.01)


def test_a_datum_that_needs_local_parameters_does_not_slip_into_a_workspace(store, tmp_path, capsys):
    name = TXT / "m05-eleven-fields-zero-count-xian80.txt"
    assert run("import", "txt", name, "--into", store, "--crs", "EPSG:2364") == 2
    assert workspace.row_counts(store)["parcels"] == 0


@pytest.mark.parametrize(("name", "crs"), [("m01-standard-gb18030-crlf.txt", "EPSG:4490"),
                                           ("m15-plain-xy-no-zone.txt", "EPSG:4547x"),
                                           ("m10-zone-in-header-differs.txt", "EPSG:4548")])
def test_a_decision_that_cannot_be_is_refused(name, crs, tmp_path):
    assert run("import", "txt", TXT / name, "--out", tmp_path / "o.gpkg", "--crs", crs) == 2
    assert not (tmp_path / "o.gpkg").exists()


def test_the_same_projection_without_zone_in_its_eastings_is_found(tmp_path):
    out = tmp_path / "o.gpkg"
    assert run("import", "txt", TXT / "m15-plain-xy-no-zone.txt", "--out", out, "--crs", "EPSG:4523") == 0
    assert workspace.crs_of(out).to_epsg() == 4544


def test_plots_of_several_files_with_equal_numbers_are_all_kept(store):
    names = ["m01-standard-gb18030-crlf.txt", "m02-hole-numbering-continues.txt", "m13-twelve-fields-project-info.txt"]
    for _ in range(2):
        run("import", "txt", *(TXT / n for n in names), "--into", store)
    ids = workspace.read_role(store, Role.PARCELS).frame["parcel_id"]
    assert len(ids) == 4 and ids.is_unique


@pytest.mark.parametrize("name", ["points_table.csv", "points_sheet.xlsx"])
def test_a_table_of_boundary_points_is_one_too(name, tmp_path):
    out = tmp_path / "o.gpkg"
    assert run("import", "txt", LISTS / name, "--out", out) == 0
    table = workspace.read_role(out, Role.PARCELS)
    assert shapely.area(table.geometry[0]) == pytest.approx(5000) and table.crs.to_epsg() == 4526


@pytest.mark.parametrize(("name", "plots", "areas"), [
    ("points_by_plot.xlsx", ["甲", "乙"], [10000, 10000]), ("points_by_plot.csv", ["甲", "乙"], [5000, 5000]),
    ("points_in_cells.xlsx", ["甲", "乙", "丙"], [10000, 10000, 10000])])
def test_a_table_with_several_plots_gives_each_its_outline(name, plots, areas, tmp_path):
    out = tmp_path / "o.gpkg"
    assert run("import", "txt", LISTS / name, "--out", out) == 0
    table = workspace.read_role(out, Role.PARCELS)
    assert table.frame["name"].tolist() == plots and shapely.area(table.geometry).tolist() == pytest.approx(areas)
    assert table.crs.to_epsg() == 4527


def test_a_plot_that_crosses_itself_comes_in_without_polygon_beside_good_ones(tmp_path, capsys):
    text = (TXT / "m01-standard-gb18030-crlf.txt").read_bytes().decode("gb18030")
    bad = ("4,,K-99,交叉地块,面,,,,@\r\nJ1,1,3456000,40500000\r\nJ2,1,3456100,40500100\r\nJ3,1,3456000,40500100\r\n"
           "J4,1,3456100,40500000\r\nJ1,1,3456000,40500000\r\n")
    path = tmp_path / "两块.txt"
    path.write_bytes((text.rstrip() + "\r\n" + bad).encode("gb18030"))
    out = tmp_path / "o.gpkg"
    assert run("import", "txt", path, "--out", out) == 0
    table = workspace.read_role(out, Role.PARCELS)
    assert [s is None for s in table.geometry] == [False, True]
    assert "交叉地块" in capsys.readouterr().out
    assert run("import", "txt", path, "--out", tmp_path / "strict.gpkg", "--strict") == 2
    assert not (tmp_path / "strict.gpkg").exists()


@pytest.mark.parametrize("name", [c["file"] for c in EXPECTED if c["state"] in ("read", "repaired")
                                  and c["epsg"] not in ("4490", "4498")])
def test_what_is_exported_reads_back_to_the_same_polygons(name, tmp_path):
    once, text, again = tmp_path / "a.gpkg", tmp_path / "b.txt", tmp_path / "c.gpkg"
    assert run("import", "txt", TXT / name, "--out", once) == 0
    assert run("export", "txt", f"{once}|layername=parcels", "--out", text) == 0
    back = boundary_txt.read_boundary(str(text))
    assert back.verdict == "read"
    before = workspace.read_role(once, Role.PARCELS)
    shapes = g.to_crs(before.geometry, before.crs, back.raw.crs)
    assert len(shapes) == len(back.raw.geometry)
    for a, b in zip(shapes, back.raw.geometry):
        assert shapely.hausdorff_distance(a, b) < 1e-3 and shapely.symmetric_difference(a, b).area < 0.5
    assert run("import", "txt", text, "--out", again) == 0
    assert sorted(before.frame["parcel_id"]) == sorted(workspace.read_role(again, Role.PARCELS).frame["parcel_id"])


def test_the_boundary_file_of_the_soil_system_has_its_fields(tmp_path):
    once, target = tmp_path / "a.gpkg", tmp_path / "边界.zip"
    assert run("import", "txt", TXT / "m02-hole-numbering-continues.txt", "--out", once) == 0
    assert run("export", "soil-system", f"{once}|layername=parcels", "--out", target) == 0
    with zipfile.ZipFile(target) as package:
        assert {Path(n).suffix for n in package.namelist()} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
        package.extractall(tmp_path)
    frame = pyogrio.read_dataframe(tmp_path / "边界.shp")
    assert list(frame.columns[:6]) == ["DKMC", "DKDM", "XZQDM", "XZQMC", "YDMJ", "DH"]
    assert frame["YDMJ"][0] == 51081.66 and frame["DH"][0] == 39 and frame["DKMC"][0] == "示例地块二"
    assert frame.crs.to_epsg() == 4527 and frame.geometry[0].area == pytest.approx(51081.66, abs=0.01)
    assert np.isclose(frame.geometry[0].bounds[0] // 1e6, 39)
    again = tmp_path / "b.gpkg"
    assert run("import", "layer", target, "--as", "parcels", "--out", again) == 0
    back, before = workspace.read_role(again, Role.PARCELS), workspace.read_role(once, Role.PARCELS)
    shapes = g.to_crs(before.geometry, before.crs, back.crs)
    assert len(shapes) == len(back.geometry) and shapely.hausdorff_distance(shapes, back.geometry).max() < 1e-3


# --- lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["register_whole.xlsx", "register_whole.docx"])
def test_a_published_list_comes_in_whole(name, store, tmp_path, capsys):
    report = tmp_path / "r.json"
    assert run("import", "register", LISTS / name, "--into", store, "--json", report, "--report",
               tmp_path / "r.html") == 0
    file, = told(report)["files"]
    assert file["rows"] == sum(file[s] for s in STATES) == 5
    frame = workspace.read_role(store, Role.REGISTRY).frame.set_index("name")
    assert frame["list_status"].tolist() == ["listed", "listed", "listed", "listed", "removed"]
    assert frame["change_kind"].tolist() == ["added", "added", "kept", "kept", "removed"]
    assert frame["area_m2"].tolist() == pytest.approx([12345.6, 60000, 3500, 14000, 900])
    assert frame["listed_on"].dt.strftime("%Y-%m-%d").tolist() == [
        "2023-05-06", "2023-05-01", "2023-05-01", "2021-06-01", "2020-03-01"]
    assert frame["longitude"].tolist() == pytest.approx(
        [113.586750, 113.587010, 113.590200, np.nan, 113.594444], abs=1e-6, nan_ok=True)
    assert frame["latitude"].tolist() == pytest.approx(
        [30.336250, 30.335020, 30.341100, np.nan, 30.341667], abs=1e-6, nan_ok=True)
    assert frame["stage"].tolist() == ["remediation", "risk_assessment", "risk_assessment", None, "removed"]
    assert frame["stage__unreadable"].tolist() == [False, False, False, True, False]
    assert set(frame["list_kind"]) == {"provincial_list"}
    assert frame["county"].tolist() == ["示例区", "示例区", "示例区", "邻县", "示例区"]
    assert frame["bounds_text"].iloc[0] == "东至甲路，南至乙河"
    listed = {r["row"]: [x["code"] for x in r["reasons"]] for r in file["listed"]}
    assert "several_plots" in listed[2] and "cell_unreadable" in listed[4]
    assert file["list"] == {"title": file["list"]["title"], "list_kind": "provincial_list", "edition": "whole",
                            "edition_date": "2023-06-01", "edition_known": "2023-06", "covers": None}
    assert file["places"] == {"circle": 4, "unlocated": 1}
    assert "注：本名录" in capsys.readouterr().out             # what is no data is set aside aloud
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "示例电镀厂" in html and "方案编制" in html and "<script" not in html
    original = [json.loads(r[0]) for r in rows(store, "SELECT original FROM registry ORDER BY fid")]
    assert "面积为约数" in original[2].values()              # columns that mean nothing to us are kept too


def test_changes_continue_the_whole_list_and_what_vanishes_stays(store):
    assert run("import", "register", LISTS / "register_whole.xlsx", "--into", store) == 0
    assert run("import", "register", LISTS / "register_changes.xlsx", "--into", store) == 0
    table = workspace.read_role(store, Role.REGISTRY)
    frame = table.frame.set_index("name")
    assert len(frame) == 6 and str(table.source.edition) == "whole"
    assert table.source.edition_date.strftime("%Y-%m-%d") == "2024-01-01"
    gone = frame.loc["原示例农药厂地块"]
    assert gone["list_status"] == "removed" and gone["area_m2"] == 12345.6 and gone["stage"] == "remediation"
    assert frame.loc["示例冶炼厂西侧地块", "list_status"] == "listed"
    assert run("import", "register", LISTS / "register_later.xlsx", "--edition", "whole", "--into", store) == 0
    table = workspace.read_role(store, Role.REGISTRY)
    frame = table.frame.set_index("name")
    assert len(frame) == 6 and frame.loc["原示例农药厂地块", "list_status"] == "listed"       # it is on the list again
    assert sorted(n["value"] for n in table.source.notes) == ["示例冶炼厂西侧地块", "示例电镀厂"]
    assert frame.loc["示例电镀厂", "list_status"] == "listed"
    assert rows(store, "SELECT rows, as_read + repaired + guessed + refused FROM imports") == [(5, 5), (2, 2), (4, 4)]


def test_changes_alone_vouch_for_nothing(store):
    assert run("import", "register", LISTS / "register_changes.xlsx", "--into", store) == 0
    assert str(workspace.read_role(store, Role.REGISTRY).source.edition) == "changes"


def test_a_refused_row_stops_a_strict_import(store, capsys):
    assert run("import", "register", LISTS / "register_whole.xlsx", "--into", store, "--strict") == 2
    assert "方案编制" in capsys.readouterr().out
    assert workspace.row_counts(store)["registry"] == 0


# --- laboratory sheets ----------------------------------------------------------------------------------------------


def test_a_wide_laboratory_sheet_keeps_every_result(tmp_path):
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", "samples", LISTS / "lab_wide.xlsx", "--out", out, "--json", report) == 0
    table = workspace.read_role(out, Role.SAMPLES)
    frame = table.frame
    assert len(frame) == 18 and (table.geometry != None).all()  # noqa: E711
    by = frame.set_index(["sample_id", "pollutant"])
    assert by.loc[("S1-1", "砷"), "value"] == 65.2 and by.loc[("S1-2", "砷"), "value"] == 12.5
    assert by.loc[("S3-1", "砷"), "value"] == 120
    for key, limit in ((("S1-1", "镉"), 0.01), (("S1-1", "六价铬"), 0.5), (("S1-1", "苯"), 1.9),
                       (("S1-2", "六价铬"), 0.5)):
        assert by.loc[key, "below_detection"] is True and np.isnan(by.loc[key, "value"])
        assert by.loc[key, "detection_limit"] == limit
    assert not {("S2-1", "六价铬"), ("S3-1", "六价铬")} & set(by.index)        # a dash is neither measured nor below
    assert set(by.xs("苯", level=1)["unit"]) == {"μg/kg"}
    assert by.loc[("S1-2", "砷"), ["depth_top_m", "depth_bottom_m"]].tolist() == [0.5, 2.0]
    assert {round(x, 6) for x in shapely.get_x(table.geometry)} == {113.58675, 113.5869, 113.5871}
    assert {round(y, 6) for y in shapely.get_y(table.geometry)} == {30.33625, 30.3364, 30.3365}      # one was swapped
    file, = told(report)["files"]
    assert file["rows"] == 4 == sum(file[s] for s in STATES)
    assert [n["facts"]["value"] for n in file["notes"] if n["code"] == "pollutant_unknown"] == ["示例新物质"]
    left, = (n for n in file["notes"] if n["code"] == "results_not_measured")
    assert left["facts"] == {"value": "六价铬", "count": 2, "signs": "/ —", "samples": "S2-1、S3-1"}


def test_rows_in_which_nothing_was_measured_are_counted_and_told(tmp_path, monkeypatch, capsys):
    sheet, out, report = tmp_path / "检测结果.csv", tmp_path / "o.gpkg", tmp_path / "r.json"
    sheet.write_text("样品编号,经度,纬度,检测项目,检测值,单位\n" + "".join(
        f"S{k},113.5,22.5,{'镉' if k % 2 else '砷'},{'0.2' if k in (3, 6) else '/'},mg/kg\n" for k in range(1, 8)),
        encoding="gb18030")
    for rows in (100, 4):                                     # read whole and in parts
        monkeypatch.setattr("soilgate.plugin.io.read.LARGE_BYTES", 0)
        monkeypatch.setattr("soilgate.plugin.io.read.PART_ROWS", rows)
        assert run("import", "samples", sheet, "--out", out, "--json", report) == 0
        file, = told(report)["files"]
        assert (file["rows"], file["guessed"], file["refused"], file["imported"]["added"]) == (7, 5, 0, 2)
        assert {n["facts"]["value"]: n["facts"]["count"] for n in file["notes"] if n["code"] == "results_not_measured"
                } == {"镉": 3, "砷": 2}
    assert "“镉”有 3 个结果填的是“/”" in capsys.readouterr().out


def test_a_long_gbk_sheet_keeps_names_with_commas_and_unknown_ones(tmp_path):
    out = tmp_path / "o.gpkg"
    assert run("import", "samples", LISTS / "lab_long_gbk.csv", "--out", out) == 0
    names = workspace.read_role(out, Role.SAMPLES).frame["pollutant"].tolist()
    assert names == ["间,对-二甲苯", "总铬", "镉", "某未知物"]


# --- layers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan_gbk_no_cpg.shp", "plan_lying_cpg.shp"])
def test_a_shapefile_in_gbk_is_read_with_and_without_a_word_on_it(name, store):
    assert run("import", "layer", LISTS / name, "--as", "parcels", "--into", store) == 0
    frame = workspace.read_role(store, Role.PARCELS).frame
    assert frame["name"].tolist() == ["甲地块", "乙地块", "丙地块"] and frame["use_code"].tolist() == [
        "070102", "0804", "1001"]


def test_a_layer_without_crs_is_asked_about(tmp_path, capsys):
    words = ("import", "layer", LISTS / "plan_no_prj.shp", "--as", "parcels", "--out", tmp_path / "o.gpkg")
    assert run(*words) == 2
    assert "--crs parcels=EPSG:N" in capsys.readouterr().out    # fourteen meridians are no proposal
    assert not (tmp_path / "o.gpkg").exists()
    assert run(*words, "--crs", "parcels=EPSG:4547") == 0
    assert workspace.crs_of(tmp_path / "o.gpkg").to_epsg() == 4547


def test_sick_outlines_are_listed_and_kept_as_they_are(tmp_path):
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", "layer", LISTS / "sick.geojson", "--as", "parcels", "--out", out, "--json", report) == 0
    file, = told(report)["files"]
    codes = {r["row"]: {x["code"] for x in r["reasons"]} for r in file["listed"]}
    assert codes[2] & {"outline_repaired", "outline_doubtful"} and "outline_twice" in codes[3]
    table = workspace.read_role(out, Role.PARCELS)
    assert len(table.frame) == 4 and table.geometry[3] is None and not shapely.is_valid(table.geometry[1])


def test_a_code_that_lies_elsewhere_is_asked_about(store, tmp_path):
    words = ("import", "layer", LISTS / "plan_gbk_no_cpg.shp", "--as", "parcels", "--into", store)
    assert run(*words) == 0
    meta, _, shapes, columns = pyogrio.raw.read(LISTS / "plan_gbk_no_cpg.shp", encoding="GB18030")
    far = shapely.transform(shapely.from_wkb(shapes), lambda xy: xy + 5_000)
    other = tmp_path / "另一处.gpkg"
    pyogrio.raw.write(str(other), shapely.to_wkb(far), columns, list(meta["fields"]), geometry_type="Polygon",
                      crs="EPSG:4547")
    again = ("import", "layer", other, "--as", "parcels", "--into", store)
    assert run(*again) == 2
    assert workspace.row_counts(store)["parcels"] == 3
    assert run(*again, "--decide", "code=both") == 0
    assert workspace.row_counts(store)["parcels"] == 6


def test_the_fields_are_remembered_as_a_file_for_the_next_time(store, tmp_path):
    known = tmp_path / "字段.yaml"
    assert run("import", "layer", LISTS / "plan_gbk_no_cpg.shp", "--as", "parcels", "--into", store, "--save-map",
               known) == 0
    assert "用地代码" in known.read_text(encoding="utf-8")
    assert run("import", "layer", LISTS / "plan_gbk_no_cpg.shp", "--as", "parcels", "--into", store, "--map",
               known) == 0


@pytest.mark.parametrize("words", [
    ("import", "txt", "x.txt"), ("import", "txt", "x.txt", "--into", "a.gpkg", "--out", "b.gpkg"),
    ("import", "layer", "x.shp", "--out", "b.gpkg"), ("import", "txt", "x.txt", "--into", "nirgends.gpkg"),
    ("import", "txt", "x.txt", "--out", "b.gpkg", "--decide", "unit=acre"),
    ("import", "txt", "x.txt", "--out", "b.gpkg", "--as", "nonsense"),
    ("import", "txt", "x.txt", "--out", "nirgends/b.gpkg"), ("export", "txt", "x.gpkg", "--out", "y.txt"),
    ("workspace", "migrate", "nirgends.gpkg")])
def test_wrong_words_are_one_sentence_and_exit_2(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 2
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err and (captured.err + captured.out).strip()
    assert [p.name for p in tmp_path.iterdir()] == []


def test_a_wide_sheet_is_read_again_with_the_fields_it_was_remembered_by(tmp_path):
    known = tmp_path / "检测表.yaml"
    known.write_text("registry:\n  name: 名称\n", encoding="utf-8")
    assert run("import", "samples", LISTS / "lab_wide.xlsx", "--out", tmp_path / "a.gpkg", "--save-map", known) == 0
    text = known.read_text(encoding="utf-8")
    assert "名称" in text and "# 0.9" in text and "pollutant" not in text       # what it says of other roles stays
    assert run("import", "samples", LISTS / "lab_wide.xlsx", "--out", tmp_path / "b.gpkg", "--map", known) == 0
    first, second = (workspace.read_role(tmp_path / n, Role.SAMPLES).frame for n in ("a.gpkg", "b.gpkg"))
    assert first["value"].equals(second["value"]) and first["pollutant"].equals(second["pollutant"])


def test_the_report_says_what_to_do_and_adds_up(store, tmp_path):
    report = tmp_path / "r.html"
    run("import", "register", LISTS / "register_whole.xlsx", LISTS / "register_changes.xlsx", "--into", store,
        "--report", report)
    html = report.read_text(encoding="utf-8")
    assert "核对 1 行未能识别的内容" in html and "条没有位置的条目定位" in html and "说明名录的：覆盖范围" in html
    line = re.search(r"<tr><th>合计</th>(.*?)</tr>", html)[1]
    rows, *states = [int(x) for x in re.findall(r'class="num">([0-9]+)<', line)]
    assert rows == sum(states[:5]) == 7


def test_every_question_has_its_option_and_the_words_of_its_answers():
    words = knowledge.messages()
    for question, answers in imports.DECISIONS.items():
        assert all(f"{question}={answer}" in words["import_answers"] for answer in answers)
        assert any(f"--decide {question}=" in x["en"] for x in words["import_options"].values())


def test_output_that_nobody_reads_to_its_end_is_no_defect(tmp_path):
    command = [sys.executable, "-m", "soilgate", "--quiet", "import", "txt", str(TXT / "m01-standard-gb18030-crlf.txt"),
               "--out", str(tmp_path / "o.gpkg")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        child.stdout.close()
        assert "Traceback" not in child.stderr.read()
    assert child.returncode == 0 and (tmp_path / "o.gpkg").exists()


def test_the_name_of_a_project_is_no_pollutant(tmp_path):
    path = tmp_path / "检测结果.csv"
    path.write_text("报告编号,项目名称,样品编号,点位编号,经度,纬度,污染物,检测值,单位\n" + "".join(
        f"TR1,示例化工厂地块详细调查,S{k},S{k},113.58,30.33,{name},1.5,mg/kg\n" for k, name in enumerate(("砷", "镉"))),
        encoding="utf-8")
    out = tmp_path / "o.gpkg"
    assert run("import", "samples", path, "--out", out) == 0
    assert rows(out, "SELECT pollutant FROM samples ORDER BY fid") == [("砷",), ("镉",)]
    path.write_text("项目名称,样品编号,点位编号,经度,纬度,检测值,单位\n砷,S1,S1,113.58,30.33,1.5,mg/kg\n", encoding="utf-8")
    assert run("import", "samples", path, "--out", out) == 0               # where there is no better one, it is
    assert rows(out, "SELECT pollutant FROM samples") == [("砷",)]


def test_an_import_into_no_workspace_says_how_to_make_one(tmp_path, capsys):
    source = tmp_path / "名录.csv"
    source.write_text("地块编码,地块名称,名录状态\n4299990101001,原某某厂,在册\n", encoding="utf-8")
    code = main(["--quiet", "--lang", "zh", "import", "register", str(source), "--into", str(tmp_path / "office.gpkg")])
    assert code == 2 and "workspace create" in capsys.readouterr().err


def lab_sheet(folder):
    lab, where = folder / "检测结果.csv", folder / "点位表.csv"
    lab.write_text("点位编号,检测项目,检测值,单位\nS1,镉,0.3,mg/kg\nS2,镉,99,mg/kg\nS3,镉,0.1,mg/kg\nS4,镉,0.2,mg/kg\n",
                   encoding="gb18030")
    where.write_text("点位编号,经度,纬度\ns1,113.51,23.11\nS2,113.52,23.12\nS4,113.51,23.11\nS4,113.53,23.11\n",
                     encoding="gb18030")
    return lab, where


def check_places(out, report):
    table = workspace.read_role(out, Role.SAMPLES)
    assert table.frame["point_id"].tolist() == ["S1", "S2", "S3", "S4"]
    lon, lat = g.lonlat(shapely.get_x(table.geometry), shapely.get_y(table.geometry), table.crs)
    assert lon[:2].tolist() == pytest.approx([113.51, 113.52]) and lat[:2].tolist() == pytest.approx([23.11, 23.12])
    assert table.geometry[2] is None and table.geometry[3] is None
    file, = told(report)["files"]
    assert file["rows"] == sum(file[s] for s in STATES) == 4 and file["refused"] == 2


def test_a_lab_sheet_without_coordinates_is_placed_by_a_table_of_points(tmp_path, capsys):
    lab, where = lab_sheet(tmp_path)
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", "samples", lab, "--out", out) == 2 and not out.exists()
    assert run("import", "samples", lab, "--points", where, "--out", out, "--json", report) == 0
    said = capsys.readouterr().out
    assert "S3" in said and "S4" in said
    check_places(out, report)


def test_a_lab_sheet_is_placed_by_the_points_of_a_workspace_where_a_person_names_them(tmp_path, capsys):
    lab, where = lab_sheet(tmp_path)
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("workspace", "create", out, "--crs", "EPSG:4547") == 0
    assert run("import", "layer", where, "--as", "points", "--into", out, "--decide", "code=both") == 0
    assert run("import", "samples", lab, "--into", out) == 2          # S1 of the workspace may be that of another survey
    assert "--points" in capsys.readouterr().out
    assert run("import", "samples", lab, "--points", f"{out}|layername=points", "--into", out, "--json", report) == 0
    check_places(out, report)


def test_outlines_are_compared_across_the_parts_of_a_large_file(tmp_path, monkeypatch):
    at = [(0, 0), (100, 0), (50, 0), (200.2, 0), (0, 0), (900, 0)]
    shapes = [shapely.box(500000 + x, 2500000 + y, 500100 + x, 2500100 + y) for x, y in at]
    plan, report = tmp_path / "plan.gpkg", tmp_path / "r.json"
    pyogrio.raw.write(str(plan), shapely.to_wkb(shapes), [np.array(list("abcdef"), object)], ["地块编号"],
                      geometry_type="Polygon", crs="EPSG:4547")

    def found(rows):
        monkeypatch.setattr("soilgate.plugin.io.read.LARGE_BYTES", 0)
        monkeypatch.setattr("soilgate.plugin.io.read.PART_ROWS", rows)
        out = tmp_path / f"{rows}.gpkg"
        assert run("import", "layer", plan, "--as", "parcels", "--out", out, "--json", report) == 0
        file, = told(report)["files"]
        return sorted((r["row"], x["code"], str(sorted(x.items()))) for r in file["listed"] for x in r["reasons"])

    whole = found(100)
    assert {code for _, code, _ in whole} == {"outline_overlaps", "outline_twice", "outline_gap"}
    assert found(2) == whole and found(1) == whole


@pytest.mark.parametrize(("title", "told", "known", "said"), [
    ("示例省污染地块名录（2026年第二批）", "2026-01-01", "2026", "2026年（月日不详，按2026-01-01计）"),
    ("示例省污染地块名录（截至2026年3月）", "2026-03-01", "2026-03", "2026年3月（日不详，按2026-03-01计）"),
    ("示例省污染地块名录（2026年3月5日）", "2026-03-05", None, "2026-03-05")])
def test_of_a_year_in_a_title_no_day_is_shown_as_certain(tmp_path, capsys, title, told, known, said):
    sheet = openpyxl.Workbook()
    for row in ([title], ["地块编码", "地块名称", "名录状态"], ["4201-1", "一厂", "在册"]):
        sheet.active.append(row)
    sheet.save(tmp_path / "名录.xlsx")
    store, page, data = (str(tmp_path / name) for name in ("库.gpkg", "页.html", "页.json"))
    assert main(["workspace", "create", store, "--crs", "EPSG:4547"]) == 0
    assert main(["import", "register", str(tmp_path / "名录.xlsx"), "--into", store, "--report", page, "--json", data]) == 0
    facts = json.loads(Path(data).read_text(encoding="utf-8"))["files"][0]["list"]
    assert (facts["edition_date"], facts.get("edition_known")) == (told, known)
    assert said in capsys.readouterr().out and said in Path(page).read_text(encoding="utf-8")
    for path in (str(tmp_path / "名录.xlsx"), store):
        source = read.read_role(Role.REGISTRY, path).source
        assert (str(source.edition_date.date()), source.edition_known or None) == (told, known), path


def test_the_paper_and_the_record_tell_how_much_is_known_of_an_issue(tmp_path, root):
    sites = geopandas.read_file(root / "resources/demo/sites.gpkg", layer="污染地块名录")
    path = tmp_path / "污染地块名录2026年第二批.gpkg"
    sites.to_file(path, layer="名录", engine="pyogrio")
    assert main(["--quiet", "review", "--parcels", f"{root / 'resources/demo/plan.gpkg'}|layername=规划地块", "--registry",
                 str(path), "--as-of", "2026-10-15", "--out", str(tmp_path / "r.gpkg"), "--report",
                 str(tmp_path / "papers")]) == 0
    with sqlite3.connect(tmp_path / "r.gpkg") as result:
        (text,) = result.execute("SELECT value FROM run WHERE section = 'source' AND item = 'registry'").fetchone()
    source = json.loads(text)
    assert (source["edition_date"], source["edition_known"]) == ("2026-01-01", "2026")
    pages = [p.read_text(encoding="utf-8") for p in (tmp_path / "papers").rglob("*.html")]
    assert any("2026年（月日不详，按2026-01-01计）" in page for page in pages)
    assert not any("<td>2026-01-01</td>" in page for page in pages)

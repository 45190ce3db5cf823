"""Boundary texts and tables that name a datum and a zone: never read as CGCS2000 in silence, the right code proposed."""

import json

import docx
import openpyxl
import pytest
from soilgate.plugin.cli import main
from soilgate.plugin.core import geometry as g
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import workspace

CORNERS = [(3353382.000, 515391.000), (3353384.300, 515451.200), (3353326.300, 515455.150), (3353323.700, 515389.400)]


def run(*words):
    return main(["--quiet", *map(str, words)])


def corners(zone):
    return [(f"{n:.3f}", f"{zone * 1e6 + e:.3f}") for n, e in CORNERS]


def text(path, head, zone, *, block=True):
    points = [f"J{k},{'1,' if block else ''}{n},{e}" for k, (n, e) in enumerate([*corners(zone), corners(zone)[0]], 1)]
    lines = ["[属性描述]", *head, "[地块坐标]", "5,0.3665,D1,地块,面,,,,@", *points] if block else [*head, *points]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def sheet(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def listed(zone):
    return [[f"J{k}", float(n), float(e)] for k, (n, e) in enumerate([*corners(zone), corners(zone)[0]], 1)]


def document(path, title, zone):
    made = docx.Document()
    made.add_paragraph(title)
    table = made.add_table(rows=0, cols=3)
    for row in [["点号", "X", "Y"], *listed(zone)]:
        for cell, value in zip(table.add_row().cells, row):
            cell.text = str(value)
    made.save(path)
    return path


def stated(datum, width, zone):
    return [f"坐标系={datum}", f"几度分带={width}", f"带号={zone}"]


CASES = {
    "xian_prefix": (lambda d: text(d / "a.txt", stated("1980西安坐标系", 3, 40), 40), "EPSG:2364"),
    "xian_bare": (lambda d: text(d / "a.txt", stated("80国家大地坐标系", 3, 40), 0), "EPSG:2385"),
    "xian_6": (lambda d: text(d / "a.txt", stated("1980西安坐标系", 6, 20), 20), "EPSG:2334"),
    "xian_6_bare": (lambda d: text(d / "a.txt", stated("1980西安坐标系", 6, 20), 0), "EPSG:2345"),
    "beijing_prefix": (lambda d: text(d / "a.txt", stated("1954北京坐标系", 3, 39), 39), "EPSG:2415"),
    "beijing_bare": (lambda d: text(d / "a.txt", stated("1954北京坐标系", 3, 39), 0), "EPSG:2436"),
    "beijing_6": (lambda d: text(d / "a.txt", stated("北京54坐标系", 6, 20), 20), "EPSG:21420"),
    "beijing_6_bare": (lambda d: text(d / "a.txt", stated("北京54坐标系", 6, 20), 0), "EPSG:21460"),
    "new_beijing": (lambda d: text(d / "a.txt", stated("新1954北京坐标系", 3, 40), 40), "EPSG:4776"),
    "wgs84": (lambda d: text(d / "a.txt", stated("WGS84坐标系", 3, 40), 40), "EPSG:4528"),
    "colons": (lambda d: text(d / "a.txt", ["坐标系：1980西安坐标系", "几度分带：3", "带号：40"], 40), "EPSG:2364"),
    "no_zone": (lambda d: text(d / "a.txt", ["坐标系=1954北京坐标系"], 0), "EPSG:N"),
    "local": (lambda d: text(d / "a.txt", stated("广州2000坐标系", 3, 40), 40), "EPSG:N"),
    "name_of_file": (lambda d: text(d / "红线_西安80.txt", ["带号=40"], 40), "EPSG:2364"),
    "title": (lambda d: text(d / "a.txt", ["界址点成果表（西安80坐标系，3度带第40带）", "点号,X(m),Y(m)"], 40, block=False), "EPSG:2364"),
    "meridian": (lambda d: text(d / "a.txt", ["坐标系：1954北京坐标系，中央子午线120度", "点号,X(m),Y(m)"], 0, block=False), "EPSG:2437"),
    "meridian_6": (lambda d: text(d / "a.txt", ["坐标系：1954北京坐标系，6度带，中央子午线117°"], 20, block=False), "EPSG:21420"),
    "header": (lambda d: text(d / "a.csv", ["点号,X坐标(西安80),Y坐标(西安80)"], 40, block=False), "EPSG:2364"),
    "sheet": (lambda d: sheet(d / "a.xlsx", [["界址点成果表"], ["坐标系：1980西安坐标系  3度带  带号40"], ["点号", "X", "Y"],
                                             *listed(40)]), "EPSG:2364"),
    "sheet_of_plots": (lambda d: sheet(d / "a.xlsx", [["界址点成果表（北京54，39带）"], ["地块编号", "点号", "X", "Y"],
                                                      *(["D1", *p] for p in listed(39))]), "EPSG:2415"),
    "column": (lambda d: sheet(d / "a.xlsx", [["地块编号", "点号", "X", "Y", "坐标系"], *(
        ["D1", *p, "西安80"] for p in listed(40))]), "EPSG:2364"),
    "points_in_a_cell": (lambda d: sheet(d / "a.xlsx", [["地块清单（1980西安坐标系）"], ["地块编号", "边界拐点坐标"], [
        "D1", ";".join(",".join(p) for p in corners(40))]]), "EPSG:2364"),
    "document": (lambda d: document(d / "a.docx", "界址点坐标（1980西安坐标系）", 40), "EPSG:2364"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_boundary_in_another_datum_is_asked_about_and_its_code_proposed(case, tmp_path, capsys):
    make, code = CASES[case]
    path, out, report = make(tmp_path), tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", "txt", path, "--out", out, "--json", report) == 2 and not out.exists()
    assert f"--crs parcels={code}\n" in capsys.readouterr().out
    file, = json.loads(report.read_text(encoding="utf-8"))["files"]
    assert file["state"] == "asked" and [n["option"] for n in file["notes"] if n["code"].startswith("txt_datum")] == [
        f"--crs parcels={code}"]
    if code != "EPSG:N":
        assert run("import", "txt", path, "--crs", code, "--out", out) == 0
        table = workspace.read_role(out, Role.PARCELS)
        assert g.epsg_of(table.crs) == int(code[5:]) and table.geometry[0].area == pytest.approx(3664.85, abs=0.2)


@pytest.mark.parametrize("given, code", [("EPSG:2385", "EPSG:2364"), ("EPSG:2437", "EPSG:2416")])
def test_a_decided_meridian_stands_for_the_same_zone_with_its_number(given, code, tmp_path, capsys):
    path = text(tmp_path / "a.txt", ["坐标系=1980西安坐标系"], 40)
    assert run("import", "txt", path, "--crs", given, "--out", tmp_path / "o.gpkg") == 0
    assert code in capsys.readouterr().out


@pytest.mark.parametrize("place", ["title", "column", "name"])
def test_centres_of_a_list_in_another_datum_are_asked_about(place, tmp_path, capsys):
    title = [["名录（1980西安坐标系）"]] if place == "title" else []
    path = sheet(tmp_path / ("名录_西安80.xlsx" if place == "name" else "名录.xlsx"), [
        *title, ["地块编码", "地块名称", "X坐标", "Y坐标", *(["坐标系"] if place == "column" else [])],
        *([f"P{k}", f"地块{k}", float(n), float(e), *(["西安80"] if place == "column" else [])]
          for k, (n, e) in enumerate(corners(40)))])
    assert run("import", "register", path, "--out", tmp_path / "o.gpkg") == 2
    said = capsys.readouterr().out
    assert "--crs registry=EPSG:2364" in said and "当地参数" in said and "西安" in said
    assert run("import", "register", path, "--crs", "EPSG:2364", "--out", tmp_path / "o.gpkg") == 0


def test_samples_that_name_another_datum_are_never_laid_over_a_plan_as_if_they_were_in_its_own(tmp_path, capsys):
    store = tmp_path / "w.gpkg"
    assert run("workspace", "create", store, "--crs", "EPSG:4528") == 0
    assert run("import", "txt", text(tmp_path / "p.txt", stated("2000国家大地坐标系", 3, 40), 40), "--into", store) == 0
    rows = [["点位编号", "检测项目", "检测值", "单位", "X坐标", "Y坐标", "坐标系"]]
    lab = sheet(tmp_path / "l.xlsx", [*rows, ["S1", "镉", 0.3, "mg/kg", 3353350.0, 40515420.0, "1980西安坐标系"]])
    assert run("import", "samples", lab, "--into", store) == 2
    assert "--crs samples=EPSG:2364" in capsys.readouterr().out
    mixed = sheet(tmp_path / "m.xlsx", [*rows, ["S1", "镉", 0.3, "mg/kg", 3353350.0, 40515420.0, "1980西安坐标系"],
                                        ["S2", "镉", 0.3, "mg/kg", 3353350.0, 40515420.0, "2000国家大地坐标系"]])
    assert run("import", "samples", mixed, "--into", store) == 2
    assert "1980西安坐标系, 2000国家大地坐标系" in capsys.readouterr().out
    same = sheet(tmp_path / "s.xlsx", [*rows, ["S1", "镉", 0.3, "mg/kg", 3353350.0, 40515420.0, "CGCS2000"]])
    assert run("import", "samples", same, "--into", store) == 0


def test_degrees_of_wgs84_are_read_as_such(tmp_path):
    path = sheet(tmp_path / "名录.xlsx", [["地块编码", "地块名称", "经度", "纬度", "坐标系"], ["P1", "某地块", 113.5, 23.1, "WGS84"]])
    report = tmp_path / "r.json"
    assert run("import", "register", path, "--crs", "EPSG:4326", "--out", tmp_path / "a.gpkg") == 0
    assert run("import", "register", path, "--out", tmp_path / "b.gpkg", "--json", report) == 0
    assert json.loads(report.read_text(encoding="utf-8"))["files"][0]["crs"] == "EPSG:4326"

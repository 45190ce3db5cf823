"""Files without a row, and files that another program holds: one clear message, nothing changed."""

import contextlib
import json
import subprocess
import sys
import time

import docx
import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from soilgate.plugin.cli import main
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import workspace

DRIVERS = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON", ".mif": "MapInfo File"}
HEAD = {"parcels": ["DKBH", "YDDM"], "registry": ["地块编码", "地块名称", "名录状态"],
        "samples": ["点位编号", "经度", "纬度", "砷(mg/kg)"]}


def run(*words):
    return main(["--quiet", *map(str, words)])


def layer(path, crs="EPSG:4547", shapes=()):
    count = len(shapes)
    pyogrio.raw.write(str(path), np.array(shapely.to_wkb(list(shapes)), object), [
        np.array([f"A{k}" for k in range(count)], object), np.array(["0701"] * count, object)], HEAD["parcels"],
        geometry_type="Polygon", crs=crs, driver=DRIVERS[path.suffix])
    return path


def table(path, head, rows=()):
    if path.suffix == ".csv":
        path.write_bytes("\r\n".join(",".join(map(str, r)) for r in [head, *rows]).encode("gb18030"))
    elif path.suffix == ".docx":
        document = docx.Document()
        grid = document.add_table(rows=0, cols=len(head))
        for row in [head, *rows]:
            for cell, value in zip(grid.add_row().cells, row):
                cell.text = str(value)
        document.save(path)
    else:
        book = openpyxl.Workbook()
        for row in [["示例表"], head, *rows]:
            book.active.append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("suffix", DRIVERS)
def test_a_layer_without_a_feature_is_refused_in_one_sentence(suffix, tmp_path, capsys):
    path, out = layer(tmp_path / f"空图层{suffix}"), tmp_path / "o.gpkg"
    assert run("import", "layer", path, "--as", "parcels", "--out", out) == 2 and not out.exists()
    said = capsys.readouterr().out
    assert f"空图层{suffix}”（空图层）只有字段，没有任何一行数据，未导入" in said and "--covers" not in said


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".docx"])
@pytest.mark.parametrize("kind", ["register", "samples"])
def test_a_sheet_with_a_header_only_is_refused_in_one_sentence(suffix, kind, tmp_path, capsys):
    path = table(tmp_path / f"空表{suffix}", HEAD["registry" if kind == "register" else kind])
    out, report = tmp_path / "o.gpkg", tmp_path / "r.json"
    assert run("import", kind, path, "--out", out, "--json", report) == 2 and not out.exists()
    said = capsys.readouterr().out
    assert "没有任何一行数据，未导入" in said and ("--covers parcels" in said) == (kind == "register")
    file, = json.loads(report.read_text(encoding="utf-8"))["files"]
    assert file["state"] == "refused" and file["rows"] == 0 and file["imported"] is None


def test_a_list_that_is_stated_to_be_empty_says_that_there_is_none(tmp_path, capsys):
    store = tmp_path / "w.gpkg"
    assert run("workspace", "create", store, "--crs", "EPSG:4547") == 0
    path = table(tmp_path / "名录.xlsx", HEAD["registry"])
    assert run("import", "register", path, "--into", store) == 2 and workspace.row_counts(store)["imports"] == 0
    assert run("import", "register", path, "--into", store, "--covers", "parcels") == 0
    assert "该范围内没有" in capsys.readouterr().out
    assert workspace.statements(store)[Role.REGISTRY].covers == "plan" and workspace.row_counts(store)["imports"] == 1


def test_an_empty_file_beside_a_good_one_takes_no_part_in_it(tmp_path):
    out = tmp_path / "o.gpkg"
    good = layer(tmp_path / "b.gpkg", "EPSG:4548", [shapely.box(500_000, 3_000_000, 500_100, 3_000_100)])
    assert run("import", "layer", layer(tmp_path / "a.gpkg"), good, "--as", "parcels", "--out", out) == 2
    assert workspace.read_role(out, Role.PARCELS).crs.to_epsg() == 4548 and workspace.row_counts(out)["parcels"] == 1


def test_a_sheet_in_which_nothing_was_measured_is_no_empty_one(tmp_path, capsys):
    """Its results are not known; they are not taken as not measured, as one of several is."""
    path = table(tmp_path / "检测.xlsx", HEAD["samples"], [["S1", 113.5, 22.5, "/"], ["S2", 113.5, 22.5, "—"]])
    assert run("import", "samples", path, "--out", tmp_path / "o.gpkg") == 0
    said = capsys.readouterr().out
    assert "第 1 行  拒绝：“砷”的内容无法识别：/" in said and "拒绝 2；入库 1 个文件" in said
    assert workspace.read_role(tmp_path / "o.gpkg", Role.SAMPLES).unreadable("value").tolist() == [True, True]


# --- another program has the file -----------------------------------------------------------------------------------

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
if sys.argv[2] == "wal":
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
held.execute("BEGIN IMMEDIATE" if sys.argv[2] == "writing" else "BEGIN EXCLUSIVE")
held.execute("CREATE TABLE held (a)")
print("held", flush=True)
sys.stdin.readline()
"""


@contextlib.contextmanager
def held(path, how):
    """Another program, which has locked a GeoPackage."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as other:
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n", timeout=60)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "工作库.gpkg"
    assert run("workspace", "create", path, "--crs", "EPSG:4547") == 0
    return path


@pytest.mark.parametrize("how", ["exclusive", "wal"])
def test_a_source_that_another_program_holds_is_one_sentence(how, tmp_path, capsys):
    path = layer(tmp_path / "规划.gpkg", shapes=[shapely.box(500_000, 3_000_000, 500_100, 3_000_100)])
    out = tmp_path / "o.gpkg"
    with held(path, how):
        began = time.monotonic()
        assert run("import", "layer", path, "--as", "parcels", "--out", out) == 2 and not out.exists()
        assert time.monotonic() - began < 20               # it waits once, not at every look
    said = capsys.readouterr().out
    assert "规划.gpkg”正被另一个程序占用" in said and "关闭它" in said and "Traceback" not in said
    assert run("import", "layer", path, "--as", "parcels", "--out", out) == 0


@pytest.mark.parametrize("how", ["exclusive", "writing"])
def test_a_workspace_that_another_program_holds_is_one_sentence(how, store, tmp_path, capsys):
    path = layer(tmp_path / "规划.gpkg", shapes=[shapely.box(500_000, 3_000_000, 500_100, 3_000_100)])
    with held(store, how):
        assert run("import", "layer", path, "--as", "parcels", "--into", store) == 2
    said = capsys.readouterr().out
    assert "工作库.gpkg”正被其他程序打开，未作改动。请先关闭" in said and "复制" not in said
    assert workspace.row_counts(store)["parcels"] == 0
    assert run("import", "layer", path, "--as", "parcels", "--into", store) == 0


def test_a_result_that_another_program_holds_is_left_as_it_is(tmp_path, capsys):
    path = layer(tmp_path / "规划.gpkg", shapes=[shapely.box(500_000, 3_000_000, 500_100, 3_000_100)])
    out = layer(tmp_path / "结果.gpkg", shapes=[shapely.box(0, 0, 1, 1)])
    before = out.read_bytes()
    with held(out, "exclusive"):
        assert run("import", "layer", path, "--as", "parcels", "--out", out) == 2
    told = capsys.readouterr()
    assert "结果.gpkg”正被其他程序打开，未作改动。请先关闭" in told.out + told.err and out.read_bytes()[28:] == before[28:]


# --- MapInfo --------------------------------------------------------------------------------------------------------

GAUSS = 'CoordSys Earth Projection 8, {datum}, "m", 114, 0, 1, {easting}, 0'


def mapinfo(path, charset, *, datum=104, easting=500_000, encoding="gb18030"):
    corners = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    path.write_bytes("\r\n".join([
        "Version 300", f'Charset "{charset}"', 'Delimiter ","', GAUSS.format(datum=datum, easting=easting), "Columns 3",
        "  地块编号 Char(50)", "  地块名称 Char(50)", "  用地代码 Char(20)", "Data", "", "Region  1", "  5",
        *(f"{easting + x} {3_400_000 + y}" for x, y in corners), ""]).encode(encoding))
    path.with_suffix(".mid").write_bytes('"A1","甲地块（一期）","0701"\r\n'.encode(encoding))
    return path


@pytest.mark.parametrize("charset, told", [("WindowsSimpChinese", "GBK"), ("Neutral", "GB18030"),
                                           ("WindowsLatin1", "GB18030")])
def test_chinese_names_and_texts_of_mapinfo_are_read_whatever_code_page_it_claims(charset, told, tmp_path, capsys):
    out = tmp_path / "o.gpkg"
    assert run("import", "layer", mapinfo(tmp_path / "地块.mif", charset), "--as", "parcels", "--out", out) == 0
    frame = workspace.read_role(out, Role.PARCELS).frame
    assert frame.loc[0, ["parcel_id", "name", "use_code"]].tolist() == ["A1", "甲地块（一期）", "0701"]
    said = capsys.readouterr().out
    assert f"文字编码：{told}\n" in said and "unnamed" not in said
    assert ("声称编码为 windowslatin1，实际为 GB18030" in said) == (charset == "WindowsLatin1")


@pytest.mark.parametrize("datum, easting, name", [
    (104, 500_000, "WGS 84 / Gauss-Kruger CM 114E, false easting 500000 m"),
    (104, 38_500_000, "WGS 84 / Gauss-Kruger CM 114E, false easting 38500000 m"),
    (1000, 500_000, "DHDN Potsdam Rauenberg / Gauss-Kruger CM 114E, false easting 500000 m")])
def test_a_coordinate_system_without_a_name_is_described(datum, easting, name, store, tmp_path, capsys):
    path = mapinfo(tmp_path / "地块.mif", "Neutral", datum=datum, easting=easting)
    assert run("import", "layer", path, "--as", "parcels", "--out", tmp_path / "o.gpkg") == 0
    assert f"坐标系：{name}；" in capsys.readouterr().out
    assert run("import", "layer", path, "--as", "parcels", "--into", store) == (0 if datum == 104 else 2)
    said = capsys.readouterr().out
    assert name in said and "unnamed" not in said and ("按 WGS 84 与 CGCS2000 相同处理" in said) == (datum == 104)


def test_a_layer_without_a_field_of_the_use_is_told_so(tmp_path, capsys):
    path = tmp_path / "红线.gpkg"
    pyogrio.raw.write(str(path), np.array(shapely.to_wkb([shapely.box(500_000, 3_000_000, 500_100, 3_000_100)]), object),
                      [np.array(["A1"], object), np.array(["甲"], object)], ["DKBH", "字段一"], geometry_type="Polygon",
                      crs="EPSG:4547")
    assert run("import", "layer", path, "--as", "parcels", "--out", tmp_path / "o.gpkg") == 0
    assert "没有能认作“规划用地代码”的字段，审查时按未知处理；有的话请指明是哪一个。未使用的字段：字段一" in capsys.readouterr().out

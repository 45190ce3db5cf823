"""Files without a row, and files that another program holds: one clear message, nothing changed."""

import json

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
    path = table(tmp_path / "检测.xlsx", HEAD["samples"], [["S1", 113.5, 22.5, "/"], ["S2", 113.5, 22.5, "—"]])
    assert run("import", "samples", path, "--out", tmp_path / "o.gpkg") == 0
    assert "“砷”有 2 个结果填的是“/ —”" in capsys.readouterr().out

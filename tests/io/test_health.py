"""Outlines as they come in: what is wrong with them is said with both areas, and nothing is changed."""

import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
import shapely.affinity
from soilgate.plugin.cli import main
from soilgate.plugin.core.tables import RoleTable, Source
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import health, read, vector, workspace

DATA = Path(__file__).resolve().parents[1] / "data" / "imports"


def table(shapes, crs=4547, role=Role.PARCELS):
    frame = pd.DataFrame({"source_row": np.arange(1, len(shapes) + 1)})
    return RoleTable(role, frame, np.array(shapes, object), pyproj.CRS(crs), Source())


def box(x, y, width=100.0, height=100.0):
    return shapely.box(500_000 + x, 3_400_000 + y, 500_000 + x + width, 3_400_000 + y + height)


def test_every_sick_outline_of_a_file_is_named_with_its_neighbour_and_areas():
    found = read.read_role(Role.PARCELS, DATA / "sick_neighbours.geojson")
    before = shapely.to_wkb(found.geometry)
    notes = health.look_over(found)
    told = {(n["code"], n["row"], n.get("other")): n for n in notes}
    assert set(told) == {
        ("outline_doubtful", 1, None), ("outline_twice", 3, 2), ("outline_overlaps", 4, 2), ("outline_overlaps", 4, 3),
        ("outline_gap", 5, 4), ("outline_sliver", 6, None), ("outline_no_area", 7, None), ("outline_missing", 8, None),
        ("outline_missing", 9, None), ("outline_mixed", 10, None), ("outline_repaired", 11, None)}
    assert told["outline_overlaps", 4, 2]["area"] == pytest.approx(100) and told["outline_gap", 5, 4]["width_m"] == 0.2
    assert (told["outline_repaired", 11, None]["before"], told["outline_repaired", 11, None]["after"]) == (10000, 10000)
    assert all(a == b for a, b in zip(before, shapely.to_wkb(found.geometry)))


def test_neighbours_that_share_their_sides_are_no_finding():
    assert health.look_over(table([box(100 * i, 100 * j) for i in range(5) for j in range(5)])) == []


@pytest.mark.parametrize("turn", [0, 17])
def test_what_lies_in_another_or_across_others_overlaps(turn):
    shapes = [box(0, 0), box(100, 0), box(40, 40, 20, 20), box(0, 0, 200, 100)]       # the last covers the first two
    shapes = [shapely.affinity.rotate(s, turn, origin=(500_000, 3_400_000)) for s in shapes]
    found = {(n["row"], n["other"]): n["area"] for n in health.look_over(table(shapes))}
    assert found == {(3, 1): pytest.approx(400), (4, 1): pytest.approx(10000), (4, 2): pytest.approx(10000),
                     (4, 3): pytest.approx(400)}


def test_degrees_are_measured_in_metres():
    shapes = [shapely.box(114, 30, 114.001, 30.001), shapely.box(114.0005, 30, 114.0015, 30.001)]
    note, = health.look_over(table(shapes, 4490))
    assert note["code"] == "outline_overlaps" and 4_000 < note["area"] < 7_000


def test_entries_of_a_register_may_overlap_and_lie_apart():
    assert health.look_over(table([box(0, 0), box(50, 0), box(200.2, 0), None], role=Role.REGISTRY)) == []


@pytest.mark.parametrize(("kind", "wkt", "code"), [
    ("CURVEPOLYGON", "CURVEPOLYGON(CIRCULARSTRING(0 0,50 50,100 0,50 -50,0 0))", "outline_curves"),
    ("POLYGONM", "POLYGON M((0 0 1,100 0 1,100 100 1,0 0 1))", "outline_measures")])
@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="ogr2ogr writes what pyogrio cannot")
def test_curves_and_measures_are_told(tmp_path, kind, wkt, code):
    source, target = tmp_path / "a.csv", tmp_path / "a.gpkg"
    source.write_text(f'id,WKT\nA,"{wkt}"\n', encoding="utf-8")
    subprocess.run(["ogr2ogr", "-f", "GPKG", target, source, "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-a_srs", "EPSG:4547",
                    "-nlt", kind], check=True)
    assert code in {n["code"] for n in vector.read_vector(str(target)).source.notes}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("turn", [lambda g: g, lambda g: shapely.Polygon(g.exterior, [g.buffer(-2).exterior]),
                                  lambda g: shapely.MultiPolygon([g, shapely.affinity.translate(g, 0, 5_000)])],
                         ids=["plain", "holes", "parts"])
def test_what_overlaps_and_gapes_is_what_all_pairs_say(seed, turn):
    rng = np.random.default_rng(seed)
    at = (np.stack(np.meshgrid(np.arange(6), np.arange(6)), -1).reshape(-1, 2) * 20.0)
    shapes = [turn(box(x + dx, y + dy, 20, 20)) for (x, y), (dx, dy) in zip(at, rng.choice([0, 0, 0, 0.25, 3], (36, 2)))]
    shapes.append(turn(box(900, 900, 20, 20)))                       # far from all others
    overlaps, gaps = set(), set()
    for i, one in enumerate(shapes):
        for j, other in enumerate(shapes[i + 1:], i + 1):
            if one.intersection(other).area > 1:
                overlaps.add((i + 1, j + 1))
            if 0.001 < one.distance(other) <= 0.5:
                gaps.add((i + 1, j + 1))
    notes = health.look_over(table(shapes))
    told = {code: {(n["other"], n["row"]) for n in notes if n["code"] == code} for code in ("outline_overlaps", "outline_gap")}
    assert overlaps and gaps and told == {"outline_overlaps": overlaps, "outline_gap": gaps}


@pytest.mark.parametrize("order", ["as_drawn", "shuffled"])
@pytest.mark.parametrize("rows", [1, 7, 64])
def test_parts_in_any_order_say_what_the_whole_says(rows, order):
    rng = np.random.default_rng(5)
    wide = np.where(rng.random(400) < 0.1, 99.0 + 2.0 * rng.random(400), 100.0)           # a tenth overlap or gape
    shapes = np.array([box(100.0 * (k % 20), 100.0 * (k // 20), wide[k], 100.0) for k in range(400)], object)
    shapes[[37, 222, 399]] = shapes[5]                                                     # one four times
    if order == "shuffled":
        shapes = shapes[rng.permutation(400)]
    whole = table(shapes)

    def told(notes):
        return sorted((n["code"], *sorted((n["row"], n["other"])), n.get("area"), n.get("width_m")) for n in notes
                      if n["code"] != "outline_twice"), sorted((n["row"], n["other"]) for n in notes if n["code"] == "outline_twice")

    earlier, notes = health.Earlier(), []
    for start in range(0, 400, rows):
        part = RoleTable(Role.PARCELS, whole.frame[start:start + rows].reset_index(drop=True),
                         whole.geometry[start:start + rows], whole.crs, Source())
        notes += health.look_over(part, earlier)
    wanted = told(health.look_over(whole))
    assert told(notes) == wanted and len(wanted[0]) > 40 and len(wanted[1]) == 3
    assert len(earlier.kept) <= 10                                                        # few trees, not one a part


# --- as the command line tells it -----------------------------------------------------------------------------------


def _file(path, shapes, kind="Polygon", **options):
    pyogrio.raw.write(str(path), np.array(shapely.to_wkb(shapes), object), [
        np.array([f"A{k}" for k in range(1, len(shapes) + 1)], object), np.array(["0701"] * len(shapes), object)],
        ["地块编号", "用地代码"], geometry_type=kind, crs="EPSG:4547", driver="GPKG", **options)
    return path


def _box(x, y, width=100.0, height=100.0):
    return shapely.box(500_000 + x, 3_400_000 + y, 500_000 + x + width, 3_400_000 + y + height)


def _said(path, tmp_path, capsys):
    assert main(["--quiet", "import", "layer", str(path), "--as", "parcels", "--out", str(tmp_path / "o.gpkg")]) == 0
    return capsys.readouterr().out


def test_a_planner_reads_what_is_wrong_with_each_outline(tmp_path, capsys):
    bow = shapely.Polygon([(500_300, 3_400_300), (500_400, 3_400_400), (500_400, 3_400_300), (500_300, 3_400_400)])
    nicked = shapely.Polygon([(500_600, 3_400_000), (500_700, 3_400_000), (500_650, 3_400_050), (500_700, 3_400_100),
                              (500_600, 3_400_100), (500_650, 3_400_050)])
    said = _said(_file(tmp_path / "规划.gpkg", [_box(0, 0), _box(100.2, 0), _box(195, 0), _box(0, 0), bow, nicked,
                                              _box(1000, 0, 100, 0.3), None]), tmp_path, capsys)
    for row in ("第 2 行 A2 说明：与第 1 行之间有 0.2 米的缝隙\n", "第 3 行 A3 说明：与第 2 行重叠 520.0 平方米\n",
                "第 4 行 A4 说明：图形与第 1 行完全相同; 与第 2 行之间有 0.2 米的缝隙\n",
                "第 5 行 A5 拒绝：图形无效（自相交，东 500350、北 3400350 处），修复结果不唯一：0.0 或 5000.0 平方米\n",
                "第 6 行 A6 修复：图形无效（界线自相接触，东 500650、北 3400050 处），审查时按修复后的图形：修复前 5000.0 平方米，修复后 5000.0 平方米\n",
                "第 7 行 A7 说明：是狭长碎面，平均宽 0.3 米，面积 30.0 平方米\n", "第 8 行 A8 拒绝：没有图形\n"):
        assert row in said


def test_points_and_lines_among_the_outlines_are_named_in_words(tmp_path, capsys):
    shapes = [_box(0, 0), shapely.Point(500_050, 3_400_500), shapely.LineString([(500_000, 3_400_600), (500_100, 3_400_600)]),
              shapely.GeometryCollection([_box(300, 0), shapely.Point(500_350, 3_400_050)])]
    said = _said(_file(tmp_path / "混.gpkg", shapes, "Unknown"), tmp_path, capsys)
    assert "第 2 行 A2 拒绝：图形不是面（点）" in said and "第 3 行 A3 拒绝：图形不是面（线）" in said
    assert "第 4 行 A4 修复：图形混有点或线，只用其中的面" in said


@pytest.mark.parametrize("kind", ["Polygon", "Unknown"])
def test_arcs_become_fine_polylines_and_are_told(kind, tmp_path, capsys):
    """A circle of 50 m, as an arc of three points in a curve polygon, in a layer of areas or of anything."""
    path = _file(tmp_path / "弧.gpkg", [_box(0, 0), _box(300, 0)], kind, SPATIAL_INDEX="NO")
    arc = np.array([(500_000, 3_400_000), (500_100, 3_400_000), (500_000, 3_400_000)], "<f8").tobytes()
    curve = struct.pack("<BIIBII", 1, 10, 1, 1, 8, 3) + arc
    with sqlite3.connect(path) as database:
        header, = database.execute("SELECT substr(geom, 1, 8) FROM 弧 WHERE fid = 1").fetchone()
        plain = header[:3] + bytes([header[3] & 0xF1]) + header[4:]
        database.execute("UPDATE 弧 SET geom = ? WHERE fid = 1", (plain + curve,))
        if kind == "Polygon":
            database.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'CURVEPOLYGON'")
    said = _said(path, tmp_path, capsys)
    assert "图层含弧线，按细密折线读取" in said
    table = workspace.read_role(tmp_path / "o.gpkg", Role.PARCELS)
    assert shapely.area(table.geometry[0]) == pytest.approx(np.pi * 2500, rel=1e-4)        # 4 degrees would be 8e-4


@pytest.mark.parametrize(("z", "m", "words"), [(True, False, ["带高程（Z）"]), (False, True, ["带测量值（M）"]),
                                               (True, True, ["带高程（Z）", "带测量值（M）"])])
def test_heights_and_measures_are_told_and_left_out(z, m, words, tmp_path, capsys):
    path = _file(tmp_path / "高.gpkg", [_box(0, 0)], SPATIAL_INDEX="NO")
    corners = np.array([(500_000, 3_400_000), (500_100, 3_400_000), (500_100, 3_400_100), (500_000, 3_400_000)], "<f8")
    more = np.full((4, z + m), 7.5, "<f8")
    data = struct.pack("<BIII", 1, 3 + 1000 * z + 2000 * m, 1, 4) + np.hstack([corners, more]).tobytes()
    with sqlite3.connect(path) as database:
        header, = database.execute("SELECT substr(geom, 1, 8) FROM 高").fetchone()
        database.execute("UPDATE 高 SET geom = ?", (header[:3] + bytes([header[3] & 0xF1]) + header[4:] + data,))
        database.execute("UPDATE gpkg_geometry_columns SET z = ?, m = ?", (int(z), int(m)))
    said = _said(path, tmp_path, capsys)
    assert [w for w in ("带高程（Z）", "带测量值（M）") if w in said] == words
    table = workspace.read_role(tmp_path / "o.gpkg", Role.PARCELS)
    assert not shapely.has_z(table.geometry).any() and shapely.area(table.geometry[0]) == pytest.approx(5000)

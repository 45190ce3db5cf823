"""Outlines as they come in: what is wrong with them is said with both areas, and nothing is changed."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
import shapely.affinity
from soilgate.plugin.core.tables import RoleTable, Source
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import health, read, vector

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

"""GeoPackage and JSON of a result, read back."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
from types import SimpleNamespace

import jsonschema
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.errors import Cancelled, InputError
from soilgate.plugin.io import results
from soilgate.tests.support.outcomes import small_outcome


@pytest.fixture
def outcome():
    return small_outcome()


@pytest.fixture
def gpkg(outcome, tmp_path):
    results.write_gpkg(outcome, tmp_path / "结果.gpkg")
    return tmp_path / "结果.gpkg"


def _sql(path, statement):
    database = sqlite3.connect(path)
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()


def test_all_seven_tables_are_there_with_the_rows_of_the_outcome(outcome, gpkg):
    layers = dict(pyogrio.list_layers(gpkg))
    assert set(layers) == set(results.TABLES)
    for name, kind in layers.items():
        count = pyogrio.read_info(gpkg, layer=name)["features"]
        assert count == len(outcome.tables.get(name, ())), name
        assert kind == {"parcels_reviewed": "MultiPolygon", "evidence_areas": "MultiPolygon",
                        "evidence_lines": "MultiLineString", "evidence_points": "MultiPoint Z"}.get(name), name


def test_what_is_read_back_is_what_was_given(outcome, gpkg):
    given_, read = outcome.tables["parcels_reviewed"], pyogrio.read_dataframe(gpkg, layer="parcels_reviewed")
    assert [c for c in read.columns if c != "geometry"] == list(given_.columns)
    for name in ("DKBH", "in_Verdict", "verdict", "could_be", "reasons_zh", "complete", "assumed"):
        assert [None if pd.isna(x) else x for x in read[name]] == list(given_[name]), name
    assert read["area_m2"].tolist()[:4] == [10_000.0, 2_500.5, 100.0, 0.0] and np.isnan(read["area_m2"][4])
    assert read["备注"][1] == "\\ud800残" and read["备注"][5] == "很长" * 20_000 and read["备注"][3] is None
    types = {c[1]: c[2] for c in _sql(gpkg, "PRAGMA table_info(parcels_reviewed)")}
    assert types["complete"] == types["due_now"] == types["在用"] == "BOOLEAN"
    assert types["批准日期"] == "DATE" and types["面积_亩"] == "REAL" and types["DKBH"] == "TEXT"
    assert types["assumed"] == types["next_step_en"] == "TEXT"
    assert _sql(gpkg, "SELECT \"批准日期\", due_now, \"年份\" FROM parcels_reviewed WHERE fid IN (1, 2)") == [
        ("2020-01-02", None, 2001), (None, 0, 2002)]


def test_types_of_empty_columns_do_not_depend_on_their_cells(outcome, tmp_path):
    outcome.tables["findings"] = outcome.tables["findings"].iloc[:0].astype(object)
    results.write_gpkg(outcome, tmp_path / "r.gpkg")
    types = {c[1]: c[2] for c in _sql(tmp_path / "r.gpkg", "PRAGMA table_info(findings)")}
    assert types["overlap_m2"] == "REAL" and types["due_now"] == "BOOLEAN" and types["actor"] == "TEXT"


def test_null_and_empty_geometry_stay_and_polygons_become_multipolygons(outcome, gpkg):
    _, _, wkb, _ = pyogrio.raw.read(gpkg, layer="parcels_reviewed")
    shapes = shapely.from_wkb(wkb)
    given_ = outcome.geometry["parcels_reviewed"]
    assert shapes[4] is None and shapes[3].is_empty
    assert {s.geom_type for s in shapes if s is not None} == {"MultiPolygon"}
    for k in (0, 1, 2, 5):
        assert shapes[k].equals(given_[k]) and shapes[k].area == given_[k].area
    _, _, wkb, _ = pyogrio.raw.read(gpkg, layer="evidence_points")
    assert shapely.get_coordinates(shapely.from_wkb(wkb), include_z=True).tolist() == [[500_410, 3_300_005, 1.5]]


def test_crs_is_kept_also_one_without_code(outcome, gpkg, tmp_path):
    assert pyproj.CRS(pyogrio.read_info(gpkg, layer="parcels_reviewed")["crs"]) == pyproj.CRS(4547)
    own = pyproj.CRS("+proj=tmerc +lat_0=0 +lon_0=113.7 +k=1 +x_0=400000 +y_0=-3000000 +ellps=GRS80 +units=m")
    for crs, name in ((own, "own"), (None, "none")):
        outcome.crs = crs
        results.write_gpkg(outcome, tmp_path / f"{name}.gpkg")
        read = pyogrio.read_info(tmp_path / f"{name}.gpkg", layer="evidence_areas")["crs"]
        assert (crs is None and (read is None or "ndefined" in read)) or pyproj.CRS(read).to_dict() == own.to_dict()


def test_two_writings_of_one_outcome_are_equal_byte_for_byte(outcome, gpkg, tmp_path):
    results.write_gpkg(small_outcome(), tmp_path / "again.gpkg")
    assert (tmp_path / "again.gpkg").read_bytes() == gpkg.read_bytes()
    for name in ("1.json", "2.json"):
        results.write_json(small_outcome(), tmp_path / name)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


@pytest.fixture
def beside(monkeypatch):
    """Even a small result is written by a process of its own."""
    monkeypatch.setattr("soilgate.plugin.io.beside._MANY", 0)


def test_a_process_beside_writes_the_same_file_byte_for_byte(outcome, tmp_path, monkeypatch):
    count = 25_000
    frame = pd.DataFrame({"n": np.arange(count), "text": ["中文", None, "a\ud800", np.str_("numpy"), "'; --"] * (count // 5),
                          "x": np.linspace(0, 1, count), "blob": [b"\0\1"] * count,
                          "mixed": pd.Series([np.int64(3), "x", 2.5, None, np.str_("y")] * (count // 5), dtype=object),
                          "kind": pd.Categorical(["p", "q", "r", None, "q"] * (count // 5)),
                          "day": pd.Timestamp("2024-02-29"), "yes": [True, None, False, None, True] * (count // 5)})
    shapes = shapely.points(np.arange(count) * 1.5, np.arange(count) * 2.5)
    arguments = ({"t": frame, "findings": outcome.tables["findings"]}, {"t": shapes}, pyproj.CRS(4547), {"t": "MULTIPOINT"})
    started = []
    start = subprocess.Popen.__init__
    monkeypatch.setattr(subprocess.Popen, "__init__", lambda self, *a, **k: (started.append(a), start(self, *a, **k))[1])
    results.write_tables(tmp_path / "beside.gpkg", *arguments)
    assert len(started) == 1
    monkeypatch.setattr("sys.executable", "/usr/bin/qgis")          # which is no Python to start
    results.write_tables(tmp_path / "here.gpkg", *arguments)
    assert len(started) == 1
    assert (tmp_path / "beside.gpkg").read_bytes() == (tmp_path / "here.gpkg").read_bytes()
    assert _sql(tmp_path / "beside.gpkg", "SELECT text, mixed, kind, yes FROM t WHERE fid > 24995") == [
        ("中文", "3", "p", 1), (None, "x", "q", None), ("a\\ud800", "2.5", "r", 0), ("numpy", None, None, None), ("'; --", "y", "q", 1)]


def test_a_python_that_does_not_start_is_done_without(beside, outcome, gpkg, tmp_path, monkeypatch):
    for text in ("#!/bin/sh\nexit 1\n", "no program"):
        python = tmp_path / "python3"
        python.write_text(text)
        python.chmod(0o755)
        monkeypatch.setattr("sys.executable", str(python))
        results.write_gpkg(outcome, tmp_path / "r.gpkg")
        assert (tmp_path / "r.gpkg").read_bytes() == gpkg.read_bytes()


def test_a_writing_process_that_is_killed_leaves_the_old_file(beside, outcome, tmp_path, monkeypatch):
    from soilgate.plugin.io.beside import Beside
    insert = Beside.insert

    def killed(self, *arguments):
        insert(self, *arguments)
        self._process.kill()

    monkeypatch.setattr(Beside, "insert", killed)
    (tmp_path / "r.gpkg").write_bytes(b"old")
    with pytest.raises(InputError, match="output_unwritable"):
        results.write_gpkg(outcome, tmp_path / "r.gpkg")
    assert (tmp_path / "r.gpkg").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_defect_in_the_process_beside_stays_a_defect(beside, outcome, tmp_path, monkeypatch):
    monkeypatch.setattr(results, "quote", lambda name: f"[{name}")
    with pytest.raises(sqlite3.OperationalError, match="unrecognized token"):
        results.write_gpkg(outcome, tmp_path / "r.gpkg")
    monkeypatch.undo()
    monkeypatch.setattr("soilgate.plugin.io.beside._MANY", 0)
    monkeypatch.setattr("soilgate.plugin.io.insertion.pack", lambda *_: b"\1\0\0\0\0\0\0\0?")
    with pytest.raises(RuntimeError, match="Traceback"):
        results.write_gpkg(outcome, tmp_path / "r.gpkg")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", ["here", "beside"])
def test_a_full_disk_is_told_and_leaves_the_old_file(where, outcome, tmp_path, request):
    if where == "beside":
        request.getfixturevalue("beside")
    (tmp_path / "r.gpkg").write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(InputError) as caught:
            results.write_gpkg(outcome, tmp_path / "r.gpkg")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.code == "output_unwritable" and caught.value.facts["reason"] == "disk I/O error"
    assert (tmp_path / "r.gpkg").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("count", [1, 2, 50, 51, 52, 2601, 2602, 5000, 140_000])
def test_the_spatial_index_finds_exactly_what_lies_in_a_box(count, tmp_path):
    rng = np.random.default_rng(count)
    low = rng.uniform([400_000.123456789, 3_300_000], [440_000, 3_340_000], (count, 2))
    shapes = shapely.box(low[:, 0], low[:, 1], low[:, 0] + rng.uniform(0.01, 300, count), low[:, 1] + 20.05)
    frame = pd.DataFrame({"n": np.arange(count)})
    results.write_tables(tmp_path / "t.gpkg", {"t": frame}, {"t": shapes}, pyproj.CRS(4547), {"t": "MULTIPOLYGON"})
    assert _sql(tmp_path / "t.gpkg", "SELECT rtreecheck('rtree_t_geom')") == [("ok",)]
    for box in [(low[0, 0], low[0, 1], low[0, 0], low[0, 1]), (410_000, 3_310_000, 412_000, 3_313_000),
                tuple(shapely.total_bounds(shapes))]:
        found = pyogrio.read_dataframe(tmp_path / "t.gpkg", bbox=box, columns=["n"])["n"]
        assert sorted(found) == np.flatnonzero(shapely.intersects(shapes, shapely.box(*box))).tolist()


def test_the_spatial_index_follows_edits(gpkg):
    meta, _, _, fields = pyogrio.raw.read(gpkg, layer="evidence_areas")
    far = shapely.to_wkb(np.array([shapely.MultiPolygon([shapely.box(600_000, 3_000_000, 600_001, 3_000_001)])]))
    pyogrio.raw.write(gpkg, far, fields, list(meta["fields"]), layer="evidence_areas", driver="GPKG", append=True,
                      geometry_type="MultiPolygon", crs=meta["crs"])
    found = pyogrio.read_dataframe(gpkg, layer="evidence_areas", bbox=(599_999, 2_999_999, 600_002, 3_000_002))
    assert len(found) == 1
    assert _sql(gpkg, "SELECT rtreecheck('rtree_evidence_areas_geom')") == [("ok",)]


def test_clashing_names_become_in_name_and_no_column_is_lost():
    names = ["a", "VERDICT", "in_verdict", "GEOM", "A", "fid", "", "in_FID", "Rules", 7]
    original = pd.DataFrame([range(10)], columns=names)
    merged = results.merge_columns(original, pd.DataFrame({"verdict": ["x"], "rules": ["y"]}))
    assert list(merged.columns) == ["a", "in_in_VERDICT", "in_verdict", "in_GEOM", "in_A",
                                    "in_in_fid", "column_7", "in_FID", "in_Rules", "7", "verdict", "rules"]
    assert merged.iloc[0].tolist() == [*range(10), "x", "y"]


@given(st.lists(st.sampled_from(["a", "A", "in_a", "IN_A", "in_in_a", "fid", "geom", "", " "]), max_size=8))
def test_merged_names_are_unique_whatever_the_case(names):
    original = pd.DataFrame([range(len(names))], columns=names)
    merged = results.merge_columns(original, pd.DataFrame({"a": ["ours"]}))
    lower = [c.lower() for c in merged.columns]
    assert len(set(lower)) == len(lower) == len(names) + 1 and not {"fid", "geom", ""} & set(lower)
    assert merged["a"].tolist() == ["ours"] and merged.iloc[0, :-1].tolist() == list(range(len(names)))


def test_rows_that_do_not_match_are_a_defect():
    with pytest.raises(ValueError, match="2 rows of input, 1 of result"):
        results.merge_columns(pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"b": [1]}))


@pytest.mark.parametrize("write", [results.write_gpkg, results.write_json])
def test_a_target_that_cannot_be_written_is_named_and_nothing_is_left(write, outcome, tmp_path):
    (tmp_path / "folder.x").mkdir()
    for target in (tmp_path / "missing" / "r.gpkg", tmp_path / "folder.x"):
        with pytest.raises(InputError) as caught:
            write(outcome, target)
        assert caught.value.code == "output_unwritable" and caught.value.facts["source"] == str(target)
    assert [p.name for p in tmp_path.iterdir()] == ["folder.x"]


@pytest.mark.parametrize("write", [results.write_gpkg, results.write_json])
def test_a_failed_writing_leaves_the_old_file(write, outcome, tmp_path):
    target = tmp_path / "r.gpkg"
    target.write_bytes(b"old")
    outcome.tables["checks"] = outcome.tables["checks"].assign(share=["no number"] * 3)
    outcome.geometry["evidence_areas"] = [*outcome.geometry["evidence_areas"], "no geometry"]
    with pytest.raises(TypeError):
        write(outcome, target)
    assert target.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_target_open_elsewhere_is_left_alone(outcome, gpkg):
    other = sqlite3.connect(gpkg)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE findings SET actor = 'edited'")
    other.commit()
    other.execute("BEGIN")
    other.execute("SELECT * FROM findings").fetchone()
    with pytest.raises(InputError) as caught:
        results.write_gpkg(outcome, gpkg)
    assert caught.value.code == "output_locked"
    assert other.execute("SELECT DISTINCT actor FROM findings").fetchall() == [("edited",)]
    other.close()
    assert not list(gpkg.parent.glob(".part-*"))
    results.write_gpkg(outcome, gpkg)
    assert ("edited",) not in _sql(gpkg, "SELECT actor FROM findings")


def test_json_holds_the_same_and_keeps_to_its_schema(outcome, tmp_path, root):
    outcome.geometry["evidence_areas"] = np.array([shapely.Polygon([(0, 0), (1, np.inf), (1, 1)])], object)
    results.write_json(outcome, tmp_path / "r.json")
    document = json.loads((tmp_path / "r.json").read_text("utf-8"), parse_constant=pytest.fail)
    jsonschema.validate(document, json.loads((root / "resources/schema/result.schema.json").read_text("utf-8")))
    assert document["crs"]["epsg"] == 4547
    assert list(document)[3:] == list(results.TABLES)
    for name, frame in outcome.tables.items():
        assert len(document[name]) == len(frame)
    first, fifth = document["parcels_reviewed"][0], document["parcels_reviewed"][4]
    assert list(first) == [*outcome.tables["parcels_reviewed"].columns, "geometry"]
    assert first["批准日期"] == "2020-01-02" and first["年份"] == 2001 and first["complete"] is True
    assert fifth["area_m2"] is None and fifth["geometry"] is None and fifth["due_now"] is None
    assert shapely.geometry.shape(first["geometry"]).equals(outcome.geometry["parcels_reviewed"][0])
    assert document["run"][2]["value"]["file"] == "名录.xlsx"
    assert document["evidence_areas"][0]["geometry"] is None


def test_json_and_schema_name_the_columns_of_the_contract(root):
    schema = json.loads((root / "resources/schema/result.schema.json").read_text("utf-8"))
    for name, columns in results.TABLES.items():
        part = schema["properties"][name]
        part = schema["definitions"]["evidence"] if "$ref" in part else part
        assert tuple(c for c in part["items"]["required"] if c != "geometry") == columns


def test_every_result_column_has_one_alias_in_both_languages():
    from soilgate.plugin.core import knowledge
    for name, columns in results.TABLES.items():
        for lang in ("zh", "en"):
            assert len({knowledge.text("columns", c, lang) for c in columns}) == len(columns), name
            assert knowledge.text("tables", name, lang)


def test_an_outcome_without_rows_gives_all_tables(tmp_path):
    empty = SimpleNamespace(tables={}, geometry={}, crs=None)
    results.write_gpkg(empty, tmp_path / "r.gpkg")
    results.write_json(empty, tmp_path / "r.json")
    assert set(dict(pyogrio.list_layers(tmp_path / "r.gpkg"))) == set(results.TABLES)
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["findings"] == []


class Impatient:
    """A progress whose person stops at the n-th look."""

    def __init__(self, looks):
        self.looks, self.seen = looks, []

    def report(self, fraction, message=""):
        self.seen.append(fraction)

    def is_cancelled(self):
        self.looks -= 1
        return self.looks < 0


@pytest.mark.parametrize("where", ["here", "beside"])
def test_writing_tells_how_far_it_is_and_stops_when_told(where, tmp_path, monkeypatch, request):
    if where == "beside":
        request.getfixturevalue("beside")
    monkeypatch.setattr(results, "_ROWS", 3)
    path, whole = tmp_path / "r.gpkg", tmp_path / "whole.gpkg"
    outcome = small_outcome()
    patient = Impatient(10_000)
    results.write_gpkg(outcome, whole, patient)
    assert patient.seen == sorted(patient.seen)
    assert 0 <= patient.seen[0] < patient.seen[-1] <= 1
    path.write_bytes(b"older")
    for looks in (1, len(patient.seen) // 2, len(patient.seen) - 1):
        with pytest.raises(Cancelled):
            results.write_gpkg(outcome, path, Impatient(looks))
        assert path.read_bytes() == b"older"
    monkeypatch.undo()
    results.write_gpkg(outcome, path)
    assert path.read_bytes() == whole.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} == {"r.gpkg", "whole.gpkg"}

"""The workspace: made, filled, filled again, read back, brought up to date."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
from soilgate.plugin import demo, jobs
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import ROLES, RoleTable, Source
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role
from soilgate.plugin.io import mapping, workspace, workspace_gpkg, workspace_model
from soilgate.plugin.io.raw import RawTable

CRS = pyproj.CRS(4547)
MONDAY, TUESDAY, WEDNESDAY = (dt.datetime(2026, 11, day, 8, tzinfo=dt.timezone.utc) for day in (2, 3, 4))
SQUARE = shapely.box(500_000, 3_380_000, 500_100, 3_380_100)


@pytest.fixture
def path(tmp_path):
    workspace.create(tmp_path / "工作库.gpkg", crs="EPSG:4547")
    return tmp_path / "工作库.gpkg"


def _registry(ids=("P1", "P2"), *, source=None, geometry=None, **columns):
    frame = pd.DataFrame({"entry_id": list(ids), **columns})
    frame["source_row"] = np.arange(1, len(frame) + 1)
    if geometry is None:
        geometry = np.array([shapely.affinity.translate(SQUARE, 300 * k) for k in range(len(frame))], object)
    return RoleTable(Role.REGISTRY, frame, geometry, CRS, source or Source())


def _sql(path, statement, *values):
    database = sqlite3.connect(path)
    try:
        found = database.execute(statement, values).fetchall()
        database.commit()
        return found
    finally:
        database.close()


def test_a_new_workspace_has_every_role_with_all_its_columns(path):
    listed = dict(pyogrio.list_layers(path))
    office = {"applications", "application_parcels", "decisions", "runs", "findings", "coverage", "imports", "import_report", "layer_styles"}
    states = {f"{name}_states" for name in [*map(str, ROLES), "applications", "application_parcels", "decisions", "coverage"]}
    assert set(listed) == office | set(map(str, ROLES)) | states
    for role, columns in ROLES.items():
        info = pyogrio.read_info(path, layer=str(role))
        assert {c.name for c in columns} <= set(info["fields"]), role
        if info["geometry_type"] is not None:
            assert pyproj.CRS(info["crs"]) == CRS, role
    assert listed["samples"].startswith("Point") and listed["parcels"].startswith("MultiPolygon")
    assert set(workspace.row_counts(path).values()) == {0}
    assert workspace.is_workspace(path)


def test_every_table_and_column_has_a_chinese_title_and_every_word_one_to_choose(path):
    for layer in workspace_model.layers().values():
        assert workspace_model.layer_title(layer, "zh") != layer.name
        for column in layer.columns:
            title = workspace_model.column_title(layer, column.name)
            assert title != column.name or column.name == "sha256", column.name
            for value, title in workspace_model.choices(column):
                assert title != value, (layer.name, column.name, value)


def test_a_file_that_exists_is_never_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(InputError, match="workspace_exists"):
        workspace.create(path)
    assert path.read_bytes() == before


@pytest.fixture(scope="module")
def district():
    maps = mapping.load_map(demo.FOLDER / demo.description()["map"])
    return jobs.read_inputs(dataclasses.replace(demo.request(), maps=maps), jobs.Silent())


def test_every_role_of_the_demo_comes_back_as_it_went_in(path, district):
    for role, table in district.items():
        done = workspace.append(path, table)
        assert (done.added, done.updated, done.unchanged) == (len(table.frame), 0, 0), role
        back = workspace.read_role(path, role)
        assert set(back.frame.columns) == set(table.frame.columns), role
        for name in table.frame.columns.drop("source_row"):
            assert [None if pd.isna(x) else x for x in back.frame[name]] == [
                None if pd.isna(x) else x for x in table.frame[name]], (role, name)
            if name in {c.name for c in ROLES[role] if c.type != "bool"}:
                assert back.frame[name].dtype == table.frame[name].dtype, (role, name)
        if table.geometry is not None:
            same = shapely.equals(back.geometry, table.geometry) | shapely.is_missing(table.geometry)
            broken = ~shapely.is_valid(table.geometry)
            assert (same | broken).all()
            assert (shapely.is_missing(back.geometry) == shapely.is_missing(table.geometry)).all()
    original = district[Role.PARCELS].original
    assert list(workspace.read_role(path, Role.PARCELS).original.columns) == list(original.columns)


def test_a_review_of_the_workspace_gives_the_verdicts_of_the_files(path, district):
    for table in district.values():
        workspace.append(path, table)
    request = demo.request()
    tables = {role: workspace.read_role(path, role) for role in request.inputs}
    for role, table in tables.items():
        table.source = dataclasses.replace(table.source, list_kind=district[role].source.list_kind,
                                           edition=district[role].source.edition,
                                           edition_date=district[role].source.edition_date)
    ours = jobs.review(dataclasses.replace(request, inputs=tables)).tables["parcels_reviewed"]
    theirs = jobs.review(request).tables["parcels_reviewed"]
    columns = ["parcel_id", "verdict", "could_be", "complete", "assumed", "rules", "area_m2"]
    pd.testing.assert_frame_equal(ours[columns], theirs[columns])


def test_the_same_table_twice_changes_nothing(path, district):
    for role in (Role.REGISTRY, Role.SAMPLES, Role.CURRENT_USE):
        workspace.append(path, district[role])
        before = workspace.read_role(path, role).source.sha256
        done = workspace.append(path, district[role])
        assert (done.added, done.updated, done.unchanged) == (0, 0, len(district[role].frame))
        assert workspace.read_role(path, role).source.sha256 == before


def test_rows_without_id_and_equal_rows_are_neither_lost_nor_doubled(path):
    table = _registry([None, None, "P1", "P1", None], name=["a", "a", "b", "c", "d"])
    for expected in ((5, 0, 0), (0, 0, 5)):
        done = workspace.append(path, table)
        assert (done.added, done.updated, done.unchanged) == expected
    assert workspace.read_role(path, Role.REGISTRY).frame["name"].tolist() == ["a", "a", "b", "c", "d"]


def test_one_code_on_two_lists_is_two_entries(path):
    for kind in (ListKind.PROVINCIAL_LIST, ListKind.CONTAMINATED_PLOT_LIST):
        assert workspace.append(path, _registry(["P1"], source=Source(list_kind=kind))).added == 1
    assert workspace.read_role(path, Role.REGISTRY).frame["list_kind"].tolist() == [
        "provincial_list", "contaminated_plot_list"]


def test_an_update_keeps_what_was_and_when(path):
    workspace.append(path, _registry(name=["旧", "乙"], risk_level=["高", "低"]), now=MONDAY)
    done = workspace.append(path, _registry(["P1"], name=["新"]), now=WEDNESDAY)
    assert (done.added, done.updated, done.unchanged) == (0, 1, 0)
    now = workspace.read_role(path, Role.REGISTRY).frame
    assert now["name"].tolist() == ["新", "乙"] and now["risk_level"].tolist() == ["高", "低"]     # not given: stays
    then = workspace.read_role(path, Role.REGISTRY, known_on=TUESDAY.date()).frame
    assert then["name"].tolist() == ["旧", "乙"]
    assert len(workspace.read_role(path, Role.REGISTRY, known_on=dt.date(2026, 11, 1)).frame) == 0
    assert workspace.read_role(path, Role.REGISTRY, known_on=WEDNESDAY.date()).frame["name"][0] == "新"


def test_edits_and_deletions_by_others_are_kept_too(path):
    workspace.append(path, _registry(name=["甲", "乙"]), now=MONDAY)
    with workspace._open(path) as store:
        database = store.database
        database.execute("UPDATE registry SET name = '手工' WHERE entry_id = 'P1'")
        database.execute("DELETE FROM registry WHERE entry_id = 'P2'")
        database.execute("INSERT INTO registry (entry_id, recorded_from) VALUES ('P3', NULL)")
    then = workspace.read_role(path, Role.REGISTRY, known_on=TUESDAY.date()).frame
    assert then["name"].tolist() == ["甲", "乙"]
    assert workspace.read_role(path, Role.REGISTRY).frame["entry_id"].tolist() == ["P1", "P3"]
    assert workspace.read_role(path, Role.REGISTRY).frame["name"].tolist() == ["手工", None]


def test_what_could_not_be_read_stays_different_from_what_is_not_there(path):
    table = _registry(listed_on=pd.to_datetime(["2020-01-01", None]), list_status=[None, "listed"])
    table.frame["listed_on__unreadable"] = [False, True]
    table.frame["list_status__unreadable"] = [True, False]
    workspace.append(path, table)
    back = workspace.read_role(path, Role.REGISTRY)
    assert back.unreadable("listed_on").tolist() == [False, True]
    assert back.unreadable("list_status").tolist() == [True, False]
    assert not back.unreadable("entry_id").any()


def test_a_column_that_nobody_brought_is_absent_and_one_brought_empty_is_there(path):
    workspace.append(path, _registry(risk_level=[None, None]))
    back = workspace.read_role(path, Role.REGISTRY).frame
    assert "risk_level" in back and "list_status" not in back


def test_the_kind_of_the_list_does_not_cover_what_could_not_be_read(path):
    table = _registry(list_kind=[None, None], source=Source(list_kind=ListKind.PROVINCIAL_LIST))
    table.frame["list_kind__unreadable"] = [False, True]
    workspace.append(path, table)
    back = workspace.read_role(path, Role.REGISTRY)
    assert back.frame["list_kind"].tolist() == ["provincial_list", None]
    assert back.unreadable("list_kind").tolist() == [False, True]


def test_an_entry_that_a_whole_list_no_longer_has_stays_and_is_flagged(path):
    whole = Source(edition=EditionKind.WHOLE, edition_date=pd.Timestamp("2026-01-01"),
                   list_kind=ListKind.PROVINCIAL_LIST, title="名录第一批")
    workspace.append(path, _registry(["P1", "P2", "P3"], list_status=["listed", "removed", "listed"], source=whole))
    later = dataclasses.replace(whole, edition_date=pd.Timestamp("2026-06-01"), title="名录第二批")
    done = workspace.append(path, _registry(["P1"], source=later))
    assert done.vanished == 1
    assert _sql(path, "SELECT entry_id, vanished FROM registry ORDER BY fid") == [("P1", None), ("P2", None), ("P3", 1)]
    back = workspace.read_role(path, Role.REGISTRY)
    assert len(back.frame) == 3 and back.source.edition is EditionKind.WHOLE
    assert back.source.edition_date == pd.Timestamp("2026-06-01") and back.source.title == "名录第二批"
    workspace.append(path, _registry(["P3"], source=dataclasses.replace(later, edition=EditionKind.CHANGES)))
    assert _sql(path, "SELECT vanished FROM registry WHERE entry_id = 'P3'") == [(None,)]


def test_changes_alone_do_not_become_a_whole_list(path):
    workspace.append(path, _registry(source=Source(edition=EditionKind.CHANGES)))
    assert workspace.read_role(path, Role.REGISTRY).source.edition is EditionKind.CHANGES
    workspace.append(path, _registry(["P9"]))
    assert workspace.read_role(path, Role.REGISTRY).source.edition is None


def test_geometry_of_another_kind_comes_back_though_the_layer_cannot_show_it(path):
    shapes = np.array([shapely.Point(500_000, 3_380_000), shapely.LineString([(0, 0), (1, 1)]), None, SQUARE], object)
    workspace.append(path, _registry(["a", "b", "c", "d"], geometry=shapes))
    back = workspace.read_role(path, Role.REGISTRY).geometry
    assert back[0].equals(shapes[0]) and back[1].equals(shapes[1]) and back[2] is None and back[3].equals(SQUARE)
    stored = pyogrio.read_dataframe(path, layer="registry").geometry
    assert stored.isna().tolist() == [True, True, True, False]


def test_another_crs_is_reprojected_and_none_is_refused(path):
    degrees = np.array([shapely.box(114.0, 30.5, 114.001, 30.501)], object)
    table = dataclasses.replace(_registry(["P1"], geometry=degrees), crs=pyproj.CRS(4490))
    workspace.append(path, table)
    assert 9_000 < workspace.read_role(path, Role.REGISTRY).geometry[0].area < 12_000
    with pytest.raises(InputError, match="crs_missing"):
        workspace.append(path, dataclasses.replace(table, crs=None))
    assert workspace.row_counts(path)["registry"] == 1


def test_an_import_that_fails_leaves_nothing(path):
    workspace.append(path, _registry())
    before = workspace.row_counts(path)
    with pytest.raises(sqlite3.IntegrityError):
        workspace.append(path, _registry(["P1", "P7", "P8"], list_status=["removed", "listed", "nonsense"]))
    assert workspace.row_counts(path) == before
    assert "list_status" not in workspace.read_role(path, Role.REGISTRY).frame


def test_imports_are_recorded_with_their_notes(path):
    source = Source(path="名录.xlsx", sha256="ab", title="名录", notes=[
        {"code": "cell_unreadable", "row": 2, "state": "refused", "value": "x"}, {"code": "columns_unused"}])
    done = workspace.append(path, _registry(source=source), person="甲", now=MONDAY)
    row, = _sql(path, "SELECT import_id, role, path, rows, person, imported_at, added FROM imports")
    assert row == (done.import_id, "registry", "名录.xlsx", 2, "甲", "2026-11-02T08:00:00.000Z", 2)
    assert _sql(path, "SELECT source_row, state, code, facts FROM import_report") == [
        (2, "refused", "cell_unreadable", '{"value": "x"}'), (None, None, "columns_unused", "{}")]


def test_the_spatial_index_knows_every_row(path):
    workspace.append(path, _registry(["a", "b", "c"]))
    workspace.append(path, _registry(["b"], geometry=np.array([shapely.affinity.translate(SQUARE, 5_000)], object)))
    assert _sql(path, "SELECT rtreecheck('rtree_registry_geom')") == [("ok",)]
    found = pyogrio.read_dataframe(path, layer="registry", bbox=(505_000, 3_380_000, 505_050, 3_380_050))
    assert found["entry_id"].tolist() == ["b"]


def test_an_index_made_anew_for_many_rows_knows_them_too(path, monkeypatch):
    monkeypatch.setattr(workspace_gpkg, "_MANY_ROWS", 1)
    workspace.append(path, _registry(["a", "b", "c", "d"], geometry=np.array(
        [SQUARE, None, shapely.Polygon(), shapely.affinity.translate(SQUARE, 5_000)], object)))
    assert _sql(path, "SELECT rtreecheck('rtree_registry_geom')") == [("ok",)]
    assert _sql(path, "SELECT id FROM rtree_registry_geom ORDER BY id") == [(1,), (4,)]
    monkeypatch.undo()
    workspace.append(path, _registry(["a"], geometry=np.array([shapely.affinity.translate(SQUARE, 9_000)], object)))
    found = pyogrio.read_dataframe(path, layer="registry", bbox=(509_000, 3_380_000, 509_050, 3_380_050))
    assert found["entry_id"].tolist() == ["a"]


@pytest.mark.parametrize("table", ["runs", "decisions"])
def test_what_is_signed_cannot_be_changed(path, table):
    _sql(path, f"INSERT INTO {table} (run_id, drafted_by) VALUES ('R1', '甲')")
    _sql(path, f"UPDATE {table} SET reviewed_by = '乙', signed_by = '丙', signed_on = '2026-11-03'")
    for statement in (f"UPDATE {table} SET drafted_by = '丙'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="read-only"):
            _sql(path, statement)
    assert _sql(path, f"SELECT drafted_by FROM {table}") == [("甲",)]


def test_migration_adds_what_is_missing_and_keeps_every_row(path):
    workspace.append(path, _registry(name=["甲", "乙"]))
    for statement in ("DROP VIEW coverage_states", "DROP VIEW registry_states",
                      "DROP TABLE coverage", "DROP TABLE coverage_history", "DROP TABLE rtree_coverage_geom",
                      "DELETE FROM gpkg_contents WHERE table_name = 'coverage'",
                      "DELETE FROM gpkg_geometry_columns WHERE table_name = 'coverage'",
                      "DELETE FROM gpkg_extensions WHERE table_name = 'coverage'",
                      "ALTER TABLE registry_history DROP COLUMN aftercare",
                      "UPDATE soilgate_workspace SET version = 0"):
        if "aftercare" in statement:
            for trigger in ("update", "delete"):
                _sql(path, f"DROP TRIGGER registry_history_{trigger}")
            _sql(path, "ALTER TABLE registry DROP COLUMN aftercare")
        _sql(path, statement)
    with pytest.raises(InputError, match="workspace_older"):
        workspace.append(path, _registry())
    assert workspace.migrate(path) == ["registry.aftercare", "coverage"]
    assert workspace.migrate(path) == []
    workspace.append(path, _registry(["P1"], name=["丙"], aftercare=["长期监测"]), now=WEDNESDAY)
    back = workspace.read_role(path, Role.REGISTRY).frame
    assert back["name"].tolist() == ["丙", "乙"] and back["aftercare"].tolist() == ["长期监测", None]
    assert _sql(path, "SELECT name, aftercare FROM registry_history") == [("甲", None)]


def test_a_newer_workspace_and_a_foreign_file_are_refused(path, tmp_path):
    _sql(path, "UPDATE soilgate_workspace SET version = 99")
    for act in (workspace.migrate, lambda p: workspace.read_role(p, Role.REGISTRY)):
        with pytest.raises(InputError) as caught:
            act(path)
        assert caught.value.code == "workspace_newer" and caught.value.facts["version"] == 99
    (tmp_path / "x.gpkg").write_bytes(b"no database")
    with pytest.raises(InputError, match="workspace_foreign"):
        workspace.migrate(tmp_path / "x.gpkg")
    with pytest.raises(InputError, match="file_missing"):
        workspace.migrate(tmp_path / "y.gpkg")
    assert not (tmp_path / "y.gpkg").exists()


def test_a_locked_workspace_is_named(path, monkeypatch):
    monkeypatch.setattr(workspace_gpkg, "PATIENCE_S", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InputError, match="output_locked"):
        workspace.append(path, _registry())
    other.execute("ROLLBACK")
    other.close()
    assert workspace.append(path, _registry()).added == 2


def test_a_year_comes_back_as_a_year_until_somebody_gives_the_day(path):
    rows = pd.DataFrame({"名称": ["一", "二", "三"], "移出日期": ["2026年", "2026-01-01", "2026-09"]})
    table = mapping.normalise(RawTable(rows, source=Source("list.csv")), Role.REGISTRY)
    last = ["2026-12-31", "2026-01-01", "2026-09-30"]
    assert table.until("removed_on").astype(str).tolist() == last
    workspace.append(path, table)
    assert workspace.read_role(path, Role.REGISTRY).until("removed_on").astype(str).tolist() == last
    with workspace._open(path) as store:
        store.database.execute("UPDATE registry SET removed_on = '2026-03-02' WHERE name = '一'")
    assert workspace.read_role(path, Role.REGISTRY).until("removed_on").astype(str).tolist() == ["2026-03-02", *last[1:]]


# --- all states, signatures, findings --------------------------------------------------------------------------------

def test_former_and_present_states_are_one_layer_with_their_time(path):
    workspace.append(path, _registry(name=["旧", "乙"]), now=MONDAY)
    workspace.append(path, _registry(["P1"], name=["新"]), now=WEDNESDAY)
    found = pyogrio.read_dataframe(path, layer="registry_states")
    told = sorted(zip(found["row_id"], found["name"], found["recorded_from"].dt.day, found["recorded_to"].dt.day.fillna(0)))
    assert told == [(1, "新", 4, 0), (1, "旧", 2, 4), (2, "乙", 2, 0)]
    assert found.crs == CRS and found.geometry.notna().all() and len(set(found.geometry.index)) == 3


@pytest.mark.parametrize("table", ["runs", "decisions"])
def test_nothing_is_signed_in_fewer_than_three_names(path, table):
    _sql(path, f"INSERT INTO {table} (run_id, drafted_by, reviewed_by) VALUES ('R1', '甲', ' ')")
    for statement in (f"UPDATE {table} SET signed_by = '丙', signed_on = '2026-11-03'",
                      f"INSERT INTO {table} (run_id, signed_by, signed_on) VALUES ('R2', '丙', '2026-11-03')"):
        with pytest.raises(sqlite3.IntegrityError, match="三人"):
            _sql(path, statement)
    _sql(path, f"UPDATE {table} SET reviewed_by = '乙', signed_by = '丙', signed_on = '2026-11-03'")


def test_findings_of_a_signed_run_stay_as_they_are(path):
    _sql(path, "INSERT INTO runs (run_id, drafted_by, reviewed_by, signed_by) VALUES ('R1', '甲', '乙', '丙')")
    _sql(path, "INSERT INTO findings (run_id, finding_id, verdict) VALUES ('R1', 'f1', 'prohibited')")
    _sql(path, "UPDATE runs SET signed_on = '2026-11-03'")
    for statement in ("INSERT INTO findings (run_id, finding_id) VALUES ('R1', 'f2')",
                      "UPDATE findings SET verdict = 'clear'", "DELETE FROM findings"):
        with pytest.raises(sqlite3.IntegrityError, match="read-only"):
            _sql(path, statement)
    assert _sql(path, "SELECT finding_id, verdict FROM findings") == [("f1", "prohibited")]


# --- workspaces of older versions --------------------------------------------------------------------------------------

OLD = Path(__file__).resolve().parents[1] / "data" / "workspaces"


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_workspace_of_an_older_version_is_brought_up_to_date(tmp_path, version):
    path = tmp_path / "旧库.gpkg"
    path.write_bytes(gzip.decompress((OLD / f"v{version}.gpkg.gz").read_bytes()))
    rows = {t: _sql(path, f"SELECT count(*) FROM {t}") for t in ("registry", "registry_history", "samples", "imports")}
    with pytest.raises(InputError, match="workspace_older"):
        workspace.read_role(path, Role.REGISTRY)
    added = workspace.migrate(path)
    assert "application_parcels" in added and ("findings" in added) == (version < 3) and workspace.migrate(path) == []
    assert rows == {t: _sql(path, f"SELECT count(*) FROM {t}") for t in rows}
    back = workspace.read_role(path, Role.REGISTRY)
    assert sorted(back.frame["name"]) == ["乙厂", "新名"] and back.geometry[0] is not None
    assert back.frame.loc[back.frame["entry_id"] == "P2", "target_met"].tolist() == [None]
    assert sorted(workspace.read_role(path, Role.REGISTRY, known_on=dt.date(2026, 2, 1)).frame["name"]) == ["乙厂", "旧名"]
    assert len(pyogrio.read_dataframe(path, layer="registry_states")) == 3
    with pytest.raises(sqlite3.IntegrityError, match="read-only"):
        _sql(path, "UPDATE runs SET drafted_by = '丁'")
    workspace.append(path, _registry(["P1"], name=["再新"], aftercare=["长期监测"]), counts=workspace.Counts(1, 0, 0, 0))
    fresh = tmp_path / "新库.gpkg"
    workspace.create(fresh, crs="EPSG:4547")
    for kind in ("table", "view", "trigger", "index"):
        ours, theirs = ({row[0] for row in _sql(p, "SELECT name FROM sqlite_master WHERE type = ?", kind)
                         if not row[0].startswith("sqlite_")} for p in (path, fresh))
        assert ours == theirs, kind
    assert {row[0] for row in _sql(path, "SELECT f_table_name FROM layer_styles")} == {
        row[0] for row in _sql(fresh, "SELECT f_table_name FROM layer_styles")}

"""The workspace in PostGIS: the same definition, imports in one transaction, history, and no edit that gets lost."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import psycopg2
import pyproj
import pytest
import shapely
from soilgate.plugin import demo, jobs
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import RoleTable, Source
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role
from soilgate.plugin.io import files, mapping, read, workspace, workspace_model, workspace_pg

CRS = pyproj.CRS(4547)
MONDAY, TUESDAY, WEDNESDAY = (dt.datetime(2026, 11, day, 8, tzinfo=dt.timezone.utc) for day in (2, 3, 4))
SQUARE = shapely.box(500_000, 3_380_000, 500_100, 3_380_100)


@pytest.fixture
def path(database):
    workspace.create(database, crs="EPSG:4547")
    return database


@pytest.fixture
def sql(path):
    connection = psycopg2.connect(path)
    connection.autocommit = True

    def run(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    yield run
    connection.close()


def _registry(ids=("P1", "P2"), *, source=None, geometry=None, **columns):
    frame = pd.DataFrame({"entry_id": list(ids), **columns})
    frame["source_row"] = np.arange(1, len(frame) + 1)
    if geometry is None:
        geometry = np.array([shapely.affinity.translate(SQUARE, 300 * k) for k in range(len(frame))], object)
    return RoleTable(Role.REGISTRY, frame, geometry, CRS, source or Source())


def test_a_new_schema_has_every_table_column_title_and_check(path, sql):
    for layer in workspace_model.layers().values():
        columns = {row[0] for row in sql("SELECT column_name FROM information_schema.columns "
                                         "WHERE table_schema = 'soilgate' AND table_name = %s", layer.name)}
        assert {c.name for c in layer.columns} <= columns, layer.name
    assert sql("SELECT type, srid FROM geometry_columns WHERE f_table_schema = 'soilgate' AND f_table_name = 'samples'"
               ) == [("POINT", 4547)]
    assert sql("SELECT obj_description('soilgate.registry'::regclass)") == [("名录",)]
    with pytest.raises(psycopg2.errors.CheckViolation):
        sql("INSERT INTO soilgate.registry (list_kind) VALUES ('nonsense')")
    assert workspace.is_workspace(path) and set(workspace.row_counts(path).values()) == {0}
    with pytest.raises(InputError, match="workspace_exists"):
        workspace.create(path)


@pytest.fixture(scope="module")
def district():
    maps = mapping.load_map(demo.FOLDER / demo.description()["map"])
    return jobs.read_inputs(dataclasses.replace(demo.request(), maps=maps), jobs.Silent())


def test_every_role_of_the_demo_comes_back_as_from_a_geopackage(path, district, tmp_path):
    other = tmp_path / "w.gpkg"
    workspace.create(other, crs="EPSG:4547")
    for role, table in district.items():
        for place in (path, other):
            done = workspace.append(place, table)
            assert (done.added, done.updated, done.unchanged) == (len(table.frame), 0, 0), role
        ours, theirs = workspace.read_role(path, role), workspace.read_role(other, role)
        pd.testing.assert_frame_equal(ours.frame, theirs.frame)
        if theirs.geometry is not None:
            assert [shapely.to_wkb(x) for x in ours.geometry] == [shapely.to_wkb(x) for x in theirs.geometry], role
    done = workspace.append(path, district[Role.REGISTRY])
    assert (done.added, done.updated, done.unchanged) == (0, 0, len(district[Role.REGISTRY].frame))


def test_a_review_of_the_schema_gives_the_verdicts_of_the_files(path, district):
    for table in district.values():
        workspace.append(path, table)
    request = demo.request()
    inputs = {role: jobs.LayerInput(path, str(role)) for role in request.inputs}
    ours = jobs.review(dataclasses.replace(request, inputs=inputs)).tables["parcels_reviewed"]
    theirs = jobs.review(request).tables["parcels_reviewed"]
    columns = ["parcel_id", "verdict", "could_be", "complete", "assumed", "rules", "area_m2"]
    pd.testing.assert_frame_equal(ours[columns], theirs[columns])


def test_the_other_spellings_of_a_database_layer_are_read_as_workspace(path):
    workspace.append(path, _registry(name=["甲", "乙"]))
    for source in (f"{path}|layername=registry", f"{path}|table=soilgate.registry"):
        assert read.read_role(Role.REGISTRY, source).frame["name"].tolist() == ["甲", "乙"]
    with pytest.raises(InputError, match="workspace_other_role"):
        read.read_role(Role.NEGATIVE_LIST, f"{path}|layername=registry")


def test_an_update_keeps_what_was_and_the_states_of_a_day_can_be_asked(path, sql):
    workspace.append(path, _registry(name=["旧", "乙"], risk_level=["高", "低"]), now=MONDAY)
    done = workspace.append(path, _registry(["P1"], name=["新"]), now=WEDNESDAY)
    assert (done.added, done.updated, done.unchanged) == (0, 1, 0)
    now = workspace.read_role(path, Role.REGISTRY).frame
    assert sorted(now["name"]) == ["乙", "新"] and sorted(now["risk_level"]) == ["低", "高"]
    assert workspace.read_role(path, Role.REGISTRY, known_on=TUESDAY.date()).frame["name"].tolist() == ["旧", "乙"]
    assert len(workspace.read_role(path, Role.REGISTRY, known_on=dt.date(2026, 11, 1)).frame) == 0
    assert sql("SELECT name FROM soilgate.registry_as_of('2026-11-03') ORDER BY fid") == [("旧",), ("乙",)]


def test_an_import_that_fails_leaves_nothing(path):
    workspace.append(path, _registry())
    before = workspace.row_counts(path)
    with pytest.raises(InputError, match="database_failed"):
        workspace.append(path, _registry(["P1", "P7", "P8"], list_status=["removed", "listed", "nonsense"]))
    assert workspace.row_counts(path) == before
    assert "list_status" not in workspace.read_role(path, Role.REGISTRY).frame


def test_hostile_words_are_only_words(path, sql):
    odd = ["'; DROP TABLE soilgate.registry; --", "%s %(x)s {0} ? \\ \" $$", "\u4e2d\u6587\u2028\U0001f600"]
    workspace.append(path, _registry(["'P'", "?", "%s"], name=odd, source=Source(path="'; --?%s", title="%d ?")))
    assert workspace.read_role(path, Role.REGISTRY).frame["name"].tolist() == odd
    assert workspace.append(path, _registry(["'P'", "?", "%s"], name=odd)).unchanged == 3


def test_an_entry_that_a_whole_list_no_longer_has_stays_and_is_flagged(path):
    whole = Source(edition=EditionKind.WHOLE, edition_date=pd.Timestamp("2026-01-01"),
                   list_kind=ListKind.PROVINCIAL_LIST)
    workspace.append(path, _registry(["P1", "P2"], source=whole))
    done = workspace.append(path, _registry(["P2"], source=dataclasses.replace(
        whole, edition_date=pd.Timestamp("2026-06-01"))))
    assert done.vanished == 1
    back = workspace.read_role(path, Role.REGISTRY)
    assert len(back.frame) == 2 and [n["code"] for n in back.source.notes] == ["entry_vanished"]
    assert back.source.edition is EditionKind.WHOLE and back.source.edition_date == pd.Timestamp("2026-06-01")


def test_two_people_editing_one_plot_get_a_conflict_and_no_edit_is_lost(path, sql):
    workspace.append(path, _registry(name=["甲", "乙"]))
    version, = sql("SELECT row_version FROM soilgate.registry WHERE entry_id = 'P1'")[0]
    edit = "UPDATE soilgate.registry SET name = %s, row_version = %s WHERE entry_id = 'P1'"
    sql(edit, "第一人", -version)
    with pytest.raises(psycopg2.errors.SerializationFailure, match="已被他人修改"):
        sql(edit, "第二人", -version)
    assert sql("SELECT name, row_version FROM soilgate.registry WHERE entry_id = 'P1'") == [("第一人", version + 1)]
    sql(edit, "第二人", -(version + 1))
    former = sql("SELECT name FROM soilgate.registry_history ORDER BY recorded_to")
    assert former == [("甲",), ("第一人",)]


def test_an_import_waits_for_an_edit_and_then_says_who_is_in_the_way(path, monkeypatch):
    workspace.append(path, _registry())
    monkeypatch.setattr(workspace_pg, "PATIENCE_S", 0.3)
    other = psycopg2.connect(path)
    with other.cursor() as cursor:
        cursor.execute("UPDATE soilgate.registry SET name = '编辑中' WHERE entry_id = 'P1'")
        with pytest.raises(InputError, match="database_busy"):
            workspace.append(path, _registry(["P1"], name=["导入"]))
    other.rollback()
    other.close()
    assert workspace.append(path, _registry(["P1"], name=["导入"])).updated == 1


def test_edits_and_deletions_by_others_are_in_the_history(path, sql):
    workspace.append(path, _registry(name=["甲", "乙"]), now=MONDAY)
    sql("UPDATE soilgate.registry SET name = '手工' WHERE entry_id = 'P1'")
    sql("DELETE FROM soilgate.registry WHERE entry_id = 'P2'")
    sql("INSERT INTO soilgate.registry (entry_id, recorded_from) VALUES ('P3', NULL)")
    assert workspace.read_role(path, Role.REGISTRY, known_on=TUESDAY.date()).frame["name"].tolist() == ["甲", "乙"]
    assert workspace.read_role(path, Role.REGISTRY).frame["entry_id"].tolist() == ["P1", "P3"]


@pytest.mark.parametrize("table", ["runs", "decisions"])
def test_what_is_signed_cannot_be_changed(path, sql, table):
    sql(f"INSERT INTO soilgate.{table} (run_id, drafted_by) VALUES ('R1', '甲')")
    sql(f"UPDATE soilgate.{table} SET reviewed_by = '乙', signed_by = '丙', signed_on = '2026-11-03'")
    for statement in (f"UPDATE soilgate.{table} SET drafted_by = '丙'", f"DELETE FROM soilgate.{table}"):
        with pytest.raises(psycopg2.Error, match="read-only"):
            sql(statement)


def test_former_and_present_states_are_one_layer_with_their_time(path, sql):
    workspace.append(path, _registry(name=["旧", "乙"]), now=MONDAY)
    workspace.append(path, _registry(["P1"], name=["新"]), now=WEDNESDAY)
    found = sql("SELECT row_id, name, extract(day FROM recorded_from)::int, extract(day FROM recorded_to)::int "
                "FROM soilgate.registry_states ORDER BY row_id, recorded_from")
    assert found == [(1, "旧", 2, 4), (1, "新", 4, None), (2, "乙", 2, None)]
    assert sql("SELECT type, srid FROM geometry_columns WHERE f_table_name = 'registry_states'") == [
        ("MULTIPOLYGON", 4547)]


def test_nothing_is_signed_in_fewer_than_three_names_and_findings_stay(path, sql):
    sql("INSERT INTO soilgate.runs (run_id, drafted_by) VALUES ('R1', '甲')")
    sql("INSERT INTO soilgate.findings (run_id, finding_id, verdict) VALUES ('R1', 'f1', 'prohibited')")
    with pytest.raises(psycopg2.Error, match="三人"):
        sql("UPDATE soilgate.runs SET signed_by = '丙', signed_on = '2026-11-03'")
    sql("UPDATE soilgate.runs SET reviewed_by = '乙', signed_by = '丙', signed_on = '2026-11-03'")
    for statement in ("INSERT INTO soilgate.findings (run_id) VALUES ('R1')", "DELETE FROM soilgate.findings",
                      "UPDATE soilgate.findings SET verdict = 'clear'"):
        with pytest.raises(psycopg2.Error, match="read-only"):
            sql(statement)


def test_migration_adds_what_is_missing_and_keeps_every_row(path, sql):
    workspace.append(path, _registry(name=["甲", "乙"]))
    for statement in ("DROP VIEW soilgate.coverage_states", "DROP VIEW soilgate.registry_states",
                      "DROP TABLE soilgate.findings", "DROP TABLE soilgate.coverage", "DROP TABLE soilgate.coverage_history",
                      "DROP FUNCTION soilgate.registry_as_of(timestamptz)",
                      "ALTER TABLE soilgate.registry DROP COLUMN aftercare",
                      "ALTER TABLE soilgate.registry_history DROP COLUMN aftercare",
                      "UPDATE soilgate.workspace SET version = 0"):
        sql(statement)
    with pytest.raises(InputError, match="workspace_older"):
        workspace.append(path, _registry())
    assert workspace.migrate(path) == ["registry.aftercare", "findings", "coverage"]
    assert workspace.migrate(path) == []
    workspace.append(path, _registry(["P1"], name=["丙"], aftercare=["长期监测"]))
    assert sorted(workspace.read_role(path, Role.REGISTRY).frame["name"]) == ["丙", "乙"]
    assert sql("SELECT name, aftercare FROM soilgate.registry_history") == [("甲", None)]


def test_a_database_without_workspace_or_server_is_named_without_its_password(database, postgis_server):
    with pytest.raises(InputError, match="workspace_foreign") as caught:
        workspace.read_role(database, Role.REGISTRY)
    assert "geheim" not in str(caught.value)
    with pytest.raises(InputError, match="database_unreachable") as caught:
        workspace.create("postgresql://office:geheim@127.0.0.1:1/x")
    assert "geheim" not in str(caught.value)
    assert files.shown(database).count("geheim") == 0

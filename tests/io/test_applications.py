"""Applications in a workspace: whole as they went in, read back, changed by two, kept by an older version."""

from __future__ import annotations

import dataclasses
import gzip
import sqlite3
from pathlib import Path

import pyproj
import pytest
import shapely
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import UNREADABLE
from soilgate.plugin.io import applications, workspace
from soilgate.plugin.io.applications import Application, Parcel

PLAN, DEGREES = pyproj.CRS(4547), pyproj.CRS(4490)
OLD = Path(__file__).resolve().parents[1] / "data" / "workspaces"


def square(k, x=500_000, y=3_380_000, size=100):
    return shapely.box(x + 300 * k, y, x + 300 * k + size, y + size)


def whole():
    """An application with all that it can say: parcels of several parts, without outline, in degrees, of a line."""
    two = shapely.union(square(1), square(2))
    crossing = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    line = shapely.LineString([(500_000, 3_380_000), (500_050.123456789, 3_380_000)])
    return Application(
        "20261101-1", "2026-15", "示例公司", "070102", "1001", "电镀", ("use_change", "supply", "building_permit"),
        "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05",
        (applications.drawn(square(0), PLAN, {"use_code": "R2", "name": "甲", "facilities": "幼儿园"}, 1),
         Parcel("B;2", shapely.to_wkb(two, hex=True), "EPSG:4547", {"current_use_code": "M2",
                                                                     "use_changed_on" + UNREADABLE: "True"}, "申请.txt"),
         Parcel("C", "", "EPSG:4547", {"use_code": "=1+1"}),
         Parcel("D", shapely.to_wkb(crossing, hex=True), "EPSG:4547"),
         Parcel("E", shapely.to_wkb(shapely.box(114.0, 30.5, 114.001, 30.501), hex=True), "EPSG:4490", {}, "e.geojson"),
         Parcel("F", shapely.to_wkb(line, hex=True), "EPSG:4547")))


@pytest.fixture(params=["gpkg", "postgis"])
def path(request, tmp_path):
    where = str(tmp_path / "工作库.gpkg") if request.param == "gpkg" else request.getfixturevalue("database")
    workspace.create(where, crs="EPSG:4547")
    return where


def same(one, other):
    """Whether two applications say the same; outlines that went through another CRS, within a hundredth of a millimetre."""
    for a, b in zip(one.parcels, other.parcels):
        if a.shape is None or b.shape is None or a.crs == "EPSG:4547":
            assert a.wkb == b.wkb, a.parcel_id
        else:
            assert shapely.hausdorff_distance(a.shape, b.shape) < 1e-10
    plain = [dataclasses.replace(x, kept="", parcels=tuple(dataclasses.replace(p, wkb="", columns=dict(p.columns))
                                                           for p in x.parcels)) for x in (one, other)]
    return plain[0] == plain[1]


def test_a_whole_application_comes_back_as_it_went_in(path):
    state = applications.keep(path, whole())
    back = applications.read(path, "20261101-1")
    assert same(back, whole()) and back.kept == state
    assert Application.of(back.told()) == back
    (listed,) = applications.stored(path)
    assert (listed.case_no, listed.applicant, listed.applied_on, listed.parcels, listed.whole) == (
        "2026-15", "示例公司", "2026-10-01", 6, True)
    assert applications.table_of(back).source.sha256 != applications.table_of(
        dataclasses.replace(back, case_no="x")).source.sha256


def test_the_same_again_leaves_no_history_and_a_change_keeps_the_former_state(path):
    state = applications.keep(path, whole())
    again = dataclasses.replace(applications.read(path, "20261101-1"))
    assert applications.keep(path, again) == state
    changed = dataclasses.replace(again, use_code="0901", parcels=again.parcels[:1])
    assert applications.keep(path, changed) != state
    with workspace.reading(path, "applications", "application_parcels") as store:
        assert store.execute(f"SELECT use_code FROM {store.table('applications_history')}") == [("070102",)]
        gone = store.execute(f"SELECT parcel_id FROM {store.table('application_parcels_history')} ORDER BY parcel_id")
    assert [row[0] for row in gone] == ["B;2", "C", "D", "E", "F"]
    assert [p.parcel_id for p in applications.read(path, "20261101-1").parcels] == ["1"]


def test_two_who_change_one_application_do_not_overwrite_each_other(path):
    applications.keep(path, whole())
    mine, theirs = (applications.read(path, "20261101-1") for _ in range(2))
    theirs = dataclasses.replace(theirs, kept=applications.keep(path, dataclasses.replace(theirs, case_no="theirs")))
    with pytest.raises(InputError) as caught:
        applications.keep(path, dataclasses.replace(mine, case_no="mine"))
    assert caught.value.code == "application_changed"
    with pytest.raises(InputError):                      # another project's first application has that number
        applications.keep(path, Application("20261101-1", "other", parcels=whole().parcels))
    assert applications.read(path, "20261101-1").case_no == "theirs"
    applications.keep(path, dataclasses.replace(theirs, case_no="theirs again"))


def test_what_is_not_there_is_named(path):
    with pytest.raises(InputError) as caught:
        applications.read(path, "x")
    assert caught.value.code == "application_unknown"
    applications.keep(path, whole())
    applications.forget(path, "20261101-1")
    assert applications.stored(path) == []
    assert workspace.row_counts(path)["application_parcels"] == 0


def test_an_edit_in_qgis_is_read_and_not_overwritten(tmp_path):
    path = str(tmp_path / "w.gpkg")
    workspace.create(path, crs="EPSG:4547")
    applications.keep(path, whole())
    mine = applications.read(path, "20261101-1")
    with workspace.editing(path, "application_parcels") as store:
        store.change("UPDATE application_parcels SET use_code = 'G1' WHERE parcel_id = 'C'")
    with pytest.raises(InputError):
        applications.keep(path, dataclasses.replace(mine, case_no="mine"))
    assert {p.parcel_id: p.columns.get("use_code") for p in applications.read(path, "20261101-1").parcels}["C"] == "G1"


def test_applications_of_an_older_version_are_read_as_far_as_they_were_kept(tmp_path):
    path = tmp_path / "旧库.gpkg"
    path.write_bytes(gzip.decompress((OLD / "v3.gpkg.gz").read_bytes()))
    with pytest.raises(InputError, match="workspace_older"):
        applications.stored(str(path))
    assert workspace.migrate(path) == [
        *(f"applications.{name}" for name in ("current_use_code", "project_industry", "steps", "use_changed_on",
                                              "approved_on", "decided_on", "works_begun_on")), "application_parcels"]
    listed = applications.stored(str(path))
    assert {(one.case_no, one.parcels, one.whole) for one in listed} == {("2026-15", 2, False), ("2026-16", 1, False)}
    first = applications.read(str(path), "20261101-1")
    assert (first.applicant, first.use_code, first.steps, first.applied_on) == (
        "示例公司", "070102", ("supply",), "2026-10-01")
    assert [(p.parcel_id, p.shape.equals(square(k))) for k, p in enumerate(first.parcels)] == [("1", True), ("2", True)]
    assert shapely.get_num_geometries(applications.read(str(path), "20261101-2").parcels[0].shape) == 2
    applications.keep(str(path), first)                  # from now on whole
    assert {one.case_no: one.whole for one in applications.stored(str(path))} == {"2026-15": True, "2026-16": False}
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM applications_history").fetchall() == [(1,)]


def test_what_an_import_into_a_project_made_is_no_place_for_applications(tmp_path):
    """Beside it the office's workspace was no longer the only one, and applications were kept nowhere."""
    office, brought = tmp_path / "office.gpkg", tmp_path / "registry.gpkg"
    workspace.create(office, crs="EPSG:4547")
    workspace.create(brought, crs="EPSG:4547", roles=["registry"])
    assert applications.workspace_of([f"{brought}|layername=registry"]) is None
    assert applications.workspace_of([f"{office}|layername=parcels", f"{brought}|layername=registry"]) == str(office)


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_an_older_workspace_is_one_too(tmp_path, version):
    file = tmp_path / "old.gpkg"
    packed = Path(__file__).parents[1] / "data" / "workspaces" / f"{version}.gpkg.gz"
    file.write_bytes(gzip.decompress(packed.read_bytes()))
    assert applications.workspace_of([f"{file}|layername=registry"]) == str(file)

"""Rows that are out of date: by an edit of their parcel or near it, by other data; reviewed again in part."""

from __future__ import annotations

import os
import sqlite3

import geopandas as gpd
import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role, Step
from soilgate.plugin.qgs import use_cases
from soilgate.ui import freshness
from soilgate.ui.session import Session


def number_of(session):
    return session.inspect(Role.PARCELS).columns["parcel_id"]


def stale_ids(session, *, homes=False):
    """Parcels out of date; without works, which look for homes around them, unless asked."""
    works = session.review.rows_with("use_classes", ("industrial", "mining", "storage", "utility"))
    works |= (session.review.parcels["use_classes"].fillna("") == "").to_numpy()
    rows = session.stale_rows()
    return set(session.review.ids[rows if homes else rows & ~works])


def edited(session, qtbot, act):
    layer = session.layer(Role.PARCELS)
    assert layer.isEditable() or layer.startEditing()
    with qtbot.waitSignal(session.stale_changed, timeout=3000):
        act(layer)


def first(layer):
    """A home."""
    return next(f for f in layer.getFeatures() if "R2" in f.attributes())


def again(session, qtbot, start):
    with qtbot.waitSignal(session.finished_well, timeout=120_000):
        start()
    assert not session.problems, session.problems


def test_an_edited_parcel_is_out_of_date_and_no_other(reviewed, dock, qtbot):
    feature = first(reviewed.layer(Role.PARCELS))
    edited(reviewed, qtbot, lambda layer: layer.changeGeometry(feature.id(), QgsGeometry(feature.geometry())))
    assert stale_ids(reviewed) == {str(feature[number_of(reviewed)])}
    assert dock.review_page.note.text()
    reviewed.layer(Role.PARCELS).rollBack()


def test_saved_edits_are_not_taken_for_another_program(reviewed, qtbot):
    feature = first(reviewed.layer(Role.PARCELS))
    edited(reviewed, qtbot, lambda layer: layer.changeGeometry(feature.id(), QgsGeometry(feature.geometry())))
    before = stale_ids(reviewed)
    assert reviewed.layer(Role.PARCELS).commitChanges()
    reviewed.check_files()
    assert stale_ids(reviewed) == before == {str(feature[number_of(reviewed)])}


def test_a_deleted_parcel_is_out_of_date(reviewed, qtbot):
    feature = first(reviewed.layer(Role.PARCELS))
    edited(reviewed, qtbot, lambda layer: layer.deleteFeature(feature.id()))
    assert stale_ids(reviewed) == {str(feature[number_of(reviewed)])}
    reviewed.layer(Role.PARCELS).rollBack()


def test_a_changed_plot_reaches_the_parcels_near_it(reviewed, qtbot):
    plots = reviewed.layer(Role.REGISTRY)
    plot = next(f for f in plots.getFeatures() if f.hasGeometry() and not f.geometry().isEmpty())
    assert plots.startEditing()
    with qtbot.waitSignal(reviewed.stale_changed, timeout=3000):
        plots.changeAttributeValue(plot.id(), 1, "other")
    found = stale_ids(reviewed)
    assert 0 < len(found) < len(reviewed.review.ids)
    findings = reviewed.review.findings
    here = findings[(findings["subject_kind"] == "registry") & findings["overlap_m2"].notna()
                    & (findings["subject_id"].astype(str) == str(plot[reviewed.inspect(Role.REGISTRY).columns["entry_id"]]))]
    assert len(here)
    assert set(here["parcel_id"].astype(str)) <= found
    plots.rollBack()


def test_an_entry_without_place_reaches_every_parcel(reviewed, qtbot):
    plots = reviewed.layer(Role.REGISTRY)
    plot = next(f for f in plots.getFeatures() if not f.hasGeometry() or f.geometry().isEmpty())
    assert plots.startEditing()
    with qtbot.waitSignal(reviewed.stale_changed, timeout=3000):
        plots.changeAttributeValue(plot.id(), 1, "other")
    assert reviewed.stale_rows().all()
    plots.rollBack()


def test_other_data_make_all_rows_out_of_date_until_they_are_taken_back(reviewed):
    assert not reviewed.stale
    reviewed.answer_coverage(Role.REGISTRY, "no")
    assert reviewed.stale_rows().all()
    reviewed.answer_coverage(Role.REGISTRY, "yes")
    assert not reviewed.stale


def test_another_step_is_told_and_makes_nothing_out_of_date(reviewed, dock):
    reviewed.set_steps(["works"])
    assert not reviewed.stale
    assert reviewed.asked_otherwise()
    assert dock.review_page.note.text()


def test_review_of_what_is_out_of_date_updates_it_and_keeps_the_rest(reviewed, qtbot):
    feature = first(reviewed.layer(Role.PARCELS))
    parcel = str(feature[number_of(reviewed)])
    count = len(reviewed.review.ids)
    small = feature.geometry().buffer(-5.0, 4)
    edited(reviewed, qtbot, lambda layer: layer.changeGeometry(feature.id(), small))
    again(reviewed, qtbot, reviewed.review_stale)
    assert parcel in reviewed.review.fresh
    assert len(reviewed.review.fresh) < count / 2
    assert len(reviewed.review.ids) == count
    assert not reviewed.stale
    row = reviewed.review.row_of_id(parcel)
    assert float(reviewed.review.parcels["area_m2"].iloc[row]) == pytest.approx(small.area(), rel=1e-3)
    assert reviewed.review.fact("run", "parcels_in") == count
    reviewed.layer(Role.PARCELS).rollBack()


def test_review_of_others_leaves_what_is_out_of_date_so(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    one, other = [f for f in layer.getFeatures() if "R2" in f.attributes()][:2]
    edited(reviewed, qtbot, lambda plan: plan.changeGeometry(one.id(), one.geometry().buffer(-5.0, 4)))
    layer.selectByIds([other.id()])
    reviewed.selected_only = True
    again(reviewed, qtbot, reviewed.start_review)
    assert stale_ids(reviewed) == {str(one[number_of(reviewed)])}
    layer.rollBack()


def test_a_selection_reviewed_on_other_data_leaves_the_rest_out_of_date(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    one = first(layer)
    reviewed.answer_coverage(Role.REGISTRY, "no")
    layer.selectByIds([one.id()])
    reviewed.selected_only = True
    again(reviewed, qtbot, reviewed.start_review)
    assert stale_ids(reviewed, homes=True) == set(reviewed.review.ids) - {str(one[number_of(reviewed)])}


def test_a_parcel_reviewed_alone_is_vouched_for_as_in_the_plan(demo, qtbot):
    """The box of a layer was compared with the chosen parcel: what lies elsewhere in the plan was none of it."""
    demo.answer_coverage(Role.CONTROL_ZONES, "")
    again(demo, qtbot, demo.start_review)
    layer, zones = demo.layer(Role.PARCELS), demo.layer(Role.CONTROL_ZONES).extent()
    assert zones.intersects(layer.extent())
    outside = {str(f[number_of(demo)]): f.id() for f in layer.getFeatures() if not f.geometry().boundingBox().intersects(zones)}
    before = demo.review.parcels.set_index("parcel_id")[["verdict", "rules", "could_be"]]
    name = next(k for k in before.index if k in outside and "needs_control_zones" not in before.at[k, "rules"])
    layer.selectByIds([outside[name]])
    demo.selected_only = True
    again(demo, qtbot, demo.start_review)
    after = demo.review.parcels.set_index("parcel_id")[["verdict", "rules", "could_be"]]
    assert after.loc[name].to_dict() == before.loc[name].to_dict()


@pytest.mark.parametrize("elsewhere", [False, True], ids=["here", "worker"])
def test_a_polluting_project_reviewed_alone_sees_the_homes_of_the_plan(demo, qtbot, monkeypatch, elsewhere):
    """It was found clear: the homes beside it were not among the chosen parcels."""
    monkeypatch.setattr(use_cases, "are_many", lambda _given: elsewhere)
    demo.set_steps([str(Step.USE_CHANGE)])
    again(demo, qtbot, demo.start_review)
    before = demo.review.parcels.set_index("parcel_id")[["verdict", "rules", "could_be"]]
    name = before.index[before["rules"].str.contains("polluting_project_siting") & (before["could_be"] == "prohibited")][0]
    layer = demo.layer(Role.PARCELS)
    layer.selectByIds([f.id() for f in layer.getFeatures() if str(f[number_of(demo)]) == name])
    demo.selected_only = True
    again(demo, qtbot, demo.start_review)
    after = demo.review.parcels.set_index("parcel_id")[["verdict", "rules", "could_be"]]
    assert after.loc[name].to_dict() == before.loc[name].to_dict()


def test_a_new_parcel_joins_the_result(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    count = len(reviewed.review.ids)
    old = first(layer)
    assert layer.startEditing()
    new = QgsFeature(old)
    new.setId(0)
    new[number_of(reviewed)] = "NEW-1"
    shape = QgsGeometry(old.geometry())
    shape.translate(3000.0, 0.0)
    new.setGeometry(shape)
    assert layer.addFeature(new)
    qtbot.wait(300)
    assert not stale_ids(reviewed)
    added = [f.id() for f in layer.getFeatures() if f[number_of(reviewed)] == "NEW-1"]
    layer.selectByIds(added)
    reviewed.selected_only = True
    again(reviewed, qtbot, reviewed.start_review)
    assert len(reviewed.review.ids) == count + 1
    assert reviewed.review.ids[-1] == "NEW-1"
    layer.rollBack()


def test_an_edit_during_the_run_is_not_lost(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    feature = first(layer)
    assert layer.startEditing()
    with qtbot.waitSignal(reviewed.finished_well, timeout=120_000):
        reviewed.start_review()
        layer.changeGeometry(feature.id(), feature.geometry().buffer(-5.0, 4))
    assert reviewed.stale
    layer.rollBack()


def test_what_is_out_of_date_comes_back_with_the_project(reviewed, project, qtbot):
    feature = first(reviewed.layer(Role.PARCELS))
    edited(reviewed, qtbot, lambda layer: layer.changeGeometry(feature.id(), QgsGeometry(feature.geometry())))
    kept = stale_ids(reviewed)
    reviewed.layer(Role.PARCELS).rollBack()
    assert project.write()
    other = Session(project)
    with qtbot.waitSignal(other.review_shown, timeout=30_000, check_params_cb=lambda result: result is not None):
        other.resume()
    assert stale_ids(other) == kept
    other.close()


def test_a_file_written_by_others_is_noticed(reviewed, project, qtbot):
    assert project.write()
    path = reviewed.layer(Role.REGISTRY).source().split("|")[0]
    with sqlite3.connect(path) as database:
        database.execute("UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00.000Z'")
    other = Session(project)
    with qtbot.waitSignal(other.review_shown, timeout=30_000, check_params_cb=lambda result: result is not None):
        other.resume()
    qtbot.wait(50)
    assert other.stale_rows().all()
    other.close()


@pytest.mark.parametrize("in_qgis", [True, False])
def test_attributes_of_a_shapefile_that_were_changed_are_read_anew(session, project, tmp_path, in_qgis):
    """They stand in the .dbf: the .shp is as old as before."""
    gpd.GeoDataFrame({"code": ["440100001"], "状态": ["移出"]}, geometry=[shapely.box(5e5, 3e6, 500_100, 3_000_100)],
                     crs=4547).to_file(tmp_path / "名录.shp", engine="pyogrio", encoding="utf-8")
    layer = QgsVectorLayer(str(tmp_path / "名录.shp"), "名录", "ogr")
    project.addMapLayer(layer)
    session.choose(Role.REGISTRY, layer.id())
    statuses = [session.site_request().tables(Silent())[Role.REGISTRY].column("list_status").iloc[0]]
    before = freshness.file_state(layer)
    if in_qgis:
        assert layer.startEditing()
        layer.changeAttributeValue(0, layer.fields().indexFromName("状态"), "在册")
        assert layer.commitChanges()
    else:
        table = tmp_path / "名录.dbf"
        table.write_bytes(table.read_bytes().replace("移出".encode(), "在册".encode()))
    statuses.append(session.site_request().tables(Silent())[Role.REGISTRY].column("list_status").iloc[0])
    assert statuses == ["removed", "listed"]
    assert freshness.file_state(layer) != before


def test_opening_a_geopackage_is_no_change(reviewed, qtbot):
    layer = reviewed.layer(Role.REGISTRY)
    before = freshness.file_state(layer)
    assert before
    os.utime(layer.source().split("|")[0])
    assert freshness.file_state(layer) == before


def test_many_edits_are_told_at_once(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    assert layer.startEditing()
    told = []
    reviewed.stale_changed.connect(told.append)
    with qtbot.waitSignal(reviewed.stale_changed, timeout=5000):
        for feature in layer.getFeatures():
            layer.changeAttributeValue(feature.id(), layer.fields().indexFromName(number_of(reviewed)), "x")
    assert told == [True]
    assert reviewed.stale_rows().all()
    layer.rollBack()


def test_a_parcel_selected_in_the_plan_is_told(reviewed, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    feature = list(layer.getFeatures())[7]
    with qtbot.waitSignal(reviewed.plan_selected, timeout=1000) as told:
        layer.selectByIds([feature.id()])
    assert reviewed.review.ids[told.args[0]] == str(feature[number_of(reviewed)])


def test_rows_near_a_place_in_degrees(reviewed, project):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer("Point?crs=EPSG:4490", "points", "memory")
    project.addMapLayer(layer)
    result = reviewed.result_layer()
    centre = next(result.getFeatures()).geometry().pointOnSurface().asPoint()
    point = QgsCoordinateTransform(result.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), project).transform(
        QgsPointXY(centre))
    near = freshness.rows_near(project, result, [(layer.id(), QgsRectangle(point, point))], lambda _outline: 10.0)
    assert 0 < len(near) < result.featureCount()
    assert np.isin(list(near), reviewed.review.fids).all()


def test_a_new_home_reaches_the_works_near_it(reviewed, qtbot):
    result, layer = reviewed.review, reviewed.layer(Role.PARCELS)
    works = result.parcels[result.parcels["rules"].fillna("").str.contains("polluting_project_siting")]["parcel_id"]
    work = next(f for f in layer.getFeatures() if str(f[number_of(reviewed)]) in set(works.astype(str)))
    home = QgsFeature(first(layer))
    home.setId(0)
    shape = QgsGeometry(work.geometry())
    shape.translate(200.0, 0.0)
    home.setGeometry(shape)
    home[number_of(reviewed)] = "NEW-2"
    edited(reviewed, qtbot, lambda plan: plan.addFeature(home))
    assert str(work[number_of(reviewed)]) in stale_ids(reviewed, homes=True)
    assert not stale_ids(reviewed)
    layer.rollBack()


def test_an_edit_taken_back_changes_no_input(reviewed, qtbot):
    plots = reviewed.layer(Role.REGISTRY)
    assert plots.startEditing()
    plots.changeAttributeValue(next(plots.getFeatures()).id(), 1, "other")
    plots.rollBack()
    again(reviewed, qtbot, reviewed.start_review)
    assert reviewed.review.inputs_changed() == []

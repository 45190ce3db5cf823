from __future__ import annotations

import dataclasses
import datetime

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRelation,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.qgs import layers, styles, styles_site
from soilgate.tests.support import result_gpkg as made


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


@pytest.fixture
def gpkg(tmp_path):
    return made.result_gpkg(tmp_path / "结果 1.gpkg", columns=6, rows=4)


def add(layer: QgsVectorLayer, wkt: str, **attributes) -> None:
    feature = QgsFeature(layer.fields())
    for name, value in attributes.items():
        feature.setAttribute(name, value)
    if wkt:
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.dataProvider().addFeatures([feature])[0]


@pytest.fixture
def parcel_layer(project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=dkbh:string&field=n:integer&field=day:date", "plan", "memory")
    add(layer, "POLYGON((0 0,9 0,9 9,0 9,0 0))", dkbh="A-01", n=3, day=QDate(2026, 3, 6))
    add(layer, "", dkbh=None, n=None)
    return layer


def test_a_snapshot_keeps_nulls_dates_and_missing_geometry(parcel_layer):
    raw = layers.raw_of_layer(layers.snapshot(parcel_layer))
    assert raw.frame["dkbh"].tolist() == ["A-01", None]
    assert raw.frame["n"].tolist() == [3, None]
    assert raw.frame["day"].tolist() == [datetime.datetime(2026, 3, 6), None]
    assert raw.geometry[0].area == 81 and raw.geometry[1] is None
    assert raw.crs.to_epsg() == 4547 and raw.source.rows == 2


@pytest.mark.parametrize(("count", "rows"), [(3, 2), (-1, 0)])
def test_a_layer_that_ends_early_is_not_taken_for_the_whole(count, rows, parcel_layer):
    if not rows:
        assert parcel_layer.dataProvider().truncate()
    taken = dataclasses.replace(layers.snapshot(parcel_layer), count=count)
    with pytest.raises(InputError) as told:
        layers.raw_of_layer(taken)
    assert told.value.code == "layer_cut_short" and told.value.facts["rows"] == rows


def test_a_snapshot_holds_the_edit_buffer(parcel_layer):
    parcel_layer.startEditing()
    ids = [f.id() for f in parcel_layer.getFeatures()]
    parcel_layer.changeAttributeValue(ids[0], 0, "changed")
    fresh = QgsFeature(parcel_layer.fields())
    fresh.setAttribute("dkbh", "new")
    fresh.setGeometry(QgsGeometry.fromWkt("POLYGON((20 0,29 0,29 9,20 0))"))
    parcel_layer.addFeature(fresh)
    taken = layers.snapshot(parcel_layer)
    parcel_layer.rollBack()
    assert layers.raw_of_layer(taken).frame["dkbh"].tolist() == ["changed", None, "new"]


def test_only_selected_features_are_read_when_asked(parcel_layer):
    parcel_layer.selectByIds([next(parcel_layer.getFeatures()).id()])
    raw = layers.raw_of_layer(layers.snapshot(parcel_layer, selected_only=True))
    assert raw.frame["dkbh"].tolist() == ["A-01"]


def test_curves_are_read_as_segments(project):
    layer = QgsVectorLayer("CurvePolygon?crs=EPSG:4547&field=a:string", "curves", "memory")
    add(layer, "CURVEPOLYGON(CIRCULARSTRING(0 0,10 10,20 0,10 -10,0 0))", a="x")
    raw = layers.raw_of_layer(layers.snapshot(layer))
    assert raw.geometry[0].area == pytest.approx(np.pi * 100, rel=1e-3)


def test_a_table_without_places_has_no_geometry(project):
    layer = QgsVectorLayer("None?field=a:string", "table", "memory")
    add(layer, "", a="x")
    raw = layers.raw_of_layer(layers.snapshot(layer))
    assert raw.geometry is None and raw.crs is None and raw.frame["a"].tolist() == ["x"]


def test_a_result_is_shown_in_one_group_and_rebuilt_not_doubled(project, gpkg):
    first = layers.add_result(project, gpkg, lang="zh")
    names = sorted(layer.name() for layer in project.mapLayers().values())
    first.group.setName("renamed by the person")
    again = layers.add_result(project, gpkg, lang="zh")
    assert sorted(layer.name() for layer in project.mapLayers().values()) == names
    assert again.group.name() == "renamed by the person"
    assert len(project.layerTreeRoot().findGroups(True)) == 1


def test_what_the_person_ticked_stays_ticked(project, gpkg):
    layers.add_result(project, gpkg)
    node = project.layerTreeRoot().findLayer(layers.add_result(project, gpkg).layers["evidence_areas"].id())
    assert not node.itemVisibilityChecked()
    node.setItemVisibilityChecked(True)
    node = project.layerTreeRoot().findLayer(layers.add_result(project, gpkg).layers["evidence_areas"].id())
    assert node.itemVisibilityChecked()


def test_layers_of_the_person_are_not_restyled(project, parcel_layer, gpkg):
    project.addMapLayer(parcel_layer)
    before = parcel_layer.renderer().dump(), parcel_layer.labelsEnabled(), parcel_layer.mapTipTemplate()
    layers.add_result(project, gpkg)
    assert (parcel_layer.renderer().dump(), parcel_layer.labelsEnabled(), parcel_layer.mapTipTemplate()) == before
    assert parcel_layer.id() in project.mapLayers()


def test_findings_hang_on_their_parcels(project, gpkg):
    shown = layers.add_result(project, gpkg)
    relation: QgsRelation = project.relationManager().relation("soilgate_findings")
    assert relation.isValid()
    parcel = next(f for f in shown.parcels.getFeatures() if f["verdict"] == "prohibited")
    found = list(relation.getRelatedFeatures(parcel))
    assert found and all(f["parcel_id"] == parcel["parcel_id"] for f in found)


def test_evidence_knows_its_rule(project, gpkg):
    shown = layers.add_result(project, gpkg)
    assert {f["finding_rule"] for f in shown.layers["evidence_areas"].getFeatures()} <= {
        "listed_plot_sensitive_use", "needs_registry"}


def test_counts_come_from_the_file(gpkg):
    found = layers.occurring(gpkg)
    table = made.outcome(columns=6, rows=4).tables["parcels_reviewed"]
    assert found.verdicts == table["verdict"].value_counts().to_dict()
    assert sum(found.due_later.values()) == int((table["due_now"] == False).sum())  # noqa: E712  (object column)
    assert sum(found.could_be.values()) == int(table["could_be"].notna().sum())


def test_red_lines_lie_over_the_rows_that_could_be_graver_and_only_there(project, tmp_path):
    shown = layers.add_result(project, made.result_gpkg(tmp_path / "r.gpkg"))
    table = made.outcome().tables["parcels_reviewed"]
    wanted = set(table.loc[table["could_be"].notna(), "parcel_id"])
    assert {f["parcel_id"] for f in shown.layers[layers.COULD_BE].getFeatures()} == wanted and wanted
    order = [layer.customProperty(layers.PROPERTY) for layer in (node.layer() for node in shown.group.findLayers())]
    assert order.index(layers.COULD_BE) < order.index(layers.PARCELS)


def test_all_tables_can_be_read_while_all_are_open(project, tmp_path):
    gpkg = made.result_gpkg(tmp_path / "r.gpkg")
    shown = layers.add_result(project, gpkg)
    zones = layers.add_zones(project, made.zones_gpkg(tmp_path / "z.gpkg"))
    assert layers.occurring(gpkg).verdicts and layers.run_facts(gpkg)["run.as_of"] == "2026-11-23"
    for layer in (*shown.layers.values(), *zones.layers.values()):
        again = QgsVectorLayer(layer.source(), "again", "ogr")
        assert len(list(again.getFeatures())) == len(list(layer.getFeatures())) > 0, layer.name()


def test_every_row_is_drawn_by_a_category(project, gpkg):
    shown = layers.add_result(project, gpkg)
    values = {c.value() for c in shown.parcels.renderer().categories()}
    assert {f["verdict"] for f in shown.parcels.getFeatures()} <= values


def test_columns_have_chinese_aliases(project, gpkg):
    shown = layers.add_result(project, gpkg)
    index = shown.parcels.fields().indexOf("verdict")
    assert shown.parcels.attributeAlias(index) == "结论"


def test_stale_rows_are_marked_for_the_style(project, gpkg):
    shown = layers.add_result(project, gpkg, lang="zh")
    ids = {f["parcel_id"]: f.id() for f in shown.parcels.getFeatures()}
    layers.mark_stale(shown.parcels, [ids["A00-01"]], layers.occurring(gpkg), lang="zh")
    labels = [c.label() for c in shown.parcels.renderer().categories()]
    assert "数据已变更，须重审 (1)" in labels
    from qgis.core import QgsExpression

    def stale():
        context, expression = shown.parcels.createExpressionContext(), QgsExpression(styles.stale_expression())
        found = []
        for feature in shown.parcels.getFeatures():
            context.setFeature(feature)
            if expression.evaluate(context):
                found.append(feature["parcel_id"])
        return found

    assert stale() == ["A00-01"]
    layers.mark_stale(shown.parcels, None, layers.occurring(gpkg), lang="zh")
    assert sorted(stale()) == sorted(ids)
    layers.mark_stale(shown.parcels, [], layers.occurring(gpkg), lang="zh")
    assert stale() == []


def test_stale_fills_stay_transparent_over_imagery(project, gpkg):
    shown = layers.add_result(project, gpkg, lang="zh", imagery=True)
    layers.mark_stale(shown.parcels, None, layers.occurring(gpkg), lang="zh", imagery=True)
    categories = shown.parcels.renderer().categories()
    symbol = categories[0].symbol()
    assert symbol.symbolLayer(0).fillColor().alphaF() == pytest.approx(0.7, abs=0.01)


def test_a_file_that_is_no_result_is_named(project, tmp_path):
    with pytest.raises(InputError) as caught:
        layers.add_result(project, tmp_path / "nothing.gpkg")
    assert caught.value.code == "layer_missing" and "nothing.gpkg" in caught.value.facts["source"]


def test_a_failed_load_leaves_the_old_result(project, gpkg, tmp_path):
    layers.add_result(project, gpkg)
    before = set(project.mapLayers())
    with pytest.raises(InputError):
        layers.add_result(project, tmp_path / "nothing.gpkg")
    assert set(project.mapLayers()) == before


def test_zones_get_the_states_of_their_duties(project, tmp_path):
    shown = layers.add_zones(project, made.zones_gpkg(tmp_path / "z.gpkg"), lang="zh")
    zone = next(f for f in shown.layers["zones_status"].getFeatures() if f["zone_id"] == "GK-1")
    states = [zone[f"{duty}_state"] for duty in styles_site.DUTIES]
    assert states == list(made.STATES[0])
    layers.add_zones(project, tmp_path / "z.gpkg", lang="zh")
    assert len(project.layerTreeRoot().findGroups(True)) == 1


def test_geometry_of_a_snapshot_is_that_of_the_layer(parcel_layer):
    raw = layers.raw_of_layer(layers.snapshot(parcel_layer))
    assert shapely.equals(raw.geometry[0], shapely.box(0, 0, 9, 9))

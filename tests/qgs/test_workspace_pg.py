"""The shared workspace in the real QGIS: drop-downs, and two people who edit one plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from qgis.core import QgsDataSourceUri, QgsVectorLayer
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import workspace, workspace_model


@pytest.fixture
def layer(database, qgis_new_project):
    """Makes a layer of the register, as each of two people has it."""
    workspace.create(database, crs="EPSG:4547")
    frame = pd.DataFrame({"entry_id": ["P1"], "name": ["甲"], "list_kind": ["provincial_list"], "source_row": [1]})
    shape = np.array([shapely.box(500_000, 3_380_000, 500_100, 3_380_100)], object)
    workspace.append(database, RoleTable(Role.REGISTRY, frame, shape, pyproj.CRS(4547)))
    host, name = database.split("@")[1].split("/")
    uri = QgsDataSourceUri()
    uri.setConnection(*host.split(":"), name, "office", "geheim")
    uri.setDataSource("soilgate", "registry", "geom", "", "fid")

    def make():
        made = QgsVectorLayer(uri.uri(False), "名录", "postgres")
        assert made.isValid()
        made.loadDefaultStyle()
        return made

    return make


def _edit(layer, name):
    assert layer.isEditable() or layer.startEditing()
    feature = next(layer.getFeatures())
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("name"), name)
    return layer.commitChanges()


def test_fields_have_chinese_titles_and_words_to_choose_from(layer):
    fields = layer().fields()
    assert fields.field("list_kind").alias() == "名录种类"
    setup = layer().editorWidgetSetup(fields.indexOf("list_kind"))
    assert setup.type() == "ValueMap" and len(setup.config()["map"]) == 6


def test_the_second_of_two_people_is_told_and_nothing_is_lost(layer, database):
    first, second = layer(), layer()
    for one in (first, second):
        assert one.startEditing()
        feature = next(one.getFeatures())
        assert one.changeAttributeValue(feature.id(), one.fields().indexOf("name"), f"由{id(one)}")
    assert first.commitChanges()
    assert not second.commitChanges()
    assert "已被他人修改" in " ".join(second.commitErrors())
    second.rollBack()
    assert workspace.read_role(database, Role.REGISTRY).frame["name"].tolist() == [f"由{id(first)}"]


def test_one_person_can_save_again_and_again(layer, database):
    mine = layer()
    for name in ("乙", "丙", "丁"):
        assert _edit(mine, name), mine.commitErrors()
    assert workspace.read_role(database, Role.REGISTRY).frame["name"].tolist() == ["丁"]
    again = layer()
    assert again.startEditing()
    feature = next(again.getFeatures())
    shape = feature.geometry()
    shape.translate(10, 0)
    assert again.changeGeometry(feature.id(), shape) and again.commitChanges(), again.commitErrors()
    assert workspace.read_role(database, Role.REGISTRY).geometry[0].bounds[0] == 500_010


def test_the_second_of_two_who_redraw_a_plot_is_told_too(layer, database):
    first, second = layer(), layer()
    for one, metres in ((first, 10), (second, 20)):
        assert one.startEditing()
        feature = next(one.getFeatures())
        shape = feature.geometry()
        shape.translate(metres, 0)
        assert one.changeGeometry(feature.id(), shape)
    assert first.commitChanges(), first.commitErrors()
    assert not second.commitChanges()
    assert "已被他人修改" in " ".join(second.commitErrors())
    second.rollBack()
    assert workspace.read_role(database, Role.REGISTRY).geometry[0].bounds[0] == 500_010


def test_a_word_and_a_redrawing_of_one_plot_do_not_overwrite_each_other(layer, database):
    first, second = layer(), layer()
    assert first.startEditing() and second.startEditing()
    feature = next(first.getFeatures())
    assert first.changeAttributeValue(feature.id(), first.fields().indexOf("risk_level"), "高") and first.commitChanges()
    shape = feature.geometry()
    shape.translate(10, 0)
    assert second.changeGeometry(feature.id(), shape)
    second.commitChanges()
    table = workspace.read_role(database, Role.REGISTRY)
    assert table.frame["risk_level"].tolist() == ["高"] and table.geometry[0].bounds[0] in (500_000, 500_010)


def test_every_table_opens_for_editing_with_its_titles(layer, database):
    uri = QgsDataSourceUri(layer().source())
    for kept in workspace_model.layers().values():
        uri.setDataSource("soilgate", kept.name, "geom" if kept.geometry else "", "", "fid")
        opened = QgsVectorLayer(uri.uri(False), kept.name, "postgres")
        opened.loadDefaultStyle()
        assert opened.isValid() and opened.startEditing(), kept.name
        opened.rollBack()
        for column in kept.columns:
            index = opened.fields().indexOf(column.name)
            assert opened.fields().at(index).alias() == workspace_model.column_title(kept, column.name), column.name
            if workspace_model.choices(column):
                assert opened.editorWidgetSetup(index).type() == "ValueMap", (kept.name, column.name)


def test_all_states_are_a_layer_that_can_be_stepped_through(layer, database):
    mine = layer()
    assert _edit(mine, "乙")
    uri = QgsDataSourceUri(mine.source())
    uri.setDataSource("soilgate", "registry_states", "geom", "", "state_id")
    states = QgsVectorLayer(uri.uri(False), "历次", "postgres")
    states.loadDefaultStyle()
    assert states.isValid() and sorted(f["name"] for f in states.getFeatures()) == ["乙", "甲"]
    assert states.temporalProperties().endField() == "recorded_to"
    assert states.editorWidgetSetup(states.fields().indexOf("list_kind")).type() == "ValueMap"

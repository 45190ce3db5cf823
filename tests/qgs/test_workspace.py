"""A workspace in the real QGIS: titles, drop-downs, and edits that change nothing else."""

from __future__ import annotations

import sqlite3

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from qgis.core import QgsDateTimeRange, QgsFeature, QgsFeatureRequest, QgsVectorLayer, QgsVectorLayerTemporalContext
from qgis.gui import QgsAttributeForm, QgsGui
from qgis.PyQt.QtWidgets import QComboBox
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import workspace, workspace_model


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "workspace.gpkg"
    workspace.create(path, crs="EPSG:4547")
    frame = pd.DataFrame({"entry_id": ["P1"], "name": ["甲"], "list_kind": ["provincial_list"], "target_met": [False],
                          "not_treatable": [None], "source_row": [1]})
    shape = np.array([shapely.box(500_000, 3_380_000, 500_100, 3_380_100)], object)
    workspace.append(path, RoleTable(Role.REGISTRY, frame, shape, pyproj.CRS(4547)))
    return path


@pytest.fixture
def registry_layer(path, qgis_new_project):
    return QgsVectorLayer(f"{path}|layername=registry", "registry", "ogr")


def test_fields_have_chinese_titles_and_words_to_choose_from(registry_layer):
    fields = registry_layer.fields()
    assert fields.field("list_kind").alias() == "名录种类"
    assert registry_layer.crs().authid() == "EPSG:4547" and registry_layer.featureCount() == 1
    for name, words in (("list_kind", 6), ("list_status", 3), ("target_met", 3), ("target_class", 3),
                        ("change_kind", 5)):
        setup = registry_layer.editorWidgetSetup(fields.indexOf(name))
        assert setup.type() == "ValueMap" and len(setup.config()["map"]) == words, name
    assert registry_layer.editorWidgetSetup(fields.indexOf("listed_on")).type() == "DateTime"


def test_a_form_changes_what_was_chosen_and_leaves_unknown_unknown(registry_layer, path):
    QgsGui.editorWidgetRegistry().initEditors()
    assert registry_layer.startEditing()
    form = QgsAttributeForm(registry_layer, registry_layer.getFeature(1))
    combos = {c.objectName(): c for c in form.findChildren(QComboBox) if c.objectName()}
    assert combos["target_met"].currentText() == "否"
    combos["target_met"].setCurrentIndex(combos["target_met"].findText("是"))
    combos["list_kind"].setCurrentIndex(combos["list_kind"].findText("疑似污染地块"))
    assert form.save() and registry_layer.commitChanges()
    back = workspace.read_role(path, Role.REGISTRY).frame.iloc[0]
    assert back["target_met"] is True and back["list_kind"] == "suspected"
    assert back["not_treatable"] is None and back["name"] == "甲"


def test_an_edit_in_qgis_goes_into_the_history_and_a_wrong_word_nowhere(registry_layer, path):
    fields = registry_layer.fields()
    assert registry_layer.startEditing()
    assert registry_layer.changeAttributeValue(1, fields.indexOf("name"), "乙") and registry_layer.commitChanges()
    assert registry_layer.startEditing()
    wrong = QgsFeature(fields)
    wrong.setAttribute("list_kind", "nonsense")
    registry_layer.addFeature(wrong)
    assert not registry_layer.commitChanges()
    registry_layer.rollBack()
    database = sqlite3.connect(path)
    assert database.execute("SELECT name FROM registry_history").fetchall() == [("甲",)]
    assert database.execute("SELECT name FROM registry").fetchall() == [("乙",)]
    database.close()


def test_all_states_are_a_layer_that_can_be_stepped_through(registry_layer, path):
    assert registry_layer.startEditing()
    assert registry_layer.changeAttributeValue(1, registry_layer.fields().indexOf("name"), "乙")
    assert registry_layer.commitChanges()
    states = QgsVectorLayer(f"{path}|layername=registry_states", "states", "ogr")
    assert sorted(f["name"] for f in states.getFeatures()) == ["乙", "甲"] and states.isSpatial()
    assert states.fields().field("recorded_to").typeName() == "DateTime"
    assert states.fields().field("recorded_to").alias() == "记录失效时间"
    time = states.temporalProperties()
    time.setIsActive(True)
    former = next(f for f in states.getFeatures() if f["name"] == "甲")
    moment = former["recorded_to"].addMSecs(-1)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(states)
    shown = time.createFilterString(context, QgsDateTimeRange(moment, moment))
    assert [f["name"] for f in states.getFeatures(QgsFeatureRequest().setFilterExpression(shown))] == ["甲"], shown


def test_every_table_opens_for_editing_with_its_titles(path, qgis_new_project):
    for layer in workspace_model.layers().values():
        opened = QgsVectorLayer(f"{path}|layername={layer.name}", layer.name, "ogr")
        assert opened.isValid() and opened.startEditing(), layer.name
        opened.rollBack()
        for column in layer.columns:
            index = opened.fields().indexOf(column.name)
            assert opened.fields().at(index).alias() == workspace_model.column_title(layer, column.name), column.name
            if workspace_model.choices(column):
                assert opened.editorWidgetSetup(index).type() == "ValueMap", (layer.name, column.name)

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
from soilgate.plugin.io import workspace


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

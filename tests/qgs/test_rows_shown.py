"""Layers of QGIS that show fewer rows than their file holds: nothing that they leave out may count as not there."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from qgis.core import QgsField, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import use_cases
from soilgate.plugin.qgs.algorithms.base import NothingSaid

ROWS = pd.DataFrame({"地块编码": ["440100001", "440100002"], "地块名称": ["甲厂", "乙厂"], "名录状态": ["在册", "在册"]})


def opened(source: str, provider: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(source, "名录", provider)
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer


def text_layer(path, shapes, **how: str) -> QgsVectorLayer:
    """A delimited text as QGIS opens it, with these cells as places."""
    pd.concat([ROWS, pd.DataFrame(shapes)], axis=1).to_csv(path, index=False, sep=";")
    url, query = QUrl.fromLocalFile(str(path)), QUrlQuery()
    query.setQueryItems(list({"type": "csv", "delimiter": ";", "crs": "EPSG:4547", **how}.items()))
    url.setQuery(query)
    return opened(bytes(url.toEncoded()).decode(), "delimitedtext")


@pytest.mark.parametrize("role", [Role.REGISTRY, Role.PARCELS])
@pytest.mark.parametrize("shapes, how", [
    ({"X": ["505000", "505250米"], "Y": ["3380000", "3380000"]}, {"xField": "X", "yField": "Y"}),
    ({"WKT 几何": ["POLYGON((0 0,1 0,1 1,0 0))", "POINT(0 0)"]}, {"wktField": "WKT 几何", "geomType": "Polygon"}),
    ({"WKT 几何": ["POLYGON((0 0,1 0,1 1,0 0))", "见附图"]}, {"wktField": "WKT 几何"})])
def test_a_text_of_which_rows_were_dropped_is_refused(qgis_app, qgis_new_project, tmp_path, role, shapes, how):
    layer = text_layer(tmp_path / "名录 表+1.csv", shapes, **how)
    assert layer.featureCount() == 1
    with pytest.raises(InputError, match="layer_hides_rows"):
        use_cases.refuse_filtered(role, layer)


@pytest.mark.parametrize("shapes, how", [
    ({"X": ["505000", ""], "Y": ["3380000", ""]}, {"xField": "X", "yField": "Y"}),
    ({"WKT 几何": ["POLYGON((0 0,1 0,1 1,0 0))", None]}, {"wktField": "WKT 几何"}),
    ({"X": ["505000", "505250米"]}, {"geomType": "none"})])
def test_a_text_that_shows_all_its_rows_is_taken(qgis_app, qgis_new_project, tmp_path, shapes, how):
    layer = text_layer(tmp_path / "名录.csv", shapes, **how)
    assert layer.featureCount() == 2
    use_cases.refuse_filtered(Role.REGISTRY, layer)


@pytest.fixture
def mixed(qgis_app, qgis_new_project, tmp_path):
    """A register in which one plot is an outline, the other a point."""
    path = tmp_path / "名录.geojson"
    places = [shapely.box(114, 30.5, 114.001, 30.501), shapely.Point(114.01, 30.5)]
    gpd.GeoDataFrame(ROWS, geometry=places, crs=4490).to_file(path, engine="pyogrio")
    return path


def test_the_outlines_of_a_mixed_file_alone_are_read_from_the_file_with_all_its_rows(mixed):
    layer = opened(f"{mixed}|layername=名录|geometrytype=Polygon", "ogr")
    assert layer.featureCount() == 1
    use_cases.refuse_filtered(Role.REGISTRY, layer)
    given = use_cases.given(Role.REGISTRY, layer, NothingSaid())
    assert len(given.table(Silent()).frame) == 2


def test_the_outlines_of_a_mixed_file_are_refused_where_the_file_cannot_be_read_instead(mixed):
    layer = opened(f"{mixed}|layername=名录|geometrytype=Polygon", "ogr")
    layer.addExpressionField("'x'", QgsField("注记"))
    with pytest.raises(InputError, match="layer_hides_rows") as told:
        use_cases.refuse_filtered(Role.REGISTRY, layer)
    assert (told.value.facts["count"], told.value.facts["rows"]) == (2, 1)
    use_cases.refuse_filtered(Role.PARCELS, layer)


def test_a_register_under_a_filter_owes_zones_too(qgis_app, qgis_new_project, tmp_path):
    gpd.GeoDataFrame(ROWS, geometry=[shapely.box(k, 0, k + 1, 1) for k in range(2)], crs=4547).to_file(
        tmp_path / "r.gpkg", engine="pyogrio")
    layer = opened(str(tmp_path / "r.gpkg"), "ogr")
    chosen = {Role.REGISTRY: (layer, NothingSaid()), Role.CONTROL_ZONES: (layer, NothingSaid())}
    use_cases.zones_request(chosen, as_of=dt.date(2026, 9, 1), out=tmp_path / "z.gpkg")
    assert layer.setSubsetString("fid = 1")
    with pytest.raises(InputError, match="layer_filtered"):
        use_cases.zones_request(chosen, as_of=dt.date(2026, 9, 1), out=tmp_path / "z.gpkg")

"""The imports in Processing: what ``soilgate import`` does, by processing.run, in a model and by qgis_process."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from soilgate.plugin.cli import main
from soilgate.plugin.qgs import importing
from soilgate.plugin.qgs.provider import SoilGateProvider

DATA = Path(__file__).resolve().parents[1] / "data"
TXT, LISTS = DATA / "boundary", DATA / "imports"
PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")


@pytest.fixture(scope="module")
def processing(qgis_app):
    """The Python module ``processing`` with our provider."""
    sys.path.append("/usr/share/qgis/python/plugins")
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    provider = SoilGateProvider()
    assert QgsApplication.processingRegistry().addProvider(provider)
    yield processing
    QgsApplication.processingRegistry().removeProvider(provider)
    sys.path.remove("/usr/share/qgis/python/plugins")


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "工作库.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0
    return str(path)


def cells(path, statement):
    database = sqlite3.connect(path)
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()


def test_a_register_comes_in_as_on_the_command_line(processing, tmp_path, workspace):
    told = processing.run("soilgate:importregister", {
        "INPUT": str(LISTS / "register_whole.xlsx"), "LIST_KIND": "provincial_list", "EDITION_DATE": "2026-06-30",
        "COVERS_PLAN": True, "PERSON": "甲", "INTO": workspace, "REPORT": str(tmp_path / "r.html"),
        "JSON": str(tmp_path / "r.json")})
    other = tmp_path / "other.gpkg"
    assert main(["workspace", "create", str(other), "--crs", "EPSG:4547"]) == 0
    assert main(["--quiet", "import", "register", str(LISTS / "register_whole.xlsx"), "--list-kind", "provincial_list",
                 "--edition-date", "2026-06-30", "--covers", "parcels", "--person", "甲", "--into", str(other)]) == 0
    wanted = "SELECT entry_id, name, list_kind, list_status, pollutants, unreadable, original FROM registry ORDER BY fid"
    assert cells(workspace, wanted) == cells(other, wanted)
    assert cells(workspace, "SELECT list_kind, edition, edition_date, person FROM imports") == cells(
        other, "SELECT list_kind, edition, edition_date, person FROM imports")
    assert cells(workspace, "SELECT role, whole_plan, person FROM coverage") == [("registry", 1, "甲")]
    assert told["ROWS"] == told["ADDED"] == QgsVectorLayer(told["OUTPUT"], "r", "ogr").featureCount() > 0
    assert told["ROWS"] == sum(told[name] for name in ("READ", "REPAIRED", "GUESSED", "REFUSED"))
    assert "<html" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["complete"] is True
    again = processing.run("soilgate:importregister", {
        "INPUT": str(LISTS / "register_whole.xlsx"), "LIST_KIND": "provincial_list", "EDITION_DATE": "2026-06-30",
        "INTO": workspace})
    assert (again["ADDED"], again["UPDATED"], again["UNCHANGED"]) == (0, 0, told["ROWS"])


def test_boundary_texts_give_one_layer_with_titles(processing, tmp_path):
    files = [str(TXT / "m01-standard-gb18030-crlf.txt"), str(TXT / "m02-hole-numbering-continues.txt")]
    told = processing.run("soilgate:importboundarytxt", {"INPUT": files, "OUTPUT": str(tmp_path / "o.gpkg")})
    layer = QgsVectorLayer(told["OUTPUT"], "地块", "ogr")
    assert layer.isValid() and layer.featureCount() == told["ADDED"] == told["ROWS"] >= 2
    assert layer.fields().field("parcel_id").alias() and layer.crs().isValid()
    assert any(f.geometry().asMultiPolygon() and len(f.geometry().asMultiPolygon()[0]) > 1
               for f in layer.getFeatures())


def test_samples_get_their_place_from_the_crs_that_is_told(processing, tmp_path):
    parameters = {"INPUT": str(LISTS / "lab_wide.xlsx"), "OUTPUT": str(tmp_path / "s.gpkg")}
    told = processing.run("soilgate:importsamples", {**parameters, "CRS": "EPSG:4490"})
    layer = QgsVectorLayer(told["OUTPUT"], "s", "ogr")
    assert layer.featureCount() == told["ADDED"] > 0
    assert {f["below_detection"] for f in layer.getFeatures()} >= {1}


def test_samples_without_coordinates_are_placed_by_a_table_of_points(processing, tmp_path):
    parameters = {"INPUT": str(LISTS / "lab_without_places.csv"), "OUTPUT": str(tmp_path / "s.gpkg")}
    with pytest.raises(QgsProcessingException, match="POINTS=F"):
        processing.run("soilgate:importsamples", parameters)
    told = processing.run("soilgate:importsamples", {**parameters, "POINTS": str(LISTS / "lab_points.csv")})
    assert (told["ROWS"], told["ADDED"], told["REFUSED"], told["GUESSED"]) == (4, 3, 1, 1)
    places = [(f["point_id"], f.geometry().asWkt(2)) for f in QgsVectorLayer(told["OUTPUT"], "s", "ogr").getFeatures()]
    assert places[:2] == [("S1", "Point (113.51 23.11)"), ("S2", "Point (113.52 23.12)")] and places[2][0] == "S3"
    book = tmp_path / "w.gpkg"
    assert main(["--quiet", "workspace", "create", str(book), "--crs", "EPSG:4490"]) == 0
    assert main(["--quiet", "import", "layer", str(LISTS / "lab_points.csv"), "--as", "points", "--into", str(book)]) == 0
    told = processing.run("soilgate:importsamples", {**parameters, "POINTS": str(book), "POINTS_LAYER": "points"})
    assert told["ADDED"] == 3


def test_a_layer_with_edits_comes_in_as_it_stands_in_the_window(processing, tmp_path, qgis_new_project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=地块编号:string&field=用地代码:string", "规划地块", "memory")
    for k in range(3):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"A{k}", "0701"])
        x = 500_000 + 100 * k
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({x} 3380000,{x + 50} 3380000,{x + 50} 3380050,{x} 3380000))"))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    told = processing.run("soilgate:importlayer", {"INPUT": layer, "ROLE": "parcels",
                                                   "OUTPUT": str(tmp_path / "p.gpkg")})
    layer.rollBack()
    assert cells(tmp_path / "p.gpkg", "SELECT parcel_id, use_code FROM parcels") == [("A1", "0701"), ("A2", "0701")]
    assert told["OUTPUT"].endswith("|layername=parcels")


def test_a_question_ends_in_its_sentence_with_the_parameter_that_answers(processing, tmp_path, workspace):
    parameters = {"INPUT": str(LISTS / "plan_no_prj.shp"), "ROLE": "parcels", "INTO": workspace}
    with pytest.raises(QgsProcessingException, match=r"plan_no_prj\.shp.*CRS=EPSG:N"):
        processing.run("soilgate:importlayer", parameters)
    assert cells(workspace, "SELECT count(*) FROM parcels") == [(0,)]
    told = processing.run("soilgate:importlayer", {**parameters, "CRS": "EPSG:4547"})
    assert told["ADDED"] == 3
    with pytest.raises(QgsProcessingException, match="m15-plain-xy-no-zone"):
        processing.run("soilgate:importboundarytxt", {"INPUT": [str(TXT / "m15-plain-xy-no-zone.txt")],
                                                      "OUTPUT": str(tmp_path / "o.gpkg")})
    assert not (tmp_path / "o.gpkg").exists()


@pytest.mark.parametrize(("name", "parameter", "value"), [
    ("importregister", "EDITION_DATE", "30.6.2026"), ("importregister", "INTO", "/nowhere/w.gpkg"),
    ("importregister", "MAP", "/nowhere/m.yaml"), ("importboundarytxt", "DECISIONS", "unit=acre")])
def test_a_wrong_word_is_one_sentence(processing, tmp_path, name, parameter, value):
    given = [str(TXT / "m01-standard-gb18030-crlf.txt")] if name == "importboundarytxt" else str(
        LISTS / "register_whole.xlsx")
    with pytest.raises(QgsProcessingException) as caught:
        processing.run(f"soilgate:{name}", {"INPUT": given, "OUTPUT": str(tmp_path / "o.gpkg"), parameter: value})
    assert "Traceback" not in str(caught.value) and value.split("=")[-1] in str(caught.value)


def test_the_output_feeds_the_next_step_of_a_model(processing, tmp_path):
    model = QgsProcessingModelAlgorithm("导入并修复", "g", "g")
    first = QgsProcessingModelChildAlgorithm("soilgate:importlayer")
    first.setChildId("import")
    of = QgsProcessingModelChildParameterSource
    first.addParameterSources("INPUT", [of.fromStaticValue(str(LISTS / "plan_gbk_no_cpg.shp"))])
    first.addParameterSources("ROLE", [of.fromStaticValue("parcels")])
    model.addChildAlgorithm(first)
    second = QgsProcessingModelChildAlgorithm("native:centroids")
    second.setChildId("centroids")
    second.addParameterSources("INPUT", [of.fromChildOutput("import", "OUTPUT")])
    result = QgsProcessingModelOutput("CENTROIDS")
    result.setChildId("centroids")
    result.setChildOutputName("OUTPUT")
    second.setModelOutputs({"CENTROIDS": result})
    model.addChildAlgorithm(second)
    feedback = QgsProcessingFeedback()
    told = processing.run(model, {"centroids:CENTROIDS": str(tmp_path / "c.gpkg")}, feedback=feedback)
    centroids = QgsVectorLayer(told["centroids:CENTROIDS"], "c", "ogr")
    assert centroids.featureCount() == 3 and centroids.fields().indexOf("use_code") >= 0


def test_the_imported_layer_is_the_one_that_opens(processing, tmp_path, qgis_new_project):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    processing.run("soilgate:importlayer", {
        "INPUT": str(LISTS / "plan_gbk_no_cpg.shp"), "ROLE": "parcels", "REPORT": str(tmp_path / "r.html"),
        "OUTPUT": QgsProcessingOutputLayerDefinition(str(tmp_path / "p.gpkg"), QgsProject.instance()),
    }, context=context, feedback=feedback)
    (source, details), = context.layersToLoadOnCompletion().items()
    layer = QgsProcessingUtils.mapLayerFromString(source, context)
    assert layer.featureCount() == 3
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert layer.fields().field("use_code").alias()


def test_a_shared_workspace_is_filled_and_opens_as_a_layer(processing, database):
    assert main(["workspace", "create", database, "--crs", "EPSG:4547"]) == 0
    told = processing.run("soilgate:importlayer", {"INPUT": str(LISTS / "plan_gbk_no_cpg.shp"), "ROLE": "parcels",
                                                   "INTO": database})
    assert told["ADDED"] == 3
    source, provider = importing.layer_source(database, "parcels")
    layer = QgsVectorLayer(source, "p", provider)
    assert layer.isValid() and layer.featureCount() == 3
    assert told["OUTPUT"].startswith("postgres://")


@pytest.mark.slow
@pytest.mark.skipif(PROCESS is None, reason="qgis_process is not installed")
def test_qgis_process_imports_what_the_command_line_imports(child_env, tmp_path):
    environment = {**child_env, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}
    enabled = subprocess.run([PROCESS, "plugins", "enable", "soilgate"], env=environment, capture_output=True,
                             text=True, check=False)
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    done = subprocess.run(
        [PROCESS, "--json", "run", "soilgate:importboundarytxt", f"--INPUT={TXT / 'm01-standard-gb18030-crlf.txt'}",
         f"--INPUT={TXT / 'm02-hole-numbering-continues.txt'}", f"--OUTPUT={tmp_path / 'o.gpkg'}"],
        env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert main(["--quiet", "import", "txt", str(TXT / "m01-standard-gb18030-crlf.txt"),
                 str(TXT / "m02-hole-numbering-continues.txt"), "--out", str(tmp_path / "cli.gpkg")]) == 0
    wanted = "SELECT parcel_id, name, geom FROM parcels ORDER BY fid"
    assert cells(tmp_path / "o.gpkg", wanted) == cells(tmp_path / "cli.gpkg", wanted)
    shown = subprocess.run([PROCESS, "help", "soilgate:importregister"], env=environment, capture_output=True,
                           text=True, check=False)
    assert "EDITION" in shown.stdout and "INTO" in shown.stdout
    asked = subprocess.run([PROCESS, "run", "soilgate:importlayer", f"--INPUT={LISTS / 'plan_no_prj.shp'}",
                            "--ROLE=parcels", f"--OUTPUT={tmp_path / 'x.gpkg'}"], env=environment,
                           capture_output=True, text=True, check=False)
    assert asked.returncode != 0 and "CRS=EPSG:" in asked.stdout + asked.stderr
    assert "Traceback" not in asked.stdout + asked.stderr and not (tmp_path / "x.gpkg").exists()

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from soilgate.plugin import demo, jobs
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import deps, i18n, result_tables, settings
from soilgate.plugin.qgs.algorithms import base
from soilgate.plugin.qgs.provider import SoilGateProvider

LISTED = {"reviewparcels", "controlzones", "publicnotice", "importboundarytxt", "importregister", "importsamples",
          "importlayer"}


@pytest.fixture(scope="module")
def provider(qgis_app):
    made = SoilGateProvider()
    assert QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


def given(*roles: Role) -> dict[str, str]:
    inputs = demo.inputs()
    wanted = roles or jobs.REVIEW_ROLES
    return {str(role).upper(): f"{inputs[role].path}|layername={inputs[role].layer}"
            for role in wanted if role in inputs}


def run(name: str, parameters: dict, project=None) -> dict:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"soilgate:{name}")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project or QgsProject.instance())
    results, ok = algorithm.run(parameters, context, feedback, {}, False)
    assert ok
    return results


@pytest.fixture(scope="module")
def reviewed(provider, tmp_path_factory):
    """The demo district by Processing."""
    folder = tmp_path_factory.mktemp("processing")
    request = demo.request()
    results = run("reviewparcels", {
        **given(), "AS_OF": request.as_of.isoformat(), "STEPS": [str(s) for s in request.steps],
        "COVERS": "\n".join(f"{role}={value}" for role, value in request.covers.items()),
        "MAP": str(demo.FOLDER / demo.description()["map"]), "OUTPUT": str(folder / "r.gpkg"),
        "JSON": str(folder / "r.json")})
    return folder, results


def test_the_provider_lists_its_algorithms_with_help_and_icons(provider):
    algorithms = {a.name(): a for a in provider.algorithms()}
    assert set(algorithms) >= LISTED
    for algorithm in algorithms.values():
        assert algorithm.displayName() and algorithm.shortHelpString() and algorithm.shortDescription()
        assert not algorithm.icon().isNull() and algorithm.tags()
        assert all(p.description() for p in algorithm.parameterDefinitions())


@pytest.mark.parametrize("steps", ["0,8", [0, 8], ["0", "8"], "plan,works", ["plan", "works"]])
def test_steps_are_taken_by_number_as_qgis_lists_them_and_by_word(provider, steps):
    algorithm = provider.algorithm("reviewparcels").create()
    algorithm._out, context = Path("r.gpkg"), QgsProcessingContext()
    parameters = {**given(), "STEPS": steps, "OUTPUT": "r.gpkg"}
    assert algorithm.checkParameterValues(parameters, context) == (True, "")
    asked = algorithm._request(parameters, context, QgsProcessingFeedback())
    assert [str(step) for step in asked.steps] == ["plan", "works"]


@pytest.mark.parametrize("steps", ["9", "groundbreaking", ["plan", "groundbreaking"]])
def test_a_step_that_is_none_is_refused(provider, steps):
    algorithm = provider.algorithm("reviewparcels").create()
    parameters = {**given(), "STEPS": steps, "OUTPUT": "r.gpkg"}
    assert not algorithm.checkParameterValues(parameters, QgsProcessingContext())[0]


def test_the_window_names_the_steps_in_its_language(provider):
    definition = provider.algorithm("reviewparcels").parameterDefinition("STEPS")
    assert definition.options() == list(i18n.step_names().values()) and "plan" not in definition.options()


def test_processing_gives_the_tables_of_the_job(reviewed, tmp_path):
    folder, _results = reviewed
    jobs.review(demo.request(out=tmp_path / "r.gpkg"))
    ours, theirs = (result_tables.read(path / "r.gpkg", Silent()) for path in (folder, tmp_path))
    for name in ("parcels", "findings", "checks"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(theirs, name))


def test_all_outputs_are_there_and_named(reviewed):
    folder, results = reviewed
    assert results["PARCELS_REVIEWED"] == demo.description()["counts"]["parcels"]
    assert QgsVectorLayer(results["REVIEWED"], "r", "ogr").featureCount() == results["PARCELS_REVIEWED"]
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))


def test_a_layer_with_edits_is_reviewed_as_it_stands_in_the_window(provider, tmp_path, qgis_new_project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=地块编号:string&field=用地代码:string", "规划地块", "memory")
    source = QgsVectorLayer(given(Role.PARCELS)["PARCELS"], "p", "ogr")
    for feature in list(source.getFeatures())[:5]:
        copy = QgsFeature(layer.fields())
        copy.setAttributes([feature["地块编号"], feature["用地代码"]])
        copy.setGeometry(QgsGeometry(feature.geometry()))
        layer.dataProvider().addFeatures([copy])
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    results = run("reviewparcels", {**given(Role.REGISTRY), "PARCELS": layer.id(), "AS_OF": "2026-10-15",
                                    "OUTPUT": str(tmp_path / "r.gpkg")})
    layer.rollBack()
    assert results["PARCELS_REVIEWED"] == 4


def test_a_registry_under_a_filter_ends_the_run_and_a_plan_does_not(provider, tmp_path, qgis_new_project):
    taken = {}                                   # of copies: a filter writes into a GeoPackage
    for role, source in given(Role.PARCELS, Role.REGISTRY).items():
        path, _, layer = source.partition("|")
        taken[role] = QgsVectorLayer(f"{shutil.copy(path, tmp_path)}|{layer}", role, "ogr")
    QgsProject.instance().addMapLayers(list(taken.values()))
    words = {**{role: layer.id() for role, layer in taken.items()}, "AS_OF": "2026-10-15",
             "OUTPUT": str(tmp_path / "r.gpkg")}
    assert taken["PARCELS"].setSubsetString("fid <= 5")
    assert run("reviewparcels", words)["PARCELS_REVIEWED"] == 5
    (tmp_path / "r.gpkg").unlink()
    assert taken["REGISTRY"].setSubsetString("fid > 5")
    with pytest.raises((QgsProcessingException, AssertionError)):
        run("reviewparcels", words)
    assert not (tmp_path / "r.gpkg").exists()


def test_a_result_is_shown_when_asked(provider, tmp_path, qgis_new_project):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("soilgate:controlzones")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    parameters = {**given(*(r for r in jobs.ZONE_ROLES)), "AS_OF": "2026-10-15", "LOAD": True,
                  "OUTPUT": str(tmp_path / "z.gpkg")}
    results, ok = algorithm.run(parameters, context, feedback, {}, False)
    assert ok and results["ACTIONS"] > 0
    assert any(layer.name() == "管控区域义务" or layer.customProperty("soilgate/layer") == "zones_status"
               for layer in QgsProject.instance().mapLayers().values())


def test_what_nobody_was_asked_has_every_answer_that_readers_look_for():
    from soilgate.plugin.qgs import use_cases
    from soilgate.plugin.qgs.algorithms.base import NothingSaid

    assert {field.name for field in dataclasses.fields(NothingSaid)} == set(use_cases.Choice.__annotations__)


def test_house_values_act_in_processing_once_they_are_named(provider, tmp_path):
    import pyogrio

    states = {}
    for name, adopted in (("plain", ""), ("adopted", "sign_max_gap_m=100\ninterval_days_soil")):
        run("controlzones", {**given(*(r for r in jobs.ZONE_ROLES)), "AS_OF": "2026-10-15", "ADOPT": adopted,
                             "OUTPUT": str(tmp_path / f"{name}.gpkg")})
        duties = pyogrio.read_dataframe(tmp_path / f"{name}.gpkg", layer="zone_duties")
        states[name] = duties.set_index(["zone_id", "duty"])["state"]["GK-01", "sign"]
    assert states == {"plain": "met", "adopted": "due"}
    with pytest.raises(QgsProcessingException, match="no_such_value"):
        run("controlzones", {**given(*(r for r in jobs.ZONE_ROLES)), "ADOPT": "no_such_value",
                             "OUTPUT": str(tmp_path / "x.gpkg")})


def test_notices_are_written_and_stay_in_the_project(provider, tmp_path, qgis_new_project):
    results = run("publicnotice", {**given(Role.CONTROL_ZONES, Role.REGISTRY), "KIND": "control_zone",
                                   "DAY": "2026-10-15", "BOUNDARY_POINTS": True, "OUTPUT": str(tmp_path / "out")})
    written = sorted((tmp_path / "out").glob("*.pdf"))
    assert results["NOTICES"] == len(written) == len(QgsProject.instance().layoutManager().layouts()) > 0
    assert all(path.stat().st_size > 10_000 for path in written)


@pytest.mark.parametrize(("parameter", "value", "named"), [
    ("AS_OF", "15.10.2026", "15.10.2026"), ("COVERS", "regstry=parcels", "regstry"), ("CRS", "registry", "registry"),
    ("NONE", "negative_list=soon", "soon")])
def test_a_wrong_option_ends_in_one_sentence(provider, tmp_path, parameter, value, named):
    with pytest.raises((QgsProcessingException, AssertionError)):
        run("reviewparcels", {**given(Role.PARCELS, Role.REGISTRY), parameter: value,
                              "OUTPUT": str(tmp_path / "r.gpkg")})
    assert not (tmp_path / "r.gpkg").exists()
    with pytest.raises(QgsProcessingException, match=named), base.sentences():
        if parameter == "AS_OF":
            base.day(value, parameter)
        elif parameter == "NONE":
            base.day(base.pairs(value, parameter, need_value=False)[Role.NEGATIVE_LIST], parameter)
        else:
            base.pairs(value, parameter, need_value=True)


def test_missing_libraries_end_in_one_sentence(monkeypatch):
    monkeypatch.setattr(deps, "LIBRARIES", (deps.Library("no_such_module_x", "no-such-package"),))
    with pytest.raises(QgsProcessingException) as caught:
        base.require_libraries()
    assert str(caught.value) == deps.sentence(i18n.language(), settings.library_folder()) and "no-such-package" in str(caught.value)


def test_algorithms_are_listed_where_no_library_is_there(run_python):
    done = run_python("""
        import os, sys
        for name in ("numpy", "pandas", "shapely", "yaml", "pyproj", "geopandas", "pyogrio", "openpyxl", "jinja2"):
            sys.modules[name] = None
        from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
        app = QgsApplication([], False)
        app.initQgis()
        from soilgate.plugin.qgs.provider import SoilGateProvider
        provider = SoilGateProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        print(sorted(a.name() for a in provider.algorithms()))
        for algorithm in provider.algorithms():
            feedback = QgsProcessingFeedback()
            result, ok = algorithm.run({}, QgsProcessingContext(), feedback, {}, True)
            print("ran", ok, feedback.textLog())
        sys.stdout.flush()
        os._exit(0)
    """)
    assert "reviewparcels" in done.stdout and "publicnotice" in done.stdout, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("ran")]
    assert len(lines) >= 7 and all(line.startswith("ran False") and "pandas" in line for line in lines), done.stdout
    assert "Traceback" not in done.stderr, done.stderr


PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")


@pytest.mark.slow
@pytest.mark.skipif(PROCESS is None, reason="qgis_process is not installed")
def test_qgis_process_speaks_the_language_that_qgis_is_set_to(child_env, tmp_path):
    environment = {**child_env, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path)}
    settings_file = tmp_path / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings_file.parent.mkdir(parents=True)
    settings_file.write_text("[locale]\noverrideFlag=true\nuserLocale=zh-Hans\n[PythonPlugins]\nsoilgate=true\n")
    told = subprocess.run([PROCESS, "help", "soilgate:reviewparcels"], env=environment, capture_output=True, text=True,
                          encoding="utf-8", check=False).stdout
    assert "审查规划地块" in told and "- 8: " in told and "Start of works" not in told


def test_qgis_process_gives_the_tables_of_the_job(child_env, tmp_path, reviewed):
    environment = {**child_env, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}
    enabled = subprocess.run([PROCESS, "plugins", "enable", "soilgate"], env=environment, capture_output=True,
                             text=True, check=False)
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    request = demo.request()
    arguments = [f"--{name}={value}" for name, value in {
        **given(), "AS_OF": request.as_of.isoformat(), "STEPS": "0",
        "COVERS": ";".join(f"{role}={value}" for role, value in request.covers.items()),
        "MAP": str(demo.FOLDER / demo.description()["map"]), "OUTPUT": str(tmp_path / "r.gpkg")}.items()]
    done = subprocess.run([PROCESS, "run", "soilgate:reviewparcels", *arguments], env=environment,
                          capture_output=True, text=True, check=False)
    assert (tmp_path / "r.gpkg").is_file(), done.stdout + done.stderr
    ours, theirs = (result_tables.read(path / "r.gpkg", Silent()) for path in (tmp_path, reviewed[0]))
    for name in ("parcels", "findings", "checks"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(theirs, name))

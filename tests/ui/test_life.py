"""Layers go, projects change, windows close: nothing crashes, nothing is lost, nothing stays behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import layers, tasks, use_cases
from soilgate.plugin.qgs.result_tables import by_reason
from soilgate.ui.session import RoleChoice, Session


def flush():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def quiet(qtbot):
    qtbot.waitUntil(lambda: not tasks._running, timeout=120_000)
    flush()


@pytest.fixture
def in_worker(monkeypatch):
    """Everything counts as many rows: the other process does the work."""
    monkeypatch.setattr(use_cases, "MANY_ROWS", 0)


def test_a_result_is_shown_in_turns_of_the_window(reviewed, dock, qtbot):
    """All at once it kept the window of a city waiting for 0.3 s."""
    turns, told = [], []
    page = dock.review_page
    at_table = page.model.modelReset.connect(lambda: told.append(("table", len(turns))))
    at_text = page.reasons_view.textChanged.connect(lambda: told.append(("text", len(turns))))
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(reviewed.busy("review")))
    timer.start(0)
    with qtbot.waitSignal(reviewed.review_shown, timeout=120_000):
        reviewed.start_review()
    timer.stop()
    page.model.modelReset.disconnect(at_table)
    page.reasons_view.textChanged.disconnect(at_text)
    first, last = told[0], told[-1]
    assert (first[0], last[0]) == ("table", "text")
    assert last[1] - first[1] >= 3
    assert turns[first[1]:last[1]] == [True] * (last[1] - first[1])
    assert not reviewed.busy("review")
    assert page.run_button.isEnabled()
    assert page.arranged.rowCount() == len(reviewed.review.ids)


def test_a_result_comes_whole_after_one_that_could_not_be_shown(reviewed, dock, qtbot, monkeypatch):
    def broken(_result):
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(reviewed, "_first", [broken])
    with qtbot.captureExceptions() as caught:
        reviewed.start_review()
        qtbot.waitUntil(lambda: bool(caught), timeout=120_000)
    assert not reviewed.busy("review")


# -- the other process -------------------------------------------------------------------------------------------------


def test_the_other_process_finds_what_this_one_finds(reviewed, qtbot, monkeypatch):
    here = reviewed.review
    monkeypatch.setattr(use_cases, "MANY_ROWS", 0)
    with qtbot.waitSignal(reviewed.review_shown, timeout=120_000):
        reviewed.start_review()
    there = reviewed.review
    assert reviewed._worker.pid is not None
    assert there is not here
    assert there.parcels.astype(str).equals(here.parcels.astype(str))
    assert there.findings.astype(str).equals(here.findings.astype(str))
    assert there.before is not None
    assert not there.changed.any()
    assert len(there.before.verdicts) == len(here.parcels)
    assert not [name for name in vars(there) if "." in name]
    monkeypatch.setattr(type(there), "_PIECE", 50)             # as with a city: many pieces, nothing lost
    pieces = list(there.pieces())
    assert len(pieces) > 200
    again = type(there).of_pieces(pieces)
    assert again.parcels.equals(there.parcels)
    assert again.before.verdicts.equals(there.before.verdicts)
    assert by_reason(again).equals(by_reason(there))
    assert by_reason(there).drop(columns="ids").equals(by_reason(here).drop(columns="ids"))
    for row in range(0, len(here.parcels), 37):
        assert list(there.findings_of(row)["finding_id"]) == list(here.findings_of(row)["finding_id"])
        assert len(there.checks_of(row)) == len(here.checks_of(row))


def test_edits_not_saved_reach_the_other_process(demo, in_worker, qtbot):
    layer = demo.layer(Role.PARCELS)
    layer.startEditing()
    gone = next(layer.getFeatures())
    assert layer.deleteFeature(gone.id())
    with qtbot.waitSignal(demo.review_shown, timeout=120_000):
        demo.start_review()
    assert len(demo.review.parcels) == layer.featureCount() == 406
    layer.rollBack()


def test_a_run_in_the_other_process_can_be_cancelled(reviewed, qtbot, monkeypatch):
    monkeypatch.setattr(use_cases, "MANY_ROWS", 0)
    kept = reviewed.review
    with qtbot.waitSignal(reviewed.run_ended, timeout=120_000):
        reviewed.start_review()
        reviewed.cancel("review")
    assert reviewed.review is kept
    assert not list(reviewed.folder().glob(".part-*"))


# -- during a run ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [0, 5_000])
def test_a_layer_that_goes_during_a_run_does_no_harm(demo, qtbot, monkeypatch, rows):
    monkeypatch.setattr(use_cases, "MANY_ROWS", rows)
    with qtbot.waitSignal(demo.review_shown, timeout=120_000):
        demo.start_review()
        QgsProject.instance().removeMapLayers([demo.choices[role].layer_id for role in (Role.PARCELS, Role.SAMPLES)])
    assert not demo.problems
    assert len(demo.review.parcels) == 407           # what was asked is answered
    assert demo.layer(Role.PARCELS) is None
    assert demo.result_layer().featureCount() == 407


def test_a_layer_renamed_during_a_run_keeps_its_role_and_the_page_its_name(demo, dock, qtbot):
    layer = demo.layer(Role.PARCELS)
    with qtbot.waitSignal(demo.review_shown, timeout=120_000):
        demo.start_review()
        layer.setName("改名的规划")
    combo = dock.data_page.rows[Role.PARCELS].layer_combo
    qtbot.waitUntil(lambda: combo.currentText() == "改名的规划", timeout=5_000)
    assert demo.layer(Role.PARCELS) is layer


@pytest.mark.parametrize("rows", [0, 5_000])
def test_a_project_cleared_during_a_run_stays_empty(demo, dock, qtbot, monkeypatch, rows):
    monkeypatch.setattr(use_cases, "MANY_ROWS", rows)
    demo.start_review()
    QgsProject.instance().clear()
    quiet(qtbot)
    assert demo.review is None
    assert not QgsProject.instance().mapLayers()
    assert not demo.busy("review")
    assert not demo.problems
    assert not dock.review_page.progress.isVisible()


def test_a_project_cleared_while_a_result_is_being_shown_stays_empty(demo, qtbot):
    def stop_in_the_middle():
        if demo._showing is not None:
            QgsProject.instance().clear()
            return True
        return False

    demo.start_review()
    qtbot.waitUntil(stop_in_the_middle, timeout=120_000)
    quiet(qtbot)
    assert not QgsProject.instance().mapLayers()
    assert demo.review is None


def test_another_project_read_during_a_run_is_not_given_its_result(demo, qtbot, tmp_path):
    other = QgsProject()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=dkbh:string", "其他", "memory")
    other.addMapLayer(layer)
    assert other.write(str(tmp_path / "other.qgz"))
    demo.start_review()
    assert QgsProject.instance().read(str(tmp_path / "other.qgz"))
    quiet(qtbot)
    assert [one.name() for one in QgsProject.instance().mapLayers().values()] == ["其他"]
    assert demo.review is None


def test_result_layers_removed_by_hand_leave_the_table(reviewed, dock, qtbot):
    QgsProject.instance().removeMapLayers(
        [layer.id() for layer in QgsProject.instance().mapLayers().values()
         if layer.customProperty(layers.PROPERTY + "_of") == "result"])
    flush()
    dock.review_page.choose(3)
    assert dock.review_page.current_row() == 3
    assert dock.review_page.reasons_view.toPlainText()


def test_closing_during_a_run_ends_tasks_and_process(project, qtbot, in_worker, tmp_path):
    session = Session(project)
    session.open_demo()
    session.start_review()
    qtbot.waitUntil(lambda: session._worker.pid is not None, timeout=60_000)
    pid = session._worker.pid
    session.close()
    quiet(qtbot)
    assert QgsApplication.taskManager().countActiveTasks() == 0
    assert not Path(f"/proc/{pid}").exists()
    session.deleteLater()


# -- what must not be lost -----------------------------------------------------------------------------------------------


def test_a_layer_that_comes_back_has_its_answers(demo, qtbot):
    layer = demo.layer(Role.REGISTRY)
    source, name = layer.source(), layer.name()
    said = demo.choices[Role.REGISTRY]
    assert said.covers == "yes"
    assert said.mapping
    QgsProject.instance().removeMapLayer(layer.id())
    assert demo.choices[Role.REGISTRY] == RoleChoice()
    again = QgsVectorLayer(source, name, "ogr")
    QgsProject.instance().addMapLayer(again)
    demo.choose(Role.REGISTRY, again.id())
    now = demo.choices[Role.REGISTRY]
    assert (now.covers, now.mapping, now.list_kind) == (said.covers, said.mapping, said.list_kind)


def test_a_result_of_a_project_without_file_is_kept_when_it_gets_one(qgis_new_project, qtbot, tmp_path):
    project = QgsProject.instance()
    session = Session(project)
    try:
        session.open_demo()
        with qtbot.waitSignal(session.review_shown, timeout=120_000):
            session.start_review()
        before = session.review.gpkg
        project.setFileName(str(tmp_path / "plan" / "plan.qgz"))
        (tmp_path / "plan").mkdir()
        assert project.write()
        qtbot.waitUntil(lambda: session.review.gpkg.parent == tmp_path / "plan" / "soilgate", timeout=60_000)
        assert session.review.gpkg.is_file()
        assert not before.parent.exists()
        assert str(tmp_path / "plan" / "soilgate") in session.result_layer().source()
        assert session.result_layer().isValid()
    finally:
        session.close()
        session.deleteLater()
    project.clear()
    again = Session(project)
    try:
        assert project.read(str(tmp_path / "plan" / "plan.qgz"))
        qtbot.waitUntil(lambda: again.review is not None, timeout=60_000)
        assert len(again.review.parcels) == 407
        assert again.choices[Role.REGISTRY].covers == "yes"
    finally:
        again.close()
        again.deleteLater()
        project.clear()


def test_files_of_a_project_without_file_go_with_it(qgis_new_project, qtbot):
    project = QgsProject.instance()
    session = Session(project)
    session.open_demo()
    with qtbot.waitSignal(session.review_shown, timeout=120_000):
        session.start_review()
    folder = session.review.gpkg.parent
    project.clear()
    assert not folder.exists()
    session.close()
    session.deleteLater()


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '{"roles": []}', '{"roles": {"parcels": 7}}', '{"steps": "plan"}', '{"as_of": 20261015}',
    '{"answers": {"a": 1}}', '{"decisions": [1]}', '{"decisions": {"A": null}}', '{"decisions": [null, {"decision": 1}]}',
    '{"former_decisions": {"A": {}}}', '{"used": 5}',
    '{"review": 3, "zones": {}}', '{"roles": {"parcels": {"layer_id": 3, "mapping": "x"}}}'])
def test_a_state_that_others_wrote_does_no_harm(session, project, text):
    project.writeEntry("soilgate", "/session", text)
    session.resume()
    assert session.steps
    assert not session.problems
    json.dumps(session.state())


def test_only_the_selection_follows_the_selection(demo, dock):
    page = dock.review_page
    page.scope_combo.setCurrentIndex(1)
    assert not page.run_button.isEnabled()
    layer = demo.layer(Role.PARCELS)
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][:3])
    assert page.run_button.isEnabled()
    assert "3" in page.run_button.text()


def test_layers_of_a_project_that_was_opened_are_listened_to(session, project, qtbot, tmp_path):
    """Their tree is not whole when they come: a filter or another CRS went unseen."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=DKBH&field=YDDM", "规划地块", "memory")
    project.addMapLayer(layer)
    file = project.fileName()
    assert project.write()
    project.clear()
    assert project.read(file)
    opened, = project.mapLayersByName("规划地块")
    qtbot.waitUntil(lambda: not session._settle.isActive() and not session._settling.busy, timeout=10_000)
    with qtbot.waitSignal(session.roles_changed, timeout=10_000):
        opened.setCrs(QgsCoordinateReferenceSystem("EPSG:4546"))


@pytest.mark.parametrize("taken", [False, True])
def test_an_imported_layer_of_a_project_without_file_is_kept_when_it_gets_one(qgis_new_project, qtbot, tmp_path, taken):
    """It lies in a folder inside that of the session, and was deleted with it."""
    project = QgsProject.instance()
    session = Session(project)
    try:
        made = session.folder() / "import" / "名录.gpkg"
        made.parent.mkdir()
        polygon = QgsVectorLayer("Polygon?crs=EPSG:4547&field=DKBH", "名录", "memory")
        feature = QgsFeature(polygon.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 50, 50)))
        polygon.dataProvider().addFeature(feature)
        QgsVectorFileWriter.writeAsVectorFormatV3(polygon, str(made), project.transformContext(),
                                                  QgsVectorFileWriter.SaveVectorOptions())
        layer = QgsVectorLayer(f"{made}|layername=名录", "名录", "ogr")
        assert layer.featureCount() == 1
        project.addMapLayer(layer)
        home = tmp_path / "soilgate" / "import"
        home.mkdir(parents=True)
        if taken:
            (home / "名录.gpkg").write_bytes(b"of another project")
        project.setFileName(str(tmp_path / "plan.qgz"))
        assert project.write()
        qtbot.waitUntil(lambda: str(home) in layer.source(), timeout=60_000)
        assert layer.isValid() and len(list(layer.getFeatures())) == 1
        assert not taken or (home / "名录.gpkg").read_bytes() == b"of another project"
    finally:
        session.close()
        session.deleteLater()
        project.clear()

"""The settle list and the forecast of the data page, with the demo registry."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtTest import QSignalSpy
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import located
from soilgate.plugin.qgs import settings
from soilgate.ui.map_tools.place import PlaceTool
from soilgate.ui.pages.settle import place_of
from soilgate.ui.session import Session
from soilgate.ui.widgets import NoteLabel

LEFT = Qt.MouseButton.LeftButton
HELPFUL = (Role.LOCATED, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.EVIDENCE)


@pytest.fixture(autouse=True)
def _nobody():
    settings.remember_person("")
    yield
    settings.remember_person("")


def looked(session, qtbot):
    """Wait for what is told before a run."""
    with qtbot.waitSignal(session.outlook_changed, timeout=30_000):
        session.look_ahead()
    return session.outlook


@pytest.fixture
def adrift(demo, dock, qtbot):
    """The demo without what places its entries."""
    for role in HELPFUL:
        demo.choose(role, "")
    looked(demo, qtbot)
    dock.data_page.show_settle()
    return demo


def answered(session, qtbot, act):
    with qtbot.waitSignal(session.outlook_changed, timeout=30_000):
        act()
        session.look_ahead()


def open_entries(session):
    frame = session.outlook.entries
    return frame[frame["placement"] == "unlocated"]


def test_the_data_page_lists_the_six_entries_of_the_registry(demo, dock, qtbot):
    looked(demo, qtbot)
    page = dock.data_page
    assert page.settle_button.isVisible()
    assert str(len(demo.outlook.entries)) in page.settle_button.text()
    qtbot.mouseClick(page.settle_button, LEFT)
    assert page.stack.currentIndex() == 1
    assert (page.settle_panel.model.frame["role"] == "registry").sum() == 6
    qtbot.mouseClick(page.settle_panel.back_button, LEFT)
    assert page.stack.currentIndex() == 0


def test_being_asked_is_one_key(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    entry = panel.current()
    answered(adrift, qtbot, lambda: qtbot.mouseClick(panel.inquire_button, LEFT))
    assert adrift.answer_of(entry["role"], entry["entry_id"]).settlement == "inquired"
    assert panel.current()["entry_id"] == entry["entry_id"]
    assert panel.current()["placement"] == "inquired"


def test_outside_needs_person_and_document(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    entry, before = panel.current(), len(open_entries(adrift))
    qtbot.mouseClick(panel.outside_button, LEFT)
    assert panel.person_edit.isVisible()
    assert not panel.outside_save.isEnabled()
    qtbot.keyClicks(panel.person_edit, "Zhang San")
    assert not panel.outside_save.isEnabled()
    qtbot.keyClicks(panel.document_edit, "Letter 7")
    panel.day_edit.setDate(QDate(2026, 10, 1))
    answered(adrift, qtbot, lambda: qtbot.keyClick(panel.document_edit, Qt.Key.Key_Return))
    answer = adrift.answer_of(entry["role"], entry["entry_id"])
    assert (answer.person, answer.date, answer.document) == ("Zhang San", "2026-10-01", "Letter 7")
    assert len(open_entries(adrift)) == before - 1
    assert settings.load().person == "Zhang San"


def test_a_point_and_a_radius_settle_an_entry(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    with qtbot.waitSignal(panel.shape_requested) as asked:
        qtbot.mouseClick(panel.point_button, LEFT)
    assert asked.args == [False]
    panel.radius_spin.setValue(80)
    centre = adrift.layer(Role.PARCELS).extent().center()
    answered(adrift, qtbot, lambda: panel.take_shape(QgsGeometry.fromPointXY(centre),
                                                     adrift.layer(Role.PARCELS).crs()))
    assert panel.current()["placement"] == "circle"
    assert adrift.answers[-1].radius_m == 80


def test_a_drawn_boundary_counts_in_the_review_and_in_the_file(adrift, dock, qtbot):
    panel, parcels = dock.data_page.settle_panel, adrift.layer(Role.PARCELS)
    entry = panel.current()
    assert entry["role"] == "registry"
    shape = next(f.geometry() for f in parcels.getFeatures())
    answered(adrift, qtbot, lambda: panel.take_shape(shape, parcels.crs()))
    for other in open_entries(adrift).itertuples():
        adrift.settle(located.Answer(other.role, other.entry_id, "outside", person="A", date="2026-10-01",
                                     document="B"))
    assert (adrift.folder() / located.FILE).is_file()
    with qtbot.waitSignal(adrift.review_shown, timeout=120_000):
        adrift.start_review()
    assert not adrift.problems
    findings = adrift.review.findings
    here = findings[findings["subject_id"].astype(str) == entry["entry_id"]]
    assert len(here)                     # it has a place now, and neighbours
    assert not findings["rule"].astype(str).str.startswith("unlocated_registry").any()


def test_an_outline_in_degrees_is_brought_to_the_plan(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    wgs = QgsCoordinateReferenceSystem("EPSG:4490")
    shape = QgsGeometry.fromWkt("POLYGON ((114.0 30.0, 114.01 30.0, 114.01 30.01, 114.0 30.0))")
    answered(adrift, qtbot, lambda: panel.take_shape(shape, wgs))
    table = located.table_of(adrift.answers, adrift.outlook.crs)
    assert table.geometry[0].area > 100_000


def test_a_polygon_of_a_like_name_is_offered_and_taken(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    frame = panel.model.frame
    offered = 0
    for row in range(len(frame)):
        panel.choose(row)
        if panel._similar:
            offered += 1
            entry = panel.current()
            button = panel.alike.findChild(type(panel.draw_button))
            answered(adrift, qtbot, lambda b=button: qtbot.mouseClick(b, LEFT))
            assert adrift.answer_of(entry["role"], entry["entry_id"]).settlement == "drawn"
            break
    assert offered


def test_nothing_selected_is_said(adrift, dock):
    panel = dock.data_page.settle_panel
    panel.take_shape(QgsGeometry(), QgsCoordinateReferenceSystem())
    assert panel.hint.text()
    assert not adrift.answers


def test_an_answer_is_taken_back(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    assert not panel.undo_button.isEnabled()
    answered(adrift, qtbot, lambda: qtbot.mouseClick(panel.inquire_button, LEFT))
    assert panel.undo_button.isEnabled()
    answered(adrift, qtbot, lambda: qtbot.mouseClick(panel.undo_button, LEFT))
    assert not adrift.answers
    assert panel.current()["placement"] == "unlocated"


def test_answers_come_back_with_the_project(adrift, project, qtbot):
    adrift.settle(located.Answer("registry", "X1", "outside", person="A", date="2026-10-01", document="B"))
    assert project.write()
    again = Session(project)
    again.resume()
    assert [a.entry_id for a in again.answers] == ["X1"]
    again.close()


def test_an_answer_makes_the_result_stale(reviewed):
    assert not reviewed.stale
    reviewed.settle(located.Answer("registry", "X1", "inquired"))
    assert reviewed.stale


def test_the_forecast_names_the_input_that_decides_most(demo, dock, qtbot):
    looked(demo, qtbot)
    all_ = demo.outlook.forecast
    assert "407" in dock.data_page.forecast_label.text()
    demo.choose(Role.REGISTRY, "")
    looked(demo, qtbot)
    assert demo.outlook.forecast.decidable < all_.decidable
    assert "Registry" in dock.data_page.forecast_label.text()


def test_tables_are_read_once_while_only_answers_change(demo, qtbot, monkeypatch):
    looked(demo, qtbot)
    from soilgate.plugin.qgs import use_cases

    read = []
    real = use_cases.Given.table
    monkeypatch.setattr(use_cases.Given, "table", lambda self, progress: (read.append(self.role), real(self, progress))[1])
    demo.answer_coverage(Role.REGISTRY, "unknown")
    looked(demo, qtbot)
    assert read == []


def test_the_tool_draws_an_outline_by_clicks_and_a_key(qgis_app, qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    tool = PlaceTool(canvas)
    canvas.setMapTool(tool)
    tool.begin(True)
    spy = QSignalSpy(tool.placed)
    for x, y in ((0, 0), (10, 0)):
        tool.add_corner(QgsPointXY(x, y))
    tool.finish()
    assert len(spy) == 0
    tool.add_corner(QgsPointXY(10, 10))
    tool.finish()
    assert len(spy) == 1
    assert spy[0][0].area() == 50
    tool.add_corner(QgsPointXY(0, 0))
    with qtbot.waitSignal(tool.given_up):
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    canvas.unsetMapTool(tool)


def test_the_state_is_plain_json(adrift):
    adrift.settle(located.Answer("registry", "X1", "inquired"))
    assert json.loads(json.dumps(adrift.state()))["answers"][0]["entry_id"] == "X1"
    assert QgsProject.instance().isDirty()


def test_what_was_drawn_is_seen_on_the_map_as_long_as_the_list_is(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    shown = QSignalSpy(panel.places_shown)
    crs = QgsCoordinateReferenceSystem("EPSG:4547")
    answered(adrift, qtbot, lambda: panel.take_shape(QgsGeometry.fromRect(QgsRectangle(0, 0, 50, 50)), crs))
    (places,) = shown[-1]
    assert [(place.area(), where.authid(), chosen) for place, where, chosen in places] == [(2500, "EPSG:4547", True)]
    dock.data_page.show_roles()
    assert shown[-1] == [[]]
    dock.data_page.show_settle()
    assert len(shown[-1][0]) == 1


@pytest.mark.parametrize(("crs", "point"), [("EPSG:4547", "POINT (500000 3400000)"), ("EPSG:4490", "POINT (114 30)")])
def test_a_point_is_shown_with_its_radius_in_metres(qgis_app, crs, point):
    circle = place_of(located.Answer("registry", "1", "point_radius", wkt=point, crs=crs, radius_m=200.0))
    measure = QgsDistanceArea()
    measure.setSourceCrs(QgsCoordinateReferenceSystem(crs), QgsProject.instance().transformContext())
    measure.setEllipsoid("EPSG:7030")
    assert measure.measureArea(circle) == pytest.approx(3.1416 * 200 ** 2, rel=0.02)


def test_without_a_coordinate_system_of_the_plan_nothing_is_drawn(adrift, dock, qtbot):
    panel = dock.data_page.settle_panel
    entry, asked = panel.current(), QSignalSpy(panel.shape_requested)
    adrift.layer(Role.PARCELS).setCrs(QgsCoordinateReferenceSystem())
    qtbot.mouseClick(panel.draw_button, LEFT)
    assert not len(asked) and panel.hint.text()
    panel.take_shape(QgsGeometry.fromRect(QgsRectangle(0, 0, 50, 50)), QgsCoordinateReferenceSystem("EPSG:4326"))
    assert adrift.answer_of(entry["role"], entry["entry_id"]) is None


@pytest.fixture
def twice(adrift, project, qtbot, tmp_path):
    """The first open entry of the registry stands in the negative list too, by its code; the second by its name."""
    found = adrift.outlook.entries
    first, second = (row for _, row in found[found["role"] == "registry"].iloc[:2].iterrows())
    path = tmp_path / "负面清单.csv"
    path.write_text(f"地块编码,地块名称,禁止用途\n{first['entry_id']},{first['name']},居住\nF-9,{second['name']},居住\n",
                    encoding="utf-8")
    layer = QgsVectorLayer(str(path), "负面清单", "ogr")
    project.addMapLayer(layer)
    answered(adrift, qtbot, lambda: adrift.choose(Role.NEGATIVE_LIST, layer.id()))
    return adrift, str(first["entry_id"]), str(second["entry_id"])


def choose(panel, role, entry_id):
    frame = panel.model.frame
    panel.choose(int(((frame["role"] == role) & (frame["entry_id"] == entry_id)).to_numpy().argmax()))


def test_one_answer_settles_the_same_plot_in_two_lists(twice, dock, qtbot):
    session, code, _other = twice
    panel = dock.data_page.settle_panel
    choose(panel, "registry", code)
    ((check, about),) = panel.twin_checks
    assert check.isChecked() and about == ("negative_list", "#1")
    qtbot.waitUntil(check.isVisible)
    assert code in check.accessibleName() and "same code" in check.text()
    qtbot.mouseClick(panel.outside_button, LEFT)
    qtbot.keyClicks(panel.person_edit, "Zhang San")
    qtbot.keyClicks(panel.document_edit, "Letter 7")
    answered(session, qtbot, lambda: qtbot.mouseClick(panel.outside_save, LEFT))
    told = [session.answer_of(role, code) for role, code in (("registry", code), ("negative_list", "#1"))]
    assert [(a.settlement, a.person, a.document) for a in told] == [("outside", "Zhang San", "Letter 7")] * 2
    frame = session.outlook.entries
    assert set(frame[frame["entry_id"].isin([code, "#1"])]["placement"]) == {"outside"}
    choose(panel, "registry", code)
    assert panel.twin_checks[0][0].isChecked(), "answered together: taken back together"
    answered(session, qtbot, lambda: qtbot.mouseClick(panel.undo_button, LEFT))
    assert session.answers == []


def test_an_equal_name_is_offered_and_a_tick_is_the_persons(twice, dock, qtbot):
    session, code, other = twice
    panel = dock.data_page.settle_panel
    choose(panel, "registry", other)
    ((check, about),) = panel.twin_checks
    assert not check.isChecked() and about == ("negative_list", "#2")
    answered(session, qtbot, lambda: qtbot.mouseClick(panel.inquire_button, LEFT))
    assert session.answer_of("negative_list", "#2") is None
    choose(panel, "registry", code)
    panel.twin_checks[0][0].setChecked(False)
    answered(session, qtbot, lambda: qtbot.mouseClick(panel.inquire_button, LEFT))
    assert session.answer_of("negative_list", "#1") is None
    choose(panel, "registry", other)
    panel.twin_checks[0][0].setChecked(True)
    parcels = session.layer(Role.PARCELS)
    answered(session, qtbot, lambda: panel.take_shape(next(parcels.getFeatures()).geometry(), parcels.crs()))
    assert session.answer_of("negative_list", "#2").wkt == session.answer_of("registry", other).wkt != ""


def test_another_answer_of_the_other_list_is_not_overwritten_unasked(twice, dock, qtbot):
    session, code, _other = twice
    panel = dock.data_page.settle_panel
    answered(session, qtbot, lambda: session.settle(located.Answer("negative_list", "#1", "inquired", person="B")))
    choose(panel, "registry", code)
    assert not panel.twin_checks[0][0].isChecked() and "being asked" in panel.twin_checks[0][0].accessibleName()


def test_names_of_twins_are_no_markup(twice, dock, qtbot, project, tmp_path):
    session, code, _other = twice
    path = tmp_path / "清单二.csv"
    path.write_text(f"地块编码,地块名称,禁止用途\n{code},<b>x</b>&y,居住\n", encoding="utf-8")
    layer = QgsVectorLayer(str(path), "清单二", "ogr")
    project.addMapLayer(layer)
    answered(session, qtbot, lambda: session.choose(Role.NEGATIVE_LIST, layer.id()))
    panel = dock.data_page.settle_panel
    choose(panel, "registry", code)
    ((check, _about),) = panel.twin_checks
    (note,) = panel.twins.findChildren(NoteLabel)
    assert not check.isChecked() and note.textFormat() == Qt.TextFormat.PlainText and "<b>x</b>&y" in note.text()

"""Live check, place query and applications: real tools on a real canvas, with the demo district."""

from __future__ import annotations

import dataclasses
import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSnappingConfig,
    QgsTolerance,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasSnappingUtils, QgsMapMouseEvent, QgsVertexMarker
from qgis.PyQt.QtCore import QDate, QEvent, QPoint, QSize, Qt
from qgis.PyQt.QtGui import QTextCursor
from qgis.PyQt.QtTest import QSignalSpy
from qgis.PyQt.QtWidgets import QApplication, QDialog
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.live import LiveAnswer
from soilgate.plugin.core.vocabulary import Role, Step
from soilgate.plugin.io import applications, workspace
from soilgate.plugin.qgs import live_site, settings
from soilgate.ui import live_words
from soilgate.ui.live import EditWatch
from soilgate.ui.messages import Messages
from soilgate.ui.pages.live import LivePage
from soilgate.ui.session import Session
from soilgate.ui.stored import StoredDialog
from soilgate.ui.tools import APPLICATION, LIVE, QUERY, Tools

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Bar:
    """The message bar, by what was said."""

    def __init__(self):
        self.said = []

    def tell(self, text, *_args, **_more):
        self.said.append(text)

    warn = done = tell

    def fail(self, error, **_more):
        self.said.append(error)


class Iface:
    def __init__(self, canvas):
        self._canvas, self.active = canvas, None

    def mapCanvas(self):
        return self._canvas

    def activeLayer(self):
        return self.active

    def mainWindow(self):
        return self._canvas


@pytest.fixture
def canvas(qgis_app, qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(QSize(700, 700))
    canvas.show()
    return canvas


@pytest.fixture
def tools(demo, dock, canvas, qtbot):
    """The tools over the demo district, in the CRS of its plan."""
    plan = demo.layer(Role.PARCELS)
    canvas.setDestinationCrs(plan.crs())
    bar = Bar()
    made = Tools(Iface(canvas), demo, dock, bar, lambda *_a: made.path)
    made.bar, made.path = bar, ""
    yield made
    made.close()


def aim(canvas, shape):
    """Bring a geometry of QGIS into view."""
    box = QgsRectangle(shape.boundingBox())
    box.grow(120)
    canvas.setExtent(box)


def mouse(canvas, tool, kind, point, button=Qt.MouseButton.NoButton, buttons=Qt.MouseButton.NoButton):
    """A mouse event of the canvas at a point of the map, handed to the tool as the canvas does."""
    place = canvas.getCoordinateTransform().transform(point).toQPointF().toPoint()
    event = QgsMapMouseEvent(canvas, kind, place, button, buttons)
    {QEvent.Type.MouseMove: tool.canvasMoveEvent, QEvent.Type.MouseButtonPress: tool.canvasPressEvent,
     QEvent.Type.MouseButtonRelease: tool.canvasReleaseEvent}[kind](event)


def click(canvas, tool, point, button=LEFT):
    mouse(canvas, tool, QEvent.Type.MouseMove, point)
    mouse(canvas, tool, QEvent.Type.MouseButtonPress, point, button, button)
    mouse(canvas, tool, QEvent.Type.MouseButtonRelease, point, button)


def around(shape, half=60.0):
    """Corners of a square around a shape's middle."""
    c = shape.pointOnSurface().asPoint()
    return [QgsPointXY(c.x() + dx * half, c.y() + dy * half) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]


def listed(session):
    """A plot of the registry that carries the ban, in the CRS of the plan."""
    layer = session.layer(Role.REGISTRY)
    return next(f for f in layer.getFeatures() if f.hasGeometry() and not f.geometry().isEmpty()
                and f.geometry().area() > 2000)


def ready(desk, qtbot):
    qtbot.waitUntil(lambda: desk.state == "ready" and not desk.renewing, timeout=120_000)


def settled(tools, qtbot):
    qtbot.waitUntil(lambda: not tools.desk._busy and tools.desk._newest is None, timeout=20_000)


def items(canvas):
    return len([i for i in canvas.scene().items() if i.isVisible()])


def draw(tools, canvas, qtbot, corners):
    for corner in corners:
        click(canvas, tools.live_tool, corner)
    settled(tools, qtbot)


@pytest.fixture
def drawing(tools, canvas, qtbot):
    """The live check in hand, its site ready."""
    qtbot.mouseClick(tools.front.buttons[LIVE], LEFT)
    assert canvas.mapTool() is tools.live_tool
    ready(tools.desk, qtbot)
    tools.front.live_page.use_combo.set_code("070102")
    aim(canvas, listed(tools._session).geometry())
    return tools


def test_a_home_on_a_listed_plot_is_prohibited_while_it_is_drawn(drawing, canvas, qtbot):
    before = items(canvas)
    corners = around(listed(drawing._session).geometry())
    draw(drawing, canvas, qtbot, corners)
    box = drawing.live_tool.box
    assert box.isVisible()
    assert 2 <= len(box.lines) <= 3
    assert "Prohibited" in box.lines[0]
    assert "%" in box.lines[2]
    assert items(canvas) > before + 1                       # the polygon and its hatch
    page = drawing.front.live_page
    qtbot.waitUntil(lambda: "Prohibited" in page.view.toPlainText())
    qtbot.mouseClick(page.copy_button, LEFT)
    assert "Prohibited" in QApplication.clipboard().text()


def test_only_the_first_and_the_last_of_many_moves_are_put_into_sentences(drawing, qtbot, monkeypatch):
    page = LivePage(drawing._session, drawing.desk, drawing.front)       # that no answer of a map tool reaches
    said, panel = [], live_words.panel
    monkeypatch.setattr(live_words, "panel", lambda answer, *a, **k: said.append(answer.area_m2) or panel(answer, *a, **k))
    for size in range(30):
        page.show_answer(LiveAnswer("caution", None, True, (), "residential", float(size), "", "", None))
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == [0.0, 29.0]
    assert page._answer is page._shown
    page._rest.start()                                    # it may have run out on a busy machine
    page.show_answer(LiveAnswer("clear", None, True, (), "residential", 30.0, "", "", None))
    page.clear()
    qtbot.wait(200)
    assert said == [0.0, 29.0] and page._shown is None
    page.deleteLater()


def test_a_click_on_a_reason_goes_to_the_plot_that_causes_it(drawing, canvas, qtbot):
    plot = listed(drawing._session).geometry()
    draw(drawing, canvas, qtbot, around(plot))
    view = drawing.front.live_page.view
    qtbot.waitUntil(lambda: "show" in view.toPlainText())
    canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    assert not canvas.extent().contains(plot.boundingBox())
    view.moveCursor(QTextCursor.MoveOperation.Start)
    assert view.find("show")                             # where the first reason's link stands
    spot = view.cursorRect().center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(spot.x() - 6, spot.y()))
    assert canvas.extent().contains(plot.boundingBox())
    assert canvas.extent().width() < 20 * max(plot.boundingBox().width(), 60)


def test_the_verdict_is_that_of_the_batch(drawing, canvas, qtbot):
    corners = around(listed(drawing._session).geometry())
    draw(drawing, canvas, qtbot, corners)
    drawing.live_tool.finish()
    session = drawing._session
    app = session.application()
    session.set_steps([str(Step.USE_CHANGE)])
    ready(drawing.desk, qtbot)
    live = drawing.desk.check_now(app.parcels[0].shape, None, app.columns_of(app.parcels[0]))
    with qtbot.waitSignal(session.review_shown, timeout=120_000):
        drawing.review(app.application_id)
    assert not session.problems
    row = session.review.parcels.iloc[0]
    assert (row["verdict"], row["could_be"], row["rules"]) == (live.verdict, live.could_be, ";".join(live.rules))
    assert len(session.review.parcels) == 1


def test_another_use_is_asked_at_once(drawing, canvas, qtbot):
    draw(drawing, canvas, qtbot, around(listed(drawing._session).geometry()))
    told = drawing.live_tool.box.lines
    drawing.front.live_page.use_combo.set_code("1301")
    settled(drawing, qtbot)
    qtbot.waitUntil(lambda: drawing.live_tool.box.lines != told, timeout=20_000)
    drawing.front.live_page.use_combo.set_code("zzz")
    assert "not known" in drawing.front.live_page.class_label.text()


def test_backspace_takes_the_last_corner_and_escape_takes_all(drawing, canvas, qtbot):
    corners = around(listed(drawing._session).geometry())
    before = items(canvas)
    draw(drawing, canvas, qtbot, corners)
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    assert len(drawing.live_tool.corners) == 3
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    settled(drawing, qtbot)
    assert drawing.live_tool.corners == []
    assert items(canvas) == before
    assert drawing._session.application() is None
    assert canvas.mapTool() is drawing.live_tool
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is not drawing.live_tool
    assert not drawing.front.buttons[LIVE].isChecked()


def test_enter_keeps_the_parcel_in_the_application_and_not_in_the_layer(drawing, canvas, qtbot):
    plan = drawing._session.layer(Role.PARCELS)
    count = plan.featureCount()
    corners = around(listed(drawing._session).geometry())
    for closes in (lambda: qtbot.keyClick(canvas, Qt.Key.Key_Return),
                   lambda: click(canvas, drawing.live_tool, corners[2], RIGHT)):
        draw(drawing, canvas, qtbot, corners)
        closes()
    parcels = drawing._session.application().parcels
    assert [p.parcel_id for p in parcels] == ["1", "2"]
    assert parcels[0].columns == {"use_code": "070102"}
    assert parcels[0].shape.area == pytest.approx(14_400, rel=0.02)
    assert plan.featureCount() == count
    assert not plan.isEditable()
    assert drawing._parcels.asGeometry().area() == pytest.approx(2 * 14_400, rel=0.02)   # outlined meanwhile
    drawing.front.put(LIVE, False)
    assert drawing._parcels is None
    assert "2" in drawing.front.live_page.application_button.text()


def test_two_corners_are_no_parcel_and_a_crossing_outline_is_said(drawing, canvas, qtbot):
    corners = around(listed(drawing._session).geometry())
    draw(drawing, canvas, qtbot, corners[:2])
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert "three corners" in drawing.live_tool.box.lines[0]
    draw(drawing, canvas, qtbot, [corners[3], corners[2]])
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert "crosses itself" in drawing.live_tool.box.lines[0]
    assert drawing._session.application() is None


def test_a_corner_is_dragged(drawing, canvas, qtbot):
    corners = around(listed(drawing._session).geometry())
    draw(drawing, canvas, qtbot, corners)
    tool = drawing.live_tool
    there = QgsPointXY(corners[1].x() + 30, corners[1].y() - 20)
    mouse(canvas, tool, QEvent.Type.MouseButtonPress, corners[1], LEFT, LEFT)
    mouse(canvas, tool, QEvent.Type.MouseMove, there, Qt.MouseButton.NoButton, LEFT)
    settled(drawing, qtbot)
    mouse(canvas, tool, QEvent.Type.MouseButtonRelease, there, LEFT)
    assert len(tool.corners) == 4
    assert tool.corners[1].distance(there) < 2
    click(canvas, tool, corners[0])                         # on the first corner: closed
    assert len(drawing._session.application().parcels) == 1


def test_outside_the_plan_nobody_vouches(drawing, canvas, qtbot):
    """What a holder says of the plan says nothing of land beyond it."""
    extent = drawing._session.layer(Role.PARCELS).extent()
    far = QgsGeometry.fromPointXY(QgsPointXY(extent.xMaximum() + 3000, extent.yMaximum() + 3000))
    aim(canvas, far)
    draw(drawing, canvas, qtbot, around(far, 50.0))
    assert "Undetermined" in drawing.live_tool.box.lines[0]


def test_a_map_in_degrees_gets_the_same_verdict(drawing, canvas, qtbot):
    shape = QgsGeometry.fromPolygonXY([around(listed(drawing._session).geometry())])
    plain = drawing.desk.check_now(live_site.shape_of(shape), None, {"use_code": "070102"})
    degrees = QgsCoordinateReferenceSystem("EPSG:4490")
    shape.transform(QgsCoordinateTransform(drawing._session.layer(Role.PARCELS).crs(), degrees, QgsProject.instance()))
    other = drawing.desk.check_now(live_site.shape_of(shape), live_site.crs_of(degrees), {"use_code": "070102"})
    assert (plain.verdict, plain.rules) == (other.verdict, other.rules)


def test_the_box_stays_inside_the_canvas(drawing, canvas, qtbot):
    draw(drawing, canvas, qtbot, around(listed(drawing._session).geometry()))
    box = drawing.live_tool.box
    for place in (QPoint(0, 0), QPoint(699, 699), QPoint(699, 0), QPoint(0, 699)):
        box.move_to(place)
        assert canvas.viewport().rect().contains(box.geometry())


def test_of_many_moves_only_the_newest_is_answered(drawing, canvas, qtbot):
    answers = QSignalSpy(drawing.desk.answered)
    corners = around(listed(drawing._session).geometry())
    for corner in corners[:3]:
        click(canvas, drawing.live_tool, corner)
    settled(drawing, qtbot)
    before = len(answers)
    for k in range(40):
        mouse(canvas, drawing.live_tool, QEvent.Type.MouseMove, QgsPointXY(corners[3].x() + k * 0.5, corners[3].y()))
    settled(drawing, qtbot)
    assert 1 <= len(answers) - before < 40
    assert answers[-1][1].area_m2 == pytest.approx(drawing.live_tool.outline().area(), rel=1e-3)


def test_digitising_in_the_plan_layer_shows_the_verdict(tools, canvas, qtbot):
    session = tools._session
    plan = session.layer(Role.PARCELS)
    assert tools.front.live_page.watch_check.isChecked()
    fid = next(f.id() for f in plan.getFeatures() if f.hasGeometry())
    plan.startEditing()
    assert tools.desk.site is None
    shape = QgsGeometry.fromPolygonXY([around(listed(session).geometry())])
    plan.changeGeometry(fid, QgsGeometry.fromMultiPolygonXY([shape.asPolygon()]))
    qtbot.waitUntil(lambda: bool(tools.edit_box.lines), timeout=120_000)
    assert len(tools.edit_box.lines) <= 3
    expected = live_site.attributes_of(plan, fid, session.choices[Role.PARCELS])[0]["parcel_id"]
    assert expected in tools.edit_box.lines[0]
    code = session.inspect(Role.PARCELS).columns["use_code"]
    with qtbot.waitSignal(tools.desk.answered, timeout=120_000) as told:
        plan.changeAttributeValue(fid, plan.fields().indexOf(code), "070102")
    assert told.args[0] == EditWatch.KEY
    assert told.args[1].verdict == "prohibited"
    plan.rollBack()
    tools.edit_box.hide()
    tools.front.live_page.watch_check.setChecked(False)
    assert not settings.load().live_edits
    tools.front.live_page.watch_check.setChecked(True)


def test_the_site_is_made_anew_when_inputs_change(drawing, canvas, qtbot):
    first = drawing.desk.site
    drawing._session.choose(Role.REGISTRY, "")
    assert drawing.desk.renewing
    qtbot.waitUntil(lambda: drawing.desk.site is not first, timeout=120_000)
    assert Role.REGISTRY not in drawing.desk.site.given


def test_another_project_forgets_the_site_at_once(drawing, canvas, project, qtbot):
    draw(drawing, canvas, qtbot, around(listed(drawing._session).geometry()))
    project.clear()
    assert drawing.desk.site is None
    assert drawing.desk.check_now(None, None, {}) is None
    qtbot.waitUntil(lambda: drawing.desk.state == "failed", timeout=20_000)      # there is nothing to check against
    assert len(drawing.live_tool.box.lines) == 1


def test_a_layer_that_cannot_be_used_is_not_left_out(demo):
    assert Role.SAMPLES in demo.site_request().given
    demo.layer(Role.SAMPLES).setDataSource("/nowhere.gpkg", "采样", "ogr")
    assert demo.inspect(Role.SAMPLES).state == "bad"
    with pytest.raises(InputError, match="layer_unusable"):
        demo.site_request()
    demo.start_application(demo.new_application().application_id)
    assert [error.code for error in demo.problems] == ["layer_unusable"]


def test_a_filtered_layer_is_no_site(demo):
    assert demo.layer(Role.REGISTRY).setSubsetString('"地块名称" IS NULL')
    with pytest.raises(InputError, match="layer_filtered"):
        demo.site_request()


def test_removing_the_registry_while_drawing_does_no_harm(drawing, canvas, project, qtbot):
    draw(drawing, canvas, qtbot, around(listed(drawing._session).geometry()))
    first = drawing.desk.site
    project.removeMapLayer(drawing._session.layer(Role.REGISTRY).id())
    with qtbot.waitSignal(drawing.desk.answered, timeout=120_000) as told:
        qtbot.waitUntil(lambda: drawing.desk.site is not first, timeout=120_000)
    assert "needs_registry" in told.args[1].rules


def test_corners_snap_as_the_project_says(drawing, canvas, qtbot):
    plan = drawing._session.layer(Role.PARCELS)
    utils = QgsMapCanvasSnappingUtils(canvas)
    canvas.setSnappingUtils(utils)
    config = QgsSnappingConfig(QgsProject.instance())
    config.setEnabled(True)
    config.setMode(QgsSnappingConfig.SnappingMode.AllLayers)
    config.setTypeFlag(QgsSnappingConfig.SnappingTypes(QgsSnappingConfig.SnappingTypes.VertexFlag))
    config.setTolerance(12)
    config.setUnits(QgsTolerance.UnitType.Pixels)
    canvas.setLayers([plan])
    utils.setMapSettings(canvas.mapSettings())
    utils.setConfig(config)
    corner = QgsPointXY(next(v for f in plan.getFeatures() if f.hasGeometry()
                             and f.geometry().intersects(canvas.extent()) for v in f.geometry().vertices()
                             if canvas.extent().contains(QgsPointXY(v))))
    off = QgsPointXY(corner.x() + 3 * canvas.mapUnitsPerPixel(), corner.y())
    qtbot.waitUntil(lambda: utils.snapToMap(off).isValid(), timeout=20_000)      # its index is there
    click(canvas, drawing.live_tool, off)
    assert drawing.live_tool.corners[0].distance(utils.snapToMap(off).point()) < 1e-6
    assert drawing.live_tool.corners[0].distance(off) > 0
    canvas.setSnappingUtils(None)


def test_the_menu_takes_a_tool_and_puts_it_away(tools, canvas, dock, qtbot):
    actions = {a.objectName(): a for a in tools.actions()}
    assert set(actions) == {"SoilGate_live", "SoilGate_query", "SoilGate_application"}
    actions["SoilGate_query"].trigger()
    assert canvas.mapTool() is tools.query_tool
    assert dock.front.stack.currentWidget() is dock.front.query_page
    actions["SoilGate_application"].trigger()
    assert canvas.mapTool() is not tools.query_tool
    actions["SoilGate_application"].trigger()
    assert dock.front.stack.currentWidget() is dock.tabs


def test_a_polluting_project_keeps_away_from_homes_of_the_plan(tools, canvas, qtbot):
    """The plan is not reviewed with the application, but its homes count."""
    session = tools._session
    session.choose(Role.CURRENT_USE, "")
    session.set_steps([str(Step.USE_CHANGE)])
    tools.desk.hold("test")
    ready(tools.desk, qtbot)
    shape = live_site.shape_of(QgsGeometry.fromPolygonXY([around(listed(session).geometry(), 30)]))
    columns = {"use_code": "100102", "project_industry": "电镀"}
    live = tools.desk.check_now(shape, None, columns)
    assert "polluting_project_siting" in live.rules
    application = session.new_application().with_parcels([applications.drawn(
        shape, tools.desk.site.live.crs, columns, 1)])
    session.keep_application(application)
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        session.start_application(application.application_id)
    row = session.review.parcels.iloc[0]
    assert (row["verdict"], row["could_be"], row["rules"]) == (live.verdict, live.could_be, ";".join(live.rules))


def test_without_a_registry_an_application_is_refused_in_words(tools, qtbot):
    from soilgate.ui.messages import sentence

    session = tools._session
    session.choose(Role.REGISTRY, "")
    session.new_application()
    session.start_application(session.application_id)
    session.start_review()
    assert [error.code for error in session.problems] == ["role_missing"] * 2
    assert all("egistry" in sentence(error) for error in session.problems)
    session.problems.clear()


def test_an_application_beyond_the_plan_is_not_vouched_for(tools, qtbot):
    session = tools._session
    extent = session.layer(Role.PARCELS).extent()
    far = QgsPointXY(extent.xMaximum() + 2500, extent.yMaximum() + 2500)
    shape = live_site.shape_of(QgsGeometry.fromPointXY(far).buffer(40, 4))
    crs = live_site.crs_of(session.layer(Role.PARCELS).crs())
    application = session.new_application().with_parcels([applications.drawn(shape, crs, {"use_code": "070102"}, 1)])
    session.keep_application(application)
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        session.start_application(application.application_id)
    row = session.review.parcels.iloc[0]
    assert row["could_be"] == "prohibited"
    assert not row["complete"]
    assert "needs_registry" in row["rules"]


@pytest.mark.parametrize("plan", [True, False])
def test_an_application_far_from_the_samples_is_reviewed_and_says_so(tools, qtbot, plan):
    """It was refused: as if a whole plan lay in a wrong coordinate system."""
    session = tools._session
    extent = session.layer(Role.PARCELS).extent()
    crs = live_site.crs_of(session.layer(Role.PARCELS).crs())
    if not plan:
        session.choose(Role.PARCELS, "")
    shape = live_site.shape_of(QgsGeometry.fromPointXY(QgsPointXY(extent.xMaximum() + 90_000, extent.yMaximum())).buffer(
        40, 4))
    session.keep_application(session.new_application().with_parcels([
        applications.drawn(shape, crs, {"use_code": "070102"}, 1)]))
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        session.start_application(session.application_id)
    assert not session.problems
    row = session.review.parcels.iloc[0]
    assert "needs_samples" in row["rules"] and row["verdict"] not in ("clear", "caution") and not row["complete"]


def test_what_is_here_names_plots_and_days_and_what_is_not_given(tools, canvas, qtbot):
    session = tools._session
    session.choose(Role.ORDERED_SURVEYS, "")
    session.choose(Role.BASIC_FARMLAND, "")
    qtbot.mouseClick(tools.front.buttons[QUERY], LEFT)
    plot = listed(session)
    aim(canvas, plot.geometry())
    ready(tools.desk, qtbot)
    before = items(canvas)
    click(canvas, tools.query_tool, plot.geometry().pointOnSurface().asPoint())
    page = tools.front.query_page
    tops = [page.tree.topLevelItem(k).text(0) for k in range(page.tree.topLevelItemCount())]
    assert tops[:2] == ["Planned parcels", "Registry"]
    assert "Current use" in tops
    assert tops[-1] == "History"
    days = [page.tree.topLevelItem(len(tops) - 1).child(k).text(0)
            for k in range(page.tree.topLevelItem(len(tops) - 1).childCount())]
    assert days == sorted(days)
    assert "Basic farmland" in page.gaps.text()
    assert items(canvas) > before
    zoomed = QSignalSpy(page.zoom_requested)
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert len(zoomed) == 1
    qtbot.mouseClick(page.copy_button, LEFT)
    assert "Registry" in QApplication.clipboard().text()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is not tools.query_tool
    assert not [i for i in canvas.scene().items() if isinstance(i, QgsVertexMarker)]


def test_a_click_before_the_site_is_ready_is_answered_later(tools, canvas, qtbot):
    plot = listed(tools._session)
    aim(canvas, plot.geometry())
    qtbot.mouseClick(tools.front.buttons[QUERY], LEFT)
    click(canvas, tools.query_tool, plot.geometry().pointOnSurface().asPoint())
    assert tools.front.query_page.tree.topLevelItemCount() == 0
    qtbot.waitUntil(lambda: tools.front.query_page.tree.topLevelItemCount() > 0, timeout=120_000)


BOUNDARY = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号={zone}
精度=0.001
转换参数=0,0,0,0,0,0,0
[地块坐标]
5,0.6400,D-1,申请地块,面,,住宅,,@
{rows}
"""


def boundary(session, path):
    """A boundary text around a listed plot, in the zone of the plan."""
    centre = QgsGeometry.fromPolygonXY([around(listed(session).geometry(), 40)])
    points = centre.asPolygon()[0]
    crs = live_site.crs_of(session.layer(Role.PARCELS).crs())
    zone = round(float(crs.to_cf()["longitude_of_central_meridian"]) / 3)
    easting = zone * 1_000_000 if points[0].x() < 1_000_000 else 0
    rows = "\n".join(f"J{k},1,{p.y():.3f},{p.x() + easting:.3f}" for k, p in enumerate([*points[:-1], points[0]], 1))
    path.write_text(BOUNDARY.format(zone=zone, rows=rows), encoding="gb18030")
    return path


def test_an_application_from_a_boundary_file_is_reviewed_and_the_plan_comes_back(tools, canvas, dock, qtbot, tmp_path):
    session = tools._session
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        session.start_review()
    whole = len(session.review.parcels)
    qtbot.mouseClick(tools.front.buttons[APPLICATION], LEFT)
    page = tools.front.application_page
    assert not page.review_button.isEnabled()
    tools.path = str(boundary(session, tmp_path / "申请.txt"))
    qtbot.mouseClick(page.file_button, LEFT)
    assert not [s for s in tools.bar.said if isinstance(s, Exception)], tools.bar.said
    assert len(session.application().parcels) == 1
    qtbot.keyClicks(page.case_edit, "2026-15")
    page.applicant_edit.setText("示例公司")                  # QTest has no keys for these
    page.applicant_edit.textEdited.emit("示例公司")
    page.use_combo.set_code("070102")
    page.day_edits["applied_on"].setDate(QDate(2026, 10, 1))
    qtbot.mouseClick(page.review_button, LEFT)
    application = session.application()
    assert (application.case_no, application.use_code, application.applied_on) == ("2026-15", "070102", "2026-10-01")
    assert tools.front.tool() == ""
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        pass
    assert not session.problems
    parcels = session.review.parcels
    assert len(parcels) == 1
    assert parcels["verdict"].iloc[0] == "prohibited"
    assert parcels["case_no"].iloc[0] == "2026-15"
    assert parcels["applicant"].iloc[0] == "示例公司"
    assert "2026-15" in tools.front.banner.text()
    state = json.loads(json.dumps(session.state()))
    assert state["applications"][0]["case_no"] == "2026-15"
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        tools.front.banner.linkActivated.emit("plan")
    assert len(session.review.parcels) == whole
    assert not session.stale_rows().any()
    assert not tools.front.banner.isVisible()


def test_selected_parcels_become_an_application_with_their_codes(tools, qtbot, monkeypatch):
    session = tools._session
    plan = session.layer(Role.PARCELS)
    page = tools.front.application_page
    qtbot.mouseClick(tools.front.buttons[APPLICATION], LEFT)
    qtbot.mouseClick(page.selection_button, LEFT)
    assert "Select" in tools.bar.said[-1]
    ids = [f.id() for f in plan.getFeatures() if f.hasGeometry()][:3]
    plan.selectByIds(ids)
    qtbot.mouseClick(page.selection_button, LEFT)
    application = session.application()
    assert len(application.parcels) == 3
    assert all(p.columns.get("use_code") for p in application.parcels)
    assert page.model.rowCount() == 3
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(session.application().parcels) == 2
    shown = QSignalSpy(page.parcel_shown)
    page.table.activated.emit(page.model.index(0, 0))
    assert len(shown) == 1
    qtbot.mouseClick(page.new_button, LEFT)
    assert len(session.applications) == 2
    assert not session.application().parcels
    qtbot.mouseClick(page.drop_button, LEFT)             # nothing is lost with an empty one
    assert len(session.applications) == 1
    asked = []
    monkeypatch.setattr(page, "_sure", lambda label: bool(asked.append(label)) or len(asked) > 1)
    qtbot.mouseClick(page.drop_button, LEFT)
    assert len(asked) == 1 and len(session.applications) == 1
    qtbot.mouseClick(page.drop_button, LEFT)
    assert len(asked) == 2 and not session.applications


def test_a_file_without_crs_asks_for_it(tools, qtbot, tmp_path, monkeypatch):
    session = tools._session
    plan = session.layer(Role.PARCELS)
    import geopandas
    import shapely

    shape = live_site.shape_of(QgsGeometry.fromPolygonXY([around(listed(session).geometry())]))
    path = tmp_path / "bare.shp"
    geopandas.GeoDataFrame({"DKBH": ["7"]}, geometry=[shapely.Polygon(shape.exterior)]).to_file(path, engine="pyogrio")  # no CRS is meant
    tools.path = str(path)
    monkeypatch.setattr(tools, "_ask_crs", lambda _name: None)
    tools.add_file()
    assert session.application() is None
    monkeypatch.setattr(tools, "_ask_crs", lambda _name: plan.crs().authid())
    tools.add_file()
    assert [p.parcel_id for p in session.application().parcels] == ["7"]


def test_applications_come_back_with_the_project(tools, project, qtbot):
    session = tools._session
    plan = session.layer(Role.PARCELS)
    plan.selectByIds([next(f.id() for f in plan.getFeatures() if f.hasGeometry())])
    tools.add_selection()
    assert project.write()
    again = Session(project)
    again.resume()
    assert again.applications == session.applications
    assert again.application_id == session.application_id
    again.close()


def test_an_application_is_kept_in_the_workspace_with_its_history(tools, tmp_path, qtbot):
    session = tools._session
    plan = session.layer(Role.PARCELS)
    plan.selectByIds([f.id() for f in plan.getFeatures() if f.hasGeometry()][:2])
    tools.add_selection()
    home = str(tmp_path / "office.gpkg")
    workspace.create(home)
    application = session.application()
    application = dataclasses.replace(application, kept=applications.keep(home, application))
    applications.keep(home, application.with_parcels(application.parcels[:1]))
    assert workspace.row_counts(home)["applications"] == 1
    applications.forget(home, application.application_id)
    assert workspace.row_counts(home)["applications"] == 0
    assert applications.workspace_of([home + "|layername=registry", "/nowhere.gpkg"]) == home
    assert applications.workspace_of(["memory"]) is None


def test_an_application_of_the_workspace_is_listed_and_opened_whole(tools, tmp_path, qtbot, monkeypatch):
    session, page = tools._session, tools.front.application_page
    assert not page.stored_button.isEnabled()            # the demo lies in no workspace
    home = str(tmp_path / "office.gpkg")
    workspace.create(home, crs="EPSG:4547")
    monkeypatch.setattr(session, "workspace", lambda: home)
    plan = session.layer(Role.PARCELS)
    plan.selectByIds([f.id() for f in plan.getFeatures() if f.hasGeometry()][:2])
    tools.add_selection()
    own = dataclasses.replace(session.application(), case_no="2026-15", steps=("supply", "building_permit"))
    session.keep_application(own)
    with qtbot.waitSignal(session.review_shown, timeout=180_000):
        session.start_application(own.application_id)
    kept = session.application().kept
    assert kept and applications.read(home, own.application_id).kept == kept
    with qtbot.waitSignal(session.review_shown, timeout=180_000):        # again: its own state is no conflict
        session.start_application(own.application_id)
    assert not session.problems, session.problems
    theirs = applications.read(home, own.application_id)
    applications.keep(home, dataclasses.replace(theirs, applicant="theirs"))
    session.keep_application(dataclasses.replace(session.application(), applicant="mine"))
    with qtbot.waitSignal(session.failed, timeout=180_000):
        session.start_application(own.application_id)
    assert session.problems[-1].code == "application_changed"
    seen = []

    def choose(dialog):
        seen.append((dialog.list.topLevelItem(0).text(0), dialog.list.topLevelItem(0).text(1)))
        dialog.search_edit.setText("nowhere")
        assert not dialog.open_button.isEnabled()
        dialog.search_edit.setText("2026-15")
        assert dialog.open_button.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(StoredDialog, "exec", choose)
    assert page.stored_button.isEnabled()
    qtbot.mouseClick(page.stored_button, LEFT)
    qtbot.waitUntil(lambda: session.application().applicant == "theirs", timeout=20_000)
    assert seen == [("2026-15", "theirs")]
    opened = session.application()
    assert (opened.application_id, opened.steps) == (own.application_id, ("supply", "building_permit"))
    assert [(p.parcel_id, p.columns) for p in opened.parcels] == [(p.parcel_id, p.columns) for p in own.parcels]
    assert [one.applicant for one in session.applications.values() if one is not opened] == ["mine"]   # not lost


def test_closing_leaves_nothing(demo, dock, canvas, qtbot):
    before = items(canvas)
    made = Tools(Iface(canvas), demo, dock, Messages(None), lambda *_a: "")
    qtbot.mouseClick(dock.front.buttons[LIVE], LEFT)
    assert dock.front.tool() == LIVE
    ready(made.desk, qtbot)
    aim(canvas, listed(demo).geometry())
    draw(made, canvas, qtbot, around(listed(demo).geometry()))
    assert items(canvas) > before
    made.close()
    assert items(canvas) == before
    assert not dock.front.buttons[LIVE].isChecked()
    plan = demo.layer(Role.PARCELS)
    plan.startEditing()
    plan.changeGeometry(next(plan.getFeatures()).id(), QgsGeometry())
    plan.rollBack()
    assert made.edit_box.lines == []

"""Runs inside the real QGIS (``--code``): uses the dock as a person would, and keeps a picture of each step.

A scene is a function of the plugin; it acts through the widgets and may return a function that is asked, until it is
true, whether what was begun has ended. Then the window gets time to draw, and the picture is taken.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
from inside import LEFT, press
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

FOLDER, PREFIX = [*inside.arguments(), ""][:2]
WAIT_MS, LONGEST_S = 1500, 120
DATA = Path(os.environ["SOILGATE_DATA"])          # QGIS runs this text without saying where it lies


def idle(_plugin):
    """Whether nothing runs and the map is drawn."""
    return inside.at_rest


def looked(plugin):
    """Whether the look before a run that follows has ended."""
    plugin.session.outlook = None
    plugin.session.look_ahead()
    return lambda: plugin.session.outlook is not None and idle(plugin)()


def _role(name):
    from soilgate.plugin.core.vocabulary import Role

    return Role(name)


def width(dock, pixels):
    """Give the dock a width."""
    iface.mainWindow().resizeDocks([dock], [pixels], Qt.Orientation.Horizontal)


def scene_01_welcome(plugin):
    """An empty project."""
    window = iface.mainWindow()
    window.setGeometry(window.screen().geometry())  # no window manager under Xvfb
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() not in ("Layers", "SoilGateDock"):
            dock.hide()
    plugin._dock.setUserVisible(True)
    width(plugin._dock, 380)


def scene_02_data(plugin):
    """The demo, its layers recognised."""
    plugin._dock.show_page(0)
    press(plugin._dock.data_page.demo_button)
    return idle(plugin)


def scene_02b_settle(plugin):
    """Entries without boundary, with a name that is like another."""
    plugin._choices = dict(plugin.session.choices)
    for role in ("located", "survey_areas", "risk_assessments", "evidence"):
        plugin.session.choose(_role(role), "")
    return looked(plugin)


def scene_02c_settle_list(plugin):
    """The settle list."""
    page = plugin._dock.data_page
    press(page.settle_button)
    page.settle_panel.choose(0)


def scene_02d_settle_paper(plugin):
    """Who says that an entry lies outside."""
    press(plugin._dock.data_page.settle_panel.outside_button)


def scene_02e_settle_narrow(plugin):
    """The same at the narrowest."""
    plugin._dock.setFloating(True)
    plugin._dock.setGeometry(500, 60, 320, 880)


def scene_02f_data_again(plugin):
    """All that the demo brings."""
    plugin._dock.setFloating(False)
    width(plugin._dock, 380)
    plugin._dock.data_page.show_roles()
    for role, choice in plugin._choices.items():
        plugin.session.choices[role] = choice
    plugin.session.roles_changed.emit()
    return looked(plugin)


def _tried(plugin):
    return lambda: not plugin._import.busy and plugin._import.tried is not None


def scene_02g_import(plugin):
    """A published list in the import window."""
    press(plugin._dock.data_page.import_button)
    plugin._import.move(120, 90)
    plugin._import.take([str(DATA / "register_whole.xlsx")])
    return _tried(plugin)


def scene_02h_import_fields(plugin):
    """Which field holds what, with values."""
    plugin._import.tabs.setCurrentIndex(1)


def scene_02i_import_rows(plugin):
    """What is to be said of single rows."""
    plugin._import.tabs.setCurrentIndex(2)


def scene_02j_import_asked(plugin):
    """A layer without CRS: the question with its answers."""
    plugin._import.take([str(DATA / "plan_no_prj.shp")])
    return _tried(plugin)


def scene_02k_import_boundary(plugin):
    """Boundary texts, one with a question."""
    plugin._import.take([str(DATA.parent / "boundary" / name) for name in (
        "m19-bare-cr-hole-as-own-block.txt", "m11-swapped-columns-area-m2.txt")])
    return _tried(plugin)


def scene_03_review_before(plugin):
    """The review page before the run."""
    plugin._import.reject()
    press(plugin._dock.data_page.next_button)
    return idle(plugin)


def scene_04_review(plugin):
    """The coloured plan."""
    iface.messageBar().clearWidgets()
    press(plugin._dock.review_page.run_button)
    return idle(plugin)


def scene_05_parcel(plugin):
    """A parcel with its reasons and its evidence on the map."""
    iface.messageBar().clearWidgets()
    page = plugin._dock.review_page
    findings = plugin.session.review.findings
    several = findings[findings["overlap_m2"].notna()]["parcel_id"].value_counts()
    page.choose(plugin.session.review.row_of_id(several.index[0]))
    plugin._light(page.current_row(), zoom=True)
    return idle(plugin)


def _aimed(plugin, half):
    """Corners of a parcel that lies partly on a listed plot, the map around it."""
    from qgis.core import QgsPointXY, QgsRectangle

    canvas = iface.mapCanvas()
    registry = plugin.session.layer(_role("registry"))
    plot = max((f.geometry() for f in registry.getFeatures() if f.hasGeometry()), key=lambda g: g.area())
    c = plot.boundingBox().center()
    box = QgsRectangle(c.x() - 5 * half, c.y() - 5 * half, c.x() + 5 * half, c.y() + 5 * half)
    canvas.setExtent(box)
    canvas.refresh()
    return [QgsPointXY(c.x() + x * half, c.y() + y * half)
            for x, y in ((-1.6, -0.9), (0.3, -1.2), (0.9, 0.2), (0.1, 1.1), (-1.5, 0.8))]


def _mouse(canvas, point, *, click):
    """Move the mouse over the canvas, and click."""
    place = canvas.getCoordinateTransform().transform(point).toQPointF().toPoint()
    QTest.mouseMove(canvas.viewport(), place)
    if click:
        QTest.mouseClick(canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def _live(plugin):
    """Whether the site is ready and all questions are answered."""
    desk = plugin._dock.desk
    return lambda: desk.state == "ready" and not desk.renewing and not desk._busy and desk._newest is None \
        and idle(plugin)()


def scene_05b_live_begin(plugin):
    """The live check in hand, nothing drawn yet."""
    plugin._light_off()
    press(plugin._dock.front.buttons["live"])
    plugin._corners = _aimed(plugin, 120)
    return _live(plugin)


def scene_05c_live_check(plugin):
    """A home half on a listed plot: verdict beside the cursor, evidence hatched."""
    page = plugin._dock.front.live_page
    page.use_combo.set_code("070102")
    canvas = iface.mapCanvas()
    for corner in plugin._corners[:-1]:
        _mouse(canvas, corner, click=True)
    _mouse(canvas, plugin._corners[-1], click=False)
    return _live(plugin)


def scene_05d_live_kept(plugin):
    """Finished by Enter: kept in the application."""
    canvas = iface.mapCanvas()
    _mouse(canvas, plugin._corners[-1], click=True)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    return _live(plugin)


def scene_05dd_live_edit(plugin):
    """A parcel of the plan moved onto a listed plot with the layer's own editing: its verdict at once."""
    from qgis.core import QgsGeometry

    plan = plugin.session.layer(_role("parcels"))
    plan.startEditing()
    feature = next(f for f in plan.getFeatures() if f.geometry().contains(QgsGeometry.fromPointXY(plugin._corners[0])))
    _mouse(iface.mapCanvas(), plugin._corners[2], click=False)
    plan.changeGeometry(feature.id(), QgsGeometry.fromMultiPolygonXY([[plugin._corners]]))
    plan.triggerRepaint()
    return lambda: bool(plugin.tools.edit_box.lines) and _live(plugin)()


def scene_05e_place_query(plugin):
    """What is known of a place."""
    plugin.session.layer(_role("parcels")).rollBack()
    plugin.tools.edit_box.hide()
    press(plugin._dock.front.buttons["query"])
    c, d = plugin._corners[0], plugin._corners[2]
    _mouse(iface.mapCanvas(), type(c)(c.x() + (d.x() - c.x()) * 0.7, c.y() + (d.y() - c.y()) * 0.7), click=True)
    return _live(plugin)


def scene_05f_application(plugin):
    """An application with its parcel, ready for review."""
    press(plugin._dock.front.buttons["application"])
    page = plugin._dock.front.application_page
    page.case_edit.setText("2026-15")
    page.applicant_edit.setText("示例置业有限公司" if PREFIX.startswith("zh") else "Example Homes Ltd")
    page.applicant_edit.textEdited.emit("")
    page.use_combo.set_code("070102")
    page.days_box.setCollapsed(False)
    return _live(plugin)


def scene_05g_application_narrow(plugin):
    """The same at the narrowest."""
    plugin._dock.setFloating(True)
    plugin._dock.setGeometry(500, 60, 320, 880)


def scene_05h_application_result(plugin):
    """Its result on the review page."""
    plugin._dock.setFloating(False)
    width(plugin._dock, 380)
    press(plugin._dock.front.application_page.review_button)
    return idle(plugin)


def scene_05i_application_reasons(plugin):
    """The reasons of its parcel."""
    iface.messageBar().clearWidgets()
    page = plugin._dock.review_page
    page.choose(0)
    plugin._light(0, zoom=True)
    return idle(plugin)


def scene_05j_plan_again(plugin):
    """Back at the result of the plan."""
    plugin._dock.front.banner.linkActivated.emit("plan")
    return idle(plugin)


def scene_06_undetermined(plugin):
    """Only what is not known, filtered by a chip."""
    page = plugin._dock.review_page
    press(page.chips["undetermined"])
    page.table.selectRow(0)
    plugin._light(page.current_row(), zoom=True)
    return idle(plugin)


def scene_06b_groups(plugin):
    """Numbers and areas by verdict and reason."""
    press(plugin._dock.review_page.chips["undetermined"])
    press(plugin._dock.review_page.group_button)


def scene_06ba_by_use(plugin):
    """Numbers and areas by use and verdict."""
    page = plugin._dock.review_page
    page.group_combo.setCurrentIndex(page.group_combo.findData("use"))


def scene_06bb_filters(plugin):
    """Rows filtered by use and rule, each with its count."""
    page = plugin._dock.review_page
    press(page.group_button)
    press(page.filter_button)
    page.use_combo.setCheckedItems([page.use_combo.itemText(page.use_combo.findData("residential"))])
    page.table.selectRow(0)
    return idle(plugin)


def scene_06bc_samples(plugin):
    """Samples over the limit, with value and limit beside them."""
    page = plugin._dock.review_page
    press(page.filter_button)
    findings = plugin.session.review.findings
    over = findings[findings["rule"] == "above_intervention"]
    page.choose(plugin.session.review.row_of_id(over["parcel_id"].iloc[0]))
    return idle(plugin)


def scene_06bd_distance(plugin):
    """A plot nearby, with its distance."""
    findings = plugin.session.review.findings
    near = findings[(findings["rule"] == "neighbour") & (findings["distance_m"] > 20)]
    plugin._dock.review_page.choose(plugin.session.review.row_of_id(near["parcel_id"].iloc[0]))
    return idle(plugin)


def scene_06be_stale(plugin):
    """A plot was edited: what lies near it is out of date, on the map and in the table."""
    page = plugin._dock.review_page
    plots = plugin.session.layer(_role("registry"))
    assert plots.startEditing()
    plot = next(f for f in plots.getFeatures() if f.hasGeometry() and not f.geometry().isEmpty())
    plots.changeAttributeValue(plot.id(), 1, "-")
    plugin.session._changes.tell()
    press(page.stale_chip)
    page.table.selectRow(0)
    plugin._light(page.current_row(), zoom=True)
    iface.mapCanvas().zoomByFactor(2.2)
    return idle(plugin)


def scene_06bf_statement(plugin):
    """What an office states of what is unknown."""
    from soilgate.plugin.qgs import result_tables
    from soilgate.ui.statement import StatementDialog

    page, session = plugin._dock.review_page, plugin.session
    press(page.stale_chip)
    session.layer(_role("registry")).rollBack()
    findings = session.review.findings
    points = findings[[result_tables.point_of(one) is not None for _, one in findings.iterrows()]]
    row = session.review.row_of_id(points["parcel_id"].iloc[-1])
    page.choose(row)
    plugin._dialog = StatementDialog(result_tables.open_points(session.review, [row]), None, [], session.day(),
                                     iface.mainWindow())
    plugin._dialog.move(300, 150)
    plugin._dialog.show()
    return idle(plugin)


def scene_06bg_wide(plugin):
    """A wide dock."""
    plugin._dialog.close()
    width(plugin._dock, 520)


def scene_06c_changed(plugin):
    """What changed since the review before, and why."""
    width(plugin._dock, 380)
    plugin.session.choose(_role("survey_areas"), "")
    press(plugin._dock.review_page.run_button)
    return idle(plugin)


def scene_06d_decision(plugin):
    """A person's decision beside the verdict, only of what changed."""
    from soilgate.ui.decisions import Decision

    page = plugin._dock.review_page
    press(page.changed_chip)
    page.table.selectRow(0)
    texts = ("按原用途保留", "李四", "2026-10-15", "2026年调查报告已通过评审") if PREFIX.startswith("zh") else (
        "keep the present use", "Li Si", "2026-10-15", "the survey of 2026 has passed its review")
    plugin.session.decide(page.chosen_ids(), Decision(texts[0], texts[1], texts[2], texts[3]))
    return idle(plugin)


def scene_06e_decision_dialog(plugin):
    """The dialog that asks for it."""
    from soilgate.plugin.qgs import i18n, styles
    from soilgate.ui.decision import DecisionDialog

    parcel = plugin._dock.review_page.chosen_ids()[0]
    shown = plugin.session.review
    verdict = styles.verdict_name(str(shown.parcels["verdict"].iloc[shown.row_of_id(parcel)]), i18n.language())
    plugin._dialog = DecisionDialog(parcel, verdict, plugin.session.decision_of(parcel), plugin.session.day(),
                                    iface.mainWindow())
    plugin._dialog.move(300, 150)
    plugin._dialog.show()


def scene_07_zones(plugin):
    """What the control zones owe."""
    plugin._dialog.close()
    press(plugin._dock.review_page.changed_chip)
    plugin._dock.show_page(2)
    press(plugin._dock.zones_page.run_button)
    return idle(plugin)


def scene_08_zone(plugin):
    """A zone on the map."""
    iface.messageBar().clearWidgets()
    plugin._light_off()
    page = plugin._dock.zones_page
    page.zone_table.selectRow(0)
    layer = plugin.session.result_layer("zones_status", "zones")
    iface.mapCanvas().zoomToSelected(layer)
    page.tabs.setCurrentIndex(1)
    return idle(plugin)


def scene_09_notice(plugin):
    """The notice of a zone as a layout of the project."""
    plugin._dock.zones_page.tabs.setCurrentIndex(0)
    press(plugin._dock.zones_page.notice_button)
    page = plugin._dock.notices_page
    page.agency_edit.setText("示例区人民政府")
    press(page.make_button)
    ended = idle(plugin)
    return lambda: bool(QgsProject.instance().layoutManager().printLayouts()) and ended()


def scene_10_designer(plugin):
    """The notice in the designer."""
    iface.messageBar().clearWidgets()
    press(plugin._dock.notices_page.open_button)
    designer = iface.openLayoutDesigners()[0]
    designer.window().setGeometry(iface.mainWindow().screen().geometry())
    designer.window().show()
    designer.view().zoomFull()
    return idle(plugin)


def scene_11_columns(plugin):
    """Which column holds what."""
    from soilgate.plugin.core.vocabulary import Role
    from soilgate.ui.columns import ColumnsDialog

    for designer in iface.openLayoutDesigners():
        designer.close()
    role = Role.REGISTRY
    plugin._dialog = ColumnsDialog(plugin.session.layer(role), role, {}, iface.mainWindow())
    plugin._dialog.move(300, 150)
    plugin._dialog.show()


def scene_11b_options(plugin):
    """The page in QGIS's options."""
    from soilgate.ui.options import OptionsFactory

    plugin._dialog.close()
    plugin._dialog = OptionsFactory().createWidget(None)
    plugin._dialog.setGeometry(300, 60, 680, 880)
    plugin._dialog.show()


def scene_11c_guide(plugin):
    """The guide, at the place of the page."""
    plugin._dialog.close()
    plugin._dock.show_page(1)
    press(plugin._dock.help_button)
    plugin._dialog = plugin._guide


def scene_11b_values(plugin):
    """As what land-use codes are read."""
    from soilgate.ui.columns import ColumnsDialog

    plugin._dialog.close()
    role = _role("parcels")
    plugin._dialog = ColumnsDialog(plugin.session.layer(role), role, {}, iface.mainWindow())
    plugin._dialog.move(300, 150)
    plugin._dialog.show()
    plugin._dialog.tabs.setCurrentIndex(1)


def scene_12_narrow_data(plugin):
    """The dock at its narrowest."""
    plugin._dialog.close()
    plugin._dock.setFloating(True)
    plugin._dock.setGeometry(500, 60, 320, 880)
    plugin._dock.show_page(0)


def scene_13_narrow_review(plugin):
    """The review at its narrowest."""
    plugin._dock.show_page(1)


def scene_14_narrow_zones(plugin):
    """The zones at their narrowest."""
    plugin._dock.show_page(2)


def scene_15_narrow_notices(plugin):
    """The notices at their narrowest."""
    plugin._dock.show_page(3)


SCENES = [(name.removeprefix("scene_"), scene) for name, scene in sorted(globals().items())
          if name.startswith("scene_")]
_wanted = os.environ.get("SOILGATE_SCENES", "")
if _wanted:
    SCENES = SCENES[:int(_wanted)]


def _save(picture, folder, name):
    folder.mkdir(exist_ok=True)
    assert picture.save(str(folder / name)), folder / name


def keep(name):
    """A picture of the screen, and of what is on it: the dock, the map, a window of ours."""
    name = f"{PREFIX}{name}.png"
    _save(iface.mainWindow().screen().grabWindow(0), Path(FOLDER), name)
    plugin = inside.plugin()
    parts = {"dock": plugin._dock, "map": iface.mapCanvas(), "window": getattr(plugin, "_dialog", None)}
    for folder, widget in parts.items():
        if widget is not None and widget.isVisible():
            _save(widget.grab(), Path(FOLDER) / folder, name)


inside.Steps([(name, lambda scene=scene: scene(inside.plugin())) for name, scene in SCENES], keep,
             pause_ms=WAIT_MS, longest_s=LONGEST_S).begin()

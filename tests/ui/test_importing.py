"""The import window on real widgets: what was understood, what is asked, and the layer that comes of it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QFileDialog, QLabel
from soilgate.plugin.cli import main
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import workspace as workspaces
from soilgate.plugin.qgs import importing, settings, use_cases
from soilgate.ui.importing import ImportDialog, show_in_project

DATA = Path(__file__).resolve().parents[1] / "data"
TXT, LISTS = DATA / "boundary", DATA / "imports"
LEFT = Qt.MouseButton.LeftButton
_T = 30_000


@pytest.fixture
def dialog(tmp_path, qtbot):
    dialog = ImportDialog(tmp_path / "import")
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close_down()


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "工作库.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0
    return str(path)


def tried(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.tried is not None and not dialog.busy, timeout=_T)
    return dialog.tried


def take(dialog, qtbot, *paths, text=""):
    dialog.take([str(p) for p in paths], text)
    return tried(dialog, qtbot)


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def bring(dialog, qtbot):
    with qtbot.waitSignal(dialog.brought, timeout=_T) as caught:
        qtbot.mouseClick(dialog.import_button, LEFT)
    return caught.args


@pytest.mark.parametrize(("file", "role", "boundary"), [
    ("imports/register_whole.xlsx", Role.REGISTRY, False), ("imports/register_whole.docx", Role.REGISTRY, False),
    ("imports/lab_wide.xlsx", Role.SAMPLES, False), ("imports/lab_long_gbk.csv", Role.SAMPLES, False),
    ("imports/plan_gbk_no_cpg.shp", Role.PARCELS, False), ("boundary/m12-cass.dat", Role.PARCELS, True),
    ("imports/points_sheet.xlsx", Role.PARCELS, True), ("imports/points_table.csv", Role.PARCELS, True),
    ("boundary/m01-standard-gb18030-crlf.txt", Role.PARCELS, True)])
def test_what_a_file_is_is_proposed(qgis_app, file, role, boundary):
    wish = importing.first_wish((str(DATA / file),))
    assert (wish.role, wish.boundary) == (role, boundary)


def test_a_register_comes_in_as_the_registry_of_the_session(dialog, session, project, qtbot):
    told = take(dialog, qtbot, LISTS / "register_whole.xlsx")
    assert told.ready and dialog.import_button.isEnabled() and dialog.report_button.isEnabled()
    assert dialog.role_combo.currentData() == "registry" and dialog.kind_combo.isVisible()
    rows = told.outcome.files[0].rows
    assert str(rows) in dialog.head_label.text() and told.outcome.files[0].list_facts["title"] in texts(
        dialog.questions_area)
    dialog.kind_combo.setCurrentIndex(dialog.kind_combo.findData("provincial_list"))
    dialog.kind_combo.activated.emit(dialog.kind_combo.currentIndex())
    dialog.day_edit.setText("2026-06-30")
    dialog.day_edit.editingFinished.emit()
    dialog.covers_check.setChecked(True)
    told = tried(dialog, qtbot)
    assert told.outcome.files[0].list_facts["edition_date"] == "2026-06-30"
    done, wish = bring(dialog, qtbot)
    layer = show_in_project(session, project, done, wish)
    assert session.layer(Role.REGISTRY) is layer and layer.featureCount() == rows
    assert session.choices[Role.REGISTRY].covers == "yes" and done.page.is_file()
    assert layer.fields().field("list_kind").alias() == "名录种类"
    assert layer.renderer().type() == "RuleRenderer" or layer.renderer().symbol().symbolLayerCount() > 1    # as site data
    table = use_cases.given(Role.REGISTRY, layer, session.choices[Role.REGISTRY]).table(None)
    assert set(table.frame["list_kind"]) == {"provincial_list"} and str(table.source.edition_date.date()) == "2026-06-30"


def test_what_is_asked_is_answered_by_a_button(dialog, project, qtbot):
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    told = take(dialog, qtbot, LISTS / "plan_no_prj.shp")
    assert not told.ready and not dialog.import_button.isEnabled()
    wanted = dialog.answer_buttons[0]                # that of the project comes first
    assert "--crs" not in texts(dialog.questions_area)
    qtbot.mouseClick(wanted, LEFT)
    told = tried(dialog, qtbot)
    assert told.ready and dialog.crs_widget.crs().authid() == "EPSG:4547" and not dialog.answer_buttons
    done, _wish = bring(dialog, qtbot)
    assert workspaces.read_role(done.path, Role.PARCELS).crs.to_epsg() == 4547


def test_a_question_of_a_boundary_text_too(dialog, qtbot):
    told = take(dialog, qtbot, TXT / "m16-number-x-y-crossing.txt", TXT / "m19-bare-cr-hole-as-own-block.txt")
    before = dialog.answer_buttons
    assert not told.ready and before
    hole = next(b for b in before if b.text() in ("It is a hole", "是洞"))
    qtbot.mouseClick(hole, LEFT)
    assert dialog.wish.decisions == {"inside": "hole"}
    told = tried(dialog, qtbot)
    assert told.outcome.files[1].state in ("read", "repaired")


def test_a_sheet_among_several_is_chosen(dialog, qtbot, tmp_path):
    book = openpyxl.Workbook()
    for name, codes in (("甲县", ["P1", "P2"]), ("乙县", ["Q1"])):
        sheet = book.create_sheet(name)
        sheet.append(["地块编码", "地块名称", "名录状态"])
        for code in codes:
            sheet.append([code, f"地块{code}", "在册"])
    del book["Sheet"]
    path = tmp_path / "名录.xlsx"
    book.save(path)
    take(dialog, qtbot, path)
    assert dialog.name_combo.isVisible()
    if not dialog.tried.ready:
        qtbot.mouseClick(next(b for b in dialog.answer_buttons if b.text() == "乙县"), LEFT)
    else:
        dialog.name_combo.setCurrentIndex(dialog.name_combo.findData("乙县"))
        dialog.name_combo.activated.emit(dialog.name_combo.currentIndex())
    told = tried(dialog, qtbot)
    assert told.ready and told.outcome.files[0].rows == 1 and told.outcome.files[0].layer == "乙县"


def test_fields_are_shown_with_values_changed_and_remembered(dialog, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "maps_folder", lambda: tmp_path / "maps")
    path = tmp_path / "规划.csv"
    path.write_text("地块编号,用地代码,小名,WKT\nA1,0701,东地块,\"POLYGON((500000 3380000,500100 3380000,500100 3380100,"
                    "500000 3380000))\"\n", encoding="utf-8")
    dialog.take([str(path)])
    tried(dialog, qtbot)
    if dialog.role_combo.currentData() != "parcels":
        dialog.change(role=Role.PARCELS)
        tried(dialog, qtbot)
    dialog.change(crs="EPSG:4547")
    tried(dialog, qtbot)
    use = dialog.field_combos["use_code"]
    assert use.currentData() == "用地代码"
    row = next(r for r in range(dialog.fields_table.rowCount()) if dialog.fields_table.cellWidget(r, 1) is use)
    assert dialog.fields_table.item(row, 3).text() == "0701" and dialog.fields_table.item(row, 2).text()
    name = dialog.field_combos["name"]
    assert name.currentData() == ""
    name.setCurrentIndex(name.findData("小名"))
    name.activated.emit(name.currentIndex())
    told = tried(dialog, qtbot)
    assert told.ready and told.outcome.files[0].fields["name"].header == "小名"
    bring(dialog, qtbot)
    kept, = (tmp_path / "maps").glob("parcels-*.yaml")
    assert main(["--quiet", "import", "layer", str(path), "--as", "parcels", "--map", str(kept), "--crs", "EPSG:4547",
                 "--out", str(tmp_path / "o.gpkg")]) == 0
    assert workspaces.read_role(tmp_path / "o.gpkg", Role.PARCELS).frame["name"].tolist() == ["东地块"]
    again = ImportDialog(tmp_path / "again")
    qtbot.addWidget(again)
    again.change(crs="EPSG:4547")
    take(again, qtbot, path)
    again.change(role=Role.PARCELS, crs="EPSG:4547")
    told = tried(again, qtbot)
    assert told.remembered == kept and told.outcome.files[0].fields["name"].header == "小名"
    again.close_down()


def test_a_missing_field_leads_to_the_fields(dialog, qtbot, tmp_path):
    path = tmp_path / "检测.csv"
    path.write_text("点位编号,经度,纬度,砷测定\nS1,114.01,30.51,12\nS2,114.02,30.52,13\n", encoding="utf-8")
    dialog.take([str(path)])
    tried(dialog, qtbot)
    dialog.role_combo.setCurrentIndex(dialog.role_combo.findData("samples"))
    dialog.role_combo.activated.emit(dialog.role_combo.currentIndex())
    told = tried(dialog, qtbot)
    assert not told.ready
    assert dialog.tabs.currentWidget() is dialog.fields_table and dialog.fields_table.rowCount() > 5


def test_a_copied_table_and_copied_coordinates_come_in(dialog, session, project, qtbot):
    QGuiApplication.clipboard().setText("地块编码\t地块名称\t名录状态\nP1\t红星电镀厂\t在册\nP2\t<b>x</b>\t移出\n")
    qtbot.mouseClick(dialog.paste_button, LEFT)
    told = tried(dialog, qtbot)
    assert told.ready and dialog.wish.role is Role.REGISTRY and told.outcome.files[0].rows == 2
    done, wish = bring(dialog, qtbot)
    show_in_project(session, project, done, wish)
    assert workspaces.read_role(done.path, Role.REGISTRY).frame["name"].tolist() == ["红星电镀厂", "<b>x</b>"]


SETTLED = ("数据,条目编号,处理方式,半径,经度,纬度,处理人,日期,文号\r\n名录,P1,点加半径,60,113.51,23.11,张三,2026-05-06,示函1号\r\n"
           "名录,P2,范围外,,,,李四,2026年5月,\r\n名录,P3,协查中,,,,王五,2026.5.7,示函2号\r\n")


def _settled(folder):
    path = folder / "定位.csv"
    path.write_bytes(SETTLED.encode("gb18030"))
    return path


@pytest.mark.parametrize(("files", "press", "said", "words"), [
    ((TXT / "m01-standard-gb18030-crlf.txt", TXT / "m10-zone-in-header-differs.txt"), "(EPSG:4528)", {},
     ("txt", "--crs", "EPSG:4528")),
    ((TXT / "m19-bare-cr-hole-as-own-block.txt",), {"It is a hole", "是洞"}, {}, ("txt", "--decide", "inside=hole")),
    ((LISTS / "points_by_plot.xlsx",), None, {"boundary": True}, ("txt",)),
    ((LISTS / "lab_wide.xlsx",), None, {}, ("samples",)),
    ((LISTS / "lab_without_places.csv",), None, {"points": str(LISTS / "lab_points.csv")},
     ("samples", "--points", str(LISTS / "lab_points.csv"))),
    ((LISTS / "lab_long_gbk.csv",), None, {}, ("samples",)),
    (_settled, None, {"role": Role.LOCATED}, ("layer", "--as", "located")),
    ((LISTS / "plan_gbk_no_cpg.shp",), None, {}, ("layer", "--as", "parcels")),
    ((LISTS / "plan_lying_cpg.shp",), None, {}, ("layer", "--as", "parcels")),
    ((LISTS / "drawing_gbk.dxf",), "(EPSG:4547)", {}, ("layer", "--as", "parcels", "--crs", "EPSG:4547")),
    ((LISTS / "register_whole.docx",), None, {"list_kind": "provincial_list", "edition": "whole", "covers_plan": True},
     ("register", "--list-kind", "provincial_list", "--edition", "whole", "--covers", "parcels")),
    ((LISTS / "register_whole.xlsx",), None, {}, ("register",)),
], ids=["txt", "txt_hole", "corners", "lab_wide", "lab_points", "lab_long", "settled", "gbk", "lying_cpg", "dxf",
        "docx", "xlsx"])
@pytest.mark.parametrize("into", ["project", "workspace"])
def test_what_the_window_brings_in_is_what_the_command_line_does(files, press, said, words, into, dialog, project, qtbot,
                                                               tmp_path):
    files = [files(tmp_path)] if callable(files) else files
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    stores = [tmp_path / "窗口.gpkg", tmp_path / "命令.gpkg"]
    if into == "workspace":
        for store in stores:
            assert main(["--quiet", "workspace", "create", str(store), "--crs", "EPSG:4547"]) == 0
        dialog.set_workspace(str(stores[0]))
    take(dialog, qtbot, *files)
    if said:
        dialog.change(**said)
        tried(dialog, qtbot)
    if press is not None:
        assert not dialog.tried.ready
        button = next(b for b in dialog.answer_buttons if (
            b.text() in press if isinstance(press, set) else b.text().endswith(press)))
        qtbot.mouseClick(button, LEFT)
        tried(dialog, qtbot)
    assert dialog.tried.ready, texts(dialog.questions_area)
    done, wish = bring(dialog, qtbot)
    where = ("--into" if into == "workspace" else "--out", str(stores[1]))
    assert main(["--quiet", "import", *words[:1], *map(str, files), *words[1:], *where]) == 0
    role = str(wish.role)
    one, other = (_rows(path, role) for path in (done.path, stores[1]))
    assert len(one[0]) > 0 and one == other


def _rows(path, role):
    """The rows of a role, of the report and of the imports, without their moments and paths."""
    with sqlite3.connect(path) as database:
        def table(name, *left_out):
            cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            names = [d[0] for d in cursor.description]
            return [{n: v for n, v in zip(names, row) if n not in left_out} for row in cursor]
        return (table(role, "recorded_from"), table("import_report"), table("imports", "imported_at", "person"),
                table("coverage", "stated_on", "recorded_from", "person"))


def test_a_sheet_without_coordinates_is_placed_by_the_table_of_points_that_a_person_chooses(dialog, qtbot, monkeypatch):
    told = take(dialog, qtbot, LISTS / "lab_without_places.csv")
    assert not told.ready and dialog.wish.role is Role.SAMPLES and dialog.points_holder.isVisible()
    monkeypatch.setattr("soilgate.ui.importing.QFileDialog.getOpenFileName",
                        lambda *_: (str(LISTS / "lab_points.csv"), ""))
    qtbot.mouseClick(dialog.answer_buttons[0], LEFT)
    told = tried(dialog, qtbot)
    assert told.ready and dialog.points_edit.text().endswith("lab_points.csv") and not dialog.answer_buttons
    assert "S3" in texts(dialog.questions_area)                 # the point without a place is named
    dialog.points_edit.clear()
    dialog.points_edit.editingFinished.emit()
    assert not tried(dialog, qtbot).ready
    dialog.points_edit.setText(str(LISTS / "lab_points.csv"))
    dialog.points_edit.editingFinished.emit()
    assert tried(dialog, qtbot).ready
    done, _wish = bring(dialog, qtbot)
    table = workspaces.read_role(done.path, Role.SAMPLES)
    assert table.frame["point_id"].tolist() == ["S1", "S2", "S3"]
    assert [None if p is None else (round(p.x, 6), round(p.y, 6)) for p in table.geometry] == [
        (113.51, 23.11), (113.52, 23.12), None]


def test_only_samples_ask_for_a_table_of_points(dialog, qtbot):
    take(dialog, qtbot, LISTS / "lab_without_places.csv")
    dialog.change(role=Role.REGISTRY)
    assert not dialog.points_holder.isVisible()


def test_copied_coordinates_are_a_boundary(dialog, qtbot):
    QGuiApplication.clipboard().setText((TXT / "m01-standard-gb18030-crlf.txt").read_text(encoding="gb18030"))
    qtbot.mouseClick(dialog.paste_button, LEFT)
    told = tried(dialog, qtbot)
    assert dialog.wish.boundary and told.ready and told.outcome.files[0].rows >= 1


def test_an_empty_clipboard_is_one_sentence(dialog, qtbot):
    QGuiApplication.clipboard().setText("")
    qtbot.mouseClick(dialog.paste_button, LEFT)
    assert dialog.head_label.text() and not dialog.import_button.isEnabled()


def test_a_workspace_is_tried_without_being_touched_then_filled(dialog, session, project, qtbot, workspace):
    dialog.set_workspace(workspace)
    told = take(dialog, qtbot, LISTS / "plan_gbk_no_cpg.shp")
    assert told.ready and told.outcome.files[0].imported.added == 3
    assert workspaces.row_counts(workspace)["parcels"] == 0 == workspaces.row_counts(workspace)["imports"]
    done, wish = bring(dialog, qtbot)
    assert workspaces.row_counts(workspace)["parcels"] == 3
    layer = show_in_project(session, project, done, wish)
    assert session.layer(Role.PARCELS) is layer and layer.source() == f"{workspace}|layername=parcels"
    assert show_in_project(session, project, done, wish) is layer and len(project.mapLayers()) == 1


def test_the_same_codes_elsewhere_are_asked_about_in_the_window(dialog, qtbot, workspace, tmp_path):
    assert main(["--quiet", "import", "layer", str(LISTS / "plan_gbk_no_cpg.shp"), "--as", "parcels", "--into",
                 workspace]) == 0
    with sqlite3.connect(workspace) as database:
        wkt = database.execute("SELECT count(*) FROM parcels").fetchone()
    assert wkt == (3,)
    import numpy as np
    import pyogrio
    import shapely

    meta, _, shapes, columns = pyogrio.raw.read(LISTS / "plan_gbk_no_cpg.shp", encoding="GB18030")
    far = shapely.transform(shapely.from_wkb(shapes), lambda xy: xy + 5_000)
    pyogrio.raw.write(str(tmp_path / "另一处.gpkg"), np.asarray(shapely.to_wkb(far)), columns, list(meta["fields"]),
                      geometry_type="Polygon", crs="EPSG:4547")
    dialog.set_workspace(workspace)
    told = take(dialog, qtbot, tmp_path / "另一处.gpkg")
    assert not told.ready and len(dialog.answer_buttons) == 2
    qtbot.mouseClick(dialog.answer_buttons[1], LEFT)
    told = tried(dialog, qtbot)
    assert told.ready and told.outcome.files[0].imported.added == 3


def test_a_shared_workspace_gets_the_rows_and_the_project_its_layer(dialog, session, project, qtbot, database):
    assert main(["workspace", "create", database, "--crs", "EPSG:4547"]) == 0
    dialog.target_combo.lineEdit().setText(database)
    dialog.target_combo.lineEdit().editingFinished.emit()
    told = take(dialog, qtbot, LISTS / "plan_gbk_no_cpg.shp")
    assert told.ready and workspaces.row_counts(database)["parcels"] == 0
    done, wish = bring(dialog, qtbot)
    layer = show_in_project(session, project, done, wish)
    assert layer.providerType() == "postgres" and layer.featureCount() == 3
    assert layer.fields().field("use_code").alias() and session.layer(Role.PARCELS) is layer


@pytest.mark.parametrize("name", ["leer.shp", "图.dwg", "坏.xlsx", "没有.csv"])
def test_what_cannot_be_read_is_one_sentence(dialog, qtbot, tmp_path, name):
    path = tmp_path / name
    if not name.startswith("没有"):
        path.write_bytes(b"" if name.startswith("leer") else b"AC1027 not really")
    dialog.take([str(path)])
    qtbot.waitUntil(lambda: not dialog.busy and bool(dialog.head_label.text()) and "…" not in dialog.head_label.text(),
                    timeout=_T)
    assert not dialog.import_button.isEnabled()
    said = dialog.head_label.text() + texts(dialog.questions_area)
    assert name in said and "Traceback" not in said and "--" not in said.replace("----", "")


def test_closing_while_it_runs_leaves_nothing_behind(dialog, qtbot):
    dialog.take([str(LISTS / "register_whole.xlsx")])
    folder = dialog._trials
    dialog.reject()
    assert not folder.exists() and not dialog._owner.busy
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=_T)
    shutil.rmtree(folder, ignore_errors=True)


def test_every_control_has_a_tooltip_and_a_key(dialog, qtbot):
    take(dialog, qtbot, LISTS / "register_whole.xlsx")
    for widget in (dialog.file_button, dialog.paste_button, dialog.role_combo, dialog.boundary_check, dialog.kind_combo,
                   dialog.edition_combo, dialog.day_edit, dialog.covers_check, dialog.person_edit, dialog.points_edit,
                   dialog.points_button,
                   dialog.target_combo, dialog.workspace_button, dialog.report_button, dialog.import_button):
        assert widget.toolTip(), widget
    keys = [b.text()[b.text().index("&") + 1].lower() for b in (
        dialog.file_button, dialog.paste_button, dialog.boundary_check, dialog.covers_check, dialog.workspace_button,
        dialog.report_button, dialog.import_button) if "&" in b.text()]
    assert len(keys) == len(set(keys))


def test_a_workspace_can_be_made_in_the_window(dialog, project, qtbot, tmp_path, monkeypatch):
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    asked = tmp_path / "新库"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(asked), ""))
    qtbot.mouseClick(dialog.workspace_button, LEFT)
    made = tmp_path / "新库.gpkg"
    assert dialog.wish.workspace == str(made)
    assert "EPSG:4547" in {QgsVectorLayer(f"{made}|layername=parcels", "p", "ogr").crs().authid()}
    take(dialog, qtbot, LISTS / "register_whole.xlsx")
    before = made.read_bytes()
    qtbot.mouseClick(dialog.workspace_button, LEFT)
    assert dialog.wish.workspace == str(made) and made.read_bytes() == before, "one that is there is opened"


def test_a_workspace_that_cannot_be_made_is_one_sentence(dialog, tmp_path):
    assert not dialog.make_workspace(str(tmp_path / "not there" / "x.gpkg"))
    assert dialog.head_label.text() and not dialog.wish.workspace


@pytest.fixture
def forgetful():
    """No import before this one, whatever other tests did."""
    settings.remember_workspace("")
    yield
    settings.remember_workspace("")


def test_the_place_of_the_last_import_is_known_by_project_and_to_the_next_one(project, workspace, forgetful, tmp_path):
    assert importing.last_target(project) == ""
    importing.keep_target(project, workspace)
    assert importing.last_target(project) == workspace
    assert project.write() and "工作库.gpkg" in project.readEntry("soilgate", "/import_into")[0]
    assert not project.readEntry("soilgate", "/import_into")[0].startswith("/"), "beside the project: goes with it"
    importing.keep_target(project, "")
    assert importing.last_target(project) == "", "this project kept its own layers"
    project.clear()
    assert importing.last_target(project) == workspace, "a project of no import yet: the last of all"
    assert importing.last_target(project, of_layers=str(tmp_path / "plan.qgz")) == str(tmp_path / "plan.qgz")
    Path(workspace).unlink()
    assert importing.last_target(project) == ""


def test_no_password_is_kept(project, forgetful):
    importing.keep_target(project, "postgresql://zhang:secret@db/office")
    assert settings.load().last_workspace == "" == project.readEntry("soilgate", "/import_into", "")[0]
    importing.keep_target(project, "postgresql://zhang@db/office")
    assert importing.last_target(project) == "postgresql://zhang@db/office"


def test_the_workspace_of_the_last_time_is_proposed_and_said(workspace, tmp_path, project, qtbot):
    again = ImportDialog(tmp_path / "import", into=workspace)
    qtbot.addWidget(again)
    again.show()
    assert again.wish.workspace == workspace == again.target_combo.currentText() and again.into_note.isVisible()
    assert take(again, qtbot, LISTS / "plan_gbk_no_cpg.shp").outcome.files[0].imported.added == 3
    again.target_combo.setCurrentIndex(0)
    again.target_combo.activated.emit(0)
    assert again.wish.workspace == "" and not again.into_note.isVisible()
    again.close_down()

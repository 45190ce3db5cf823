"""The import window: a source on one side, what was understood of it on the other, the answers to what is open.

Whatever is changed is tried at once, as a task; only *Import* brings anything in.
"""

from __future__ import annotations

import dataclasses
import functools
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..plugin.core.errors import SoilGateError
from ..plugin.core.tables import ROLES
from ..plugin.core.vocabulary import EditionKind, ListKind, Role
from ..plugin.io import import_page, phrases
from ..plugin.qgs import i18n, importing, roles, settings, tasks
from . import widgets, words
from .messages import sentence
from .widgets import FlowLayout, NoteLabel

translate = QCoreApplication.translate
_STATES = ("read", "repaired", "guessed", "asked", "refused")
_LIGHTS = {"read": "ready", "repaired": "ready", "guessed": "decide", "asked": "decide", "refused": "bad"}
_ROWS = 500
_WAIT_MS = 250                           # several answers in a row are tried once


class ImportDialog(QDialog):
    """Brings files, or a pasted table, into the project or a workspace. Not modal: map and table stay in reach.

    ``brought`` tells what came in; the layer is made by whoever opened the window. ``into``: the workspace of the last
    time, which is proposed.
    """

    brought = pyqtSignal(object, object)             # importing.Brought, importing.Wish

    def __init__(self, folder: Path, parent: Optional[QWidget] = None, *, into: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SoilGate", "Import"))
        self.resize(900, 620)
        self._folder = folder
        self._trials = Path(tempfile.mkdtemp(prefix="soilgate-import-"))
        self._owner = tasks.TaskOwner()
        self.wish = importing.Wish(person=settings.load().person)
        self.tried: Optional[importing.Trial] = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_WAIT_MS)
        self._again.timeout.connect(self.try_now)
        whole = QVBoxLayout(self)
        sides = QHBoxLayout()
        sides.addWidget(self._source_side())
        sides.addWidget(self._result_side(), 1)
        whole.addLayout(sides, 1)
        whole.addLayout(self._foot())
        self.finished.connect(lambda _code: self.close_down())
        self._show_wish()
        self._show_trial()
        if into:
            self.set_workspace(into)
            self.into_note.setText(translate(
                "SoilGate", "The workspace of the last import; choose another place if this is not meant."))

    def close_down(self) -> None:
        """Let go of what runs and of the trial."""
        self._again.stop()
        self._owner.cancel_all()
        shutil.rmtree(self._trials, ignore_errors=True)

    # -- building ----------------------------------------------------------------------------------------------

    def _source_side(self) -> QWidget:
        side = QFrame()
        side.setFixedWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 6, 0)
        self.file_label = QLabel()
        self.file_label.setTextFormat(Qt.TextFormat.PlainText)
        self.file_label.setWordWrap(True)
        column.addWidget(self.file_label)
        line = QHBoxLayout()
        self.file_button = QPushButton(translate("SoilGate", "Choose &files…"))
        self.file_button.setToolTip(translate(
            "SoilGate", "Registers, samples, boundary TXT, vector files; several boundary files at once."))
        self.paste_button = QPushButton(translate("SoilGate", "&Paste table"))
        self.paste_button.setToolTip(translate(
            "SoilGate", "Take the table or the coordinates that were copied in Excel, Word, WPS or a browser."))
        self.file_button.clicked.connect(lambda: self.ask_files())
        self.paste_button.clicked.connect(lambda: self.paste())
        line.addWidget(self.file_button)
        line.addWidget(self.paste_button)
        column.addLayout(line)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        column.addLayout(self.form)
        self.role_combo = QComboBox()
        for role in importing.roles_in():
            self.role_combo.addItem(words.role_name(role), str(role))
            self.role_combo.setItemData(self.role_combo.count() - 1, words.role_hint(role), Qt.ItemDataRole.ToolTipRole)
        self._field(translate("SoilGate", "It &is"), self.role_combo, translate(
            "SoilGate", "What the data are; proposed from name and headers."))
        self.boundary_check = QCheckBox(translate("SoilGate", "A list of &boundary points"))
        self.boundary_check.setToolTip(translate(
            "SoilGate", "Every row is a corner of a plot: boundary TXT, CASS .dat, tables of corners."))
        self.form.addRow("", self.boundary_check)
        self.name_combo = QComboBox()
        self._field(translate("SoilGate", "&Sheet or layer"), self.name_combo, translate(
            "SoilGate", "Which sheet or layer of the file."))
        self.crs_widget = QgsProjectionSelectionWidget()
        self.crs_widget.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs_widget.setNotSetText(translate("SoilGate", "as the data say"))
        self.crs_widget.setCrs(QgsCoordinateReferenceSystem())
        self._field(translate("SoilGate", "&CRS"), self.crs_widget, translate(
            "SoilGate", "The coordinate system that a person decides; it overrides what the file states."))
        self.points_edit = QLineEdit()
        self.points_edit.setClearButtonEnabled(True)
        self.points_button = QPushButton(translate("SoilGate", "Choose…"))
        self.points_holder = QWidget()
        beside = QHBoxLayout(self.points_holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.points_edit, 1)
        beside.addWidget(self.points_button)
        tip = translate("SoilGate", "Codes and coordinates of the sampling points, for a laboratory sheet without any: "
                        "a file, or the layer of a workspace.")
        self._field(translate("SoilGate", "Tab&le of points"), self.points_holder, tip)
        self.form.labelForField(self.points_holder).setBuddy(self.points_edit)
        self.points_edit.setToolTip(tip)
        self.points_button.setToolTip(translate("SoilGate", "Choose the file with the points"))
        self.points_edit.setAccessibleName(self.points_holder.accessibleName())
        self.kind_combo = self._words_combo(ListKind)
        self._field(translate("SoilGate", "&Kind of list"), self.kind_combo, translate(
            "SoilGate", "Only the provincial list carries the ban on sensitive uses."))
        self.edition_combo = self._words_combo(EditionKind)
        self._field(translate("SoilGate", "&Edition"), self.edition_combo, translate(
            "SoilGate", "A whole list, or only the changes to one."))
        self.day_edit = QLineEdit()
        self.day_edit.setPlaceholderText("2026-06-30")
        self._field(translate("SoilGate", "&Date of the edition"), self.day_edit, translate(
            "SoilGate", "The day of which the list is (year-month-day)."))
        self.covers_check = QCheckBox(translate("SoilGate", "Covers the &whole plan"))
        self.covers_check.setToolTip(translate(
            "SoilGate", "The holder of the list states that it covers the whole area of the plan."))
        self.form.addRow("", self.covers_check)
        self.person_edit = QLineEdit()
        self._field(translate("SoilGate", "&Who imports"), self.person_edit, translate(
            "SoilGate", "Kept with the import in the workspace."))
        column.addStretch(1)
        for combo in (self.role_combo, self.name_combo, self.kind_combo, self.edition_combo):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        self.role_combo.activated.connect(
            lambda _i: self.change(role=Role(self.role_combo.currentData()), columns={}, layer=""))
        self.boundary_check.toggled.connect(lambda on: self.change(boundary=on, columns={}))
        self.name_combo.activated.connect(lambda _i: self.change(layer=self.name_combo.currentData(), columns={}))
        self.crs_widget.crsChanged.connect(lambda crs: self.change(crs=crs.authid() or crs.toWkt()))
        self.points_edit.editingFinished.connect(lambda: self.change(points=self.points_edit.text().strip()))
        self.points_button.clicked.connect(lambda: self.ask_points())
        self.kind_combo.activated.connect(lambda _i: self.change(list_kind=self.kind_combo.currentData()))
        self.edition_combo.activated.connect(lambda _i: self.change(edition=self.edition_combo.currentData()))
        self.day_edit.editingFinished.connect(self._on_day)
        self.covers_check.toggled.connect(lambda on: self.change(covers_plan=on))
        self.person_edit.editingFinished.connect(lambda: self.change(person=self.person_edit.text().strip()))
        return side

    def _field(self, title: str, widget: QWidget, tip: str) -> None:
        label = QLabel(title)
        label.setBuddy(widget)
        label.setToolTip(tip)
        widget.setToolTip(tip)
        widget.setAccessibleName(title.replace("&", ""))
        self.form.addRow(label, widget)

    def _words_combo(self, kind: Any) -> QComboBox:
        combo = QComboBox()
        combo.addItem(translate("SoilGate", "as the list says"), "")
        for word in kind:
            combo.addItem(phrases.phrase(str(word), i18n.language(), "choices"), str(word))
        return combo

    def _result_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.head_label = QLabel()
        self.head_label.setTextFormat(Qt.TextFormat.PlainText)
        self.head_label.setWordWrap(True)
        font = self.head_label.font()
        font.setBold(True)
        self.head_label.setFont(font)
        column.addWidget(self.head_label)
        self.counts_label = NoteLabel()
        column.addWidget(self.counts_label)
        self.tabs = QTabWidget()
        column.addWidget(self.tabs, 1)
        self.questions_area = QScrollArea()
        self.questions_area.setWidgetResizable(True)
        self.questions_area.setFrameShape(QFrame.Shape.NoFrame)
        self.tabs.addTab(self.questions_area, translate("SoilGate", "Understood"))
        self.fields_table = self._table([translate("SoilGate", "Column"), translate("SoilGate", "Header"),
                                         translate("SoilGate", "Sure"), translate("SoilGate", "Values")], 3)
        self._fixed(self.fields_table, 1, 190)
        self.tabs.addTab(self.fields_table, translate("SoilGate", "Fields"))
        self.rows_table = self._table([translate("SoilGate", "Row"), translate("SoilGate", "Name"),
                                       translate("SoilGate", "Result"), translate("SoilGate", "Why")], 3)
        self._fixed(self.rows_table, 1, 130)
        self.tabs.addTab(self.rows_table, translate("SoilGate", "Rows ({count})").format(count=0))
        return side

    def _table(self, headers: list[str], stretched: int) -> QTableWidget:
        table = QTableWidget(0, len(headers))
        table.setHorizontalHeaderLabels(headers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for k in range(len(headers)):
            table.horizontalHeader().setSectionResizeMode(
                k, QHeaderView.ResizeMode.Stretch if k == stretched else QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _fixed(self, table: QTableWidget, column: int, width: int) -> None:
        """Give a column a width of its own, lest long words leave no room for the rest; it can be drawn wider."""
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(column, width)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        line = QHBoxLayout()
        label = QLabel(translate("SoilGate", "In&to"))
        self.target_combo = QComboBox()
        self.target_combo.setToolTip(translate(
            "SoilGate", "A layer of this project, or the workspace of the office: a GeoPackage or a PostGIS address."))
        self.target_combo.setEditable(True)
        self.target_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target_combo.setAccessibleName(translate("SoilGate", "Into"))
        self.target_combo.addItem(translate("SoilGate", "this project, as a layer"), "")
        self.target_combo.lineEdit().editingFinished.connect(self._on_target)
        self.target_combo.activated.connect(lambda _i: self._on_target())
        label.setBuddy(self.target_combo)
        self.workspace_button = QPushButton(translate("SoilGate", "Work&space…"))
        self.workspace_button.setToolTip(translate(
            "SoilGate", "Choose the GeoPackage of a workspace, or name a new one: it keeps data and applications."))
        self.workspace_button.clicked.connect(lambda: self.ask_workspace())
        line.addWidget(label)
        line.addWidget(self.target_combo, 1)
        line.addWidget(self.workspace_button)
        foot.addLayout(line)
        self.into_note = NoteLabel()
        foot.addWidget(self.into_note)
        line = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setVisible(False)
        self.report_button = QPushButton(translate("SoilGate", "&Report"))
        self.report_button.setToolTip(translate("SoilGate", "Open the import report: every row and why (HTML)"))
        self.report_button.clicked.connect(lambda: self.open_report())
        self.import_button = QPushButton(translate("SoilGate", "I&mport"))
        self.import_button.setToolTip(translate("SoilGate", "Bring in what is shown, all of it or nothing"))
        self.import_button.setDefault(True)
        self.import_button.clicked.connect(lambda: self.bring())
        self.close_button = QPushButton(translate("SoilGate", "Close"))
        self.close_button.setToolTip(translate("SoilGate", "Close without importing"))
        self.close_button.clicked.connect(self.reject)
        line.addWidget(self.bar, 1)
        line.addStretch(1)
        for button in (self.report_button, self.import_button, self.close_button):
            line.addWidget(button)
        foot.addLayout(line)
        return foot

    # -- the source --------------------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Ask for files."""
        ours = translate("SoilGate", "Tables, documents, layers, boundary texts")
        every = translate("SoilGate", "All files")
        paths, _filter = QFileDialog.getOpenFileNames(
            self, translate("SoilGate", "Files to import"), settings.load().start_folder(),
            f"{ours} {importing.pattern(importing.SUFFIXES)};;{every} (*)")
        if paths:
            self.take(paths)

    def ask_points(self) -> None:
        """Ask for the table of the points."""
        ours, every = translate("SoilGate", "Tables and layers"), translate("SoilGate", "All files")
        start = str(Path(self.wish.paths[0]).parent) if self.wish.paths else settings.load().start_folder()
        path, _filter = QFileDialog.getOpenFileName(
            self, translate("SoilGate", "Table of points"), start,
            f"{ours} {importing.pattern(importing.SUFFIXES)};;{every} (*)")
        if path:
            self.change(points=path)

    def paste(self) -> None:
        """Take what was copied elsewhere."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.take((), text)
        else:
            self._say(translate("SoilGate", "The clipboard holds no text. Copy a table first."), "bad")

    def take(self, paths: Sequence[str], text: str = "") -> None:
        """Look at a source and propose what it is, as a task."""
        task = tasks.CoreTask(translate("SoilGate", "Looking at the file"),
                              lambda _progress: importing.first_wish(tuple(paths), text))
        task.succeeded.connect(self._on_first)
        task.failed.connect(lambda _error: self._on_first(importing.Wish(tuple(paths), text)))   # the trial says why
        self._run(task)

    def _on_first(self, wish: importing.Wish) -> None:
        self.wish = dataclasses.replace(wish, person=self.wish.person, workspace=self.wish.workspace)   # as said by now
        self._show_wish()
        self.try_now()

    def change(self, **told: Any) -> None:
        """Take over what a person says, and try again."""
        wish = dataclasses.replace(self.wish, **told)
        if wish != self.wish:
            self.wish = wish
            self._show_wish()
            if wish.paths or wish.text:
                self._again.start()

    def _on_day(self) -> None:
        text = self.day_edit.text().strip()
        wrong = bool(text) and not importing.is_day(text)
        self.day_edit.setStyleSheet(f"color: {widgets.loud(self.day_edit.palette())}" if wrong else "")
        if not wrong:
            self.change(edition_date=text)

    def ask_workspace(self) -> None:
        """Ask for the GeoPackage of a workspace; a name that no file has yet makes one."""
        path, _filter = QFileDialog.getSaveFileName(
            self, translate("SoilGate", "Choose a workspace, or name a new one"), settings.load().start_folder(),
            "GeoPackage (*.gpkg)", options=QFileDialog.Option.DontConfirmOverwrite)
        file = path if not path or path.lower().endswith(".gpkg") else f"{path}.gpkg"
        if file and (Path(file).is_file() or self.make_workspace(file)):
            self.set_workspace(file)

    def make_workspace(self, file: str) -> bool:
        """Make an empty workspace in the CRS of the project, where this is one in metres; says why it could not."""
        from ..plugin.io import workspace

        crs = QgsProject.instance().crs()
        name = crs.authid() if crs.isValid() and not crs.isGeographic() and crs.authid() else "EPSG:4490"
        try:
            workspace.create(file, crs=name)
        except SoilGateError as error:
            self._say(sentence(error), "bad")
            return False
        return True

    def set_workspace(self, path: str) -> None:
        """Let the data go into a workspace; "" for a layer of the project."""
        if path and self.target_combo.findData(path) < 0:
            self.target_combo.addItem(path, path)
        self.target_combo.setCurrentIndex(max(0, self.target_combo.findData(path)))
        self.into_note.setText("")
        self.change(workspace=path)

    def _on_target(self) -> None:
        text = self.target_combo.currentText().strip()
        index = self.target_combo.findText(text)
        path = self.target_combo.itemData(index) if index >= 0 else text
        if path != self.wish.workspace:
            self.set_workspace(path or "")

    def _show_wish(self) -> None:
        """Show what is said so far; nothing of it is taken for an answer of the person."""
        wish = self.wish
        given = bool(wish.paths or wish.text)
        self.file_label.setText(translate("SoilGate", "Choose a file, or copy a table and paste it.") if not given
                                else wish.title + (f" (+{len(wish.paths) - 1})" if len(wish.paths) > 1 else ""))
        self.file_label.setToolTip("\n".join(wish.paths))
        for widget, value in ((self.role_combo, str(wish.role)), (self.kind_combo, wish.list_kind),
                              (self.edition_combo, wish.edition)):
            widget.setCurrentIndex(max(0, widget.findData(value)))
        for check, on in ((self.boundary_check, wish.boundary), (self.covers_check, wish.covers_plan)):
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)
        self.crs_widget.blockSignals(True)
        self.crs_widget.setCrs(QgsCoordinateReferenceSystem(wish.crs) if wish.crs else QgsCoordinateReferenceSystem())
        self.crs_widget.blockSignals(False)
        self.points_edit.setText(wish.points)
        self.day_edit.setText(wish.edition_date)
        self.person_edit.setText(wish.person)
        lists = wish.role in (Role.REGISTRY, Role.NEGATIVE_LIST) and not wish.boundary
        for row_widget, shown in ((self.kind_combo, lists and wish.role is Role.REGISTRY),
                                  (self.edition_combo, lists), (self.day_edit, lists),
                                  (self.points_holder, wish.role is Role.SAMPLES and not wish.boundary),
                                  (self.covers_check, roles.specs()[wish.role].asks_coverage),
                                  (self.name_combo, self.name_combo.count() > 0)):
            row_widget.setVisible(shown)
            label = self.form.labelForField(row_widget)
            if label is not None:
                label.setVisible(shown)

    # -- the trial ---------------------------------------------------------------------------------------------

    def try_now(self) -> None:
        """Try the import as it is said now, as a task; an older trial is let go."""
        self._again.stop()
        wish, folder = self.wish, Path(tempfile.mkdtemp(dir=self._trials))
        self.tried = None
        self._show_trial(running=True)
        task = tasks.CoreTask(translate("SoilGate", "Trying the import"),
                              lambda progress: importing.trial(wish, folder, progress))
        task.succeeded.connect(self._on_tried)
        task.failed.connect(lambda error: self._say(sentence(error), "bad"))
        self._run(task)

    def _run(self, task: tasks.CoreTask) -> None:
        self._owner.cancel_all()
        self.bar.setValue(0)
        self.bar.setVisible(True)
        task.progressChanged.connect(lambda percent: self.bar.setValue(int(percent)))
        for signal in (task.succeeded, task.failed):
            signal.connect(lambda _what: self.bar.setVisible(False))
        task.stopped.connect(lambda: self.bar.setVisible(False))
        self._owner.start(task)

    @property
    def busy(self) -> bool:
        """Whether something is looked at, tried or brought in, or is about to be."""
        return self._owner.busy or self._again.isActive()

    def _on_tried(self, tried: importing.Trial) -> None:
        self.tried = tried
        self._show_trial()

    def _say(self, text: str, light: str) -> None:
        self.tried = None
        self._show_trial()
        self.head_label.setText(text)
        self.head_label.setAccessibleDescription(light)

    def _show_trial(self, *, running: bool = False) -> None:
        tried = self.tried
        self.import_button.setEnabled(tried is not None and tried.ready)
        self.report_button.setEnabled(tried is not None and tried.page.is_file())
        self.counts_label.setText("")
        self._show_names(() if tried is None else tried.look.names)
        if tried is None:
            self.head_label.setText(translate("SoilGate", "Trying the import…") if running else "")
            if not running:
                self._show_understood(None, [])
                self.fields_table.setRowCount(0)
                self.rows_table.setRowCount(0)
            return
        asked = importing.questions(tried.outcome, importing.near_crs(QgsProject.instance()))
        reports = tried.outcome.files
        rows = sum(f.rows for f in reports)
        if tried.ready:
            head = words.of_count(rows,
                translate("SoilGate", "{count} row can be brought in."),
                translate("SoilGate", "{count} rows can be brought in.")).format(count=words.number(rows))
        elif any(q.answers for q in asked):
            head = translate("SoilGate", "Something must be decided first.")
        else:
            head = translate("SoilGate", "This cannot be brought in.")
        self.head_label.setText(head)
        comma = translate("SoilGate", ", ")
        self.counts_label.setText(comma.join(
            f"{_state_name(state)} {words.number(count)}" for state in _STATES
            if (count := sum(f.counts[state] for f in reports)) or state == "read"))
        self._show_understood(tried, asked)
        self._show_fields(tried)
        self._show_rows(tried)
        kinds = {a.kind for q in asked for a in q.answers}
        if "map" in kinds and "points" not in kinds:
            self.tabs.setCurrentWidget(self.fields_table)
        elif asked:
            self.tabs.setCurrentWidget(self.questions_area)

    def _show_names(self, names: Sequence[str]) -> None:
        if not names and self.wish.layer:
            return
        self.name_combo.clear()
        if names:
            self.name_combo.addItem(translate("SoilGate", "as fits"), "")
        for name in names:
            self.name_combo.addItem(name, name)
        self.name_combo.setCurrentIndex(max(0, self.name_combo.findData(self.wish.layer)))
        self._show_wish()

    def _show_understood(self, tried: Optional[importing.Trial], asked: Sequence[importing.Question]) -> None:
        """Questions with their answers as buttons, then what was understood of each file."""
        body = QWidget()
        column = QVBoxLayout(body)
        self.answer_buttons: list[QPushButton] = []
        for question in asked:
            box = QFrame()
            box.setFrameShape(QFrame.Shape.StyledPanel)
            inside = QVBoxLayout(box)
            line = QHBoxLayout()
            light = QLabel()
            light.setPixmap(widgets.light_icon("decide" if question.answers else "bad").pixmap(16, 16))
            line.addWidget(light, 0, Qt.AlignmentFlag.AlignTop)
            text = self._text(question.text)
            line.addWidget(text, 1)
            inside.addLayout(line)
            flow_holder = QWidget()
            flow = FlowLayout(flow_holder)
            for answer in question.answers:
                title = answer.title or translate("SoilGate", "Choose the columns")
                if answer.kind == "crs":
                    title = f"{QgsCoordinateReferenceSystem(answer.value).description()} ({answer.value})"
                button = QPushButton(title)
                button.clicked.connect(functools.partial(self.answer, answer))
                self.answer_buttons.append(button)
                flow.addWidget(button)
            if any(a.kind == "crs" for a in question.answers):
                other = QPushButton(translate("SoilGate", "Another…"))
                other.clicked.connect(lambda: self.crs_widget.selectCrs())
                flow.addWidget(other)
            flow_holder.setVisible(bool(question.answers))
            inside.addWidget(flow_holder)
            column.addWidget(box)
        for report in tried.outcome.files if tried is not None else ():
            self._add_report(column, report, tried)
        column.addStretch(1)
        self.questions_area.setWidget(body)

    def _text(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _add_report(self, column: QVBoxLayout, report: Any, tried: Optional[importing.Trial]) -> None:
        lang = i18n.language()
        line = QHBoxLayout()
        light = QLabel()
        light.setPixmap(widgets.light_icon(_LIGHTS[report.state]).pixmap(16, 16))
        line.addWidget(light, 0, Qt.AlignmentFlag.AlignTop)
        name = Path(report.path).name + (f" · {report.layer}" if report.layer not in ("", Path(report.path).stem)
                                         else "")
        told = translate("SoilGate", "{file}: {state}, rows: {rows}").format(
            file=name, state=_state_name(report.state), rows=words.number(report.rows))
        if report.imported is not None and tried is not None and tried.wish.workspace:
            i = report.imported
            told += translate("SoilGate", "; {added} new, {updated} changed, {unchanged} as they are").format(
                added=words.number(i.added), updated=words.number(i.updated), unchanged=words.number(i.unchanged))
            if i.vanished:
                told += translate("SoilGate", "; {count} no longer listed (stay in force)").format(
                    count=words.number(i.vanished))
        line.addWidget(self._text(told), 1)
        column.addLayout(line)
        lines = []
        if report.list_facts:
            facts = {"title": translate("SoilGate", "Title"), "list_kind": translate("SoilGate", "Kind of list"),
                     "edition": translate("SoilGate", "Edition"), "edition_date": translate("SoilGate", "Date")}
            lines += [translate("SoilGate", "{what}: {value}").format(
                what=facts[key], value=value or translate("SoilGate", "not said"))
                for key, value in import_page.list_facts(report, lang).items() if key in facts]
        if tried is not None and tried.remembered is not None:
            lines.append(translate("SoilGate", "Fields as the last time ({file}).").format(file=tried.remembered.name))
        lines += [import_page.sentence(note, lang) for note in report.notes
                  if note.get("state") != "asked" and not note.get("error")]
        for text in lines[:40]:
            label = self._text(text)
            label.setIndent(22)
            column.addWidget(label)

    def _show_fields(self, tried: importing.Trial) -> None:
        """A row a column: header, how sure, first values."""
        wish, table = tried.wish, self.fields_table
        headers = tried.look.headers
        found = tried.outcome.files[0].fields if tried.outcome.files else {}
        specs = ROLES[wish.role] if headers else ()
        used = {x.header for x in found.values()}
        needed = set(roles.specs()[wish.role].needs)
        table.setRowCount(len(specs))
        self.field_combos: dict[str, QComboBox] = {}
        lang = i18n.language()
        # what was found first, then what is needed, then the rest
        order = sorted(specs, key=lambda c: (c.name not in found, c.name not in needed))
        for row, spec in enumerate(order):
            title = roles.field_label(wish.role, spec.name, lang) + (" *" if spec.name in needed else "")
            table.setItem(row, 0, QTableWidgetItem(title))
            table.item(row, 0).setToolTip(spec.name)
            combo = QComboBox()
            combo.addItem(translate("SoilGate", "– none –"), "")
            for header in headers:
                combo.addItem(header if header in used else header + translate("SoilGate", " (free)"), header)
            guess = found.get(spec.name)
            current = wish.columns.get(spec.name, guess.header if guess is not None else "")
            combo.setCurrentIndex(max(0, combo.findData(current)))
            combo.setAccessibleName(title)
            combo.activated.connect(functools.partial(self._on_field, spec.name, combo))
            table.setCellWidget(row, 1, combo)
            sure = "" if guess is None or not current else (
                translate("SoilGate", "told") if guess.reason == "given" else f"{guess.confidence:.0%}")
            table.setItem(row, 2, QTableWidgetItem(sure))
            if guess is not None:
                table.item(row, 2).setToolTip(phrases.phrase(guess.reason, lang, "mapping"))
            values = "  ·  ".join(headers.get(current, ()))
            table.setItem(row, 3, QTableWidgetItem(values))
            table.item(row, 3).setToolTip(values)
            self.field_combos[spec.name] = combo
        self.tabs.setTabEnabled(self.tabs.indexOf(table), bool(specs))

    def _on_field(self, column: str, combo: QComboBox, _index: int = 0) -> None:
        assert self.tried is not None
        found = self.tried.outcome.files[0].fields
        told = {name: guess.header for name, guess in found.items()} if not self.wish.columns else dict(
            self.wish.columns)
        header = combo.currentData() or ""
        if header:                               # a header stands for one column
            told = {name: ("" if h == header and name != column else h) for name, h in told.items()}
        self.change(columns={**told, column: header})

    def _show_rows(self, tried: importing.Trial) -> None:
        lang, table = i18n.language(), self.rows_table
        listed = [row for report in tried.outcome.files for row in report.listed if row.state != "read" or row.reasons]
        listed.sort(key=lambda r: (-_STATES.index(r.state), r.row))
        table.setRowCount(min(len(listed), _ROWS))
        for k, row in enumerate(listed[:_ROWS]):
            why = "; ".join(import_page.sentence(note, lang) for note in row.reasons)
            for column, text in enumerate((str(row.row), row.label, _state_name(row.state), why)):
                table.setItem(k, column, QTableWidgetItem(text))
            table.item(k, 0).setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.item(k, 3).setToolTip(why)
        table.resizeRowsToContents()
        self.tabs.setTabText(self.tabs.indexOf(table), translate("SoilGate", "Rows ({count})").format(
            count=words.number(len(listed))))

    # -- answers -----------------------------------------------------------------------------------------------

    def answer(self, answer: importing.Answer, _checked: bool = False) -> None:
        """Take an answer to a question."""
        if answer.kind == "crs":
            self.change(crs=answer.value)
        elif answer.kind == "layer":
            self.change(layer=answer.value)
        elif answer.kind == "decide":
            question, _, value = answer.value.partition("=")
            self.change(decisions={**self.wish.decisions, question: value})
        elif answer.kind == "points":
            self.ask_points()
        else:
            self.tabs.setCurrentWidget(self.fields_table)

    def open_report(self) -> None:
        """Open the page of the trial."""
        if self.tried is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.tried.page)))

    def bring(self) -> None:
        """Bring in what is shown, as a task."""
        if self._again.isActive():               # the last word was not tried yet
            self.try_now()
            return
        tried, folder = self.tried, self._folder
        if tried is None or not tried.ready:
            return
        self.import_button.setEnabled(False)
        if tried.wish.person:
            settings.remember_person(tried.wish.person)
        task = tasks.CoreTask(translate("SoilGate", "Import"),
                              lambda progress: importing.bring(tried, folder, progress))
        task.succeeded.connect(self._on_brought)
        task.failed.connect(lambda error: self._say(sentence(error), "bad"))
        self._run(task)

    def _on_brought(self, done: importing.Brought) -> None:
        self.brought.emit(done, self.wish)
        self.accept()


def _state_name(state: str) -> str:
    return {"read": translate("SoilGate", "read"), "repaired": translate("SoilGate", "repaired"),
            "guessed": translate("SoilGate", "guessed"), "asked": translate("SoilGate", "asked"),
            "refused": translate("SoilGate", "refused in part")}[state]


def show_in_project(session: Any, project: QgsProject, done: importing.Brought, wish: importing.Wish) -> Any:
    """Make what came in the layer of its role."""
    layer = importing.add_layer(project, done, words.role_name(done.role) if wish.workspace else Path(wish.title).stem)
    session.choose(done.role, layer.id())
    if wish.covers_plan:
        session.answer_coverage(done.role, "yes")
    return layer

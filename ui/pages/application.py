"""Applications (申请审查): parcels from a file, a selection or the live check; uses, steps and days; their review."""

from __future__ import annotations

import dataclasses
from typing import Any, Optional

from qgis.gui import QgsCheckableComboBox, QgsCollapsibleGroupBoxBasic, QgsDateEdit
from qgis.PyQt.QtCore import QCoreApplication, QDate, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.vocabulary import STEPS
from ...plugin.io.applications import DATES, Application
from ...plugin.qgs import icons, settings
from .. import words
from ..models.frame import Column, FrameModel
from ..session import Session
from ..widgets import FlowLayout, NoteLabel
from .live import UseCombo, parcels_frame, use_label

translate = QCoreApplication.translate
_ROWS_SHOWN = 7


def day_name(name: str) -> str:
    """What a day of an application is called."""
    return {
        "applied_on": translate("SoilGate", "Applied on"),
        "use_changed_on": translate("SoilGate", "Use changed on"),
        "approved_on": translate("SoilGate", "Approved on"),
        "decided_on": translate("SoilGate", "Allocated or contracted on"),
        "works_begun_on": translate("SoilGate", "Works begun on"),
    }[name]


class ApplicationPage(QWidget):
    """Fills in one application at a time; each entry is kept at once."""

    file_requested = pyqtSignal()
    selection_requested = pyqtSignal()
    draw_requested = pyqtSignal()
    review_requested = pyqtSignal(str)
    stored_requested = pyqtSignal()
    parcel_shown = pyqtSignal(object)            # plugin.io.applications.Parcel

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._sources())
        column.addWidget(self._parcels())
        column.addLayout(self._form())
        column.addWidget(self._days())
        column.addStretch(1)
        area.setWidget(body)
        outer.addWidget(area, 1)
        outer.addWidget(self._foot())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(300)
        self._later.timeout.connect(self._keep)
        session.applications_changed.connect(self.refresh)
        session.run_started.connect(lambda _kind: self._buttons())
        session.run_ended.connect(lambda _kind: self._buttons())
        session.roles_changed.connect(self._buttons)
        self.refresh()

    # -- building ----------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        line, flow = QHBoxLayout(), FlowLayout()
        label = QLabel(translate("SoilGate", "&Application"))
        self.choice_combo = QComboBox()
        self.choice_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice_combo.setMinimumContentsLength(8)
        self.choice_combo.setToolTip(translate("SoilGate", "Applications that are kept in this project."))
        self.choice_combo.activated.connect(
            lambda _index: self._session.choose_application(self.choice_combo.currentData() or ""))
        label.setBuddy(self.choice_combo)
        self.new_button, self.drop_button = QToolButton(), QToolButton()
        self.new_button.setText(translate("SoilGate", "New"))
        self.new_button.setToolTip(translate("SoilGate", "Begin another application."))
        self.new_button.clicked.connect(lambda: self._session.new_application())
        self.drop_button.setText(translate("SoilGate", "Delete"))
        self.drop_button.setToolTip(translate("SoilGate", "Forget this application; results that were made stay."))
        self.drop_button.clicked.connect(self._on_drop)
        line.addWidget(label)
        line.addWidget(self.choice_combo, 1)
        self.stored_button = QToolButton()
        self.stored_button.setText(translate("SoilGate", "Stored…"))
        self.stored_button.clicked.connect(lambda: self.stored_requested.emit())
        for button in (self.new_button, self.stored_button, self.drop_button):
            flow.addWidget(button)
        head = QVBoxLayout()
        head.addLayout(line)
        head.addLayout(flow)
        return head

    def _sources(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 4)
        self.file_button = self._small(translate("SoilGate", "From a &file…"), "import", translate(
            "SoilGate", "Boundary text (TXT), shapefile, GeoPackage, DXF and other vector files."))
        self.selection_button = self._small(translate("SoilGate", "From the selection"), "data", translate(
            "SoilGate", "The parcels that are selected in the active layer."))
        self.draw_button = self._small(translate("SoilGate", "Draw"), "live_check", translate(
            "SoilGate", "Draw parcels on the map and see their verdict meanwhile."))
        self.file_button.clicked.connect(lambda: self.file_requested.emit())
        self.selection_button.clicked.connect(lambda: self.selection_requested.emit())
        self.draw_button.clicked.connect(lambda: self.draw_requested.emit())
        for button in (self.file_button, self.selection_button, self.draw_button):
            flow.addWidget(button)
        return holder

    def _small(self, text: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _parcels(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.empty_label = NoteLabel()
        self.empty_label.setText(translate(
            "SoilGate", "No parcels yet: take them from a file or from the selection, or draw them."))
        column.addWidget(self.empty_label)
        self.model = FrameModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(translate("SoilGate", "Parcels of the application"))
        self.table.setToolTip(translate("SoilGate", "Double click or Enter shows a parcel; Delete takes it out."))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 8)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.activated.connect(self._on_activated)
        self.table.keyPressEvent = self._on_key                        # Delete; the rest is the table's own
        column.addWidget(self.table, 1)
        return holder

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.case_edit, self.applicant_edit, self.industry_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.use_combo, self.present_combo = UseCombo(), UseCombo()
        for combo in (self.use_combo, self.present_combo):
            combo.lineEdit().setPlaceholderText(translate("SoilGate", "as the parcels say"))
            combo.changed.connect(lambda _code: self._touched())
        self.use_combo.setToolTip(translate("SoilGate", "Goes before the codes of the parcels, for all of them."))
        self.present_combo.setToolTip(self.use_combo.toolTip())
        self.industry_edit.setToolTip(translate(
            "SoilGate", "Industry of the project that is applied for, where it may pollute soil."))
        self.step_combo = QgsCheckableComboBox()
        self.step_combo.setSeparator(translate("SoilGate", ", "))
        self.step_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.step_combo.setMinimumContentsLength(5)
        for step in STEPS:
            self.step_combo.addItemWithCheckState(words.step_name(step), Qt.CheckState.Unchecked, str(step))
        self.step_combo.setToolTip(translate(
            "SoilGate", "The steps of the procedure for which you need the answer; the gravest counts."))
        self.step_combo.checkedItemsChanged.connect(lambda _names: self._touched())
        self.use_label = NoteLabel()
        for title, field in (
                (translate("SoilGate", "Case num&ber"), self.case_edit),
                (translate("SoilGate", "Applicant"), self.applicant_edit),
                (translate("SoilGate", "Proposed &use"), self.use_combo),
                ("", self.use_label),
                (translate("SoilGate", "Present use"), self.present_combo),
                (translate("SoilGate", "Steps"), self.step_combo),
                (translate("SoilGate", "Industr&y"), self.industry_edit)):
            form.addRow(title, field)
        for edit in (self.case_edit, self.applicant_edit, self.industry_edit):
            edit.textEdited.connect(lambda _text: self._touched())
        return form

    def _days(self) -> QWidget:
        self.days_box = QgsCollapsibleGroupBoxBasic(translate("SoilGate", "Days of acts"))
        self.days_box.setCollapsed(True)
        form = QFormLayout(self.days_box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.day_edits = {name: QgsDateEdit() for name in DATES}
        for name, edit in self.day_edits.items():
            edit.setAllowNull(True)
            edit.setNullRepresentation("–")
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.setToolTip(translate("SoilGate", "What was owed is judged by the law of this day."))
            edit.clear()
            edit.valueChanged.connect(lambda _day: self._touched())
            form.addRow(day_name(name), edit)
        return self.days_box

    def _foot(self) -> QWidget:
        foot = QFrame()
        column = QVBoxLayout(foot)
        column.setContentsMargins(8, 4, 8, 8)
        self.kept_label = NoteLabel()
        column.addWidget(self.kept_label)
        self.review_button = QPushButton(icons.icon("review"), translate("SoilGate", "Rev&iew the application"))
        self.review_button.setToolTip(translate(
            "SoilGate", "Check its parcels against all data of the data page; the result is shown on the review page."))
        self.review_button.clicked.connect(self._on_review)
        column.addWidget(self.review_button)
        return foot

    # -- showing -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the application that is worked on."""
        application = self._session.application()
        self._filling = True
        self.choice_combo.clear()
        for one in self._session.applications.values():
            self.choice_combo.addItem(one.label, one.application_id)
        self.choice_combo.setCurrentIndex(self.choice_combo.findData(self._session.application_id))
        self.choice_combo.setEnabled(self.choice_combo.count() > 0)
        shown = application or Application("-")
        for edit, text in ((self.case_edit, shown.case_no), (self.applicant_edit, shown.applicant),
                           (self.industry_edit, shown.project_industry)):
            if edit.text() != text:
                edit.setText(text)
        self.use_combo.set_code(shown.use_code)
        self.present_combo.set_code(shown.current_use_code)
        for k in range(self.step_combo.count()):
            ticked = self.step_combo.itemCheckState(k) == Qt.CheckState.Checked
            if ticked != (self.step_combo.itemData(k) in shown.steps):
                self.step_combo.toggleItemCheckState(k)
        for name, edit in self.day_edits.items():
            text = getattr(shown, name)
            if text:
                edit.setDate(QDate.fromString(text, "yyyy-MM-dd"))
            elif not edit.isNull():
                edit.clear()
        if any(getattr(shown, name) for name in DATES):
            self.days_box.setCollapsed(False)
        self._show_use(shown.use_code)
        frame = parcels_frame(application)
        in_mu = settings.load().area_in_mu
        self.model.set_frame(frame, [
            Column("parcel_id", translate("SoilGate", "Number")), Column("use", translate("SoilGate", "Use")),
            Column("area_m2", translate("SoilGate", "Area"), right=True,
                   show=lambda v: words.area(v, in_mu=in_mu) or translate("SoilGate", "no boundary")),
            Column("origin", translate("SoilGate", "From"), show=lambda v: v or translate("SoilGate", "drawn"))])
        em = self.table.fontMetrics().horizontalAdvance("0")
        for k, width in enumerate((8, 8, 12)):
            self.table.setColumnWidth(k, width * em + 10)
        rows = min(max(len(frame), 2), _ROWS_SHOWN)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + 4
                                  + rows * self.table.verticalHeader().defaultSectionSize())
        self.empty_label.setVisible(not len(frame))
        self.table.setVisible(len(frame) > 0)
        self._filling = False
        self._buttons()

    def _show_use(self, code: str) -> None:
        name, classes = use_label(code) if code else ("", "")
        told = translate("SoilGate", "This code is not known.") if code and not classes else " · ".join(
            dict.fromkeys(part for part in (name, classes) if part))
        self.use_label.setText(told)

    def offer(self, codes: list[str]) -> None:
        """Offer the codes of the plan first."""
        self._filling = True
        self.use_combo.offer(codes)
        self.present_combo.offer([])
        self._filling = False

    def _buttons(self) -> None:
        application = self._session.application()
        count = 0 if application is None else len(application.parcels)
        self.drop_button.setEnabled(application is not None)
        self.review_button.setEnabled(count > 0 and not self._session.busy("review"))
        home = self._session.workspace()
        self.stored_button.setEnabled(home is not None)
        self.stored_button.setToolTip(
            translate("SoilGate", "Open an application that is kept in the workspace.") if home is not None else
            translate("SoilGate", "No layer of the project lies in a workspace; Import… opens one, or makes one."))
        self.kept_label.setText("" if home is None or application is None else translate(
            "SoilGate", "Kept in the project, and in the workspace when it is reviewed."))

    # -- what a person does ------------------------------------------------------------------------------------

    def _touched(self) -> None:
        if not self._filling:
            self._show_use(self.use_combo.code())
            self._later.start()

    def _keep(self) -> None:
        """Keep what stands in the form."""
        self._later.stop()
        now = self._session.application()
        if now is None:
            now = Application("")
        told = dataclasses.replace(
            now, case_no=self.case_edit.text().strip(), applicant=self.applicant_edit.text().strip(),
            use_code=self.use_combo.code(), current_use_code=self.present_combo.code(),
            project_industry=self.industry_edit.text().strip(),
            steps=tuple(self.step_combo.checkedItemsData()) or now.steps,
            **{name: "" if edit.isNull() else edit.date().toString("yyyy-MM-dd")
               for name, edit in self.day_edits.items()})
        if told == now:
            return
        if not told.application_id:
            told = dataclasses.replace(told, application_id=self._session.new_application().application_id)
        self._session.keep_application(told)

    def flush(self) -> None:
        """Keep what was typed a moment ago."""
        if self._later.isActive():
            self._keep()

    def _on_drop(self) -> None:
        self.flush()
        application = self._session.application()
        if application is not None and (not application.parcels or self._sure(application.label)):
            self._session.drop_application(application.application_id)

    def _sure(self, label: str) -> bool:
        """Ask before parcels are forgotten."""
        told = translate("SoilGate", "Delete application {name} with its parcels, statements and decisions?")
        answer = QMessageBox.question(self, translate("SoilGate", "Delete application"), told.format(name=label))
        return bool(answer == QMessageBox.StandardButton.Yes)

    def _on_review(self) -> None:
        self.flush()
        self.review_requested.emit(self._session.application_id)

    def chosen_rows(self) -> list[int]:
        """Chosen parcels, as positions."""
        return sorted({index.row() for index in self.table.selectionModel().selectedRows()})

    def _on_activated(self, index: Any) -> None:
        application = self._session.application()
        if application is not None and 0 <= index.row() < len(application.parcels):
            self.parcel_shown.emit(application.parcels[index.row()])

    def _on_key(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.take_out(self.chosen_rows())
        else:
            QTableView.keyPressEvent(self.table, event)

    def take_out(self, rows: list[int]) -> None:
        """Take parcels out of the application."""
        application = self._session.application()
        if application is not None and rows:
            gone = set(rows)
            self._session.keep_application(dataclasses.replace(application, parcels=tuple(
                parcel for k, parcel in enumerate(application.parcels) if k not in gone)))

"""The settle list: entries without polygon, one key for each answer."""

from __future__ import annotations

import dataclasses
import datetime
import html
import math
from typing import Any, Optional

import pandas as pd
import pyproj
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsDistanceArea, QgsGeometry, QgsPointXY, QgsProject, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication, QDate, QItemSelectionModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core import settle
from ...plugin.core.vocabulary import Role, Settlement
from ...plugin.io.located import Answer
from ...plugin.qgs import settings
from .. import words
from ..models.frame import Column, FrameModel
from ..session import Session
from ..widgets import FlowLayout, NoteLabel

translate = QCoreApplication.translate
_RADIUS_M = 200.0
_TWINS = 6


def placement_name(placement: str) -> str:
    """Return what is said of the place of an entry."""
    return {
        "drawn": translate("SoilGate", "drawn here"), "by_code": translate("SoilGate", "boundary by code"),
        "by_name": translate("SoilGate", "boundary by name"), "circle": translate("SoilGate", "point and radius"),
        "box": translate("SoilGate", "broken boundary"), "outside": translate("SoilGate", "outside plan"),
        "elsewhere": translate("SoilGate", "in another county"), "inquired": translate("SoilGate", "being asked"),
        "unlocated": translate("SoilGate", "no place yet")}.get(placement, "")


def place_of(answer: Answer) -> QgsGeometry:
    """Return what an answer says of a place as it is drawn: the outline, or the circle around the point."""
    shape = QgsGeometry.fromWkt(answer.wkt)
    if not answer.radius_m or shape.type() != QgsWkbTypes.GeometryType.PointGeometry:
        return shape
    crs, centre = QgsCoordinateReferenceSystem(answer.crs), shape.asPoint()
    if not crs.isGeographic():
        return shape.buffer(answer.radius_m, 24)
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym())
    return QgsGeometry.fromPolygonXY([[QgsPointXY(measure.computeSpheroidProject(
        centre, answer.radius_m, math.radians(bearing))) for bearing in range(0, 361, 5)]])


class SettlePanel(QWidget):
    """A table of entries, and the answers below it."""

    left = pyqtSignal()
    shape_requested = pyqtSignal(bool)           # outline (True) or point
    selection_requested = pyqtSignal()           # the polygons that are selected in the project
    shown_on_map = pyqtSignal(object, object)    # QgsGeometry, QgsCoordinateReferenceSystem
    places_shown = pyqtSignal(object)            # [(QgsGeometry, QgsCoordinateReferenceSystem, chosen)]
    _FORM, _POINT, _NOTHING = 1, 2, 0

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._similar: list[settle.Similar] = []
        self.twin_checks: list[tuple[QCheckBox, tuple[str, str]]] = []     # and role and code of the entry it names
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        line = QHBoxLayout()
        self.back_button = QToolButton()
        self.back_button.setArrowType(Qt.ArrowType.LeftArrow)
        self.back_button.setAutoRaise(True)
        self.back_button.setToolTip(translate("SoilGate", "Back to the data"))
        self.back_button.clicked.connect(self.left.emit)
        self.title = QLabel()
        self.title.setWordWrap(True)
        line.addWidget(self.back_button)
        line.addWidget(self.title, 1)
        column.addLayout(line)
        column.addWidget(self._table(), 1)
        self.about = NoteLabel(rich=True)
        column.addWidget(self.about)
        self.alike = QWidget()
        self._alike_flow = QVBoxLayout(self.alike)
        self._alike_flow.setContentsMargins(0, 0, 0, 0)
        self._alike_flow.setSpacing(3)
        column.addWidget(self.alike)
        self.twins = QWidget()
        self._twins_flow = QVBoxLayout(self.twins)
        self._twins_flow.setContentsMargins(0, 0, 0, 0)
        self._twins_flow.setSpacing(3)
        column.addWidget(self.twins)
        column.addWidget(self._answers())
        column.addWidget(self._forms())
        self.hint = NoteLabel()
        column.addWidget(self.hint)
        column.addStretch(1)
        session.outlook_changed.connect(self.refresh)
        self.refresh()

    # -- building ----------------------------------------------------------------------------------------------

    def _table(self) -> QTableView:
        self.model = FrameModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(translate("SoilGate", "Entries without boundary"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 8)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setMinimumHeight(140)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())
        return self.table

    def _answers(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 4)
        self.draw_button = self._answer(translate("SoilGate", "Draw boundar&y"), translate(
            "SoilGate", "Click the corners on the map; right click or Enter ends, Esc gives up."))
        self.select_button = self._answer(translate("SoilGate", "Take select&ion"), translate(
            "SoilGate", "Take the polygons that are selected in a layer as the boundary of this entry."))
        self.point_button = self._answer(translate("SoilGate", "Point &and radius"), translate(
            "SoilGate", "Click a point on the map; parcels within the radius cannot be told."))
        self.outside_button = self._answer(translate("SoilGate", "O&utside this plan"), translate(
            "SoilGate", "Somebody vouches that the entry lies outside; person, day and document are kept."))
        self.inquire_button = self._answer(translate("SoilGate", "To be asked"), translate(
            "SoilGate", "The office is being asked; until then parcels stay undetermined."))
        self.undo_button = self._answer(translate("SoilGate", "Take &back"), translate(
            "SoilGate", "Forget what was answered here for this entry."))
        for button, slot in ((self.draw_button, lambda: self._ask_shape(True)),
                             (self.select_button, self.selection_requested.emit),
                             (self.point_button, lambda: self._ask_shape(False)),
                             (self.outside_button, self._ask_paper),
                             (self.inquire_button, lambda: self._settle(Settlement.INQUIRED)),
                             (self.undo_button, self._take_back)):
            button.clicked.connect(slot)
            flow.addWidget(button)
        return holder

    def _answer(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _forms(self) -> QWidget:
        self.forms = QStackedWidget()
        self.forms.addWidget(QWidget())
        paper = QWidget()
        form = QFormLayout(paper)
        form.setContentsMargins(0, 0, 0, 0)
        self.person_edit, self.document_edit, self.day_edit = QLineEdit(), QLineEdit(), QDateEdit()
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        self.outside_save = QPushButton(translate("SoilGate", "Keep this answer"))
        self.outside_save.setToolTip(translate("SoilGate", "Needs the name of a person and a document."))
        for edit, name in ((self.person_edit, translate("SoilGate", "Who says so")),
                           (self.day_edit, translate("SoilGate", "Day")),
                           (self.document_edit, translate("SoilGate", "Document"))):
            edit.setAccessibleName(name)
            form.addRow(name, edit)
        form.addRow("", self.outside_save)
        self.person_edit.textChanged.connect(lambda _text: self._check_paper())
        self.document_edit.textChanged.connect(lambda _text: self._check_paper())
        self.document_edit.returnPressed.connect(self._keep_paper)
        self.outside_save.clicked.connect(self._keep_paper)
        self.forms.addWidget(paper)
        point = QWidget()
        form = QFormLayout(point)
        form.setContentsMargins(0, 0, 0, 0)
        self.radius_spin = QDoubleSpinBox()
        self.radius_spin.setRange(1.0, 20_000.0)
        self.radius_spin.setDecimals(0)
        self.radius_spin.setSuffix(" m")
        self.radius_spin.setValue(_RADIUS_M)
        self.radius_spin.setAccessibleName(translate("SoilGate", "Radius"))
        form.addRow(translate("SoilGate", "Radius"), self.radius_spin)
        self.forms.addWidget(point)
        self.forms.setVisible(False)
        return self.forms

    # -- showing -----------------------------------------------------------------------------------------------

    def _columns(self) -> list[Column]:
        def said(row: int) -> str:
            frame = self.model.frame
            answer = self._session.answer_of(frame["role"].iloc[row], frame["entry_id"].iloc[row])
            return "" if answer is None else " · ".join(x for x in (answer.person, answer.date, answer.document) if x)

        return [
            Column("placement", translate("SoilGate", "Place"), show=placement_name, tip=said),
            Column("name", translate("SoilGate", "Name")),
            Column("role", translate("SoilGate", "List"), show=lambda v: words.role_name(Role(v))),
            Column("entry_id", translate("SoilGate", "Code")),
            Column("address", translate("SoilGate", "Address")),
            Column("area_m2", translate("SoilGate", "Area (m²)"), right=True,
                   show=lambda v: "" if v is None or v != v else f"{v:,.0f}"),
            Column("pollutants", translate("SoilGate", "Pollutants"))]

    def refresh(self) -> None:
        """Show the entries as they are now, and keep the chosen one."""
        chosen = self.current()
        found = self._session.outlook
        frame = found.entries if found is not None else pd.DataFrame(columns=list(settle.COLUMNS))
        self.model.set_frame(frame, self._columns())
        em = self.table.fontMetrics().horizontalAdvance("0")
        for k, width in enumerate((14, 24, 16, 16, 28, 11, 20)):
            self.table.setColumnWidth(k, width * em)
        lines = len(frame) * self.table.verticalHeader().defaultSectionSize()
        self.table.setMaximumHeight(max(140, lines + 2 * self.table.horizontalHeader().height() + 20))
        adrift = int(frame["placement"].isin(["unlocated", "inquired"]).sum())
        self.title.setText(
            translate("SoilGate", "{count} entries have no boundary, {open} of them no place.").format(
                count=words.number(len(frame)), open=words.number(adrift)))
        row = 0
        if chosen is not None:
            same = (frame["role"] == chosen["role"]) & (frame["entry_id"] == chosen["entry_id"])
            row = int(same.to_numpy().argmax()) if same.any() else 0
        self.choose(row)

    def choose(self, row: int) -> None:
        """Choose an entry."""
        if 0 <= row < len(self.model.frame):
            self.table.selectionModel().setCurrentIndex(
                self.model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)
            self.table.scrollTo(self.model.index(row, 0))
        self._on_row()

    def current(self) -> Optional[pd.Series]:
        """The chosen entry."""
        index = self.table.currentIndex()
        return self.model.frame.iloc[index.row()] if index.isValid() and index.row() < len(self.model.frame) else None

    def _on_row(self) -> None:
        entry = self.current()
        self._show_form(self._NOTHING)
        for button in (self.draw_button, self.select_button, self.point_button, self.outside_button,
                       self.inquire_button):
            button.setEnabled(entry is not None)
        answered = entry is not None and self._session.answer_of(entry["role"], entry["entry_id"]) is not None
        self.undo_button.setEnabled(answered)
        self.about.setText("" if entry is None else " · ".join(
            html.escape(str(entry[c])) for c in ("name", "entry_id", "address", "pollutants")
            if entry[c] is not None and entry[c] == entry[c]))
        self._offer(entry)
        self._offer_twins(entry)
        self._show_places()

    def _show_places(self) -> None:
        """Tell the map what was drawn here: all of it as long as the list is seen, nothing after."""
        now = self.current()
        chosen = None if now is None else (now["role"], now["entry_id"])
        pairs = zip(self.model.frame["role"], self.model.frame["entry_id"]) if self.isVisible() else ()
        answers = [(pair == chosen, answer) for pair in pairs
                   if (answer := self._session.answer_of(*pair)) is not None and answer.wkt]
        self.places_shown.emit([(place_of(answer), QgsCoordinateReferenceSystem(answer.crs), is_chosen)
                                for is_chosen, answer in answers])

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._show_places()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)
        self.places_shown.emit([])

    def _offer(self, entry: Optional[pd.Series]) -> None:
        """Offer polygons of like names."""
        while self._alike_flow.count():
            self._alike_flow.takeAt(0).widget().deleteLater()
        found = self._session.outlook
        placed = entry is None or found is None or entry["placement"] not in ("unlocated", "inquired", "circle")
        self._similar = [] if placed else settle.similar(entry["name"], found.lenders)
        self.alike.setVisible(bool(self._similar))
        for one in self._similar:
            lender = one.lender
            text = translate("SoilGate", "Take “{name}” ({role}, {share} alike)").format(
                name=lender.name, role=words.role_name(lender.role), share=f"{one.alike:.0%}")
            button = QPushButton()
            button.setText(button.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, max(250, self.width() - 40)).replace("&", "&&"))
            button.setToolTip(text + "\n" + lender.code)
            button.setStyleSheet("text-align: left; padding: 3px 6px;")
            button.clicked.connect(lambda _on=False, lender=lender: self._take_lender(lender))
            self._alike_flow.addWidget(button)

    def _offer_twins(self, entry: Optional[pd.Series]) -> None:
        """Offer to let an answer hold for the same plot in other lists, with a tick that names it."""
        while self._twins_flow.count():
            self._twins_flow.takeAt(0).widget().deleteLater()
        self.twin_checks = []
        frame = self.model.frame
        codes = settle.plot_codes(frame)
        mine = None if entry is None else self._session.answer_of(entry["role"], entry["entry_id"])
        for twin in [] if entry is None else settle.twins(frame, self.table.currentIndex().row())[:_TWINS]:
            other = frame.iloc[twin.row]
            about = str(other["role"]), str(other["entry_id"])
            theirs = self._session.answer_of(*about)
            together = theirs is not None and mine is not None and dataclasses.replace(
                theirs, role=mine.role, entry_id=mine.entry_id) == mine
            check = QCheckBox((translate("SoilGate", "Also for: {role} (same code)") if twin.by_code else
                               translate("SoilGate", "Also for: {role} (same name)")).format(
                role=words.role_name(Role(about[0]))).replace("&", "&&"))
            named = [other["name"], codes.iat[twin.row], placement_name(str(other["placement"]))]
            check.setToolTip(translate("SoilGate", "What you answer now is kept for this entry of the other list too."))
            check.setChecked(together or (twin.sure and theirs is None))
            note = NoteLabel(self.twins)
            note.setText(" · ".join(str(x) for x in named if not pd.isna(x)))
            note.setIndent(22)
            check.setAccessibleName(f"{check.text()} {note.text()}")
            self.twin_checks.append((check, about))
            self._twins_flow.addWidget(check)
            self._twins_flow.addWidget(note)
        self.twins.setVisible(bool(self.twin_checks))

    def _also(self) -> list[tuple[str, str]]:
        """Role and code of the entries that are ticked."""
        return [about for check, about in self.twin_checks if check.isChecked()]

    def _show_form(self, which: int) -> None:
        for k in range(self.forms.count()):      # the height of the page that is shown, not of the tallest
            self.forms.widget(k).setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum if k == which
                                               else QSizePolicy.Policy.Ignored)
        self.forms.setCurrentIndex(which)
        self.forms.setVisible(which != self._NOTHING)
        self.hint.setText("")

    # -- answering ---------------------------------------------------------------------------------------------

    def _no_ground(self) -> bool:
        """Whether nothing can be given a place yet, because the plan has no coordinate system; says so."""
        plan = self._session.layer(Role.PARCELS)
        lost = plan is not None and not plan.crs().isValid()
        if lost:
            self._show_form(self._NOTHING)
            self.hint.setText(translate(
                "SoilGate", "The plan has no coordinate system yet: choose it on the data page first."))
        return lost

    def _ask_shape(self, outline: bool) -> None:
        if self._no_ground():
            return
        self._show_form(self._NOTHING if outline else self._POINT)
        self.hint.setText(
            translate("SoilGate", "Click the corners on the map; right click or Enter ends, Esc gives up.") if outline
            else translate("SoilGate", "Set the radius, then click the point on the map."))
        self.shape_requested.emit(outline)

    def take_shape(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Answer with what was drawn or selected: a polygon, or a point with the radius of the form."""
        if shape.isEmpty():
            self.hint.setText(translate("SoilGate", "Select a polygon in a layer first."))
            return
        if self._no_ground():
            return
        point = shape.type() == QgsWkbTypes.GeometryType.PointGeometry
        self._settle(Settlement.POINT_RADIUS if point else Settlement.DRAWN, wkt=shape.asWkt(4),
                     crs=crs.authid() or crs.toWkt(), radius_m=self.radius_spin.value() if point else None)

    def _take_lender(self, lender: settle.Lender) -> None:
        crs = pyproj.CRS.from_user_input(lender.crs)
        authority = crs.to_authority()
        name = ":".join(authority) if authority else crs.to_wkt()
        self._settle(Settlement.DRAWN, wkt=shapely.to_wkt(lender.shape, rounding_precision=4), crs=name,
                     document=translate("SoilGate", "boundary of “{name}” ({role})").format(
                         name=lender.name, role=words.role_name(lender.role)))
        self.shown_on_map.emit(QgsGeometry.fromWkt(lender.shape.wkt), QgsCoordinateReferenceSystem(name))

    def _ask_paper(self) -> None:
        self._show_form(self._FORM)
        day = min(self._session.day(), datetime.date.today())
        self.day_edit.setMaximumDate(QDate(*self._session.day().timetuple()[:3]))
        self.day_edit.setDate(QDate(day.year, day.month, day.day))
        self.person_edit.setText(self.person_edit.text() or settings.load().person)
        self._check_paper()
        (self.document_edit if self.person_edit.text() else self.person_edit).setFocus()

    def _check_paper(self) -> None:
        self.outside_save.setEnabled(bool(self.person_edit.text().strip() and self.document_edit.text().strip()))

    def _keep_paper(self) -> None:
        if self.outside_save.isEnabled():
            self._settle(Settlement.OUTSIDE, document=self.document_edit.text().strip())
            self.document_edit.clear()

    def _settle(self, settlement: Settlement, **told: Any) -> None:
        entry = self.current()
        if entry is None:
            return
        person = self.person_edit.text().strip() or settings.load().person
        if person != settings.load().person:
            settings.remember_person(person)
        day = self.day_edit.date().toString("yyyy-MM-dd") if settlement is Settlement.OUTSIDE \
            else self._session.day().isoformat()
        self._show_form(self._NOTHING)
        answer = Answer(str(entry["role"]), str(entry["entry_id"]), str(settlement),
                        **{"person": person, "date": day, **told})
        self._session.settle(answer, *(
            dataclasses.replace(answer, role=role, entry_id=code) for role, code in self._also()))
        self.table.setFocus()

    def _take_back(self) -> None:
        entry = self.current()
        if entry is not None:
            self._session.unsettle((str(entry["role"]), str(entry["entry_id"])), *self._also())

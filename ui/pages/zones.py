"""The zones page: what each control zone owes, and the work list by urgency."""

from __future__ import annotations

from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import QCoreApplication, QItemSelectionModel, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.vocabulary import DutyState, Role
from ...plugin.io import phrases
from ...plugin.qgs import i18n, icons, styles_site
from ...plugin.qgs.use_cases import ZoneTables
from .. import reasons, words
from ..models.frame import ArrangedModel, Column, FrameModel
from ..session import Session
from ..widgets import NoteLabel, Panel

translate = QCoreApplication.translate
_WIDTHS = {"zone_id": 6, "worst_state": 7, "next_due": 10}      # digits; so that the next day fits the dock
_STATES = tuple(map(str, DutyState))
OPEN = ("missing", "overdue", "due", "unknown")


def state_name(state: Any) -> str:
    """Return what a state of a duty is called."""
    names = styles_site.STATE_NAMES.get(str(state))
    return "" if names is None else names[0 if i18n.language() == "zh" else 1]


def duty_name(duty: Any) -> str:
    """Return what a duty is called."""
    names = styles_site.DUTY_NAMES.get(str(duty))
    return "" if names is None else names[0 if i18n.language() == "zh" else 1]


def _day(value: Any) -> str:
    return "" if phrases.is_null(value) else str(value)[:10]


class ZonesPage(QWidget):
    """Runs the review of zones and shows what is owed."""

    run_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    data_requested = pyqtSignal()
    zone_chosen = pyqtSignal(str)
    notice_requested = pyqtSignal(str)
    proposals_requested = pyqtSignal(str, str)       # "signs" or "points", zone or "" for all
    house_requested = pyqtSignal()
    statement_requested = pyqtSignal(str)            # plot that may owe no zone
    export_requested = pyqtSignal(str)               # "xlsx" or "ics"

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tables: Optional[ZoneTables] = None
        self._plot = ""                          # of the chosen line of the work list, where it is about its zone
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        line = QHBoxLayout()
        self.run_button = QPushButton(icons.icon("zones"), translate("SoilGate", "Check the &zones"))
        self.run_button.setToolTip(translate(
            "SoilGate", "Find out for each control zone which sign, notice or monitoring is missing or due."))
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setVisible(False)
        self.cancel_button = QToolButton()
        self.cancel_button.setText(translate("SoilGate", "Cancel"))
        self.cancel_button.setToolTip(translate("SoilGate", "Stop the check; the last result stays."))
        self.cancel_button.setVisible(False)
        self.run_button.clicked.connect(lambda: self.run_requested.emit())
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit())
        self.house_button = QToolButton()
        self.house_button.setText(translate("SoilGate", "Ho&use values…"))
        self.house_button.setToolTip(translate(
            "SoilGate", "Intervals, spacing and distances that the office may adopt; the nation sets none"))
        self.house_button.clicked.connect(lambda: self.house_requested.emit())
        line.addWidget(self.run_button, 3)
        line.addWidget(self.house_button)
        line.addWidget(self.progress, 2)
        line.addWidget(self.cancel_button)
        column.addLayout(line)
        self.note = NoteLabel()
        column.addWidget(self.note)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._empty())
        self.stack.addWidget(self._results())
        column.addWidget(self.stack, 1)
        session.roles_changed.connect(self.refresh)
        session.run_started.connect(self._on_run_started)
        session.run_moved.connect(self._on_run_moved)
        session.run_ended.connect(self._on_run_ended)
        session.zones_shown.connect(self.show_result)
        self.show_result(session.zones)

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self.empty_label = QLabel()
        self.empty_label.setWordWrap(True)
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.data_button = QPushButton(translate("SoilGate", "&Go to the data"))
        self.data_button.clicked.connect(lambda: self.data_requested.emit())
        column.addStretch(1)
        column.addWidget(self.empty_label)
        column.addWidget(self.data_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _results(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.zone_model, self.zone_arranged, self.zone_table = self._table(translate("SoilGate", "Control zones"))
        self.work_model, self.work_arranged, self.work_table = self._table(translate("SoilGate", "Work list"))
        self.tabs.addTab(self.zone_table, translate("SoilGate", "Zones"))
        self.tabs.addTab(self.work_table, translate("SoilGate", "Work list"))
        splitter.addWidget(self.tabs)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        self.duties_view = Panel()
        self.duties_view.setFrameShape(QFrame.Shape.StyledPanel)
        self.duties_view.setAccessibleName(translate("SoilGate", "Duties of the chosen zone"))
        column.addWidget(self.duties_view, 1)
        line = QHBoxLayout()
        self.propose_button = self._menu_button(translate("SoilGate", "Propose"), translate(
            "SoilGate", "Propose signs or monitoring points as a layer that you can edit"))
        self.propose_actions = {
            (kind, every): self.propose_button.menu().addAction(text, lambda k=kind, e=every: self._on_propose(k, e))
            for kind, every, text in (
                ("signs", False, translate("SoilGate", "&Signs for the chosen zone")),
                ("points", False, translate("SoilGate", "&Monitoring points for the chosen zone")),
                ("signs", True, translate("SoilGate", "Signs for &all zones")),
                ("points", True, translate("SoilGate", "Monitoring points for all &zones")))}
        self.export_button = self._menu_button(translate("SoilGate", "E&xport"), translate(
            "SoilGate", "Save the work list and all duties, or the due days for a calendar"))
        for suffix, text in (("xlsx", translate("SoilGate", "&Ledger (Excel)…")),
                             ("ics", translate("SoilGate", "&Calendar of due days (ics)…"))):
            self.export_button.menu().addAction(text, lambda s=suffix: self.export_requested.emit(s))
        self.notice_button = QToolButton()
        self.notice_button.setText(translate("SoilGate", "Public not&ice…"))
        self.notice_button.setToolTip(translate("SoilGate", "Lay out the public notice of the chosen zone"))
        self.notice_button.clicked.connect(lambda: self.notice_requested.emit(self.current_zone()))
        self.statement_button = QPushButton(translate("SoilGate", "No zone is owed…"))
        self.statement_button.setToolTip(translate(
            "SoilGate", "State by which paper the chosen plot is not left undeveloped; kept as evidence"))
        self.statement_button.clicked.connect(lambda: self.statement_requested.emit(self._plot))
        self.statement_button.setVisible(False)
        column.addWidget(self.statement_button, 0, Qt.AlignmentFlag.AlignLeft)
        for button in (self.propose_button, self.export_button, self.notice_button):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        self.zone_table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_zone(now))
        self.work_table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_work(now))
        return splitter

    def _menu_button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    def _on_propose(self, kind: str, every: bool) -> None:
        self.proposals_requested.emit(kind, "" if every else self.current_zone())

    def _table(self, name: str) -> tuple[FrameModel, ArrangedModel, QTableView]:
        model, arranged, table = FrameModel(self), ArrangedModel(self), QTableView()
        arranged.setSourceModel(model)
        table.setModel(arranged)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSortingEnabled(True)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setIconSize(QSize(18, 18))
        table.setAccessibleName(name)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setMinimumSectionSize(22)
        return model, arranged, table

    # -- showing -----------------------------------------------------------------------------------------------

    def show_result(self, tables: Optional[ZoneTables]) -> None:
        """Show a result, or the empty state."""
        self._tables = tables
        if tables is None:
            self.stack.setCurrentIndex(0)
            self.refresh()
            return
        lang = i18n.language()
        states = tables.duties.assign(zone_id=tables.duties["zone_id"].astype(str)).drop_duplicates(
            ["zone_id", "duty"]).pivot(index="zone_id", columns="duty", values="state")
        frame = tables.status.copy()
        for duty in styles_site.DUTIES:
            frame[duty] = frame["zone_id"].astype(str).map(states[duty]) if duty in states else None

        def rank(state: Any) -> float:
            return float(_STATES.index(state)) if state in _STATES else 9.0

        columns = [Column("zone_id", translate("SoilGate", "Zone")),
                   Column("worst_state", translate("SoilGate", "Worst"), show=state_name, rank=rank)]
        for duty in styles_site.DUTIES:
            columns.append(Column(
                duty, "", head_tip=duty_name(duty), show=lambda _state: "", rank=rank,
                icon=lambda state, d=duty: None if state is None else icons.duty_icon(d, state),
                tip=lambda row, d=duty: self._duty_tip(frame, row, d)))
        columns += [Column("next_due", translate("SoilGate", "Next due"), show=_day),
                    Column("plots", translate("SoilGate", "Plots"), show=lambda v: "" if v is None else
                           str(v).replace(";", translate("SoilGate", ", "))),
                    Column("gap_m2", translate("SoilGate", "Not covered (m²)"), right=True,
                           show=lambda v: "" if v is None else f"{v:,.2f}")]
        self.zone_model.set_frame(frame, columns)
        em = self.zone_table.fontMetrics().horizontalAdvance("0")
        for k, column in enumerate(columns):
            if column.name in styles_site.DUTIES:
                self.zone_table.setColumnWidth(k, 22)
            else:
                self.zone_table.setColumnWidth(k, _WIDTHS.get(column.name, 14) * em + 14)
        self.zone_table.sortByColumn(1, Qt.SortOrder.AscendingOrder)

        work = tables.actions.assign(
            _who=tables.actions["zone_id"].where(tables.actions["zone_id"].notna(), tables.actions["plot_id"]),
            _order=range(len(tables.actions)))
        self.work_model.set_frame(work, [
            Column("state", translate("SoilGate", "State"), show=state_name, rank=rank),
            Column("duty", translate("SoilGate", "Duty"), show=duty_name),
            Column("_who", translate("SoilGate", "Zone or plot")),
            Column("due_date", translate("SoilGate", "Due"), show=_day),
            Column(f"message_{lang}", translate("SoilGate", "What is to be done"))])
        self.work_table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        for k, width in enumerate((8, 13, 14, 11, 60)):
            self.work_table.setColumnWidth(k, width * em + 12)
        self.tabs.setTabText(1, translate("SoilGate", "Work list ({count})").format(count=len(work)))
        self.duties_view.clear()
        self.stack.setCurrentIndex(1)
        if len(frame):
            self.zone_table.selectRow(0)
        self.refresh()

    def _duty_tip(self, frame: pd.DataFrame, row: int, duty: str) -> str:
        state = frame[duty].iloc[row]
        return "" if phrases.is_null(state) else f"{duty_name(duty)}: {state_name(state)}"

    def refresh(self) -> None:
        """Show what can be done now."""
        missing = [role for role in (Role.CONTROL_ZONES, Role.REGISTRY) if self._session.layer(role) is None]
        busy = self._session.busy("zones")
        self.run_button.setEnabled(not missing and not busy)
        self.data_button.setVisible(bool(missing))
        if missing:
            names = translate("SoilGate", ", ").join(words.role_name(role) for role in missing)
            self.empty_label.setText(translate("SoilGate", "Choose the layers first: {roles}.").format(roles=names))
        else:
            self.empty_label.setText(translate(
                "SoilGate", "Not checked yet. What each zone owes, and by when, will stand here."))
        self._enable()

    def _enable(self) -> None:
        chosen = bool(self.current_zone())
        self.notice_button.setEnabled(chosen)
        for (_kind, every), action in self.propose_actions.items():
            action.setEnabled(every or chosen)
        self.export_button.setEnabled(self._tables is not None and self._tables.gpkg.with_suffix(".xlsx").is_file())

    def open_duties(self) -> int:
        """How many duties are missing, overdue or due."""
        return 0 if self._tables is None else int(self._tables.actions["state"].isin(OPEN[:3]).sum())

    def current_zone(self) -> str:
        """The chosen zone; empty for none."""
        index = self.zone_table.currentIndex()
        if self._tables is None or not index.isValid():
            return ""
        return str(self.zone_model.frame["zone_id"].iloc[int(self.zone_arranged.source_rows[index.row()])])

    def choose(self, zone_id: str) -> None:
        """Choose a zone."""
        if self._tables is None:
            return
        rows = [k for k, value in enumerate(self.zone_model.frame["zone_id"].astype(str)) if value == zone_id]
        if rows:
            index = self.zone_arranged.index(self.zone_arranged.row_of(rows[0]), 0)
            self.zone_table.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)

    def _on_zone(self, index: Any) -> None:
        if index.isValid() and self._tables is not None:
            zone = self.current_zone()
            self.statement_button.setVisible(False)
            duties = self._tables.duties
            self.duties_view.tell(lambda palette: reasons.of_zone(duties, zone, palette))
            self._enable()
            self.zone_chosen.emit(zone)

    def _on_work(self, index: Any) -> None:
        if not index.isValid() or self._tables is None:
            return
        row = self.work_model.frame.iloc[int(self.work_arranged.source_rows[index.row()])]
        asked = str(row["duty"]) == "zone" and not phrases.is_null(row["plot_id"])
        self._plot = str(row["plot_id"]) if asked else ""
        if not phrases.is_null(row["zone_id"]):
            self.choose(str(row["zone_id"]).split(";")[0])
        self.duties_view.tell(lambda palette: reasons.of_action(row, palette))
        self.statement_button.setVisible(asked)

    def _on_run_started(self, kind: str) -> None:
        if kind == "zones":
            self.progress.setValue(0)
            self.progress.setVisible(True)
            self.cancel_button.setVisible(True)
            self.run_button.setEnabled(False)

    def _on_run_moved(self, kind: str, percent: float, message: str) -> None:
        if kind == "zones":
            self.progress.setValue(int(percent * 10))
            self.progress.setToolTip(message)

    def _on_run_ended(self, kind: str) -> None:
        if kind == "zones":
            self.progress.setVisible(False)
            self.cancel_button.setVisible(False)
            self.refresh()

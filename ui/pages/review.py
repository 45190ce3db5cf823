"""The review page: what, at which step; the verdicts as chips and table; the reasons of the chosen parcel."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Iterator
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QSize, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.progress import Progress, checkpoint
from ...plugin.core.tables import REVIEWED
from ...plugin.core.vocabulary import STEPS, VERDICTS, Role, Step
from ...plugin.io import phrases
from ...plugin.io.rows import RowColumn, harmless
from ...plugin.qgs import i18n, icons, layers, settings, styles
from ...plugin.qgs.result_tables import ResultTables, by_reason, by_use, open_points, point_of, verdict_rank
from .. import reasons, widgets, words
from ..decisions import UNSAID, Decision
from ..models.frame import ArrangedModel, Column, FrameModel
from ..session import Session
from ..widgets import FlowLayout, NoteLabel, Panel

translate = QCoreApplication.translate
_NAMES = tuple(map(str, VERDICTS))


_SLICE = 4_000
_ASKED = 500          # chosen rows that are looked through for what could be settled
_KEPT_ROWS = 2_000
_NAMED = 2_000        # numbers of parcels in one text: a hundred thousand would stop the window for a second


def _haystack(frame: pd.DataFrame, names: list[str], lang: str, progress: Progress) -> list[str]:
    """Text of each row that the search looks into (any thread); in slices, so that the window gets its turn."""
    known: dict[Any, str] = {}

    def classes(value: Any) -> str:
        if value not in known:
            known[value] = phrases.words(value, lang, "use_classes")
        return known[value]

    out: list[str] = []
    for start in range(0, len(frame), _SLICE):
        checkpoint(progress, start / len(frame))
        part = frame.iloc[start:start + _SLICE]
        texts = [part[c].fillna("").astype(str).tolist() for c in names]
        told = [classes(v) for v in part["use_classes"].fillna("").tolist()]
        out += ["\n".join(parts).lower() for parts in zip(*texts, told)]
    return out


def _one_line(value: Any) -> str:
    """A value in a cell of the clipboard."""
    if value is None or value != value:
        return ""
    return str(value).replace("\t", " ").replace("\r", " ").replace("\n", " ")


class VerdictChip(QToolButton):
    """A verdict with its count; pressed, it filters."""

    def __init__(self, verdict: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(widgets.verdict_icon(verdict, i18n.language()))
        self.setIconSize(QSize(16, 16))
        self.setToolTip(styles.verdict_name(verdict, i18n.language()))
        self.setFixedHeight(max(24, self.fontMetrics().height() + 10))

    def show_count(self, count: int, graver: dict[str, int]) -> None:
        """Show how many, and how many of these could be graver."""
        lang = i18n.language()
        name = styles.verdict_name(self.verdict, lang)
        text = f"{words.number(count)}"
        tip = words.of_count(count,
            translate("SoilGate", "{verdict}: {count} parcel. Press to show only this one."),
            translate("SoilGate", "{verdict}: {count} parcels. Press to show only these.")).format(
            verdict=name, count=words.number(count))
        worst = next((v for v in _NAMES if graver.get(v)), None)
        if worst:
            look = styles.LOOKS[worst]
            text += translate("SoilGate", " ({count} maybe {verdict})").format(
                count=words.number(graver[worst]), verdict=look.short_zh if lang == "zh" else look.short_en)
            tip += "\n" + translate("SoilGate", "Once what is missing is known, {count} could be: {verdict}").format(
                count=words.number(graver[worst]), verdict=styles.verdict_name(worst, lang))
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{name} {text}")
        self.setVisible(count > 0)


class ReviewPage(QWidget):
    """Runs the review and shows what it gave."""

    run_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    data_requested = pyqtSignal()
    row_chosen = pyqtSignal(int)              # a row of the result's table; the map follows
    row_opened = pyqtSignal(int)              # the same by double click: zoom
    evidence_requested = pyqtSignal(int, str)
    statement_requested = pyqtSignal(list, object)   # open points, and which of them is meant (or None)
    rows_requested = pyqtSignal(str)          # suffix
    decision_requested = pyqtSignal(list)     # parcel ids
    papers_requested = pyqtSignal(str, list)  # "report" or "letters", parcel ids
    export_requested = pyqtSignal(str)        # suffix
    pick_toggled = pyqtSignal(bool)

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._result: Optional[ResultTables] = None
        self._decisions: dict[str, Decision] = {}       # on parcels of the shown review
        self._moved: set[str] = set()                   # of them, those that lie otherwise since
        self._use_field: Optional[str] = None
        self._hay: Optional[Any] = None
        self._hay_of: Optional[ResultTables] = None
        self._groups: Optional[pd.DataFrame] = None
        self._only: Optional[Any] = None          # rows of the chosen group
        self.by_row = True                        # the row was chosen in the table, not on the map
        self._shown_by_hand: dict[str, bool] = {}  # columns that a person showed or hid
        self._kept: tuple[Any, int, list[int]] = (None, -1, [])    # while the order of the table changes
        self._quiet = False
        self._came: Optional[ResultTables] = None  # a result that came in steps
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._what())
        column.addLayout(self._run_line())
        self.note = NoteLabel(rich=True)
        self.note.linkActivated.connect(self._on_note)
        column.addWidget(self.note)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._empty())
        self.stack.addWidget(self._results())
        column.addWidget(self.stack, 1)
        session.roles_changed.connect(self.refresh)
        session.run_started.connect(self._on_run_started)
        session.run_moved.connect(self._on_run_moved)
        session.run_ended.connect(self._on_run_ended)
        session.review_shown.connect(self._on_review)
        session.show_first(self.show_steps)
        session.decisions_changed.connect(self._show_decisions)
        session.stale_changed.connect(lambda _stale: self._show_stale())
        session.plan_selected.connect(lambda row: self.choose(row, quiet=True, by_row=False))
        session.scope_changed.connect(self._show_scope)
        session.selection_changed.connect(self.refresh)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(200)
        self._search_timer.timeout.connect(self._filter)
        self.show_result(session.review)
        self.refresh()

    # -- building ----------------------------------------------------------------------------------------------

    def _what(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        scope = QLabel(translate("SoilGate", "P&arcels"))
        self.scope_combo = QComboBox()
        self.scope_combo.addItem(translate("SoilGate", "All"), False)
        self.scope_combo.addItem(translate("SoilGate", "Selected"), True)
        self.scope_combo.setToolTip(translate("SoilGate", "Review all parcels, or those selected in their layer."))
        scope.setBuddy(self.scope_combo)
        step = QLabel(translate("SoilGate", "Step"))
        self.step_combo = QgsCheckableComboBox()
        self.step_combo.setSeparator(translate("SoilGate", ", "))
        for one in STEPS:
            self.step_combo.addItemWithCheckState(words.step_name(one), Qt.CheckState.Unchecked, str(one))
        self.step_combo.setToolTip(translate(
            "SoilGate", "The steps of the procedure for which you need the answer; the gravest counts."))
        for combo in (self.scope_combo, self.step_combo):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(5)
        step.setBuddy(self.step_combo)
        grid.addWidget(scope, 0, 0)
        grid.addWidget(self.scope_combo, 0, 1)
        grid.addWidget(step, 0, 2)
        grid.addWidget(self.step_combo, 0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 4)
        self.scope_combo.currentIndexChanged.connect(self._on_scope)
        self.step_combo.checkedItemsChanged.connect(self._on_step)
        return grid

    def _run_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.run_button = QPushButton(icons.icon("review"), "")
        self.run_button.setDefault(True)
        self.run_button.setToolTip(translate("SoilGate", "Check the parcels against all data of the data page."))
        self.run_button.clicked.connect(lambda: self.run_requested.emit())
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setVisible(False)
        self.cancel_button = QToolButton()
        self.cancel_button.setText(translate("SoilGate", "Cancel"))
        self.cancel_button.setToolTip(translate("SoilGate", "Stop the review; the last result stays."))
        self.cancel_button.setVisible(False)
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit())
        line.addWidget(self.run_button, 3)
        line.addWidget(self.progress, 2)
        line.addWidget(self.cancel_button)
        return line

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
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        holder = QWidget()
        flow = FlowLayout(holder, 3)
        self.chips = {verdict: VerdictChip(verdict) for verdict in _NAMES}
        for chip in self.chips.values():
            flow.addWidget(chip)
            chip.toggled.connect(lambda _on: self._filter())
        self.changed_chip, self.stale_chip = QToolButton(), QToolButton()
        self.changed_chip.setToolTip(translate(
            "SoilGate", "Parcels whose verdict, or what it could be, is another than at the last review."))
        self.stale_chip.setToolTip(translate(
            "SoilGate", "Parcels that changed, or near which data changed, since they were reviewed."))
        for chip in (self.changed_chip, self.stale_chip):
            chip.setCheckable(True)
            chip.setFixedHeight(next(iter(self.chips.values())).height())
            chip.setVisible(False)
            chip.toggled.connect(lambda _on: self._filter())
            flow.addWidget(chip)
        column.addWidget(holder)
        line = QHBoxLayout()
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(translate("SoilGate", "Search number, use, reason"))
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.setToolTip(translate("SoilGate", "Show rows with these words; several words must all occur."))
        self.search_edit.setAccessibleName(translate("SoilGate", "Search"))
        self.search_edit.textChanged.connect(lambda _text: self._search_timer.start())
        self.pick_button = QToolButton()
        self.pick_button.setIcon(icons.icon("place_query"))
        self.pick_button.setCheckable(True)
        self.pick_button.setToolTip(translate("SoilGate", "Choose a parcel by a click on the map"))
        self.pick_button.toggled.connect(self.pick_toggled.emit)
        self.count_label = QLabel()
        self.group_button = self._tool("sum", translate(
            "SoilGate", "Numbers and areas of the parcels shown, by reason or by use, ready to paste"), check=True)
        self.group_button.toggled.connect(self._on_group)
        self.filter_button = self._tool("filter", translate("SoilGate", "Filter by use class and by rule"), check=True)
        self.filter_button.toggled.connect(self._on_filter)
        self.columns_button = self._tool("columns", translate("SoilGate", "Choose the columns of the table"))
        self.columns_button.clicked.connect(lambda: self._choose_columns(None))
        line.setSpacing(3)
        line.addWidget(self.search_edit, 1)
        line.addWidget(self.count_label)
        for button in (self.filter_button, self.columns_button, self.group_button, self.pick_button):
            line.addWidget(button)
        column.addLayout(line)
        column.addWidget(self._filter_line())
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.tables = QStackedWidget()
        self.tables.addWidget(self._table())
        self.tables.addWidget(self._group_page())
        self.splitter.addWidget(self.tables)
        self.reasons_view = Panel()
        self.reasons_view.setFrameShape(QFrame.Shape.StyledPanel)
        self.reasons_view.setAccessibleName(translate("SoilGate", "Reasons of the chosen parcel"))
        self.reasons_view.anchorClicked.connect(self._on_link)
        self.splitter.addWidget(self.reasons_view)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        column.addWidget(self.splitter, 1)
        holder = QWidget()
        flow = FlowLayout(holder, 4)
        self.decide_button = QPushButton(translate("SoilGate", "Decide…"))
        self.decide_button.setToolTip(translate(
            "SoilGate", "Keep your decision on the chosen parcels beside the verdict, with name, day and reason."))
        self.decide_button.clicked.connect(lambda: self.decision_requested.emit(self.chosen_ids()))
        self.state_button = QPushButton(translate("SoilGate", "Settle…"))
        self.state_button.setToolTip(translate(
            "SoilGate", "Enter what an office states of what is unknown here; the next review uses it."))
        self.state_button.clicked.connect(lambda: self._ask_statement(None))
        self.copy_button = QPushButton(translate("SoilGate", "Cop&y"))
        self.copy_button.setToolTip(translate(
            "SoilGate", "Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard."))
        self.copy_button.clicked.connect(self.copy)
        self.export_button = QPushButton(translate("SoilGate", "E&xport"))
        self.export_button.setToolTip(translate("SoilGate", "Save the rows shown, the whole result, or papers."))
        menu = QMenu(self.export_button)
        for suffix, title in (("xlsx", translate("SoilGate", "Rows shown (Excel)…")),
                              ("csv", translate("SoilGate", "Rows shown (CSV)…"))):
            action = QAction(title, menu)
            action.triggered.connect(lambda _on=False, s=suffix: self.rows_requested.emit(s))
            menu.addAction(action)
        menu.addSeparator()
        for suffix, title in (("gpkg", translate("SoilGate", "GeoPackage (tables and map)…")),
                              ("xlsx", translate("SoilGate", "Excel ledger…")),
                              ("json", translate("SoilGate", "JSON…"))):
            action = QAction(title, menu)
            action.triggered.connect(lambda _on=False, s=suffix: self.export_requested.emit(s))
            menu.addAction(action)
        menu.addSeparator()
        for what, some, title in (
                ("report", False, translate("SoilGate", "Report (HTML)…")),
                ("report", True, translate("SoilGate", "Report with opinions on the chosen parcels (HTML)…")),
                ("letters", False, translate("SoilGate", "Inquiry letters (HTML)…"))):
            action = QAction(title, menu)
            action.triggered.connect(lambda _on=False, w=what, s=some: self.papers_requested.emit(
                w, self.chosen_ids() if s else []))
            menu.addAction(action)
        self.export_button.setMenu(menu)
        for button in (self.decide_button, self.state_button, self.copy_button, self.export_button):
            flow.addWidget(button)
        column.addWidget(holder)
        return page

    def _tool(self, icon: str, tip: str, *, check: bool = False) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setCheckable(check)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _filter_line(self) -> QWidget:
        self.filter_line = QWidget()
        line = QHBoxLayout(self.filter_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.use_combo, self.rule_combo = QgsCheckableComboBox(), QgsCheckableComboBox()
        for combo, text, tip in (
                (self.use_combo, translate("SoilGate", "All uses"), translate(
                    "SoilGate", "Show only parcels of these use classes.")),
                (self.rule_combo, translate("SoilGate", "All reasons"), translate(
                    "SoilGate", "Show only parcels that these rules concern."))):
            combo.setDefaultText(text)
            combo.setSeparator(translate("SoilGate", ", "))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(4)
            combo.setToolTip(tip)
            combo.setAccessibleName(tip)
            combo.checkedItemsChanged.connect(lambda _names: self._filter())
            line.addWidget(combo, 1)
        self.filter_line.setVisible(False)
        return self.filter_line

    def _on_filter(self, on: bool) -> None:
        """Show the two filters; putting them away brings the rows back."""
        self.filter_line.setVisible(on)
        if on:
            self.use_combo.setFocus()
        else:
            self._clear_filters()
            self._filter()

    def _clear_filters(self) -> None:
        for combo in (self.use_combo, self.rule_combo):
            combo.blockSignals(True)
            combo.deselectAllOptions()
            combo.blockSignals(False)

    def _fill_filters(self) -> None:
        lang, titles = i18n.language(), reasons.titles_of(self._result)

        def use(word: str) -> str:
            return phrases.words(word, lang, "use_classes")

        for combo, column, name in ((self.use_combo, "use_classes", use),
                                    (self.rule_combo, "rules", lambda rule: phrases.rule_title(rule, lang, titles))):
            combo.blockSignals(True)
            combo.clear()
            for word, count in self._result.words_in(column).items():
                combo.addItemWithCheckState(f"{name(word)} ({words.number(count)})", Qt.CheckState.Unchecked, word)
            combo.blockSignals(False)

    def _table(self) -> QTableView:
        self.model = FrameModel(self)
        self.arranged = ArrangedModel(self)
        self.arranged.setSourceModel(self.model)
        self.table = QTableView()
        self.table.setModel(self.arranged)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(True)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setAccessibleName(translate("SoilGate", "Reviewed parcels"))
        self.table.setTabKeyNavigation(False)
        rows = self.table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.table.fontMetrics().height() + 8)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_current(now))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_buttons())
        self.arranged.modelAboutToBeReset.connect(self._keep_selection)
        self.arranged.modelReset.connect(self._restore_selection)
        self.table.doubleClicked.connect(self._on_opened)
        self.table.activated.connect(self._on_opened)
        copy = QAction(translate("SoilGate", "Copy rows"), self.table)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda: self.copy(rows=True))
        self.table.addAction(copy)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return self.table

    def _group_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.group_combo = QComboBox()
        self.group_combo.addItem(translate("SoilGate", "By verdict and reason"), "reason")
        self.group_combo.addItem(translate("SoilGate", "By use and verdict"), "use")
        self.group_combo.setToolTip(translate("SoilGate", "What the parcels shown are grouped by."))
        self.group_combo.currentIndexChanged.connect(lambda _index: self._show_groups())
        column.addWidget(self.group_combo)
        column.addWidget(self._group_table(), 1)
        return page

    def _group_table(self) -> QTableView:
        self.group_model = FrameModel(self)
        self.group_table = QTableView()
        self.group_table.setModel(self.group_model)
        self.group_table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.group_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.group_table.setWordWrap(False)
        self.group_table.setShowGrid(False)
        self.group_table.setAlternatingRowColors(True)
        self.group_table.setTabKeyNavigation(False)
        self.group_table.setAccessibleName(translate("SoilGate", "Parcels by verdict and reason"))
        self.group_table.verticalHeader().hide()
        self.group_table.verticalHeader().setDefaultSectionSize(self.group_table.fontMetrics().height() + 8)
        self.group_table.horizontalHeader().setHighlightSections(False)
        self.group_table.selectionModel().selectionChanged.connect(lambda _on, _off: self._on_group_row(
            self.group_table.currentIndex().row() if self.group_table.selectionModel().hasSelection() else -1))
        self.group_table.activated.connect(self._open_group)
        self.group_table.doubleClicked.connect(self._open_group)
        return self.group_table

    # -- showing -----------------------------------------------------------------------------------------------

    def _columns(self) -> list[Column]:
        lang = i18n.language()
        frame = self._result.parcels

        def verdict(value: Any) -> str:
            return styles.verdict_name(value, lang) if value in styles.LOOKS else ""

        def first(value: Any) -> str:
            return "" if value is None else str(value).split("\n", 1)[0]

        def mark(row: int) -> str:
            now, could = frame["verdict"].iloc[row], frame["could_be"].iloc[row]
            if reasons.graver(now, could):
                return translate("SoilGate", "{verdict}; once what is missing is known it could be: {could}").format(
                    verdict=verdict(now), could=verdict(could))
            return verdict(now)

        def text(value: Any) -> str:
            return "" if value is None else str(value)

        def faded(value: Any) -> Any:
            known = value and value.rstrip("?") in styles.LOOKS
            return widgets.verdict_icon(value.rstrip("?"), lang, stale=True) if known else None

        columns = [Column("parcel_id", translate("SoilGate", "Parcel"))]
        if self._use_field:
            columns.append(Column(self._use_field, translate("SoilGate", "Use")))
        columns.append(Column("use_classes", translate("SoilGate", "Use class") if self._use_field
                              else translate("SoilGate", "Use"), show=lambda v: phrases.words(v, lang, "use_classes")))
        columns += [
            Column("_verdict", translate("SoilGate", "Verdict"), tip=mark,
                   show=lambda v: "" if v is None else verdict(v.rstrip("?")) + ("?" if v.endswith("?") else ""),
                   icon=lambda v: widgets.verdict_icon(v.rstrip("?"), lang) if v and v.rstrip("?") in styles.LOOKS
                   else None, rank=verdict_rank, faded_icon=faded),
            Column("_state", translate("SoilGate", "State"),
                   show=lambda v: translate("SoilGate", "out of date") if v else "", rank=lambda v: 0.0 if v else 1.0),
            Column("_before", translate("SoilGate", "Before"), show=verdict, rank=verdict_rank,
                   icon=lambda v: widgets.verdict_icon(v, lang) if v in styles.LOOKS else None),
            Column("_decision", translate("SoilGate", "Decision"), show=self._decided,
                   rank=lambda v: 0.0 if v in self._decisions else 1.0),
            Column(f"reasons_{lang}", translate("SoilGate", "Main reason"), show=first, whole=text,
                   tip=lambda row: str(frame[f"reasons_{lang}"].iloc[row] or "")),
            Column("area_m2", translate("SoilGate", "Area (m²)"), right=True,
                   show=lambda v: "" if v is None else f"{v:,.2f}"),
            Column("could_be", translate("SoilGate", "Could be"), show=verdict, rank=verdict_rank),
            Column("due_step", translate("SoilGate", "Due by"), show=lambda v: phrases.word(v, lang)),
            Column("complete", translate("SoilGate", "Checked in full"), show=lambda v: phrases.yes_no(v, lang)),
            Column(f"next_step_{lang}", translate("SoilGate", "Next step"), show=lambda v: first(v), whole=text)]
        taken = {column.name for column in columns} | set(REVIEWED)
        columns += [Column(str(name), str(name), right=pd.api.types.is_numeric_dtype(frame[name]))
                    for name in frame.columns if name not in taken]
        return columns

    def show_result(self, result: Optional[ResultTables]) -> None:
        """Show a result, or the empty state, at once."""
        for _step in self.show_steps(result):
            pass
        self._show_stale()

    def show_steps(self, result: Optional[ResultTables]) -> Iterator[None]:
        """Show a result in steps, between which the window may have its turn; ``review_shown`` ends it."""
        self._came = result
        self._result, self._hay, self._hay_of, self._groups, self._only = result, None, None, None, None
        self._read_decisions()
        self.group_button.setChecked(False)
        if result is None:
            self.reasons_view.clear()
            self.model.set_frame(pd.DataFrame(), ())
            self.stack.setCurrentIndex(0)
            return
        frame = result.parcels
        layer = self._session.result_layer()
        field = layers.use_field_of(layer) if layer is not None else None
        self._use_field = field if field in frame else None
        self._changed = result.changed
        columns, order = self._columns(), Qt.SortOrder.AscendingOrder
        place = next(k for k, column in enumerate(columns) if column.name == "_verdict")
        for chip in (*self.chips.values(), self.changed_chip):
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.search_edit.clear()
        self._search_timer.stop()
        self._clear_filters()
        self.arranged.will_sort(place, order)
        self.model.set_frame(frame, columns, {
            "_verdict": result.marked, "_before": result.verdicts_before, "_decision": result.ids,
            "_state": np.zeros(len(frame), bool)}, result.ranks)
        self.model.faded_tip = translate("SoilGate", "Out of date: the parcel, or data near it, changed since.")
        self.table.sortByColumn(place, order)
        self.count_label.setText(words.number(len(frame)))
        yield
        self._size_columns()
        self.stack.setCurrentIndex(1)
        self.table.scrollToTop()
        yield
        self._fill_filters()
        count = int(self._changed.sum())
        self.changed_chip.setVisible(count > 0)
        self.changed_chip.setText(translate("SoilGate", "{count} changed").format(count=words.number(count)))
        counts = result.summary["parcels"].to_dict()
        for verdict, chip in self.chips.items():
            of_this = {c: n for (v, c), n in result.graver.items() if v == verdict}
            chip.show_count(int(counts.get(verdict, 0)), of_this)
        yield
        self.reasons_view.tell(lambda palette: reasons.overview(result, palette, in_mu=settings.load().area_in_mu))
        self._filter()                           # where the rows out of date are still asked for
        yield

    def _on_review(self, result: Optional[ResultTables]) -> None:
        """A result is there; most came in steps, and is shown already."""
        if result is None or result is not self._came:
            self.show_result(result)
        else:
            self._show_stale()
        self._came = None
        if result is not None and len(result.parcels) == 1:
            self.choose(0, quiet=True, by_row=False)         # of a single parcel nothing else can be asked

    def _place_of(self, name: str) -> int:
        """Which column of the table has a name; -1 for none."""
        return next((k for k, column in enumerate(self.model.columns) if column.name == name), -1)

    def _show_stale(self) -> None:
        """Mark the rows that are out of date."""
        if self._result is not None and self._session.review is self._result:
            rows = self._session.stale_rows()
            count = int(rows.sum())
            self.model.set_faded(rows, "_state")
            self.stale_chip.setText(translate("SoilGate", "{count} out of date").format(count=words.number(count)))
            self.stale_chip.setVisible(count > 0)
            if not count and self.stale_chip.isChecked():
                self.stale_chip.setChecked(False)
            place = self._place_of("_state")
            if place >= 0 and "_state" not in self._shown_by_hand:
                self.table.setColumnHidden(place, count == 0)
        self.refresh()

    def _size_columns(self) -> None:
        metrics = self.table.fontMetrics()
        wide = {"parcel_id": 9, "_verdict": 12, "_before": 12, "_decision": 16, "area_m2": 11, "could_be": 10,
                "due_step": 10, "complete": 9, "_state": 9, f"reasons_{i18n.language()}": 46,
                f"next_step_{i18n.language()}": 30}
        ours = {"parcel_id", self._use_field or "use_classes", "_verdict", "area_m2", f"reasons_{i18n.language()}"}
        shown = {"_before": bool(self._changed.any()), "_decision": self._has_decisions()}
        em = metrics.horizontalAdvance("0")
        longest = max(metrics.horizontalAdvance(styles.verdict_name(v, i18n.language()) + "?") for v in _NAMES)
        for name in ("_verdict", "_before"):
            wide[name] = -(-(longest + 28) // em)        # icon and margins beside the word
        for k, column in enumerate(self.model.columns):
            width = 6 if column.name == self._use_field else 8 if column.name == "use_classes" \
                else wide.get(column.name, 12)
            self.table.setColumnWidth(k, width * em + 14)
            visible = self._shown_by_hand.get(column.name, shown.get(column.name, column.name in ours))
            self.table.setColumnHidden(k, not visible)

    def _decided(self, parcel: Any) -> str:
        kept = self._decisions.get(str(parcel))
        if kept is None:
            return ""
        said = f"{kept.decision} ({kept.person}, {kept.date})"
        doubt = self._doubt(kept)
        return f"{said} · {doubt}" if doubt else said

    def _read_decisions(self) -> None:
        """What was decided of the shown parcels, and which of them lie otherwise since (GUI thread)."""
        here = self._session.review is self._result and self._result is not None
        self._decisions = self._session.decisions_here() if here else {}
        self._moved = self._session.moved_decisions() if here else set()

    def _doubt(self, kept: Decision) -> str:
        """Why a decision may not be of the parcel that is shown."""
        if kept.application == UNSAID:
            return translate("SoilGate", "kept before plan and applications were told apart: decide anew if it holds")
        if kept.parcel_id in self._moved:
            return translate("SoilGate", "the parcel had another outline then")
        return ""

    def told_decisions(self) -> dict[str, tuple[str, str, str, str]]:
        """Decisions on the shown parcels: decision, person, day, reason."""
        self._read_decisions()
        return {parcel: self._told_decision(kept) for parcel, kept in self._decisions.items()}

    def _told_decision(self, kept: Decision) -> tuple[str, str, str, str]:
        doubt = self._doubt(kept)
        return kept.decision, kept.person, kept.date, f"{kept.reason} ({doubt})" if doubt else kept.reason

    def _has_decisions(self) -> bool:
        return bool(self._decisions)

    def _show_decisions(self) -> None:
        """A decision was kept or taken back."""
        self._read_decisions()
        place = self._place_of("_decision")
        if place >= 0 and "_decision" not in self._shown_by_hand:
            self.table.setColumnHidden(place, not self._has_decisions())
        self.table.viewport().update()
        index = self.table.currentIndex()
        if index.isValid():
            self._show_reasons(int(self.arranged.source_rows[index.row()]))

    def _show_buttons(self) -> None:
        rows = self.chosen_rows()
        self.decide_button.setEnabled(bool(rows))
        self.state_button.setEnabled(bool(self._open_points(rows[:_ASKED])))

    def refresh(self) -> None:
        """Show what can be done now."""
        layer = self._session.layer(Role.PARCELS)
        busy = self._session.busy("review")
        count = 0
        if layer is not None:
            count = layer.selectedFeatureCount() if self._session.selected_only else layer.featureCount()
        self.run_button.setText(
            translate("SoilGate", "Rev&iew") if layer is None
            else translate("SoilGate", "Rev&iew 1 parcel") if count == 1
            else translate("SoilGate", "Rev&iew {count} parcels").format(count=words.number(max(0, count))))
        can = self._session.ready() and count > 0 and not busy
        self.run_button.setEnabled(can)
        self.step_combo.blockSignals(True)
        chosen = {str(step) for step in self._session.steps}
        for k in range(self.step_combo.count()):
            ticked = self.step_combo.itemCheckState(k) == Qt.CheckState.Checked
            if ticked != (self.step_combo.itemData(k) in chosen):
                self.step_combo.toggleItemCheckState(k)
        self.step_combo.blockSignals(False)
        if layer is None:
            self.empty_label.setText(translate("SoilGate", "Choose the parcels of the plan first."))
        else:
            self.empty_label.setText(translate("SoilGate", "No review yet. Its verdicts and reasons will stand here."))
        self.data_button.setVisible(layer is None)
        self.note.setText(self._told(layer, count))

    def _told(self, layer: Any, count: int) -> str:
        """What is to be said above the result, as HTML."""
        def link(key: str, text: str) -> str:
            return f' <a href="{key}">{html.escape(text)}</a>'

        session = self._session
        if layer is not None and session.selected_only and not count:
            return html.escape(translate("SoilGate", "Nothing is selected in the layer {layer}.").format(
                layer=layer.name()))
        if self._result is None or session.review is not self._result:
            return ""
        stale, told = int(session.stale_rows().sum()), []
        if stale:
            if stale == len(self._result.ids):
                text = translate("SoilGate", "The data changed since this review: all rows are out of date.")
            else:
                text = words.of_count(stale,
                    translate("SoilGate", "{count} parcel is out of date: it, or data near it, changed."),
                    translate("SoilGate", "{count} parcels are out of date: they, or data near them, changed."))
                text = text.format(count=words.number(stale))
            told.append(html.escape(text) + ("" if session.busy("review") or not session.ready()
                                             else link("stale", translate("SoilGate", "Review these again"))))
        if session.asked_otherwise():
            day = str(self._result.fact("run", "as_of") or "")
            steps = self._result.fact("run", "steps") or []
            told.append(html.escape(translate("SoilGate", "This result is of {day}, for: {steps}.").format(
                day=day, steps=translate("SoilGate", ", ").join(
                    words.step_name(Step(step)) for step in steps if step in {str(s) for s in STEPS}))))
        of_plan = layer is not None and not session.selected_only and not session.review_of
        new = layer.featureCount() - len(self._result.ids) if of_plan else 0
        if new > 0:
            told.append(html.escape(words.of_count(new,
                translate("SoilGate", "{count} parcel of the plan is not in this result."),
                translate("SoilGate", "{count} parcels of the plan are not in this result.")).format(
                count=words.number(new))))
        return "<br>".join(told)

    def _on_note(self, link: str) -> None:
        if link == "stale":
            self._session.review_stale()

    def _show_scope(self) -> None:
        self.scope_combo.blockSignals(True)
        self.scope_combo.setCurrentIndex(self.scope_combo.findData(self._session.selected_only))
        self.scope_combo.blockSignals(False)
        self.refresh()

    def _filter(self) -> None:
        if self._result is None:
            return
        mask = None
        chosen = [verdict for verdict, chip in self.chips.items() if chip.isChecked()]
        if chosen:
            mask = self._result.parcels["verdict"].isin(chosen).to_numpy()
        for chip, rows in ((self.changed_chip, self._changed), (self.stale_chip, self._session.stale_rows())):
            if chip.isChecked() and len(rows) == len(self._result.ids):
                mask = rows if mask is None else mask & rows
        for combo, column in ((self.use_combo, "use_classes"), (self.rule_combo, "rules")):
            picked = [str(word) for word in combo.checkedItemsData()]
            if picked:
                rows = self._result.rows_with(column, picked)
                mask = rows if mask is None else mask & rows
        if self._only is not None:
            mask = self._only if mask is None else mask & self._only
        asked = self.search_edit.text().lower().split()
        if asked and self._hay is None:
            self._gather()
        elif asked:
            for word in asked:
                found = np.fromiter((word in hay for hay in self._hay), bool, len(self._hay))
                mask = found if mask is None else mask & found
        current = self.current_row()
        self.arranged.set_mask(mask)
        total, shown = len(self._result.parcels), self.arranged.rowCount()
        self.count_label.setText(words.number(total) if shown == total else f"{words.number(shown)} / "
                                                                            f"{words.number(total)}")
        if current >= 0:
            self.choose(current, quiet=True)
        if self.group_button.isChecked() and self.tables.currentIndex() == 1:
            self._show_groups()

    def _gather(self) -> None:
        """Make what the search looks into, a text a row, once a result and beside the window; then search."""
        result = self._result
        if self._hay_of is result:               # on its way
            return
        self._hay_of = result
        names = [c for c in ("parcel_id", self._use_field, f"reasons_{i18n.language()}", "rules")
                 if c and c in result.parcels]
        lang = i18n.language()

        def done(hay: list[str]) -> None:
            if self._result is result:
                self._hay = hay
                self._filter()

        self._session.start_other(translate("SoilGate", "Preparing the search"),
                                  lambda progress: _haystack(result.parcels, names, lang, progress), done)

    # -- choosing ----------------------------------------------------------------------------------------------

    def current_row(self) -> int:
        """The chosen row of the result's table; -1 for none."""
        index = self.table.currentIndex()
        return int(self.arranged.source_rows[index.row()]) if index.isValid() else -1

    def choose(self, row: int, *, quiet: bool = False, by_row: bool = True) -> None:
        """Choose a row of the result's table; one that the filter hides brings all rows back.

        ``quiet``: for rows that are hidden nothing happens; ``by_row``: the map may zoom to it.
        """
        place = self.arranged.row_of(row)
        if place < 0:
            if quiet:
                return
            for chip in (*self.chips.values(), self.changed_chip, self.stale_chip):
                chip.blockSignals(True)
                chip.setChecked(False)
                chip.blockSignals(False)
            self._clear_filters()
            self._only = None
            self.search_edit.clear()
            self._search_timer.stop()
            self.arranged.set_mask(None)
            self.count_label.setText(words.number(len(self._result.parcels)))
            place = self.arranged.row_of(row)
        index = self.arranged.index(place, max(0, self.table.columnAt(1)))
        self.by_row = by_row
        self.table.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)
        self.table.scrollTo(index)
        self.by_row = True

    def _keep_selection(self) -> None:
        """Remember which rows are chosen while their order changes; a great many are let go."""
        ranges = self.table.selectionModel().selection()
        places = [row for one in ranges for row in range(one.top(), one.bottom() + 1)] \
            if sum(one.height() for one in ranges) <= _KEPT_ROWS else []
        rows = self.arranged.source_rows
        self._kept = (self.model.frame, self.current_row(), [int(rows[place]) for place in places])

    def _restore_selection(self) -> None:
        """Choose the same rows again, without telling anyone."""
        frame, current, chosen = self._kept
        if frame is not self.model.frame or current < 0 or self.arranged.row_of(current) < 0:
            return
        picked, column = QItemSelection(), max(0, self.table.columnAt(1))
        for place in map(self.arranged.row_of, chosen):
            if place >= 0:
                index = self.arranged.index(place, column)
                picked.select(index, index)
        self._quiet = True
        model = self.table.selectionModel()
        model.setCurrentIndex(self.arranged.index(self.arranged.row_of(current), column),
                              QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)
        self._quiet = False

    def _on_current(self, index: Any) -> None:
        if not index.isValid() or self._result is None or self._quiet:
            return
        row = int(self.arranged.source_rows[index.row()])
        self._show_reasons(row)
        self.row_chosen.emit(row)

    def _show_reasons(self, row: int) -> None:
        parcel, stale = str(self._result.ids[row]), self._session.stale_rows()
        self.reasons_view.tell(functools.partial(
            reasons.of_parcel, self._result, row, use_field=self._use_field, in_mu=settings.load().area_in_mu,
            decision=self._kept_decision(row), former=self._session.former_decisions_of(parcel),
            stale=len(stale) > row and bool(stale[row]),
            stated=self._session.stated_of(parcel)))

    def chosen_rows(self) -> list[int]:
        """Rows of the result's table that are chosen, in the order of the view."""
        if self._result is None:
            return []
        places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [int(self.arranged.source_rows[place]) for place in places]

    def chosen_ids(self) -> list[str]:
        """Parcels of the chosen rows, in the order of the table."""
        return [str(self._result.ids[row]) for row in self.chosen_rows()]

    # -- what an office states ---------------------------------------------------------------------------------

    def _open_points(self, rows: list[int]) -> list[Any]:
        return [] if self._result is None else open_points(self._result, rows)

    def _ask_statement(self, about: Optional[tuple[str, str, str]]) -> None:
        points = self._open_points(self.chosen_rows())
        if points:
            self.statement_requested.emit(points, about)

    # -- groups ------------------------------------------------------------------------------------------------

    def _on_group(self, on: bool) -> None:
        """Show the groups, or the parcels again."""
        self.tables.setCurrentIndex(1 if on else 0)
        if self._result is None:
            return
        if on:
            self._show_groups()
            self.group_table.setFocus()
        elif self._only is not None:
            self._only = None
            self._filter()

    def _show_groups(self) -> None:
        """Group the parcels that are shown."""
        if self._result is None:
            return
        lang, in_mu = i18n.language(), settings.load().area_in_mu
        rows = np.zeros(len(self._result.ids), bool)
        rows[self.arranged.source_rows] = True
        count = Column("parcels", translate("SoilGate", "Parcels"), right=True, show=lambda v: words.number(int(v)))
        area = Column("area_m2", translate("SoilGate", "Area"), right=True, show=lambda v: words.area(v, in_mu=in_mu))
        verdict = Column("verdict", translate("SoilGate", "Verdict"), show=lambda v: styles.verdict_name(v, lang),
                         icon=lambda v: widgets.verdict_icon(v, lang))
        if self.group_combo.currentData() == "use":
            groups = by_use(self._result, rows)
            groups["title"] = [reasons.use_name(use, lang) for use in groups["use"]]
            use = Column("title", translate("SoilGate", "Use class"))
            columns = [use, verdict, count, area]
        else:
            groups = by_reason(self._result, rows)
            titles = reasons.titles_of(self._result)
            groups["title"] = [phrases.rule_title(rule, lang, titles) for rule in groups["rule"]]
            reason = Column("title", translate("SoilGate", "Reason"))
            columns = [verdict, count, area, reason]
        self._groups = groups
        self.group_model.set_frame(groups, columns)
        self.group_table.resizeColumnsToContents()
        self.reasons_view.setPlainText(reasons.plain_of_groups(groups, in_mu=in_mu))

    def _on_group_row(self, row: int) -> None:
        if self._groups is not None and 0 <= row < len(self._groups):
            self.reasons_view.setPlainText(reasons.plain_of_groups(
                self._groups.iloc[[row]], in_mu=settings.load().area_in_mu, named=True, most=_NAMED))

    def _open_group(self, index: Any) -> None:
        """Show the parcels of a group in the table."""
        self._only = np.zeros(len(self._result.ids), bool)
        self._only[[self._result.row_of_id(parcel) for parcel in self._groups["ids"].iloc[index.row()]]] = True
        self.tables.setCurrentIndex(0)
        self._filter()

    def _on_opened(self, index: Any) -> None:
        self.row_opened.emit(int(self.arranged.source_rows[index.row()]))

    def _on_link(self, link: QUrl) -> None:
        kind, _, key = link.toString().partition(":")
        if kind == "evidence" and self.current_row() >= 0:
            self.evidence_requested.emit(self.current_row(), key)
        elif kind == "state" and self.current_row() >= 0:
            findings = self._result.findings_of(self.current_row())
            here = findings[findings["finding_id"].astype(str) == key]
            if len(here):
                self._ask_statement(point_of(here.iloc[0]))

    def copy(self, *, rows: bool = False) -> None:
        """Copy one parcel's reasons as text, or several rows (``rows``: even one) as a table."""
        if self._result is None:
            return
        if self.tables.currentIndex() == 1:
            if self._groups is not None:
                row = self.group_table.currentIndex().row() if self.group_table.selectionModel().hasSelection() else -1
                QApplication.clipboard().setText(reasons.plain_of_groups(
                    self._groups if row < 0 else self._groups.iloc[[row]], in_mu=settings.load().area_in_mu,
                    named=row >= 0))
            return
        chosen = self.chosen_rows()
        if len(chosen) <= 1 and not rows:
            row = self.current_row()
            if row >= 0:
                QApplication.clipboard().setText(reasons.plain_of_parcel(
                    self._result, row, self._kept_decision(row), stale=bool(self._session.stale_rows()[row])))
            return
        columns = self.shown_columns(np.array(chosen, np.intp))()
        lines = ["\t".join(column.title for column in columns)]
        for values in zip(*(column.values for column in columns)):
            lines.append("\t".join(harmless(_one_line(value)) for value in values))
        QApplication.clipboard().setText("\n".join(lines))

    def _kept_decision(self, row: int) -> Optional[tuple[str, str, str, str]]:
        kept = self._decisions.get(str(self._result.ids[row]))
        return None if kept is None else self._told_decision(kept)

    def shown_columns(self, rows: Optional[Any] = None) -> Callable[[], list[RowColumn]]:
        """What makes the columns shown, of the rows shown or of some rows, for a file (to be called in any thread).

        Rows out of date say so in a column of their own, beside a verdict that is marked as that of then.
        """
        rows = self.arranged.source_rows.copy() if rows is None else rows
        stale = self._session.stale_rows()
        stale = stale[rows] if len(stale) == len(self._result.ids) else np.zeros(len(rows), bool)
        state, model = self._place_of("_state"), self.model
        shown = [k for k in range(len(model.columns)) if not self.table.isColumnHidden(k)
                 and k != state] + ([state] if stale.any() else [])
        em = self.table.fontMetrics().horizontalAdvance("0")
        picked = [(model.columns[k], model.values(k), self.table.columnWidth(k) / max(1, em)) for k in shown]
        was = translate("SoilGate", "(then) {verdict}")

        def make() -> list[RowColumn]:
            out = []
            for column, values, width in picked:
                here = values[rows]
                if column.right:
                    out.append(RowColumn(column.title, here.tolist(), "number", max(10, width)))
                    continue
                show = column.whole or column.show or (lambda v: "" if v is None or v != v else str(v))
                codes, distinct = pd.factorize(pd.Series(list(here), dtype=object), use_na_sentinel=False)
                known = np.array([show(None if v is None or v != v else v) for v in distinct], object)
                texts = known[codes] if len(known) else np.empty(0, object)
                if column.name == "_verdict":
                    texts = np.array([was.format(verdict=t) if old else t for t, old in zip(texts, stale)], object)
                elif column.name == "_state":
                    texts = np.array([show(bool(old)) for old in stale], object)
                out.append(RowColumn(column.title, texts.tolist(), "wrapped" if column.whole else "text",
                                     min(60, max(9, width))))
            return out

        return make

    def _choose_columns(self, place: Any) -> None:
        """Offer the columns: at a place of the header, or below the button."""
        menu = QMenu(self.table)
        for k, column in enumerate(self.model.columns):
            action = QAction(column.title.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(k))
            action.setEnabled(k > 0)
            action.toggled.connect(lambda on, k=k: self.show_column(k, on))
            menu.addAction(action)
        button = self.columns_button
        menu.exec(self.table.horizontalHeader().mapToGlobal(place) if place is not None
                  else button.mapToGlobal(button.rect().bottomLeft()))

    def show_column(self, k: int, on: bool) -> None:
        """Show or hide a column; later results are shown the same way."""
        self._shown_by_hand[self.model.columns[k].name] = on
        self.table.setColumnHidden(k, not on)

    # -- run ---------------------------------------------------------------------------------------------------

    def _on_scope(self, _index: int) -> None:
        self._session.selected_only = bool(self.scope_combo.currentData())
        self.refresh()

    def _on_step(self, _names: object) -> None:
        chosen = list(self.step_combo.checkedItemsData())
        if chosen != [str(step) for step in self._session.steps]:
            self._session.set_steps(chosen)

    def _on_run_started(self, kind: str) -> None:
        if kind == "review":
            self.progress.setValue(0)
            self.progress.setVisible(True)
            self.cancel_button.setVisible(True)
            self.run_button.setEnabled(False)

    def _on_run_moved(self, kind: str, percent: float, message: str) -> None:
        if kind == "review":
            self.progress.setValue(int(percent * 10))
            self.progress.setToolTip(message)

    def _on_run_ended(self, kind: str) -> None:
        if kind == "review":
            self.progress.setVisible(False)
            self.cancel_button.setVisible(False)
            self.refresh()


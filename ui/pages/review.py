"""The review page: what, at which step; the verdicts as chips and table; the reasons of the chosen parcel."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QCoreApplication, QItemSelectionModel, QSize, Qt, QTimer, QUrl, pyqtSignal
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
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.progress import Progress, checkpoint
from ...plugin.core.vocabulary import STEPS, VERDICTS, Role, Verdict
from ...plugin.io import phrases
from ...plugin.qgs import i18n, icons, layers, settings, styles
from ...plugin.qgs.result_tables import ResultTables, by_reason
from .. import reasons, widgets, words
from ..models.frame import ArrangedModel, Column, FrameModel
from ..session import Session
from ..widgets import FlowLayout, NoteLabel

translate = QCoreApplication.translate
_NAMES = tuple(map(str, VERDICTS))


_SLICE = 4_000


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
        tip = translate("SoilGate", "{verdict}: {count} parcels. Press to show only these.").format(
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
    decision_requested = pyqtSignal(list)     # parcel ids
    papers_requested = pyqtSignal(str, list)  # "report" or "letters", parcel ids
    export_requested = pyqtSignal(str)        # suffix
    pick_toggled = pyqtSignal(bool)

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._result: Optional[ResultTables] = None
        self._use_field: Optional[str] = None
        self._hay: Optional[Any] = None
        self._hay_of: Optional[ResultTables] = None
        self._groups: Optional[pd.DataFrame] = None
        self._only: Optional[Any] = None          # rows of the chosen group
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._what())
        column.addLayout(self._run_line())
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
        session.review_shown.connect(self.show_result)
        session.decisions_changed.connect(self._show_decisions)
        session.stale_changed.connect(lambda _stale: self.refresh())
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
        scope = QLabel(translate("SoilGate", "&Parcels"))
        self.scope_combo = QComboBox()
        self.scope_combo.addItem(translate("SoilGate", "All"), False)
        self.scope_combo.addItem(translate("SoilGate", "Selected only"), True)
        self.scope_combo.setToolTip(translate("SoilGate", "Review all parcels, or those selected in their layer."))
        scope.setBuddy(self.scope_combo)
        step = QLabel(translate("SoilGate", "&Step"))
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
        self.cancel_button.setText(translate("SoilGate", "&Cancel"))
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
        self.data_button = QPushButton(translate("SoilGate", "Go to the &data"))
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
        self.changed_chip = QToolButton()
        self.changed_chip.setCheckable(True)
        self.changed_chip.setFixedHeight(next(iter(self.chips.values())).height())
        self.changed_chip.toggled.connect(lambda _on: self._filter())
        flow.addWidget(self.changed_chip)
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
        self.group_button = QToolButton()
        self.group_button.setText("Σ")
        self.group_button.setCheckable(True)
        self.group_button.setToolTip(translate("SoilGate", "Group by verdict and reason, with numbers and areas"))
        self.group_button.setAccessibleName(self.group_button.toolTip())
        self.group_button.toggled.connect(self._on_group)
        line.addWidget(self.search_edit, 1)
        line.addWidget(self.count_label)
        line.addWidget(self.group_button)
        line.addWidget(self.pick_button)
        column.addLayout(line)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.tables = QStackedWidget()
        self.tables.addWidget(self._table())
        self.tables.addWidget(self._group_table())
        self.splitter.addWidget(self.tables)
        self.reasons_view = QTextBrowser()
        self.reasons_view.setOpenLinks(False)
        self.reasons_view.setFrameShape(QFrame.Shape.StyledPanel)
        self.reasons_view.setAccessibleName(translate("SoilGate", "Reasons of the chosen parcel"))
        self.reasons_view.anchorClicked.connect(self._on_link)
        self.splitter.addWidget(self.reasons_view)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        column.addWidget(self.splitter, 1)
        line = QHBoxLayout()
        self.decide_button = QPushButton(translate("SoilGate", "&Decide…"))
        self.decide_button.setToolTip(translate(
            "SoilGate", "Keep your decision on the chosen parcels beside the verdict, with name, day and reason."))
        self.decide_button.clicked.connect(lambda: self.decision_requested.emit(self.chosen_ids()))
        self.copy_button = QPushButton(translate("SoilGate", "Cop&y"))
        self.copy_button.setToolTip(translate(
            "SoilGate", "Copy the reasons of the chosen parcel, or the chosen rows, to the clipboard."))
        self.copy_button.clicked.connect(self.copy)
        self.export_button = QPushButton(translate("SoilGate", "&Export"))
        self.export_button.setToolTip(translate("SoilGate", "Save the whole result as a file."))
        menu = QMenu(self.export_button)
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
        line.addWidget(self.decide_button)
        line.addStretch(1)
        line.addWidget(self.copy_button)
        line.addWidget(self.export_button)
        column.addLayout(line)
        return page

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
        self.table.doubleClicked.connect(self._on_opened)
        self.table.activated.connect(self._on_opened)
        return self.table

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

        def rank(value: Any) -> float:
            return 7.0 - Verdict(value).gravity if value in _NAMES else 9.0

        columns = [Column("parcel_id", translate("SoilGate", "Parcel"))]
        if self._use_field:
            columns.append(Column(self._use_field, translate("SoilGate", "Use")))
        else:
            columns.append(Column("use_classes", translate("SoilGate", "Use"),
                                  show=lambda v: phrases.words(v, lang, "use_classes")))
        columns += [
            Column("_verdict", translate("SoilGate", "Verdict"), tip=mark,
                   show=lambda v: "" if v is None else verdict(v.rstrip("?")) + ("?" if v.endswith("?") else ""),
                   icon=lambda v: widgets.verdict_icon(v.rstrip("?"), lang) if v and v.rstrip("?") in styles.LOOKS
                   else None, rank=lambda v: rank(v.rstrip("?")) - (0.5 if v.endswith("?") else 0.0)),
            Column("_before", translate("SoilGate", "Before"), show=verdict, rank=rank,
                   icon=lambda v: widgets.verdict_icon(v, lang) if v in styles.LOOKS else None),
            Column("_decision", translate("SoilGate", "Decision"), show=self._decided,
                   rank=lambda v: 0.0 if v in self._session.decisions else 1.0),
            Column(f"reasons_{lang}", translate("SoilGate", "Main reason"), show=first,
                   tip=lambda row: str(frame[f"reasons_{lang}"].iloc[row] or "")),
            Column("area_m2", translate("SoilGate", "Area (m²)"), right=True,
                   show=lambda v: "" if v is None else f"{v:,.2f}"),
            Column("could_be", translate("SoilGate", "Could be"), show=verdict, rank=rank),
            Column("due_step", translate("SoilGate", "Due by"), show=lambda v: phrases.word(v, lang)),
            Column("complete", translate("SoilGate", "Checked in full"), show=lambda v: phrases.yes_no(v, lang)),
            Column(f"next_step_{lang}", translate("SoilGate", "Next step"), show=lambda v: first(v))]
        return columns

    def show_result(self, result: Optional[ResultTables]) -> None:
        """Show a result, or the empty state."""
        self._result, self._hay, self._hay_of, self._groups, self._only = result, None, None, None, None
        self.group_button.setChecked(False)
        if result is None:
            self.model.set_frame(pd.DataFrame(), ())
            self.stack.setCurrentIndex(0)
            self.refresh()
            return
        frame = result.parcels
        layer = self._session.result_layer()
        field = layers.use_field_of(layer) if layer is not None else None
        self._use_field = field if field in frame else None
        self._changed = result.changed
        self.model.set_frame(frame, self._columns(), {
            "_verdict": result.marked, "_before": result.verdicts_before, "_decision": result.ids})
        count = int(self._changed.sum())
        self.changed_chip.blockSignals(True)
        self.changed_chip.setChecked(False)
        self.changed_chip.blockSignals(False)
        self.changed_chip.setVisible(count > 0)
        self.changed_chip.setText(translate("SoilGate", "{count} changed").format(count=words.number(count)))
        self.changed_chip.setToolTip(translate(
            "SoilGate", "Parcels whose verdict, or what it could be, is another than at the last review."))
        counts = result.summary["parcels"].to_dict()
        for verdict, chip in self.chips.items():
            of_this = {c: n for (v, c), n in result.graver.items() if v == verdict}
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
            chip.show_count(int(counts.get(verdict, 0)), of_this)
        self.search_edit.clear()
        self._size_columns()
        verdict_column = 2
        self.table.sortByColumn(verdict_column, Qt.SortOrder.AscendingOrder)
        self.stack.setCurrentIndex(1)
        self._filter()
        self.table.scrollToTop()
        self.reasons_view.setHtml(reasons.overview(
            result, self.palette(), in_mu=settings.load().area_in_mu))
        self.refresh()

    def _size_columns(self) -> None:
        metrics = self.table.fontMetrics()
        wide = {"parcel_id": 9, "_verdict": 12, "_before": 12, "_decision": 16, "area_m2": 11, "could_be": 10,
                "due_step": 10, "complete": 9}
        em = metrics.horizontalAdvance("0")
        for k, column in enumerate(self.model.columns):
            if column.name == self._use_field or column.name == "use_classes":
                width = 6
            else:
                width = wide.get(column.name, 46)
            self.table.setColumnWidth(k, width * em + 14)
            self.table.setColumnHidden(k, column.name in ("could_be", "due_step", "complete") or
                                       column.name.startswith("next_step") or
                                       (column.name == "_before" and not self._changed.any()) or
                                       (column.name == "_decision" and not self._has_decisions()))

    def _decided(self, parcel: Any) -> str:
        kept = self._session.decisions.get(str(parcel))
        return "" if kept is None else f"{kept.decision} ({kept.person}, {kept.date})"

    def _has_decisions(self) -> bool:
        return self._result is not None and any(
            self._result.row_of_id(parcel) >= 0 for parcel in self._session.decisions)

    def _show_decisions(self) -> None:
        """A decision was kept or taken back."""
        for k, column in enumerate(self.model.columns):
            if column.name == "_decision":
                self.table.setColumnHidden(k, not self._has_decisions())
        self.table.viewport().update()
        index = self.table.currentIndex()
        if index.isValid():
            self._show_reasons(int(self.arranged.source_rows[index.row()]))

    def _show_buttons(self) -> None:
        self.decide_button.setEnabled(bool(self.chosen_ids()))

    def refresh(self) -> None:
        """Show what can be done now."""
        layer = self._session.layer(Role.PARCELS)
        busy = self._session.busy("review")
        count = 0
        if layer is not None:
            count = layer.selectedFeatureCount() if self._session.selected_only else layer.featureCount()
        self.run_button.setText(translate("SoilGate", "&Review {count} parcels").format(
            count=words.number(max(0, count))) if layer else translate("SoilGate", "&Review"))
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
        if layer is not None and self._session.selected_only and not count:
            self.note.setText(translate("SoilGate", "Nothing is selected in the layer {layer}.").format(
                layer=layer.name()))
        elif self._session.stale and self._result is not None:
            self.note.setText(translate("SoilGate", "The data changed since this review; review again."))
        else:
            self.note.setText("")

    def _filter(self) -> None:
        if self._result is None:
            return
        mask = None
        chosen = [verdict for verdict, chip in self.chips.items() if chip.isChecked()]
        if chosen:
            mask = self._result.parcels["verdict"].isin(chosen).to_numpy()
        if self.changed_chip.isChecked():
            mask = self._changed if mask is None else mask & self._changed
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

    def choose(self, row: int, *, quiet: bool = False) -> None:
        """Choose a row of the result's table; one that the filter hides brings all rows back.

        ``quiet``: for rows that are hidden nothing happens.
        """
        place = self.arranged.row_of(row)
        if place < 0:
            if quiet:
                return
            for chip in (*self.chips.values(), self.changed_chip):
                chip.blockSignals(True)
                chip.setChecked(False)
                chip.blockSignals(False)
            self._only = None
            self.search_edit.clear()
            self._search_timer.stop()
            self.arranged.set_mask(None)
            self.count_label.setText(words.number(len(self._result.parcels)))
            place = self.arranged.row_of(row)
        index = self.arranged.index(place, max(0, self.table.columnAt(1)))
        self.table.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)
        self.table.scrollTo(index)

    def _on_current(self, index: Any) -> None:
        if not index.isValid() or self._result is None:
            return
        row = int(self.arranged.source_rows[index.row()])
        self._show_reasons(row)
        self.row_chosen.emit(row)

    def _show_reasons(self, row: int) -> None:
        kept = self._session.decisions.get(str(self._result.parcels["parcel_id"].iloc[row]))
        self.reasons_view.setHtml(reasons.of_parcel(
            self._result, row, self.palette(), use_field=self._use_field, in_mu=settings.load().area_in_mu,
            decision=None if kept is None else (kept.decision, kept.person, kept.date, kept.reason)))

    def chosen_ids(self) -> list[str]:
        """Parcels of the chosen rows, in the order of the table."""
        if self._result is None:
            return []
        places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        ids = self._result.parcels["parcel_id"]
        return [str(ids.iloc[int(self.arranged.source_rows[place])]) for place in places]

    # -- groups ------------------------------------------------------------------------------------------------

    def _on_group(self, on: bool) -> None:
        """Show the groups, or the parcels again."""
        self.tables.setCurrentIndex(1 if on else 0)
        if self._result is None:
            return
        if not on:
            if self._only is not None:
                self._only = None
                self._filter()
            return
        lang, in_mu = i18n.language(), settings.load().area_in_mu
        if self._groups is None:
            self._groups = by_reason(self._result)
            titles = reasons.titles_of(self._result)
            self._groups["title"] = [phrases.rule_title(rule, lang, titles) for rule in self._groups["rule"]]
        self.group_model.set_frame(self._groups, [
            Column("verdict", translate("SoilGate", "Verdict"), show=lambda v: styles.verdict_name(v, lang),
                   icon=lambda v: widgets.verdict_icon(v, lang)),
            Column("parcels", translate("SoilGate", "Parcels"), right=True, show=lambda v: words.number(int(v))),
            Column("area_m2", translate("SoilGate", "Area"), right=True, show=lambda v: words.area(v, in_mu=in_mu)),
            Column("title", translate("SoilGate", "Reason"))])
        em = self.group_table.fontMetrics().horizontalAdvance("0")
        for k, width in enumerate((13, 7, 13, 46)):
            self.group_table.setColumnWidth(k, width * em + 10)
        self.reasons_view.setPlainText(reasons.plain_of_groups(self._groups, in_mu=in_mu))
        self.group_table.setFocus()

    def _on_group_row(self, row: int) -> None:
        if self._groups is not None and 0 <= row < len(self._groups):
            self.reasons_view.setPlainText(reasons.plain_of_groups(
                self._groups.iloc[[row]], in_mu=settings.load().area_in_mu, named=True))

    def _open_group(self, index: Any) -> None:
        """Show the parcels of a group in the table."""
        ids = set(self._groups["ids"].iloc[index.row()])
        self._only = self._result.parcels["parcel_id"].astype(str).isin(ids).to_numpy()
        self.tables.setCurrentIndex(0)
        self._filter()

    def _on_opened(self, index: Any) -> None:
        self.row_opened.emit(int(self.arranged.source_rows[index.row()]))

    def _on_link(self, link: QUrl) -> None:
        kind, _, key = link.toString().partition(":")
        if kind == "evidence" and self.current_row() >= 0:
            self.evidence_requested.emit(self.current_row(), key)

    def copy(self) -> None:
        """Copy one parcel's reasons as text, or several rows as a table."""
        if self._result is None:
            return
        if self.tables.currentIndex() == 1:
            QApplication.clipboard().setText(self.reasons_view.toPlainText())
            return
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if len(rows) <= 1:
            row = self.current_row()
            if row >= 0:
                kept = self._session.decisions.get(str(self._result.parcels["parcel_id"].iloc[row]))
                QApplication.clipboard().setText(reasons.plain_of_parcel(
                    self._result, row, None if kept is None else (kept.decision, kept.person, kept.date, kept.reason)))
            return
        shown = [k for k in range(len(self.model.columns)) if not self.table.isColumnHidden(k)]
        lines = ["\t".join(self.model.columns[k].title for k in shown)]
        for place in rows:
            source = int(self.arranged.source_rows[place])
            lines.append("\t".join(self.model.text(source, k).replace("\t", " ").replace("\n", " ") for k in shown))
        QApplication.clipboard().setText("\n".join(lines))

    def _choose_columns(self, place: Any) -> None:
        menu = QMenu(self.table)
        for k, column in enumerate(self.model.columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(k))
            action.setEnabled(k > 0)
            action.toggled.connect(lambda on, k=k: self.table.setColumnHidden(k, not on))
            menu.addAction(action)
        menu.exec(self.table.horizontalHeader().mapToGlobal(place))

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


"""The data page: which layer plays which role, what its holder said of it, and what is still to be decided."""

from __future__ import annotations

import datetime
import html
from typing import Optional

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import QCoreApplication, QDate, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.vocabulary import Role
from ...plugin.qgs import i18n, icons, roles
from .. import widgets, words
from ..session import Session, today
from ..widgets import FlowLayout, NoteLabel
from .settle import SettlePanel

translate = QCoreApplication.translate
_LIGHT = QSize(16, 16)


class RoleRow(QWidget):
    """One role: light, name, layer, columns; below it one line, and the answers where something is asked."""

    layer_chosen = pyqtSignal(str)
    coverage_answered = pyqtSignal(str)
    none_stated = pyqtSignal(bool)
    columns_requested = pyqtSignal()
    crs_requested = pyqtSignal()

    def __init__(self, role: Role, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.role = role
        self.spec = roles.specs()[role]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 1, 0, 1)
        grid.setHorizontalSpacing(5)
        grid.setVerticalSpacing(2)
        self.light = QLabel()
        self.light.setFixedSize(_LIGHT)
        self.name = QLabel(words.role_name(role))
        self.name.setToolTip(words.role_hint(role))
        self.name.setFixedWidth(self.name_width())
        self.layer_combo = QComboBox()
        self.layer_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.layer_combo.setMinimumContentsLength(6)
        self.layer_combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.layer_combo.setAccessibleName(words.role_name(role))
        self.name.setBuddy(self.layer_combo)
        self.columns_button = QToolButton()
        self.columns_button.setAutoRaise(True)
        self.columns_button.setIcon(icons.icon("columns"))
        self.columns_button.setToolTip(translate("SoilGate", "Which column holds what"))
        self.columns_button.setAccessibleName(translate("SoilGate", "Columns of {role}").format(
            role=words.role_name(role)))
        grid.addWidget(self.light, 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.layer_combo, 0, 2)
        grid.addWidget(self.columns_button, 0, 3)
        self.note = NoteLabel(rich=True)
        self.note.linkActivated.connect(self._on_link)
        grid.addWidget(self.note, 1, 1, 1, 3)
        self.answers = QWidget()
        flow = FlowLayout(self.answers)
        self.question = QLabel()
        self.question.setWordWrap(False)
        flow.addWidget(self.question)
        self.yes_button = self._answer(translate("SoilGate", "Yes"), "yes")
        self.no_button = self._answer(translate("SoilGate", "No"), "no")
        self.unknown_button = self._answer(translate("SoilGate", "Not known"), "unknown")
        for button in (self.yes_button, self.no_button, self.unknown_button):
            flow.addWidget(button)
        # lists are issued; samples, surveys and the like are there or not
        self.none_button = self._small(
            translate("SoilGate", "The office states: none issued") if self.spec.group == "main"
            else translate("SoilGate", "The office states: there are none"))
        self.none_button.setCheckable(True)
        self.none_button.setToolTip(translate(
            "SoilGate", "The competent office has stated that there is none as of the day of the review."))
        self.none_button.toggled.connect(self.none_stated.emit)
        flow.addWidget(self.none_button)
        grid.addWidget(self.answers, 2, 1, 1, 3)
        grid.setColumnStretch(2, 1)
        self.layer_combo.activated.connect(lambda _index: self.layer_chosen.emit(self.layer_combo.currentData() or ""))
        self.columns_button.clicked.connect(lambda: self.columns_requested.emit())

    def _on_link(self, link: str) -> None:
        if link == "crs":
            self.crs_requested.emit()
        else:
            self.coverage_answered.emit("")

    def name_width(self) -> int:
        """One width for all names, so that the combos stand in line."""
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(words.role_name(role)) for role in Role) + 4

    def _small(self, text: str) -> QPushButton:
        button = QPushButton(text)
        font = button.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        button.setFont(font)
        margin = button.fontMetrics().horizontalAdvance(text) + 18
        button.setMinimumWidth(margin)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def _answer(self, text: str, answer: str) -> QPushButton:
        button = self._small(text)
        button.setFixedWidth(max(48, button.minimumWidth() + 6))       # the three of them beside the question
        button.setCheckable(True)
        button.clicked.connect(lambda checked: self.coverage_answered.emit(answer if checked else ""))
        return button

    def show_layers(self, layers: list[tuple[str, str]], current: str) -> None:
        """Fill the combo with (id, name)."""
        self.layer_combo.blockSignals(True)
        self.layer_combo.clear()
        self.layer_combo.addItem(translate("SoilGate", "– none –"), "")
        for layer_id, name in layers:
            self.layer_combo.addItem(name, layer_id)
            self.layer_combo.setItemData(self.layer_combo.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        index = max(0, self.layer_combo.findData(current))
        self.layer_combo.setCurrentIndex(index)
        self.layer_combo.setToolTip(self.layer_combo.currentText())
        self.layer_combo.blockSignals(False)

    def show_state(self, state: str, note: str, *, covers: str, none_day: str, lacks_crs: bool = False) -> None:
        """Show the light, the line below it, and the questions that belong to it."""
        self.light.setPixmap(widgets.light_icon(state).pixmap(_LIGHT))
        self.light.setToolTip(note)
        self.light.setAccessibleName(note)
        given = bool(self.layer_combo.currentData())
        self.columns_button.setEnabled(given)
        asked = given and self.spec.asks_coverage and state != "bad"
        asks = asked and not covers
        link, text = ("crs", translate("SoilGate", "choose…")) if lacks_crs else \
            ("coverage", translate("SoilGate", "change")) if asked and covers else ("", "")
        self.note.setText(html.escape(note) + (f' · <a href="{link}">{html.escape(text)}</a>' if link else ""))
        for button, answer in ((self.yes_button, "yes"), (self.no_button, "no"), (self.unknown_button, "unknown")):
            button.setVisible(asks)
            button.setChecked(covers == answer)
        self.question.setVisible(asks)
        self.question.setText(translate("SoilGate", "Does it cover the whole plan?"))
        offers = not given and self.spec.asks_none
        self.none_button.setVisible(offers)
        self.none_button.blockSignals(True)
        self.none_button.setChecked(bool(none_day))
        self.none_button.blockSignals(False)
        self.answers.setVisible(asks or offers)


class DataPage(QWidget):
    """Roles, day, and how to begin."""

    demo_requested = pyqtSignal()
    plan_requested = pyqtSignal()
    boundary_requested = pyqtSignal()
    import_requested = pyqtSignal()
    recognise_requested = pyqtSignal()
    review_requested = pyqtSignal()
    columns_requested = pyqtSignal(object)
    crs_requested = pyqtSignal(object)

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        whole.addWidget(self.stack)
        front = QWidget()
        outer = QVBoxLayout(front)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.settle_panel = SettlePanel(session)
        self.stack.addWidget(front)
        self.stack.addWidget(self.settle_panel)
        self.settle_panel.left.connect(self.show_roles)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(6)
        area.setWidget(body)
        outer.addWidget(area, 1)
        outer.addWidget(self._footer())
        self._column.addWidget(self._welcome())
        self.rows: dict[Role, RoleRow] = {}
        self.groups: dict[str, QgsCollapsibleGroupBoxBasic] = {}
        for name, title, closed in (
                ("main", translate("SoilGate", "Asked for every plan"), False),
                ("more", translate("SoilGate", "Asked where it matters"), False),
                ("zones", translate("SoilGate", "For control zones"), True),
                ("desk", translate("SoilGate", "Kept by the office"), True)):
            box = QgsCollapsibleGroupBoxBasic(title)
            box.setScrollOnExpand(False)
            box.setCollapsed(closed)
            column = QVBoxLayout(box)
            column.setContentsMargins(4, 4, 4, 4)
            column.setSpacing(4)
            for role, spec in roles.specs().items():
                if spec.group == name:
                    column.addWidget(self._row(role))
            self.groups[name] = box
            self._column.addWidget(box)
        self._column.addStretch(1)
        self._to_top = QTimer(self)
        self._to_top.setSingleShot(True)
        self._to_top.timeout.connect(lambda: self._area.verticalScrollBar().setValue(0))
        session.roles_changed.connect(self.refresh)
        session.outlook_changed.connect(self._show_outlook)
        self.refresh()
        self._show_outlook()

    def show_roles(self) -> None:
        """Go back from the settle list to the roles."""
        self.stack.setCurrentIndex(0)

    def show_settle(self) -> None:
        """Show the settle list."""
        self.stack.setCurrentIndex(1)
        self.settle_panel.table.setFocus()

    def _show_outlook(self) -> None:
        """Say what the next run will decide, and how many entries are to be settled."""
        found = self._session.outlook
        count = 0 if found is None else len(found.entries)
        adrift = 0 if found is None else int(found.entries["placement"].isin(["unlocated", "inquired"]).sum())
        self.settle_button.setVisible(count > 0)
        self.settle_button.setText(
            translate("SoilGate", "Settle {open} of {count} entries without boundary…").format(
                open=words.number(adrift), count=words.number(count)) if adrift
            else translate("SoilGate", "{count} entries without boundary, all settled…").format(
                count=words.number(count)))
        self.settle_button.setIcon(widgets.light_icon("decide" if adrift else "ready"))
        if not count and self.stack.currentIndex() == 1:
            self.show_roles()
        told = None if found is None else found.forecast
        if told is None or not told.total:
            self.forecast_label.setText("")
            return
        parts = [translate("SoilGate", "{count} of {total} parcels can be decided.").format(
            count=words.number(told.decidable), total=words.number(told.total))]
        if told.assumed:
            parts.append(translate("SoilGate", "{count} of them on assumed coverage.").format(
                count=words.number(told.assumed)))
        comma = translate("SoilGate", ", ")
        if told.lacking:
            worst = [translate("SoilGate", "{count} {input}").format(count=words.number(n), input=words.input_name(key))
                     for key, n in list(told.lacking.items())[:3]]
            parts.append(translate("SoilGate", "{count} lack something: {what}.").format(
                count=words.number(told.total - told.decidable), what=comma.join(worst)))
        if told.best:
            parts.append(translate("SoilGate", "Giving {input} decides {count} more.").format(
                input=comma.join(map(words.input_name, told.best)), count=words.number(told.gain)))
        self.forecast_label.setText(" ".join(parts) if i18n.language() == "en" else "".join(parts))

    def _welcome(self) -> QWidget:
        self.welcome = QFrame()
        self.welcome.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self.welcome)
        title = QLabel("<b>" + translate("SoilGate", "Check a land use plan against contaminated land") + "</b>")
        title.setWordWrap(True)
        column.addWidget(title)
        text = QLabel(translate(
            "SoilGate", "Load the plan and what is known of the land; SoilGate finds out which layer is which."))
        text.setWordWrap(True)
        column.addWidget(text)
        self.demo_button = self._big(translate("SoilGate", "Open the demo"), "soilgate", translate(
            "SoilGate", "Load an invented district with plan, registry, surveys, samples and control zones."))
        self.plan_button = self._big(translate("SoilGate", "St&art from a plan layer…"), "data", translate(
            "SoilGate", "Load the parcels of your plan from a file."))
        self.boundary_button = self._big(translate("SoilGate", "Import &boundary TXT…"), "import", translate(
            "SoilGate", "Load parcels from a coordinate file of the land registry (TXT)."))
        self.demo_button.clicked.connect(lambda: self.demo_requested.emit())
        self.plan_button.clicked.connect(lambda: self.plan_requested.emit())
        self.boundary_button.clicked.connect(lambda: self.boundary_requested.emit())
        for button in (self.demo_button, self.plan_button, self.boundary_button):
            column.addWidget(button)
        return self.welcome

    def _big(self, text: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.setToolTip(tip)
        button.setStyleSheet("text-align: left; padding: 5px 8px;")
        return button

    def _footer(self) -> QWidget:
        footer = QFrame()
        column = QVBoxLayout(footer)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        self.settle_button = QPushButton()
        self.settle_button.setToolTip(translate(
            "SoilGate", "Give each entry without boundary a place, or say that it lies outside."))
        self.settle_button.setStyleSheet("text-align: left; padding: 3px 8px;")
        self.settle_button.clicked.connect(lambda: self.show_settle())
        column.addWidget(self.settle_button)
        self.forecast_label = NoteLabel()
        self.forecast_label.setAccessibleName(translate("SoilGate", "Forecast of the next review"))
        column.addWidget(self.forecast_label)
        line = QHBoxLayout()
        label = QLabel(translate("SoilGate", "Da&y of review"))
        self.day_edit = QDateEdit()
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        self.day_edit.setToolTip(translate("SoilGate", "The law and the lists of this day decide."))
        label.setBuddy(self.day_edit)
        self.today_button = QToolButton()
        self.today_button.setText(translate("SoilGate", "Today"))
        self.today_button.setToolTip(translate("SoilGate", "Set the day to today (time of China)"))
        line.addWidget(label)
        line.addWidget(self.day_edit, 1)
        line.addWidget(self.today_button)
        column.addLayout(line)
        line = QHBoxLayout()
        self.recognise_button = QPushButton(translate("SoilGate", "Reco&gnise layers"))
        self.recognise_button.setToolTip(translate(
            "SoilGate", "Find out from names, columns and geometry which layer plays which role."))
        self.import_button = QPushButton(translate("SoilGate", "Import…"))
        self.import_button.setToolTip(translate(
            "SoilGate", "Bring in registers, samples, boundary TXT, layers or a copied table."))
        self.next_button = QPushButton(translate("SoilGate", "Rev&iew…"))
        self.next_button.setToolTip(translate("SoilGate", "Go on to the review"))
        line.addWidget(self.import_button, 1)
        line.addWidget(self.recognise_button, 1)
        line.addWidget(self.next_button, 1)
        column.addLayout(line)
        self.day_edit.dateChanged.connect(
            lambda day: self._session.set_day(datetime.date(day.year(), day.month(), day.day())))
        self.today_button.clicked.connect(lambda: self._session.set_day(None))
        self.import_button.clicked.connect(lambda: self.import_requested.emit())
        self.recognise_button.clicked.connect(lambda: self.recognise_requested.emit())
        self.next_button.clicked.connect(lambda: self.review_requested.emit())
        return footer

    def _row(self, role: Role) -> RoleRow:
        row = RoleRow(role)
        row.layer_chosen.connect(lambda layer_id, r=role: self._session.choose(r, layer_id))
        row.coverage_answered.connect(lambda answer, r=role: self._session.answer_coverage(r, answer))
        row.none_stated.connect(lambda stated, r=role: self._session.state_none(r, stated))
        row.columns_requested.connect(lambda r=role: self.columns_requested.emit(r))
        row.crs_requested.connect(lambda r=role: self.crs_requested.emit(r))
        self.rows[role] = row
        return row

    # -- showing -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session as it is now."""
        layers = self._session.candidates()
        for role, row in self.rows.items():
            fitting = [(layer.id(), layer.name()) for layer in layers
                       if roles.geometry_kind(layer) in row.spec.geometry]
            choice = self._session.choices[role]
            row.show_layers(fitting, choice.layer_id)
            state, note = self._state(role)
            found = self._session.inspect(role)
            row.show_state(state, note, covers=choice.covers, none_day=choice.none_issued,
                           lacks_crs=found is not None and found.code == "no_crs")
        for name, box in self.groups.items():
            if name in ("zones", "desk") and any(
                    self._session.choices[role].layer_id for role, row in self.rows.items() if row.spec.group == name):
                box.setCollapsed(False)
        new = self._session.layer(Role.PARCELS) is None
        if new != self.welcome.isVisibleTo(self):
            if not new:
                self.recognise_button.setFocus(Qt.FocusReason.OtherFocusReason)    # else the list would be scrolled
            self.welcome.setVisible(new)
            self._to_top.start()
        self.next_button.setEnabled(self._session.ready())
        self.recognise_button.setEnabled(bool(layers))
        day = self._session.day()
        self.day_edit.blockSignals(True)
        self.day_edit.setDate(QDate(day.year, day.month, day.day))
        self.day_edit.blockSignals(False)
        self.today_button.setEnabled(day != today())

    def _state(self, role: Role) -> tuple[str, str]:
        """Light and line of a role."""
        choice, spec = self._session.choices[role], roles.specs()[role]
        found = self._session.inspect(role)
        if found is None:
            if choice.none_issued:
                return "ready", translate("SoilGate", "Stated by the office: none as of {day}.").format(
                    day=choice.none_issued)
            if role is Role.PARCELS:
                return "decide", translate("SoilGate", "Choose the layer with the parcels of the plan.")
            if spec.asks_none and spec.group == "main":
                return "decide", translate("SoilGate", "Not given: no parcel can be cleared of it.")
            if spec.asks_none:
                return "off", translate(
                    "SoilGate", "Not given: parcels it may concern do not count as checked in full.")
            return "off", ""
        state, text = found.state, self._sentence(role, found)
        others = self._session.passed_over(role)
        if others:
            text += " · " + translate("SoilGate", "alike, but not used: {layers}").format(
                layers=(translate("SoilGate", ", ")).join(others))
        if state == "ready" and spec.asks_coverage:
            if choice.covers == "":
                return "decide", text
            answer = {"yes": translate("SoilGate", "covers the plan"),
                      "no": translate("SoilGate", "covers its own polygons only"),
                      "unknown": translate("SoilGate", "coverage assumed")}[choice.covers]
            return "ready", text + " · " + answer
        return state, text

    def _sentence(self, role: Role, found: roles.Inspection) -> str:
        count = words.number(max(0, int(found.facts.get("count", 0))))
        if found.code == "invalid":
            return translate("SoilGate", "The layer has lost its source; repair it or choose another.")
        if found.code == "geometry":
            return translate("SoilGate", "This kind of geometry cannot play the role.")
        if found.code == "no_crs":
            return translate("SoilGate", "The layer has no coordinate system.")
        if found.code == "empty":
            return translate("SoilGate", "The layer is empty. Does it mean that there is none?")
        if found.code == "columns":
            names = [roles.field_label(role, column, i18n.language()) for column in found.facts["columns"]]
            return translate("SoilGate", "Which column is {columns}?").format(
                columns=(translate("SoilGate", ", ")).join(names))
        if found.facts.get("unplaced"):
            return translate("SoilGate", "Rows: {count}, without boundary: {unplaced}").format(
                count=count, unplaced=words.number(found.facts["unplaced"]))
        return translate("SoilGate", "Rows: {count}").format(count=count)

"""The one dialog of the data page: which header stands for which column, and as what its values are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QDate, QRegularExpression, Qt
from qgis.PyQt.QtGui import QColor, QRegularExpressionValidator
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..plugin.core.tables import ROLES
from ..plugin.core.vocabulary import EditionKind, Role
from ..plugin.io import phrases
from ..plugin.qgs import heads, i18n, roles, value_reading
from . import widgets, words

translate = QCoreApplication.translate
_LOOK = 60


class ColumnsDialog(QDialog):
    """A row a canonical column: its name, the header, the first distinct values; a second page for the values.

    ``values``: what was said of values before; ``edition``: kind of issue and its day, "" where nobody said.
    """

    def __init__(self, layer: QgsVectorLayer, role: Role, mapping: Mapping[str, str],
                 parent: Optional[QWidget] = None, *, values: Optional[Mapping[str, Mapping[str, Any]]] = None,
                 edition: tuple[str, str] = ("", "")) -> None:
        super().__init__(parent)
        self._layer, self._role = layer, role
        self._values: dict[str, dict[str, Any]] = {c: dict(said) for c, said in (values or {}).items()}
        self._fresh = False
        self.setWindowTitle(translate("SoilGate", "Columns: {role}").format(role=words.role_name(role)))
        self.resize(560, 520)
        column = QVBoxLayout(self)
        text = QLabel(translate("SoilGate", "SoilGate has read the headers of {layer} like this. Change what is wrong.")
                      .format(layer=layer.name()))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        column.addWidget(text)
        self._guessed = roles.found_columns(layer, role)
        self._given = dict(mapping)
        self._samples = _samples(layer, role)
        lang = i18n.language()
        specs = ROLES[role]
        self.table = QTableWidget(len(specs), 3)
        self.table.setHorizontalHeaderLabels([translate("SoilGate", "Column"), translate("SoilGate", "Header"),
                                              translate("SoilGate", "Values")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        needed = set(roles.specs()[role].needs)
        self._combos: dict[str, QComboBox] = {}
        for row, spec in enumerate(specs):
            name = roles.field_label(role, spec.name, lang)
            item = QTableWidgetItem(name + (" *" if spec.name in needed else ""))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(spec.name)
            self.table.setItem(row, 0, item)
            combo = QComboBox()
            combo.addItem(translate("SoilGate", "– none –"), "")
            for header in self._samples:
                combo.addItem(header, header)
            combo.setCurrentIndex(max(0, combo.findData(self._given.get(spec.name, self._guessed.get(spec.name, "")))))
            combo.setAccessibleName(name)
            self.table.setCellWidget(row, 1, combo)
            values = QTableWidgetItem()
            values.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(row, 2, values)
            combo.currentIndexChanged.connect(lambda _i, r=row, c=combo: self._show(r, c))
            self._combos[spec.name] = combo
            self._show(row, combo)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        first = QWidget()
        inner = QVBoxLayout(first)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.addWidget(self.table, 1)
        if needed:
            inner.addWidget(QLabel(translate("SoilGate", "* needed for a useful answer")))
        self.tabs = QTabWidget()
        self.tabs.addTab(first, translate("SoilGate", "&Columns"))
        self.tabs.addTab(self._value_page(), translate("SoilGate", "&Values"))
        self.tabs.currentChanged.connect(lambda page: self._read_values() if page == 1 else None)
        column.addWidget(self.tabs, 1)
        column.addWidget(self._edition_line(*edition))
        buttons = QDialogButtonBox()
        buttons.addButton(translate("SoilGate", "Use these"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    # -- values ------------------------------------------------------------------------------------------------

    def _value_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 4, 4)
        self.value_note = QLabel()
        self.value_note.setWordWrap(True)
        column.addWidget(self.value_note)
        self.value_table = QTableWidget(0, 5)
        self.value_table.setHorizontalHeaderLabels([
            translate("SoilGate", "Column"), translate("SoilGate", "Value"), translate("SoilGate", "Rows"),
            translate("SoilGate", "Read as"), translate("SoilGate", "Counts as")])
        self.value_table.horizontalHeaderItem(4).setToolTip(translate(
            "SoilGate", "Type what the value stands for: a land-use code that is known, or one of our words."))
        self.value_table.verticalHeader().hide()
        self.value_table.setShowGrid(False)
        self.value_table.setAlternatingRowColors(True)
        self.value_table.setAccessibleName(translate("SoilGate", "Values of the layer and as what they are read"))
        self.value_table.itemChanged.connect(self._on_said)
        column.addWidget(self.value_table, 1)
        return page

    def _read_values(self) -> None:
        """Show as what the values are read, with the headers and the words chosen now."""
        if self._fresh:
            return
        self._fresh = True
        lang = i18n.language()
        self._read = value_reading.values_of(self._layer, self._role, self.mapping(), self._values)
        unread = sum(one.count for one in self._read if not one.read)
        self.value_note.setText(
            translate("SoilGate", "Cells not understood: {count}. Type what their value counts as.").format(
                count=words.number(unread)) if unread
            else translate("SoilGate", "All values are understood.") if self._read
            else translate("SoilGate", "No column here has words or codes to be read."))
        self.value_table.blockSignals(True)
        self.value_table.setRowCount(len(self._read))
        for row, one in enumerate(self._read):
            said = self._values.get(one.column, {}).get(one.value)
            cells = (roles.field_label(self._role, one.column, lang), one.value, words.number(one.count),
                     self._told(one, lang), "" if said is None else str(said))
            for k, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if k != 4:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                    item.setToolTip(text)
                if k == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if k == 3 and not one.read:
                    item.setForeground(QColor(widgets.loud(self.value_table.palette())))
                self.value_table.setItem(row, k, item)
        self.value_table.blockSignals(False)
        head = self.value_table.horizontalHeader()
        for k in range(4):
            head.setSectionResizeMode(k, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)

    def _told(self, one: value_reading.ValueRead, lang: str) -> str:
        if not one.read:
            return translate("SoilGate", "not understood")
        if one.kind == "use":
            return phrases.words(one.read, lang, "use_classes")
        if one.read in ("true", "false"):
            return phrases.yes_no(one.read == "true", lang)
        return phrases.word(one.read, lang)

    def _on_said(self, item: QTableWidgetItem) -> None:
        """A person typed what a value counts as; a word that is none of ours is taken back and said."""
        one, said = self._read[item.row()], item.text().strip()
        kept = self._values.setdefault(one.column, {})
        before = kept.pop(one.value, None)
        if said:
            kept[one.value] = self._our_word(one.column, said)
        if said and kept[one.value] is None:
            kept.pop(one.value)
            if before is not None:
                kept[one.value] = before
            self._fresh = False
            self._read_values()
            self.value_note.setText(translate("SoilGate", "“{word}” is no word of this column. Known: {words}.").format(
                word=said, words=translate("SoilGate", ", ").join(self._known(one.column))))
            return
        self._fresh = False
        self._read_values()

    def _known(self, column: str) -> list[str]:
        spec = next(s for s in ROLES[self._role] if s.name == column)
        lang = i18n.language()
        if spec.type == "bool":
            return [phrases.yes_no(True, lang), phrases.yes_no(False, lang)]
        return ["1", "2"] if spec.type == "class" else [phrases.word(str(w), lang) for w in spec.words or ()]

    def _our_word(self, column: str, said: str) -> Any:
        """The stored word for what was typed; None where there is none."""
        spec = next(s for s in ROLES[self._role] if s.name == column)
        lang = i18n.language()
        if spec.type == "text":
            return said
        if spec.type == "bool":
            return {phrases.yes_no(True, lang): True, phrases.yes_no(False, lang): False}.get(said)
        if spec.type == "class":
            return {"1": 1, "2": 2}.get(said)
        return next((str(w) for w in spec.words or () if said in (str(w), phrases.word(str(w), lang))), None)

    def values(self) -> dict[str, dict[str, Any]]:
        """What a person said of values: column -> {their word: ours}."""
        return {column: dict(said) for column, said in self._values.items() if said}

    # -- edition -----------------------------------------------------------------------------------------------

    def _edition_line(self, edition: str, day: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        label = QLabel(translate("SoilGate", "&Issue"))
        self.edition_combo = QComboBox()
        self.edition_combo.addItem(translate("SoilGate", "as the file says"), "")
        for kind in EditionKind:
            self.edition_combo.addItem(phrases.word(str(kind), i18n.language()), str(kind))
        self.edition_combo.setCurrentIndex(max(0, self.edition_combo.findData(edition)))
        tip = translate(
            "SoilGate", "The whole list, or changes only. Of another issue its coverage is asked anew.")
        self.edition_combo.setToolTip(tip)
        label.setBuddy(self.edition_combo)
        of = QLabel(translate("SoilGate", "&of"))
        self.edition_edit = QLineEdit(day)
        self.edition_edit.setPlaceholderText("2026-09-30")
        self.edition_edit.setToolTip(translate("SoilGate", "Day of the issue, as 2026-09-30; empty: as the file says."))
        self.edition_edit.setValidator(QRegularExpressionValidator(
            QRegularExpression(r"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?"), self.edition_edit))
        of.setBuddy(self.edition_edit)
        for widget in (label, self.edition_combo, of, self.edition_edit):
            line.addWidget(widget)
        line.addStretch(1)
        holder.setVisible(roles.specs()[self._role].asks_coverage)
        return holder

    def edition(self) -> tuple[str, str]:
        """Kind of issue and its day; "" where nobody said."""
        day = self.edition_edit.text()
        return str(self.edition_combo.currentData()), day if QDate.fromString(day, "yyyy-MM-dd").isValid() else ""

    def _show(self, row: int, combo: QComboBox) -> None:
        self._fresh = False
        text = "  ·  ".join(self._samples.get(combo.currentData() or "", ()))
        self.table.item(row, 2).setText(text)
        self.table.item(row, 2).setToolTip(text)

    def mapping(self) -> dict[str, str]:
        """What differs from the guess, and what was given before: column -> header, "" for "no such column"."""
        told = {}
        for column, combo in self._combos.items():
            header = combo.currentData() or ""
            if header != self._guessed.get(column, "") or column in self._given:
                told[column] = header
        return told


def _samples(layer: QgsVectorLayer, role: Role) -> dict[str, tuple[str, ...]]:
    """The headers as the reader takes them, each with its first distinct values."""
    frame = heads.head(layer, role, _LOOK).frame
    return {str(name): tuple(dict.fromkeys(str(value) for value in frame[name]
                                            if not phrases.is_null(value) and str(value).strip()))[:5]
            for name in frame}

"""The one dialog of the data page: which header of a layer stands for which column, with a look at the values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..plugin.core.tables import ROLES
from ..plugin.core.vocabulary import Role
from ..plugin.qgs import compat, i18n, roles
from . import words

translate = QCoreApplication.translate
_LOOK = 60


class ColumnsDialog(QDialog):
    """A row a canonical column: its name, the header, the first distinct values."""

    def __init__(self, layer: QgsVectorLayer, role: Role, mapping: Mapping[str, str],
                 parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SoilGate", "Columns: {role}").format(role=words.role_name(role)))
        self.resize(560, 520)
        column = QVBoxLayout(self)
        text = QLabel(translate("SoilGate", "SoilGate has read the headers of {layer} like this. Change what is wrong.")
                      .format(layer=layer.name()))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        column.addWidget(text)
        self._guessed = roles.inspect(layer, role, {}).columns
        self._given = dict(mapping)
        headers = layer.fields().names()
        self._samples = _samples(layer)
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
            for header in headers:
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
        column.addWidget(self.table, 1)
        if needed:
            column.addWidget(QLabel(translate("SoilGate", "* needed for a useful answer")))
        buttons = QDialogButtonBox()
        buttons.addButton(translate("SoilGate", "Use these"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _show(self, row: int, combo: QComboBox) -> None:
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


def _samples(layer: QgsVectorLayer) -> dict[str, tuple[str, ...]]:
    """The first distinct values of each header."""
    found: dict[str, dict[str, None]] = {name: {} for name in layer.fields().names()}
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(_LOOK)
    for feature in layer.getFeatures(request):
        for name, value in zip(found, feature.attributes()):
            if not compat.is_null(value) and len(found[name]) < 5:
                found[name][str(value)] = None
    return {name: tuple(values) for name, values in found.items()}

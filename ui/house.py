"""The one dialog that offers house values for control zones; nothing follows from a figure before it is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..plugin.core.zones import HouseValue, house_values
from ..plugin.qgs import i18n

translate = QCoreApplication.translate


def _name(key: str) -> str:
    return {
        "lead_time_days": translate("SoilGate", "Warn before a day falls due"),
        "sign_distance_m": translate("SoilGate", "A sign counts up to this distance from the line"),
        "tolerance_m": translate("SoilGate", "A gap thinner than this is none"),
        "crossing_reach_m": translate("SoilGate", "A sign serves a crossing within"),
        "sign_max_gap_m": translate("SoilGate", "Longest stretch without a sign"),
        "hidden_by_corner_m": translate("SoilGate", "A corner hides the next sign from"),
        "interval_days_soil": translate("SoilGate", "Soil is monitored every"),
        "interval_days_groundwater": translate("SoilGate", "Groundwater is monitored every"),
        "interval_days_surface_water": translate("SoilGate", "Surface water is monitored every"),
        "interval_days_air": translate("SoilGate", "Air is monitored every"),
        "groundwater_class": translate("SoilGate", "Class of groundwater to compare with"),
        "well_upstream_m": translate("SoilGate", "Control well upstream, outside by"),
        "well_beyond_m": translate("SoilGate", "Points downstream and beside, outside by"),
    }.get(key, key)


class HouseDialog(QDialog):
    """Ticked figures are adopted; all others stay what they are: offers."""

    def __init__(self, adopted: Sequence[str] = (), parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SoilGate", "House values for control zones"))
        column = QVBoxLayout(self)
        note = QLabel(translate(
            "SoilGate", "The nation sets none of these figures. The first four act as they stand: they only warn "
            "earlier or tell what is plausible. All others act once your office adopts them: tick them."))
        note.setWordWrap(True)
        column.addWidget(note)
        now = {key.strip(): figure.strip() for key, _, figure in (one.partition("=") for one in adopted)}
        self._values = house_values()
        self.table = QTableWidget(len(self._values), 4)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels([
            translate("SoilGate", "Adopt"), translate("SoilGate", "Figure"), translate("SoilGate", "Unit"),
            translate("SoilGate", "Basis")])
        self.table.setTabKeyNavigation(False)        # else Tab never leaves it, nor reaches the figures
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.spins: dict[str, QDoubleSpinBox] = {}
        for row, value in enumerate(self._values):
            self._add(row, value, now.get(value.key))
        header = self.table.horizontalHeader()
        for section in (0, 1, 2):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.table, 1)
        self.buttons = QDialogButtonBox()
        self.keep_button = self.buttons.addButton(
            translate("SoilGate", "Adopt what is ticked"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.resize(760, 560)

    def _add(self, row: int, value: HouseValue, adopted: Optional[str]) -> None:
        name = QTableWidgetItem(_name(value.key))
        name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        name.setCheckState(Qt.CheckState.Unchecked if adopted is None else Qt.CheckState.Checked)
        spin = QDoubleSpinBox()
        spin.setAccessibleName(_name(value.key))
        days, klass = value.unit == "d", value.unit == "class"
        spin.setDecimals(0 if days or klass else 1)
        # a duty that never falls due, or a line that needs no sign, is no figure to adopt
        spin.setRange(3 if klass else 1 if days else 0.1, 4 if klass else 3650 if days else 10_000)
        try:
            spin.setValue(float(adopted) if adopted else value.value)
        except ValueError:                     # what another version left
            spin.setValue(value.value)
        self.spins[value.key] = spin
        unit = {"d": translate("SoilGate", "days"), "class": ""}.get(value.unit, value.unit)
        basis = QTableWidgetItem(value.basis_zh if i18n.language() == "zh" else value.basis_en)
        basis.setToolTip(basis.text())
        for column, item in ((0, name), (2, QTableWidgetItem(unit)), (3, basis)):
            self.table.setItem(row, column, item)
        self.table.setCellWidget(row, 1, spin)

    def tick(self, key: str, on: bool = True) -> None:
        """Tick a figure or untick it."""
        row = next(k for k, value in enumerate(self._values) if value.key == key)
        self.table.item(row, 0).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def adopted(self) -> list[str]:
        """What is ticked, as ``key=figure``."""
        return [f"{value.key}={self.spins[value.key].value():.10g}" for row, value in enumerate(self._values)
                if self.table.item(row, 0).checkState() == Qt.CheckState.Checked]

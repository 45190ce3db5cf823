"""The page of SoilGate in the options of QGIS."""

from __future__ import annotations

import dataclasses
from typing import Optional

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..plugin.qgs import deps, icons, settings

translate = QCoreApplication.translate


def _figures() -> tuple[tuple[str, str, str, float, int], ...]:
    """The office's own figures: name, what it is, unit, largest value, decimals."""
    metres, years, days = " m", translate("SoilGate", " years"), translate("SoilGate", " days")
    return (
        ("neighbour_radius_m", translate("SoilGate", "&Neighbourhood"), metres, 5_000.0, 0),
        ("siting_radius_m", translate("SoilGate", "&Homes and schools near a project"), metres, 20_000.0, 0),
        ("survey_age_years", translate("SoilGate", "&Age of a survey"), years, 50.0, 1),
        ("edition_age_days", translate("SoilGate", "Age of a &list"), days, 3_650.0, 0),
        ("circle_radius_m", translate("SoilGate", "Circle of an entry &without boundary"), metres, 10_000.0, 0),
        ("circle_safety_factor", translate("SoilGate", "&Factor on a circle of known area"), " ×", 20.0, 1))


_LEAST = {"circle_radius_m": 1.0, "circle_safety_factor": 1.0}
"""Figures below which the review refuses a house value, as the national pack bounds them; of others it is 0."""


def _of_packs() -> dict[str, Optional[float]]:
    """What the rule packs say where the office says nothing; empty where the libraries are missing."""
    if deps.missing():
        return {}
    from ..plugin import jobs
    from ..plugin.core.errors import SoilGateError

    try:
        return dict(jobs.load_rules(settings.load().packs()).settings)
    except SoilGateError:            # a pack that is gone or wrong: the review says so
        return dict(jobs.load_rules().settings)


class OptionsPage(QgsOptionsPageWidget):
    """Reads the settings when it opens and writes them on apply."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QWidget()
        column = QVBoxLayout(body)
        area.setWidget(body)
        outer.addWidget(area)
        now = settings.load()
        for group in (self._office(now), self._review(now), self._house(now), self._notices(now),
                      self._libraries(now)):
            column.addWidget(group)
        column.addStretch(1)

    @staticmethod
    def _group(title: str) -> tuple[QGroupBox, QFormLayout]:
        box = QGroupBox(title)
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        return box, form

    @staticmethod
    def _folder(value: str, tip: str) -> QgsFileWidget:
        edit = QgsFileWidget()
        edit.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        edit.setFilePath(value)
        edit.setToolTip(tip)
        return edit

    def _office(self, now: settings.Settings) -> QGroupBox:
        box, form = self._group(translate("SoilGate", "Office"))
        self.person_edit = QLineEdit(now.person)
        self.person_edit.setToolTip(translate("SoilGate", "Stands beside answers and decisions made in this window."))
        form.addRow(translate("SoilGate", "&Your name"), self.person_edit)
        self.agency_edit = QLineEdit(now.agency)
        self.agency_edit.setToolTip(translate("SoilGate", "Who issues opinions and notices."))
        form.addRow(translate("SoilGate", "&Issuer"), self.agency_edit)
        self.contact_edit = QLineEdit(now.contact)
        self.contact_edit.setToolTip(translate("SoilGate", "Telephone or counter, printed in notices."))
        form.addRow(translate("SoilGate", "&Contact"), self.contact_edit)
        self.data_edit = self._folder(now.data_folder, translate("SoilGate", "Where files are looked for first."))
        form.addRow(translate("SoilGate", "&Data folder"), self.data_edit)
        return box

    def _review(self, now: settings.Settings) -> QGroupBox:
        box, form = self._group(translate("SoilGate", "Review"))
        self.tolerance_spin = QDoubleSpinBox()
        self.tolerance_spin.setRange(0.0, 5.0)
        self.tolerance_spin.setDecimals(2)
        self.tolerance_spin.setSuffix(" m")
        self.tolerance_spin.setValue(now.tolerance_m)
        self.tolerance_spin.setToolTip(translate(
            "SoilGate", "An overlap thinner than this counts as touching the boundary."))
        form.addRow(translate("SoilGate", "Width of a &touch"), self.tolerance_spin)
        self.packs_edit = QPlainTextEdit(now.rule_packs)
        self.packs_edit.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 12)
        self.packs_edit.setTabChangesFocus(True)
        self.packs_edit.setToolTip(translate("SoilGate", "Local rule packs, one file or name a line"))
        form.addRow(translate("SoilGate", "&Rule packs"), self.packs_edit)
        self.mu_check = QCheckBox(translate("SoilGate", "Show areas in &mu"))
        self.mu_check.setChecked(now.area_in_mu)
        form.addRow("", self.mu_check)
        return box

    def _house(self, now: settings.Settings) -> QGroupBox:
        box, form = self._group(translate("SoilGate", "House values"))
        note = QLabel(translate(
            "SoilGate", "The nation sets none of these figures. What is set here is the office's own, goes before the "
                        "rule packs, and is printed as a house value in every result."))
        note.setWordWrap(True)
        form.addRow(note)
        packs = _of_packs()
        self.house_spins: dict[str, QDoubleSpinBox] = {}
        for name, title, unit, largest, decimals in _figures():
            spin = QDoubleSpinBox()
            spin.setDecimals(decimals)
            step, least = 10.0 ** -decimals, _LEAST.get(name, 0.0)
            spin.setRange(least - step, largest)                     # below the least stands "not set"
            spin.setSingleStep(1.0 if decimals else 10.0)
            spin.setSuffix(unit)
            preset = packs.get(name)
            spin.setSpecialValueText(
                translate("SoilGate", "as the rule packs say: {value}").format(value=f"{preset:g}{unit}")
                if preset is not None else translate("SoilGate", "none"))
            value = getattr(now, f"own_{name}")
            spin.setValue(value if value >= least else least - step)
            spin.setMinimumWidth(28 * spin.fontMetrics().horizontalAdvance("0"))
            form.addRow(title, spin)
            self.house_spins[name] = spin
        return box

    def _notices(self, now: settings.Settings) -> QGroupBox:
        box, form = self._group(translate("SoilGate", "Public notices"))
        self.hotline_edit = QLineEdit(now.hotline)
        form.addRow(translate("SoilGate", "H&otline"), self.hotline_edit)
        self.points_check = QCheckBox(translate("SoilGate", "Table of &boundary points"))
        self.points_check.setChecked(now.boundary_points_public)
        form.addRow("", self.points_check)
        return box

    def _libraries(self, now: settings.Settings) -> QGroupBox:
        box, form = self._group(translate("SoilGate", "Python libraries"))
        self.packages_edit = self._folder(now.packages_folder, translate(
            "SoilGate", "Folder into which missing libraries are put; empty for a folder in the profile."))
        form.addRow(translate("SoilGate", "&Private folder"), self.packages_edit)
        self.wheelhouse_edit = self._folder(now.wheelhouse, translate(
            "SoilGate", "Folder with wheels, for machines without a network; empty to download them."))
        form.addRow(translate("SoilGate", "Folder with whe&els"), self.wheelhouse_edit)
        return box

    def apply(self) -> None:
        """Keep what was set."""
        house = {f"own_{name}": spin.value() if spin.value() > spin.minimum() else -1.0
                 for name, spin in self.house_spins.items()}
        settings.save(dataclasses.replace(
            settings.load(), tolerance_m=self.tolerance_spin.value(), rule_packs=self.packs_edit.toPlainText().strip(),
            area_in_mu=self.mu_check.isChecked(), agency=self.agency_edit.text().strip(),
            contact=self.contact_edit.text().strip(), hotline=self.hotline_edit.text().strip(),
            boundary_points_public=self.points_check.isChecked(), wheelhouse=self.wheelhouse_edit.filePath().strip(),
            person=self.person_edit.text().strip(), data_folder=self.data_edit.filePath().strip(),
            packages_folder=self.packages_edit.filePath().strip(), **house))


class OptionsFactory(QgsOptionsWidgetFactory):
    """Gives QGIS the page."""

    def __init__(self) -> None:
        super().__init__("SoilGate", icons.icon("soilgate"))

    def icon(self) -> QIcon:
        return icons.icon("soilgate")

    def createWidget(self, parent: Optional[QWidget] = None) -> QgsOptionsPageWidget:
        return OptionsPage(parent)

"""The page of SoilGate in the options of QGIS."""

from __future__ import annotations

import dataclasses
from typing import Optional

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..plugin.qgs import icons, settings

translate = QCoreApplication.translate


class OptionsPage(QgsOptionsPageWidget):
    """Reads the settings when it opens and writes them on apply."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        now = settings.load()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        review = QGroupBox(translate("SoilGate", "Review"))
        form = QFormLayout(review)
        self.tolerance_spin = QDoubleSpinBox()
        self.tolerance_spin.setRange(0.0, 50.0)
        self.tolerance_spin.setDecimals(2)
        self.tolerance_spin.setSuffix(" m")
        self.tolerance_spin.setValue(now.tolerance_m)
        self.tolerance_spin.setToolTip(translate(
            "SoilGate", "An overlap thinner than this counts as touching the boundary."))
        form.addRow(translate("SoilGate", "Width of a &touch"), self.tolerance_spin)
        self.packs_edit = QPlainTextEdit(now.rule_packs)
        self.packs_edit.setMaximumHeight(70)
        self.packs_edit.setToolTip(translate("SoilGate", "Local rule packs, one file or name a line"))
        form.addRow(translate("SoilGate", "&Rule packs"), self.packs_edit)
        self.mu_check = QCheckBox(translate("SoilGate", "Show areas in &mu"))
        self.mu_check.setChecked(now.area_in_mu)
        form.addRow("", self.mu_check)
        column.addWidget(review)
        notice = QGroupBox(translate("SoilGate", "Public notices"))
        form = QFormLayout(notice)
        self.agency_edit = QLineEdit(now.agency)
        self.contact_edit = QLineEdit(now.contact)
        self.hotline_edit = QLineEdit(now.hotline)
        self.points_check = QCheckBox(translate("SoilGate", "Table of &boundary points"))
        self.points_check.setChecked(now.boundary_points_public)
        form.addRow(translate("SoilGate", "&Issuer"), self.agency_edit)
        form.addRow(translate("SoilGate", "&Contact"), self.contact_edit)
        form.addRow(translate("SoilGate", "&Hotline"), self.hotline_edit)
        form.addRow("", self.points_check)
        column.addWidget(notice)
        libraries = QGroupBox(translate("SoilGate", "Python libraries"))
        form = QFormLayout(libraries)
        self.wheelhouse_edit = QgsFileWidget()
        self.wheelhouse_edit.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.wheelhouse_edit.setFilePath(now.wheelhouse)
        self.wheelhouse_edit.setToolTip(translate(
            "SoilGate", "Folder with wheels, for machines without a network; empty to download them."))
        form.addRow(translate("SoilGate", "&Folder with wheels"), self.wheelhouse_edit)
        column.addWidget(libraries)
        column.addStretch(1)

    def apply(self) -> None:
        """Keep what was set."""
        settings.save(dataclasses.replace(
            settings.load(), tolerance_m=self.tolerance_spin.value(), rule_packs=self.packs_edit.toPlainText().strip(),
            area_in_mu=self.mu_check.isChecked(), agency=self.agency_edit.text().strip(),
            contact=self.contact_edit.text().strip(), hotline=self.hotline_edit.text().strip(),
            boundary_points_public=self.points_check.isChecked(), wheelhouse=self.wheelhouse_edit.filePath().strip()))


class OptionsFactory(QgsOptionsWidgetFactory):
    """Gives QGIS the page."""

    def __init__(self) -> None:
        super().__init__("SoilGate", icons.icon("soilgate"))

    def icon(self) -> QIcon:
        return icons.icon("soilgate")

    def createWidget(self, parent: Optional[QWidget] = None) -> QgsOptionsPageWidget:
        return OptionsPage(parent)

"""The dock: four pages, or one sentence where libraries are missing."""

from __future__ import annotations

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtWidgets import QLabel, QWidget

OBJECT_NAME = "SoilGateDock"


class SoilGateDock(QgsDockWidget):
    """The one dock of the plugin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("SoilGate", parent)
        self.setObjectName(OBJECT_NAME)
        self.setWidget(QLabel())

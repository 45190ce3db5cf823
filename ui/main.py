"""The plugin object: builds the parts, connects them, takes them apart."""

from __future__ import annotations

from typing import Any, Callable

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QAction

from ..plugin.qgs import i18n, icons
from .dock import SoilGateDock

translate = QCoreApplication.translate


class SoilGatePlugin:
    """What QGIS loads.

    Parameters
    ----------
    iface : QgisInterface or None
        None without a window (``qgis_process``).
    """

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._undo: list[Callable[[], object]] = []

    def initProcessing(self) -> None:
        """Register the Processing provider; needs no window."""

    def initGui(self) -> None:
        """Build dock and action."""
        translator = i18n.install_translator()
        self._undo.append(lambda: i18n.remove_translator(translator))
        self.initProcessing()
        dock = SoilGateDock(self._iface.mainWindow())
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._undo.append(lambda: (self._iface.removeDockWidget(dock), dock.deleteLater()))
        action = QAction(icons.icon("soilgate"), translate("SoilGate", "Land use review (SoilGate)"))
        action.setCheckable(True)
        dock.setToggleVisibilityAction(action)
        self._iface.addToolBarIcon(action)
        self._undo.append(lambda: self._iface.removeToolBarIcon(action))
        self._iface.addPluginToMenu("SoilGate", action)
        self._undo.append(lambda: self._iface.removePluginMenu("SoilGate", action))

    def unload(self) -> None:
        """Undo everything, the last first."""
        while self._undo:
            self._undo.pop()()

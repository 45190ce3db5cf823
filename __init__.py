"""SoilGate: checks planned land uses against the register of contaminated land.

The root of the repository is the plugin package. This file is loaded by QGIS, by the command line and by tests;
it imports nothing but the standard library, so that it loads where nothing else is installed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .ui.main import SoilGatePlugin

# Beside GDAL reading in another thread lxml ends the process when openpyxl closes a sheet; without lxml it uses the
# standard library. Must be said before anybody imports openpyxl.
os.environ.setdefault("OPENPYXL_LXML", "False")


def classFactory(iface: Any) -> SoilGatePlugin:  # noqa: N802  (the name QGIS calls)
    """Return the plugin object for QGIS.

    Parameters
    ----------
    iface : QgisInterface or None
        None when QGIS runs without a window (``qgis_process``).

    Returns
    -------
    SoilGatePlugin
    """
    from .ui.main import SoilGatePlugin

    return SoilGatePlugin(iface)

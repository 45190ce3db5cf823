"""Runs inside the real QGIS (``--code``): opens the parts of the plugin one by one and keeps a picture of each.

A scene is a function of the main window; after it the window gets time to draw, then the picture is taken.
"""

import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["SOILGATE_ARGUMENTS"].splitlines()[0])


def scene_01_project(window):
    """The project as it opens."""
    window.setGeometry(window.screen().geometry())  # no window manager under Xvfb
    if "soilgate" not in plugins:
        raise RuntimeError(f"the plugin is not loaded; loaded are {sorted(plugins)}")


SCENES = [(name, scene) for name, scene in sorted(globals().items()) if name.startswith("scene_")]
WAIT_MS = 2500


def _next():
    if not SCENES:
        QgsApplication.instance().processEvents()
        os._exit(0)
    name, scene = SCENES.pop(0)
    try:
        scene(iface.mainWindow())
    except Exception:  # told, and QGIS ended, whatever it was
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    QTimer.singleShot(WAIT_MS, lambda: _keep(name.removeprefix("scene_")))


def _keep(name):
    window = iface.mainWindow()
    picture = window.screen().grabWindow(0)
    if not picture.save(str(FOLDER / f"{name}.png")):
        os._exit(1)
    _next()


QTimer.singleShot(4000, _next)

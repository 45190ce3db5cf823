"""Runs inside the real QGIS (``--code``): the plugin is reloaded, and QGIS closed in the middle of a run."""

import os
import sys

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QMessageBox
from qgis.utils import iface, reloadPlugin


def ours():
    """What of us is in the window."""
    window = iface.mainWindow()
    return sorted(w.objectName() for w in window.findChildren(QDockWidget) + window.findChildren(QAction)
                  if w.objectName().startswith("SoilGate"))


def begin():
    """The demo, reviewed, and the guide open."""
    inside.plugin()._dock.setUserVisible(True)
    inside.press(inside.plugin()._dock.data_page.demo_button)
    inside.plugin().open_help("data")
    return inside.at_rest


def reload():
    """Twice over, with everything open; what is there afterwards is what was there before."""
    before, providers = ours(), len(QgsApplication.processingRegistry().providers())
    layers = set(QgsProject.instance().mapLayers())
    for _ in range(2):
        old = inside.plugin()
        reloadPlugin("soilgate")
        QApplication.sendPostedEvents(None, 52)          # deferred deletion
        QApplication.processEvents()
        assert inside.plugin() is not old
    assert ours() == before, (ours(), before)
    assert len(QgsApplication.processingRegistry().providers()) == providers
    assert set(QgsProject.instance().mapLayers()) == layers
    return inside.at_rest


def again():
    """The new one takes over the project's state and works."""
    plugin = inside.plugin()
    plugin._dock.setUserVisible(True)
    assert plugin.session.ready()
    plugin._dock.show_page(1)
    inside.press(plugin._dock.review_page.run_button)
    return lambda: plugin.session.review is not None and inside.at_rest()


def close():
    """QGIS is closed while a review runs in the other process; it asks, and is told yes."""
    from soilgate.plugin.qgs import use_cases

    use_cases.MANY_ROWS = 0
    plugin = inside.plugin()
    inside.press(plugin._dock.review_page.run_button)
    assert plugin.session.busy("review")
    QgsProject.instance().setDirty(False)
    _timer.timeout.connect(agree)
    _timer.start(200)
    QTimer.singleShot(800, leave)
    return lambda: False                     # the end of QGIS ends this


def agree():
    """Whatever is asked on the way out: yes."""
    asked = QApplication.activeModalWidget()
    if isinstance(asked, QMessageBox):
        for kind in (QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Ok):
            if asked.button(kind) is not None:
                asked.button(kind).click()
                return


def leave():
    """As the menu does. While tasks run QGIS offers to cancel them and stays; then the person leaves again."""
    worker = inside.plugin().session._worker.pid
    if worker is not None:
        print(f"worker {worker}", flush=True)
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(2000, leave)
    iface.actionExit().trigger()


_timer = QTimer()
inside.Steps([(step.__name__, step) for step in (begin, reload, again, close)], longest_s=60).begin()

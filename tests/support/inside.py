"""What scripts need that run inside the real QGIS (``--code``): clicks, waiting, an end in every case.

The script finds this module by ``SOILGATE_SUPPORT``; it does not import the package's tests, because the plugin under
test may be an unpacked release, which has none.
"""

import faulthandler
import os
import sys
import time
import traceback

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins

LEFT = Qt.MouseButton.LeftButton
_alive = []


def arguments():
    """What the test handed over."""
    return os.environ["SOILGATE_ARGUMENTS"].splitlines()


def plugin():
    """The plugin as QGIS loaded it."""
    if "soilgate" not in plugins:
        raise RuntimeError(f"the plugin is not loaded; loaded are {sorted(plugins)}")
    return plugins["soilgate"]


def press(button):
    """Click a button; one that cannot be pressed fails the script."""
    assert button.isVisible() and button.isEnabled(), f"{button.text()} cannot be pressed"
    QTest.mouseClick(button, LEFT)


def at_rest():
    """Whether nothing runs and the map is drawn."""
    session = plugin().session
    return not (any(session.busy(kind) for kind in ("review", "zones", "open", "layout", "print")) or iface.mapCanvas().isDrawing()
                or QgsApplication.taskManager().countActiveTasks())


def end(code=0):
    """End QGIS at once, without questions."""
    QgsProject.instance().setDirty(False)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def fail():
    """End QGIS, saying what was wrong."""
    traceback.print_exc()
    end(1)


def _hook(kind, error, trace):
    """An exception in a slot fails the script; QGIS would open a window and wait."""
    traceback.print_exception(kind, error, trace)
    end(1)


class Steps:
    """Functions one after the other; each may return one that is asked until it is true. Then ``after`` is called.

    Parameters
    ----------
    steps : list of (name, function)
    after : called with the name of each step that has ended
    pause_ms : time for the window to draw between the end of a step and ``after``
    longest_s : a step that takes longer fails, with the place where the window hangs
    """

    def __init__(self, steps, after=lambda _name: None, *, pause_ms=300, longest_s=120):
        self._steps, self._after, self._pause, self._longest = list(steps), after, pause_ms, longest_s

    def begin(self, delay_ms=4000):
        """Start once the window has come up."""
        sys.excepthook = _hook
        _alive.append(self)              # a timer keeps no hold of what it calls
        QTimer.singleShot(delay_ms, self._next)

    def _next(self):
        faulthandler.dump_traceback_later(self._longest + 30, exit=True)
        if not self._steps:
            end()
        name, step = self._steps.pop(0)
        try:
            done = step()
        except Exception:
            fail()
        self._wait(name, done or (lambda: True), time.monotonic() + self._longest)

    def _wait(self, name, done, until):
        try:
            ended = done()
            if not ended and time.monotonic() > until:
                raise TimeoutError(name)
        except Exception:
            fail()
        if ended:
            QTimer.singleShot(self._pause, lambda: self._told(name))
        else:
            QTimer.singleShot(100, lambda: self._wait(name, done, until))

    def _told(self, name):
        try:
            self._after(name)
        except Exception:
            fail()
        self._next()

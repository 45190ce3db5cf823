"""Runs inside the real QGIS (``--code``): a city is reviewed through the dock while a timer watches the window.

Writes for each step the longest time the window did not answer, in seconds. Where it was longer than ``TOLD_S``, what
the window's thread was at is written beside it.
"""

import gc
import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.utils import iface

CITY, OUT = map(Path, inside.arguments())
LAYERS = ("parcels", "registry", "negative_list", "control_zones", "samples")
TICK_MS, TOLD_S, IDLE_S, LONGEST_S = 5, 0.12, 6.0, 900
LOOK_S = 0.03

gaps = {}                                  # of the step that runs
longest = {}
_last = [time.perf_counter()]
_log = (OUT.parent / (OUT.stem + ".stacks")).open("w", encoding="utf-8")
_watching = [False]


def look():
    """Note every ``LOOK_S`` where the window's thread is, while it keeps the window waiting.

    A thread of Python, which waits for its turn: one of C (``faulthandler``) reads what is being written, and fell.
    """
    while not _ended.wait(LOOK_S):
        frame = sys._current_frames().get(_window)         # none while it does nothing of Python
        if frame is not None and time.perf_counter() - _last[0] > LOOK_S:
            # no line of source is read here: that takes time from the window
            _seen.append((time.perf_counter() - _last[0], traceback.StackSummary.extract(
                traceback.walk_stack(frame), limit=14, lookup_lines=False)))


def tick():
    """The window has its turn: how long was it without?"""
    now = time.perf_counter()
    gaps.setdefault("all", []).append((now - _last[0], _last[0]))
    seen, late = list(_seen), now - _last[0]
    _seen.clear()
    if _watching[0] and late > TOLD_S:
        for after, stack in seen:
            print(f"   {after:.3f} s: " + " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in stack),
                  file=_log)
        mine, whole = (now - then for now, then in zip((time.thread_time(), time.process_time()), _worked))
        print(f"^^ {late:.3f} s; this thread worked {mine:.3f} s, all threads {whole:.3f} s\n", file=_log, flush=True)
    _worked[:] = time.thread_time(), time.process_time()
    _last[0] = time.perf_counter()


def collected(phase, told):
    """Python looks for garbage, in whichever thread: nobody else has a turn meanwhile, nor is seen by ``look``."""
    if phase == "start":
        _swept.append(time.perf_counter())
    elif _swept and (took := time.perf_counter() - _swept.pop()) > LOOK_S:
        print(f"   garbage of generation {told['generation']} was looked for, {took:.3f} s, by "
              f"{threading.current_thread().name}", file=_log)


_worked = [0.0, 0.0]                       # processor time until the last tick: a machine that others use gives less
_swept = []
gc.callbacks.append(collected)
_seen = []
_window = threading.get_ident()
_ended = threading.Event()
threading.Thread(target=look, daemon=True).start()
_timer = QTimer()
_timer.setTimerType(Qt.TimerType.PreciseTimer)
_timer.timeout.connect(tick)
_started = [time.monotonic()]


def kept(name):
    """Keep the longest gaps of the step that has ended, and begin anew."""
    tick()
    spans = sorted(gaps.pop("all", [(0.0, 0.0)]), reverse=True)
    found = [gap for gap, _since in spans]
    longest[name] = {"longest_s": found[0], "over_100_ms": sum(gap > 0.1 for gap in found),
                     "over_200_ms": sum(gap > 0.2 for gap in found), "seconds": time.monotonic() - _started[0],
                     "spans": [(since, since + gap) for gap, since in spans[:20]]}
    print(f"== {name}: {found[:3]}", file=_log, flush=True)
    OUT.write_text(json.dumps(longest, indent=1), encoding="utf-8")
    _started[0] = time.monotonic()
    _last[0] = time.perf_counter()


def begin():
    """The window comes up, and the dock."""
    window = iface.mainWindow()
    window.setGeometry(window.screen().geometry())
    inside.plugin()._dock.setUserVisible(True)
    return inside.at_rest


def load():
    """The city as a person's layers; they take their time to be drawn, which is not ours."""
    for name in reversed(LAYERS):
        layer = QgsVectorLayer(str(CITY / f"{name}.gpkg"), name, "ogr")
        assert layer.isValid(), name
        QgsProject.instance().addMapLayer(layer)
        QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(name != "samples")
    iface.mapCanvas().setExtent(QgsProject.instance().mapLayersByName("parcels")[0].extent())
    return inside.at_rest


def idle():
    """Nothing happens: what this machine does to a window by itself."""
    _timer.start(TICK_MS)
    _last[0] = time.perf_counter()
    _watching[0] = True
    until = time.monotonic() + IDLE_S
    return lambda: time.monotonic() > until


def roles():
    """The dock finds out which layer is which, and looks ahead."""
    from soilgate.plugin.core.vocabulary import Role

    session, named = inside.plugin().session, QgsProject.instance().mapLayersByName
    waiting = [role for role in Role if str(role) in LAYERS]

    def say(new=0):
        """A person says one thing after the other."""
        if waiting:
            role = waiting[0]
            if session.layer(role) != named(str(role))[0]:
                session.choose(role, named(str(role))[0].id())
            else:
                waiting.pop(0)
                session.answer_coverage(role, "yes")
            QTimer.singleShot(50, say)
        else:
            session.look_ahead()

    session.find_roles(say, again=True)
    return lambda: not waiting and session.outlook is not None and inside.at_rest()


def review():
    """The review, until the plan is coloured."""
    dock = inside.plugin()._dock
    dock.show_page(1)
    inside.press(dock.review_page.run_button)
    return lambda: inside.plugin().session.review is not None and inside.at_rest()


def rows():
    """Rows are chosen, sorted, filtered, searched."""
    page = inside.plugin()._dock.review_page
    page.table.selectRow(5)
    QTimer.singleShot(300, lambda: page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder))
    QTimer.singleShot(900, lambda: inside.press(next(c for c in page.chips.values() if c.isVisible())))
    QTimer.singleShot(1500, lambda: page.search_edit.setText("R2"))
    QTimer.singleShot(6000, lambda: page.group_button.click())
    until = time.monotonic() + 8
    return lambda: time.monotonic() > until and inside.at_rest()


def select():
    """Reviewing a few again puts them into the whole."""
    plugin = inside.plugin()
    page = plugin._dock.review_page
    page.group_button.click()
    layer = QgsProject.instance().mapLayersByName("parcels")[0]
    layer.selectByIds([feature.id() for feature in layer.getFeatures(QgsFeatureRequest().setLimit(19))])
    page.scope_combo.setCurrentIndex(1)
    shown = []                                 # not the result itself: who holds the old one frees it all at once
    plugin.session.review_shown.connect(lambda _result: shown.append(True))
    inside.press(page.run_button)
    return lambda: bool(shown) and inside.at_rest()


inside.Steps([(step.__name__, step) for step in (begin, idle, load, roles, review, rows, select)], kept,
             longest_s=LONGEST_S).begin()

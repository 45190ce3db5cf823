"""Watches the window from inside the real QGIS: how long it did not answer, and what its thread was at then.

Used by the scripts that ``watchdog.py`` runs; needs ``inside.py`` beside it.
"""

import gc
import json
import sys
import threading
import time
import traceback
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QTimer

TICK_MS, TOLD_S, IDLE_S = 5, 0.12, 6.0
LOOK_S = 0.03


class Lookout:
    """Writes for each step the longest time the window did not answer, in seconds.

    Where it was longer than ``TOLD_S``, what the window's thread was at is written beside it.
    """

    def __init__(self, out):
        self._out, self._log = out, (out.parent / (out.stem + ".stacks")).open("w", encoding="utf-8")
        self._gaps, self._longest = [], {}                 # of the step that runs; of those that have ended
        self._last, self._started, self._watching = time.perf_counter(), time.monotonic(), False
        self._worked = 0.0, 0.0      # processor time until the last tick: a machine that others use gives less
        self._seen, self._swept = [], []
        self._window = threading.get_ident()
        gc.callbacks.append(self._collected)
        threading.Thread(target=self._look, daemon=True).start()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def idle(self):
        """A step in which nothing happens: what this machine does to a window by itself."""
        self._timer.start(TICK_MS)
        self._last = time.perf_counter()
        self._watching = True
        until = time.monotonic() + IDLE_S
        return lambda: time.monotonic() > until

    def kept(self, name):
        """Keep the longest gaps of the step that has ended, and begin anew."""
        self._tick()
        spans = sorted(self._gaps, reverse=True)
        self._gaps = []
        found = [gap for gap, _since in spans]
        self._longest[name] = {
            "longest_s": found[0], "over_100_ms": sum(gap > 0.1 for gap in found),
            "over_200_ms": sum(gap > 0.2 for gap in found), "seconds": time.monotonic() - self._started,
            "spans": [(since, since + gap) for gap, since in spans[:20]]}
        print(f"== {name}: {found[:3]}", file=self._log, flush=True)
        self._out.write_text(json.dumps(self._longest, indent=1), encoding="utf-8")
        self._started, self._last = time.monotonic(), time.perf_counter()

    def _look(self):
        """Note every ``LOOK_S`` where the window's thread is, while it keeps the window waiting.

        A thread of Python, which waits for its turn: one of C (``faulthandler``) reads what is being written, and fell.
        """
        while True:
            time.sleep(LOOK_S)
            frame = sys._current_frames().get(self._window)         # none while it does nothing of Python
            if frame is not None and time.perf_counter() - self._last > LOOK_S:
                # no line of source is read here: that takes time from the window
                self._seen.append((time.perf_counter() - self._last, traceback.StackSummary.extract(
                    traceback.walk_stack(frame), limit=14, lookup_lines=False)))

    def _tick(self):
        """The window has its turn: how long was it without?"""
        now = time.perf_counter()
        self._gaps.append((now - self._last, self._last))
        seen, late = list(self._seen), now - self._last
        self._seen.clear()
        if self._watching and late > TOLD_S:
            for after, stack in seen:
                print(f"   {after:.3f} s: " + " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in stack),
                      file=self._log)
            mine, whole = (now - then for now, then in zip((time.thread_time(), time.process_time()), self._worked))
            print(f"^^ {late:.3f} s; this thread worked {mine:.3f} s, all threads {whole:.3f} s\n", file=self._log,
                  flush=True)
        self._worked = time.thread_time(), time.process_time()
        self._last = time.perf_counter()

    def _collected(self, phase, told):
        """Python looks for garbage, in whichever thread: nobody else has a turn meanwhile, nor is seen by ``_look``."""
        if phase == "start":
            self._swept.append(time.perf_counter())
        elif self._swept and (took := time.perf_counter() - self._swept.pop()) > LOOK_S:
            print(f"   garbage of generation {told['generation']} was looked for, {took:.3f} s, by "
                  f"{threading.current_thread().name}", file=self._log)

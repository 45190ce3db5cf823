"""How long the window of the real QGIS does not answer while a city is reviewed through the dock, and notices printed.

Command line: ``python -m soilgate.tests.support.watchdog SCRIPT CITY OUT.json [STEP,STEP]`` with a folder made by
``city.py``; SCRIPT is ``watch_review`` or ``watch_printing``.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from pathlib import Path

from soilgate.tests.support import desktop

LONGEST_S = 0.2
"""A window that answers later feels frozen."""
TICK_S = 0.005
NOT_OURS = ("begin", "idle", "load", "clear")
"""Steps that are QGIS's doing: to come up, to do nothing, to open layers, to close a project."""


class Sleeper(threading.Thread):
    """A thread of this process that only wakes every few milliseconds: when it is late, the machine was busy elsewhere.

    ``missed``: (from, until) by the clock that all processes share.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.missed: list[tuple[float, float]] = []
        self.ended = threading.Event()

    def run(self) -> None:
        """Wake and note."""
        last = time.perf_counter()
        while not self.ended.wait(TICK_S):
            now = time.perf_counter()
            if now - last > 4 * TICK_S:
                self.missed.append((last + TICK_S, now))
            last = now


def ours(spans: list[tuple[float, float]], missed: list[tuple[float, float]]) -> float:
    """The longest of some spans of time, without what the machine missed in each."""
    return max((end - begin - sum(max(0.0, min(end, until) - max(begin, since)) for since, until in missed)
                for begin, end in spans), default=0.0)


def watch(script: str, out: Path, *arguments: str, timeout: float = 1800) -> dict[str, dict[str, float]]:
    """Let a script work in the real QGIS; return for each step its longest gap and how long it took.

    Parameters
    ----------
    script : "watch_review" or "watch_printing"
    out : where the figures go
    arguments : further ones of the script

    Returns
    -------
    dict
        ``ours_s`` is the longest gap without the time in which the machine let not even a sleeping thread wake.

    Raises
    ------
    RuntimeError
        QGIS, or what was done in it, failed; with what it said.
    """
    out.unlink(missing_ok=True)
    sleeper = Sleeper()
    sleeper.start()
    with tempfile.TemporaryDirectory(prefix="soilgate-profile-") as profiles:
        desktop.make_profile(Path(profiles), locale="zh-Hans")
        done = desktop.run_script(Path(profiles), Path(__file__).with_name(f"{script}.py"),
                                  str(out.resolve()), *arguments, timeout=timeout)
    if done.returncode != 0:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-6000:])
    sleeper.ended.set()
    found = json.loads(out.read_text(encoding="utf-8"))
    for step in found.values():
        step["ours_s"] = ours(step.pop("spans"), sleeper.missed)
    out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return found


def faults(found: dict[str, dict[str, float]]) -> list[str]:
    """Steps of ours in which the window did not answer for longer than it may, beyond what it does when idle."""
    idle = found["idle"]["ours_s"]
    return [f"{name}: {step['ours_s']:.3f} s, idle {idle:.3f} s" for name, step in found.items()
            if name not in NOT_OURS and step["ours_s"] > LONGEST_S + 2 * idle]


def main(argv: list[str]) -> int:
    """Print the longest gap of each step."""
    script, city, out, *steps = argv
    found = watch(script, Path(out), str(Path(city).resolve()), *steps)
    for name, step in found.items():
        print(f"{name:12} longest gap {step['longest_s'] * 1000:7.0f} ms, {step['over_200_ms']:3.0f} over 200 ms, "
              f"{step['seconds']:6.1f} s; {step['ours_s'] * 1000:.0f} ms without what the machine missed")
    wrong = faults(found)
    print("\n".join(f"== too long: {fault}" for fault in wrong) or "== the window kept its turn")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

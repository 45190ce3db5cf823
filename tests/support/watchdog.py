"""How long the window of the real QGIS does not answer while a city is reviewed through the dock.

Command line: ``python -m soilgate.tests.support.watchdog CITY [OUT.json]`` with a folder made by ``city.py``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from soilgate.tests.support import desktop

LONGEST_S = 0.2
"""A window that answers later feels frozen."""
OURS = ("roles", "review", "rows", "select")
"""Steps of ``watch_review.py`` that are the plugin's doing; opening the layers is QGIS's."""


def watch(city: Path, out: Path, *, timeout: float = 1800) -> dict[str, dict[str, float]]:
    """Review a city in the real QGIS; return for each step its longest gap and how long it took.

    Raises
    ------
    RuntimeError
        QGIS, or what was done in it, failed; with what it said.
    """
    out.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="soilgate-profile-") as profiles:
        desktop.make_profile(Path(profiles), locale="zh-Hans")
        done = desktop.run_script(Path(profiles), Path(__file__).with_name("watch_review.py"), str(city.resolve()),
                                  str(out.resolve()), timeout=timeout)
    if done.returncode != 0:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-6000:])
    return json.loads(out.read_text(encoding="utf-8"))


def faults(found: dict[str, dict[str, float]]) -> list[str]:
    """Steps of ours in which the window did not answer for longer than it may, beyond what it does when idle."""
    idle = found["idle"]["longest_s"]
    return [f"{name}: {found[name]['longest_s']:.3f} s, idle {idle:.3f} s" for name in OURS
            if found[name]["longest_s"] > LONGEST_S + 2 * idle]


def main(argv: list[str]) -> int:
    """Print the longest gap of each step."""
    found = watch(Path(argv[0]), Path(argv[1] if len(argv) > 1 else "build/watchdog.json"))
    for name, step in found.items():
        print(f"{name:10} longest gap {step['longest_s'] * 1000:7.0f} ms, {step['over_200_ms']:3.0f} over 200 ms, "
              f"{step['seconds']:6.1f} s")
    wrong = faults(found)
    print("\n".join(f"== too long: {fault}" for fault in wrong) or "== the window kept its turn")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The window of the real QGIS keeps its turn while a city is opened, reviewed, printed (``make watchdog``: 200 000 parcels)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from soilgate.tests.support import desktop, watchdog


@pytest.fixture(scope="module")
def city(tmp_path_factory, child_env):
    """The smallest city."""
    folder = tmp_path_factory.mktemp("city")
    subprocess.run([sys.executable, "-m", "soilgate.tests.support.city", str(folder), "--size", "S"], check=True,
                   env=child_env, cwd=desktop.ROOT, stdout=subprocess.DEVNULL)
    return folder


@pytest.mark.alone
@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.parametrize("script", ["watch_review", "watch_printing"])
def test_the_window_never_freezes(tmp_path, city, script):
    """Against the longest gap of the same window doing nothing; a machine that is busy otherwise gets another go."""
    for _ in range(3):
        faults = watchdog.faults(watchdog.watch(script, tmp_path / "gaps.json", str(city), timeout=300))
        if not faults:
            break
    stacks = (tmp_path / "gaps.stacks").read_text(encoding="utf-8")
    assert not faults, f"{faults}\n{stacks[-6000:]}"


def test_what_the_machine_missed_is_not_ours():
    assert watchdog.ours([(10.0, 10.3), (20.0, 20.25)], []) == pytest.approx(0.3)
    assert watchdog.ours([(10.0, 10.3), (20.0, 20.25)], [(9.9, 10.2), (10.25, 10.4)]) == pytest.approx(0.25)
    assert watchdog.ours([], []) == 0.0

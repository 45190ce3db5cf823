"""The release as a new user gets it: the zip, an empty profile, the real QGIS under Xvfb."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
import zipfile
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage
from soilgate.plugin import about
from soilgate.tests.support import desktop, foreign, screenshots

pytestmark = [pytest.mark.desktop, pytest.mark.slow]
SHOTS = desktop.ROOT / "build" / "screenshots"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The plugin as it lies after the zip was unpacked, and the libraries without this tree beside them."""
    folder = tmp_path_factory.mktemp("release")
    plain = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "PYTHONPATH")}
    done = subprocess.run(["make", "zip"], cwd=desktop.ROOT, capture_output=True, text=True, check=False, env=plain)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(desktop.ROOT / "build" / f"soilgate-{about.version()}.zip") as archive:
        archive.extractall(folder)
    site = folder / "site"
    site.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.name not in ("soilgate", "__pycache__"):
            (site / entry.name).symlink_to(entry)
    return folder / "soilgate", site


def script(name, installed, profiles, *arguments, locale="zh-Hans", timeout=300, settings=""):
    plugin, site = installed
    profile = desktop.make_profile(profiles, plugin=plugin, locale=locale)
    if settings:
        with (profile / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as file:
            file.write(settings)
    return desktop.run_script(profiles, desktop.ROOT / "tests" / "support" / name, *arguments, timeout=timeout,
                              env={"PYTHONPATH": str(site)})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_opens_the_demo_reviews_it_reads_a_parcel_and_lays_out_a_notice(lang, installed):
    """Each scene asserts that its buttons can be pressed; an exception anywhere in the window fails the run."""
    plugin, site = installed
    pictures = screenshots.take(SHOTS, lang, plugin=plugin, env={"PYTHONPATH": str(site)})
    assert len(pictures) >= 20
    before, after = (QImage(str(SHOTS / f"{lang}_{name}.png")) for name in ("03_review_before", "04_review"))
    assert before.size() == after.size()
    places = [(x, y) for x in range(350, 1150, 7) for y in range(150, 850, 7)]
    colours = [{image.pixel(x, y) for x, y in places} for image in (before, after)]
    assert len(colours[1]) > len(colours[0]), "the plan was not coloured"


def test_a_foreign_plan_is_coloured_with_reasons_in_under_ten_clicks(installed, tmp_path):
    files = foreign.make(tmp_path)
    SHOTS.mkdir(parents=True, exist_ok=True)
    out = tmp_path / "told.json"
    done = script("first_use.py", installed, tmp_path / "profiles", str(SHOTS), str(out), *(f.name for f in files),
                  settings=f"\n[soilgate]\ndata_folder={tmp_path}\n")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    told = json.loads(out.read_text(encoding="utf-8"))
    assert len(told["clicks"]) < 10, told["clicks"]
    assert Path(told["package"]).is_relative_to(installed[0])
    assert told["roles"] == {"parcels": files[0].stem, "registry": files[1].stem}
    assert "规划性质" in told["fields"]
    assert "原某某电镀厂地块" in told["words"]
    assert told["coloured"]
    assert told["features"] == 48
    assert told["verdicts"]["prohibited"] >= 1
    assert "原某某" in told["reasons"]
    assert "依据" in told["reasons"]


def test_reloading_leaves_nothing_and_closing_in_a_run_is_clean(installed, tmp_path):
    done = script("come_and_go.py", installed, tmp_path / "profiles", timeout=240)
    said = done.stdout[-2000:] + done.stderr[-6000:]
    assert done.returncode == 0, said
    assert "Traceback" not in said, said
    pids = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("worker ")}
    assert pids, said
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

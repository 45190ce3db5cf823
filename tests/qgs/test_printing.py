from __future__ import annotations

import subprocess
import sys

import pytest
from soilgate.plugin import demo

ZONES = demo.FOLDER / "zones.gpkg"


@pytest.fixture
def soilgate(child_env, tmp_path):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "soilgate", *arguments], env=child_env, cwd=tmp_path,
                              capture_output=True, text=True, encoding="utf-8", check=False)
    return run


def test_the_command_line_prints_the_notice_of_a_zone(soilgate, tmp_path):
    done = soilgate("notice", "control_zone", "--data", str(ZONES), "--id", "GK-01", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["GK-01.pdf"]


@pytest.mark.parametrize(("data", "subject", "named"), [
    (str(ZONES), "no-such-zone", "no-such-zone"), ("missing.gpkg", "GK-01", "missing.gpkg")])
def test_what_cannot_be_printed_ends_in_one_sentence_and_code_2(soilgate, tmp_path, data, subject, named):
    done = soilgate("notice", "control_zone", "--data", data, "--id", subject, "--out", str(tmp_path / "out"))
    assert done.returncode == 2 and named in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not list((tmp_path / "out").glob("*.pdf"))

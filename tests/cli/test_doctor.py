"""What the doctor tells of a machine where something is missing or too old."""

import shlex
import sys

import pytest
from soilgate.plugin import cli


@pytest.fixture
def without(monkeypatch):
    """Libraries that the machine lacks, and versions that it has instead of its own."""
    def hide(*names, **versions):
        real = cli._version
        monkeypatch.setattr(cli, "_version", lambda module, package: None if module in names
                            else versions.get(module) or real(module, package))
    return hide


def test_what_is_there_is_told_with_its_version(capsys):
    assert cli.main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "可以运行 / ready" in told and "?" not in told and "missing" not in told


def test_what_is_missing_or_too_old_is_told_with_one_command_for_all(without, capsys, monkeypatch):
    monkeypatch.setattr(cli.sys, "base_prefix", "/elsewhere")      # an environment: pip may put things there
    without("pandas", shapely="1.8.5")
    assert cli.main(["doctor"]) == 2
    told = capsys.readouterr().out
    assert "1.8.5 过旧 / too old" in told and "ready" not in told
    command = shlex.split(told.strip().splitlines()[-1])           # a bare > would write a file named =2
    assert command == [sys.executable, "-m", "pip", "install", "pandas", "shapely>=2"]


@pytest.mark.parametrize("tree", [True, False])
def test_a_python_that_the_system_manages_is_given_no_command_that_pip_refuses(tree, monkeypatch, tmp_path):
    (tmp_path / "EXTERNALLY-MANAGED").write_text("")
    monkeypatch.setattr(cli.sysconfig, "get_path", lambda _name: str(tmp_path))
    monkeypatch.setattr(cli.sys, "base_prefix", cli.sys.prefix)
    if not tree:
        monkeypatch.setattr(cli.about, "RESOURCES_DIR", tmp_path / "resources")
    command = cli._pip(["pandas", "shapely>=2"])
    assert command.startswith("make setup") if tree else (
        "-m venv" in command and 'soilgate-venv/bin/python -m pip install pandas "shapely>=2"' in command)

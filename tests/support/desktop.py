"""The real QGIS with a profile of its own: for ``make run``, pictures and tests of the desktop.

Command line: ``python -m soilgate.tests.support.desktop run PROFILES [PROJECT]`` opens it on the display at hand.
"""

from __future__ import annotations

import configparser
import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROFILE = "soilgate"


def make_profile(profiles: Path, *, plugin: Path = ROOT, locale: str | None = None) -> Path:
    """Make a QGIS profile in which the plugin is there and enabled.

    Parameters
    ----------
    profiles : Path
        Folder for ``--profiles-path``.
    plugin : Path
        The folder to link as ``soilgate``; the repository, or an unpacked zip.
    locale : str, optional
        Language of QGIS, such as ``zh-Hans`` or ``en_US``; that of the system when left out.

    Returns
    -------
    Path
        The profile's folder.
    """
    profile = profiles.resolve() / "profiles" / PROFILE
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    link = plugins / "soilgate"
    if link.is_symlink():
        link.unlink()
    if not link.exists():
        link.symlink_to(plugin.resolve(), target_is_directory=True)

    ini = profile / "QGIS" / "QGIS3.ini"
    ini.parent.mkdir(exist_ok=True)
    settings = configparser.RawConfigParser(delimiters=("=",), strict=False)
    settings.optionxform = str  # keys keep their case
    if ini.exists():
        settings.read(ini, encoding="utf-8")
    wanted = {
        "PythonPlugins": {"soilgate": "true", "processing": "true"},
        "qgis": {"checkVersion": "false", "showTips": "false", "askToSaveProjectChanges": "false"},
        "core": {r"NewsFeed\httpsfeedqgisorg\disabled": "true"},
        "app": {r"projections\unknownCrsBehavior": "NoAction"},
    }
    if locale:
        wanted["locale"] = {"userLocale": locale, "overrideFlag": "true"}
    for section, values in wanted.items():
        if not settings.has_section(section):
            settings.add_section(section)
        for key, value in values.items():
            settings.set(section, key, value)
    with ini.open("w", encoding="utf-8") as file:
        settings.write(file, space_around_delimiters=False)
    return profile


def desktop_env(**more: str) -> dict[str, str]:
    """Environment for QGIS: the Python packages of this environment, no platform plugin forced upon it."""
    env = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), **more}
    for name in ("QT_QPA_PLATFORM", "QGIS_PLUGINPATH", "QGIS_CUSTOM_CONFIG_PATH", "QGIS_OPTIONS_PATH"):
        env.pop(name, None)
    return env


def qgis_command(profiles: Path, *arguments: str | Path) -> list[str]:
    """The command that opens QGIS with a profile made by ``make_profile``."""
    program = shutil.which("qgis")
    if program is None:
        raise FileNotFoundError("qgis is not installed: run `make setup`")
    options = ["--profiles-path", profiles.resolve(), "--profile", PROFILE, "--nologo", "--noversioncheck"]
    return [program, *map(str, options), *map(str, arguments)]


@contextlib.contextmanager
def virtual_display(size: str = "1600x1000") -> Iterator[str]:
    """Start Xvfb on a free display and give its name, such as ``:1``."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def run_script(profiles: Path, script: Path, *arguments: str, timeout: float = 300, size: str = "1600x1000",
               project: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Open the real QGIS under Xvfb and let it run a script (``--code``); the script ends QGIS itself.

    The arguments reach the script as ``SOILGATE_ARGUMENTS``, joined by newlines, and the folder of ``inside.py`` as
    ``SOILGATE_SUPPORT``. A script that never ends is killed
    after ``timeout`` seconds and ``subprocess.TimeoutExpired`` is raised.
    """
    # QGIS 3.40 runs the text of the file without saying where it comes from; of an error it would tell a person.
    start = profiles / "start.py"
    start.write_text("import os, runpy, traceback\ntry:\n"
                     f"    runpy.run_path({str(script.resolve())!r})\n"
                     "except BaseException:\n    traceback.print_exc()\n    os._exit(1)\n", encoding="utf-8")
    with virtual_display(size) as display:
        more = {"DISPLAY": display, "SOILGATE_ARGUMENTS": "\n".join(arguments),
                "SOILGATE_SUPPORT": str(Path(__file__).parent), **(env or {})}
        command = qgis_command(profiles, "--code", start, *([project] if project else []))
        return subprocess.run(command, env=desktop_env(**more), timeout=timeout, check=False,
                              capture_output=True, text=True, encoding="utf-8", errors="replace")


def main(argv: list[str]) -> int:
    """Open QGIS for a person; without a display, under Xvfb for a few seconds to see that it comes up."""
    if len(argv) not in (2, 3) or argv[0] != "run":
        print(__doc__, file=sys.stderr)
        return 2
    profiles, project = Path(argv[1]), argv[2:]
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    named = spoken.split(".")[0] not in ("", "C", "POSIX")        # else no language is set here: Chinese first
    make_profile(profiles, locale=os.environ.get("SOILGATE_LOCALE") or (None if named else "zh-Hans"))
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        print(f"== QGIS with the profile {profiles}")
        return subprocess.run(qgis_command(profiles, *project), env=desktop_env(), check=False).returncode
    print("== no display here: QGIS comes up under Xvfb for a picture in build/run.png and is closed again")
    with virtual_display() as display:
        env = desktop_env(DISPLAY=display)
        qgis = subprocess.Popen(qgis_command(profiles, *project), env=env, stderr=subprocess.DEVNULL)
        try:
            for _ in range(60):
                time.sleep(1)
                if qgis.poll() is not None:
                    return qgis.returncode
                seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "QGIS"], env=env,
                                      capture_output=True, text=True, check=False)
                if seen.stdout.strip():
                    break
            else:
                print("QGIS did not show a window within a minute", file=sys.stderr)
                return 1
            time.sleep(10)
            subprocess.run(["import", "-window", "root", "build/run.png"], env=env, check=True)
        finally:
            qgis.kill()
            qgis.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Which Python libraries the review needs, which are missing, and how to get them. Standard library only.

QGIS of a distribution brings no geopandas, older Windows installers no shapely 2. Missing libraries go, when the
person agrees, into a private folder beside the QGIS profile; nothing of QGIS or the system is changed.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Callable, NamedTuple


class Library(NamedTuple):
    """A library: the name that is imported, the name pip knows, the oldest version that will do, and why."""

    module: str
    package: str
    minimum: str = ""
    below: str = ""

    @property
    def requirement(self) -> str:
        """As pip wants it."""
        limits = [f">={self.minimum}" if self.minimum else "", f"<{self.below}" if self.below else ""]
        return self.package + ",".join(limit for limit in limits if limit)


LIBRARIES = (
    Library("numpy", "numpy"),
    Library("pandas", "pandas", "1.5"),
    Library("shapely", "shapely", "2.0"),
    Library("pyproj", "pyproj", "3.3"),
    Library("geopandas", "geopandas", "0.14"),
    Library("pyogrio", "pyogrio", "0.6"),
    Library("openpyxl", "openpyxl"),
    Library("yaml", "PyYAML"),
    Library("jinja2", "Jinja2"),
)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


_AT_ONCE = ("numpy", "pandas", "shapely", "pyproj", "yaml")
"""What the pages import when they are built."""
_broken: set[str] = set()


def find_broken() -> None:
    """Import what the pages need at once; what is there and cannot be imported counts as missing.

    A library that was made for another numpy, or is half installed, would end the plugin in an error of Python.
    """
    _broken.clear()
    for name in _AT_ONCE:
        if importlib.util.find_spec(name) is not None:
            try:
                importlib.import_module(name)
            except (ImportError, AttributeError, OSError, RuntimeError, SyntaxError, TypeError, ValueError):
                _broken.add(name)


def missing() -> list[Library]:
    """Return the libraries that are not there, too old, or were found broken; imports none of them."""
    found = []
    for library in LIBRARIES:
        if library.module in _broken or importlib.util.find_spec(library.module) is None:
            found.append(library)
        elif library.minimum:
            try:
                have = importlib.metadata.version(library.package)
            except importlib.metadata.PackageNotFoundError:
                continue      # there, but without a record of its version: believed
            if _version(have) < _version(library.minimum):
                found.append(library)
    return found


def sentence(lang: str, path: Path) -> str:
    """Return one sentence that names what is missing and the cure; empty when nothing is.

    Parameters
    ----------
    path : the private folder
    """
    names = [library.requirement for library in missing()]
    if not names:
        return ""
    if lang == "zh":
        return (f"缺少 Python 库 {'、'.join(names)}：请在 SoilGate 面板中点“安装所需的库”，"
                f"或在终端运行：{command_line(path)}")
    return (f"Python libraries are missing ({', '.join(names)}): press \"Install libraries\" in the SoilGate panel, "
            f"or run in a terminal: {command_line(path)}")


def python() -> str:
    """Return the Python that belongs to this QGIS (inside QGIS ``sys.executable`` may be QGIS itself)."""
    executable = Path(sys.executable)
    a_python = executable.stem.lower().startswith("python")
    if a_python and Path(sys.exec_prefix) in executable.parents:
        return str(executable)
    names = [f"python{sys.version_info[0]}.{sys.version_info[1]}", "python3", "python", "python.exe", "python3.exe"]
    places = [Path(sys.exec_prefix), Path(sys.exec_prefix) / "bin", Path(sysconfig.get_path("scripts"))]
    for place in places:
        for name in names:
            if (place / name).is_file():
                return str(place / name)
    return str(executable) if a_python else "python3"


def command_line(path: Path) -> str:
    """Return the command a person can type: what the button does.

    Into the private folder, too: many systems manage their Python themselves and let pip put nothing else into it.
    """
    return " ".join(part if re.fullmatch(r"[\w:-]+", part) else f"\"{part}\"" for part in pip_command(path, missing()))


def folder(profile: Path) -> Path:
    """Return the private folder of libraries in a profile, one for each Python: an update of QGIS asks again."""
    return profile / "soilgate" / f"python{sys.version_info[0]}.{sys.version_info[1]}"


def use_folder(path: Path) -> None:
    """Let this process find libraries in the private folder.

    They come after those that QGIS brings: a second copy of pyproj or GDAL in one process ends in crashes. Only
    where QGIS brings one that is too old or broken does the folder go first.
    """
    find_broken()
    if not path.is_dir() or str(path) in sys.path:
        return
    outdated = any(importlib.util.find_spec(library.module) is not None for library in missing())
    if outdated:
        sys.path.insert(0, str(path))
    else:
        sys.path.append(str(path))
    importlib.invalidate_caches()
    find_broken()


def pip_command(path: Path, libraries: list[Library], wheelhouse: Path | None = None) -> list[str]:
    """Return the command that puts libraries into the private folder.

    Parameters
    ----------
    path : the private folder
    libraries : what to get
    wheelhouse : folder with wheels; then no network is used
    """
    command = [python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--upgrade",
               "--only-binary", ":all:", "--target", str(path)]
    if wheelhouse is not None:
        command += ["--no-index", "--find-links", str(wheelhouse)]
    wanted = [library.requirement for library in libraries]
    if not any(library.module == "numpy" for library in libraries):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            # another numpy than the one QGIS has loaded would not be usable
            wanted.append("numpy==" + importlib.metadata.version("numpy"))
    return command + wanted


def install(path: Path, wheelhouse: Path | None = None,
            is_cancelled: Callable[[], bool] = lambda: False) -> str:
    """Install what is missing into the private folder; call from a task, never without the person's consent.

    Parameters
    ----------
    is_cancelled : asked now and then; true ends pip

    Returns
    -------
    str
        Empty when everything is there afterwards; else the last lines of what pip said.
    """
    wanted = missing()
    if not wanted:
        return ""
    path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as said:
        run = subprocess.Popen(pip_command(path, wanted, wheelhouse), stdout=said,  # noqa: S603  (own command)
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        while run.poll() is None:
            if is_cancelled():
                run.kill()
            time.sleep(0.1)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    use_folder(path)
    if run.returncode != 0:
        return "\n".join(words.strip().splitlines()[-8:]) or str(run.returncode)
    still = missing()
    return ", ".join(library.requirement for library in still)

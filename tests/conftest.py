"""Set-up of every test run: the package gets its name, its compiled translations and a quiet home."""

from __future__ import annotations

import gc
import os
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# One name for the package: a folder called `soilgate` on the path, of this run only, so that it is never the link of
# another tree. Nothing of the package may be imported before these lines.
_site = tempfile.TemporaryDirectory(prefix="soilgate-site-")
(Path(_site.name) / "soilgate").symlink_to(ROOT, target_is_directory=True)
sys.path.insert(0, _site.name)  # this process
os.environ["PYTHONPATH"] = os.pathsep.join([_site.name, sysconfig.get_path("purelib")])  # children
os.environ["QGIS_PLUGINPATH"] = _site.name  # qgis_process and desktop
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", _site.name)

import pytest  # noqa: E402
import soilgate  # noqa: E402, F401  (before any test imports openpyxl)
from hypothesis import HealthCheck, settings  # noqa: E402

# `make test` tries the same examples every time; `make fuzz` new ones.
settings.register_profile("soilgate", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "fuzz", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "soilgate"))


def pytest_collection_finish():
    """Modules and tests stay to the end of the run: the search for garbage need not go through them every time."""
    gc.collect()
    gc.freeze()


def _modules_by_file() -> dict[str, set[str]]:
    """Names under which each loaded file of plugin/ and ui/ is known."""
    names: dict[str, set[str]] = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file:
            continue
        path = Path(file).resolve()
        if path.is_relative_to(ROOT / "plugin") or path.is_relative_to(ROOT / "ui"):
            names.setdefault(str(path.relative_to(ROOT)), set()).add(name)
    return names


@pytest.fixture(scope="session", autouse=True)
def _one_name_per_file():
    """At the end of the run no file of the package may have been loaded under two names."""
    yield
    double = {file: names for file, names in _modules_by_file().items() if len(names) > 1}
    assert not double, f"loaded under two names: {double}"


@pytest.fixture(autouse=True)
def _shapefiles_as_gdal_writes_them():
    """QGIS sets this option for the whole process; a file that a test writes is as another program would write it."""
    import pyogrio

    pyogrio.set_gdal_config_options({"SHAPE_ENCODING": None})


@pytest.fixture(scope="session")
def postgis_server():
    """Address of a PostGIS server that belongs to this run."""
    from soilgate.tests.support import postgis

    with postgis.server() as address:
        yield address


@pytest.fixture
def database(postgis_server, request):
    """Address of an empty database."""
    from soilgate.tests.support import postgis

    return postgis.new_database(postgis_server, f"t{abs(hash(request.node.nodeid)) % 10**12}")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def child_env() -> dict[str, str]:
    """Environment for child processes: the package by its name, no display, no interactive login's paths."""
    return dict(os.environ)


@pytest.fixture
def run_python(child_env, tmp_path):
    """Run a piece of Python in a child with the package on its path; return the finished process."""
    import subprocess
    import textwrap

    def run(code: str, *arguments: str, env: dict[str, str] | None = None, timeout: float = 120):
        script = tmp_path / "child.py"
        script.write_text(textwrap.dedent(code), encoding="utf-8")
        return subprocess.run(
            [sys.executable, str(script), *arguments],
            env={**child_env, **(env or {})},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run

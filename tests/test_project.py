"""What must hold for the project as a whole: names, imports, versions, libraries, release."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from soilgate.plugin import about
from soilgate.tests.support import scan

ROOT = scan.ROOT


# --- one name ---------------------------------------------------------------------------------------------------


def test_package_is_this_tree():
    import soilgate

    assert Path(soilgate.__file__).resolve().parent == ROOT
    assert ROOT == about.PLUGIN_DIR


def test_every_module_loads_under_one_name(run_python):
    done = run_python(
        """
        import importlib, pathlib, sys
        import soilgate
        root = pathlib.Path(soilgate.__file__).parent
        for file in sorted([*(root / "plugin").rglob("*.py"), *(root / "ui").rglob("*.py")]):
            name = ".".join(["soilgate", *file.relative_to(root).with_suffix("").parts]).removesuffix(".__init__")
            importlib.import_module(name)
        names = {}
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if file and pathlib.Path(file).resolve().is_relative_to(root.resolve()):
                names.setdefault(pathlib.Path(file).resolve(), []).append(name)
        print(len(names))
        sys.stdout.flush()
        double = {str(f): n for f, n in names.items() if len(n) > 1}
        import os
        if double:
            print(double, file=sys.stderr, flush=True)
        os._exit(1 if double else 0)
        """
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 2


def test_package_loads_under_another_folder_name(run_python, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "soilgate_main").symlink_to(ROOT, target_is_directory=True)
    done = run_python(
        """
        import sys
        sys.path = [sys.argv[1]] + [p for p in sys.path if "soilgate-site" not in p]
        import soilgate_main.plugin.cli
        assert not [m for m in sys.modules if m == "soilgate" or m.startswith("soilgate.")]
        """,
        str(tmp_path / "other"),
    )
    assert done.returncode == 0, done.stderr


def test_root_imports_the_standard_library_only():
    for file in (ROOT / "__init__.py", ROOT / "plugin" / "__init__.py", ROOT / "plugin" / "about.py"):
        for node in scan.parse(file).body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            foreign = [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]
            assert not foreign, f"{file.name}: {foreign}"


def test_workbooks_are_written_without_lxml_once_the_plugin_is_loaded(run_python):
    """Beside GDAL in another thread lxml ends QGIS."""
    assert run_python("import soilgate, openpyxl; print(openpyxl.LXML)").stdout.strip() == "False"


def test_command_line_loads_without_qgis(run_python):
    done = run_python(
        """
        import sys
        import soilgate.plugin.cli
        loaded = [m for m in sys.modules if m.split(".")[0] in ("qgis", "processing", "PyQt5", "PyQt6", "sip")]
        assert not loaded, loaded
        """
    )
    assert done.returncode == 0, done.stderr


def test_plugin_loads_with_qgis_and_the_standard_library_alone(run_python):
    """An apt QGIS ships neither pandas nor geopandas: importing and building the plugin must not need them."""
    done = run_python(
        """
        import importlib.abc, os, sys

        class Absent(importlib.abc.MetaPathFinder):
            names = {"pandas", "geopandas", "shapely", "pyogrio", "yaml", "openpyxl", "jinja2", "pyproj", "numpy"}
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in self.names:
                    raise ModuleNotFoundError(f"No module named {name!r}", name=name)

        sys.meta_path.insert(0, Absent())
        import soilgate
        plugin = soilgate.classFactory(None)
        assert type(plugin).__module__ == "soilgate.ui.main"
        os._exit(0)
        """
    )
    assert done.returncode == 0, done.stderr


# --- versions ---------------------------------------------------------------------------------------------------


def test_changelog_has_the_version_of_the_metadata_on_top():
    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert entries[0] == about.version()
    assert about.metadata()["changelog"].startswith(about.version())


def test_tag_of_this_commit_is_the_version():
    done = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    tags = [tag for tag in done.stdout.split() if re.fullmatch(r"v\d.*", tag)]
    assert all(tag == f"v{about.version()}" for tag in tags), tags


def test_version_stands_nowhere_else():
    pattern = re.compile(r"""(?:__version__|\bversion)\s*=\s*["']\d""")
    assert not [f for f in [*scan.python_files(), ROOT / "pyproject.toml"] if pattern.search(f.read_text("utf-8"))]


# --- rules that linters do not know -------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["Qt.AlignLeft", "Qt.Nonsense", "Qgis.Warning"])
def test_unscoped_enum_is_seen(source):
    tree = ast.parse(f"from qgis.PyQt.QtCore import Qt\nfrom qgis.core import Qgis\n{source}\n")
    assert [expression for _, expression, _ in scan.enum_faults(tree)] == [source]


@pytest.mark.parametrize("source", ["Qt.AlignmentFlag.AlignLeft", "Qgis.MessageLevel.Warning", "Qgis.QGIS_VERSION_INT"])
def test_scoped_enum_passes(source):
    tree = ast.parse(f"from qgis.PyQt.QtCore import Qt\nfrom qgis.core import Qgis\n{source}\n")
    assert not list(scan.enum_faults(tree))


def test_enums_are_fully_scoped():
    faults = []
    for file in [*scan.python_files(), *scan.python_files("tests")]:
        if file.name == "test_project.py":
            continue
        for line, expression, fault in scan.enum_faults(scan.parse(file)):
            if file.name == "compat.py" and fault == "is not in this QGIS":
                continue  # the one file that asks for versions
            faults.append(f"{file.relative_to(ROOT)}:{line}: {expression}: {fault}")
    assert not faults, "\n".join(faults)


def _qt6_faults(tree: ast.AST) -> list[int]:
    """Lines that PyQt6 refuses: a flag taken for a number, a class of flags, ``exec_``."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "int" and any(
                isinstance(part, ast.Name) and part.id == "Qt" for arg in node.args for part in ast.walk(arg)):
            lines.append(node.lineno)
        if isinstance(node, ast.Attribute) and (node.attr == "exec_" or (
                isinstance(node.value, ast.Name) and node.value.id == "Qt" and node.attr in (
                    "Orientations", "Alignment", "WindowFlags", "ItemFlags", "KeyboardModifiers", "MouseButtons"))):
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("source", ["int(Qt.AlignmentFlag.AlignLeft)", "Qt.Orientations()", "dialog.exec_()"])
def test_what_pyqt6_refuses_is_seen(source):
    assert _qt6_faults(ast.parse(source)) == [1]


def test_nothing_is_written_that_pyqt6_refuses():
    faults = [f"{file.relative_to(ROOT)}:{line}" for file in scan.python_files() for line in _qt6_faults(scan.parse(file))]
    assert not faults, faults


def test_reprojection_has_one_home():
    """GeoSeries.to_crs is silently ballpark between datums and may give infinity: core/geometry.py wraps it."""
    home = ROOT / "plugin" / "core" / "geometry.py"
    faults = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in scan.python_files()
        if file != home
        for line in scan.method_calls(scan.parse(file), "to_crs")
    ]
    assert not faults, faults


def test_the_package_imports_itself_relatively():
    """The folder may have another name. A linter cannot tell where the clone itself is called soilgate."""
    faults = [
        f"{file.relative_to(ROOT)}:{line}" for file in scan.python_files() for line in scan.own_imports(scan.parse(file))
    ]
    assert not faults, faults


def test_an_absolute_import_of_the_package_is_seen():
    tree = ast.parse("import os\nfrom soilgate.plugin import jobs\nfrom .core import rules\nimport soilgate.ui")
    assert scan.own_imports(tree) == [2, 4]


def test_reprojection_elsewhere_is_seen():
    assert scan.method_calls(ast.parse("plots = plots.geometry.to_crs(4547)"), "to_crs") == [1]


def test_no_generated_qt_files():
    assert not [f for f in scan.python_files() if re.search(r"resources_rc|_rc\.py$|ui_\w+\.py$", f.name)]


# --- libraries ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize(
    "order", ["qgis.core geopandas pyogrio", "geopandas pyogrio qgis.core", "pyogrio qgis.core geopandas"]
)
def test_one_proj_and_one_gdal_in_the_process(run_python, order):
    done = run_python(
        """
        import importlib, pathlib, re, sys
        for name in sys.argv[1:]:
            importlib.import_module(name)
        import geopandas, pyproj, shapely
        plots = geopandas.GeoSeries([shapely.Point(114, 30)], crs=4490)
        x = plots.to_crs(4547).x[0]
        assert abs(x - 500000) < 1e-6, x
        for library in ("libproj", "libgdal"):
            files = set(re.findall(rf"/\\S*/{library}[-.]\\S*", pathlib.Path("/proc/self/maps").read_text()))
            assert len(files) == 1, (library, files)
        print("whole")
        """,
        *order.split(),
    )
    assert done.stdout.strip() == "whole", done.stderr
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr}"


# --- release ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """The zip of the tree as it is committed, read."""
    target = tmp_path_factory.mktemp("zip")
    done = subprocess.run(["make", "zip"], cwd=ROOT, capture_output=True, text=True, check=False, env=_plain_env())
    assert done.returncode == 0, done.stdout + done.stderr
    path = ROOT / "build" / f"soilgate-{about.version()}.zip"
    copy = target / path.name
    copy.write_bytes(path.read_bytes())
    with zipfile.ZipFile(copy) as archive:
        yield archive


def _plain_env() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "PYTHONPATH")}


def test_zip_is_one_folder_of_the_plugin(release):
    assert release.testzip() is None
    names = release.namelist()
    assert {name.split("/")[0] for name in names} == {"soilgate"}
    assert all(name.isascii() for name in names)
    for needed in ("__init__.py", "metadata.txt", "LICENSE", "plugin/about.py", "resources/icons/soilgate.svg"):
        assert f"soilgate/{needed}" in names, needed
    assert len(names) == len(set(names))


def test_zip_has_nothing_that_does_not_belong(release):
    for name in release.namelist():
        parts = name.split("/")
        assert not [part for part in parts if part.startswith(".")], name
        assert not {"__pycache__", "__MACOSX", "tests", "build"}.intersection(parts), name
        assert not name.endswith((".pyc", ".pyd", ".so", ".dll", ".dylib", ".exe", ".jar", ".whl")), name
        assert parts[-1] not in ("Makefile", "pyproject.toml"), name
    assert sum(info.file_size for info in release.infolist()) < 20_000_000


def test_zip_has_compiled_translations(release):
    for source in (ROOT / "resources" / "i18n").glob("*.ts"):
        assert release.read(f"soilgate/resources/i18n/{source.stem}.qm")[:4] == b"\x3c\xb8\x64\x18"


def test_metadata_satisfies_the_plugin_repository(release):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(release.read("soilgate/metadata.txt").decode("utf-8"))
    general = parser["general"]
    required = "name description version qgisMinimumVersion author email about tracker repository homepage tags license"
    assert not [key for key in required.split() if not general.get(key, "").strip()]
    assert re.fullmatch(r"\d+\.\d+\.\d+", general["version"])
    assert re.fullmatch(r"3\.22(\.\d+)?", general["qgisMinimumVersion"])
    assert re.fullmatch(r"4\.99", general["qgisMaximumVersion"])
    for key in ("experimental", "deprecated", "server"):
        assert general[key] in ("True", "False"), key
    assert len(general["about"]) > 200
    assert re.fullmatch(r"[\w ,-]+", general["tags"].replace("GB 36600", "")), "tags are words with commas"
    assert "plugin" not in general["name"].lower()
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", general["email"])
    assert general["hasProcessingProvider"] == "yes"
    for key in ("homepage", "repository", "tracker"):
        assert re.fullmatch(r"https://\S+", general[key]), key
    icon = release.read(f"soilgate/{general['icon']}")
    assert ElementTree.fromstring(icon).tag.endswith("svg")
    assert "GNU GENERAL PUBLIC LICENSE" in release.read("soilgate/LICENSE").decode()


def test_zip_loads_without_the_tree(release, run_python, tmp_path):
    release.extractall(tmp_path / "plugins")
    done = run_python(
        """
        import pathlib, sys
        sys.path = [sys.argv[1]] + [p for p in sys.path if "soilgate-site" not in p]
        import soilgate.plugin.about as about
        assert str(about.PLUGIN_DIR).startswith(sys.argv[1]), about.PLUGIN_DIR
        print(about.version())
        """,
        str(tmp_path / "plugins"),
    )
    assert done.stdout.strip() == about.version(), done.stderr


# --- translations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_translation_is_compiled(language):
    folder = ROOT / "resources" / "i18n"
    assert (folder / f"soilgate_{language}.ts").is_file()
    assert (folder / f"soilgate_{language}.qm").is_file(), "run `make setup`"


def test_translation_files_name_their_language():
    for source in (ROOT / "resources" / "i18n").glob("*.ts"):
        assert ElementTree.parse(source).getroot().get("language") == source.stem.removeprefix("soilgate_")


@pytest.mark.parametrize(("lang", "spoken"), [("C.UTF-8", "zh-Hans"), ("", "zh-Hans"), ("en_GB.UTF-8", None)])
def test_make_run_speaks_chinese_where_no_language_is_set(lang, spoken, monkeypatch, tmp_path):
    from soilgate.tests.support import desktop

    told = {}
    monkeypatch.setattr(desktop, "make_profile", lambda _folder, locale: told.update(locale=locale))
    monkeypatch.setattr(desktop.subprocess, "run", lambda *_a, **_k: subprocess.CompletedProcess([], 0))
    for name in ("LC_ALL", "LC_MESSAGES", "SOILGATE_LOCALE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    monkeypatch.setenv("DISPLAY", ":99")
    assert desktop.main(["run", str(tmp_path), "demo.qgz"]) == 0 and told == {"locale": spoken}

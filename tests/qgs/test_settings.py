from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from soilgate.plugin.qgs import deps, settings


@pytest.fixture(autouse=True)
def _own_settings():
    QgsSettings().remove("soilgate")
    yield
    QgsSettings().remove("soilgate")


def test_settings_come_back_as_they_were_saved():
    wanted = settings.Settings(hotline="12369", tolerance_m=1.25, boundary_points_public=True, agency="示例区政府")
    settings.save(wanted)
    assert settings.load() == wanted


def test_a_value_of_another_type_gives_the_default():
    QgsSettings().setValue("soilgate/tolerance_m", "wide")
    assert settings.load().tolerance_m == settings.Settings().tolerance_m


def test_the_reporting_line_is_the_one_in_service():
    assert settings.Settings().hotline == "12345"


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.load().hotline = "1"


def test_nothing_is_missing_here_and_the_sentence_is_empty():
    assert deps.missing() == [] and deps.sentence("zh", Path("p")) == "" == deps.sentence("en", Path("p"))


def test_what_is_missing_is_named_with_its_cure(monkeypatch):
    monkeypatch.setattr(deps, "LIBRARIES", (deps.Library("no_such_module_x", "no-such-package", "2.0"),
                                            deps.Library("shapely", "shapely", "99")))
    assert [library.module for library in deps.missing()] == ["no_such_module_x", "shapely"]
    for lang in ("zh", "en"):
        sentence = deps.sentence(lang, Path("a folder"))
        assert "no-such-package>=2.0" in sentence and "shapely>=99" in sentence and "\n" not in sentence
        # a Python that the system manages lets pip put nothing into it but into a folder that is named
        assert '--target "a folder"' in sentence and '"no-such-package>=2.0"' in sentence and "--user" not in sentence


def test_a_wheelhouse_needs_no_network(tmp_path):
    command = deps.pip_command(tmp_path / "p", list(deps.LIBRARIES), tmp_path / "wheels")
    assert "--no-index" in command and str(tmp_path / "wheels") in command
    assert command[command.index("--target") + 1] == str(tmp_path / "p")


def test_the_folder_goes_behind_what_qgis_brings(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", ["first"])
    deps.use_folder(tmp_path)
    deps.use_folder(tmp_path)
    import sys
    assert sys.path == ["first", str(tmp_path)]


def test_the_folder_goes_first_where_qgis_brings_too_old_a_library(tmp_path, monkeypatch):
    monkeypatch.setattr(deps, "LIBRARIES", (deps.Library("shapely", "shapely", "99"),))
    import sys
    monkeypatch.setattr("sys.path", list(sys.path))
    deps.use_folder(tmp_path)
    assert sys.path[0] == str(tmp_path)


def test_deps_needs_the_standard_library_only(run_python):
    done = run_python("""
        import sys
        for name in ("numpy", "pandas", "yaml", "shapely", "qgis"):
            sys.modules[name] = None
        from soilgate.plugin.qgs import deps
        assert [l.module for l in deps.missing()], "blocked modules count as missing"
        from pathlib import Path
        print(deps.sentence("zh", Path("p")))
    """)
    assert done.returncode == 0, done.stderr
    assert "pandas" in done.stdout


def test_a_library_that_cannot_be_imported_counts_as_missing(run_python, tmp_path):
    for name in ("pandas", "shapely"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise ImportError('made for another numpy')")
    done = run_python(f"""
        import sys
        from pathlib import Path
        from soilgate.plugin.qgs import deps
        sys.path.insert(0, {str(tmp_path)!r})
        deps.use_folder(Path({str(tmp_path / "none")!r}))
        print([l.module for l in deps.missing()])
    """)
    assert done.returncode == 0, done.stderr
    assert "['pandas', 'shapely']" in done.stdout


def slow_pip(tmp_path, monkeypatch, body):
    fake = tmp_path / "python3"
    fake.write_text(f"#!/bin/sh\n{body}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(deps, "python", lambda: str(fake))
    monkeypatch.setattr(deps, "LIBRARIES", (deps.Library("no_such_module_x", "no-such-package"),))


def test_an_installation_can_be_cancelled(tmp_path, monkeypatch):
    slow_pip(tmp_path, monkeypatch, "echo fetching; exec sleep 600")
    asked = iter([False, True])
    assert "fetching" in deps.install(tmp_path / "p", None, lambda: next(asked, True))


def test_an_installation_that_fails_says_what_pip_said(tmp_path, monkeypatch):
    slow_pip(tmp_path, monkeypatch, "echo no matching distribution >&2; exit 1")
    assert "no matching distribution" in deps.install(tmp_path / "p")

"""The plugin on real widgets, with a project of its own and a canvas, offscreen."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication
from soilgate.plugin.qgs import i18n
from soilgate.ui.session import Session


@pytest.fixture
def project(qgis_new_project, tmp_path):
    """An empty project that lies in a folder of its own."""
    project = QgsProject.instance()
    project.setFileName(str(tmp_path / "plan.qgz"))
    yield project
    project.clear()


@pytest.fixture
def session(project, qapp):
    """The state behind the pages."""
    session = Session(project)
    yield session
    session.close()
    session.deleteLater()
    QCoreApplication.processEvents()


@pytest.fixture
def chinese(qgis_app):
    """The window in Chinese."""
    before = QgsApplication.locale()
    QgsApplication.setLocale(__import__("qgis.PyQt.QtCore", fromlist=["QLocale"]).QLocale("zh_CN"))
    translator = i18n.install_translator()
    assert translator is not None
    yield
    i18n.remove_translator(translator)
    QgsApplication.setLocale(__import__("qgis.PyQt.QtCore", fromlist=["QLocale"]).QLocale(before))

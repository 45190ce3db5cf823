"""The plugin on real widgets, with a project of its own, offscreen."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QLocale
from soilgate.plugin.qgs import i18n, use_cases
from soilgate.tests.support import kept_review
from soilgate.ui.dock import SoilGateDock
from soilgate.ui.session import Session


@pytest.fixture
def project(qgis_new_project, tmp_path):
    """An empty project that lies in a folder of its own."""
    project = QgsProject.instance()
    project.setFileName(str(tmp_path / "plan.qgz"))
    yield project
    project.clear()


@pytest.fixture(autouse=True)
def _demo_of_this_test(tmp_path, monkeypatch):
    """The demo is copied into the test's own folder, not into a profile that others use."""
    monkeypatch.setattr(use_cases, "demo_folder", lambda: tmp_path / "demo")


@pytest.fixture
def session(project, qgis_app):
    """The state behind the pages."""
    session = Session(project)
    session.problems = []
    session.failed.connect(session.problems.append)
    yield session
    session.close()
    session.deleteLater()
    QCoreApplication.processEvents()


@pytest.fixture
def dock(session, qtbot):
    """The dock with its four pages."""
    dock = SoilGateDock()
    qtbot.addWidget(dock)
    dock.build_pages(session)
    dock.review_page.run_requested.connect(session.start_review)
    dock.review_page.cancel_requested.connect(lambda: session.cancel("review"))
    dock.zones_page.run_requested.connect(session.start_zones)
    dock.resize(400, 900)
    dock.show()
    return dock


@pytest.fixture
def demo(session, dock, qtbot):
    """The demo district, its layers in their roles."""
    session.open_demo()
    assert not session.problems, session.problems
    return session


@pytest.fixture
def reviewed(demo, qtbot):
    """The demo district, reviewed; the same review is not made again for every test."""
    with pytest.MonkeyPatch.context() as patch, qtbot.waitSignal(demo.review_shown, timeout=120_000):
        patch.setattr(use_cases.ReviewRequest, "run", kept_review.once(use_cases.ReviewRequest.run))
        demo.start_review()
    assert not demo.problems, demo.problems
    return demo


@pytest.fixture
def chinese(qgis_app):
    """The window in Chinese."""
    before = QgsApplication.locale()
    QgsApplication.setLocale(QLocale("zh_CN"))
    translator = i18n.install_translator()
    assert translator is not None
    yield
    i18n.remove_translator(translator)
    QgsApplication.setLocale(QLocale(before))

"""Notices leave the window as PDF, printed by another process; where that cannot be, the window says why."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import deps, print_beside
from soilgate.tests.ui.test_plugin import flush, start
from soilgate.ui import dock as docks

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def plugin(qgis_iface, qtbot, project, tmp_path, monkeypatch):
    """The plugin with the demo and the layouts of its two zones, all chosen; PDFs go to ``out``."""
    plugin, _iface = start(qgis_iface)
    plugin.said = []
    monkeypatch.setattr(plugin._messages, "tell", lambda text, *_more, **_named: plugin.said.append(text))
    plugin.session.open_demo()
    plugin._dock.show_page(docks.NOTICES)
    plugin.make_notice(Role.CONTROL_ZONES, ["GK-01", "GK-02"])
    qtbot.waitUntil(lambda: not plugin.session.busy("layout"), timeout=30_000)
    plugin.page = plugin._dock.notices_page
    plugin.page.layout_list.selectAll()
    plugin.out = tmp_path / "out"
    plugin.out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_what: str(plugin.out))
    plugin.said.clear()
    yield plugin
    if plugin.session is not None:
        plugin.unload()
    flush()


def press(plugin, qtbot):
    """Ask for the PDFs, and wait until the other process is there."""
    qtbot.mouseClick(plugin.page.pdf_button, LEFT)
    assert plugin.session.busy("print") and not plugin.page.pdf_button.isEnabled()
    assert plugin.page.cancel_button.isVisibleTo(plugin.page)
    qtbot.waitUntil(lambda: plugin.session._printing is not None)
    request, printer = plugin.session._printing
    qtbot.waitUntil(lambda: printer.pid is not None, timeout=30_000)
    return request, printer.pid


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def left_over():
    return list(Path(tempfile.gettempdir()).glob("soilgate-print-*"))


def test_an_export_ends_with_the_files_in_place(plugin, qtbot):
    request, pid = press(plugin, qtbot)
    qtbot.waitUntil(lambda: not plugin.session.busy("print"), timeout=60_000)
    assert sorted(path.read_bytes()[:5] for path in plugin.out.iterdir()) == [b"%PDF-"] * 2
    assert len(plugin.said) == 1 and plugin.out.name in plugin.said[0]
    assert plugin.page.pdf_button.isEnabled() and not plugin.page.cancel_button.isVisibleTo(plugin.page)
    assert gone(pid) and not request.project.parent.exists()


def test_a_stop_leaves_nothing(plugin, qtbot):
    request, pid = press(plugin, qtbot)
    qtbot.mouseClick(plugin.page.cancel_button, LEFT)
    qtbot.waitUntil(lambda: not plugin.session.busy("print"), timeout=10_000)
    qtbot.waitUntil(lambda: gone(pid), timeout=10_000)
    assert not list(plugin.out.iterdir()) and not request.project.parent.exists()
    assert plugin.said == ["Cancelled; what was there before stays as it was."]


@pytest.mark.parametrize("end", ["unload", "clear"])
def test_a_window_that_closes_takes_the_process_along(plugin, qtbot, end):
    request, pid = press(plugin, qtbot)
    plugin.unload() if end == "unload" else QgsProject.instance().clear()
    qtbot.waitUntil(lambda: gone(pid), timeout=10_000)
    qtbot.wait(300)
    assert not list(plugin.out.iterdir()) and not plugin.said and not request.project.parent.exists()


def test_without_another_process_the_window_prints_and_says_so(plugin, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(deps, "python", lambda: str(tmp_path / "none"))
    before = left_over()
    qtbot.mouseClick(plugin.page.pdf_button, LEFT)
    qtbot.waitUntil(lambda: not plugin.session.busy("print") and len(plugin.said) == 2, timeout=60_000)
    assert "no second process could be used" in plugin.said[0] and len(list(plugin.out.iterdir())) == 2
    assert left_over() == before


def test_a_layer_in_memory_is_printed_by_the_window(plugin, qtbot):
    QgsProject.instance().addMapLayer(QgsVectorLayer("Point?crs=EPSG:4547", "草图", "memory"))
    layout = QgsProject.instance().layoutManager().layoutByName(plugin.page.chosen_layouts()[0])
    layout.itemById("map").setKeepLayerSet(False)
    qtbot.mouseClick(plugin.page.pdf_button, LEFT)
    qtbot.waitUntil(lambda: not plugin.session.busy("print"))
    assert len(list(plugin.out.iterdir())) == 2 and plugin.page.pdf_button.isEnabled()
    assert "草图" in plugin.said[0] and "memory" in plugin.said[0]


def test_a_stop_before_the_process_begins(plugin, qtbot):
    qtbot.mouseClick(plugin.page.pdf_button, LEFT)
    plugin.session.cancel("print")
    assert not plugin.session.busy("print") and plugin.page.pdf_button.isEnabled()
    qtbot.wait(300)
    assert plugin.session._printing is None and not list(plugin.out.iterdir()) and not plugin.said


@pytest.mark.parametrize("end", ["stop", "layer", "clear"])
def test_notices_that_are_being_laid_out_can_be_stopped(plugin, qtbot, end):
    page, manager = plugin.page, QgsProject.instance().layoutManager()
    before = {layout.name() for layout in manager.printLayouts()}
    page.kind_combo.setCurrentIndex(1)
    page.layout_requested.emit(Role.REGISTRY, [page.subject_combo.itemData(k) for k in range(3)])
    assert plugin.session.busy("layout") and not page.make_button.isEnabled()
    if end == "stop":
        qtbot.mouseClick(page.cancel_button, LEFT)
    elif end == "layer":
        QgsProject.instance().removeMapLayer(plugin.session.layer(Role.REGISTRY).id())
    else:
        QgsProject.instance().clear()
    assert not plugin.session.busy("layout") and not page.cancel_button.isVisibleTo(page)
    qtbot.wait(500)
    assert {layout.name() for layout in manager.printLayouts()} == (set() if end == "clear" else before)
    assert not plugin.said


def test_what_cannot_be_laid_out_is_told_and_the_others_are_made(plugin, qtbot):
    manager = QgsProject.instance().layoutManager()
    for layout in manager.printLayouts():
        manager.removeLayout(layout)
    plugin.make_notice(Role.CONTROL_ZONES, ["nowhere", "GK-02"])
    qtbot.waitUntil(lambda: not plugin.session.busy("layout"), timeout=30_000)
    assert len(manager.printLayouts()) == 1 and "nowhere" in plugin.said[0] and len(plugin.said) == 2


def test_every_reason_has_its_sentence():
    from soilgate.ui import words

    source = Path(print_beside.__file__).read_text(encoding="utf-8")
    for why in ("memory", "edited", "function", "unreadable", "process"):
        assert f'NotBeside("{why}"' in source and words.not_beside(why, "x")

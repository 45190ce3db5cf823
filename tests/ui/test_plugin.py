"""The plugin object: comes, works and goes."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas
import pytest
import shapely
import soilgate
from qgis.core import QgsApplication, QgsExpression, QgsProject, QgsVectorLayer
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QFileDialog
from soilgate.plugin import demo
from soilgate.plugin.core.vocabulary import Role

BOUNDARY = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.001
转换参数=0,0,0,0,0,0,0
[地块坐标]
5,1.0000,1,示例地块,面,,住宅,,@
J1,1,3379300.000,38498700.000
J2,1,3379400.000,38498700.000
J3,1,3379400.000,38498800.000
J4,1,3379300.000,38498800.000
J1,1,3379300.000,38498700.000
"""


class Iface:
    """The parts of the interface that pytest-qgis does not have, around its own."""

    def __init__(self, iface):
        self._iface, self.factories, self.menu, self.filters = iface, [], [], []

    def __getattr__(self, name):
        return getattr(self._iface, name)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)

    def registerLocatorFilter(self, filter_):
        self.filters.append(filter_)

    def deregisterLocatorFilter(self, filter_):
        self.filters.remove(filter_)

    def addPluginToMenu(self, _menu, action):
        self.menu.append(action)

    def removePluginMenu(self, _menu, action):
        self.menu.remove(action)

    def addToolBarIcon(self, action):
        self.menu.append(action)

    def removeToolBarIcon(self, action):
        self.menu.remove(action)

    def addDockWidget(self, area, dock):
        self._iface.mainWindow().addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self._iface.mainWindow().removeDockWidget(dock)


def start(qgis_iface):
    iface = Iface(qgis_iface)
    plugin = soilgate.classFactory(iface)
    plugin.initGui()
    return plugin, iface


def flush():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def ours(window):
    return [w for w in window.findChildren(QDockWidget) + window.findChildren(QAction)
            if w.objectName().startswith("SoilGate")]


def test_unload_leaves_nothing(qgis_iface, qgis_new_project):
    flush()
    registry = QgsApplication.processingRegistry()
    providers = {p.id() for p in registry.providers()}
    window = qgis_iface.mainWindow()
    assert not ours(window)
    items = len(qgis_iface.mapCanvas().scene().items())
    plugin, iface = start(qgis_iface)
    assert ours(window)
    assert {p.id() for p in registry.providers()} - providers == {"soilgate"}
    assert iface.filters
    assert QgsExpression.isFunctionName("soilgate_verdict")
    plugin.unload()
    flush()
    assert not iface.filters
    assert not QgsExpression.isFunctionName("soilgate_verdict")
    assert {p.id() for p in registry.providers()} == providers
    assert not ours(window)
    assert not iface.factories
    assert not iface.menu
    assert len(qgis_iface.mapCanvas().scene().items()) == items
    assert plugin.session is None


def test_the_plugin_can_be_reloaded(qgis_iface, qgis_new_project):
    for _ in range(3):
        plugin, _iface = start(qgis_iface)
        plugin.unload()
        flush()
    assert not ours(qgis_iface.mainWindow())


def test_what_was_entered_and_not_saved_is_there_after_a_reload(qgis_iface, qgis_new_project):
    plugin, _iface = start(qgis_iface)
    plugin.session.new_application()
    name = plugin.session.application_id
    plugin.unload()
    flush()
    again, _iface = start(qgis_iface)
    assert list(again.session.applications) == [name]
    again.unload()
    flush()


def test_unload_during_a_run_does_no_harm(qgis_iface, qgis_new_project, qtbot):
    plugin, _iface = start(qgis_iface)
    plugin.session.open_demo()
    plugin.session.start_review()
    plugin.unload()
    flush()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)
    QgsProject.instance().clear()


def test_a_run_that_a_person_stops_says_so(qgis_iface, qgis_new_project, qtbot, monkeypatch):
    plugin, _iface = start(qgis_iface)
    said = []
    monkeypatch.setattr(plugin._messages, "tell", lambda text, *_more, **_named: said.append(text))
    try:
        plugin.open_demo()
        qtbot.waitUntil(lambda: plugin.session.layer(Role.PARCELS) is not None and not plugin.session.busy("open"),
                        timeout=60_000)
        said.clear()
        with qtbot.waitSignal(plugin.session.run_ended, timeout=60_000):
            plugin.session.start_review()
            plugin.session.cancel("review")
        qtbot.waitUntil(lambda: bool(said))
        assert plugin.session.review is None
        assert said == [QCoreApplication.translate("SoilGate", "Cancelled; what was there before stays as it was.")]
    finally:
        plugin.unload()
        flush()
        QgsProject.instance().clear()


def test_unload_with_the_live_check_in_hand_leaves_nothing(qgis_iface, qgis_new_project, qtbot):
    canvas = qgis_iface.mapCanvas()
    items = len(canvas.scene().items())
    plugin, iface = start(qgis_iface)
    plugin.session.open_demo()
    action = next(a for a in iface.menu if a.objectName() == "SoilGate_live")
    action.trigger()
    tool = plugin.tools.live_tool
    assert canvas.mapTool() is tool
    plugin.unload()                          # while the site is being made ready
    flush()
    assert canvas.mapTool() is not tool
    assert len(canvas.scene().items()) == items
    assert not ours(qgis_iface.mainWindow())
    assert not iface.menu
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)
    QgsProject.instance().clear()


def test_choosing_a_row_lights_the_parcel_and_its_evidence(qgis_iface, qgis_new_project, qtbot):
    plugin, _iface = start(qgis_iface)
    try:
        plugin.session.open_demo()
        with qtbot.waitSignal(plugin.session.finished_well, timeout=120_000):
            plugin.session.start_review()
        result = plugin.session.review
        row = int(result.parcels.index[result.parcels["verdict"] == "prohibited"][0])
        plugin._dock.review_page.choose(row)
        assert len(plugin._spotlight._bands) >= 2
        fid = int(result.fids[100])
        point = plugin.session.result_layer().getFeature(fid).geometry().pointOnSurface().asPoint()
        assert plugin._pick.feature_at(point) == fid
        plugin._pick.picked.emit(fid)
        assert plugin._dock.review_page.current_row() == 100
    finally:
        plugin.unload()
        QgsProject.instance().clear()
        flush()


def test_a_boundary_file_becomes_the_parcels(qgis_iface, qgis_new_project, tmp_path, qtbot):
    from soilgate.plugin.core.vocabulary import Role

    file = tmp_path / "界址点.txt"
    file.write_text(BOUNDARY, encoding="gb18030")
    plugin, _iface = start(qgis_iface)
    try:
        plugin.import_data([str(file)])
        qtbot.waitUntil(lambda: plugin._import.tried is not None and plugin._import.tried.ready, timeout=30_000)
        plugin._import.import_button.click()
        qtbot.waitUntil(lambda: plugin._import is None, timeout=30_000)
        layer = plugin.session.layer(Role.PARCELS)
        assert layer.featureCount() == 1
        assert abs(next(layer.getFeatures()).geometry().area() - 10_000) < 0.01
    finally:
        plugin.unload()
        QgsProject.instance().clear()
        flush()


def test_the_import_window_knows_the_workspace_of_the_last_time(qgis_iface, qgis_new_project, tmp_path, qtbot):
    from soilgate.plugin.io import workspace
    from soilgate.plugin.qgs import settings

    file, store = tmp_path / "界址点.txt", tmp_path / "工作库.gpkg"
    file.write_text(BOUNDARY, encoding="gb18030")
    workspace.create(store, crs="EPSG:4547")
    settings.remember_workspace("")
    plugin, _iface = start(qgis_iface)
    try:
        plugin.import_data([str(file)])
        assert plugin._import.wish.workspace == ""
        plugin._import.set_workspace(str(store))
        qtbot.waitUntil(lambda: plugin._import.tried is not None and plugin._import.tried.ready, timeout=30_000)
        plugin._import.import_button.click()
        qtbot.waitUntil(lambda: plugin._import is None, timeout=30_000)
        plugin.import_data()
        assert plugin._import.wish.workspace == str(store)
        plugin._import.reject()
    finally:
        plugin.unload()
        QgsProject.instance().clear()
        settings.remember_workspace("")
        flush()


@pytest.mark.parametrize("every", [False, True])
def test_the_map_goes_to_proposed_signs_and_their_zone(qgis_iface, qgis_new_project, qtbot, every):
    plugin, _iface = start(qgis_iface)
    canvas, session = qgis_iface.mapCanvas(), plugin.session
    try:
        session.open_demo()
        with qtbot.waitSignal(session.finished_well, timeout=120_000):
            session.start_zones()
        page = plugin._dock.zones_page
        canvas.setExtent(session.layer(Role.PARCELS).extent())
        canvas.zoomByFactor(4)                   # somewhere far above
        with qtbot.waitSignal(session.proposals_shown, timeout=60_000):
            page.propose_actions["signs", every].trigger()
        zones = session.result_layer("zones_status", "zones")
        points = next(x for x in QgsProject.instance().mapLayers().values()
                      if x.customProperty("soilgate/layer") == "proposed_signs")
        wanted = points.extent()
        for feature in zones.getFeatures():
            if every or str(feature["zone_id"]) == page.current_zone():
                wanted.combineExtentWith(feature.geometry().boundingBox())
        wanted = canvas.mapSettings().layerExtentToOutputExtent(points, wanted)
        view = canvas.extent()
        assert view.contains(wanted)
        assert max(wanted.width() / view.width(), wanted.height() / view.height()) > 0.5
        canvas.setExtent(wanted)
        canvas.zoomByFactor(1.5)
        before = canvas.extent()
        with qtbot.waitSignal(session.proposals_shown, timeout=60_000):
            page.propose_actions["signs", every].trigger()
        assert canvas.extent() == before, "seen already: the map stays"
    finally:
        plugin.unload()
        QgsProject.instance().clear()
        flush()


def test_without_libraries_the_dock_says_so_in_one_sentence_with_a_button(run_python):
    """An apt QGIS ships no pandas: the dock is there, with the cure."""
    done = run_python(
        """
        import importlib.abc, importlib.util, os, sys
        ABSENT = {"pandas", "geopandas", "shapely", "pyogrio", "yaml", "openpyxl", "jinja2", "pyproj", "numpy"}

        class Absent(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in ABSENT:
                    raise ModuleNotFoundError(f"No module named {name!r}", name=name)

        real = importlib.util.find_spec
        importlib.util.find_spec = lambda name, package=None: None if name in ABSENT else real(name, package)
        sys.meta_path.insert(0, Absent())
        from qgis.core import QgsApplication
        app = QgsApplication([], True)
        app.initQgis()
        from soilgate.ui.dock import SoilGateDock
        dock = SoilGateDock()
        dock.show()
        page = dock.libraries_page
        assert page is not None and dock.stack.currentWidget() is page
        assert "pandas" in page.sentence.text() and page.sentence.text().count(".") == 1, page.sentence.text()
        assert page.install_button.isVisible() and page.install_button.isEnabled()
        import soilgate
        plugin = soilgate.classFactory(None)
        plugin.initProcessing()
        plugin.unload()
        print("said", flush=True)
        os._exit(0)
        """
    )
    assert done.stdout.strip().endswith("said"), done.stderr


def listeners(project, layer):
    signals = [project.layersWillBeRemoved, project.layersRemoved, project.layersAdded, project.cleared,
               project.readProject, project.writeProject, project.projectSaved]
    own = [layer.nameChanged, layer.dataSourceChanged, layer.crsChanged, layer.subsetStringChanged,
           layer.selectionChanged, layer.layerModified]
    return [project.receivers(s) for s in signals] + [layer.receivers(s) for s in own]


def test_unload_leaves_no_listener_no_message_no_window_and_no_file(qgis_iface, qgis_new_project, tmp_path):
    project = QgsProject.instance()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=dkbh:string&field=use_code:string", "规划地块", "memory")
    project.addMapLayer(layer)
    flush()
    before = listeners(project, layer)
    plugin, _iface = start(qgis_iface)
    folder = plugin.session.folder()
    assert folder.is_dir()
    assert listeners(project, layer) != before
    bar = QgsMessageBar()
    plugin._messages._bar = bar
    plugin._messages.warn("看这里", button="去", action=lambda: plugin.session.folder())
    assert len(bar.items()) == 1
    plugin.open_help("data")
    assert [w for w in QApplication.topLevelWidgets() if w.objectName() == "SoilGateGuideWindow"]
    plugin.unload()
    flush()
    assert listeners(project, layer) == before
    assert not bar.items()
    assert not [w for w in QApplication.topLevelWidgets() if w.objectName() == "SoilGateGuideWindow"]
    assert not folder.exists()
    project.clear()


@pytest.mark.parametrize("end", ["done", "clear", "unload"])
def test_layers_are_opened_in_turns_and_the_cursor_of_it_goes(qgis_iface, qgis_new_project, qtbot, end):
    plugin, _iface = start(qgis_iface)
    turns = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(len(QgsProject.instance().mapLayers())))
    timer.start(0)
    plugin.open_demo()
    assert QApplication.overrideCursor().shape() == Qt.CursorShape.BusyCursor
    assert plugin.session.busy("open") and not QgsProject.instance().mapLayers()
    qtbot.waitUntil(lambda: len(QgsProject.instance().mapLayers()) > 2)
    if end == "done":
        qtbot.waitUntil(lambda: not plugin.session.busy("open"))
        assert plugin.session.layer(Role.PARCELS) is not None and len(set(turns)) > 5
        assert all(choice.layer_id in QgsProject.instance().mapLayers() and choice.chosen
                   for choice in plugin.session.choices.values() if choice.layer_id)
    elif end == "clear":
        QgsProject.instance().clear()
        qtbot.wait(200)
        assert not plugin.session.busy("open") and not QgsProject.instance().mapLayers()
    timer.stop()
    plugin.unload()
    flush()
    assert QApplication.overrideCursor() is None
    QgsProject.instance().clear()


def test_a_plan_is_opened_with_its_lists_and_gets_its_role_by_its_shape(qgis_iface, qgis_new_project, qtbot, tmp_path,
                                                                       monkeypatch):
    """Nothing but its being an area says of the first file that it is the plan."""
    plain = geopandas.GeoDataFrame({"a": ["x"]}, geometry=[shapely.box(500000, 3400000, 500100, 3400100)], crs=4547)
    plain.to_file(tmp_path / "zzz.gpkg", layer="zzz")
    registry = next(one for one in demo.description()["layers"] if one["role"] == "registry")
    shutil.copy(demo.FOLDER / registry["path"], tmp_path)        # QGIS writes into what it opens
    paths = [str(tmp_path / "zzz.gpkg"), f"{tmp_path / registry['path']}|layername={registry['layer']}",
             str(tmp_path / "none.gpkg")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_what: (paths, ""))
    plugin, iface = start(qgis_iface)
    iface.addVectorLayer = lambda path, name, kind: QgsProject.instance().addMapLayer(
        QgsVectorLayer(path, Path(path).stem, kind)) if Path(path.split("|")[0]).is_file() else None
    said = []
    monkeypatch.setattr(plugin._messages, "warn", said.append)
    try:
        plugin.open_plan()
        qtbot.waitUntil(lambda: not plugin.session.busy("open"))
        qtbot.waitUntil(lambda: plugin.session.layer(Role.PARCELS) is not None, timeout=20_000)
        assert plugin.session.layer(Role.PARCELS).name() == "zzz"
        qtbot.waitUntil(lambda: not plugin.session._settling.busy)
        assert plugin.session.layer(Role.REGISTRY) is not None
        assert len(said) == 1 and "none.gpkg" in said[0]
    finally:
        plugin.unload()
        flush()
        QgsProject.instance().clear()

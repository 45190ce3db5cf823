"""The plugin object: builds the parts, connects them, takes them apart."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Optional

from qgis.core import QgsApplication, QgsFeatureRequest, QgsProject, QgsRectangle, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QDialog, QFileDialog

from ..plugin.qgs import deps, i18n, icons
from . import dock as docks
from .dock import SoilGateDock
from .guide import Guide
from .libraries import private_folder
from .messages import Messages

if TYPE_CHECKING:
    from ..plugin.core.vocabulary import Role
    from .map_tools.pick import PickTool
    from .map_tools.spotlight import Spotlight
    from .session import Session

translate = QCoreApplication.translate
_SMALL = 0.3                 # part of the map below which proposed points are looked at from too far


class SoilGatePlugin:
    """What QGIS loads.

    Parameters
    ----------
    iface : QgisInterface or None
        None without a window (``qgis_process``).
    """

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._undo: list[Callable[[], object]] = []
        self._provider: Any = None
        self._dock: Optional[SoilGateDock] = None
        self._messages = Messages(None)
        self.session: Optional[Session] = None
        self._spotlight: Optional[Spotlight] = None
        self._places: Optional[Spotlight] = None
        self._pick: Optional[PickTool] = None
        self._place: Any = None
        self._guide: Optional[Guide] = None
        self._import: Any = None
        self._waiting = False                # for layers that are being opened
        self.tools: Any = None

    # -- coming and going --------------------------------------------------------------------------------------

    def initProcessing(self) -> None:
        """Register the Processing provider; needs no window."""
        if self._provider is not None:
            return
        from ..plugin.qgs.provider import SoilGateProvider

        translator = i18n.install_translator()
        self._undo.append(lambda: i18n.remove_translator(translator))
        self._provider = SoilGateProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)
        self._undo.append(self._remove_provider)

    def _remove_provider(self) -> None:
        QgsApplication.processingRegistry().removeProvider(self._provider)
        self._provider = None

    def initGui(self) -> None:
        """Build dock, actions and options; the pages too when the libraries are there."""
        deps.use_folder(private_folder())
        self.initProcessing()
        self._messages = Messages(self._iface.messageBar())
        self._undo.append(self._messages.close)
        self._add_dock()
        self._add_options()
        if not deps.missing():
            self._build()

    def unload(self) -> None:
        """Undo everything, the last first."""
        while self._undo:
            self._undo.pop()()

    def _add_dock(self) -> None:
        dock = SoilGateDock(self._iface.mainWindow())
        self._dock = dock
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._undo.append(self._remove_dock)
        dock.libraries_ready.connect(self._build)
        dock.help_requested.connect(self.open_help)
        show = QAction(icons.icon("soilgate"), translate("SoilGate", "Land use review (SoilGate)"),
                       self._iface.mainWindow())
        show.setObjectName("SoilGateShowDock")
        show.setCheckable(True)
        dock.setToggleVisibilityAction(show)
        self._iface.addToolBarIcon(show)
        self._undo.append(lambda: (self._iface.removeToolBarIcon(show), show.deleteLater()))
        self._iface.addPluginToMenu("SoilGate", show)
        self._undo.append(lambda: self._iface.removePluginMenu("SoilGate", show))
        guide = QAction(translate("SoilGate", "Guide"), self._iface.mainWindow())
        guide.setObjectName("SoilGateGuide")
        guide.triggered.connect(lambda _on=False: self.open_help())
        self._iface.addPluginToMenu("SoilGate", guide)
        self._undo.append(lambda: (self._iface.removePluginMenu("SoilGate", guide), guide.deleteLater()))

    def _remove_dock(self) -> None:
        if self._dock is not None:
            if self._dock.libraries_page is not None:
                self._dock.libraries_page.close_down()
            self._iface.removeDockWidget(self._dock)
            self._dock.setParent(None)
            self._dock.deleteLater()
            self._dock = None

    def _add_options(self) -> None:
        from .options import OptionsFactory

        factory = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(factory)
        self._undo.append(lambda: self._iface.unregisterOptionsWidgetFactory(factory))

    def _build(self) -> None:
        """Make session, pages and map tools, and connect them."""
        from .map_tools.pick import PickTool
        from .map_tools.place import PlaceTool
        from .map_tools.spotlight import Spotlight
        from .session import Session

        project = QgsProject.instance()
        self.session = Session(project)
        self._undo.append(self._close_session)
        canvas = self._iface.mapCanvas()
        self._spotlight = Spotlight(canvas, project)
        self._undo.append(self._spotlight.clear)
        self._places = Spotlight(canvas, project)
        self._undo.append(self._places.clear)
        self._pick = PickTool(canvas, self.session.result_layer)
        self._undo.append(lambda: canvas.unsetMapTool(self._pick))
        self._place = PlaceTool(canvas)
        self._undo.append(lambda: canvas.unsetMapTool(self._place))
        self._dock.build_pages(self.session)
        self._connect(self.session)
        self._add_tools(self.session)
        self._spare_the_collector()
        self.session.resume()

    def _spare_the_collector(self) -> None:
        """Have Python not look again, while the window waits, through all that the libraries hold for good."""
        gc.collect()
        gc.freeze()
        self._undo.append(gc.unfreeze)

    def _add_tools(self, session: Session) -> None:
        """Map tools with their pages, locator filter and expression functions."""
        from ..plugin.qgs import expressions
        from ..plugin.qgs.locator import SiteFilter
        from .tools import Tools

        self.tools = Tools(self._iface, session, self._dock, self._messages, self._ask_open)
        self._undo.append(self.tools.close)
        for action in self.tools.actions():
            self._iface.addPluginToMenu("SoilGate", action)
            self._undo.append(lambda a=action: self._iface.removePluginMenu("SoilGate", a))
        expressions.register(lambda: session.review)
        self._undo.append(expressions.unregister)
        filter_ = SiteFilter(self.tools.searched, self._iface.mapCanvas(), self._show_settle)
        self._iface.registerLocatorFilter(filter_)
        self._undo.append(lambda: self._iface.deregisterLocatorFilter(filter_))

    def _show_settle(self) -> None:
        self._dock.show_page(docks.DATA)
        self._dock.data_page.show_settle()

    def _close_session(self) -> None:
        if self._import is not None:
            self._import.reject()
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def _connect(self, session: Session) -> None:
        data, review = self._dock.data_page, self._dock.review_page
        zones, notices = self._dock.zones_page, self._dock.notices_page
        data.demo_requested.connect(self.open_demo)
        data.plan_requested.connect(self.open_plan)
        data.boundary_requested.connect(lambda: self.import_data(ask=True))
        data.import_requested.connect(lambda: self.import_data())
        data.recognise_requested.connect(self.recognise)
        data.columns_requested.connect(self.ask_columns)
        data.crs_requested.connect(self.ask_crs)
        panel = data.settle_panel
        panel.shape_requested.connect(self._ask_place)
        panel.selection_requested.connect(self._take_selection)
        panel.shown_on_map.connect(lambda shape, crs: self._iface.mapCanvas().flashGeometries([shape], crs))
        panel.places_shown.connect(self._places.show_places)
        self._place.placed.connect(self._on_placed)
        self._place.given_up.connect(lambda: self._iface.mapCanvas().unsetMapTool(self._place))
        review.run_requested.connect(session.start_review)
        review.cancel_requested.connect(lambda: session.cancel("review"))
        review.row_chosen.connect(self._on_row_chosen)
        review.row_opened.connect(lambda row: self._light(row, zoom=True))
        review.evidence_requested.connect(self._on_evidence)
        review.export_requested.connect(self.export_review)
        review.decision_requested.connect(self.ask_decision)
        review.papers_requested.connect(self.write_papers)
        review.rows_requested.connect(self.export_rows)
        review.statement_requested.connect(self.ask_statement)
        review.pick_toggled.connect(self._on_pick)
        zones.run_requested.connect(session.start_zones)
        zones.cancel_requested.connect(lambda: session.cancel("zones"))
        zones.zone_chosen.connect(self._on_zone)
        zones.notice_requested.connect(self._on_zone_notice)
        zones.proposals_requested.connect(session.start_proposals)
        zones.house_requested.connect(self.ask_house_values)
        zones.statement_requested.connect(self.ask_plot_statement)
        zones.export_requested.connect(self.export_zones)
        session.proposals_shown.connect(self._on_proposals)
        notices.layout_requested.connect(self.make_notice)
        notices.open_requested.connect(self.open_layout)
        notices.export_requested.connect(self.export_layouts)
        notices.cancel_requested.connect(lambda: (session.cancel("layout"), session.cancel("print")))
        session.run_started.connect(self._on_busy)
        session.run_ended.connect(self._on_busy)
        session.failed.connect(self._on_failed)
        session.finished_well.connect(self._on_finished)
        session.cancelled.connect(lambda _kind: self._messages.tell(
            translate("SoilGate", "Cancelled; what was there before stays as it was.")))
        session.parcel_selected.connect(self._on_parcel_selected)
        session.review_shown.connect(lambda _result: self._spotlight.clear())
        session.demo_opened.connect(self._zoom_to)
        self._pick.picked.connect(self._on_picked)
        self._pick.deactivated.connect(lambda: review.pick_button.setChecked(False))

    def _on_busy(self, kind: str) -> None:
        """Show by the cursor that layers are being opened."""
        if kind == "open" and self.session is not None and self.session.busy(kind) != self._waiting:
            self._waiting = not self._waiting
            if self._waiting:
                QgsApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
            else:
                QgsApplication.restoreOverrideCursor()

    # -- data --------------------------------------------------------------------------------------------------

    def open_demo(self) -> None:
        """Load the demo district."""
        self.session.in_turns("open", self.session.demo_steps(), lambda _none: None)

    def open_plan(self) -> None:
        """Load the parcels, and whatever else is chosen with them, and find out which layer is which."""
        from ..plugin.qgs import importing, settings

        paths, _kind = QFileDialog.getOpenFileNames(
            self._dock, translate("SoilGate", "The plan, and the lists that come with it"),
            settings.load().start_folder(),
            translate("SoilGate", "Layers and tables") + f" {importing.pattern(importing.LAYER_SUFFIXES)}")
        self.session.in_turns("open", self._open_steps(paths), self._on_opened)

    def _open_steps(self, paths: Sequence[str]) -> Any:
        """Open files as layers, one a turn; their ids."""
        from ..plugin.qgs import settings, use_cases

        opened: list[str] = []
        for path in paths:
            layer = self._iface.addVectorLayer(path, "", "ogr")
            if layer is None or not layer.isValid():
                self._messages.warn(translate("SoilGate", "{file} could not be opened as a layer.").format(
                    file=Path(path).name))
                continue
            use_cases.mend_encoding(layer)
            opened.append(layer.id())
            settings.remember_folder(Path(path).parent)
            yield
        return opened

    def _on_opened(self, opened: list[str]) -> None:
        """Find the roles of layers that were opened, the plan's in any case."""
        from ..plugin.core.vocabulary import Role

        if not opened:
            return
        session = self.session

        def found(_new: int) -> None:
            if session.layer(Role.PARCELS) is None:
                taken = {choice.layer_id for choice in session.choices.values()}
                polygons = [key for key in opened if key not in taken and self._is_polygon_layer(key)]
                if polygons:
                    session.choose(Role.PARCELS, polygons[0])
                    session.find_roles(lambda _new: self._style_opened(opened))
                    return
            self._style_opened(opened)

        session.find_roles(found)

    @staticmethod
    def _is_polygon_layer(key: str) -> bool:
        layer = QgsProject.instance().mapLayer(key)
        return isinstance(layer, QgsVectorLayer) and \
            layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry

    def _style_opened(self, opened: list[str]) -> None:
        """Draw what was opened as what it is, not a person's own layers, and show the plan."""
        from ..plugin.core.vocabulary import Role
        from ..plugin.qgs import project as projects

        for role in Role:
            layer = self.session.layer(role)
            if layer is not None and layer.id() in opened and layer.isSpatial():
                projects.style_site(layer, str(role), i18n.language())
        plan = self.session.layer(Role.PARCELS)
        self._zoom_to(opened[0] if plan is None else plan.id())

    def import_data(self, paths: Sequence[str] = (), *, ask: bool = False) -> None:
        """Open the import window, with files, or asking for them."""
        from ..plugin.qgs import importing
        from .importing import ImportDialog

        if self._import is None:
            self._import = ImportDialog(self.session.folder() / "import", self._dock, into=importing.last_target(
                QgsProject.instance(), self.session.workspace()))
            self._import.brought.connect(self._on_brought)
            self._import.finished.connect(self._forget_import)
            self._import.show()
        self._import.raise_()
        self._import.activateWindow()
        if paths:
            self._import.take(paths)
        elif ask:
            self._import.ask_files()

    def _forget_import(self, _code: int = 0) -> None:
        if self._import is not None:
            self._import.deleteLater()
            self._import = None

    def _on_brought(self, done: Any, wish: Any) -> None:
        """Show what came in, and say how many rows."""
        from ..plugin.core.errors import SoilGateError
        from ..plugin.qgs import importing
        from . import words
        from .importing import show_in_project

        importing.keep_target(QgsProject.instance(), wish.workspace)
        try:
            layer = show_in_project(self.session, QgsProject.instance(), done, wish)
        except SoilGateError as error:
            self._messages.fail(error)
            return
        self.session.find_roles(lambda _new: None)
        self._zoom_to(layer.id())
        rows = sum(report.rows for report in done.outcome.files)
        self._messages.done(words.of_count(rows,
            translate("SoilGate", "{role}: {count} row came in."),
            translate("SoilGate", "{role}: {count} rows came in.")).format(
            role=words.role_name(done.role), count=words.number(rows)), button=translate("SoilGate", "Report"),
            action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(done.page))))

    def recognise(self) -> None:
        """Find out which layer plays which role, and say how many were found."""
        from . import words

        def told(new: int) -> None:
            if new:
                self._messages.done(
                    words.of_count(new,
                        translate("SoilGate", "{count} layer recognised; look at the list."),
                        translate("SoilGate", "{count} layers recognised; look at the list.")).format(count=new))
            else:
                self._messages.tell(translate("SoilGate", "No further layer was recognised."))

        self.session.find_roles(told, again=True)

    def ask_columns(self, role: Role) -> None:
        """Ask which header stands for which column."""
        from .columns import ColumnsDialog

        layer = self.session.layer(role)
        if layer is not None:
            choice = self.session.choices[role]
            dialog = ColumnsDialog(layer, role, choice.mapping, self._dock, values=choice.values,
                                   edition=(choice.edition, choice.edition_date))
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.session.map_columns(role, dialog.mapping(), dialog.values())
                self.session.set_edition(role, *dialog.edition())

    def ask_crs(self, role: Role) -> None:
        """Ask for the coordinate system of a layer that states none; the map goes where the plan then lies."""
        from ..plugin.core.vocabulary import Role as Roles

        layer = self.session.layer(role)
        if layer is None:
            return
        dialog = QgsProjectionSelectionDialog(self._dock)
        dialog.setWindowTitle(translate("SoilGate", "Coordinate system of {file}").format(file=layer.name()))
        plan = self.session.layer(Roles.PARCELS)
        dialog.setCrs(plan.crs() if plan is not None and plan.crs().isValid() else QgsProject.instance().crs())
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.crs().isValid():
            return
        layer.setCrs(dialog.crs())
        if role is Roles.PARCELS:
            if not any(one.isSpatial() and one.crs().isValid() and one.id() != layer.id()
                       for one in QgsProject.instance().mapLayers().values()):
                QgsProject.instance().setCrs(dialog.crs())       # as QGIS does with the first layer that has one
            self._zoom_to(layer.id())

    def _ask_place(self, outline: bool) -> None:
        self._place.begin(outline)
        self._iface.mapCanvas().setMapTool(self._place)
        self._iface.mapCanvas().setFocus()

    def _on_placed(self, shape: Any) -> None:
        canvas = self._iface.mapCanvas()
        canvas.unsetMapTool(self._place)
        self._dock.data_page.settle_panel.take_shape(shape, canvas.mapSettings().destinationCrs())

    def _take_selection(self) -> None:
        from ..plugin.qgs import layers

        active = self._iface.activeLayer()
        self._dock.data_page.settle_panel.take_shape(*layers.selected_area(QgsProject.instance(), active))

    # -- review ------------------------------------------------------------------------------------------------

    def _on_finished(self, kind: str, result: Any) -> None:
        from . import words

        if kind == "review":
            text = words.of_count(len(result.parcels),
                translate("SoilGate", "{count} parcel reviewed."),
                translate("SoilGate", "{count} parcels reviewed.")).format(count=len(result.parcels))
            self._messages.done(text, button=translate("SoilGate", "Show"), action=self._zoom_to_result)
        elif kind == "workspace":
            self._messages.done(translate("SoilGate", "The workspace is up to date."))
        else:
            self._messages.done(words.of_count(len(result.status),
                translate("SoilGate", "{count} control zone checked."),
                translate("SoilGate", "{count} control zones checked.")).format(
                count=len(result.status)))

    def _on_row_chosen(self, row: int) -> None:
        self._light(row, zoom=self._dock.review_page.by_row, flash=True)

    def _light(self, row: int, *, zoom: bool, flash: bool = False) -> None:
        result, layer = self.session.review, self.session.result_layer()
        if result is None or layer is None or not 0 <= row < len(result.fids):
            return
        from .reasons import captions

        self._spotlight.clear()
        self._spotlight.show_evidence(self._evidence_layers(), captions(result.findings_of(row)))
        self._spotlight.show_parcel(layer, int(result.fids[row]), zoom=zoom, flash=flash)      # its outline on top

    def _light_off(self) -> None:
        self._spotlight.clear()

    def _evidence_layers(self) -> list[Any]:
        return [self.session.result_layer(table) for table in ("evidence_areas", "evidence_lines", "evidence_points")]

    def _on_evidence(self, row: int, finding_id: str) -> None:
        self._light(row, zoom=False)
        if not self._spotlight.show_evidence(self._evidence_layers(), {finding_id: ""}, zoom=True):
            self._light(row, zoom=True, flash=True)

    def _on_parcel_selected(self, row: int) -> None:
        review = self._dock.review_page
        if review.current_row() != row:
            review.choose(row, by_row=False)
            self._dock.show_page(docks.REVIEW)

    def _on_pick(self, on: bool) -> None:
        canvas = self._iface.mapCanvas()
        if on:
            canvas.setMapTool(self._pick)
        else:
            canvas.unsetMapTool(self._pick)

    def _on_picked(self, fid: int) -> None:
        layer = self.session.result_layer()
        if layer is not None and self.session.review is not None:
            row = self.session.review.row_of_fid(fid)
            if row >= 0:
                self._on_parcel_selected(row)

    def export_review(self, suffix: str) -> None:
        """Save the whole result."""
        from ..plugin.qgs import result_tables

        result = self.session.review
        if result is None:
            return
        kinds = {"gpkg": "GeoPackage (*.gpkg)", "xlsx": "Excel (*.xlsx)", "json": "JSON (*.json)"}
        name = translate("SoilGate", "soil review") + f".{suffix}"
        path = self._ask_save(translate("SoilGate", "Export the review"), kinds[suffix], name)
        if path:
            stale = self._out_of_date()
            decisions = self._dock.review_page.told_decisions()
            self.session.start_other(
                translate("SoilGate", "Export of the review"),
                lambda progress: result_tables.export(result.gpkg, Path(path), progress, stale, decisions),
                lambda _none: self._saved(path, left_out=len(stale)))

    def _out_of_date(self) -> list[str]:
        """Parcels whose verdict is no longer current, files of other programs looked at once more."""
        self.session.check_files()
        return list(self.session.review.ids[self.session.stale_rows()])

    def export_rows(self, suffix: str) -> None:
        """Save the rows and columns that the table shows."""
        from ..plugin.io.rows import write_rows

        if self.session.review is None:
            return
        kinds = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)"}
        path = self._ask_save(translate("SoilGate", "Save the rows shown"), kinds[suffix],
                              translate("SoilGate", "reviewed parcels") + f".{suffix}")
        if path:
            self._out_of_date()
            make, lang = self._dock.review_page.shown_columns(), i18n.language()
            title = translate("SoilGate", "Reviewed parcels")
            self.session.start_other(
                translate("SoilGate", "Export of the review"),
                lambda _progress: write_rows(path, make(), title, lang), lambda _none: self._saved(path))

    def ask_statement(self, points: list[Any], about: Any) -> None:
        """Ask what an office states of what is unknown."""
        from ..plugin.qgs import settings
        from .statement import StatementDialog

        session = self.session
        dialog = StatementDialog(points, about, session.stated_here(), session.day(), self._dock,
                                 session.former_statements())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if dialog.dropped:
            settings.remember_person(dialog.person())
            session.drop_statements(dialog.taken_back(), dialog.person())
        else:
            stated = dialog.stated()
            settings.remember_person(stated[0].person)
            session.keep_statements(stated)
        self._messages.done(translate("SoilGate", "Kept; the next review uses it."),
                            button=translate("SoilGate", "Review again"), action=session.review_stale)

    def write_papers(self, what: str, parcels: list[str]) -> None:
        """Write the report, with opinions on some parcels, or the inquiry letters, into a folder."""
        from ..plugin.qgs import result_tables, settings

        result = self.session.review
        if result is None:
            return
        folder = QFileDialog.getExistingDirectory(
            self._dock, translate("SoilGate", "Folder for the papers"), settings.load().start_folder())
        if folder:
            stale = self._out_of_date()
            if parcels and set(parcels) <= set(stale):
                self._messages.warn(
                    translate("SoilGate", "The chosen parcels are out of date; review them again first."),
                    button=translate("SoilGate", "Review again"), action=self.session.review_stale)
                return
            self.session.start_other(
                translate("SoilGate", "Writing the papers"),
                lambda progress: result_tables.papers(result.gpkg, Path(folder), what, parcels, progress, stale),
                lambda written: self._saved(str(written[0]), left_out=len(stale)) if written
                else self._messages.tell(translate("SoilGate", "Nothing is unknown: there is nothing to ask.")))

    def _on_failed(self, error: BaseException) -> None:
        """Say what stopped the work, and offer what mends it."""
        if getattr(error, "code", "") == "workspace_older" and self.session.workspace() is not None:
            self._messages.fail(error, button=translate("SoilGate", "Bring it up to date"),
                                action=self.session.migrate_workspace)
        else:
            self._messages.fail(error)

    def ask_decision(self, parcels: list[str]) -> None:
        """Ask what a person decides of parcels."""
        from ..plugin.qgs import settings, styles
        from .decision import DecisionDialog

        result = self.session.review
        if result is None or not parcels:
            return
        verdicts = dict.fromkeys(str(result.parcels["verdict"].iloc[result.row_of_id(p)]) for p in parcels)
        comma = translate("SoilGate", ", ")
        names = comma.join(parcels[:3]) + (" …" if len(parcels) > 3 else "")
        dialog = DecisionDialog(names, comma.join(styles.verdict_name(v, i18n.language()) for v in verdicts),
                                self.session.decision_of(parcels[0]), self.session.day(), self._dock)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            kept = dialog.decision()
            settings.remember_person(dialog.person())
            self.session.decide(parcels, kept, dialog.person())

    def _saved(self, path: str, *, left_out: int = 0) -> None:
        from . import words

        text = translate("SoilGate", "Saved: {file}").format(file=Path(path).name)
        say = self._messages.done
        if left_out:
            text += " " + words.of_count(left_out,
                translate("SoilGate", "{count} parcel that is out of date was left out."),
                translate("SoilGate", "{count} parcels that are out of date were left out.")).format(
                count=left_out)
            say = self._messages.warn
        say(text, button=translate("SoilGate", "Open"),
            action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))

    # -- zones and notices -------------------------------------------------------------------------------------

    def _on_zone(self, zone_id: str) -> None:
        layer = self.session.result_layer("zones_status", "zones")
        self._spotlight.clear()
        if layer is None:
            return
        value = zone_id.replace("'", "''")
        request = QgsFeatureRequest().setFilterExpression(f"to_string(\"zone_id\") = '{value}'").setNoAttributes()
        fid = next((feature.id() for feature in layer.getFeatures(request)), None)
        if fid is not None:
            self._spotlight.show_parcel(layer, fid, zoom=False, flash=True)

    def _on_zone_notice(self, zone_id: str) -> None:
        from ..plugin.core.vocabulary import Role

        self._dock.show_page(docks.NOTICES)
        self._dock.notices_page.choose(Role.CONTROL_ZONES, zone_id)

    def ask_house_values(self) -> None:
        """Offer the house values; what is adopted acts in the next check."""
        import dataclasses

        from ..plugin.qgs import settings
        from . import words
        from .house import HouseDialog

        kept = settings.load()
        dialog = HouseDialog(kept.adopted(), self._dock)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            settings.save(dataclasses.replace(kept, house_values="\n".join(dialog.adopted())))
            self._messages.done(
                words.of_count(len(dialog.adopted()),
                    translate("SoilGate", "{count} house value is adopted."),
                    translate("SoilGate", "{count} house values are adopted.")).format(count=len(dialog.adopted())),
                button=translate("SoilGate", "Check the zones"), action=self.session.start_zones)

    def ask_plot_statement(self, plot_id: str) -> None:
        """Ask by which paper a plot owes no control zone, and check the zones again."""
        from ..plugin.qgs import settings
        from .plot_statement import PlotStatementDialog

        session = self.session
        dialog = PlotStatementDialog(plot_id, session.stated_here(), session.day(), self._dock,
                                     session.former_statements())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            settings.remember_person(dialog.person())
            if dialog.dropped:
                session.drop_statements([dialog.about()], dialog.person())
            else:
                session.keep_statements([dialog.stated()])
            session.start_zones()

    def _on_proposals(self, layer_id: str, counts: dict[str, int], left_out: list[str]) -> None:
        from . import words

        self._zoom_to_proposals(layer_id, set(counts))
        count = sum(counts.values())
        text = words.of_count(count,
            translate("SoilGate", "{count} point is proposed, as a layer that you can edit."),
            translate("SoilGate", "{count} points are proposed, as a layer that you can edit.")).format(count=count)
        if left_out:
            text += " " + translate("SoilGate", "Without boundary, left out: {zones}.").format(
                zones=translate("SoilGate", ", ").join(left_out))
        self._messages.done(text)

    def _zoom_to_proposals(self, layer_id: str, zones: set[str]) -> None:
        """Bring proposed points and the zones they are for into view, where they are not, or are too small to see."""
        canvas, points = self._iface.mapCanvas(), QgsProject.instance().mapLayer(layer_id)
        shown = [(points, points.extent())]
        layer = self.session.result_layer("zones_status", "zones")
        if layer is not None:
            request = QgsFeatureRequest().setSubsetOfAttributes(["zone_id"], layer.fields())
            shown += [(layer, feature.geometry().boundingBox()) for feature in layer.getFeatures(request)
                      if str(feature["zone_id"]) in zones and feature.hasGeometry()]
        box = QgsRectangle()
        for of, extent in shown:
            if not extent.isNull():
                box.combineExtentWith(canvas.mapSettings().layerExtentToOutputExtent(of, extent))
        if not box.isNull():
            box.scale(1.2)
            view = canvas.extent()
            if not view.contains(box) or max(box.width() / view.width(), box.height() / view.height()) < _SMALL:
                canvas.setExtent(box)
                canvas.refresh()

    def export_zones(self, suffix: str) -> None:
        """Save the ledger or the calendar of the zones."""
        from ..plugin.qgs import use_cases

        result = self.session.zones
        source = None if result is None else result.gpkg.with_suffix(f".{suffix}")
        if source is None or not source.is_file():
            return
        kinds = {"xlsx": "Excel (*.xlsx)", "ics": "iCalendar (*.ics)"}
        path = self._ask_save(translate("SoilGate", "Export the duties"), kinds[suffix],
                              translate("SoilGate", "control zones") + f".{suffix}")
        if path:
            self.session.start_other(translate("SoilGate", "Export of the duties"),
                                     lambda _progress: use_cases.save_copy(source, Path(path)),
                                     lambda _none: self._saved(path))

    def make_notice(self, role: Role, subject_ids: list[str]) -> None:
        """Lay out the notices of zones or plots; the layouts stay in the project."""
        from ..plugin.core.errors import SoilGateError
        from ..plugin.core.vocabulary import Role as Roles
        from ..plugin.qgs import notice_subjects, settings
        from ..plugin.qgs.layouts import notice as notices

        session, page = self.session, self._dock.notices_page
        chosen = {r: (layer, session.choices[r]) for r in (Roles.CONTROL_ZONES, Roles.REGISTRY)
                  if (layer := session.layer(r)) is not None}
        seen = {r: looked.columns for r in chosen if (looked := session.inspect(r)) is not None}
        site = notice_subjects.Site(chosen, seen)
        base = tuple(layer for layer in (session.layer(Roles.CURRENT_USE), session.layer(Roles.PARCELS))
                     if layer is not None)[:1]
        asked = {"day": page.day(), "settings": settings.load(), "lang": i18n.language(),
                 "number": page.number_edit.text().strip(), "show_boundary_points": page.points_check.isChecked(),
                 "base_layers": base, "form": page.form()}
        made: list[str] = []
        refused: list[SoilGateError] = []

        def steps() -> Any:
            for number, subject_id in enumerate(subject_ids):
                try:
                    layout = yield from notice_subjects.notice_steps(
                        QgsProject.instance(), role, subject_id, site, **asked)
                    made.append(layout.name())
                except SoilGateError as error:
                    refused.append(error)
                session.run_moved.emit("layout", 100.0 * (number + 1) / len(subject_ids), "")

        def done(_none: Any) -> None:
            for error in refused:
                self._messages.fail(error)
            for sentence in notices.warnings(base, i18n.language()):
                self._messages.warn(sentence)
            if made:
                page.show_layouts(made[-1])
                text = translate("SoilGate", "The notice is a layout of the project now.") if len(made) == 1 else \
                    translate("SoilGate", "{count} notices are layouts of the project now.").format(count=len(made))
                self._messages.done(text, button=translate("SoilGate", "Open"),
                                    action=lambda: self.open_layout(made[-1]))

        session.in_turns("layout", steps(), done, title=translate("SoilGate", "Layout of notices"))

    def open_layout(self, name: str) -> None:
        """Open a layout in the designer."""
        from ..plugin.qgs.layouts import parts

        layout = QgsProject.instance().layoutManager().layoutByName(name)
        if layout is not None:
            parts.settle(layout)
            self._iface.openLayoutDesigner(layout)

    def export_layouts(self, names: list[str]) -> None:
        """Write layouts as PDF: one into a file that is asked for, several into a folder, named as they are.

        It is done by another process where that can see what the layouts show, else in this one.
        """
        from ..plugin.qgs import settings
        from ..plugin.qgs.algorithms.public_notice import file_names

        manager = QgsProject.instance().layoutManager()
        found = [name for name in names if manager.layoutByName(name) is not None]
        if not found or self.session.busy("print"):
            return
        title = translate("SoilGate", "Save the notice")
        if len(found) == 1:
            path = self._ask_save(title, "PDF (*.pdf)", f"{found[0]}.pdf")
            targets = {found[0]: Path(path)} if path else {}
        else:
            folder = QFileDialog.getExistingDirectory(self._dock, title, settings.load().last_folder)
            targets = {name: Path(folder) / f"{file}.pdf" for name, file in zip(found, file_names(found))} if folder \
                else {}
        if targets:
            self.session.start_printing(targets, self._on_printed, lambda reason: self._export_here(targets, reason))

    def _export_here(self, targets: dict[str, Path], reason: Any) -> None:
        """Write layouts as PDF in this process, in which the window waits meanwhile, and say why."""
        from ..plugin.core.errors import SoilGateError
        from ..plugin.qgs import tasks
        from ..plugin.qgs.layouts import parts
        from ..plugin.qgs.print_beside import Printed
        from . import words

        self._messages.tell(translate("SoilGate", "The window waits while this is printed: {reason}.").format(
            reason=words.not_beside(reason.why, reason.what)))
        printed = Printed([], [])
        manager = QgsProject.instance().layoutManager()
        with tasks.shown(translate("SoilGate", "Export of notices")) as progress:
            for number, (name, path) in enumerate(targets.items()):
                layout = manager.layoutByName(name)
                if layout is not None:
                    try:
                        parts.export_pdf(layout, path)
                    except SoilGateError as error:
                        printed.refused.append(error)
                    else:
                        printed.written.append(path)
                progress(100 * (number + 1) / len(targets))
        self._on_printed(printed)

    def _on_printed(self, printed: Any) -> None:
        """Say what was written, and what was not."""
        for error in printed.refused:
            self._messages.fail(error)
        if printed.written:
            one = printed.written[0]
            self._saved(str(one if len(printed.written) == 1 else one.parent))

    # -- help and files ----------------------------------------------------------------------------------------

    def open_help(self, anchor: str = "") -> None:
        """Open the guide in the language of the window, at the place of a page."""
        if self._guide is None:
            self._guide = Guide(self._iface.mainWindow())
            self._undo.append(self._close_guide)
        self._guide.show_at(anchor)

    def _close_guide(self) -> None:
        if self._guide is not None:
            self._guide.close()
            self._guide.setParent(None)
            self._guide.deleteLater()
            self._guide = None

    def _zoom_to_result(self) -> None:
        layer = self.session.result_layer() if self.session is not None else None
        if layer is not None:
            self._zoom_to(layer.id())

    def _zoom_to(self, layer_id: str) -> None:
        layer = QgsProject.instance().mapLayer(layer_id)
        canvas = self._iface.mapCanvas()
        if layer is not None:
            box = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
            box.scale(1.06)
            canvas.setExtent(box)
            canvas.refresh()

    def _ask_open(self, title: str, kinds: str) -> str:
        from ..plugin.qgs import settings

        return QFileDialog.getOpenFileName(self._dock, title, settings.load().start_folder(), kinds)[0]

    def _ask_save(self, title: str, kinds: str, name: str) -> str:
        from ..plugin.qgs import settings

        start = Path(settings.load().start_folder() or Path.home())
        safe = "".join("_" if c in '\\/:*?"<>|' else c for c in name)
        path = QFileDialog.getSaveFileName(self._dock, title, str(start / safe), kinds)[0]
        suffix = Path(name).suffix
        if path and not path.lower().endswith(suffix):
            path += suffix
        if path:
            settings.remember_folder(Path(path).parent)
        return path

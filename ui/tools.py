"""The strip above the pages with the tools of the map, the pages that belong to them, and what connects them."""

from __future__ import annotations

import dataclasses
import html
from pathlib import Path
from typing import Any, Callable, Optional

import pyproj
from qgis.core import QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsProjectionSelectionDialog, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QAction, QDialog, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ..plugin.core.errors import InputError
from ..plugin.core.live import LiveAnswer
from ..plugin.core.tables import ID_COLUMN
from ..plugin.core.vocabulary import Role
from ..plugin.io import applications, phrases
from ..plugin.io.applications import Parcel
from ..plugin.qgs import application_review, i18n, icons, live_site, settings
from ..plugin.qgs.locator import Searched
from . import words
from .live import EditWatch, LiveDesk
from .map_tools.live_check import EditBox, LiveCheckTool
from .map_tools.place_query import PlaceQueryTool
from .messages import Messages
from .pages.application import ApplicationPage
from .pages.live import LivePage
from .pages.query import QueryPage
from .session import Session
from .widgets import NoteLabel

translate = QCoreApplication.translate
LIVE, QUERY, APPLICATION = "live", "query", "application"
_EDIT_SHOWN_MS = 8000
_SEARCHED = (Role.PARCELS, Role.REGISTRY, Role.CONTROL_ZONES, Role.NEGATIVE_LIST, Role.SURVEY_AREAS,
             Role.INDUSTRIAL_LAND)


class Front(QWidget):
    """Tool buttons, below them the four pages or the page of the tool in hand."""

    toggled = pyqtSignal(str, bool)
    plan_requested = pyqtSignal()

    def __init__(self, session: Session, desk: LiveDesk, pages: QWidget, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(6, 4, 6, 2)
        line.setSpacing(3)
        self.buttons: dict[str, QToolButton] = {}
        for name, icon, text, tip in (
                (LIVE, "live_check", translate("SoilGate", "Live chec&k"), translate(
                    "SoilGate", "Draw a parcel on the map and see its verdict beside the cursor")),
                (QUERY, "place_query", translate("SoilGate", "Wha&t is here"), translate(
                    "SoilGate", "Click a place on the map to see all that is known of it")),
                (APPLICATION, "application", translate("SoilGate", "Applicatio&ns"), translate(
                    "SoilGate", "Review an application: parcels from a file, a selection or drawn"))):
            button = QToolButton()
            button.setIcon(icons.icon(icon))
            button.setText(text)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.toggled.connect(lambda on, n=name: self._on_toggled(n, on))
            self.buttons[name] = button
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.banner = NoteLabel(rich=True)
        self.banner.setContentsMargins(8, 2, 8, 2)
        self.banner.linkActivated.connect(lambda _link: self.plan_requested.emit())
        column.addWidget(self.banner)
        self.stack = QStackedWidget()
        self.live_page = LivePage(session, desk)
        self.query_page = QueryPage(session, desk)
        self.application_page = ApplicationPage(session)
        self._pages = {LIVE: self.live_page, QUERY: self.query_page, APPLICATION: self.application_page}
        self.stack.addWidget(pages)
        for page in self._pages.values():
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        session.review_shown.connect(lambda _result: self.show_banner())
        session.applications_changed.connect(self.show_banner)
        self.show_banner()

    def show_banner(self) -> None:
        """Say whose result is shown, where it is not the plan's."""
        shown = self._session.applications.get(self._session.review_of)
        if self._session.review is None or not self._session.review_of:
            self.banner.setText("")
            return
        name = self._session.review_of if shown is None else shown.label
        text = html.escape(translate("SoilGate", "Shown: the review of application {name}.").format(name=name))
        if self._session.has_plan_result():
            back = html.escape(translate("SoilGate", "Back to the plan"))
            text += f' <a href="plan">{back}</a>'
        self.banner.setText(text)

    def tool(self) -> str:
        """The tool in hand; "" for none."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def put(self, name: str, on: bool) -> None:
        """Take a tool, or put it away."""
        self.buttons[name].setChecked(on)

    def show_pages(self) -> None:
        """Show the four pages, whatever tool was in hand."""
        for button in self.buttons.values():
            button.setChecked(False)

    def _on_toggled(self, name: str, on: bool) -> None:
        if on:
            for other, button in self.buttons.items():
                if other != name:
                    button.setChecked(False)
            self.stack.setCurrentWidget(self._pages[name])
        elif not self.tool():
            self.stack.setCurrentIndex(0)
        self.toggled.emit(name, on)


class Tools(QObject):
    """Makes the tools and connects them to the dock; ``close`` takes all apart."""

    def __init__(self, iface: Any, session: Session, dock: Any, messages: Messages,
                 ask_open: Callable[[str, str], str]) -> None:
        super().__init__()
        self._iface, self._session, self._dock, self._messages = iface, session, dock, messages
        self._ask_open = ask_open
        self._canvas = iface.mapCanvas()
        self.desk: LiveDesk = dock.desk
        self.front: Front = dock.front
        page = self.front.live_page
        self.live_tool = LiveCheckTool(self._canvas, self.desk, page.attributes)
        self.query_tool = PlaceQueryTool(self._canvas, self.desk)
        self._tools = {LIVE: self.live_tool, QUERY: self.query_tool}
        self.watch = EditWatch(session, self.desk, self)
        self.edit_box = EditBox(self._canvas, QgsProject.instance())
        self._edited = ""
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_EDIT_SHOWN_MS)
        self._fade.timeout.connect(self.edit_box.hide)
        self.front.toggled.connect(self._on_toggled)
        self.front.plan_requested.connect(session.show_plan_result)
        for name, tool in self._tools.items():
            tool.deactivated.connect(lambda n=name: self.front.put(n, False))
            tool.given_up.connect(lambda n=name: self.front.put(n, False))
        self.live_tool.finished.connect(self._on_drawn)
        self.live_tool.answered.connect(page.show_answer)
        self.live_tool.emptied.connect(page.clear)
        self.query_tool.asked.connect(self._on_asked)
        self.desk.answered.connect(self._on_answered)
        self.desk.unanswered.connect(self._on_unanswered)
        self.desk.state_changed.connect(self._on_desk)
        self.watch.asked.connect(self._on_edit)
        page.use_changed.connect(self._on_use)
        page.application_requested.connect(lambda: self.front.put(APPLICATION, True))
        page.zoom_requested.connect(lambda shape: self._show(shape, zoom=True))
        page.watch_toggled.connect(self._on_watch)
        page.watch_check.setChecked(settings.load().live_edits)
        self.front.query_page.zoom_requested.connect(lambda shape: self._show(shape, zoom=True))
        self.front.query_page.flash_requested.connect(lambda shape: self._show(shape, zoom=False))
        form = self.front.application_page
        form.file_requested.connect(self.add_file)
        form.selection_requested.connect(self.add_selection)
        form.draw_requested.connect(lambda: self.front.put(LIVE, True))
        form.review_requested.connect(self.review)
        form.stored_requested.connect(lambda: session.list_stored(self.ask_stored))
        form.parcel_shown.connect(self._show_parcel)
        session.applications_changed.connect(self._show_parcels)
        self._parcels: Optional[QgsRubberBand] = None
        self._point: Optional[tuple[QgsPointXY, float]] = None
        self._actions: list[QAction] = []

    def actions(self) -> list[QAction]:
        """What the strip offers, for the menu, where people give it keys of their own."""
        if not self._actions:
            for name, button in self.front.buttons.items():
                action = QAction(button.icon(), button.text(), self._iface.mainWindow())
                action.setObjectName(f"SoilGate_{name}")
                action.setToolTip(button.toolTip())
                action.triggered.connect(lambda _on=False, n=name: self._from_menu(n))
                self._actions.append(action)
        return self._actions

    def _from_menu(self, name: str) -> None:
        self._dock.setUserVisible(True)
        self.front.put(name, not self.front.buttons[name].isChecked())

    def close(self) -> None:
        """Take everything apart (unload)."""
        self._fade.stop()
        for action in self._actions:
            action.deleteLater()
        self._actions = []
        for tool in self._tools.values():
            self._canvas.unsetMapTool(tool)
        self.edit_box.hide()
        self._session.applications_changed.disconnect(self._show_parcels)
        self._hide_parcels()
        self.watch.close()
        self.desk.close()
        for tool in self._tools.values():
            tool.deleteLater()
        self.deleteLater()

    # -- tools in hand -----------------------------------------------------------------------------------------

    def _on_toggled(self, name: str, on: bool) -> None:
        tool = self._tools.get(name)
        self._show_parcels()
        if tool is None:
            return
        if on:
            self._canvas.setMapTool(tool)
            self._canvas.setFocus()
        elif self._canvas.mapTool() is tool:
            self._canvas.unsetMapTool(tool)

    def _on_desk(self) -> None:
        if self.desk.site is not None:
            if self._point is not None and self._canvas.mapTool() is self.query_tool:
                point, self._point = self._point, None
                self._on_asked(*point)
            self.front.application_page.offer(list(self.desk.site.use_codes))

    def _on_use(self) -> None:
        if self._canvas.mapTool() is self.live_tool:
            self.live_tool.ask_again()

    def _on_drawn(self, geometry: QgsGeometry) -> None:
        """Keep a finished parcel in the application."""
        self.front.application_page.flush()
        application = self._session.application() or self._session.new_application()
        crs = live_site.crs_of(self._canvas.mapSettings().destinationCrs())
        shape = live_site.shape_of(geometry)
        site = self.desk.site
        if site is not None and crs != site.live.crs:
            shape, crs = shape if crs is None else live_site.shape_in(shape, crs, site.live.crs), site.live.crs
        if crs is None:
            self._messages.warn(translate("SoilGate", "The map has no coordinate system; set that of the project."))
            return
        drawn = applications.drawn(shape, crs, self.front.live_page.attributes(), len(application.parcels) + 1)
        self._session.keep_application(application.with_parcels([drawn]))
        self._canvas.flashGeometries([geometry], self._canvas.mapSettings().destinationCrs())

    # -- edits of the plan -------------------------------------------------------------------------------------

    def _on_watch(self, on: bool) -> None:
        kept = settings.load()
        if kept.live_edits != on:
            settings.save(dataclasses.replace(kept, live_edits=on))
        self.watch.set_on(on)

    def _on_edit(self, name: str) -> None:
        self._edited = name

    def _on_answered(self, key: str, answer: LiveAnswer) -> None:
        if key == EditWatch.KEY and self.desk.site is not None:
            self.edit_box.show_answer(answer, self.desk.site.live.titles, self._edited)
            self._fade.start()
            self.front.live_page.show_answer(answer, self._edited)

    def _on_unanswered(self, _key: str, error: BaseException) -> None:
        self.front.live_page.show_error(error)

    # -- what is here ------------------------------------------------------------------------------------------

    def _on_asked(self, point: QgsPointXY, reach: float) -> None:
        if self.desk.site is None:
            self._point = (point, reach)         # answered when the site is there
            return
        crs = self._canvas.mapSettings().destinationCrs()
        metres = reach * (111_320.0 if crs.isGeographic() else 1.0)
        known = self.desk.known_at(point.x(), point.y(), live_site.crs_of(crs), max(1.0, metres))
        self.front.query_page.show_known(known, point.x(), point.y(), 6 if crs.isGeographic() else 1)

    def _show(self, shape: Any, *, zoom: bool) -> None:
        if self.desk.site is None:
            return
        self._show_geometry(live_site.geometry_of(shape), live_site.qgis_crs(self.desk.site.live.crs), zoom=zoom)

    def _show_geometry(self, geometry: QgsGeometry, crs: Any, *, zoom: bool) -> None:
        if zoom:
            to_map = QgsCoordinateTransform(crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())
            box = to_map.transformBoundingBox(geometry.boundingBox())
            least = 60.0 / (111_320.0 if self._canvas.mapSettings().destinationCrs().isGeographic() else 1.0)
            self._canvas.setExtent(box.buffered(max(box.width(), box.height(), least) * 0.6))
            self._canvas.refresh()
        self._canvas.flashGeometries([geometry], crs)

    # -- applications ------------------------------------------------------------------------------------------

    def _show_parcels(self) -> None:
        """Outline the parcels of the application while it is worked on."""
        self._hide_parcels()
        application = self._session.application()
        parcels = [] if application is None else [p for p in application.parcels if p.wkb]
        if not parcels or self.front.tool() not in (LIVE, APPLICATION):
            return
        band = self._parcels = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        band.setStrokeColor(QColor("#00A0FF"))
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 200))
        band.setFillColor(QColor(0, 160, 255, 30))
        band.setWidth(2)
        for parcel in parcels:
            crs = live_site.qgis_crs(pyproj.CRS.from_user_input(parcel.crs))
            band.addGeometry(live_site.geometry_of(parcel.shape), crs)

    def _hide_parcels(self) -> None:
        band, self._parcels = self._parcels, None
        if band is not None and not sip.isdeleted(band):
            self._canvas.scene().removeItem(band)

    def add_file(self) -> None:
        """Take parcels from a file; asks for the CRS where the file has none."""
        from ..plugin.qgs import importing

        kinds = " " + importing.pattern(importing.SUFFIXES)
        path = self._ask_open(translate("SoilGate", "Parcels of the application"),
                              translate("SoilGate", "Boundary texts and vector files") + kinds)
        if not path:
            return
        try:
            found, notes = application_review.parcels_of_file(Path(path))
        except InputError as error:
            if error.code not in ("crs_missing", "crs_implausible"):
                self._messages.fail(error)
                return
            crs = self._ask_crs(Path(path).name)
            if crs is None:
                self._messages.fail(error)
                return
            try:
                found, notes = application_review.parcels_of_file(Path(path), crs)
            except InputError as again:
                self._messages.fail(again)
                return
        self._add(found)
        told = [phrases.note(note, i18n.language()) for note in notes if note.get("code")]
        if told:
            self._messages.tell(words.of_count(len(found),
                translate("SoilGate", "{file}: {count} parcel. {notes}"),
                translate("SoilGate", "{file}: {count} parcels. {notes}")).format(
                file=Path(path).name, count=len(found), notes=" ".join(told[:2])))

    def _ask_crs(self, name: str) -> Optional[str]:
        dialog = QgsProjectionSelectionDialog(self._dock)
        dialog.setWindowTitle(translate("SoilGate", "Coordinate system of {file}").format(file=name))
        plan = self._session.layer(Role.PARCELS)
        dialog.setCrs(plan.crs() if plan is not None else QgsProject.instance().crs())
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.crs().isValid():
            return None
        return dialog.crs().authid() or dialog.crs().toWkt()

    def add_selection(self) -> None:
        """Take the parcels that are selected in the active layer, else in the plan."""
        plan = self._session.layer(Role.PARCELS)
        layers = [layer for layer in (self._iface.activeLayer(), plan) if isinstance(layer, QgsVectorLayer)]
        layer = next((one for one in layers if one.selectedFeatureCount()), None)
        if layer is None:
            self._messages.warn(translate("SoilGate", "Select parcels in a layer first."))
            return
        is_plan = plan is not None and layer.id() == plan.id()
        try:
            self._add(application_review.parcels_of_selection(
                layer, self._session.choices[Role.PARCELS] if is_plan else None))
        except InputError as error:
            self._messages.fail(error)

    def ask_stored(self, stored: list[applications.Stored]) -> None:
        """Ask which application of the workspace is opened."""
        from .stored import StoredDialog

        self.front.application_page.flush()
        dialog = StoredDialog(stored, self._dock)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        if chosen is not None:
            self._session.open_stored(chosen.application_id)

    def _add(self, found: list[Parcel]) -> None:
        self.front.application_page.flush()
        application = self._session.application() or self._session.new_application()
        self._session.keep_application(application.with_parcels(found))
        if found:
            self._show_parcel(found[0])

    def _show_parcel(self, parcel: Parcel) -> None:
        if parcel.wkb:
            crs = live_site.qgis_crs(pyproj.CRS.from_user_input(parcel.crs))
            self._show_geometry(live_site.geometry_of(parcel.shape), crs, zoom=True)

    def searched(self) -> list[Searched]:
        """Layers that the locator looks into."""
        found = []
        for role in _SEARCHED:
            layer, told = self._session.layer(role), self._session.inspect(role)
            if layer is None or told is None or not layer.isValid():
                continue
            number, name = (told.columns.get(column, "") for column in (ID_COLUMN[role], "name"))
            if number or name:
                found.append(Searched(words.role_name(role), layer, number, name if name != number else ""))
        return found

    def review(self, application_id: str) -> None:
        """Review an application; the review page shows how far it is, and what comes out."""
        from . import dock as docks

        if application_id in self._session.applications:
            self._session.start_application(application_id)
            if self._session.busy("review"):
                self._dock.show_page(docks.REVIEW)

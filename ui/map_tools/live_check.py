"""Draw a parcel and see its verdict beside the cursor while it is drawn."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.core import QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsSnapIndicator
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QPoint, Qt, pyqtSignal

from ...plugin.core.live import LiveAnswer
from ...plugin.qgs import live_site
from ..live import LiveDesk
from .cursor_box import AnswerBands, CursorBox

translate = QCoreApplication.translate
_CORNERS = 3
_GRIP_PX = 8


class LiveCheckTool(QgsMapTool):
    """Draws in the CRS of the map; snaps as the project says. Corners that are set can be dragged.

    Left click sets a corner, Backspace takes the last one back, right click or Enter ends, Esc takes all away and, a
    second time, puts the tool away.
    """

    KEY = "draw"
    finished = pyqtSignal(object)        # QgsGeometry in the CRS of the map
    given_up = pyqtSignal()
    answered = pyqtSignal(object)        # LiveAnswer
    emptied = pyqtSignal()               # nothing is drawn any more

    def __init__(self, canvas: QgsMapCanvas, desk: LiveDesk, attributes: Callable[[], dict[str, Any]]) -> None:
        super().__init__(canvas)
        self._desk, self._attributes = desk, attributes
        self.corners: list[QgsPointXY] = []
        self._cursor: Optional[QgsPointXY] = None
        self._dragged: Optional[int] = None
        self._pressed = QPoint()
        self.box: Optional[CursorBox] = None
        self._bands = AnswerBands(canvas)
        self._snap: Optional[QgsSnapIndicator] = None
        self._verdict = ""
        self._asked_of: Any = None       # the site that was asked last
        self._seen = False               # whether the cursor was over the map since the tool is in hand
        self.setCursor(Qt.CursorShape.CrossCursor)

    def activate(self) -> None:
        super().activate()
        self._seen = False
        self.box = CursorBox(self.canvas())
        self._snap = QgsSnapIndicator(self.canvas())
        self._desk.answered.connect(self._on_answer)
        self._desk.unanswered.connect(self._on_error)
        self._desk.state_changed.connect(self._on_state)
        self._desk.hold(self.KEY)
        self._on_state()

    def deactivate(self) -> None:
        if self.box is not None:
            box, self.box, self._snap = self.box, None, None
            self.clear()
            if not sip.isdeleted(box):
                box.setParent(None)
                box.deleteLater()
            self._desk.answered.disconnect(self._on_answer)
            self._desk.unanswered.disconnect(self._on_error)
            self._desk.state_changed.disconnect(self._on_state)
            self._desk.release(self.KEY)
        super().deactivate()

    # -- mouse and keys ----------------------------------------------------------------------------------------

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.pos()
            self._dragged = self._corner_at(event.pos())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        point = event.snapPoint()
        if self._snap is not None:
            self._snap.setMatch(event.mapPointMatch())
        if self.box is not None:
            self.box.move_to(event.pos())
            if not self._seen:
                self._seen = True
                self._on_state()
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.corners[self._dragged] = QgsPointXY(point)
            self._cursor = None
        else:
            self._cursor = QgsPointXY(point)
        self._changed()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.finish()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = QgsPointXY(event.snapPoint())
        held, self._dragged = self._dragged, None
        if held is None:
            self.add_corner(point)
        elif (event.pos() - self._pressed).manhattanLength() > _GRIP_PX // 2:
            self.corners[held] = point
            self._changed()
        elif held == 0 and len(self.corners) >= _CORNERS:
            self.finish()                # a click on the first corner closes

    def keyPressEvent(self, event: Any) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.corners:
            self.corners.pop()
            self._changed()
        elif key == Qt.Key.Key_Escape:
            if self.corners:
                self.clear()
            else:
                self.given_up.emit()
        else:
            event.ignore()
            return
        event.accept()

    def _corner_at(self, place: QPoint) -> Optional[int]:
        """The corner that was set under the cursor."""
        for k, corner in enumerate(self.corners):
            if (self.toCanvasCoordinates(corner) - place).manhattanLength() <= _GRIP_PX:
                return k
        return None

    def add_corner(self, point: QgsPointXY) -> None:
        """Set a corner."""
        if not self.corners or self.corners[-1] != point:
            self.corners.append(point)
        self._changed()

    def finish(self) -> None:
        """End the parcel where it encloses something; else say what is missing."""
        shape = QgsGeometry.fromPolygonXY([self.corners]) if len(self.corners) >= _CORNERS else QgsGeometry()
        if shape.isEmpty():
            self._say(translate("SoilGate", "A parcel has three corners or more."))
        elif not shape.isGeosValid():
            self._say(translate("SoilGate", "The outline crosses itself."),
                      translate("SoilGate", "Drag a corner, or take the last one back (Backspace)."))
        else:
            self.clear()
            self.finished.emit(shape)

    def clear(self) -> None:
        """Take away all that was drawn."""
        self.corners, self._cursor, self._dragged, self._verdict = [], None, None, ""
        self._desk.drop()
        self._bands.clear()
        self._on_state()
        self.emptied.emit()

    def ask_again(self) -> None:
        """The proposed use changed: the same outline is asked about anew."""
        self._changed()

    # -- asking ------------------------------------------------------------------------------------------------

    def outline(self) -> QgsGeometry:
        """What is drawn, with the corner under the cursor; empty while it encloses nothing."""
        ring = list(self.corners)
        if self._cursor is not None and ring and ring[-1] != self._cursor:
            ring.append(self._cursor)
        if len(ring) < _CORNERS:
            return QgsGeometry()
        shape = QgsGeometry.fromPolygonXY([ring])
        box = shape.boundingBox()
        return shape if box.width() > 0 and box.height() > 0 else QgsGeometry()

    def _changed(self) -> None:
        shape = self.outline()
        if shape.isEmpty():
            self._verdict = ""
            self._desk.drop()
            ring = [*self.corners, self._cursor] if self._cursor is not None else list(self.corners)
            if self.corners:
                self._bands.clear(evidence_only=True)
                self._bands.show_shape(QgsGeometry.fromPolygonXY([ring]), self._crs())
            else:
                self._bands.clear()
            self._on_state()
            return
        self._bands.show_shape(shape, self._crs(), self._verdict)
        self._ask(shape)

    def _ask(self, shape: QgsGeometry) -> None:
        self._asked_of = self._desk.site
        self._desk.ask(self.KEY, live_site.shape_of(shape), live_site.crs_of(self._crs()), self._attributes())

    def _crs(self) -> Any:
        return self.canvas().mapSettings().destinationCrs()

    def _on_answer(self, key: str, answer: LiveAnswer) -> None:
        if key != self.KEY or self.box is None or self.outline().isEmpty():
            return
        site = self._desk.site
        self._verdict = answer.verdict
        self.box.show_answer(answer, {} if site is None else site.live.titles)
        self.box.move_to(self.canvas().mouseLastXY())
        self._bands.show_shape(self.outline(), self._crs(), answer.verdict)
        self._bands.show_evidence(answer, live_site.qgis_crs(answer.crs))
        self.answered.emit(answer)

    def _on_error(self, key: str, error: BaseException) -> None:
        if key == self.KEY:
            from ..messages import sentence

            self._say(sentence(error))

    def _on_state(self) -> None:
        """Say what is to be done while there is no verdict."""
        if self.box is None:
            return
        shape = self.outline()
        if self._desk.site is not None and not shape.isEmpty():
            if not self._verdict or self._desk.site is not self._asked_of:
                self._ask(shape)         # of the site that is there now
            return
        if self._desk.state == "preparing":
            self._say(translate("SoilGate", "Preparing the data: {percent} %").format(
                percent=round(self._desk.percent)))
        elif self._desk.state == "failed":
            from ..messages import sentence

            self._say(sentence(self._desk.error))
        elif not self.corners:
            self._say(translate("SoilGate", "Click the first corner of the parcel"))
        else:
            self._say(translate("SoilGate", "Click the next corner"),
                      translate("SoilGate", "Right click or Enter ends, Backspace takes back"))

    def _say(self, *lines: str) -> None:
        if self.box is not None and self._seen:
            self.box.show_text(*lines)
            self.box.move_to(self.canvas().mouseLastXY())


class EditBox:
    """The same box for a feature that is digitised with QGIS's own tools; goes by itself."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._box: Optional[CursorBox] = None
        self._bands = AnswerBands(canvas)

    def show_answer(self, answer: LiveAnswer, titles: Any, name: str) -> None:
        """Show an answer beside the cursor, its evidence on the map."""
        if self._box is None:
            self._box = CursorBox(self._canvas)
        self._box.show_answer(answer, titles, name=name)
        self._box.move_to(self._canvas.mouseLastXY())
        self._bands.show_evidence(answer, live_site.qgis_crs(answer.crs))

    @property
    def lines(self) -> list[str]:
        """What is shown now."""
        return [] if self._box is None else self._box.lines

    def hide(self) -> None:
        """Take it away."""
        self._bands.clear()
        box, self._box = self._box, None
        if box is not None and not sip.isdeleted(box):
            box.setParent(None)
            box.deleteLater()

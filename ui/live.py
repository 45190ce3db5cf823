"""The live check behind the map tools: the site made ready once, and questions of which only the newest is answered.

A question is answered in the GUI thread while that takes less than a frame at the 95th percentile; else by a worker,
which always takes the newest question and leaves out those that came in between.
"""

from __future__ import annotations

import collections
import concurrent.futures
import threading
import time
from collections.abc import Mapping
from typing import Any, Callable, Optional

import numpy as np
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..plugin.core.errors import InputError, SoilGateError
from ..plugin.core.live import Known, LiveAnswer
from ..plugin.core.vocabulary import Role
from ..plugin.qgs import live_site, tasks
from .session import Session

translate = QCoreApplication.translate
FRAME_S = 0.016
_JUDGED, _KEPT = 8, 60
_QUIET_MS = 1200                         # many edits come at once; the site is made anew when they have ended


class LiveDesk(QObject):
    """Keeps a site ready while somebody holds it, and answers questions about polygons.

    ``state`` is "off", "preparing", "ready" or "failed"; a site that is being made anew stays "ready" meanwhile, with
    ``renewing`` set. ``answered(key, LiveAnswer)`` and ``unanswered(key, error)`` follow ``ask``, in the GUI thread.
    """

    state_changed = pyqtSignal()
    answered = pyqtSignal(str, object)
    unanswered = pyqtSignal(str, object)
    _told = pyqtSignal(object)

    def __init__(self, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = tasks.TaskOwner()
        self._holders: set[str] = set()
        self._watched: list[tuple[str, str, Callable[..., object]]] = []
        self._lock = threading.Lock()
        self._pool: Optional[concurrent.futures.ThreadPoolExecutor] = None
        self._newest: Optional[tuple[str, Any, Any, dict[str, Any]]] = None
        self._busy = False
        self._seconds: collections.deque[float] = collections.deque(maxlen=_KEPT)
        self._closed = False
        self.site: Optional[live_site.Site] = None
        self.state, self.percent, self.error = "off", 0.0, None
        self.renewing = False
        self._soon = self._timer(0, self._answer)
        self._later = self._timer(_QUIET_MS, self.prepare)
        self._told.connect(self._on_told)
        session.roles_changed.connect(self._outdate)
        QgsProject.instance().cleared.connect(self._forget)

    def _timer(self, interval: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    # -- the site ----------------------------------------------------------------------------------------------

    def hold(self, who: str) -> None:
        """Keep a site ready for somebody."""
        self._holders.add(who)
        if self.site is None and self.state != "preparing":
            self.prepare()

    def release(self, who: str) -> None:
        """Somebody needs it no longer; the site stays until the data change."""
        self._holders.discard(who)

    def prepare(self) -> None:
        """Read the layers and make the site, as a task; the old one answers until the new one is there."""
        self._later.stop()
        self._owner.cancel_all()
        try:
            request = self._session.site_request()
        except (InputError, ValueError) as error:
            self._fail(error)
            return
        self.percent, self.error = 0.0, None
        self._set("ready" if self.site is not None else "preparing", renewing=True)
        self._watch()
        task = tasks.CoreTask(translate("SoilGate", "Preparing the live check"), request.run)
        task.progressChanged.connect(self._on_progress)
        task.succeeded.connect(self._on_site)
        task.failed.connect(self._fail)
        task.stopped.connect(lambda: self._set("ready" if self.site is not None else "off", renewing=False))
        self._owner.start(task)

    def _on_progress(self, percent: float) -> None:
        self.percent = percent
        self.state_changed.emit()

    def _on_site(self, site: live_site.Site) -> None:
        with self._lock:
            self.site = site
        self._seconds.clear()
        self._set("ready", renewing=False)

    def _fail(self, error: BaseException) -> None:
        self.error = error
        with self._lock:
            self.site = None
        self._set("failed", renewing=False)

    def _set(self, state: str, *, renewing: bool) -> None:
        self.state, self.renewing = state, renewing
        self.state_changed.emit()

    def _outdate(self) -> None:
        """The data changed: a site that somebody holds is made anew, another one forgotten."""
        if self._closed:
            return
        if self._holders:
            self.renewing = True
            self._later.start()
        elif self.state != "off":
            self._owner.cancel_all()
            self._later.stop()
            with self._lock:
                self.site = None
            self._unwatch()
            self._set("off", renewing=False)

    def _forget(self) -> None:
        """Another project: nothing of the old one is answered from, not even for a moment."""
        self._owner.cancel_all()
        self._newest = None
        with self._lock:
            self.site = None
        self._unwatch()
        self._set("off", renewing=False)
        if self._holders:
            self._later.start()

    def _watch(self) -> None:
        self._unwatch()
        for role in live_site.ROLES:
            layer = self._session.layer(role)
            if layer is not None:
                for signal in ("layerModified", "dataChanged", "afterRollBack", "subsetStringChanged"):
                    getattr(layer, signal).connect(self._outdate)
                    self._watched.append((layer.id(), signal, self._outdate))

    def _unwatch(self) -> None:
        for layer_id, signal, slot in self._watched:
            layer = QgsProject.instance().mapLayer(layer_id)
            if isinstance(layer, QgsVectorLayer):
                getattr(layer, signal).disconnect(slot)
        self._watched = []

    def close(self) -> None:
        """Stop everything (unload)."""
        self._closed = True
        self._holders.clear()
        self._owner.cancel_all()
        for timer in (self._soon, self._later):
            timer.stop()
        self._newest = None
        self._unwatch()
        self._session.roles_changed.disconnect(self._outdate)
        QgsProject.instance().cleared.disconnect(self._forget)
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    # -- questions ---------------------------------------------------------------------------------------------

    @property
    def slow(self) -> bool:
        """Whether an answer takes longer than a frame, as far as is known; then a worker gives it."""
        return len(self._seconds) < _JUDGED or float(np.percentile(self._seconds, 95)) > FRAME_S

    def ask(self, key: str, shape: Any, crs: Any, attributes: Mapping[str, Any]) -> None:
        """Ask about a polygon; of several questions before the next turn only the newest is answered."""
        self._newest = (key, shape, crs, dict(attributes))
        if not self._busy:
            self._soon.start()

    def drop(self) -> None:
        """Forget the question that waits."""
        self._newest = None

    def check_now(self, shape: Any, crs: Any, attributes: Mapping[str, Any]) -> Optional[LiveAnswer]:
        """Answer at once, in this thread; None without a site.

        Raises
        ------
        SoilGateError
            The polygon or its columns cannot be reviewed.
        """
        with self._lock:
            return None if self.site is None else self.site.live.check(shape, crs, attributes)

    def known_at(self, x: float, y: float, crs: Any, near_m: float) -> list[Known]:
        """Rows of all layers at a place."""
        with self._lock:
            return [] if self.site is None else self.site.live.at_point(x, y, crs, near_m=near_m)

    def _answer(self) -> None:
        if self._newest is None or self.site is None or self._busy:
            return
        question, self._newest = self._newest, None
        if not self.slow:
            self._on_told(self._timed(question))
            return
        self._busy = True
        if self._pool is None:
            self._pool = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="soilgate-live")
        self._pool.submit(lambda: self._told.emit(self._timed(question)))

    def _timed(self, question: tuple[str, Any, Any, dict[str, Any]]) -> tuple[str, Any, float]:
        """Key, answer or error, seconds (any thread)."""
        key, shape, crs, attributes = question
        start = time.perf_counter()
        try:
            answer: Any = self.check_now(shape, crs, attributes)
        except Exception as error:  # noqa: BLE001  (told in the GUI thread, by ``unanswered``)
            answer = error
        return key, answer, time.perf_counter() - start

    def _on_told(self, told: tuple[str, Any, float]) -> None:
        self._busy = False
        if self._closed:
            return
        key, answer, seconds = told
        self._seconds.append(seconds)
        if isinstance(answer, LiveAnswer):
            self.answered.emit(key, answer)
        elif isinstance(answer, BaseException):
            if not isinstance(answer, SoilGateError):
                self._session.failed.emit(answer)
            self.unanswered.emit(key, answer)
        if self._newest is not None:
            self._soon.start()


class EditWatch(QObject):
    """Asks about the features of the plan that are digitised, as they stand in the edit buffer."""

    KEY = "edit"
    asked = pyqtSignal(str)              # what the feature is called

    def __init__(self, session: Session, desk: LiveDesk, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._layer_id = ""
        self._last: Optional[int] = None
        self.on = False
        session.roles_changed.connect(self._follow)
        desk.state_changed.connect(self._on_desk)

    def set_on(self, on: bool) -> None:
        """Begin or end to watch."""
        self.on = on
        self._follow()

    def _layer(self) -> Optional[QgsVectorLayer]:
        layer = QgsProject.instance().mapLayer(self._layer_id)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _follow(self) -> None:
        """Listen to the layer that is the plan now."""
        plan = self._session.layer(Role.PARCELS) if self.on else None
        wanted = "" if plan is None else plan.id()
        if wanted == self._layer_id:
            return
        self._let_go()
        if plan is not None:
            self._layer_id = wanted
            plan.geometryChanged.connect(self._on_geometry)
            plan.featureAdded.connect(self._on_feature)
            plan.attributeValueChanged.connect(self._on_attribute)
            plan.editingStopped.connect(self._on_stopped)

    def _let_go(self) -> None:
        layer = self._layer()
        if layer is not None:
            layer.geometryChanged.disconnect(self._on_geometry)
            layer.featureAdded.disconnect(self._on_feature)
            layer.attributeValueChanged.disconnect(self._on_attribute)
            layer.editingStopped.disconnect(self._on_stopped)
        self._layer_id, self._last = "", None
        self._desk.release(self.KEY)

    def close(self) -> None:
        """Listen to nothing more (unload)."""
        self.on = False
        self._let_go()
        self._session.roles_changed.disconnect(self._follow)
        self._desk.state_changed.disconnect(self._on_desk)

    def _on_geometry(self, fid: int, _geometry: object) -> None:
        self._ask(fid)

    def _on_feature(self, fid: int) -> None:
        self._ask(fid)

    def _on_attribute(self, fid: int, _index: int, _value: object) -> None:
        self._ask(fid)

    def _on_stopped(self) -> None:
        self._last = None
        self._desk.release(self.KEY)

    def _on_desk(self) -> None:
        if self._last is not None and self._desk.state == "ready" and not self._desk.renewing:
            self._ask(self._last)

    def _ask(self, fid: int) -> None:
        layer = self._layer()
        if layer is None or not layer.isEditable():
            return
        self._last = fid
        self._desk.hold(self.KEY)
        if self._desk.site is None:
            return                       # asked again when the site is there
        try:
            columns, shape = live_site.attributes_of(layer, fid, self._session.choices[Role.PARCELS])
        except InputError as error:
            self._desk.unanswered.emit(self.KEY, error)
            return
        name = columns.get("parcel_id") or columns.get("name")
        self.asked.emit(str(name) if name is not None else translate("SoilGate", "new parcel"))
        self._desk.ask(self.KEY, shape, live_site.crs_of(layer.crs()), columns)

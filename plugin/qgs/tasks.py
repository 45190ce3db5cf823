"""Long work beside the window: a task that is a ``Progress``, and owners that cancel what they started."""

from __future__ import annotations

import concurrent.futures
import contextlib
import sys
import threading
from collections.abc import Iterator
from typing import Any, Callable, TypeVar

from qgis.core import QgsApplication, QgsProcessingFeedback, QgsProxyProgressTask, QgsTask
from qgis.PyQt.QtCore import QEventLoop, Qt, pyqtSignal

from ..core.errors import Cancelled

Result = TypeVar("Result")

_running: set[CoreTask] = set()   # without a reference Python collects a task while it runs


def aside(work: Callable[[], Result]) -> Result:
    """Do work in a thread that Python made, and wait for it; in the main thread at once.

    Python forgets a thread of Qt whenever it leaves it. pyproj 3.7 then frees what the thread still points to, and the
    next CRS made there ends QGIS (issues 1509 and 1622 of pyproj).
    """
    if threading.current_thread() is threading.main_thread():
        return work()
    with _brisk(), concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


_BRISK_S = 0.0005
_turns = threading.Lock()
_beside: list[float] = []         # switch interval that was found, once for each work that is done beside the window


@contextlib.contextmanager
def _brisk() -> Iterator[None]:
    """Let threads of Python take turns more often meanwhile.

    To paint a table the window calls Python a thousand times, and each time waits for its turn: at Python's 5 ms it
    stood still for half a second while a search was prepared.
    """
    with _turns:
        _beside.append(_beside[0] if _beside else sys.getswitchinterval())
        sys.setswitchinterval(min(_BRISK_S, _beside[0]))
    try:
        yield
    finally:
        with _turns:
            before = _beside.pop()
            if not _beside:
                sys.setswitchinterval(before)


class CoreTask(QgsTask):
    """A task around a function ``work(progress)``; the task itself is that progress.

    The outcome is told in the GUI thread by exactly one of three signals: ``succeeded`` with what ``work`` returned,
    ``failed`` with the exception, ``stopped`` when the person cancelled. ``message_changed`` carries what is done now.
    """

    succeeded = pyqtSignal(object)
    failed = pyqtSignal(object)
    stopped = pyqtSignal()
    message_changed = pyqtSignal(str)

    def __init__(self, title: str, work: Callable[[CoreTask], Any]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work = work
        self._result: Any = None
        self._error: Exception | None = None
        self._message = ""

    def run(self) -> bool:
        """Do the work (worker thread: no widget, layer or project is touched here)."""
        try:
            self._result = aside(lambda: self._work(self))
        except Cancelled:
            return False
        except Exception as error:  # noqa: BLE001  (told in the GUI thread, by ``finished``)
            self._error = error
            return False
        return not self.isCanceled()

    def report(self, fraction: float, message: str = "") -> None:
        """Pass on how far the work is, 0 to 1."""
        self.setProgress(100.0 * fraction)
        if message and message != self._message:
            self._message = message
            self.message_changed.emit(message)

    def is_cancelled(self) -> bool:
        """Whether the person, or the owner, wants the work to stop."""
        return self.isCanceled()

    def finished(self, ok: bool) -> None:
        """Tell the outcome (GUI thread)."""
        _running.discard(self)
        if ok:
            self.succeeded.emit(self._result)
        elif self._error is not None:
            self.failed.emit(self._error)
        else:
            self.stopped.emit()


def start(task: CoreTask) -> CoreTask:
    """Hand a task to QGIS and keep it alive until it has finished."""
    _running.add(task)
    QgsApplication.taskManager().addTask(task)
    return task


class TaskOwner:
    """Whoever starts tasks and must not be called back after it is gone."""

    def __init__(self) -> None:
        self._tasks: set[CoreTask] = set()

    def start(self, task: CoreTask) -> CoreTask:
        """Start a task that belongs to this owner."""
        self._tasks.add(task)
        task.succeeded.connect(lambda _result: self._tasks.discard(task))
        task.failed.connect(lambda _error: self._tasks.discard(task))
        task.stopped.connect(lambda: self._tasks.discard(task))
        return start(task)

    @property
    def busy(self) -> bool:
        """Whether a task of this owner has not finished yet."""
        return bool(self._tasks)

    def cancel_all(self) -> None:
        """Cancel what runs and let no outcome reach its listeners (unload, project change, layer removal)."""
        for task in tuple(self._tasks):
            for signal in (task.succeeded, task.failed, task.stopped, task.message_changed):
                with contextlib.suppress(TypeError):      # nobody had connected
                    signal.disconnect()
            task.cancel()
        self._tasks.clear()


class FeedbackProgress:
    """The feedback of a Processing algorithm as a ``Progress``."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._message = ""

    def report(self, fraction: float, message: str = "") -> None:
        """Move the bar; say a new message once."""
        self._feedback.setProgress(100.0 * fraction)
        if message and message != self._message:
            self._message = message
            self._feedback.setProgressText(message)

    def is_cancelled(self) -> bool:
        """Whether the run was cancelled."""
        return self._feedback.isCanceled()


@contextlib.contextmanager
def shown(title: str) -> Iterator[Callable[[float], None]]:
    """Show in the task bar what is done in the main thread, such as printing; yields what takes its percentage."""
    task = QgsProxyProgressTask(title)
    QgsApplication.taskManager().addTask(task)
    QgsApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def move(percent: float) -> None:
        task.setProxyProgress(percent)
        QgsApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    try:
        move(0.0)
        yield move
    finally:
        QgsApplication.restoreOverrideCursor()
        task.finalize(True)

"""Work of the window's thread in small steps, so that the window has its turn between them.

A generator yields after each step. Where it yields a function, that is work for a thread: what it returns is sent back,
what it raises is raised in the generator.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Callable, Optional, TypeVar

from qgis.PyQt.QtCore import QTimer

from .tasks import CoreTask, TaskOwner

Result = TypeVar("Result")
Work = Optional[Callable[[], Any]]
Steps = Generator[Work, Any, Result]
_PAUSE_MS = 1
"""Without a pause Qt posts the call, and what is posted goes before timers and painting."""


def at_once(steps: Steps[Result]) -> Result:
    """Do all steps now; what they hand out is done here too."""
    answer: Any = None
    while True:
        try:
            work = steps.send(answer)
            while work is not None:
                try:
                    answer, found = None, work()
                except Exception as error:  # noqa: BLE001  (whatever it is, it is the generator's)
                    work = steps.throw(error)
                else:
                    answer, work = found, None
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


class Turns:
    """Does steps one by one, each time the window has nothing else to do; new ones take the place of old ones."""

    def __init__(self) -> None:
        self._steps: Optional[Steps[Any]] = None
        self._owner = TaskOwner()

    @property
    def busy(self) -> bool:
        """Whether there are steps to do."""
        return self._steps is not None

    def begin(self, steps: Steps[Any], done: Callable[[Any], object], refused: Callable[[Exception], object], *,
              title: str = "") -> None:
        """Do steps from the next turn on.

        Parameters
        ----------
        done : gets what they return
        refused : gets what they raise
        title : of the tasks that do what they hand out
        """
        self.stop()
        self._steps = steps

        def move(go: Callable[[], Work]) -> None:
            if self._steps is not steps:
                return
            try:
                work = go()
            except StopIteration as end:
                self._steps = None
                done(end.value)
            except Exception as error:  # noqa: BLE001  (told to whoever began)
                self._steps = None
                refused(error)
            else:
                if self._steps is not steps:         # stopped by what it did
                    steps.close()
                elif work is None:
                    QTimer.singleShot(_PAUSE_MS, lambda: move(lambda: steps.send(None)))
                else:
                    self._hand_out(title, work, steps, move)

        QTimer.singleShot(_PAUSE_MS, lambda: move(lambda: steps.send(None)))

    def _hand_out(self, title: str, work: Callable[[], Any], steps: Steps[Any],
                  move: Callable[[Callable[[], Work]], None]) -> None:
        task = CoreTask(title, lambda _progress: work())
        task.succeeded.connect(lambda found: move(lambda: steps.send(found)))
        task.failed.connect(lambda error: move(lambda: steps.throw(error)))
        task.stopped.connect(lambda: self.stop() if self._steps is steps else None)
        self._owner.start(task)

    def stop(self) -> None:
        """Do no more of them."""
        steps, self._steps = self._steps, None
        self._owner.cancel_all()
        if steps is not None and not steps.gi_running:
            steps.close()

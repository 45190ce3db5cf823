"""An SQLite file made by a process of its own, while this one prepares the next rows."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import queue
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Optional, Union

from ..core.errors import Cancelled
from ..core.progress import Progress
from . import insertion

_MANY = 20_000                                   # rows from which it pays to start a process
_ROWS = 10_000                                   # that go through the pipe together


class Beside:
    """What ``insertion.Database`` does, by a process of its own: in the same order, a little later.

    Raises
    ------
    Cancelled
        The person stopped it while rows were waiting.
    OSError
        The process could not be started, or ended.
    sqlite3.OperationalError
        What SQLite said there.
    """

    def __init__(self, path: str, progress: Progress) -> None:
        self._progress = progress
        flags = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
        self._process = subprocess.Popen(  # noqa: S603  (our own command)
            [sys.executable, insertion.__file__, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, **flags)
        self._calls: queue.SimpleQueue[Optional[tuple[Any, ...]]] = queue.SimpleQueue()    # of rows that wait
        self._defect: Optional[Exception] = None
        self._thread = threading.Thread(target=self._send, daemon=True, name="SoilGate writer")
        assert self._process.stdout is not None
        if self._process.stdout.readline() != insertion.READY:
            self.close()
            raise OSError("no process")
        self._thread.start()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Have a statement run."""
        self._put("execute", statement, tuple(values))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Have a statement run for each row."""
        rows = iter(rows)
        while block := list(itertools.islice(rows, _ROWS)):
            self._put("executemany", statement, block)

    def insert(self, into: str, columns: Sequence[Sequence[Any]]) -> None:
        """Have rows added."""
        self._put("insert", into, tuple(columns))

    def finish(self) -> None:
        """Wait until all is written."""
        self._put("finish")
        self._calls.put(None)
        while self._thread.is_alive() or self._process.poll() is None:
            self._look()
            self._thread.join(0.05)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.05)
        if self._process.returncode != 0:
            raise self._problem()

    def close(self) -> None:
        """End the process; it no longer has the file afterwards."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        if self._thread.is_alive():              # its pipe is broken now, or it waits for a call
            self._calls.put(None)
            self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):   # what it did not take
                pipe.close()                     # type: ignore[union-attr]

    def _put(self, *call: Any) -> None:
        self._look()
        if not self._thread.is_alive():
            raise self._problem()
        self._calls.put(call)

    def _look(self) -> None:
        if self._progress.is_cancelled():
            raise Cancelled

    def _send(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            while call := self._calls.get():
                pipe.write(insertion.pack(*call))
            pipe.close()
        except OSError:                          # the process ended; it is asked why
            pass
        except Exception as error:  # noqa: BLE001  (raised by who asks next)
            self._defect = error
            self._process.kill()

    def _problem(self) -> Exception:
        code = self._process.wait()
        assert self._process.stderr is not None
        words = self._process.stderr.read().decode("utf-8", "replace")
        if code == insertion.REFUSED:
            return sqlite3.OperationalError(words)
        if self._defect or words:
            return self._defect or RuntimeError(words)
        return OSError(errno.EPIPE, f"{os.strerror(errno.EPIPE)} ({code})")


Database = Union[insertion.Database, Beside]


def new_database(path: str, rows: int, progress: Progress) -> Database:
    """A new SQLite file for so many rows, written beside where they are many and a Python is known to start."""
    if rows >= _MANY and Path(sys.executable or "").stem.lower().startswith("python"):
        with contextlib.suppress(OSError):       # where no process may be started it is done here
            return Beside(path, progress)
    return insertion.Database(path)

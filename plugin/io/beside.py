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
from typing import Any, Union

from ..core.errors import Cancelled
from ..core.progress import Progress
from . import insertion

_MANY = 20_000                                   # rows from which it pays to start a process
_AHEAD = 4                                       # blocks that wait to be written
_ROWS = 10_000                                   # in a block


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
        self._blocks: queue.Queue[bytes] = queue.Queue(_AHEAD)
        self._thread = threading.Thread(target=self._send, daemon=True, name="SoilGate writer")
        assert self._process.stdout is not None
        if self._process.stdout.readline() != insertion.READY:
            self.close()
            raise OSError("no process")
        self._thread.start()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Have a statement run."""
        self._put(insertion.pack("execute", statement, tuple(values)))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Have a statement run for each row."""
        rows = iter(rows)
        while block := list(itertools.islice(rows, _ROWS)):
            self._put(insertion.pack("executemany", statement, block))

    def insert(self, into: str, columns: Sequence[Sequence[Any]]) -> None:
        """Have rows added."""
        self._put(insertion.pack("insert", into, tuple(columns)))

    def finish(self) -> None:
        """Wait until all is written."""
        self._put(insertion.pack("finish"))
        self._put(b"")
        while self._thread.is_alive():
            self._look()
            self._thread.join(0.1)
        while True:
            self._look()
            with contextlib.suppress(subprocess.TimeoutExpired):
                if self._process.wait(0.1) == 0:
                    return
                raise self._problem()

    def close(self) -> None:
        """End the process; it no longer has the file afterwards."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        while self._thread.is_alive():           # its pipe is broken now, and it may wait for a block
            with contextlib.suppress(queue.Full):
                self._blocks.put(b"", timeout=0.1)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):   # what it did not take
                pipe.close()                     # type: ignore[union-attr]

    def _put(self, block: bytes) -> None:
        while True:
            self._look()
            if not self._thread.is_alive():
                raise self._problem()
            with contextlib.suppress(queue.Full):
                self._blocks.put(block, timeout=0.1)
                return

    def _look(self) -> None:
        if self._progress.is_cancelled():
            raise Cancelled

    def _send(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):       # the process ended; it is asked why
            while block := self._blocks.get():
                pipe.write(block)
            pipe.close()

    def _problem(self) -> Exception:
        code = self._process.wait()
        assert self._process.stderr is not None
        words = self._process.stderr.read().decode("utf-8", "replace")
        if code == insertion.REFUSED:
            return sqlite3.OperationalError(words)
        if words:
            return RuntimeError(words)           # a defect of ours
        return OSError(errno.EPIPE, f"{os.strerror(errno.EPIPE)} ({code})")


Database = Union[insertion.Database, Beside]


def new_database(path: str, rows: int, progress: Progress) -> Database:
    """A new SQLite file for so many rows, written beside where they are many and a Python is known to start."""
    if rows >= _MANY and Path(sys.executable or "").stem.lower().startswith("python"):
        with contextlib.suppress(OSError):       # where no process may be started it is done here
            return Beside(path, progress)
    return insertion.Database(path)

"""Heavy work in a process of its own, so that the window keeps its turn.

A thread does not help while one call into C holds the interpreter: reading 200 000 parcels stops the window for
seconds. A ``Worker`` starts the Python of this QGIS once, hands it functions of this package with picklable
arguments, passes progress on, and stops it when asked. Where no such process can be started ``WorkerMissing`` is
raised, and the caller does the work in its thread.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Optional

from ..core.errors import Cancelled
from ..core.progress import Progress
from . import deps, i18n

_PACKAGE = __name__.rpartition(".plugin.")[0]
_START_S = 60.0
_STOP_S = 5.0
_TOLD_S = 0.05


class WorkerMissing(Exception):
    """No process could be started here."""


class WorkerDied(Exception):
    """The process ended in the middle of its work; carries the last it said."""


class _End:
    """What the reader of a pipe puts last."""


def _send(pipe: IO[bytes], message: Any) -> None:
    """Write a message, its length before it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(8, "little") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """Read a message; ``_End`` where the pipe has ended."""
    head = pipe.read(8)
    if len(head) < 8:
        return _End
    data = pipe.read(int.from_bytes(head, "little"))
    return pickle.loads(data)  # noqa: S301  (written by our own other half)


# -- this side -------------------------------------------------------------------------------------------------------

class Worker:
    """A process that does one thing after the other; one that is to stop is ended after ``patience_s``."""

    def __init__(self, patience_s: Optional[float] = None) -> None:
        self._patience_s = patience_s
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._said: Optional[IO[bytes]] = None
        self._inbox: queue.Queue[Any] = queue.Queue()
        self._turn = threading.Lock()

    def call(self, function: str, *arguments: Any, progress: Progress) -> Any:
        """Run ``module:function`` of this package there, ``function(*arguments, progress)`` (in a thread of its own).

        What it yields comes back as a list: each part is small, so that taking it over stops nobody.

        Raises
        ------
        Cancelled
            The person stopped it.
        WorkerMissing
            No process could be started.
        WorkerDied
            It ended without an answer.
        """
        while not self._turn.acquire(timeout=0.1):
            if progress.is_cancelled():
                raise Cancelled
        try:
            self._begin(progress)
            _send(self._stdin(), (function, arguments, i18n.language()))
            return self._answer(progress)
        except (BrokenPipeError, OSError) as error:
            if progress.is_cancelled():
                self.close()
                raise Cancelled from error
            raise self._died() from error
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process (any thread)."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
            for pipe in (process.stdin, self._said):
                with contextlib.suppress(OSError):
                    pipe.close()

    @property
    def pid(self) -> Optional[int]:
        """Number of the process; None where none runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _stdin(self) -> IO[bytes]:
        process = self._process
        if process is None or process.stdin is None:
            raise BrokenPipeError
        return process.stdin

    def _begin(self, progress: Progress) -> None:
        if self.pid is not None:
            return
        self.close()
        inbox: queue.Queue[Any] = queue.Queue()
        said = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        paths = [str(Path(sys.modules[_PACKAGE].__file__ or "").resolve().parent.parent), *sys.path]
        if Path(paths[0]).name != _PACKAGE and not (Path(paths[0]) / _PACKAGE).is_dir():
            paths = list(sys.path)       # a link to a folder of another name
        code = f"from {__name__} import serve; serve()"
        flags = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
        try:
            process = subprocess.Popen(  # noqa: S603  (our own command)
                [deps.python(), "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(p for p in paths if p)),
                     "PYTHONIOENCODING": "utf-8"}, **flags)
        except OSError as error:
            raise WorkerMissing(str(error)) from error

        def read() -> None:
            assert process.stdout is not None
            while True:
                try:
                    message = _receive(process.stdout)
                except (OSError, ValueError, EOFError, pickle.UnpicklingError):
                    message = _End
                inbox.put(message)
                if message is _End:
                    process.stdout.close()
                    return

        threading.Thread(target=read, daemon=True, name="SoilGate worker").start()
        self._process, self._inbox, self._said = process, inbox, said
        until = time.monotonic() + _START_S
        while True:
            if progress.is_cancelled():
                self.close()
                raise Cancelled
            with contextlib.suppress(queue.Empty):
                if inbox.get(timeout=0.1) == "ready":
                    return
                break
            if time.monotonic() > until:
                break
        words = self._last_words()
        self.close()
        raise WorkerMissing(words)

    def _answer(self, progress: Progress) -> Any:
        asked_to_stop, patience_s = 0.0, _STOP_S if self._patience_s is None else self._patience_s
        parts: list[Any] = []
        while True:
            if progress.is_cancelled() and not asked_to_stop:
                asked_to_stop = time.monotonic()
                _send(self._stdin(), "stop")
            if asked_to_stop and time.monotonic() - asked_to_stop > patience_s:
                self.close()
                raise Cancelled
            try:
                message = self._inbox.get(timeout=0.1)
            except queue.Empty:
                continue
            if message is _End:
                if progress.is_cancelled():
                    self.close()
                    raise Cancelled
                raise self._died()
            kind, *rest = message
            if kind == "progress":
                progress.report(*rest)
            elif kind == "part":
                parts.append(rest[0])
            elif kind == "done":
                if asked_to_stop:
                    raise Cancelled
                return parts or rest[0]
            elif kind == "stopped":
                raise Cancelled
            else:
                raise rest[0]

    def _died(self) -> WorkerDied:
        """Take leave of a process that ended, which may not be reaped yet, so that the next call begins a new one."""
        died = WorkerDied(self._last_words())
        self.close()
        return died

    def _last_words(self) -> str:
        if self._said is None or self._said.closed:
            return ""
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")[-4000:]


# -- the other side --------------------------------------------------------------------------------------------------

class _Told:
    """The progress of the other side: passed on now and then, stopped by a message."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._last, self._message = pipe, 0.0, ""
        self.stop = threading.Event()

    def report(self, fraction: float, message: str = "") -> None:
        """Pass it on, not more than twenty times a second."""
        now = time.monotonic()
        if now - self._last >= _TOLD_S or (message and message != self._message):
            self._last, self._message = now, message or self._message
            _send(self._pipe, ("progress", float(fraction), message))

    def is_cancelled(self) -> bool:
        """Whether the window wants it to stop."""
        return self.stop.is_set()


def serve() -> None:
    """Do what comes in until the window is gone."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)                                # what a library prints is no message
    orders: queue.Queue[Any] = queue.Queue()
    told = _Told(outgoing)

    def read() -> None:
        while True:
            message = _receive(incoming)
            if message is _End:
                os._exit(0)                      # the window is gone, whatever is being done here
            if message == "stop":
                told.stop.set()
            else:
                orders.put(message)

    importlib.import_module(f"{_PACKAGE}.plugin.jobs")
    _send(outgoing, "ready")
    threading.Thread(target=read, daemon=True).start()
    while True:
        function, arguments, lang = orders.get()
        i18n.speak(lang)
        told.stop.clear()
        module, _, name = function.partition(":")
        try:
            work = getattr(importlib.import_module(f"{_PACKAGE}.{module}"), name)
            value = work(*arguments, told)
            if isinstance(value, Iterator):
                for part in value:
                    _send(outgoing, ("part", part))
                value = None
            answer: tuple[Any, ...] = ("done", value)
        except Cancelled:
            answer = ("stopped",)
        except Exception as error:  # noqa: BLE001  (told there, in the thread that asked)
            answer = ("error", _portable(error))
        _send(outgoing, answer)


def _portable(error: Exception) -> Exception:
    """The error as it can be sent; one that cannot, by its words."""
    import traceback

    error.add_note(traceback.format_exc()) if hasattr(error, "add_note") else None
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001  (whatever keeps an error from being sent)
        return RuntimeError(traceback.format_exc())
    return error

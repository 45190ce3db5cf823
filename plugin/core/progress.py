"""All that the core knows of the program around it: how far it is, and whether to stop."""

from __future__ import annotations

from typing import Protocol

from .errors import Cancelled


class Progress(Protocol):
    """Told by long work; the command line, a QGIS task and Processing each bring their own."""

    def report(self, fraction: float, message: str = "") -> None:
        """Say how far the work is, ``fraction`` from 0 to 1."""

    def is_cancelled(self) -> bool:
        """Whether the person wants the work to stop."""


class Silent:
    """A progress that tells nobody and is never cancelled."""

    def report(self, fraction: float, message: str = "") -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


class Part:
    """A stretch of another progress: 0 to 1 here is ``start`` to ``end`` there."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole, self._start, self._end = whole, start, end

    def report(self, fraction: float, message: str = "") -> None:
        """Pass the fraction on, scaled."""
        self._whole.report(self._start + (self._end - self._start) * fraction, message)

    def is_cancelled(self) -> bool:
        """Ask the whole."""
        return self._whole.is_cancelled()


class Unheard:
    """A progress that tells nothing, but stops when another is cancelled: for work done along with that one's."""

    def __init__(self, whole: Progress) -> None:
        self._whole = whole

    def report(self, fraction: float, message: str = "") -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Ask the whole."""
        return self._whole.is_cancelled()


def checkpoint(progress: Progress, fraction: float, message: str = "") -> None:
    """Report, and raise ``Cancelled`` where the person wants to stop."""
    if progress.is_cancelled():
        raise Cancelled
    progress.report(fraction, message)

"""Several pieces of work side by side, in threads: GEOS lets go of the interpreter while it computes."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable, Sequence
from typing import TypeVar

from .progress import Progress, checkpoint

_LOOK = 0.1
"""Seconds between two looks at how far each is."""
T = TypeVar("T")


class _Share:
    """Progress of one of them, written in its thread and read in the thread that waits."""

    def __init__(self, whole: Progress) -> None:
        self._whole, self.fraction, self.stopped = whole, 0.0, False

    def report(self, fraction: float, message: str = "") -> None:
        """Keep the fraction."""
        self.fraction = fraction

    def is_cancelled(self) -> bool:
        """Whether the person, or what went wrong beside, ends it."""
        return self.stopped or self._whole.is_cancelled()


def together(works: Sequence[Callable[[Progress], T]], progress: Progress, threads: int = 2) -> list[T]:
    """Results of all works, in their order.

    Parameters
    ----------
    works : each is given a progress of its own; what several of them use must not be changed by any
    progress : told, in the calling thread only, how far all of them are
    threads : that work at a time; 1 does one after the other, in threads nonetheless

    Raises
    ------
    Cancelled
        The person stopped it.
    Exception
        The first that one of the works raised; the others are stopped.
    """
    shares = [_Share(progress) for _ in works]
    with concurrent.futures.ThreadPoolExecutor(threads, "SoilGate") as pool:
        futures = [pool.submit(work, share) for work, share in zip(works, shares)]
        try:
            while concurrent.futures.wait(futures, _LOOK, concurrent.futures.FIRST_EXCEPTION).not_done:
                checkpoint(progress, sum(share.fraction for share in shares) / len(works))
                for future in futures:
                    if future.done():
                        future.result()
            return [future.result() for future in futures]
        finally:
            for share in shares:
                share.stopped = True

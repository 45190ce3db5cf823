"""Work side by side: results in order, errors and cancelling reach the caller, progress stays in its thread."""

from __future__ import annotations

import threading
import time

import pytest
from soilgate.plugin.core.errors import Cancelled
from soilgate.plugin.core.progress import Silent, checkpoint
from soilgate.plugin.core.together import together


class Watched:
    """Keeps what it is told and by which thread; cancelled once ``stop`` is set."""

    def __init__(self):
        self.told, self.threads, self.stop = [], set(), False

    def report(self, fraction, message=""):
        self.told.append(fraction)
        self.threads.add(threading.current_thread())

    def is_cancelled(self):
        return self.stop


def test_results_come_in_order_and_two_works_run_at_once():
    meet = threading.Barrier(2, timeout=10)

    def work(k):
        def run(progress):
            if k < 2:
                meet.wait()                      # breaks unless both are there
            return k
        return run

    assert together([work(k) for k in range(5)], Silent()) == list(range(5))


def test_nothing_to_do_is_no_error():
    assert together([], Silent()) == []


def test_the_first_error_is_raised_and_the_others_are_stopped():
    ended = []

    def endless(progress):
        try:
            while True:
                checkpoint(progress, 0.5)
                time.sleep(0.01)
        finally:
            ended.append(True)

    def wrong(progress):
        raise ZeroDivisionError("seen")

    with pytest.raises(ZeroDivisionError, match="seen"):
        together([endless, wrong], Silent())
    assert ended == [True]


def test_a_person_can_stop_it():
    watched = Watched()

    def endless(progress):
        watched.stop = True
        while True:
            checkpoint(progress, 0.5)
            time.sleep(0.01)

    with pytest.raises(Cancelled):
        together([endless, endless], watched)


def test_progress_is_told_by_the_calling_thread_alone():
    watched = Watched()

    def slow(progress):
        progress.report(0.5)
        time.sleep(0.4)

    together([slow, slow], watched)
    assert 0.5 in watched.told
    assert watched.threads == {threading.current_thread()}

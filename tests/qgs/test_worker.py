"""Heavy work in a process of its own: it answers, tells how far it is, stops, and is gone when it should be."""

from __future__ import annotations

import os
import threading
import time

import pytest
from soilgate.plugin.core.errors import Cancelled, InputError
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.qgs import deps, worker


class Told:
    """A progress that remembers, and stops when it is told to."""

    def __init__(self):
        self.fractions, self.stop = [], threading.Event()

    def report(self, fraction, message=""):
        self.fractions.append(fraction)

    def is_cancelled(self):
        return self.stop.is_set()


@pytest.fixture
def helper(monkeypatch):
    one = worker.Worker()
    yield one
    one.close()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def call(helper, what, *arguments, progress=None):
    return helper.call(f"tests.support.errands:{what}", *arguments, progress=progress or Silent())


def test_it_answers_and_keeps_its_process(helper):
    assert call(helper, "double", 21) == 42
    first = helper.pid
    assert call(helper, "double", "ab") == "abab"
    assert helper.pid == first != os.getpid()


def test_progress_comes_through(helper):
    told = Told()
    assert call(helper, "count_up", 5, progress=told) == 5
    assert told.fractions
    assert max(told.fractions) <= 1.0


def test_parts_come_as_a_list(helper):
    assert call(helper, "in_parts", 3) == [0, 1, 2]


def test_what_a_library_prints_is_no_answer(helper):
    assert call(helper, "noisy") == "quiet"


def test_a_problem_of_the_person_comes_with_its_facts(helper):
    with pytest.raises(InputError) as caught:
        call(helper, "refuse")
    assert caught.value.code == "file_missing"
    assert caught.value.facts == {"source": "名录.xlsx"}
    assert call(helper, "double", 1) == 2          # and it goes on


def test_it_stops_when_asked_and_can_be_asked_again(helper):
    told = Told()
    threading.Timer(0.3, told.stop.set).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        call(helper, "count_up", 10_000, progress=told)
    assert time.monotonic() - begun < 60
    assert call(helper, "double", 2) == 4


def test_a_process_that_hangs_is_ended(helper, monkeypatch):
    monkeypatch.setattr(worker, "_STOP_S", 0.2)
    told = Told()
    call(helper, "double", 1)
    pid = helper.pid
    threading.Timer(0.3, told.stop.set).start()
    with pytest.raises(Cancelled):
        call(helper, "hang", progress=told)
    assert not alive(pid)


def test_one_that_dies_says_so_with_its_last_words(helper):
    with pytest.raises(worker.WorkerDied, match="farewell"):
        call(helper, "die")
    assert call(helper, "double", 3) == 6          # a new one


def test_no_python_is_no_crash(helper, monkeypatch, tmp_path):
    monkeypatch.setattr(deps, "python", lambda: str(tmp_path / "none"))
    with pytest.raises(worker.WorkerMissing):
        call(helper, "double", 1)


def test_a_python_that_cannot_load_us_is_no_crash(helper, monkeypatch, tmp_path):
    wrong = tmp_path / "python3"
    wrong.write_text("#!/bin/sh\necho no libraries >&2\nexit 3\n")
    wrong.chmod(0o755)
    monkeypatch.setattr(deps, "python", lambda: str(wrong))
    with pytest.raises(worker.WorkerMissing, match="no libraries"):
        call(helper, "double", 1)


def test_closing_ends_the_process(helper):
    call(helper, "double", 1)
    pid = helper.pid
    helper.close()
    assert not alive(pid)
    assert helper.pid is None


def test_it_is_gone_when_the_window_is_gone(run_python):
    """QGIS that crashes closes nothing: the end of the pipe is enough."""
    done = run_python(
        """
        import os, sys
        from soilgate.plugin.core.progress import Silent
        from soilgate.plugin.qgs.worker import Worker
        one = Worker()
        one.call("tests.support.errands:double", 1, progress=Silent())
        print(one.pid, flush=True)
        os._exit(9)
        """
    )
    pid = int(done.stdout)
    until = time.monotonic() + 20
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(pid)

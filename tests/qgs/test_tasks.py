from __future__ import annotations

import sys
import threading

import pytest
from qgis.core import QgsApplication
from soilgate.plugin.core.errors import Cancelled, InputError
from soilgate.plugin.core.progress import checkpoint
from soilgate.plugin.qgs.tasks import CoreTask, TaskOwner, start


def test_a_task_hands_its_result_to_the_window(qtbot):
    task = CoreTask("work", lambda progress: 42)
    with qtbot.waitSignal(task.succeeded, timeout=5000) as caught:
        start(task)
    assert caught.args == [42]


def test_an_error_reaches_the_window_as_it_is(qtbot):
    def work(progress):
        raise InputError("layer_missing", source="a.gpkg")

    task = CoreTask("work", work)
    with qtbot.waitSignal(task.failed, timeout=5000) as caught:
        start(task)
    assert caught.args[0].code == "layer_missing"


def test_a_cancelled_task_says_stopped_and_nothing_else(qtbot):
    begun = threading.Event()

    def work(progress):
        begun.set()
        while True:
            checkpoint(progress, 0.5)

    task, said = CoreTask("work", work), []
    for name in ("succeeded", "failed", "stopped"):
        getattr(task, name).connect(lambda *_, name=name: said.append(name))
    with qtbot.waitSignal(task.stopped, timeout=5000):
        start(task)
        assert begun.wait(5)
        task.cancel()
    qtbot.wait(50)
    assert said == ["stopped"]


def test_work_is_done_in_threads_that_python_knows(qtbot):
    """In threads of Qt pyproj 3.7 ends the process at the second CRS."""
    import pyproj

    def work(progress):
        pyproj.CRS.from_epsg(4547)
        return isinstance(threading.current_thread(), threading._DummyThread), threading.current_thread().name

    for _ in range(5):
        task = CoreTask("work", work)
        with qtbot.waitSignal(task.succeeded, timeout=5000) as caught:
            start(task)
        assert caught.args[0][0] is False
        assert caught.args[0][1] != threading.main_thread().name


def test_the_window_gets_its_turn_soon_while_a_task_works(qtbot):
    """At Python's interval each of the thousand calls that paint a table waits 5 ms."""
    usual = sys.getswitchinterval()
    go_on, seen = threading.Event(), []

    def work(progress):
        seen.append(sys.getswitchinterval())
        assert go_on.wait(5)

    both, ended = [CoreTask("one", work), CoreTask("two", work)], []
    for task in both:
        # waiting for both signals at once would let go of a task that QGIS has deleted by then
        task.succeeded.connect(ended.append)
        start(task)
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=5000)
    go_on.set()
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=5000)
    assert max(seen) <= 0.001 < usual
    assert sys.getswitchinterval() == usual


def test_progress_and_messages_come_through(qtbot):
    def work(progress):
        progress.report(0.5, "reading")
        progress.report(0.6, "reading")

    task = CoreTask("work", work)
    said = []
    task.message_changed.connect(said.append)
    with qtbot.waitSignal(task.succeeded, timeout=5000):
        start(task)
    qtbot.waitUntil(lambda: said == ["reading"], timeout=2000)


def test_an_owner_that_is_gone_is_not_called_back(qtbot):
    release = threading.Event()

    def work(progress):
        release.wait(5)
        if progress.is_cancelled():
            raise Cancelled
        return 1

    owner, called = TaskOwner(), []
    task = CoreTask("work", work)
    task.succeeded.connect(called.append)
    task.stopped.connect(lambda: called.append("stopped"))
    owner.start(task)
    assert owner.busy
    owner.cancel_all()
    release.set()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().count() == 0, timeout=5000)
    assert called == [] and not owner.busy


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
def test_an_owner_forgets_tasks_that_ended(qtbot, outcome):
    owner = TaskOwner()
    task = CoreTask("work", (lambda p: 1) if outcome == "succeeded" else (lambda p: 1 / 0))
    with qtbot.waitSignal(getattr(task, outcome), timeout=5000):
        owner.start(task)
    assert not owner.busy

"""Steps of the window's thread: all are done, in their order, with what threads find; a stop ends them."""

from __future__ import annotations

import threading

import pytest
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.qgs import turns

MAIN = threading.main_thread()


def fail():
    raise InputError("file_missing", source="x")


def steps(seen, *, caught=True):
    seen.append(threading.current_thread())
    yield
    seen.append((yield lambda: threading.current_thread()))
    try:
        yield fail
    except InputError as error:
        seen.append(error.code)
        if not caught:
            raise
    yield
    return len(seen)


def test_at_once_everything_is_done_here():
    seen = []
    assert turns.at_once(steps(seen)) == 3 and seen == [MAIN, MAIN, "file_missing"]
    with pytest.raises(InputError):
        turns.at_once(steps([], caught=False))


def test_in_turns_work_is_done_beside_the_window(qtbot, qgis_app):
    one, seen, told = turns.Turns(), [], []
    one.begin(steps(seen), told.append, told.append)
    assert one.busy and not seen
    qtbot.waitUntil(lambda: not one.busy)
    assert told == [3] and seen[0] is MAIN and seen[1] is not MAIN and seen[2] == "file_missing"
    one.begin(steps([], caught=False), told.append, told.append)
    qtbot.waitUntil(lambda: not one.busy)
    assert told[1].code == "file_missing"


@pytest.mark.parametrize("after", range(4))
def test_a_stop_ends_them_and_lets_them_tidy_up(qtbot, qgis_app, after):
    one, seen, told = turns.Turns(), [], []
    release = threading.Event()

    def tidy():
        try:
            for k in range(4):
                seen.append(k)
                if k == after:
                    one.stop()               # from inside, as a signal does it
                yield (lambda: release.wait(5)) if k == 1 else None
        finally:
            seen.append("tidied")

    release.set()
    one.begin(tidy(), told.append, told.append)
    qtbot.waitUntil(lambda: "tidied" in seen)
    qtbot.wait(50)
    assert seen == [*range(after + 1), "tidied"] and not told and not one.busy


def test_a_stop_while_a_thread_works(qtbot, qgis_app):
    one, seen, told, release = turns.Turns(), [], [], threading.Event()

    def waiting():
        try:
            seen.append((yield lambda: release.wait(5)))
        finally:
            seen.append("tidied")

    one.begin(waiting(), told.append, told.append)
    qtbot.wait(100)
    one.stop()
    release.set()
    qtbot.wait(200)
    assert seen == ["tidied"] and not told

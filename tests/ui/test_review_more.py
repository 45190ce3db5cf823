"""The review page: several steps, groups to paste, papers, what changed, decisions of people, many rows."""

from __future__ import annotations

import dataclasses
import pickle
import sqlite3
import time

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role, Step
from soilgate.plugin.io import applications
from soilgate.plugin.qgs import result_tables, settings
from soilgate.tests.support import kept_review
from soilgate.ui import decisions
from soilgate.ui import dock as docks
from soilgate.ui.decision import DecisionDialog
from soilgate.ui.decisions import Decision, Decisions
from soilgate.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


def test_several_steps_are_reviewed_at_once(demo, dock):
    combo = dock.review_page.step_combo
    combo.toggleItemCheckState(combo.findData("supply"))
    assert demo.steps == [Step.PLAN, Step.SUPPLY]
    combo.toggleItemCheckState(combo.findData("plan"))
    assert demo.steps == [Step.SUPPLY]


def test_no_step_at_all_is_the_plan(demo, dock):
    combo = dock.review_page.step_combo
    combo.toggleItemCheckState(combo.findData("plan"))
    assert demo.steps == [Step.PLAN]
    assert combo.checkedItemsData() == ["plan"]


def test_site_data_under_a_filter_are_not_reviewed(demo):
    plots = demo.layer(Role.REGISTRY)
    assert plots.setSubsetString('"地块名称" IS NULL')
    demo.start_review()
    assert [error.code for error in demo.problems] == ["layer_filtered"]
    assert demo.problems[0].facts["layer"] == plots.name()
    assert demo.review is None


def test_groups_give_numbers_and_areas_to_paste(reviewed, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    qtbot.mouseClick(page.group_button, LEFT)
    groups = page.group_model.frame
    first = groups.iloc[0]
    assert first["verdict"] == "prohibited"
    findings = reviewed.review.findings
    here = findings[(findings["verdict"] == first["verdict"]) & (findings["rule"] == first["rule"])]
    assert first["parcels"] == here["parcel_id"].nunique()
    area = reviewed.review.parcels.set_index("parcel_id")["area_m2"].astype(float)
    assert first["area_m2"] == pytest.approx(area[here["parcel_id"].unique()].sum())
    qtbot.mouseClick(page.copy_button, LEFT)
    text = QApplication.clipboard().text()
    assert len(text.splitlines()) == len(groups)
    assert str(first["parcels"]) in text.splitlines()[0]


def test_a_group_opens_its_parcels(reviewed, dock, qtbot):
    page = dock.review_page
    page.group_button.setChecked(True)
    page._open_group(page.group_model.index(0, 0))
    assert page.arranged.rowCount() == page.group_model.frame["parcels"].iloc[0]
    page.group_button.setChecked(False)
    assert page.arranged.rowCount() == len(reviewed.review.parcels)


def test_papers_are_written(reviewed, tmp_path):
    some = reviewed.review.parcels["parcel_id"].astype(str).tolist()[:2]
    report = result_tables.papers(reviewed.review.gpkg, tmp_path / "r", "report", some, Silent())
    assert [p.name.split("_")[0] for p in report] == ["review.html", "opinion", "opinion"]
    letters = result_tables.papers(reviewed.review.gpkg, tmp_path / "l", "letters", [], Silent())
    assert all(p.stat().st_size > 1000 for p in letters)


def test_the_menu_asks_for_papers_of_the_chosen(reviewed, dock, qtbot):
    page = dock.review_page
    page.choose(4)
    told = []
    page.papers_requested.connect(lambda what, ids: told.append((what, ids)))
    for action in page.export_button.menu().actions():
        if "chosen" in action.text() or "letters" in action.text():
            action.trigger()
    assert told == [("report", [str(reviewed.review.parcels["parcel_id"].iloc[4])]), ("letters", [])]


def test_a_second_review_says_what_changed_and_which_input(reviewed, dock, qtbot):
    page = dock.review_page
    assert not page.changed_chip.isVisibleTo(page)
    reviewed.choose(Role.SURVEY_AREAS, "")
    with qtbot.waitSignal(reviewed.finished_well, timeout=120_000):
        reviewed.start_review()
    dock.show_page(docks.REVIEW)
    changed = reviewed.review.changed
    assert 0 < changed.sum() < len(changed)
    assert str(changed.sum()) in page.changed_chip.text()
    qtbot.mouseClick(page.changed_chip, LEFT)
    assert page.arranged.rowCount() == changed.sum()
    assert "survey_areas" in reviewed.review.inputs_changed()
    before = next(k for k, c in enumerate(page.model.columns) if c.name == "_before")
    assert not page.table.isColumnHidden(before)
    assert page.arranged.index(0, before).data()
    assert "Soil surveys" in page.reasons_view.toPlainText()


def test_the_same_review_again_changes_nothing(reviewed, dock, qtbot):
    with qtbot.waitSignal(reviewed.finished_well, timeout=120_000):
        reviewed.start_review()
    assert not reviewed.review.changed.any()
    assert reviewed.review.inputs_changed() == []


def test_what_tests_of_the_window_begin_with_is_what_a_review_gives(reviewed, qtbot):
    """``reviewed`` hands out copies of one review; each of them holds what another run finds."""
    kept = [pickle.loads(tables) for _file, tables in kept_review.KEPT.values()]
    assert kept
    now = reviewed.review
    assert any(one.run.equals(now.run) for one in kept)
    with qtbot.waitSignal(reviewed.review_shown, timeout=120_000):
        reviewed.start_review()
    anew = reviewed.review
    assert anew is not now and anew.gpkg != now.gpkg
    for name in ("parcels", "findings", "checks"):
        pd.testing.assert_frame_equal(getattr(anew, name), getattr(now, name))
    told, before = (one.run[one.run["item"] != "finished"] for one in (anew, now))
    pd.testing.assert_frame_equal(told, before)
    assert (anew.fids == now.fids).all() and anew.contents == now.contents and anew.titles == now.titles
    with sqlite3.connect(anew.gpkg) as one, sqlite3.connect(now.gpkg) as other:
        for table in ("evidence_areas", "evidence_lines", "evidence_points", "findings"):
            ask = f"select * from {table}"
            assert one.execute(ask).fetchall() == other.execute(ask).fetchall()


def test_a_decision_stands_beside_the_verdict_and_replaces_nothing(reviewed, dock, project):
    parcel = str(reviewed.review.parcels["parcel_id"].iloc[0])
    verdicts = reviewed.review.parcels["verdict"].copy()
    reviewed.decide([parcel], Decision("approve <b>", "Li Si", "2026-10-15", "survey of 2026 covers it"))
    page = dock.review_page
    page.choose(0)
    text = page.reasons_view.toPlainText()
    assert all(part in text for part in ("approve <b>", "Li Si", "2026-10-15", "survey of 2026 covers it"))
    assert (reviewed.review.parcels["verdict"] == verdicts).all()
    page.copy()
    assert "Li Si" in QApplication.clipboard().text()
    assert project.write()
    again = Session(project)
    again.resume()
    assert again.decisions.get("", parcel).person == "Li Si"
    again.close()
    reviewed.decide([parcel], None, "Wang Wu")
    text = page.reasons_view.toPlainText()               # it holds no more, and stays in the history
    assert "Decision of a person" not in text
    assert "Earlier decision: approve <b> (Li Si, 2026-10-15); ended by Wang Wu" in text
    page.copy()
    assert "Li Si" not in QApplication.clipboard().text()


def applied(session, qtbot, parcel):
    """Review an application of that number, which lies where the plan has it."""
    layer = session.result_layer()
    feature = next(f for f in layer.getFeatures() if str(f["parcel_id"]) == parcel)
    shape = feature.geometry()
    shape.convertToSingleType()
    application = session.new_application().with_parcels([applications.drawn(
        shapely.from_wkb(bytes(shape.asWkb())), pyproj.CRS.from_user_input(layer.crs().authid()),
        {"use_code": "070102"}, 1)])
    application = dataclasses.replace(application, parcels=(dataclasses.replace(
        application.parcels[0], parcel_id=parcel),))
    session.keep_application(application)
    with qtbot.waitSignal(session.review_shown, timeout=120_000):
        session.start_application(application.application_id)
    assert not session.problems, session.problems
    return application.application_id


def test_a_decision_on_the_plan_says_nothing_of_an_application_of_that_number(reviewed, dock, project, qtbot):
    page, parcel = dock.review_page, str(reviewed.review.ids[0])
    reviewed.decide([parcel], Decision("of the plan", "Li Si", "2026-10-15", "because"))
    name = applied(reviewed, qtbot, parcel)
    page.choose(0)
    assert list(reviewed.review.ids) == [parcel]
    assert "of the plan" not in page.reasons_view.toPlainText()
    assert page.told_decisions() == {}
    reviewed.decide([parcel], Decision("of the application", "Wang Wu", "2026-10-16", "another"))
    assert "of the application" in page.reasons_view.toPlainText()
    assert project.write()
    again = Session(project)
    again.resume()
    assert again.decisions.get("", parcel).decision == "of the plan"
    assert again.decisions.get(name, parcel).decision == "of the application"
    again.close()
    with qtbot.waitSignal(reviewed.review_shown, timeout=120_000):
        reviewed.show_plan_result()
    assert page.told_decisions() == {parcel: ("of the plan", "Li Si", "2026-10-15", "because")}
    reviewed.drop_application(name)                      # what was said of it is kept, its number is not used again
    assert [one.decision for one in reviewed.decisions.former] == ["of the application"]
    assert reviewed.new_application().application_id != name


def test_decisions_of_older_projects_are_kept_and_doubted_where_they_may_be_of_an_application(reviewed, dock, qtbot):
    page, (parcel, other) = dock.review_page, map(str, reviewed.review.ids[:2])
    name = applied(reviewed, qtbot, parcel)
    old = {"decision": "approve", "person": "Li Si", "date": "2026-10-15", "reason": "because"}
    kept = decisions.read({parcel: old, other: old}, [parcel])
    reviewed.decisions = Decisions(kept)
    assert reviewed.decisions.get("", other).application == ""
    reviewed.decisions_changed.emit()
    page.choose(0)
    assert "decide anew if it holds" in page.reasons_view.toPlainText()
    reviewed.decide([parcel], Decision("refuse", "Wang Wu", "2026-10-16", "looked at again"))
    assert reviewed.decisions.get(name, parcel).decision == "refuse"
    assert reviewed.decisions.get("", parcel) is None
    assert [one.decision for one in reviewed.decisions.former] == ["approve"]
    assert "decide anew" not in page.reasons_view.toPlainText()


def test_a_decision_says_when_the_parcel_had_another_outline(reviewed, dock):
    page, parcel = dock.review_page, str(reviewed.review.ids[0])
    reviewed.decide([parcel], Decision("approve", "Li Si", "2026-10-15", "because"))
    assert page.told_decisions()[parcel][3] == "because"
    kept = reviewed.decision_of(parcel)
    crs, *numbers = kept.ground.split()
    moved = " ".join([crs, *(str(float(x) + 30) for x in numbers[:4]), numbers[4]])
    reviewed.decisions = Decisions([dataclasses.replace(kept, ground=moved)])
    assert page.told_decisions()[parcel][3] == "because (the parcel had another outline then)"


def test_a_decision_needs_name_and_reason(reviewed, qtbot):
    settings.remember_person("")
    dialog = DecisionDialog("A-1", "Prohibited", None, reviewed.day())
    qtbot.addWidget(dialog)
    assert not dialog.keep_button.isEnabled()
    dialog.decision_edit.setText("approve")
    dialog.reason_edit.setPlainText("because")
    assert not dialog.keep_button.isEnabled()
    dialog.person_edit.setText("Li Si")
    assert dialog.keep_button.isEnabled()
    assert dialog.decision() == Decision("approve", "Li Si", reviewed.day().isoformat(), "because")


def test_200_000_rows_are_shown_and_searched_without_freezing(reviewed, dock, qtbot):
    """Showing and searching take the window no longer than a short calculation in the same thread, whatever the machine."""
    small = reviewed.review
    times = int(np.ceil(200_000 / len(small.parcels)))
    many = pd.concat([small.parcels] * times, ignore_index=True)
    many["parcel_id"] = np.arange(len(many)).astype(str)
    big = result_tables.ResultTables(small.gpkg, many, small.findings, small.checks, small.run,
                                     np.arange(1, len(many) + 1))
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    QApplication.processEvents()
    begun = time.thread_time()
    sum(k * k for k in range(1_000_000))
    yardstick = time.thread_time() - begun
    begun = time.thread_time()
    page.show_result(big)
    shown = time.thread_time() - begun
    begun = time.thread_time()
    page.search_edit.setText("199999")
    page._filter()
    asked = time.thread_time() - begun
    qtbot.waitUntil(lambda: page._hay is not None, timeout=60_000)
    begun = time.thread_time()
    page._filter()
    found = time.thread_time() - begun
    assert page.arranged.rowCount() == 1
    slow = {"show": shown, "ask": asked, "find": found}
    assert max(slow.values()) < 4 * yardstick, (slow, yardstick)

"""What makes a large review fast changes nothing in it: pieces, kinds of parcels that are alike, work begun before."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from soilgate.plugin import demo, jobs
from soilgate.plugin.core import findings
from soilgate.plugin.core import review as core_review
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role, Step, Verdict

DAY = pd.Timestamp("2026-10-15")


@pytest.fixture(scope="module")
def tables():
    return jobs.read_inputs(demo.request(), Silent())


@pytest.fixture(scope="module")
def options():
    return core_review.Options(DAY, jobs.load_rules(), (Step.PLAN, Step.BUILDING_PERMIT))


@pytest.fixture(scope="module")
def whole(tables, options):
    return core_review.review(tables, options)


def assert_same(outcome, other):
    assert outcome.tables.keys() == other.tables.keys()
    for name, frame in outcome.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name], obj=name)
    for name, shapes in outcome.geometry.items():
        assert list(shapes) == list(other.geometry[name]), name


def test_a_review_in_small_pieces_is_the_same(tables, options, whole, monkeypatch):
    monkeypatch.setattr(findings, "_PIECE", 7)
    taken = {}

    def take(name, frame, shapes):
        assert shapes is None or len(shapes) == len(frame)
        taken.setdefault(name, []).append(frame)

    outcome = core_review.review(tables, options, take=take)
    assert_same(whole, outcome)
    assert len(taken["findings"]) == len(taken["parcels_reviewed"]) == -(-len(tables[Role.PARCELS].frame) // 7)
    for name, pieces in taken.items():
        told = pd.concat(pieces, ignore_index=True)
        pd.testing.assert_frame_equal(told, outcome.tables[name].reset_index(drop=True), obj=name, check_dtype=False)


def test_parcels_that_are_alike_are_asked_once_with_the_same_answer(tables, options, whole, monkeypatch):
    monkeypatch.setattr(core_review, "_MANY", 0)
    assert_same(whole, core_review.review(tables, options))
    left_out = {role: table for role, table in tables.items() if role is not Role.SURVEY_AREAS}
    fast = core_review.review(left_out, options)
    monkeypatch.setattr(core_review, "_MANY", 10**9)
    assert_same(core_review.review(left_out, options), fast)


def test_days_of_acts_tell_parcels_apart(tables, options, monkeypatch):
    plan = tables[Role.PARCELS]
    frame = plan.frame.copy()
    days = np.array([np.datetime64(dt.date(2015 + k % 12, 6, 1)) for k in range(len(frame))], "datetime64[ns]")
    frame["approved_on"] = np.where(np.arange(len(frame)) % 3 == 0, np.datetime64("NaT"), days)
    old = {Role.PARCELS: core_review.RoleTable(plan.role, frame, plan.geometry, plan.crs, plan.source, plan.original),
           Role.REGISTRY: tables[Role.REGISTRY]}
    slow = core_review.review(old, options)
    monkeypatch.setattr(core_review, "_MANY", 0)
    assert_same(slow, core_review.review(old, options))


def test_parcels_made_ready_before_give_the_same(tables, options, whole):
    ready = core_review.outlines(tables[Role.PARCELS], options.tolerance_m, tree=True)
    assert_same(whole, core_review.review(tables, options, ready=lambda: ready))


def test_the_first_reason_is_that_of_the_verdict():
    """What could be graver stood before it, so that the main reason of a parcel did not say why."""
    grave = {str(verdict): verdict.gravity for verdict in Verdict}
    gravity = np.array([grave[v] for v in ("undetermined", "undetermined", "survey_required", "caution")])
    could = np.array([grave["survey_required"], grave["prohibited"], 0, 0])
    assert findings._gravest_first(np.zeros(4, int), gravity, could).tolist() == [2, 1, 0, 3]

"""The settle list and the forecast on the demo district."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from soilgate.plugin import demo, jobs
from soilgate.plugin.core import forecast, settle
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role, Step
from soilgate.plugin.io import located

DAY = pd.Timestamp("2026-10-15")


@pytest.fixture(scope="module")
def request_():
    return demo.request()


@pytest.fixture(scope="module")
def tables(request_):
    return jobs.read_inputs(request_, Silent())


@pytest.fixture(scope="module")
def book():
    return jobs.load_rules()


def places(tables, book):
    return settle.placed(tables, as_of=DAY, safety=book.settings["circle_safety_factor"],
                         radius_m=book.settings["circle_radius_m"])


def told(tables, book, **other):
    known = {"steps": (Step.PLAN,), "as_of": DAY, "none": {},
             "covers": {role: "parcels" for role in Role}} | other
    return forecast.forecast(tables, places(tables, book), book, **known)


def without(tables, *roles):
    return {role: table for role, table in tables.items() if role not in roles}


def test_the_six_entries_of_the_demo_registry_without_polygon_are_listed(tables, book):
    found = settle.entries(tables, places(tables, book))
    assert (found["role"] == "registry").sum() == 6


def test_places_are_those_of_the_review(tables, book, request_):
    mine = places(tables, book)[Role.REGISTRY]
    outcome = jobs.review(request_)
    run = outcome.tables["run"]
    there = run[(run["section"] == "places") & (run["item"] == "registry")]["value"].iloc[0]
    for word, count in pd.Series([str(p) for p in mine.placement]).value_counts().items():
        assert f'"{word}": {count}' in there or f'"{word}":{count}' in there, (word, count, there)


def test_an_entry_nobody_placed_stands_first_and_an_answer_settles_it(tables, book):
    bare = without(tables, Role.LOCATED, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.EVIDENCE)
    found = settle.entries(bare, places(bare, book))
    adrift = found[found["placement"] == "unlocated"]
    assert len(adrift) and found["placement"].iloc[0] == "unlocated"
    answers = [located.Answer(row.role, row.entry_id, "outside", person="张三", date="2026-10-01", document="函1号")
               for row in adrift.itertuples()]
    settled = bare | {Role.LOCATED: located.merged(None, answers, bare[Role.PARCELS].crs)}
    assert not (settle.entries(settled, places(settled, book))["placement"] == "unlocated").any()


def test_an_answer_without_person_or_of_a_later_day_settles_nothing(tables, book):
    bare = without(tables, Role.LOCATED, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.EVIDENCE)
    found = settle.entries(bare, places(bare, book))
    entry = found[found["placement"] == "unlocated"].iloc[0]
    for told_ in ({"date": "2026-10-01"}, {"person": "张三", "date": "2026-12-01"}):
        answer = located.Answer(entry["role"], entry["entry_id"], "outside", **told_)
        again = bare | {Role.LOCATED: located.merged(None, [answer], bare[Role.PARCELS].crs)}
        assert settle.entries(again, places(again, book))["placement"].iloc[0] == "unlocated"


def test_a_name_finds_the_polygon_of_the_same_works(tables):
    among = settle.lenders(tables)
    some = among[3]
    found = settle.similar("原" + some.name + "（一期）", among)
    assert found[0].lender.name == some.name
    assert found[0].alike > 0.7
    assert settle.similar(None, among) == [] == settle.similar("qqqq", among)


def test_the_demo_with_all_its_data_is_decidable(tables, book):
    all_ = told(tables, book)
    assert all_.total == 407
    outcome = jobs.review(demo.request())
    adrift = outcome.tables["checks"]
    really = 407 - adrift[adrift["check"].isin(all_.lacking)]["parcel_id"].nunique()
    assert abs(all_.decidable - really) < 0.1 * all_.total


def test_a_missing_registry_leaves_nothing_to_decide_and_is_the_best_input(tables, book):
    found = told(without(tables, Role.REGISTRY), book)
    assert found.decidable == 0
    assert found.best[-1] == "registry"        # entries of other lists borrow its polygons
    assert found.gain == told(tables, book).decidable


def test_two_inputs_that_every_parcel_needs_are_named_together(tables, book):
    found = told(without(tables, Role.REGISTRY, Role.NEGATIVE_LIST), book)
    assert set(found.best) == {"registry", "negative_list"}


def test_present_use_is_needed_for_homes_only(tables, book):
    found = told(without(tables, Role.CURRENT_USE), book)
    assert 0 < found.lacking["current_use"] < found.total


def test_coverage_that_nobody_stated_is_counted_as_assumed(tables, book):
    assert told(tables, book, covers={}).assumed > 0
    assert told(tables, book).assumed == 0


def test_a_stated_extent_vouches_for_what_lies_in_it(tables, book):
    parcels = tables[Role.PARCELS]
    west, south, east, north = shapely.total_bounds(parcels.geometry)
    half = np.array([shapely.box(west, south, (west + east) / 2, north)], object)
    covers = {role: "parcels" for role in Role} | {Role.REGISTRY: (half, parcels.crs)}
    found = told(tables, book, covers=covers)
    assert 0.2 * found.total < found.lacking["registry"] < 0.8 * found.total


def test_unlocated_entries_are_an_input_of_their_own(tables, book):
    bare = without(tables, Role.LOCATED, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.EVIDENCE)
    found = told(bare, book)
    assert found.lacking["places:registry"] == found.total


def test_answers_are_written_as_a_table_that_reads_back(tables, tmp_path):
    from soilgate.plugin.io import read

    crs = tables[Role.PARCELS].crs
    answers = [
        located.Answer("registry", "A1", "drawn", wkt="POLYGON ((500000 3400000, 500009 3400000, 500009 3400009, 500000 3400000))", crs=crs.to_string()),
        located.Answer("registry", "A2", "point_radius", wkt="POINT (500005 3400005)", crs=crs.to_string(), radius_m=80.0),
        located.Answer("survey_areas", "A3", "outside", person="张三", date="2026-10-01", document="函1号"),
        located.Answer("registry", "A4", "inquired")]
    path = tmp_path / "soilgate" / located.FILE
    located.write(answers, path, crs)
    again = read.read_role(Role.LOCATED, str(path), layer=located.LAYER)
    assert [str(x) for x in again.column("settlement")] == [a.settlement for a in answers]
    assert [str(x) for x in again.column("role")] == [a.role for a in answers]
    assert again.column("radius_m").iloc[1] == 80.0
    assert again.column("date").iloc[2] == pd.Timestamp("2026-10-01")
    assert shapely.area(again.geometry[0]) == 40.5
    located.write([], path, crs)
    assert not path.exists()


def test_answers_go_below_the_rows_of_a_layer(tables):
    base = tables[Role.LOCATED]
    both = located.merged(base, [located.Answer("registry", "A4", "inquired")], tables[Role.PARCELS].crs)
    assert len(both.frame) == len(base.frame) + 1
    assert both.column("entry_id").iloc[-1] == "A4"
    assert both.source.sha256 != base.source.sha256
    assert located.merged(base, [], None) is base


@pytest.mark.parametrize("told_", [{}, {"role": "registry", "entry_id": "", "settlement": "drawn"},
                                   {"role": "x", "entry_id": "1", "settlement": "drawn"},
                                   {"role": "registry", "entry_id": "1", "settlement": "drawn", "date": "soon"}])
def test_what_is_no_answer_is_left_out(told_):
    assert located.Answer.of(told_) is None


def listed(*rows):
    return pd.DataFrame(rows, columns=["role", "entry_id", "name"]).reindex(columns=list(settle.COLUMNS))


def test_the_same_plot_in_other_lists_is_known_by_code_and_by_name():
    frame = listed(("registry", "4201-07", "红星电镀厂"), ("negative_list", "N-3", "原红星电镀厂地块"),
                   ("negative_list", "4201-07", "红星电镀厂地块"), ("registry", "4201-08", "红星电镀厂"),
                   ("industrial_land", "4201-07", "东风农药厂"), ("survey_areas", "4201-07", "红星电镀厂"),
                   ("negative_list", "4201-09", "别处"), ("negative_list", "4201-07", "红星电镀厂（一期）"))
    assert [(t.row, t.by_code, t.sure) for t in settle.twins(frame, 0)] == [
        (2, True, True), (4, True, False),        # another name: a person looks
        (5, True, False),                         # a survey lifts duties where it lies
        (1, False, False)]
    assert settle.twins(frame, 6) == []


def test_rows_without_a_code_are_not_of_one_code():
    frame = listed(("registry", "#3", "甲"), ("negative_list", "#3", "乙"), ("negative_list", "#4", None))
    assert settle.twins(frame, 0) == [] == settle.twins(frame, 2)


def test_the_code_of_the_plot_counts_before_the_number_of_the_row_in_its_list():
    frame = listed(("registry", "4201-07", "甲"), ("negative_list", "1", "甲"), ("industrial_land", "1", "乙"))
    frame["plot_id"] = [None, "４２０１-07", None]
    assert [(t.row, t.sure) for t in settle.twins(frame, 0)] == [(1, True)]
    assert settle.twins(frame, 2) == [], "a running number is no code of a plot"

"""What makes a large review fast changes nothing in it: pieces, kinds of parcels that are alike, work begun before."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest
import shapely
from soilgate.plugin import demo, jobs
from soilgate.plugin.core import findings, geometry, locate
from soilgate.plugin.core import review as core_review
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.tables import RoleTable
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


def split_in_two(table):
    """The table with every sound polygon cut in two rows."""
    rows, shapes = [], []
    for i, shape in enumerate(table.geometry):
        sound = shape is not None and shapely.get_dimensions(shape) == 2 and shape.is_valid and not shape.is_empty
        x0, y0, x1, y1 = shape.bounds if sound else (0, 0, 0, 0)
        middle = (x0 + x1) / 2 + 3.7
        halves = [shape.intersection(shapely.box(a, y0, b, y1)) for a, b in ((x0, middle), (middle, x1))] if sound else []
        areas = [shapely.union_all([p for p in shapely.get_parts(half) if p.area]) for half in halves]
        mine = [area for area in areas if not area.is_empty] or [shape]
        rows += [i] * len(mine)
        shapes += mine
    return dataclasses.replace(table, frame=table.frame.iloc[rows].reset_index(drop=True),
                               geometry=np.array(shapes, object))


@pytest.mark.parametrize("role", [Role.REGISTRY, Role.NEGATIVE_LIST, Role.CONTROL_ZONES, Role.INDUSTRIAL_LAND,
                                  Role.FARMLAND, Role.SURVEY_AREAS, Role.CURRENT_USE])
def test_plots_of_the_demo_split_into_two_rows_are_the_plots_they_were(tables, options, whole, role):
    split = split_in_two(tables[role])
    assert len(split.frame) > len(tables[role].frame)
    outcome = core_review.review({**tables, role: split}, options)
    for name in ("parcels_reviewed", "findings", "checks"):
        pd.testing.assert_frame_equal(outcome.tables[name], whole.tables[name], obj=name)


def entries(*rows):
    """A register of (id, name, polygon)."""
    frame = pd.DataFrame({"source_row": range(1, len(rows) + 1), "entry_id": [r[0] for r in rows],
                          "name": [r[1] for r in rows]}, dtype=object)
    return RoleTable(Role.REGISTRY, frame, np.array([r[2] for r in rows], object))


def joined(table):
    return locate.whole_entries(table, table.column("entry_id"), geometry.repair(table.geometry))


LEFT, RIGHT = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)


def test_rows_that_tell_the_same_of_one_entry_are_parts_of_it():
    table, fixed = joined(entries(("B", "乙", LEFT), ("A", "甲", LEFT), ("A", "甲", RIGHT), ("A", "甲", LEFT)))
    assert table.frame["source_row"].tolist() == [1, 2] and fixed.geometry[1].equals(shapely.box(0, 0, 20, 10))
    assert table.geometry[1] is fixed.geometry[1] and fixed.area_after.tolist() == [100, 200]


@pytest.mark.parametrize("other", [("A", "乙", RIGHT), ("C", "甲", RIGHT), (None, "甲", RIGHT), ("A", "甲", None),
                                   ("A", "甲", shapely.box(5, 0, 20, 10)),
                                   ("A", "甲", shapely.Polygon([(10, 0), (20, 10), (20, 0), (10, 10)]))])
def test_rows_that_differ_or_whose_outlines_are_in_doubt_stay_apart(other):
    given = entries(("A", "甲", LEFT), other)
    table, fixed = joined(given)
    assert table is given and len(fixed.geometry) == 2


def test_rows_without_id_are_never_one_entry():
    given = entries((None, "甲", LEFT), (None, "甲", RIGHT))
    assert joined(given)[0] is given


@pytest.mark.parametrize("lie", [None, LEFT, shapely.box(0, 0, 30, 10), shapely.Polygon()])
def test_a_union_that_is_not_what_its_parts_are_is_not_believed(lie, monkeypatch):
    given = entries(("A", "甲", LEFT), ("A", "甲", RIGHT))
    monkeypatch.setattr(shapely, "union_all", lambda parts: lie)
    assert joined(given)[0] is given


def test_an_outline_that_is_lost_leaves_open_what_the_layer_of_present_use_said(tables, options, whole):
    """The heritage site whose column and layer differ: without the layer's outline it is not the column alone."""
    layer, parcels = tables[Role.CURRENT_USE], tables[Role.PARCELS]
    at = parcels.frame["parcel_id"].tolist().index("LC43-01")
    shapes = layer.geometry.copy()
    shapes[np.flatnonzero(shapely.area(shapely.intersection(shapes, parcels.geometry[at])) > 1)] = None
    outcome = core_review.review({**tables, Role.CURRENT_USE: dataclasses.replace(layer, geometry=shapes)}, options)
    before, after = (o.tables["parcels_reviewed"].set_index("parcel_id") for o in (whole, outcome))
    assert before["verdict"]["LC43-01"] == "prohibited"        # a survey is owed when a building permit is asked for
    assert after.loc["LC43-01", ["verdict", "could_be", "complete"]].tolist() == ["survey_required", "prohibited", False]
    assert "现状图层在此处的用途或边界无法识别" in after["reasons_zh"]["LC43-01"]
    assert "由科教文卫用地变更为文物古迹用地" in before["reasons_zh"]["LC43-01"]


def test_pieces_of_a_map_are_one_only_where_they_touch():
    """Their numbers begin anew in every village: strewn over a county one outline would be near every parcel."""
    given = entries(("7", "甲", LEFT), ("7", "甲", shapely.box(5000, 0, 5010, 10)), ("7", "甲", RIGHT))
    table, fixed = locate.whole_entries(given, given.column("entry_id"), geometry.repair(given.geometry), touching=True)
    assert table.frame["source_row"].tolist() == [1, 2] and fixed.area_after.tolist() == [200, 100]
    chain = entries(*(("7", "甲", shapely.box(10 * k, 0, 10 * k + 10, 10)) for k in (5, 0, 2, 4, 1, 3, 9)))
    table, fixed = locate.whole_entries(chain, chain.column("entry_id"), geometry.repair(chain.geometry), touching=True)
    assert table.frame["source_row"].tolist() == [1, 7] and fixed.area_after.tolist() == [600, 100]


@pytest.mark.parametrize("touching", [True, False])
def test_an_id_that_very_many_rows_bear_is_no_id(touching):
    given = entries(*(("1", None, shapely.box(10 * k, 0, 10 * k + 10, 10)) for k in range(2000)))
    assert locate.whole_entries(given, given.column("entry_id"), geometry.repair(given.geometry),
                                touching=touching)[0] is given


LOST = {"null": None, "empty": shapely.Polygon(), "line": shapely.LineString([(500_100, 3_380_000), (500_120, 3_380_000)]),
        "infinite": shapely.Polygon([(500_100, 3_380_000), (np.inf, 3_380_000), (500_120, 3_380_020)])}


def placed(tables, options, other, second):
    """Places of the demo's register and two rows more of one code and name, the second with an outline that is lost."""
    table = tables[Role.REGISTRY]
    row = table.frame[table.frame["entry_id"].notna() & (table.frame["list_status"] == "listed")].iloc[[0, 0]].copy()
    row["entry_id"], row["name"] = "C33000099", "两片地块"
    for name, value in other.items():
        row[name] = [row[name].iat[0], value]
    east, north = shapely.get_coordinates(tables[Role.PARCELS].geometry)[0]
    table = dataclasses.replace(
        table, frame=pd.concat([table.frame, row], ignore_index=True),
        geometry=np.append(table.geometry, np.array([shapely.box(east, north, east + 20, north + 20), second], object)))
    return core_review.review({**tables, Role.REGISTRY: table}, options).run["places"]["registry"]


@pytest.mark.parametrize("second", LOST.values(), ids=LOST)
def test_a_lost_part_of_a_plot_is_not_the_part_that_is_left(tables, options, whole, second):
    before = whole.run["places"]["registry"].get("unlocated", 0)
    assert placed(tables, options, {}, second).get("unlocated", 0) == before + 1


def test_a_plot_that_stands_in_two_lists_has_its_outline_in_both_unless_that_cannot_be(tables, options, whole):
    before = whole.run["places"]["registry"].get("unlocated", 0)
    second = {"list_kind": "contaminated_plot_list"}
    assert placed(tables, options, second, None).get("unlocated", 0) == before
    assert placed(tables, options, second, LOST["infinite"]).get("unlocated", 0) == before + 1
    area = tables[Role.REGISTRY].frame
    area = area[area["entry_id"].notna() & (area["list_status"] == "listed")]["area_m2"].iat[0]
    assert area > 0 and placed(tables, options, {"area_m2": 1.05 * area}, None).get("unlocated", 0) == before
    assert placed(tables, options, {"area_m2": 3 * area}, None).get("unlocated", 0) == before + 1


def bow(shape):
    """The outline with two corners taken for each other."""
    x0, y0, x1, y1 = shape.bounds
    return shapely.Polygon([(x0, y0), (x1, y1), (x1, y0), (x0, y1)])


@pytest.mark.parametrize("damage", [lambda shape: None, bow])
def test_homes_on_a_listed_plot_whose_outline_is_lost_leave_open_whether_they_are_there(tables, options, whole, damage):
    """The parcel's column says shops, the layer beside it tells of homes: without them nobody knows."""
    layer, parcel = tables[Role.CURRENT_USE], "LC48-03"
    shapes = np.array([s if s is None or s.is_empty or shapely.get_dimensions(s) < 2 else damage(s)
                       for s in layer.geometry], object)
    outcome = core_review.review({**tables, Role.CURRENT_USE: dataclasses.replace(layer, geometry=shapes)}, options)
    before, after = (o.tables["parcels_reviewed"].set_index("parcel_id").loc[parcel] for o in (whole, outcome))
    assert "sensitive_use_on_listed_plot" in before["rules"]
    found = outcome.tables["findings"]
    found = found[(found["parcel_id"] == parcel) & (found["rule"] == "sensitive_use_on_listed_plot")]
    assert set(found["verdict"]) == {"undetermined"}
    assert after["could_be"] == "prohibited" or after["verdict"] == "prohibited"
    assert not after["complete"]


def test_a_layer_of_present_use_with_a_gap_does_not_confirm_what_a_column_says(tables, options):
    layer, parcels = tables[Role.CURRENT_USE], tables[Role.PARCELS]
    stated = dataclasses.replace(options, covers={r: "parcels" for r in core_review.SITE_ROLES if r in tables},
                                 none={r: True for r in core_review.SITE_ROLES if r not in tables})

    def reviewed(less):
        outcome = core_review.review({**tables, Role.CURRENT_USE: less}, stated)
        return outcome.tables["parcels_reviewed"].set_index("parcel_id")

    before, told = reviewed(layer), parcels.frame["current_use_code"].notna().to_numpy()
    done = before.index[told & before["complete"].astype(bool) & (before["verdict"] == "clear")]
    assert len(done) > 9
    at = parcels.frame["parcel_id"].isin(done).to_numpy()
    away = shapely.intersects(layer.geometry, shapely.union_all(parcels.geometry[at]))
    gap = dataclasses.replace(layer, frame=layer.frame[~away].reset_index(drop=True), geometry=layer.geometry[~away])
    empty = dataclasses.replace(layer, frame=layer.frame.iloc[:0], geometry=layer.geometry[:0])
    assert not reviewed(gap)["complete"][done].any() and not reviewed(empty)["complete"][done].any()


def test_a_kind_of_list_that_is_written_but_not_read_is_no_default(tables, options, whole):
    table = tables[Role.REGISTRY]
    assert str(table.source.list_kind) == "contaminated_plot_list"
    frame = table.frame.assign(list_kind=None, list_kind__unreadable=True)
    outcome = core_review.review({**tables, Role.REGISTRY: dataclasses.replace(table, frame=frame)}, options)
    before, after = (o.tables["parcels_reviewed"].set_index("parcel_id") for o in (whole, outcome))
    listed = before.index[before["rules"].str.contains("listed_plot_sensitive_use")]
    assert len(listed) and (after["verdict"][listed] == before["verdict"][listed]).all()
    assert after["assumed"][listed].str.contains("list_kind_unknown").all()


def test_an_outline_is_not_lent_by_name_where_several_entries_bear_it(tables, options):
    """Of two works of one name one has lost its outline: that of the other in another layer is not its own."""
    plot = tables[Role.PARCELS].geometry[0]

    def run(second):
        orders = RoleTable(Role.ORDERED_SURVEYS, pd.DataFrame(
            {"source_row": [1, 2], "entry_id": ["ord-00001", "ord-00002"], "name": ["乙厂", second]}, dtype=object),
            np.array([None, plot], object), tables[Role.PARCELS].crs)
        lender = RoleTable(Role.RISK_ASSESSMENTS, pd.DataFrame(
            {"source_row": [1], "entry_id": ["r-00001"], "name": ["乙厂"]}, dtype=object), np.array([plot], object),
            tables[Role.PARCELS].crs)
        given = {Role.PARCELS: tables[Role.PARCELS], Role.ORDERED_SURVEYS: orders, Role.RISK_ASSESSMENTS: lender}
        return core_review.review(given, options).run["places"]["ordered_surveys"]

    assert run("丙厂") == {"by_name": 1, "polygon": 1}
    assert run("乙厂") == {"polygon": 1, "unlocated": 1}


@pytest.mark.parametrize("role", [Role.INDUSTRIAL_LAND, Role.FARMLAND, Role.BASIC_FARMLAND])
def test_a_layer_left_out_leaves_all_building_incomplete_whatever_the_present_use(tables, options, role):
    """An office park on what the table calls housing: only the layer could tell that it was works, or is a field."""
    parcels = dataclasses.replace(tables[Role.PARCELS], frame=tables[Role.PARCELS].frame.assign(current_use_code="0701"))
    given = {**{r: t for r, t in tables.items() if r is not role}, Role.PARCELS: parcels}
    stated = dataclasses.replace(options, covers={r: "parcels" for r in core_review.SITE_ROLES if r in given},
                                 none={r: True for r in core_review.SITE_ROLES if r not in tables})
    out = core_review.review(given, stated).tables["parcels_reviewed"]
    housing = out["use_classes"].eq("residential")
    assert housing.any() and not out["complete"][housing].any()
    out = core_review.review(given, dataclasses.replace(stated, none={**stated.none, role: True})).tables["parcels_reviewed"]
    assert out["complete"].any()

"""The live check says of every parcel of the demo district what the review of the whole plan says."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import shapely.affinity
from soilgate.plugin.core import review as core_review
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.geometry import to_crs
from soilgate.plugin.core.live import LiveSite
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.vocabulary import Role, Statement, Step
from soilgate.tests.support.demo_tables import load


def rows(parcels):
    for i in range(len(parcels.frame)):
        yield i, parcels.geometry[i], parcels.frame.iloc[i].to_dict()


@pytest.fixture(scope="module")
def demo(root):
    tables, options = load(root)
    return tables, options, core_review.review(tables, options), LiveSite(tables, options)


def as_told(answer):
    return (answer.verdict, answer.could_be, answer.complete, ";".join(answer.rules), answer.use_classes,
            round(answer.area_m2, 6), answer.next_step_zh)


def as_reviewed(row):
    return (row["verdict"], row["could_be"], row["complete"], row["rules"], row["use_classes"],
            round(row["area_m2"], 6), row["next_step_zh"])


def unlike(site, tables, outcome):
    reviewed = outcome.tables["parcels_reviewed"]
    return {attributes["parcel_id"]: (said, meant)
            for i, polygon, attributes in rows(tables[Role.PARCELS])
            if (said := as_told(site.check(polygon, None, attributes))) != (meant := as_reviewed(reviewed.iloc[i]))}


def test_every_parcel_alone_gets_what_the_whole_plan_gave_it(demo):
    tables, _options, outcome, site = demo
    assert unlike(site, tables, outcome) == {}


def test_the_messages_are_those_of_the_batch(demo):
    tables, _options, outcome, site = demo
    batch = outcome.tables["findings"].groupby("parcel_id", sort=False)["message_zh"].agg(list)
    for _i, polygon, attributes in list(rows(tables[Role.PARCELS]))[::9]:
        said = [f.message_zh for f in site.check(polygon, None, attributes).findings]
        assert said == batch[attributes["parcel_id"]]


def test_it_is_equal_at_a_later_step_and_with_extents_as_polygons(root):
    tables, _ = load(root)
    box = shapely.total_bounds(tables[Role.PARCELS].geometry)
    half = np.array([shapely.box(box[0], box[1], (box[0] + box[2]) / 2, box[3])], object)
    crs = tables[Role.PARCELS].crs
    tables, options = load(root, (Step.WORKS,), **{Role.REGISTRY: (half, crs), Role.FARMLAND: (half, crs)})
    outcome = core_review.review(tables, options)
    assert outcome.tables["checks"]["state"].eq("partly").any()
    assert unlike(LiveSite(tables, options), tables, outcome) == {}


def test_it_is_equal_where_roles_are_missing_and_nothing_is_stated(root):
    tables, options = load(root)
    for role in (Role.CURRENT_USE, Role.SURVEY_AREAS, Role.INDUSTRIAL_LAND, Role.EVIDENCE, Role.NEGATIVE_LIST):
        del tables[role]
    options = dataclasses.replace(options, covers={}, none={Role.NEGATIVE_LIST: True})
    outcome = core_review.review(tables, options)
    assert unlike(LiveSite(tables, options), tables, outcome) == {}


def test_a_ring_that_crosses_itself_gets_what_the_batch_gives_it(demo):
    tables, options, _outcome, site = demo
    plot = next(g for g in tables[Role.REGISTRY].geometry if g is not None and not g.is_empty)
    x, y = plot.centroid.x, plot.centroid.y
    bow = shapely.Polygon([(x - 60, y - 60), (x + 60, y + 60), (x + 60, y - 60), (x - 60, y + 60)])
    one = tables[Role.PARCELS]
    frame = pd.concat([one.frame, one.frame.iloc[[0]].assign(parcel_id="drawn", use_code="R2")], ignore_index=True)
    plan = {**tables, Role.PARCELS: dataclasses.replace(
        one, frame=frame, geometry=np.append(one.geometry, np.array([bow], object)), original=None)}
    meant = core_review.review(plan, options).tables["parcels_reviewed"].iloc[-1]
    said = site.check(bow, None, {**one.frame.iloc[0].to_dict(), "parcel_id": "drawn", "use_code": "R2"})
    assert as_told(said) == as_reviewed(meant)


def test_another_crs_gives_the_same_verdict_and_evidence_in_that_of_the_plan(demo):
    tables, _options, _outcome, site = demo
    parcels = tables[Role.PARCELS]
    for i, polygon, attributes in list(rows(parcels))[:40:4]:
        if polygon is None:
            continue
        there = to_crs(np.array([polygon], object), parcels.crs, 4490)[0]
        plain, other = (site.check(g, crs, attributes) for g, crs in ((polygon, None), (there, 4490)))
        assert (plain.verdict, plain.rules) == (other.verdict, other.rules), i
        for one, two in zip(plain.findings, other.findings):
            if one.geometry is not None:
                assert shapely.distance(one.geometry, two.geometry) == pytest.approx(0, abs=0.01)


def test_the_polygon_that_stands_for_a_parcel_is_no_neighbour_of_itself(demo):
    tables, options, _outcome, site = demo
    parcels = tables[Role.PARCELS]
    home = next(i for i, _g, a in rows(parcels) if a["parcel_id"] in set(site._site.sensitive_of))
    one = dataclasses.replace(parcels, frame=parcels.frame.iloc[[home]].reset_index(drop=True),
                              geometry=parcels.geometry[[home]], original=None)
    lonely = {role: table for role, table in tables.items() if role is not Role.CURRENT_USE}
    alone = LiveSite({**lonely, Role.PARCELS: one}, options)
    polygon, attributes = one.geometry[0], one.frame.iloc[0].to_dict()
    works = {**attributes, "use_code": "M3", "use_name": None, "project_industry": "电镀"}
    assert "polluting_project_siting" not in alone.check(polygon, None, works).rules
    assert "polluting_project_siting" in alone.check(polygon, None, {**works, "parcel_id": "another"}).rules


def test_without_a_plan_the_crs_is_asked_for(demo):
    tables, options, _outcome, site = demo
    site_only = {role: table for role, table in tables.items() if role is not Role.PARCELS}
    with pytest.raises(InputError):
        LiveSite(site_only, options)
    alone_ = LiveSite(site_only, options, crs=tables[Role.PARCELS].crs)
    plot = next(g for g in tables[Role.REGISTRY].geometry if g is not None and not g.is_empty)
    assert alone_.check(plot, None, {"use_code": "070102"}).verdict == site.check(
        plot, None, {"use_code": "070102"}).verdict


def test_a_point_tells_what_lies_there(demo):
    tables, _options, _outcome, site = demo
    registry = tables[Role.REGISTRY]
    at = next(i for i, g in enumerate(registry.geometry) if g is not None and not g.is_empty)
    point = registry.geometry[at].representative_point()
    known = site.at_point(point.x, point.y)
    assert registry.frame["entry_id"].iat[at] in {k.subject_id for k in known if k.role is Role.REGISTRY}
    assert any(k.role is Role.CURRENT_USE for k in known)
    assert all(not pd.isna(v) for k in known for v in k.columns.values())
    assert all(shapely.distance(k.geometry, point) <= 1.0 for k in known)
    parcel = next(g for g in tables[Role.PARCELS].geometry if g is not None)
    middle = parcel.representative_point()
    assert site.at_point(middle.x, middle.y)[0].role is Role.PARCELS
    assert site.at_point(point.x + 1e6, point.y) == []


def test_sentences_of_one_language_are_those_of_both(demo):
    tables, options, _outcome, site = demo
    english = LiveSite(tables, options, languages=("en",))
    for _i, polygon, attributes in list(rows(tables[Role.PARCELS]))[::60]:
        one, both = english.check(polygon, None, attributes), site.check(polygon, None, attributes)
        assert as_told(one) == as_told(both)
        assert [(f.message_en, f.message_zh) for f in one.findings] == [(f.message_en, "") for f in both.findings]


def test_inputs_are_left_as_they_were(demo):
    tables, _options, _outcome, site = demo
    before = {role: (table.frame.copy(), None if table.geometry is None else table.geometry.copy())
              for role, table in tables.items()}
    site.check(shapely.box(*shapely.total_bounds(tables[Role.PARCELS].geometry)), None, {"use_code": "R2"})
    for role, (frame, shapes) in before.items():
        pd.testing.assert_frame_equal(tables[role].frame, frame)
        assert shapes is None or all(a is b for a, b in zip(tables[role].geometry, shapes))


def test_an_optional_layer_a_zone_away_is_refused_as_in_the_batch(root):
    tables, options = load(root)
    orders = tables[Role.ORDERED_SURVEYS]
    moved = np.array([shapely.affinity.translate(g, 200_000, 0) for g in orders.geometry], object)
    there = {**tables, Role.ORDERED_SURVEYS: dataclasses.replace(orders, geometry=moved)}
    for run in (lambda: LiveSite(there, options), lambda: core_review.review(there, options)):
        with pytest.raises(InputError, match="layer_elsewhere"):
            run()


def moved(table, metres):
    return dataclasses.replace(table, geometry=np.array(
        [None if g is None else shapely.affinity.translate(g, metres, 0) for g in table.geometry], object))


def plan_on(plan, shapes):
    """Rows of a plan elsewhere."""
    return RoleTable(Role.PARCELS, plan.frame.iloc[:len(shapes)], shapes, plan.crs)


def one(tables, row, by=0.0):
    """A parcel of the plan as an application, moved to the east."""
    plan = tables[Role.PARCELS]
    alone = dataclasses.replace(plan, frame=plan.frame.iloc[[row]].reset_index(drop=True),
                                geometry=plan.geometry[[row]])
    return {**tables, Role.PARCELS: moved(alone, by)}


@pytest.mark.parametrize("role", [Role.SAMPLES, Role.ORDERED_SURVEYS])
def test_a_far_layer_beside_an_application_is_compared_with_the_plan(root, role):
    tables, options = load(root)
    plan = tables[Role.PARCELS]
    there = {**tables, role: moved(tables[role], 80_000)}
    wide = np.array([shapely.box(*shapely.total_bounds(plan.geometry)).union(
        shapely.box(*shapely.total_bounds([g for g in there[role].geometry if g is not None])))], object)

    def told(parcels, ground):
        out = core_review.review(parcels, dataclasses.replace(options, beside=plan_on(plan, ground)))
        return out.tables["parcels_reviewed"].iloc[0], out.tables["findings"]

    before, _ = told(one(tables, 0), plan.geometry)
    near, _ = told(one(there, 0), wide)                       # far from the parcel, but in what the plan covers
    assert f"needs_{role}" not in near["rules"] and near["verdict"] == before["verdict"]
    with pytest.raises(InputError, match="layer_elsewhere"):  # far from the plan: by a wrong system
        told(one(there, 0), plan.geometry)
    for parcels, ground in ((one(there, 0), np.zeros(0, object)),       # no plan to compare with
                            (one(tables, 0, by=300_000), plan.geometry)):     # the parcel itself lies elsewhere
        row, findings = told(parcels, ground)
        said = findings[findings["rule"] == f"needs_{role}"].iloc[0]
        assert said["verdict"] == "undetermined" and not row["complete"] and "千米" in said["message_zh"]
        assert row["verdict"] not in ("clear", "caution") and "{" not in said["message_zh"] + said["message_en"]


def test_parcels_of_a_plan_reviewed_some_at_a_time_get_what_the_whole_plan_gives_them(root):
    tables, options = load(root)
    whole = core_review.review(tables, options).tables["parcels_reviewed"].set_index("parcel_id")
    plan, columns = tables[Role.PARCELS], ["verdict", "could_be", "complete", "rules", "use_classes"]
    for start in range(0, len(plan.frame), 9):
        rows_ = np.arange(start, min(start + 3, len(plan.frame)))
        some = dataclasses.replace(plan, frame=plan.frame.iloc[rows_].reset_index(drop=True), geometry=plan.geometry[rows_])
        got = core_review.review({**tables, Role.PARCELS: some}, dataclasses.replace(options, beside=plan)).tables
        got = got["parcels_reviewed"].set_index("parcel_id")[columns]
        pd.testing.assert_frame_equal(got, whole.loc[got.index, columns], check_dtype=False)


def test_codes_of_the_plan_beside_tell_the_scheme_of_a_parcel(root):
    tables, options = load(root)
    plan = tables[Role.PARCELS]
    codes = ["0802", "0507", "0701", "1006", "08H1"]               # signs of GB/T 21010: alone 0802 is of another scheme
    frame = plan.frame.iloc[:5].reset_index(drop=True).assign(use_code=codes, use_name=None, use_scheme=None)
    plan = dataclasses.replace(plan, frame=frame, geometry=plan.geometry[:5])
    some = dataclasses.replace(plan, frame=frame.iloc[:1], geometry=plan.geometry[:1])

    def classes(parcels, beside=None):
        out = core_review.review({Role.PARCELS: parcels}, dataclasses.replace(options, covers={}, beside=beside))
        return out.tables["parcels_reviewed"]["use_classes"].iloc[0]

    assert classes(some, plan) == classes(plan) != classes(some)


def test_a_home_of_the_plan_with_the_number_of_a_polluting_parcel_is_still_a_home(root):
    tables, options = load(root)
    plan = tables[Role.PARCELS]
    home = np.flatnonzero((plan.frame["use_code"] == "R2").to_numpy())[0]
    beside = shapely.affinity.translate(plan.geometry[home], 1_000, 0)
    frame = plan.frame.iloc[[home]].reset_index(drop=True).assign(use_code="M3")
    own = RoleTable(Role.PARCELS, frame, np.array([beside], object), plan.crs)

    def rules(at):
        homes = dataclasses.replace(plan, frame=plan.frame.iloc[[home]], geometry=np.array([at], object))
        out = core_review.review({Role.PARCELS: own}, dataclasses.replace(options, covers={}, beside=homes))
        return out.tables["parcels_reviewed"]["rules"].iloc[0]

    near = shapely.affinity.translate(beside, 0, 300)
    assert "polluting_project_siting" in rules(near) and "polluting_project_siting" not in rules(beside)


def test_a_statement_that_there_are_no_samples_settles_a_far_layer(root):
    tables, options = load(root)
    plan = tables[Role.PARCELS]
    parcel = str(plan.frame["parcel_id"].iloc[0])
    evidence = RoleTable(Role.EVIDENCE, pd.DataFrame({
        "role": ["samples"], "subject_id": [None], "parcel_id": [parcel], "statement": [Statement.NONE_HERE],
        "holder": ["生态环境局"], "document": ["函1"], "date": [options.as_of], "person": ["甲"]}, dtype=object))
    evidence.frame["date"] = pd.to_datetime(evidence.frame["date"])
    there = {**one(tables, 0), Role.SAMPLES: moved(tables[Role.SAMPLES], 80_000)}
    options = dataclasses.replace(options, beside=plan_on(plan, np.zeros(0, object)))
    rules = [core_review.review(t, options).tables["parcels_reviewed"]["rules"].iloc[0]
             for t in (there, {**there, Role.EVIDENCE: evidence})]
    assert "needs_samples" in rules[0] and "needs_samples" not in rules[1]


def test_without_a_plan_a_far_layer_is_said_of_what_is_drawn_too(root):
    tables, options = load(root)
    plan = tables[Role.PARCELS]
    _, polygon, attributes = next(rows(plan))
    alone = {role: table for role, table in tables.items() if role is not Role.PARCELS}
    here = LiveSite(alone, options, crs=plan.crs).check(polygon, None, attributes)
    site = LiveSite({**alone, Role.SAMPLES: moved(tables[Role.SAMPLES], 80_000)}, options, crs=plan.crs)
    there = site.check(polygon, None, attributes)
    assert "needs_samples" not in here.rules and "needs_samples" in there.rules and not there.complete
    moved_too = shapely.affinity.translate(polygon, 80_000, 0)
    assert "needs_samples" not in site.check(moved_too, None, attributes).rules


def test_all_that_is_known_of_samples_is_made_ready_before_the_first_move(demo, monkeypatch):
    tables, options, outcome, _site = demo
    site = LiveSite(tables, options)
    monkeypatch.setattr(core_review.exceedance, "levels", None)
    sampled = outcome.tables["samples_judged"]["parcel_id"].iloc[-1]
    row, polygon, attributes = next(x for x in rows(tables[Role.PARCELS]) if x[2]["parcel_id"] == sampled)
    assert as_told(site.check(polygon, None, attributes)) == as_reviewed(outcome.tables["parcels_reviewed"].iloc[row])


def drawn(tables, count, seed):
    """Outlines inside the plan, each dragged a few times, and what is said of them."""
    rng = np.random.default_rng(seed)
    uses = [{"use_code": code, "current_use_code": now, "applied_on": applied, "decided_on": decided}
            for code, now, applied, decided in (
                ("070102", None, None, None), ("070102", "0701", None, "2015-05-01"), ("0804", None, None, None),
                ("0804", "1001", "2018-05-01", "2020-03-01"), ("0901", None, None, None), ("100101", None, None, None),
                ("1402", None, None, "2020-03-01"), ("zzz", None, None, None))]
    places = [shapely.centroid(g) for role, table in tables.items() if table.geometry is not None and role in (
        Role.REGISTRY, Role.SURVEY_AREAS, Role.SAMPLES, Role.CONTROL_ZONES, Role.CURRENT_USE)
        for g in table.geometry if g is not None and not g.is_empty]
    west, south, east, north = shapely.total_bounds(tables[Role.PARCELS].geometry)
    shapes, said = [], []
    while len(shapes) < count:
        middle = places[rng.integers(len(places))]
        angles = np.sort(rng.random(corners := rng.integers(3, 8))) * 2 * np.pi
        ring = np.array([middle.x, middle.y]) + rng.normal(0, 40, 2) + np.c_[np.cos(angles), np.sin(angles)] * (
            rng.choice([8, 40, 120]) * rng.uniform(0.5, 1.2, (corners, 1)))
        if not (west < ring[:, 0].min() and ring[:, 0].max() < east and south < ring[:, 1].min()
                and ring[:, 1].max() < north):
            continue
        told = uses[rng.integers(len(uses))]
        for _ in range(4):
            ring[rng.integers(corners)] += rng.normal(0, 8, 2)
            shapes.append(shapely.Polygon(ring))
            said.append(told)
    return shapes[:count], said[:count]


@pytest.mark.parametrize("step", [Step.PLAN, Step.SUPPLY, Step.WORKS])
def test_what_is_kept_from_move_to_move_changes_nothing(root, step):
    tables, options = load(root, (step,))
    shapes, said = drawn(tables, 120, seed=len(step))
    one = tables[Role.PARCELS]
    county = {name: one.frame[name].mode()[0] for name in ("district_code", "city", "county") if name in one.frame}
    said = [{**told, **county} for told in said]
    dates = {name: pd.to_datetime([told[name] for told in said]) for name in ("applied_on", "decided_on")}
    frame = pd.concat([one.frame, pd.DataFrame(said).assign(**dates, parcel_id=[f"drawn{k}." for k in range(len(said))])],
                      ignore_index=True)
    plan = {**tables, Role.PARCELS: dataclasses.replace(
        one, frame=frame, geometry=np.append(one.geometry, np.array(shapes, object)), original=None)}
    outcome = core_review.review(plan, options)
    reviewed = outcome.tables["parcels_reviewed"].iloc[len(one.frame):]
    batch = dict(list(outcome.tables["findings"].groupby("parcel_id", sort=False)))
    site = LiveSite(plan, options)
    for k, shape in enumerate(shapes):
        answer = site.check(shape, None, {**said[k], "parcel_id": "drawn"})      # one row for all: what is kept is used
        assert as_told(answer) == as_reviewed(reviewed.iloc[k]), k
        found = batch[f"drawn{k}."]
        found = found.assign(**{name: found[name].str.replace(f"drawn{k}.", "drawn", regex=False)
                                for name in ("message_zh", "message_en")})
        assert [(f.verdict, f.message_zh, f.message_en, f.subject_kind, f.subject_id, f.citation)
                for f in answer.findings] == list(found[[
                    "verdict", "message_zh", "message_en", "subject_kind", "subject_id", "citation"]].itertuples(
                        index=False, name=None)), k
        np.testing.assert_allclose([np.nan if f.share is None else f.share for f in answer.findings], found["share"],
                                   rtol=1e-9)
    assert outcome.tables["parcels_reviewed"]["verdict"].nunique() > 1


@pytest.mark.parametrize("text", ["nan", "None"])
@pytest.mark.parametrize("text_first", [True, False])
def test_a_text_that_spells_an_empty_cell_is_not_kept_as_one(demo, text, text_first):
    tables, options, _outcome, site = demo
    polygon, empty = shapely.box(0, 0, 50, 50), float(text) if text == "nan" else None
    values = [text, empty] if text_first else [empty, text]

    def told(asked, value):
        answer = asked.check(polygon, None, {"parcel_id": "X", "use_code": value})
        return [f.message_zh for f in answer.findings]

    fresh = [told(LiveSite(tables, options), value) for value in values]
    assert fresh[0] != fresh[1]
    assert [told(site, value) for value in values] == fresh


def test_answers_of_earlier_moves_keep_their_own_words(demo):
    tables, _options, _outcome, site = demo
    parcels = list(rows(tables[Role.PARCELS]))[::7]
    answers = [site.check(polygon, None, attributes) for _i, polygon, attributes in parcels]
    for answer, (_i, polygon, attributes) in zip(reversed(answers), reversed(parcels)):
        fresh = site.check(polygon, None, attributes)
        assert [(f.message_zh, f.share, f.subject_id) for f in answer.findings] == [
            (f.message_zh, f.share, f.subject_id) for f in fresh.findings]


def test_nothing_is_put_into_sentences_before_somebody_asks(demo, monkeypatch):
    tables, _options, _outcome, site = demo
    told = []
    whole = core_review.Collector.in_words
    monkeypatch.setattr(core_review.Collector, "in_words", lambda *a: told.append(1) or whole(*a))
    _i, polygon, attributes = next(rows(tables[Role.PARCELS]))
    answer = site.check(polygon, None, attributes)
    assert answer.verdict and answer.rules and answer.findings[0].subject_kind is not object and not told
    assert [f.geometry for f in answer.findings] and not told
    assert all(f.message_zh for f in answer.findings) and answer.next_step_zh is not object and len(told) == 1

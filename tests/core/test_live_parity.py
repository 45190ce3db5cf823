"""The live check says of a polygon what the review says of it as a row of the plan: on invented plans of all kinds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.affinity
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from soilgate.plugin import jobs
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.geometry import as_crs, to_crs
from soilgate.plugin.core.live import LiveSite
from soilgate.plugin.core.review import Options, review
from soilgate.plugin.core.tables import RoleTable, Source
from soilgate.plugin.core.vocabulary import EditionKind, Role, Step
from soilgate.tests.support.demo_tables import load
from soilgate.tests.support.random_scenes import Hand, Scene, parcels

BOOKS = [jobs.load_rules(house=house) for house in (
    {}, {}, {"neighbour_radius_m": 0}, {"siting_distance_m": 100, "edition_age_days": 3_000, "circle_radius_m": 60})]
FOUND = ["rule", "verdict", "message_zh", "message_en", "subject_kind", "subject_id", "citation"]
COLUMNS = ["verdict", "could_be", "complete", "rules", "use_classes", "area_m2", "next_step_zh", "next_step_en"]
MORE = settings(max_examples=max(20, settings().max_examples // 4), deadline=None, phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck))


def scene_of(seed: int) -> Scene:
    return Scene(seed, BOOKS[seed % len(BOOKS)])


def refusal(run):
    """What a run gives, or why it is refused."""
    try:
        return run(), None
    except InputError as error:
        return None, error.code


def site_of(scene: Scene):
    """The site of an invented plan; None where its data are refused, which the first test compares."""
    return refusal(lambda: LiveSite(scene.tables, scene.options))[0]


def evidence_of(outcome) -> dict[str, object]:
    """What findings rest on."""
    return {finding: shape for name in ("evidence_areas", "evidence_lines", "evidence_points")
            for finding, shape in zip(outcome.tables[name]["finding_id"], outcome.geometry[name])}


def same_place(one, other) -> bool:
    """Whether two shapes are the same, but for digits lost on the way through another CRS."""
    if one is None or other is None:
        return one is other
    near = 1e-3 if abs(other.bounds[0]) > 180 else 1e-8
    return shapely.get_dimensions(one) == shapely.get_dimensions(other) and shapely.hausdorff_distance(one, other) < near


def differences(answer, row, found, evidence) -> list[tuple[str, object, object]]:
    """Where an answer differs from a row of ``parcels_reviewed``, its rows of ``findings`` and their evidence."""
    said = dict(zip(COLUMNS, (answer.verdict, answer.could_be, answer.complete, ";".join(answer.rules),
                              answer.use_classes, answer.area_m2, answer.next_step_zh, answer.next_step_en)))
    out = []
    for name in COLUMNS:
        one, two = said[name], row[name]
        same = one == two
        if name == "area_m2":
            same = np.isclose(one, np.nan if two is None else two, rtol=1e-9, equal_nan=True)
        if not same:
            out.append((name, one, two))
    mine = [tuple(getattr(f, name) for name in FOUND) for f in answer.findings]
    theirs = list(found[FOUND].astype(object).where(found[FOUND].notna(), None).itertuples(index=False, name=None))
    out += [("finding", *pair) for pair in zip(mine, theirs) if pair[0] != pair[1]]
    if len(mine) != len(theirs):
        out.append(("findings", len(mine), len(theirs)))
    shares = [np.nan if f.share is None else f.share for f in answer.findings]
    if len(mine) == len(theirs) and not np.allclose(shares, found["share"].astype(float), rtol=1e-7, equal_nan=True):
        out.append(("share", shares, list(found["share"])))
    if len(mine) == len(theirs):
        shapes = [None if f.geometry is None or f.geometry.is_empty else f.geometry for f in answer.findings]
        out += [("evidence", f.rule, one, evidence.get(name)) for f, one, name in zip(
            answer.findings, shapes, found["finding_id"]) if not same_place(one, evidence.get(name))]
    return out


def compared(scene: Scene, site: LiveSite, said, shapes, together: bool) -> dict[int, list]:
    """Differences for each polygon, reviewed as rows of the plan in one run or in one each."""
    rows = list(range(len(shapes)))
    out = {}
    answers = [site.check(scene.in_plan(shape), None, told(scene, row)) for row, shape in zip(said, shapes)]
    for run in [rows] if together else [[k] for k in rows]:
        outcome = review(scene.with_rows([said[k] for k in run], [shapes[k] for k in run]), scene.options)
        reviewed, findings = outcome.tables["parcels_reviewed"], outcome.tables["findings"]
        reviewed = reviewed.astype(object).where(reviewed.notna(), None).set_index("parcel_id")
        for k in run:
            name = said[k]["parcel_id"]
            unlike = differences(answers[k], reviewed.loc[name], findings[findings["parcel_id"] == name], evidence_of(outcome))
            if unlike:
                out[k] = unlike
    return out


def told(scene: Scene, row):
    """What is said of a polygon, in the columns that the plan has."""
    return {name: value for name, value in row.items() if name not in scene.lacking}


@MORE
@given(st.integers(0, 2**32 - 1))
def test_a_polygon_that_stands_for_a_row_gets_what_the_row_gets(seed):
    scene = scene_of(seed)
    tables = scene.with_rows(scene.said, scene.drawn)
    site, why = refusal(lambda: LiveSite(tables, scene.options))
    if site is None:
        assert refusal(lambda: review(tables, scene.options))[1] == why
        return
    assert compared(scene, site, scene.said, scene.drawn, together=True) == {}


@MORE
@given(st.integers(0, 2**32 - 1))
def test_a_polygon_beside_the_plan_gets_what_it_would_get_as_a_row_more(seed):
    scene = scene_of(seed)
    site = site_of(scene)
    if site is None:
        return
    k = seed % len(scene.drawn)
    assert compared(scene, site, [scene.said[k]], [scene.drawn[k]], together=False) == {}


@MORE
@given(st.integers(0, 2**32 - 1))
def test_a_polygon_that_is_dragged_gets_at_each_place_what_it_would_get_there(seed):
    """One row of attributes for all places: what is kept from move to move changes nothing."""
    scene = scene_of(seed)
    site = site_of(scene)
    if site is None:
        return
    places = [*scene.drawn, *scene.dragged]
    assert compared(scene, site, [scene.said[0]] * len(places), places, together=False) == {}


@pytest.mark.parametrize(("crs", "step"), [(4547, Step.PLAN), (4490, Step.WORKS)])
def test_polygons_of_all_kinds_in_the_demo_district_get_what_they_get_as_rows(root, crs, step):
    tables, options = load(root, (step,))
    plan = tables[Role.PARCELS]
    outlines = [g for g in plan.geometry if g is not None]
    places = [shapely.centroid(g) for role, table in tables.items() if table.geometry is not None
              for g in table.geometry if g is not None and not g.is_empty]
    hand = Hand(int(step == Step.WORKS), [(p.x, p.y) for p in places])
    shapes = [hand.shape(outlines) for _ in range(150)]
    county = plan.column("county").mode()[0] if "county" in plan.frame else None
    said = [{"parcel_id": f"D{k}", **hand.attributes(), "county": county} for k in range(len(shapes))]
    rows = parcels(said, shapes, plan.crs)
    frame = pd.concat([plan.frame, rows.frame], ignore_index=True)
    geometry = np.concatenate([plan.geometry, rows.geometry])
    there = geometry if crs == 4547 else to_crs(geometry, plan.crs, crs)
    tables = {**tables, Role.PARCELS: dataclasses.replace(plan, frame=frame, geometry=there, crs=as_crs(crs), original=None)}
    outcome = review(tables, options)
    reviewed = outcome.tables["parcels_reviewed"].astype(object)
    reviewed = reviewed.where(reviewed.notna(), None).set_index("parcel_id")
    findings, evidence = dict(list(outcome.tables["findings"].groupby("parcel_id", sort=False))), evidence_of(outcome)
    site = LiveSite(tables, options)
    for k, row in enumerate(said):
        answer = site.check(there[len(plan.frame) + k], None, row)
        assert differences(answer, reviewed.loc[row["parcel_id"]], findings[row["parcel_id"]], evidence) == [], k


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("flat", [Role.PARCELS, Role.REGISTRY])
def test_an_outline_in_degrees_that_is_a_line_in_metres_has_no_area(flat):
    """Its corners lie on one line; turned into degrees it has an area of some square millimetres."""
    line = shapely.Polygon([(505_020, 3_380_030), (505_029, 3_380_030), (505_024, 3_380_030)])
    parcel, plot = shapely.box(505_000, 3_380_000, 505_060, 3_380_060), shapely.box(505_000, 3_380_000, 505_100, 3_380_100)
    plan = parcels([{"parcel_id": "P", "use_code": "0901"}], [line if flat is Role.PARCELS else parcel], 4490)
    place = to_crs(np.array([line if flat is Role.REGISTRY else plot], object), 4547, 4490)
    assert shapely.area(plan.geometry[0]) > 0 and shapely.area(place[0]) > 0
    list_ = RoleTable(Role.REGISTRY, pd.DataFrame({"entry_id": ["DK-000001"], "list_status": ["listed"]}), place, plan.crs,
                      Source(edition=EditionKind.WHOLE, edition_date=pd.Timestamp("2026-08-01")))
    tables = {Role.PARCELS: plan, Role.REGISTRY: list_}
    options = Options(pd.Timestamp("2026-09-01"), BOOKS[0], (Step.PLAN,), {Role.REGISTRY: "parcels"})
    row = review(tables, options).tables["parcels_reviewed"].iloc[0]
    assert (row["verdict"], row["could_be"]) == ("undetermined", "prohibited")
    assert ("geometry" if flat is Role.PARCELS else "unlocated_registry") in row["rules"].split(";")
    answer = LiveSite(tables, options).check(plan.geometry[0], None, {"parcel_id": "P", "use_code": "0901"})
    assert (answer.verdict, ";".join(answer.rules)) == (row["verdict"], row["rules"])


@pytest.mark.parametrize("failing", [("intersection",), ("difference", "union_all"), ("intersection", "difference", "set_precision")])
def test_where_the_engine_gives_up_no_verdict_is_better(failing, monkeypatch):
    """A listed plot whose present use is residential where the parcel, the plot and that use lie over each other."""
    def layer(role, shape, **columns):
        place = np.array([shapely.affinity.translate(shape, 505_000, 3_380_000)], object)
        return RoleTable(role, pd.DataFrame({name: [value] for name, value in columns.items()}), place, as_crs(4547),
                         Source(edition=EditionKind.WHOLE, edition_date=pd.Timestamp("2026-08-01")))

    said = {"parcel_id": "P", "use_code": "1001"}
    parcel = shapely.box(505_000, 3_380_000, 505_100, 3_380_100)
    tables = {Role.PARCELS: parcels([said], [parcel], 4547),
              Role.REGISTRY: layer(Role.REGISTRY, shapely.box(50, 50, 200, 200), entry_id="DK-000001",
                                   list_kind="provincial_list", list_status="listed"),
              Role.CURRENT_USE: layer(Role.CURRENT_USE, shapely.box(30, 30, 120, 90), use_code="070101")}
    options = Options(pd.Timestamp("2026-09-01"), BOOKS[0], (Step.PLAN,), {role: "parcels" for role in tables})

    def fail(*args, **more):
        raise shapely.errors.GEOSException("TopologyException")

    for name in failing:
        monkeypatch.setattr(shapely, name, fail)
    row = review(tables, options).tables["parcels_reviewed"].iloc[0]
    answer = LiveSite(tables, options).check(parcel, None, said)
    for verdict, could_be, told_ in ((row["verdict"], row["could_be"], row["rules"].split(";")),
                                     (answer.verdict, answer.could_be, answer.rules)):
        assert "prohibited" in (verdict, could_be) and "sensitive_use_on_listed_plot" in told_

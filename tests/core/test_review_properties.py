"""What must hold for every review: properties over invented plans on a grid of four metres.

Everything stands on whole multiples of four metres, far above the tolerance, so that no property hangs on a
hair's breadth.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from soilgate.plugin.core import facts, rules
from soilgate.plugin.core.review import Options, review
from soilgate.plugin.core.tables import UNREADABLE, RoleTable, Source
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role, Step, Verdict

NATIONAL = Path(__file__).resolve().parents[2] / "resources" / "rules" / "cn_national.yaml"
CRS = pyproj.CRS.from_epsg(4547)
BOOK = rules.load(NATIONAL, facts=facts.NAMES)
EAST, NORTH, GRID = 505_000.0, 3_380_000.0, 4.0
BEFORE, AFTER = pd.Timestamp("2026-08-14"), pd.Timestamp("2026-08-15")
NOW = pd.Timestamp("2026-09-01")
MILD = ("clear", "caution")
GRAVITY = {str(v): v.gravity for v in Verdict} | {None: 0}
NEEDED = (
    Role.REGISTRY,
    Role.NEGATIVE_LIST,
    Role.CONTROL_ZONES,
    Role.CURRENT_USE,
    Role.INDUSTRIAL_LAND,
    Role.FARMLAND,
    Role.BASIC_FARMLAND,
)

USES = st.sampled_from(["070101", "0901", "080403", "1401", "1001", "1207", "0101", None])
PRESENT = st.sampled_from(["0701", "0601", "05H1", "0101", "0401", "1004", None])
MAYBE = st.sampled_from([True, False, None])
DAYS = st.sampled_from([None, "2018-05-01", "2020-02-02", "2024-01-01", "2026-08-20", "2027-01-01"])
CLASS = st.sampled_from([1.0, 2.0, np.nan])

COLUMNS: dict[Role, dict[str, st.SearchStrategy[Any]]] = {
    Role.CURRENT_USE: {"use_code": PRESENT, "use_scheme": st.just("三调")},
    Role.REGISTRY: {
        "list_kind": st.sampled_from(
            ["provincial_list", "contaminated_plot_list", "suspected", "ordered_survey", None]
        ),
        "list_status": st.sampled_from(["listed", "listed", "removed", None]),
        "stage": st.sampled_from(["survey", "remediation", "effect_assessment", None]),
        "target_met": MAYBE,
        "removed_on": DAYS,
        "target_class": CLASS,
        "use_limits": st.sampled_from([None, "无", "不得作居住用地", "限制地下空间开发"]),
    },
    Role.NEGATIVE_LIST: {
        "barred_uses": st.sampled_from(["居住用地", "R、A", "商业服务业用地", "全部用途", None, "按规定"]),
        "condition": st.sampled_from([None, "禁止准入", "专题论证", "完成修复后"]),
        "valid_from": DAYS,
        "valid_until": DAYS,
    },
    Role.SURVEY_AREAS: {
        "phase": st.sampled_from(["phase_1", "phase_2", None]),
        "conclusion": st.sampled_from(["within", "exceeds", None]),
        "review_result": st.sampled_from(["passed", "passed", "failed", "pending", None]),
        "reviewed_on": DAYS,
        "filed_on": DAYS,
        "land_class": CLASS,
    },
    Role.RISK_ASSESSMENTS: {
        "result": st.sampled_from(["acceptable", "unacceptable", None]),
        "target_class": CLASS,
        "review_result": st.sampled_from(["passed", "failed", None]),
        "reviewed_on": DAYS,
    },
    Role.INDUSTRIAL_LAND: {
        "industry": st.sampled_from(["化学原料和化学制品制造业", "食品制造业", None, "某某行业"]),
        "hazardous_waste": MAYBE,
        "key_unit": MAYBE,
    },
    Role.ORDERED_SURVEYS: {"ordered_on": DAYS},
    Role.FARMLAND: {"category": st.sampled_from(["priority_protection", "safe_use", "strict_control", None])},
    Role.BASIC_FARMLAND: {},
    Role.CONTROL_ZONES: {
        "drawn_on": DAYS,
        "lifted_on": DAYS,
        "document": st.sampled_from([None, "示府〔2023〕9号"]),
        "forbids": st.sampled_from(["禁止一切建设", "居住用地", "种植食用农产品", None]),
    },
    Role.SAMPLES: {
        "pollutant": st.sampled_from(["砷", "铅", "总铬", "某某物", None]),
        "value": st.sampled_from([1.0, 50.0, 100.0, 5000.0, np.nan]),
        "unit": st.sampled_from(["mg/kg", "μg/kg", None]),
        "sampled_on": DAYS,
    },
}
ROLES = tuple(COLUMNS)
NUMBERS = ("target_class", "land_class", "value")
NULL_IS_UNKNOWN: dict[Role, tuple[str, ...]] = {
    Role.REGISTRY: ("list_status", "target_class"),
    Role.NEGATIVE_LIST: ("barred_uses",),
    Role.FARMLAND: ("category",),
    Role.CONTROL_ZONES: ("document", "forbids"),
    Role.INDUSTRIAL_LAND: ("industry",),
    Role.SURVEY_AREAS: ("review_result", "reviewed_on", "phase", "land_class"),
    Role.SAMPLES: ("pollutant", "value", "unit"),
}
"""Columns in which null means unknown (the review's own list)."""

Tables = dict[Role, RoleTable]


def table(role: Role, rows: list[dict[str, Any]], shapes: list[Any]) -> RoleTable:
    """A normalised table of a role."""
    frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["entry_id"])
    for name in frame.columns:
        if name.endswith("_on") or name in ("valid_from", "valid_until"):
            frame[name] = pd.to_datetime(frame[name])
        elif name in NUMBERS:
            frame[name] = frame[name].astype(float)
        else:
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    frame.insert(0, "source_row", np.arange(1, len(frame) + 1))
    geometry = np.empty(len(shapes), object)
    geometry[:] = shapes
    source = Source(
        path=f"{role}.gpkg",
        rows=len(frame),
        edition=EditionKind.WHOLE,
        edition_date=pd.Timestamp("2026-08-01"),
        list_kind=ListKind.PROVINCIAL_LIST,
    )
    return RoleTable(role, frame, geometry, CRS, source)


@st.composite
def boxes(draw) -> shapely.Polygon:
    x, y = draw(st.integers(0, 30)), draw(st.integers(0, 12))
    w, h = draw(st.integers(2, 20)), draw(st.integers(2, 14))
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    if draw(st.booleans()):  # an L
        ring = [(x, y), (x + w, y), (x + w, y + h // 2), (x + w // 2, y + h // 2), (x + w // 2, y + h), (x, y + h)]
    return shapely.Polygon([(EAST + GRID * a, NORTH + GRID * b) for a, b in ring])


@st.composite
def rows_of(draw, role: Role, most: int = 3) -> RoleTable:
    n = draw(st.integers(0, most))
    key = {Role.SAMPLES: "sample_id", Role.CONTROL_ZONES: "zone_id"}.get(role, "entry_id")
    rows = [{key: f"{str(role)[:2]}{i}", **{c: draw(s) for c, s in COLUMNS[role].items()}} for i in range(n)]
    shapes = [draw(boxes()) for _ in range(n)]
    if role is Role.SAMPLES:
        shapes = [s.representative_point() for s in shapes]
    return table(role, rows or [], shapes)


@st.composite
def plans(draw) -> Tables:
    """Three parcels side by side and some layers about them."""
    uses = [draw(USES) for _ in range(3)]
    out: Tables = {
        Role.PARCELS: table(
            Role.PARCELS,
            [{"parcel_id": f"P{i}", "use_code": u, "use_scheme": "用地用海分类"} for i, u in enumerate(uses)],
            [shapely.box(EAST + 80 * i, NORTH, EAST + 80 * (i + 1), NORTH + 60) for i in range(3)],
        )
    }
    for role in ROLES:
        if draw(st.integers(0, 3)):
            out[role] = draw(rows_of(role))
    return out


def options(
    tables: Tables, book: Any = BOOK, day: pd.Timestamp = NOW, steps: tuple[Step, ...] = (Step.PLAN,)
) -> Options:
    """Every given layer is stated to cover the plan."""
    return Options(day, book, steps, {r: "parcels" for r in tables if r is not Role.PARCELS})


def run(tables: Tables, **more: Any) -> pd.DataFrame:
    """The reviewed parcels by id."""
    return review(tables, options(tables, **more)).tables["parcels_reviewed"].set_index("parcel_id")


def verdicts(tables: Tables, **more: Any) -> dict[str, tuple[str, Optional[str]]]:
    frame = run(tables, **more)
    return {p: (v, c) for p, v, c in zip(frame.index, frame["verdict"], frame["could_be"])}


def worst(frame: pd.DataFrame) -> pd.Series:
    """The gravest that a parcel is or could be."""
    return pd.Series(
        [
            max(GRAVITY[v], GRAVITY[c if isinstance(c, str) else None])
            for v, c in zip(frame["verdict"], frame["could_be"])
        ],
        frame.index,
    )


def changed(one: RoleTable, rows: Any, shapes: Optional[list[Any]] = None) -> RoleTable:
    """A table of these rows (positions), in this order; with other geometries where given."""
    frame = one.frame.iloc[rows].reset_index(drop=True)
    geometry = np.empty(len(frame), object)
    geometry[:] = list(one.geometry[rows]) if shapes is None else shapes
    return dataclasses.replace(one, frame=frame, geometry=geometry)


def no_softer(before: pd.DataFrame, after: pd.DataFrame) -> None:
    """No parcel is milder than before."""
    for parcel in before.index:
        was, now = before.at[parcel, "verdict"], after.at[parcel, "verdict"]
        assert GRAVITY[now] >= GRAVITY[was], (parcel, was, now)


def no_comfort(before: pd.DataFrame, after: pd.DataFrame) -> None:
    """No parcel that was graver than caution comes out clear or caution."""
    for parcel in before.index:
        was, now = before.at[parcel, "verdict"], after.at[parcel, "verdict"]
        assert not (was not in MILD and now in MILD), (parcel, was, now)


QUICK = settings(
    max_examples=max(12, settings().max_examples // 8), deadline=None, suppress_health_check=list(HealthCheck)
)


# ---------------------------------------------------------------------- same plan, same answer


@QUICK
@given(plans(), st.randoms(use_true_random=False))
def test_row_order_does_not_change_a_verdict(tables, random):
    shuffled = {}
    for role, one in tables.items():
        rows = list(range(len(one.frame)))
        random.shuffle(rows)
        shuffled[role] = changed(one, rows)
    assert verdicts(shuffled) == verdicts(tables)


@QUICK
@given(plans(), st.integers(1, 5), st.booleans())
def test_ring_start_and_direction_do_not_change_a_verdict(tables, start, backwards):
    def turn(shape: Any) -> Any:
        if shape.geom_type != "Polygon":
            return shape
        ring = list(shape.exterior.coords)[:-1]
        ring = ring[start % len(ring) :] + ring[: start % len(ring)]
        return shapely.Polygon(ring[::-1] if backwards else ring)

    turned = {
        r: dataclasses.replace(t, geometry=np.array([turn(s) for s in t.geometry], object)) if len(t.frame) else t
        for r, t in tables.items()
    }
    assert verdicts(turned) == verdicts(tables)


@QUICK
@given(plans(), st.sampled_from([(1000.0, -2000.0), (20_000.0, 40_000.0), (0.125, 0.25)]))
def test_moving_everything_does_not_change_a_verdict(tables, by):
    moved = {
        r: dataclasses.replace(t, geometry=shapely.transform(t.geometry, lambda xy: xy + by)) if len(t.frame) else t
        for r, t in tables.items()
    }
    assert verdicts(moved) == verdicts(tables)


@QUICK
@given(plans(), st.sampled_from([r for r in ROLES if r is not Role.SAMPLES]))
def test_a_subject_split_into_two_rows_changes_nothing(tables, role):
    assume(role in tables and len(tables[role].frame))
    one = tables[role]
    rows, shapes = [], []
    for i, shape in enumerate(one.geometry):
        x0, y0, x1, y1 = shape.bounds
        middle = EAST + GRID * round((x0 + x1) / 2 / GRID - EAST / GRID)
        halves = [shapely.intersection(shape, shapely.box(a, y0, b, y1)) for a, b in ((x0, middle), (middle, x1))]
        for half in halves:
            areas = [part for part in shapely.get_parts(half) if part.area]
            if areas:
                rows.append(i)
                shapes.append(shapely.union_all(areas))
    split = {**tables, role: changed(one, rows, shapes)}
    pd.testing.assert_frame_equal(run(split), run(tables))


@QUICK
@given(plans(), st.sampled_from(ROLES))
def test_rows_that_stand_twice_do_not_change_a_verdict(tables, role):
    assume(role in tables)
    rows = [i for i in range(len(tables[role].frame)) for _ in (0, 1)]
    assert verdicts({**tables, role: changed(tables[role], rows)}) == verdicts(tables)


@QUICK
@given(plans(), st.lists(st.sampled_from(list(Step)), min_size=1, max_size=2, unique=True))
def test_two_runs_give_the_same_tables_and_as_many_parcels_as_came_in(tables, steps):
    one = review(tables, options(tables, steps=tuple(steps)))
    two = review(tables, options(tables, steps=tuple(steps)))
    assert list(one.tables) == list(two.tables)
    for name in one.tables:
        pd.testing.assert_frame_equal(one.tables[name], two.tables[name])
    assert list(one.tables["parcels_reviewed"]["parcel_id"]) == list(tables[Role.PARCELS].frame["parcel_id"])
    findings = one.tables["findings"]
    gravest = findings.assign(g=findings["verdict"].map(GRAVITY)).groupby("parcel_id")["g"].max()
    said = one.tables["parcels_reviewed"].set_index("parcel_id")["verdict"].map(GRAVITY)
    assert (gravest.reindex(said.index) == said).all()


# ---------------------------------------------------------------------- never better by less

IN_FORCE: dict[Role, dict[str, Any]] = {
    Role.REGISTRY: {"list_kind": "provincial_list", "list_status": "listed"},
    Role.NEGATIVE_LIST: {"barred_uses": "全部用途", "condition": "禁止准入", "valid_from": None, "valid_until": None},
    Role.CONTROL_ZONES: {
        "drawn_on": "2020-01-01",
        "lifted_on": None,
        "document": "示府〔2023〕9号",
        "forbids": "禁止一切建设",
    },
    Role.INDUSTRIAL_LAND: {"industry": "化学原料和化学制品制造业", "hazardous_waste": True, "key_unit": True},
    Role.ORDERED_SURVEYS: {"ordered_on": "2020-01-01"},
    Role.FARMLAND: {"category": "strict_control"},
    Role.BASIC_FARMLAND: {},
    Role.SAMPLES: {"pollutant": "砷", "value": 5000.0, "unit": "mg/kg", "sampled_on": None},
}


@QUICK
@given(plans(), st.sampled_from(list(IN_FORCE)), boxes())
def test_an_entry_in_force_more_never_improves_a_verdict(tables, role, shape):
    assume(role in tables)
    one = tables[role]
    key = {Role.SAMPLES: "sample_id", Role.CONTROL_ZONES: "zone_id"}.get(role, "entry_id")
    row = table(
        role,
        [{key: "new", **dict.fromkeys(COLUMNS[role]), **IN_FORCE[role]}],
        [shape.representative_point() if role is Role.SAMPLES else shape],
    )
    frame = pd.concat([one.frame, row.frame], ignore_index=True) if len(one.frame) else row.frame
    geometry = np.concatenate([one.geometry, row.geometry])
    no_softer(run(tables), run({**tables, role: dataclasses.replace(one, frame=frame, geometry=geometry)}))


@QUICK
@given(plans(), st.sampled_from([*NEEDED, Role.SURVEY_AREAS]))
def test_a_needed_input_left_out_never_makes_a_grave_parcel_clear_or_caution(tables, role):
    assume(role in tables)
    less = {r: t for r, t in tables.items() if r is not role}
    before, after = run(tables), run(less)
    if role is Role.SURVEY_AREAS:
        # where no survey is owed the role is not needed: what its conclusions said is then optional
        before = before[~before["rules"].str.contains("above_screening|survey_adequacy")]
    no_comfort(before, after)


@QUICK
@given(plans(), st.sampled_from(NEEDED))
def test_what_a_needed_input_left_out_could_say_stands_in_could_be(tables, role):
    assume(role in tables)
    before, after = run(tables), run({r: t for r, t in tables.items() if r is not role})
    was, now = worst(before), worst(after)
    grave = before["verdict"].map(GRAVITY)
    for parcel in before.index:
        assert now[parcel] >= grave[parcel], (parcel, before.loc[parcel, "verdict"], after.loc[parcel].to_dict())
    assert was is not None


@QUICK
@given(plans(), st.data())
def test_a_fact_that_is_lost_never_comforts(tables, data):
    role = data.draw(st.sampled_from([r for r in NULL_IS_UNKNOWN if r in tables and len(tables[r].frame)] or [None]))
    assume(role is not None)
    column = data.draw(st.sampled_from(NULL_IS_UNKNOWN[role]))
    row = data.draw(st.integers(0, len(tables[role].frame) - 1))
    frame = tables[role].frame.copy()
    frame.loc[row, column] = None if frame[column].dtype == object else np.nan
    before, after = run(tables), run({**tables, role: dataclasses.replace(tables[role], frame=frame)})
    if role is Role.REGISTRY and column == "list_status":
        # a removal day in another column still tells the status
        assume(pd.isna(frame.loc[row, "removed_on"]))
    no_comfort(before, after)
    now, grave = worst(after), before["verdict"].map(GRAVITY)
    for parcel in before.index:
        assert now[parcel] >= grave[parcel], (parcel, before.at[parcel, "verdict"], after.loc[parcel].to_dict())


@QUICK
@given(plans(), st.data())
def test_a_cell_that_cannot_be_read_never_comforts(tables, data):
    role = data.draw(
        st.sampled_from([r for r in COLUMNS if r in tables and len(tables[r].frame) and COLUMNS[r]] or [None])
    )
    assume(role is not None)
    column = data.draw(st.sampled_from([c for c in COLUMNS[role] if c != "use_scheme"]))
    row = data.draw(st.integers(0, len(tables[role].frame) - 1))
    frame = tables[role].frame.copy()
    kind = frame[column].dtype.kind
    frame.loc[row, column] = {"O": None, "M": pd.NaT}.get(kind, np.nan)
    frame[column + UNREADABLE] = np.arange(len(frame)) == row
    before, after = run(tables), run({**tables, role: dataclasses.replace(tables[role], frame=frame)})
    no_comfort(before, after)


@QUICK
@given(plans(), st.data())
def test_an_outline_that_is_lost_never_comforts(tables, data):
    role = data.draw(st.sampled_from([r for r in ROLES if r in tables and len(tables[r].frame)] or [None]))
    assume(role is not None)
    row = data.draw(st.integers(0, len(tables[role].frame) - 1))
    lost = data.draw(st.sampled_from(["null", "empty", "nan"]))
    geometry = tables[role].geometry.copy()
    empty = shapely.Point() if role is Role.SAMPLES else shapely.Polygon()
    if lost == "nan":
        xy = shapely.get_coordinates(geometry[row])
        xy[1:2] = np.nan
        geometry[row] = shapely.set_coordinates(np.array([geometry[row]], object), xy)[0]
    else:
        geometry[row] = None if lost == "null" else empty
    # Samples without any readable place stop the run; empty points are tried by the faults of the command line.
    assume(not (role is Role.SAMPLES and (lost != "null" or len(geometry) == 1)))
    before, after = run(tables), run({**tables, role: dataclasses.replace(tables[role], geometry=geometry)})
    no_comfort(before, after)


# ---------------------------------------------------------------------- packs and days


def pack(tmp: Path, **content: Any) -> Any:
    path = tmp / "local.yaml"
    path.write_text(
        yaml.safe_dump(
            {
                "pack": "local",
                "version": "1",
                "title_zh": "本地",
                "title_en": "local",
                "laws": {"here": {"name": "《示例办法》", "from": pd.Timestamp("2020-01-01").date()}},
                **content,
            },
            allow_unicode=True,
        ),
        encoding="utf-8",
    )
    return rules.load(NATIONAL, [path], facts.NAMES)


CITE = [{"law": "here", "article": 1, "status": "verified"}]


@pytest.fixture(scope="module")
def stricter(tmp_path_factory) -> list[Any]:
    tmp = tmp_path_factory.mktemp("packs")
    return [
        pack(tmp, graver=[{"rule": "neighbour", "verdict": "survey_required", "cite": CITE}]),
        pack(tmp, graver=[{"rule": "negative_list_use", "verdict": "prohibited", "cite": CITE}]),
        pack(tmp, graver=[{"rule": "use_change_survey", "verdict": "prohibited", "cite": CITE}]),
        pack(
            tmp,
            graver=[
                {"rule": "above_screening", "clause": "above_screening", "verdict": "remediate_first", "cite": CITE}
            ],
        ),
        pack(
            tmp,
            stricter_limit=[
                {"pollutant": 1, "class": c, "screening": 2, "intervention": 3, "cite": CITE} for c in (1, 2)
            ],
        ),
    ]


@QUICK
@given(plans(), st.integers(0, 4))
def test_a_stricter_pack_never_improves_a_verdict(stricter, tables, number):
    no_softer(run(tables), run(tables, book=stricter[number]))


@QUICK
@given(plans())
def test_the_change_of_law_changes_no_verdict_where_the_law_did_not_change_and_only_the_law_in_force_is_cited(tables):
    steps = tuple(s for s in Step if s not in (Step.BUILDING_PERMIT, Step.WORKS))
    for step in steps:
        old, new = (review(tables, options(tables, day=d, steps=(step,))).tables for d in (BEFORE, AFTER))
        assert list(old["parcels_reviewed"]["verdict"]) == list(new["parcels_reviewed"]["verdict"]), step
        assert not old["findings"]["citation"].fillna("").str.contains("生态环境法典").any()
        assert not new["findings"]["citation"].fillna("").str.contains(re.escape("土壤污染防治法》")).any()

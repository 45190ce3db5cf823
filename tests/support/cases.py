"""Small acceptance cases: a parcel and what lies on it, written to files, reviewed by the command line, compared.

A ``Case`` is one parcel of 100 m x 100 m with its ingredients and what must come out. Cases of a ``Scene`` share one
run: each gets a place of its own, 3 km from the next, so that no rule reaches from one to another. Ingredients are
rows of ordinary layers with ordinary Chinese headers; their places are given in metres from the parcel's corner.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

CRS = "EPSG:4547"
EAST, NORTH, PITCH, COLUMNS = 500_000.0, 3_380_000.0, 3_000.0, 12
CODE_DAY = "2026-09-01"  # a day under the Code
GRAVITY = ("clear", "caution", "undetermined", "survey_required", "assess_risk", "remediate_first", "prohibited")
SITE_ROLES = (
    "current_use",
    "registry",
    "negative_list",
    "survey_areas",
    "samples",
    "risk_assessments",
    "industrial_land",
    "ordered_surveys",
    "farmland",
    "basic_farmland",
    "control_zones",
)
MAY_BE_NONE = ("negative_list", "control_zones", "industrial_land", "farmland", "basic_farmland", "samples",
               "risk_assessments", "ordered_surveys")
ANY: Any = object()
SOIL_LAW, CODE = "《中华人民共和国土壤污染防治法》", "《中华人民共和国生态环境法典》"

Place = Optional[Callable[[float, float], shapely.Geometry]]


# ------------------------------------------------------------------------------------------------ places


def box(left: float, bottom: float, right: float, top: float) -> Place:
    """A rectangle in metres from the parcel's south-west corner."""
    return lambda x, y: shapely.box(x + left, y + bottom, x + right, y + top)


def spot(east: float, north: float) -> Place:
    """A point in metres from the parcel's south-west corner."""
    return lambda x, y: shapely.Point(x + east, y + north)


WHOLE = box(-2, -2, 102, 102)
AROUND = box(-10, -10, 110, 110)
WEST_HALF = box(-2, -2, 50, 102)
EAST_HALF = box(50, -2, 102, 102)
MIDDLE = spot(50, 50)


def beside(metres: float) -> Place:
    """A square east of the parcel, so far away."""
    return box(100 + metres, 0, 200 + metres, 100)


def strip(metres: float) -> Place:
    """A square that laps over the parcel's east edge by so much."""
    return box(100 - metres, -20, 200, 120)


# ------------------------------------------------------------------------------------------------ ingredients


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of a layer; ``place`` None is an entry without polygon."""

    role: str
    place: Place
    cells: Mapping[str, Any]


def plot(
    kind: Optional[str] = "建设用地土壤污染风险管控和修复名录",
    status: Optional[str] = "在册",
    stage: Optional[str] = "修复",
    place: Place = WHOLE,
    **more: Any,
) -> Row:
    return Row(
        "registry",
        place,
        {"地块名称": more.pop("地块名称", "示例地块"), "名录种类": kind, "名录状态": status, "所处阶段": stage, **more},
    )


def removed(target: Optional[str] = "第二类用地", on: Optional[str] = "2024-05-01", **more: Any) -> Row:
    return plot(status="已移出", stage="移出", 移出日期=on, 修复目标用地类别=target, **more)


def bar(
    barred: Optional[str] = "居住用地",
    condition: Optional[str] = None,
    since: Optional[str] = "2024-01-01",
    until: Optional[str] = None,
    place: Place = WHOLE,
) -> Row:
    return Row(
        "negative_list",
        place,
        {"禁止用途": barred, "条件": condition, "生效日期": since, "失效日期": until, "文号": "示环〔2024〕1号"},
    )


def zone(
    forbids: Optional[str] = "禁止一切建设",
    document: Optional[str] = "示府〔2023〕9号",
    kind: str = "管控区域",
    lifted: Optional[str] = None,
    place: Place = WHOLE,
) -> Row:
    return Row(
        "control_zones",
        place,
        {
            "管控区名称": "示例管控区",
            "区域类型": kind,
            "划定日期": "2023-01-01",
            "解除日期": lifted,
            "批准文号": document,
            "禁止事项": forbids,
        },
    )


def site(
    industry: Optional[str] = "食品制造业", waste: Optional[str] = "否", key: Optional[str] = "否", place: Place = WHOLE
) -> Row:
    return Row(
        "industrial_land",
        place,
        {"企业名称": "示例企业", "行业类别": industry, "涉危险废物": waste, "重点监管单位": key},
    )


CHEMICALS = "化学原料和化学制品制造业"


def survey(
    conclusion: Optional[str] = "未超过筛选值",
    result: Optional[str] = "通过",
    on: Optional[str] = "2025-03-01",
    klass: Optional[str] = "第一类用地",
    phase: Optional[str] = "第二阶段",
    filed: Optional[str] = None,
    place: Place = WHOLE,
) -> Row:
    return Row(
        "survey_areas",
        place,
        {
            "调查阶段": phase,
            "调查结论": conclusion,
            "评审结论": result,
            "评审日期": on,
            "备案日期": filed,
            "评价用地类别": klass,
        },
    )


def sample(
    value: Optional[str],
    pollutant: Optional[str] = "砷",
    unit: Optional[str] = "mg/kg",
    on: str = "2025-02-01",
    place: Place = MIDDLE,
    **more: Any,
) -> Row:
    return Row(
        "samples",
        place,
        {
            "点位编号": "D1",
            "污染物": pollutant,
            "检测值": value,
            "单位": unit,
            "采样日期": on,
            "采样深度": "0-0.5",
            **more,
        },
    )


def assessment(
    result: Optional[str] = "可接受",
    review: Optional[str] = "通过",
    on: Optional[str] = "2025-06-01",
    klass: Optional[str] = "第二类用地",
    place: Place = WHOLE,
) -> Row:
    return Row(
        "risk_assessments", place, {"评估结论": result, "评审结论": review, "评审日期": on, "评价用地类别": klass}
    )


def order(on: Optional[str] = "2026-01-01", place: Place = WHOLE) -> Row:
    return Row("ordered_surveys", place, {"责令单位": "示例生态环境局", "责令日期": on})


def farm(category: Optional[str], place: Place = WHOLE) -> Row:
    return Row("farmland", place, {"土壤环境质量类别": category})


def basic(place: Place = WHOLE) -> Row:
    return Row("basic_farmland", place, {"图斑编号": "J"})


def now(code: Optional[str], place: Place = AROUND) -> Row:
    return Row("current_use", place, {"地类编码": code, "分类标准": "三调"})


# ------------------------------------------------------------------------------------------------ expectations


@dataclasses.dataclass(frozen=True)
class Finding:
    """At least one row of ``findings`` of the parcel must hold all that is given here."""

    rule: str
    verdict: Optional[str] = None
    basis: Optional[str] = None
    overlap: Optional[float] = None
    share: Optional[float] = None
    distance: Optional[float] = None
    cites: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    columns: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def holds(self, row: Any) -> bool:
        """Whether a row of ``findings`` is meant."""
        citation, message = str(row["citation"] or ""), str(row["message_zh"] or "")
        near = ((self.overlap, "overlap_m2", 0.5), (self.share, "share", 1e-3), (self.distance, "distance_m", 0.01))
        return (
            row["rule"] == self.rule
            and self.verdict in (None, row["verdict"])
            and self.basis in (None, row["basis"])
            and all(want is None or (row[c] is not None and abs(row[c] - want) <= eps) for want, c, eps in near)
            and all(c in citation for c in self.cites)
            and not any(c in citation for c in self.silent_on)
            and all(s in message for s in self.says)
            and not any(s in message for s in self.says_not)
            and all(row[c] == want for c, want in self.columns.items())
        )


@dataclasses.dataclass(frozen=True)
class Check:
    """A row of ``checks`` of the parcel."""

    name: str
    state: Optional[str] = None
    share: Optional[float] = None
    could: Any = ANY

    def holds(self, row: Any) -> bool:
        """Whether a row of ``checks`` is meant."""
        return (
            row["check"] == self.name
            and self.state in (None, row["state"])
            and (self.share is None or (row["share"] is not None and abs(row["share"] - self.share) <= 1e-3))
            and agrees(self.could, row["could_be"])
        )


@dataclasses.dataclass(frozen=True)
class Case:
    """A parcel, its ingredients and what must come out. Words of ``wants``: see ``compare``."""

    name: str
    use: Optional[str]
    rows: tuple[Row, ...]
    wants: Mapping[str, Any]
    cells: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def case(name: str, use: Optional[str], *rows: Row, cells: Optional[Mapping[str, Any]] = None, **wants: Any) -> Case:
    """A case; ``cells`` are further cells of the parcel."""
    return Case(name, use, rows, wants, cells or {})


def agrees(want: Any, got: Any) -> bool:
    """Whether a value is the one, or one of those, that may come out; None is a null."""
    if want is ANY:
        return True
    got = None if got is None or got != got else got
    return got in want if isinstance(want, (set, frozenset)) else got == want


# ------------------------------------------------------------------------------------------------ scenes


@dataclasses.dataclass(frozen=True)
class Scene:
    """Cases that share one run, and how that run differs from the ordinary one.

    The ordinary run is given every role that a case enters, stated to cover the parcels, a whole registry of a known
    day, and the office's statement that of the others none was issued; ``full`` gives every role as a layer. ``omit``
    are roles not given, ``unstated`` those whose coverage nobody stated, ``kinds`` the file type of a role (csv,
    xlsx: without polygons unless the cells say where), ``covers`` an extent for a role, ``tables`` further tables
    (evidence, located) as rows, ``packs`` texts of local packs, ``edition`` the YAML of the registry's edition,
    ``bare`` roles whose layer holds no row but those of the cases (others get one row where no parcel is, so that a
    layer is not empty by chance).
    """

    name: str
    cases: tuple[Case, ...]
    as_of: str = CODE_DAY
    steps: tuple[str, ...] = ()
    omit: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)
    covers: Mapping[str, Place] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = dataclasses.field(default_factory=dict)
    packs: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    edition: Optional[str] = "edition: whole\n  edition_date: 2018-01-01"
    bare: tuple[str, ...] = ()
    full: bool = False


def corner(k: int) -> tuple[float, float]:
    """South-west corner of the k-th case."""
    return EAST + PITCH * (k % COLUMNS), NORTH + PITCH * (k // COLUMNS)


def frame(rows: Sequence[Mapping[str, Any]], shapes: Sequence[Any], empty: Sequence[str]) -> gpd.GeoDataFrame:
    """Rows with the union of their columns; ``empty`` are the columns of a layer without rows."""
    table = pd.DataFrame(list(rows), columns=None if rows else list(empty))
    return gpd.GeoDataFrame(table.astype(object), geometry=gpd.GeoSeries(list(shapes), crs=CRS), crs=CRS)


FILLER: dict[str, Row] = {
    row.role: row
    for row in (
        plot(place=box(1_400, 1_400, 1_500, 1_500)),
        bar(place=box(1_400, 1_400, 1_500, 1_500)),
        survey(place=box(1_400, 1_400, 1_500, 1_500)),
        sample("5", place=spot(1_450, 1_450)),
        assessment(place=box(1_400, 1_400, 1_500, 1_500)),
        site(place=box(1_400, 1_400, 1_500, 1_500)),
        order("2018-01-01", place=box(1_400, 1_400, 1_500, 1_500)),
        farm("安全利用类", place=box(1_400, 1_400, 1_500, 1_500)),
        basic(place=box(1_400, 1_400, 1_500, 1_500)),
        zone(place=box(1_400, 1_400, 1_500, 1_500)),
        now("1101", place=box(1_400, 1_400, 1_500, 1_500)),
    )
}
"""A row of each role that no parcel is near."""

EMPTY = {
    "current_use": ["地类编码", "分类标准"],
    "registry": ["地块编码", "地块名称", "名录种类", "名录状态", "所处阶段"],
    "negative_list": ["禁止用途", "文号"],
    "survey_areas": ["调查编号", "调查结论", "评审结论", "评审日期"],
    "samples": ["样品编号", "污染物", "检测值", "单位"],
    "risk_assessments": ["评估编号", "评估结论"],
    "industrial_land": ["企业名称", "行业类别"],
    "ordered_surveys": ["通知编号", "责令日期"],
    "farmland": ["图斑编号", "土壤环境质量类别"],
    "basic_farmland": ["图斑编号"],
    "control_zones": ["管控区编号", "管控区名称"],
}
NUMBER = {
    "registry": "地块编码",
    "negative_list": "负面清单编号",
    "survey_areas": "调查编号",
    "samples": "样品编号",
    "risk_assessments": "评估编号",
    "industrial_land": "企业编号",
    "ordered_surveys": "通知编号",
    "farmland": "图斑编号",
    "basic_farmland": "图斑编号",
    "control_zones": "管控区编号",
    "current_use": "图斑编号",
}


def write(scene: Scene, folder: Path) -> list[str]:
    """Write the scene's files; returns the arguments of the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    parcels, squares = [], []
    layers: dict[str, tuple[list[Any], list[Any]]] = {role: ([], []) for role in SITE_ROLES}
    for k, one in enumerate(scene.cases):
        x, y = corner(k)
        parcels.append({"地块编号": one.name, "规划用地代码": one.use, **one.cells})
        squares.append(shapely.box(x, y, x + 100, y + 100))
        for n, row in enumerate(one.rows, 1):
            rows, shapes = layers[row.role]
            rows.append({NUMBER[row.role]: f"{one.name}-{n}", **row.cells})
            shapes.append(row.place(x, y) if row.place else None)
    frame(parcels, squares, []).to_file(folder / "规划地块.gpkg", engine="pyogrio")
    argv = [
        "--quiet",
        "review",
        "--parcels",
        str(folder / "规划地块.gpkg"),
        "--as-of",
        scene.as_of,
        "--out",
        str(folder / "结果.gpkg"),
    ]
    for role, (rows, shapes) in layers.items():
        if role in scene.omit:
            continue
        told = role in scene.covers or role in scene.unstated or role in scene.bare or role in scene.kinds
        if not (rows or told or scene.full) and role in MAY_BE_NONE:
            argv += ["--none", f"{role}={min('2018-01-01', scene.as_of)}"]
            continue
        if role not in scene.bare and not rows:
            rows.append({NUMBER[role]: "filler", **FILLER[role].cells})
            shapes.append(FILLER[role].place(EAST, NORTH))
        path = _layer(role, rows, shapes, scene.kinds.get(role, "gpkg"), folder)
        argv += [f"--{role.replace('_', '-')}", str(path)]
        if role in scene.covers:
            extent = folder / f"{role}-范围.gpkg"
            place = scene.covers[role]
            assert place is not None
            frame([{"名称": "范围"}], [place(EAST, NORTH)], []).to_file(extent, engine="pyogrio")
            argv += ["--covers", f"{role}={extent}"]
        elif role not in scene.unstated:
            argv += ["--covers", f"{role}=parcels"]
    for name, records in scene.tables.items():
        pd.DataFrame(list(records)).to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig")
        argv += [f"--{name}", str(folder / f"{name}.csv")]
    for k, text in enumerate(scene.packs):
        (folder / f"pack{k}.yaml").write_text(text, encoding="utf-8")
        argv += ["--rules", str(folder / f"pack{k}.yaml")]
    if scene.edition and "registry" not in scene.omit:
        (folder / "map.yaml").write_text(f"registry:\n  {scene.edition}\n", encoding="utf-8")
        argv += ["--map", str(folder / "map.yaml")]
    for step in scene.steps:
        argv += ["--step", step]
    return argv + list(scene.extra)


def _layer(role: str, rows: list[Any], shapes: list[Any], kind: str, folder: Path) -> Path:
    path = folder / f"{role}.{kind}"
    table = frame(rows, shapes, EMPTY[role])
    if kind == "gpkg":
        point = role == "samples"
        options = {} if any(s is not None for s in shapes) else {"geometry_type": "Point" if point else "Polygon"}
        table.to_file(path, engine="pyogrio", **options)
    elif kind == "csv":
        table.drop(columns="geometry").to_csv(path, index=False, encoding="utf-8-sig")
    else:
        table.drop(columns="geometry").to_excel(path, index=False)
    return path


@dataclasses.dataclass
class Result:
    """What a run gave."""

    code: int
    out: str
    err: str
    reviewed: pd.DataFrame
    findings: pd.DataFrame
    checks: pd.DataFrame
    run: pd.DataFrame

    def record(self, section: str, item: str) -> Any:
        """A value of the run record."""
        rows = self.run[(self.run["section"] == section) & (self.run["item"] == item)]
        assert len(rows) == 1, f"{section} {item}: {len(rows)} rows"
        return json.loads(rows["value"].iloc[0])


NOTHING = pd.DataFrame()


def read_result(code: int, out: str, err: str, path: Path) -> Result:
    """Read the output file back, with nothing of the program."""
    if code != 0:
        return Result(code, out, err, NOTHING, NOTHING, NOTHING, NOTHING)
    tables = [
        pyogrio.read_dataframe(path, layer=name, read_geometry=False)
        for name in ("parcels_reviewed", "findings", "checks", "run")
    ]
    return Result(code, out, err, *[t.astype(object).where(t.notna(), None) for t in tables])


# ------------------------------------------------------------------------------------------------ comparing

COLUMNS_OF = {"could": "could_be", "complete": "complete", "due_step": "due_step", "due_now": "due_now"}


def compare(one: Case, result: Result) -> list[str]:
    """Differences between what a case wants and what came out; empty when it holds.

    Wants: verdict, could, complete, due_step, due_now (a value, or a set of those that may be); only, has, lacks
    (rules); assumed (words that the column must hold, () for none); next (part of the next step); finding, findings,
    none (Finding that no row may hold); check, checks; unchecked (names that must not stand in ``checks``).
    """
    mine = result.reviewed[result.reviewed["parcel_id"] == one.name]
    if len(mine) != 1:
        return [f"{len(mine)} rows of the parcel"]
    row = mine.iloc[0]
    findings = result.findings[result.findings["parcel_id"] == one.name]
    checks = result.checks[result.checks["parcel_id"] == one.name]
    wants, out = dict(one.wants), []
    if not agrees(wants.pop("verdict", ANY), row["verdict"]):
        out.append(f"verdict {row['verdict']}")
    for word, column in COLUMNS_OF.items():
        got = bool(row[column]) if word in ("complete", "due_now") and row[column] is not None else row[column]
        if not agrees(wants.pop(word, ANY), got):
            out.append(f"{column} {got}")
    rules = set(filter(None, (row["rules"] or "").split(";")))
    if (only := wants.pop("only", None)) is not None and rules != only:
        out.append(f"rules {sorted(rules)}")
    out += [f"lacks rule {r}: {sorted(rules)}" for r in wants.pop("has", ()) if r not in rules]
    out += [f"has rule {r}" for r in wants.pop("lacks", ()) if r in rules]
    assumed = wants.pop("assumed", None)
    if assumed == () and row["assumed"]:
        out.append(f"assumed {row['assumed']}")
    out += [f"assumed {row['assumed']}, not {w}" for w in assumed or () if w not in str(row["assumed"])]
    if (step := wants.pop("next", None)) is not None and step not in str(row["next_step_zh"]):
        out.append(f"next step {row['next_step_zh']}")

    def told() -> Any:
        return findings[["rule", "verdict", "basis", "overlap_m2", "share", "citation", "message_zh"]].to_dict(
            "records"
        )

    for want in (*wants.pop("findings", ()), *filter(None, [wants.pop("finding", None)])):
        if not any(want.holds(r) for _, r in findings.iterrows()):
            out.append(f"no finding like {want}, there are {told()}")
    for want in wants.pop("none", ()):
        if any(want.holds(r) for _, r in findings.iterrows()):
            out.append(f"a finding like {want}: {told()}")
    for want in (*wants.pop("checks", ()), *filter(None, [wants.pop("check", None)])):
        if not any(want.holds(r) for _, r in checks.iterrows()):
            out.append(f"no check like {want}, there are {checks.to_dict('records')}")
    out += [f"check {n} stands in checks" for n in wants.pop("unchecked", ()) if n in set(checks["check"])]
    if (reason := wants.pop("reason", None)) is not None and reason not in str(row["reasons_zh"]):
        out.append(f"reasons {row['reasons_zh']}")
    assert not wants, f"unknown words {sorted(wants)}"
    return out + general(row, findings)


BANNED = ("无污染", "可以出让", "可以开工", "即未污染", "任意使用", "罚款")


def general(row: Any, findings: pd.DataFrame) -> list[str]:
    """What holds for every parcel: gravest finding, could_be graver than the verdict, nothing that must not be said."""
    out = []
    gravest = max((GRAVITY.index(v) for v in findings["verdict"]), default=-1)
    if gravest != GRAVITY.index(row["verdict"]):
        out.append(f"verdict {row['verdict']}, gravest finding {GRAVITY[gravest]}")
    if row["could_be"] is not None and GRAVITY.index(row["could_be"]) <= GRAVITY.index("clear"):
        out.append(f"could_be {row['could_be']}")
    text = f"{row['reasons_zh']}{row['next_step_zh']}"
    out += [f"says {word}" for word in BANNED if word in text]
    if row["verdict"] == "clear" and row["could_be"] is not None and GRAVITY.index(row["could_be"]) > 1:
        out.append("clear, but could be graver")
    return out

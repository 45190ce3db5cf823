"""Invented plans with everything that may lie on them, and polygons that a hand might draw there; all from one seed.

Unlike the plans of the tests by properties these stand on no grid: outlines cross themselves, lie a hair's breadth
beside each other, have no place, lie in another coordinate system or far away; columns are missing or unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

import numpy as np
import pandas as pd
import pyproj
import shapely
import shapely.affinity
from soilgate.plugin.core import rules
from soilgate.plugin.core.geometry import as_crs, to_crs
from soilgate.plugin.core.review import Options
from soilgate.plugin.core.tables import ROLES, UNREADABLE, UNTIL, RoleTable, Source
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role, Step

Tables = dict[Role, RoleTable]
METRIC, DEGREES, NEXT_ZONE = 4547, 4490, 4548
EAST, NORTH = 505_000.0, 3_380_000.0
SIZE = 400.0                                           # the plan, metres
EMPTY, NAN = shapely.Polygon(), float("nan")

_DAYS = (None, None, "2016-03-01", "2018-05-01", "2020-02-02", "2024-01-01", "2026-08-14", "2026-08-20", "2027-01-01")
_USES = ("070101", "0701", "070102", "R2", "A33", "0901", "080403", "0804", "1401", "1402", "G1", "1001", "100102", "M3",
         "1101", "1207", "0101", "0702", "R2/B1", "zzz", "16", None)
_PRESENT = ("0701", "0601", "05H1", "0101", "0103", "0401", "1004", "R2", "zzz", None)
_PROJECTS = (None, None, None, "化学原料和化学制品制造业", "食品制造业", "电镀", "土壤修复工程", "住宅小区", "某某", "无")
_FACILITIES = (None, None, None, "幼儿园", "宿舍", "无")
_COUNTIES = (None, "示例县", "示例县", "邻县")
_WORDS: Mapping[str, tuple[Any, ...]] = {
    "use_code": _PRESENT, "use_scheme": ("三调", None), "use_name": (None,),
    "list_kind": ("provincial_list", "provincial_list", "contaminated_plot_list", "suspected", "ordered_survey",
                  "unknown", None),
    "list_status": ("listed", "listed", "listed", "removed", None), "change_kind": (None,),
    "stage": ("survey", "risk_assessment", "remediation", "effect_assessment", "removed", None),
    "target_met": (True, False, None), "target_class": (1.0, 2.0, NAN), "left_undeveloped": (None, True, False),
    "not_treatable": (None, True, False), "use_limits": (None, "无", "不得作居住用地", "限制地下空间开发"),
    "aftercare": (None, "无", "定期监测"), "pollutants": (None, "砷、铅"),
    "barred_uses": ("居住用地", "R、A", "商业服务业用地", "全部用途", None, "按规定"),
    "condition": (None, "禁止准入", "专题论证", "完成修复后"),
    "phase": ("phase_1", "phase_2", "phase_2_detailed", None), "conclusion": ("within", "within", "exceeds", None),
    "review_result": ("passed", "passed", "passed", "failed", "pending", "passed_with_revision", None),
    "land_class": (1.0, 1.0, 2.0, NAN), "suspected": (None, True, False), "result": ("acceptable", "unacceptable", None),
    "industry": ("化学原料和化学制品制造业", "食品制造业", None, "某某行业"), "industry_code": (None, "2614"),
    "hazardous_waste": (True, False, None), "key_unit": (True, False, None),
    "category": ("priority_protection", "safe_use", "strict_control", None),
    "zone_kind": ("control_zone", "isolation_area", None), "document": (None, "示府〔2023〕9号"),
    "forbids": ("禁止一切建设", "居住用地", "种植食用农产品", None),
    "pollutant": ("砷", "砷", "铅", "六价铬", "总铬", "某某物", None), "value": (1.0, 19.0, 50.0, 100.0, 900.0, 5000.0, NAN),
    "unit": ("mg/kg", "mg/kg", "μg/kg", None), "below_detection": (False, False, True, None),
    "detection_limit": (0.1, 500.0, NAN), "depth_top_m": (0.0, 0.5, 3.0, NAN), "depth_bottom_m": (0.5, 6.0, NAN),
    "medium": (None, "soil"), "sample_type": (None,), "cas": (None,), "accuracy_m": (NAN, 0.5, 2.0, 15.0),
    "area_m2": (NAN, 400.0, 10_000.0), "county": _COUNTIES, "name": (None, "甲厂", "乙厂", "丙地块")}
_LEFT_OUT = {"x", "y", "longitude", "latitude", "city", "district_code", "address", "bounds_text", "industry_edition",
             "responsible_party", "issuer", "risk_level", "ordered_by", "review_no", "notice_on"}
SITE_ROLES = (Role.CURRENT_USE, Role.REGISTRY, Role.NEGATIVE_LIST, Role.SURVEY_AREAS, Role.SAMPLES,
              Role.RISK_ASSESSMENTS, Role.INDUSTRIAL_LAND, Role.ORDERED_SURVEYS, Role.FARMLAND, Role.BASIC_FARMLAND,
              Role.CONTROL_ZONES)
_AS_OF = ("2016-01-01", "2017-03-01", "2018-07-01", "2019-06-01", "2026-08-14", "2026-08-15", "2026-09-01", "2026-09-01")


class Hand:
    """Draws of one seed; ``middles`` are places around which to draw, else everywhere in the invented plan."""

    def __init__(self, seed: int, middles: Sequence[tuple[float, float]] = ()) -> None:
        self.rng = np.random.default_rng(seed)
        self.middles = middles

    def one(self, of: Any) -> Any:
        """One of some."""
        return of[self.rng.integers(len(of))]

    def chance(self, p: float) -> bool:
        """True with this probability."""
        return bool(self.rng.random() < p)

    def between(self, low: float, high: float) -> float:
        """A number."""
        return float(self.rng.uniform(low, high))

    # ------------------------------------------------------------------------------------------- shapes

    def spot(self) -> tuple[float, float]:
        """A place in the plan or a little beside it."""
        if len(self.middles):
            x, y = self.one(self.middles)
            return float(x + self.rng.normal(0, 40)), float(y + self.rng.normal(0, 40))
        return EAST + self.between(-60, SIZE + 60), NORTH + self.between(-60, SIZE + 60)

    def rectangle(self) -> Any:
        """On whole metres, as a plan is drawn."""
        x, y = (round(v) for v in self.spot())
        return shapely.box(x, y, x + self.rng.integers(2, 150), y + self.rng.integers(2, 150))

    def ring(self) -> Any:
        """Corners around a middle, in their order or not: one of those out of order crosses itself."""
        n = self.rng.integers(3, 9)
        angles = np.sort(self.rng.random(n)) * 2 * np.pi
        if self.chance(0.3):
            self.rng.shuffle(angles)
        x, y = self.spot()
        far = self.one([3.0, 30.0, 90.0])
        return shapely.Polygon(np.c_[np.cos(angles), np.sin(angles)] * far * self.rng.uniform(0.3, 1.2, (n, 1)) + [x, y])

    def bow(self) -> Any:
        """A bow tie."""
        x, y = self.spot()
        r = self.between(2, 60)
        return shapely.Polygon([(x - r, y - r), (x + r, y + r), (x + r, y - r), (x - r, y + r)])

    def holed(self) -> Any:
        """A square with a hole, now and then one that leaves its shell."""
        x, y = self.spot()
        r, at = self.between(20, 100), self.one([0.0, 0.0, 1.4])
        hole = shapely.box(x + at * r - r / 2, y - r / 2, x + at * r + r / 2, y + r / 2)
        return shapely.Polygon(shapely.box(x - r, y - r, x + r, y + r).exterior.coords, [hole.exterior.coords])

    def several(self) -> Any:
        """A multipolygon, whose parts may lie over each other."""
        return shapely.MultiPolygon([self.rectangle() for _ in range(self.rng.integers(2, 4))])

    def strip(self) -> Any:
        """Long and thin."""
        x, y = self.spot()
        return shapely.affinity.rotate(shapely.box(x, y, x + self.between(20, 300), y + self.one([0.05, 0.3, 0.7, 3.0])),
                                       self.one([0, 0, 90, 33]))

    def beside(self, others: list[Any]) -> Any:
        """A neighbour of another outline: touching, overlapping by a hair, or as far as a rule asks."""
        if not others:
            return self.rectangle()
        west, south, east, north = self.one(others).bounds
        by = self.one([0.0, -0.2, -0.49, -0.5, -0.51, -0.8, -3.0, 0.3, 1.0, 49.9, 50.0, 50.1, 499.9, 500.1])
        width = self.between(0.2, 80)
        if self.chance(0.5):
            return shapely.box(east + by, south - self.one([0, 10]), east + by + width, north)
        return shapely.box(west, north + by, east + self.one([0, 10]), north + by + width)

    def curved(self) -> Any:
        """Many corners."""
        return shapely.Point(self.spot()).buffer(self.between(1, 120), quad_segs=int(self.one([2, 16, 60])))

    def shape(self, others: list[Any]) -> Any:
        """Any polygon."""
        makers: list[Callable[[], Any]] = [self.rectangle, self.rectangle, self.rectangle, self.ring, self.bow, self.holed,
                                           self.several, self.strip, self.curved, lambda: self.beside(others)]
        made = self.one(makers)()
        if self.chance(0.1) and others:
            return self.one(others)
        return made

    def place(self, others: list[Any]) -> Any:
        """Where an entry of a layer lies: a polygon, or what stands in files instead of one."""
        pick = self.rng.random()
        if pick < 0.08:
            return None
        if pick < 0.11:
            return EMPTY
        if pick < 0.16:
            return shapely.Point(self.spot())
        if pick < 0.18:
            return shapely.LineString([self.spot(), self.spot()])
        if pick < 0.20:
            return shapely.affinity.translate(self.rectangle(), 3_000.0)
        return self.shape(others)

    # ------------------------------------------------------------------------------------------- tables

    def cell(self, name: str, kind: str) -> Any:
        """A value of a column."""
        if kind == "date":
            return self.one(_DAYS)
        return self.one(_WORDS.get(name, (None,)))

    def table(self, role: Role, count: int, shapes: list[Any], crs: Any) -> RoleTable:
        """Rows of a role; some columns are not there, some cells could not be read."""
        columns: dict[str, Any] = {"source_row": np.arange(1, count + 1)}
        for column in ROLES[role]:
            if column.name in _LEFT_OUT or (self.chance(0.12) and column.name not in ("entry_id", "zone_id")):
                continue
            if column.name.endswith("_id") or column.name == "plot_ids":
                values = [self.one([f"DK-0000{self.rng.integers(4)}", f"{str(role)[:3]}-{k:05}", None]) for k in range(count)]
            elif column.name in ("area_m2", "accuracy_m", "county") and self.chance(0.6):
                continue
            else:
                values = [self.cell(column.name, column.type) for _ in range(count)]
            columns[column.name] = _typed(values, column.type)
            if column.name in _WORDS and self.chance(0.06) and count:
                lost = self.rng.random(count) < 0.4
                columns[column.name] = _typed([None if out else v for v, out in zip(values, lost)], column.type)
                columns[column.name + UNREADABLE] = lost
            elif column.type == "date" and self.chance(0.1) and count:
                columns[column.name + UNTIL] = columns[column.name] + pd.Timedelta(days=30)
        frame = pd.DataFrame(columns)
        geometry = np.empty(count, object)
        geometry[:] = shapes
        source = Source(
            path=f"{role}.gpkg", rows=count, edition=self.one([EditionKind.WHOLE] * 6 + [EditionKind.CHANGES, None]),
            edition_date=_day(self.one(["2018-01-01", "2026-08-01", "2026-12-01", None])),
            list_kind=self.one([ListKind.PROVINCIAL_LIST, None]))
        return RoleTable(role, frame, *_in_crs(geometry, crs), source)

    def attributes(self) -> dict[str, Any]:
        """What is said of a parcel."""
        told = {"use_code": self.one(_USES), "current_use_code": self.one(_PRESENT) if self.chance(0.5) else None,
                "facilities": self.one(_FACILITIES), "project_industry": self.one(_PROJECTS),
                "county": self.one(_COUNTIES)}
        for name in ("use_changed_on", "applied_on", "approved_on", "decided_on", "works_begun_on"):
            told[name] = _day(self.one(_DAYS)) if self.chance(0.3) else pd.NaT
        return told

    def parcels(self, shapes: list[Any], crs: Any, lacking: tuple[str, ...]) -> RoleTable:
        """A plan of these outlines."""
        rows = [{"parcel_id": f"P{k}", **self.attributes()} for k in range(len(shapes))]
        return parcels(rows, shapes, crs, lacking)

    # ------------------------------------------------------------------------------------------- what people say

    def evidence(self, tables: Tables) -> RoleTable:
        """Statements about roles and parcels, most of them whole."""
        rows = []
        for _ in range(self.rng.integers(2, 12)):
            role = self.one([r for r in tables if r is not Role.PARCELS] + [Role.REGISTRY, Role.NEGATIVE_LIST])
            ids = _ids(tables[role]) if role in tables else []
            day = self.one(_DAYS) if self.chance(0.3) else "2016-01-01"
            rows.append({"role": str(role), "subject_id": self.one([*ids, None]),
                         "parcel_id": self.one([None, "P0", "P1", "D0", "D0", "D1", "D2", "D3"]),
                         "statement": self.one(["none_here", "not_listed", "outside", "outside", "exception", None]),
                         "holder": None if self.chance(0.1) else "示例局", "document": None if self.chance(0.1) else "函1",
                         "date": day, "person": None if self.chance(0.1) else "某"})
        return _told(Role.EVIDENCE, rows)

    def located(self, tables: Tables) -> Optional[RoleTable]:
        """Places that people gave to entries without one."""
        rows, shapes = [], []
        for role, table in tables.items():
            for entry in _ids(table) if role is not Role.PARCELS else ():
                if self.chance(0.3):
                    word = self.one(["drawn", "point_radius", "outside", "inquired", None])
                    shapes.append(self.shape([]) if word == "drawn" else shapely.Point(self.spot()))
                    rows.append({"role": str(role), "entry_id": entry, "settlement": word, "person": self.one(["某", None]),
                                 "radius_m": self.one([20.0, 100.0, NAN]), "date": self.one(_DAYS), "document": None})
        return _told(Role.LOCATED, rows, shapes) if rows else None


def parcels(rows: list[dict[str, Any]], shapes: list[Any], crs: Any, lacking: tuple[str, ...] = ()) -> RoleTable:
    """A table of parcels without the columns ``lacking``; outlines are in metres, the table in ``crs``."""
    types = {column.name: column.type for column in ROLES[Role.PARCELS]}
    names = [name for name in rows[0] if name not in lacking]
    frame = pd.DataFrame({"source_row": np.arange(1, len(rows) + 1),
                          **{name: _typed([row[name] for row in rows], types[name]) for name in names}})
    geometry = np.empty(len(shapes), object)
    geometry[:] = shapes
    return RoleTable(Role.PARCELS, frame, *_in_crs(geometry, crs), Source(path="parcels.gpkg", rows=len(rows)))


def _typed(values: list[Any], kind: str) -> Any:
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype=object))
    if kind in ("number", "class"):
        return np.array([NAN if v is None else v for v in values], float)
    out = np.empty(len(values), object)
    out[:] = [None if v != v else v for v in values]
    return out


def _day(text: Optional[str]) -> Any:
    return pd.NaT if text is None else pd.Timestamp(text)


def _in_crs(shapes: Any, crs: Any) -> tuple[Any, pyproj.CRS]:
    return (shapes if crs == METRIC else to_crs(shapes, METRIC, crs)), as_crs(crs)


def _ids(table: RoleTable) -> list[Any]:
    name = next((c for c in table.frame if c.endswith("_id")), None)
    return [] if name is None else [x for x in table.frame[name] if x is not None]


def _told(role: Role, rows: list[dict[str, Any]], shapes: Optional[list[Any]] = None) -> RoleTable:
    types = {column.name: column.type for column in ROLES[role]}
    frame = pd.DataFrame({name: _typed([row[name] for row in rows], types[name]) for name in rows[0]})
    geometry = None
    if shapes is not None:
        geometry = np.empty(len(shapes), object)
        geometry[:] = shapes
    return RoleTable(role, frame, geometry, None if shapes is None else as_crs(METRIC), Source(path=f"{role}.csv"))


class Scene:
    """A plan, its layers, what a person decided, and polygons drawn there with what is said of them."""

    def __init__(self, seed: int, book: rules.Rulebook, drawn: int = 4) -> None:
        hand = Hand(seed)
        self.crs = hand.one([METRIC, METRIC, METRIC, DEGREES])
        outlines: list[Any] = [hand.shape([]) for _ in range(hand.rng.integers(1, 6))]
        known = list(outlines)
        self.lacking = tuple(name for name in ("county", "current_use_code", "facilities", "project_industry", "works_begun_on",
                                               "applied_on", "decided_on", "approved_on") if hand.chance(0.25))
        if hand.chance(0.1):
            outlines.append(None)
        self.outlines = outlines
        plan = hand.parcels(outlines, self.crs, self.lacking)
        self.tables: Tables = {Role.PARCELS: plan}
        sparse = hand.one([0.25, 0.6, 0.9])
        for role in SITE_ROLES:
            if hand.chance(sparse):
                count = int(hand.one([0, 1, 2, 3, 5]))
                if role is Role.SAMPLES:
                    shapes = [shapely.Point(hand.spot()) for _ in range(count * 4)]
                    shapes += [shapely.Point(hand.one(known).exterior.coords[0]) for _ in range(count)
                               if known[0].geom_type == "Polygon" and all(k.geom_type == "Polygon" for k in known)]
                else:
                    shapes = [hand.place(known) for _ in range(count)]
                crs = hand.one([METRIC, METRIC, METRIC, DEGREES, NEXT_ZONE])
                self.tables[role] = hand.table(role, len(shapes), shapes, crs)
                known += [s for s in shapes if s is not None and s.geom_type in ("Polygon", "MultiPolygon") and not s.is_empty]
        if hand.chance(0.4):
            located = hand.located(self.tables)
            if located is not None:
                self.tables[Role.LOCATED] = located
        if hand.chance(0.4):
            self.tables[Role.EVIDENCE] = hand.evidence(self.tables)
        covers: dict[Role, Any] = {}
        for role in self.tables:
            if role in SITE_ROLES and hand.chance(0.7):
                if hand.chance(0.75):
                    covers[role] = "parcels"
                else:
                    crs = hand.one([METRIC, DEGREES])
                    shapes_ = np.empty(2, object)
                    shapes_[:] = [hand.shape(known), shapely.box(EAST - 50, NORTH - 50, EAST + hand.between(50, 500), NORTH + 500)]
                    covers[role] = _in_crs(shapes_, crs)
        none = {role: hand.one([True, pd.Timestamp("2018-01-01"), pd.Timestamp("2026-08-01")])
                for role in SITE_ROLES if role not in self.tables and hand.chance(0.6)}
        steps = tuple(dict.fromkeys(hand.one(list(Step)) for _ in range(hand.one([1, 1, 2]))))
        self.options = Options(
            pd.Timestamp(hand.one(_AS_OF)), book, steps, covers, none, hand.one([0.5, 0.5, 0.1, 1.0]),
            use_scheme=hand.one([None, None, None, "用地用海分类"]))
        self.dragged = [shapely.affinity.translate(hand.shape(known), *hand.rng.normal(0, 2, 2)) for _ in range(3)]
        self.drawn = [hand.shape(known) for _ in range(drawn)]
        if hand.chance(0.15):
            self.drawn[0] = shapely.affinity.translate(self.drawn[0], hand.one([2_000.0, 70_000.0]), 0)
        if hand.chance(0.15):                      # begun, or clicked in a line
            x, y = hand.spot()
            self.drawn[1] = hand.one([None, EMPTY, shapely.Polygon([(x, y), (x + 9, y), (x + 4, y), (x, y)]),
                                      shapely.Polygon([(x, y), (x, y), (x, y), (x, y)]), shapely.LineString([(x, y), (x + 9, y)])])
        if hand.chance(0.1):
            self.drawn[-1] = shapely.box(EAST - 5_000, NORTH - 5_000, EAST + 5_000, NORTH + 5_000)
        # The county of the plan holds for the polygon too: where another is named, entries of that county count.
        counties = plan.column("county").to_list()
        self.said = [{"parcel_id": f"D{k}", **hand.attributes(), "county": hand.one(counties)} for k in range(drawn)]

    def in_plan(self, shape: Any) -> Any:
        """A polygon in the CRS of the plan."""
        return _in_crs(np.array([shape], object), self.crs)[0][0]

    def with_rows(self, said: list[dict[str, Any]], shapes: list[Any]) -> Tables:
        """The tables with polygons as rows of the plan, behind the others."""
        plan = self.tables[Role.PARCELS]
        rows = parcels(said, shapes, self.crs, self.lacking)
        frame = pd.concat([plan.frame, rows.frame], ignore_index=True)
        frame["source_row"] = np.arange(1, len(frame) + 1)
        whole = RoleTable(Role.PARCELS, frame, np.concatenate([plan.geometry, rows.geometry]), plan.crs, plan.source)
        return {**self.tables, Role.PARCELS: whole}

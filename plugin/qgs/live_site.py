"""The site data of the session as ``core.live`` takes them, read from layers in a task; features of layers as it asks.

What a holder states of "the whole plan" holds for the plan as it is: the hull of its parcels. A polygon drawn outside
of it is vouched for by nobody.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer

from .. import jobs
from ..core.geometry import to_crs
from ..core.live import LiveSite
from ..core.progress import Part, Progress, checkpoint
from ..core.review import SITE_ROLES, Options
from ..core.tables import RoleTable
from ..core.vocabulary import Role, Step
from ..io import located, mapping, statements
from . import i18n, layers, use_cases
from .settings import Settings

ROLES = (Role.PARCELS, *SITE_ROLES, Role.EVIDENCE, Role.LOCATED)
"""Roles that a live check reads."""
Covers = dict[Role, Any]


def crs_of(crs: QgsCoordinateReferenceSystem) -> Any:
    """A CRS as the core has it; None where there is none: a map without CRS has the coordinates of its layers."""
    return _crs(crs.authid() or crs.toWkt()) if crs.isValid() else None


@lru_cache(maxsize=32)
def _crs(text: str) -> pyproj.CRS:
    return pyproj.CRS.from_user_input(text)


@lru_cache(maxsize=32)
def qgis_crs(crs: Any) -> QgsCoordinateReferenceSystem:
    """A CRS of the core as QGIS has it."""
    authority = crs.to_authority()
    found = QgsCoordinateReferenceSystem(":".join(authority)) if authority else QgsCoordinateReferenceSystem()
    return found if found.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def shape_of(geometry: QgsGeometry) -> Any:
    """A geometry as the core has it: flat, curves as segments; None where there is none."""
    if geometry.isNull() or geometry.isEmpty():
        return None
    return shapely.force_2d(shapely.from_wkb(layers.flat_wkb(geometry)))


def geometry_of(shape: Any) -> QgsGeometry:
    """A shape of the core as QGIS has it."""
    geometry = QgsGeometry()
    if shape is not None:
        geometry.fromWkb(shapely.to_wkb(shape))
    return geometry


def plan_covers(answers: Mapping[Role, str], tables: Mapping[Role, RoleTable]) -> Covers:
    """What holders say of their layers, where the polygon looked at need not lie in the plan.

    "yes" is said of the plan: it holds for the hull of its parcels. Without a plan it is said of what is looked at.
    """
    covers: Covers = dict(use_cases.stated_covers(answers, tables))
    plan = tables.get(Role.PARCELS)
    hull = None if plan is None or plan.geometry is None else hull_of(plan.geometry)
    if hull is not None and plan is not None:
        for role, told in covers.items():
            if told == "parcels":
                covers[role] = (hull, plan.crs)
    return covers


def hull_of(shapes: npt.NDArray[np.object_]) -> Optional[npt.NDArray[np.object_]]:
    """The convex hull of shapes, as an array of one; None where they have no area."""
    corners = shapely.get_coordinates(shapes)
    corners = corners[np.isfinite(corners).all(axis=1)]
    if len(corners) < 3:
        return None
    hull = shapely.convex_hull(shapely.multipoints(corners))
    return np.array([hull], object) if hull.area > 0 else None


@dataclasses.dataclass(frozen=True)
class Site:
    """The site that was made ready, and what a person must know of it."""

    live: LiveSite
    given: frozenset[Role]           # roles that there is a table or a statement for
    covers: Mapping[Role, str]
    use_codes: Sequence[str]         # proposed uses of the plan, the most frequent first
    seconds: float


@dataclasses.dataclass
class SiteRequest:
    """Ready to run in a task; ``cache`` maps a role to (key, table) and is filled on the way.

    ``crs`` is for answers where there is no plan.
    """

    given: Mapping[Role, use_cases.Given]
    keys: Mapping[Role, object]
    cache: dict[Role, tuple[object, RoleTable]]
    covers: Mapping[Role, str]
    none: Mapping[Role, Optional[datetime.date]]
    as_of: datetime.date
    steps: tuple[Step, ...]
    settings: Settings
    answers: Sequence[located.Answer]
    crs: Any
    stated: Sequence[statements.Stated] = ()       # what offices state of parcels, entered in the window

    def tables(self, progress: Progress) -> dict[Role, RoleTable]:
        """All tables, those that did not change from the cache (any thread)."""
        tables: dict[Role, RoleTable] = {}
        for k, (role, one) in enumerate(self.given.items()):
            checkpoint(progress, k / len(self.given))
            kept = self.cache.get(role)
            if kept is None or self.keys[role] is None or kept[0] != self.keys[role]:
                part = Part(progress, k / len(self.given), (k + 1) / len(self.given))
                kept = (self.keys[role], one.table(part))
                self.cache[role] = kept
            tables[role] = kept[1]
        plan = tables.get(Role.PARCELS)
        if plan is not None:
            jobs.place_tables(tables, {})
        settled = located.merged(tables.get(Role.LOCATED), self.answers, plan.crs if plan is not None else self.crs)
        if settled is not None:
            tables[Role.LOCATED] = settled
        told = statements.merged(tables.get(Role.EVIDENCE), self.stated)
        if told is not None:
            tables[Role.EVIDENCE] = told
        return tables

    def options(self, tables: Mapping[Role, RoleTable]) -> Options:
        """What the review is asked, as a review of the plan would be."""
        return Options(
            pd.Timestamp(self.as_of), jobs.load_rules(self.settings.packs(), house=self.settings.house()), self.steps,
            plan_covers(self.covers, tables),
            {role: pd.Timestamp(day) if day else True for role, day in self.none.items()},
            self.settings.tolerance_m)

    def run(self, progress: Progress) -> Site:
        """Read what is new, repair, place and index it (any thread)."""
        start = datetime.datetime.now()
        tables = self.tables(Part(progress, 0.0, 0.5))
        live = LiveSite(tables, self.options(tables), crs=self.crs, languages=(i18n.language(),),
                        progress=Part(progress, 0.5, 1.0))
        plan = tables.get(Role.PARCELS)
        codes = [] if plan is None else plan.column("use_code").dropna().astype(str).value_counts().index.tolist()
        return Site(live, frozenset({*tables, *self.none}), self.covers, codes,
                    (datetime.datetime.now() - start).total_seconds())


def attributes_of(layer: QgsVectorLayer, fid: int, choice: use_cases.Choice) -> tuple[dict[str, Any], Any]:
    """A feature of the plan, edit buffer included, as the readers read it: canonical columns, and its shape.

    Raises
    ------
    InputError
        Its columns cannot be told.
    """
    snapshot = dataclasses.replace(layers.snapshot(layer), ids=(fid,), count=1)
    raw = layers.raw_of_layer(snapshot)
    table = mapping.normalise(raw, Role.PARCELS, use_cases.field_map(choice), needs=False)
    if not len(table.frame):
        return {}, None
    shape = None if raw.geometry is None else raw.geometry[0]
    columns = {str(name): (None if pd.isna(value) else value) for name, value in table.frame.iloc[0].items()}
    return columns, shape


def shape_in(shape: Any, source: Any, target: Any) -> Any:
    """A shape in another CRS."""
    return to_crs(np.array([shape], object), source, target)[0]

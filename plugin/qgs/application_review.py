"""The review of an application: its parcels by the batch, beside the site data and the plan of the session."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.core import QgsVectorLayer

from .. import jobs
from ..core.progress import Part, Progress
from ..core.tables import RoleTable
from ..core.vocabulary import Role, Step
from ..io import applications, mapping, read, statements
from ..io.applications import Application, Parcel
from . import layers, live_site, result_tables, use_cases


@dataclasses.dataclass
class ApplicationRequest:
    """Ready to run in a task; ``workspace`` is where the application is kept too."""

    site: live_site.SiteRequest
    application: Application
    out: Path
    workspace: Optional[str] = None
    stated: Sequence[statements.Stated] = ()       # what offices state of its own parcels
    kept: str = ""                                 # state of its rows in the workspace, once written

    def run(self, progress: Progress) -> result_tables.ResultTables:
        """Read, review, write (any thread)."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        if self.workspace:                       # first: what somebody else has changed is said before the work
            self.kept = applications.keep(self.workspace, self.application)
        site = self.site
        tables = site.tables(Part(progress, 0.0, 0.2))
        plan = tables.get(Role.PARCELS)
        own = applications.table_of(self.application, None if plan is None else plan.crs)
        if plan is not None:
            own = in_county_of(own, plan)
        told = statements.merged(statements.same_ground(tables.pop(Role.EVIDENCE, None), own, plan), self.stated)
        if told is not None and len(told.frame):
            tables[Role.EVIDENCE] = told
        covers = live_site.plan_covers(site.covers, tables)
        outcome = jobs.review(jobs.ReviewRequest(
            inputs={**tables, Role.PARCELS: own}, as_of=site.as_of,
            steps=tuple(Step(step) for step in self.application.steps), packs=site.settings.packs(), covers=covers,
            none=dict(site.none), tolerance_m=site.settings.tolerance_m, house=site.settings.house(),
            beside=no_plan(own) if plan is None else plan, out=self.out), Part(progress, 0.2, 1.0))
        return result_tables.of_outcome(outcome.tables, self.out)


def in_county_of(own: RoleTable, plan: RoleTable) -> RoleTable:
    """An application whose parcels lie inside a plan of one county lies in that county, where it says none itself."""
    hull = None if plan.geometry is None else live_site.hull_of(plan.geometry)
    if hull is None or not all(shape is None or hull[0].buffer(1e-6).covers(shape) for shape in own.geometry):
        return own
    frame = own.frame.copy()
    for name in ("district_code", "county", "city"):
        told = plan.column(name)
        if name not in frame and not told.isna().any() and told.nunique() == 1:
            frame[name] = told.iat[0]
    return dataclasses.replace(own, frame=frame)


def no_plan(own: RoleTable) -> RoleTable:
    """What lies beside an application where there is no plan."""
    return RoleTable(Role.PARCELS, pd.DataFrame(), np.zeros(0, object), own.crs)


def parcels_of_file(path: Path, crs: Optional[str] = None) -> tuple[list[Parcel], list[dict[str, Any]]]:
    """Parcels of a boundary text, a vector file or a drawing, and what was noted while reading.

    Parameters
    ----------
    crs : decided by a person

    Raises
    ------
    InputError
        ``crs_missing`` and the others of ``read.read_role``.
    """
    raw = read.read_raw(Role.PARCELS, path, crs=crs)
    table = read.table_of_raw(raw, Role.PARCELS, crs=crs, needs=False)
    return applications.parcels_of(table, path.name), table.source.notes


def parcels_of_selection(layer: QgsVectorLayer, choice: Optional[use_cases.Choice]) -> list[Parcel]:
    """The selected parcels of a layer; ``choice`` is what was said of its columns where it is the plan (GUI thread)."""
    raw = layers.raw_of_layer(layers.snapshot(layer, selected_only=True))
    table = mapping.normalise(raw, Role.PARCELS, None if choice is None else use_cases.field_map(choice), needs=False)
    return applications.parcels_of(table, layer.name())

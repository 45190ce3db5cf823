"""What the data page tells before a run: entries to settle and the forecast, read from layers in a task."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import pandas as pd
import pyproj
from qgis.core import QgsVectorLayer

from .. import jobs
from ..core import forecast, settle
from ..core.progress import Part, Progress, checkpoint
from ..core.tables import RoleTable
from ..core.vocabulary import Role, Step
from ..io import located, statements
from . import use_cases
from .settings import Settings
from .worker import Worker, WorkerMissing


def crs_of(layer: QgsVectorLayer) -> Any:
    """The CRS of a layer as the core has it."""
    return pyproj.CRS.from_user_input(layer.crs().authid() or layer.crs().toWkt())


@dataclasses.dataclass(frozen=True)
class Outlook:
    """Entries without polygon (``settle.COLUMNS``), polygons they may borrow, and the forecast of the next run."""

    entries: pd.DataFrame
    lenders: Sequence[settle.Lender]
    forecast: Optional[forecast.Forecast]
    crs: Any                                 # of the plan, None without one


@dataclasses.dataclass
class OutlookRequest:
    """Ready to run in a task; ``cache`` maps a role to (key, table) and is filled on the way."""

    given: Mapping[Role, use_cases.Given]
    keys: Mapping[Role, object]
    cache: dict[Role, tuple[object, RoleTable]]
    covers: Mapping[Role, str]
    none: Mapping[Role, Optional[datetime.date]]
    as_of: datetime.date
    steps: tuple[Step, ...]
    settings: Settings
    answers: Sequence[located.Answer]
    stated: Sequence[statements.Stated] = ()

    def run(self, progress: Progress, worker: Optional[Worker] = None) -> Outlook:
        """Read what is new, and look (any thread); many rows in a process of its own, which keeps them."""
        if worker is not None and use_cases.are_many(self.given):
            with contextlib.suppress(WorkerMissing), tempfile.TemporaryDirectory(prefix="soilgate-") as folder:
                request = dataclasses.replace(self, cache={},
                                              given=use_cases.packed(self.given, Path(folder), progress))
                found: Outlook = worker.call("plugin.qgs.outlook:look_there", request, progress=progress)
                return found
        return self.run_here(progress)

    def run_here(self, progress: Progress) -> Outlook:
        """Read what is new, and look, in this process."""
        tables: dict[Role, RoleTable] = {}
        for k, (role, one) in enumerate(self.given.items()):
            checkpoint(progress, 0.8 * k / len(self.given))
            kept = self.cache.get(role)
            if kept is None or self.keys[role] is None or kept[0] != self.keys[role]:
                kept = (self.keys[role], one.table(Part(progress, 0.8 * k / len(self.given),
                                                        0.8 * (k + 1) / len(self.given))))
                self.cache[role] = kept
            tables[role] = kept[1]
        parcels = tables.get(Role.PARCELS)
        crs = parcels.crs if parcels is not None else None
        if crs is not None:
            jobs.place_tables(tables, {})
            more = located.merged(tables.get(Role.LOCATED), self.answers, crs)
            if more is not None:
                tables[Role.LOCATED] = more
        told_of = statements.merged(tables.get(Role.EVIDENCE), self.stated)
        if told_of is not None:
            tables[Role.EVIDENCE] = told_of
        book = jobs.load_rules(self.settings.packs(), house=self.settings.house())
        day = pd.Timestamp(self.as_of)
        places = settle.placed(tables, as_of=day, safety=book.settings["circle_safety_factor"],
                               radius_m=book.settings["circle_radius_m"])
        checkpoint(progress, 0.9)
        told = None
        if crs is not None:
            told = forecast.forecast(tables, places, book, steps=self.steps, as_of=day,
                                     covers=use_cases.stated_covers(self.covers, tables), none={
                                         role: pd.Timestamp(at) if at else True for role, at in self.none.items()})
        return Outlook(settle.entries(tables, places), settle.lenders(tables), told, crs)


_read: dict[Role, tuple[object, RoleTable]] = {}         # of the other process: tables that were read


def look_there(request: OutlookRequest, progress: Progress) -> Outlook:
    """Look in the process of a ``Worker``."""
    request.cache = _read
    return request.run_here(progress)

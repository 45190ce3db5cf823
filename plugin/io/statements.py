"""Statements of offices that settle what is unknown, entered in the window: table of role ``evidence``, its file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.tables import ROLES, RoleTable, Source
from ..core.vocabulary import Role, Statement
from .whole import whole_file

FILE = "evidence.csv"
LAYER = "evidence"
_TEXTS = ("subject_id", "parcel_id", "holder", "document", "person")


@dataclasses.dataclass(frozen=True)
class Stated:
    """What an office states of a parcel: nothing of a role lies in it, an entry lies outside it, an exception holds.

    Without a parcel it is about the subject alone: a plot of the registry that owes no control zone.
    """

    role: str
    statement: str
    parcel_id: str
    subject_id: str = ""
    holder: str = ""
    document: str = ""
    date: str = ""                     # ISO day
    person: str = ""                   # who entered it
    application: str = ""              # whose parcel it is; "" for the plan: applications number theirs 1, 2 again
    ended_on: str = ""                 # ISO day of the word that took it back or replaced it; "" while it holds
    ended_by: str = ""

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What the statement is about; the last word on it counts."""
        return (self.role, self.statement, self.parcel_id, self.subject_id)

    @classmethod
    def of(cls, told: dict[str, Any]) -> Optional[Stated]:
        """From what a project keeps; None where it is not a whole statement."""
        known = {f.name for f in dataclasses.fields(cls)}
        try:
            stated = cls(**{k: str(v) for k, v in told.items() if k in known})
            Role(stated.role)
            Statement(stated.statement)
            pd.Timestamp(stated.date)
        except (TypeError, ValueError):
            return None
        return stated if (stated.parcel_id or stated.subject_id) and stated.document and stated.date else None


def table_of(stated: Iterable[Stated], path: str = FILE) -> RoleTable:
    """Statements as a normalised table; ``path``: what the run record calls their source."""
    kept = list(stated)
    frame = pd.DataFrame({name: pd.Series([getattr(s, name) or None for s in kept], dtype=object) for name in _TEXTS})
    frame["role"] = [Role(s.role) for s in kept]
    frame["statement"] = [Statement(s.statement) for s in kept]
    frame["date"] = pd.to_datetime(pd.Series([s.date or None for s in kept], dtype=object))
    frame["source_row"] = np.arange(1, len(kept) + 1)
    said = json.dumps([{k: v for k, v in dataclasses.asdict(s).items() if not k.startswith("ended")} for s in kept],
                      ensure_ascii=False, sort_keys=True)
    source = Source(path=path, layer=LAYER, sha256=hashlib.sha256(said.encode()).hexdigest(), rows=len(kept))
    return RoleTable(Role.EVIDENCE, frame, None, None, source)


def merged(table: Optional[RoleTable], stated: Iterable[Stated]) -> Optional[RoleTable]:
    """The table of a layer, or None, with the statements entered in the window below it."""
    kept = list(stated)
    if not kept:
        return table
    new = table_of(kept)
    if table is None:
        return new
    names = [c.name for c in ROLES[Role.EVIDENCE] if c.name in table.frame or c.name in new.frame]
    frame = pd.concat([pd.DataFrame({c: t.column(c) for c in names}) for t in (table, new)], ignore_index=True)
    frame["source_row"] = np.arange(1, len(frame) + 1)
    for name in table.frame.columns:
        if name not in frame:                    # a cell that could not be read, a month for a day: stays said
            unset: Any = False if table.frame[name].dtype == bool else pd.NaT
            frame[name] = [*table.frame[name], *([unset] * len(kept))]
    geometry = None if table.geometry is None else np.concatenate(
        [table.geometry, np.full(len(kept), None, object)])
    source = dataclasses.replace(
        table.source, rows=len(frame),
        sha256=hashlib.sha256((table.source.sha256 + new.source.sha256).encode()).hexdigest())
    return RoleTable(Role.EVIDENCE, frame, geometry, table.crs, source)


def same_ground(evidence: Optional[RoleTable], own: RoleTable, plan: Optional[RoleTable]) -> Optional[RoleTable]:
    """Evidence as it holds for an application: of parcels by number, only where that parcel of the plan holds it.

    Applications number their parcels anew; a word on the plan's parcel 1 says nothing of theirs elsewhere.
    """
    if evidence is None:
        return None
    told = evidence.column("parcel_id")
    same: set[str] = set()
    if plan is not None and plan.geometry is not None and own.geometry is not None:
        ground: dict[str, list[Any]] = {}
        for name, shape in zip(plan.column("parcel_id").astype(str), plan.geometry):
            ground.setdefault(name, []).append(shape)
        for name, shape in zip(own.column("parcel_id").astype(str), own.geometry):
            around = [x for x in ground.get(name, ()) if x is not None]
            if shape is not None and len(around) == 1 and shapely.covers(
                    shapely.buffer(shapely.make_valid(around[0]), 1e-6), shapely.make_valid(shape)):
                same.add(name)
    keep = (told.isna() | told.astype(str).isin(same)).to_numpy(bool)
    return dataclasses.replace(evidence, frame=evidence.frame[keep].reset_index(drop=True),
                               geometry=None if evidence.geometry is None else evidence.geometry[keep],
                               original=None)


def write(stated: Iterable[Stated], path: Path) -> None:
    """Write statements as a table that the review reads as role ``evidence``; no statements, no file.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    table = table_of(stated)
    if not len(table.frame):
        path.unlink(missing_ok=True)
        return
    frame = table.frame.assign(role=table.frame["role"].map(str), statement=table.frame["statement"].map(str),
                               date=table.frame["date"].dt.strftime("%Y-%m-%d"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part:
        frame[[c.name for c in ROLES[Role.EVIDENCE]]].to_csv(part, index=False, encoding="utf-8-sig")

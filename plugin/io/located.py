"""Places that people gave to entries without polygon: answers, the table of role ``located``, and its file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import pyproj
import shapely

from ..core.geometry import same_crs, to_crs
from ..core.tables import ROLES, RoleTable, Source
from ..core.vocabulary import Role, Settlement
from .whole import whole_file

FILE = "located.gpkg"
LAYER = "located"
_TEXTS = ("role", "entry_id", "settlement", "person", "document")


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a person settled of an entry: polygon or point as WKT in ``crs``, or who says so by which paper."""

    role: str
    entry_id: str
    settlement: str
    wkt: str = ""
    crs: str = ""
    radius_m: Optional[float] = None
    person: str = ""
    date: str = ""                     # ISO day
    document: str = ""

    @classmethod
    def of(cls, told: dict[str, Any]) -> Optional[Answer]:
        """From what a project keeps; None where it is not a whole answer."""
        known = {f.name for f in dataclasses.fields(cls)}
        try:
            answer = cls(**{k: v for k, v in told.items() if k in known})
            Role(answer.role)
            Settlement(answer.settlement)
            if answer.date:
                pd.Timestamp(answer.date)
        except (TypeError, ValueError):
            return None
        return answer if answer.entry_id else None


def table_of(answers: Iterable[Answer], crs: Any, path: str = FILE) -> RoleTable:
    """Answers as a normalised table.

    Parameters
    ----------
    crs : pyproj.CRS into which shapes are brought
    path : what the run record calls their source
    """
    kept = list(answers)
    shapes = np.full(len(kept), None, object)
    for k, answer in enumerate(kept):
        if answer.wkt:
            shape = np.array([shapely.from_wkt(answer.wkt)], object)
            own = pyproj.CRS.from_user_input(answer.crs) if answer.crs else crs
            shapes[k] = shape[0] if same_crs(own, crs) else to_crs(shape, own, crs)[0]
    frame = pd.DataFrame({name: pd.Series([getattr(a, name) or None for a in kept], dtype=object) for name in _TEXTS})
    frame["radius_m"] = pd.Series([a.radius_m for a in kept], dtype=float)
    frame["date"] = pd.to_datetime(pd.Series([a.date or None for a in kept], dtype=object))
    frame["role"] = [Role(a.role) for a in kept]
    frame["settlement"] = [Settlement(a.settlement) for a in kept]
    frame["source_row"] = np.arange(1, len(kept) + 1)
    said = json.dumps([dataclasses.asdict(a) for a in kept], ensure_ascii=False, sort_keys=True)
    source = Source(path=path, layer=LAYER, sha256=hashlib.sha256(said.encode()).hexdigest(), rows=len(kept),
                    crs=crs.to_string())
    return RoleTable(Role.LOCATED, frame, shapes, crs, source)


def merged(table: Optional[RoleTable], answers: Iterable[Answer], crs: Any) -> Optional[RoleTable]:
    """The table of a layer with the answers given in the window below it: the later row counts.

    Parameters
    ----------
    table : of role ``located``, or None
    crs : pyproj.CRS for the answers where the table has none
    """
    kept = list(answers)
    if not kept:
        return table
    if table is None:
        return table_of(kept, crs)
    home = table.crs if table.crs is not None else crs
    new = table_of(kept, home)
    names = [c.name for c in ROLES[Role.LOCATED] if c.name in table.frame or c.name in new.frame]
    frame = pd.concat([pd.DataFrame({c: t.column(c) for c in names}) for t in (table, new)], ignore_index=True)
    frame["source_row"] = np.arange(1, len(frame) + 1)
    for name in table.frame.columns:
        if name not in frame:                    # what could not be read stays said
            frame[name] = [*table.frame[name], *([False] * len(kept))]
    old = table.geometry if table.geometry is not None else np.full(len(table.frame), None, object)
    source = dataclasses.replace(
        table.source, rows=len(frame),
        sha256=hashlib.sha256((table.source.sha256 + new.source.sha256).encode()).hexdigest())
    return RoleTable(Role.LOCATED, frame, np.concatenate([old, new.geometry]), home, source)


def write(answers: Iterable[Answer], path: Path, crs: Any) -> None:
    """Write answers as a GeoPackage that the review reads as role ``located``; no answers, no file.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    import geopandas

    table = table_of(answers, crs)
    if not len(table.frame):
        path.unlink(missing_ok=True)
        return
    frame = table.frame.drop(columns="source_row").assign(
        role=table.frame["role"].map(str), settlement=table.frame["settlement"].map(str),
        date=table.frame["date"].dt.strftime("%Y-%m-%d"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part:
        part.unlink()
        geopandas.GeoDataFrame(frame, geometry=list(table.geometry), crs=crs).to_file(
            part, layer=LAYER, driver="GPKG", engine="pyogrio")

"""Lab sheets without coordinates, placed by the codes of their points (点位表)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core.geometry import name_of, to_crs, unit_of
from ..core.tables import RoleTable
from . import phrases

_SAME_M = 1.0                            # two readings of one point
_NAMED = 20


def join(samples: RoleTable, known: RoleTable) -> None:
    """Give samples without a place of their own that of their point; ``geometry``, ``crs`` and notes are filled.

    Parameters
    ----------
    known : table of ``point_id`` and points; a code that stands in it at two places places nothing
    """
    n = len(samples.frame)
    own = np.full(n, None, object) if samples.geometry is None else np.asarray(samples.geometry, object)
    bare = shapely.is_missing(own) | shapely.is_empty(own)
    if not bare.any() or known.geometry is None or known.crs is None or "point_id" not in known.frame:
        return
    crs = samples.crs if samples.crs is not None and not bare.all() else known.crs
    places, double = _places(known, crs)
    codes = samples.column("point_id").map(_code).to_numpy(object)
    found = np.array([places.get(c) if c else None for c in codes], object)
    own[bare] = found[bare]
    if not bare.all() or not shapely.is_missing(own).all():
        samples.geometry, samples.crs, samples.source.crs = own, crs, name_of(crs)
    rows = samples.frame["source_row"].to_numpy()
    joined = bare & ~shapely.is_missing(own)
    notes: list[dict[str, Any]] = []
    if joined.any():
        notes.append({"code": "points_joined", "state": "read", "count": len(set(codes[joined]))})
    left = bare & ~joined
    twice = np.array([c in double for c in codes], bool)
    for code, some in (("points_twice", left & twice), ("points_unplaced", left & ~twice)):
        if some.any():
            names = sorted({c or "-" for c in codes[some]})
            notes.append({"code": code, "state": "refused", "count": len(names),
                          "value": "、".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""),
                          "rows": sorted({int(r) for r in rows[some]})})
    samples.source.notes += notes


def _code(value: Any) -> str:
    return "" if phrases.is_null(value) else str(value).strip().upper()


def _places(table: RoleTable, crs: Any) -> tuple[dict[str, Any], set[str]]:
    """Point by code, and the codes that stand at more than one place."""
    code = table.column("point_id").map(_code).to_numpy(object)
    shape = to_crs(np.asarray(table.geometry, object), table.crs, crs)
    fine = (code != "") & (shapely.get_type_id(shape) == 0) & ~shapely.is_empty(shape)
    code, shape = code[fine], shape[fine]
    xy = pd.DataFrame({"x": shapely.get_x(shape), "y": shapely.get_y(shape)}).groupby(code)
    spread = ((xy.max() - xy.min()) * unit_of(crs)).max(axis=1)
    double = set(spread.index[spread > _SAME_M])
    return {c: s for c, s in zip(code, shape) if c not in double}, double

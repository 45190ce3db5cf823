"""What every source vouches for: given, covering, confirmed, of which edition.

A layer vouches for the area that its holder states. Without a statement a layer whose bounding box meets the plan's
is *assumed* to cover it; an empty one, or one that lies wholly elsewhere, covers nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import InputError
from .geometry import extent
from .locate import NOWHERE, Placed, Placement, in_another_county, usable_evidence
from .overlay import uncovered
from .tables import RoleTable
from .vocabulary import CheckState, EditionKind, Role, Statement

Objects = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclasses.dataclass
class Coverage:
    """Coverage of n parcels by one role."""

    role: Role
    given: bool                       # a table was given, or a statement that there is none
    share: Floats                     # 0 to 1
    confirmed: Bools                  # stated by the holder, the edition known; else assumed
    assumed: tuple[str, ...]          # words of what was assumed
    basis: str                        # not_given, none_issued, stated, assumed, empty, elsewhere, changes_only, old
    uncovered: Optional[Objects] = None
    too_old: bool = False             # an edition older than the office's figure: made, but only partly

    def states(self, rows: npt.NDArray[np.intp]) -> Objects:
        """State of the check for parcels that are not wholly covered."""
        partly = (self.share[rows] > 0) | self.too_old
        return np.where(partly, str(CheckState.PARTLY), str(CheckState.NOT_DONE)).astype(object)


def cover(role: Role, table: Optional[RoleTable], placed: Optional[Placed], parcels: Objects,
          plan_box: npt.NDArray[np.float64], *, statement: Union[str, Objects, None],
          none_issued: Union[bool, pd.Timestamp, None], evidence: Optional[RoleTable], parcel_ids: Objects,
          counties: pd.Series, as_of: pd.Timestamp, settings: Mapping[str, Any], tolerance_m: float) -> Coverage:
    """How far the role's source vouches for each parcel.

    Parameters
    ----------
    parcels : n repaired parcels in the working CRS, None where there is none
    statement : "parcels", or an array of polygons (the extent that the holder states), or None
    none_issued : the day of the office's statement that there is none; True: the day of the review
    counties : what the parcels say of their county; null where they do not
    """
    n = len(parcels)
    has_edition = role in (Role.REGISTRY, Role.NEGATIVE_LIST)
    assumed: list[str] = []
    gaps: Optional[Objects] = None
    if none_issued is not None and none_issued is not False:
        out = Coverage(role, True, np.ones(n), np.ones(n, bool), (), "none_issued")
        if role is Role.REGISTRY and _too_old(none_issued if isinstance(none_issued, pd.Timestamp) else None, as_of,
                                              settings):
            out = Coverage(role, True, np.zeros(n), np.zeros(n, bool), (), "old", None, True)
    elif table is None:
        out = Coverage(role, False, np.zeros(n), np.zeros(n, bool), (), "not_given")
    elif has_edition and table.source.edition is EditionKind.CHANGES:
        out = Coverage(role, True, np.zeros(n), np.zeros(n, bool), (), "changes_only")
    else:
        if statement is not None and _distance(table, placed, plan_box) > FAR_M:
            # Nobody's list of this plan lies a whole zone away: its coordinate system is wrong, not the plan empty.
            share, basis, confirmed = np.zeros(n), "elsewhere", False
        elif isinstance(statement, str):
            share, basis, confirmed = np.ones(n), "stated", True
        elif statement is not None:
            share, gaps = uncovered(parcels, statement, tolerance_m=tolerance_m)
            basis, confirmed = "stated", True
        else:
            share, basis = _assumed_share(table, placed, plan_box, n)
            confirmed = False
            if basis == "assumed":
                share = np.where(in_another_county(table, counties), 0.0, share)
                assumed.append(f"coverage_{role}")
        issued = table.source.edition_date if has_edition else None
        if issued is not None and issued > as_of:                # what the list said on the day nobody has told
            assumed.append(f"issued_later_{role}")
            confirmed = False
        if role is Role.REGISTRY:
            if table.source.edition is None or table.source.edition_date is None:
                assumed.append(f"edition_{role}")
                confirmed = False
            if _too_old(table.source.edition_date, as_of, settings):
                share, basis = np.minimum(share, 0.0), "old"
        out = Coverage(role, True, share.astype(float), np.full(n, confirmed), tuple(assumed), basis, gaps,
                       basis == "old")
    if evidence is not None:
        told = usable_evidence(evidence, as_of) & (evidence.column("role").astype(str) == str(role)).to_numpy()
        told &= evidence.column("statement").astype(str).isin(
            [str(Statement.NONE_HERE), str(Statement.NOT_LISTED)]).to_numpy()
        told &= evidence.column("parcel_id").notna().to_numpy()
        here = np.isin(parcel_ids.astype(str), evidence.column("parcel_id")[told].astype(str).to_numpy())
        out.share = np.where(here, 1.0, out.share)
        out.confirmed = out.confirmed | here
    return out


def _too_old(day: Optional[pd.Timestamp], as_of: pd.Timestamp, settings: Mapping[str, Any]) -> bool:
    """Whether an issue of a list, or the word that there is none, is older than the office's figure."""
    limit = settings.get("edition_age_days")
    return limit is not None and day is not None and (as_of - day).days > limit


FAR_M = 60_000.0
"""How far from the plan all of a layer may lie before its place is doubted, whatever was stated of its coverage."""


def _distance(table: RoleTable, placed: Optional[Placed], plan_box: npt.NDArray[np.float64]) -> float:
    """How far the box of a layer lies from that of the plan, 0 where they meet or nothing has a place."""
    if placed is None or table.geometry is None:
        return 0.0
    return _apart(extent(placed.geometry), plan_box)


def _apart(box: npt.NDArray[np.float64], plan_box: npt.NDArray[np.float64]) -> float:
    apart = np.array([box[0] - plan_box[2], plan_box[0] - box[2], box[1] - plan_box[3], plan_box[1] - box[3]])
    return max(0.0, float(apart.max())) if np.isfinite(box).all() else 0.0


def far_away(role: Role, table: RoleTable, box: npt.NDArray[np.float64], own: npt.NDArray[np.float64],
             plan: Optional[npt.NDArray[np.float64]]) -> float:
    """How far a layer that no rule waits for lies from the parcels, where it would be passed over in silence.

    Parameters
    ----------
    box, own : of the layer, of the parcels under review
    plan : box of the plan beside which they are reviewed, NaN where there is none; None: they are the plan

    Returns
    -------
    float
        Metres; 0 where the layer lies near the parcels, or they and the layer near the plan. Else it must be said.

    Raises
    ------
    InputError
        ``layer_elsewhere``: it lies a whole zone away from the plan, by a wrong coordinate system most likely.
    """
    away = _apart(box, own)
    if away <= FAR_M:
        return 0.0
    known = plan is not None and bool(np.isfinite(plan).all())
    if plan is None or (known and _apart(box, plan) > FAR_M):
        km = round((away if plan is None else _apart(box, plan)) / 1000)
        raise InputError("layer_elsewhere", source=table.source.path, role=str(role), km=km)
    return 0.0 if known and _apart(own, plan) <= FAR_M else away


def meets(box: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> bool:
    """Whether two boxes have a point in common; boxes of nothing have none."""
    return bool((box[:2] <= other[2:]).all() and (other[:2] <= box[2:]).all())


def _assumed_share(table: RoleTable, placed: Optional[Placed], plan_box: npt.NDArray[np.float64],
                   n: int) -> tuple[Floats, str]:
    if not len(table.frame):
        return np.zeros(n), "empty"
    shapes = placed.geometry if placed is not None else table.geometry
    box = extent(shapes) if shapes is not None else np.full(4, np.nan)
    if np.isfinite(box).all():
        apart = box[2] < plan_box[0] or box[0] > plan_box[2] or box[3] < plan_box[1] or box[1] > plan_box[3]
        nowhere = placed is not None and bool(np.isin(placed.placement.astype(str), [str(p) for p in NOWHERE]).any())
        return (np.zeros(n), "elsewhere") if apart and not nowhere else (np.ones(n), "assumed")
    if placed is not None and bool((placed.placement == Placement.ELSEWHERE).all()):
        return np.zeros(n), "elsewhere"
    return np.ones(n), "assumed"

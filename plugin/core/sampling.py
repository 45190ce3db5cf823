"""How many sampling points an area needs, by figures that were verified."""

from __future__ import annotations

from typing import NamedTuple, Optional

import numpy as np
import numpy.typing as npt

from . import knowledge
from .vocabulary import SurveyPhase

BASIC_ITEMS = 45
"""Items 1 to 45 of GB 36600-2018 (table 1) belong to every first survey."""

Floats = npt.NDArray[np.float64]


class Adequacy(NamedTuple):
    """``required`` points of n areas (NaN: no verified figure), and the document that the figure is taken from."""

    required: Floats
    source: str


def _figure(phase: str, medium: str, column: str) -> list[tuple[float, float, float]]:
    """Verified rows of a phase and medium: area above, area up to, figure."""
    return [(float(r["area_min_m2"]), float(r["area_max_m2"] or "inf"), float(r[column]))
            for r in knowledge.sampling_density()
            if r["phase"] == phase and r["medium"] == medium and r[column] and r["status"] == "verified"]


def _source(phase: str, medium: str) -> str:
    return next(r["document"] for r in knowledge.sampling_density()
                if r["phase"] == phase and r["medium"] == medium and r["status"] == "verified")


def detailed_points(area_m2: npt.ArrayLike, suspected_m2: npt.ArrayLike) -> Floats:
    """The least number of points at the detailed density; areas in m2, the suspected part is within the area."""
    area, suspected = np.asarray(area_m2, np.float64), np.asarray(suspected_m2, np.float64)
    (_a, _b, inside), = _figure("detailed", "soil, suspected area", "m2_per_point")
    (_c, _d, outside), = _figure("detailed", "soil, other area", "m2_per_point")
    # 1 600.0000001 m2 out of a geometry engine are 1 600 m2
    return np.asarray(np.ceil(suspected / inside - 1e-6) + np.ceil((area - suspected) / outside - 1e-6))


def adequacy(area_m2: npt.ArrayLike, suspected_m2: npt.ArrayLike = 0.0,
             phase: Optional[SurveyPhase] = None) -> Adequacy:
    """The least number of soil points for n areas.

    Parameters
    ----------
    area_m2 : n areas in m2, the suspected parts included
    suspected_m2 : n areas in m2 that the survey marks as suspected, null for none
    phase : SurveyPhase, optional
        Phase 1 needs none; the preliminary phase 3 points up to 5 000 m2, 6 above; every other (and None) the detailed
        density: 1 point per 400 m2 of suspected and per 1 600 m2 of other area.

    Returns
    -------
    Adequacy
        ``required`` is NaN where the area is unknown.
    """
    area = np.atleast_1d(np.asarray(area_m2, np.float64))
    suspected = np.minimum(np.nan_to_num(np.broadcast_to(np.asarray(suspected_m2, np.float64), area.shape)), area)
    if phase == SurveyPhase.PHASE_1:
        return Adequacy(np.where(np.isnan(area), np.nan, 0.0), "HJ 25.1-2019")
    if phase == SurveyPhase.PRELIMINARY:
        required = np.full(area.shape, np.nan)
        for above, up_to, points in _figure("initial", "soil", "min_points"):
            required[(area > above) & (area <= up_to)] = points
        return Adequacy(required, _source("initial", "soil"))
    return Adequacy(detailed_points(area, suspected), _source("detailed", "soil, other area"))

"""Numbers of sampling points."""

from __future__ import annotations

import numpy as np
import pytest
from soilgate.plugin.core.sampling import adequacy, detailed_points
from soilgate.plugin.core.vocabulary import SurveyPhase


@pytest.mark.parametrize(("area", "suspected", "points"), [
    (1600, 0, 1), (1600.0000001, 0, 1), (1601, 0, 2), (2000, 400, 2), (2000, 2000, 5), (50000, 1000, 34), (0, 0, 0)])
def test_the_detailed_density_is_400_inside_suspected_areas_else_1600(area, suspected, points):
    assert detailed_points([area], [suspected])[0] == points == adequacy(area, suspected).required[0]


@pytest.mark.parametrize(("area", "points"), [(100, 3), (5000, 3), (5000.1, 6), (90000, 6)])
def test_the_preliminary_phase_wants_three_or_six(area, points):
    assert adequacy(area, phase=SurveyPhase.PRELIMINARY).required[0] == points


def test_phase_1_lawfully_has_no_points():
    assert adequacy([5000.0], phase=SurveyPhase.PHASE_1).required[0] == 0


def test_an_unknown_area_needs_an_unknown_number():
    for phase in (None, *SurveyPhase):
        assert np.isnan(adequacy([np.nan], phase=phase).required[0])


def test_the_figure_names_its_document():
    assert "72" in adequacy([5000.0]).source

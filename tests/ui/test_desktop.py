"""The real QGIS under Xvfb, an empty profile, used through the dock from the first click on."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QImage
from soilgate.tests.support import screenshots


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_opens_the_demo_reviews_it_reads_a_parcel_and_lays_out_a_notice(lang, tmp_path):
    """Each scene asserts that its buttons can be pressed; an exception anywhere in the window fails the run."""
    pictures = screenshots.take(tmp_path, lang)
    assert len(pictures) >= 15
    before, after = (QImage(str(tmp_path / f"{lang}_{name}.png")) for name in ("03_review_before", "04_review"))
    assert before.size() == after.size()
    places = [(x, y) for x in range(350, 1150, 7) for y in range(150, 850, 7)]
    colours = [{image.pixel(x, y) for x, y in places} for image in (before, after)]
    assert len(colours[1]) > len(colours[0]), "the plan was not coloured"

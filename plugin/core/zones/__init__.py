"""Control zones: who must have one, what each owes on a day, what is proposed; all planar, in one CRS in metres."""

from .house import HouseValue, ZoneSettings, house_values
from .proposals import Proposals, propose_points, propose_signs
from .review import ZonesOutcome, review_zones

__all__ = [
    "HouseValue",
    "Proposals",
    "ZoneSettings",
    "ZonesOutcome",
    "house_values",
    "propose_points",
    "propose_signs",
    "review_zones",
]

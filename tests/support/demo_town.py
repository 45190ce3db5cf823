"""The street map of the invented district 示例区: blocks, parcels and river of the demo.

Everything is laid out in a flat "drawing" plane (u to the right, v up, metres) and then bent and turned onto
CGCS2000 / 3-degree Gauss-Kruger CM 114E (EPSG:4547, easting first, metres), so that streets curve a little and no
edge runs along the axes. The place does not exist; only the coordinate system does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, split

CRS = "EPSG:4547"
SEED = 20261015
EAST, NORTH, TURN = 498_620.0, 3_379_180.0, np.radians(6.5)
WIDTH, HEIGHT = 3_400.0, 2_480.0


def place(uv: np.ndarray) -> np.ndarray:
    """Drawing plane (n, 2) -> easting and northing (n, 2) in metres, rounded to a millimetre."""
    u, v = uv[:, 0], uv[:, 1]
    u, v = u + 55 * np.sin(v / 640), v + 60 * np.sin(u / 820) + 18 * np.sin(u / 310)
    east = EAST + u * np.cos(TURN) - v * np.sin(TURN)
    north = NORTH + u * np.sin(TURN) + v * np.cos(TURN)
    return np.round(np.column_stack([east, north]), 3)


def placed(shape: BaseGeometry, step: float = 30.0) -> BaseGeometry:
    """The shape of the drawing plane on the ground; long edges get a vertex every ``step`` metres before they bend."""
    return shapely.transform(shapely.segmentize(shape, step), place)


@dataclasses.dataclass
class Lot:
    """One parcel: its outline in the drawing plane, the quarter it lies in, and its number there."""

    uv: Polygon
    quarter: str
    number: str = ""
    kind: str = "lot"  # lot, river, bank, rail, plaza

    @property
    def ground(self) -> Polygon:
        """Outline in EPSG:4547."""
        return shapely.transform(self.uv, place)


def river_line() -> LineString:
    """Middle of the river in the drawing plane."""
    u = np.arange(-60, WIDTH + 61, 20.0)
    return LineString(np.column_stack([u, 795 + 105 * np.sin(u / 540 + 0.4) + 25 * np.sin(u / 190)]))


def rail_line() -> LineString:
    """Middle of the railway in the drawing plane."""
    v = np.arange(-60, HEIGHT + 61, 20.0)
    return LineString(np.column_stack([3_010 + 70 * np.sin(v / 620), v]))


def streets() -> list[BaseGeometry]:
    """Streets as areas in the drawing plane."""
    across = [  # v, from u, to u, width
        (300, 0, WIDTH, 20), (560, 0, 2_930, 30), (1_045, 0, WIDTH, 36), (1_330, 0, 2_620, 22),
        (1_620, 0, WIDTH, 30), (1_905, 0, WIDTH, 36), (2_190, 640, 2_560, 16), (430, 900, 1_960, 14),
        (1_185, 900, 1_960, 13), (1_475, 640, 2_250, 16), (1_760, 900, 1_960, 13), (150, 330, 2_250, 15),
        (1_330, 2_620, WIDTH, 22), (2_060, 1_960, WIDTH, 14),
    ]
    along = [  # u, from v, to v, width
        (330, 0, HEIGHT, 20), (640, 0, HEIGHT, 36), (900, 0, HEIGHT, 24), (1_060, 300, 1_905, 14),
        (1_220, 0, 1_905, 20), (1_400, 560, 2_190, 26), (1_580, 0, 1_905, 16), (1_760, 300, 1_905, 14),
        (1_960, 0, HEIGHT, 30), (2_250, 0, HEIGHT, 40), (2_560, 0, HEIGHT, 24), (2_790, 1_045, 1_905, 16),
        (3_230, 0, HEIGHT, 20), (140, 1_045, 1_905, 14), (480, 0, 1_620, 14), (770, 300, 1_475, 13),
    ]
    areas: list[BaseGeometry] = []
    for v, u0, u1, width in across:
        areas.append(LineString([(u0 - 50, v), (u1 + 50, v)] if u0 == 0 else [(u0, v), (u1, v)]).buffer(width / 2))
    for u, v0, v1, width in along:
        areas.append(LineString([(u, v0 - 50 if v0 == 0 else v0), (u, v1 + 50 if v1 == HEIGHT else v1)]).buffer(
            width / 2))
    areas.append(LineString([(1_960, 1_620), (2_250, 1_330), (2_560, 1_045)]).buffer(13))  # boulevard
    areas.append(Point(1_400, 1_475).buffer(78, 24).difference(Point(1_400, 1_475).buffer(60, 24)))
    areas.append(rail_line().buffer(9))
    for side in (1, -1):  # quays
        areas.append(river_line().offset_curve(side * 92).buffer(8))
    return areas


QUARTERS = ("LC", "HN", "XQ", "BJ", "DQ", "GY")
"""Old town, south bank, western extension, northern edge, eastern renewal, industrial quarter."""


def quarter(p: Point) -> str:
    """The quarter in which a point of the drawing plane lies."""
    if p.y > 1_905:
        return "BJ" if p.x < 2_560 else "GY"
    if p.x > 3_030 or (p.x > 2_250 and p.y < 640):
        return "GY"
    if p.x > 2_250:
        return "DQ"
    if p.y < 800:
        return "HN"
    return "XQ" if p.x < 640 else "LC"


TARGET = {"LC": 11_500.0, "HN": 15_500.0, "XQ": 19_000.0, "BJ": 45_000.0, "DQ": 17_000.0, "GY": 26_000.0}
"""Usual size of a parcel, m2."""


def cut(area: Polygon, target: float, rng: np.random.Generator) -> list[Polygon]:
    """Cut a block across its longer side until no piece is much larger than ``target``."""
    if area.area < 1.55 * target:
        return [area]
    box = shapely.minimum_rotated_rectangle(area)
    corner = shapely.get_coordinates(box)
    first, second = corner[1] - corner[0], corner[2] - corner[1]
    if np.hypot(*first) < np.hypot(*second):
        first, second, corner = second, -first, np.roll(corner[:-1], -1, axis=0)
    at = corner[0] + first * rng.choice([0.36, 0.42, 0.5, 0.5, 0.58])
    across = second / np.hypot(*second)
    blade = LineString([at - across * 2_000, at + across * 2_000])
    pieces = [g for g in split(area, blade).geoms if g.area > 900]
    return [small for piece in pieces for small in cut(piece, target * rng.uniform(0.7, 1.35), rng)]


def noded(parts: list[Polygon], step: float = 35.0) -> list[Polygon]:
    """The same parts with every shared edge made of the same vertices."""
    lines = shapely.unary_union([p.boundary for p in parts])
    return list(polygonize(shapely.get_parts(shapely.segmentize(lines, step))))


def lots() -> list[Lot]:
    """All parcels, numbered by quarter and block from the north-west to the south-east."""
    rng = np.random.default_rng(SEED)
    frame = shapely.box(0, 0, WIDTH, HEIGHT)
    plaza = Point(1_400, 1_475).buffer(60, 10)
    ways = shapely.unary_union(streets()) - plaza
    water, bank = (river_line().buffer(w).simplify(0.5) for w in (34, 85))
    rail = rail_line().buffer(34)
    made: list[Lot] = []
    numbers = dict.fromkeys(QUARTERS, 0)

    def in_order(areas: Iterable[Polygon], row: float) -> list[Polygon]:
        return sorted(areas, key=lambda b: (-round(b.centroid.y / row), b.centroid.x))

    def add(block: Polygon, pieces: list[Polygon], kind: str) -> None:
        where = quarter(block.centroid)
        numbers[where] += 1
        for i, piece in enumerate(in_order(pieces, 60), 1):
            made.append(Lot(piece, where, f"{where}{numbers[where]:02d}-{i:02d}", kind))

    built = (frame - ways - bank - rail - plaza).buffer(-6, join_style="mitre").buffer(6, join_style="bevel")
    for block in in_order((b.simplify(0.4) for b in shapely.get_parts(built) if b.area > 2_200), 130):
        add(block, noded(cut(block, TARGET[quarter(block.centroid)], rng)), "lot")
    # water and banks border each other, so they are noded together; fences keep the railway's strips 2 m from the lots
    wet = [p for area in ((bank - water) & frame - ways, water & frame - ways)
           for block in shapely.get_parts(area) if block.area > 1_500
           for p in cut(block, 16_000.0 if not water.contains(block.representative_point()) else 1e9, rng)]
    for piece in in_order(noded(wet), 130):
        add(piece, [piece], "river" if water.contains(piece.representative_point()) else "bank")
    strips = shapely.get_parts(rail_line().buffer(32) & frame - ways - bank)
    for strip in in_order((g for g in strips if g.area > 1_500), 130):
        add(strip, noded([strip]), "rail")
    made.append(Lot(plaza, "LC", "LC00-01", "plaza"))
    return made

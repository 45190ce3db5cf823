"""Polygons made usable with a report, coordinate systems, areas: the ground on which every overlay stands.

Nothing here reads a file. Coordinates are always (east, north) or (longitude, latitude), whatever the order of a
CRS's own axes is. ``to_crs`` is the only place of the project that reprojects.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Callable
from typing import Any, NamedTuple, Union

import numpy as np
import numpy.typing as npt
import pyproj
import pyproj.aoi
import pyproj.exceptions
import shapely

from . import grids
from .errors import InputError

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bounds = tuple[float, float, float, float]
CrsLike = Union[pyproj.CRS, int, str]

CGCS2000 = 4490
CHINA = (73.0, 3.0, 136.0, 54.0)
"""Longitudes and latitudes between which a plan of ours lies, islands included."""

_A, _F = 6_378_137.0, 1 / 298.257222101
_METRE = 1e-9                    # how far an axis unit may be from a metre
_CGCS_NAMES = ("china 2000", "china_2000", "china geodetic coordinate system 2000")
_WGS_NAMES = ("world geodetic system 1984", "wgs 84", "wgs_1984", "wgs84")


# --- polygons -------------------------------------------------------------------------------------------------

class RepairState(enum.IntEnum):
    """What ``repair`` found."""

    FINE = 0        # usable as it came
    REPAIRED = 1    # invalid; every reading agrees within the tolerance
    DOUBTFUL = 2    # invalid; readings differ beyond the tolerance: their union is kept, `reach` says how far it may go
    NULL = 3        # no geometry
    EMPTY = 4       # a geometry without coordinates
    NOT_AREA = 5    # points or lines only
    BROKEN = 6      # NaN or infinite coordinates, or nothing with an area is left of it


@dataclasses.dataclass(frozen=True)
class Repaired:
    """n polygons as the review uses them.

    ``geometry`` is 2D, valid, Polygon or MultiPolygon, or None where ``state`` is NULL or above. ``reach`` is the
    largest area the polygon can have been meant as (the convex hull of each of its parts) where it is DOUBTFUL, else
    None. Areas are planar, in units of the CRS: before (what the rings enclose by their signs), after (NaN: none).
    """

    geometry: Geometries
    state: npt.NDArray[np.int8]
    reach: Geometries
    area_before: Floats
    area_after: Floats

    @property
    def usable(self) -> Bools:
        """Where there is a polygon to work with."""
        return np.asarray(self.state <= RepairState.DOUBTFUL)

    @property
    def doubtful(self) -> Bools:
        """Where two readings of the outline differ beyond the tolerance."""
        return np.asarray(self.state == RepairState.DOUBTFUL)


def repair(geometry: Geometries, *, tolerance_m: float = 0.5, unit_m: float = 1.0) -> Repaired:
    """Make every polygon 2D and valid, and say what that took; nothing becomes empty in silence.

    Parameters
    ----------
    geometry : array of n shapely geometries or None, in any CRS
    tolerance_m : float
        Readings that differ by no more than a strip of this width count as the same.
    unit_m : float
        Metres in a unit of the CRS (``unit_of(crs)``), for degrees about 111 320.

    Returns
    -------
    Repaired
        A ring that crosses itself can be read in two ways: what it winds around an odd number of times, and what
        is left on the side of its direction. Where both agree it is REPAIRED, else DOUBTFUL.
    """
    given = np.asarray(geometry, dtype=object)
    n = len(given)
    out = given.copy()
    state = np.zeros(n, np.int8)
    reach = np.full(n, None, object)
    if n == 1 and isinstance(given[0], shapely.Polygon) and given[0].is_valid and not (
            given[0].is_empty or given[0].has_z):                # a parcel that is drawn, most often fine
        area = np.asarray(shapely.area(given), float)
        return Repaired(out, state, reach, area, area.copy())
    missing = shapely.is_missing(given)
    empty = shapely.is_empty(given)
    state[missing] = RepairState.NULL
    state[empty] = RepairState.EMPTY
    kind = shapely.get_type_id(given)
    state[~missing & ~empty & (shapely.get_dimensions(given) < 2)] = RepairState.NOT_AREA

    flat = np.flatnonzero(shapely.has_z(given) & (state == 0))
    out[flat] = shapely.force_2d(given[flat])
    with np.errstate(invalid="ignore"):
        before = np.where(state == 0, shapely.area(out), np.nan)
    # one bad coordinate makes the shoelace sum NaN or infinite
    state[(state == 0) & ~np.isfinite(before)] = RepairState.BROKEN
    for i in np.flatnonzero((kind == 7) & (state == 0)):        # a collection: its areas count, lines do not
        inner = _areas_of(out[i])
        out[i] = inner[0] if len(inner) == 1 else shapely.multipolygons(inner)
        state[i] = RepairState.REPAIRED
    todo = np.flatnonzero(state <= RepairState.REPAIRED)
    bad = todo[~shapely.is_valid(out[todo])]
    for i in bad[shapely.get_num_geometries(out[bad]) > 1]:      # parts that overlap are no doubt: their union is meant
        parts = repair(shapely.get_parts(out[i]), tolerance_m=tolerance_m, unit_m=unit_m)
        if not parts.usable.any():
            state[i] = RepairState.BROKEN
        else:
            out[i] = shapely.union_all(parts.geometry)
            state[i] = max(int(parts.state[parts.usable].max()), RepairState.REPAIRED)
            if not shapely.is_missing(parts.reach).all():
                reach[i] = shapely.union_all(np.where(parts.doubtful, parts.reach, parts.geometry))
    bad = bad[(state[bad] != RepairState.BROKEN) & ~shapely.is_valid(out[bad])]
    if len(bad):
        _mend(out, state, reach, before, bad, tolerance_m / unit_m)
    out[state > RepairState.DOUBTFUL] = None
    return Repaired(out, state, reach, before, np.where(state <= RepairState.DOUBTFUL, shapely.area(out), np.nan))


def _mend(out: Geometries, state: npt.NDArray[np.int8], reach: Geometries, before: Floats,
          bad: npt.NDArray[np.intp], tolerance: float) -> None:
    """Repair the invalid polygons ``bad`` in place; far from the origin digits are lost, so each is moved there."""
    origin = shapely.bounds(out[bad])[:, :2]
    raw = shifted(out[bad], -origin)
    parity = _only_areas(shapely.make_valid(raw))
    directed = _only_areas(shapely.buffer(raw, 0))
    both = np.where(shapely.is_missing(parity), directed, parity)
    two = ~shapely.is_missing(parity) & ~shapely.is_missing(directed)
    both[two] = _only_areas(shapely.union(parity[two], directed[two]))
    gone = shapely.is_missing(both)
    state[bad[gone]] = RepairState.BROKEN
    differ = shapely.area(parity) != shapely.area(directed)
    agreed = np.zeros(len(bad), bool)
    agreed[two] = ~differ[two]
    look = np.flatnonzero(two & differ)
    if len(look):
        rest = shapely.symmetric_difference(parity[look], directed[look])
        agreed[look] = shapely.is_empty(shapely.buffer(rest, -tolerance / 2))
    live = ~gone
    state[bad[live]] = np.where(agreed[live], RepairState.REPAIRED, RepairState.DOUBTFUL)
    mended = shifted(both[live], origin[live])
    again = ~shapely.is_valid(mended)                # digits lost on the way back can lay a narrow part onto itself
    mended[again] = valid_again(mended[again])
    out[bad[live]] = mended
    state[bad[live]] = np.where(shapely.is_missing(mended), RepairState.BROKEN, state[bad[live]])
    for k in np.flatnonzero(live & ~agreed):
        i = bad[k]
        hulls = shapely.convex_hull(np.array(_areas_of(raw[k]), dtype=object))
        reach[i] = shifted(np.array([shapely.union_all(hulls)], dtype=object), origin[[k]])[0]
    before[bad[gone]] = np.nan


def _areas_of(geometry: Any) -> list[Any]:
    """Polygons inside a geometry, however deep; parts without coordinates are left out."""
    if geometry is None or geometry.is_empty:
        return []
    if geometry.geom_type == "Polygon":
        return [geometry]
    if geometry.geom_type in ("MultiPolygon", "GeometryCollection"):
        return [p for part in geometry.geoms for p in _areas_of(part)]
    return []


def _only_areas(geometry: Geometries) -> Geometries:
    """The polygons of each geometry as Polygon or MultiPolygon; None where there are none."""
    out = geometry.copy()
    kind = shapely.get_type_id(geometry)
    out[shapely.is_empty(geometry) | ((kind != 3) & (kind != 6) & (kind != 7))] = None
    for i in np.flatnonzero((kind == 7) & ~shapely.is_missing(out)):
        parts = _areas_of(geometry[i])
        merged = shapely.union_all(parts) if parts else None
        out[i] = merged
    return out


def extent(geometry: Geometries) -> Floats:
    """(west, south, east, north) of all that is there; NaN where nothing is, also for an empty array."""
    return np.asarray(shapely.total_bounds(geometry)) if len(geometry) else np.full(4, np.nan)


def only_areas(geometry: Geometries) -> Geometries:
    """The polygons of each of n geometries (lines and points fall away); None where there is no area."""
    return _only_areas(np.asarray(geometry, dtype=object))


def valid_again(geometry: Geometries) -> Geometries:
    """Polygons of which digits were lost, so that some cross themselves by a hair, made valid with the area they had.

    Engines then take in a bay or leave out a lobe, without an error: a way is believed only where the area stays.

    Parameters
    ----------
    geometry : array of n polygons or None, in any CRS

    Returns
    -------
    array of n valid polygons; None where no way keeps the area
    """
    out: Geometries = np.full(len(geometry), None, object)
    for k in np.flatnonzero(~shapely.is_missing(geometry)):             # few: most are valid
        out[k] = _valid_again(geometry[k])
    return out


def _valid_again(shape: Any) -> Any:
    step = float(np.spacing(np.abs(shape.bounds).max(initial=0.0)))     # the least that a coordinate can tell
    ways: tuple[tuple[Callable[[Any], Any], float], ...] = (
        (shapely.make_valid, 0.0), (lambda x: shapely.set_precision(x, 100 * step), 100.0),
        (lambda x: shapely.buffer(x, 0), 0.0), (lambda x: shapely.set_precision(x, 10_000 * step), 10_000.0))
    for way, digits in ways:
        try:
            got = only_areas(np.array([way(shape)], object))[0]
        except shapely.errors.GEOSException:                            # the next way may do
            continue
        slack = 1e-9 * shape.area + max(digits, 1_000.0) * step * shape.length
        if got is not None and got.is_valid and abs(got.area - shape.area) <= slack:
            return got
    return None


def shifted(geometry: Geometries, by: Floats) -> Geometries:
    """Geometries moved by ``by`` (n, 2) in units of their CRS; null stays null."""
    xy, index = shapely.get_coordinates(geometry, return_index=True)
    return np.asarray(shapely.set_coordinates(geometry.copy(), xy + by[index]), dtype=object)


# --- coordinate systems ---------------------------------------------------------------------------------------

class _Crs(NamedTuple):
    """What matters of a CRS here; equal tuples are the same CRS, whatever its name, code and axis order."""

    datum: str                     # "cgcs2000", "wgs84", else the datum's name, lower case
    ellipsoid: tuple[float, float]
    method: str                    # "geographic", "tmerc", else the method's name
    parameters: tuple[float, ...]
    unit: float                    # metres (radians) in a unit of its axes


def as_crs(crs: CrsLike) -> pyproj.CRS:
    """A pyproj CRS of a code, a text or a CRS.

    Raises
    ------
    InputError
        ``crs_unreadable``: PROJ does not know it.
    """
    if isinstance(crs, pyproj.CRS):
        return crs
    try:
        return _from_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise InputError("crs_unreadable", value=str(crs)) from error


@functools.lru_cache(maxsize=256)
def _from_input(crs: int | str) -> pyproj.CRS:
    return pyproj.CRS.from_user_input(crs)


def horizontal(crs: CrsLike) -> pyproj.CRS:
    """The CRS without heights and without a datum shift somebody bound to it."""
    crs = as_crs(crs)
    while crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if crs.is_compound and crs.sub_crs_list:
        return horizontal(crs.sub_crs_list[0])
    return crs


@functools.lru_cache(maxsize=256)
def _key_of_text(text: str) -> _Crs:
    crs = horizontal(pyproj.CRS.from_user_input(text))
    datum = (crs.datum.name if crs.datum else crs.name).lower()
    if datum.startswith("unknown"):
        pass                       # only an ellipsoid is known: such a CRS is nobody's twin
    elif crs.datum and any(name in datum for name in _CGCS_NAMES):
        datum = "cgcs2000"
    elif crs.datum and any(name in datum for name in _WGS_NAMES):
        datum = "wgs84"
    ellipsoid = crs.ellipsoid
    shape = (ellipsoid.semi_major_metre, ellipsoid.inverse_flattening) if ellipsoid else (np.nan, np.nan)
    unit = crs.axis_info[0].unit_conversion_factor if crs.axis_info else np.nan
    if crs.is_geographic:
        return _Crs(datum, shape, "geographic", (crs.prime_meridian.longitude if crs.prime_meridian else 0.0,), unit)
    operation = crs.coordinate_operation
    if operation is None:
        return _Crs(datum, shape, crs.type_name, (), unit)
    values = {p.name.lower(): float(p.value) * (p.unit_conversion_factor if "False " in p.name else 1.0)
              for p in operation.params}
    if operation.method_name in ("Transverse Mercator", "Gauss_Kruger", "Gauss Kruger", "Gauss-Kruger"):
        return _Crs(datum, shape, "tmerc", tuple(round(values.get(name, default), 10) for name, default in (
            ("longitude of natural origin", 0.0), ("latitude of natural origin", 0.0),
            ("scale factor at natural origin", 1.0), ("false easting", 0.0), ("false northing", 0.0))), unit)
    return _Crs(datum, shape, operation.method_name, tuple(round(values[name], 10) for name in sorted(values)), unit)


_known: dict[int, tuple[Any, dict[str, Any]]] = {}     # by id, with the object, so that the id stays its own


def _once(crs: CrsLike, what: str, make: Callable[[CrsLike], Any]) -> Any:
    """What holds of a CRS object, made once: asking PROJ, or writing WKT, costs more than all that is done with it."""
    if not isinstance(crs, pyproj.CRS):
        return make(crs)
    held = _known.get(id(crs))
    if held is None or held[0] is not crs:
        if len(_known) > 256:
            _known.clear()
        held = _known[id(crs)] = crs, {}
    if what not in held[1]:
        held[1][what] = make(crs)
    return held[1][what]


def _key(crs: CrsLike) -> _Crs:
    key: _Crs = _once(crs, "key", lambda x: _key_of_text(as_crs(x).to_wkt()))
    return key


def same_crs(one: CrsLike, other: CrsLike) -> bool:
    """Whether two CRSs give the same numbers to the same place.

    Compared by what they are: a ``.prj`` read back, its EPSG code, and the 3-degree and 6-degree code of one
    meridian are the same, although ``pyproj.CRS.equals`` says no.
    """
    return _same(_key(one), _key(other))


_NAMELESS = ("unnamed", "unknown", "")


def _same(one: _Crs, other: _Crs) -> bool:
    return one[0] == other[0] and one[2:] == other[2:]


def epsg_of(crs: CrsLike) -> int | None:
    """EPSG code, also of a CRS read from a ``.prj``; None when it has none."""
    flat = horizontal(crs)
    code: int | None = flat.to_epsg()
    if code is None:
        code = flat.to_epsg(min_confidence=25)
        if code is not None and _plain_datum(_key(flat).datum) != _plain_datum(_key(code).datum):
            return None                # PROJ goes by the projection alone
    return code


def _plain_datum(name: str) -> str:
    return re.sub(r"^d_|[^a-z0-9]", "", name)


def name_of(crs: CrsLike) -> str:
    """How a CRS is called in messages and the run record: ``EPSG:4547 CGCS2000 / ...``; described where nameless."""
    flat = horizontal(crs)
    code = epsg_of(flat)
    name = flat.name if flat.name.lower() not in _NAMELESS else as_crs(code).name if code else _described(flat)
    return f"EPSG:{code} {name}" if code else name


def _described(flat: pyproj.CRS) -> str:
    """Datum and projection of a CRS without a name, as MapInfo leaves it."""
    key = _key(flat)
    datum = {"cgcs2000": "CGCS2000", "wgs84": "WGS 84"}.get(key.datum) or (
        flat.datum.name.replace("_", " ") if flat.datum else "")
    if datum.lower().startswith(("unknown", "mif")) or not datum:
        datum = f"datum not known ({flat.ellipsoid.name if flat.ellipsoid else '-'})"
    if key.method != "tmerc":
        return datum if key.method == "geographic" else f"{datum} / {key.method}"
    meridian, _, scale, easting, _ = key.parameters
    name = "Gauss-Kruger" if scale == 1 else f"Transverse Mercator, scale {scale:g},"
    return f"{datum} / {name} CM {meridian:g}E, false easting {easting:.10g} m"


def is_metric(crs: CrsLike) -> bool:
    """Whether the CRS is projected with both axes in metres."""
    return bool(_once(crs, "metric", lambda x: (flat := horizontal(x)).is_projected and all(
        abs(a.unit_conversion_factor - 1) < _METRE for a in flat.axis_info)))


def unit_of(crs: CrsLike) -> float:
    """Metres in a unit of the CRS; for degrees those of a degree of latitude."""
    factor = _key(crs).unit
    return factor * _A if _once(crs, "geographic", lambda x: horizontal(x).is_geographic) else factor


def datum_note(source: CrsLike, target: CrsLike) -> dict[str, Any] | None:
    """A note for the run record where ``to_crs`` takes WGS 84 and CGCS2000 as one (equal at 1 m), else None."""
    if {_key(source).datum, _key(target).datum} == {"wgs84", "cgcs2000"}:
        return {"code": "wgs84_as_cgcs2000", "source": name_of(source), "target": name_of(target)}
    return None


def to_crs(geometry: Geometries, source: CrsLike, target: CrsLike, *, densify_m: float = 200.0) -> Geometries:
    """Reproject n geometries; nothing else in the project does.

    Parameters
    ----------
    geometry : array of n shapely geometries or None, coordinates (east, north) in ``source``
    densify_m : float
        Longer edges get vertices first, because a straight edge of one CRS is none in another.

    Returns
    -------
    array of n geometries in ``target``, (east, north); the input itself when both CRSs are the same. A valid polygon
    stays valid: vertices a hair apart may fall together or cross on the way.

    Raises
    ------
    InputError
        ``crs_ballpark``: there is no known transformation between the two datums (PROJ would silently do nothing).
        WGS 84 and CGCS2000 are the one pair that is taken as equal, see ``datum_note``.
        ``crs_infinite``: a coordinate lies outside the domain, most often because axes are swapped.
    """
    given = np.asarray(geometry, dtype=object)
    if same_crs(source, target):
        return given
    steps = _steps(horizontal(source), horizontal(target))
    limit = densify_m / unit_of(source)
    box = shapely.bounds(given)
    with np.errstate(invalid="ignore"):
        wide = np.flatnonzero(np.hypot(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) > limit)
    if len(wide):
        given = given.copy()
        given[wide] = shapely.segmentize(given[wide], limit)
    flat = shapely.force_2d(given) if bool(shapely.has_z(given).any()) else given.copy()
    xy = shapely.get_coordinates(flat)
    x, y = xy[:, 0], xy[:, 1]
    for step in steps:
        x, y = step.transform(x, y)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        at = int(np.flatnonzero(~(np.isfinite(x) & np.isfinite(y)))[0])
        raise InputError("crs_infinite", source=name_of(source), target=name_of(target),
                         x=float(xy[at, 0]), y=float(xy[at, 1]))
    good = flat.copy()
    out: Geometries = np.asarray(shapely.set_coordinates(flat, np.stack([x, y], 1)), dtype=object)
    bad = np.flatnonzero(~shapely.is_valid(out) & ~shapely.is_missing(out))
    bad = bad[shapely.is_valid(good[bad]) & (shapely.area(good[bad]) > 0)]
    mended = valid_again(out[bad])
    there = ~shapely.is_missing(mended)
    out[bad[there]] = mended[there]
    return out


def _steps(source: pyproj.CRS, target: pyproj.CRS) -> list[pyproj.Transformer]:
    """Exact transformations from source to target; between WGS 84 and CGCS2000 the degrees are taken over."""
    if datum_note(source, target) is None:
        return [_transformer(source.to_wkt(), target.to_wkt())]
    steps = []
    for crs, there in ((source, False), (target, True)):
        if not crs.is_geographic:
            base = crs.geodetic_crs
            if base is None:
                raise InputError("crs_ballpark", source=name_of(source), target=name_of(target))
            ends = (base, crs) if there else (crs, base)
            steps.append(_transformer(ends[0].to_wkt(), ends[1].to_wkt()))
    return steps


@functools.lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    """One transformation of known accuracy of 1 m or better, or ``crs_ballpark``.

    ``only_best`` is no guard (it gives the ballpark operation), and a set of regional operations is none either:
    outside their areas PROJ takes the nearest.
    """
    problem = InputError("crs_ballpark", source=name_of(source), target=name_of(target))
    try:
        found = pyproj.transformer.TransformerGroup(source, target, always_xy=True, allow_ballpark=False)
        one = pyproj.Transformer.from_crs(source, target, always_xy=True, allow_ballpark=False)
    except (pyproj.exceptions.ProjError, IndexError) as error:       # IndexError: a projection that PROJ does not know
        raise problem from error
    if len(found.transformers) != 1 or not 0 <= found.transformers[0].accuracy <= 1:
        raise problem
    if "ballpark" in found.transformers[0].description.lower():
        raise problem
    return one


def working_crs(crs: CrsLike, bounds: Bounds) -> pyproj.CRS:
    """The CRS in which a plan is overlaid: its own when projected in metres, else a Gauss-Kruger zone of CGCS2000.

    ``bounds`` are those of the plan in ``crs``; its middle chooses the 3-degree zone (without prefix).

    Raises
    ------
    InputError
        ``crs_outside_china``: no zone holds the middle of the plan.
    """
    if is_metric(crs):
        return horizontal(crs)
    longitude, latitude = lonlat(np.array([(bounds[0] + bounds[2]) / 2]), np.array([(bounds[1] + bounds[3]) / 2]), crs)
    zone = round(float(longitude[0]) / 3)
    if not (25 <= zone <= 45 and CHINA[1] <= latitude[0] <= CHINA[3]):
        raise InputError("crs_outside_china", crs=name_of(crs), longitude=float(longitude[0]),
                         latitude=float(latitude[0]))
    return as_crs(_zone(zone, False))


def lonlat(x: Floats, y: Floats, crs: CrsLike) -> tuple[Floats, Floats]:
    """Longitude and latitude, degrees, on the CRS's own datum; infinite outside its domain."""
    flat = horizontal(crs)
    if flat.is_geographic:
        scale = _key(flat).unit / np.radians(1.0)
        return np.asarray(x, float) * scale, np.asarray(y, float) * scale
    base = flat.geodetic_crs
    if base is None:
        raise InputError("crs_unreadable", value=flat.name)
    longitude, latitude = _transformer(flat.to_wkt(), base.to_wkt()).transform(x, y)
    return np.asarray(longitude, float), np.asarray(latitude, float)


# --- areas ----------------------------------------------------------------------------------------------------

def areas(geometry: Geometries, crs: CrsLike) -> tuple[Floats, Floats]:
    """Planar and ellipsoidal area of n polygons, square metres; NaN for null.

    Parameters
    ----------
    geometry : array of n polygons or None, in ``crs``

    Returns
    -------
    planar_m2 : in the plane of ``crs`` when it is projected in metres, else NaN
    ellipsoidal_m2 : on the ellipsoid of the CRS (CGCS2000 for the CRSs in use), edges as they are drawn in ``crs``

    Notes
    -----
    Transverse Mercator: planar area times the inverse areal scale at the centroid (1e-7 up to 5 km, wider polygons
    go the general way). General: vertices in degrees, and for each edge the integral of the area q(phi) of a strip of
    unit longitude down to the equator. A CRS in degrees: along the straight edge, ``(q1 + q2) / 2 - q'' dphi^2 / 12``.
    Any other: with the bulge of the geodesic, ``sin(phi) (r^2 dlam^2 + 3 M^2 dphi^2) dlam / 12``, edges cut to 500 m.
    """
    given = np.asarray(geometry, dtype=object)
    area = np.asarray(shapely.area(given), float)
    planar = area if is_metric(crs) else np.full(len(given), np.nan)
    ellipsoidal = np.full(len(given), np.nan)
    key = _key(crs)
    rest = ~shapely.is_missing(given)
    if key.method == "tmerc" and is_metric(crs):
        box = shapely.bounds(given)
        offset = np.maximum(np.abs(box[:, 0] - key.parameters[3]), np.abs(box[:, 2] - key.parameters[3]))
        with np.errstate(invalid="ignore"):
            quick = rest & (box[:, 2] - box[:, 0] < 5_000) & (offset < 350_000)
        centre = shapely.get_coordinates(shapely.centroid(given[quick]))
        full = np.full((int(quick.sum()), 2), np.nan)
        full[~shapely.is_empty(given[quick])] = centre
        width = (box[:, 2] - box[:, 0])[quick]
        ellipsoidal[quick] = area[quick] * _inverse_areal_scale(full[:, 0], full[:, 1], width, key)
        ellipsoidal[rest & (area == 0)] = 0.0
        rest &= ~quick
    if rest.any():
        drawn = given[rest]
        limit = 500.0 / unit_of(crs)
        drawn = shapely.segmentize(drawn, limit)
        xy = shapely.get_coordinates(drawn)
        longitude, latitude = lonlat(xy[:, 0], xy[:, 1], crs)
        with np.errstate(invalid="ignore"):              # infinite outside the domain of the CRS: NaN
            ellipsoidal[rest] = _ellipsoidal(drawn, longitude, latitude, key.ellipsoid,
                                             geodesics=key.method != "geographic")
    return planar, ellipsoidal


def _inverse_areal_scale(x: Floats, y: Floats, width: Floats, key: _Crs) -> Floats:
    """Mean of 1 / k^2 of a transverse Mercator over polygons with centroid (x, y) and this width."""
    _, lat0, k0, east, north = key.parameters
    a, inverse = key.ellipsoid
    f = 1 / inverse if inverse else 0.0
    n, e2 = f / (2 - f), f * (2 - f)
    radius = a / (1 + n) * (1 + n * n / 4)
    mu = (y - north) / (k0 * radius) + np.radians(lat0)
    phi = mu + 1.5 * n * np.sin(2 * mu)
    w = 1 - e2 * np.sin(phi) ** 2
    square = k0 * k0 * a * a * (1 - e2) / w ** 2       # k0^2 times product of both radii of curvature
    u = (x - east) ** 2 / square
    k = k0 * (1 + u / 2 + u * u / 24)
    return np.asarray(1 / k ** 2 - width ** 2 / 12 / square / k0 ** 2)


def _ellipsoidal(geometry: Geometries, longitude: Floats, latitude: Floats, ellipsoid: tuple[float, float], *,
                 geodesics: bool) -> Floats:
    """Area of polygons whose coordinates, in order, are at these degrees; edges geodesic or straight in degrees."""
    parts, part_of = shapely.get_parts(geometry, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    count = shapely.get_num_coordinates(rings)
    ring = np.repeat(np.arange(len(rings)), count)
    lam, phi = np.radians(longitude), np.radians(latitude)
    start = np.flatnonzero(np.diff(ring, prepend=-1))
    lam = lam - lam[start][ring]                        # long numbers would cost digits
    a, inverse = ellipsoid
    f = 1 / inverse if inverse else 0.0
    e2 = f * (2 - f)
    e = np.sqrt(e2)
    sine = np.sin(phi)
    q = a * a * (1 - e2) / 2 * (sine / (1 - e2 * sine ** 2) + (np.arctanh(e * sine) / e if e else sine))
    q = q - q[start][ring]
    same = ring[1:] == ring[:-1]
    one, two = np.flatnonzero(same), np.flatnonzero(same) + 1
    d_lam, d_phi, mid = lam[two] - lam[one], phi[two] - phi[one], (phi[one] + phi[two]) / 2
    w = 1 - e2 * np.sin(mid) ** 2
    if geodesics:
        r, m = a * np.cos(mid) / np.sqrt(w), a * (1 - e2) / w ** 1.5
        bulge = np.sin(mid) * (r ** 2 * d_lam ** 2 + 3 * m ** 2 * d_phi ** 2) / 12
    else:
        bulge = a * a * (1 - e2) * np.sin(mid) * (1 - 4 * e2 * np.cos(mid) ** 2 / w) / w ** 2 * d_phi ** 2 / 12
    under = ((q[one] + q[two]) / 2 + bulge) * d_lam
    size = np.abs(np.bincount(ring[one], under, minlength=len(rings)))
    first = np.diff(ring_of, prepend=-1) != 0           # the shell comes first, holes are taken off
    part_size = np.bincount(ring_of, np.where(first, size, -size), minlength=len(parts))
    return np.asarray(np.bincount(part_of, part_size, minlength=len(geometry)))


# --- do the numbers fit the CRS? ------------------------------------------------------------------------------

class Doubt(NamedTuple):
    """Why numbers do not fit a CRS: code of a message and its facts."""

    code: str
    facts: dict[str, Any]


def plausible_crs(bounds: Bounds, crs: CrsLike) -> Doubt | None:
    """Whether coordinates can stand in a CRS; None, or the doubt.

    Parameters
    ----------
    bounds : (min east, min north, max east, max north) as they stand, in units of ``crs``

    Returns
    -------
    None or Doubt with one of the codes ``crs_degrees_in_metres, crs_metres_in_degrees, crs_axes_swapped,
    crs_zone_missing, crs_zone_unexpected, crs_other_zone, crs_outside_china, crs_not_finite``
    """
    west, south, east, north = (float(b) for b in bounds)
    facts: dict[str, Any] = {"crs": name_of(crs), "bounds": (west, south, east, north)}
    if not np.isfinite([west, south, east, north]).all():
        return Doubt("crs_not_finite", facts)
    flat, key = horizontal(crs), _key(crs)
    degrees = max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 180
    if flat.is_geographic:
        if not degrees:
            return Doubt("crs_metres_in_degrees", facts)
        if _in_china(west, south) and _in_china(east, north):
            return None
        return Doubt("crs_axes_swapped" if _in_china(south, west) and _in_china(north, east) else "crs_outside_china",
                     facts)
    if degrees and (_in_china(west, south) or _in_china(south, west)):
        return Doubt("crs_degrees_in_metres", facts)
    if key.method == "tmerc" and is_metric(flat):
        doubt = _zone_doubt((west, south, east, north), key, facts)
        if doubt is not None:
            return doubt
    longitude, latitude = lonlat(np.array([west, east]), np.array([south, north]), flat)
    if all(_in_china(x, y) for x, y in zip(longitude, latitude)):
        return None
    if key.method != "tmerc":
        longitude, latitude = lonlat(np.array([south, north]), np.array([west, east]), flat)
        if all(_in_china(x, y) for x, y in zip(longitude, latitude)):
            return Doubt("crs_axes_swapped", facts)
    return Doubt("crs_outside_china", facts)


def _zone_doubt(bounds: Bounds, key: _Crs, facts: dict[str, Any]) -> Doubt | None:
    """Numbers against the false easting of a transverse Mercator."""
    west, south, east, north = bounds
    zone = int(key.parameters[3] // 1_000_000)
    seen = int(west // 1_000_000), int(east // 1_000_000)
    if zone == 0 and min(seen) >= 13 and max(seen) <= 45:
        return Doubt("crs_zone_unexpected", {**facts, "zone": seen[0]})
    if zone and min(seen) >= 13 and max(seen) <= 45 and zone not in range(seen[0] - 1, seen[1] + 2):
        return Doubt("crs_other_zone", {**facts, "zone": seen[0], "expected": zone})
    if _north(south) and _north(north):
        if zone and west >= 0 and east < 1_000_000:
            return Doubt("crs_zone_missing", {**facts, "expected": zone})
        if zone and zone not in seen and abs((west + east) / 2 - key.parameters[3]) > 500_000:
            return Doubt("crs_other_zone", {**facts, "zone": seen[0], "expected": zone})
    elif _north(west) and _north(east):                   # the northing stands where the easting should
        return Doubt("crs_axes_swapped", facts)
    return None


def _in_china(longitude: float, latitude: float) -> bool:
    return bool(CHINA[0] <= longitude <= CHINA[2] and CHINA[1] <= latitude <= CHINA[3])


def _north(value: float) -> bool:
    """Whether a number can be a northing of mainland China."""
    return 1_900_000 <= value <= 6_000_000


# A coarse outline, about 0.6 degrees too large, only to rule out meridians for numbers without a zone.
_OUTLINE = shapely.polygons([
    (72.9, 39.6), (73.4, 38.0), (75.0, 36.3), (77.5, 34.8), (78.0, 31.9), (80.5, 29.6), (84.0, 28.0), (88.0, 27.2),
    (92.0, 26.2), (96.5, 27.6), (97.2, 24.0), (98.8, 21.0), (102.0, 20.5), (105.5, 21.9), (107.5, 20.8),
    (108.0, 17.6), (111.5, 17.6), (117.5, 21.8), (121.5, 21.3), (123.2, 25.2), (122.9, 31.5), (120.6, 35.2),
    (123.3, 36.8), (122.3, 38.6), (125.0, 39.2), (128.9, 41.3), (131.5, 42.0), (131.9, 44.3), (135.7, 47.8),
    (135.2, 49.0), (131.5, 48.7), (127.9, 50.6), (126.2, 53.6), (121.5, 54.1), (119.0, 52.2), (115.5, 48.9),
    (111.0, 46.3), (110.5, 43.6), (105.0, 42.4), (97.0, 43.4), (91.8, 46.6), (88.0, 49.7), (85.0, 48.0),
    (82.0, 46.0), (79.5, 44.0), (79.2, 42.4), (75.0, 41.1)])


class Proposal(NamedTuple):
    """A CRS that numbers may stand in; ``swapped`` when the columns are (north, east)."""

    epsg: int
    confidence: str          # "high", "medium", "low"
    reason: str              # code of a message
    swapped: bool = False


def propose_crs(bounds: Bounds, header_zone: int | None = None, near: tuple[float, float] | None = None, *,
                datum: str = grids.CGCS2000) -> list[Proposal]:
    """Which CRSs coordinates without one may stand in, the likeliest first; never a choice.

    Parameters
    ----------
    bounds : (min, min, max, max) of the first and the second column as they stand
    header_zone : int, optional
        Zone that a header or a file name states (13-23: 6-degree, 25-45: 3-degree).
    near : (longitude, latitude), optional
        A place of the same project, degrees; proposals more than 100 km away are left out.
    datum : of ``grids``, where a text names one

    Returns
    -------
    list of Proposal
        Numbers never tell the datum. Empty: a local grid, an offset, a defect; ask.
    """
    found = _in_cgcs2000(bounds, header_zone, near)
    if datum == grids.CGCS2000:
        return found
    codes = [grids.in_datum(p.epsg, datum) for p in found]
    return [p._replace(epsg=code) for p, code in zip(found, codes) if code is not None]


def _in_cgcs2000(bounds: Bounds, header_zone: int | None, near: tuple[float, float] | None) -> list[Proposal]:
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    if not np.isfinite([x, y]).all() or (bounds[0] == bounds[2] and bounds[1] == bounds[3] == 0):
        return []
    if abs(x) <= 180 and abs(y) <= 180:
        if _in_china(x, y):
            return _nearby([Proposal(CGCS2000, "medium", "degrees")], x, y, near)
        return _nearby([Proposal(CGCS2000, "medium", "degrees", True)], y, x, near) if _in_china(y, x) else []
    swapped = _north(x) and (not _north(y) or y >= 10_000_000)
    east, north = (y, x) if swapped else (x, y)
    found: list[Proposal] = []
    if _north(north) and east >= 10_000_000:
        found = _with_prefix(east, north, header_zone)
    elif _north(north) and 100_000 <= east <= 900_000:
        found = _without_prefix(east, north, header_zone, near)
    if not any(p.epsg == 3857 for p in found):
        web = [(a, b, s) for a, b, s in ((x, y, False), (y, x, True))
               if 8_100_000 <= a <= 15_200_000 and 300_000 <= b <= 7_200_000 and _lies_in_china(a, b, 3857)]
        if web and (not found or all(p.epsg == 4491 for p in found)):
            found = [p._replace(confidence="medium") for p in found] + [
                Proposal(3857, "medium" if found else "low", "web_mercator", web[0][2])]
    found = [p if p.epsg == 3857 else p._replace(swapped=swapped) for p in found]
    return _nearby(found, east, north, near)


def _nearby(found: list[Proposal], east: float, north: float, near: tuple[float, float] | None) -> list[Proposal]:
    """Proposals within 100 km of a known place; all where none is known."""
    if near is None:
        return found
    kept = []
    geod = pyproj.Geod(a=_A, f=_F)
    for p in found:
        a, b = (east, north) if p.epsg != 3857 or not p.swapped else (north, east)
        longitude, latitude = lonlat(np.array([a]), np.array([b]), p.epsg)
        if np.isfinite(longitude[0]) and geod.inv(longitude[0], latitude[0], *near)[2] <= 100_000:
            kept.append(p)
    return kept


def _lies_in_china(east: float, north: float, epsg: int) -> bool:
    longitude, latitude = lonlat(np.array([east]), np.array([north]), epsg)
    return bool(np.isfinite(longitude[0]) and shapely.contains_xy(_OUTLINE, longitude[0], latitude[0]))


def _off_meridian(east: float, north: float, epsg: int, meridian: float) -> float:
    longitude, _ = lonlat(np.array([east]), np.array([north]), epsg)
    return abs(float(longitude[0]) - meridian)


def _zone(zone: int, prefix: bool = True) -> int:
    code = grids.code_of(zone, prefix=prefix)
    assert code is not None
    return code


def _with_prefix(east: float, north: float, header: int | None) -> list[Proposal]:
    zone, rest = int(east // 1_000_000), east % 1_000_000
    if 25 <= zone <= 45 and 200_000 <= rest <= 800_000:
        own = _zone(zone)
        if header is not None and header != zone and 25 <= header <= 45:
            return [Proposal(own, "low", "zone_prefix"), Proposal(_zone(header), "low", "zone_header")]
        inside = _off_meridian(east, north, own, 3 * zone) <= 1.55
        return [Proposal(own, "high" if inside else "medium", "zone_prefix" if inside else "zone_wide")]
    if 24 <= zone <= 46 and (rest < 200_000 or rest > 800_000):
        other = zone - 1 if rest < 200_000 else zone + 1
        if header is not None and abs(header - zone) <= 1 and 25 <= header <= 45:
            return [Proposal(_zone(header), "medium", "zone_header")]
        return [Proposal(_zone(z), "low", "zone_overflow") for z in (zone, other)
                if 25 <= z <= 45 and _lies_in_china(east, north, _zone(z))]
    candidates = [zone] if 200_000 <= rest <= 800_000 else [zone, zone - 1 if rest < 200_000 else zone + 1]
    found = [Proposal(_zone(z), "high" if len(candidates) == 1 else "low", "zone_prefix_6") for z in candidates
             if 13 <= z <= 23 and _lies_in_china(east, north, _zone(z))]
    return [p._replace(confidence="medium") if p.epsg == 4491 and p.confidence == "high" else p for p in found]


def _without_prefix(east: float, north: float, header: int | None,
                    near: tuple[float, float] | None) -> list[Proposal]:
    if header is not None and (25 <= header <= 45 or 13 <= header <= 23):
        epsg, belt = _zone(header, False), 1.8 if grids.width_of(header) == 3 else 3.3
        meridian = grids.grids()[epsg].meridian
        if _off_meridian(east, north, epsg, meridian) <= belt:
            return [Proposal(epsg, "high" if near else "medium", "zone_header")]
        return []
    found = [Proposal(_zone(zone, False), "medium" if near else "low", "meridian_open") for zone in range(25, 46)
             if _lies_in_china(east, north, _zone(zone, False))]
    return sorted(found, key=lambda p: _off_meridian(east, north, p.epsg, grids.grids()[p.epsg].meridian))

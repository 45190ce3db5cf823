"""An invented city for benchmarks: parcels, contaminated plots and what else a review reads.

    python -m soilgate.tests.support.city OUT --size M        # 200 000 parcels, 2 000 plots, 100 000 samples
    python -m soilgate.tests.support.city OUT --parcels 5000 --plots 80 --samples 2000 --seed 7

Leaves in OUT a GeoPackage with a spatial index for each layer (``parcels``, ``registry``, ``negative_list``,
``control_zones``, ``samples``), in EPSG:4547, coordinates to 0.1 mm, and ``city.json`` with seed and counts. Equal
arguments give equal coordinates and attributes.

What is hard in it on purpose (shares are of the layer; no column tells, ``city.json`` counts them):

    parcels   rings that cross themselves 0.5 %, null 0.03 %, empty 0.01 %, strips 5 to 40 cm wide 0.5 %, two parts
              across a street 1 %, holes filled by another parcel 0.5 %, 4 to 60 vertices, borders shared exactly
    plots     free outlines 58 %; a parcel or a row of parcels exactly 22 %; unclaimed land between parcels 6 %; a
              parcel's outline moved by 5 to 45 cm 8 %; with a hole 2 %; two parts 2 %; self-crossing 1 %; another
              plot's copy under its own code 0.8 %; null 0.2 %

Concentrations are drawn around ``POLLUTANTS``, whose magnitudes are no legal limits.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyogrio
import shapely

VERSION = 1
CRS = "EPSG:4547"
CENTRE = (500_000.0, 3_380_000.0)
SIZES = {"S": (10_000, 200, 5_000), "M": (200_000, 2_000, 100_000), "L": (1_000_000, 10_000, 500_000)}

# code, label, share of the parcels
USES = [
    ("R2", "二类居住用地", 0.30), ("R1", "一类居住用地", 0.03), ("A33", "中小学用地", 0.05),
    ("R22", "服务设施用地", 0.03),
    ("A51", "医院用地", 0.02), ("A6", "社会福利用地", 0.02), ("A2", "文化设施用地", 0.02), ("A1", "行政办公用地", 0.03),
    ("B1", "商业用地", 0.10), ("B2", "商务用地", 0.05), ("M1", "一类工业用地", 0.08), ("M2", "二类工业用地", 0.05),
    ("W1", "一类物流仓储用地", 0.04), ("G1", "公园绿地", 0.07), ("G2", "防护绿地", 0.03),
    ("S42", "社会停车场用地", 0.03),
    ("U12", "供电用地", 0.02), ("R2/B1", "居住商业混合用地", 0.02), ("X9", "其他", 0.01),
]
# name, CAS number, unit, magnitude around which values are drawn
POLLUTANTS = [
    ("砷", "7440-38-2", "mg/kg", 20.0), ("镉", "7440-43-9", "mg/kg", 20.0), ("铬（六价）", "18540-29-9", "mg/kg", 3.0),
    ("铜", "7440-50-8", "mg/kg", 2000.0), ("铅", "7439-92-1", "mg/kg", 400.0), ("汞", "7439-97-6", "mg/kg", 8.0),
    ("镍", "7440-02-0", "mg/kg", 150.0), ("苯", "71-43-2", "mg/kg", 1.0), ("苯并[a]芘", "50-32-8", "mg/kg", 0.55),
    ("石油烃（C10-C40）", "", "mg/kg", 800.0),
]
STAGES = ["调查", "风险评估", "风险管控", "修复", "效果评估"]
OWNERS = ["示例化工厂", "示例农药厂", "示例电镀厂", "示例焦化厂", "示例制革厂", "示例有色金属冶炼厂", "示例石油加工厂"]


class Layer(NamedTuple):
    fields: pd.DataFrame
    geometry: np.ndarray        # of shapely geometries or None


def write(layer, path, name, kind):
    """One GeoPackage with a spatial index; a column of datetime64 becomes a date."""
    path.unlink(missing_ok=True)
    columns = [layer.fields[c].to_numpy() for c in layer.fields]
    columns = [c.astype("datetime64[D]") if c.dtype.kind == "M" else c for c in columns]
    columns = [c.astype(object) if c.dtype.kind not in "Mif" else c for c in columns]
    pyogrio.raw.write(path, shapely.to_wkb(layer.geometry), columns, list(layer.fields), layer=name, driver="GPKG",
                      geometry_type=kind, crs=CRS, promote_to_multi=kind != "Point",
                      dataset_options={"VERSION": "1.2"}, layer_options={"SPATIAL_INDEX": "YES"})


# ---------------------------------------------------------------- ragged arrays

def ranges(start, count):
    """Concatenated arange(s, s + c) for every pair of `start` and `count`."""
    start, count = np.asarray(start), np.asarray(count)
    offset = np.repeat(start - np.concatenate(([0], np.cumsum(count)[:-1])), count)
    return offset + np.arange(count.sum())


def spread(rng, n, *, low=0.5):
    """Breaks in [0, 1] for groups of `n[i]` cells, irregular: returns a flat array of sum(n + 1) values."""
    group = np.repeat(np.arange(len(n)), n)
    width = low + rng.random(len(group))
    total = np.bincount(group, width, len(n))
    width /= total[group]
    run = np.cumsum(width)
    first = np.concatenate(([0], np.cumsum(n)[:-1]))
    run -= np.repeat(run[first] - width[first], n)          # restart in every group
    last = first + n - 1
    run[last] = 1.0
    out = np.zeros(len(group) + len(n))
    out[np.arange(len(group)) + group + 1] = run
    return out


# ---------------------------------------------------------------- parcels

def blocks(rng, n):
    """`n` street blocks as corner arrays (n, 4, 2), counter-clockwise, apart by streets of 12 to 60 m."""
    columns = math.ceil(math.sqrt(n * 1.1))
    rows = math.ceil(n / columns)
    x = np.cumsum(170 + 190 * rng.random(columns + 1))
    y = np.cumsum(140 + 160 * rng.random(rows + 1))
    x += CENTRE[0] - x.mean()
    y += CENTRE[1] - y.mean()
    gx, gy = np.meshgrid(x, y)
    gx = gx + 22 * (rng.random(gx.shape) - 0.5)
    gy = gy + 22 * (rng.random(gy.shape) - 0.5)
    node = np.stack([gx, gy], -1)
    quad = np.stack([node[:-1, :-1], node[:-1, 1:], node[1:, 1:], node[1:, :-1]], 2).reshape(-1, 4, 2)[:n]
    # Every tenth street is a main road.
    column = np.tile(np.arange(columns), rows)[:n]
    row = np.repeat(np.arange(rows), columns)[:n]

    def half(k):
        return np.where(k % 10 == 0, 24.0, 6.0) + 3 * rng.random(len(k))

    left, right, low, high = half(column), half(column + 1), half(row), half(row + 1)
    move = np.stack([np.stack([left, low], -1), np.stack([-right, low], -1),
                     np.stack([-right, -high], -1), np.stack([left, -high], -1)], 1)
    return quad + move


def lots(rng, n):
    """About `n` simple polygons that tile street blocks; returns polygons and the block of each."""
    quad = blocks(rng, math.ceil(n / 11.2))
    n_block = len(quad)
    bend = np.where(rng.random(n_block) < 0.25, 18 * (rng.random(n_block) - 0.5), 0.0)   # curved streets, metres
    n_row = rng.integers(1, 4, n_block)
    block_of_row = np.repeat(np.arange(n_block), n_row)
    first_row = np.concatenate(([0], np.cumsum(n_row)[:-1]))
    v_line = spread(rng, n_row, low=1.0)                       # a block has one line more than rows
    n_line = n_row + 1
    first_line = np.concatenate(([0], np.cumsum(n_line)[:-1]))
    block_of_line = np.repeat(np.arange(n_block), n_line)
    line_below = first_line[block_of_row] + np.arange(len(block_of_row)) - first_row[block_of_row]

    n_col = rng.integers(2, 10, len(block_of_row))
    u_break = spread(rng, n_col)
    row_of_break = np.repeat(np.arange(len(n_col)), n_col + 1)

    # Nodes on lines: the breaks of the rows below and above, and points that draw a curve.
    smooth = np.where(bend != 0, rng.integers(6, 18, n_block), 0)[block_of_line]
    u_smooth = (ranges(np.ones(len(smooth), int), np.maximum(smooth - 1, 0))
                / np.repeat(np.maximum(smooth, 1), np.maximum(smooth - 1, 0)))
    line_of_smooth = np.repeat(np.arange(len(smooth)), np.maximum(smooth - 1, 0))
    line = np.concatenate([line_below[row_of_break], line_below[row_of_break] + 1, line_of_smooth])
    u = np.concatenate([u_break, u_break, u_smooth])
    is_break = np.concatenate([np.ones(2 * len(u_break), bool), np.zeros(len(u_smooth), bool)])
    order = np.lexsort((~is_break, u, line))
    line, u, is_break = line[order], u[order], is_break[order]
    gap = np.full(len(u), np.inf)
    same = line[1:] == line[:-1]
    gap[1:][same] = (u[1:] - u[:-1])[same]
    after = np.full(len(u), np.inf)
    after[:-1] = gap[1:]
    keep = np.where(is_break, gap > 0, (gap > 0.015) & (after > 0.015))
    line, u = line[keep], u[keep]
    # Lines run as graphs over u, sides as graphs over v, so moving a node across its line never tangles a ring.
    inner = (u > 0) & (u < 1)
    v = v_line[line] + np.where(inner, 0.012 * (rng.random(len(u)) - 0.5), 0.0)
    key = line * 2.0 + u

    # Nodes on sides: 0 to 3 points between two lines, of one side shared by both neighbours.
    n_side = np.where(rng.random(len(row_of_break)) < 0.35, rng.integers(1, 4, len(row_of_break)), 0)
    first_side = np.concatenate(([0], np.cumsum(n_side)[:-1]))
    side = np.repeat(np.arange(len(n_side)), n_side)
    t = (ranges(np.ones(len(n_side), int), n_side)) / np.repeat(n_side + 1, n_side)
    lower = v_line[line_below[row_of_break]][side]
    upper = v_line[line_below[row_of_break] + 1][side]
    v_side = lower + t * (upper - lower)
    u_mid = u_break[side]
    u_side = u_mid + np.where((u_mid > 0) & (u_mid < 1), 0.012 * (rng.random(len(side)) - 0.5), 0.0)

    all_u = np.concatenate([u, u_side])
    all_v = np.concatenate([v, v_side])
    block = np.concatenate([block_of_line[line], block_of_row[row_of_break[side]]])
    q = quad[block]
    a, b = all_u[:, None], all_v[:, None]
    xy = (1 - a) * (1 - b) * q[:, 0] + a * (1 - b) * q[:, 1] + a * b * q[:, 2] + (1 - a) * b * q[:, 3]
    xy[:, 0] += bend[block] * np.sin(np.pi * all_v)
    xy[:, 1] += bend[block] * np.sin(np.pi * all_u)
    xy = xy.round(4)

    # A lot lies between breaks k and k + 1 of one row: along the lower line, up a side, back on the upper line, down.
    left = np.flatnonzero(row_of_break[:-1] == row_of_break[1:])
    low_line = line_below[row_of_break[left]]
    lo0 = np.searchsorted(key, low_line * 2.0 + u_break[left])
    lo1 = np.searchsorted(key, low_line * 2.0 + u_break[left + 1])
    hi0 = np.searchsorted(key, (low_line + 1) * 2.0 + u_break[left])
    hi1 = np.searchsorted(key, (low_line + 1) * 2.0 + u_break[left + 1])
    count = np.stack([lo1 - lo0 + 1, n_side[left + 1], hi1 - hi0 + 1, n_side[left]], 1)
    start = np.stack([lo0, len(u) + first_side[left + 1], hi0, len(u) + first_side[left]], 1)
    flat_count, flat_start = count.ravel(), start.ravel()
    index = ranges(flat_start, flat_count)
    back = np.repeat(np.tile([False, False, True, True], len(left)), flat_count)
    mirror = np.repeat(2 * flat_start + flat_count - 1, flat_count)
    index = np.where(back, mirror - index, index)
    ring = np.repeat(np.arange(len(left)), count.sum(1))
    polygons = shapely.polygons(shapely.linearrings(xy[index], indices=ring))
    good = shapely.is_valid(polygons)          # one in ten thousand tangles at a sharp bend; its place stays empty
    return polygons[good], block_of_row[row_of_break[left]][good]


def bow_tie(polygons):
    """The same rings with their second and third vertex exchanged; most of them cross themselves then."""
    out = []
    for polygon in polygons:
        ring = shapely.get_coordinates(shapely.get_exterior_ring(polygon))
        ring[[1, 2]] = ring[[2, 1]]
        out.append(shapely.polygons(ring))
    return np.array(out, dtype=object)


def strips(rng, polygons):
    """Slivers 5 to 40 cm wide along the first edge of each polygon, on its inner side."""
    xy, ring = shapely.get_coordinates(polygons, return_index=True)
    first = np.concatenate(([0], np.flatnonzero(np.diff(ring)) + 1))
    a, b = xy[first], xy[first + 1]
    d = b - a
    normal = np.stack([-d[:, 1], d[:, 0]], 1) / np.hypot(d[:, 0], d[:, 1])[:, None]
    w = normal * (0.05 + 0.35 * rng.random(len(a)))[:, None]
    return shapely.polygons(np.stack([a, b, b + w, a + w, a], 1).round(4))


def scaled(polygons, factor):
    """Polygons shrunk about an inner point."""
    xy, index = shapely.get_coordinates(polygons, return_index=True)
    centre = shapely.get_coordinates(shapely.centroid(polygons))[index]
    return shapely.set_coordinates(polygons.copy(), (centre + factor * (xy - centre)).round(4))


def make_parcels(rng, n):
    """Exactly `n` parcels, the clean lots they come from, and counts of the tricky kinds."""
    share = {"invalid": 0.005, "null": 0.0003, "empty": 0.0001, "strip": 0.005, "two_part": 0.01, "hole": 0.005}
    k = {name: max(1, round(s * n)) for name, s in share.items()}
    base, block = lots(rng, n * 1.08 + 400)
    pick = rng.permutation(len(base))
    taken = np.zeros(len(base), bool)

    unclaimed = pick[:max(2, n // 200)]          # lots left out of the layer; plots may lie on them
    taken[unclaimed] = True
    pool = pick[len(unclaimed):]
    pool = pool[block[pool] < block.max()]

    first = pool[:k["two_part"] * 2]
    partner = np.searchsorted(block, block[first] + 1)      # a lot of the next block, across the street
    once = np.zeros(len(partner), bool)
    once[np.unique(partner, return_index=True)[1]] = True
    ok = once & ~taken[partner] & ~np.isin(partner, first)
    first, partner = first[ok][:k["two_part"]], partner[ok][:k["two_part"]]
    taken[first] = taken[partner] = True
    two_part = shapely.multipolygons(np.stack([base[first], base[partner]], 1))

    rest = pool[~taken[pool]]
    host = rest[:k["hole"] * 2]
    inner = scaled(base[host], 0.3)
    ok = shapely.contains_properly(base[host], inner) & shapely.is_valid(inner)
    host, inner = host[ok][:k["hole"]], inner[ok][:k["hole"]]
    taken[host] = True
    holed = np.array([shapely.polygons(shapely.get_exterior_ring(o), [shapely.get_exterior_ring(i)])
                      for o, i in zip(base[host], inner)], dtype=object)

    rest = rest[~taken[rest]]
    bad_at = rest[:k["invalid"] * 4]
    bad = bow_tie(base[bad_at])
    bad_at = bad_at[~shapely.is_valid(bad)][:k["invalid"]]
    bad = bad[~shapely.is_valid(bad)][:k["invalid"]]
    taken[bad_at] = True
    rest = rest[~taken[rest]]
    sliver = strips(rng, base[rest[:k["strip"]]])
    nothing = np.array([None] * k["null"] + [shapely.from_wkt("POLYGON EMPTY")] * k["empty"], dtype=object)

    special = np.concatenate([two_part, holed, inner, bad, sliver, nothing])
    plain = base[~taken]
    if len(plain) + len(special) < n:
        raise RuntimeError("too few lots were made; raise the factor in make_parcels")
    kept = np.sort(rng.permutation(len(plain))[: n - len(special)]) if len(plain) + len(special) > n else slice(None)
    geometry = np.concatenate([plain[kept], special])
    geometry = geometry[rng.permutation(len(geometry))]

    code = np.array([u[0] for u in USES])
    label = np.array([u[1] for u in USES])
    weight = np.cumsum([u[2] for u in USES])
    use = np.searchsorted(weight / weight[-1], rng.random(n), side="right")
    now = np.searchsorted(weight / weight[-1], rng.random(n), side="right")
    area = shapely.area(geometry)
    fields = pd.DataFrame({
        "地块编号": [f"DK{i:07d}" for i in range(1, n + 1)],
        "地块名称": [f"示例区{i // 400 + 1}单元{i % 400 + 1}号" for i in range(n)],
        "用地代码": code[use], "用地性质": label[use], "现状代码": code[now],
        "规划面积": np.nan_to_num(area).round(2),
        "申请单位": [f"示例置业第{i}公司" for i in rng.integers(1, 900, n)],
        "案卷号": [f"示规审〔2024〕{i:06d}号" for i in rng.integers(1, 400_000, n)],
        "申请日期": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 366, n), unit="D"),
    })
    counts = {"two_part": len(two_part), "hole": len(holed), "filled_hole": len(inner), "self_crossing": len(bad),
              "strip": len(sliver), "null": k["null"], "empty": k["empty"], "unclaimed_lots": len(unclaimed)}
    lot_state = {"base": base, "block": block, "unclaimed": unclaimed, "plain": np.flatnonzero(~taken)}
    return Layer(fields, geometry), lot_state, counts


# ---------------------------------------------------------------- site layers

def outlines(rng, centre, area, lowest=5, highest=60):
    """Free star-shaped outlines of about `area` m2 around `centre` (n, 2), 5 to 60 vertices."""
    n = len(centre)
    count = rng.integers(lowest, highest, n)
    who = np.repeat(np.arange(n), count)
    step = (np.arange(len(who)) - np.repeat(np.concatenate(([0], np.cumsum(count)[:-1])), count)) / count[who]
    angle = 2 * np.pi * (step + 0.6 * (rng.random(len(who)) - 0.5) / count[who])
    phase = 2 * np.pi * rng.random((n, 3))
    wave = 1 + sum(0.22 / (h + 1) * np.sin((h + 2) * angle + phase[who, h]) for h in range(3))
    radius = np.sqrt(area / np.pi)[who] * wave * (0.9 + 0.2 * rng.random(len(who)))
    stretch = (0.6 + 0.8 * rng.random(n))[who]
    xy = np.stack([radius * np.cos(angle) * stretch, radius * np.sin(angle) / stretch], 1)
    turn = (2 * np.pi * rng.random(n))[who]
    c, s = np.cos(turn), np.sin(turn)
    xy = np.stack([xy[:, 0] * c - xy[:, 1] * s, xy[:, 0] * s + xy[:, 1] * c], 1) + np.asarray(centre)[who]
    return shapely.polygons(shapely.linearrings(xy.round(4), indices=who))


def log_uniform(rng, n, low, high):
    return low * (high / low) ** rng.random(n)


def places(rng, n, box):
    """`n` centres in `box`, half of them in clusters as industry is."""
    xmin, ymin, xmax, ymax = box
    size = np.array([xmax - xmin, ymax - ymin])
    seat = rng.random((max(1, n // 25), 2))
    pick = rng.integers(0, len(seat), n)
    near = seat[pick] + 0.03 * (rng.random((n, 2)) + rng.random((n, 2)) - 1)
    free = rng.random((n, 2))
    at = np.where((rng.random(n) < 0.5)[:, None], near, free)
    return np.array([xmin, ymin]) + np.clip(at, 0, 1) * size


def make_plots(rng, n, lot_state, box):
    base, block = lot_state["base"], lot_state["block"]
    share = {"row_of_lots": 0.22, "touching_only": 0.06, "moved_outline": 0.08, "hole": 0.02, "two_part": 0.02,
             "self_crossing": 0.01, "copy": 0.008, "null": 0.002}
    k = {name: max(1, round(s * n)) for name, s in share.items()}
    k["touching_only"] = min(k["touching_only"], len(lot_state["unclaimed"]))
    k["free"] = n - sum(k.values())
    parts = {"free": outlines(rng, places(rng, k["free"], box), log_uniform(rng, k["free"], 2_000, 200_000))}

    lot = lot_state["plain"][rng.permutation(len(lot_state["plain"]))]
    first, lot = lot[:k["row_of_lots"]], lot[k["row_of_lots"]:]
    length = rng.integers(1, 5, len(first))
    parts["row_of_lots"] = np.array([
        shapely.union_all([g for g, b in zip(base[i:i + m], block[i:i + m]) if b == block[i]])
        for i, m in zip(first, length)], dtype=object)
    parts["touching_only"] = base[lot_state["unclaimed"][:k["touching_only"]]]
    moved, lot = base[lot[:k["moved_outline"]]], lot[k["moved_outline"]:]
    angle = 2 * np.pi * rng.random(len(moved))
    by = (0.05 + 0.40 * rng.random(len(moved)))[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    xy, index = shapely.get_coordinates(moved, return_index=True)
    parts["moved_outline"] = shapely.set_coordinates(moved.copy(), (xy + by[index]).round(4))

    outer = outlines(rng, places(rng, k["hole"], box), log_uniform(rng, k["hole"], 20_000, 200_000))
    parts["hole"] = np.array([shapely.difference(o, i) for o, i in zip(outer, scaled(outer, 0.4))], dtype=object)
    seat = places(rng, k["two_part"], box)
    parts["two_part"] = shapely.multipolygons(np.stack([
        outlines(rng, seat, log_uniform(rng, len(seat), 2_000, 20_000)),
        outlines(rng, seat + np.array([420.0, 60.0]), log_uniform(rng, len(seat), 2_000, 20_000))], 1))
    bad = bow_tie(outlines(rng, places(rng, k["self_crossing"] * 3, box),
                           log_uniform(rng, k["self_crossing"] * 3, 2_000, 60_000), 5, 9))
    parts["self_crossing"] = bad[~shapely.is_valid(bad)][:k["self_crossing"]]
    parts["copy"] = parts["free"][rng.integers(0, len(parts["free"]), k["copy"])]
    parts["null"] = np.array([None] * (n - sum(len(p) for p in parts.values())), dtype=object)
    geometry = np.concatenate(list(parts.values()))[rng.permutation(n)]

    off_list = rng.random(n) < 0.15
    listed = pd.Timestamp("2017-07-01") + pd.to_timedelta(rng.integers(0, 2400, n), unit="D")
    removed = (listed + pd.to_timedelta(rng.integers(200, 900, n), unit="D")).where(off_list)
    names = np.array([p[0] for p in POLLUTANTS])
    fields = pd.DataFrame({
        "地块编码": [f"WR{i:06d}" for i in range(1, n + 1)],
        "地块名称": [f"原{OWNERS[o]}{i}号地块" for i, o in enumerate(rng.integers(0, len(OWNERS), n), 1)],
        "名录状态": np.where(off_list, "已移出", "在列"),
        "所处阶段": np.array(STAGES)[rng.integers(0, len(STAGES), n)],
        "风险等级": np.array(["高", "中", "低"])[rng.integers(0, 3, n)],
        "主要污染物": ["、".join(names[np.sort(rng.permutation(len(names))[:m])]) for m in rng.integers(1, 4, n)],
        "列入日期": listed, "移出日期": removed,
        "责任主体": np.array(OWNERS)[rng.integers(0, len(OWNERS), n)],
    })
    return Layer(fields, geometry), {name: len(p) for name, p in parts.items()}


def make_negative_list(rng, n, box):
    geometry = outlines(rng, places(rng, n, box), log_uniform(rng, n, 20_000, 600_000), 4, 24)
    uses = np.array(["居住用地", "公共管理与公共服务用地", "居住用地、公共管理与公共服务用地",
                     "中小学用地、社会福利用地"])
    fields = pd.DataFrame({
        "清单编号": [f"FM{i:05d}" for i in range(1, n + 1)],
        "禁止用途": uses[rng.integers(0, len(uses), n)],
        "限制条件": np.array(["禁止", "未达治理修复目标前禁止", "须专题论证"])[rng.integers(0, 3, n)],
        "生效日期": pd.Timestamp("2018-01-01") + pd.to_timedelta(rng.integers(0, 1500, n), unit="D"),
    })
    return Layer(fields, geometry)


def make_zones(rng, n, plots):
    good = np.flatnonzero(shapely.is_valid(plots.geometry) & ~shapely.is_missing(plots.geometry))
    host = np.sort(good[rng.permutation(len(good))[:n]])
    reach = 5 + 75 * rng.random(len(host))
    geometry = shapely.buffer(plots.geometry[host], reach, quad_segs=4)
    geometry = shapely.set_precision(geometry, 0.0001)
    fields = pd.DataFrame({
        "管控区编号": [f"GK{i:05d}" for i in range(1, len(host) + 1)],
        "地块编码": plots.fields["地块编码"].to_numpy()[host],
        "划定日期": pd.Timestamp("2019-01-01") + pd.to_timedelta(rng.integers(0, 1800, len(host)), unit="D"),
    })
    return Layer(fields, geometry)


def make_samples(rng, n, plots, box, each=10):
    """`n` rows; boreholes lie seven times in ten in the box of a plot, else anywhere."""
    holes = max(1, n // each)
    bounds = shapely.bounds(plots.geometry)
    bounds = bounds[~np.isnan(bounds[:, 0])]
    b = bounds[rng.integers(0, len(bounds), holes)]
    inside = b[:, :2] + rng.random((holes, 2)) * (b[:, 2:] - b[:, :2])
    anywhere = np.array(box[:2]) + rng.random((holes, 2)) * (np.array(box[2:]) - np.array(box[:2]))
    dirty = rng.random(holes) < 0.7
    at = np.where(dirty[:, None], inside, anywhere).round(3)
    hole = np.sort(rng.integers(0, holes, n))
    what = rng.integers(0, len(POLLUTANTS), n)
    scale = np.array([p[3] for p in POLLUTANTS])[what]
    # Sum of uniforms in place of a normal draw: its stream is stable over numpy versions.
    bell = rng.random((n, 6)).sum(1) - 3.0
    value = scale * np.exp(1.1 * bell + np.where(dirty[hole], -0.9, -2.6))
    limit = scale / 400
    value = np.array([float(f"{x:.3g}") for x in value])
    below = (value < limit) | (rng.random(n) < 0.12)
    step = rng.integers(0, 6, n)
    text = np.array([f"<{x:g}" if less else f"{y:g}" for x, y, less in zip(limit, value, below)])
    fields = pd.DataFrame({
        "点位编号": [f"ZK{h:06d}" for h in hole], "样品编号": [f"S{i:07d}" for i in range(1, n + 1)],
        "深度上": step * 0.5, "深度下": step * 0.5 + 0.5,
        "污染物": np.array([p[0] for p in POLLUTANTS])[what], "CAS号": np.array([p[1] for p in POLLUTANTS])[what],
        "检测值": text, "浓度": np.where(below, np.nan, value), "检出限": limit,
        "单位": np.array([p[2] for p in POLLUTANTS])[what],
        "采样日期": pd.Timestamp("2021-01-01") + pd.to_timedelta(rng.integers(0, 1000, n), unit="D"),
    })
    return Layer(fields, shapely.points(at[hole]))


# ---------------------------------------------------------------- all together

def make_city(out, n_parcels, n_plots, n_samples, seed):
    """Write the city into the folder `out` and return what city.json says."""
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2024-12-31T00:00:00Z"})   # equal files for equal arguments
    stream = [np.random.Generator(np.random.PCG64(s)) for s in np.random.SeedSequence(seed).spawn(5)]
    parcels, lot_state, parcel_kinds = make_parcels(stream[0], n_parcels)
    box = tuple(float(x) for x in shapely.total_bounds(lot_state["base"]))
    plots, plot_kinds = make_plots(stream[1], n_plots, lot_state, box)
    layers = {
        "parcels": parcels, "registry": plots,
        "negative_list": make_negative_list(stream[2], max(1, n_plots // 2), box),
        "control_zones": make_zones(stream[3], max(1, n_plots // 5), plots),
        "samples": make_samples(stream[4], n_samples, plots, box),
    }
    for name, layer in layers.items():
        write(layer, out / f"{name}.gpkg", name, "Point" if name == "samples" else "MultiPolygon")
    xy = shapely.get_num_coordinates(parcels.geometry)
    about = {
        "generator": VERSION, "seed": seed, "crs": CRS, "bounds": [round(x, 1) for x in box],
        "rows": {name: len(layer.geometry) for name, layer in layers.items()},
        "parcel_vertices": {"median": float(np.median(xy)), "max": int(xy.max()), "sum": int(xy.sum())},
        "parcels": parcel_kinds, "plots": plot_kinds,
    }
    (out / "city.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return about


def main():
    parser = argparse.ArgumentParser(description="Make an invented city for benchmarks.")
    parser.add_argument("out", help="folder for the GeoPackages; made when missing, files in it are replaced")
    parser.add_argument("--size", choices=SIZES, default="S", help="S 10k, M 200k, L 1M parcels (default S)")
    parser.add_argument("--parcels", type=int, help="number of parcels, in place of the size's")
    parser.add_argument("--plots", type=int, help="number of registry plots")
    parser.add_argument("--samples", type=int, help="number of sample rows")
    parser.add_argument("--seed", type=int, default=2016, help="default 2016")
    args = parser.parse_args()
    chosen = [given if given is not None else size
              for given, size in zip((args.parcels, args.plots, args.samples), SIZES[args.size])]
    if chosen[0] < 500 or chosen[1] < 20 or chosen[2] < 10:
        parser.error("at least 500 parcels, 20 plots and 10 samples")
    print(json.dumps(make_city(args.out, *chosen, args.seed), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

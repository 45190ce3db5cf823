"""How long a review takes, and how much memory, beside what it is measured against.

    python -m soilgate.tests.bench.bench_review --size M [--grow] [--folder build/bench]

Prints, from one run on one machine, each in a process of its own:

    review      the whole review by the command line, files to files
    overlay     our overlay part alone: read, repair, overlaps, unions, shares, neighbours, points, write one layer
    geopandas   the same by geopandas: read, make valid, overlay, dissolve, sjoin_nearest within 50 m, sjoin, write
    bound       merely reading all inputs and writing the result layer, pyogrio raw

Ratios in the table are of the processor's seconds, those of a process that writes beside included, and of the clock;
below it the whole review is set beside geopandas with and without its reading and writing. Peak memory is that of the
larger process. ``--grow`` makes a city four times as large too and prints the exponent of growth.
At the end one drawn parcel is asked against 100 000 plots.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

LAYERS = ("parcels", "registry", "negative_list", "control_zones", "samples")
PLOTS = ("registry", "negative_list", "control_zones")
RADIUS_M = 50.0
TOLERANCE_M = 0.5
CRS = "EPSG:4547"
BUILD = Path(__file__).resolve().parents[2] / "build" / "bench"


class Clock:
    """Seconds of each stretch of work; the last line of a child's output."""

    def __init__(self):
        self.start = self.last = time.perf_counter()
        self.parts = {}

    def lap(self, name):
        now = time.perf_counter()
        self.parts[name] = self.parts.get(name, 0.0) + now - self.last
        self.last = now

    def tell(self, **more):
        print(json.dumps({**self.parts, "total": time.perf_counter() - self.start, **more}))


# --- children -------------------------------------------------------------------------------------------------

def read_raw(city):
    """All layers with all their columns: fields, geometries as WKB, values."""
    import pyogrio

    return {name: pyogrio.raw.read(city / f"{name}.gpkg") for name in LAYERS}


def write_raw(path, layer, wkb, **more):
    """The result layer: all columns of the parcels and a few of ours, with a spatial index."""
    import pyogrio

    meta, _, _, values = layer
    path.unlink(missing_ok=True)
    pyogrio.raw.write(path, wkb, [*values, *more.values()], [*meta["fields"], *more], layer="parcels_reviewed",
                      driver="GPKG", geometry_type="MultiPolygon", crs=CRS, promote_to_multi=True,
                      layer_options={"SPATIAL_INDEX": "YES"})


def run_bound(city):
    import numpy as np

    clock = Clock()
    layers = read_raw(city)
    clock.lap("read")
    n = len(layers["parcels"][2])
    write_raw(city / "bound.gpkg", layers["parcels"], layers["parcels"][2], verdict=np.full(n, "clear", object),
              overlap_m2=np.zeros(n), share=np.zeros(n),
              reasons_zh=np.full(n, "在所列核查范围内未发现土壤环境限制", object))
    clock.lap("write")
    clock.tell(rows=n)


def run_overlay(city):
    import numpy as np
    import shapely
    from soilgate.plugin.core import geometry, overlay

    clock = Clock()
    layers = read_raw(city)
    shapes = {name: shapely.from_wkb(layer[2]) for name, layer in layers.items()}
    clock.lap("read")
    fixed = {name: geometry.repair(shapes[name], tolerance_m=TOLERANCE_M) for name in ("parcels", *PLOTS)}
    parcels = overlay.Boxes(fixed["parcels"].geometry)
    geometry.areas(parcels.geometry, CRS)
    columns, pairs_seen = {}, 0
    for name in PLOTS:
        plots = overlay.Boxes(fixed[name].geometry)
        pairs = overlay.overlay_pairs(parcels, plots, tolerance_m=TOLERANCE_M, reach_a=fixed["parcels"].reach,
                                      reach_b=fixed[name].reach)
        pairs_seen += len(pairs)
        columns[f"{name}_m2"], columns[f"{name}_share"] = overlay.union_overlap(pairs)
        if name != "negative_list":
            near = overlay.within_distance(parcels, plots, RADIUS_M, exclude=pairs)
            nearest = np.full(len(parcels.geometry), np.nan)
            np.fmin.at(nearest, near.a_index, near.distance_m)
            columns[f"{name}_m"] = nearest
    holder, _ = overlay.points_in(parcels, shapes["samples"])
    columns["samples"] = np.bincount(holder, minlength=len(parcels.geometry))
    clock.lap("work")
    write_raw(city / "overlay.gpkg", layers["parcels"], layers["parcels"][2], **columns)
    clock.lap("write")
    clock.tell(pairs=pairs_seen)


def run_geopandas(city):
    import geopandas
    import numpy as np

    clock = Clock()
    layers = {name: geopandas.read_file(city / f"{name}.gpkg", engine="pyogrio") for name in LAYERS}
    clock.lap("read")
    parcels, pairs_seen = layers["parcels"], 0
    for name in ("parcels", *PLOTS):
        layers[name].geometry = layers[name].geometry.make_valid()
    frame = parcels[[parcels.geometry.name]].reset_index(names="row")
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    for name in PLOTS:
        plots = layers[name][[layers[name].geometry.name]].reset_index(names="plot")
        plots = plots[~(plots.geometry.isna() | plots.geometry.is_empty)]
        met = geopandas.overlay(frame, plots, how="intersection", keep_geom_type=True)
        pairs_seen += len(met)
        several = met["row"].duplicated(keep=False)
        area = met[~several].set_index("row").area
        if several.any():
            area = np.maximum(area.reindex(frame["row"], fill_value=0),
                              met[several].dissolve("row").area.reindex(frame["row"], fill_value=0))
        parcels[f"{name}_m2"] = area.reindex(parcels.index, fill_value=0)
        if name != "negative_list":
            near = geopandas.sjoin_nearest(frame, plots, how="inner", max_distance=RADIUS_M, distance_col="distance")
            parcels[f"{name}_m"] = near.groupby("row")["distance"].min().reindex(parcels.index)
    inside = geopandas.sjoin(layers["samples"][["geometry"]], frame, how="inner", predicate="intersects")
    parcels["samples"] = inside.groupby("row").size().reindex(parcels.index, fill_value=0)
    clock.lap("work")
    path = city / "geopandas.gpkg"
    path.unlink(missing_ok=True)
    parcels.to_file(path, layer="parcels_reviewed", engine="pyogrio")
    clock.lap("write")
    clock.tell(pairs=pairs_seen)


def run_live(city):
    import numpy as np
    import pyogrio
    import shapely
    from soilgate.plugin.core import geometry, overlay

    shapes = geometry.repair(shapely.from_wkb(pyogrio.raw.read(city / "parcels.gpkg", columns=[])[2])).geometry
    shapes = shapes[~shapely.is_missing(shapes)]
    index = overlay.Index(shapes[:100_000])
    rng = np.random.default_rng(1)
    drawn = shapely.buffer(shapely.centroid(rng.choice(shapes, 2000)), rng.uniform(10, 80, 2000), quad_segs=3)
    seconds = {"search": [], "overlap": []}
    for polygon in drawn:
        start = time.perf_counter()
        index.candidates(polygon)
        middle = time.perf_counter()
        index.near_one(polygon, RADIUS_M)
        seconds["search"].append(middle - start)
        seconds["overlap"].append(time.perf_counter() - middle)
    Clock().tell(plots=len(index.b), **{f"{name}_p{p}_ms": round(float(np.percentile(values, p)) * 1000, 3)
                                        for name, values in seconds.items() for p in (50, 95)})


CHILDREN = {"bound": run_bound, "overlay": run_overlay, "geopandas": run_geopandas, "live": run_live}


# --- parent ---------------------------------------------------------------------------------------------------

def measure(command):
    """Run a command; seconds, those of the processor, peak memory in MB, what its last line says, exit code."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = child.stdout, child.stderr
    with output, errors:
        text = output.read()
        problem = errors.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    lines = text.strip().splitlines()
    said = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    return {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / 1024, "exit": child.returncode, "problem": problem, **said}


def review_command(city):
    options = [f"--{name.replace('_', '-')}={city / (name + '.gpkg')}" for name in LAYERS]
    return [sys.executable, "-m", "soilgate", "review", *options, "--as-of=2024-12-31",
            f"--out={city / 'review.gpkg'}"]


def child_command(name, city):
    return [sys.executable, "-m", "soilgate.tests.bench.bench_review", "--child", name, "--folder", str(city)]


def make(folder, name, options):
    """A city, made once; in a child, because a child's peak memory is never below that of the process it came from."""
    path = folder / name
    if not (path / "city.json").exists():
        print(f"making {path} ...", flush=True)
        subprocess.run([sys.executable, "-m", "soilgate.tests.support.city", str(path), *options], check=True,
                       stdout=subprocess.DEVNULL)
    return path


def table(city):
    """Measure and print; what was measured, by name.

    Ratios are of the processor's seconds, which other work on the machine does not touch; of the clock beside them.
    """
    measured, before = {}, os.getloadavg()[0]
    print(f"\n{city.name}\n{'':11}{'clock s':>9}{'cpu s':>9}{'peak MB':>9}{'cpu x bound':>13}{'cpu x geopandas':>17}"
          f"{'clock x geopandas':>19}")
    for name in ("bound", "geopandas", "overlay", "review"):
        got = measure(review_command(city) if name == "review" else child_command(name, city))
        if got["exit"]:
            print(f"{name:11}failed: {got['problem'].strip().splitlines()[-1:]}")
            continue
        measured[name] = got
        ratios = [got[what] / measured[to][what] if to in measured else math.nan
                  for what, to in (("cpu", "bound"), ("cpu", "geopandas"), ("seconds", "geopandas"))]
        print(f"{name:11}{got['seconds']:9.2f}{got['cpu']:9.2f}{got['mb']:9.0f}"
              f"{ratios[0]:13.2f}{ratios[1]:17.2f}{ratios[2]:19.2f}", flush=True)
    if {"geopandas", "review"} <= measured.keys():
        whole, theirs = measured["review"]["seconds"], measured["geopandas"]
        print(f"whole review, files to files, by the clock: {whole:.1f} s\n"
              f"  / geopandas with its reading and writing, {theirs['seconds']:.1f} s: {whole / theirs['seconds']:.2f}\n"
              f"  / geopandas without them, overlay and joins alone, {theirs['work']:.1f} s: {whole / theirs['work']:.2f}\n"
              f"load of the machine before and after (1 minute): {before:.1f}, {os.getloadavg()[0]:.1f}, "
              f"{os.cpu_count()} cores")
    return measured


def main():
    parser = argparse.ArgumentParser(description="Time and memory of a review beside geopandas and the I/O bound.")
    parser.add_argument("--size", choices=("S", "M", "L"), default="M", help="size of the invented city (default M)")
    parser.add_argument("--grow", action="store_true", help="also a city four times as large")
    parser.add_argument("--folder", type=Path, default=BUILD, help="where cities and results are kept")
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        CHILDREN[args.child](args.folder)
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    city = make(args.folder, args.size, ["--size", args.size])
    first = table(city)
    if args.grow:
        rows = json.loads((city / "city.json").read_text(encoding="utf-8"))["rows"]
        second = table(make(args.folder, f"{args.size}x4", [
            f"--parcels={4 * rows['parcels']}", f"--plots={4 * rows['registry']}", f"--samples={4 * rows['samples']}"]))
        for name in first.keys() & second.keys():
            print(f"growth of {name}: time N^{math.log(second[name]['seconds'] / first[name]['seconds'], 4):.2f}, "
                  f"processor time N^{math.log(second[name]['cpu'] / first[name]['cpu'], 4):.2f}, "
                  f"peak memory {second[name]['mb'] / first[name]['mb']:.1f} times")
    live = measure(child_command("live", city))
    print(f"\none drawn parcel against {live.get('plots', 0)} plots, ms: "
          + ", ".join(f"{k[:-3]} {v}" for k, v in live.items() if k.endswith("_ms")))


if __name__ == "__main__":
    main()

"""How long one mouse move of the live check takes, with 10 000 and with 100 000 plots loaded.

    python -m soilgate.tests.bench.bench_live [--moves 400] [--folder build/bench]

Each city is made once (``tests/support/city.py``); of every move the polygon is checked by the whole review: overlaps,
rules, sentences in one language, as the window asks. Prints milliseconds at the 50th and 95th percentile, by the clock
and of the processor (what an idle machine would take), and the seconds that preparing the site takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from .bench_review import BUILD, LAYERS, make, measure

PLOTS = (10_000, 100_000)


def run(city, moves):
    """Load a city, prepare it, drag polygons over it; a line of JSON."""
    import numpy as np
    import pandas as pd
    import shapely
    from soilgate.plugin import jobs
    from soilgate.plugin.core.live import LiveSite
    from soilgate.plugin.core.progress import Silent
    from soilgate.plugin.core.review import Options
    from soilgate.plugin.core.vocabulary import Role

    request = jobs.ReviewRequest({Role(name): jobs.LayerInput(str(city / f"{name}.gpkg")) for name in LAYERS})
    tables = jobs.read_inputs(request, Silent())
    start = time.perf_counter()
    site = LiveSite(tables, Options(pd.Timestamp("2024-12-31"), jobs.load_rules()), languages=("zh",))
    ready = time.perf_counter() - start
    rng = np.random.default_rng(1)
    plots = tables[Role.REGISTRY].geometry
    middles = shapely.centroid(plots[~shapely.is_missing(plots) & ~shapely.is_empty(plots)])
    seconds, busy = [], []
    for k in range(moves):
        if k % 20 == 0:                                # a new parcel; then one of its corners is dragged
            middle = middles[rng.integers(len(middles))]
            ring = np.array([middle.x, middle.y]) + 70 * np.array([(-1, -1), (1, -1), (1.2, 0.3), (1, 1), (-1, 1)])
        ring[2] += rng.normal(0, 8, 2)
        polygon = shapely.Polygon(ring)
        start, used = time.perf_counter(), time.thread_time()
        site.check(polygon, None, {"use_code": "R2"})
        seconds.append(time.perf_counter() - start)
        busy.append(time.thread_time() - used)
    low, high = np.percentile(seconds[5:], [50, 95]) * 1000
    print(json.dumps({"plots": len(plots), "ready": ready, "p50": low, "p95": high,
                      "cpu50": np.percentile(busy[5:], 50) * 1000, "cpu95": np.percentile(busy[5:], 95) * 1000}))


def main():
    parser = argparse.ArgumentParser(description="Latency of the live check.")
    parser.add_argument("--moves", type=int, default=400, help="mouse moves (default 400)")
    parser.add_argument("--folder", type=Path, default=BUILD, help="where cities are kept")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        run(args.folder, args.moves)
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    for plots in PLOTS:
        city = make(args.folder, f"live-{plots // 1000}k", [f"--parcels={2 * plots}", f"--plots={plots}", "--samples=20000"])
        got = measure([sys.executable, "-m", "soilgate.tests.bench.bench_live", "--child", "--folder", str(city),
                       "--moves", str(args.moves)])
        if got["exit"]:
            print(f"live check with {plots} plots failed: {got['problem'].strip().splitlines()[-1:]}")
        else:
            print(f"live check with {got['plots']} plots: p50 {got['p50']:.1f} ms, p95 {got['p95']:.1f} ms a move; of the processor "
                  f"p50 {got['cpu50']:.1f} ms, p95 {got['cpu95']:.1f} ms (site ready in {got['ready']:.1f} s, peak {got['mb']:.0f} MB)", flush=True)


if __name__ == "__main__":
    main()

"""How long one mouse move of the live check takes, with 10 000 and with 100 000 plots loaded.

    python -m soilgate.tests.bench.bench_live [--moves 400] [--folder build/bench]

Each city is made once (``tests/support/city.py``) and asked twice: with its register of plots alone, and with half as
many entries of the negative list, control zones and samples beside it. All moves are made once for each of five
things, each with all before it: the search of what lies near; the overlaps; the rules (verdict, what it could be, which
rules gave it); what the cursor shows (share and subject of the gravest finding, all evidence as shapes); the sentences
of all findings, which the panel of reasons asks for when the mouse rests. Prints milliseconds at the 50th and 95th
percentile, by the clock and of the processor (what an idle machine would take), and the seconds that preparing the site
takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from .bench_review import BUILD, LAYERS, RADIUS_M, make, measure

SIZES = (10_000, 100_000)
SITES = {"the register alone": ("parcels", "registry"), "all layers": LAYERS}
STAGES = ("search", "overlap", "rules", "cursor", "sentences")
WORDS = {"search": "search", "overlap": "overlaps", "rules": "with rules", "cursor": "with what the cursor shows",
         "sentences": "with all sentences"}
WARM = 5                                               # moves that are not counted


def shown(answer):
    """What the box beside the cursor and the hatches on the map ask of an answer."""
    first = answer.findings[0]
    return answer.verdict, answer.could_be, first.rule, first.share, first.subject_id, [f.geometry for f in
                                                                                        answer.findings]


def run(city, names, moves):
    """Load a city, prepare it, drag polygons over it; a line of JSON."""
    import numpy as np
    import pandas as pd
    import shapely
    from soilgate.plugin import jobs
    from soilgate.plugin.core.live import LiveSite
    from soilgate.plugin.core.progress import Silent
    from soilgate.plugin.core.review import Options
    from soilgate.plugin.core.vocabulary import Role

    request = jobs.ReviewRequest({Role(name): jobs.LayerInput(str(city / f"{name}.gpkg")) for name in names})
    tables = jobs.read_inputs(request, Silent())
    start = time.perf_counter()
    site = LiveSite(tables, Options(pd.Timestamp("2024-12-31"), jobs.load_rules()), languages=("zh",))
    ready = time.perf_counter() - start
    rng = np.random.default_rng(1)
    plots = tables[Role.REGISTRY].geometry
    middles = shapely.centroid(plots[~shapely.is_missing(plots) & ~shapely.is_empty(plots)])
    index = site._site.index
    drawn = []
    for k in range(moves + WARM):
        if k % 20 == 0:                                # a new parcel; then one of its corners is dragged
            middle = middles[rng.integers(len(middles))]
            ring = np.array([middle.x, middle.y]) + 70 * np.array([(-1, -1), (1, -1), (1.2, 0.3), (1, 1), (-1, 1)])
        ring[2] += rng.normal(0, 8, 2)
        drawn.append(shapely.Polygon(ring))

    def check(polygon):
        return site.check(polygon, None, {"use_code": "R2"})

    def cursor(polygon):
        return shown(check(polygon))

    def sentences(polygon):
        answer = check(polygon)
        shown(answer)
        return [f.message_zh for f in answer.findings] + [answer.next_step_zh]

    works = {"search": lambda polygon: index.candidates(polygon, radius_m=RADIUS_M),
             "overlap": lambda polygon: index.near_one(polygon, RADIUS_M),
             "rules": check, "cursor": cursor, "sentences": sentences}
    out = {"plots": len(plots), "ready": ready}
    for name in STAGES:
        told = ([], [])
        for polygon in drawn:
            clock, used = time.perf_counter(), time.thread_time()
            works[name](polygon)
            told[0].append(time.perf_counter() - clock)
            told[1].append(time.thread_time() - used)
        out[name] = [1000 * x for values in told for x in np.percentile(values[WARM:], (50, 95))]
    print(json.dumps(out))


def main():
    parser = argparse.ArgumentParser(description="Latency of the live check.")
    parser.add_argument("--moves", type=int, default=400, help="mouse moves (default 400)")
    parser.add_argument("--folder", type=Path, default=BUILD, help="where cities are kept")
    parser.add_argument("--child", choices=SITES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        run(args.folder, SITES[args.child], args.moves)
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    for plots in SIZES:
        city = make(args.folder, f"live-{plots // 1000}k", [f"--parcels={2 * plots}", f"--plots={plots}", "--samples=20000"])
        for names in SITES:
            got = measure([sys.executable, "-m", "soilgate.tests.bench.bench_live", "--child", names, "--folder",
                           str(city), "--moves", str(args.moves)])
            if got["exit"]:
                print(f"live check with {plots} plots failed: {got['problem'].strip().splitlines()[-1:]}")
                continue
            print(f"live check with {got['plots']} plots, {names}: site ready in {got['ready']:.1f} s, peak "
                  f"{got['mb']:.0f} MB; ms a move, p50 and p95 by the clock, p50 and p95 of the processor")
            for name in STAGES:
                print(f"  {WORDS[name]:<27}" + "".join(f"{value:8.2f}" for value in got[name]), flush=True)


if __name__ == "__main__":
    main()

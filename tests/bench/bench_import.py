"""How long an import takes, and how much memory, beside merely reading the file and writing a GeoPackage.

    python -m soilgate.tests.bench.bench_import [--polygons 110000] [--rows 500000] [--folder build/bench]

Two files are made once: a shapefile in GBK of about 100 MB and a laboratory CSV of half a million rows. Each is brought
into a new GeoPackage by ``soilgate import``, and read by pyogrio or pandas and written by GDAL, each in a process of
its own. Prints seconds, those of the processor (which other work on the machine does not touch), peak memory, the
ratio of the processor's seconds (aim: below 1.5) and memory over the size of the file (aim: below 4). Exit 1 where not
every row came in.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from .bench_review import BUILD, CRS, Clock, measure

FILES = {"shapefile": "plan.shp", "csv": "samples.csv"}
COMMANDS = {"shapefile": ["layer", "--as", "parcels"], "csv": ["samples", "--crs", CRS]}


# --- children -------------------------------------------------------------------------------------------------

def make_shapefile(path, count):
    """Parcels of thirty corners, as a survey office draws them."""
    import numpy as np
    import pyogrio
    import shapely

    rng = np.random.default_rng(1)
    angles = np.sort(rng.uniform(0, 2 * np.pi, (count, 30)), axis=1)
    radii = rng.uniform(40, 60, (count, 30))
    wide = int(np.ceil(np.sqrt(count)))
    x = 480_000 + 130.0 * (np.arange(count) % wide)
    y = 3_360_000 + 130.0 * (np.arange(count) // wide)
    corners = np.stack([x[:, None] + radii * np.cos(angles), y[:, None] + radii * np.sin(angles)], axis=-1)
    corners = np.concatenate([corners, corners[:, :1]], axis=1)
    shapes = shapely.polygons(corners)
    codes = np.array(["0701", "0702", "0801", "0901", "1001", "1301", "1401"], object)
    fields = {"地块编号": np.array([f"DK{k:07d}" for k in range(count)], object),
              "地块名称": np.array([f"规划地块第{k}号" for k in range(count)], object),
              "用地代码": codes[rng.integers(0, len(codes), count)],
              "面积": shapely.area(shapes).round(2),
              "备注": np.array(["居住用地", "", "待核实范围", "道路两侧"], object)[rng.integers(0, 4, count)]}
    pyogrio.raw.write(path, shapely.to_wkb(shapes), list(fields.values()), list(fields), driver="ESRI Shapefile",
                      geometry_type="Polygon", crs=CRS, encoding="GBK")


def make_csv(path, count):
    """Results of a laboratory, a row a pollutant."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(2)
    pollutants = np.array(["砷", "镉", "铬（六价）", "铜", "铅", "汞", "镍", "苯", "苯并[a]芘", "石油烃（C10-C40）"], object)
    point = np.arange(count) // 30
    top = (np.arange(count) // 10 % 3) * 0.5
    values = np.array([f"{v:.3g}" for v in rng.lognormal(0, 1, count)], object)
    values[rng.random(count) < 0.2] = "ND"
    values[rng.random(count) < 0.05] = "<0.05"
    methods = {"砷": "HJ 680-2013 微波消解/原子荧光法", "汞": "HJ 680-2013 微波消解/原子荧光法", "苯": "HJ 605-2011 吹扫捕集/气相色谱-质谱法"}
    names = pollutants[np.arange(count) % 10]
    pd.DataFrame({
        "报告编号": [f"TR2025-{p // 100:04d}" for p in point], "项目名称": "示例化工厂地块土壤污染状况详细调查",
        "样品编号": [f"S{p:05d}-{t:.1f}" for p, t in zip(point, top)], "点位编号": [f"S{p:05d}" for p in point],
        "X坐标": (3_370_000 + point % 131 * 37.123).round(3), "Y坐标": (490_000 + point // 131 * 41.457).round(3),
        "顶部深度(m)": top, "底部深度(m)": top + 0.5, "污染物": names, "检测值": values,
        "单位": "mg/kg", "检测方法": [methods.get(n, "HJ 491-2019 火焰原子吸收分光光度法") for n in names],
        "检测单位": "示例检测技术有限公司", "采样日期": [f"2025-{1 + k % 12:02d}-{1 + k % 28:02d}" for k in point]}).to_csv(
            path, index=False, encoding="utf-8")


def run_bound(folder, name):
    """Read the file, write all its columns with a spatial index."""
    import pyogrio

    clock = Clock()
    source, target = folder / FILES[name], folder / f"{name}-bound.gpkg"
    target.unlink(missing_ok=True)
    if name == "shapefile":
        frame = pyogrio.read_dataframe(source, encoding="GBK")
        kind = "MultiPolygon"
    else:
        import geopandas
        import pandas as pd

        table = pd.read_csv(source)
        frame = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(table["Y坐标"], table["X坐标"]), crs=CRS)
        kind = "Point"
    clock.lap("read")
    pyogrio.write_dataframe(frame, target, layer="t", driver="GPKG", geometry_type=kind,
                            promote_to_multi=kind == "MultiPolygon", layer_options={"SPATIAL_INDEX": "YES"})
    clock.lap("write")
    clock.tell(rows=len(frame))


# --- parent ---------------------------------------------------------------------------------------------------

def size_of(path):
    """Bytes of a file with those beside it that belong to it."""
    return sum(part.stat().st_size for part in path.parent.glob(f"{path.stem}.*")
               if part.suffix in (".shp", ".dbf", ".shx", ".csv"))


def rows_in(path, table):
    """How many rows a table of a GeoPackage holds."""
    database = sqlite3.connect(path)
    try:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    finally:
        database.close()


def main():
    parser = argparse.ArgumentParser(description="Time and memory of imports beside reading and writing alone.")
    parser.add_argument("--polygons", type=int, default=110_000)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, default=BUILD, help="where files and results are kept")
    parser.add_argument("--only", choices=FILES, help="one of the two")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        {"make-shapefile": lambda: make_shapefile(args.folder / FILES["shapefile"], args.polygons),
         "make-csv": lambda: make_csv(args.folder / FILES["csv"], args.rows),
         "bound": lambda: run_bound(args.folder, args.child[1])}[args.child[0]]()
        return 0
    me = [sys.executable, "-m", "soilgate.tests.bench.bench_import", f"--polygons={args.polygons}",
          f"--rows={args.rows}"]
    lost = False
    print(f"{'':24}{'seconds':>9}{'cpu s':>9}{'peak MB':>9}{'x bound':>9}{'x file':>8}")
    for name, count in (("shapefile", args.polygons), ("csv", args.rows)):
        if args.only not in (None, name):
            continue
        folder = args.folder / f"import-{name}-{count}"
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / FILES[name]
        if not source.exists():
            subprocess.run([*me, "--folder", str(folder), "--child", f"make-{name}", ""], check=True)
        size = size_of(source) / 1e6
        target = folder / f"{name}.gpkg"
        target.unlink(missing_ok=True)
        bound = measure([*me, "--folder", str(folder), "--child", "bound", name])
        ours = measure([sys.executable, "-m", "soilgate", "import", *COMMANDS[name], str(source), "--out",
                        str(target), "--json", str(folder / "report.json")])
        for title, got in ((f"{name} bound", bound), (f"{name} import", ours)):
            if got["exit"]:
                print(f"{title:24}failed: {got['problem'].strip().splitlines()[-1:]}")
                return 1
            print(f"{title:24}{got['seconds']:9.2f}{got['cpu']:9.2f}{got['mb']:9.0f}"
                  f"{got['cpu'] / bound['cpu']:9.2f}"
                  f"{got['mb'] / size:8.1f}", flush=True)
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))["files"][0]
        table = "parcels" if name == "shapefile" else "samples"
        lost |= not rows_in(target, table) == report["rows"] == count
        print(f"{name} of {size:.0f} MB, {count} rows: "
              + ", ".join(f"{state} {report[state]}" for state in ("read", "repaired", "guessed", "refused")))
    return int(lost)


if __name__ == "__main__":
    sys.exit(main())

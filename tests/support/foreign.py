"""A plan and a registry as another office sends them: GBK shapefiles without .cpg, their own headers."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely

CRS = "EPSG:4547"


def _squares(rows: int, columns: int) -> list[shapely.Polygon]:
    return [shapely.box(500_000 + 130 * k, 3_380_000 + 130 * j, 500_120 + 130 * k, 3_380_120 + 130 * j)
            for j in range(rows) for k in range(columns)]


def _write(frame: gpd.GeoDataFrame, path: Path) -> None:
    frame.to_file(path, encoding="GB18030", engine="pyogrio")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    dbf = bytearray(path.with_suffix(".dbf").read_bytes())
    dbf[29] = 0                                # no language stated in the header either
    path.with_suffix(".dbf").write_bytes(bytes(dbf))


def make(folder: Path) -> tuple[Path, Path]:
    """Write both files; returns plan and registry."""
    shapes = _squares(6, 8)
    uses = ["R2", "B1", "M2", "G1", "A33", "R2", "A5", "S4"]
    plan = gpd.GeoDataFrame({
        "地块代号": [f"东-{k + 1:02d}" for k in range(len(shapes))],
        "规划性质": [uses[k % len(uses)] for k in range(len(shapes))],
        "备注": ["某某片区控规（修编）"] * len(shapes)}, geometry=shapes, crs=CRS)
    registry = gpd.GeoDataFrame({
        "DKBM": ["4299990001", "4299990002"], "DKMC": ["原某某电镀厂地块", "原某某农药厂地块"],
        "名录状态": ["在册", "在册"], "列入日期": ["2022-05-01", "2023-06-01"]},
        geometry=[shapely.box(500_010, 3_380_010, 500_100, 3_380_100), shapely.box(500_530, 3_380_140, 500_700, 3_380_240)],
        crs=CRS)
    targets = folder / "东片区控规2026.shp", folder / "建设用地土壤污染风险管控和修复名录.shp"
    _write(plan, targets[0])
    _write(registry, targets[1])
    return targets

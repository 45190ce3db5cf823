"""A small invented result: every verdict, parcels that could be graver, duties due later, hostile attributes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyproj
import shapely
from soilgate.plugin.core.tables import CHECKS, FINDINGS, REVIEWED
from soilgate.plugin.io.results import write_gpkg, write_tables

VERDICTS = ["clear", "survey_required", "clear", "undetermined", "clear", "assess_risk", "caution", "clear",
            "remediate_first", "clear", "survey_required", "prohibited"]
USES = ["R2", "A33", "B1", "G1", "M1", "R2", "A5", "S42"]
HOSTILE = "<script>alert(1)</script>[% 6*7 %] & 'it' \"so\""
X0, Y0 = 39_505_000.0, 3_400_000.0
CRS = pyproj.CRS.from_epsg(4527)


def outcome(columns: int = 12, rows: int = 8) -> SimpleNamespace:
    """A district of blocks with streets between them, two parcels a block."""
    parcels, shapes, findings, areas, points, lines = [], [], [], [], [], []
    area_geometry, point_geometry, line_geometry = [], [], []
    k = 0
    for i in range(columns):
        for j in range(rows):
            x, y = X0 + i * 95 + (i // 3) * 14, Y0 + j * 80 + (j // 2) * 12
            verdict = VERDICTS[(k * 7 + i * j) % len(VERDICTS)]
            shapes.append(shapely.Polygon([(x, y), (x + 92, y + 3), (x + 90, y + 76), (x + 2, y + 78)]))
            parcel_id = f"A{i:02d}-{j:02d}"
            later = verdict == "survey_required" and k % 2 == 0
            reason = HOSTILE if k == 0 else f"拟作{USES[k % 8]}的地块与名录在册地块重叠。"
            parcels.append({
                "地块编号": parcel_id, "规划用地代码": USES[k % 8], "名称": HOSTILE if k == 0 else f"地块{k}",
                "parcel_id": parcel_id, "use_classes": "residential", "area_m2": shapes[-1].area, "verdict": verdict,
                "could_be": "prohibited" if verdict in ("survey_required", "undetermined") and k % 3 == 0 else None,
                "complete": verdict == "clear", "assumed": "coverage_assumed",
                "due_step": "use_change" if later else None,
                "due_now": None if verdict == "clear" else not later, "rules": "listed_plot_sensitive_use",
                "reasons_zh": reason + "\n第二条原因", "reasons_en": "A reason", "next_step_zh": "开展土壤污染状况调查",
                "next_step_en": "Survey the soil"})
            if verdict in ("prohibited", "remediate_first", "undetermined", "assess_risk"):
                rule = {"prohibited": "listed_plot_sensitive_use", "remediate_first": "above_intervention",
                        "undetermined": "needs_registry", "assess_risk": "above_screening"}[verdict]
                findings.append({"finding_id": f"f{k}", "parcel_id": parcel_id, "rule": rule, "verdict": verdict,
                                 "due_now": True, "basis": "fact", "message_zh": HOSTILE, "message_en": HOSTILE})
                if verdict in ("prohibited", "undetermined"):
                    areas.append({"finding_id": f"f{k}"})
                    area_geometry.append(shapely.box(x + 20, y + 10, x + 92, y + 60) & shapes[-1])
                else:
                    points.append({"finding_id": f"f{k}"})
                    point_geometry.append(shapely.MultiPoint([(x + 30, y + 30), (x + 60, y + 40)]))
                if verdict == "prohibited":
                    lines.append({"finding_id": f"f{k}"})
                    line_geometry.append(shapely.LineString([(x, y), (x - 30, y - 20)]))
            k += 1

    def array(shapes: list) -> np.ndarray:
        out = np.empty(len(shapes), object)
        out[:] = shapes
        return out

    frame = pd.DataFrame(parcels)
    original = [c for c in frame.columns if c not in REVIEWED]
    tables = {
        "parcels_reviewed": frame[original + [c for c in REVIEWED if c in frame]],
        "findings": pd.DataFrame(findings).reindex(columns=FINDINGS),
        "checks": pd.DataFrame([{"parcel_id": "A00-00", "check": "registry", "state": "partly", "share": 0.4}]
                               ).reindex(columns=CHECKS),
        "evidence_areas": pd.DataFrame(areas), "evidence_lines": pd.DataFrame(lines),
        "evidence_points": pd.DataFrame(points),
        "run": pd.DataFrame([{"section": "run", "item": "as_of", "value": '"2026-11-23"'},
                             {"section": "run", "item": "steps", "value": '["plan"]'}])}
    geometry = {"parcels_reviewed": array(shapes), "evidence_areas": array(area_geometry),
                "evidence_lines": array(line_geometry), "evidence_points": array(point_geometry)}
    return SimpleNamespace(tables=tables, geometry=geometry, crs=CRS)


def result_gpkg(path: Path, **size: int) -> Path:
    """Write the invented result."""
    write_gpkg(outcome(**size), path)
    return path


PLOT = shapely.Polygon([(X0 + 120, Y0 + 130), (X0 + 330, Y0 + 110), (X0 + 372, Y0 + 250), (X0 + 260, Y0 + 300),
                        (X0 + 200, Y0 + 262), (X0 + 130, Y0 + 280)])
REMOVED = shapely.Polygon([(X0 + 620, Y0 + 380), (X0 + 760, Y0 + 372), (X0 + 772, Y0 + 500), (X0 + 640, Y0 + 520)])


def sites_gpkg(path: Path) -> Path:
    """Write site data: registry with a plot in force and a removed one, control zones, samples."""
    rng = np.random.default_rng(7)
    samples = shapely.points(X0 + 120 + rng.random(60) * 260, Y0 + 110 + rng.random(60) * 190)
    zones = np.array([PLOT.buffer(22, join_style=2), REMOVED.buffer(18, join_style=2)], object)
    write_tables(path, {
        "registry": pd.DataFrame({"地块编号": ["M-01", "M-02"], "地块名称": ["示例电镀厂", "示例化工厂"],
                                  "名录状态": ["在册", "已移出"]}),
        "control_zones": pd.DataFrame({"管控区编号": ["GK-1", "GK-2"], "管控区名称": ["示例一区", HOSTILE]}),
        "samples": pd.DataFrame({"点位编号": [f"S{k}" for k in range(60)]}),
    }, {"registry": np.array([PLOT, REMOVED], object), "control_zones": zones, "samples": samples}, CRS,
        {"registry": "POLYGON", "control_zones": "POLYGON", "samples": "POINT"})
    return path


STATES = [("met", "missing", "overdue", "met", "due", "unknown", "not_owed"),
          ("met", "met", "met", "unknown", "met", "met", "due")]


def zones_gpkg(path: Path) -> Path:
    """Write the result of a control zone check with duties in every state."""
    names = ("sign", "notice", "soil", "surface_water", "groundwater", "air", "containment")
    zones = np.array([PLOT.buffer(22, join_style=2), REMOVED.buffer(18, join_style=2)], object)
    status = pd.DataFrame({"zone_id": ["GK-1", "GK-2"], "plots": ["M-01", "M-02"], "area_m2": [z.area for z in zones],
                           "gap_m2": [0.0, 12.5], "worst_state": ["missing", "due"],
                           "next_due": pd.to_datetime(["2026-12-01", "2027-01-15"])})
    duties = pd.DataFrame([
        {"zone_id": f"GK-{z + 1}", "duty": duty, "state": state, "due_date": pd.Timestamp("2026-12-01"),
         "last_date": pd.NaT, "reason_zh": "", "reason_en": "", "citation": "", "actor": ""}
        for z, states in enumerate(STATES) for duty, state in zip(names, states)])
    actions = pd.DataFrame([{"plot_id": None, "zone_id": "GK-1", "duty": "notice", "state": "missing",
                             "due_date": pd.NaT, "message_zh": "未见公告", "message_en": "No notice", "actor": ""}])
    write_tables(path, {"zones_status": status, "zone_duties": duties, "zone_actions": actions,
                        "rejected": pd.DataFrame({"reason": ["far"]})},
                 {"zones_status": zones}, CRS, {"zones_status": "POLYGON"})
    return path

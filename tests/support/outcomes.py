"""A small outcome of a review with everything in it that writers find hard."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyproj
import shapely
from soilgate.plugin.io.results import merge_columns

CITATION = "《中华人民共和国生态环境法典》第456条第2款"
OPTIONS = {"as_of": "2026-11-23", "steps": ["plan"], "tolerance_m": 0.5}


def small_outcome() -> SimpleNamespace:
    """Six parcels: a null, an empty and a two-part geometry, hostile text, clashing names, several verdicts."""
    original = pd.DataFrame({
        "DKBH": ["A-01", "A-02", "=cmd|' /C calc'!A0", "../../etc/passwd", "A-05", "<script>alert(1)</script>"],
        "Verdict": ["old", None, "old", None, "old", "old"],
        "fid": np.arange(6),
        "面积_亩": [1.5, np.nan, 3.0, 4.0, 5.0, 6.0],
        "批准日期": pd.to_datetime(["2020-01-02", None, None, None, None, "2021-12-31"]),
        "年份": [2001, 2002, None, None, None, 2006],
        "在用": [True, None, False, None, None, True],
        "备注": ["甲", "\ud800残", "", None, "\x07响铃\x1b", "很长" * 20_000]})
    added = pd.DataFrame({
        "parcel_id": original["DKBH"],
        "use_classes": ["residential", "commercial", "residential;commercial", "green", None, "industrial"],
        "area_m2": [10_000.0, 2_500.5, 100.0, 0.0, np.nan, 50.0],
        "verdict": ["prohibited", "survey_required", "assess_risk", "undetermined", "undetermined", "clear"],
        "could_be": [None, "prohibited", None, "prohibited", "prohibited", None],
        "complete": [True, False, False, False, False, True],
        "assumed": [None, "current_use_unknown", None, None, None, None],
        "due_step": [None, "use_change", None, None, None, None],
        "due_now": [None, False, None, None, None, None],
        "rules": ["listed_plot_sensitive_use;neighbour", "use_change_survey", "above_screening", "needs_registry",
                  "geometry", "nothing_found"],
        "reasons_zh": ["与名录地块重叠。\n邻近名录地块。", "须先调查。", "砷超过筛选值。", "未提供名录。", "图形为空。",
                       None],
        "reasons_en": ["Overlaps a listed plot.\nNear a listed plot.", "Survey owed.", "Arsenic above screening.",
                       "No register.", "Empty geometry.", None],
        "next_step_zh": ["完成风险管控。", "开展调查。", None, None, None, None],
        "next_step_en": ["Control the risk.", "Survey.", None, None, None, None]})
    square = shapely.box(500_000, 3_300_000, 500_100, 3_300_100)
    geometry = np.array([
        square, shapely.affinity.translate(square, 200.125, 0),
        shapely.MultiPolygon([shapely.box(500_400, 3_300_000, 500_405, 3_300_010),
                              shapely.box(500_420, 3_300_000, 500_425, 3_300_010)]),
        shapely.Polygon(), None, shapely.affinity.translate(square, 0, -900)], object)
    findings = pd.DataFrame({
        "finding_id": ["F1", "F2", "F3", "F4", "F5", "F6", "F7"],
        "parcel_id": [original["DKBH"][k] for k in (0, 0, 1, 2, 3, 4, 5)],
        "rule": ["listed_plot_sensitive_use", "neighbour", "use_change_survey", "above_screening", "needs_registry",
                 "geometry", "nothing_found"],
        "verdict": ["prohibited", "caution", "survey_required", "assess_risk", "undetermined", "undetermined", "clear"],
        "due_step": [None, None, "use_change", None, None, None, None],
        "due_now": [None, None, False, None, None, None, None],
        "basis": ["fact", "fact", "assumed", "fact", "fact", "fact", "fact"],
        "subject_kind": ["registry", "registry", None, "samples", None, None, None],
        "subject_id": ["P-1", "P-2", None, "S1", None, None, None],
        "overlap_m2": [1234.5, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan],
        "share": [0.12345, np.nan, 1.0, np.nan, np.nan, np.nan, np.nan],
        "distance_m": [np.nan, 12.5, np.nan, np.nan, np.nan, np.nan, np.nan],
        "pollutant": [None, None, None, "砷", None, None, None],
        "value_mg_kg": [np.nan, np.nan, np.nan, 25.1, np.nan, np.nan, np.nan],
        "limit_mg_kg": [np.nan, np.nan, np.nan, 20.0, np.nan, np.nan, np.nan],
        "citation": [CITATION, None, CITATION.replace("456", "454") + "（解释）", "GB 36600-2018", None, None, None],
        "message_zh": ["与名录在册地块“<b>红星</b>电镀厂”重叠。", "邻近名录地块。", "须先调查。", "砷超过筛选值。",
                       "未提供名录。", "图形为空。", "在所列核查范围内未发现土壤环境限制。"],
        "message_en": ["Overlaps.", "Near.", "Survey owed.", "Arsenic.", "No register.", "Empty.", "Nothing found."],
        "actor": ["land_use_right_holder", None, "land_use_right_holder", None, None, None, None]})
    checks = pd.DataFrame({
        "parcel_id": [original["DKBH"][k] for k in (1, 3, 4)], "check": ["current_use", "registry", "geometry"],
        "state": ["partly", "not_done", "not_done"], "share": [0.4, np.nan, np.nan],
        "reason": ["不在现状用地数据范围内", "未提供", "图形为空"],
        "could_be": ["survey_required", "prohibited", "prohibited"]})
    run = pd.DataFrame([
        ("run", "as_of", json.dumps("2026-11-23")), ("run", "options", json.dumps(OPTIONS)),
        ("source", "registry", json.dumps({"file": "名录.xlsx", "sha256": "ab" * 32, "rows": 12, "edition_date": None,
                                           "title": "名录"}, ensure_ascii=False)),
        ("check", "samples", json.dumps({"state": "not_needed", "reason": "未提供"}, ensure_ascii=False))],
        columns=["section", "item", "value"])
    return SimpleNamespace(
        tables={"parcels_reviewed": merge_columns(original, added), "findings": findings, "checks": checks, "run": run,
                "evidence_areas": pd.DataFrame({"finding_id": ["F1"]}),
                "evidence_points": pd.DataFrame({"finding_id": ["F4"]})},
        geometry={"parcels_reviewed": geometry,
                  "evidence_areas": np.array([shapely.box(500_050, 3_300_050, 500_100, 3_300_075)], object),
                  "evidence_points": np.array([shapely.Point(500_410, 3_300_005, 1.5)], object)},
        crs=pyproj.CRS(4547), titles={"neighbour": ("邻近污染地块", "Neighbour of a plot")})

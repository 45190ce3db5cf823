"""A small invented plan with known truths, every role as a layer with Chinese headers, to be damaged by tests.

Twenty-one parcels of 100 m x 80 m, 400 m apart, in CGCS2000 / 3-degree Gauss-Kruger CM 114E. Each stands for one truth
that hangs on one role (``HANGS_ON``); ``TRUTH`` is what a review of the undamaged layers says on ``AS_OF``.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

CRS = "EPSG:4547"
AS_OF = "2026-09-01"
EAST, NORTH, PITCH = 505_000.0, 3_380_000.0, 400.0
GRAVE = ("prohibited", "remediate_first", "assess_risk", "survey_required")
MILD = ("clear", "caution")

PARCELS = [
    # id, proposed, present, verdict, role that the truth hangs on
    ("P01", "070101", "0701", "clear", None),
    ("P02", "070101", "0701", "prohibited", "registry"),
    ("P03", "070101", "0701", "prohibited", "negative_list"),
    ("P04", "0901", "0101", "prohibited", "basic_farmland"),
    ("P05", "070101", "0601", "survey_required", "current_use"),
    ("P06", "0901", "0601", "survey_required", "industrial_land"),
    ("P07", "0901", "05H1", "remediate_first", "samples"),
    ("P08", "0901", "05H1", "assess_risk", "samples"),
    ("P09", "070101", "0601", "assess_risk", "survey_areas"),
    ("P10", "0901", "05H1", "survey_required", "ordered_surveys"),
    ("P11", "0901", "0103", "survey_required", "farmland"),
    ("P12", "0901", "05H1", "prohibited", "control_zones"),
    ("P13", "1207", "1004", "remediate_first", "registry"),
    ("P14", "0901", "05H1", "remediate_first", "risk_assessments"),
    ("P15", "070101", "0601", "clear", "survey_areas"),
    ("P16", "0901", "05H1", "clear", None),
    ("P17", "070101", "0701", "survey_required", "registry"),
    ("P18", "0901", "0601", "survey_required", "industrial_land"),
    ("P19", "0901", "05H1", "assess_risk", "registry"),
    ("P20", "070101", "0701", "assess_risk", "survey_areas"),
    ("P21", "0901", "0601", "survey_required", "industrial_land"),
]
TRUTH = {p[0]: p[3] for p in PARCELS}
HANGS_ON = {p[0]: p[4] for p in PARCELS}
GRAVE_IDS = frozenset(p for p, v in TRUTH.items() if v in GRAVE)
OPTIONAL = ("samples", "risk_assessments", "ordered_surveys")
NEEDED = (
    "registry",
    "negative_list",
    "control_zones",
    "current_use",
    "industrial_land",
    "farmland",
    "basic_farmland",
    "survey_areas",
)
ROLES = (
    "parcels",
    "current_use",
    "registry",
    "negative_list",
    "survey_areas",
    "samples",
    "risk_assessments",
    "industrial_land",
    "ordered_surveys",
    "farmland",
    "basic_farmland",
    "control_zones",
)


def outline(parcel: str, grow: float = 0.0) -> shapely.Polygon:
    """The parcel's rectangle, grown by some metres."""
    k = int(parcel[1:]) - 1
    x, y = EAST + PITCH * (k % 5), NORTH + PITCH * (k // 5)
    return shapely.box(x - grow, y - grow, x + 100 + grow, y + 80 + grow)


def _frame(rows: list[dict[str, Any]], shapes: list[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries(shapes, crs=CRS))


def _far() -> shapely.Polygon:
    """A place beside the plan, so that every layer has a row that touches no parcel."""
    return shapely.box(EAST + 130, NORTH + 130, EAST + 200, NORTH + 200)


def layers() -> dict[str, gpd.GeoDataFrame]:
    """Every role as a new frame."""
    ids = [p[0] for p in PARCELS]
    out = {"parcels": _frame([{"地块编号": p[0], "用地代码": p[1]} for p in PARCELS], [outline(p) for p in ids])}
    out["current_use"] = _frame(
        [{"图斑编号": f"T{k:03d}", "地类编码": p[2], "分类标准": "三调"} for k, p in enumerate(PARCELS)],
        [outline(p, 10) for p in ids],
    )
    registry = [
        ("P02", "DK-02", "建设用地土壤污染风险管控和修复名录", "在册", "修复", None, None),
        ("P13", "DK-13", "建设用地土壤污染风险管控和修复名录", "在册", "风险管控", None, None),
        ("P17", "DK-17", "建设用地土壤污染风险管控和修复名录", "已移出", "移出", "2024-05-01", "第二类用地"),
        ("P19", "DK-19", "污染地块名录", "在册", "风险评估", None, None),
    ]
    out["registry"] = _frame(
        [
            {
                "地块编码": c,
                "地块名称": f"示例地块{c}",
                "名录种类": k,
                "名录状态": s,
                "所处阶段": g,
                "移出日期": d,
                "目标类别": t,
            }
            for _, c, k, s, g, d, t in registry
        ],
        [outline(p, 2) for p, *_ in registry],
    )
    out["negative_list"] = _frame(
        [
            {
                "编号": "F1",
                "地块编码": "X-1",
                "禁止用途": "居住用地",
                "条件": "禁止准入",
                "生效日期": "2024-01-01",
                "失效日期": None,
                "文号": "示环〔2024〕1号",
            },
            {
                "编号": "F2",
                "地块编码": "X-2",
                "禁止用途": "居住用地",
                "条件": "禁止准入",
                "生效日期": "2024-01-01",
                "失效日期": "2025-01-01",
                "文号": "示环〔2024〕2号",
            },
        ],
        [outline("P03", 2), _far()],
    )
    out["control_zones"] = _frame(
        [
            {
                "管控区编号": "G1",
                "管控区名称": "示例管控区一",
                "区域类型": "管控区域",
                "划定日期": "2023-01-01",
                "解除日期": None,
                "批准文号": "示府〔2023〕9号",
                "禁止事项": "禁止一切建设",
            },
            {
                "管控区编号": "G2",
                "管控区名称": "示例管控区二",
                "区域类型": "隔离区域",
                "划定日期": "2020-01-01",
                "解除日期": "2022-01-01",
                "批准文号": "示府〔2020〕3号",
                "禁止事项": "禁止一切建设",
            },
        ],
        [outline("P12", 2), _far()],
    )
    out["industrial_land"] = _frame(
        [
            {
                "企业编号": "Q1",
                "企业名称": "示例化工厂",
                "行业类别": "化学原料和化学制品制造业",
                "涉危险废物": "否",
                "重点监管单位": "否",
            },
            {
                "企业编号": "Q2",
                "企业名称": "示例食品厂",
                "行业类别": "食品制造业",
                "涉危险废物": "否",
                "重点监管单位": "是",
            },
            {
                "企业编号": "Q3",
                "企业名称": "示例处置站",
                "行业类别": "食品制造业",
                "涉危险废物": "是",
                "重点监管单位": "否",
            },
        ],
        [outline("P06", 2), outline("P18", 2), outline("P21", 2)],
    )
    surveys = [
        ("P09", "S1", "超过筛选值"),
        ("P15", "S2", "未超过筛选值"),
        ("P20", "S3", "超过筛选值"),
        ("P14", "S4", "未超过筛选值"),
    ]
    out["survey_areas"] = _frame(
        [
            {
                "调查编号": s,
                "调查阶段": "第二阶段",
                "调查结论": c,
                "评审结论": "通过",
                "评审日期": "2025-03-01",
                "评价用地类别": "第一类用地",
            }
            for _, s, c in surveys
        ],
        [outline(p, 2) for p, *_ in surveys],
    )
    out["risk_assessments"] = _frame(
        [
            {
                "评估编号": "R1",
                "评估结论": "不可接受",
                "评价用地类别": "第二类用地",
                "评审结论": "通过",
                "评审日期": "2025-06-01",
            }
        ],
        [outline("P14", 2)],
    )
    points = [("P07", "砷", "200"), ("P08", "砷", "80"), ("P01", "砷", "5")]
    out["samples"] = _frame(
        [
            {
                "样品编号": f"Y{k}",
                "点位编号": f"D{k}",
                "污染物": n,
                "检测值": v,
                "单位": "mg/kg",
                "采样日期": "2025-02-01",
                "采样深度": "0-0.5",
            }
            for k, (_, n, v) in enumerate(points, 1)
        ],
        [outline(p).centroid for p, *_ in points],
    )
    out["ordered_surveys"] = _frame(
        [{"通知编号": "Z1", "责令单位": "示例生态环境局", "责令日期": "2026-01-01"}], [outline("P10", 2)]
    )
    out["farmland"] = _frame(
        [{"图斑编号": "N1", "土壤环境质量类别": "严格管控类"}, {"图斑编号": "N2", "土壤环境质量类别": "安全利用类"}],
        [outline("P11", 2), _far()],
    )
    out["basic_farmland"] = _frame([{"图斑编号": "J1"}, {"图斑编号": "J2"}], [outline("P04", 2), _far()])
    return out


MAP = """
registry:
  edition: whole
  edition_date: 2026-08-01
"""


def short_names(frame: gpd.GeoDataFrame, encoding: str) -> gpd.GeoDataFrame:
    """The same with headers cut to the ten bytes a shapefile has room for; where GDAL cuts them pyogrio 0.10 fails."""
    def cut(name: str, size: int) -> str:
        return name.encode(encoding)[:size].decode(encoding, "ignore")

    names: dict[str, str] = {}
    for name in frame.columns:
        if name != "geometry":
            short = cut(name, 10)
            names[name] = short if short not in names.values() else f"{cut(name, 8)}_{len(names)}"     # as GDAL does
    return frame.rename(columns=names)


def write_layer(frame: gpd.GeoDataFrame, path: Path, **options: Any) -> Path:
    """A frame as a file of one layer; geometry types as they are."""
    frame.to_file(path, engine="pyogrio", **options)
    return path


def write_all(folder: Path) -> dict[str, Path]:
    """Every role as a GeoPackage, and the map file."""
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    return {role: write_layer(frame, folder / f"{role}.gpkg", layer=role) for role, frame in layers().items()}


@dataclasses.dataclass
class Run:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str
    reviewed: Optional[pd.DataFrame] = None
    findings: Optional[pd.DataFrame] = None

    @property
    def verdicts(self) -> dict[str, str]:
        """Verdict of each parcel by its id."""
        assert self.reviewed is not None, self.err
        return dict(zip(self.reviewed["parcel_id"], self.reviewed["verdict"]))

    def false_comforts(self, ids: frozenset[str] = GRAVE_IDS) -> dict[str, str]:
        """Parcels whose truth is grave and that came out clear or caution."""
        assert self.reviewed is not None, self.err
        base = self.reviewed["parcel_id"].astype(str).str.extract(r"(P\d\d)", expand=False)
        rows = base.isin(ids) & self.reviewed["verdict"].isin(MILD)
        return dict(zip(self.reviewed["parcel_id"][rows], self.reviewed["verdict"][rows]))


def arguments(
    files: dict[str, Any], out: Path, *, covers: Any = None, folder: Optional[Path] = None, extra: tuple[str, ...] = ()
) -> list[str]:
    """Arguments of ``soilgate review``; every given role is stated to cover the parcels, or those of ``covers``."""
    argv = ["--quiet", "review", "--as-of", AS_OF, "--out", str(out)]
    for role, path in files.items():
        argv += ["--" + role.replace("_", "-"), str(path)]
        if role != "parcels" and (covers is None or role in covers):
            argv += ["--covers", f"{role}=parcels"]
    if folder is not None:
        argv += ["--map", str(folder / "map.yaml")]
    return argv + list(extra)


def run(capsys: Any, argv: list[str], out: Path) -> Run:
    """Run the command line in this process."""
    import pyogrio
    from soilgate.plugin import cli

    capsys.readouterr()
    code = cli.main(argv)
    text = capsys.readouterr()
    if code != 0:
        return Run(code, text.out, text.err)
    reviewed = pyogrio.read_dataframe(out, layer="parcels_reviewed", read_geometry=False)
    findings = pyogrio.read_dataframe(out, layer="findings", read_geometry=False)
    return Run(code, text.out, text.err, reviewed, findings)


def coordinates(frame: gpd.GeoDataFrame, change: Any) -> gpd.GeoDataFrame:
    """The frame with ``change((n, 2)) -> (n, 2)`` done to all coordinates, the CRS as stated."""
    out = frame.copy()
    shapes = shapely.transform(np.asarray(frame.geometry, object), change)
    out.geometry = gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)
    return out

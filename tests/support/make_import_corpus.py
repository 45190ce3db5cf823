"""Write the small files of ``tests/data/imports``: lists, laboratory sheets, layers as offices have them; all invented.

Run once (``python -m soilgate.tests.support.make_import_corpus tests/data/imports``); the tests read what is on disk.
"""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pyogrio
import pyproj
import shapely

TITLE = "示例省建设用地土壤污染风险管控和修复名录"
HEAD_1 = ["序号", "地块基本信息", None, None, None, None, "风险管控或修复情况", None, "纳入日期", "备注"]
HEAD_2 = [None, "地块名称", "所在县（区）", "四至范围", "地块面积（㎡）", "中心坐标", "进展情况/所在阶段",
          "主要污染物", None, None]
WHOLE = [
    ["一、新增地块"],
    [1, "原示例农药厂地块", "示例区", "东至甲路，南至乙河", "12,345.6", "113°35′12.3″E，30°20′10.5″N", "正在实施修复",
     "砷、六六六", "2023.5.6", None],
    [2, "示例化工园B、C地块", "示例区", "北至丙路", "6万平方米", "113.587010，30.335020", "完成风险评估",
     "苯", "2023年5月", None],
    ["二、保留地块"],
    [1, "示例焦化厂（东区）", "示例区", None, "３５００", "30.341100, 113.590200", "已启动风险评估",
     "多环芳烃", 45047, "面积为约数"],
    [2, "示例电镀厂", "邻县", None, "21亩", None, "方案编制", "六价铬", "2021-06", None],
    ["三、退出地块"],
    [1, "示例皮革厂", "示例区", None, 900, "113 35 40 / 30 20 30", "移出名录", "铬(六价)", "20200301", "已移出"],
    ["注：本名录由省级主管部门公布，数据截至2023年6月。"],
]
CHANGES = [
    ["一、新增地块"],
    [1, "示例冶炼厂西侧地块", "示例区", None, 5000, "113.60，30.35", "初步调查", "铅", "2024-03-01", None],
    ["二、移出地块"],
    [1, "原示例农药厂地块", None, None, None, None, None, None, None, "修复完成"],
]
LAB_TITLE = "示例地块土壤检测结果汇总表（虚构）"
LAB_HEAD = ["样品编号", "点位编号", "东经", "北纬", "采样深度(m)",
            "砷(mg/kg)", "镉(mg/kg)", "六价铬(mg/kg)", "苯(μg/kg)", "示例新物质(mg/kg)"]
LAB = [
    ["检出限", None, None, None, None, 0.01, 0.01, 0.5, 1.9, 0.1],
    ["S1-1", "S1", "113°35′12.3″", "30°20′10.5″", "0-0.5", 65.2, "<0.01", "ND", "未检出", 1.2],
    ["S1-2", "S1", "113°35′12.3″", "30°20′10.5″", "0.5～2.0", "１２．５", 0.31, "0.5L", 12.0, None],
    ["S2-1", "S2", 113.5869, 30.3364, "0~0.2m", 8.8, "0.05", "—", "ND", 0.4],
    ["S3-1", "S3", 30.3365, 113.5871, "表层", "1.2×10²", 0.2, "/", "2.5", 0.3],
    ["最大值", None, None, None, None, 120, 0.31, None, 12, 1.2],
]


def _sheet(path: Path, rows: list[list[object]], title: str, merged: list[str], blocks: int = 0) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append([title])
    for row in rows:
        sheet.append(row)
    width = max(len(r) for r in rows)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    for k, row in enumerate(rows, 2):
        if blocks and len(row) == 1:
            sheet.merge_cells(start_row=k, start_column=1, end_row=k, end_column=width)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)


def _document(path: Path, rows: list[list[object]], title: str) -> None:
    document = docx.Document()
    document.add_paragraph("附件")
    document.add_paragraph(title)
    width = max(len(r) for r in rows)
    table = document.add_table(rows=0, cols=width)
    for row in rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, [*row, *[None] * (width - len(row))]):
            cell.text = "" if value is None else "2023-05-01" if value == 45047 else str(value)
        if len(row) == 1:
            cells[0].merge(cells[-1])
    head = table.rows[0].cells
    head[1].merge(head[5])
    head[6].merge(head[7])
    for column in (0, 8, 9):
        table.rows[0].cells[column].merge(table.rows[1].cells[column])
    document.save(path)


def write(folder: Path) -> None:
    """Write all files."""
    folder.mkdir(parents=True, exist_ok=True)
    heads = [HEAD_1, HEAD_2]
    merged = ["B2:F2", "G2:H2", "A2:A3", "I2:I3", "J2:J3"]
    _sheet(folder / "register_whole.xlsx", [*heads, *WHOLE], f"{TITLE}（截至2023年6月）", merged, blocks=1)
    _document(folder / "register_whole.docx", [*heads, *WHOLE], f"{TITLE}（截至2023年6月）")
    title = f"{TITLE}（2024年第一批新增、移出清单）"
    _sheet(folder / "register_changes.xlsx", [*heads, *CHANGES], title, merged, blocks=1)
    kept = [r for r in WHOLE if len(r) > 1 and r[1] != "示例电镀厂"]
    later = [[k, *row[1:]] for k, row in enumerate(kept, 1)]
    _sheet(folder / "register_later.xlsx", [*heads, *later], f"{TITLE}（截至2024年12月）", merged)
    _sheet(folder / "lab_wide.xlsx", [LAB_HEAD, *LAB], LAB_TITLE, [])
    (folder / "lab_long_gbk.csv").write_bytes(
        ("样品编号,点位,经度,纬度,污染物,CAS,检测值,单位\r\n"
         "A1,D1,113.5868,30.3363,\"间,对-二甲苯\",,<1.2,μg/kg\r\n"
         "A1,D1,113.5868,30.3363,总铬,,80,mg/kg\r\n"
         "A2,D2,113.5869,30.3364,镉,7440-43-9,0.6,mg/kg\r\n"
         "A3,D3,113.5870,30.3365,某未知物,,3.1,mg/kg\r\n").encode("gb18030"))
    (folder / "lab_without_places.csv").write_bytes(
        ("点位编号,检测项目,检测值,单位\r\nS1,镉,0.3,mg/kg\r\nS2,镉,99,mg/kg\r\nS1,砷,/,mg/kg\r\n"
         "S3,镉,0.1,mg/kg\r\n").encode("gb18030"))
    (folder / "lab_points.csv").write_bytes(
        "点位编号,经度,纬度\r\ns1,113.51,23.11\r\nS2,113.52,23.12\r\n".encode("gb18030"))
    shapes = np.array([shapely.box(500_000 + 200 * k, 3_357_000, 500_100 + 200 * k, 3_357_100) for k in range(3)])
    codes, names = np.array(["K-01", "K-02", "K-03"], object), np.array(["甲地块", "乙地块", "丙地块"], object)
    uses = np.array(["070102", "0804", "1001"], object)
    for name, encoding, cpg in (("plan_gbk_no_cpg", "GB18030", None), ("plan_lying_cpg", "GB18030", "UTF-8")):
        target = folder / f"{name}.shp"
        pyogrio.raw.write(str(target), shapely.to_wkb(shapes), [codes, names, uses],
                          ["地块编号", "地块名称", "用地代码"], geometry_type="Polygon", crs="EPSG:4547",
                          driver="ESRI Shapefile", encoding=encoding)
        target.with_suffix(".cpg").unlink(missing_ok=True)
        if cpg:
            target.with_suffix(".cpg").write_text(cpg, encoding="ascii")
    target = folder / "plan_no_prj.shp"
    pyogrio.raw.write(str(target), shapely.to_wkb(shapes), [codes, names, uses], ["DKBH", "DKMC", "YDDM"],
                      geometry_type="Polygon", crs="EPSG:4547", driver="ESRI Shapefile", encoding="UTF-8")
    target.with_suffix(".prj").unlink()
    degrees = pyproj.Transformer.from_crs(4547, 4490, always_xy=True)
    bow = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    sick = np.array([shapes[0], shapely.affinity.translate(bow, 500_300, 3_357_300), shapes[0], None], object)
    moved = shapely.transform(sick, lambda xy: np.stack(degrees.transform(xy[:, 0], xy[:, 1]), 1))
    pyogrio.raw.write(str(folder / "sick.geojson"), shapely.to_wkb(moved), [
        np.array(["A", "B", "C", "D"], object), np.array(["0701", "0701", "0701", "??"], object)],
        ["地块编号", "用地代码"], geometry_type="Polygon", crs="EPSG:4490", driver="GeoJSON")
    (folder / "points_table.csv").write_bytes(
        "宗地界址点成果表,,,\r\n点号,X(m),Y(m),边长(m)\r\nJ1,3357000.000,38500000.000,\r\n,,,100.00\r\n"
        "J2,3357100.000,38500000.000,\r\n,,,50.00\r\nJ3,3357100.000,38500050.000,\r\n,,,100.00\r\n"
        "J4,3357000.000,38500050.000,\r\n,,,50.00\r\nJ1,3357000.000,38500000.000,\r\n".encode("gb18030"))
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["界址点成果表"], ["序号", "点号", "X坐标", "Y坐标", "边长"], [1, "J1", 3357000.0, 38500000.0, 100],
                [2, "J2", 3357100.0, 38500000.0, 50], [3, "J3", 3357100.0, 38500050.0, 100],
                [4, "J4", 3357000.0, 38500050.0, 50], [5, "J1", 3357000.0, 38500000.0, None]):
        sheet.append(row)
    book.save(folder / "points_sheet.xlsx")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

"""Make the demo district 示例区: ``python -m soilgate.tests.support.make_demo resources/demo``.

Place, firms, people and documents are invented. The data are made from a list of truths: the tables below say, parcel
by parcel, what lies there and which verdict follows on the pinned day; `tests/data/demo_expected.csv` is written from
them and never from a run of the program. Run by hand; equal runs give equal files with the same GDAL.
"""



from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
import yaml
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring
from soilgate.tests.support import demo_town as town

AS_OF = "2026-10-15"
EDITION_DATE = "2026-09-30"
CITY, COUNTY, DISTRICT = "示例市", "示例区", "429999"
ROOT = Path(__file__).resolve().parents[2]

NAMES = {
    "R2": "二类居住用地", "R21": "住宅用地", "R22": "服务设施用地", "A1": "行政办公用地", "A2": "文化设施用地",
    "A33": "中小学用地", "A35": "科研用地", "A41": "体育场馆用地", "A51": "医院用地", "A6": "社会福利用地",
    "A7": "文物古迹用地", "B1": "商业用地", "B2": "商务用地", "B3": "娱乐康体用地", "B41": "加油加气站用地",
    "M1": "一类工业用地", "M2": "二类工业用地", "M3": "三类工业用地", "W1": "一类物流仓储用地", "G1": "公园绿地",
    "G2": "防护绿地", "G3": "广场用地", "S41": "公共交通场站用地", "S42": "社会停车场用地", "U12": "供电用地",
    "U21": "排水用地", "U22": "环卫用地", "U31": "消防用地", "H14": "村庄建设用地", "E1": "水域", "E2": "农林用地",
    "R2/B1": "二类居住用地兼商业用地", "B1/B2": "商业用地兼商务用地", "待定": "",
}
CURRENT_OF = {  # today's survey code of a use that is already there
    "R": "0701", "A1": "08H1", "A": "08H2", "B": "05H1", "M": "0601", "W": "0508", "G1": "0810", "G2": "0810",
    "G3": "0810A", "U": "0809", "S": "1005", "E1": "1101", "E2": "0101", "H14": "0702", "待定": "1201",
}
CURRENT_NAMES = {
    "0101": "水田", "0102": "水浇地", "0103": "旱地", "0201": "果园", "0301": "乔木林地", "0404": "其他草地",
    "0508": "物流仓储用地", "05H1": "商业服务业设施用地", "0601": "工业用地", "0701": "城镇住宅用地",
    "0702": "农村宅基地", "0809": "公用设施用地", "0810": "公园与绿地", "0810A": "广场用地",
    "08H1": "机关团体新闻出版用地", "08H2": "科教文卫用地", "1001": "铁路用地", "1004": "城镇村道路用地",
    "1005": "交通服务场站用地", "1006": "农村道路", "1101": "河流水面", "1104": "坑塘水面", "1201": "空闲地",
}
FARMLAND = ("0101", "0102", "0103")


def usual_current(code: str) -> str:
    """The survey code of today's use where nothing changes."""
    for sign in (code, code[:2], code[:1]):
        if sign in CURRENT_OF:
            return CURRENT_OF[sign]
    raise KeyError(code)


# --------------------------------------------------------------------------------------------------------------
# What is planned. One entry a parcel: proposed code, and today's survey code where it differs from the usual one.

PLAN: dict[str, tuple[str, str]] = {}


def plan(code: str, current: str, *numbers: str) -> None:
    """Say what is planned on these parcels; ``current`` "" means: as today."""
    for number in numbers:
        PLAN[number] = (code, current or usual_current(code))


# eastern renewal: closed works become a new quarter
plan("R2", "0601", "DQ07-01", "DQ08-02", "DQ09-03", "DQ02-01")
plan("R21", "0601", "DQ01-01", "DQ01-02", "DQ01-03", "DQ02-04", "DQ04-01", "DQ04-02", "DQ05-01", "DQ05-03", "DQ09-02",
     "DQ10-01", "DQ10-06")
plan("R2/B1", "0601", "DQ02-02", "DQ05-04", "DQ10-02")
plan("R22", "0601", "DQ08-03")
plan("A33", "0601", "DQ04-04", "DQ05-02")
plan("A51", "0601", "DQ09-04")
plan("A6", "0601", "DQ06-03")
plan("A2", "0601", "DQ02-05")
plan("B1", "0601", "DQ02-03", "DQ03-01", "DQ06-01", "DQ07-02", "DQ08-01", "DQ09-01")
plan("B2", "0601", "DQ03-02", "DQ10-04", "DQ10-05")
plan("G1", "0601", "DQ01-04", "DQ04-03")
plan("M1", "", "DQ03-03")
plan("S42", "0601", "DQ06-02", "DQ10-03")
plan("R2", "1201", "DQ11-01", "DQ12-01", "DQ12-03")
plan("R21", "1201", "DQ11-02", "DQ12-06")
plan("G1", "1201", "DQ11-03")
plan("B1", "1201", "DQ12-02", "DQ12-05")
plan("G2", "1201", "DQ12-04")
# industrial quarter
plan("M1", "", "GY01-01", "GY01-03", "GY01-04", "GY04-01", "GY05-01", "GY16-03", "GY17-02", "GY18-02", "GY19-01",
     "GY20-01", "GY21-01", "GY21-03", "GY22-02", "GY23-01", "GY13-01")
plan("M2", "", "GY01-02", "GY01-05", "GY02-01", "GY02-02", "GY04-02", "GY07-01", "GY10-01", "GY10-02", "GY11-01",
     "GY16-04", "GY21-04")
plan("M3", "0601", "GY12-01")
plan("W1", "", "GY02-03", "GY02-04", "GY06-01", "GY08-01", "GY12-02", "GY16-05", "GY18-01", "GY18-03", "GY20-02",
     "GY21-02", "GY21-05", "GY23-02")
plan("W1", "0601", "GY09-01", "GY19-02")
plan("B1", "", "GY16-01", "GY17-01")
plan("B41", "", "GY15-01")
plan("U21", "", "GY14-01")
plan("U12", "", "GY02-05")
plan("U31", "", "GY22-01")
plan("S42", "", "GY16-02")
plan("E2", "0103", "GY03-01", "GY03-02", "GY03-03")
# western extension
plan("R21", "0101", "XQ01-01", "XQ02-01", "XQ02-02", "XQ03-01", "XQ03-03", "XQ05-01", "XQ05-02", "XQ06-01", "XQ07-01",
     "XQ08-01", "XQ09-02", "XQ04-02")
plan("R2", "0702", "XQ10-01", "XQ10-02", "XQ11-01")
plan("R21", "0103", "XQ11-02")
plan("A33", "0101", "XQ09-01", "XQ07-02")
plan("R22", "0103", "XQ13-01")
plan("B1", "0101", "XQ04-01", "XQ03-02")
plan("G1", "0201", "XQ12-01")
plan("G1", "1104", "XQ08-02")
plan("S41", "0103", "XQ01-02")
plan("A51", "0103", "XQ06-02")
# northern edge
plan("E2", "0101", "BJ01-01", "BJ02-01", "BJ02-03", "BJ02-04", "BJ02-05", "BJ05-01", "BJ05-02", "BJ05-03", "BJ05-04",
     "BJ06-01", "BJ06-02", "BJ06-03", "BJ06-04", "BJ08-01", "BJ03-01")
plan("E2", "0301", "BJ04-01", "BJ08-02")
plan("U12", "0101", "BJ02-02")
plan("R2", "0101", "BJ03-02")
plan("H14", "", "BJ07-01", "BJ09-02")
plan("E2", "0201", "BJ09-01", "BJ09-03")
plan("B1", "0103", "BJ10-01")
plan("R2", "0103", "BJ12-01")
plan("U21", "0103", "BJ11-01")
plan("W1", "1201", "BJ13-01")
plan("G2", "0404", "BJ04-02")
# old town
plan("A1", "", "LC18-01", "LC16-01")
plan("A2", "", "LC19-01")
plan("B1", "", "LC28-01", "LC29-01", "LC17-01", "LC27-01", "LC27-02", "LC36-01", "LC37-01", "LC12-01", "LC20-01",
     "LC30-01", "LC45-02", "LC22-01", "LC31-02", "LC46-01", "LC54-01", "LC25-01")
plan("B2", "", "LC20-02", "LC21-01", "LC32-01", "LC32-02", "LC32-03", "LC33-01")
plan("A33", "", "LC26-01", "LC03-01", "LC41-01", "LC38-01")
plan("A51", "", "LC10-01")
plan("A6", "", "LC14-02")
plan("A7", "", "LC43-01")
plan("A41", "", "LC08-02")
plan("G1", "", "LC34-02", "LC11-02", "LC49-01", "LC50-01")
plan("U12", "", "LC05-02")
plan("U31", "", "LC01-03")
plan("S42", "", "LC44-01", "LC08-04", "LC12-02")
plan("R2/B1", "", "LC35-01", "LC35-02", "LC13-01", "LC13-02")
plan("B1", "0701", "LC48-03", "LC47-01", "LC39-02")
plan("R2", "05H1", "LC06-01", "LC23-01", "LC56-02", "HN26-01", "LC02-01")
plan("A33", "0701", "LC24-01")
plan("R2", "0601", "LC57-03")
plan("R2", "0508", "LC57-01")
plan("R2/B1", "0508", "LC57-04")
plan("B1", "0508", "LC57-05")
plan("S42", "0701", "LC57-02")
plan("G3", "", "LC00-01")
# south bank
plan("A33", "", "HN01-01", "HN14-01", "HN38-02", "HN24-01")
plan("A51", "", "HN13-01")
plan("A6", "", "HN12-01", "HN36-01")
plan("A35", "", "HN32-01")
plan("R22", "", "HN17-04", "HN31-02", "HN27-04", "HN40-03")
plan("B1", "", "HN06-02", "HN15-01", "HN20-01", "HN27-01", "HN31-01", "HN33-02", "HN41-02", "HN11-01", "HN08-02")
plan("B1/B2", "", "HN16-01", "HN09-01")
plan("R2/B1", "", "HN10-01", "HN21-02", "HN42-01")
plan("G1", "", "HN18-02", "HN35-03", "HN27-05", "HN39-02")
plan("U22", "", "HN17-01")
plan("U12", "", "HN35-07")
plan("S42", "", "HN17-02", "HN33-04")
plan("R21", "", "HN42-02", "HN02-01", "HN02-02", "HN03-01", "HN03-02", "HN38-01")
plan("R2", "1201", "HN29-01", "HN35-02")
plan("R2", "05H1", "HN06-01")
plan("待定", "", "HN33-03")

FACTORIES = {  # id: name, industry, code, hazardous waste, key unit, from, until, parcels
    "QY-01": ("示例红石化工厂", "化学原料制造", "2614", "是", "否", "1968-05-01", "2014-12-31",
              ("DQ07-01", "DQ07-02", "DQ08-01", "DQ08-02", "DQ08-03")),
    "QY-02": ("示例明光电镀厂", "电镀", "3360", "是", "否", "1985-03-01", "2016-06-30",
              ("DQ04-01", "DQ04-02", "DQ04-03", "DQ04-04")),
    "QY-03": ("示例青川皮革厂", "皮革鞣制加工", "1910", "否", "否", "1979-01-01", "2012-10-31",
              ("DQ03-01", "DQ03-02", "DQ03-03")),
    "QY-04": ("示例东岭焦化厂", "炼焦", "2521", "是", "否", "1972-01-01", "2015-12-31",
              ("DQ10-01", "DQ10-02", "DQ10-03", "DQ10-04", "DQ10-05", "DQ10-06")),
    "QY-05": ("示例云台铅锌冶炼厂", "铅锌冶炼", "3212", "是", "否", "1966-09-01", "2013-03-31",
              ("DQ09-01", "DQ09-02", "DQ09-03", "DQ09-04")),
    "QY-06": ("示例锦华纺织厂", "棉纺纱加工", "1711", "否", "否", "1958-07-01", "2018-04-30",
              ("DQ05-01", "DQ05-02", "DQ05-03", "DQ05-04")),
    "QY-07": ("示例通达机械厂", "机床制造（设危险废物贮存场）", "3421", "是", "否", "1970-01-01", "2020-12-31",
              ("DQ06-01", "DQ06-02", "DQ06-03")),
    "QY-08": ("示例新源蓄电池有限公司", "铅蓄电池制造", "3843", "是", "是", "2006-08-01", None, ("GY09-01",)),
    "QY-09": ("示例蓝桥表面材料有限公司", "涂料制造", "2641", "是", "是", "2009-04-01", None, ("GY11-01",)),
    "QY-10": ("示例丰谷粮油食品厂", "谷物磨制", "1311", "否", "否", "1975-01-01", "2017-08-31",
              ("DQ01-01", "DQ01-02", "DQ01-03", "DQ01-04")),
    "QY-11": ("示例云杉木器厂", "木质家具制造", "2110", "否", "否", "1983-01-01", "2019-05-31",
              ("DQ02-01", "DQ02-02", "DQ02-03", "DQ02-04", "DQ02-05")),
}

# Verdict and rules at the step of the plan, and why. "a|b": the written rules leave the choice. Counted by the first.
LISTED_RES, LISTED_WORKS, NEGATIVE, ZONE = (
    "listed_plot_sensitive_use", "listed_plot_unrelated_works", "negative_list_use", "control_zone")
SIX, CHANGE, KEY_UNIT, STRICT, BASIC = (
    "former_industry_survey", "use_change_survey", "key_unit_survey", "polluted_farmland_survey", "basic_farmland")
SCREEN, INTERVENE, ADEQUATE, LOWER, NEAR = (
    "above_screening", "above_intervention", "survey_adequacy", "removed_for_lower_class", "neighbour")
SITING, NOTHING, ORDERED, WORKS, PRESENT, ORDER42 = (
    "polluting_project_siting", "nothing_found", "ordered_survey", "owed_before_works", "sensitive_use_on_listed_plot",
    "order42_plot")
Truth = tuple[str, tuple[str, ...], str]
TRUTH: dict[str, Truth] = {
    "DQ08-02": ("prohibited", (LISTED_RES, LISTED_WORKS, SIX, CHANGE), "在册化工地块拟作居住"),
    "DQ07-01": ("prohibited", (LISTED_RES, LISTED_WORKS, SIX, CHANGE), "在册化工地块拟作居住，地块跨规划道路"),
    "DQ08-01": ("remediate_first", (LISTED_WORKS, SIX), "在册化工地块拟作商业：无居住公共禁令，修复未达标"),
    "DQ07-02": ("survey_required", (SIX, NEAR), "六类行业用地改商业：只能依据行动计划，不引用途变更条款"),
    "DQ08-03": ("survey_required", (SIX, CHANGE, NEAR), "六类行业用地改居住服务设施"),
    "DQ04-04": ("prohibited", (LISTED_RES, LISTED_WORKS, SIX, CHANGE), "在册电镀地块拟作中小学"),
    "DQ04-03": ("remediate_first", (LISTED_WORKS,), "在册电镀地块拟作公园；公园为待解释用途另有关注"),
    "DQ04-01": ("assess_risk", (SCREEN,), "调查已评审，镍和三氯乙烯（微克每千克）超第一类筛选值；总铬不判"),
    "DQ04-02": ("remediate_first", (INTERVENE,), "六价铬超第一类管制值，先判管制值"),
    "DQ03-01": ("prohibited", (NEGATIVE, ORDER42, SIX), "污染地块名录加其负面清单（按地块编码关联，无图形）禁商业"),
    "DQ03-03": ("assess_risk", (ORDER42,), "污染地块名录，用途不变的工业：任何用途须风险评估"),
    "DQ03-02": ("caution", (NEAR,), "六类行业用地改商务，报告已备案：不欠；50米内有污染地块名录地块"),
    "DQ10-05": ("remediate_first", (LISTED_WORKS, SIX), "效果评估已达标但未移出：待移出"),
    "DQ10-06": ("undetermined", (ADEQUATE, NEAR), "调查按第二类评价，拟作住宅：评价类别不符"),
    "DQ10-04": ("undetermined", (SCREEN,), "苯并[a]芘未检出，检出限2.0高于第二类筛选值1.5"),
    "DQ10-01": ("survey_required", (SIX, CHANGE), "报告仅备案未评审：居住须评审通过"),
    "DQ09-03": ("prohibited", (LISTED_RES, LISTED_WORKS, ZONE, SIX, CHANGE), "在册冶炼地块且在管控区域内，拟作居住"),
    "DQ09-04": ("prohibited", (LISTED_RES, LISTED_WORKS, ZONE, SIX, CHANGE), "在册冶炼地块且在管控区域内，拟作医院"),
    "DQ09-01": ("prohibited", (ZONE, SIX), "管控区域文件禁止商业；不在名录地块内"),
    "DQ09-02": ("caution", (NEAR,), "第一类调查评审通过，邻在册地块"),
    "DQ05-01": ("survey_required", (CHANGE,), "纺织厂不属六类行业：只因用途变更"),
    "DQ05-02": ("survey_required", (CHANGE,), "报告评审未通过，拟作中小学"),
    "DQ05-03": ("clear", (NOTHING,), "第一类调查评审通过；未提供采样，故不完整"),
    "DQ06-01": ("survey_required", (SIX,), "危险废物贮存场用地改商业，行业本身不属六类"),
    "DQ06-03": ("caution", (SCREEN, ADEQUATE), "砷超第一类筛选值，风险评估评审认定可接受；疑似区布点不足"),
    "DQ01-01": ("clear", (NOTHING,), "第一阶段调查评审通过，依法无需布点"),
    "DQ01-02": ("survey_required", (CHANGE,), "调查只覆盖约六成，其余部分欠调查"),
    "DQ01-03": ("caution", (ADEQUATE,), "调查已逾五年（内部取值）"),
    "DQ02-01": ("assess_risk", (SCREEN,), "调查结论未超过，样品铅超第一类筛选值：矛盾须指明"),
    "DQ02-03": ("caution", (NEAR,), "木器厂用地改商业：不属六类行业，无调查义务；50米内有污染地块名录地块"),
    "DQ02-04": ("survey_required", (CHANGE,), "工业改住宅，无调查"),
    "DQ02-05": ("survey_required", (CHANGE,), "工业改文化设施，无调查"),
    "DQ11-01": ("caution", (), "整个地块按第一类目标移出，拟作居住：关注（移出解除用途变更调查）"),
    "DQ11-02": ("survey_required", (LOWER,), "按第二类目标移出，拟作住宅"),
    "DQ11-03": ("undetermined", (LOWER,), "按第二类目标移出，拟作社区公园"),
    "DQ12-01": ("survey_required", (LOWER,), "按第二类目标移出且有使用限制、后期管理；限制是否触及另为待核实"),
    "DQ12-02": ("survey_required", (ORDERED,), "已责令调查，商业用途亦须先调查"),
    "DQ12-03": ("undetermined", (SCREEN,), "调查评审通过，但样品含标准外未知污染物"),
    "DQ12-05": ("undetermined", ("use_code",), "商业用地内设幼儿园：配套设施待核实；检查名或为 use_code"),
    "DQ12-06": ("survey_required", (CHANGE,), "2019-06-30变更为住宅：按当日的土壤污染防治法"),
    "HN35-02": ("clear|undetermined", (), "2015-05-20变更：早于首部规则；第5节两处写法不同，二者皆可，不得为 survey_required"),
    "LC48-03": ("prohibited", (PRESENT, LISTED_WORKS), "在册地块现状为住宅：不得作为；拟作商业另须先修复"),
    "LC48-04": ("prohibited", (LISTED_RES, PRESENT), "在册地块现状与拟定均为居住"),
    "LC57-03": ("survey_required", (CHANGE,), "疑似污染地块，工业改居住；疑似条目的规则由包定"),
    "LC57-05": ("survey_required", (ORDERED,), "名录种类为责令调查的条目，商业用途亦须先调查"),
    "LC57-01": ("survey_required", (CHANGE,), "仓储改居住，无调查"),
    "LC57-04": ("survey_required", (CHANGE,), "仓储改居住兼商业：混合用途从严"),
    "LC40-01": ("assess_risk", (SCREEN,), "现状居住不变，样品铅460超第一类筛选值400"),
    "LC24-01": ("survey_required", (CHANGE,), "住宅改中小学：全国条文无两公之间的豁免"),
    "LC06-01": ("survey_required", (CHANGE,), "商业改居住"),
    "LC48-01": ("caution", (NEAR,), "居住不变；50米内有在册地块"),
    "LC47-01": ("clear", (NOTHING,), "住宅改商业无义务"),
    "LC39-02": ("clear", (NOTHING,), "住宅改商业无义务"),
    "HN34-02": ("prohibited", (NEGATIVE,), "负面清单禁止居住"),
    "HN41-02": ("undetermined", (NEGATIVE,), "负面清单禁止商业但附条件，条件是否满足未知"),
    "HN42-02": ("caution|undetermined", (NEGATIVE,), "负面清单：居住须专题论证（needs study 为关注）"),
    "GY16-01": ("caution", (NEGATIVE,), "在负面清单内，但拟作商业不在禁止用途"),
    "HN37-01": ("clear", (NOTHING,), "负面清单已失效"),
    "HN22-01": ("undetermined", (LISTED_RES,), "在册条目只有中心点和面积，搜索圆落在本地块；could_be prohibited"),
    "HN25-01": ("clear|caution", (), "同类条目，核实材料写明在地块外"),
    "XQ06-01": ("survey_required", (CHANGE,), "耕地改住宅；在册条目搜索圆落在本地块，could_be prohibited"),
    "HN29-01": ("undetermined", (CHANGE,), "调查无边界、只有中心和面积：请确认该调查"),
    "HN33-03": ("undetermined", ("use_code",), "用地代码为“待定”"),
    "GY12-01": ("undetermined", (SITING,), "新建农药项目500米内有住宅，无地方距离"),
    "GY09-01": ("survey_required", (KEY_UNIT,), "重点监管单位工业改仓储：任何用途变更"),
    "GY11-01": ("caution", (SITING,), "重点监管单位用途不变；二类工业无项目资料"),
    "GY18-02": ("survey_required", (ORDERED,), "已责令调查，工业用途不变也须调查"),
    "GY21-03": ("remediate_first", (LISTED_WORKS,), "在册地块（风险评估阶段）拟作工业"),
    "GY21-02": ("undetermined", (LISTED_WORKS,), "重叠宽1.0米，名录图斑精度2.0米，高于容差"),
    "GY20-01": ("assess_risk", (ORDER42,), "污染地块名录，工业"),
    "GY20-02": ("caution", (NEAR,), "只重叠0.3米宽：边界接触；规则名或另立"),
    "GY19-01": ("assess_risk", (ORDER42,), "污染地块名录，工业"),
    "GY19-02": ("assess_risk", (ORDER42,), "重叠宽0.8米，高于容差和精度：算重叠"),
    "GY23-01": ("assess_risk", (ORDER42, ZONE), "污染地块名录；管控区域无批准文件"),
    "GY23-02": ("undetermined", (ZONE,), "只在管控区域内，批准文件未归档"),
    "BJ02-02": ("prohibited", (BASIC,), "供电设施占永久基本农田"),
    "BJ03-02": ("prohibited", (BASIC, CHANGE), "居住占永久基本农田（部分），并欠调查"),
    "BJ10-01": ("survey_required", (STRICT,), "严格管控类耕地改商业：只因行动计划"),
    "BJ12-01": ("survey_required", (STRICT, CHANGE), "严格管控类耕地改居住"),
    "BJ11-01": ("clear|caution", (), "安全利用类耕地改排水设施；第6节未列，领域说明为关注"),
    "XQ04-01": ("caution", (BASIC,), "优先保护类耕地（基本农田外）改商业：转用审批"),
    "XQ09-01": ("assess_risk", (SCREEN,), "调查评审通过、结论超过筛选值，无采样，拟作中小学"),
    "XQ05-01": ("caution", (ADEQUATE,), "调查评审通过，采样只有两点、项目少"),
    "XQ13-01": ("clear", (NOTHING,), "耕地改幼儿园：三点三层四十五项均达标，调查评审通过"),
    "XQ10-02": ("clear", (NOTHING,), "宅基地改居住：用途类别未变"),
    "XQ11-02": ("survey_required", (CHANGE,), "约八成现为宅基地，其余耕地部分欠调查"),
    "XQ02-01": ("survey_required", (CHANGE,), "耕地改住宅"),
    "XQ07-02": ("survey_required", (CHANGE,), "耕地改中小学；申请2026-07-20、批准2026-09-10跨新旧法，两日结论相同"),
    "XQ12-01": ("caution", (), "果园改公园：待解释用途"),
    "XQ01-02": ("clear", (NOTHING,), "公交场站，安全利用类旱地：非居住公共；或为关注（同 BJ11-01）"),
}
TRUTH["XQ01-02"] = ("clear|caution", (), TRUTH["XQ01-02"][2])

AT_WORKS: dict[str, Truth] = {  # a second run, step works
    "DQ05-01": ("prohibited", (WORKS, CHANGE), "欠调查而开工"),
    "DQ02-04": ("prohibited", (WORKS, CHANGE), "欠调查，且 works_begun_on 已填：立即停止施工"),
    "DQ08-01": ("prohibited", (LISTED_WORKS,), "在册地块无关项目开工"),
    "GY20-01": ("prohibited", (ORDER42,), "污染地块名录，开工"),
    "DQ03-03": ("prohibited", (ORDER42,), "污染地块名录，开工"),
    "DQ04-01": ("prohibited", (WORKS, SCREEN), "欠风险评估而开工"),
    "GY12-01": ("undetermined", (SITING,), "无地方距离"),
    "GY10-01": ("undetermined", (SITING,), "二类工业无项目资料，开工环节待核实"),
    "LC14-01": ("clear", (NOTHING,), "老居住区，用途不变"),
}

ORDINARY_SHOWN = ("LC09-01", "LC13-01", "LC14-01", "LC20-01", "LC32-02", "LC29-01", "LC05-02", "LC12-02",
                  "HN02-01", "HN19-01", "HN16-01", "HN17-02", "HN35-07", "BJ05-03", "BJ06-01", "BJ13-01", "GY06-01",
                  "XQ14-01", "HN07-01", "GY04-01", "GY10-01", "GY02-02", "GY04-02", "LC49-01")
"""Ordinary parcels far from any plot that stand in the table of expected verdicts."""


# --------------------------------------------------------------------------------------------------------------
# Ground truth as geometry


class District:
    """Parcels on the ground, with helpers that draw site data around them."""

    def __init__(self) -> None:
        self.lots = {lot.number: lot for lot in town.lots()}
        self.shape: dict[str, BaseGeometry] = {n: lot.ground for n, lot in self.lots.items()}
        for number, lot in self.lots.items():
            if lot.kind == "river":
                PLAN[number] = ("E1", "1101")
            elif lot.kind == "rail":
                PLAN[number] = ("G2", "0810")
            elif number not in PLAN:
                grown = lot.quarter in ("LC", "HN")  # elsewhere the park along the river is still to come
                PLAN[number] = ("G1", "0810" if grown else "0404") if lot.kind == "bank" else ("R2", "0701")
        unknown = set(PLAN) - set(self.lots)
        if unknown or set(TRUTH) - set(self.lots):
            raise SystemExit(f"no such parcel: {sorted(unknown | set(TRUTH) - set(self.lots))}")
        # one parcel in two parts across a street, and one that was digitised apart: 8 cm of overlap and of gap
        self.shape["HN28-01"] = MultiPolygon([self.shape["HN28-01"], self.shape.pop("HN36-01")])
        PLAN.pop("HN36-01")
        self.shape["HN32-02"] = shapely.transform(self.shape["HN32-02"], lambda c: c + np.array([0.08, 0.0]))

    def union(self, numbers: tuple[str, ...] | list[str]) -> BaseGeometry:
        """These parcels as one area."""
        return shapely.unary_union([self.shape[n] for n in numbers])

    def others(self, numbers: tuple[str, ...] | list[str]) -> BaseGeometry:
        """All other parcels as one area."""
        return shapely.unary_union([g for n, g in self.shape.items() if n not in numbers])

    def closed(self, numbers: tuple[str, ...] | list[str], gap: float = 22.0) -> BaseGeometry:
        """These parcels and the planned streets between them."""
        grown = self.union(numbers).buffer(gap, join_style="mitre").buffer(-gap, join_style="mitre")
        return rounded(grown - self.others(numbers))

    def plot(self, numbers: tuple[str, ...], at: tuple[float, float], size: tuple[float, float], seed: int) -> Polygon:
        """An irregular plot around ``at`` (drawing plane) that touches only these parcels; 2 m from all others."""
        rng = np.random.default_rng(seed)
        angles = np.sort((np.arange(13) + rng.uniform(-0.3, 0.3, 13)) * 2 * np.pi / 13)
        reach = rng.uniform(0.74, 1.12, 13)
        ring = np.column_stack([at[0] + size[0] * reach * np.cos(angles), at[1] + size[1] * reach * np.sin(angles)])
        free = self.closed(numbers, 30.0).buffer(9, join_style="mitre")
        shape = town.placed(Polygon(ring), 60.0) & free - self.others(numbers).buffer(2.0)
        return largest(rounded(shape))

    def with_strip(self, shape: Polygon, inside: str, beyond: str, width: float) -> Polygon:
        """The plot with a strip of this width over the border of ``inside`` into its neighbour ``beyond``."""
        border = shapely.line_merge(self.shape[inside].boundary & self.shape[beyond].boundary)
        piece = substring(border, 0.3, 0.7, normalized=True)
        over = piece.buffer(width, cap_style="flat") & self.shape[beyond]
        return largest(shapely.unary_union([shape, over, piece.buffer(40, cap_style="flat") & self.shape[inside]]))


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """Coordinates to a millimetre, as surveyors hand them over."""
    return shapely.set_precision(shape, 0.001)


def largest(shape: BaseGeometry) -> Polygon:
    """The largest part."""
    return max(shapely.get_parts(shape), key=lambda g: g.area)


def lonlat(point: Point) -> tuple[float, float]:
    """Longitude and latitude in degrees (CGCS2000), six decimals as in lists."""
    turn = pyproj.Transformer.from_crs(town.CRS, "EPSG:4490", always_xy=True)
    lon, lat = turn.transform(point.x, point.y)
    return round(lon, 6), round(lat, 6)


# --------------------------------------------------------------------------------------------------------------
# Layers


class Layer:
    """Rows with geometry (or None) under Chinese headers."""

    def __init__(self, *headers: str) -> None:
        self.headers = headers
        self.rows: list[tuple[Any, ...]] = []
        self.shapes: list[BaseGeometry | None] = []

    def add(self, shape: BaseGeometry | None, *values: Any) -> None:
        if len(values) != len(self.headers):
            raise ValueError(f"{len(values)} values for {len(self.headers)} headers: {values}")
        self.rows.append(values)
        self.shapes.append(shape)

    def write(self, path: Path, name: str, kind: str | None, title: str) -> None:
        """Append the layer to a GeoPackage; ``kind`` None writes a table without geometry."""
        frame = pd.DataFrame(self.rows, columns=list(self.headers))
        fields = [frame[h].to_numpy() for h in self.headers]
        common = {"layer": name, "driver": "GPKG", "append": path.exists(), "encoding": "UTF-8"}
        options = {"DESCRIPTION": title}
        if kind is None:
            pyogrio.raw.write(path, None, fields, list(self.headers), layer_options=options, **common)
            return
        shapes = np.array([None if s is None else shapely.normalize(multi(s, kind)) for s in self.shapes], object)
        pyogrio.raw.write(path, shapely.to_wkb(shapes, flavor="iso"), fields, list(self.headers), crs=town.CRS,
                          geometry_type=kind, layer_options={**options, "SPATIAL_INDEX": "NO"}, **common)


def multi(shape: BaseGeometry, kind: str) -> BaseGeometry:
    """The shape in the layer's geometry type."""
    if kind == "MultiPolygon" and shape.geom_type == "Polygon":
        return MultiPolygon([shape])
    return shape


def parcels(d: District) -> Layer:
    """规划地块."""
    layer = Layer("地块编号", "地块名称", "用地代码", "用地性质", "现状用地代码", "案卷号", "项目行业", "配套设施", "行政区代码",
                  "行政区名称", "用途变更日期", "申请日期", "批准日期", "供地日期", "开工日期")
    names = {"XQ13-01": "示例滨河幼儿园", "DQ04-04": "示例区第九小学", "DQ09-04": "示例区东城医院", "DQ06-03": "示例区颐养院",
             "DQ11-03": "示例东岸社区公园", "HN12-01": "示例区敬老院", "LC14-02": "示例区老年公寓", "LC00-01": "示例广场",
             "LC26-01": "示例区第一中学", "LC10-01": "示例区人民医院", "HN13-01": "示例区中医院", "XQ09-01": "示例区西城中学",
             "GY14-01": "示例区污水处理厂", "BJ02-02": "示例北郊变电站", "LC43-01": "示例文庙", "DQ05-02": "示例区第十小学"}
    case = {"DQ02-04": "示规申〔2026〕031号", "XQ07-02": "示规申〔2026〕044号", "DQ12-06": "示规申〔2019〕017号",
            "HN35-02": "示规申〔2015〕008号", "DQ05-01": "示规申〔2026〕052号"}
    dates = {  # changed, applied, approved, decided, begun
        "DQ12-06": ("2019-06-30", None, None, None, None), "HN35-02": ("2015-05-20", None, "2015-05-20", None, None),
        "XQ07-02": (None, "2026-07-20", "2026-09-10", None, None),
        "DQ02-04": (None, "2026-08-20", None, None, "2026-10-08"),
        "DQ05-01": (None, "2026-09-01", None, None, None),
    }
    quarter = {"LC": "老城", "HN": "河南", "XQ": "西区", "BJ": "北郊", "DQ": "东区", "GY": "工业园"}
    for number in sorted(d.shape):
        code, _ = PLAN[number]
        today = code if code[0] == "A" and PLAN[number][1] in ("08H1", "08H2") else None
        acts = dates.get(number, (None,) * 5)
        layer.add(d.shape[number], number, names.get(number, f"示例{quarter[number[:2]]}{number[2:]}地块"), code,
                  NAMES[code] or None, today, case.get(number),
                  "农药制造（新建）" if number == "GY12-01" else None, "幼儿园" if number == "DQ12-05" else None,
                  DISTRICT, COUNTY, *acts)
    return layer


def current_use(d: District) -> Layer:
    """现状用地: a partition of the whole district, streets included, with the survey's own codes."""
    layer = Layer("BSM", "DLBM", "DLMC", "QSXZ")
    frame = town.placed(shapely.box(-12, -12, town.WIDTH + 12, town.HEIGHT + 12))
    painted: list[tuple[BaseGeometry, str]] = []
    village = Polygon([(345, 1_062), (612, 1_062), (612, 1_130), (560, 1_128), (540, 1_322), (345, 1_322)])
    painted.append((town.placed(village) | d.closed(("XQ10-01", "XQ10-02", "XQ11-01")), "0702"))
    for _, _, _, _, _, _, _, where in FACTORIES.values():
        painted.append((d.closed(where, 26.0), "0601"))
    groups: dict[tuple[str, str], list[str]] = {}
    for number in sorted(d.shape):
        code = PLAN[number][1]
        rural = code in (*FARMLAND, "0201", "0301", "0404")
        groups.setdefault((code, number[:2] if rural else number.split("-")[0]), []).append(number)
    fields = [town.placed(LineString([(u + 40 * np.sin(v0), v0), (u, v0 + 600)])) for v0 in (1_000, 1_400, 1_900)
              for u in range(60, 2_560, 175)]
    for (code, _), numbers in groups.items():
        area = d.closed(numbers, 19.0) if code in FARMLAND else d.union(numbers)
        pieces = shapely.get_parts(area)
        if code in FARMLAND:  # single fields instead of one large area
            lines = shapely.unary_union([area.boundary, *fields])
            cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
            pieces = [p for p in cells if area.contains(p.representative_point())]
        painted += [(p, code) for p in pieces]
    rest, number = frame, 0
    for shape, code in painted:
        free = rounded(shape & rest)
        rest = rest - shape
        for part in shapely.get_parts(free):
            if part.geom_type == "Polygon" and part.area > 1:
                number += 1
                layer.add(part, f"42999900000{number:07d}", code, CURRENT_NAMES[code], "20")
    rural = town.placed(
        Polygon([(-12, 1_063), (625, 1_063), (625, 1_920), (2_560, 1_920), (2_560, 2_500), (-12, 2_500)]))
    track = town.placed(town.rail_line().buffer(9))
    for shape, code in ((rest & track, "1001"), ((rest & rural) - track, "1006"), (rest - rural - track, "1004")):
        for quarter in range(4):  # a survey cuts long roads into sheets
            sheet = town.placed(shapely.box(-12 + quarter * 860, -12, -12 + (quarter + 1) * 860, town.HEIGHT + 12))
            part = shapely.union_all([g for g in shapely.get_parts(rounded(shape & sheet)) if g.geom_type == "Polygon"])
            if part.area > 1:
                number += 1
                layer.add(part, f"42999900000{number:07d}", code, CURRENT_NAMES[code], "20")
    return layer


PLOTS = {  # id: kind, status, name, stage, target met, parcels, middle and half size in the drawing plane
    "P01": ("省级名录", "在册", "原示例红石化工厂地块", "治理修复", "否", ("DQ07-01", "DQ08-01", "DQ08-02"), (2_365, 1_190), (90, 118)),
    "P02": ("省级名录", "在册", "原示例明光电镀厂地块", "风险管控", "否", ("DQ04-03", "DQ04-04"), (2_400, 1_395), (105, 52)),
    "P03": ("污染地块名录", "在册", "原示例青川皮革厂地块", "详细调查", None, ("DQ03-01", "DQ03-03"), (2_865, 1_745), (52, 88)),
    "P04": ("省级名录", "在册", "原示例东岭焦化厂地块", "效果评估", "是", ("DQ10-05",), (2_860, 1_110), (60, 50)),
    "P05": ("省级名录", "在册", "原示例云台铅锌冶炼厂地块", None, None, ("DQ09-03", "DQ09-04"), (2_680, 1_125), (88, 52)),
    "P06": ("省级名录", "已移出", "原示例酿造厂地块", "已移出", "是", ("DQ11-01",), (2_340, 960), (62, 62)),
    "P07": ("省级名录", "已移出", "原示例玻璃厂地块", "已移出", "是", ("DQ11-02", "DQ11-03"), (2_450, 855), (82, 62)),
    "P08": ("省级名录", "已移出", "原示例印染厂地块", "已移出", "是", ("DQ12-01",), (2_625, 975), (48, 46)),
    "P09": ("省级名录", "在册", "原示例农药仓库地块", "风险评估", None, ("LC48-03", "LC48-04"), (2_100, 1_110), (74, 46)),
    "P10": ("疑似污染地块", "在册", "示例五金厂地块", "疑似地块", None, ("LC57-03",), (2_195, 975), (30, 42)),
    "P11": ("责令调查", "在册", "原示例物资仓库地块", None, None, ("LC57-05",), (2_165, 845), (48, 48)),
    "P12": ("省级名录", "在册", "原示例钢绳厂地块", "风险评估", None, ("GY21-03",), (2_760, 205), (50, 62)),
    "P13": ("污染地块名录", "在册", "示例废旧物资回收站地块", "初步调查", None, ("GY20-01",), (2_400, 215), (78, 50)),
    "P14": ("污染地块名录", "在册", "示例轴承厂地块", "详细调查", None, ("GY19-01",), (2_345, 420), (52, 80)),
    "P15": ("污染地块名录", "在册", "原示例油墨厂地块", "详细调查", None, ("GY23-01",), (3_320, 215), (48, 52)),
}


def plot_code(entry: str) -> str:
    """A plot code of 13 digits in the invented county."""
    return f"{DISTRICT}226{int(entry[1:]):04d}"


def registry(d: District) -> Layer:
    """污染地块名录: plots with polygon, and entries that a list gives without one."""
    layer = Layer("地块编码", "地块名称", "名录种类", "名录状态", "所在市", "所在区县", "详细地址", "四至", "占地面积(㎡)", "经度",
                  "纬度", "所处阶段", "是否达到修复目标", "风险等级", "主要污染物", "列入日期", "移出日期", "修复目标用地类别", "使用限制",
                  "后期管理", "暂不开发利用", "责任单位", "图斑精度(m)")
    listed = {"P01": "2021-03-18", "P02": "2021-03-18", "P03": "2018-11-20", "P04": "2020-06-30", "P05": "2021-12-02",
              "P06": "2019-12-10", "P07": "2019-12-10", "P08": "2020-09-15", "P09": "2023-05-26", "P10": "2022-08-01",
              "P11": "2026-03-11", "P12": "2024-10-22", "P13": "2019-04-04", "P14": "2018-11-20", "P15": "2019-07-09"}
    substance = {"P01": "苯、氯仿、石油烃(C10-C40)", "P02": "六价铬、镍、氰化物", "P03": "六价铬", "P04": "苯并[a]芘、苯",
                 "P05": "铅、镉、砷", "P06": "砷", "P07": "砷、铅", "P08": "石油烃(C10-C40)", "P09": "滴滴涕、α-六六六",
                 "P12": "铅、锌", "P13": "石油烃(C10-C40)、铅", "P14": "石油烃(C10-C40)", "P15": "六价铬"}
    removed = {"P06": "2022-04-28", "P07": "2021-10-12", "P08": "2023-02-17"}
    target = {"P06": "第一类用地", "P07": "第二类用地", "P08": "第二类用地"}
    for i, (entry, (kind, status, name, stage, met, where, at, size)) in enumerate(PLOTS.items()):
        shape = plot_shape(d, entry, where, at, size, 100 + i)
        undeveloped = "是" if entry in ("P05", "P12", "P15") else ("否" if entry in ("P01", "P02", "P04") else None)
        layer.add(shape, plot_code(entry), name, kind, status, CITY, COUNTY, f"{COUNTY}示例路{i * 7 + 3}号",
                  f"东至示例{i + 1}路，南至示例{i + 1}街，西至原厂区围墙，北至示例路", round(shape.area, 2), None, None, stage, met, "高" if entry in ("P01", "P02", "P05") else None,
                  substance.get(entry), listed[entry], removed.get(entry), target.get(entry),
                  "不得建设地下空间，不得抽取地下水" if entry == "P08" else None,
                  "每半年监测地下水一次，至2028年" if entry == "P08" else None, undeveloped,
                  "示例资产经营公司（登记土地使用权人）" if status == "在册" else None, 2.0 if entry == "P12" else None)
    tail = (None, None, None, None, None, None, None)
    for entry, name, number, area in (("P16", "原示例电池修配所地块", "HN22-01", 1_200.0),
                                      ("P17", "原示例加油点地块", "HN25-01", 1_000.0),
                                      ("P18", "原示例农机站地块", "XQ06-01", 1_100.0)):
        lon, lat = lonlat(d.shape[number].centroid)
        layer.add(None, plot_code(entry), name, "省级名录", "在册", CITY, COUNTY, f"{COUNTY}（仅有中心坐标）", None, area, lon, lat,
                  "风险评估", None, None, "铅", "2024-10-22", *tail)
    far = Point(town.EAST + 61_000, town.NORTH + 9_000)
    layer.add(None, plot_code("P19"), "原示例矿灯厂地块", "省级名录", "在册", CITY, COUNTY, f"{COUNTY}飞地示例镇", None, 8_600.0,
              *lonlat(far), "风险管控", None, None, "镉", "2023-05-26", *tail)
    layer.add(None, "4299982260007", "原邻例焦化厂地块", "省级名录", "在册", CITY, "邻例县", "示例市邻例县示例大道12号", None, 15_300.0,
              None, None, "治理修复", "否", None, "苯", "2022-01-13", *tail)
    layer.add(None, plot_code("P21"), "原示例化工三厂地块", "省级名录", "在册", CITY, COUNTY, "示例区（地址不详）", None, None, None, None,
              "详细调查", None, None, "氯苯", "2022-01-13", *tail)
    return layer


def plot_shape(d: District, entry: str, where: tuple[str, ...], at: tuple[float, float], size: tuple[float, float],
               seed: int) -> Polygon:
    """Outline of a plot; three have a strip of a told width in the neighbouring parcel, one is a parcel as it is."""
    if entry == "P06":  # the whole parcel: no part of it owes a survey beside the removal
        return d.shape["DQ11-01"]
    shape = d.plot(where, at, size, seed)
    strip = {"P12": ("GY21-03", "GY21-02", 1.0), "P13": ("GY20-01", "GY20-02", 0.3), "P14": ("GY19-01", "GY19-02", 0.8)}
    return rounded(d.with_strip(shape, *strip[entry])) if entry in strip else shape


def negative_list(d: District) -> Layer:
    """负面清单."""
    layer = Layer("清单编号", "地块编码", "地块名称", "禁止用途", "条件", "生效日期", "失效日期", "印发单位", "文号")
    issuer, living = f"{COUNTY}人民政府", "居住用地、公共管理与公共服务用地"

    def row(i: int, place: str | None, plot: str | None, name: str, barred: str, condition: str | None,
            until: str | None, document: str) -> None:
        shape = None if place is None else rounded(d.shape[place].buffer(3, join_style="mitre"))
        if shape is not None:  # the neighbours stay outside
            shape = largest(rounded(shape - d.others((place or "",)).buffer(0.6)))
        layer.add(shape, f"FM-{i:02d}", plot, name, barred, condition, "2025-01-01", until, issuer, document)

    row(1, "HN34-02", None, "示例旧货市场周边", living, None, None, "示政发〔2024〕36号")
    row(2, "HN41-02", None, "示例洗染店片区", "商业服务业设施用地", "完成地下水风险管控并经验收前", None, "示政发〔2024〕36号")
    row(3, "GY16-01", None, "示例煤场片区", living, None, None, "示政发〔2024〕36号")
    row(4, "HN42-02", None, "示例老码头片区", "居住用地", "须经专题论证", None, "示政发〔2024〕36号")
    row(5, "HN37-01", None, "示例临时堆场", living, None, "2025-12-31", "示政发〔2022〕9号")
    row(6, None, plot_code("P03"), "原示例青川皮革厂地块", living + "、商业服务业设施用地", None, None, "示政发〔2024〕36号")
    return layer


ZONES = {"GK-01": ("DQ09-01", "DQ09-03", "DQ09-04"), "GK-02": ("GY23-01", "GY23-02")}


def zone_shape(d: District, zone: str) -> Polygon:
    """Outline of a control zone: a well-drawn polygon around its plot."""
    ring = {"GK-01": [(2_572, 1_080), (2_700, 1_066), (2_778, 1_084), (2_776, 1_205), (2_690, 1_212), (2_674, 1_262),
                      (2_588, 1_270), (2_574, 1_190)],
            "GK-02": [(3_246, 60), (3_330, 52), (3_392, 80), (3_396, 200), (3_388, 282), (3_300, 286),
                      (3_248, 270)]}[zone]
    return largest(rounded(town.placed(Polygon(ring)) - d.others(ZONES[zone]).buffer(2.0, join_style="mitre")))


def zones(d: District) -> dict[str, tuple[Layer, str | None]]:
    """管控区域, 标识牌, 监测点, 监测记录, 公告: the first zone is well kept, the second is not."""
    area = Layer("管控区编号", "管控区名称", "管控区类型", "涉及地块", "划定日期", "解除日期", "划定单位", "批准文号", "禁止事项",
                 "公告日期")
    shapes = {zone: zone_shape(d, zone) for zone in ZONES}
    area.add(shapes["GK-01"], "GK-01", "原示例冶炼厂管控区域", "管控区域", plot_code("P05"), "2024-03-20", None, "示例区人民政府",
             "示政函〔2024〕7号", "居住用地、公共管理与公共服务用地、商业服务业设施用地", "2024-03-28")
    area.add(shapes["GK-02"], "GK-02", "原示例油墨厂管控区域", "管控区域", plot_code("P15"), "2024-09-02", None, "示例区人民政府",
             None, None, None)
    signs = Layer("标识编号", "管控区编号", "标识类型", "设置日期", "拆除日期")

    def on_line(zone: str, share: float, out: float = 0.0) -> Point:
        line = shapes[zone].exterior.offset_curve(out) if out else shapes[zone].exterior
        return rounded(line.interpolate(share, normalized=True))

    for i, share in enumerate((0.04, 0.29, 0.55, 0.8), 1):
        signs.add(on_line("GK-01", share), f"BS-{i:02d}", "GK-01", "警示标识牌", "2024-04-02", None)
    signs.add(on_line("GK-02", 0.3), "BS-05", "GK-02", "警示标识牌", "2024-09-10", "2026-03-15")
    west = shapes["GK-02"].bounds
    signs.add(Point(round(west[0] - 165, 3), round(west[1] + 90, 3)), "BS-06", "GK-02", "警示标识牌", "2024-09-10", None)
    points = Layer("点位编号", "管控区编号", "介质", "监测间隔(天)")
    records = Layer("记录编号", "点位编号", "管控区编号", "介质", "监测日期", "检测项目", "检测值", "单位")
    plan_of = {"土壤": 365, "地下水": 180, "地表水": 180, "大气": 180}
    inside = {zone: shapes[zone].representative_point() for zone in ZONES}
    made = 0

    def record(point: str, zone: str, medium: str, day: str, what: str, value: str, unit: str) -> None:
        nonlocal made
        made += 1
        records.add(None, f"JL-{made:03d}", point, zone, medium, day, what, value, unit)

    for i, (medium, days) in enumerate(plan_of.items()):
        spot = inside["GK-01"] if medium in ("土壤", "大气") else on_line("GK-01", 0.2 + 0.3 * (i % 2), 18.0)
        name = f"GK1-{'SGWA'[i]}1"
        points.add(rounded(Point(spot.x + 6 * i, spot.y)), name, "GK-01", medium, days)
        last = {"土壤": ("2025-06-11", "2026-06-09"), "地下水": ("2025-10-21", "2026-03-18", "2026-08-25"),
                "地表水": ("2026-03-18", "2026-08-25"), "大气": ("2026-02-10", "2026-07-30")}[medium]
        for j, day in enumerate(last):
            what, value, unit = {"土壤": ("铅", str(1_350 - 20 * j), "mg/kg"), "地下水": ("铅", "0.004", "mg/L"),
                                 "地表水": ("铅", "0.01L", "mg/L"), "大气": ("铅", "0.0002", "mg/m3")}[medium]
            record(name, "GK-01", medium, day, what, value, unit)
    points.add(rounded(inside["GK-02"]), "GK2-S1", "GK-02", "土壤", 365)
    record("GK2-S1", "GK-02", "土壤", "2026-05-20", "铬(六价)", "11.6", "mg/kg")
    points.add(on_line("GK-02", 0.15), "GK2-G1", "GK-02", "地下水", 180)
    points.add(on_line("GK-02", 0.62, 24.0), "GK2-G2", "GK-02", "地下水", 180)  # outside: the value that rises
    for day, own, out in (("2024-10-15", "0.041", "0.012"), ("2025-03-12", "0.044", "0.031"),
                          ("2025-07-16", "0.039", "0.048"), ("2025-11-10", "0.042", "0.086")):
        record("GK2-G1", "GK-02", "地下水", day, "铬(六价)", own, "mg/L")
        record("GK2-G2", "GK-02", "地下水", day, "铬(六价)", out, "mg/L")
    notices = Layer("公告编号", "管控区编号", "公告日期", "文号", "发布单位")
    notices.add(None, "GG-01", "GK-01", "2024-03-28", "示政告〔2024〕5号", "示例区人民政府")
    return {"管控区域": (area, "MultiPolygon"), "标识牌": (signs, "Point"), "监测点": (points, "Point"),
            "监测记录": (records, None), "公告": (notices, None)}


def industrial_land(d: District) -> Layer:
    """行业企业用地."""
    layer = Layer("企业编号", "企业名称", "行业类别", "行业代码", "行业分类版本", "危险废物", "重点监管单位", "投产日期", "停产日期")
    for entry, (name, industry, code, waste, key, since, until, where) in FACTORIES.items():
        layer.add(d.closed(where, 26.0), entry, name, industry, code, "GB/T 4754-2017", waste, key, since, until)
    return layer


STRICT_LAND = ("BJ10-01", "BJ12-01")
PRIORITY_LAND = ("XQ04-01", "BJ01-01", "BJ02-01", "BJ02-02", "BJ02-03", "BJ02-04", "BJ02-05", "BJ03-01", "BJ03-02",
                 "BJ05-01", "BJ05-02", "BJ05-03", "BJ05-04", "BJ06-01", "BJ06-02", "BJ06-03", "BJ08-01")
BASIC_LAND = tuple(n for n in PRIORITY_LAND if n not in ("XQ04-01", "BJ03-02"))


def farmland(d: District) -> tuple[Layer, Layer]:
    """农用地类别 and 永久基本农田."""
    category = Layer("图斑编号", "土壤环境质量类别")
    of: dict[str, str] = {n: "安全利用类" for n, (_, current) in PLAN.items() if current in FARMLAND}
    of.update(dict.fromkeys(PRIORITY_LAND, "优先保护类"))
    of.update(dict.fromkeys(STRICT_LAND, "严格管控类"))
    number = 0
    for word in ("优先保护类", "安全利用类", "严格管控类"):
        for quarter in ("XQ", "BJ", "GY"):
            numbers = sorted(n for n, w in of.items() if w == word and n.startswith(quarter))
            for part in shapely.get_parts(d.closed(numbers, 10.0)) if numbers else []:
                number += 1
                category.add(part, f"ND{number:03d}", word)
    basic = Layer("图斑编号", "地类名称", "保护责任单位")
    area = d.closed(BASIC_LAND, 20.0)
    part = town.placed(shapely.box(1_980, 2_220, 2_150, 2_362)) & d.shape["BJ03-02"]  # a corner of the housing parcel
    for i, shape in enumerate(shapely.get_parts(rounded(shapely.unary_union([area, part]))), 1):
        basic.add(shape, f"JBNT{i:03d}", "水田", "示例区示例镇人民政府")
    return category, basic


SURVEYS: list[tuple[Any, ...]] = [
    # parcel, phase, conclusion, review, reviewed, number, filed, class, suspected
    ("DQ04-01", "第二阶段详细采样分析", "超过筛选值", "通过", "2025-04-11", "示环评审〔2025〕3号", "2025-03-20", "第一类用地", None),
    ("DQ04-02", "第二阶段详细采样分析", "超过筛选值", "通过", "2025-04-11", "示环评审〔2025〕3号", "2025-03-20", "第一类用地", None),
    ("DQ03-02", "第二阶段初步采样分析", "未超过筛选值", "待评审", None, None, "2026-08-18", "第二类用地", None),
    ("DQ10-06", "第二阶段初步采样分析", "未超过筛选值", "通过", "2024-11-05", "示环评审〔2024〕19号", "2024-10-10", "第二类用地", None),
    ("DQ10-04", "第二阶段初步采样分析", "未超过筛选值", "通过", "2024-11-05", "示环评审〔2024〕19号", "2024-10-10", "第二类用地", None),
    ("DQ10-02", "第二阶段初步采样分析", "未超过筛选值", "通过", "2025-09-30", "示环评审〔2025〕14号", "2025-09-01", "第一类用地", None),
    ("DQ10-01", "第二阶段初步采样分析", "未超过筛选值", "待评审", None, None, "2026-09-09", "第一类用地", None),
    ("DQ09-02", "第二阶段初步采样分析", "未超过筛选值", "通过", "2025-12-16", "示环评审〔2025〕22号", "2025-11-20", "第一类用地", None),
    ("DQ05-02", "第二阶段初步采样分析", "未超过筛选值", "未通过", "2026-05-13", "示环评审〔2026〕6号", "2026-04-15", "第一类用地", None),
    ("DQ05-03", "第二阶段初步采样分析", "未超过筛选值", "通过", "2025-06-19", "示环评审〔2025〕8号", "2025-05-22", "第一类用地", None),
    ("DQ05-04", "第一阶段", "未超过筛选值", "通过", "2025-06-19", "示环评审〔2025〕8号", "2025-05-22", "第一类用地", None),
    ("DQ06-03", "第二阶段详细采样分析", "超过筛选值", "通过", "2025-02-28", "示环评审〔2025〕1号", "2025-01-15", "第一类用地", None),
    ("DQ01-01", "第一阶段", "未超过筛选值", "通过", "2026-01-22", "示环评审〔2026〕1号", "2025-12-25", "第一类用地", None),
    ("DQ01-02", "第一阶段", "未超过筛选值", "通过", "2026-01-22", "示环评审〔2026〕1号", "2025-12-25", "第一类用地", None),
    ("DQ01-03", "第一阶段", "未超过筛选值", "通过", "2019-11-28", "示环评审〔2019〕4号", "2019-11-01", "第一类用地", None),
    ("DQ02-01", "第二阶段初步采样分析", "未超过筛选值", "通过", "2025-08-08", "示环评审〔2025〕11号", "2025-07-10", "第一类用地", None),
    ("DQ02-02", "第二阶段初步采样分析", "未超过筛选值", "通过", "2025-08-08", "示环评审〔2025〕11号", "2025-07-10", "第一类用地", None),
    ("DQ12-03", "第二阶段初步采样分析", "未超过筛选值", "通过", "2026-03-27", "示环评审〔2026〕3号", "2026-02-27", "第一类用地", None),
    ("XQ09-01", "第二阶段初步采样分析", "超过筛选值", "通过", "2026-06-24", "示环评审〔2026〕9号", "2026-05-26", "第一类用地", None),
    ("XQ05-01", "第二阶段初步采样分析", "未超过筛选值", "通过", "2026-06-24", "示环评审〔2026〕9号", "2026-05-26", "第一类用地", None),
    ("XQ13-01", "第二阶段初步采样分析", "未超过筛选值", "通过", "2026-07-15", "示环评审〔2026〕10号", "2026-06-16", "第一类用地", None),
]


def surveys(d: District) -> Layer:
    """调查范围."""
    layer = Layer("调查编号", "项目名称", "调查阶段", "调查结论", "评审结论", "评审日期", "评审文号", "备案日期", "评价用地类别",
                  "疑似污染区域", "所在区县", "占地面积(㎡)", "经度", "纬度")
    number = 0

    def row(shape: BaseGeometry | None, where: str, values: tuple[Any, ...], place: tuple[Any, ...]) -> None:
        nonlocal number
        number += 1
        layer.add(shape, f"DC-{number:03d}", f"示例区{where}地块土壤污染状况调查", *values, COUNTY, *place)

    for where, *values in SURVEYS:
        shape = d.shape[where]
        if where == "DQ01-02":  # the survey stopped at an old wall
            box = shapely.minimum_rotated_rectangle(shape)
            corner = shapely.get_coordinates(box)
            along = (corner[1] - corner[0]) * 0.4
            shape = rounded(shape - Polygon([corner[0], corner[0] + along, corner[3] + along, corner[3]]))
        row(shape, where, tuple(values), (round(shape.area, 1), None, None))
    # the part of the machine works that its survey marks as suspected
    where, *values = next(s for s in SURVEYS if s[0] == "DQ06-03")
    inner = rounded(d.shape["DQ06-03"].centroid.buffer(38, quad_segs=3))
    row(inner, where + "疑似污染区", (*values[:-1], "是"), (round(inner.area, 1), None, None))
    # a survey that was never drawn: centre and area only
    home = d.shape["HN29-01"]
    row(None, "河南片区南路", ("第一阶段", "未超过筛选值", "通过", "2026-02-05", "示环评审〔2026〕2号", "2026-01-09", "第一类用地", None),
        (round(home.area, 1), *lonlat(home.centroid)))
    return layer


METALS = (  # name, usual range, detection limit, unit: all below the class 1 screening values
    ("砷", (5.0, 14.0), 0.01, "mg/kg"), ("镉", (0.08, 0.9), 0.01, "mg/kg"), ("铬(六价)", None, 0.5, "mg/kg"),
    ("铜", (18, 60), 1, "mg/kg"), ("铅", (18, 70), 10, "mg/kg"), ("汞", (0.03, 0.4), 0.002, "mg/kg"),
    ("镍", (18, 55), 3, "mg/kg"))
VOLATILE = ("四氯化碳", "氯仿", "氯甲烷", "1,1-二氯乙烷", "1,2-二氯乙烷", "1,1-二氯乙烯", "顺-1,2-二氯乙烯", "反-1,2-二氯乙烯",
            "二氯甲烷", "1,2-二氯丙烷", "1,1,1,2-四氯乙烷", "1,1,2,2-四氯乙烷", "四氯乙烯", "1,1,1-三氯乙烷", "1,1,2-三氯乙烷",
            "三氯乙烯", "1,2,3-三氯丙烷", "氯乙烯", "苯", "氯苯", "1,2-二氯苯", "1,4-二氯苯", "乙苯", "苯乙烯", "甲苯",
            "间二甲苯+对二甲苯", "邻二甲苯")
HALF_VOLATILE = ("硝基苯", "苯胺", "2-氯酚", "苯并[a]蒽", "苯并[a]芘", "苯并[b]荧蒽", "苯并[k]荧蒽", "䓛", "二苯并[a,h]蒽",
                 "茚并[1,2,3-cd]芘", "萘")
DEPTHS = ((0.0, 0.5), (0.5, 2.0), (2.0, 4.0))


def samples(d: District) -> Layer:
    """采样数据: one row a point, depth and item, as a laboratory hands it over."""
    layer = Layer("点位编号", "样品编号", "样品类型", "顶部深度", "底部深度", "检测项目", "检测值", "检出限", "单位", "采样日期")
    rng = np.random.default_rng(town.SEED + 1)
    number = 0

    def row(spot: Point, point: str, sample: str, kind: str, depth: tuple[float, float], item: str, value: str,
            limit: float | None, unit: str, day: str) -> None:
        layer.add(spot, point, sample, kind, *depth, item, value, limit, unit, day)

    def metal(item: tuple[Any, ...]) -> str:
        _, usual, _, _ = item
        if usual is None:
            return "未检出"
        return f"{rng.uniform(*usual):.3g}"

    def survey(where: str, day: str, points: int, depths: int, extra: dict[tuple[int, int, str], tuple[Any, ...]],
               full: bool = False, volatile: bool = True) -> None:
        """Sample a parcel; ``extra`` replaces or adds (point, depth, item) -> (value, limit, unit)."""
        nonlocal number
        area = d.shape[where]
        spots = spread(area, points)
        for i, spot in enumerate(spots):
            point = f"{where}-T{i + 1}"
            for j in range(depths):
                number += 1
                sample = f"S26{number:04d}"
                rows: dict[str, tuple[Any, ...]] = {m[0]: (metal(m), m[2], m[3]) for m in METALS}
                light = VOLATILE if full else (("苯", "甲苯", "三氯乙烯", "氯仿") if volatile else ())
                for k, name in enumerate(light):
                    limit = 1.0 + 0.1 * (k % 10)
                    seen = rng.uniform() < 0.06 and name in ("甲苯", "苯")
                    rows[name] = (f"{rng.uniform(2, 30):.1f}" if seen else ("ND" if k % 3 else "未检出"), limit, "μg/kg")
                for k, name in enumerate(HALF_VOLATILE if full else ()):
                    limit = (0.09, 0.1, 0.06, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.09)[k]
                    rows[name] = (f"<{limit}", limit, "mg/kg")
                if volatile and not full:
                    rows["石油烃(C10-C40)"] = (f"{rng.uniform(8, 120):.0f}", 6, "mg/kg")
                for (p, level, name), cell in extra.items():
                    if (p, level) == (i, j):
                        rows[name] = cell
                for name, (value, limit, unit) in rows.items():
                    row(spot, point, sample, "普通样", DEPTHS[j], name, value, limit, unit, day)
            if i == 0:  # one duplicate a survey
                for m in METALS:
                    row(spot, point, f"S26{number:04d}P", "平行样", DEPTHS[depths - 1], m[0], metal(m), m[2], m[3], day)

    survey("DQ04-01", "2025-01-14", 6, 2, {(1, 0, "镍"): ("210", 3, "mg/kg"), (1, 1, "镍"): ("166", 3, "mg/kg"),
                                          (2, 1, "三氯乙烯"): ("950", 1.2, "μg/kg"), (0, 0, "铬"): ("88", 4, "mg/kg"),
                                          (1, 0, "铬"): ("412", 4, "mg/kg")})
    survey("DQ04-02", "2025-01-15", 6, 2, {(3, 0, "铬(六价)"): ("45.2", 0.5, "mg/kg"),
                                          (3, 1, "铬(六价)"): ("12.0", 0.5, "mg/kg"), (0, 0, "铬"): ("95", 4, "mg/kg")})
    survey("DQ02-01", "2025-06-20", 4, 2, {(2, 0, "铅"): ("520", 10, "mg/kg")})
    survey("DQ06-03", "2024-12-03", 6, 2, {(1, 0, "砷"): ("27.4", 0.01, "mg/kg"), (4, 1, "砷"): ("22.6", 0.01, "mg/kg")})
    coarse = {(2, 0, "苯并[a]芘"): ("ND", 2.0, "mg/kg")}  # diluted: its detection limit lies above the limit value
    survey("DQ10-04", "2024-09-12", 4, 2,
           {(i, 0, "苯并[a]芘"): ("0.31", 0.1, "mg/kg") for i in range(4)} | coarse)
    survey("DQ12-03", "2026-01-20", 5, 2, {(3, 1, "示例特征污染物甲"): ("3.2", 0.1, "mg/kg")})
    survey("LC40-01", "2025-10-28", 3, 1, {(1, 0, "铅"): ("460", 10, "mg/kg")}, volatile=False)
    survey("XQ05-01", "2026-04-22", 2, 1, {}, volatile=False)
    survey("XQ13-01", "2026-05-19", 3, 3, {}, full=True)
    # a control point outside all plots, and a blank: neither is soil of a parcel
    control = rounded(d.shape["BJ04-02"].representative_point())
    for m in METALS:
        row(control, "DZ1", "S260999", "对照点", DEPTHS[0], m[0], "18.6" if m[0] == "砷" else metal(m), m[2], m[3],
            "2025-01-14")
    blank = rounded(spread(d.shape["DQ04-01"], 6)[0])
    for name in ("苯", "甲苯", "三氯乙烯"):
        row(blank, "DQ04-01-T1", "S26KB01", "运输空白", DEPTHS[0], name, "ND", 1.2, "μg/kg", "2025-01-14")
    return layer


def spread(area: BaseGeometry, count: int) -> list[Point]:
    """Points on a grid well inside the area, as even as a driller manages."""
    inner = area.buffer(-min(8.0, np.sqrt(area.area) / 8))
    left, low, right, high = inner.bounds
    for step in np.arange(120, 8, -2.0):
        east, north = np.meshgrid(np.arange(left + step / 3, right, step), np.arange(low + step / 3, high, step))
        spots = [Point(x, y) for x, y in zip(east.ravel(), north.ravel()) if inner.contains(Point(x, y))]
        if len(spots) >= count:
            keep = np.linspace(0, len(spots) - 1, count).round().astype(int)
            return [rounded(spots[k]) for k in keep]
    raise ValueError(f"no room for {count} points")


def other_tables(d: District) -> dict[str, tuple[Layer, str | None]]:
    """风险评估, 责令调查, 核实材料, 定位."""
    risk = Layer("评估编号", "地块名称", "评估结论", "评价用地类别", "评审结论", "评审日期")
    risk.add(d.shape["DQ06-03"], "FX-01", "示例区DQ06-03地块", "风险可接受", "第一类用地", "通过", "2025-07-03")
    first = PLOTS["P01"]
    risk.add(plot_shape(d, "P01", first[5], first[6], first[7], 100), "FX-02", first[2], "风险不可接受", "第一类用地", "通过",
             "2020-12-08")
    order = Layer("通知编号", "地块名称", "责令单位", "责令日期")
    order.add(d.shape["DQ12-02"], "ZL-01", "示例区DQ12-02地块", "示例市生态环境局示例分局", "2026-04-16")
    order.add(d.shape["GY18-02"], "ZL-02", "示例区GY18-02地块", "示例市生态环境局示例分局", "2026-07-02")
    proof = Layer("role", "subject_id", "parcel_id", "statement", "holder", "document", "date", "person")
    proof.add(None, "registry", plot_code("P17"), "HN25-01", "outside", "示例市生态环境局示例分局", "示环函〔2026〕18号",
              "2026-09-21", "示例经办人甲")
    found = Layer("role", "entry_id", "settlement", "radius_m", "person", "date", "document")
    found.add(None, "registry", plot_code("P21"), "outside", None, "示例经办人乙", "2026-10-09", "示环函〔2026〕21号")
    return {"风险评估": (risk, "MultiPolygon"), "责令调查": (order, "MultiPolygon"), "核实材料": (proof, None),
            "定位": (found, None)}


# --------------------------------------------------------------------------------------------------------------
# Truth of the ordinary parcels, files


def intended(d: District, plots: list[BaseGeometry], near: float = 50.0) -> dict[str, Truth]:
    """Verdict of every parcel: the table above, and plain cases by proposed use, present use and nearness."""
    risky = shapely.unary_union(plots)
    out: dict[str, Truth] = {}
    for number, shape in d.shape.items():
        code, current = PLAN[number]
        if number in TRUTH:
            out[number] = TRUTH[number]
        elif code[0] in "RA" and current != usual_current(code) and not (code[0] == "R" and current == "0702"):
            out[number] = ("survey_required", (CHANGE,), f"由{CURRENT_NAMES[current]}变更，无评审通过的调查")
        elif code in ("M2", "M3"):
            out[number] = ("caution", (SITING,), "二类工业，无项目资料")
        elif shape.distance(risky) <= near:
            out[number] = ("caution", (NEAR,), "50米内有地块或管控区域")
        elif code == "G1":
            out[number] = ("caution|clear", (), "公园为待解释用途；用途不变时可为未发现限制")
        elif code == "H14":
            out[number] = ("clear|caution", (), "村庄建设用地，用途不变")
        else:
            out[number] = ("clear", (NOTHING,), "用途不变或无调查义务，远离各类地块")
    for where, *_ in SURVEYS:
        if where not in TRUTH:
            out[where] = ("clear|caution", (), "调查评审通过")
            if d.shape[where].distance(risky) <= near:
                out[where] = ("caution", (NEAR,), "调查评审通过，50米内有地块")
    return out


ROLES = (  # role, file, layer, covers the parcels by statement, title
    ("parcels", "plan.gpkg", "规划地块", False, "示例区中心城区控制性详细规划（示例）"),
    ("current_use", "plan.gpkg", "现状用地", True, "示例区国土变更调查现状用地（示例）"),
    ("registry", "sites.gpkg", "污染地块名录", True, "示例省建设用地土壤污染风险管控和修复名录及示例市污染地块名录（汇总，2026年9月）"),
    ("negative_list", "sites.gpkg", "负面清单", True, "示例区污染地块开发利用负面清单（示例）"),
    ("survey_areas", "sites.gpkg", "调查范围", True, "示例区土壤污染状况调查项目（示例）"),
    ("samples", "sites.gpkg", "采样数据", False, "示例区土壤采样检测结果（示例）"),
    ("risk_assessments", "sites.gpkg", "风险评估", False, "示例区风险评估报告（示例）"),
    ("industrial_land", "sites.gpkg", "行业企业用地", True, "示例区行业企业用地（示例）"),
    ("ordered_surveys", "sites.gpkg", "责令调查", False, "示例区责令调查地块（示例）"),
    ("farmland", "sites.gpkg", "农用地类别", True, "示例区耕地土壤环境质量类别（示例）"),
    ("basic_farmland", "sites.gpkg", "永久基本农田", True, "示例区永久基本农田（示例）"),
    ("control_zones", "zones.gpkg", "管控区域", True, "示例区污染地块管控区域（示例）"),
    ("signs", "zones.gpkg", "标识牌", False, "管控区域标识牌（示例）"),
    ("points", "zones.gpkg", "监测点", False, "管控区域监测点（示例）"),
    ("records", "zones.gpkg", "监测记录", False, "管控区域监测记录（示例）"),
    ("notices", "zones.gpkg", "公告", False, "管控区域公告（示例）"),
    ("evidence", "sites.gpkg", "核实材料", False, "核实材料（示例）"),
    ("located", "sites.gpkg", "定位", False, "无边界条目的定位（示例）"),
)


def write_yaml(path: Path, comment: str, data: dict[str, Any]) -> None:
    """A YAML file with a comment on top."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(f"# {comment}\n{text}", "utf-8")


def main(folder: str) -> None:
    """Write the district into ``folder`` and the expected verdicts into ``tests/data``."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2026-10-15T00:00:00.000Z", "OGR_SQLITE_JOURNAL": "MEMORY"})
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name in ("plan.gpkg", "sites.gpkg", "zones.gpkg"):
        (out / name).unlink(missing_ok=True)
    d = District()
    category, basic = farmland(d)
    lists = registry(d)
    tables: dict[str, tuple[Layer, str | None]] = {
        "规划地块": (parcels(d), "MultiPolygon"), "现状用地": (current_use(d), "MultiPolygon"),
        "污染地块名录": (lists, "MultiPolygon"), "负面清单": (negative_list(d), "MultiPolygon"),
        "调查范围": (surveys(d), "MultiPolygon"), "采样数据": (samples(d), "Point"),
        "行业企业用地": (industrial_land(d), "MultiPolygon"), "农用地类别": (category, "MultiPolygon"),
        "永久基本农田": (basic, "MultiPolygon"), **zones(d), **other_tables(d),
    }
    for _, file, name, _, title in ROLES:
        layer, kind = tables[name]
        layer.write(out / file, name, kind, title)
        print(f"{file:10} {name:8} {len(layer.rows):5d}")

    in_force = [s for s in lists.shapes if s is not None] + tables["管控区域"][0].shapes
    truth = intended(d, in_force)
    for number in ORDINARY_SHOWN:
        if d.shape[number].distance(shapely.unary_union(in_force)) < 60:
            raise SystemExit(f"{number} is not ordinary: it lies near a plot")
    counts: dict[str, int] = {}
    for verdict, _, _ in truth.values():
        counts[verdict.split("|")[0]] = counts.get(verdict.split("|")[0], 0) + 1
    order = ("prohibited", "remediate_first", "assess_risk", "survey_required", "undetermined", "caution", "clear")
    expected = ROOT / "tests/data/demo_expected.csv"
    expected.parent.mkdir(parents=True, exist_ok=True)
    with expected.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("parcel_id", "step", "verdict", "rules", "why"))
        for number in (*TRUTH, *ORDINARY_SHOWN):
            verdict, rules, why = truth[number]
            table.writerow((number, "plan", verdict, ";".join(rules), why))
        for number, (verdict, rules, why) in AT_WORKS.items():
            table.writerow((number, "works", verdict, ";".join(rules), why))
    write_yaml(out / "map.yaml", "What was answered when the layers were loaded, in the form of --map.", {
        "registry": {"target_met": "是否达到修复目标", "accuracy_m": "图斑精度(m)", "edition": "whole",
                     "edition_date": EDITION_DATE}})
    write_yaml(out / "demo.yaml", "The demo district 示例区. Every place, firm, person, code and document is invented.", {
        "title": "示例市示例区土壤环境核查示范（虚构数据）", "district": COUNTY, "city": CITY, "district_code": DISTRICT,
        "crs": town.CRS, "as_of": AS_OF, "steps": ["plan"], "also": [{"steps": ["works"]}], "map": "map.yaml",
        "coverage_stated": {"person": "示例经办人乙", "date": "2026-10-09"},
        "layers": [{"role": role, "path": file, "layer": name, **({"covers": "parcels"} if covers else {}),
                    "title": title} for role, file, name, covers, title in ROLES],
        "unlocated": [{"entry_id": plot_code("P21"), "settled": "outside", "person": "示例经办人乙", "date": "2026-10-09",
                       "document": "示环函〔2026〕21号"}],
        "counts": {"parcels": len(d.shape), **{v: counts.get(v, 0) for v in order},
                   "note": "按意图计数；判据留有余地的地块按第一种计"},
    })
    print({v: counts.get(v, 0) for v in order}, "of", len(d.shape))
    print("bytes", sum(p.stat().st_size for p in out.iterdir()))


if __name__ == "__main__":
    main(sys.argv[1])

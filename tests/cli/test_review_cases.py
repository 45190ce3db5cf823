"""Acceptance cases of the review: small files in, the command line, the output file out.

Every expectation follows from the rules of the review (numbers in brackets are those of the rule table) and from the
texts of law behind them, not from what the program prints. One case is one parcel; cases of a scene share a run.
"""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
from typing import Any, Optional

import pandas as pd
import pyogrio
import pytest
import shapely
from soilgate.plugin import cli
from soilgate.tests.support import cases as c
from soilgate.tests.support.cases import (
    ANY,
    CHEMICALS,
    CODE,
    EAST_HALF,
    SOIL_LAW,
    WEST_HALF,
    Case,
    Check,
    Finding,
    Result,
    Scene,
    assessment,
    bar,
    basic,
    beside,
    box,
    case,
    farm,
    now,
    order,
    plot,
    removed,
    sample,
    site,
    spot,
    strip,
    survey,
    zone,
)

STEPS = ("plan", "use_change", "acquisition", "taking_back", "transfer", "supply", "planning_permit",
         "building_permit", "works")
MILD = {"clear", "caution"}
HOME = now("0701")  # present use: urban housing
SHOP = now("05H1")  # commerce
PLANT = now("0601")  # industry
FIELD = now("0103")  # dry field
PARK = now("0810")
ROAD = now("1004")

# ------------------------------------------------------------------------------------------------ plan step, the Code

LISTS = (
    # [16] all needed roles cover, nothing found
    case("housing_clear", "R2", HOME, verdict="clear", could=None, complete=True, only={"nothing_found"}, assumed=()),
    case("shops_clear", "B1", SHOP, verdict="clear", could=None, complete=True, only={"nothing_found"}),
    # [1] provincial list x residential, public; the Code's own article
    case("listed_housing", "R2", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"],
         finding=Finding("listed_plot_sensitive_use", "prohibited", "fact", 10_000, 1.0,
                         cites=(f"{CODE}第456条第2款",), silent_on=(SOIL_LAW,))),
    case("listed_office", "A1", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"]),
    case("listed_school", "A33", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"]),
    # [2] not rule 1, any works, road and park too
    case("listed_shops", "B1", SHOP, plot(), verdict="remediate_first", could=None,
         lacks=["listed_plot_sensitive_use"], next="风险管控",
         finding=Finding("listed_plot_unrelated_works", "remediate_first", cites=(f"{CODE}第461条第3款",))),
    case("listed_road", "S1", ROAD, plot(), verdict="remediate_first", has=["listed_plot_unrelated_works"]),
    case("listed_park", "G2", PARK, plot(), verdict="remediate_first", has=["listed_plot_unrelated_works"]),
    # [2] met but not yet removed: 待移出
    case("met_shops", "B1", SHOP, plot(stage="效果评估", 是否达到目标="已达标"), verdict="remediate_first",
         next="移出", finding=Finding("listed_plot_unrelated_works", "remediate_first", says=("待移出",))),
    # [1] unknown: the status cannot be read
    case("status_unreadable", "R2", HOME, plot(status="是否在册待定"), verdict="undetermined", could="prohibited"),
    # section 4: an undated entry is in force; one whose removal lies after the day of the opinion too
    case("undated_entry", "R2", HOME, plot(列入日期=None), verdict="prohibited"),
    case("removed_later", "R2", HOME, removed("第一类用地", "2027-01-01"), verdict="prohibited"),
    case("removal_day_unreadable", "R2", HOME, removed("第一类用地", "去年"), verdict="undetermined",
         could="prohibited"),
    case("removal_day_null", "B1", SHOP, removed("第二类用地", None), verdict=MILD),
    # section 4: kinds of lists
    case("kind_unknown", "R2", HOME, plot(kind="甲类地块表"), verdict="prohibited", assumed=["list_kind_unknown"],
         finding=Finding("listed_plot_sensitive_use", "prohibited", "assumed")),
    case("suspected_housing", "R2", HOME, plot(kind="疑似污染地块清单"), verdict="survey_required",
         lacks=["listed_plot_sensitive_use", "listed_plot_unrelated_works"]),
    # [17] ordered: survey_required, whatever the use
    case("ordered_by_list", "S1", ROAD, plot(kind="责令调查", stage="调查"), verdict="survey_required",
         has=["ordered_survey"]),
    # [20]
    case("order42_housing", "R2", HOME, plot(kind="污染地块名录"), verdict="assess_risk", has=["order42_plot"],
         lacks=["listed_plot_sensitive_use", "listed_plot_unrelated_works"]),
    case("order42_road", "S1", ROAD, plot(kind="污染地块名录"), verdict="assess_risk", has=["order42_plot"]),
    # [20] its negative list applies
    case("order42_negative_list", "R2", HOME, plot(kind="污染地块名录"), bar(), verdict="prohibited",
         has=["order42_plot", "negative_list_use"]),
    # [19] the present use, whatever is proposed; its own finding
    case("people_live_on_it", "S1", HOME, plot(), verdict="prohibited",
         findings=[Finding("sensitive_use_on_listed_plot", "prohibited", cites=(f"{CODE}第456条第2款",)),
                   Finding("listed_plot_unrelated_works", "remediate_first")]),
    case("nobody_lives_on_it", "S1", ROAD, plot(), lacks=["sensitive_use_on_listed_plot"]),
    # [19] unknown: present use of an unknown code (sections 2 and 2d)
    case("who_lives_on_it", "S1", now("ZZ9"), plot(), verdict="remediate_first", could="prohibited"),
    # [6] removed for the same or a stricter class and use: caution instead of a survey
    case("removed_class_1", "R2", PLANT, removed("第一类用地"), verdict="caution", could=None),
    # [13]
    case("removed_class_2", "R2", HOME, removed("第二类用地"), verdict="survey_required", due_step="use_change",
         due_now=False, finding=Finding("removed_for_lower_class", "survey_required", cites=(f"{CODE}第454条第2款",))),
    case("removed_class_2_shops", "B1", SHOP, removed("第二类用地"), verdict=MILD, could=None),
    case("removed_class_2_community_park", "G1", PARK, removed("第二类用地"), cells={"规划用地性质": "社区公园"},
         verdict="undetermined", could="survey_required", has=["removed_for_lower_class"]),
    case("removed_class_null", "R2", HOME, removed(None), verdict="undetermined", could="survey_required"),
    case("removed_survey_since", "R2", HOME, removed("第二类用地"), survey(on="2025-03-01"), verdict=MILD),
    case("removed_survey_before", "R2", HOME, removed("第二类用地"), survey(on="2020-03-01"),
         verdict="survey_required"),
    case("removed_with_limits", "R2", HOME, removed("第一类用地", 移出后用途限制="不得建设住宅"),
         verdict="undetermined", has=["removed_for_lower_class"]),
    case("removed_with_after_care", "R2", HOME, removed("第一类用地", 后期管理="长期监测地下水，不得扰动覆盖层"),
         verdict="undetermined", has=["removed_for_lower_class"]),
    # [14] house value 50 m; several plots; a removed plot is none
    case("plot_40_m_away", "R2", HOME, plot(place=beside(40)), verdict="caution", could=None, complete=True,
         finding=Finding("neighbour", "caution", distance=40.0)),
    case("plot_60_m_away", "R2", HOME, plot(place=beside(60)), verdict="clear", complete=True),
    case("removed_plot_40_m_away", "R2", HOME, removed(place=beside(40)), verdict="clear"),
    case("zone_40_m_away", "R2", HOME, zone(place=beside(40)), verdict="caution", has=["neighbour"]),
    # section 7: contact thinner than the tolerance, the width told; above it an overlap
    case("contact_0_3_m", "R2", HOME, plot(place=strip(0.3)), verdict="caution", could=None,
         lacks=["listed_plot_sensitive_use"], finding=Finding("neighbour", "caution", says=("0.3", "100"))),
    case("lap_of_2_m", "R2", HOME, plot(place=strip(2)), verdict="prohibited",
         finding=Finding("listed_plot_sensitive_use", overlap=200, share=0.02)),
    # section 7: above the tolerance, thinner than the larger accuracy: undetermined
    case("lap_of_2_m_by_sketch", "R2", HOME, plot(place=strip(2), 精度="5"), verdict="undetermined",
         could="prohibited"),
    case("lap_of_40_m_by_sketch", "R2", HOME, plot(place=strip(40), 精度="5"), verdict="prohibited"),
    # section 7: union over plots, a share never exceeds 1
    case("two_entries_on_it", "R2", HOME, plot(place=WEST_HALF), plot(place=EAST_HALF), plot(), verdict="prohibited",
         findings=[Finding("listed_plot_sensitive_use", overlap=5_000, share=0.5),
                   Finding("listed_plot_sensitive_use", overlap=10_000, share=1.0)]),
)

AREAS = (
    # [3]
    case("barred", "R2", HOME, bar(), verdict="prohibited", could=None,
         finding=Finding("negative_list_use", "prohibited", overlap=10_000, says=("示环〔2024〕1号",))),
    case("barred_open_condition", "R2", HOME, bar(condition="完成修复并移出前不得使用"), verdict="undetermined",
         could="prohibited", has=["negative_list_use"]),
    case("barred_needs_study", "R2", HOME, bar(condition="须专题论证"), verdict="caution", has=["negative_list_use"]),
    case("barred_other_use", "B1", SHOP, bar(), verdict="caution", could=None, has=["negative_list_use"]),
    case("barred_until_2025", "R2", HOME, bar(until="2025-01-01"), verdict="clear", complete=True),
    case("barred_from_2027", "R2", HOME, bar(since="2027-01-01"), verdict="clear"),
    case("barred_what", "R2", HOME, bar(None), verdict="undetermined", could="prohibited"),  # 2d
    case("barred_unread_use", "R2", HOME, bar("某类新型用途"), verdict="undetermined", could="prohibited"),
    case("barred_until_unreadable", "R2", HOME, bar(until="另行通知"), verdict="undetermined", could="prohibited"),
    case("barred_half", "R2", HOME, bar(place=WEST_HALF), verdict="prohibited",
         finding=Finding("negative_list_use", overlap=5_000, share=0.5)),
    case("barred_all_but_industry", "R2", HOME, bar("除工业用地外的一切用途"), verdict={"prohibited", "undetermined"}),
    case("barred_schools_only", "R2", HOME, bar("中小学用地、医疗卫生用地"), verdict={"caution", "undetermined"}),
    case("barred_sensitive", "A33", now("08H2"), bar("居住、教育、医疗、养老等敏感用途"), verdict="prohibited"),
    # [4]
    case("zone_forbids", "B1", SHOP, zone(), verdict="prohibited", could=None,
         finding=Finding("control_zone", "prohibited", says=("示府〔2023〕9号",))),
    case("isolation_area_forbids", "B1", SHOP, zone(kind="隔离区域"), verdict="prohibited", has=["control_zone"]),
    case("zone_without_document", "B1", SHOP, zone(document=None), verdict="undetermined", could="prohibited"),
    case("zone_says_nothing", "B1", SHOP, zone(forbids=None), verdict="undetermined", could="prohibited"),
    case("zone_forbids_homes", "R2", HOME, zone("禁止建设住宅、学校"), verdict="prohibited"),
    case("zone_forbids_homes_not_shops", "B1", SHOP, zone("禁止建设住宅、学校"), verdict="caution"),
    case("zone_forbids_digging", "B1", SHOP, zone("禁止开挖、取土等扰动土壤的活动"),
         verdict={"prohibited", "undetermined"}),
    case("zone_lifted", "B1", SHOP, zone(lifted="2025-01-01"), verdict="clear", complete=True),
    case("zone_lifted_later", "B1", SHOP, zone(lifted="2027-01-01"), verdict="prohibited"),
    case("zone_lifted_unreadable", "B1", SHOP, zone(lifted="待定"), verdict="undetermined", could="prohibited"),
    # [8], [9] and what farmland may become
    case("strict_to_shops", "B1", FIELD, farm("严格管控类"), verdict="survey_required", due_step="use_change",
         finding=Finding("polluted_farmland_survey", "survey_required", share=1.0, cites=("土壤污染防治行动计划",),
                         silent_on=("第454条", "第59条"))),
    case("strict_to_works", "M1", FIELD, farm("严格管控类"), verdict="survey_required",
         has=["polluted_farmland_survey"]),
    case("strict_surveyed", "B1", FIELD, farm("严格管控类"), survey(klass="第二类用地"), verdict=MILD,
         none=[Finding("polluted_farmland_survey", "survey_required")]),
    case("strict_stays_field", "E2", FIELD, farm("严格管控类"), verdict=MILD),
    case("safe_use_to_shops", "B1", FIELD, farm("安全利用类"), verdict="caution", could=None),
    case("category_null", "B1", FIELD, farm(None), verdict="undetermined", could="survey_required"),  # 2d
    case("category_unread", "B1", FIELD, farm("丙类"), verdict="undetermined", could="survey_required"),
    case("priority_to_shops", "B1", FIELD, farm("优先保护类"), verdict="caution", could=None, has=["basic_farmland"]),
    case("basic_to_shops", "B1", FIELD, farm("优先保护类"), basic(), verdict="prohibited",
         finding=Finding("basic_farmland", "prohibited", share=1.0, cites=("《中华人民共和国土地管理法》第35条",))),
    case("basic_to_road", "S1", FIELD, basic(), verdict="prohibited", has=["basic_farmland"]),
    case("basic_stays_field", "E2", FIELD, basic(), verdict="clear"),
    case("basic_half", "B1", FIELD, basic(WEST_HALF), verdict="prohibited",
         finding=Finding("basic_farmland", overlap=5_000, share=0.5)),
    # [17]
    case("ordered", "S1", ROAD, order(), verdict="survey_required", due_now=True, next="调查",
         finding=Finding("ordered_survey", "survey_required", cites=(f"{CODE}第454条第1款",))),
    case("ordered_undated", "S1", ROAD, order(None), verdict="survey_required"),
    case("ordered_day_unreadable", "S1", ROAD, order("上月"), verdict={"survey_required", "undetermined"}),
    case("ordered_and_done", "S1", ROAD, order("2024-01-01"), survey(on="2025-03-01"), verdict=MILD,
         lacks=["ordered_survey"]),
)

INDUSTRY = (
    # [5] housing: an accepted survey; commerce: a filed one. 454/59 is never cited for commerce
    case("chemicals_to_housing", "R2", PLANT, site(CHEMICALS), verdict="survey_required", due_step="use_change",
         has=["former_industry_survey", "use_change_survey"]),
    case("chemicals_to_shops", "B1", PLANT, site(CHEMICALS), verdict="survey_required", could=None,
         only={"former_industry_survey"},
         finding=Finding("former_industry_survey", "survey_required", overlap=10_000,
                         cites=("土壤污染防治行动计划", "污染地块土壤环境管理办法"), silent_on=("第454条", "第59条"))),
    case("chemicals_to_school", "A33", PLANT, site(CHEMICALS), verdict="survey_required",
         has=["former_industry_survey"]),
    case("chemicals_to_shops_filed", "B1", PLANT, site(CHEMICALS),
         survey(result="待评审", on=None, filed="2025-01-01"), verdict=MILD, lacks=["former_industry_survey"]),
    case("chemicals_to_shops_filed_failed", "B1", PLANT, site(CHEMICALS),
         survey(result="未通过", on="2025-02-01", filed="2025-01-01"), verdict="survey_required",
         has=["former_industry_survey"]),
    case("chemicals_to_shops_filed_later", "B1", PLANT, site(CHEMICALS),
         survey(result="待评审", on=None, filed="2027-01-01"), verdict="survey_required",
         has=["former_industry_survey"]),
    case("chemicals_to_housing_filed", "R2", PLANT, site(CHEMICALS),
         survey(result="待评审", on=None, filed="2025-01-01"), verdict="survey_required",
         has=["former_industry_survey"]),
    case("chemicals_to_housing_accepted", "R2", PLANT, site(CHEMICALS), survey(), verdict="clear", complete=True),
    case("chemicals_stay_industry", "M1", PLANT, site(CHEMICALS), verdict="clear"),
    case("chemicals_under_half", "B1", PLANT, site(CHEMICALS, place=WEST_HALF), verdict="survey_required",
         finding=Finding("former_industry_survey", overlap=5_000, share=0.5)),
    case("food_to_shops", "B1", PLANT, site(), verdict="clear"),
    case("waste_site_to_shops", "B1", PLANT, site(waste="是"), verdict="survey_required",
         only={"former_industry_survey"}),
    case("waste_unreadable", "B1", PLANT, site(waste="或许"), verdict="undetermined", could="survey_required"),
    case("waste_null", "B1", PLANT, site(waste=None), verdict="clear"),
    case("industry_null", "B1", PLANT, site(None), verdict="undetermined", could="survey_required"),  # 2d
    case("industry_unread", "B1", PLANT, site("某某行业"), verdict="undetermined", could="survey_required"),
    # [7] any change of use; a filed report lifts it
    case("key_unit_to_warehouse", "W1", PLANT, site(key="是"), verdict="survey_required",
         finding=Finding("key_unit_survey", "survey_required", cites=(f"{CODE}第462条",))),
    case("key_unit_filed", "W1", PLANT, site(key="是"), survey(result="待评审", on=None, filed="2025-01-01"),
         verdict=MILD, lacks=["key_unit_survey"]),
    case("key_unit_stays", "M1", PLANT, site(key="是"), verdict="clear"),
    case("key_unit_unreadable", "W1", PLANT, site(key="可能"), verdict="undetermined", could="survey_required"),
    case("key_unit_null", "W1", PLANT, site(key=None), verdict="clear"),
    # [15] own radius 500 m (house value); no national figure
    case("plating_near_homes", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": "电镀"},
         verdict="undetermined", could="prohibited",
         finding=Finding("polluting_project_siting", "undetermined", cites=(f"{CODE}第427条",))),
    case("plating_far_from_homes", "M1", PLANT, now("0701", beside(600)), cells={"拟建项目行业": "电镀"},
         verdict="clear"),
    case("plating_near_shops", "M1", PLANT, now("05H1", beside(200)), cells={"拟建项目行业": "电镀"}, verdict="clear"),
    case("office_project_near_homes", "B1", SHOP, now("0701", beside(200)), cells={"拟建项目行业": "商务办公"},
         verdict="clear"),
    case("unread_project_near_homes", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": "某某新业态"},
         verdict="undetermined", could="prohibited", has=["polluting_project_siting"]),
    case("m2_near_homes", "M2", PLANT, now("0701", beside(200)), verdict="caution", has=["polluting_project_siting"]),
    case("w3_near_homes", "W3", PLANT, now("0701", beside(200)), verdict="caution", has=["polluting_project_siting"]),
    case("m1_near_homes", "M1", PLANT, now("0701", beside(200)), verdict="clear"),
    case("m2_far_from_homes", "M2", PLANT, now("0701", beside(600)), verdict="clear"),
)

SURVEYS = (
    # [6] change to residential or public use, for the changed share, due at use_change
    case("shops_to_housing", "R2", SHOP, verdict="survey_required", could=None, complete=True, due_step="use_change",
         due_now=False, only={"use_change_survey"}, next="调查",
         finding=Finding("use_change_survey", "survey_required", "fact", cites=(f"{CODE}第454条第2款",),
                         silent_on=(SOIL_LAW,))),
    case("housing_to_school", "A33", HOME, verdict="survey_required", only={"use_change_survey"}),
    case("field_to_housing", "R2", FIELD, verdict="survey_required", has=["use_change_survey"]),
    case("shops_to_works", "M1", SHOP, verdict="clear"),
    case("half_changes", "R2", now("0701", box(-10, -10, 50, 110)), now("05H1", box(50, -10, 110, 110)),
         verdict="survey_required", finding=Finding("use_change_survey", share=0.5)),
    case("present_use_unknown", "R2", verdict="survey_required", assumed=["current_use_unknown"],
         finding=Finding("use_change_survey", "survey_required", "assumed")),
    case("present_use_unknown_code", "R2", now("QQ9"), verdict="survey_required", assumed=["current_use_unknown"]),
    # the column wins where it alone is known; both known and different: the graver, named
    case("column_says_homes", "R2", cells={"现状用地代码": "R2"}, verdict="clear"),
    case("column_and_layer_differ", "R2", SHOP, cells={"现状用地代码": "R2"}, verdict="survey_required",
         reason="不一致"),
    case("layer_says_homes_column_shops", "R2", HOME, cells={"现状用地代码": "B1"}, verdict="survey_required"),
    # whether the layer says otherwise cannot be read: the graver is assumed
    case("column_beside_unread_layer", "R2", now("外星用地"), cells={"现状用地代码": "R2"}, verdict="survey_required",
         finding=Finding("use_change_survey", "survey_required", "assumed", says=("现状图层是否与之一致未能判明",)),
         assumed=["use_change_open"], complete=False),
    case("column_beside_null_layer", "R2", now(None), cells={"现状用地代码": "R2"}, verdict="survey_required",
         finding=Finding("use_change_survey", "survey_required", "assumed")),
    case("column_beside_unread_layer_shops", "B1", now("外星用地"), cells={"现状用地代码": "B1"}, verdict="clear"),
    # section 4: accepted; 2c, 2d: unreadable or null is unknown, a later day is none
    case("accepted", "R2", SHOP, survey(), verdict="clear", complete=True, could=None),
    case("accepted_under_the_old_law", "R2", SHOP, survey(on="2023-03-01"), verdict="clear"),
    case("accepted_on_the_day", "R2", SHOP, survey(on="2026-09-01"), verdict="clear"),
    case("accepted_tomorrow", "R2", SHOP, survey(on="2026-09-02"), verdict="survey_required"),
    case("accepted_no_day", "R2", SHOP, survey(on=None), verdict="undetermined", could="survey_required"),
    case("accepted_day_unreadable", "R2", SHOP, survey(on="近期"), verdict="undetermined", could="survey_required"),
    case("review_null", "R2", SHOP, survey(result=None), verdict="undetermined", could="survey_required"),
    case("review_failed", "R2", SHOP, survey(result="未通过"), verdict="survey_required", could=None),
    case("review_pending", "R2", SHOP, survey(result="待评审", on=None), verdict="survey_required"),
    # 通过需修改完善 is not yet accepted (registry fields, section 9)
    case("review_with_revision", "R2", SHOP, survey(result="通过需修改完善"),
         verdict={"survey_required", "undetermined"}),
    case("accepted_half", "R2", SHOP, survey(place=WEST_HALF), verdict="survey_required",
         finding=Finding("use_change_survey", share=0.5)),
    case("accepted_two_halves", "R2", SHOP, survey(place=WEST_HALF), survey(place=EAST_HALF), verdict="clear"),
    case("failed_then_accepted", "R2", SHOP, survey(result="未通过", on="2024-01-01"), survey(), verdict="clear"),
    # [10] the conclusion of a reviewed survey; beware of 未超过
    case("concludes_exceeds", "R2", SHOP, survey("超过筛选值，需风险评估"), verdict="assess_risk", next="风险评估",
         finding=Finding("above_screening", "assess_risk", cites=(f"{CODE}第455条",))),
    case("concludes_not_exceeds", "R2", SHOP, survey("各项指标均未超过第一类用地筛选值"), verdict="clear"),
    case("concludes_above_screening_below_intervention", "R2", SHOP, survey("部分点位砷超过筛选值，但未超过管制值"),
         verdict={"assess_risk", "undetermined"}),
    case("concludes_both", "R2", SHOP, survey("重金属未超标，苯并[a]芘超标"), verdict={"assess_risk", "undetermined"}),
    case("concludes_more_survey", "R2", SHOP, survey("需开展详细调查"), verdict={"assess_risk", "undetermined"}),
    case("concludes_no_polluted_plot", "R2", SHOP, survey("不属于污染地块"), verdict="clear"),
    case("concludes_null", "R2", SHOP, survey(None), verdict="undetermined", could="assess_risk"),
    case("concludes_unread", "R2", SHOP, survey("详见报告"), verdict="undetermined", could="assess_risk"),
    case("exceeds_but_failed", "R2", SHOP, survey("超过筛选值", result="未通过"), verdict="survey_required",
         none=[Finding("above_screening", "assess_risk")]),
    case("exceeds_assessed", "R2", SHOP, survey("超过筛选值"), assessment(klass="第一类用地"), verdict="caution"),
    case("exceeds_assessed_for_class_2", "R2", SHOP, survey("超过筛选值"), assessment(klass="第二类用地"),
         verdict={"assess_risk", "undetermined"}),
    case("exceeds_assessment_pending", "R2", SHOP, survey("超过筛选值"),
         assessment(review="待评审", on=None, klass="第一类用地"), verdict="assess_risk"),
    case("exceeds_assessment_unreviewed", "R2", SHOP, survey("超过筛选值"),
         assessment(review=None, klass="第一类用地"), verdict="undetermined", could="assess_risk"),
    case("exceeds_assessment_later", "R2", SHOP, survey("超过筛选值"), assessment(on="2027-01-01", klass="第一类用地"),
         verdict="assess_risk"),
    case("exceeds_assessed_half", "R2", SHOP, survey("超过筛选值"), assessment(klass="第一类用地", place=WEST_HALF),
         verdict={"assess_risk", "undetermined"}),
    case("assessed_unacceptable", "R2", SHOP, survey("超过筛选值"), assessment("不可接受", klass="第一类用地"),
         verdict={"remediate_first", "assess_risk"}),
    # [12]
    case("surveyed_for_class_2", "R2", SHOP, survey(klass="第二类用地"), verdict="undetermined",
         could="survey_required", has=["survey_adequacy"]),
    case("surveyed_for_class_1", "B1", PLANT, site(CHEMICALS), survey(klass="第一类用地"), verdict="clear"),
    case("surveyed_class_null", "R2", SHOP, survey(klass=None), verdict="undetermined", could="survey_required"),
    case("phase_null", "R2", SHOP, survey(phase=None), verdict="undetermined", could="survey_required"),
    case("phase_1_without_points", "R2", SHOP, survey(phase="第一阶段"), verdict="clear"),
    case("concludes_null_blank_sampled", "R2", SHOP, survey(None), sample("5", 样品类型="空白样"), verdict="undetermined",
         could="assess_risk"),
    case("concludes_null_control_sampled", "R2", SHOP, survey(None), sample("5", 样品类型="对照点"), verdict="undetermined",
         could="assess_risk"),
    case("concludes_null_only_total_chromium", "R2", SHOP, survey(None), sample("5", "总铬"), verdict="undetermined",
         could="assess_risk"),
    case("concludes_null_nothing_measured", "R2", SHOP, survey(None), sample("/"), verdict="undetermined",
         could="assess_risk"),
    case("nothing_measured_at_the_second_point", "R2", SHOP, survey(), sample("5"), sample("/", 点位编号="D2"),
         verdict="caution", has=["survey_adequacy"]),
    case("phase_2_one_point", "R2", SHOP, survey(), sample("5"), verdict="caution", has=["survey_adequacy"]),
    case("surveyed_in_2020", "R2", SHOP, survey(on="2020-03-01"), verdict="caution", has=["survey_adequacy"]),
    case("surveyed_in_2022", "R2", SHOP, survey(on="2022-03-01"), verdict="clear"),
)

SAMPLES = (
    # [10], [11] class 2: arsenic 60 and 140 mg/kg; class 1: 20 and 120. Equal is not exceeding
    case("as_80", "B1", SHOP, sample("80"), verdict="assess_risk", could=None, next="调查",
         finding=Finding("above_screening", "assess_risk", cites=("GB 36600-2018",), says=("砷",),
                         columns={"pollutant": "砷", "value_mg_kg": 80.0, "limit_mg_kg": 60.0})),
    case("as_200", "B1", SHOP, sample("200"), verdict="remediate_first", next="调查",
         finding=Finding("above_intervention", "remediate_first", columns={"limit_mg_kg": 140.0}),
         none=[Finding("above_screening", "assess_risk")]),
    case("as_60", "B1", SHOP, sample("60"), verdict="clear", complete=True),
    case("as_140", "B1", SHOP, sample("140"), verdict="assess_risk", lacks=["above_intervention"]),
    case("as_25_housing", "R2", HOME, sample("25"), verdict="assess_risk",
         finding=Finding("above_screening", columns={"limit_mg_kg": 20.0})),
    case("as_25_shops", "B1", SHOP, sample("25"), verdict="clear"),
    # 1,2-dichlorobenzene: both values 560; the higher stage first
    case("values_equal", "B1", SHOP, sample("600", "1,2-二氯苯"), verdict="remediate_first",
         has=["above_intervention"]),
    case("as_80_000_ug", "B1", SHOP, sample("80000", unit="μg/kg"), verdict="assess_risk",
         finding=Finding("above_screening", columns={"value_mg_kg": 80.0})),
    case("as_80_ug", "B1", SHOP, sample("80", unit="ug/kg"), verdict="clear"),
    case("as_power_of_ten", "B1", SHOP, sample("1.2×10^2"), verdict="assess_risk",
         finding=Finding("above_screening", columns={"value_mg_kg": 120.0})),
    case("as_just_above", "B1", SHOP, sample("60.1"), verdict="assess_risk"),
    case("as_by_alias", "B1", SHOP, sample("80", "As"), verdict="assess_risk"),
    case("as_as_range", "B1", SHOP, sample("50~80"), verdict={"undetermined", "assess_risk"}),
    case("as_full_width", "B1", SHOP, sample("８０"), verdict="assess_risk"),
    case("maximum_decides", "B1", SHOP, sample("5"), sample("80"), sample("10"), verdict="assess_risk"),
    case("duplicate_counts", "B1", SHOP, sample("80", 样品类型="平行样"), verdict="assess_risk"),
    case("control_point", "B1", SHOP, sample("80", 样品类型="对照样"), verdict="clear"),
    case("blank", "B1", SHOP, sample("80", 样品类型="运输空白"), verdict="clear"),
    case("as_80_outside", "B1", SHOP, sample("80", place=spot(130, 50)), verdict="clear"),
    # non-detects
    case("below_5", "B1", SHOP, sample("<5"), verdict="clear"),
    case("nd_5_L", "B1", SHOP, sample("5L"), verdict="clear"),
    case("nd_with_limit", "B1", SHOP, sample("未检出", 检出限="0.5"), verdict="clear"),
    case("below_100", "B1", SHOP, sample("<100"), verdict="undetermined", could={"assess_risk", "remediate_first"}),
    case("below_200", "B1", SHOP, sample("<200"), verdict="undetermined", could="remediate_first"),
    case("nd_without_limit", "B1", SHOP, sample("ND"), verdict="undetermined"),
    # not judged, named
    case("total_chromium", "B1", SHOP, sample("500", "总铬"), verdict=MILD,
         none=[Finding("above_screening", "undetermined")]),
    case("chromium_vi", "B1", SHOP, sample("6", "六价铬"), verdict="assess_risk"),
    # unknown: 2d and section 3 of the design
    case("pollutant_unknown", "B1", SHOP, sample("5", "某某物质"), verdict="undetermined", could="remediate_first"),
    case("pollutant_null", "B1", SHOP, sample("5", None), verdict="undetermined"),
    case("value_null", "B1", SHOP, sample(None), verdict="undetermined"),
    case("value_unread", "B1", SHOP, sample("见附表"), verdict="undetermined"),
    case("unit_null", "B1", SHOP, sample("5", unit=None), verdict="undetermined"),
    case("unit_of_water", "B1", SHOP, sample("5", unit="mg/L"), verdict="undetermined"),
    case("negative", "B1", SHOP, sample("-5"), verdict="undetermined"),
    case("sampled_tomorrow", "B1", SHOP, sample("5", on="2026-09-02"), verdict="undetermined"),
    case("unknown_beside_known", "B1", SHOP, sample("80"), sample("5", "某某物质"), verdict="assess_risk",
         could="remediate_first"),
    case("unknown_though_surveyed", "B1", PLANT, site(CHEMICALS), survey(klass="第二类用地"), sample("<100"),
         verdict="undetermined"),
    # with surveys and assessments
    case("as_80_surveyed_within", "B1", SHOP, survey(klass="第二类用地"), sample("80"), verdict="assess_risk",
         next="风险评估", finding=Finding("above_screening", "assess_risk", says=("不一致",))),
    case("as_200_surveyed", "B1", SHOP, survey("超过管制值", klass="第二类用地"), sample("200"),
         verdict="remediate_first", next="风险评估"),
    case("as_80_assessed", "B1", SHOP, survey("超过筛选值", klass="第二类用地"), sample("80"), assessment(),
         verdict="caution"),
    case("as_80_assessed_unread", "B1", SHOP, sample("80"), assessment(None), verdict="undetermined",
         could={"assess_risk", "remediate_first"}),
    case("as_200_assessed", "B1", SHOP, sample("200"), assessment(), verdict="remediate_first",
         has=["above_intervention"]),
    case("silent_survey_with_samples", "R2", SHOP, survey(None), sample("5"), verdict=MILD),
    # background rule of footnote 1: never cleared by it
    case("background", "R2", HOME, sample("25"), verdict="assess_risk"),
)

USES = (
    # section 8: mixed, any part residential counts
    case("mixed_r2_b1", "R2/B1", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"]),
    case("mixed_rb", "RB", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"]),
    case("mixed_b1_r2", "B1、R2", SHOP, plot(), verdict="prohibited", has=["listed_plot_sensitive_use"]),
    case("mixed_strictest_class", "B1+R2", HOME, sample("25"), verdict="assess_risk"),
    case("full_width_code", "Ｒ２", SHOP, plot(), verdict="prohibited"),
    # too coarse: class 1, said so
    case("coarse_a3", "A3", now("08H2"), sample("25"), has=["above_screening"], assumed=["land_class_assumed"],
         finding=Finding("above_screening", "assess_risk", columns={"limit_mg_kg": 20.0})),
    case("university_a31", "A31", now("08H2"), sample("25"), lacks=["above_screening"]),
    case("welfare_a6", "A6", now("08H2"), sample("25"), has=["above_screening"]),
    # unknown or empty: a finding of its own; graver findings stand
    case("unknown_code", "ZZ9", SHOP, verdict="undetermined", could={"survey_required", "prohibited"},
         has=["use_code"]),
    case("empty_code", None, SHOP, verdict="undetermined", has=["use_code"]),
    case("unknown_code_listed", "ZZ9", ROAD, plot(), verdict={"undetermined", "remediate_first"}, could="prohibited",
         has=["use_code"]),
    case("unknown_code_zone", "ZZ9", ROAD, zone(), verdict={"undetermined", "prohibited"}, could={"prohibited", None}),
    case("unknown_code_ordered", "ZZ9", ROAD, order(), verdict="survey_required", has=["use_code", "ordered_survey"]),
    case("unknown_code_homes_listed", "ZZ9", HOME, plot(), verdict="prohibited",
         has=["use_code", "sensitive_use_on_listed_plot"]),
    case("unknown_code_as_200", "ZZ9", SHOP, sample("200"), verdict={"remediate_first", "undetermined"}),
    case("half_unknown_code", "B1+ZZ9", SHOP, plot(), verdict="remediate_first", could="prohibited", has=["use_code"]),
    # parks: caution with text, a local pack decides
    case("park", "G1", PARK, verdict="caution", could=ANY),
    case("green_belt", "G2", PARK, verdict="clear"),
    # homes, kindergartens, dormitories inside; parts below ground
    case("shops_with_kindergarten", "B1", SHOP, cells={"配套设施": "幼儿园"}, verdict="undetermined",
         assumed={"use_change_open"}),
    case("works_with_dormitory", "M1", PLANT, plot(), cells={"配套设施": "职工宿舍"}, verdict="remediate_first",
         could="prohibited"),
    case("facilities_unread", "B1", SHOP, cells={"配套设施": "某某设施"}, verdict="undetermined"),
    case("facilities_none", "B1", SHOP, cells={"配套设施": None}, verdict="clear"),
    case("below_ground", "地下空间", SHOP, verdict="undetermined"),
)
# parcel codes of 19 characters: the second letter S or X is building land above or below ground
PARCEL_CODES = (
    case("420106001001GB00001", "B1", SHOP, verdict="clear"),
    case("420106001001GX00002", "B1", SHOP, verdict="undetermined"),
    case("420106001001GS00003", "B1", SHOP, verdict="undetermined"),
)
NUMBERS = (
    case("research_0802", "0802", now("08H2"), sample("25"), lacks=["above_screening"]),
    case("housing_070101", "070101", HOME, verdict="clear"),
    case("university_080401", "080401", now("08H2"), sample("25"), lacks=["above_screening"]),
    case("primary_080403", "080403", now("08H2"), sample("25"), has=["above_screening"]),
    case("coarse_0804", "0804", now("08H2"), sample("25"), has=["above_screening"], assumed=["land_class_assumed"]),
    case("park_1401", "1401", PARK, verdict="caution"),
    case("commerce_0901", "0901", SHOP, verdict="clear"),
)
# no sign of a scheme in the column: 0803 is culture (class 2) in one and education in another; the gravest, said so
NO_SCHEME = (
    case("what_is_0803", "0803", now("08H2"), sample("25"), has=["above_screening"], reason="0803"),
    case("what_is_0601", "0601", PLANT, verdict=ANY),
    case("what_is_0901", "0901", SHOP, verdict=ANY),
)
NATIONAL_CODES = (
    case("utilities_0809", "0809", now("0809"), verdict="undetermined"),
    case("parks_0810", "0810", PARK, verdict="undetermined"),
    case("education_0803", "0803", now("08H2"), sample("25"), has=["above_screening"]),
    case("commerce_0501", "0501", SHOP, verdict="clear"),
)

# ------------------------------------------------------------------------------------------------ words in cells

HELD_BACK = {"assess_risk", "remediate_first", "undetermined"}
STATUS_WORDS = ("已移出后重新纳入", "已移出（部分区域）", "移出待公示", "移出申请中", "不同意移出", "未予移出",
                "移出未批准", "暂缓移出", "部分移出", "已申请移出", "拟移出")
CONCLUSIONS = ("除砷外其余指标均未超过筛选值", "除个别点位外均未超过筛选值", "大部分未超标", "绝大部分未超过筛选值",
               "未全部超过", "不完全满足第一类用地筛选值", "两项指标未满足筛选值要求，其余未超过筛选值",
               "未超过筛选值（铅除外）", "检出值未超过管制值", "未超过第二类用地筛选值",
               "砷略高于筛选值，其余均未超过", "不能排除超标", "砷超筛选值1.2倍", "不符合第一类用地标准")
WITHIN = ("未发现超标", "均不超过第一类用地筛选值", "不存在超标", "符合第一类用地要求", "不属于污染地块")
RESULTS = ("除砷外可接受", "大部分区域可接受", "在采取管控措施后可接受", "修复后可接受", "控制在可接受水平以下需修复",
           "部分可接受", "非致癌风险可接受，致癌风险不可接受", "致癌风险超过可接受水平")
BARS = ("建设用地", "各类建设用地", "农用地、建设用地", "第一类用地、公园", "一类用地和商业", "第一类用地", "住宅以外",
        "敏感用地、学校", "居住类", "一住两公用地", "所有", "居民住宅区")
PROJECTS = ("医疗废物处置", "道路沥青拌合", "停车场及修理厂", "商业综合体（含加油站）", "住宅，配套污水处理站",
            "体育用品制造", "文化用品印刷", "办公、电镀研发", "危险废物处置", "加油站")
WASTE = ("危险废物治理", "危废处置", "危险废物贮存", "7724")

# what no word of the cell says plainly must never lift a duty or a ban: unknown, or the graver (2, 2c)
WORDS = (
    *(
        case(f"status_{t}", "R2", HOME, plot(status=t, 修复目标用地类别="第一类用地"),
             verdict={"prohibited", "undetermined"})
        for t in STATUS_WORDS
    ),
    *(case(f"concludes_{t}", "R2", SHOP, survey(t), verdict=HELD_BACK) for t in CONCLUSIONS),
    *(case(f"concludes_{t}", "R2", SHOP, survey(t), verdict="clear") for t in WITHIN),
    *(
        case(f"assessed_{t}", "R2", SHOP, survey("超过筛选值"), assessment(t, klass="第一类用地"), verdict=HELD_BACK)
        for t in RESULTS
    ),
    case("assessed_可接受（第二类用地）", "R2", SHOP, survey("超过筛选值"),
         assessment("可接受（第二类用地）", klass="第一类用地"), verdict=HELD_BACK),
    case("review_评审通过，但需补充调查", "R2", SHOP, survey(result="评审通过，但需补充调查"),
         verdict={"survey_required", "undetermined"}),
    *(case(f"bars_{t}", "R2", HOME, bar(t), verdict={"prohibited", "undetermined"}) for t in BARS),
    case("bars_condition_无需论证", "R2", HOME, bar(condition="无需论证"), verdict={"prohibited", "undetermined"}),
    *(
        case(f"project_{t}", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": t}, verdict="undetermined",
             could="prohibited")
        for t in PROJECTS
    ),
    *(case(f"waste_{t}", "B1", PLANT, site(t, waste=None), verdict={"survey_required", "undetermined"}) for t in WASTE),
    *(
        case(f"target_{t}", "S1", ROAD, plot(stage="效果评估", 是否达到目标=t), verdict="remediate_first",
             none=[Finding("listed_plot_unrelated_works", says=("待移出",))])
        for t in ("未全部达到修复目标", "大部分达到修复目标")
    ),
)
# a year or a month that holds the day of the opinion does not tell whether the day lies before or after
PERIODS = (
    case("bar_until_this_year", "R2", HOME, bar(until="2026年"), verdict={"prohibited", "undetermined"}),
    case("bar_until_last_year", "R2", HOME, bar(until="2025年"), verdict="clear"),
    case("bar_since_this_year", "R2", HOME, bar(since="2026"), verdict={"prohibited", "undetermined"}),
    case("zone_lifted_this_year", "B1", SHOP, zone(lifted="2026"), verdict={"prohibited", "undetermined"}),
    case("zone_lifted_last_year", "B1", SHOP, zone(lifted="2025"), verdict="clear"),
    case("removed_this_year", "R2", HOME, removed("第一类用地", "2026年"), verdict={"prohibited", "undetermined"}),
    case("removed_last_year", "R2", HOME, removed("第一类用地", "2025年"), verdict="caution"),
    case("accepted_this_year", "R2", SHOP, survey(on="2026"), verdict={"survey_required", "undetermined"}),
    case("accepted_this_month", "R2", SHOP, survey(on="2026年9月"), verdict={"survey_required", "undetermined"}),
    case("accepted_last_month", "R2", SHOP, survey(on="2026年8月"), verdict="clear"),
    case("filed_this_year", "B1", PLANT, site(CHEMICALS), survey(result="待评审", on=None, filed="2026"),
         verdict={"survey_required", "undetermined"}),
)

# ------------------------------------------------------------------------------------------------ steps

LATE = ("building_permit", "works")
STEP_CASES: tuple[tuple[Case, dict[str, str]], ...] = (
    # parcel, and the verdict at each step: "*" for all others
    (case("clear", "R2", HOME), {"*": "clear"}),
    (case("listed_housing", "R2", HOME, plot()), {"*": "prohibited"}),
    (case("listed_road", "S1", ROAD, plot()), {"*": "remediate_first", **dict.fromkeys(LATE, "prohibited")}),  # 2
    (case("listed_no_stage", "S1", ROAD, plot(stage=None)),
     {"*": "remediate_first", **dict.fromkeys(LATE, "prohibited")}),  # 2
    (case("listed_effect_not_shown", "S1", ROAD, plot(stage="效果评估")),
     {"*": "remediate_first", **dict.fromkeys(LATE, "prohibited")}),  # 2
    (case("target_unread", "S1", ROAD, plot(stage="效果评估", 是否达到目标="部分达标")),
     {"*": "remediate_first", **dict.fromkeys(LATE, "?")}),  # 2c
    (case("met_road", "S1", ROAD, plot(stage="效果评估", 是否达到目标="已达标")), {"*": "remediate_first"}),  # 2
    (case("barred", "R2", HOME, bar()), {"*": "prohibited"}),
    (case("zone", "B1", SHOP, zone()), {"*": "prohibited"}),
    (case("basic", "B1", FIELD, basic()), {"*": "prohibited"}),
    (case("chemicals_stay", "M1", PLANT, site(CHEMICALS)),
     {"*": "clear", "acquisition": "survey_required", "taking_back": "survey_required"}),  # 5
    (case("chemicals_to_shops", "B1", PLANT, site(CHEMICALS)),
     {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),  # 5, 18
    (case("change", "R2", SHOP), {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),  # 6, 18
    (case("change_assumed", "R2"), {"*": "survey_required"}),  # 6, 18
    (case("key_unit_stays", "M1", PLANT, site(key="是")),
     {"*": "clear", "taking_back": "survey_required", "transfer": "survey_required"}),  # 7
    (case("key_unit_changes", "W1", PLANT, site(key="是")),
     {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),  # 7, 18
    (case("strict_field", "B1", FIELD, farm("严格管控类")),
     {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),  # 8, 18
    (case("above_screening", "B1", SHOP, sample("80")), {"*": "assess_risk", **dict.fromkeys(LATE, "prohibited")}),
    (case("above_intervention", "B1", SHOP, sample("200")),
     {"*": "remediate_first", **dict.fromkeys(LATE, "prohibited")}),  # 11, 18
    (case("not_judged", "B1", SHOP, sample("<100")), {"*": "undetermined"}),
    # 13
    (case("removed_class_2", "R2", HOME, removed()), {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),
    (case("neighbour", "R2", HOME, plot(place=beside(40))), {"*": "caution"}),  # 14
    (case("m2_near_homes", "M2", PLANT, now("0701", beside(200))),
     {"*": "caution", **dict.fromkeys(("planning_permit", *LATE), "undetermined")}),  # 15
    (case("plating_near_homes", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": "电镀"}),
     {"*": "undetermined"}),  # 15
    (case("ordered", "S1", ROAD, order()), {"*": "survey_required", **dict.fromkeys(LATE, "prohibited")}),  # 17, 18
    (case("people_live_on_it", "S1", HOME, plot()), {"*": "prohibited"}),  # 19
    (case("order42", "S1", ROAD, plot(kind="污染地块名录")),
     {"*": "assess_risk", **dict.fromkeys(LATE, "prohibited")}),  # 20, 18
)
DUE_NOW = {"plan": False}  # a survey due at use_change is due now from that step on
BEFORE_CODE = {  # [18], [20] are the Code's; [2] was the Soil Law's too
    "change": "survey_required",
    "chemicals_to_shops": "survey_required",
    "above_screening": "assess_risk",
    "above_intervention": "remediate_first",
    "ordered": "survey_required",
    "order42": "assess_risk",
    "strict_field": "survey_required",
    "listed_road": "prohibited",
    "listed_housing": "prohibited",
    "met_road": "remediate_first",
    "key_unit_changes": "survey_required",
    "m2_near_homes": "undetermined",
}


def at_step(step: str) -> tuple[Case, ...]:
    """The step cases with what must come out at a step."""
    out = []
    for one, verdicts in STEP_CASES:
        wants: dict[str, Any] = {"verdict": verdicts.get(step, verdicts["*"])}
        if wants["verdict"] == "?":
            wants = {"verdict": {"remediate_first", "undetermined", "prohibited"}}
        if one.name == "change":
            wants.update(
                due_step=ANY if step in LATE else "use_change", due_now=ANY if step in LATE else step != "plan"
            )
        if one.name == "change_assumed" and step in LATE:  # [18] on assumptions: undetermined
            wants.update(
                could="prohibited", has=["owed_before_works"], none=[Finding("owed_before_works", "prohibited")]
            )
        if one.name == "change" and step in LATE:
            wants["finding"] = Finding(
                "owed_before_works", "prohibited", cites=(f"{CODE}第461条第3款",), says_not=("停止施工",)
            )
        if one.name in ("met_road", "not_judged", "neighbour", "m2_near_homes"):
            wants["none"] = [Finding("owed_before_works", "prohibited")]
        if one.name in ("m2_near_homes", "plating_near_homes") and wants["verdict"] == "undetermined":
            wants["could"] = "prohibited"
        out.append(Case(one.name, one.use, one.rows, wants, one.cells))
    return tuple(out)


def before_code() -> tuple[Case, ...]:
    """The step cases that the Code changed, on its eve."""
    return tuple(
        Case(one.name, one.use, one.rows, {"verdict": BEFORE_CODE[one.name], "lacks": ["owed_before_works"]}, one.cells)
        for one, _ in STEP_CASES
        if one.name in BEFORE_CODE
    )


def several_steps() -> tuple[Case, ...]:
    """The gravest of several steps counts."""
    out = []
    for one, verdicts in STEP_CASES:
        if "?" in verdicts.values():
            continue
        gravest = max((verdicts.get(s, verdicts["*"]) for s in ("plan", "taking_back", "works")), key=c.GRAVITY.index)
        # a survey that one of the steps owes is also owed before the works of another
        both_read = {gravest, "prohibited"} if gravest == "survey_required" else gravest
        out.append(Case(one.name, one.use, one.rows, {"verdict": both_read}, one.cells))
    return tuple(out)


# ------------------------------------------------------------------------------------------------ the law of the day


def law_of(name: str, old: str, new: str) -> tuple[str, ...]:
    """The citation of the day, as a text that must stand in the finding."""
    return (f"{SOIL_LAW}{old}",) if name == "old" else (f"{CODE}{new}",)


def of_the_day(law: str) -> tuple[Case, ...]:
    """The same situations under the Soil Law and under the Code: the same verdicts, the articles of the day."""
    other = CODE if law == "old" else SOIL_LAW

    def f(rule: str, verdict: str, old: str, new: str) -> Finding:
        return Finding(rule, verdict, cites=law_of(law, old, new), silent_on=(other,))

    return (
        case("clear", "R2", HOME, verdict="clear"),
        case("listed_housing", "R2", HOME, plot(), verdict="prohibited",
             findings=[f("listed_plot_sensitive_use", "prohibited", "第61条第2款", "第456条第2款"),
                       f("sensitive_use_on_listed_plot", "prohibited", "第61条第2款", "第456条第2款")]),
        case("listed_road", "S1", ROAD, plot(), verdict="remediate_first",
             finding=f("listed_plot_unrelated_works", "remediate_first", "第66条第3款", "第461条第3款")),
        case("change", "R2", SHOP, verdict="survey_required",
             finding=f("use_change_survey", "survey_required", "第59条第2款", "第454条第2款")),
        case("ordered", "S1", ROAD, order("2018-12-01"), verdict="survey_required",
             finding=f("ordered_survey", "survey_required", "第59条第1款", "第454条第1款")),
        case("key_unit", "W1", PLANT, site(key="是"), verdict="survey_required",
             finding=f("key_unit_survey", "survey_required", "第67条", "第462条")),
        case("plating", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": "电镀"}, verdict="undetermined",
             finding=f("polluting_project_siting", "undetermined", "第32条", "第427条")),
        case("chemicals_to_shops", "B1", PLANT, site(CHEMICALS), verdict="survey_required",
             finding=Finding("former_industry_survey", cites=("国发〔2016〕31号",), silent_on=(other,))),
        case("strict_field", "B1", FIELD, farm("严格管控类"), verdict="survey_required"),
        case("as_80", "B1", SHOP, sample("80", on="2018-09-01"), verdict="assess_risk"),
        case("exceeds", "R2", SHOP, survey("超过筛选值", on="2018-12-01"), verdict="assess_risk",
             finding=f("above_screening", "assess_risk", "第60条", "第455条")),
    )


# Before the Soil Law: order 42 and the Action Plan; GB 36600 came on 2018-08-01, so that nothing can be said of samples
BEFORE_SOIL_LAW = (
    case("chemicals_to_shops", "B1", PLANT, site(CHEMICALS), verdict="survey_required",
         finding=Finding("former_industry_survey", cites=("国发〔2016〕31号", "污染地块土壤环境管理办法"))),
    case("change", "R2", SHOP, lacks=["use_change_survey"], verdict=MILD),
    case("strict_field", "B1", FIELD, farm("严格管控类"), verdict="survey_required"),
    case("as_200", "B1", SHOP, sample("200", on="2018-06-01"), verdict="undetermined"),
    case("order42", "B1", SHOP, plot(kind="污染地块名录"), verdict="assess_risk"),
    case("basic", "B1", FIELD, basic(), verdict="prohibited",
         finding=Finding("basic_farmland", cites=("基本农田保护条例",))),
    case("listed_housing", "R2", HOME, plot(), verdict={"assess_risk", "undetermined"}),
)
IN_2017 = (
    case("chemicals_to_shops", "B1", PLANT, site(CHEMICALS), verdict="survey_required",
         finding=Finding("former_industry_survey", cites=("国发〔2016〕31号",), silent_on=("管理办法",))),
    case("strict_field", "B1", FIELD, farm("严格管控类"), verdict=MILD),
)
IN_2010 = (
    case("anything", "R2", SHOP, plot(), verdict="undetermined", could="prohibited"),
    case("nothing", "B1", SHOP, verdict="undetermined"),
)

# what was owed is judged on the day of the act (section 5)
ACTS = (
    case("changed_in_2015", "R2", SHOP, cells={"用途变更日期": "2015-05-01"}, verdict=MILD,
         lacks=["use_change_survey"]),
    case("approved_in_2015", "R2", SHOP, cells={"批准日期": "2015-05-01"}, verdict=MILD, lacks=["use_change_survey"]),
    case("approved_in_2015_listed_now", "R2", SHOP, plot(), cells={"批准日期": "2015-05-01"}, verdict="prohibited"),
    case("changed_in_2020", "R2", SHOP, cells={"用途变更日期": "2020-05-01"}, verdict="survey_required",
         finding=Finding("use_change_survey", "survey_required", cites=(f"{SOIL_LAW}第59条第2款",), silent_on=(CODE,))),
    case("decided_in_2016_chemicals", "B1", PLANT, site(CHEMICALS), cells={"供地日期": "2016-03-01"}, verdict=MILD,
         lacks=["former_industry_survey"]),
    case("decided_in_2018_chemicals", "B1", PLANT, site(CHEMICALS), cells={"供地日期": "2018-03-01"},
         verdict="survey_required", has=["former_industry_survey"]),
    case("day_unreadable", "R2", SHOP, cells={"用途变更日期": "早年"}, verdict={"undetermined", "survey_required"}),
    case("day_null", "R2", SHOP, cells={"用途变更日期": None}, verdict="survey_required"),
    # a survey accepted only after the act does not undo that it was owed before it
    case("changed_then_surveyed", "R2", SHOP, survey(on="2025-03-01"), cells={"用途变更日期": "2020-05-01"},
         verdict=ANY),
    case("works_not_begun", "R2", SHOP, cells={"开工日期": None}, verdict="survey_required"),
)
# [18] stop words only where works have begun
WORKS = (
    case("begun", "R2", SHOP, cells={"开工日期": "2026-08-20"}, verdict="prohibited",
         finding=Finding("owed_before_works", "prohibited", says=("停止施工",))),
    case("not_begun", "R2", SHOP, cells={"开工日期": None}, verdict="prohibited",
         finding=Finding("owed_before_works", "prohibited", says_not=("停止施工",))),
    case("begun_assumed", "R2", cells={"开工日期": "2026-08-20"}, verdict="survey_required", could="prohibited",
         none=[Finding("owed_before_works", "prohibited")]),
    case("begun_surveyed", "R2", SHOP, survey(), cells={"开工日期": "2026-08-20"}, verdict="clear",
         lacks=["owed_before_works"]),
)
# applied before, decided after a change of law: both days are run; where they differ both are printed
DUAL = (
    case("applied_before", "R2", SHOP, cells={"申请日期": "2026-08-01", "供地日期": "2026-08-20"},
         verdict="prohibited",
         findings=[Finding("owed_before_works", "prohibited", cites=(f"{CODE}第461条第3款",)),
                   Finding("use_change_survey", "survey_required", cites=(SOIL_LAW,))]),
    case("applied_after", "R2", SHOP, cells={"申请日期": "2026-08-16", "供地日期": "2026-08-20"}, verdict="prohibited",
         none=[Finding("use_change_survey", cites=(SOIL_LAW,))]),
    case("applied_after_decided", "R2", SHOP, cells={"申请日期": "2026-08-20", "供地日期": "2026-08-01"},
         verdict="prohibited", none=[Finding("use_change_survey", says=("供法制审核",)),
                                     Finding("owed_before_works", "caution")]),
    # the law of the day of application knows no such duty: nothing would be printed beside today's verdict
    case("applied_in_2018", "R2", SHOP, cells={"申请日期": "2018-12-03", "供地日期": "2019-02-01"}, verdict="prohibited",
         findings=[Finding("use_change_survey", "survey_required", cites=(SOIL_LAW,)),
                   Finding("owed_before_works", "caution", says=("2018-12-03", "未发现限制", "供法制审核"))]),
)

# ------------------------------------------------------------------------------------------------ what covers what

HOUSE_AND_SHOP = (case("housing", "R2", HOME), case("shops", "B1", SHOP))


def both(**wants: Any) -> tuple[Case, ...]:
    """The two plain parcels, which must come out alike."""
    return tuple(Case(one.name, one.use, one.rows, wants) for one in HOUSE_AND_SHOP)


def missing(role: str, could: str, state: str = "not_done") -> tuple[Case, ...]:
    """The two plain parcels where a role that is always needed vouches for nothing."""
    return both(
        verdict="undetermined",
        could=could,
        complete=False,
        has=[f"needs_{role}"],
        check=Check(role, state, could=could),
    )


TODAY = "2026-08-20"
GOOD = {"经办人": "张三", "出具单位": "示例生态环境局", "文号": "示环函〔2026〕3号", "日期": "2026-08-25"}
# tables without polygons: the place of the first case is (EAST, NORTH), the second lies 3 km east
NEAR = {"Y坐标": str(c.EAST + 150), "X坐标": str(c.NORTH + 50), "地块面积": "10000"}
FAR = {"Y坐标": str(c.EAST + 1_500), "X坐标": str(c.NORTH + 1_500), "地块面积": "10000"}
COUNTY = {"行政区代码": "420106"}
NO_PLACE = plot(place=None, 地块名称="某旧厂")


def settled(settlement: str, **cells: Any) -> dict[str, Any]:
    """A row of the table of settled places, for the first entry of the case "first"."""
    return {"图层": "名录", "地块编码": "first-2", "定位方式": settlement, **GOOD, **cells}


def pair(first: dict[str, Any], second: dict[str, Any], *rows: Any,
         cells: Optional[dict[str, Any]] = None) -> tuple[Case, ...]:
    """Two plain housing parcels 3 km apart; ``rows`` are entered by the first."""
    return (case("first", "R2", HOME, *rows, cells=cells, **first), case("second", "R2", HOME, cells=cells, **second))


AWAY = plot(place=box(90_000, 90_000, 90_100, 90_100))  # a registry that lies wholly elsewhere
OPEN = {"verdict": "undetermined", "could": "prohibited", "complete": False}
FINE = {"verdict": "clear"}
BAD = {"verdict": "prohibited"}

PACK = """pack: cn_test
version: "1"
title_zh: 测试包
title_en: Test pack
laws:
  local_rule:
    name: 《示例市土壤管理办法》
    from: 2020-01-01
"""
CITE = "[{law: local_rule, article: 5, status: verified}]"
ADD = (
    PACK
    + f"""add:
  - id: local_commerce
    title_zh: 经营性用地调查
    title_en: Survey of commercial land
    clauses:
      - key: local_commerce
        grain: parcel
        when: {{all: [{{fact: use_commercial, "=": true}}, {{fact: use_changed, "=": true}}]}}
        verdict: survey_required
        due: supply
        message: use_change_survey
        cite: {CITE}
"""
)
OWN_WORDS = ADD.replace(
    "message: use_change_survey", "message: {zh: '本市{use}须报备（{citation}）', en: 'Parcel {parcel}: tell the city'}")
GRAVER = PACK + f"graver:\n  - {{rule: neighbour, verdict: survey_required, cite: {CITE}}}\n"
LIMIT = PACK + f"stricter_limit:\n  - {{pollutant: 1, class: 2, screening: 30, cite: {CITE}}}\n"
READING = (
    PACK
    + f"""interpret:
  - rule: use_change_survey
    exception: {{fact: current_residential_or_public, "=": true}}
    message: 居住与公共用途互换不再调查
    cite: {CITE.replace("verified", "interpretation")}
"""
)
SETTINGS = PACK + "settings: {neighbour_radius_m: 100, siting_distance_m: 300, survey_age_years: 3}\n"
REFUSED = {
    "softer_verdict": PACK + f"graver:\n  - {{rule: listed_plot_sensitive_use, verdict: caution, cite: {CITE}}}\n",
    "higher_limit": PACK + f"stricter_limit:\n  - {{pollutant: 1, class: 2, screening: 90, cite: {CITE}}}\n",
    "limit_without_source": PACK + "stricter_limit:\n  - {pollutant: 1, class: 2, screening: 30}\n",
    "rule_removed": PACK + "remove: [neighbour]\n",
    "rules_replaced": PACK + "rules: []\n",
    "needs_replaced": PACK + "needs: []\n",
    "reading_without_citation": PACK + 'interpret:\n  - {rule: neighbour, exception: {fact: use_commercial, "=": true},'
    " message: 无}\n",
    "unverified_and_hard": ADD.replace("verified", "unverified"),
    "unknown_fact": ADD.replace("use_commercial", "use_of_moon"),
    "words_that_need_a_subject": ADD.replace("use_change_survey", "listed_plot_sensitive_use"),
    "limit_of_a_name": LIMIT.replace("pollutant: 1", "pollutant: 砷"),
    "nothing_named": PACK + "add:\n  - {id: local_rule}\n",
    "unknown_rule": PACK + f"graver:\n  - {{rule: no_such_rule, verdict: prohibited, cite: {CITE}}}\n",
    "no_pack": "just: text\n",
}


def scenes() -> list[Scene]:
    """Every run."""
    plain: dict[str, Any] = {"edition": "edition: whole\n  edition_date: 2026-08-20", "full": True}
    out = [
        Scene("lists", LISTS, **plain),
        Scene("areas", AREAS, **plain),
        Scene("industry", INDUSTRY, **plain),
        Scene("surveys", SURVEYS, **plain),
        Scene("samples", SAMPLES, **plain),
        Scene("uses", USES, **plain),
        Scene("parcel_codes", PARCEL_CODES, **plain),
        Scene("words", WORDS, **plain),
        Scene("periods", PERIODS, **plain),
        Scene("numbers", NUMBERS, extra=("--use-scheme", "MNR-2023"), **plain),
        Scene("no_scheme", NO_SCHEME, **plain),
        Scene("national_codes", NATIONAL_CODES, extra=("--use-scheme", "GBT21010-2017"), **plain),
    ]
    out += [Scene(f"step_{step}", at_step(step), steps=(step,)) for step in STEPS]
    out += [
        Scene("several_steps", several_steps(), steps=("plan", "taking_back", "works")),
        Scene("eve_of_code_building_permit", before_code(), as_of="2026-08-14", steps=("building_permit",)),
        Scene("eve_of_code_works", before_code(), as_of="2026-08-14", steps=("works",)),
        Scene("law_2019_01_01", of_the_day("old"), as_of="2019-01-01"),
        Scene("law_2026_08_14", of_the_day("old"), as_of="2026-08-14"),
        Scene("law_2026_08_15", of_the_day("new"), as_of="2026-08-15"),
        Scene("law_2018_06_30", BEFORE_SOIL_LAW, as_of="2018-06-30"),
        Scene("law_2017_06_30", IN_2017, as_of="2017-06-30", edition="edition: whole\n  edition_date: 2017-06-01"),
        Scene("law_2010", IN_2010, as_of="2010-01-01", edition="edition: whole\n  edition_date: 2009-01-01"),
        Scene("acts", ACTS),
        Scene("works", WORKS, steps=("works",)),
        Scene("dual", DUAL, steps=("works",)),
    ]
    return out + coverage() + needs() + places() + evidence() + packs()


def coverage() -> list[Scene]:
    """Section 3: what vouches for what; section 4: editions."""
    wide = box(-20, -20, 50, 120)  # half of the first parcel; nothing of the second
    half = (
        # survey_required must never hide that the registry does not vouch
        case("half", "R2", SHOP, verdict="survey_required", could="prohibited", complete=False, has=["needs_registry"],
             check=Check("registry", "partly", 0.5, "prohibited")),
        case("outside", "R2", HOME, verdict="undetermined", could="prohibited", complete=False,
             check=Check("registry", "not_done", could="prohibited")),
    )
    listed = (
        case("listed", "R2", HOME, plot(), verdict="prohibited"),
        *both(verdict="clear", complete=True, assumed=()),
    )
    out = [
        Scene("cover_parcels", listed),
        Scene("cover_file", half, covers={"registry": wide}),
        Scene("cover_none_stated",
              (*listed[:1], *both(verdict="clear", complete=False, assumed=["coverage_registry"])),
              unstated=("registry",)),
        Scene("cover_empty", missing("registry", "prohibited"), unstated=("registry",), bare=("registry",)),
        Scene("cover_empty_but_stated", both(verdict="clear", complete=True), bare=c.SITE_ROLES[1:]),
        Scene("cover_elsewhere",
              (case("housing", "R2", HOME, AWAY, verdict="undetermined", could="prohibited",
                    check=Check("registry", "not_done", could="prohibited")),
               case("shops", "B1", SHOP, verdict="undetermined", could="prohibited")), unstated=("registry",)),
        Scene("cover_negative_list_empty", missing("negative_list", "prohibited"), unstated=("negative_list",),
              bare=("negative_list",)),
        Scene("none_registry", both(verdict="clear", complete=True), omit=("registry",),
              extra=("--none", f"registry={TODAY}")),
        Scene("none_negative_list", both(verdict="clear", complete=True), omit=("negative_list", "control_zones"),
              extra=("--none", f"negative_list={TODAY}", "--none", "control_zones")),
        Scene("edition_changes", missing("registry", "prohibited"),
              edition="edition: changes\n  edition_date: 2026-08-20"),
        # changes that are told by the table itself
        Scene("edition_changes_column",
              (case("added", "R2", HOME, plot(变更类型="新增"), verdict="prohibited"),
               case("housing", "R2", HOME, verdict="undetermined", could="prohibited", complete=False)), edition=None),
        # nobody was asked: a whole list, date unknown, assumed, not complete
        Scene("edition_unasked", (*listed[:1], *both(verdict="clear", complete=False, assumed=["edition_registry"])),
              edition=None),
        # issued after the day of review: what stood on it that day is not known
        Scene("edition_of_later", (*listed[:1], *both(verdict="clear", complete=False,
                                                      assumed=["issued_later_registry"])),
              edition="edition: whole\n  edition_date: 2026-09-20"),
        Scene("none_too_old", missing("registry", "prohibited", "partly"), omit=("registry",),
              extra=("--none", "registry=2026-01-01"), packs=(PACK + "settings: {edition_age_days: 30}\n",)),
        Scene("edition_too_old", missing("registry", "prohibited", "partly"),
              packs=(PACK + "settings: {edition_age_days: 30}\n",)),
        Scene("edition_new_enough", both(verdict="clear", complete=True),
              edition="edition: whole\n  edition_date: 2026-08-20",
              packs=(PACK + "settings: {edition_age_days: 30}\n",)),
    ]
    return out


def needs() -> list[Scene]:
    """Section 3: which role is needed, by use and step."""
    farmland = (
        case("field_half", "B1", now("0103", box(-10, -10, 50, 110)), now("05H1", box(50, -10, 110, 110)),
             verdict="undetermined", complete=False),
        case("no_field", "B1", SHOP, verdict="clear", complete=False),
        case("field_stays", "E2", FIELD, verdict="clear", complete=True),
        case("present_use_unknown", "B1", verdict="undetermined", complete=False),
    )

    def share(role: str, could: Any, *names: str) -> tuple[Case, ...]:
        wanted = {"field_half": 0.5, "present_use_unknown": None}
        return tuple(
            Case(
                x.name,
                x.use,
                x.rows,
                {
                    **x.wants,
                    **(
                        {
                            "could": could,
                            "check": Check(role, share=None, could=could),
                            "has": [f"needs_{role}"],
                            "finding": Finding(f"needs_{role}", "undetermined", share=wanted[x.name]),
                        }
                        if x.name in wanted
                        else {"unchecked": [role]}
                    ),
                },
            )
            for x in farmland
        )

    industry = (
        case("homes_known", "R2", HOME, verdict="clear", complete=False),
        case("plant_to_homes", "R2", PLANT, verdict="survey_required", has=["needs_industrial_land"], complete=False),
        case("plant_to_shops", "B1", PLANT, verdict="undetermined", could="survey_required",
             check=Check("industrial_land", "not_done", could="survey_required")),
        case("shops_known", "B1", SHOP, verdict="clear", complete=False),
    )
    return [
        Scene("need_negative_list", missing("negative_list", "prohibited"), omit=("negative_list",)),
        Scene("need_control_zones", missing("control_zones", "prohibited"), omit=("control_zones",)),
        # current use: residential and public only; unknown counts as a change, assumed
        Scene("need_current_use",
              (case("housing", "R2", verdict="survey_required", assumed=["current_use_unknown"], complete=False),
               case("office", "A1", verdict="survey_required"),
               case("shops", "B1", verdict=ANY, lacks=["needs_current_use", "use_change_survey"]),
               case("column", "R2", cells={"现状用地代码": "R2"}, verdict="clear")), omit=("current_use",)),
        Scene("need_industry_plan", (*industry, case("works", "M1", PLANT, verdict="clear", complete=False)),
              omit=("industrial_land",)),
        Scene("need_industry_transfer",
              (case("works", "M1", PLANT, verdict="undetermined", could="survey_required"),
               case("road", "S1", ROAD, verdict="clear")), omit=("industrial_land",), steps=("transfer",)),
        Scene("need_industry_taking_back",
              (case("works", "M1", PLANT, verdict="undetermined", could="survey_required"),),
              omit=("industrial_land",), steps=("taking_back",)),
        Scene("need_basic_farmland", share("basic_farmland", "prohibited"), omit=("basic_farmland",)),
        Scene("need_farmland", share("farmland", "survey_required"), omit=("farmland",)),
        # surveys not given at all; given but empty and nobody stated that it covers
        Scene("surveys_not_given",
              (case("change", "R2", SHOP, verdict="survey_required", complete=False, assumed=["surveys_not_given"],
                    finding=Finding("use_change_survey", "survey_required", "assumed")),
               case("homes", "R2", HOME, verdict="clear", complete=False)), omit=("survey_areas",)),
        Scene("surveys_none",
              (case("change", "R2", SHOP, verdict="survey_required",
                    finding=Finding("use_change_survey", "survey_required", "fact")),
               case("homes", "R2", HOME, verdict="clear", complete=True)), omit=("survey_areas",),
              extra=("--none", "survey_areas")),
        Scene("surveys_empty",
              (case("change", "R2", SHOP, verdict="undetermined", could="survey_required"),
               case("homes", "R2", HOME, verdict="clear")), unstated=("survey_areas",), bare=("survey_areas",)),
        # optional roles left out: not complete
        Scene("optional_left_out",
              (case("surveyed", "R2", SHOP, survey(), verdict="clear", complete=False),
               case("homes", "R2", HOME, verdict="clear", complete=False)),
              omit=("samples", "risk_assessments", "ordered_surveys")),
        Scene("optional_none_or_given",
              (case("surveyed", "R2", SHOP, survey(), verdict="clear", complete=True),
               case("homes", "R2", HOME, verdict="clear", complete=True)), full=True),
        Scene("samples_empty", (case("homes", "R2", HOME, verdict="clear", complete=False),), bare=("samples",),
              unstated=("samples",)),
        Scene("column_alone", (case("column", "R2", cells={"现状用地代码": "R2"}, verdict="clear", complete=False),),
              omit=("current_use",)),
        Scene("column_vouched_for",
              (case("column", "R2", cells={"现状用地代码": "R2"}, verdict="clear", complete=True),),
              omit=("current_use",), extra=("--covers", "current_use=parcels")),
        Scene("samples_left_out", (case("surveyed", "R2", SHOP, survey(), verdict="clear", complete=False),),
              omit=("samples",), full=True),
        Scene("assessments_left_out", (case("surveyed", "R2", SHOP, survey(), verdict="clear", complete=False),),
              omit=("risk_assessments",), full=True),
        Scene("orders_left_out", (case("surveyed", "R2", SHOP, survey(), verdict="clear", complete=False),),
              omit=("ordered_surveys",), full=True),
    ]


def places() -> list[Scene]:
    """Section 4: entries without polygon; samples without place."""
    table = {"kinds": {"registry": "csv"}}
    by_hand = {**table, "extra": ()}
    other = plot(place=None, 行政区代码="420107")
    return [
        # unlocated in this county: no parcel is clear or caution
        Scene("unlocated", pair(OPEN | {"has": ["unlocated_registry"]}, OPEN, NO_PLACE), **table),
        Scene("unlocated_xlsx", pair(OPEN, OPEN, NO_PLACE), kinds={"registry": "xlsx"}),
        Scene("unlocated_beside_polygons",
              (case("first", "R2", HOME, plot(), NO_PLACE, verdict="prohibited"), case("second", "R2", HOME, **OPEN),
               case("third", "B1", PLANT, site(CHEMICALS), verdict="survey_required",
                    could={"remediate_first", "prohibited"}))),
        # centre and area: the parcels that the circle meets
        Scene("circle", pair(OPEN, FINE, plot(place=None, **NEAR)), **table),
        Scene("circle_far", pair(FINE, FINE, plot(place=None, **FAR)), **table),
        # another county is set aside and listed; the city's own code is no other county
        Scene("other_county", pair(FINE, FINE, other, cells=COUNTY), **table),
        Scene("same_county", pair(OPEN, OPEN, plot(place=None, 行政区代码="420106"), cells=COUNTY), **table),
        Scene("code_of_the_city", pair(OPEN, OPEN, plot(place=None, 行政区代码="420100"), cells=COUNTY), **table),
        Scene("code_of_the_province", pair(OPEN, OPEN, plot(place=None, 行政区代码="420000"), cells=COUNTY), **table),
        Scene("county_by_name", pair(FINE, FINE, plot(place=None, 县区="乙县"), cells={"县区": "甲县"}), **table),
        Scene("same_county_by_name", pair(OPEN, OPEN, plot(place=None, 县区="甲县"), cells={"县区": "甲县"}), **table),
        # a county that only some parcels tell says nothing of the others
        Scene("county_of_one_parcel",
              (case("first", "R2", HOME, other, cells=COUNTY, verdict=ANY), case("second", "R2", HOME, **OPEN)),
              **table),
        # a centre that is none, or with its axes exchanged, is no other county
        Scene("centre_zero", pair(OPEN, OPEN, plot(place=None, 经度="0", 纬度="0")), **table),
        Scene("centre_in_degrees",
              pair(OPEN, FINE, plot(place=None, 经度="114.00052", 纬度="30.54067", 地块面积="10000")), **table),
        Scene("centre_exchanged",
              pair(OPEN, ANY_VERDICT, plot(place=None, 经度="30.54067", 纬度="114.00052", 地块面积="10000")), **table),
        Scene("centre_unreadable", pair(OPEN, OPEN, plot(place=None, 经度="约114度", 纬度="约30度")), **table),
        Scene("county_not_told_by_the_plan", pair(OPEN, OPEN, other), **table),
        # settled by a person
        Scene("settled_outside", pair(FINE, FINE, NO_PLACE), tables={"located": [settled("不在规划范围内")]}, **table),
        Scene("settled_by_name_in_other_words", pair(FINE, FINE, NO_PLACE), tables={"located": [{
            "图层": "名录", "地块名称": "某旧厂", "定位结论": "不在本规划范围内", "答复人": GOOD["经办人"],
            "答复日期": GOOD["日期"]}]}, **table),
        Scene("settled_by_another_name", pair(OPEN, OPEN, NO_PLACE), tables={"located": [{
            "图层": "名录", "地块名称": "某新厂", "定位结论": "不在本规划范围内", "答复人": GOOD["经办人"],
            "答复日期": GOOD["日期"]}]}, **table),
        Scene("settled_outside_unsigned", pair(OPEN, OPEN, NO_PLACE),
              tables={"located": [settled("不在规划范围内", 经办人=None)]}, **table),
        Scene("settled_outside_later", pair(OPEN, OPEN, NO_PLACE),
              tables={"located": [settled("不在规划范围内", 日期="2026-09-02")]}, **table),
        Scene("settled_inquired", pair(OPEN, OPEN, NO_PLACE), tables={"located": [settled("协查中")]}, **table),
        Scene("settled_point", pair(OPEN, FINE, NO_PLACE),
              tables={"located": [settled("中心点加半径", 半径="80", X坐标=NEAR["X坐标"], Y坐标=NEAR["Y坐标"])]},
              **table),
        Scene("settled_point_without_radius", pair(OPEN, OPEN, NO_PLACE),
              tables={"located": [settled("中心点加半径", 半径=None, X坐标=FAR["X坐标"], Y坐标=FAR["Y坐标"])]},
              **table),
        Scene("settled_other_entry", pair(OPEN, OPEN, NO_PLACE),
              tables={"located": [settled("不在规划范围内", 地块编码="another")]}, **table),
        Scene("settled_other_role", pair(OPEN, OPEN, NO_PLACE),
              tables={"located": [settled("不在规划范围内", 图层="负面清单")]}, **by_hand),
        # other roles: key units and negative lists too
        Scene("unlocated_negative_list", pair(OPEN | {"has": ["unlocated_negative_list"]}, OPEN, bar(place=None))),
        Scene("unlocated_zone", pair(OPEN, OPEN, zone(place=None))),
        Scene("unlocated_order",
              pair({"verdict": "undetermined", "could": "survey_required"},
                   {"verdict": "undetermined", "could": "survey_required"}, order(place=None))),
        # an entry removed bars nothing outright; beside one in force the graver counts
        Scene("unlocated_removed",
              pair({"verdict": "undetermined", "could": "survey_required"},
                   {"verdict": "undetermined", "could": "survey_required"}, removed(place=None))),
        Scene("unlocated_removed_and_listed",
              pair(OPEN, OPEN, removed(place=None), NO_PLACE)),
        Scene("unlocated_industry",
              (case("first", "B1", PLANT, site(CHEMICALS, place=None), verdict="undetermined",
                    could="survey_required"), case("second", "R2", SHOP, verdict="survey_required"))),
        # a survey that may be the parcel's: confirm it, not survey_required
        Scene("unlocated_survey",
              (case("first", "R2", SHOP, survey(place=None), verdict="undetermined",
                    could={"survey_required", "assess_risk"}, reason="调查"),
               case("second", "R2", SHOP, verdict="undetermined", could={"survey_required", "assess_risk"}),
               case("shops", "B1", SHOP, verdict=MILD | {"undetermined"}))),
        Scene("circle_survey",
              (case("first", "R2", SHOP, survey_table(NEAR), verdict="undetermined", could="survey_required"),
               case("second", "R2", SHOP, verdict="survey_required")), kinds={"survey_areas": "csv"}),
        # some samples without a place: no parcel clear or caution
        Scene("samples_without_place",
              (case("first", "B1", SHOP, sample("5"), sample("500", place=None), verdict="undetermined",
                    could="remediate_first"),
               case("second", "B1", SHOP, verdict="undetermined", could="remediate_first"),
               case("third", "R2", SHOP, verdict="survey_required"))),
        # a plot's own code lends its polygon to the negative list
        Scene(
            "borrowed_polygon",
            (case("first", "R2", HOME, plot(地块编码="DK-7", kind="污染地块名录"),
                  c.Row("negative_list", None,
                        {"负面清单编号": "F1", "地块编码": "DK-7", "禁止用途": "居住用地", "文号": "示环〔2024〕1号"}),
                  verdict="prohibited", has=["negative_list_use"]), case("second", "R2", HOME, verdict="clear")),
        ),
    ]


ANY_VERDICT: dict[str, Any] = {"verdict": ANY}


def survey_table(cells: dict[str, Any]) -> c.Row:
    """A survey known by centre and area."""
    row = survey(place=None)
    more = {"调查面积" if k == "地块面积" else k: v for k, v in cells.items()}
    return c.Row(row.role, None, {**row.cells, **more})


def says(statement: str, role: str = "名录", parcel: Optional[str] = "housing", **cells: Any) -> dict[str, Any]:
    """A row of the evidence table."""
    return {"核查项": role, "对象编号": None, "地块编号": parcel, "说明": statement, **GOOD, **cells}


def evidence() -> list[Scene]:
    """Section 3: statements settle an undetermined check, never a measured fact or a prohibition."""
    told = (
        case("housing", "R2", HOME, AWAY, verdict="clear"),
        case("shops", "B1", SHOP, verdict="undetermined", could="prohibited"),
    )
    mute = (case("housing", "R2", HOME, AWAY, **OPEN), case("shops", "B1", SHOP, **OPEN))
    empty = {"unstated": ("registry",)}
    basic_rows = (
        case("housing", "B1", FIELD, basic(), verdict="caution", has=["basic_farmland"]),
        case("shops", "B1", FIELD, basic(), verdict="prohibited"),
    )
    refused = tuple(Case(x.name, x.use, x.rows, {"verdict": "prohibited"}) for x in basic_rows)
    row = says("例外", "永久基本农田")
    return [
        Scene("told_not_listed", told, tables={"evidence": [says("未列入")]}, **empty),
        Scene("told_none_here", told, tables={"evidence": [says("此处无")]}, **empty),
        Scene("told_without_document", mute, tables={"evidence": [says("未列入", 文号=None)]}, **empty),
        Scene("told_without_day", mute, tables={"evidence": [says("未列入", 日期=None)]}, **empty),
        Scene("told_tomorrow", mute, tables={"evidence": [says("未列入", 日期="2026-09-02")]}, **empty),
        Scene("told_by_nobody", mute, tables={"evidence": [says("未列入", 经办人=None, 出具单位=None)]}, **empty),
        Scene("told_of_another_role", mute, tables={"evidence": [says("未列入", "负面清单")]}, **empty),
        Scene("told_of_another_parcel", mute, tables={"evidence": [says("未列入", parcel="elsewhere")]}, **empty),
        Scene("told_industry",
              (case("housing", "B1", PLANT, verdict="clear"),
               case("shops", "B1", PLANT, verdict="undetermined", could="survey_required")), omit=("industrial_land",),
              tables={"evidence": [says("此处无", "行业企业用地")]}),
        # never a measured fact
        Scene("told_against_a_fact", (case("housing", "R2", HOME, plot(), verdict="prohibited"),),
              tables={"evidence": [says("未列入"), says("范围外", 对象编号="housing-2")]}),
        # an entry without polygon lies outside, by a paper
        Scene("told_outside", pair(FINE, FINE, NO_PLACE), kinds={"registry": "csv"},
              tables={"evidence": [says("范围外", parcel=None, 对象编号="first-2")]}),
        Scene("told_outside_without_document", pair(OPEN, OPEN, NO_PLACE), kinds={"registry": "csv"},
              tables={"evidence": [says("范围外", parcel=None, 对象编号="first-2", 文号=None)]}),
        Scene("told_outside_tomorrow", pair(OPEN, OPEN, NO_PLACE), kinds={"registry": "csv"},
              tables={"evidence": [says("范围外", parcel=None, 对象编号="first-2", 日期="2026-09-02")]}),
        Scene("told_circle_outside", pair(FINE, FINE, plot(place=None, **NEAR)), kinds={"registry": "csv"},
              tables={"evidence": [says("范围外", parcel="first", 对象编号="first-2")]}),
        # the statutory exception of basic farmland
        Scene("exception", basic_rows, tables={"evidence": [row]}),
        Scene("exception_without_document", refused, tables={"evidence": [{**row, "文号": None}]}),
        Scene("exception_tomorrow", refused, tables={"evidence": [{**row, "日期": "2026-09-02"}]}),
        Scene("exception_for_a_listed_plot", (case("housing", "R2", HOME, plot(), verdict="prohibited"),),
              tables={"evidence": [says("例外")]}),
    ]


def packs() -> list[Scene]:
    """Section 2: what a local pack may do."""
    return [
        Scene("pack_add",
              (case("shops", "B1", HOME, verdict="survey_required", due_step="supply",
                    finding=Finding("local_commerce", "survey_required", cites=("《示例市土壤管理办法》第5条",))),
               case("stay", "B1", SHOP, verdict="clear")), packs=(ADD,)),
        Scene("pack_own_words",
              (case("shops", "B1", HOME, verdict="survey_required", finding=Finding(
                  "local_commerce", "survey_required", says=("须报备（《示例市土壤管理办法》第5条）",))),),
              packs=(OWN_WORDS,)),
        Scene("pack_graver",
              (case("near", "R2", HOME, plot(place=beside(40)), verdict="survey_required",
                    finding=Finding("neighbour", "survey_required", cites=("《示例市土壤管理办法》",))),),
              packs=(GRAVER,)),
        Scene("pack_limit",
              (case("as_40", "B1", SHOP, sample("40"), verdict="assess_risk",
                    finding=Finding("above_screening", cites=("《示例市土壤管理办法》",),
                                    columns={"limit_mg_kg": 30.0})),
               case("as_30", "B1", SHOP, sample("30"), verdict="clear"),
               case("as_25_housing", "R2", HOME, sample("25"), verdict="assess_risk")), packs=(LIMIT,)),
        # an interpretation with its citation, printed as one
        Scene("pack_reading",
              (case("swap", "A33", HOME, verdict=MILD, none=[Finding("use_change_survey", "survey_required")]),
               case("change", "R2", SHOP, verdict="survey_required"),
               case("present_use_unknown", "R2", verdict={"survey_required", "undetermined"}),
               case("listed", "A33", HOME, plot(), verdict="prohibited")), packs=(READING,)),
        Scene("pack_settings",
              (case("plot_60_m", "R2", HOME, plot(place=beside(60)), verdict="caution", has=["neighbour"]),
               case("plating_200_m", "M1", PLANT, now("0701", beside(200)), cells={"拟建项目行业": "电镀"},
                    verdict="prohibited", has=["polluting_project_siting"]),
               case("plating_400_m", "M1", PLANT, now("0701", beside(400)), cells={"拟建项目行业": "电镀"},
                    verdict=MILD),
               case("survey_2022", "R2", SHOP, survey(on="2022-03-01"), verdict="caution", has=["survey_adequacy"])),
              packs=(SETTINGS,)),
        Scene("radius_100",
              (case("plot_60_m", "R2", HOME, plot(place=beside(60)), verdict="caution",
                    finding=Finding("neighbour", distance=60.0)),), extra=("--radius", "100")),
        Scene("tolerance_3", (case("lap_of_2_m", "R2", HOME, plot(place=strip(2)), verdict="caution"),),
              extra=("--tolerance", "3")),
        Scene("guangdong",
              (case("swap", "A33", HOME, verdict=MILD, none=[Finding("use_change_survey", "survey_required")]),
               case("chemicals_stay", "M1", PLANT, site(CHEMICALS), verdict="survey_required")), steps=("transfer",),
              extra=("--rules", "cn_guangdong")),
    ]


SCENES = {scene.name: scene for scene in scenes()}


# ------------------------------------------------------------------------------------------------ running


def parameters() -> list[Any]:
    """Every case of every scene."""
    return [
        pytest.param(scene.name, one, id=f"{scene.name}/{one.name}") for scene in SCENES.values() for one in scene.cases
    ]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, Result]:
    """Results of the runs made so far, by scene."""
    return {}


@pytest.fixture
def run(results, tmp_path_factory, capsys):
    """Run a scene once in this process, read its output file back."""

    def go(name: str) -> Result:
        if name not in results:
            folder = tmp_path_factory.mktemp(name)
            argv = c.write(SCENES[name], folder)
            capsys.readouterr()
            code = cli.main(argv)
            told = capsys.readouterr()
            results[name] = c.read_result(code, told.out, told.err, folder / "结果.gpkg")
        return results[name]

    return go


@pytest.mark.parametrize(("scene", "one"), parameters())
def test_the_case_comes_out_as_the_rules_say(scene, one, run):
    result = run(scene)
    assert result.code == 0, result.err
    assert not (wrong := c.compare(one, result)), "\n".join([one.name, *wrong])


@pytest.mark.parametrize("name", [s for s in SCENES if s not in ("acts", "dual")])
def test_no_opinion_cites_a_law_that_is_not_in_force(name, run):
    scene, result = SCENES[name], run(name)
    told = "".join(str(x) for x in (*result.findings["citation"], *result.findings["message_zh"]))
    if scene.as_of >= "2026-08-15":
        assert SOIL_LAW not in told
    else:
        assert CODE not in told
    if scene.as_of < "2019-01-01":
        assert SOIL_LAW not in told
    if scene.as_of < "2018-08-01":
        assert "GB 36600" not in "".join(str(x) for x in result.findings["citation"])


@pytest.mark.parametrize("name", SCENES)
def test_every_parcel_of_the_input_is_in_the_output_once(name, run):
    result = run(name)
    assert list(result.reviewed["parcel_id"]) == [one.name for one in SCENES[name].cases]
    assert set(result.findings["parcel_id"]) <= set(result.reviewed["parcel_id"])
    assert set(result.reviewed["parcel_id"]) <= set(result.findings["parcel_id"])


def test_the_day_of_the_code_changes_no_verdict_where_the_law_did_not_change(run):
    eve, day = run("law_2026_08_14").reviewed, run("law_2026_08_15").reviewed
    columns = ["parcel_id", "verdict", "could_be", "complete", "rules"]
    assert eve[columns].equals(day[columns])


def test_an_entry_of_another_county_is_listed_in_the_run_record(run):
    assert "first-2" in str(run("other_county").record("notes", "registry"))


# ------------------------------------------------------------------------------------------------ refusals


def fail(scene: Scene, folder, capsys) -> str:
    """Run a scene that must be refused; returns the message."""
    argv = c.write(scene, folder)
    capsys.readouterr()
    assert cli.main(argv) == 2
    told = capsys.readouterr().err
    assert told.strip() and "Traceback" not in told
    assert not (folder / "结果.gpkg").exists()
    return told


@pytest.mark.parametrize("name", REFUSED)
def test_a_local_pack_that_does_what_it_may_not_is_refused(name, tmp_path, capsys):
    fail(Scene("refused", both(), packs=(REFUSED[name],)), tmp_path, capsys)


def test_entries_that_begin_after_the_day_of_review_are_named(tmp_path, capsys):
    late = zone()
    late = dataclasses.replace(late, cells={**late.cells, "划定日期": "2062-01-01"})
    scene = Scene("later", (case("housing", "R2", HOME, late),))
    assert cli.main(c.write(scene, tmp_path)) == 0
    told = capsys.readouterr().out
    assert "housing-2" in told and c.CODE_DAY in told


def test_a_run_without_registry_or_statement_is_refused(tmp_path, capsys):
    assert "registry" in fail(Scene("refused", both(), omit=("registry",)), tmp_path, capsys)


def test_a_role_both_given_and_stated_as_none_is_refused(tmp_path, capsys):
    fail(Scene("refused", both(), extra=("--none", "registry")), tmp_path, capsys)


def test_samples_none_of_which_has_a_place_are_refused(tmp_path, capsys):
    scene = Scene("refused", (case("shops", "B1", SHOP, sample("5", place=None)),))
    assert "samples" in fail(scene, tmp_path, capsys)


@pytest.mark.parametrize(
    "extra",
    [
        ("--step", "dance"),
        ("--none", "moon"),
        ("--none", "current_use"),
        ("--none", "parcels=2026-08-01"),
        ("--covers", "registry"),
        ("--none", "farmland=soon"),
        ("--rules", "cn_nowhere"),
    ],
)
def test_an_option_that_cannot_be_read_is_refused(extra, tmp_path, capsys):
    fail(Scene("refused", both(), extra=extra), tmp_path, capsys)


# ------------------------------------------------------------------------------------------------ shape of the output


def odd_parcels(folder) -> Any:
    """Parcels with repeated, null ids, a null geometry, clashing columns."""
    squares = [shapely.box(c.EAST + 3_000 * k, c.NORTH, c.EAST + 3_000 * k + 100, c.NORTH + 100) for k in range(4)]
    table = c.frame(
        [
            {"地块编号": "A", "规划用地代码": "R2", "verdict": "old", "AREA_M2": "7", "备注": "甲"},
            {"地块编号": "A", "规划用地代码": "R2", "verdict": "old", "AREA_M2": "7", "备注": "乙"},
            {"地块编号": None, "规划用地代码": "B1", "verdict": None, "AREA_M2": None, "备注": None},
            {"地块编号": "D", "规划用地代码": "B1", "verdict": None, "AREA_M2": None, "备注": "丁"},
        ],
        [*squares[:3], None],
        [],
    )
    return table


@pytest.fixture
def odd(tmp_path, capsys) -> Result:
    argv = c.write(Scene("odd", both()), tmp_path)
    odd_parcels(tmp_path).to_file(tmp_path / "规划地块.gpkg", engine="pyogrio")
    code = cli.main(argv)
    told = capsys.readouterr()
    return c.read_result(code, told.out, told.err, tmp_path / "结果.gpkg")


def test_repeated_and_null_ids_get_their_row_and_stay_apart(odd):
    ids = list(odd.reviewed["parcel_id"])
    assert ids[:2] == ["A#1", "A#2"] and ids[3] == "D"
    assert ids[2] is not None and ids[2].endswith("#3") and len(set(ids)) == 4


def test_columns_of_the_input_are_kept_and_clashing_names_renamed(odd):
    assert list(odd.reviewed["备注"]) == ["甲", "乙", None, "丁"]
    assert list(odd.reviewed["规划用地代码"]) == ["R2", "R2", "B1", "B1"]
    lower = {name.lower() for name in odd.reviewed.columns}
    assert "in_verdict" in lower and "in_area_m2" in lower
    assert list(odd.reviewed["in_verdict"]) == ["old", "old", None, None]


def test_a_parcel_without_geometry_is_undetermined_and_stays(odd):
    row = odd.reviewed.iloc[3]
    assert row["verdict"] == "undetermined" and row["could_be"] == "prohibited" and "geometry" in row["rules"]


def test_areas_are_planar_and_the_ellipsoidal_stands_beside_them(run):
    row = run("lists").reviewed.set_index("parcel_id").loc["housing_clear"]
    assert row["area_m2"] == pytest.approx(10_000, abs=1e-6)
    other = [name for name in row.index if name.endswith("_ellipsoidal_m2")]
    assert other and 9_900 < row[other[0]] < 10_100


def test_the_output_holds_the_tables_of_the_contract(tmp_path, capsys):
    argv = c.write(Scene("tables", (case("listed", "R2", HOME, plot(place=WEST_HALF)),)), tmp_path)
    assert cli.main(argv) == 0
    capsys.readouterr()
    layers = dict(pyogrio.list_layers(tmp_path / "结果.gpkg"))
    assert {"parcels_reviewed", "findings", "checks", "evidence_areas", "run"} <= set(layers)
    assert layers["findings"] is None and layers["checks"] is None and layers["run"] is None
    with sqlite3.connect(tmp_path / "结果.gpkg") as db:
        columns = [x[1] for x in db.execute('PRAGMA table_info("findings")')]
    db.close()
    assert set(columns) >= {
        "finding_id",
        "parcel_id",
        "rule",
        "verdict",
        "due_step",
        "due_now",
        "basis",
        "subject_kind",
        "subject_id",
        "overlap_m2",
        "share",
        "distance_m",
        "pollutant",
        "value_mg_kg",
        "limit_mg_kg",
        "citation",
        "message_zh",
        "message_en",
        "actor",
    }
    common = pyogrio.read_dataframe(tmp_path / "结果.gpkg", layer="evidence_areas")
    assert common.geometry.area.max() == pytest.approx(5_000, rel=1e-9)


def test_a_child_process_gives_the_same_tables_as_this_one(run, tmp_path, child_env):
    argv = c.write(SCENES["lists"], tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "soilgate", *argv],
        env=child_env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    other = c.read_result(0, done.stdout, done.stderr, tmp_path / "结果.gpkg")
    mine = run("lists")
    for name in ("reviewed", "findings", "checks"):
        pd.testing.assert_frame_equal(getattr(mine, name), getattr(other, name))


def test_a_child_process_without_registry_ends_with_code_2_and_one_message(tmp_path, child_env):
    argv = c.write(Scene("child", both(), omit=("registry",)), tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "soilgate", *argv],
        env=child_env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 2 and "registry" in done.stderr and "Traceback" not in done.stderr

"""The demo district through the command line: what was meant is what comes out, in every dress of the same data."""

import csv
import json
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
import yaml
from pandas.testing import assert_frame_equal
from soilgate.plugin.cli import main
from soilgate.plugin.core import findings
from soilgate.plugin.core.geometry import to_crs
from soilgate.plugin.io import beside

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
TABLES = ("parcels_reviewed", "findings", "checks", "evidence_areas", "evidence_lines", "evidence_points")


def arguments(told, out, step=None, folder=DEMO, replaced=None):
    words = ["--quiet", "review", "--as-of", told["as_of"], "--map", str(DEMO / told["map"]), "--out", str(out)]
    for entry in told["layers"]:
        if entry["role"] in ("signs", "points", "records", "notices"):
            continue
        source = (replaced or {}).get(entry["role"], f"{folder / entry['path']}|layername={entry['layer']}")
        words += [f"--{entry['role'].replace('_', '-')}", source]
        if "covers" in entry:
            words += ["--covers", f"{entry['role']}={entry['covers']}"]
    return [*words, *(["--step", step] if step else [])]


def rows(path, table, columns="*"):
    with sqlite3.connect(path) as database:
        return pd.read_sql(f"select {columns} from {table}", database)


@pytest.fixture(scope="module")
def told():
    return yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reviewed(told, tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "plan.gpkg"
    assert main([*arguments(told, out), "--json", str(out.with_suffix(".json")), "--xlsx",
                 str(out.with_suffix(".xlsx"))]) == 0
    return out


@pytest.fixture(scope="module")
def at_works(told, tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "works.gpkg"
    assert main(arguments(told, out, "works")) == 0
    return out


def cases():
    with (ROOT / "tests" / "data" / "demo_expected.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['parcel_id']}-{c['step']}")
def test_every_parcel_of_the_expected_table_comes_out_as_meant(case, reviewed, at_works):
    result = reviewed if case["step"] == "plan" else at_works
    row = rows(result, "parcels_reviewed", "parcel_id, verdict, rules").set_index("parcel_id").loc[case["parcel_id"]]
    assert row["verdict"] in case["verdict"].split("|"), case["why"]
    assert set(filter(None, case["rules"].split(";"))) <= set(row["rules"].split(";"))


def test_every_verdict_and_every_rule_occurs(reviewed, at_works):
    assert set(rows(reviewed, "parcels_reviewed")["verdict"]) == {
        "prohibited", "remediate_first", "assess_risk", "survey_required", "undetermined", "caution", "clear"}
    found = set(rows(reviewed, "findings")["rule"]) | set(rows(at_works, "findings")["rule"])
    national = yaml.safe_load((ROOT / "resources" / "rules" / "cn_national.yaml").read_text(encoding="utf-8"))
    assert {r["id"] for r in national["rules"]} <= found


@pytest.mark.parametrize("role", ["current_use", "negative_list", "survey_areas", "samples", "risk_assessments",
                                  "industrial_land", "ordered_surveys", "farmland", "basic_farmland",
                                  "control_zones", "evidence", "located"])
def test_a_parcel_that_is_milder_without_an_input_is_not_complete(role, told, reviewed, tmp_path):
    less = {**told, "layers": [x for x in told["layers"] if x["role"] != role]}
    assert main(arguments(less, tmp_path / "less.gpkg")) == 0
    names = "parcel_id, verdict, complete"
    full, left = (rows(p, "parcels_reviewed", names).set_index("parcel_id") for p in (reviewed, tmp_path / "less.gpkg"))
    mild = ["clear", "caution"]
    milder = left.index[left["verdict"].isin(mild) & ~full["verdict"].isin(mild)]
    assert not left["complete"][milder].any()
    # only what a parcel tells of itself, and what is nowhere required, can leave one milder
    assert not len(milder) or role in ("current_use", "samples", "ordered_surveys", "industrial_land")


@pytest.mark.parametrize(("day", "homes"), [("2026-08-14", "住宅"), ("2026-08-15", "居住")])
def test_a_ban_is_told_in_the_words_of_the_law_of_its_day(day, homes, told, tmp_path):
    assert main(arguments({**told, "as_of": day}, tmp_path / "day.gpkg")) == 0
    said = rows(tmp_path / "day.gpkg", "findings").query("verdict == 'prohibited'").set_index("rule")["message_zh"]
    for rule in ("listed_plot_sensitive_use", "sensitive_use_on_listed_plot"):
        assert said[rule].str.endswith(f"不得作为{homes}、公共管理与公共服务用地").all()


def test_what_cannot_be_judged_is_told_with_its_figures_and_without_dashes_for_what_is_not_there(reviewed):
    findings = rows(reviewed, "findings").query("verdict == 'undetermined'").set_index("parcel_id")
    detection, unknown = findings.loc["DQ10-04"], findings.loc["DQ12-03"]
    assert "检出限2 mg/kg高于第二类用地筛选值1.5 mg/kg，不能证明达标" in detection["message_zh"]
    assert "detection limit of 2 mg/kg lies above the class 2 screening value of 1.5 mg/kg" in detection["message_en"]
    assert "筛选值" not in unknown["message_zh"] and "screening value" not in unknown["message_en"]
    empty = findings.loc[["HN33-03"]].set_index("rule").loc["use_code"]
    assert "“”" not in empty["message_zh"] and "没有可用的用地代码" in empty["message_zh"]


def test_most_of_an_ordinary_plan_is_decided(reviewed):
    verdicts = rows(reviewed, "parcels_reviewed")["verdict"]
    assert verdicts.isin(["clear", "caution"]).mean() > 0.6
    assert (verdicts == "undetermined").mean() < 0.05


def test_as_many_parcels_come_out_as_went_in(reviewed, told):
    count = pyogrio.read_info(DEMO / "plan.gpkg", layer="规划地块")["features"]
    assert len(rows(reviewed, "parcels_reviewed")) == count
    run = rows(reviewed, "run").set_index(["section", "item"])["value"]
    assert json.loads(run[("run", "parcels_in")]) == json.loads(run[("run", "parcels_out")]) == count


def test_no_repealed_law_is_cited_as_in_force(reviewed):
    findings = rows(reviewed, "findings").dropna(subset=["citation"])
    citations = findings["citation"]
    parcels = rows(reviewed, "parcels_reviewed")
    dates = [c for c in parcels if c.endswith(("日期", "时间"))]
    assert dates
    acted = set(parcels.loc[parcels[dates].notna().any(axis=1), "parcel_id"])
    old = findings[citations.str.contains("中华人民共和国土壤污染防治法")]
    assert set(old["parcel_id"]) <= acted                 # past acts cite the law of their day
    assert citations.str.contains("《中华人民共和国生态环境法典》第456条第2款").any()


def test_two_runs_give_identical_tables(reviewed, told, tmp_path):
    again = tmp_path / "again.gpkg"
    assert main(arguments(told, again)) == 0
    for table in TABLES:
        pd.testing.assert_frame_equal(rows(reviewed, table), rows(again, table))


def redressed(told, folder, epsg, names=None):
    """The same layers in another CRS, parcels and registry as GBK shapefiles without .cpg, rows in another order."""
    sources = {}
    for entry in told["layers"]:
        meta, _, shapes, columns = pyogrio.raw.read(DEMO / entry["path"], layer=entry["layer"])
        if shapes is None or meta["crs"] is None:
            continue
        moved = to_crs(shapely.from_wkb(shapes), meta["crs"], f"EPSG:{epsg}")
        order = np.random.default_rng(7).permutation(len(moved))
        target = folder / f"{entry['role']}.gpkg"
        fields = [str(f) for f in meta["fields"]]
        pyogrio.raw.write(target, shapely.to_wkb(moved[order]), [c[order] for c in columns], fields,
                          geometry_type=meta["geometry_type"], crs=f"EPSG:{epsg}", layer=entry["layer"])
        sources[entry["role"]] = str(target)
    return sources


@pytest.mark.parametrize("epsg", [4490, 4526])
def test_another_right_crs_and_row_order_give_the_same_verdicts(reviewed, told, tmp_path, epsg):
    out = tmp_path / "other.gpkg"
    assert main(arguments(told, out, replaced=redressed(told, tmp_path, epsg))) == 0
    before = rows(reviewed, "parcels_reviewed").set_index("parcel_id")
    after = rows(out, "parcels_reviewed").set_index("parcel_id").loc[before.index]
    differ = before[before["verdict"] != after["verdict"]].index.tolist()
    assert differ == []
    assert (before["rules"] == after["rules"]).mean() > 0.99
    assert np.allclose(before["area_m2"], after["area_m2"], rtol=1e-3, equal_nan=True)


def test_a_process_beside_writes_the_same_and_leaves_nothing_when_the_review_is_stopped(told, reviewed, tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(beside, "_MANY", 0)
    out = tmp_path / "plan.gpkg"
    assert main(arguments(told, out)) == 0
    for table in (*TABLES, "gpkg_contents"):
        assert_frame_equal(rows(out, table), rows(reviewed, table))
    before = out.read_bytes()
    monkeypatch.setattr(findings, "_checks", stopped)        # when the findings are on their way already
    assert main(arguments(told, out)) == 2
    assert out.read_bytes() == before and list(tmp_path.iterdir()) == [out]


def test_what_was_not_required_and_not_given_is_named_where_the_run_ends(told, tmp_path, capsys):
    layers = [layer for layer in told["layers"] if layer["role"] not in ("samples", "risk_assessments")]
    words = arguments({**told, "layers": layers}, tmp_path / "r.gpkg")
    assert main(words) == 0
    assert "未提供，也未声明没有（--none），核查因此不完整：风险评估、采样数据\n" in capsys.readouterr().out
    assert main([words[0], "--lang", "en", *words[1:]]) == 0
    assert "so checks are not complete: risk assessments, samples\n" in capsys.readouterr().out

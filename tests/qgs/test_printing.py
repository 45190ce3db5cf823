from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile

import pyogrio
import pytest
from qgis.core import QgsProject
from soilgate.plugin import demo, jobs
from soilgate.plugin.qgs import project as projects

ZONES = demo.FOLDER / "zones.gpkg"


@pytest.fixture
def soilgate(child_env, tmp_path):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "soilgate", *arguments], env=child_env, cwd=tmp_path,
                              capture_output=True, text=True, encoding="utf-8", check=False)
    return run


def test_the_command_line_prints_the_notice_of_a_zone(soilgate, tmp_path):
    done = soilgate("notice", "control_zone", "--data", str(ZONES), "--id", "GK-01", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["GK-01.pdf"]


@pytest.mark.parametrize(("options", "wide", "high"), [
    (("--paper", "A3"), 842, 1191), (("--paper", "A3", "--landscape"), 1191, 842), (("--landscape",), 842, 595)])
@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils is not installed")
def test_the_sheet_is_as_asked_for(soilgate, tmp_path, options, wide, high):
    done = soilgate("notice", "control_zone", "--data", str(ZONES), "--id", "GK-01", *options, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = subprocess.run(["pdfinfo", str(tmp_path / "GK-01.pdf")], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([0-9.]+) x ([0-9.]+)", told)
    assert size and [round(float(x)) for x in size.groups()] == [pytest.approx(wide, abs=1), pytest.approx(high, abs=1)]


def test_a_file_that_is_no_template_is_named(soilgate, tmp_path):
    (tmp_path / "x.qpt").write_text("<qgis/>", encoding="utf-8")
    done = soilgate("notice", "control_zone", "--data", str(ZONES), "--id", "GK-01", "--template",
                    str(tmp_path / "x.qpt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2 and "x.qpt" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.parametrize(("data", "subject", "named"), [
    (str(ZONES), "no-such-zone", "no-such-zone"), ("missing.gpkg", "GK-01", "missing.gpkg")])
def test_what_cannot_be_printed_ends_in_one_sentence_and_code_2(soilgate, tmp_path, data, subject, named):
    done = soilgate("notice", "control_zone", "--data", data, "--id", subject, "--out", str(tmp_path / "out"))
    assert done.returncode == 2 and named in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_all_zones_are_printed_with_what_is_told(soilgate, tmp_path):
    done = soilgate("--lang", "en", "notice", "control_zone", "--data", str(ZONES), "--day", "2026-03-06", "--issuer",
                    "Example Office", "--contact", "0000-1", "--hotline", "12345-6", "--number=-7", "--boundary-points",
                    "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    files = sorted((tmp_path / "out").iterdir())
    assert [file.stem for file in files] == ["GK-01", "GK-02"] and "\ufffd" not in done.stdout
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", str(files[0]), "-"], capture_output=True, check=True,
                              encoding="utf-8").stdout
        for part in ("Example Office", "2026-03-06", "0000-1", "12345-6", "-7", "J2", "Public notice"):
            assert part in text, part


def test_without_being_told_a_public_notice_has_no_coordinates_and_the_usual_hotline(soilgate, tmp_path):
    assert soilgate("notice", "control_zone", "--data", str(ZONES), "--id", "GK-01", "--out", str(tmp_path)
                    ).returncode == 0
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", str(tmp_path / "GK-01.pdf"), "-"], capture_output=True, check=True,
                              encoding="utf-8").stdout
        assert "界址点" not in text and "12345" in text


def test_ids_that_differ_in_case_only_keep_files_of_their_own():
    from soilgate.plugin.qgs.algorithms.public_notice import file_names

    names = file_names(["a/1", "A/1", "a_1", "..", "CON?"])
    assert len({name.lower() for name in names}) == 5 and names[0] == "a_1" and names[3] == "notice"


@pytest.fixture(scope="module")
def demo_folder(child_env, tmp_path_factory):
    """What ``soilgate demo`` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run([sys.executable, "-m", "soilgate", "--quiet", "demo", str(folder)], env=child_env,
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for name in ("soilgate-demo.gpkg", "soilgate-demo-notice.pdf", "soilgate-demo.png"):
        assert name in done.stdout, "told where to look"
    assert "禁止" in done.stdout and "407" in done.stdout
    assert "环节：规划编制/修改" in done.stdout and "环节：开工" in done.stdout and "look at" not in done.stdout.lower()
    return folder


def test_the_demo_leaves_everything_that_a_planner_takes_away(demo_folder):
    names = {path.name for path in demo_folder.rglob("*") if path.is_file()}
    assert {f"soilgate-demo{end}" for end in (".gpkg", "-works.gpkg", ".json", ".xlsx", ".qgz", ".png", "-notice.pdf", "-notice-a3.pdf",
                                              "-zones.gpkg", "-zones.xlsx", "-zones.ics",
                                              "-zones.png")} <= names
    opinions = [name for name in names if name.startswith("opinion_")]
    found = {rule for file in ("soilgate-demo.gpkg", "soilgate-demo-works.gpkg") for rule in pyogrio.read_dataframe(
        demo_folder / file, layer="findings", read_geometry=False)["rule"]}
    assert {clause.rule for clause in jobs.load_rules().clauses} <= found, "every rule occurs"
    assert "review.html" in names and len(opinions) == 7 and any(name.startswith("inquiry_") for name in names)


def test_the_project_of_the_demo_opens_with_valid_layers_and_chinese_attributes(demo_folder, qgis_app):
    project = QgsProject()
    assert project.read(str(demo_folder / "soilgate-demo.qgz"))
    found = project.mapLayers().values()
    assert len(found) > 15 and all(layer.isValid() for layer in found)
    assert any(layer.customProperty("soilgate/layer") == "parcels" for layer in found), "the plan, to review it again"
    parcels = next(layer for layer in found if layer.customProperty("soilgate/layer") == "parcels_reviewed")
    shown = [parcels.attributeDisplayName(k) for k, field in enumerate(parcels.fields()) if field.name() != "fid"]
    assert all(re.search("[\u4e00-\u9fff]", name) for name in shown), shown
    assert len(parcels.renderer().legendSymbolItems()) > 7 and parcels.mapTipTemplate() and parcels.labelsEnabled()
    assert {layout.name() for layout in project.layoutManager().printLayouts()} == {
        "管控区域公告（A4）", "管控区域公告（A3，附界址点）"}
    kept = json.loads(project.readEntry(*projects.STATE, "")[0])        # else the panel asks all of it again
    assert kept["as_of"] == "2026-10-15" and kept["roles"]["registry"]["edition"] == "whole"
    covered = {role for role, told in kept["roles"].items() if told["covers"] == "yes"}
    assert covered == {x["role"] for x in demo.description()["layers"] if "covers" in x}
    assert {told["layer_id"] for told in kept["roles"].values()} <= {layer.id() for layer in found}
    with zipfile.ZipFile(demo_folder / "soilgate-demo.qgz") as whole:
        text = next(whole.read(name) for name in whole.namelist() if name.endswith(".qgs")).decode("utf-8")
    assert f"<datasource>{demo_folder}" not in text and "<datasource>./soilgate-demo.gpkg" in text


def test_the_demo_notice_shows_no_coordinates_and_the_sheet_does(demo_folder):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")

    def text(name):
        return subprocess.run(["pdftotext", str(demo_folder / name), "-"], capture_output=True, check=True,
                              encoding="utf-8").stdout

    plain, sheet = text("soilgate-demo-notice.pdf"), text("soilgate-demo-notice-a3.pdf")
    assert "J2" not in plain and "四至：东至" in plain.replace("\n", "") and "12345" in plain
    assert "J2" in sheet and "纵坐标X(m)" in sheet


def test_the_demo_has_every_verdict_and_every_rule_and_decides_the_ordinary_parcels(demo_folder):
    import yaml

    parcels = pyogrio.read_dataframe(demo_folder / "soilgate-demo.gpkg", layer="parcels_reviewed", read_geometry=False)
    findings = pyogrio.read_dataframe(demo_folder / "soilgate-demo.gpkg", layer="findings", read_geometry=False)
    assert set(parcels["verdict"]) == {"prohibited", "remediate_first", "assess_risk", "survey_required",
                                       "undetermined", "caution", "clear"}
    pack = yaml.safe_load((demo.about.RESOURCES_DIR / "rules" / "cn_national.yaml").read_text(encoding="utf-8"))
    rules = {rule["id"] for rule in pack["rules"]}
    assert rules - set(findings["rule"]) <= {"owed_before_works"}, "due at works only: the second run of the demo"
    assert findings.groupby("parcel_id").size().max() >= 3
    unknown = findings[findings["verdict"] == "undetermined"]
    assert unknown[unknown["parcel_id"].isin(parcels[parcels["verdict"] == "undetermined"]["parcel_id"])][
        "rule"].nunique() >= 4
    assert (parcels["verdict"] == "undetermined").mean() < 0.1

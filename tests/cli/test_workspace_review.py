"""A review of a workspace gives the verdicts of the files that were imported into it."""

import functools
import sqlite3
from pathlib import Path

import geopandas
import pandas as pd
import psycopg2
import pytest
import shapely
import yaml
from soilgate.plugin.cli import main
from soilgate.plugin.io import workspace

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
TOLD = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))
KINDS = {"registry": "register", "samples": "samples"}


def fill(target):
    """Import the layers of the demo district."""
    for entry in TOLD["layers"]:
        source = f"{DEMO / entry['path']}|layername={entry['layer']}"
        words = ["--quiet", "import", KINDS.get(entry["role"], "layer"), source,
                 "--as", entry["role"], "--into", str(target), "--map", str(DEMO / TOLD["map"]), "--person", "甲"]
        if entry.get("covers") == "parcels":
            words += ["--covers", "parcels"]
        assert main(words) == 0, entry


def verdicts(path):
    with sqlite3.connect(path) as database:
        frame = pd.read_sql("select parcel_id, verdict, could_be, complete, assumed, rules from parcels_reviewed",
                            database)
    return frame.set_index("parcel_id").sort_index()


@pytest.fixture(scope="module")
def of_files(tmp_path_factory):
    out = tmp_path_factory.mktemp("files") / "files.gpkg"
    words = ["--quiet", "review", "--as-of", TOLD["as_of"], "--map", str(DEMO / TOLD["map"]), "--out", str(out)]
    for entry in TOLD["layers"]:
        if entry["role"] not in ("signs", "points", "records", "notices"):
            words += [f"--{entry['role'].replace('_', '-')}", f"{DEMO / entry['path']}|layername={entry['layer']}"]
            words += ["--covers", f"{entry['role']}={entry['covers']}"] if "covers" in entry else []
    assert main(words) == 0
    return verdicts(out)


@pytest.fixture(scope="module")
def demo_workspace(tmp_path_factory):
    path = tmp_path_factory.mktemp("workspace") / "工作库.gpkg"
    assert main(["workspace", "create", str(path), "--crs", TOLD["crs"]]) == 0
    fill(path)
    return path


def test_the_whole_workspace_gives_the_verdicts_of_the_files(demo_workspace, of_files, tmp_path):
    out = tmp_path / "r.gpkg"
    assert main(["--quiet", "review", "--workspace", str(demo_workspace), "--as-of", TOLD["as_of"], "--out",
                 str(out)]) == 0
    pd.testing.assert_frame_equal(verdicts(out), of_files)


def test_layers_of_the_workspace_one_by_one_give_them_too(demo_workspace, of_files, tmp_path):
    out = tmp_path / "r.gpkg"
    words = ["--quiet", "review", "--as-of", TOLD["as_of"], "--out", str(out)]
    for entry in TOLD["layers"]:
        if entry["role"] not in ("signs", "points", "records", "notices"):
            words += [f"--{entry['role'].replace('_', '-')}", f"{demo_workspace}|layername={entry['role']}"]
            words += ["--covers", f"{entry['role']}={entry['covers']}"] if "covers" in entry else []
    assert main(words) == 0
    pd.testing.assert_frame_equal(verdicts(out), of_files)


def test_a_workspace_in_degrees_gives_the_same_verdicts(of_files, tmp_path):
    path, out = tmp_path / "w.gpkg", tmp_path / "r.gpkg"
    assert main(["workspace", "create", str(path)]) == 0
    fill(path)
    assert main(["--quiet", "review", "--workspace", str(path), "--as-of", TOLD["as_of"], "--out", str(out)]) == 0
    found = verdicts(out)
    assert found["verdict"].to_dict() == of_files["verdict"].to_dict()
    assert (found["rules"] == of_files["rules"]).mean() > 0.99


def test_the_same_imports_twice_change_nothing(demo_workspace, of_files, tmp_path):
    with sqlite3.connect(demo_workspace) as database:
        before = {t: database.execute(f"select count(*) from {t}").fetchone()[0] for t in ("parcels", "registry",
                                                                                              "samples", "evidence")}
    fill(demo_workspace)
    with sqlite3.connect(demo_workspace) as database:
        for table, count in before.items():
            assert database.execute(f"select count(*) from {table}").fetchone()[0] == count
        added = database.execute("select sum(added), sum(updated) from imports where import_id > "
                                 "(select max(import_id) / 2 from imports)").fetchone()
    assert added == (0, 0)
    out = tmp_path / "r.gpkg"
    assert main(["--quiet", "review", "--workspace", str(demo_workspace), "--as-of", TOLD["as_of"], "--out",
                 str(out)]) == 0
    pd.testing.assert_frame_equal(verdicts(out), of_files)


PLACES = [shapely.box(500_000 + 1_000 * k, 3_380_000, 500_100 + 1_000 * k, 3_380_100) for k in range(3)]
REST = [word for role in ("negative_list", "control_zones", "industrial_land", "farmland", "basic_farmland")
        for word in ("--none", f"{role}=2026-08-20")]


@pytest.fixture
def listed(tmp_path):
    """A workspace whose whole registry of July holds the plots of the first two parcels, and ways to go on from it."""

    class Listed:
        path = tmp_path / "库.gpkg"

        def layer(self, rows, shapes, name):
            file = tmp_path / f"{name}.gpkg"
            geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4547").to_file(file, driver="GPKG")
            return file

        def issue(self, rows, shapes, edition, day):
            file = self.layer([{"地块名称": "甲厂", "名录种类": "建设用地土壤污染风险管控和修复名录", **r} for r in rows], shapes,
                              f"名录{len(list(tmp_path.iterdir()))}")
            assert main(["--quiet", "import", "register", str(file), "--as", "registry", "--into", str(self.path),
                         "--edition", edition, "--edition-date", day, "--covers", "parcels"]) == 0

        def review(self, *words):
            plan = self.layer([{"地块编号": f"p{k}", "规划用地代码": "0701", "现状用地代码": "0701"} for k in range(3)], PLACES,
                              "规划")
            out = tmp_path / f"r{len(list(tmp_path.iterdir()))}.gpkg"
            code = main(["--lang", "en", "--quiet", "review", "--workspace", str(self.path), "--parcels", str(plan),
                         "--as-of", "2026-09-01", "--out", str(out), *REST, *words])
            return verdicts(out)["verdict"].to_list() if out.exists() else code

        def rows(self):
            with sqlite3.connect(self.path) as database:
                return database.execute("select count(*) from registry").fetchone()[0]

    here = Listed()
    assert main(["workspace", "create", str(here.path), "--crs", "EPSG:4547"]) == 0
    here.issue([{"地块编码": "X0"}, {"地块编码": "X1"}], PLACES[:2], "whole", "2026-07-01")
    return here


OFF = {"地块编码": "X0", "变更类型": "移出", "修复目标用地类别": "第一类用地"}


def test_an_older_issue_undoes_nothing_that_a_later_one_says(listed):
    assert listed.review() == ["prohibited", "prohibited", "clear"]
    listed.issue([OFF], PLACES[:1], "changes", "2026-06-01")
    assert listed.review() == ["prohibited", "prohibited", "clear"]
    listed.issue([OFF], PLACES[:1], "changes", "2026-08-01")
    assert listed.review() == ["caution", "prohibited", "clear"]
    listed.issue([{"地块编码": "X0"}, {"地块编码": "X1"}], PLACES[:2], "whole", "2026-07-01")
    assert listed.review() == ["caution", "prohibited", "clear"]
    listed.issue([{"地块编码": "X0"}, {"地块编码": "X1"}], PLACES[:2], "whole", "2026-08-20")
    assert listed.review() == ["prohibited", "prohibited", "clear"]


def test_a_plot_removed_in_part_stays_listed_in_the_rest(listed):
    half = [shapely.box(500_000, 3_380_000, 500_050, 3_380_100)]
    listed.issue([OFF], half, "changes", "2026-08-01")
    assert listed.review() == ["prohibited", "prohibited", "clear"]
    listed.issue([OFF], half, "changes", "2026-08-01")               # the same again changes nothing
    assert listed.rows() == 3
    assert listed.review() == ["prohibited", "prohibited", "clear"]


def test_a_plot_removed_with_a_seam_between_the_outlines_is_removed(listed):
    listed.issue([OFF], [shapely.box(500_000.2, 3_380_000, 500_099.7, 3_380_100)], "changes", "2026-08-01")
    assert listed.rows() == 2
    assert listed.review() == ["caution", "prohibited", "clear"]


def test_a_smaller_removal_of_a_removed_plot_loses_none_of_its_ground(listed):
    off = {**OFF, "修复目标用地类别": "第二类用地"}
    listed.issue([off], PLACES[:1], "changes", "2026-08-01")
    assert listed.review() == ["survey_required", "prohibited", "clear"]
    listed.issue([off], [shapely.box(500_000, 3_380_000, 500_004, 3_380_004)], "changes", "2026-08-10")
    plots = geopandas.read_file(listed.path, layer="registry")
    assert plots.area.round().tolist() == [10_000, 10_000]


def test_a_removal_by_code_under_another_name_removes_nothing(listed):
    for _ in range(2):                                                       # the same again changes nothing
        listed.issue([{**OFF, "地块名称": "乙化工厂"}], [None], "changes", "2026-08-01")
        assert listed.review() == ["prohibited", "prohibited", "undetermined"]
        assert listed.rows() == 3


@pytest.mark.parametrize("more", [
    {"地块名称": "甲厂（部分）"}, {"地块名称": "甲厂地块A区"}, {"地块名称": "甲厂地块一期"}, {"备注": "仅移出A区，B区继续在册"},
    {"移出原因": "部分区域达到修复目标"}, {"移出范围": "东侧部分300平方米"}, {"占地面积(㎡)": "3000"}])
def test_a_removal_of_a_part_told_in_words_or_area_does_not_lift_the_plot(more, listed):
    listed.issue([{"地块编码": "X0", "占地面积(㎡)": "10000"}, {"地块编码": "X1", "占地面积(㎡)": "10000"}], PLACES[:2],
                 "whole", "2026-07-02")
    listed.issue([{**OFF, **more}], [None], "changes", "2026-08-01")
    assert listed.review()[0] in ("prohibited", "undetermined")


def test_a_removal_by_code_under_a_longer_name_removes_the_plot(listed):
    listed.issue([{**OFF, "地块名称": "原甲厂地块"}], [None], "changes", "2026-08-01")
    assert listed.review() == ["caution", "prohibited", "clear"]


def test_a_removal_is_not_known_before_the_issue_that_tells_it(listed):
    """An opinion on the day of an act, written when the plot has left the list since."""
    listed.issue([{**OFF, "地块编码": "X2"}], PLACES[2:], "changes", "2026-07-10")
    listed.issue([OFF], PLACES[:1], "changes", "2026-08-25")
    assert listed.review() == ["caution", "prohibited", "caution"]
    assert listed.review("--as-of", "2026-08-22") == ["undetermined", "prohibited", "caution"]


def test_a_removal_of_unknown_day_undoes_no_issue_of_a_known_one(listed, tmp_path):
    file = listed.layer([{"地块名称": "甲厂", "名录种类": "建设用地土壤污染风险管控和修复名录", **OFF}], PLACES[:1], "移出")
    words = ["--quiet", "import", "register", str(file), "--as", "registry", "--into", str(listed.path), "--edition", "changes"]
    assert main(words) == 0
    assert listed.review()[0] == "prohibited"
    with sqlite3.connect(listed.path) as database:
        told = database.execute("select message_en from import_report where code = 'undated_removal'").fetchall()
    assert len(told) == 1 and "Import it again with its date" in told[0][0]
    assert main([*words, "--edition-date", "2026-08-01"]) == 0
    assert listed.review()[0] == "caution"


@pytest.mark.parametrize("other", [{"县区": "乙县"}, {"行政区代码": "440106"}])
def test_a_removal_in_the_list_of_another_county_lifts_no_plot_of_this_one(other, listed):
    """Two counties number their plots alike, and both have a plot of the same plain name."""
    own = {"县区": "甲县"} if "县区" in other else {"行政区代码": "440112"}
    listed.issue([{"地块编码": "X0", **own}, {"地块编码": "X1", **own}], PLACES[:2], "whole", "2026-07-02")
    for _ in range(2):                                                       # the same again changes nothing
        listed.issue([{**OFF, **other}], [None], "changes", "2026-08-01")
        assert listed.review()[0] == "prohibited"
        assert listed.rows() == 3
    listed.issue([{**OFF, **{k: v.replace("甲县", "示例市甲") for k, v in own.items()}}], [None], "changes", "2026-08-02")
    assert listed.rows() == 3


def test_a_plot_of_two_lists_lies_where_one_of_them_draws_it(listed):
    """The list of order 42 came as a table; its plots have outlines in the provincial list."""
    listed.issue([{"地块编码": "X1", "名录种类": "污染地块名录"}], [None], "whole", "2026-07-02")
    assert listed.rows() == 3
    assert listed.review() == ["prohibited", "prohibited", "clear"]


@pytest.mark.parametrize("plan_first", [True, False])
def test_a_list_said_to_cover_the_plan_covers_no_plan_that_comes_later(plan_first, tmp_path):
    """The county's list was said to cover the plan of one town; next month the plan of another town comes in."""
    path, out = tmp_path / "库.gpkg", tmp_path / "r.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0

    def bring(kind, role, rows, shapes, *words):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.gpkg"
        geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4547").to_file(file, driver="GPKG")
        assert main(["--quiet", "import", kind, str(file), "--as", role, "--into", str(path), *words]) == 0

    def plan(name, *shapes):
        bring("layer", "parcels", [{"地块编号": f"{name}{k}", "规划用地代码": "0701", "现状用地代码": "0701"}
                                   for k in range(len(shapes))], list(shapes))

    def review():
        assert main(["--quiet", "review", "--workspace", str(path), "--as-of", "2026-09-01", "--out", str(out),
                     *REST]) == 0
        return verdicts(out)["verdict"].to_dict()

    listed = functools.partial(
        bring, "register", "registry", [{"地块编码": "X0", "名录种类": "建设用地土壤污染风险管控和修复名录"}], PLACES[:1],
        "--edition", "whole", "--edition-date", "2026-07-01", "--covers", "parcels")
    if plan_first:
        plan("p", *PLACES[:2])
        listed()
    else:
        listed()
        plan("p", *PLACES[:2])
    assert review() == {"p0": "prohibited", "p1": "clear"}
    plan("q", shapely.box(500_500, 3_380_000, 500_600, 3_380_100))                     # between the two
    assert review() == {"p0": "prohibited", "p1": "clear", "q0": "clear"}
    plan("r", shapely.box(520_000, 3_380_000, 520_100, 3_380_100))
    assert review() == {"p0": "prohibited", "p1": "clear", "q0": "clear", "r0": "undetermined"}
    listed()                                                                           # said again, of all of them
    assert review()["r0"] == "clear"


def test_a_works_that_changed_its_industry_keeps_the_former_one(tmp_path):
    """The enterprise register of this year names the new trade under the same credit code."""
    path, out = tmp_path / "库.gpkg", tmp_path / "r.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0

    def bring(role, rows, shapes=None, *words):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.{'csv' if shapes is None else 'gpkg'}"
        if shapes is None:
            pd.DataFrame(rows).to_csv(file, index=False, encoding="utf-8-sig")
        else:
            geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4547").to_file(file, driver="GPKG")
        assert main(["--quiet", "import", "layer", str(file), "--as", role, "--into", str(path), *words]) == 0

    rest = [w for k, w in enumerate(REST) if "industrial_land" not in (REST + REST)[k + 1 - k % 2]]
    works = {"统一社会信用代码": "91440101MA5XXXXX1X", "企业名称": "甲厂"}
    bring("parcels", [{"地块编号": f"p{k}", "规划用地代码": "0701", "现状用地代码": "0701"} for k in range(2)], PLACES[:2])
    bring("industrial_land", [{**works, "行业类别": "化学原料制造"}], PLACES[:1], "--covers", "parcels")
    for _ in range(2):                                                       # the same again changes nothing
        bring("industrial_land", [{**works, "行业类别": "食品制造"}])
        with sqlite3.connect(path) as database:
            assert database.execute("select industry from industrial_land order by fid").fetchall() == [
                ("化学原料制造",), ("食品制造",)]
        assert main(["--quiet", "review", "--workspace", str(path), "--as-of", "2026-09-01", "--none",
                     "registry=2026-08-20", "--out", str(out), *rest]) == 0
        assert verdicts(out)["verdict"].to_list() == ["survey_required", "clear"]


def test_samples_of_one_number_in_two_surveys_are_two(tmp_path):
    """S1 at 0-0.5 m comes back in every survey; the later sheet must not take the place of the earlier one."""
    path, out = tmp_path / "库.gpkg", tmp_path / "r.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0

    def held(name, value, east, day="2026-05-01"):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"样品编号,采样深度(m),污染物,检测值,单位,采样日期,X坐标,Y坐标\nS1,0-0.5,砷,{value},mg/kg,{day},3380050,{east}\n",
                        encoding="utf-8")
        assert main(["--quiet", "import", "samples", str(file), "--into", str(path), "--crs", "EPSG:4547"]) == 0
        with sqlite3.connect(path) as database:
            return sorted(row[0] for row in database.execute("select value from samples"))

    assert held("一", 500, 500_050) == [500]
    for _ in range(2):                                                       # the same again changes nothing
        assert held("二", 5, 501_050) == [5, 500]
        assert held("一", 500, 500_050) == [5, 500]
    assert held("二", 6, 501_051) == [6, 500]                                # corrected, the place too
    assert held("复测", 7, 501_050, "2026-07-01") == [6, 7, 500]
    plan = tmp_path / "规划.gpkg"
    geopandas.GeoDataFrame({"地块编号": ["p0", "p1"], "规划用地代码": "0701", "现状用地代码": "0701"}, geometry=PLACES[:2],
                           crs="EPSG:4547").to_file(plan, driver="GPKG")
    assert main(["--quiet", "review", "--workspace", str(path), "--parcels", str(plan), "--as-of", "2026-09-01", "--none",
                 "registry=2026-08-20", "--out", str(out), *REST]) == 0
    assert verdicts(out)["verdict"].to_list() == ["remediate_first", "clear"]


def test_every_zone_may_have_a_first_sign_and_well(tmp_path):
    path = tmp_path / "库.gpkg"
    assert main(["workspace", "create", str(path), "--crs", "EPSG:4547"]) == 0
    for role, column in (("points", "点位编号"), ("signs", "标识牌编号")):
        for zone in ("Z1", "Z2", "Z1"):
            file = tmp_path / f"{role}{zone}.csv"
            file.write_text(f"{column},管控区编号,X坐标,Y坐标\n1,{zone},3380050,50{zone[1]}050\n", encoding="utf-8")
            assert main(["--quiet", "import", "layer", str(file), "--as", role, "--into", str(path), "--crs",
                         "EPSG:4547"]) == 0
        with sqlite3.connect(path) as database:
            assert database.execute(f"select zone_id from {role} order by 1").fetchall() == [("Z1",), ("Z2",)]


def test_a_list_that_the_workspace_holds_is_not_stated_away(listed, capsys):
    assert listed.review("--none", "registry=2026-08-20") == 2
    assert "registry" in capsys.readouterr().err


def test_a_field_named_for_parcels_of_a_workspace_is_not_passed_over(demo_workspace, tmp_path, capsys):
    assert main(["--lang", "en", "--quiet", "review", "--workspace", str(demo_workspace), "--use-field", "另一字段",
                 "--out", str(tmp_path / "r.gpkg")]) == 2
    assert "--use-field" in capsys.readouterr().err
    assert not (tmp_path / "r.gpkg").exists()


def test_a_table_of_a_workspace_is_not_read_as_another_role(demo_workspace, tmp_path, capsys):
    assert main(["--lang", "en", "--quiet", "review", "--workspace", str(demo_workspace), "--industrial-land",
                 f"{demo_workspace}|layername=registry", "--out", str(tmp_path / "r.gpkg")]) == 2
    assert "industrial_land" in capsys.readouterr().err


def test_a_workspace_in_postgis_gives_the_verdicts_of_the_files(database, of_files, tmp_path, capsys):
    assert main(["workspace", "create", database, "--crs", TOLD["crs"]]) == 0
    fill(database)
    assert "geheim" not in capsys.readouterr().out
    out = tmp_path / "r.gpkg"
    assert main(["--quiet", "review", "--workspace", database, "--as-of", TOLD["as_of"], "--out", str(out)]) == 0
    pd.testing.assert_frame_equal(verdicts(out), of_files)
    with sqlite3.connect(out) as result:
        assert "geheim" not in " ".join(str(x) for row in result.execute("select value from run") for x in row)


@pytest.mark.parametrize("kind", ["gpkg", "postgis"])
def test_a_run_is_kept_with_its_findings_until_it_is_signed(kind, demo_workspace, tmp_path, request, capsys):
    if kind == "postgis":
        place = request.getfixturevalue("database")
        assert main(["workspace", "create", place, "--crs", TOLD["crs"]]) == 0
    else:
        place = str(tmp_path / "w.gpkg")
        assert main(["workspace", "create", place, "--crs", TOLD["crs"]]) == 0
    out = tmp_path / "r.gpkg"
    words = ["--quiet", "review", "--workspace", str(demo_workspace), "--as-of", TOLD["as_of"], "--out", str(out),
             "--record", place, "--person", "甲"]
    for _ in range(2):                               # the same review again is the same run
        assert main(words) == 0
    with sqlite3.connect(out) as database:
        findings = database.execute("select count(*) from findings").fetchone()[0]
    counts = workspace.row_counts(place)
    assert (counts["runs"], counts["findings"]) == (1, findings) and findings > 100
    assert f"{TOLD['as_of']}-" in capsys.readouterr().out
    sign = "update {} set reviewed_by = '乙', signed_by = '丙', signed_on = '2026-11-27'"
    if kind == "postgis":
        connection = psycopg2.connect(place)
        with connection.cursor() as cursor:
            cursor.execute(sign.format("soilgate.runs"))
        connection.commit()
        connection.close()
    else:
        with sqlite3.connect(place) as database:
            database.execute(sign.format("runs"))
            assert database.execute("select drafted_by from runs").fetchall() == [("甲",)]
    assert main(["--lang", "en", *words]) == 2
    assert "signed" in capsys.readouterr().err


def test_a_run_is_kept_only_in_a_workspace(demo_workspace, tmp_path, capsys):
    assert main(["--lang", "en", "--quiet", "review", "--workspace", str(demo_workspace), "--out",
                 str(tmp_path / "r.gpkg"), "--record", str(tmp_path / "none.gpkg")]) == 2
    assert "none.gpkg" in capsys.readouterr().err and not (tmp_path / "r.gpkg").exists()

"""The table of results: filters, columns, rows to files and clipboard, summaries, what changed, statements."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from qgis.PyQt.QtCore import QDate, Qt, QUrl
from qgis.PyQt.QtWidgets import QApplication
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io.rows import write_rows
from soilgate.plugin.io.statements import Stated
from soilgate.plugin.qgs import live_site, result_tables
from soilgate.ui import dock as docks
from soilgate.ui import reasons, words
from soilgate.ui.decisions import Decision
from soilgate.ui.pages import review as review_page
from soilgate.ui.statement import StatementDialog

LEFT = Qt.MouseButton.LeftButton


def again(session, qtbot, start=None):
    with qtbot.waitSignal(session.finished_well, timeout=120_000):
        (start or session.start_review)()
    assert not session.problems, session.problems


def test_rows_are_filtered_by_use_and_rule_with_the_chips(reviewed, dock, qtbot):
    page, result = dock.review_page, reviewed.review
    dock.show_page(docks.REVIEW)
    qtbot.mouseClick(page.filter_button, LEFT)
    assert page.filter_line.isVisible()
    index = page.use_combo.findData("residential")
    assert str(result.words_in("use_classes")["residential"]) in page.use_combo.itemText(index)
    page.use_combo.toggleItemCheckState(index)
    homes = result.parcels["use_classes"].fillna("").str.split(";").map(lambda has: "residential" in has)
    assert page.arranged.rowCount() == homes.sum() > 0
    page.rule_combo.toggleItemCheckState(page.rule_combo.findData("neighbour"))
    near = result.parcels["rules"].fillna("").str.split(";").map(lambda has: "neighbour" in has)
    assert page.arranged.rowCount() == (homes & near).sum()
    qtbot.mouseClick(page.filter_button, LEFT)
    assert page.arranged.rowCount() == len(result.ids)


def test_columns_of_the_input_can_be_shown_and_stay_shown(reviewed, dock, qtbot):
    page = dock.review_page
    names = [column.name for column in page.model.columns]
    assert set(reviewed.review.parcels.columns) - set(names) <= {
        "verdict", "assumed", "due_now", "rules", "reasons_zh", "next_step_zh"}
    theirs = names.index("complete")
    assert page.table.isColumnHidden(theirs)
    page.show_column(theirs, True)
    again(reviewed, qtbot)
    assert not page.table.isColumnHidden(theirs)


def test_rows_shown_are_saved_with_all_reasons(reviewed, dock, qtbot, tmp_path):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    qtbot.mouseClick(page.chips["prohibited"], LEFT)
    write_rows(tmp_path / "rows.csv", page.shown_columns()(), "x", "en")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = reviewed.review.parcels[reviewed.review.parcels["verdict"] == "prohibited"]
    assert sorted(row["Parcel"] for row in rows) == sorted(wanted["parcel_id"].astype(str))
    several = wanted[wanted["reasons_en"].str.contains("\n")].iloc[0]
    row = next(row for row in rows if row["Parcel"] == several["parcel_id"])
    assert row["Main reason"] == several["reasons_en"]
    assert {row["Verdict"].rstrip("?") for row in rows} == {"Prohibited"}
    assert float(row["Area (m²)"]) == pytest.approx(float(several["area_m2"]))


def test_rows_out_of_date_are_not_saved_as_current(reviewed, dock, qtbot, tmp_path):
    page, result = dock.review_page, reviewed.review
    parcel = str(result.ids[page.arranged.source_rows[0]])
    reviewed._mark_edited([result.row_of_id(parcel)])
    state = page._place_of("_state")
    assert not page.table.isColumnHidden(state)
    first = page.arranged.index(0, page._place_of("_verdict"))
    assert first.data(Qt.ItemDataRole.FontRole).italic()
    assert page.arranged.index(1, 0).data(Qt.ItemDataRole.FontRole) is None
    columns = {column.title: column.values for column in page.shown_columns()()}
    assert columns["State"][0] == "out of date"
    assert columns["Verdict"][0].startswith("(then)")
    assert set(columns["State"][1:]) == {""}
    stale = list(result.ids[reviewed.stale_rows()])
    for suffix in ("gpkg", "xlsx", "json"):
        result_tables.export(result.gpkg, tmp_path / f"out.{suffix}", Silent(), stale)
    kept = result_tables.read(tmp_path / "out.gpkg", Silent())
    assert len(kept.ids) == len(result.ids) - 1
    assert parcel not in kept.ids
    assert parcel not in set(kept.findings["parcel_id"])
    assert kept.fact("run", "left_out_of_date") == 1
    assert sum(kept.fact("run", "counts").values()) == len(kept.ids)
    assert f'"{parcel}"' not in (tmp_path / "out.json").read_text("utf-8")
    papers = result_tables.papers(result.gpkg, tmp_path / "p", "report", [parcel], Silent(), stale)
    assert [paper.name for paper in papers] == ["review.html"]
    page.choose(result.row_of_id(parcel))
    assert "Out of date" in page.reasons_view.toPlainText()
    page.copy()
    assert "Out of date" in QApplication.clipboard().text()
    qtbot.mouseClick(page.stale_chip, LEFT)
    assert page.arranged.rowCount() == 1


def test_the_clipboard_holds_no_formula(reviewed, dock):
    page, result = dock.review_page, reviewed.review
    result.parcels["parcel_id"] = ["=1+1", *result.parcels["parcel_id"].tolist()[1:]]
    page.show_result(result)
    page.choose(0)
    page.copy(rows=True)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=1+1\t")


def test_numbers_and_areas_by_use(reviewed, dock, qtbot):
    page, result = dock.review_page, reviewed.review
    dock.show_page(docks.REVIEW)
    qtbot.mouseClick(page.group_button, LEFT)
    page.group_combo.setCurrentIndex(page.group_combo.findData("use"))
    groups = page.group_model.frame
    homes = result.parcels[result.parcels["use_classes"].fillna("").str.split(";").map(lambda u: "residential" in u)]
    here = groups[groups["use"] == "residential"].set_index("verdict")
    assert here["parcels"].to_dict() == homes["verdict"].value_counts().to_dict()
    assert here.at["prohibited", "area_m2"] == pytest.approx(
        homes.loc[homes["verdict"] == "prohibited", "area_m2"].astype(float).sum())
    text = page.reasons_view.toPlainText().splitlines()
    assert len(text) == groups["use"].nunique() + 1
    assert text[-1] == "A parcel of several uses counts in each."
    line = next(one for one in text if one.startswith(reasons.use_name("residential", "en")))
    assert f"Prohibited {here.at['prohibited', 'parcels']} (" in line


def test_a_large_group_names_some_and_is_copied_whole(reviewed, dock, qtbot, monkeypatch):
    """A hundred thousand numbers in one text stopped the window for a second."""
    monkeypatch.setattr(review_page, "_NAMED", 3)
    page = dock.review_page
    qtbot.mouseClick(page.group_button, LEFT)
    for k in range(2):
        page.group_combo.setCurrentIndex(k)
        row = int(page._groups["parcels"].to_numpy().argmax())
        ids = page._groups["ids"].iloc[row]
        assert len(ids) > 3
        page.group_table.selectRow(row)
        shown = page.reasons_view.toPlainText()
        assert ids[2] in shown
        assert f"and {len(ids) - 3} more" in shown
        page.copy()
        copied = QApplication.clipboard().text()
        assert ", ".join(ids) in copied
        assert "more" not in copied
    page.group_table.clearSelection()
    page.copy()
    assert len(QApplication.clipboard().text().splitlines()) > 1


def test_groups_count_the_rows_shown(reviewed, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    qtbot.mouseClick(page.group_button, LEFT)
    qtbot.mouseClick(page.chips["prohibited"], LEFT)
    groups, shown = page.group_model.frame, set(reviewed.review.ids[page.arranged.source_rows])
    assert set().union(*groups["ids"]) == shown


def test_a_changed_row_names_the_input_and_what_is_new_and_gone(reviewed, dock, qtbot):
    reviewed.choose(Role.SURVEY_AREAS, "")
    again(reviewed, qtbot)
    result = reviewed.review
    row = int(np.flatnonzero(result.changed)[0])
    change = result.why_changed(row)
    assert change.certain
    assert change.inputs == ("survey_areas",)
    assert change.new or change.gone
    dock.review_page.choose(row)
    assert "Changed by: Soil surveys" in dock.review_page.reasons_view.toPlainText()


def test_an_edited_use_is_named_beside_a_changed_list(reviewed, dock, qtbot):
    layer = reviewed.layer(Role.PARCELS)
    inspection = reviewed.inspect(Role.PARCELS)
    code, number = inspection.columns["use_code"], inspection.columns["parcel_id"]
    clear = reviewed.review.parcels
    parcel = str(clear.loc[(clear["verdict"] == "clear") & (clear["use_classes"] == "industrial"), "parcel_id"].iloc[0])
    feature = next(f for f in layer.getFeatures() if str(f[number]) == parcel)
    assert layer.startEditing()
    layer.changeAttributeValue(feature.id(), layer.fields().indexFromName(code), "R2")
    reviewed.answer_coverage(Role.FARMLAND, "no")
    again(reviewed, qtbot)
    change = reviewed.review.why_changed(reviewed.review.row_of_id(parcel))
    assert "parcels" in change.inputs
    assert len(reviewed.review.inputs_changed()) > 1
    layer.rollBack()


def test_another_day_is_named_where_the_law_changes(reviewed, dock, qtbot):
    import datetime

    reviewed.set_day(datetime.date(2026, 8, 1))
    again(reviewed, qtbot)
    assert reviewed.review.inputs_changed() == ["as_of"]


# --- statements ---------------------------------------------------------------------------------------------------


@pytest.fixture
def unvouched(demo, dock, qtbot):
    """The demo, its registry vouching for nothing but its own plots, reviewed."""
    demo.answer_coverage(Role.REGISTRY, "no")
    again(demo, qtbot)
    return demo


def test_what_an_office_states_settles_a_parcel_in_the_next_review(unvouched, dock, qtbot):
    session, page = unvouched, dock.review_page
    dock.show_page(docks.REVIEW)
    findings = session.review.findings
    parcel = str(findings.loc[findings["rule"] == "needs_registry", "parcel_id"].iloc[0])
    row = session.review.row_of_id(parcel)
    assert session.review.parcels["verdict"].iloc[row] == "undetermined"
    page.choose(row)
    asked = []
    page.statement_requested.connect(lambda points, about: asked.append((points, about)))
    finding = session.review.findings_of(row)
    key = finding.loc[finding["rule"] == "needs_registry", "finding_id"].iloc[0]
    page.reasons_view.anchorClicked.emit(QUrl(f"state:{key}"))
    points, about = asked[0]
    assert about == ("registry", "not_listed", "")
    dialog = StatementDialog(points, about, session.stated, session.day())
    qtbot.addWidget(dialog)
    assert dialog.point().parcels == (parcel,)
    assert not dialog.keep_button.isEnabled()
    dialog.document_edit.setText("Letter 7")
    dialog.person_edit.setText("Li Si")
    assert dialog.keep_button.isEnabled()
    dialog.day_edit.setDate(QDate(2030, 1, 1))
    assert dialog.day_edit.date() <= QDate(session.day().year, session.day().month, session.day().day)
    session.keep_statements(dialog.stated())
    assert set(session.review.ids[session.stale_rows()]) == {parcel}
    assert (session.folder() / "evidence.csv").is_file()
    text = page.reasons_view.toPlainText()
    again(session, qtbot, session.review_stale)
    assert session.review.parcels["verdict"].iloc[session.review.row_of_id(parcel)] != "undetermined"
    others = session.review.findings
    assert (others["rule"] == "needs_registry").any()
    page.choose(session.review.row_of_id(parcel))
    assert "Letter 7" in page.reasons_view.toPlainText()
    assert text


def test_a_statement_is_taken_back(unvouched, qtbot):
    said = Stated("registry", "not_listed", str(unvouched.review.ids[0]), "", "o", "d", "2026-10-01", "p")
    unvouched.keep_statements([said])
    unvouched.keep_statements([said])
    assert unvouched.stated == [said]
    unvouched.drop_statements([said.about])
    assert not unvouched.stated
    assert not (unvouched.folder() / "evidence.csv").exists()


def test_a_statement_of_an_application_is_none_of_the_plan(unvouched):
    said = Stated("registry", "not_listed", str(unvouched.review.ids[0]), "", "o", "d", "2026-10-01", "p")
    unvouched.review_of = "20261001-1"
    unvouched.keep_statements([said])
    assert [one.about for one in unvouched.stated_of(said.parcel_id)] == [said.about]
    assert not unvouched.site_request().stated and not (unvouched.folder() / "evidence.csv").exists()
    unvouched.review_of = ""
    assert not unvouched.stated_of(said.parcel_id) and not unvouched.stated_here()
    unvouched.drop_statements([said.about])
    assert len(unvouched.stated) == 1


def test_many_parcels_are_settled_at_once(unvouched, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    page.table.selectAll()
    assert page.state_button.isEnabled()
    with qtbot.waitSignal(page.statement_requested, timeout=5000) as asked:
        qtbot.mouseClick(page.state_button, LEFT)
    points = asked.args[0]
    needs = unvouched.review.findings.query("rule == 'needs_registry'")["parcel_id"].nunique()
    point = next(p for p in points if p.about == ("registry", "not_listed", ""))
    assert len(point.parcels) == needs


def test_a_plot_of_which_the_place_is_not_known_can_be_stated_outside(reviewed, qtbot):
    findings = reviewed.review.findings
    here = findings[(findings["rule"] == "listed_plot_sensitive_use") & (findings["verdict"] == "undetermined")]
    finding = here[here["distance_m"].isna()].iloc[0]
    assert result_tables.point_of(finding) == ("registry", "outside", finding["subject_id"])
    reviewed.keep_statements([Stated("registry", "outside", finding["parcel_id"], finding["subject_id"], "office",
                                     "Letter 8", "2026-10-01", "Li Si")])
    again(reviewed, qtbot, reviewed.review_stale)
    row = reviewed.review.row_of_id(finding["parcel_id"])
    assert finding["subject_id"] not in reviewed.review.findings_of(row)["subject_id"].tolist()
    # the live check and the review of an application know of it too
    site = reviewed.site_request()
    assert "Letter 8" in site.tables(Silent())[Role.EVIDENCE].column("document").tolist()
    plan = reviewed.layer(Role.PARCELS)
    for feature in plan.getFeatures():
        columns, shape = live_site.attributes_of(plan, feature.id(), reviewed.choices[Role.PARCELS])
        if columns["parcel_id"] == finding["parcel_id"]:
            break
    answer = site.run(Silent()).live.check(shape, live_site.crs_of(plan.crs()), columns)
    assert finding["subject_id"] not in [f.subject_id for f in answer.findings]
    assert answer.verdict == reviewed.review.parcels["verdict"].iloc[row]


def test_what_needs_no_statement_offers_none(reviewed, dock):
    findings = reviewed.review.findings
    assert result_tables.point_of(findings[findings["rule"] == "nothing_found"].iloc[0]) is None
    sample = findings[findings["subject_kind"] == "samples"]
    assert all(result_tables.point_of(one) is None for _, one in sample.iterrows())


def test_statements_come_back_with_the_project(demo, project):
    from soilgate.ui.session import Session

    said = Stated("registry", "not_listed", "A", "", "o", "d", "2026-10-01", "p")
    demo.keep_statements([said])
    assert project.write()
    other = Session(project)
    other.resume()
    assert other.stated == [said]
    other.close()


def test_captions_of_evidence(reviewed):
    findings = reviewed.review.findings
    texts = reasons.captions(findings)
    near = findings[(findings["rule"] == "neighbour") & (findings["distance_m"] > 0)].iloc[0]
    assert texts[near["finding_id"]] == f"{near['distance_m']:.1f} m"
    over = findings[(findings["rule"] == "above_intervention")].iloc[0]
    assert texts[over["finding_id"]] == f"{words.pollutant_name(over['pollutant'])} 45.2 > 30 mg/kg"
    lines = reviewed.result_layer("evidence_lines")
    assert near["finding_id"] in {f["finding_id"] for f in lines.getFeatures()}
    shape = next(f for f in lines.getFeatures() if f["finding_id"] == near["finding_id"]).geometry()
    assert shape.length() == pytest.approx(near["distance_m"], abs=0.01)


def test_a_decision_is_in_the_saved_rows(reviewed, dock):
    parcel = str(reviewed.review.ids[0])
    reviewed.decide([parcel], Decision("approve", "Li Si", "2026-10-15", "survey"))
    columns = {column.title: column.values for column in dock.review_page.shown_columns()()}
    assert columns["Decision"][columns["Parcel"].index(parcel)] == "approve (Li Si, 2026-10-15)"


@pytest.mark.parametrize("suffix", ["gpkg", "xlsx", "json"])
def test_a_decision_goes_out_beside_the_verdict(reviewed, tmp_path, suffix):
    import openpyxl

    parcel = str(reviewed.review.ids[0])
    out = tmp_path / f"out.{suffix}"
    result_tables.export(reviewed.review.gpkg, out, Silent(), (), {parcel: ("=approve", "Li Si", "2026-10-15", "survey")})
    if suffix == "gpkg":
        kept = result_tables.read(out, Silent())
        row = kept.parcels.iloc[kept.row_of_id(parcel)]
        assert list(row[["person_decision", "person_name", "person_date", "person_reason"]]) == [
            "=approve", "Li Si", "2026-10-15", "survey"]
        assert kept.parcels["person_name"].notna().sum() == 1
        assert kept.parcels["verdict"].tolist() == reviewed.review.parcels["verdict"].tolist()
    elif suffix == "json":
        assert '"person_name": "Li Si"' in out.read_text("utf-8") or '"person_name":"Li Si"' in out.read_text("utf-8")
    else:
        sheet = openpyxl.load_workbook(out).worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        column = heads.index("Decision of a person")
        cell = next(row[column] for row in sheet.iter_rows(min_row=2) if row[0].value == parcel)
        assert (cell.value, cell.data_type) == ("=approve", "s")


def test_pollutants_are_named_in_the_language_of_the_window(chinese):
    assert words.pollutant_name("铬(六价)") == "铬(六价)"


def test_pollutants_are_named_in_english(qgis_app):
    assert words.pollutant_name("铬(六价)") == "Chromium (VI)"
    assert words.pollutant_name("某某物") == "某某物"

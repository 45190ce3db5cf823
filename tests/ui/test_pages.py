"""The four pages on real widgets, with the demo district."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsLayoutExporter,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtTest import QSignalSpy
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableView,
)
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.vocabulary import Role, Verdict
from soilgate.plugin.qgs import heads, layers, use_cases
from soilgate.ui import dock as docks
from soilgate.ui.messages import Messages, sentence
from soilgate.ui.pages import notices as notices_page
from soilgate.ui.pages.application import ApplicationPage
from soilgate.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


def memory_layer(kind, name, *fields, crs="EPSG:4547"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={f}" for f in fields), name, "memory")
    assert layer.isValid()
    return layer


# --- data ---------------------------------------------------------------------------------------------------------


def test_a_second_list_that_nobody_reads_is_named_beside_the_first(demo, dock, project):
    note = dock.data_page.rows[Role.REGISTRY].note
    assert "<b>" not in note.text() and not demo.passed_over(Role.REGISTRY)
    second = memory_layer("Polygon", "污染地块名录<b>", "地块编码:string", "地块名称:string", "名录状态:string")
    plan = memory_layer("Polygon", "规划地块（旧）", "地块编号:string", "规划用地代码:string")
    other = memory_layer("Polygon", "道路红线", "名称:string")
    project.addMapLayers([second, plan, other])
    dock.data_page.refresh()
    assert [role for role in Role if demo.passed_over(role)] == [Role.REGISTRY]
    assert "污染地块名录&lt;b&gt;" in note.text()
    demo.choose(Role.REGISTRY, second.id())
    assert demo.passed_over(Role.REGISTRY) and "污染地块名录" not in note.text()
    project.removeMapLayer(project.mapLayersByName(demo.passed_over(Role.REGISTRY)[0])[0].id())
    dock.data_page.refresh()
    assert not demo.passed_over(Role.REGISTRY)


def test_an_empty_project_is_welcomed_with_three_ways_to_begin(dock):
    page = dock.data_page
    assert page.welcome.isVisible()
    assert page.demo_button.isEnabled()
    assert page.plan_button.isEnabled()
    assert page.boundary_button.toolTip() or page.boundary_button.isEnabled()
    assert not page.next_button.isEnabled()


def test_demo_button_asks_for_the_demo(dock, qtbot):
    with qtbot.waitSignal(dock.data_page.demo_requested, timeout=1000):
        qtbot.mouseClick(dock.data_page.demo_button, LEFT)


def test_the_demo_plays_every_role(demo, dock):
    assert all(demo.layer(role) is not None for role in Role)
    assert demo.day() == datetime.date(2026, 10, 15)
    assert not dock.data_page.welcome.isVisible()
    assert dock.data_page.next_button.isEnabled()


def test_layers_are_recognised_by_name_and_columns(session, project):
    plan = memory_layer("Polygon", "控规2026修编", "地块编号:string", "规划用地代码:string")
    lists = memory_layer("Polygon", "省名录2026", "地块编码:string", "地块名称:string", "名录状态:string")
    use = memory_layer("Polygon", "三调DLTB", "TBBH:string", "DLBM:string")
    samples = memory_layer("Point", "检测结果", "点位编号:string", "污染物:string", "检测值:double", "单位:string")
    roads = memory_layer("LineString", "道路", "name:string")
    project.addMapLayers([roads, samples, use, lists, plan])
    session.recognise()
    found = {role: session.layer(role).name() for role in Role if session.layer(role) is not None}
    assert found == {Role.PARCELS: "控规2026修编", Role.REGISTRY: "省名录2026", Role.CURRENT_USE: "三调DLTB",
                     Role.SAMPLES: "检测结果"}


def test_layers_that_come_are_read_once_and_one_at_a_time(session, project, dock, qtbot, monkeypatch):
    """All in one go, and the lists twice, kept the window of a city waiting for 0.2 to 0.4 s."""
    turns, read = [], []
    head = heads.head
    monkeypatch.setattr(heads, "head", lambda layer, *more: (read.append((layer.name(), len(turns))),
                                                            head(layer, *more))[1])
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(0)
    project.addMapLayers([
        memory_layer("Polygon", "控规2026修编", "地块编号:string", "规划用地代码:string"),
        memory_layer("Polygon", "省名录2026", "地块编码:string", "地块名称:string", "名录状态:string"),
        memory_layer("Polygon", "三调DLTB", "TBBH:string", "DLBM:string")])
    qtbot.waitUntil(lambda: session.layer(Role.PARCELS) is not None, timeout=5000)
    timer.stop()
    assert session.layer(Role.REGISTRY).name() == "省名录2026"
    assert sorted(name for name, _turn in read) == ["三调DLTB", "控规2026修编", "省名录2026"]
    assert len({turn for _name, turn in read}) == 3


def test_layers_that_go_while_they_are_read_get_no_role(session, project, qtbot):
    plan = memory_layer("Polygon", "控规2026修编", "地块编号:string", "规划用地代码:string")
    project.addMapLayer(plan)
    session._on_settled()
    project.removeMapLayer(plan.id())
    qtbot.wait(50)
    assert session.layer(Role.PARCELS) is None
    assert not session.problems


def test_a_persons_choice_outlives_recognition(session, project):
    one = memory_layer("Polygon", "规划地块", "地块编号:string", "规划用地代码:string")
    other = memory_layer("Polygon", "我的地块", "a:string")
    project.addMapLayers([one, other])
    session.choose(Role.PARCELS, other.id())
    session.recognise(again=True)
    assert session.layer(Role.PARCELS).id() == other.id()


def test_lights_say_what_is_to_be_decided(dock, session, project):
    blind = memory_layer("Polygon", "规划地块", "x:string")
    project.addMapLayer(blind)
    session.choose(Role.PARCELS, blind.id())
    row = dock.data_page.rows[Role.PARCELS]
    assert row.note.text()
    assert session.inspect(Role.PARCELS).state == "decide"


def test_coverage_is_asked_once_and_can_be_changed(dock, session, project, qtbot):
    lists = memory_layer("Polygon", "名录", "地块编码:string")
    lists.dataProvider().addFeatures([QgsFeature(lists.fields())])
    project.addMapLayer(lists)
    session.choose(Role.REGISTRY, lists.id())
    row = dock.data_page.rows[Role.REGISTRY]
    assert row.yes_button.isVisibleTo(dock)
    qtbot.mouseClick(row.yes_button, LEFT)
    assert session.choices[Role.REGISTRY].covers == "yes"
    assert not row.yes_button.isVisibleTo(dock)
    row.note.linkActivated.emit("coverage")
    assert session.choices[Role.REGISTRY].covers == ""
    assert row.yes_button.isVisibleTo(dock)


def test_none_issued_is_kept_with_its_day(dock, session, qtbot):
    row = dock.data_page.rows[Role.NEGATIVE_LIST]
    qtbot.mouseClick(row.none_button, LEFT)
    assert session.choices[Role.NEGATIVE_LIST].none_issued == session.day().isoformat()
    qtbot.mouseClick(row.none_button, LEFT)
    assert not session.choices[Role.NEGATIVE_LIST].none_issued


def test_an_answer_about_a_layer_goes_with_the_layer(session, project):
    one, other = memory_layer("Polygon", "a", "x:string"), memory_layer("Polygon", "b", "x:string")
    project.addMapLayers([one, other])
    session.choose(Role.REGISTRY, one.id())
    session.answer_coverage(Role.REGISTRY, "yes")
    session.choose(Role.REGISTRY, other.id())
    assert session.choices[Role.REGISTRY].covers == ""


# --- review -------------------------------------------------------------------------------------------------------


def test_run_button_reviews_every_parcel(demo, dock, qtbot):
    dock.show_page(docks.REVIEW)
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        qtbot.mouseClick(dock.review_page.run_button, LEFT)
    page = dock.review_page
    assert page.arranged.rowCount() == demo.layer(Role.PARCELS).featureCount()
    assert demo.result_layer().featureCount() == page.arranged.rowCount()


def test_chips_count_and_filter(reviewed, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    counts = reviewed.review.parcels["verdict"].value_counts()
    chip = page.chips["prohibited"]
    assert chip.text().startswith(str(counts["prohibited"]))
    qtbot.mouseClick(chip, LEFT)
    assert page.arranged.rowCount() == counts["prohibited"]
    qtbot.mouseClick(page.chips["caution"], LEFT)
    assert page.arranged.rowCount() == counts["prohibited"] + counts["caution"]
    qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(page.chips["caution"], LEFT)
    assert page.arranged.rowCount() == counts.sum()


def test_chips_say_how_many_could_be_graver(reviewed, dock):
    frame = reviewed.review.parcels
    graver = frame[[c is not None and c == c and Verdict(c).gravity > Verdict(v).gravity
                    for v, c in zip(frame["verdict"], frame["could_be"])]]
    verdict = graver["verdict"].iloc[0]
    worst = max(graver[graver["verdict"] == verdict]["could_be"], key=lambda v: Verdict(v).gravity)
    count = (graver[graver["verdict"] == verdict]["could_be"] == worst).sum()
    assert f"({count} maybe" in dock.review_page.chips[verdict].text()


def test_search_finds_words_of_number_and_reason(reviewed, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    some = str(reviewed.review.parcels["parcel_id"].iloc[5])
    page.search_edit.setFocus()
    qtbot.keyClicks(page.search_edit, some.lower())
    qtbot.waitUntil(lambda: page.arranged.rowCount() < len(reviewed.review.parcels), timeout=3000)
    assert some in [page.arranged.index(r, 0).data() for r in range(page.arranged.rowCount())]
    qtbot.keyClicks(page.search_edit, " nowhere-at-all")
    qtbot.waitUntil(lambda: page.arranged.rowCount() == 0, timeout=3000)


def test_the_gravest_stand_first(reviewed, dock):
    page = dock.review_page
    verdicts = [reviewed.review.parcels["verdict"].iloc[row] for row in page.arranged.source_rows]
    gravity = [Verdict(v).gravity for v in verdicts]
    assert gravity == sorted(gravity, reverse=True)


def test_a_row_shows_its_reasons_law_and_actor(reviewed, dock):
    page = dock.review_page
    row = reviewed.review.parcels.index[reviewed.review.parcels["verdict"] == "prohibited"][0]
    page.choose(int(row))
    text = page.reasons_view.toPlainText()
    finding = reviewed.review.findings_of(int(row)).iloc[0]
    assert finding["message_en"] in text.replace("\u00a0", " ")
    assert str(finding["citation"]) in text
    assert str(reviewed.review.parcels["parcel_id"].iloc[row]) in text


def test_attributes_are_shown_as_text_never_as_markup(reviewed, dock):
    hostile = "<img src=x onerror=alert(1)><b>bold</b>&amp;"
    result = reviewed.review
    result.findings.loc[result.findings["parcel_id"] == result.parcels["parcel_id"].iloc[0],
                        ["message_en", "citation", "subject_id", "pollutant", "actor"]] = hostile
    result.parcels.loc[0, ["next_step_en", "use_classes"]] = hostile
    dock.review_page.choose(0)
    text = dock.review_page.reasons_view.toPlainText()
    assert text.count(hostile) >= 3
    assert "<img" not in dock.review_page.reasons_view.toHtml()


def test_selection_on_the_map_chooses_the_row(reviewed, dock, qtbot):
    layer = reviewed.result_layer()
    fid = int(reviewed.review.fids[40])
    with qtbot.waitSignal(reviewed.parcel_selected, timeout=1000) as told:
        layer.selectByIds([fid])
    assert told.args == [40]


def test_a_row_that_the_filter_hides_is_brought_back(reviewed, dock):
    page = dock.review_page
    page.chips["prohibited"].setChecked(True)
    row = int(reviewed.review.parcels.index[reviewed.review.parcels["verdict"] == "clear"][0])
    page.choose(row)
    assert page.current_row() == row
    assert page.arranged.rowCount() == len(reviewed.review.parcels)


def test_copy_gives_text_to_paste(reviewed, dock, qtbot):
    page = dock.review_page
    dock.show_page(docks.REVIEW)
    page.choose(3)
    qtbot.mouseClick(page.copy_button, LEFT)
    assert str(reviewed.review.parcels["parcel_id"].iloc[3]) in QApplication.clipboard().text()
    page.table.selectAll()
    qtbot.mouseClick(page.copy_button, LEFT)
    assert len(QApplication.clipboard().text().splitlines()) == len(reviewed.review.parcels) + 1


def test_cancel_keeps_the_last_result(reviewed, dock, qtbot):
    before = reviewed.review
    dock.show_page(docks.REVIEW)
    shown = []
    reviewed.review_shown.connect(shown.append)
    with qtbot.waitSignal(reviewed.run_ended, timeout=60_000):
        reviewed.start_review()
        qtbot.mouseClick(dock.review_page.cancel_button, LEFT)
    assert reviewed.review is before
    assert not shown
    assert reviewed.result_layer().isValid()
    assert dock.review_page.run_button.isEnabled()


def test_a_selection_updates_its_rows_and_keeps_the_rest(reviewed, dock, qtbot):
    before = reviewed.review.parcels.copy()
    parcels = reviewed.layer(Role.PARCELS)
    parcels.selectByIds(sorted(parcels.allFeatureIds())[10:13])
    reviewed.selected_only = True
    dock.review_page.refresh()
    assert "3" in dock.review_page.run_button.text()
    with qtbot.waitSignal(reviewed.finished_well, timeout=120_000):
        reviewed.start_review()
    assert not reviewed.problems
    after = reviewed.review.parcels
    assert after["parcel_id"].tolist() == before["parcel_id"].tolist()
    assert (after["verdict"] == before["verdict"]).mean() > 0.99
    assert reviewed.result_layer().featureCount() == len(before)
    assert reviewed.review.findings["finding_id"].is_unique


def test_results_are_not_offered_as_input(reviewed, dock):
    result = reviewed.result_layer()
    for row in dock.data_page.rows.values():
        assert row.layer_combo.findData(result.id()) < 0


def test_another_review_rebuilds_the_group(reviewed, project, qtbot):
    with qtbot.waitSignal(reviewed.finished_well, timeout=120_000):
        reviewed.start_review()
    groups = [g for g in project.layerTreeRoot().findGroups(True) if g.customProperty(layers.PROPERTY) == "result"]
    assert len(groups) == 1
    assert len([t for t in groups[0].findLayers() if t.layer().customProperty(layers.PROPERTY) == layers.PARCELS]) == 1


@pytest.mark.parametrize("suffix", ["gpkg", "xlsx", "json"])
def test_export_writes_the_whole_result(reviewed, tmp_path, suffix):
    from soilgate.plugin.core.progress import Silent
    from soilgate.plugin.qgs import result_tables

    target = tmp_path / f"out.{suffix}"
    result_tables.export(reviewed.review.gpkg, target, Silent())
    if suffix == "json":
        assert len(json.loads(target.read_text("utf-8"))["parcels_reviewed"]["features"]
                   if "features" in json.loads(target.read_text("utf-8")).get("parcels_reviewed", {})
                   else json.loads(target.read_text("utf-8"))["parcels_reviewed"]) == len(reviewed.review.parcels)
    else:
        assert target.stat().st_size > 10_000


# --- what may happen during a run -------------------------------------------------------------------------------


def test_removing_layers_during_a_run_ends_without_harm(demo, project, qtbot):
    with qtbot.waitSignal(demo.run_ended, timeout=120_000):
        demo.start_review()
        project.removeAllMapLayers()
    qtbot.wait(50)
    assert all(demo.layer(role) is None for role in Role)


def test_another_project_during_a_run_stops_it(demo, project, dock, qtbot):
    demo.start_review()
    with qtbot.waitSignal(demo.run_ended, timeout=60_000):
        project.clear()
    qtbot.wait(300)
    assert demo.review is None
    assert not project.mapLayers()
    assert dock.data_page.welcome.isVisibleTo(dock)


# --- zones and notices -------------------------------------------------------------------------------------------


def test_zones_are_listed_worst_first_with_their_duties(demo, dock, qtbot):
    dock.show_page(docks.ZONES)
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        qtbot.mouseClick(dock.zones_page.run_button, LEFT)
    page = dock.zones_page
    assert page.zone_arranged.rowCount() == demo.layer(Role.CONTROL_ZONES).featureCount()
    assert page.duties_view.toPlainText()
    assert str(page.open_duties()) in dock.tabs.tabText(docks.ZONES)
    assert demo.result_layer("zones_status", "zones") is not None
    order = ["missing", "overdue", "due", "unknown"]
    states = [page.work_model.frame["state"].iloc[row] for row in page.work_arranged.source_rows]
    assert states == sorted(states, key=order.index)


def test_house_values_act_once_adopted_in_the_dialog(demo, dock, qtbot):
    from soilgate.plugin.qgs import settings
    from soilgate.ui.house import HouseDialog

    def sign_state():
        with qtbot.waitSignal(demo.finished_well, timeout=120_000):
            demo.start_zones()
        duties = demo.zones.duties
        return duties[(duties["zone_id"] == "GK-01") & (duties["duty"] == "sign")]["state"].iloc[0]

    dialog = HouseDialog()
    qtbot.addWidget(dialog)
    assert dialog.adopted() == [] and dialog.table.rowCount() == 13
    before = settings.load()
    try:
        settings.save(dataclasses.replace(before, house_values=""))
        assert sign_state() == "met"
        dialog.tick("sign_max_gap_m")
        dialog.spins["sign_max_gap_m"].setValue(80)
        assert dialog.adopted() == ["sign_max_gap_m=80"]
        settings.save(dataclasses.replace(before, house_values="\n".join(dialog.adopted())))
        assert HouseDialog(settings.load().adopted()).adopted() == ["sign_max_gap_m=80"]
        assert sign_state() == "due"
    finally:
        settings.save(before)


@pytest.mark.parametrize("kind", ["signs", "points"])
def test_proposals_become_a_layer_to_edit_and_older_ones_stay(demo, dock, qtbot, kind):
    page = dock.zones_page
    dock.show_page(docks.ZONES)
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        qtbot.mouseClick(page.run_button, LEFT)
    page.proposals_requested.connect(demo.start_proposals)
    shown = []
    for every in (False, True):
        with qtbot.waitSignal(demo.proposals_shown, timeout=60_000):
            page.propose_actions[kind, every].trigger()
        assert not demo.problems, demo.problems
        layer = next(x for x in QgsProject.instance().mapLayers().values()
                     if x.customProperty("soilgate/layer") == f"proposed_{kind}" and x.id() not in shown)
        shown.append(layer.id())
        zones = {feature["zone_id"] for feature in layer.getFeatures()}
        assert zones == ({"GK-01", "GK-02"} if every else {page.current_zone()})
        assert layer.startEditing() and layer.deleteFeature(next(layer.getFeatures()).id()) and layer.commitChanges()
        assert layer.attributeAlias(layer.fields().indexOf("proposal_id")) == "建议编号" and layer.mapTipTemplate()
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        demo.start_zones()
    assert all(QgsProject.instance().mapLayer(one) is not None for one in shown)


def test_a_plot_that_owes_no_zone_is_settled_by_a_paper_and_kept(demo, dock, qtbot, project, tmp_path):
    from soilgate.ui.plot_statement import PlotStatementDialog

    page = dock.zones_page
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        demo.start_zones()
    dock.show_page(docks.ZONES)
    page.tabs.setCurrentIndex(1)
    assert not page.statement_button.isVisibleTo(page)
    plots = page.work_model.frame["plot_id"].iloc[page.work_arranged.source_rows].tolist()
    at = plots.index("4299992260009")
    page.work_table.selectRow(at)
    assert page.statement_button.isVisibleTo(page)
    with qtbot.waitSignal(page.statement_requested, timeout=1000) as asked:
        qtbot.mouseClick(page.statement_button, LEFT)
    dialog = PlotStatementDialog(asked.args[0], demo.stated, demo.day())
    qtbot.addWidget(dialog)
    assert not dialog.keep_button.isEnabled()
    for edit, text in ((dialog.holder_edit, "示例区人民政府"), (dialog.document_edit, "示政函〔2026〕9号"),
                       (dialog.person_edit, "示例经办人")):
        edit.setText(text)
    assert dialog.keep_button.isEnabled()
    demo.keep_statements([dialog.stated()])
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        demo.start_zones()
    left = set(page.work_model.frame["plot_id"].dropna())
    assert "4299992260009" not in left and set(plots) - {"4299992260009", None} == left
    file = tmp_path / "kept.qgz"
    assert project.write(str(file)) and project.read(str(file))
    assert [one.subject_id for one in demo.stated] == ["4299992260009"]
    again = PlotStatementDialog("4299992260009", demo.stated_here(), demo.day(), None, demo.former_statements())
    qtbot.addWidget(again)
    again.person_edit.setText("")
    assert not again.drop_button.isEnabled()             # nobody takes it back without a name
    again.person_edit.setText("王五")
    qtbot.mouseClick(again.drop_button, LEFT)
    assert again.dropped
    demo.drop_statements([again.about()], again.person())
    assert demo.stated == [] and project.write(str(file)) and project.read(str(file))
    (past,) = demo.former_stated
    assert (past.document, past.person, past.ended_by) == ("示政函〔2026〕9号", "示例经办人", "王五") and past.ended_on
    third = PlotStatementDialog("4299992260009", demo.stated_here(), demo.day(), None, demo.former_statements())
    qtbot.addWidget(third)
    assert not third.drop_button.isEnabled()
    labels = [label.text() for label in third.findChildren(QLabel)]
    assert any("示政函〔2026〕9号" in text and "王五" in text for text in labels)


def test_ledger_and_calendar_of_the_zones_can_be_saved(demo, dock, qtbot, tmp_path):
    page = dock.zones_page
    assert not page.export_button.isEnabled()
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        demo.start_zones()
    assert page.export_button.isEnabled()
    for suffix, first in (("xlsx", b"PK"), ("ics", b"BEGIN:VCALENDAR")):
        use_cases.save_copy(demo.zones.gpkg.with_suffix(f".{suffix}"), tmp_path / f"a.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes().startswith(first)


def test_a_notice_becomes_a_layout_and_a_pdf(demo, dock, qtbot, tmp_path):
    from soilgate.plugin.qgs import notice_subjects, settings
    from soilgate.plugin.qgs.layouts import parts

    page = dock.notices_page
    dock.show_page(docks.NOTICES)
    assert [page.paper_combo.itemData(k) for k in range(6)] == [
        ("A4", False), ("A4", True), ("A3", False), ("A3", True), ("board_a3",), ()]
    page.paper_combo.setCurrentIndex(4)
    assert page.form().template.name == "board_a3.qpt" and page.make_button.isEnabled()
    page.paper_combo.setCurrentIndex(3)
    assert (page.form().paper, page.form().landscape) == ("A3", True) and page.make_button.isEnabled()
    assert page.day() == demo.day() and page.hotline_edit.text() == settings.load().hotline
    with qtbot.waitSignal(page.layout_requested, timeout=1000) as asked:
        qtbot.mouseClick(page.make_button, LEFT)
    role, (subject,) = asked.args
    chosen = {r: (demo.layer(r), demo.choices[r]) for r in (Role.CONTROL_ZONES, Role.REGISTRY)}
    layout = notice_subjects.make_notice(QgsProject.instance(), role, subject, chosen, day=demo.day(),
                                         settings=settings.Settings(), lang="zh", form=page.form())
    page.show_layouts(layout.name())
    assert page.chosen_layouts() == [page.current_layout()] == [layout.name()]
    assert page.pdf_button.isEnabled()
    parts.export_pdf(layout, tmp_path / "notice.pdf")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")


def test_notices_of_all_zones_can_be_asked_for_at_once(demo, dock, qtbot):
    page = dock.notices_page
    page.subject_combo.setCurrentIndex(page.subject_combo.count() - 1)
    with qtbot.waitSignal(page.layout_requested, timeout=1000) as asked:
        qtbot.mouseClick(page.make_button, LEFT)
    assert asked.args[1] == ["GK-01", "GK-02"]


def test_a_template_is_needed_where_one_is_chosen(demo, dock, tmp_path):
    page = dock.notices_page
    dock.show_page(docks.NOTICES)
    assert not page.template_edit.isVisibleTo(page)
    page.paper_combo.setCurrentIndex(5)
    assert page.template_edit.isVisibleTo(page) and not page.make_button.isEnabled()
    (tmp_path / "a.qpt").write_text("<Layout/>", encoding="utf-8")
    page.template_edit.setFilePath(str(tmp_path / "a.qpt"))
    assert page.make_button.isEnabled() and page.form().template == tmp_path / "a.qpt"


def test_a_notice_of_a_plot_can_be_laid_out(demo):
    from soilgate.plugin.qgs import notice_subjects, settings

    chosen = {r: (demo.layer(r), demo.choices[r]) for r in (Role.CONTROL_ZONES, Role.REGISTRY)}
    plots = notice_subjects.candidates(demo.layer(Role.REGISTRY), Role.REGISTRY, demo.choices[Role.REGISTRY].mapping)
    layout = notice_subjects.make_notice(QgsProject.instance(), Role.REGISTRY, plots[0].subject_id, chosen,
                                         day=demo.day(), settings=settings.Settings(), lang="en",
                                         show_boundary_points=True)
    assert layout.pageCollection().pageCount() >= 2


# --- state in the project ---------------------------------------------------------------------------------------


def test_state_is_saved_in_the_project_and_restored(reviewed, project, qtbot, tmp_path):
    reviewed.answer_coverage(Role.REGISTRY, "no")
    reviewed.set_steps(["works"])
    file = tmp_path / "kept.qgz"
    assert project.write(str(file))
    verdicts = reviewed.review.parcels["verdict"].tolist()
    project.clear()
    assert reviewed.review is None
    with qtbot.waitSignal(reviewed.review_shown, timeout=60_000, check_params_cb=lambda result: result is not None):
        assert project.read(str(file))
    assert reviewed.choices[Role.REGISTRY].covers == "no"
    assert [str(s) for s in reviewed.steps] == ["works"]
    assert reviewed.layer(Role.PARCELS) is not None
    assert reviewed.review.parcels["verdict"].tolist() == verdicts


def test_state_of_another_version_does_no_harm(session):
    session.restore({"roles": {"parcels": {"layer_id": "gone", "nonsense": 1}, "unknown": {}}, "steps": ["x"],
                     "as_of": "someday"})
    assert session.layer(Role.PARCELS) is None
    assert session.as_of is None


# --- manners ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_fits_into_320_pixels(request, session, qtbot, lang):
    if lang == "zh":
        request.getfixturevalue("chinese")
    before = QApplication.font()
    QApplication.setFont(QFont("Noto Sans CJK SC", 9))      # as desktops have it; offscreen the default is larger
    try:
        dock = docks.SoilGateDock()
        qtbot.addWidget(dock)
        dock.build_pages(session)
        dock.show()
        tool = ApplicationPage(session)
        qtbot.addWidget(tool)
        tool.show()
    finally:
        QApplication.setFont(before)
    for page in (dock.data_page, dock.review_page, dock.zones_page, dock.notices_page, tool):
        assert page.minimumSizeHint().width() <= 320, page
        for area in page.findChildren(QScrollArea):         # what cannot be scrolled sideways would be cut off
            if area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                room = area.widget().minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width()
                assert room <= 320, (page, area.widget())


def test_every_control_has_a_tooltip_or_says_what_it_is(demo, dock):
    silent = []
    for page in (dock.data_page, dock.review_page, dock.zones_page, dock.notices_page):
        for widget in page.findChildren((QAbstractButton, QComboBox, QLineEdit, QTableView)):
            name = widget.objectName()
            inner = name.startswith("qt_") or "ollapseButton" in name or type(widget.parent()).__name__ in (
                "QTableView", "QDateEdit", "QLineEdit", "QTabBar", "QCalendarWidget")
            spoken = widget.toolTip() or widget.accessibleName() or getattr(widget, "text", str)()
            if not inner and not spoken:
                silent.append(f"{type(page).__name__}: {type(widget).__name__} {name}")
    assert not silent, silent


def test_session_lets_go_of_the_project(project, qgis_app):
    session = Session(project)
    session.close()
    project.addMapLayer(memory_layer("Polygon", "规划地块", "地块编号:string", "规划用地代码:string"))
    project.clear()
    assert session.layer(Role.PARCELS) is None


def test_a_layout_is_drawn_once_and_only_where_it_is_seen(demo, dock, qtbot, monkeypatch):
    """Drawn with each change of a role, beside pages that hid it, it stopped the window as long as its map takes."""
    drawn = []

    class Counted(QgsLayoutExporter):
        def renderPageToImage(self, *what):
            drawn.append(what)
            return super().renderPageToImage(*what)

    monkeypatch.setattr(notices_page, "QgsLayoutExporter", Counted)
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.setName("one")
    QgsProject.instance().layoutManager().addLayout(layout)
    page = dock.notices_page
    dock.show_page(docks.DATA)
    page.show_layouts("one")
    demo.answer_coverage(Role.REGISTRY, "no")
    qtbot.wait(50)
    assert not drawn
    dock.show_page(docks.NOTICES)
    qtbot.waitUntil(lambda: bool(drawn))
    demo.answer_coverage(Role.REGISTRY, "yes")
    qtbot.wait(50)
    assert len(drawn) == 1
    assert not page.preview.pixmap().isNull()
    page.show_layouts("one")                     # laid out anew under its name
    qtbot.waitUntil(lambda: len(drawn) == 2)


def test_a_plan_without_crs_asks_for_it_where_it_says_so(demo, dock, qtbot):
    row, asked = dock.data_page.rows[Role.PARCELS], QSignalSpy(dock.data_page.crs_requested)
    assert 'href="crs"' not in row.note.text()
    demo.layer(Role.PARCELS).setCrs(QgsCoordinateReferenceSystem())
    dock.data_page.refresh()
    assert 'href="crs"' in row.note.text() and not dock.data_page.next_button.isEnabled()
    row.note.linkActivated.emit("crs")
    assert asked[0] == [Role.PARCELS]


def test_an_error_names_what_the_window_has_not_options_of_the_command_line(chinese):
    told = sentence(InputError("layer_elsewhere", source="样品.xlsx", role="samples", km=916))
    assert "采样数据" in told and "916" in told and "samples" not in told and "--" not in told


def test_a_long_message_can_be_read_whole(qtbot, chinese):
    bar = QgsMessageBar()
    qtbot.addWidget(bar)
    messages = Messages(bar)
    messages.warn("短。")
    assert not bar.items()[-1].findChildren(QPushButton)
    messages.warn("很长的话。" * 30)
    assert [b.text() for b in bar.items()[0].findChildren(QPushButton)] == ["全文"]

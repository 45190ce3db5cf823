"""The dialog of columns: as what values are read, what a person says of them, and of which issue a list is."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsVectorLayer
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import roles, value_reading
from soilgate.ui.columns import ColumnsDialog


@pytest.fixture
def plan(project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=地块编号:string&field=规划用地代码:string", "规划地块", "memory")
    rows = [("A", "R2"), ("B", "R2"), ("C", "特别地"), ("D", "<b>M3")]
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def sheet(project, tmp_path):
    """A registry as it is published: a title above the headers, a note below the rows."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["某某省建设用地土壤污染风险管控和修复名录（截至2026年9月30日）"],
                ["序号", "地块名称", "地块编码", "名录状态", "列入日期"],
                [1, "原某某电镀厂地块", "4299990101001", "在册", "2022年5月1日"],
                [2, "原某某农药厂地块", "4299990101002", "移出", "2023-06-01"],
                ["备注：以公布文本为准"]):
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.save(tmp_path / "名录.xlsx")
    layer = QgsVectorLayer(str(tmp_path / "名录.xlsx"), "污染地块名录", "ogr")
    assert layer.isValid() and "地块编码" not in layer.fields().names()
    project.addMapLayer(layer)
    return layer


def test_a_sheet_below_a_title_is_shown_as_its_reader_takes_it(sheet, qtbot):
    dialog = ColumnsDialog(sheet, Role.REGISTRY, {})
    qtbot.addWidget(dialog)
    assert dialog._combos["entry_id"].currentText() == "地块编码"
    assert dialog.mapping() == {}
    dialog.tabs.setCurrentIndex(1)
    assert {"在册", "移出"} <= set(shown(dialog))


def test_a_title_and_a_note_are_no_rows(sheet):
    found = roles.inspect(sheet, Role.REGISTRY)
    assert (found.state, found.facts["count"]) == ("ready", 2)


def shown(dialog):
    table = dialog.value_table
    return {table.item(row, 1).text(): (table.item(row, 2).text(), table.item(row, 3).text())
            for row in range(table.rowCount())}


def test_codes_are_shown_with_their_uses_the_unread_first(plan, qtbot):
    dialog = ColumnsDialog(plan, Role.PARCELS, {})
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentIndex(1)
    found = shown(dialog)
    assert found["R2"] == ("2", "residential")
    assert found["特别地"] == ("1", "not understood")
    assert dialog.value_table.item(0, 3).text() == "not understood"
    unread = [text for text, (_count, read) in found.items() if read == "not understood"]
    assert dialog.value_note.text().startswith(f"Cells not understood: {len(unread)}.")


def test_what_a_person_says_of_a_code_is_read_at_once_and_kept(plan, session, qtbot):
    dialog = ColumnsDialog(plan, Role.PARCELS, {})
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentIndex(1)
    row = next(r for r in range(dialog.value_table.rowCount()) if dialog.value_table.item(r, 1).text() == "特别地")
    dialog.value_table.item(row, 4).setText("A33")
    assert shown(dialog)["特别地"][1] == "school"
    assert dialog.values() == {"use_code": {"特别地": "A33"}}
    session.choose(Role.PARCELS, plan.id())
    session.map_columns(Role.PARCELS, dialog.mapping(), dialog.values())
    again = ColumnsDialog(plan, Role.PARCELS, {}, values=session.choices[Role.PARCELS].values)
    qtbot.addWidget(again)
    again.tabs.setCurrentIndex(1)
    assert shown(again)["特别地"][1] == "school"


def test_words_of_a_list_are_shown_and_only_ours_are_taken(demo, qtbot):
    layer = demo.layer(Role.REGISTRY)
    dialog = ColumnsDialog(layer, Role.REGISTRY, demo.choices[Role.REGISTRY].mapping)
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentIndex(1)
    found = shown(dialog)
    assert found["在册"][1] == "listed"
    row = next(r for r in range(dialog.value_table.rowCount()) if dialog.value_table.item(r, 1).text() == "在册")
    dialog.value_table.item(row, 4).setText("nonsense")
    assert "nonsense" in dialog.value_note.text()
    assert dialog.values() == {}
    row = next(r for r in range(dialog.value_table.rowCount()) if dialog.value_table.item(r, 1).text() == "在册")
    dialog.value_table.item(row, 4).setText("removed")
    assert dialog.values() == {"list_status": {"在册": "removed"}}
    assert shown(dialog)["在册"][1] == "removed"


def test_said_values_count_in_the_review(demo, qtbot):
    demo.map_columns(Role.REGISTRY, demo.choices[Role.REGISTRY].mapping, {"list_status": {"在册": "removed"}})
    with qtbot.waitSignal(demo.finished_well, timeout=120_000):
        demo.start_review()
    assert not (demo.review.findings["rule"] == "listed_plot_sensitive_use").any()


def test_another_issue_of_a_list_asks_its_coverage_anew(demo, qtbot):
    choice = demo.choices[Role.REGISTRY]
    assert choice.covers == "yes"
    dialog = ColumnsDialog(demo.layer(Role.REGISTRY), Role.REGISTRY, choice.mapping,
                           edition=(choice.edition, choice.edition_date))
    qtbot.addWidget(dialog)
    demo.set_edition(Role.REGISTRY, *dialog.edition())
    assert choice.covers == "yes"
    dialog.edition_edit.setText("2026-10-31")
    demo.set_edition(Role.REGISTRY, *dialog.edition())
    assert choice.covers == ""
    dialog.edition_edit.setText("2026-02-31")
    assert dialog.edition()[1] == ""


def test_values_of_a_layer_without_words(project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=a:string", "x", "memory")
    assert value_reading.values_of(layer, Role.PARCELS, {}, {}) == []


def test_a_laboratory_sheet_with_a_column_a_pollutant_asks_nothing(project, tmp_path):
    path = tmp_path / "检测结果.csv"
    path.write_text("样品编号,经度,纬度,砷(mg/kg),镉(mg/kg)\nA1,114.1,30.5,20,0.3\nA2,114.2,30.5,40,<0.1\n", encoding="utf-8")
    layer = QgsVectorLayer(str(path), "采样数据", "ogr")
    project.addMapLayer(layer)
    assert roles.inspect(layer, Role.SAMPLES).state == "ready"

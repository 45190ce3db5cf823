from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsGeometry,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import compat, fonts, notice_subjects, printing, settings
from soilgate.plugin.qgs import project as projects
from soilgate.plugin.qgs.layouts import notice as notices
from soilgate.plugin.qgs.layouts import notice_map, notice_text, parts, typeset
from soilgate.tests.support import result_gpkg as made
from soilgate.tests.support import sheets

PLANE = QgsCoordinateReferenceSystem("EPSG:4527")
DAY = datetime.date(2026, 11, 23)
HOSTILE = "甲厂[% 6*7 %] <b>&$CURRENT_DATE"


@pytest.fixture
def site(tmp_path, qgis_new_project):
    file = made.sites_gpkg(tmp_path / "s.gpkg")
    project = QgsProject.instance()
    found = {}
    for role in ("control_zones", "registry"):
        found[role] = projects.site_layer(projects.SiteLayer(role, file, role), "zh")
        project.addMapLayer(found[role])
    return found


def facts(**changes) -> notice_text.Facts:
    known = {"kind": "control_zone", "subject_id": "GK-1", "name": HOSTILE, "area_m2": 41234.5,
             "document": "示例县政发〔2026〕15号", "issuer": "示例县人民政府", "drawn_on": datetime.date(2026, 3, 6),
             "forbids": "种植农作物；堆放废物", "plots": (notice_text.PlotFacts("M-01", HOSTILE, "示例路8号"),)}
    return notice_text.Facts(**{**known, **changes})


def build(site, *, points=False, form=None, lang="zh", **changes) -> QgsPrintLayout:
    form = form or notices.Form()
    text = notice_text.compose(facts(**changes), DAY, number="示例政告〔2026〕7号", boundary_points=points,
                               contact="示例局 0000-1234567", lang=lang, has_annexes=form.has_annexes)
    return notices.build_notice(
        QgsProject.instance(), text, notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'"),
        plots=notices.Subject(site["registry"], "\"地块编号\" = 'M-01'"), show_boundary_points=points,
        data_day=datetime.date(2026, 11, 20), form=form)


def words(layout: QgsPrintLayout) -> str:
    labels = [item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    pages = layout.pageCollection()
    labels.sort(key=lambda i: (pages.pageNumberForPoint(i.scenePos()), i.scenePos().y()))
    return "".join(parts.shown(label) for label in labels).replace("\n", "")


def boxes(layout: QgsPrintLayout) -> dict[str, QRectF]:
    return {item.id() or str(k): item.mapRectToScene(item.rect()) for k, item in enumerate(layout.items())
            if isinstance(item, QgsLayoutItem) and not isinstance(item, QgsLayoutItemPage)}


def test_a_notice_says_everything_in_its_order(site):
    text = words(build(site)).replace("　", "")
    order = ["土壤污染管控区域的公告", "示例政告〔2026〕7号", "第12条", "一、地块情况", "示例路8号", "二、范围",
             "41234.50平方米", "三、禁止事项", "（1）种植农作物；（2）堆放废物。", "四、管控与监测", "五、起止",
             "2026年3月6日", "六、联系与监督", "0000-1234567", "12345", "附件：", "示例县人民政府", "2026年11月23日"]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_text_of_attributes_is_shown_and_not_evaluated(site):
    text = words(build(site))
    assert "甲厂[% 6*7 %] <b>&$CURRENT_DATE" in text and "42" not in text.replace("41234", "")


@given(st.text(alphabet="[]%$ CURRENT_DATE6*7'()中\n", max_size=40))
def test_a_label_shows_any_text_as_it_is(text):
    layout = QgsPrintLayout(QgsProject.instance())
    label = QgsLayoutItemLabel(layout)
    label.setText(parts.plain(text))
    assert parts.shown(label) == text


def test_nothing_reaches_over_a_page_and_no_text_lies_on_the_map_or_the_seal(site):
    layout = build(site, points=True)
    assert parts.outside_pages(layout) == []
    found = boxes(layout)
    texts = {name: box for name, box in found.items() if name.startswith(("text_", "signature"))}
    for name, box in texts.items():
        for other in ("map", "seal_room", "map_title", "map_facts"):
            if other == "seal_room" and name == "signature":
                continue
            assert not box.adjusted(0.6, 0.6, -0.6, -0.6).intersects(found[other]), (name, other)
    assert found["seal_room"].width() == 45 and found["seal_room"].height() == 45
    assert found["seal_room"].contains(found["signature"].center())


def test_margins_and_map_have_their_sizes(site):
    found = boxes(build(site))
    assert found["map"].width() == pytest.approx(156) and found["map"].height() >= 120
    assert min(box.left() for name, box in found.items() if name.startswith("text_")) == pytest.approx(28)


FORMS = [notices.Form(paper, side) for paper in ("A4", "A3") for side in (False, True)]


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.paper}{'-landscape' * f.landscape}")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_holds_everything_on_sheets_of_its_size(site, form, lang):
    layout = build(site, points=True, form=form, lang=lang)
    size = layout.pageCollection().page(0).pageSize()
    short, long = notices.PAPERS[form.paper]
    assert (size.width(), size.height()) == ((long, short) if form.landscape else (short, long))
    assert parts.outside_pages(layout) == []
    found = boxes(layout)
    assert {"title", "number", "map", "legend", "scale_bar", "scale", "north", "map_facts", "seal_room", "signature",
            "boundary_points_1"} <= set(found)
    text = words(layout).replace("　", "")
    for part in ("示例路8号", "0000-1234567", "12345", "示例县人民政府", "41234.50"):
        assert part in text.replace(" ", ""), part
    for name, box in found.items():
        if name.startswith("text_"):
            inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
            assert not any(inner.intersects(found[other]) for other in ("map", "seal_room", "map_facts")), name


def test_a_sheet_on_its_side_has_the_map_left_of_the_text(site):
    layout = build(site, form=notices.Form("A3", True))
    found = boxes(layout)
    assert found["map"].width() == pytest.approx(260)
    assert found["map"].right() < min(box.left() for name, box in found.items() if name.startswith("text_"))
    assert layout.pageCollection().pageCount() == 1


@pytest.fixture
def hard(tmp_path, qgis_new_project, request):
    """Lays out the notice of a subject that is hard to print; the parameter is the name of its file."""
    project, name = QgsProject.instance(), getattr(request, "param", "hard.gpkg")
    for layer in printing._layers_of(str(sheets.hard_sites_gpkg(tmp_path / name))):
        project.addMapLayer(layer)
    chosen = printing._chosen(project)
    kept = settings.Settings(contact="示例区生态环境分局 0000-1234567（工作日9:00—17:00）")

    def make(subject_id, **options):
        return notice_subjects.make_notice(
            project, Role.REGISTRY if subject_id[0] == "M" else Role.CONTROL_ZONES, subject_id, chosen, day=DAY,
            settings=kept, **{"lang": "zh", "number": "示例政告〔2026〕7号", **options})
    return make


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.paper}{'-landscape' * f.landscape}")
@pytest.mark.parametrize("subject_id", ["Z1", "Z2", "Z3", "Z4", "M1", "M2", "M3", "M4"])
def test_on_no_sheet_do_items_lie_on_each_other_or_lose_text(hard, tmp_path, subject_id, form):
    layout = hard(subject_id, form=form, lang="en" if subject_id[1] == "2" else "zh",
                  show_boundary_points=subject_id in ("Z1", "Z4", "M2"))
    assert sheets.overlaps(layout) == [] and sheets.cut_labels(layout) == []
    found = boxes(layout)
    assert found["map"].contains(found["legend"]) and not found["legend"].intersects(found["north"])
    assert parts.outside_pages(layout) == []


def test_a_notice_of_what_is_over_is_refused(hard):
    with pytest.raises(InputError) as caught:
        hard("M5")
    assert caught.value.code == "notice_plot_removed"
    with pytest.raises(InputError) as caught:
        hard("Z5")
    assert caught.value.code == "notice_zone_lifted" and "2026-10-01" in knowledge.error_text(caught.value, "zh")


def test_a_removed_plot_of_a_zone_is_called_so_and_not_drawn(hard):
    layout = hard("Z4")
    assert "2. 戊厂（M5）" in words(layout) and "已移出名录。" in words(layout)
    style = next(text for text in layout.itemById("map").layerStyleOverrides().values() if "'M4'" in text)
    assert "'M5'" not in style


def test_a_plot_that_is_not_known_to_be_listed_is_not_said_to_be(hard):
    text = words(hard("M4"))
    assert "名录" not in text and "第457条" not in text and "以主管部门的文件为准" in text


def test_a_day_that_nobody_stated_is_not_called_the_day_of_the_data(hard, site):
    text = words(hard("M4"))
    assert "数据日期" not in text and "制图日期：2026年11月23日" in text
    assert "数据日期：2026年11月20日" in words(build(site))


@pytest.mark.parametrize(("hard", "day"), [
    ("名录2026年第二批.gpkg", "2026年"), ("名录2026年3月.gpkg", "2026年3月"), ("名录20260305.gpkg", "2026年3月5日")],
    indirect=["hard"])
def test_no_day_is_printed_of_data_of_which_only_the_year_or_month_is_known(hard, day):
    assert f"数据日期：{day}1:4 000" in words(hard("M4"))                # the scale comes next


def test_the_parts_of_a_zone_in_rows_of_their_own_are_one_zone_with_one_notice(tmp_path, qgis_new_project):
    shapes = [shapely.box(x, 3_380_000, x + 40, 3_380_040) for x in (500_000, 500_040)]
    geopandas.GeoDataFrame([{"管控区编号": "GK-1", "管控区名称": "桂花管控区", "批准文件": "府〔2025〕3号"}] * 2,
                           geometry=shapes, crs=4547).to_file(tmp_path / "管控区域.gpkg", layer="管控区域")
    for layer in printing._layers_of(str(tmp_path / "管控区域.gpkg")):
        QgsProject.instance().addMapLayer(layer)
    chosen = printing._chosen(QgsProject.instance())
    found = notice_subjects.candidates(chosen[Role.CONTROL_ZONES][0], Role.CONTROL_ZONES, {})
    assert [one.subject_id for one in found] == ["GK-1"]
    layout = notice_subjects.make_notice(QgsProject.instance(), Role.CONTROL_ZONES, "GK-1", chosen, day=DAY,
                                         settings=settings.Settings(contact="0000"), lang="zh")
    assert "面积3200.00平方米" in words(layout)


def test_a_long_name_is_broken_on_the_map(hard):
    layout = hard("Z1")
    style = next(text for text in layout.itemById("map").layerStyleOverrides().values() if "regexp_replace" in text)
    assert "(.{12})" in style
    expression = QgsExpression("regexp_replace('" + sheets.LONG + "', '(.{12})(?=.)', '\\\\1\\n')")
    lines = str(expression.evaluate()).split("\n")
    assert "".join(lines) == sheets.LONG and max(map(len, lines)) == 12


def test_numbers_and_names_of_substances_stay_whole():
    font = fonts.font("body", 16)
    for width in range(40, 120, 3):
        for line in typeset.break_lines("主要污染物为苯、1,2-二氯乙烷、石油烃，工作日9:00至17:00，面积41234.50 m²。" * 3, font, width):
            assert not line.endswith(("1,", "9:", "17:")) and not line.startswith(("²", ":", "00"))


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("bans", range(0, 24, 3))
def test_text_that_fits_a_sheet_on_its_side_is_not_parted_from_its_signature(site, paper, bans):
    from soilgate.plugin.qgs.layouts import notice as layouts

    said = "；".join(f"第{k}项不得从事与风险管控无关的建设活动" for k in range(bans)) or "无"
    layout = build(site, form=notices.Form(paper, True), forbids=said, name="示例厂", plots=())
    text = notice_text.compose(facts(forbids=said, name="示例厂", plots=()), DAY, number="示例政告〔2026〕7号",
                               contact="示例局 0000-1234567", has_annexes=False)
    side = layouts._SIDES[paper]
    short, long = notices.PAPERS[paper]
    room = short - side.margins.bottom - boxes(layout)["title"].bottom() - 14
    fits = any(layouts._height(text, long - side.margins.left - side.margins.right - wide - side.gap, points) <= room
               for points in side.bodies for wide in side.map_widths)
    assert not fits or layout.pageCollection().pageCount() == 1


def page_of(layout: QgsPrintLayout, name: str) -> int:
    return layout.itemById(name).page()


@pytest.mark.parametrize("length", range(0, 40, 3))
def test_the_map_follows_the_signature_and_the_signature_has_text_beside_it(site, length):
    bans = "；".join(f"第{k}项不得从事与风险管控无关的建设活动" for k in range(length)) or "无"
    layout = build(site, points=True, forbids=bans)
    assert page_of(layout, "map") >= page_of(layout, "signature")
    if page_of(layout, "map") == page_of(layout, "signature"):
        assert boxes(layout)["map_title"].top() > boxes(layout)["seal_room"].bottom()
    texts = [item for item in layout.items() if isinstance(item, QgsLayoutItem) and item.id().startswith("text_")
             and item.page() == page_of(layout, "signature")]
    assert sum(item.text().count("\n") + 1 for item in texts) >= 2


def test_a_notice_is_no_place_for_the_colours_of_verdicts(site, tmp_path, qgis_new_project):
    from soilgate.plugin.qgs import layers, styles

    file = made.result_gpkg(tmp_path / "r.gpkg", columns=4, rows=3)
    project = QgsProject.instance()
    for layer in site.values():
        project.addMapLayer(layer.clone())
    parcels = layers.add_result(project, file, imagery=False).parcels
    text = notice_map.ground_style(parcels)
    for look in (look for look in styles.LOOKS.values() if look.fill):
        rgb = QColor(look.fill)
        assert f"{rgb.red()},{rgb.green()},{rgb.blue()}" not in text
    assert "169,172,177" in text


@pytest.mark.parametrize("name", ["示例云台铅锌冶炼厂", "甲", "示例化工集团有限责任公司第二分公司原北厂区及其东侧堆场",
                                  "A-17 号", "示例市示例区示例街道示例社区原农药厂一期二期三期及配套设施"])
def test_a_title_breaks_between_words_and_is_balanced(site, name):
    lines = build(site, name=name).itemById("title").currentText().split("\n")
    assert "".join(lines).replace(" ", "") == f"关于划定{name}土壤污染管控区域的公告".replace(" ", "")
    for a, b in zip(lines, lines[1:]):
        for word in ("关于", "划定", "土壤", "污染", "管控", "区域", "管控区域", "公告", "有限责任公司"):
            assert not any(a.endswith(word[:k]) and b.startswith(word[k:]) for k in range(1, len(word))), (a, b)
    font = fonts.font("title", 22)
    wide = [typeset.width_mm(line, font) for line in lines]
    assert max(wide) <= 150 and (len(wide) == 1 or min(wide) > 0.5 * max(wide)), lines


def test_a_paragraph_does_not_end_with_a_lonely_sign():
    font = fonts.font("body", 16)
    for count in range(20, 80):
        lines = typeset.without_orphan(typeset.break_lines("土" * count + "。", font, 100))
        assert "".join(lines) == "土" * count + "。" and len(lines[-1]) >= 3


# -- templates -------------------------------------------------------------------------------------------------------

def template(tmp_path, *, without: str = "", body: float = 200, kind: str = "") -> Path:
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    parts.set_first_page(layout, 297, 210)
    for name, box in {"title": (10, 10, 277, 12), "body": (200, 30, 85, body), "number": (10, 24, 180, 6)}.items():
        if name != without:
            parts.add_label(layout, "[% 1+1 %]", fonts.font("body", 12), *box, name=name)
    if without != "map":
        item = QgsLayoutItemMap(layout)
        item.setId(kind or "map")
        layout.addLayoutItem(item)
        parts.place(item, 10, 32, 180, 150)
        legend = QgsLayoutItemLegend(layout)
        legend.setId("legend")
        legend.setLinkedMap(item)
        layout.addLayoutItem(legend)
        parts.place(legend, 12, 34, 40, 20)
        parts.add_box(layout, 10, 185, 180, 20, name="table")
    path = tmp_path / "模板.qpt"
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    return path


def test_a_template_is_filled_by_its_ids(site, tmp_path):
    layout = build(site, points=True, form=notices.Form(template=template(tmp_path, body=60)))
    assert layout.itemById("title").currentText().startswith("关于划定甲厂[% 6*7 %]")
    assert layout.itemById("number").currentText() == "示例政告〔2026〕7号"
    text = words(layout)
    assert "示例路8号" in text and "12345" in text and "见附图" in text and "2026年11月23日" in text
    item = layout.itemById("map")
    assert {layer.id() for layer in item.layers()} == {layer.id() for layer in site.values()}
    assert (item.rect().width(), item.rect().height()) == (180, 150), "a map that had no extent keeps its size"
    zone = notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'")
    assert item.extent().contains(notices.subject_geometry(zone).boundingBox())
    assert layout.itemById("body_2") is not None and layout.itemById("legend").model().rootGroup().findLayers()
    assert any(isinstance(item, QgsLayoutFrame) for item in layout.items())
    notices.export(layout, tmp_path / "a.pdf")


@pytest.mark.parametrize("path", sorted(notices.TEMPLATES.glob("*.qpt")), ids=lambda p: p.stem)
@pytest.mark.parametrize("subject_id", ["Z1", "Z2", "Z3", "Z4", "M2"])
def test_a_template_that_is_shipped_holds_hard_subjects(hard, tmp_path, path, subject_id):
    layout = hard(subject_id, form=notices.Form(template=notices.template_path(path.stem)),
                  show_boundary_points=subject_id == "Z1")
    assert {"title", "body", "map", "legend", "scale_bar", "north", "signature"} <= set(boxes(layout))
    assert sheets.cut_labels(layout) == [] and parts.outside_pages(layout) == []
    assert set(sheets.overlaps(layout)) <= {("title", "head")}
    for name in ("title", "body"):           # a line as wide as its label is broken again when it is drawn
        label = layout.itemById(name)
        font = compat.label_font(label)[0]
        assert all(typeset.width_mm(line, font) < 0.985 * label.rect().width()
                   for line in label.currentText().split("\n"))
    item, bar = layout.itemById("map"), layout.itemById("scale_bar")
    assert 30 < bar.rect().width() < 90 and not item.extent().isEmpty()
    text = path.read_text(encoding="utf-8")
    assert "/work" not in text and "/tmp" not in text and "/home" not in text and "/root" not in text
    notices.export(layout, tmp_path / "board.pdf")
    assert (tmp_path / "board.pdf").stat().st_size > 20_000


def test_an_item_without_size_is_not_printed_as_if_it_were_there(site):
    layout = build(site)
    layout.itemById("map").setExtent(QgsRectangle(0, 0, 0, 0))
    layout.itemById("map").attemptSetSceneRect(QRectF(28, 60, 156, float("nan")))
    assert "map" in parts.outside_pages(layout)


@pytest.mark.parametrize("options", [{"without": "title"}, {"without": "body"}, {"without": "map"},
                                     {"kind": "picture"}])
def test_a_template_without_the_ids_says_which_are_needed(site, tmp_path, options):
    with pytest.raises(InputError) as caught:
        build(site, form=notices.Form(template=template(tmp_path, **options)))
    assert caught.value.code == "notice_template_items"
    sentence = knowledge.error_text(caught.value, "zh")
    assert all(name in sentence for name in ("title", "body", "map", "legend", "table"))


@pytest.mark.parametrize("text", ["", "<Layout", "<qgis/>", None])
def test_a_file_that_is_no_template_is_named(site, tmp_path, text):
    path = tmp_path / "x.qpt"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(site, form=notices.Form(template=path))
    assert caught.value.code == "notice_template_unreadable"
    assert not QgsProject.instance().layoutManager().layouts()


def test_the_map_scale_is_round_and_holds_the_zone(site):
    layout = build(site)
    item = layout.itemById("map")
    assert round(item.scale()) in parts.SCALES
    assert item.extent().contains(notices.subject_geometry(
        notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'")).boundingBox())


def test_long_text_goes_on_over_the_pages_and_loses_no_sign(site):
    every = [f"第{k}项不得从事与风险管控无关的一切建设活动以及其他可能扰动土壤的行为" for k in range(60)]
    layout = build(site, forbids="；".join(every))
    text = words(layout)
    assert all(f"（{k}）{ban}" in text for k, ban in enumerate(every, 1))
    assert layout.pageCollection().pageCount() > 4 and parts.outside_pages(layout) == []


def test_the_corner_table_is_off_by_default_and_complete_when_on(site):
    def frames(layout):
        return [item for item in layout.items() if isinstance(item, QgsLayoutFrame)]

    assert not frames(build(site))
    layout = build(site, points=True)
    rows = sum(len(frame.multiFrame().tableContents()) for frame in frames(layout))
    geometry = notices.subject_geometry(notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'"))
    assert rows == len(notices.boundary_points(geometry, PLANE))


def test_a_notice_stays_in_the_project_and_replaces_its_older_self(site):
    build(site)
    build(site)
    assert len(QgsProject.instance().layoutManager().layouts()) == 1


def test_layers_keep_their_own_style(site):
    before = site["control_zones"].renderer().dump()
    build(site)
    assert site["control_zones"].renderer().dump() == before


def test_an_unknown_zone_is_named(site):
    text = notice_text.compose(facts(), DAY)
    with pytest.raises(InputError) as caught:
        notices.build_notice(QgsProject.instance(), text, notices.Subject(site["control_zones"], "false"))
    assert caught.value.code == "notice_subject_missing"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_pdf_can_be_searched_and_holds_its_fonts(site, tmp_path):
    layout = build(site, points=True)
    notices.export(layout, tmp_path / "公告.pdf")
    text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "公告.pdf"), "-"], capture_output=True, check=True,
                          encoding="utf-8").stdout
    for part in ("示例县人民政府", "风险管控", "M-01", "土壤", "见附件1", "见附件2", "[% 6*7 %]", "J6", "纵坐标X"):
        assert part in text, part
    listed = subprocess.run(["pdffonts", str(tmp_path / "公告.pdf")], capture_output=True, check=True, encoding="utf-8")
    lines = listed.stdout.splitlines()[2:]
    assert lines and all(line.split()[-5] == "yes" for line in lines), "embedded"


def test_a_layout_that_reaches_over_its_page_is_not_written(site, tmp_path):
    layout = build(site)
    parts.add_label(layout, "x", fonts.font("body", 16), 200, 290, 60, 20, name="over")
    with pytest.raises(parts.LayoutError) as caught:
        notices.export(layout, tmp_path / "a.pdf")
    assert caught.value.code == "layout_over_page" and caught.value.facts["value"] == "over"
    assert not list(tmp_path.glob("*.pdf"))


def test_a_folder_that_is_not_there_is_named(site, tmp_path):
    with pytest.raises(InputError) as caught:
        notices.export(build(site), tmp_path / "no" / "a.pdf")
    assert caught.value.code == "output_unwritable"


# -- corner points ---------------------------------------------------------------------------------------------------

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]


def corners(points, crs=PLANE):
    ring = ", ".join(f"{x} {y}" for x, y in [*points, points[0]])
    return notices.boundary_points(QgsGeometry.fromWkt(f"POLYGON(({ring}))"), crs)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("backwards", [False, True])
def test_corners_run_clockwise_from_the_north_west_whatever_the_ring(turn, backwards):
    points = SQUARE[turn:] + SQUARE[:turn]
    rows = corners(points[::-1] if backwards else points)
    assert [(r.y, r.x) for r in rows] == [(0, 10), (10, 10), (10, 0), (0, 0), (0, 10)]
    assert [r.name for r in rows] == ["J1", "J2", "J3", "J4", "J1"]
    assert [r.length_m for r in rows] == [10, 10, 10, 10, None]


def test_numbers_go_on_from_ring_to_ring_and_holes_run_the_other_way():
    shape = QgsGeometry.fromWkt(
        "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,2 8,8 8,8 2,2 2)),((20 0,30 0,25 9,20 0)))")
    rows = notices.boundary_points(shape, PLANE)
    assert [r.serial for r in rows] == list(range(1, len(rows) + 1))
    assert " ".join(r.name for r in rows) == "J1 J2 J3 J4 J1 J5 J6 J7 J8 J5 J9 J10 J11 J9"
    hole = [(r.y, r.x) for r in rows[5:10]]
    assert hole == [(2, 8), (2, 2), (8, 2), (8, 8), (2, 8)]


def test_lengths_in_degrees_are_metres_on_the_ellipsoid():
    rows = corners([(117.0, 30.0), (117.001, 30.0), (117.001, 30.001), (117.0, 30.001)],
                   QgsCoordinateReferenceSystem("EPSG:4490"))
    assert rows[0].length_m == pytest.approx(96.5, abs=0.5) and rows[1].length_m == pytest.approx(110.9, abs=0.5)


# -- words -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("day", "cited"), [
    (datetime.date(2026, 8, 14), "《中华人民共和国土壤污染防治法》第63条"),
    (datetime.date(2026, 8, 15), "《中华人民共和国生态环境法典》第458条")])
def test_an_isolation_area_cites_the_law_of_its_day(day, cited):
    assert cited in notice_text.compose(facts(kind="isolation_area"), day).opening


def test_the_title_does_not_say_control_zone_twice():
    assert notice_text.compose(facts(name="甲厂管控区域"), DAY).title == "关于划定甲厂土壤污染管控区域的公告"


def test_what_is_not_known_is_left_out():
    bare = notice_text.Facts("control_zone", "GK-9")
    text = notice_text.compose(bare, DAY, hotline="")
    said = "".join(p for block in text.blocks for p in block.paragraphs)
    assert "None" not in said and "nan" not in said and "{" not in said
    assert "以划定文件为准" in said


@pytest.mark.parametrize("kind", ["control_zone", "isolation_area", "plot"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_has_its_words_in_both_languages(kind, lang):
    text = notice_text.compose(facts(kind=kind), DAY, lang=lang, contact="x", boundary_points=True)
    assert text.title and all(block.heading and block.paragraphs for block in text.blocks)


def test_dates_have_no_leading_zeros():
    assert notice_text.day_text(datetime.date(2026, 3, 6), "zh") == "2026年3月6日"


def test_an_administrative_boundary_is_warned_of(site):
    site["registry"].setName("示例县行政区界线")
    assert len(notices.warnings([site["registry"], site["control_zones"]], "zh")) == 1


# -- typesetting -----------------------------------------------------------------------------------------------------

@given(st.text(alphabet="中文，。；（）《》abc 123-.\n", max_size=120), st.floats(20, 160))
def test_lines_hold_every_sign_and_keep_their_width(text, width):
    font = fonts.font("body", 16)
    lines = typeset.break_lines(text, font, width)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    for line in lines:
        marks = sum(1 for sign in line if not sign.isalnum())
        assert typeset.width_mm(line, font) <= width + 0.01 or marks >= len(line) - 1


def test_no_line_starts_with_a_closing_or_ends_with_an_opening_mark():
    font = fonts.font("body", 16)
    text = "甲乙丙丁戊己庚辛（壬癸），子丑寅卯。《辰巳》午未申酉；戌亥" * 4
    for width in range(30, 90, 3):
        lines = typeset.break_lines(text, font, width)
        assert not any(line[0] in "，。；）》" for line in lines)
        assert not any(line[-1] in "（《" for line in lines)

from __future__ import annotations

import datetime
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.qgs import fonts
from soilgate.plugin.qgs import project as projects
from soilgate.plugin.qgs.layouts import notice as notices
from soilgate.plugin.qgs.layouts import notice_text, parts, typeset
from soilgate.tests.support import result_gpkg as made

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


def build(site, *, points=False, **changes) -> QgsPrintLayout:
    text = notice_text.compose(facts(**changes), DAY, number="示例政告〔2026〕7号", boundary_points=points,
                               contact="示例局 0000-1234567")
    return notices.build_notice(
        QgsProject.instance(), text, notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'"),
        plots=notices.Subject(site["registry"], "\"地块编号\" = 'M-01'"), show_boundary_points=points,
        data_day=datetime.date(2026, 11, 20))


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
             "2026年3月6日", "六、联系与监督", "0000-1234567", "12345", "示例县人民政府", "2026年11月23日"]
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
    assert found["map"].width() == pytest.approx(156) and found["map"].height() == pytest.approx(120)
    assert min(box.left() for name, box in found.items() if name.startswith("text_")) == pytest.approx(28)


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
    for part in ("示例县人民政府", "风险管控", "M-01", "土壤", "见附图", "[% 6*7 %]", "J6", "纵坐标X"):
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

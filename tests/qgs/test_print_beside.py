"""Layouts printed by another process: the same pages as the window makes, whole files or none, else a reason."""

from __future__ import annotations

import datetime
import shutil
import subprocess

import numpy as np
import pytest
from qgis.core import QgsExpression, QgsFeature, QgsProject, QgsVectorLayer, qgsfunction
from soilgate.plugin.core.errors import Cancelled
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.qgs import compat, deps, fonts, print_beside, turns, worker
from soilgate.plugin.qgs import project as projects
from soilgate.plugin.qgs.layouts import notice as notices
from soilgate.plugin.qgs.layouts import notice_text, parts
from soilgate.tests.support import result_gpkg as made

HOSTILE = "甲厂[% 6*7 %] <b>&\"$CURRENT_DATE' M-01 \\1"
DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def site(tmp_path, qgis_new_project):
    file = made.sites_gpkg(tmp_path / "s.gpkg")
    project = QgsProject.instance()
    found = {}
    for role in ("control_zones", "registry"):
        found[role] = projects.site_layer(projects.SiteLayer(role, file, role), "zh")
        project.addMapLayer(found[role])
    project.setCrs(found["registry"].crs())
    return found


@pytest.fixture
def printer():
    one = worker.Worker(patience_s=0.0)
    yield one
    one.close()


def build(site, name="notice", *, form=None, base=()):
    form = form or notices.Form()
    plot = notice_text.PlotFacts("M-01", HOSTILE, "示例路8号")
    facts = notice_text.Facts(kind="control_zone", subject_id="GK-1", name=HOSTILE, area_m2=41234.5, forbids="堆放废物",
                              document="示例县政发〔2026〕15号", issuer="示例县人民政府", plots=(plot,))
    text = notice_text.compose(facts, DAY, boundary_points=True, has_annexes=form.has_annexes)
    return notices.build_notice(
        QgsProject.instance(), text, notices.Subject(site["control_zones"], "\"管控区编号\" = 'GK-1'"),
        plots=notices.Subject(site["registry"], "\"地块编号\" = 'M-01'", "地块名称"), show_boundary_points=True,
        base_layers=base, form=form, name=name)


def targets(folder, *names):
    folder.mkdir(exist_ok=True)
    return {name: folder / f"{name}.pdf" for name in names}


def pack(project, wanted):
    return turns.at_once(print_beside.pack_steps(project, wanted))


def told(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


def drawn(pdf):
    """Pages of a PDF as grey pixels."""
    rest, pages = told("pdftoppm", "-r", "80", "-gray", str(pdf)), []
    while rest:
        _kind, size, _most, rest = rest.split(b"\n", 3)
        width, height = map(int, size.split())
        pages.append(np.frombuffer(rest[:width * height], np.uint8).reshape(height, width).astype(int))
        rest = rest[width * height:]
    return pages


class StopAt:
    """A progress that is cancelled once the work has come so far."""

    def __init__(self, fraction):
        self.fraction, self.reached = fraction, 0.0

    def report(self, fraction, message=""):
        self.reached = max(self.reached, fraction)

    def is_cancelled(self):
        return self.reached >= self.fraction


@pytest.mark.filterwarnings("ignore:A geometry of type")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_pages_texts_and_fonts_are_those_of_the_window(site, printer, tmp_path):
    project = QgsProject.instance()
    site["registry"].startEditing()
    feature = next(site["registry"].getFeatures())
    assert site["registry"].changeAttributeValue(
        feature.id(), site["registry"].fields().indexOf("地块名称"), HOSTILE)
    assert site["registry"].commitChanges()
    wide = build(site, "wide", form=notices.Form("A3", True))
    tall = build(site, "tall")
    project.setDirty(False)
    wanted = targets(tmp_path / "there", "tall", "wide")
    done = pack(project, wanted).run(Silent(), printer)
    assert done.written == list(wanted.values()) and not done.refused
    for layout in (wide, tall):
        here, there = tmp_path / f"{layout.name()}.pdf", wanted[layout.name()]
        parts.export_pdf(layout, here)
        text = told("pdftotext", "-layout", str(there), "-")
        assert text == told("pdftotext", "-layout", str(here), "-")
        assert "[% 6*7 %]" in text.decode() and "J6" in text.decode()
        assert [line.split()[1:] for line in told("pdffonts", str(there)).splitlines()] == [
            line.split()[1:] for line in told("pdffonts", str(here)).splitlines()]
        assert len(drawn(there)) == len(drawn(here)) > 0
        for mine, theirs in zip(drawn(here), drawn(there)):
            assert mine.shape == theirs.shape
            # a sign may lie a hundredth of a millimetre beside its place: files keep six digits
            assert (np.abs(mine - theirs) > 40).mean() < 1e-4, layout.name()
    assert not project.isDirty() and printer.pid is None


def test_the_project_hears_nothing_and_nothing_is_left(site, printer, tmp_path, qtbot):
    project, heard = QgsProject.instance(), []
    build(site)
    project.setDirty(False)
    for signal in (project.writeProject, project.projectSaved, project.readProject, project.isDirtyChanged,
                   project.layersAdded):
        signal.connect(lambda *_what: heard.append(_what))
    request = pack(project, targets(tmp_path / "out", "notice"))
    assert request.project.is_file()
    request.run(Silent(), printer)
    assert not heard and not request.project.parent.exists()


def test_a_project_that_was_opened_again_prints_as_it_did(site, tmp_path):
    """Files do not keep how a font is shaped: numbers could not be searched any more."""
    project = QgsProject.instance()
    parts.export_pdf(build(site), tmp_path / "before.pdf")
    assert project.write(str(tmp_path / "p.qgs")) and project.read(str(tmp_path / "p.qgs"))
    parts.export_pdf(project.layoutManager().layoutByName("notice"), tmp_path / "after.pdf")
    if shutil.which("pdftotext"):
        before, after = (told("pdftotext", "-layout", str(tmp_path / f"{name}.pdf"), "-")
                         for name in ("before", "after"))
        assert before == after and b"M-01" in after
    label = compat.label_font(project.layoutManager().layoutByName("notice").itemById("title"))[0]
    assert label.styleStrategy() == fonts.font("title", 22).styleStrategy()


@pytest.mark.parametrize("fraction", [0.0, 0.05, 0.3])
def test_a_stop_leaves_every_file_as_it_was(site, printer, tmp_path, fraction):
    build(site, "one")
    build(site, "two")
    wanted = targets(tmp_path / "out", "one", "two")
    wanted["one"].write_text("older")
    request = pack(QgsProject.instance(), wanted)
    with pytest.raises(Cancelled):
        request.run(StopAt(fraction), printer)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one.pdf"]
    assert wanted["one"].read_text() == "older"
    assert printer.pid is None and not request.project.parent.exists()


def test_what_cannot_be_written_is_named_and_the_others_are_there(site, printer, tmp_path):
    build(site, "good")
    over = build(site, "over")
    parts.add_label(over, "x", fonts.font("body", 16), 200, 290, 60, 20, name="label")
    build(site, "lost")
    wanted = targets(tmp_path / "out", "good", "over")
    wanted["lost"] = tmp_path / "no folder" / "lost.pdf"
    done = pack(QgsProject.instance(), wanted).run(Silent(), printer)
    assert done.written == [wanted["good"]]
    assert [(error.code, error.facts["source"]) for error in done.refused] == [
        ("layout_over_page", str(wanted["over"])), ("output_unwritable", str(wanted["lost"]))]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.pdf"]


def refused(folder):
    with pytest.raises(print_beside.NotBeside) as caught:
        pack(QgsProject.instance(), targets(folder, "notice")).run(Silent(), worker.Worker())
    return caught.value.why, caught.value.what


def test_a_layer_in_memory_is_printed_in_the_window_only_where_it_is_shown(site, tmp_path):
    drawn = QgsVectorLayer("Polygon?crs=EPSG:4547", "草图", "memory")
    QgsProject.instance().addMapLayer(drawn)
    build(site)
    pack(QgsProject.instance(), targets(tmp_path / "out", "notice")).close()
    build(site, base=(drawn,))
    assert refused(tmp_path / "out") == ("memory", "草图")


def test_a_map_that_follows_the_window_takes_all_that_it_shows(site, tmp_path):
    drawn = QgsVectorLayer("Polygon?crs=EPSG:4547", "草图", "memory")
    QgsProject.instance().addMapLayer(drawn)
    build(site).itemById("map").setKeepLayerSet(False)
    assert refused(tmp_path / "out") == ("memory", "草图")


def test_a_layer_that_a_label_asks_counts_too(site, tmp_path):
    QgsProject.instance().addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4547", "老'图", "memory"))
    label = build(site).itemById("title")
    label.setText("[% aggregate('老''图', 'count', 1) %]")
    assert refused(tmp_path / "out") == ("memory", "老'图")


def test_edits_that_are_not_saved_are_printed_in_the_window(site, tmp_path):
    build(site)
    site["registry"].startEditing()
    pack(QgsProject.instance(), targets(tmp_path / "out", "notice")).close()     # nothing changed yet
    site["registry"].addFeature(QgsFeature(site["registry"].fields()))
    assert refused(tmp_path / "out") == ("edited", site["registry"].name())
    site["registry"].rollBack()


def test_functions_of_a_plugin_are_known_in_the_window_only(site, tmp_path):
    @qgsfunction(args=0, group="x", register=False)
    def soilgate_test_live(_values, _feature, _parent):
        return "1"

    QgsExpression.registerFunction(soilgate_test_live)
    try:
        build(site).itemById("title").setText("[% SOILGATE_test_live () %]")
        assert refused(tmp_path / "out") == ("function", "soilgate_test_live")
    finally:
        QgsExpression.unregisterFunction("soilgate_test_live")


def test_a_source_that_the_other_process_cannot_read_is_said(site, printer, tmp_path):
    build(site)
    request = pack(QgsProject.instance(), targets(tmp_path / "out", "notice"))
    request.texts = [text.replace("s.gpkg", "gone.gpkg") for text in request.texts]
    with pytest.raises(print_beside.NotBeside) as caught:
        request.run(Silent(), printer)
    assert caught.value.why == "unreadable" and not list((tmp_path / "out").iterdir())
    assert not request.project.parent.exists()


def test_no_other_process_is_a_reason(site, printer, tmp_path, monkeypatch):
    monkeypatch.setattr(deps, "python", lambda: str(tmp_path / "none"))
    build(site)
    request = pack(QgsProject.instance(), targets(tmp_path / "out", "notice"))
    with pytest.raises(print_beside.NotBeside) as caught:
        request.run(Silent(), printer)
    assert caught.value.why == "process" and not request.project.parent.exists()

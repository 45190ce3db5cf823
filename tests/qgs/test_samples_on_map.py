from __future__ import annotations

from collections import Counter

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QColor, QImage
from soilgate.plugin import demo, jobs
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.qgs import layers, styles_site
from soilgate.plugin.qgs import project as projects
from soilgate.tests.support import result_gpkg as made


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("samples") / "r.gpkg"
    jobs.review(demo.request(out=path), Silent())
    return path


@pytest.mark.parametrize(("lang", "first"), [("zh", "采样点：超过管制值 (1)"), ("en", "Samples above the intervention value (1)")])
def test_samples_are_drawn_by_what_they_show_with_their_counts(result, qgis_new_project, lang, first):
    layer = layers.add_result(QgsProject.instance(), result, lang=lang).layers[layers.SAMPLES]
    rules = layer.renderer().rootRule().children()
    assert rules[0].label() == first and len(rules) == 4
    assert sum(int(rule.label().split("(")[1][:-1]) for rule in rules) == layer.featureCount()
    assert QgsProject.instance().layerTreeRoot().findLayer(layer.id()).itemVisibilityChecked()


def test_the_legend_has_only_what_occurs():
    renderer = styles_site.samples_renderer({"within": 2, "unknown": 0}, "zh")
    labels = [rule.label() for rule in renderer.rootRule().children()]
    assert labels == ["采样点：未超过筛选值 (2)"]


def test_a_result_without_judged_samples_has_no_such_layer(tmp_path, qgis_new_project):
    made.result_gpkg(tmp_path / "r.gpkg", columns=3, rows=2)
    assert layers.SAMPLES not in layers.add_result(QgsProject.instance(), tmp_path / "r.gpkg").layers


def test_the_plan_shows_them_and_the_plain_samples_step_back(result, tmp_path, qgis_new_project):
    samples = next(x for x in demo.description()["layers"] if x["role"] == "samples")
    source = projects.SiteLayer("samples", demo.FOLDER / samples["path"], samples["layer"])
    project = projects.build_project(result, [source], tmp_path / "p.qgz", "t")
    plain = next(layer for layer in project.mapLayers().values() if layer.customProperty(layers.PROPERTY) == "samples")
    assert not project.layerTreeRoot().findLayer(plain.id()).itemVisibilityChecked()
    projects.render_map(project, tmp_path / "m.png", title="t", size=(2400, 1696))
    image = QImage(str(tmp_path / "m.png"))
    seen = Counter(image.pixel(x, y) & 0xFFFFFF for x in range(image.width()) for y in range(image.height()))
    assert seen[QColor("#8B0A1A").rgb() & 0xFFFFFF] > 100
    assert seen[QColor("#8A8F98").rgb() & 0xFFFFFF] > 100

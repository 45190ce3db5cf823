from __future__ import annotations

import shutil
import zipfile
from collections import Counter

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QColor, QImage
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.qgs import layers, styles, use_cases
from soilgate.plugin.qgs import project as projects
from soilgate.tests.support import result_gpkg as made

ROLES = ("registry", "control_zones", "samples")


@pytest.fixture
def folder(tmp_path, qgis_new_project):
    place = tmp_path / "结果"
    place.mkdir()
    made.result_gpkg(place / "r.gpkg", columns=6, rows=4)
    made.sites_gpkg(place / "s.gpkg")
    made.zones_gpkg(place / "z.gpkg")
    return place


def build(folder, **options):
    sites = [projects.SiteLayer(role, folder / "s.gpkg", role) for role in ROLES]
    return projects.build_project(folder / "r.gpkg", sites, folder / "p.qgz", "示例区", "说明", **options)


def test_a_project_opens_with_all_layers_where_its_folder_was_moved_to(folder, tmp_path):
    build(folder, zones_gpkg=folder / "z.gpkg")
    moved = tmp_path / "elsewhere"
    shutil.move(folder, moved)
    project = QgsProject()
    assert project.read(str(moved / "p.qgz"))
    assert project.mapLayers() and all(layer.isValid() for layer in project.mapLayers().values())
    assert project.title() == "示例区" and project.crs().authid() == "EPSG:4527"


def test_the_project_file_names_no_folder_of_this_machine(folder):
    build(folder)
    with zipfile.ZipFile(folder / "p.qgz") as archive:
        text = "".join(archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith(".qgs"))
    assert "./r.gpkg" in text and str(folder) not in text


def test_the_project_of_the_window_is_not_touched(folder):
    before = set(QgsProject.instance().mapLayers())
    build(folder)
    assert set(QgsProject.instance().mapLayers()) == before


def test_a_plot_that_left_the_list_has_its_own_sign(folder):
    project = build(folder)
    registry = next(layer for layer in project.mapLayers().values()
                    if layer.customProperty(layers.PROPERTY) == "registry")
    labels = [rule.label() for rule in registry.renderer().rootRule().children()]
    assert labels == ["名录地块 (1)", "已移出地块 (1)"]


def test_a_site_layer_that_cannot_be_opened_is_named(folder):
    with pytest.raises(InputError) as caught:
        projects.build_project(folder / "r.gpkg", [projects.SiteLayer("registry", folder / "no.gpkg", "x")],
                               folder / "p.qgz", "t")
    assert caught.value.code == "layer_missing" and not (folder / "p.qgz").exists()


def test_the_map_shows_the_verdicts_in_their_colours(folder):
    project = build(folder)
    projects.render_map(project, folder / "m.png", title="图", size=(1200, 848))
    image = QImage(str(folder / "m.png"))
    assert abs(image.width() - 1200) <= 2 and abs(image.height() - 848) <= 3
    seen = Counter(image.pixel(x, y) & 0xFFFFFF
                   for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    for verdict in layers.occurring(folder / "r.gpkg").verdicts:
        fill = styles.LOOKS[verdict].fill
        if fill:
            assert seen[QColor(fill).rgb() & 0xFFFFFF] > 40, verdict


def test_the_plan_keeps_inside_its_page_and_says_what_was_assumed(folder):
    project = build(folder, zones_gpkg=folder / "z.gpkg")
    projects.render_map(project, folder / "m.png", title="图 [% 1+1 %]", size=(600, 424), keep=True)
    layout = project.layoutManager().layouts()[0]
    from soilgate.plugin.qgs.layouts import parts
    assert parts.outside_pages(layout) == []
    assert parts.shown(layout.itemById("title")) == "图 [% 1+1 %]"
    assert "假定" in parts.shown(layout.itemById("note"))
    assert parts.shown(layout.itemById("subtitle")) == "审查日期 2026-11-23　环节 规划编制/修改　地块 24 个"


def test_a_project_without_result_gives_no_map(folder):
    with pytest.raises(InputError):
        projects.render_map(QgsProject(), folder / "m.png", title="t")
    assert not (folder / "m.png").exists()


@pytest.mark.parametrize("suffix", ["qgz", "qgs"])
def test_results_that_a_saved_project_shows_are_not_deleted(qgis_app, tmp_path, suffix):
    """Three runs and no saving: the project opened again had lost its result."""
    folder = tmp_path / "soilgate"
    folder.mkdir()
    files = [folder / f"review-20261128-10000{k}.gpkg" for k in range(5)]
    for file in files:
        file.touch()
    text = f'<qgis source="./soilgate/{files[0].name}|layername=parcels_reviewed"/>'
    project = tmp_path / f"plan.{suffix}"
    if suffix == "qgz":
        with zipfile.ZipFile(project, "w") as archive:
            archive.writestr("plan.qgs", text)
    else:
        project.write_text(text, encoding="utf-8")
    use_cases.forget_files(files[-1], "review")
    assert sorted(folder.iterdir()) == [files[0], *files[3:]]
    project.write_bytes(b"")
    (tmp_path / "broken.qgz").write_bytes(b"no archive")
    use_cases.forget_files(files[-1], "review")
    assert sorted(folder.iterdir()) == [files[0], *files[3:]], "what cannot be read may name it"
    (tmp_path / "broken.qgz").unlink()
    project.unlink()
    use_cases.forget_files(files[-1], "review")
    assert sorted(folder.iterdir()) == files[3:]

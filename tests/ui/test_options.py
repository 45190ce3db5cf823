"""The page in QGIS's options: what is set there is kept, used and printed."""

from __future__ import annotations

import dataclasses
import json

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QFormLayout, QLabel
from soilgate.plugin.qgs import deps, settings
from soilgate.ui import options


@pytest.fixture(autouse=True)
def _own_settings():
    QgsSettings().remove("soilgate")
    yield
    QgsSettings().remove("soilgate")


def page(qtbot):
    one = options.OptionsPage()
    qtbot.addWidget(one)
    return one


def test_opening_and_applying_changes_nothing(qtbot):
    wanted = settings.Settings(person="张三", agency="示例市自然资源局", hotline="12345-6", own_survey_age_years=3.0,
                               own_circle_safety_factor=1.5, data_folder="/data", area_in_mu=True)
    settings.save(wanted)
    page(qtbot).apply()
    assert settings.load() == wanted


def test_what_is_set_is_kept(qtbot):
    one = page(qtbot)
    one.person_edit.setText(" 李四 ")
    one.house_spins["neighbour_radius_m"].setValue(0)
    one.house_spins["edition_age_days"].setValue(180)
    one.apply()
    kept = settings.load()
    assert kept.person == "李四"
    assert kept.house() == {"neighbour_radius_m": 0.0, "edition_age_days": 180.0}


def test_each_figure_is_one_of_the_packs(qtbot):
    from soilgate.plugin import jobs

    known = jobs.load_rules().settings
    assert set(page(qtbot).house_spins) <= set(known)
    jobs.load_rules(house={name: 7.0 for name in page(qtbot).house_spins})


def test_the_page_allows_what_the_review_takes_and_no_more(qtbot):
    from soilgate.plugin import jobs
    from soilgate.plugin.core import knowledge

    bounds = knowledge.read_yaml("rules/cn_national.yaml")["setting_bounds"]
    one = page(qtbot)
    for name, spin in one.house_spins.items():
        step = spin.minimum() + 10.0 ** -spin.decimals()
        assert (name, round(step, 6)) == (name, bounds[name][0])
        jobs.load_rules(house={name: max(step, bounds[name][0])})
        jobs.load_rules(house={name: spin.maximum()})


def test_a_figure_below_its_least_is_shown_as_not_set_and_kept_so(qtbot):
    settings.save(dataclasses.replace(settings.load(), own_circle_safety_factor=0.5))
    one = page(qtbot)
    one.apply()
    assert "circle_safety_factor" not in settings.load().house()


def test_where_nothing_is_set_the_packs_speak(qtbot):
    one = page(qtbot)
    assert "50" in one.house_spins["neighbour_radius_m"].text()
    assert settings.Settings().house() == {}


def test_it_opens_where_libraries_are_missing(qtbot, monkeypatch):
    monkeypatch.setattr(deps, "missing", lambda: [deps.Library("yaml", "PyYAML")])
    page(qtbot).apply()
    assert settings.load() == settings.Settings()


def test_house_values_act_and_are_printed(demo, qtbot):
    settings.save(settings.Settings(own_neighbour_radius_m=300.0))
    with qtbot.waitSignal(demo.review_shown, timeout=120_000):
        demo.start_review()
    wide = demo.review
    printed = wide.run[wide.run["section"].isin(["setting", "settings", "house_values"]) |
                       wide.run["item"].str.contains("house", na=False)]
    assert "300" in json.dumps(printed.astype(str).values.tolist(), ensure_ascii=False)
    near = (wide.findings["rule"] == "neighbour").sum()
    settings.save(settings.Settings(own_neighbour_radius_m=1.0))
    with qtbot.waitSignal(demo.review_shown, timeout=120_000):
        demo.start_review()
    assert (demo.review.findings["rule"] == "neighbour").sum() < near


def test_access_keys_of_the_page_differ(qtbot):
    one = page(qtbot)
    texts = [label.text() for label in one.findChildren(QLabel)]
    texts += [one.mu_check.text(), one.points_check.text()]
    keys = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
    assert len(keys) == len(set(keys)), sorted(keys)
    assert all(isinstance(form, QFormLayout) for form in one.findChildren(QFormLayout))

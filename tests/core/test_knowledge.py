"""What the package knows: standards, code tables, sentences."""

from __future__ import annotations

import numpy as np
import pytest
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import PackError


def test_gb36600_has_85_items_with_ordered_limits():
    limits = knowledge.limits()
    assert sorted(limits) == list(range(1, 86))
    for item in limits.values():
        assert item.screening[0] <= item.screening[1]
        assert all(s <= i for s, i in zip(item.screening, item.intervention))
        assert item.status == "two_sources"


@pytest.mark.parametrize(("no", "screening", "intervention"), [
    (1, (20, 60), (120, 140)), (3, (3.0, 5.7), (30, 78)), (26, (1, 4), (10, 40)), (85, (826, 4500), (5000, 9000))])
def test_limits_are_those_of_the_standard(no, screening, intervention):
    item = knowledge.limits()[no]
    assert (item.screening, item.intervention) == (screening, intervention)


def test_limit_arrays_cannot_be_changed():
    screening, _ = knowledge.limit_arrays()
    assert screening.shape == (86, 3) and screening[1, 2] == 60 and np.isnan(screening[0]).all()
    with pytest.raises(ValueError, match="read-only"):
        screening[1, 1] = 0


def test_every_scheme_has_its_number_of_codes():
    counts = {scheme: len(codes) for scheme, codes in knowledge.landuse().items()}
    assert counts == {"GB50137-2011": 111, "MNR-2023": 175, "MNR-2020": 17, "GBT21010-2017": 85, "SD-2018": 81}


def test_every_parent_of_a_code_exists():
    tables = knowledge.landuse()
    for scheme, codes in tables.items():
        known = {**tables["MNR-2023"], **codes} if scheme == "MNR-2020" else codes
        assert not {row.parent for row in codes.values() if row.parent} - set(known)


def test_units_convert_to_mg_kg():
    units = knowledge.units()
    assert units[knowledge.fold("µg/kg")] == units[knowledge.fold("μg/kg")] == units[knowledge.fold("ug/kg")] == 0.001
    assert units[knowledge.fold("ng TEQ/kg")] == 1e-6 and units[knowledge.fold("毫克／千克")] == 1
    assert np.isnan(units[knowledge.fold("mg/L")])


def test_a_sentence_without_its_fact_is_refused():
    assert "0899" in knowledge.text("uses", "unread", "zh", value="0899")
    with pytest.raises(PackError, match="message_fact_missing"):
        knowledge.text("uses", "unread", "zh")
    with pytest.raises(PackError, match="message_missing"):
        knowledge.text("uses", "no_such_sentence", "zh")


def test_a_sentence_cannot_reach_into_objects(monkeypatch):
    monkeypatch.setattr(knowledge, "messages", lambda: {"s": {"c": {"zh": "{value.__class__}", "en": "{value[0]}"}}})
    for lang in ("zh", "en"):
        with pytest.raises(PackError, match="message_field"):
            knowledge.text("s", "c", lang, value="x")


@pytest.mark.parametrize("section", ["uses", "samples"])
def test_every_sentence_is_there_in_both_languages(section):
    for code, languages in knowledge.messages()[section].items():
        assert set(languages) == {"zh", "en"} and all(languages.values()), code


def test_the_hash_of_a_resource_is_stable():
    assert knowledge.resource_hash("codes/landuse.csv") == knowledge.resource_hash("codes/landuse.csv")
    assert len(knowledge.resource_hash("codes/landuse.csv")) == 64


def test_the_smaller_tables_are_readable():
    assert len(knowledge.farmland_limits()) == 79 and len(knowledge.groundwater_limits()) == 93
    assert {int(r["red"]) <= 255 for r in knowledge.plan_colours()} == {True}
    tables = knowledge.landuse()
    assert not [r for r in knowledge.plan_colours() if r["code"] not in tables[r["scheme"]]]

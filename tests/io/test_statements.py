"""Statements entered in the window: their table, their file, and what the review makes of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import shapely
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.vocabulary import Role, Statement
from soilgate.plugin.io import read, statements
from soilgate.plugin.io.statements import Stated

SAID = Stated("registry", "not_listed", "A-01", holder="市生态环境局", document="复函〔2026〕7号", date="2026-10-01", person="李四")


def test_the_file_reads_back_as_evidence(tmp_path):
    path = tmp_path / statements.FILE
    statements.write([SAID, Stated("registry", "outside", "=A,1", "X1", "o", "d", "2026-09-30", "p")], path)
    table = read.read_role(Role.EVIDENCE, path)
    assert table.column("statement").tolist() == [Statement.NOT_LISTED, Statement.OUTSIDE]
    assert table.column("parcel_id").tolist() == ["A-01", "=A,1"]
    assert table.column("date").tolist() == [pd.Timestamp("2026-10-01"), pd.Timestamp("2026-09-30")]
    statements.write([], path)
    assert not path.exists()


def test_statements_join_those_of_a_layer():
    layer = statements.table_of([SAID], "layer.gpkg")
    layer.frame["date__unreadable"] = [True]
    both = statements.merged(layer, [SAID])
    assert len(both.frame) == 2
    assert both.unreadable("date").tolist() == [True, False]
    assert both.source.sha256 != layer.source.sha256
    assert statements.merged(layer, []) is layer
    assert statements.merged(None, []) is None


def test_a_word_on_a_parcel_of_the_plan_says_nothing_of_an_application_s_parcel_of_that_number_elsewhere():
    def parcels(**shapes):
        return RoleTable(Role.PARCELS, pd.DataFrame({"parcel_id": list(shapes)}), np.array(list(shapes.values()), object))

    plan = parcels(**{"1": shapely.box(0, 0, 10, 10), "2": shapely.box(20, 0, 30, 10)})
    own = parcels(**{"1": shapely.box(50, 0, 60, 10), "2": shapely.box(21, 1, 29, 9)})
    said = statements.table_of([dataclasses.replace(SAID, parcel_id=k) for k in ("1", "2", "3")]
                               + [Stated("registry", "outside", "", "X1", "o", "d", "2026-09-30", "p")])
    left = statements.same_ground(said, own, plan)
    assert left.column("parcel_id").tolist() == ["2", None]
    assert statements.same_ground(said, own, None).column("subject_id").tolist() == ["X1"]
    assert statements.same_ground(None, own, plan) is None


def test_half_a_statement_is_none():
    assert Stated.of({"role": "registry", "statement": "not_listed", "parcel_id": "A", "document": "", "date": "2026-01-01"}) is None
    assert Stated.of({"role": "nonsense", "statement": "not_listed", "parcel_id": "A", "document": "d", "date": "2026-01-01"}) is None
    assert Stated.of({"role": "registry", "statement": "not_listed", "parcel_id": "A", "document": "d", "date": "x"}) is None
    assert Stated.of({**SAID.__dict__, "more": 1}) == SAID

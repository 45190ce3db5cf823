"""Statements entered in the window: their table, their file, and what the review makes of them."""

from __future__ import annotations

import pandas as pd
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


def test_half_a_statement_is_none():
    assert Stated.of({"role": "registry", "statement": "not_listed", "parcel_id": "A", "document": "", "date": "2026-01-01"}) is None
    assert Stated.of({"role": "nonsense", "statement": "not_listed", "parcel_id": "A", "document": "d", "date": "2026-01-01"}) is None
    assert Stated.of({"role": "registry", "statement": "not_listed", "parcel_id": "A", "document": "d", "date": "x"}) is None
    assert Stated.of({**SAID.__dict__, "more": 1}) == SAID

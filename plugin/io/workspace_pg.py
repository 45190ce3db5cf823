"""A workspace kept in the schema ``soilgate`` of a PostGIS database, for an office that shares it.

The tables are those of the GeoPackage. Each row of a role has a version besides: an edit that names the version it
began with, as the forms of QGIS do, is refused when somebody else has changed the row since.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from ..core import geometry as g
from ..core import knowledge
from ..core.errors import InputError
from ..core.tables import Column
from . import files
from . import workspace_model as model
from .gpkg import quote
from .workspace_model import SCHEMA_VERSION, VERSION_COLUMN, Layer

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through quote)

SCHEMA = "soilgate"
PATIENCE_S = 5                           # for somebody else's transaction
_SQL = {"text": "text", "number": "double precision", "date": "date", "bool": "smallint", "word": "text",
        "class": "smallint", "instant": "timestamptz", "whole": "bigint"}
_PAGE = 1_000


class PgStore:
    """An open transaction in a workspace; the tables as rows of plain cells, geometry as hexadecimal EWKB."""

    def __init__(self, path: str, connection: Any) -> None:
        self.path, self.connection = path, connection
        self.cursor = connection.cursor()
        self.cursor.execute(f"SELECT version, srid FROM {self.table('workspace')}")
        self.version, self.srid = self.cursor.fetchone()
        self.crs = pyproj.CRS.from_epsg(self.srid)

    def table(self, name: str) -> str:
        """A table's name as SQL takes it."""
        return f"{quote(SCHEMA)}.{quote(name)}"

    def tables(self) -> set[str]:
        """Names of the tables that there are."""
        return {row[0] for row in self.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", (SCHEMA,))}

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement with ``?`` for its values."""
        self.change(statement, values)
        return list(self.cursor.fetchall())

    def change(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run one statement that gives no rows, with ``?`` for its values."""
        self.cursor.execute(statement.replace("%", "%%").replace("?", "%s"), tuple(values))

    def reserve(self, layer: Layer) -> None:
        """Keep others from writing into a table until the end; wait for those who are at it."""
        self.cursor.execute(f"LOCK TABLE {self.table(layer.name)}, {self.table('imports')} IN SHARE ROW EXCLUSIVE MODE")

    def insert(self, layer: Layer, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], count: int) -> None:
        """Add so many rows."""
        from psycopg2.extras import execute_values

        if count:
            execute_values(self.cursor, f"INSERT INTO {self.table(layer.name)} ({', '.join(map(quote, columns))}) "
                           "VALUES %s", rows, page_size=_PAGE)

    def update(self, layer: Layer, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Change rows; the last cell of each is its ``fid``."""
        from psycopg2.extras import execute_batch

        told = ", ".join(f"{quote(n)} = %s" for n in columns)
        execute_batch(self.cursor, f"UPDATE {self.table(layer.name)} SET {told} WHERE fid = %s", rows, page_size=100)

    def encode(self, shapes: npt.NDArray[np.object_], *, multi: bool) -> list[Any]:
        """Geometry in the CRS of the workspace as cells; null stays null."""
        out = np.asarray(shapes, object).copy()
        if multi:
            single = np.flatnonzero(shapely.get_type_id(out) == 3)
            for k in single:
                out[k] = shapely.MultiPolygon([out[k]]) if not out[k].is_empty else shapely.MultiPolygon()
        out = shapely.set_srid(out, self.srid)
        return list(shapely.to_wkb(out, hex=True, include_srid=True, byte_order=1, output_dimension=2))

    def decode(self, cells: Iterable[Any]) -> npt.NDArray[np.object_]:
        """Geometry of cells."""
        found = np.array(list(cells), object)
        shapes = np.asarray(shapely.from_wkb(found), object).reshape(len(found))
        return np.asarray(shapely.set_srid(shapes, 0), object)


def is_workspace(path: str) -> bool:
    """Whether a database holds a workspace, of any version; False where it cannot be asked."""
    try:
        with _connected(path) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.workspace",))
            return cursor.fetchone()[0] is not None
    except InputError:
        return False


def create(path: str, crs: Any, wanted: Iterable[Layer]) -> None:
    """Make an empty workspace of the wanted tables; ``workspace_exists`` where there is one."""
    shown, target = files.shown(path), pyproj.CRS.from_user_input(crs)
    srid = g.epsg_of(target)
    if srid is None:
        raise InputError("database_crs", source=shown, value=target.name)
    import psycopg2

    with _connected(path) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.workspace",))
        if cursor.fetchone()[0] is not None:
            raise InputError("workspace_exists", source=shown)
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")
        if not cursor.fetchone()[0]:
            try:
                cursor.execute("CREATE EXTENSION postgis")
            except psycopg2.Error as error:
                raise InputError("postgis_missing", source=shown, reason=_first(error)) from error
        cursor.execute("SELECT count(*) FROM spatial_ref_sys WHERE srid = %s", (srid,))
        if not cursor.fetchone()[0]:
            raise InputError("database_crs", source=shown, value=f"EPSG:{srid}")
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {quote(SCHEMA)}")
        cursor.execute(f"CREATE TABLE {_named('workspace')} (version integer NOT NULL, srid integer NOT NULL)")
        cursor.execute(f"INSERT INTO {_named('workspace')} VALUES (%s, %s)", (SCHEMA_VERSION, srid))
        _create_styles(cursor)
        for layer in wanted:
            _create_layer(cursor, layer, srid)


def migrate(store: PgStore) -> list[str]:
    """Add tables and columns that are missing; returns their names."""
    added: list[str] = []
    there, cursor = store.tables(), store.cursor
    known: dict[str, set[str]] = {name: set() for name in model.layers()}
    for table, column in store.execute("SELECT table_name, column_name FROM information_schema.columns "
                                       "WHERE table_schema = ?", (SCHEMA,)):
        known.setdefault(table, set()).add(column)
    missing = {layer.name: [c for c in layer.columns if c.name not in known[layer.name]]
               for layer in model.layers().values()}
    if store.version >= SCHEMA_VERSION and not any(missing.values()):
        return added
    for layer in model.layers().values():
        if layer.name not in there:
            _create_layer(cursor, layer, store.srid)
            added.append(layer.name)
            continue
        for column in missing[layer.name]:
            cursor.execute(f"ALTER TABLE {_named(layer.name)} ADD COLUMN {_definition(column)}")
            if layer.history:
                cursor.execute(f"ALTER TABLE {_named(layer.former)} ADD COLUMN {quote(column.name)} "
                               f"{_SQL[column.type]}")
            added.append(f"{layer.name}.{column.name}")
        _describe(cursor, layer)
        if layer.history:
            _create_triggers(cursor, layer)
        _create_states(cursor, layer)
        _protect_signed(cursor, layer)
    cursor.execute(f"UPDATE {_named('workspace')} SET version = %s", (SCHEMA_VERSION,))
    return added


@contextlib.contextmanager
def opened(path: str, *, write: bool = True) -> Iterator[PgStore]:
    """A transaction in a workspace of any version; undone when the block raises."""
    shown = files.shown(path)
    with _connected(path, write=write) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.workspace",))
            if cursor.fetchone()[0] is None:
                raise InputError("workspace_foreign", source=shown)
        yield PgStore(shown, connection)


@contextlib.contextmanager
def _connected(path: str, *, write: bool = True) -> Iterator[Any]:
    """A connection in one transaction: kept when the block ends well, undone when it raises."""
    shown, given = files.shown(path), files.split_source(path).path
    try:
        import psycopg2
        import psycopg2.extensions as ext
    except ImportError as error:
        raise InputError("library_missing", library="psycopg2", source=shown, reason=str(error)) from error
    text = given[3:] if given.lower().startswith("pg:") else given
    try:
        connection = psycopg2.connect(text, connect_timeout=10, application_name="SoilGate")
    except (psycopg2.Error, ValueError) as error:
        raise InputError("database_unreachable", source=shown, reason=_first(error)) from error
    try:
        connection.set_session(isolation_level="REPEATABLE READ" if not write else "READ COMMITTED",
                               readonly=not write)
        for oid, name, read in ((1082, "DAY", lambda text, _: text), (1184, "INSTANT", lambda text, _: _instant(text))):
            ext.register_type(ext.new_type((oid,), name, read), connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true), "
                           "set_config('lock_timeout', %s, true), set_config('client_min_messages', 'warning', true)",
                           (f"{PATIENCE_S * 1000:.0f}",))
        yield connection
        connection.commit()
    except psycopg2.errors.LockNotAvailable as error:
        raise InputError("database_busy", source=shown, seconds=PATIENCE_S) from error
    except psycopg2.errors.SerializationFailure as error:
        raise InputError("row_changed", source=shown) from error
    except psycopg2.Error as error:
        raise InputError("database_failed", source=shown, reason=_first(error)) from error
    finally:
        connection.close()                              # what was not committed is undone


def _first(error: BaseException) -> str:
    return files.shown(next((line for line in str(error).strip().splitlines() if line), type(error).__name__))


def _instant(text: str | None) -> str | None:
    """An instant as the GeoPackage has it: ``2026-11-02T08:00:00.000Z``."""
    if text is None:
        return None
    day, _, rest = text.partition(" ")
    clock, _, fraction = rest.split("+")[0].partition(".")
    return f"{day}T{clock}.{(fraction + '000')[:3]}Z"


def _named(name: str) -> str:
    return f"{quote(SCHEMA)}.{quote(name)}"


def _definition(column: Column) -> str:
    name = quote(column.name)
    check = model.check_of(column, name)
    return f"{name} {_SQL[column.type]}" + (f" CHECK ({check})" if check else "") + (
        " DEFAULT clock_timestamp()" if column.name == "recorded_from" else "")


def _create_layer(cursor: Any, layer: Layer, srid: int) -> None:
    name = _named(layer.name)
    kind = {"POINT": "Point", "MULTIPOLYGON": "MultiPolygon"}.get(layer.geometry, "")
    parts = ["fid bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"]
    if kind:
        parts.append(f"geom geometry({kind}, {int(srid)})")
    parts += [_definition(column) for column in layer.columns]
    if layer.history:
        parts.append(f"{VERSION_COLUMN} integer NOT NULL DEFAULT 1")
    cursor.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
    if kind:
        cursor.execute(f"CREATE INDEX ON {name} USING gist (geom)")
    for column in layer.indexed:
        cursor.execute(f"CREATE INDEX ON {name} ({quote(column)})")
    if layer.history:
        types = {c.name: _SQL[c.type] for c in layer.columns}
        cursor.execute(f"CREATE TABLE {_named(layer.former)} (" + ", ".join(
            f"{quote(n)} {types.get(n, 'bigint' if n == 'fid' else 'geometry')}" for n in layer.kept)
            + ", recorded_to timestamptz)")
        cursor.execute(f"CREATE INDEX ON {_named(layer.former)} (fid)")
        _create_triggers(cursor, layer)
    _create_states(cursor, layer)
    _protect_signed(cursor, layer)
    _describe(cursor, layer)


def _protect_signed(cursor: Any, layer: Layer) -> None:
    """What is signed, in three names, cannot be changed; nor can the findings of a run that is."""
    if layer.signed:
        unnamed = " OR ".join(f"coalesce(btrim(NEW.{quote(n)}), '') = ''" for n in model.NAMES)
        body = (f"BEGIN IF TG_OP <> 'INSERT' AND OLD.signed_on IS NOT NULL THEN RAISE EXCEPTION '{model.SIGNED}'; "
                "END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
                f"IF NEW.signed_on IS NOT NULL AND ({unnamed}) THEN RAISE EXCEPTION '{model.UNNAMED}'; END IF; "
                "RETURN NEW; END")
    elif layer.name == "findings":
        runs = _named("runs")
        body = (f"BEGIN IF EXISTS (SELECT 1 FROM {runs} r WHERE r.signed_on IS NOT NULL AND ("
                "(TG_OP <> 'INSERT' AND r.run_id = OLD.run_id) OR (TG_OP <> 'DELETE' AND r.run_id = NEW.run_id))) "
                f"THEN RAISE EXCEPTION '{model.SIGNED}'; END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END")
    else:
        return
    _function(cursor, f"{layer.name}_signed", body)
    cursor.execute(f"DROP TRIGGER IF EXISTS a_signed ON {_named(layer.name)}")
    cursor.execute(f"CREATE TRIGGER a_signed BEFORE INSERT OR UPDATE OR DELETE ON {_named(layer.name)} FOR EACH ROW "
                   f"EXECUTE FUNCTION {_named(layer.name + '_signed')}()")


def _create_states(cursor: Any, layer: Layer) -> None:
    """All states of all rows, former ones too, as a layer whose time QGIS can step through."""
    if not layer.states:
        return
    former = _named(layer.former)
    cursor.execute(f"ALTER TABLE {former} ADD COLUMN IF NOT EXISTS history_id bigint GENERATED ALWAYS AS IDENTITY")
    view, kept = _named(layer.states), [n for n in layer.kept if n not in ("fid", "geom")]
    listed = ", ".join(f"t.{quote(n)}" for n in kept)
    kind = {"POINT": "Point", "MULTIPOLYGON": "MultiPolygon"}.get(layer.geometry, "")
    cursor.execute(f"SELECT srid FROM {_named('workspace')}")
    srid = int(cursor.fetchone()[0])
    shape = f"t.geom::geometry({kind}, {srid}) AS geom, " if kind else ""
    cursor.execute(f"DROP VIEW IF EXISTS {view}")
    cursor.execute(
        f"CREATE VIEW {view} AS SELECT t.fid AS state_id, t.fid AS row_id, {shape}{listed}, "
        f"NULL::timestamptz AS recorded_to FROM {_named(layer.name)} t UNION ALL "
        f"SELECT -t.history_id, t.fid, {shape}{listed}, t.recorded_to FROM {former} t")
    _keep_style(cursor, layer.states, "geom" if kind else None, model.form(layer, states=True))


def _function(cursor: Any, name: str, body: str) -> None:
    cursor.execute(f"CREATE OR REPLACE FUNCTION {_named(name)}() RETURNS trigger LANGUAGE plpgsql AS %s", (body,))


def _create_triggers(cursor: Any, layer: Layer) -> None:
    """Every former state of a row with the time it held; an edit of an older version is refused; states as of a day."""
    name, former = _named(layer.name), _named(layer.former)
    listed = ", ".join(map(quote, layer.kept))
    old = ", ".join(f"OLD.{quote(n)}" for n in layer.kept)
    conflict = " / ".join(knowledge.messages()["errors"]["row_changed"][lang] for lang in ("zh", "en")).replace(
        "'", "''").replace("%", "%%")
    _function(cursor, f"{layer.name}_before", (
        "BEGIN\n"
        "IF TG_OP = 'INSERT' THEN\n"
        "  NEW.recorded_from := coalesce(NEW.recorded_from, clock_timestamp());\n"
        f"  NEW.{VERSION_COLUMN} := 1;\n"
        "  RETURN NEW;\n"
        "END IF;\n"
        f"IF NEW.{VERSION_COLUMN} IS DISTINCT FROM OLD.{VERSION_COLUMN} "
        f"AND abs(coalesce(NEW.{VERSION_COLUMN}, 0)) <> OLD.{VERSION_COLUMN} THEN\n"
        f"  RAISE EXCEPTION '{conflict}' USING ERRCODE = 'serialization_failure';\n"
        "END IF;\n"
        f"NEW.{VERSION_COLUMN} := OLD.{VERSION_COLUMN} + 1;\n"
        # an import sets its own time; an edit elsewhere leaves the old one, which is then moved on
        "IF NEW.recorded_from IS NOT DISTINCT FROM OLD.recorded_from THEN\n"
        "  NEW.recorded_from := clock_timestamp();\n"
        "END IF;\n"
        "RETURN NEW;\n"
        "END"))
    _function(cursor, f"{layer.name}_after", (
        f"BEGIN INSERT INTO {former} ({listed}, recorded_to) VALUES ({old}, "
        "CASE WHEN TG_OP = 'UPDATE' THEN NEW.recorded_from ELSE clock_timestamp() END); RETURN NULL; END"))
    for trigger, when, function in (("b_before", "BEFORE INSERT OR UPDATE", "before"),
                                    ("c_after", "AFTER UPDATE OR DELETE", "after")):
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {name}")
        cursor.execute(f"CREATE TRIGGER {trigger} {when} ON {name} FOR EACH ROW "
                       f"EXECUTE FUNCTION {_named(f'{layer.name}_{function}')}()")
    as_of = _named(f"{layer.name}_as_of")
    cursor.execute(f"DROP FUNCTION IF EXISTS {as_of}(timestamptz)")
    returned = ", ".join(
        f"{quote(n)} {({c.name: _SQL[c.type] for c in layer.columns}).get(n, 'bigint' if n == 'fid' else 'geometry')}"
        for n in layer.kept)
    cursor.execute(
        f"CREATE FUNCTION {as_of}(moment timestamptz) RETURNS TABLE ({returned}) LANGUAGE sql STABLE AS %s",
        (f"SELECT {_typed(layer)} FROM {name} t WHERE t.recorded_from <= moment UNION ALL "
         f"SELECT {_typed(layer)} FROM {former} t WHERE t.recorded_from <= moment AND t.recorded_to > moment",))


def _typed(layer: Layer) -> str:
    return ", ".join(f"t.{quote(n)}" if n != "geom" else 't."geom"::geometry' for n in layer.kept)


def _create_styles(cursor: Any) -> None:
    """The table in which QGIS looks for the forms of database layers."""
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS public.layer_styles (id serial PRIMARY KEY, f_table_catalog varchar, "
        "f_table_schema varchar, f_table_name varchar, f_geometry_column varchar, stylename text, styleqml xml, "
        "stylesld xml, useasdefault boolean, description text, owner varchar(63), ui xml, "
        "update_time timestamp DEFAULT CURRENT_TIMESTAMP, type varchar)")


def _describe(cursor: Any, layer: Layer) -> None:
    """Titles as comments, and the form of QGIS."""
    cursor.execute(f"COMMENT ON TABLE {_named(layer.name)} IS %s", (model.layer_title(layer, "zh"),))
    for column in layer.columns:
        cursor.execute(f"COMMENT ON COLUMN {_named(layer.name)}.{quote(column.name)} IS %s",
                       (model.column_title(layer, column.name),))
    _keep_style(cursor, layer.name, "geom" if layer.geometry else None, model.form(layer, versioned=layer.history))


def _keep_style(cursor: Any, table: str, geometry: str | None, form: str) -> None:
    cursor.execute("DELETE FROM public.layer_styles WHERE f_table_schema = %s AND f_table_name = %s "
                   "AND f_table_catalog = current_database()", (SCHEMA, table))
    cursor.execute(
        "INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "stylename, styleqml, useasdefault, description, owner) "
        "VALUES (current_database(), %s, %s, %s, 'SoilGate', XMLPARSE(DOCUMENT %s), true, '', current_user)",
        (SCHEMA, table, geometry, form))

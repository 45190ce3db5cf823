"""Vector files and database tables, read whole and unconverted through GDAL.

Never with a spatial filter; the number of features read must be that which the file states. The text of shapefiles is
decoded here, because GDAL takes a missing or lying ``.cpg`` at its word.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
import struct
import tempfile
import warnings
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Optional
from urllib.parse import unquote, urlsplit

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core.errors import InputError
from ..core.tables import Source, framed
from . import files, zipped
from .raw import RawTable

SUFFIXES = (
    ".shp",
    ".gpkg",
    ".geojson",
    ".json",
    ".kml",
    ".kmz",
    ".gdb",
    ".tab",
    ".mif",
    ".dxf",
    ".gml",
    ".fgb",
    ".sqlite",
    ".geojsonl",
    ".topojson",
    ".zip",
)
_INTERNAL = re.compile(r"(layer_styles|qgis_projects|gpkg_.*|rtree_.*|sqlite_.*|data_licenses|idx_.*)$", re.IGNORECASE)
_LOCAL_TEXT = (".dxf", ".tab", ".mif")
"""Formats whose texts GDAL hands on undecoded where the file does not name its code page."""
_EXACT = 2.0**53
_ARC_STEP = "1"                          # degrees of an arc by which it becomes a polyline; QGIS takes the same
_LOOKED_AT = 20_000                      # records that tell the encoding of a large file


def _pyogrio() -> Any:
    try:
        import pyogrio
    except ImportError as error:
        raise InputError("library_missing", library="pyogrio", reason=str(error)) from error
    return pyogrio


def _dsn(given: files.Given) -> str:
    """What GDAL opens."""
    path = given.path
    if path.lower().startswith(("postgresql://", "postgres://")):
        url = urlsplit(path)
        parts = {
            "host": url.hostname,
            "port": url.port,
            "user": url.username and unquote(url.username),
            "password": url.password and unquote(url.password),
            "dbname": url.path.lstrip("/"),
        }
        return "PG:" + " ".join(f"{k}='{v}'" for k, v in parts.items() if v)
    return path


def layers(source: str) -> list[tuple[str, Optional[str]]]:
    """Names and geometry types (None: a table) of the layers of a file or database, without internal tables."""
    given = files.split_source(source)
    if not given.database:
        file = files.existing_file(given.path)
        if file.suffix.lower() == ".zip":
            return [(name, "Unknown") for name in zipped.shapefiles(given.path)]
    return _listed(given)[0]


def _listed(given: files.Given) -> tuple[list[tuple[str, Optional[str]]], bool]:
    """The layers as GDAL lists them, and whether one of them has measures."""
    pyogrio = _pyogrio()
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            found = pyogrio.list_layers(_dsn(given))
    except Exception as error:
        raise _cannot_open(given, error) from error
    shown = [(str(name), None if kind is None else str(kind)) for name, kind in found if not _INTERNAL.match(str(name))]
    return shown, any("Measured" in str(w.message) for w in said)


def _more_than_plane(measured: bool, layer: str, file: Optional[Path]) -> list[dict[str, Any]]:
    """Notes on measures and curves, which are read as plane polylines."""
    notes = []
    if measured:
        notes.append({"code": "outline_measures", "state": "read"})
    if file is not None and file.suffix.lower() == ".gpkg":
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            kind = connection.execute(
                "SELECT geometry_type_name, column_name FROM gpkg_geometry_columns WHERE table_name = ?",
                (layer,)).fetchone()
            if kind is not None and str(kind[0]).upper() in ("GEOMETRY", "GEOMETRYCOLLECTION"):     # any may be there
                connection.create_function("is_curve", 1, _is_curve)
                table, column = (str(x).replace('"', '""') for x in (layer, kind[1]))
                held = connection.execute(f'SELECT 1 FROM "{table}" WHERE is_curve(substr("{column}", 1, 80)) LIMIT 1')  # noqa: S608
                kind = ("CURVE",) if held.fetchone() else kind
        except sqlite3.DatabaseError:
            kind = None                                  # no GeoPackage after all; GDAL says what it is
        finally:
            connection.close()
        if kind is not None and re.search("CURVE|SURFACE", str(kind[0])):
            notes.append({"code": "outline_curves", "state": "read"})
    return notes


def _is_curve(blob: Optional[bytes]) -> bool:
    """Whether the beginning of a geometry of a GeoPackage is that of a curve."""
    if blob is None or len(blob) < 13:
        return False
    at = 8 + (0, 32, 48, 48, 64, 0, 0, 0)[blob[3] >> 1 & 7]
    if len(blob) < at + 5:
        return False
    return int(struct.unpack("<I" if blob[at] else ">I", blob[at + 1 : at + 5])[0]) % 1000 in range(8, 15)


def _cannot_open(given: files.Given, error: Exception) -> InputError:
    reason = files.shown(str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__)
    reason = reason.partition("; It might help")[0].rstrip(".")
    if re.search(r"database (table )?is locked|database is busy", reason):
        return InputError("file_in_use", source=files.shown(given.path))
    return InputError("file_unreadable", source=files.shown(given.path), layer=given.layer or "", reason=reason)


def _choose_layer(given: files.Given, found: list[tuple[str, Optional[str]]], prefer: Optional[str],
                  ) -> tuple[str, Optional[str], list[dict[str, Any]]]:
    names = [n for n, _ in found]
    if not found:
        raise InputError("no_layer", source=files.shown(given.path))
    if given.layer is not None:
        if given.layer.startswith("\0"):
            number = int(given.layer[1:])
            if number < len(names):
                return (*found[number], [])
        for name, kind in found:
            if name == given.layer:
                return name, kind, []
        same = [
            (n, k) for n, k in found if n.lower() == given.layer.lower() or n.lower() == "public." + given.layer.lower()
        ]
        if len(same) == 1:
            return (*same[0], [])
        raise InputError(
            "layer_not_found", source=files.shown(given.path), layer=given.layer.strip("\0"), known=", ".join(names)
        )
    if len(found) == 1:
        return (*found[0], [])
    if prefer is not None and names.count(prefer) == 1:
        note = {"code": "layer_by_role", "state": "guessed", "layer": prefer}
        return prefer, dict(found)[prefer], [note]
    raise InputError("several_layers", source=files.shown(given.path), known=", ".join(names), example=names[0])


def read_vector(source: str, layer: Optional[str] = None, *, prefer: Optional[str] = None) -> RawTable:
    """Read one layer.

    Parameters
    ----------
    source : file, ``F|layername=L``, ``PG:...`` or ``postgresql://...|table=schema.name``
    prefer : name of a layer that is taken where there are several and none is named

    Returns
    -------
    RawTable
        Geometries as they stand (2D or 3D), None for null; attributes with the headers and types of the file, whole
        numbers beyond 2**53 as text.

    Raises
    ------
    InputError
        Names file and layer: ``several_layers``, ``layer_not_found``, ``file_unreadable``, ``file_truncated``,
        ``file_in_use`` (another program holds it), ``sidecar_missing``, ``shapefile_counts``, ``encoding_unreadable``,
        ``features_lost`` ...
    """
    return next(iter(_Reader(source, layer, prefer).parts(None)))


def vector_parts(
    source: str, layer: Optional[str] = None, *, prefer: Optional[str] = None, rows: int = 20_000
) -> Iterator[RawTable]:
    """Read one layer in parts of so many features; otherwise as ``read_vector``, also in what it refuses."""
    return _Reader(source, layer, prefer).parts(rows)


class _Reader:
    """A layer that was opened and looked over."""

    def __init__(self, source: str, layer: Optional[str], prefer: Optional[str]) -> None:
        given = files.split_source(source, layer)
        self.chosen: list[dict[str, Any]] = []
        self.file: Optional[Path] = None
        self.table: Optional[_Dbf] = None
        if not given.database:
            file = files.existing_file(given.path)
            suffix = file.suffix.lower()
            if suffix == ".zip":
                file, suffix = self._unpacked(given, prefer), ".shp"
                given = given._replace(layer=None)
            if suffix in (".shp", ".dbf", ".shx"):
                file = files.sibling(file, ".shp") or file
                if file.suffix.lower() == ".shp":
                    with _named(file, files.shown(files.split_source(source).path)):
                        self.table = _check_shapefile(file)
                given = given._replace(path=str(file))
            elif suffix in (".gpkg", ".sqlite"):
                _check_sqlite(file)
            elif suffix in (".geojson", ".json", ".topojson"):
                _check_json(file)
            elif suffix in (".kml", ".gml"):
                _check_xml(file)
            elif suffix == ".kmz":
                _check_zip(file)
            self.file = file
        self.path = files.shown(files.split_source(source).path)
        found, measured = _listed(given._replace(layer=None))
        self.name, self.kind, self.notes = _choose_layer(given, found, prefer)
        self.notes += self.chosen + _more_than_plane(measured, self.name, self.file)
        self.given = given
        self.codec: Optional[str] = None
        plain = self.file is not None and self.file.suffix.lower() in _LOCAL_TEXT
        self.undecoded = _Dbf(np.empty((0, 0), np.uint8), [], 0, "") if plain else self.table
        self.options: dict[str, Any] = {"encoding": "ISO-8859-1"} if self.undecoded is not None else {}
        self.charset = _charset(self.file) if self.file is not None and plain else ""

    def _unpacked(self, given: files.Given, prefer: Optional[str]) -> Path:
        """The chosen shapefile of an archive, in a folder that goes with this reader."""
        wanted = given._replace(layer=zipped.own_name(given.path, given.layer))
        name, _, self.chosen = _choose_layer(wanted, layers(given.path), prefer)
        folder = tempfile.mkdtemp(prefix="soilgate-zip-")
        away = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        try:
            return zipped.unpack(given.path, name, Path(folder))
        except InputError:
            away()
            raise

    def parts(self, rows: Optional[int]) -> Iterator[RawTable]:
        """The layer in parts of so many features, at least one; None: whole."""
        with _named(self.file, self.path):
            yield from self._parts(rows)

    def _parts(self, rows: Optional[int]) -> Iterator[RawTable]:
        read = 0
        if rows is not None and self.table is not None:
            self.codec = _sampled_codec(self.table)
        while True:
            raw, count = self._part(read, rows)
            read += count
            if rows is None or count < rows:
                self._complete(read)
                yield raw
                return
            yield raw

    def _part(self, skip: int, rows: Optional[int]) -> tuple[RawTable, int]:
        meta, fids, wkb, data = self._fetch(skip, rows)
        read = len(fids) if fids is not None else len(data[0]) if data else 0
        notes = self.notes if skip == 0 else []
        geometry = _geometries(wkb, read, notes)
        if skip:
            for note in notes:
                note["row"] += skip
        crs = _crs(meta.get("crs"), self.path, self.name)
        headers = [str(f) for f in meta["fields"]]
        columns, codec, table = list(data), self.codec, self.table
        if table is not None:
            part = table if rows is None else table._replace(records=table.records[skip : skip + read])
            headers, columns, codec = _decode(headers, columns, part, self.file, self.name, notes, known=self.codec)
            columns = _whole_numbers(headers, columns, meta, self.given, self.name, part, notes)
        else:
            if self.charset in _WESTERN:
                headers, columns = self._as_written(headers, columns, notes)
            if self.undecoded is not None:
                headers, columns, codec = _decode(headers, columns, self.undecoded, self.file, self.name, notes)
            limits = None if rows is None else (skip, read)
            columns = _whole_numbers(headers, columns, meta, self.given, self.name, None, notes, limits)
        if self.file is not None and self.file.suffix.lower() == ".dxf":
            geometry, keep = _dxf_areas(geometry, headers, columns, notes)
            columns, geometry = [c[keep] for c in columns], geometry[keep]
            meta = {**meta, "dtypes": [*meta["dtypes"], *["object"] * (len(headers) - len(data))]}
        n = read if geometry is None else len(geometry)
        kinds = [str(kind) for kind in meta["dtypes"]]
        assert len(headers) == len(columns) == len(kinds), "columns lost"
        frame = framed({h: _column(c, k) for h, c, k in zip(unique_headers(headers), columns, kinds)}, n)
        encoding = codec or str(meta.get("encoding") or "")
        if self.charset in _CHINESE and codec == "utf-8":        # GDAL has decoded it
            encoding = "gbk"
        found = Source(path=self.path, layer=self.name, crs=meta.get("crs") or "", encoding=encoding, notes=notes)
        if table is not None and table.deleted and skip == 0:
            notes.append({"code": "records_deleted", "state": "refused", "count": table.deleted})
        numbers = np.arange(skip + 1, skip + n + 1, dtype=np.int64)
        return RawTable(frame, geometry, crs, found, numbers, cut=table is not None), read

    def _as_written(
        self, headers: list[str], columns: list[npt.NDArray[Any]], notes: list[dict[str, Any]]
    ) -> tuple[list[str], list[npt.NDArray[Any]]]:
        """Undo the decoding of texts of a MapInfo file that claims a western code page, where they are Chinese."""
        texts = {w for c in columns if c.dtype.kind == "O" for w in c if isinstance(w, str)} | set(headers)
        written = {w: _western_bytes(w) for w in texts}
        if files.best_encoding([w.encode("latin-1") for w in written.values()])[0] != "gb18030":
            return headers, columns
        assert self.undecoded is not None
        self.undecoded = self.undecoded._replace(stated="gb18030")
        notes.append({"code": "encoding_lies", "state": "repaired", "stated": self.charset, "encoding": "GB18030"})
        told = [np.array([written.get(w, w) if isinstance(w, str) else w for w in c], object)
                if c.dtype.kind == "O" else c for c in columns]
        return [written[h] for h in headers], told

    def _fetch(self, skip: int, rows: Optional[int]) -> Any:
        more = {} if rows is None else {"skip_features": skip, "max_features": rows}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    return self._read(more)
                except UnicodeDecodeError:
                    if self.table is not None or self.options:
                        raise
                    self.codec, self.options = "gb18030", {"encoding": "GB18030"}
                    self.notes.append({"code": "encoding_assumed", "state": "repaired", "encoding": "GB18030"})
                    return self._read(more)
        except UnicodeDecodeError as error:
            raise InputError(
                "encoding_unreadable",
                source=self.path,
                layer=self.name,
                field="",
                row=0,
                value=repr(error.object[max(0, error.start - 8) : error.start + 8]),
            ) from error
        except Exception as error:
            raise _cannot_open(self.given._replace(layer=self.name), error) from error

    def _read(self, more: dict[str, Any]) -> Any:
        with _undecoded_dxf(self.file), _option("OGR_ARC_STEPSIZE", _ARC_STEP):
            return _pyogrio().raw.read(
                _dsn(self.given),
                layer=self.name,
                where=self.given.where,
                return_fids=True,
                datetime_as_string=True,
                read_geometry=self.kind is not None,
                **more,
                **self.options,
            )

    def _complete(self, read: int) -> None:
        """Refuse a layer of which fewer features could be read than it states."""
        if self.given.where:
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                info = _pyogrio().read_info(
                    _dsn(self.given), layer=self.name, force_feature_count=True, **self.options
                )
        except Exception as error:
            raise _cannot_open(self.given._replace(layer=self.name), error) from error
        count = info["features"]
        if self.file is not None and self.file.suffix.lower() in (".gpkg", ".sqlite"):
            count = _sqlite_count(self.file, self.name, count)
        elif self.file is not None and self.file.suffix.lower() in (".geojson", ".json") and not self.options:
            count = _json_count(self.file, count)
        if count is not None and self.table is not None and count == len(self.table.records):
            count -= self.table.deleted
        if count is not None and count >= 0 and read != count:
            raise InputError("features_lost", source=self.path, layer=self.name, read=read, stated=int(count))


@contextlib.contextmanager
def _named(file: Optional[Path], path: str) -> Iterator[None]:
    """Let a refusal name the source as a person gave it, not the file it was unpacked to."""
    try:
        yield
    except InputError as error:
        unpacked = file is not None and file.suffix.lower() != Path(path).suffix.lower()
        if unpacked and str(error.facts.get("source", "")).startswith(str(file.with_suffix(""))):
            error.facts["source"] = path
        raise


@contextlib.contextmanager
def _undecoded_dxf(file: Optional[Path]) -> Iterator[None]:
    """Let GDAL hand on the bytes of a drawing: it believes a code page that newer drawings state and do not use."""
    if file is None or file.suffix.lower() != ".dxf":
        yield
        return
    with _option("DXF_ENCODING", "UTF-8"):
        yield


@contextlib.contextmanager
def _option(name: str, value: str) -> Iterator[None]:
    """An option of GDAL, for a while."""
    pyogrio = _pyogrio()
    before = pyogrio.get_gdal_config_option(name)
    pyogrio.set_gdal_config_options({name: value})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: before})


def _sampled_codec(table: _Dbf) -> Optional[str]:
    """The encoding of a large shapefile's texts, by records from all over it; None where they are plain ASCII."""
    step = max(1, len(table.records) // _LOOKED_AT)
    some = table.records[::step]
    odd = some[(some > 0x7F).any(axis=1)]
    if not len(odd):
        odd = table.records[(table.records > 0x7F).any(axis=1)][:_LOOKED_AT]
    words = [bytes(row[at : at + width]).rstrip(b" \0") for row in odd for at, width in table.fields]
    whole = [w for w in words if not w.isascii()]
    short = [w for w in whole if len(w) < max(width for _, width in table.fields) - 3] or whole
    return files.best_encoding(short, files.codec_of(table.stated))[0] or None if short else None


def text_encoding(source: str) -> Optional[str]:
    """The encoding of a shapefile's texts, by its records and headers; None where it is as stated, or plain ASCII.

    Raises
    ------
    InputError
        The shapefile is cut, or parts of it are missing.
    """
    path = Path(source.partition("|")[0])
    if path.suffix.lower() != ".shp" or not path.is_file():
        return None
    table = _check_shapefile(path)
    stated = files.codec_of(table.stated)
    codec = _sampled_codec(table)
    if codec is None:
        dbf = files.sibling(path, ".dbf")
        head = _first_bytes(dbf, 32 * (len(table.fields) + 1)) if dbf is not None else b""
        names = [head[at:at + 11].split(b"\0")[0] for at in range(32, len(head), 32)]
        codec = files.best_encoding(names, stated)[0] if any(b > 0x7F for name in names for b in name) else None
    return None if codec is None or codec == stated else codec


def unique_headers(headers: list[str]) -> list[str]:
    """Headers without doubles: the second ``面积`` becomes ``面积_2``; empty ones are numbered."""
    out: list[str] = []
    for i, header in enumerate(headers):
        name = re.sub(r"\s+", " ", str(header)).strip() or f"#{i + 1}"
        k, word = 2, name
        while word in out:
            word, k = f"{name}_{k}", k + 1
        out.append(word)
    return out


def _column(data: npt.NDArray[Any], kind: str) -> Any:
    """A column in the type of the file, as numpy calls it: whole numbers stay whole beside nulls; lists are JSON."""
    if kind.startswith("int") and data.dtype.kind == "f":
        return pd.arrays.IntegerArray(np.nan_to_num(data).astype(np.int64), np.isnan(data))
    if kind.startswith("datetime") and data.dtype.kind == "O":
        try:
            return pd.to_datetime(pd.Series(data), format="ISO8601").array
        except (ValueError, TypeError):
            return data
    if data.dtype.kind == "O" and len(data) and any(isinstance(v, (list, dict, np.ndarray)) for v in data[:50]):
        return np.array(
            [
                None
                if v is None
                else json.dumps(v if not isinstance(v, np.ndarray) else v.tolist(), ensure_ascii=False)
                for v in data
            ],
            object,
        )
    return data


def _geometries(wkb: Any, n: int, notes: list[dict[str, Any]]) -> Optional[npt.NDArray[np.object_]]:
    if wkb is None:
        return None
    import shapely

    given = np.asarray(wkb, object)
    geometry = np.asarray(shapely.from_wkb(given, on_invalid="ignore"), object)
    broken = [i for i in np.flatnonzero(shapely.is_missing(geometry)) if given[i] is not None]
    for i in broken[:50]:
        notes.append({"code": "geometry_unreadable", "state": "refused", "row": int(i) + 1, "value": ""})
    return geometry


def _crs(text: Optional[str], path: str, layer: str) -> Any:
    if not text:
        return None
    import pyproj

    try:
        crs = pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError as error:
        raise InputError("crs_unreadable", source=path, layer=layer, value=str(text)[:120]) from error
    return crs if crs.is_geographic or crs.is_projected or crs.is_bound or crs.is_compound else None


# --- shapefiles -----------------------------------------------------------------------------------------------------


class _Dbf(NamedTuple):
    """Structure of a dbf: records as a matrix of bytes, (start, width) of each field, deleted records."""

    records: npt.NDArray[np.uint8]
    fields: list[tuple[int, int]]
    deleted: int
    stated: str


def _check_shapefile(shp: Path) -> _Dbf:
    """Read headers and lengths of .shp, .shx, .dbf; a file that is cut, missing or at odds stops the run."""
    parts = {}
    for suffix in (".shx", ".dbf"):
        part = files.sibling(shp, suffix)
        if part is None:
            raise InputError("sidecar_missing", source=str(shp), missing=shp.with_suffix(suffix).name)
        files.existing_file(str(part))
        parts[suffix] = part
    size = shp.stat().st_size
    head = _first_bytes(shp, 100)
    if len(head) < 100 or struct.unpack(">i", head[:4])[0] != 9994:
        raise InputError(
            "file_truncated" if len(head) < 100 else "shapefile_foreign", source=str(shp), stated=100, size=size
        )
    stated = 2 * struct.unpack(">i", head[24:28])[0]
    if size < stated:
        raise InputError("file_truncated", source=str(shp), stated=stated, size=size)
    index = parts[".shx"].read_bytes()
    if len(index) < 100 or len(index) < 2 * struct.unpack(">i", index[24:28])[0] or (len(index) - 100) % 8:
        raise InputError(
            "file_truncated",
            source=str(parts[".shx"]),
            size=len(index),
            stated=2 * struct.unpack(">i", index[24:28])[0] if len(index) >= 28 else 100,
        )
    entries = (
        np.frombuffer(index[100 : 2 * struct.unpack(">i", index[24:28])[0]], ">i4").reshape(-1, 2).astype(np.int64) * 2
    )
    end = entries[:, 0] + entries[:, 1] + 8
    if len(entries) and int(end.max()) > size:
        raise InputError("file_truncated", source=str(shp), stated=int(end.max()), size=size)
    in_shp = len(entries)
    if len(entries) and not (entries[0, 0] == 100 and (end[:-1] == entries[1:, 0]).all() and end[-1] == stated):
        in_shp = _walk(shp, stated)
    dbf = np.memmap(parts[".dbf"], np.uint8, "r")
    if len(dbf) < 33:
        raise InputError("file_truncated", source=str(parts[".dbf"]), stated=33, size=len(dbf))
    n, head_length, length = struct.unpack("<IHH", bytes(dbf[4:12]))
    if len(dbf) < head_length + n * length or head_length < 33 or length < 1:
        raise InputError("file_truncated", source=str(parts[".dbf"]), stated=head_length + n * length, size=len(dbf))
    if not in_shp == len(entries) == n:
        raise InputError("shapefile_counts", source=str(shp), shp=in_shp, shx=len(entries), dbf=n)
    records = dbf[head_length : head_length + n * length].reshape(n, length)
    fields, at, position = [], 1, 32
    while position + 32 <= head_length and dbf[position] != 0x0D:
        width = int(dbf[position + 16])
        if chr(dbf[position + 11]) == "C":
            width += 256 * int(dbf[position + 17])
        fields.append((at, width))
        at, position = at + width, position + 32
    if at != length:
        raise InputError("file_unreadable", source=str(parts[".dbf"]), layer="", reason="field widths do not sum up")
    cpg = files.sibling(shp, ".cpg")
    stated_name = cpg.read_bytes()[:64].decode("ascii", "ignore").strip() if cpg is not None else ""
    if not stated_name:
        stated_name = {0x4D: "936", 0x4F: "950"}.get(int(dbf[29]), "")
    return _Dbf(records, fields, int((records[:, 0] == 0x2A).sum()) if n else 0, stated_name)


def _walk(shp: Path, stated: int) -> int:
    """Count the records of a .shp one after the other."""
    count, at = 0, 100
    with shp.open("rb") as file:
        while at + 8 <= stated:
            file.seek(at)
            length = struct.unpack(">i", file.read(8)[4:])[0]
            if length < 2:
                raise InputError("file_unreadable", source=str(shp), layer="", reason=f"record {count + 1}")
            at += 8 + 2 * length
            count += 1
    return count


def _decode(
    headers: list[str],
    columns: list[npt.NDArray[Any]],
    table: _Dbf,
    file: Optional[Path],
    layer: str,
    notes: list[dict[str, Any]],
    known: Optional[str] = None,
) -> tuple[list[str], list[npt.NDArray[Any]], str]:
    """Texts of a shapefile, which were read as bytes (Latin-1), in their real encoding (``known`` where that is)."""
    widths = dict(enumerate(w for _, w in table.fields)) if len(table.fields) == len(headers) else {}
    kinds: dict[int, tuple[npt.NDArray[np.intp], list[Optional[bytes]]]] = {}
    for i, data in enumerate(columns):
        if data.dtype.kind == "O":
            codes, words = pd.factorize(data)
            kinds[i] = codes, [w.encode("latin-1") if isinstance(w, str) else None for w in words]
    whole = [h.encode("latin-1") for h in headers if len(h.encode("latin-1")) < 10]
    if known is None:
        whole += [
            w for i, (_, words) in kinds.items() for w in words if w is not None and len(w) < widths.get(i, 1 << 20) - 3
        ]
    stated = files.codec_of(table.stated)
    codec, honest = files.best_encoding(whole, stated) if known is None else (known, not stated or known == stated)
    if known is None and all(w.isascii() for w in whole):
        edge = [h.encode("latin-1") for h in headers] + [
            w for _, words in kinds.values() for w in words if w is not None
        ]
        codec, honest = files.best_encoding(edge, stated, _uncut)
        codec = codec or "gb18030"
    if not codec:
        codec = _likeliest(whole)
    path = str(file)
    names = [_to_text(h.encode("latin-1"), codec, 10 if len(h) >= 9 else 1 << 20) for h in headers]
    for i, name in enumerate(names):
        if name is None and not table.fields:              # MapInfo itself may have spoilt it
            names[i] = headers[i].encode("latin-1").decode(codec, "replace")
        elif name is None:
            raise InputError(
                "encoding_unreadable", source=path, layer=layer, field=repr(headers[i]), row=0, value=headers[i]
            )
    out = list(columns)
    for i, (codes, words) in kinds.items():
        texts = np.empty(len(words) + 1, object)
        for k, word in enumerate(words):
            text = None if word is None else _to_text(word, codec, widths.get(i, 1 << 20))
            if word is not None and text is None:
                row = int(np.flatnonzero(codes == k)[0]) + 1
                raise InputError(
                    "encoding_unreadable",
                    source=path,
                    layer=layer,
                    field=str(names[i]),
                    row=row,
                    value=word[:40].decode(codec, "replace"),
                )
            texts[k] = text
        out[i] = texts[codes]
    if not honest and stated:
        notes.append({"code": "encoding_lies", "state": "repaired", "stated": table.stated, "encoding": codec.upper()})
    elif not stated and (table.fields or codec != "utf-8") and any(
            w is not None and not w.isascii() for words in (whole, *(x for _, x in kinds.values())) for w in words):
        notes.append({"code": "encoding_assumed", "state": "guessed", "encoding": codec.upper()})
    return [str(n) for n in names], out, codec


_WESTERN, _CHINESE = ("windowslatin1", "iso8859_1", "maclatin1"), ("windowssimpchinese",)
_WINDOWS_1252 = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(256)}


def _charset(file: Path) -> str:
    """The code page that a MapInfo file names."""
    found = re.search(rb'charset\s+"?([A-Za-z0-9_-]+)', file.open("rb").read(4096), re.IGNORECASE)
    return found[1].decode("ascii").lower() if found and file.suffix.lower() in (".tab", ".mif") else ""


def _western_bytes(text: str) -> str:
    """The bytes of a file, each as a character, of a text that was decoded as western and handed on as UTF-8."""
    try:
        return bytes(_WINDOWS_1252[c] for c in text.encode("latin-1").decode("utf-8")).decode("latin-1")
    except (UnicodeError, KeyError):
        return text


def _likeliest(samples: list[bytes]) -> str:
    def broken(codec: str) -> int:
        return sum(_to_text(s, codec, 1 << 20) is None for s in samples)

    return min(("utf-8", "gb18030"), key=broken)


def _to_text(data: bytes, codec: str, width: int) -> Optional[str]:
    """The text; a character cut off at the end of a full field is left out; None when it does not decode."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        if len(data) >= width - 3:
            for cut in (1, 2, 3):
                try:
                    return data[:-cut].decode(codec)
                except UnicodeDecodeError:
                    continue
    return None


def _uncut(data: bytes, codec: str) -> str:
    """The text of a field that is full, without the character that was cut off at its end."""
    text = _to_text(data, codec, len(data))
    return data.decode(codec) if text is None else text


# --- other files ----------------------------------------------------------------------------------------------------


def _first_bytes(file: Path, count: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(count)


def _check_sqlite(file: Path) -> None:
    head = _first_bytes(file, 100)
    if not head.startswith(b"SQLite format 3\x00"):
        raise InputError("file_unreadable", source=str(file), layer="", reason="not a SQLite file")
    page = struct.unpack(">H", head[16:18])[0] or 1
    page = 65536 if page == 1 else page
    pages = struct.unpack(">I", head[28:32])[0]
    if file.stat().st_size < page * pages:
        raise InputError("file_truncated", source=str(file), stated=page * pages, size=file.stat().st_size)
    try:                                                 # GDAL would wait again and again
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as found:
            found.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:                  # its schema is so damaged that even the complaint is no text
        raise InputError("file_unreadable", source=str(file), layer="", reason="malformed database schema") from error
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise InputError("file_in_use", source=str(file)) from error


def _sqlite_count(file: Path, layer: str, fallback: Optional[int]) -> Optional[int]:
    """Rows that the table itself holds, past any count kept beside it."""
    quoted = layer.replace('"', '""')
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            return int(connection.execute(f'SELECT COUNT(*) FROM (SELECT * FROM "{quoted}")').fetchone()[0])  # noqa: S608
        finally:
            connection.close()
    except UnicodeDecodeError as error:
        raise InputError("file_unreadable", source=str(file), layer=layer, reason="malformed database") from error
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise InputError("file_in_use", source=str(file)) from error
        if "malformed" in str(error) or "corrupt" in str(error):
            raise InputError("file_unreadable", source=str(file), layer=layer, reason=str(error)) from error
        return fallback


def _check_json(file: Path) -> None:
    size = file.stat().st_size
    with file.open("rb") as handle:
        handle.seek(max(0, size - 4096))
        tail = handle.read().rstrip(b"\x00 \r\n\t")
    if not tail.endswith((b"}", b"]")):
        raise InputError("file_cut", source=str(file))


_MOST_JSON = 64 << 20
"""Bytes of a GeoJSON whose features are counted apart from GDAL, which passes over what it does not take for one."""


def _json_count(file: Path, fallback: Optional[int]) -> Optional[int]:
    """Features that a GeoJSON holds, of whatever type they say they are."""
    if file.stat().st_size > _MOST_JSON:
        return fallback
    try:
        held = json.loads(file.read_bytes())
    except ValueError:                                   # GDAL reads some that are not quite JSON
        return fallback
    features = held.get("features") if isinstance(held, dict) else None
    return len(features) if isinstance(features, list) else fallback


def _check_zip(file: Path) -> None:
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(file) as package:
            bad = package.testzip()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise InputError("file_cut", source=str(file)) from error
    if bad is not None:
        raise InputError("file_cut", source=str(file))


def _check_xml(file: Path) -> None:
    from xml.etree import ElementTree

    try:
        for _, element in ElementTree.iterparse(str(file)):  # noqa: S314  (only the ends of elements are looked at)
            element.clear()
    except ElementTree.ParseError as error:
        raise InputError("file_unreadable", source=str(file), layer="", reason=str(error)) from error
    except (LookupError, ValueError):
        return  # an encoding that only GDAL knows


def _whole_numbers(
    headers: list[str],
    columns: list[npt.NDArray[Any]],
    meta: dict[str, Any],
    given: files.Given,
    layer: str,
    table: Optional[_Dbf],
    notes: list[dict[str, Any]],
    limits: Optional[tuple[int, int]] = None,
) -> list[npt.NDArray[Any]]:
    """Numbers beyond 2**53 (long codes) as the text of the file, where a null has made the column a float."""
    out = list(columns)
    for i, data in enumerate(columns):
        if data.dtype.kind != "f" or not len(data):
            continue
        with np.errstate(invalid="ignore"):
            large = np.abs(data) >= _EXACT
        if not large.any() or not (data[large] == np.floor(data[large])).all():
            continue
        if table is not None and not table.deleted and len(table.fields) == len(headers):
            at, width = table.fields[i]
            raw = [bytes(r).decode("ascii", "replace").strip() for r in table.records[:, at : at + width]]
            out[i] = np.array([None if not t or set(t) <= {"*"} else t for t in raw], object)
        elif given.path.lower().endswith(".gpkg") and not given.where:
            name, quoted = str(meta["fields"][i]).replace('"', '""'), layer.replace('"', '""')
            query = f'SELECT CAST("{name}" AS TEXT) AS t FROM "{quoted}"'  # noqa: S608  (both are quoted)
            if limits is not None:
                query += f" LIMIT {limits[1]:d} OFFSET {limits[0]:d}"
            _, _, _, text = _pyogrio().raw.read(given.path, sql=query, read_geometry=False)
            out[i] = np.asarray(text[0], object)
        else:
            text = np.array([None if np.isnan(v) else repr(v) for v in data], object)
            text[large] = None
            out[i] = text
            notes.append({"code": "digits_lost", "state": "refused", "field": headers[i], "count": int(large.sum())})
    return out


def _dxf_areas(
    geometry: Any, headers: list[str], columns: list[npt.NDArray[Any]], notes: list[dict[str, Any]]
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.bool_]]:
    """Closed polylines as polygons, those inside another of their layer as its holes unless they bear a code.

    The texts inside a polygon tell its code and number, else its layer does; they are added as columns. A hatch that
    fills a polyline is no polygon of its own.
    """
    import shapely

    def column(name: str) -> npt.NDArray[np.object_]:
        return np.asarray(columns[headers.index(name)] if name in headers else np.full(len(geometry), None), object)

    layer, text, kinds = column("Layer"), column("Text"), column("SubClasses").astype(str)
    out = np.asarray(geometry, object).copy()
    kind = shapely.get_type_id(out)
    closed = (kind == 1) & shapely.is_closed(out) & (shapely.get_num_points(out) >= 4)
    if closed.any():
        out[closed] = shapely.polygons(
            shapely.linearrings(
                shapely.get_coordinates(out[closed]),
                indices=np.repeat(np.arange(int(closed.sum())), shapely.get_num_coordinates(out[closed])),
            )
        )
    hatch = np.char.find(kinds.astype(str), "Hatch") >= 0
    keep = np.isin(shapely.get_type_id(out), (3, 6))
    filled = _fillings(out, keep, hatch)
    keep[filled] = False
    area = np.flatnonzero(keep)
    size = shapely.area(out[area])
    said: dict[int, list[str]] = {}
    words = np.flatnonzero([isinstance(t, str) and t.strip() != "" for t in text])
    words = words[(kind[words] == 0)]
    if len(words) and len(area):
        point, polygon = shapely.STRtree(out[area]).query(out[words], predicate="intersects")
        for k in np.unique(point):                        # a text belongs to the innermost outline around it
            inside = polygon[point == k]
            said.setdefault(int(area[inside[np.argmin(size[inside])]]), []).append(str(text[words[k]]).strip())
    codes = {at: _codes_of(told) for at, told in said.items()}
    holes = kept_inside = 0
    simple = area[closed[area]]
    if len(simple) > 1:
        tree = shapely.STRtree(out[simple])
        inner, outer = tree.query(out[simple], predicate="within")
        real = (inner != outer) & (layer[simple[inner]] == layer[simple[outer]])
        inner, outer = inner[real], outer[real]
        depth = np.bincount(inner, minlength=len(simple))
        rings = out[simple].copy()
        for i, o in zip(inner, outer):
            own = bool(codes.get(int(simple[i])))
            if depth[o] == depth[i] - 1 and (depth[i] % 2 == 1 or own):
                out[simple[o]] = shapely.difference(out[simple[o]], rings[i])
                holes += not own
                kept_inside += own
                if not own:
                    keep[simple[i]] = False
    _dxf_words(headers, columns, layer, said, codes, np.flatnonzero(keep), notes)
    if "Text" in headers:
        columns[headers.index("Text")] = np.array(
            [";".join(said[k]) if k in said else None if hatch[k] else t for k, t in enumerate(text)], object)
    left = len(out) - int(keep.sum()) - holes - len(filled)
    if closed.any():
        notes.append({"code": "dxf_closed", "state": "repaired", "count": int(closed.sum()), "holes": holes})
    if kept_inside:
        notes.append({"code": "dxf_inside", "state": "repaired", "count": kept_inside})
    if len(filled):
        notes.append({"code": "dxf_filling", "state": "read", "count": len(filled)})
    open_lines = int(((kind == 1) & ~closed | (kind == 5)).sum())
    if open_lines:
        notes.append({"code": "dxf_open", "state": "refused", "count": open_lines})
    if left > open_lines:
        notes.append({"code": "dxf_left", "state": "read", "count": left - open_lines})
    return out, keep


def _fillings(
    shapes: npt.NDArray[np.object_], areas: npt.NDArray[np.bool_], hatch: npt.NDArray[np.bool_]
) -> npt.NDArray[np.intp]:
    """Hatches with the same outline as a polyline."""
    import shapely

    lines = np.flatnonzero(areas & ~hatch)
    fill = np.flatnonzero(areas & hatch)
    if not len(lines) or not len(fill):
        return np.empty(0, np.intp)
    which, outline = shapely.STRtree(shapes[lines]).query(shapes[fill], predicate="intersects")
    with np.errstate(invalid="ignore"):
        apart = shapely.hausdorff_distance(shapes[fill[which]], shapes[lines[outline]])
        same = apart < 1e-3 * np.sqrt(np.maximum(shapely.area(shapes[fill[which]]), 1e-9))
    return np.asarray(fill[np.unique(which[same])], np.intp)


def _codes_of(texts: list[str]) -> list[str]:
    """Land-use codes among the texts inside an outline, each once."""
    return list(dict.fromkeys(t for text in texts for t in re.split(r"\s+", text) if _is_use_code(t)))


def _is_use_code(text: str) -> bool:
    from ..core import knowledge

    known = {code.upper() for table in knowledge.landuse().values() for code in table}
    parts = [p for p in re.split(r"[+/、]", text.strip().upper()) if p]
    return bool(parts) and all(p in known for p in parts)


def _dxf_words(
    headers: list[str],
    columns: list[npt.NDArray[Any]],
    layer: npt.NDArray[np.object_],
    said: dict[int, list[str]],
    codes: dict[int, list[str]],
    kept: npt.NDArray[np.intp],
    notes: list[dict[str, Any]],
) -> None:
    """Columns of code and number: one of each among the texts inside, else the code that the layer is called by."""
    code, number = np.full(len(layer), None, object), np.full(len(layer), None, object)
    by_layer = 0
    for at in kept:
        told = codes.get(int(at), [])
        if len(told) == 1:
            code[at] = told[0]
        elif told:
            notes.append({"code": "dxf_codes", "state": "refused", "value": ", ".join(told)[:80],
                          "row": int(np.searchsorted(kept, at)) + 1})
        else:
            named = [p for p in re.split(r"[\s_,，\-—\u3400-\u9fff]+", str(layer[at] or "")) if _is_use_code(p)]
            if len(named) == 1 and (not named[0].isdigit() or len(named[0]) >= 4):
                code[at], by_layer = named[0], by_layer + 1
        names = [t for text in said.get(int(at), []) for t in re.split(r"\s+", text)
                 if re.fullmatch(r"(?=.*[0-9])[A-Za-z0-9]+(?:[-_/#][A-Za-z0-9]+)+|[A-Za-z]{0,3}[0-9]{1,4}", t)
                 and not _is_use_code(t)]
        if len(set(names)) == 1:
            number[at] = names[0]
    for header, data in (("用地代码", code), ("地块编号", number)):
        if any(v is not None for v in data) and header not in headers:
            headers.append(header)
            columns.append(data)
    if by_layer:
        notes.append({"code": "dxf_by_layer", "state": "guessed", "count": by_layer})

"""Writes what a review of control zones gave: GeoPackage, JSON, spreadsheet, calendar; each in place when whole."""

from __future__ import annotations

import datetime
import hashlib
import json as json_format
import os
import re
from typing import Any

import pandas as pd
import shapely
from openpyxl import Workbook

from ..core.knowledge import text
from ..core.zones import ZonesOutcome
from . import ledger, phrases
from .results import write_tables
from .whole import whole_file

GEOMETRY_TYPES = {"zones_status": "MULTIPOLYGON", "zone_gaps": "MULTIPOLYGON"}
TABLES = ("zones_status", "zone_duties", "zone_actions", "rejected", "zone_gaps")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_JSON_VERSION = 1


def write_zones(outcome: ZonesOutcome, path_gpkg: str | os.PathLike[str], json: str | os.PathLike[str] | None = None,
                xlsx: str | os.PathLike[str] | None = None, ics: str | os.PathLike[str] | None = None) -> None:
    """Write a review of zones to a GeoPackage and, where a path is given, as JSON, spreadsheet and calendar.

    Parameters
    ----------
    outcome : ZonesOutcome
    path_gpkg : path
        Layers ``zones_status`` and ``zone_gaps`` in the CRS of the outcome, the other tables without geometry.
    json, xlsx, ics : path, optional

    Raises
    ------
    InputError
        ``output_unwritable`` or ``output_locked``; what stood in that place before is unchanged.

    Notes
    -----
    Each file is made beside its target and moved over it when whole. The same outcome gives the same GeoPackage, JSON
    and calendar byte for byte.
    """
    write_tables(path_gpkg, {name: outcome.tables[name] for name in TABLES}, outcome.geometry, outcome.crs,
                 GEOMETRY_TYPES)
    if json is not None:
        with whole_file(json) as part:
            part.write_bytes(_json(outcome).encode("utf-8", "backslashreplace"))
    if xlsx is not None:
        with whole_file(xlsx) as part:
            _write_xlsx(outcome, part)
    if ics is not None:
        with whole_file(ics) as part:
            part.write_bytes(calendar(outcome).encode("utf-8", "backslashreplace"))


def _json(outcome: ZonesOutcome) -> str:
    crs = outcome.crs
    content: dict[str, Any] = {
        "format": "soilgate-zones", "version": _JSON_VERSION, "as_of": str(outcome.as_of.date()),
        "crs": None if crs is None else {"name": crs.name, "epsg": crs.to_epsg(), "wkt": crs.to_wkt()}}
    for name in TABLES:
        rows = [{column: _json_value(value) for column, value in row.items()}
                for row in outcome.tables[name].to_dict("records")]
        for row, shape in zip(rows, outcome.geometry.get(name, ())):
            row["geometry"] = None if shape is None else json_format.loads(shapely.to_geojson(shape))
        content[name] = rows
    return json_format.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _json_value(value: Any) -> Any:
    value = _typed(value)
    return str(value) if isinstance(value, datetime.date) else value


def _typed(value: Any) -> Any:
    """None for every null, a plain date for a day."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


_STATE_COLOURS = {"missing": ("C8102E", "FFFFFF"), "overdue": ("C8102E", "FFFFFF"), "due": ("E08A00", "000000")}


def _write_xlsx(outcome: ZonesOutcome, path: os.PathLike[str]) -> None:
    """Write the work list first, then all tables, in the words of people."""
    book = Workbook(write_only=True)
    heading = text("ledger", "zones_title", "zh")
    book.properties.title, book.properties.creator = heading, "SoilGate"
    for name in ("zone_actions", *(table for table in TABLES if table != "zone_actions")):
        ledger.add_table(book, text("tables", name, "zh"), outcome.tables[name], _FIELDS[name], "zh",
                         f"{heading}（{outcome.as_of:%Y-%m-%d}）")
    book.save(path)


def _fields(*columns: tuple[str, float] | tuple[str, float, str]) -> list[ledger.Field]:
    """Columns of a sheet: name, width, kind; stored words are shown in Chinese."""
    found = []
    for name, width, *kind in columns:
        words = {"duty": "zone_duties", "state": "zone_states", "worst_state": "zone_states", "actor": "zone_actors",
                 "role": "roles"}.get(name)
        show = None if words is None else lambda value, words=words: phrases.phrase(value, "zh", words)
        found.append(ledger.Field(name, width, kind[0] if kind else "text", show,
                                  text("ledger", "duty_state", "zh") if name == "state" else None,
                                  printed=not name.endswith("_en"),
                                  paint=_STATE_COLOURS if name in ("state", "worst_state") else None))
    return found


_FIELDS = {
    "zone_actions": _fields(("zone_id", 14), ("plot_id", 18), ("duty", 14), ("state", 9), ("due_date", 12, "date"),
                            ("message_zh", 64, "wrapped"), ("actor", 16), ("message_en", 60, "wrapped")),
    "zones_status": _fields(("zone_id", 14), ("plots", 30, "wrapped"), ("area_m2", 14, "number"),
                            ("gap_m2", 16, "number"), ("worst_state", 10), ("next_due", 12, "date")),
    "zone_duties": _fields(("zone_id", 14), ("duty", 14), ("state", 9), ("due_date", 12, "date"),
                           ("last_date", 12, "date"), ("reason_zh", 56, "wrapped"), ("citation", 30, "wrapped"),
                           ("actor", 16), ("reason_en", 60, "wrapped")),
    "rejected": _fields(("role", 12), ("source_row", 10, "general"), ("row_id", 16), ("zone_id", 14),
                        ("reason_zh", 40, "wrapped"), ("why", 20), ("reason_en", 40, "wrapped")),
    "zone_gaps": _fields(("plot_id", 18), ("zone_id", 14), ("state", 10), ("gap_m2", 16, "number")),
}


def calendar(outcome: ZonesOutcome) -> str:
    """The due days of all duties as an iCalendar object, one event of a whole day for each.

    References
    ----------
    RFC 5545.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SoilGate//Control zones//ZH", "CALSCALE:GREGORIAN"]
    stamp = outcome.as_of.strftime("%Y%m%dT000000Z")       # a clock here would make equal calendars differ
    duties = outcome.tables["zone_duties"]
    dated = duties[duties["due_date"].notna()].sort_values(["due_date", "zone_id"], kind="stable")
    for row in dated.to_dict("records"):
        uid = hashlib.sha256(f"{row['zone_id']}\0{row['duty']}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
        summary = text("zone_actions", "event", "zh", zone=row["zone_id"], duty=text("zone_duties", row["duty"], "zh"),
                       state=text("zone_states", row["state"], "zh"))
        description = " ".join(part for part in (row["reason_zh"], row["citation"]) if part)
        lines += ["BEGIN:VEVENT", f"UID:{uid}@soilgate", f"DTSTAMP:{stamp}",
                  f"DTSTART;VALUE=DATE:{row['due_date']:%Y%m%d}",
                  f"DTEND;VALUE=DATE:{row['due_date'] + pd.Timedelta(days=1):%Y%m%d}",
                  f"SUMMARY:{_escaped(summary)}", f"DESCRIPTION:{_escaped(description)}", "TRANSP:TRANSPARENT",
                  "END:VEVENT"]
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _escaped(value: str) -> str:
    """Text of a property: backslash, semicolon, comma and line ends escaped, other control characters left out."""
    value = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line of at most 75 octets, continued after CRLF and a blank; no character is cut in two."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8", "backslashreplace"))
        if size + octets > (75 if not parts else 74):
            parts.append(part)
            part, size = "", 0
        part += character
        size += octets
    return "\r\n ".join([*parts, part]) + "\r\n"

"""What a workspace holds, whatever keeps it: tables, columns, keys, titles, drop-downs, forms."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from ..core import knowledge
from ..core.tables import FINDINGS, ROLES, Column
from ..core.vocabulary import EditionKind, ListKind, Role, Step, Verdict
from . import mapping, phrases

SCHEMA_VERSION = 4
VERSION_COLUMN = "row_version"           # PostGIS: by it an edit learns that somebody else was faster
OWN = (Column("unreadable"), Column("original"), Column("source_row", "whole"), Column("import_id", "whole"),
       Column("recorded_from", "instant"))
GEOMETRY = "__geometry"                  # in ``original``: geometry of a kind that the layer does not hold, as WKT
_POINTS = (Role.SAMPLES, Role.SIGNS, Role.POINTS)
_PLAIN = (Role.RECORDS, Role.NOTICES, Role.EVIDENCE)
_KEYS: dict[Role, tuple[str, ...]] = {
    Role.REGISTRY: ("entry_id", "list_kind"),
    Role.SAMPLES: ("sample_id", "point_id", "depth_top_m", "depth_bottom_m", "pollutant"),
    Role.SIGNS: ("sign_id", "zone_id"), Role.POINTS: ("point_id", "zone_id"),
    Role.RECORDS: ("record_id", "point_id", "zone_id", "medium", "recorded_on", "pollutant"),
    Role.EVIDENCE: ("role", "subject_id", "parcel_id", "statement"), Role.LOCATED: ("role", "entry_id")}
_FINDING = {"verdict": Column("verdict", "word", Verdict), "due_step": Column("due_step", "word", Step),
            "due_now": Column("due_now", "bool"), **{name: Column(name, "number") for name in (
                "overlap_m2", "share", "distance_m", "value_mg_kg", "limit_mg_kg")}}
NAMES = ("drafted_by", "reviewed_by", "signed_by")          # the three without whom nothing is signed
_USUAL = {"change_kind": ("added", "kept", "removed", "changed"),
          "medium": ("soil", "surface_water", "groundwater", "air"),
          "sample_type": ("normal", "duplicate", "blank", "control", "quick_test")}
"""Words to choose from in columns that keep other texts too."""
SIGNED = "已签发，不能更改 / signed: read-only"
UNNAMED = "签发须有经办人、复核人、签发人三人 / signed only in three names"
_LONG = ("original", "attributes", "record", "reason", "facts", "message_zh", "message_en")
_QGIS_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"        # stands for null in its value maps


@dataclasses.dataclass(frozen=True)
class Layer:
    """A table of the workspace; ``geometry`` is "" for a plain one."""

    name: str
    columns: tuple[Column, ...]
    geometry: str = ""
    role: Role | None = None
    history: bool = True

    @property
    def kept(self) -> list[str]:
        """Columns that the history keeps too."""
        return ["fid", *(["geom"] if self.geometry else []), *(c.name for c in self.columns)]

    @property
    def former(self) -> str:
        """Name of the table of former states."""
        return f"{self.name}_history"

    @property
    def states(self) -> str:
        """Name of the view of all states, former and present, each with the time it held; "" without history."""
        return f"{self.name}_states" if self.history else ""

    @property
    def signed(self) -> bool:
        """Whether its rows are read-only once they are signed."""
        return any(column.name == "signed_on" for column in self.columns)

    @property
    def indexed(self) -> list[str]:
        """Columns by which rows are looked up."""
        return [c.name for c in self.columns if c.name.endswith("_id") or c.name == "name"]


def layers() -> dict[str, Layer]:
    """All tables of the workspace: the roles, then what the office itself keeps."""
    found = {}
    for role, columns in ROLES.items():
        kind = "" if role in _PLAIN else "POINT" if role in _POINTS else "MULTIPOLYGON"
        extra = (Column("vanished", "bool"),) if role is Role.REGISTRY else ()
        found[str(role)] = Layer(str(role), (*columns, *extra, *OWN), kind, role)
    signatures = ("drafted_by", "drafted_on:date", "reviewed_by", "reviewed_on:date", "signed_by", "signed_on:date")
    when = Column("recorded_from", "instant")
    for layer in (
            Layer("applications", (*_columns("application_id", "case_no", "applicant", "parcel_ids", "use_code"),
                                   Column("step", "word", Step), *_columns(
                "applied_on:date", "current_use_code", "project_industry", "steps", "use_changed_on:date",
                "approved_on:date", "decided_on:date", "works_begun_on:date"), when), "MULTIPOLYGON"),
            Layer("application_parcels", (*_columns(
                "application_id", "position:whole", "parcel_id", "use_code", "current_use_code", "origin", "crs",
                "attributes"), when), "MULTIPOLYGON"),
            Layer("decisions", (*_columns("decision_id", "application_id", "parcel_id", "run_id"),
                                Column("verdict", "word", Verdict), *_columns("decision", "reason", *signatures),
                                when)),
            Layer("runs", _columns("run_id", "as_of:date", "steps", "result", "sha256", "record", *signatures),
                  history=False),
            Layer("findings", (Column("run_id"), *(_FINDING.get(n, Column(n)) for n in FINDINGS)), history=False),
            Layer("coverage", (Column("role", "word", Role), *_columns(
                "whole_plan:bool", "none_issued:bool", "person", "stated_on:date", "document"), when), "MULTIPOLYGON"),
            Layer("imports", (*_columns("import_id:whole"), Column("role", "word", Role), *_columns(
                "path", "layer", "sha256", "rows:whole", "crs", "encoding", "title"),
                Column("edition", "word", EditionKind), *_columns("edition_date:date"),
                Column("list_kind", "word", ListKind), *_columns(
                    "fields", "person", "imported_at:instant", "added:whole", "updated:whole", "unchanged:whole",
                    "vanished:whole", "as_read:whole", "repaired:whole", "guessed:whole", "refused:whole")),
                history=False),
            Layer("import_report", _columns("import_id:whole", "source_row:whole", "state", "code", "facts",
                                            "message_zh", "message_en"), history=False)):
        found[layer.name] = layer
    return found


def _columns(*specs: str) -> tuple[Column, ...]:
    return tuple(Column(*spec.split(":")) for spec in specs)


def keys(role: Role) -> tuple[str, ...]:
    """The columns by which a row of a role is known again; the first one must be given."""
    from ..core.tables import ID_COLUMN
    return _KEYS.get(role, (ID_COLUMN[role],))


# ---------------------------------------------------------------------------------------------- words and forms

def layer_title(layer: Layer, lang: str) -> str:
    """Title of a table."""
    return phrases.phrase(layer.name, lang, "roles", "tables")


def column_title(layer: Layer, column: str, lang: str = "zh") -> str:
    """Title of a column of the workspace."""
    known = mapping.fields(layer.role) if layer.role is not None else {}
    if column in known:
        return known[column].label_zh if lang == "zh" else known[column].label_en
    return phrases.phrase(column, lang, "workspace_columns", "columns")


def choices(column: Column) -> list[tuple[str, str]]:
    """Values and titles that a column allows; empty where it is free."""
    if column.type == "class":
        return [(value, phrases.phrase(value, "zh", "choices")) for value in ("1", "2")]
    if column.type == "bool":
        return [("1", knowledge.text("yes_no", "yes", "zh")), ("0", knowledge.text("yes_no", "no", "zh"))]
    if column.words is None:
        return [(word, phrases.phrase(word, "zh", "choices")) for word in _USUAL.get(column.name, ())]
    sections = ("roles", "steps", "verdicts") if column.words in (Role, Step, Verdict) else ("choices",)
    words: Iterable[enum.Enum] = column.words
    return [(str(word), phrases.phrase(str(word), "zh", *sections)) for word in words]


def check_of(column: Column, name: str) -> str:
    """The SQL condition on the values of a column, "" where it is free; ``name`` is quoted already."""
    if column.type == "word" and column.words is not None:
        words = ", ".join(f"'{word}'" for word in column.words)
        return f"{name} IN ({words})"
    return {"class": f"{name} IN (1, 2)", "bool": f"{name} IN (0, 1)"}.get(column.type, "")


_TEMPORAL = ('<temporal enabled="0" mode="2" startField="recorded_from" endField="recorded_to" limitMode="0" '
             'durationField="" durationUnit="min" fixedDuration="0" accumulate="0" startExpression="" '
             'endExpression=""><fixedRange><start></start><end></end></fixedRange></temporal>')


def form(layer: Layer, *, versioned: bool = False, states: bool = False) -> str:
    """QML of aliases and editing widgets.

    Parameters
    ----------
    versioned : the table has ``VERSION_COLUMN``: QGIS then sends with every edit, negated, the version that it edits
    states : of the view of all states, which QGIS can step through by time
    """
    fields, aliases, editable, defaults = [], [], [], []
    for column in layer.columns:
        listed = choices(column)
        if listed:
            listed.insert(0, (_QGIS_NULL, phrases.phrase("null", "zh", "choices")))
            options = "".join(
                f'<Option type="Map"><Option name={quoteattr(title)} value={quoteattr(value)} type="QString"/></Option>'
                for value, title in listed)
            widget = ('<editWidget type="ValueMap"><config><Option type="Map"><Option name="map" type="List">'
                      f"{options}</Option></Option></config></editWidget>")
        elif column.type == "date":
            widget = ('<editWidget type="DateTime"><config><Option type="Map"><Option name="allow_null" value="true" '
                      'type="bool"/><Option name="calendar_popup" value="true" type="bool"/><Option '
                      'name="display_format" value="yyyy-MM-dd" type="QString"/><Option name="field_format" '
                      'value="yyyy-MM-dd" type="QString"/></Option></config></editWidget>')
        elif column.name in _LONG:
            widget = ('<editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" value="true" '
                      'type="bool"/></Option></config></editWidget>')
        else:
            widget = '<editWidget type="TextEdit"><config><Option/></config></editWidget>'
        fields.append(f"<field name={quoteattr(column.name)}>{widget}</field>")
        aliases.append(f'<alias index="0" field={quoteattr(column.name)} '
                       f"name={quoteattr(column_title(layer, column.name))}/>")
        own = column in OWN or column.name == "recorded_from"
        editable.append(f'<field name={quoteattr(column.name)} editable="{0 if own else 1}"/>')
    for name in ("fid", *([VERSION_COLUMN] if versioned else [])):
        fields.append(f'<field name="{name}"><editWidget type="Hidden"><config><Option/></config></editWidget></field>')
    if versioned:
        aliases.append(f'<alias index="0" field="{VERSION_COLUMN}" '
                       f"name={quoteattr(column_title(layer, VERSION_COLUMN))}/>")
        editable.append(f'<field name="{VERSION_COLUMN}" editable="0"/>')
        defaults.append(f'<default field="{VERSION_COLUMN}" applyOnUpdate="1" '
                        f"expression={quoteattr(f'-abs(coalesce({chr(34)}{VERSION_COLUMN}{chr(34)}, 1))')}/>")
    for name in ("row_id", "recorded_to") if states else ():
        aliases.append(f'<alias index="0" field="{name}" name={quoteattr(column_title(layer, name))}/>')
    return ('<!DOCTYPE qgis PUBLIC \'http://mrcc.com/qgis.dtd\' \'SYSTEM\'>\n'
            f'<qgis version={quoteattr("3.22.0")} styleCategories="Fields|Forms{"|Temporal" if states else ""}">'
            f'{_TEMPORAL if states else ""}'
            f'<fieldConfiguration>{"".join(fields)}</fieldConfiguration>'
            f'<aliases>{"".join(aliases)}</aliases><defaults>{"".join(defaults)}</defaults>'
            f'<editable>{"".join(editable)}</editable></qgis>')

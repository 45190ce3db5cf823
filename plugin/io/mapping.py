"""Headers -> canonical columns, cells -> canonical values: a raw table becomes the table of a role.

``guess`` proposes, a person's ``Mapping`` (``--map``) decides, ``normalise`` does it. What is not understood is null
and unreadable, and noted; no row is dropped. Words and headers stand in ``resources/fields.yaml`` and ``values.yaml``.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core import geometry as geometry_of
from ..core import grids, knowledge
from ..core.errors import InputError
from ..core.settle import LISTED
from ..core.tables import ROLES, UNREADABLE, UNTIL, Column, RoleTable, Source
from ..core.vocabulary import EditionKind, ListKind, Role
from . import marks
from . import values as cells
from .raw import RawTable

ACCEPTED = 0.4
"""Least confidence of a header that is used without a person's word."""

_EQUAL = 0.031
_SAMPLE = 400
_NAMED = 20                              # samples that a note names one by one

_DECISIVE = frozenset(
    [
        "use_code",
        "current_use_code",
        "category",
        "barred_uses",
        "conclusion",
        "review_result",
        "stage",
        "list_status",
        "value",
        "pollutant",
        "unit",
        "result",
        "target_class",
        "land_class",
        "removed_on",
        "reviewed_on",
        "valid_from",
        "valid_until",
        "lifted_on",
        "longitude",
        "latitude",
        "x",
        "y",
        "phase",
        "recorded_on",
        "detection_limit",
    ]
)
"""Columns in which two equally good headers with different cells are a question, not a choice."""

_TELLING = frozenset(["list_status", "list_kind", "conclusion", "review_result", "result", "category", "target_class",
                      "land_class"])
"""Columns in which any second header whose cells are read otherwise is a question too."""

_NAMES = frozenset(["name", "entry_id", "parcel_id", "plot_id", "sample_id", "point_id"])
"""Columns whose header, where a sheet repeats it over other cells, may head a second table beside the first."""

_SIGNS: dict[Role, tuple[tuple[str, ...], ...]] = {
    Role.REGISTRY: (("list_status",), ("list_kind",), ("stage",), ("removed_on",), ("listed_on",), ("change_kind",),
                    ("risk_level",), ("target_class",), ("use_limits",), ("_title",)),
    Role.NEGATIVE_LIST: (("barred_uses",),),
    Role.SURVEY_AREAS: (("conclusion",), ("phase",)),
    Role.SAMPLES: (("pollutant", "value"),),
    Role.RISK_ASSESSMENTS: (("result",),),
    Role.INDUSTRIAL_LAND: (("key_unit",), ("hazardous_waste",), ("industry",)),
    Role.ORDERED_SURVEYS: (("ordered_on",),),
    Role.FARMLAND: (("category",),),
    Role.BASIC_FARMLAND: (),
    Role.CONTROL_ZONES: (("forbids",), ("drawn_on", "lifted_on")),
}
_SIGNS_TO_OTHERS = {Role.REGISTRY: (("list_status", "stage"),),
                    Role.INDUSTRIAL_LAND: (("key_unit", "hazardous_waste"),)}
"""Columns by which a table shows its role: one of the groups, whole; and what it takes where another role was said."""

_REQUIRED: dict[Role, tuple[tuple[str, ...], ...]] = {
    Role.PARCELS: (("use_code", "use_name"),),
    Role.SAMPLES: (("pollutant", "cas"), ("value",)),
    Role.LOCATED: (("role",), ("entry_id", "_name"), ("settlement",)),
}
_CODE = re.compile(r"[A-Za-z]{1,2}[0-9]{0,4}[A-Za-z]?|[0-9]{2,8}[A-Za-z]?[0-9]?|[0-9]{2}[A-Za-z][0-9]")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Guess(NamedTuple):
    """A header for a canonical column: confidence 0 to 1 and why (a code of message section ``mapping``)."""

    header: str
    confidence: float
    reason: str


@dataclasses.dataclass
class Mapping:
    """Which header is which column, and words of one source.

    ``columns``: canonical column -> Guess, None for "no such column". ``values``: canonical column (or ``""`` for all)
    -> {their word: ours}. The rest says of the whole list what the file does not.
    """

    columns: dict[str, Optional[Guess]] = dataclasses.field(default_factory=dict)
    values: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    list_kind: Optional[ListKind] = None
    edition: Optional[EditionKind] = None
    edition_date: Optional[pd.Timestamp] = None
    unused: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: MappingType[str, Optional[str]], **more: Any) -> Mapping:
        """From plain ``{canonical: header}``, as a person states it."""
        return cls({c: None if h is None else Guess(h, 1.0, "given") for c, h in columns.items()}, **more)

    def header(self, column: str) -> Optional[str]:
        """The header of a column, None when it has none."""
        found = self.columns.get(column)
        return None if found is None else found.header


# --- the file of --map ----------------------------------------------------------------------------------------------

_WHOLE = ("values", "list_kind", "edition", "edition_date", "columns")


def load_map(path: Union[str, os.PathLike[str]]) -> dict[Role, Mapping]:
    """Read a mapping file: YAML, role -> {canonical column: header, values, list_kind, edition, edition_date}.

    Raises
    ------
    InputError
        ``map_unreadable``, ``map_role``, ``map_column``, ``map_word``: names the file and the word.
    """
    import yaml

    file = str(path)
    try:
        told = yaml.safe_load(Path(path).read_text(encoding="utf-8-sig")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError("map_unreadable", source=file, reason=str(error).splitlines()[0]) from error
    if not isinstance(told, dict) or not all(isinstance(v, dict) for v in told.values()):
        raise InputError("map_unreadable", source=file, reason="role: {column: header}")
    out = {}
    for name, entry in told.items():
        if name not in [str(r) for r in Role]:
            raise InputError("map_role", source=file, value=str(name), known=", ".join(str(r) for r in Role))
        out[Role(name)] = _one_map(file, Role(name), entry)
    return out


def _one_map(file: str, role: Role, entry: dict[str, Any]) -> Mapping:
    columns = dict(entry.get("columns") or {})
    columns.update({k: v for k, v in entry.items() if k not in _WHOLE})
    known = set(fields(role))
    for column, header in columns.items():
        if column not in known:
            raise InputError(
                "map_column",
                source=file,
                role=str(role),
                field=str(column),
                known=", ".join(sorted(k for k in known if not k.startswith("_"))),
            )
        columns[column] = None if header is None else str(header)
    said: dict[str, dict[str, Any]] = {}
    for key, value in (entry.get("values") or {}).items():
        if isinstance(value, dict):
            if key not in known:
                raise InputError(
                    "map_column",
                    source=file,
                    role=str(role),
                    field=str(key),
                    known=", ".join(sorted(k for k in known if not k.startswith("_"))),
                )
            said.setdefault(str(key), {}).update({str(k): v for k, v in value.items()})
        else:
            said.setdefault("", {})[str(key)] = value
    whole: dict[str, Any] = {}
    for key, words in (("list_kind", ListKind), ("edition", EditionKind)):
        if entry.get(key) is not None:
            if entry[key] not in [str(w) for w in words]:
                raise InputError(
                    "map_word", source=file, field=key, value=str(entry[key]), known=", ".join(str(w) for w in words)
                )
            whole[key] = words(entry[key])
    if entry.get("edition_date") is not None:
        day = cells.date(entry["edition_date"])
        if day is None or day is cells.BAD:
            raise InputError(
                "map_word", source=file, field="edition_date", value=str(entry["edition_date"]), known="YYYY-MM-DD"
            )
        whole["edition_date"] = pd.Timestamp(day)
    return Mapping.of(columns, values=said, **whole)


def dump_map(mappings: MappingType[Role, Mapping]) -> str:
    """The text of a mapping file that ``load_map`` reads back, for remembering."""
    import yaml

    out = {}
    for role, m in mappings.items():
        entry: dict[str, Any] = {c: None if g is None else g.header for c, g in m.columns.items()}
        told = {k: v for k, v in m.values.items() if k and v}
        told.update(m.values.get("", {}))
        if told:
            entry["values"] = told
        for key in ("list_kind", "edition"):
            if getattr(m, key) is not None:
                entry[key] = str(getattr(m, key))
        if m.edition_date is not None:
            entry["edition_date"] = m.edition_date.strftime("%Y-%m-%d")
        out[str(role)] = entry
    return str(yaml.safe_dump(out, allow_unicode=True, sort_keys=False))


# --- headers --------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Field:
    """Headers under which a column is found."""

    label_zh: str
    label_en: str
    zh: tuple[str, ...]
    pinyin: tuple[str, ...]
    en: tuple[str, ...]
    weak: tuple[str, ...]
    yields: tuple[str, ...]        # headers that mean something else beside another header of the column


@cache
def _fields() -> dict[str, dict[str, Field]]:
    out: dict[str, dict[str, Field]] = {}
    for role, columns in knowledge.read_yaml("fields.yaml").items():
        if not role.startswith("_"):
            out[role] = {
                name: Field(
                    f["label_zh"],
                    f["label_en"],
                    *(tuple(str(w) for w in f.get(k) or ()) for k in ("zh", "pinyin", "en", "weak", "yields")),
                )
                for name, f in columns.items()
            }
    return out


def fields(role: Role) -> dict[str, Field]:
    """Columns of a role in the order of ``ROLES``, then those that are read into others (``_pair`` ...)."""
    known = _fields()[str(role)]
    order = [c.name for c in ROLES[role] if c.name in known]
    return {name: known[name] for name in order + [n for n in known if n not in order]}


def fold_header(header: object) -> str:
    """A header without width, case, blanks, line breaks, underscores, hyphens and quotes."""
    return re.sub(r"[\s_\-—–·.:：*＊#'\"“”]+", "", cells.half(header)).lower()


def _without_brackets(header: str) -> str:
    return re.sub(r"[(\[（【][^()\[\]（）【】]*[)\]）】]?", "", cells.half(header))


@cache
def _index(role: Role) -> dict[str, list[tuple[str, float, str]]]:
    """Folded word -> [(column, score, reason)]."""
    out: dict[str, list[tuple[str, float, str]]] = {}
    for column, field in fields(role).items():
        words: list[tuple[str, float, str]] = []
        if not column.startswith("_"):
            words.append((column, 1.0, "name"))
        words += [(w, 0.95 - 0.0005 * i, "label") for i, w in enumerate(field.zh)]
        words += [(w, 0.90 - 0.0005 * i, "english") for i, w in enumerate(field.en)]
        words += [(w, 0.75 - 0.0005 * i, "pinyin") for i, w in enumerate(field.pinyin)]
        words += [(w, 0.55 - 0.001 * i, "weak") for i, w in enumerate(field.weak)]
        seen = set()
        for word, score, reason in words:
            key = fold_header(word)
            if key not in seen:
                out.setdefault(key, []).append((column, score, reason))
                seen.add(key)
    return out


_HARMLESS = (
    "拟",
    "规划",
    "地块",
    "宗地",
    "所属",
    "所在",
    "主要",
    "污染地块",
    "调查",
    "样品",
    "采样",
    "点位",
    "监测",
    "评审",
    "管控",
    "管控区",
    "土壤",
    "企业",
    "单位",
    "名录",
    "该地块",
    "疑似污染地块",
)


def header_scores(header: str, role: Role, *, cut: bool = False) -> dict[str, tuple[float, str]]:
    """Canonical columns that a header may be: column -> (score, reason), by its wording alone."""
    index = _index(role)
    out: dict[str, tuple[float, str]] = {}

    def take(key: str, less: float, reason: Optional[str] = None) -> None:
        for column, score, why in index.get(key, ()):
            if score - less > out.get(column, (0.0, ""))[0]:
                out[column] = (score - less, reason or why)

    whole = fold_header(header)
    if not whole:
        return out
    take(whole, 0.0)
    if whole.endswith("aspublished"):
        take(whole[: -len("aspublished")], 0.01)
    bare = fold_header(_without_brackets(header))
    if bare and bare != whole:
        take(bare, 0.01)
    parts = [fold_header(p) for p in re.split(r"[/／|]", _without_brackets(header)) if fold_header(p)]
    if len(parts) > 1:
        take(parts[-1], 0.02)
        if re.fullmatch(r"m2?|cm|km|亩|公顷|度|米|mg/?kg|kg|ug|μg", parts[-1]):
            take(parts[0], 0.02)
    numbered = re.fullmatch(r"(.+?)(?:_?[0-9]{1,2})", cells.half(header).strip())
    if numbered and not out:
        take(fold_header(numbered[1]), 0.02)
    if not out:
        for prefix in _HARMLESS:
            if bare.startswith(prefix) and len(bare) - len(prefix) >= 2:
                take(bare[len(prefix) :], 0.4, "part")
    if not out and cut and ((len(bare) >= 3 and _HAN.search(bare)) or len(bare) >= 8):
        size = len(whole.encode("gb18030")), len(whole.encode("utf-8"))
        if 8 <= size[0] <= 10 or 8 <= size[1] <= 10:
            for key in index:
                if key.startswith(whole):
                    take(key, 0.25, "cut")
    return out


def _fit(column: Column, sample: npt.NDArray[np.object_], header: str, serials: bool) -> Optional[float]:
    """The share of non-blank cells that can be what the column holds; None where nothing can be said."""
    given = np.array([v for v in sample if not cells.is_blank(v)], object)
    if not len(given) or (column.type == "text" and column.name not in ("use_code", "current_use_code")):
        return None
    if column.type == "text":
        return float(np.mean([_is_code(v) for v in given]))
    parsed = _typed(column, given, header, serials)
    return float(1 - parsed.unreadable.mean())


def _is_code(value: object) -> bool:
    text = re.sub(r"[（(][^）)]*[）)]|[0-9.]+%", "", cells.half(cells.texts([value]).values[0] or ""))
    parts = [p for p in re.split(r"[+/\\、,，;；|&\s]+", text) if p]
    return bool(parts) and all(_CODE.fullmatch(p) or re.fullmatch(r"(?:[A-Z][0-9]{0,3}){1,3}", p) for p in parts)


def _sample(column: pd.Series) -> npt.NDArray[np.object_]:
    given = column.dropna()
    if len(given) > 20 * _SAMPLE:
        given = given.iloc[:: len(given) // (20 * _SAMPLE) + 1]
    try:
        kinds = pd.unique(given)
    except TypeError:
        kinds = given.to_numpy(object)
    return np.asarray(kinds, object)[:_SAMPLE]


def guess(raw: RawTable, role: Role, given: Optional[Mapping] = None) -> Mapping:
    """Propose a header for every canonical column.

    Parameters
    ----------
    given : what a person said; it stands, and its headers are used for nothing else

    Returns
    -------
    Mapping
        Words decide first; where a header can be two columns (用地性质: code or name) the values do. A header is used
        once. ``unused`` are headers that mean nothing here.

    Raises
    ------
    InputError
        ``map_header``: a stated header is not in the file. ``two_headers``: two equally good headers of one column
        hold different values.
    """
    types = {c.name: c for c in ROLES[role]}
    headers = [str(h) for h in raw.frame.columns]
    found: dict[str, Optional[Guess]] = {}
    taken: set[str] = set()
    for column, told in (given.columns if given else {}).items():
        if told is not None:
            match = next((h for h in headers if h == told.header), None) or next(
                (h for h in headers if h.strip().lower() == told.header.strip().lower()), None
            )
            if match is None:
                raise InputError(
                    "map_header",
                    source=raw.source.path,
                    layer=raw.source.layer,
                    field=told.header,
                    column=column,
                    known=", ".join(headers),
                )
            told = Guess(match, told.confidence, told.reason)
            taken.add(match)
        found[column] = told
    scored: list[tuple[float, str, str, str]] = []
    samples: dict[str, npt.NDArray[np.object_]] = {}
    for header in headers:
        if header in taken:
            continue
        scores = header_scores(header, role, cut=raw.cut)
        if scores and header not in samples:
            samples[header] = _sample(raw.frame[header])
        scores = _by_values(scores, samples.get(header, np.empty(0, object)), types, header, raw.spreadsheet)
        scored += [(score, column, header, reason) for column, (score, reason) in scores.items() if score >= ACCEPTED]
    order = {name: i for i, name in enumerate(fields(role))}
    place = {h: i for i, h in enumerate(headers)}
    yields = {name: {fold_header(word) for word in field.yields} for name, field in fields(role).items()}
    scored.sort(key=lambda s: (fold_header(s[2]) in yields[s[1]], -s[0], order[s[1]], place[s[2]]))
    for score, column, header, reason in scored:
        if column not in found and header not in taken:
            found[column] = Guess(header, round(min(score, 1.0), 2), reason)
            taken.add(header)
    for column, choice in found.items():
        if choice is None or choice.reason == "given":
            continue
        twice = re.compile(re.escape(choice.header) + "_[0-9]+")     # as ``unique_headers`` calls a header that recurs
        if column not in _DECISIVE | _TELLING and not (
                raw.spreadsheet and column in _NAMES and any(map(twice.fullmatch, headers))):
            continue
        best = max(s[0] for s in scored if s[1] == column and s[2] == choice.header)
        for score, other_column, header, _ in scored:
            if other_column != column or header in taken or (
                column in _NAMES and not twice.fullmatch(header)) or (
                fold_header(header) in yields[column] and fold_header(choice.header) not in yields[column]
            ):
                continue
            one, other = (_typed(types[column], raw.frame[h], h, raw.spreadsheet) for h in (choice.header, header)) \
                if column in _TELLING else (None, None)
            if (best - score <= _EQUAL and _differ(raw.frame[choice.header], raw.frame[header])) or (
                one is not None and other is not None and _contradict(one, other)
            ):
                raise InputError(
                    "two_headers",
                    source=raw.source.path,
                    layer=raw.source.layer,
                    role=str(role),
                    field=column,
                    first=choice.header,
                    second=header,
                )
    return Mapping(
        found,
        dict(given.values) if given else {},
        given.list_kind if given else None,
        given.edition if given else None,
        given.edition_date if given else None,
        tuple(h for h in headers if h not in taken),
    )


def _by_values(
    scores: dict[str, tuple[float, str]],
    sample: npt.NDArray[np.object_],
    types: dict[str, Column],
    header: str,
    serials: bool,
) -> dict[str, tuple[float, str]]:
    """Scores after a look at the cells."""
    out = dict(scores)
    for code, name in (("use_code", "use_name"), ("current_use_code", "current_use_name")):
        if code in out and name in out:
            fit = _fit(types[code], sample, header, serials)
            best = max(out[code][0], out[name][0])
            as_code = fit > 0.5 if fit is not None else out[code][0] > out[name][0]
            keep, drop = (code, name) if as_code else (name, code)
            out[keep] = (best, "values" if fit is not None and out[keep][0] < best else out[keep][1])
            del out[drop]
    for column, (score, reason) in list(out.items()):
        if column not in types or score >= 0.85 or types[column].type == "text":
            continue
        fit = _fit(types[column], sample, header, serials)
        if fit is not None:
            out[column] = (score * (0.4 + 0.6 * fit) + (0.05 if fit > 0.9 else 0.0), reason)
    return out


def _differ(one: pd.Series, other: pd.Series) -> bool:
    a, b = cells.texts(one).values, cells.texts(other).values
    pairs = (x != y and x is not None and y is not None and cells.half(x) != cells.half(y) for x, y in zip(a, b))
    return any(pairs) or bool(
        [x for x in a if x is not None] == [] != [y for y in b if y is not None]
    )


def _contradict(one: cells.Parsed, other: cells.Parsed) -> bool:
    """Whether two columns are both read in some row, and not as the same."""
    return any(not cells.is_null(a) and not cells.is_null(b) and a != b for a, b in zip(one.values, other.values))


# --- cells ----------------------------------------------------------------------------------------------------------


def _yes_no(column: str, header: str) -> tuple[Optional[str], Optional[str]]:
    """What 是 and 否 mean under this header."""
    if column == "review_result":
        return "passed", "failed"
    if column == "conclusion":
        if re.search(r"超|exceed|污染", header, re.IGNORECASE):
            return "exceeds", "within"
        if re.search(r"达标|符合|满足|合格", header):
            return "within", "exceeds"
    if column == "list_status":
        if re.search(r"移出|退出|removed", header, re.IGNORECASE):
            return "removed", "listed"
        if re.search(r"在册|在列|列入|纳入|listed", header, re.IGNORECASE):
            return "listed", "removed"
    if column == "result" and re.search(r"接受|acceptable", header, re.IGNORECASE):
        return "acceptable", "unacceptable"
    return None, None


def _typed(column: Column, column_cells: Any, header: str, serials: bool) -> cells.Parsed:
    """Cells of one column by its type."""
    name = column.name
    if column.type == "word":
        yes, no = _yes_no(name, header)
        return cells.words(column_cells, name, yes=yes, no=no)
    if column.type == "date":
        parsed = cells.dates(column_cells, serials=serials)
        if name in ("valid_until", "lifted_on", "taken_down_on") and parsed.unreadable.any():
            no_end = np.array([w == "open_end" for w in cells.words(column_cells, "no_end").values], bool)
            parsed = cells.Parsed(parsed.values, parsed.unreadable & ~no_end)
        return parsed
    if column.type == "bool":
        return cells.bools(column_cells, name)
    if column.type == "class":
        return cells.land_classes(column_cells)
    if column.type == "number":
        if name == "area_m2":
            return cells.areas(column_cells, cells.header_unit(header, cells.AREAS))
        if name == "interval_days":
            return cells.intervals(column_cells)
        if name in ("longitude", "latitude", "x", "y"):
            return cells.coordinates(column_cells)
        if name == "value":
            measured = cells.measurements(column_cells)
            return cells.Parsed(measured.value, measured.unreadable)
        if name == "detection_limit":
            return cells.numbers(column_cells, dict.fromkeys(("mg/kg", "μg/kg", "ug/kg"), 1.0))
        return cells.numbers(column_cells, cells.LENGTHS, cells.header_unit(header, cells.LENGTHS) or 1.0)
    return cells.texts(column_cells)


_FLAT_TEXTS = (
    "use_code",
    "current_use_code",
    "use_scheme",
    "current_use_scheme",
    "pollutant",
    "unit",
    "sample_type",
    "medium",
    "change_kind",
)


def _override(
    column: Column, series: pd.Series, told: dict[str, dict[str, Any]], raw: RawTable, parsed: cells.Parsed
) -> cells.Parsed:
    """Put a person's words (``values`` of ``--map``) over what was parsed."""
    own = told.get(column.name, {})
    flat = told.get("", {}) if column.type in ("word", "bool", "class") or column.name in _FLAT_TEXTS else {}
    if not own and not flat:
        return parsed
    keys = np.array([None if cells.is_null(v) else cells.half(v) for v in cells.texts(series).values], object)
    raw_keys = [None if cells.is_null(v) else cells.half(v) for v in series]
    values, bad = parsed.values.copy(), parsed.unreadable.copy()
    for entry, strict in ((flat, False), (own, True)):
        for theirs, ours in entry.items():
            word = _our_word(column, ours)
            if word is cells.BAD:
                if strict:
                    raise InputError(
                        "map_word",
                        source=raw.source.path,
                        field=column.name,
                        value=str(ours),
                        known=", ".join(str(w) for w in column.words or ()),
                    )
                continue
            for i, (key, raw_key) in enumerate(zip(keys, raw_keys)):
                if cells.half(theirs) in (key, raw_key):
                    values[i], bad[i] = word, False
    return cells.Parsed(values, bad)


def _last_days(
    column: Column,
    series: pd.Series,
    told: dict[str, dict[str, Any]],
    parsed: cells.Parsed,
    table: _Frame,
    serials: bool,
) -> npt.NDArray[np.datetime64]:
    """Last days of months and years, NaT where a date is exact; where a person gave another day, that of their word."""
    until = cells.last_days(series, serials=serials)
    values = table.values[column.name]
    until[~(parsed.values == values)] = np.datetime64("NaT")
    for ours in told.get(column.name, {}).values():
        last = cells.last_day(ours)
        if last is not None:
            until[(values == cells.date(ours)) & ~(parsed.values == values)] = last
    return until


def _our_word(column: Column, ours: Any) -> Any:
    if ours is None:
        return np.nan if column.type in ("number", "class") else np.datetime64("NaT") if column.type == "date" else None
    if column.type == "word":
        return str(ours) if column.words and str(ours) in [str(w) for w in column.words] else cells.BAD
    if column.type == "bool":
        return cells.truth(ours)
    if column.type == "class":
        return float(ours) if ours in (1, 2, "1", "2") else cells.BAD
    if column.type == "date":
        return cells.date(ours)
    if column.type == "number":
        return float(ours)
    return str(ours)


class _Frame:
    """Columns of a normalised table while it is made."""

    def __init__(self, raw: RawTable, role: Role, mapping: Mapping) -> None:
        self.raw, self.role, self.mapping = raw, role, mapping
        self.types = {c.name: c for c in ROLES[role]}
        self.values: dict[str, npt.NDArray[Any]] = {}
        self.bad: dict[str, npt.NDArray[np.bool_]] = {}
        self.until: dict[str, npt.NDArray[np.datetime64]] = {}       # NaT where a date is exact
        self.split: dict[str, npt.NDArray[np.bool_]] = {}            # unknown because it holds for a part only
        self.n = len(raw.frame)

    def cells(self, column: str) -> Optional[pd.Series]:
        header = self.mapping.header(column)
        return None if header is None else self.raw.frame[header]

    def put(self, column: str, parsed: cells.Parsed) -> None:
        self.values[column] = parsed.values
        if parsed.unreadable.any():
            self.bad[column] = parsed.unreadable
        else:
            self.bad.pop(column, None)

    def frame(self) -> pd.DataFrame:
        out: dict[str, Any] = {"source_row": self.raw.rows}
        for column in ROLES[self.role]:
            if column.name in self.values:
                out[column.name] = self.values[column.name]
                if column.name in self.bad:
                    out[column.name + UNREADABLE] = self.bad[column.name]
                until = self.until.get(column.name)
                if until is not None and not np.isnat(until).all():
                    out[column.name + UNTIL] = np.where(np.isnat(until), self.values[column.name], until)
        return pd.DataFrame(out, index=pd.RangeIndex(self.n))


def normalise(
    raw: RawTable, role: Role, mapping: Optional[Mapping] = None, *, crs: Any = None, needs: bool = True
) -> RoleTable:
    """A raw table as the table of a role.

    Parameters
    ----------
    mapping : what a person said (``load_map``, ``Mapping.of``); the rest is guessed
    crs : ``pyproj.CRS`` or anything it understands, instead of the source's own
    needs : refuse a table without the columns that a review needs of the role

    Returns
    -------
    RoleTable
        One row for each row of the source (a row a pollutant for laboratory sheets with a column a pollutant; none
        where a sign such as ``/`` says that nothing was measured: these are in the notes).
        Guesses, repairs and cells that could not be read are in ``source.notes``.

    Raises
    ------
    InputError
        See ``guess``; ``columns_missing`` for parcels without use and samples without pollutant or value;
        ``map_word`` for a word of ours that does not exist.
    """
    role = Role(role)
    if role is Role.SAMPLES:
        raw = long_samples(raw, mapping)
    found = guess(raw, role, mapping)
    notes = raw.source.notes
    table = _Frame(raw, role, found)
    if needs:
        _require(table)
        if not (mapping and any(mapping.columns.values())):
            _of_another_role(table)
    skip = {"longitude", "latitude", "x", "y", "value", "below_detection", "detection_limit", "unit"}
    for column in ROLES[role]:
        series = table.cells(column.name)
        if series is None or (
            column.name in skip
            and (column.name in ("longitude", "latitude", "x", "y") or role in (Role.SAMPLES, Role.RECORDS))
        ):
            continue
        parsed = _typed(column, series, found.header(column.name) or "", raw.spreadsheet)
        table.put(column.name, _override(column, series, found.values, raw, parsed))
        if column.type == "date":
            table.until[column.name] = _last_days(column, series, found.values, parsed, table, raw.spreadsheet)
    geometry = raw.geometry
    if role in (Role.SAMPLES, Role.RECORDS):
        _results(table, notes)
    left_out = np.zeros(table.n, bool)
    if role is Role.SAMPLES:
        left_out = _not_measured(table)
    _places(table, notes)
    points_crs: Any = None
    if geometry is None:
        geometry = _wkt(table, notes)
    if geometry is None and table.cells("_boundary") is not None:
        from . import boundary_sheet

        geometry, points_crs, told = boundary_sheet.outlines(table.cells("_boundary"), raw.rows, crs)
        notes += told
    if role is Role.REGISTRY:
        _registry(table, notes)
    if role is Role.LOCATED:
        _entries_by_name(table)
    if role is Role.SURVEY_AREAS:
        _class_named(table, "conclusion", "within", "land_class")
    if role is Role.RISK_ASSESSMENTS:
        _class_named(table, "result", "acceptable", "target_class")
    if role in (Role.SAMPLES, Role.RECORDS, Role.POINTS):
        _samples_words(table)
    if role is Role.PARCELS:
        _parcel_ids(table, notes)
    _kept_unreadable(table)
    if left_out.any():
        _note_not_measured(table, left_out, notes)
    _note_unreadable(table, notes)
    known = fields(role)
    for column, choice in found.columns.items():
        if choice is not None and choice.reason != "given" and choice.confidence < 0.85 \
                and not all(map(cells.is_blank, raw.frame[choice.header])):
            notes.append(
                {
                    "code": "header_guessed",
                    "state": "guessed",
                    "field": column,
                    "header": choice.header,
                    "confidence": choice.confidence,
                    "reason": choice.reason,
                    **{f"label_{k}": getattr(known[column], f"label_{k}") for k in ("zh", "en")},
                    **{f"reason_{k}": knowledge.text("mapping", choice.reason, k) for k in ("zh", "en")},
                }
            )
    source = _whole(raw.source, table, found)
    if raw.crs is None:
        source.datum = _datum(table)
    axis = crs if crs is not None else raw.crs
    if axis is None:
        axis = points_crs if points_crs is not None else _axis(table)
    if axis is not None and geometry is not None:
        try:
            axis = geometry_of.as_crs(axis)
        except InputError as error:
            raise InputError(error.code, source=raw.source.path, layer=raw.source.layer, **error.facts) from error
    frame = table.frame()
    if left_out.any():
        frame = frame[~left_out].reset_index(drop=True)
        geometry = None if geometry is None else geometry[~left_out]
    return RoleTable(role, frame, geometry, axis, source, raw.frame if role is Role.PARCELS else None)


def required(role: Role) -> tuple[tuple[str, ...], ...]:
    """Columns without which a review can say little of a role; of each group one."""
    return _REQUIRED.get(role, ())


def _require(table: _Frame) -> None:
    groups = _REQUIRED.get(table.role, ()) if table.n else ()
    headed = any(fold_header(h) not in ("fid", "ogcfid", "objectid") for h in table.raw.frame.columns)
    if table.raw.geometry is None and headed and not any(table.mapping.columns.values()):
        groups = ((next(iter(fields(table.role))),),)  # a sheet whose header is missing is no empty list
    for group in groups:
        if not any(table.mapping.header(c) for c in group):
            known = fields(table.role)
            placed = table.role is Role.LOCATED and group[0] == "role"
            raise InputError(
                "list_of_entry_missing" if placed else "columns_missing",
                source=table.raw.source.path,
                layer=table.raw.source.layer,
                role=str(table.role),
                field=group[0],
                label_zh=known[group[0]].label_zh,
                label_en=known[group[0]].label_en,
                known=", ".join(str(h) for h in table.raw.frame.columns) or "-",
                **(_lists_named(known["role"]) if placed else {}),
            )


def _lists_named(field: Field) -> dict[str, str]:
    """Headers and values by which a table says to which list each of its entries belongs."""
    words = knowledge.read_yaml("values.yaml")["role"]["exact"]
    return {"headers_zh": "、".join(field.zh), "headers_en": ", ".join((*field.en, *field.zh)),
            "values_zh": "、".join(str(words[str(role)][0]) for role in LISTED),
            "values_en": ", ".join(f"{role} ({words[str(role)][0]})" for role in LISTED)}


def _of_another_role(table: _Frame) -> None:
    """Refuse a table that shows nothing of its role and the signs of another one: files were mixed up.

    Raises
    ------
    InputError
        ``role_doubtful``
    """
    own = _SIGNS.get(table.role)
    if own is None or any(all(table.mapping.header(c) for c in group) for group in own):
        return
    for other, groups in _SIGNS.items():
        if other is table.role:
            continue
        headers = [str(h) for h in table.raw.frame.columns]
        seen = {c for h in headers for c, (score, _) in header_scores(h, other).items() if score >= 0.85}
        for group in _SIGNS_TO_OTHERS.get(other, groups):
            if seen >= set(group):
                raise InputError("role_doubtful", source=table.raw.source.path, layer=table.raw.source.layer,
                                 role=str(table.role), other=str(other), known=", ".join(headers))


def _kept_unreadable(table: _Frame) -> None:
    """What the import into a workspace could not read, where one of its layers comes in as a layer of a project."""
    frame = table.raw.frame
    if not {"unreadable", "original", "source_row", "import_id", "recorded_from"} <= set(frame.columns):
        return
    for column, kind in table.types.items():
        flags = marks.unread(frame["unreadable"], column)
        if flags.any() and column in table.values:
            table.bad[column] = table.bad.get(column, np.zeros(table.n, bool)) | flags
        if kind.type == "date" and column in table.values:
            table.until[column] = marks.last_days(frame["unreadable"], column, table.values[column])


def _note_unreadable(table: _Frame, notes: list[dict[str, Any]]) -> None:
    for column, bad in table.bad.items():
        if column not in table.types:
            continue
        source = "_depth" if column.startswith("depth_") and table.cells(column) is None else column
        if column in ("longitude", "latitude", "x", "y") and table.cells(column) is None:
            source = "_pair"
        series, header = table.cells(source), table.mapping.header(source) or column
        named = table.values.get("pollutant") if header == "value" and column == "value" else None
        for i in np.flatnonzero(bad)[:50]:
            if column in table.split and table.split[column][i]:
                notes.append({"code": "cell_removed_in_part", "state": "refused", "row": int(table.raw.rows[i]),
                              "field": column})
                continue
            notes.append(
                {
                    "code": "cell_unreadable",
                    "state": "refused",
                    "row": int(table.raw.rows[i]),
                    "field": column,
                    "header": header if named is None or named[i] is None else str(named[i]),
                    "value": "" if series is None or cells.is_null(series.iat[i]) else str(series.iat[i])[:80],
                }
            )
        if bad.sum() > 50:
            notes.append({"code": "cells_unreadable", "state": "refused", "field": column, "count": int(bad.sum())})


def _parcel_ids(table: _Frame, notes: list[dict[str, Any]]) -> None:
    """Ids as text; null or repeated ones become ``id#row``."""
    ids = pd.Series(table.values.get("parcel_id", np.full(table.n, None, object)), dtype=object)
    rows = pd.Series(table.raw.rows)
    double = ids.isna() | ids.duplicated(keep=False)
    if double.any():
        ids[double] = ids[double].fillna("").astype(str) + "#" + rows[double].astype(str)
        notes.append({"code": "ids_numbered", "state": "repaired", "count": int(double.sum()), "field": "parcel_id",
                      "rows": [int(r) for r in rows[double]]})
    clash = ids.duplicated(keep=False) if double.any() else double
    while clash.any():  # "a#2" may stand in the file as an id of its own
        ids[clash] = ids[clash].astype(str) + "#" + rows[clash].astype(str)
        clash = ids.duplicated(keep=False)
    table.values["parcel_id"] = ids.to_numpy(object)
    table.bad.pop("parcel_id", None)


# --- laboratory results ---------------------------------------------------------------------------------------------


def _results(table: _Frame, notes: list[dict[str, Any]]) -> None:
    """Value, below detection, limit and unit together, since a cell of one often tells of another."""
    series = table.cells("value")
    if series is None:
        return
    measured = cells.measurements(series)
    value, bad = measured.value.copy(), measured.unreadable.copy()
    below, limit = measured.below.copy(), measured.limit.copy()
    header_unit = _unit_of_header(table.mapping.header("value") or "")
    unit_cells = table.cells("unit")
    units = (
        cells.texts(unit_cells)
        if unit_cells is not None
        else cells.Parsed(np.full(table.n, header_unit, object), np.zeros(table.n, bool))
    )
    if unit_cells is not None:
        units = _override(table.types["unit"], unit_cells, table.mapping.values, table.raw, units)
    unit = units.values.copy()
    own = np.array([u is not None for u in measured.unit], bool)
    for i in np.flatnonzero(own):
        if unit[i] is not None and knowledge.fold(unit[i]) != knowledge.fold(measured.unit[i]):
            bad[i] = True  # the cell says one unit, its column another
        unit[i] = measured.unit[i]
    told_twice = np.zeros(table.n, bool)
    if header_unit is not None and unit_cells is not None:
        told_twice = ~own & np.array([u is not None and _other_unit(u, header_unit) for u in unit], bool)
        unit = np.where([u is None for u in unit], header_unit, unit).astype(object)
    flags = table.cells("below_detection")
    if flags is not None:
        said = cells.bools(flags, "below_detection")
        text = np.array([isinstance(v, str) and cells.half(v) not in ("", "-") for v in flags], bool)
        for i in range(table.n):
            flag = said.values[i]
            if flag is True:
                if not np.isnan(value[i]):
                    limit[i] = np.fmax(limit[i], value[i])
                value[i], below[i] = np.nan, True
                number = cells.numbers([series.iat[i]])
                bad[i] = bad[i] and not (cells.is_blank(series.iat[i]) or number.values[0] == 0)
            elif said.unreadable[i] and text[i] and below[i] is not True:
                bad[i] = True
    limits = table.cells("detection_limit")
    if limits is not None:
        one = _limit_numbers(limits, unit)
        limit = np.fmax(limit, np.where(one.values > 0, one.values, np.nan))
        unread = one.unreadable | (one.values <= 0)
        table.put("detection_limit", cells.Parsed(limit, unread))
    elif np.isfinite(limit).any():
        table.put("detection_limit", cells.Parsed(limit, np.zeros(table.n, bool)))
    value[bad] = np.nan
    below[bad] = None
    table.put("value", cells.Parsed(value, bad))
    table.values["below_detection"] = below
    if any(u is not None for u in unit) or unit_cells is not None:
        unit[told_twice] = None  # the header says one unit, the column another, the cell none
        table.put("unit", cells.Parsed(unit, (units.unreadable & ~own) | told_twice))


@cache
def _not_measured_words() -> frozenset[str]:
    return frozenset(knowledge.read_yaml("values.yaml")["not_measured"]["words"])


def _not_measured(table: _Frame) -> npt.NDArray[np.bool_]:
    """Results in whose place stands a sign that nothing was measured; a flag of non-detection speaks against it.

    A table without a single result is no such case: its results were wanted, and are not known.
    """
    series, out = table.cells("value"), np.zeros(table.n, bool)
    if series is None or "value" not in table.bad:
        return out
    for i in np.flatnonzero(table.bad["value"]):
        out[i] = re.sub(r"\s", "", cells.half(series.iat[i])).lower() in _not_measured_words()
    return out & (not out.all())


def _note_not_measured(table: _Frame, rows: npt.NDArray[np.bool_], notes: list[dict[str, Any]]) -> None:
    """Name the samples in which a pollutant was not measured; nothing else of these rows is told."""
    assert table.raw.rows is not None
    series = table.cells("value")
    assert series is not None
    nothing = np.full(table.n, None, object)
    names, samples, points = (table.values.get(c, nothing) for c in ("pollutant", "sample_id", "point_id"))
    for name in dict.fromkeys(names[rows]):
        some = np.flatnonzero(rows & np.array([x == name for x in names], bool))
        numbers = sorted({int(r) for r in table.raw.rows[some]})
        called = list(dict.fromkeys(str(samples[i] or points[i] or f"#{table.raw.rows[i]}") for i in some))
        notes.append({
            "code": "results_not_measured", "state": "guessed", "value": name or "-", "count": len(some),
            "signs": " ".join(sorted({cells.half(series.iat[i]) for i in some})),
            "samples": "、".join(called[:_NAMED]) + (" …" if len(called) > _NAMED else ""), "rows": numbers})
    for bad in table.bad.values():
        bad &= ~rows


def _other_unit(one: str, other: str) -> bool:
    """Whether two texts are different units."""
    known = knowledge.units()
    a, b = knowledge.fold(one), knowledge.fold(other)
    return a != b and (a not in known or known[a] != known.get(b))


def _limit_numbers(series: pd.Series, unit: npt.NDArray[np.object_]) -> cells.Parsed:
    """Detection limits; a unit in the cell must be the row's."""
    plain = cells.numbers(series, {})
    values, bad = plain.values.copy(), plain.unreadable.copy()
    for i in np.flatnonzero(bad):
        measured = cells.measurements([series.iat[i]])
        number = measured.limit[0] if measured.below[0] is True else measured.value[0]
        if np.isfinite(number) and (
            measured.unit[0] is None or knowledge.fold(measured.unit[0]) == knowledge.fold(unit[i])
        ):
            values[i], bad[i] = number, False
    return cells.Parsed(values, bad)


def _unit_of_header(header: str) -> Optional[str]:
    text = cells.half(header)
    for part in re.findall(r"[(\[]([^()\[\]]*(?:\([^()]*\))?)[)\]]", text) + re.findall(
        r"[,，/_\s]([a-zA-Zμµ]+/[a-zA-Z]+)$", text
    ):
        if part and cells.is_unit(part):
            return str(part)
    return None


def _samples_words(table: _Frame) -> None:
    """Known kinds of samples and media by one word; others stay as written."""
    for column in ("sample_type", "medium"):
        if column in table.values and table.types[column].type == "text":
            given = table.values[column]
            known = cells.words(given, column)
            table.values[column] = np.where([w is None for w in known.values], given, known.values).astype(object)
    if table.role is Role.SAMPLES and "sample_id" in table.values:        # a blank that only its number calls one
        kind = table.values.get("sample_type", np.full(table.n, None, object)).copy()
        blank = np.array([kind[k] is None and _BLANK.fullmatch(str(x)) is not None
                          for k, x in enumerate(table.values["sample_id"])], bool)
        if blank.any():
            kind[blank] = "blank"
            table.values["sample_type"] = kind
    if table.role is Role.SAMPLES and "pollutant" in table.values:
        named = table.values["pollutant"]
        numbers = np.array([isinstance(x, str) and x.strip() in knowledge.cas_numbers() for x in named], bool)
        if numbers.any():                                # the number stands where the name should
            cas = table.values.get("cas", np.full(table.n, None, object)).copy()
            missing = numbers & np.array([c is None for c in cas], bool)
            cas[missing] = [x.strip() for x in named[missing]]
            table.values["cas"] = cas
    depth = table.cells("_depth")
    if depth is not None and "depth_top_m" not in table.values:
        top, bottom = cells.depths(depth, cells.header_unit(table.mapping.header("_depth") or "", cells.LENGTHS) or 1.0)
        table.put("depth_top_m", top)
        table.put("depth_bottom_m", bottom)


_BLANK = re.compile(r"(全程序|全程|运输|设备|淋洗|清洗|现场|实验室)?空白(样品|样)?[-_#]?[0-9]{0,3}")
_STATISTIC = re.compile(
    r"最大值|最小值|平均值|均值|标准差|标准偏差|变异系数|检出率|超标率|超标倍数|样品数|检出个数|中位值|背景值|筛选值|管制值|标准值|限值|"
    r"max|min|mean|average|count|limit",
    re.IGNORECASE,
)
_NOT_POLLUTANT = re.compile(r"含水率|水分|干物质|有机质|质地|颜色|气味|土壤类型|湿度|备注|阳离子|粒径|容重|moisture")


def long_samples(raw: RawTable, mapping: Optional[Mapping] = None) -> RawTable:
    """A laboratory sheet with a column a pollutant as one with a row a pollutant; other tables as they are.

    A column is a pollutant's when its header is a known substance, or when it is numbers or non-detects under a header
    with a unit. Rows of limits of detection and of units are read as such; statistics rows are set aside and noted.
    """
    told = mapping.columns if mapping else {}
    if told.get("value") is not None:
        return raw
    headers = [str(h) for h in raw.frame.columns]
    scores = {h: header_scores(h, Role.SAMPLES, cut=raw.cut) for h in headers}
    named = told.get("pollutant") is not None or any("pollutant" in s and s["pollutant"][0] >= 0.5
                                                     for s in scores.values())
    if named and any("value" in s and s["value"][0] >= 0.5 for s in scores.values()):
        return raw
    if named:
        return _samples_across(raw, headers, scores)
    substances = {}
    for header in headers:
        name = _substance_of(header)
        unit = _unit_of_header(header)
        if _NOT_POLLUTANT.search(header) or knowledge.fold(name) == "ph":
            continue
        known = knowledge.fold(name) in knowledge.aliases() or name in knowledge.cas_numbers()
        if known or (unit is not None and not scores[header]):
            substances[header] = (name, unit)
    if not substances:
        return raw
    for header in headers:                                # unknown names are results too where the cells say so
        if header not in substances and not scores[header] and not _NOT_POLLUTANT.search(header) and _holds_results(
                raw.frame[header]) and knowledge.fold(_substance_of(header)) != "ph":
            substances[header] = (_substance_of(header).split("/")[-1], _unit_of_header(header))
    substances = {h: substances[h] for h in headers if h in substances}
    keep = [h for h in headers if h not in substances]
    notes = raw.source.notes
    first = cells.sequence(
        [
            next((str(v).strip() for v in row if not cells.is_blank(v)), "")
            for row in raw.frame[keep].astype(object).itertuples(index=False)
        ]
    )
    limit_rows = [i for i, t in enumerate(first) if re.search(r"检出限|MDL|detection limit", t, re.IGNORECASE)]
    unit_rows = [
        i for i, t in enumerate(first) if re.fullmatch(r"(单位|unit|units|计量单位)", t.strip(), re.IGNORECASE)
    ]
    unit_rows += [i for i in range(len(first)) if i not in unit_rows and _names_units(raw.frame, i, substances)]
    statistics = [
        i
        for i, t in enumerate(first)
        if i not in limit_rows
        and _STATISTIC.search(t)
        and not re.search(r"[A-Za-z]*[0-9]{2,}", re.sub(r"GB ?[0-9]+.*", "", t))
    ]
    results = [i for i in range(len(raw.frame)) if i not in {*limit_rows, *unit_rows, *statistics}]
    statistics = [i for i in statistics if not _above_all(raw.frame, list(substances), i, first[i], results)]
    aside = set(limit_rows) | set(unit_rows) | set(statistics)
    for i in sorted(statistics):
        notes.append(
            {"code": "row_set_aside", "state": "refused", "line": int(raw.rows[i]), "value": str(first[i])[:80]}
        )
    every = np.array([i for i in range(len(raw.frame)) if i not in aside], np.intp)
    # one substance in two columns (mg/kg and μg/kg, two methods): where one has the result, the other's blank is none
    known = {h: knowledge.aliases().get(knowledge.fold(name), name) for h, (name, _) in substances.items()}
    several = [h for h in substances if list(known.values()).count(known[h]) > 1]
    given = {h: ~np.array([cells.is_blank(v) for v in raw.frame[h].iloc[every]], bool) for h in several}
    blocks = []
    for header, (name, unit) in substances.items():
        others = [given[h] for h in several if h != header and known[h] == known[header]]
        rows = every[given[header] | ~np.logical_or.reduce(others)] if others else every
        part = raw.frame[keep].iloc[rows].copy()
        part["pollutant"] = name
        part["value"] = raw.frame[header].iloc[rows].to_numpy(object)
        for i in unit_rows:
            unit = str(raw.frame[header].iat[i]) if not cells.is_blank(raw.frame[header].iat[i]) else unit
        part["unit"] = unit
        if limit_rows:
            limit = raw.frame[header].iat[limit_rows[0]]
            part["detection_limit"] = None if cells.is_blank(limit) else limit
        part["\0row"], part["\0order"] = rows, np.searchsorted(every, rows)
        blocks.append(part)
    out = pd.DataFrame({c: np.concatenate([b[c].to_numpy(object) for b in blocks]) for c in blocks[0].columns})
    out = out.sort_values(["\0order"], kind="stable", ignore_index=True)
    where = out.pop("\0row").to_numpy(np.intp)
    out = out.drop(columns="\0order")
    notes.append(
        {
            "code": "sheet_made_long",
            "state": "read",
            "count": len(substances),
            "rows_long": len(out),
            "value": ", ".join(str(n) for n, _ in substances.values())[:200],
        }
    )
    ignored = [h for h in keep if not scores[h]]
    if ignored:
        notes.append({"code": "columns_unused", "state": "read", "value": ", ".join(ignored)[:200]})
    geometry = None if raw.geometry is None else raw.geometry[where]
    told_rows = raw.source.rows
    long = RawTable(out, geometry, raw.crs, raw.source, raw.rows[where], raw.spreadsheet, raw.cut)
    raw.source.rows = told_rows
    return long


def _above_all(frame: pd.DataFrame, columns: list[str], row: int, name: str, results: list[int]) -> bool:
    """Whether a row of maxima holds more than any result of the sheet, so that a result must be missing in it."""
    if not re.search(r"最大值|max", name, re.IGNORECASE):
        return False
    for column in columns:
        most = cells.measurements([frame[column].iat[row]]).value[0]
        known = cells.measurements(frame[column].iloc[results]).value
        if most > np.max(known[np.isfinite(known)], initial=0.0) * (1 + 1e-9):
            return True
    return False


def _holds_results(column: pd.Series) -> bool:
    """Whether a column holds measurements with a non-detect or a unit of mass among them."""
    given = [v for v in column if not cells.is_blank(v)]
    if not given:
        return False
    told = cells.measurements(given)
    below = np.array([b is True for b in told.below], bool)
    units = np.array([isinstance(v, str) and bool(re.fullmatch(r"[nmμu]?g/k?g", cells.half(v).lower())) for v in given])
    return bool((np.isfinite(told.value) | below | units).mean() > 0.5 and (below | units).any())


def _names_units(frame: pd.DataFrame, row: int, substances: Iterable[str]) -> bool:
    """Whether a row without a label holds nothing but units under the pollutants."""
    given = [frame[h].iat[row] for h in substances if not cells.is_blank(frame[h].iat[row])]
    others = [frame[h].iat[row] for h in frame.columns if h not in substances and not cells.is_blank(frame[h].iat[row])]
    return bool(given) and all(isinstance(v, str) and (cells.is_unit(v) or "无量纲" in v) for v in given) and all(
        isinstance(v, str) and (cells.is_unit(v) or re.fullmatch(r"[^0-9]{0,4}", v.strip())) for v in others)


def _samples_across(raw: RawTable, headers: list[str], scores: dict[str, dict[str, tuple[float, str]]]) -> RawTable:
    """A sheet with a row a pollutant and a column a sample as one with a row a result; others as they are."""
    samples = []
    for header in headers:
        if scores[header] or _STATISTIC.search(header) or header.startswith("#"):
            continue
        given = [v for v in raw.frame[header] if not cells.is_blank(v)]
        told = cells.measurements(given) if given else None
        if told is not None and (np.isfinite(told.value) | np.array([b is not None for b in told.below])).mean() > 0.5:
            samples.append(header)
    if not samples:
        return raw
    aside = [h for h in headers if _STATISTIC.search(h) and not scores[h]]
    keep = [h for h in headers if h not in samples and h not in aside]
    n, m = len(raw.frame), len(samples)
    columns = {h: np.repeat(raw.frame[h].to_numpy(object), m) for h in keep}
    columns["sample_id"] = np.tile(np.array(samples, object), n)
    columns["value"] = raw.frame[samples].to_numpy(object).reshape(-1)
    raw.source.notes.append({"code": "sheet_turned", "state": "read", "count": m, "rows_long": n * m,
                             "value": ", ".join(samples)[:200]})
    if aside:
        raw.source.notes.append({"code": "columns_unused", "state": "read", "value": ", ".join(aside)[:200]})
    where = np.repeat(np.arange(n), m)
    geometry = None if raw.geometry is None else raw.geometry[where]
    assert raw.rows is not None
    count = raw.source.rows
    out = RawTable(pd.DataFrame(columns), geometry, raw.crs, raw.source, raw.rows[where], raw.spreadsheet, raw.cut)
    raw.source.rows = count
    return out


def _substance_of(header: str) -> str:
    """The name in a header such as ``镉(mg/kg)``; brackets that belong to the name stay (``铬(六价)``)."""
    text = re.sub(r"\s+", " ", cells.half(header)).strip()
    first = re.sub(r"_[0-9]{1,2}$", "", text)                # as ``unique_headers`` calls a header that recurs
    if first != text and knowledge.fold(text) not in knowledge.aliases() and knowledge.fold(
            _substance_of(first)) in knowledge.aliases():
        return _substance_of(first)
    for candidate in (text, text.split("/")[-1] if "/" in text else text):
        if knowledge.fold(candidate) in knowledge.aliases() or candidate.strip() in knowledge.cas_numbers():
            return candidate.strip()
    unit = _unit_of_header(text)
    if unit is not None:
        text = text.replace(f"({unit})", "").replace(f"[{unit}]", "")
        text = re.sub(rf"[,/_\s]*{re.escape(unit)}$", "", text).strip()
    if (
        knowledge.fold(text) not in knowledge.aliases()
        and "/" in text
        and knowledge.fold(text.split("/")[-1]) in knowledge.aliases()
    ):
        return text.split("/")[-1].strip()
    return text


# --- places ---------------------------------------------------------------------------------------------------------


def _places(table: _Frame, notes: list[dict[str, Any]]) -> None:
    """Longitude and latitude, or x = northing and y = easting, from whichever columns tell them."""
    if not {"longitude", "x"} & set(table.types):
        return
    n = table.n
    total = cells.Pair(*(np.full(n, np.nan) for _ in range(4)), np.zeros(n, bool), np.zeros(n, bool))

    def add(pair: cells.Pair, header: str) -> None:
        nonlocal total
        new = [np.where(np.isnan(a), b, a) for a, b in zip(total[:4], pair[:4])]
        total = cells.Pair(
            new[0], new[1], new[2], new[3], total.swapped | pair.swapped, total.unreadable | pair.unreadable
        )
        for i in np.flatnonzero(pair.swapped)[:20]:
            notes.append(
                {"code": "coordinates_swapped", "state": "repaired", "row": int(table.raw.rows[i]), "header": header}
            )
        if pair.swapped.sum() > 20:
            notes.append(
                {
                    "code": "coordinates_swapped_rows",
                    "state": "repaired",
                    "count": int(pair.swapped.sum()),
                    "header": header,
                }
            )

    seen = False
    for first, second, degrees in (("longitude", "latitude", True), ("x", "y", False)):
        a, b = table.cells(first), table.cells(second)
        if a is not None and b is not None:
            seen = True
            add(
                cells.two_columns(cells.coordinates(a), cells.coordinates(b), degrees=degrees),
                f"{table.mapping.header(first)}, {table.mapping.header(second)}",
            )
        elif a is not None or b is not None:  # both may stand in one cell under one of the headers
            seen = True
            column = first if a is not None else second
            add(cells.place_pairs(a if a is not None else b), table.mapping.header(column) or column)
    pairs = table.cells("_pair")
    if pairs is not None:
        seen = True
        add(_with_words(cells.place_pairs(pairs), pairs), table.mapping.header("_pair") or "")
    if not seen:
        return
    located = np.isfinite(total.longitude) | np.isfinite(total.x)
    bad = total.unreadable & ~located
    if np.isfinite(total.longitude).any() or not np.isfinite(total.x).any():
        table.put("longitude", cells.Parsed(total.longitude, bad))
        table.values["latitude"] = total.latitude
        bad = np.zeros(n, bool)
    if np.isfinite(total.x).any() and "x" in table.types:
        table.put("x", cells.Parsed(total.x, bad))
        table.values["y"] = total.y


def _with_words(pair: cells.Pair, texts: pd.Series) -> cells.Pair:
    """Places that stand among other words (``中心经度115.1、中心纬度35.8``), where a cell holds just one."""
    from . import loose

    out = cells.Pair(*(a.copy() for a in pair))
    for i in np.flatnonzero(pair.unreadable):
        found = loose.find(str(texts.iat[i]))
        if len(found.points) != 1 or found.left or found.masked:
            continue
        a, b = float(found.points[0].first), float(found.points[0].second)
        kind, one, other = cells._north_east(a, b)  # type: ignore[misc]
        (out.longitude if kind == "degrees" else out.x)[i] = one
        (out.latitude if kind == "degrees" else out.y)[i] = other
        out.unreadable[i] = False
    return out


def _wkt(table: _Frame, notes: list[dict[str, Any]]) -> Optional[npt.NDArray[np.object_]]:
    series = table.cells("_wkt")
    if series is None:
        return None
    import shapely

    texts = cells.texts(series).values
    if not any(
        t is not None
        and re.match(r"\s*(SRID=\d+;)?\s*(MULTI)?(POLYGON|POINT|LINESTRING|GEOMETRYCOLLECTION)", t, re.IGNORECASE)
        for t in texts
    ):
        return None
    bare = [None if t is None else re.sub(r"^\s*SRID=\d+;", "", t) for t in texts]
    geometry = shapely.from_wkt(np.array(bare, object), on_invalid="ignore")
    for i in np.flatnonzero(np.array([t is not None and g is None for t, g in zip(texts, geometry)], bool)):
        notes.append(
            {
                "code": "geometry_unreadable",
                "state": "refused",
                "row": int(table.raw.rows[i]),
                "value": str(texts[i])[:60],
            }
        )
    return np.asarray(geometry, object)


def _axis(table: _Frame) -> Any:
    """The CRS that a column of the table states once for all, such as ``EPSG:4547``; None when it does not."""
    series = table.cells("_axis") if "_axis" in fields(table.role) else None
    if series is None:
        return None
    said = {
        m[1]
        for t in cells.texts(series).values
        if t
        for m in [re.fullmatch(r"(?:EPSG:?)?\s*([0-9]{4,5})", t.strip(), re.IGNORECASE)]
        if m
    }
    return f"EPSG:{said.pop()}" if len(said) == 1 else None


def _datum(table: _Frame) -> str:
    """What a column of the table says of its coordinate system, else its title, sheet or file; "" for nothing."""
    series = table.cells("_axis") if "_axis" in fields(table.role) else None
    if series is not None:
        said = sorted({t for t in cells.texts(series).values if t is not None})
        known = {grids.datum_stated(t) for t in said if not re.search("epsg|^[0-9]{4,5}$", t, re.IGNORECASE)}
        if known:
            return said[0] if len(known) == 1 else ", ".join(said[:5])
    source = table.raw.source
    return next((w for t in (source.title, source.layer, _stem(source.path)) if (w := grids.words_named(t))), "")


# --- lists ----------------------------------------------------------------------------------------------------------


def _registry(table: _Frame, notes: list[dict[str, Any]]) -> None:
    """Status, change, target and kind, as far as other columns and headings tell them."""
    n = table.n
    change = table.values.get("change_kind")
    known = cells.words(change, "change_kind").values if change is not None else np.full(n, None, object)
    blocks = table.raw.blocks
    if blocks is not None:
        headed = cells.words(blocks, "change_kind").values
        known = np.where([k is None for k in known], headed, known).astype(object)
    if change is not None or any(k is not None for k in known):
        text = change if change is not None else np.full(n, None, object)
        table.values["change_kind"] = np.where([k is None for k in known], text, known).astype(object)
    _kinds_and_titles(table)
    status = table.values.get("list_status")
    told = np.full(n, None, object) if status is None else status.copy()
    bad = table.bad.get("list_status", np.zeros(n, bool))
    for i in np.flatnonzero(np.array([s is None for s in told], bool) & ~bad):
        if known[i] is not None:
            told[i] = "removed" if known[i] == "removed" else "listed"
    stage = table.values.get("stage")
    if stage is not None:
        for i in np.flatnonzero((stage == "removed") & np.array([s is None for s in told], bool) & ~bad):
            told[i] = "removed"
        if "target_met" not in table.values:
            series = table.cells("stage")
            met = cells.bools(series, "target_met").values
            effect = stage == "effect_assessment"
            table.values["target_met"] = np.where(
                effect & np.array([m is not None for m in met], bool), met, None
            ).astype(object)
        if "list_kind" not in table.values and table.mapping.list_kind is None:
            words = cells.texts(table.cells("stage")).values
            early = np.array(
                [(w is not None and bool(re.search(r"疑似", w))) or cells.half(w or "").upper() == "S0" for w in words],
                bool,
            )
            if early.any():
                table.values["list_kind"] = np.where(early, "suspected", None).astype(object)
    # a stage of removal says it by itself; a column made of it alone would leave the other rows unknown
    if status is not None or any(k is not None for k in known):
        table.values["list_status"] = told
    _removed_in_part(table, told)


def _entries_by_name(table: _Frame) -> None:
    """Entries without code are called by their name."""
    names = table.cells("_name")
    if names is None:
        return
    codes = table.values.get("entry_id", np.full(table.n, None, object))
    blank = np.array([code is None for code in codes], bool) & ~table.bad.get("entry_id", np.zeros(table.n, bool))
    table.values["entry_id"] = np.where(blank, cells.texts(names).values, codes).astype(object)


def _removed_in_part(table: _Frame, told: npt.NDArray[Any]) -> None:
    """A removal of which name or remarks say that it is one of a part: what is removed, and what stays, is unknown."""
    words = knowledge.read_yaml("values.yaml")["removed_in_part"]

    def names(text: Any, kind: str) -> bool:
        return any(word in str(text).lower() for word in words[kind])

    headers = [h for h in table.raw.frame.columns if names(h, "headers")]
    stage, day = table.values.get("stage"), table.values.get("removed_on")
    off = told == "removed"
    if stage is not None:
        off |= stage == "removed"
    if day is not None:
        off |= ~np.isnat(day)
    part = np.zeros(table.n, bool)
    for row in np.flatnonzero(off):
        part[row] = any(names(cell, "words") for cell in table.raw.frame.loc[row, headers]
                        if not cells.is_blank(str(cell)))
    if not part.any():
        return
    if "list_status" not in table.values:                        # of the other rows stage and day say it, as before
        told = np.where(off, "removed", "listed").astype(object)
    told[part] = None
    table.values["list_status"] = told
    table.bad["list_status"] = table.bad.get("list_status", np.zeros(table.n, bool)) | part
    table.split["list_status"] = part


def _class_named(table: _Frame, said: str, mild: str, klass: str) -> None:
    """A mild statement names the land class it holds for: it fills an empty class, and holds for no stricter one."""
    series = table.cells(said)
    if series is None:
        return
    kinds, texts = np.unique([str(x) for x in cells.texts(series).values], return_inverse=True)
    named = [cells.named_classes(kind) for kind in kinds]
    only = np.array([min(n) if len(n) == 1 else np.nan for n in named])[texts]
    told = table.values.get(klass, np.full(table.n, np.nan)).astype(float)
    unread = table.bad.get(klass, np.zeros(table.n, bool))
    holds = (table.values[said] == mild) & np.isfinite(only)
    against = holds & (told < only)
    if against.any():
        values = table.values[said].copy()
        values[against] = None
        table.put(said, cells.Parsed(values, table.bad.get(said, np.zeros(table.n, bool)) | against))
    fill = holds & np.isnan(told) & ~unread
    if fill.any():
        table.put(klass, cells.Parsed(np.where(fill, only, told), unread))


def _kinds_and_titles(table: _Frame) -> None:
    """Kinds of list from a column of titles; a status written into the column of kinds goes where it belongs."""
    n = table.n
    series = table.cells("list_kind")
    kinds = table.values.get("list_kind", np.full(n, None, object)).copy()
    bad = table.bad.get("list_kind", np.zeros(n, bool)).copy()
    if series is not None and bad.any() and "list_status" not in table.values:
        status = cells.words(series, "list_status").values
        moved = bad & np.array([s is not None for s in status], bool)
        if moved.any():
            table.values["list_status"] = np.where(moved, status, None).astype(object)
            bad &= ~moved
    titles = table.cells("_title")
    if titles is not None:
        named = cells.texts(titles).values
        for i in np.flatnonzero(np.array([k is None for k in kinds], bool)):
            kind = list_kind_of(named[i]) if named[i] is not None else None
            if kind is not None:
                kinds[i], bad[i] = str(kind), False
    if series is not None or any(k is not None for k in kinds):
        table.put("list_kind", cells.Parsed(kinds, bad))


def _whole(source: Source, table: _Frame, mapping: Mapping) -> Source:
    """Kind, edition and date of the whole list: the person's word, else title, names and columns."""
    text = f"{source.title}\n{source.layer}\n{_stem(source.path)}"
    if table.role in (Role.REGISTRY, Role.NEGATIVE_LIST, Role.SURVEY_AREAS, Role.INDUSTRIAL_LAND, Role.ORDERED_SURVEYS):
        source.list_kind = mapping.list_kind or (list_kind_of(text) if table.role is Role.REGISTRY else None)
        changed = "change_kind" in table.values and any(
            k in ("added", "removed", "changed") for k in table.values["change_kind"]
        )
        kept = "change_kind" in table.values and any(k == "kept" for k in table.values["change_kind"])
        source.edition = mapping.edition or edition_of(text, changed=changed, kept=kept)
    elif mapping.edition:
        source.edition = mapping.edition
    if mapping.edition_date is not None:
        source.edition_date = mapping.edition_date
    else:
        for part in (source.title, source.layer, _stem(source.path)):
            found = cells.periods_in(part)
            if found:
                source.edition_date, known = found[-1]
                source.edition_known = known if len(known) < len("2026-10-01") else ""
                break
    return source


def _stem(path: str) -> str:
    return re.split(r"[\\/]", path.split("|")[0])[-1].rsplit(".", 1)[0] if path and not path.startswith("PG:") else ""


def list_kind_of(text: str) -> Optional[ListKind]:
    """The kind of list that a title, file or layer name says, None when it says none."""
    for line in text.split("\n"):
        if re.search(r"(建设用地)?.*(风险)?管控(和|或|与|及|、)?修复名录|建设用地.*名录", line):
            return ListKind.PROVINCIAL_LIST
        if re.search(r"疑似(污染)?地块[和及与、]污染地块", line):
            return None                                   # two lists in one: nobody can say which entry is on which
        if re.search(r"疑似(污染)?地块", line):
            return ListKind.SUSPECTED
        if re.search(r"责令.*调查", line):
            return ListKind.ORDERED_SURVEY
        if re.search(r"污染地块(名录|名单|清单|信息)", line):
            return ListKind.CONTAMINATED_PLOT_LIST
    return None


def edition_of(text: str, *, changed: bool = False, kept: bool = False) -> Optional[EditionKind]:
    """Changes only where title, names or a column say 新增, 移出, 变更 without kept entries; else None (not asked)."""
    if kept:
        return EditionKind.WHOLE
    said = re.search("新增|移出|变更|退出|增补|增量|补充|新列入|新纳入|调整"
                     "|additions|removals|removed|changes|incremental", text, re.IGNORECASE)
    return EditionKind.CHANGES if changed or said else None


def unknown_columns(names: Iterable[str], role: Role) -> list[str]:
    """Headers that mean nothing for a role."""
    return [n for n in names if not header_scores(n, role)]

"""Reads the standards, code tables and sentences of ``resources/`` once, into tables that nobody may change."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from ..about import RESOURCES_DIR
from .errors import PackError, SoilGateError

RESOURCES: Path = RESOURCES_DIR

SCHEME_NAMES: Mapping[str, str] = MappingProxyType({
    "GB50137-2011": "GB 50137-2011", "GBJ137-90": "GBJ 137-90", "MNR-2023": "自然资发〔2023〕234号",
    "MNR-2020": "自然资办发〔2020〕51号", "GBT21010-2017": "GB/T 21010-2017", "GBT21010-2007": "GB/T 21010-2007",
    "SD-2018": "TD/T 1055", "LOCAL": "地方代码"})
"""The land-use schemes and how they are printed."""


def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a table of ``resources/`` as text, empty cells as ``""``."""
    with (RESOURCES / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def parse_yaml(text: str) -> Any:
    """YAML read by the safe loader, the one in C where the library brings it: ten times as fast.

    Raises
    ------
    yaml.YAMLError
    """
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)


@cache
def read_yaml(name: str) -> Any:
    """A YAML file of ``resources/``; callers must not change it."""
    return parse_yaml((RESOURCES / name).read_text(encoding="utf-8"))


@cache
def resource_hash(name: str) -> str:
    """SHA-256 of a file of ``resources/``, for the run record; line ends do not count."""
    return hashlib.sha256((RESOURCES / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


# --- sentences ------------------------------------------------------------------------------------------------------

@cache
def messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """All sentences: section -> code -> language (``zh``, ``en``) -> template.

    ``resources/messages.yaml`` and every ``resources/messages/*.yaml`` are merged.

    Raises
    ------
    PackError
        ``message_twice``: two files give the same code of a section; ``resource_unreadable``: a file is no YAML.
    """
    files = [f for f in (RESOURCES / "messages.yaml",) if f.exists()]
    files += sorted((RESOURCES / "messages").glob("*.yaml"))
    merged: dict[str, dict[str, Mapping[str, str]]] = {}
    for file in files:
        try:
            sections = parse_yaml(file.read_text(encoding="utf-8")) or {}
        except yaml.YAMLError as error:
            raise PackError("resource_unreadable", source=file.name, detail=str(error)) from error
        for section, codes in sections.items():
            known = merged.setdefault(str(section), {})
            for code, languages in (codes or {}).items():
                if code in known:
                    raise PackError("message_twice", source=file.name, section=section, message=code)
                known[str(code)] = MappingProxyType(dict(languages))
    return MappingProxyType({section: MappingProxyType(codes) for section, codes in merged.items()})


class _Facts(string.Formatter):
    """Formats with plain names only: a template is data, so it may not reach into objects."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        if not field_name.isidentifier():
            raise PackError("message_field", field=field_name)
        if field_name not in kwargs and not isinstance(kwargs, _Forgiving):
            raise PackError("message_fact_missing", field=field_name)
        return kwargs[field_name], field_name


def text(section: str, code: str, lang: str, /, **facts: object) -> str:
    """The sentence of a code in a language, filled with facts.

    Raises
    ------
    PackError
        The section, code or language does not exist, or the sentence needs a fact that is not given.
    """
    try:
        template = messages()[section][code][lang]
    except KeyError:
        raise PackError("message_missing", section=section, message=code, language=lang) from None
    return _Facts().vformat(str(template), (), facts)


class _Forgiving(dict[str, object]):
    """Facts of an error: one that is not there leaves its place empty, the rest of the sentence still helps."""

    def __missing__(self, key: str) -> object:
        return ""


def error_text(error: SoilGateError, lang: str, *, window: bool = False) -> str:
    """The sentence and cure of a problem that a person can mend; its code and facts where no sentence exists.

    ``window``: the cure as it is in the window of QGIS, where no options of the command line are.
    """
    template = messages()["errors"].get(error.code)
    if window:
        template = messages()["errors_window"].get(error.code, template)
    if template is None:
        return str(error)
    text = str(template[lang])
    if not error.facts.get("layer"):             # a file of one table: no empty brackets
        text = text.replace("（{layer}）", "").replace(" ({layer})", "")
    return _Facts().vformat(text, (), _Forgiving(error.facts))


# --- words ----------------------------------------------------------------------------------------------------------

_DASHES = re.compile(r"[-‐‑‒–—−]")
_QUOTES = re.compile(r"[\s'’‘′`´\"“”]")


_BRACKETS = str.maketrans("[]【】〔〕〖〗{}", "()" * 5)


def fold(word: object) -> str:
    """A word without what must not matter: width, case, blanks, quotes, hyphens, kind of bracket."""
    if word is None or (isinstance(word, float) and np.isnan(word)):
        return ""
    folded = unicodedata.normalize("NFKC", str(word)).lower().translate(_BRACKETS).replace("µ", "μ")
    return _DASHES.sub("", _QUOTES.sub("", folded))


# --- GB 36600-2018 --------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Pollutant:
    """A row of GB 36600-2018; limits in mg/kg."""

    no: int
    table: int
    name_zh: str
    name_en: str
    cas: tuple[str, ...]
    aliases: tuple[str, ...]
    screening: tuple[float, float]
    intervention: tuple[float, float]
    status: str
    source: str
    note: str


@cache
def limits() -> Mapping[int, Pollutant]:
    """The 85 items of GB 36600-2018 by number; limits as (class 1, class 2) in mg/kg."""
    rows = {}
    for r in read_csv("standards/gb36600_2018.csv"):
        rows[int(r["no"])] = Pollutant(
            int(r["no"]), int(r["table"]), r["name_zh"], r["name_en"], tuple(c for c in r["cas"].split(";") if c),
            tuple(a for a in r["aliases"].split(";") if a),
            (float(r["screening_class1"]), float(r["screening_class2"])),
            (float(r["intervention_class1"]), float(r["intervention_class2"])), r["status"], r["source"], r["note"])
    return MappingProxyType(rows)


@cache
def limit_arrays() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Screening and intervention values, shape (86, 3): [number, land class]; row 0 and column 0 are NaN."""
    screening, intervention = np.full((len(limits()) + 1, 3), np.nan), np.full((len(limits()) + 1, 3), np.nan)
    for no, p in limits().items():
        screening[no, 1:], intervention[no, 1:] = p.screening, p.intervention
    screening.flags.writeable = intervention.flags.writeable = False
    return screening, intervention


@dataclasses.dataclass(frozen=True)
class Substance:
    """What a name stands for.

    ``no`` is the item of GB 36600-2018, 0 for a known substance without a limit. ``parts`` is 1 for the item itself,
    k > 1 for one of k parts of a sum, 0 where the name may mean something else as well (it can exceed, never clear).
    """

    no: int
    parts: int
    name_zh: str
    name_en: str


@cache
def aliases() -> Mapping[str, Substance]:
    """Folded names of all known substances.

    Raises
    ------
    PackError
        ``alias_twice``: one name for two substances.
    """
    names: dict[str, Substance] = {}

    def put(name: str, substance: Substance) -> None:
        if names.setdefault(fold(name), substance) != substance:
            raise PackError("alias_twice", value=name)

    for p in limits().values():
        for name in (p.name_zh, p.name_en, *p.aliases):
            put(name, Substance(p.no, 1, p.name_zh, p.name_en))
    for r in read_csv("standards/partial_names.csv"):
        for name in (r["name_zh"], r["name_en"], *r["aliases"].split(";")):
            if name:
                put(name, Substance(int(r["no"]), int(r["parts"]), r["name_zh"], r["name_en"]))
    for r in read_csv("standards/no_limit.csv"):
        for name in (r["name_zh"], r["name_en"], *r["aliases"].split(";")):
            if name:
                put(name, Substance(0, 1, r["name_zh"], r["name_en"]))
    return MappingProxyType(names)


@cache
def cas_numbers() -> Mapping[str, Substance]:
    """CAS numbers of all known substances."""
    numbers: dict[str, Substance] = {}
    for p in limits().values():
        if len(p.cas) == 1:
            numbers[p.cas[0]] = Substance(p.no, 1, p.name_zh, p.name_en)
    for r in read_csv("standards/partial_names.csv"):
        if r["cas"]:
            numbers[r["cas"]] = Substance(int(r["no"]), int(r["parts"]), r["name_zh"], r["name_en"])
    for r in read_csv("standards/no_limit.csv"):
        if r["cas"]:
            numbers[r["cas"]] = Substance(0, 1, r["name_zh"], r["name_en"])
    return MappingProxyType(numbers)


@cache
def units() -> Mapping[str, float]:
    """Folded unit words -> factor to mg/kg; NaN for known units that are no soil content (mg/L, mg/m3 ...)."""
    return MappingProxyType({fold(r["unit"]): float(r["factor_mg_kg"]) if r["factor_mg_kg"] else float("nan")
                             for r in read_csv("standards/units.csv")})


@cache
def sampling_density() -> tuple[Mapping[str, str], ...]:
    """Rows of the table of sampling densities, with their status."""
    return tuple(MappingProxyType(r) for r in read_csv("standards/sampling_density.csv"))


@cache
def farmland_limits() -> tuple[Mapping[str, str], ...]:
    """Rows of GB 15618-2018: limits in mg/kg by pH interval (ph_min, ph_max] and land."""
    return tuple(MappingProxyType(r) for r in read_csv("standards/gb15618_2018.csv"))


@cache
def groundwater_limits() -> tuple[Mapping[str, str], ...]:
    """Rows of GB/T 14848-2017: upper limits of classes I to IV in the unit of the row."""
    return tuple(MappingProxyType(r) for r in read_csv("standards/groundwater_gbt14848_2017.csv"))


# --- land use -------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class LandUse:
    """A code of a land-use scheme; ``gb36600_class`` and ``use_class`` may be empty (too coarse, umbrella)."""

    scheme: str
    code: str
    name_zh: str
    name_en: str
    level: int
    parent: str
    use_class: str
    gb36600_class: str
    is_art59_use: str
    status: str
    source: str
    note: str


@cache
def landuse() -> Mapping[str, Mapping[str, LandUse]]:
    """Land-use codes: scheme -> code -> row."""
    schemes: dict[str, dict[str, LandUse]] = {}
    for r in read_csv("codes/landuse.csv"):
        schemes.setdefault(r["scheme"], {})[r["code"]] = LandUse(
            r["scheme"], r["code"], r["name_zh"], r["name_en"], int(r["level"]), r["parent"], r["use_class"],
            r["gb36600_class"], r["is_art59_use"], r["status"], r["source"], r["note"])
    return MappingProxyType({s: MappingProxyType(codes) for s, codes in schemes.items()})


@cache
def words() -> Mapping[str, Any]:
    """The word lists of ``codes/landuse_words.yaml``."""
    return MappingProxyType(read_yaml("codes/landuse_words.yaml"))


@cache
def plan_colours() -> tuple[Mapping[str, str], ...]:
    """Colours of plan drawings: scheme, code, red, green, blue."""
    return tuple(MappingProxyType(r) for r in read_csv("codes/plan_colours.csv"))


@cache
def industries() -> tuple[Mapping[str, str], ...]:
    """Industries that count, with words and GB/T 4754 codes by edition."""
    return tuple(MappingProxyType(r) for r in read_csv("codes/industries.csv"))

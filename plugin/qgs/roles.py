"""Which layer of a project plays which role, judged by its name, its columns and its kind of geometry."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsFeatureRequest, QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes

from ..core import knowledge
from ..core.errors import InputError
from ..core.vocabulary import Role
from . import heads, layers, turns

_CERTAIN = 0.55
"""From this score on a layer is taken for a role without asking."""
_LIKELY = 0.3
_COUNTED = 50_000


@dataclasses.dataclass(frozen=True)
class RoleSpec:
    """What ``resources/roles.yaml`` says of a role."""

    words: tuple[str, ...]
    excluded: tuple[str, ...]
    geometry: frozenset[str]
    needs: tuple[str, ...]
    group: str
    asks_coverage: bool
    asks_none: bool


@lru_cache(maxsize=1)
def specs() -> Mapping[Role, RoleSpec]:
    """What is known of each role, in the order of the file."""
    return {
        Role(name): RoleSpec(
            tuple(knowledge.fold(w) for w in row["words"]), tuple(knowledge.fold(w) for w in row["not"]),
            frozenset(row["geometry"]), tuple(row["needs"]), row["group"], bool(row.get("covers")),
            bool(row.get("none")))
        for name, row in knowledge.read_yaml("roles.yaml").items()}


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, Any]:
    return dict(knowledge.read_yaml("fields.yaml"))


@lru_cache(maxsize=1)
def _headers() -> tuple[Mapping[Role, Mapping[str, str]], Mapping[str, int]]:
    """For each role its known headers -> column; and how many roles know a header."""
    of_role: dict[Role, dict[str, str]] = {}
    roles_of: dict[str, int] = {}
    for name, columns in _fields().items():
        if name.startswith("_") or name not in {str(r) for r in Role}:
            continue
        known: dict[str, str] = {}
        for column, words in columns.items():
            strong = [column, *words.get("zh", []), *words.get("pinyin", []), *words.get("en", [])]
            for header in [*strong, *words.get("weak", [])]:
                known.setdefault(_fold(header), column)
        of_role[Role(name)] = known
        for header in known:
            roles_of[header] = roles_of.get(header, 0) + 1
    return of_role, roles_of


def learn() -> None:
    """Read what is known of roles and headers; once, a tenth of a second."""
    specs()
    _headers()


def _fold(header: object) -> str:
    return re.sub(r"[_\s]|\(.*?\)$", "", knowledge.fold(header))


def geometry_kind(layer: QgsVectorLayer) -> str:
    """Return "polygon", "line", "point" or "none"."""
    return {QgsWkbTypes.GeometryType.PolygonGeometry: "polygon", QgsWkbTypes.GeometryType.LineGeometry: "line",
            QgsWkbTypes.GeometryType.PointGeometry: "point"}.get(layer.geometryType(), "none")


def candidates(project: QgsProject) -> list[QgsVectorLayer]:
    """Vector layers of the project that are not results of ours, in the order of the legend."""
    found = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and not _is_result(layer) \
                and not layer.flags() & QgsMapLayer.LayerFlag.Private:
            found.append(layer)
    return found


def _is_result(layer: QgsMapLayer) -> bool:
    return bool(layer.customProperty(layers.PROPERTY)) and layer.customProperty(layers.PROPERTY + "_of") != "site"


def score(layer: QgsVectorLayer, role: Role) -> float:
    """How much a layer looks like a role, from 0 to 1."""
    spec = specs()[role]
    kind = geometry_kind(layer)
    if kind not in spec.geometry:
        return 0.0
    if layer.customProperty(layers.PROPERTY) == str(role):      # said by the project that was made for it
        return 1.0
    file = Path(layer.publicSource().split("|")[0]).stem if layer.publicSource() else ""
    title, headers = layer.name(), layer.fields().names()
    if kind == "none" and not {_fold(name) for name in headers} & _headers()[1].keys():
        # QGIS takes the first line of a sheet, a title, for its header
        above, below = heads.below_title(layer, tuple(specs())).get(role, ("", ()))
        title, headers = f"{above} {title}".strip(), below or headers
    return _likeness(role, title, file, headers)


def table_score(role: Role, title: str, file: str, headers: Iterable[str], kind: str) -> float:
    """How much a table that is no layer yet looks like a role, from 0 to 1; ``kind``: of geometry, or "none"."""
    if kind != "none" and kind not in specs()[role].geometry:
        return 0.0
    return _likeness(role, title, file, headers)


def _likeness(role: Role, title: str, file: str, headers: Iterable[str]) -> float:
    spec = specs()[role]
    known, roles_of = _headers()
    mine = known.get(role, {})
    title, file = knowledge.fold(title), knowledge.fold(file)
    if any(word in title for word in spec.excluded):
        return 0.0
    named = _name_score(title, spec.words)
    if not named:
        named = 0.6 * _name_score(file, spec.words)
    weights: dict[str, float] = {}
    for header in {_fold(name) for name in headers}:
        if header in mine:
            column = mine[header]
            weights[column] = max(weights.get(column, 0.0), 1.0 / roles_of[header])
    fields = min(1.0, sum(weights.values()) / 2.5)
    if spec.needs and not any(need in weights for need in spec.needs):
        fields *= 0.0 if spec.group == "desk" else 0.5         # many a table has a column of kinds or layers
    return 0.6 * named + 0.4 * fields


def _name_score(name: str, words: Iterable[str]) -> float:
    """1 for a name that is one of the words; less the smaller its part of the name is."""
    best = 0.0
    for word in words:
        if word and word in name:
            best = max(best, 0.7 + 0.3 * len(word) / len(name))
    return best


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A layer proposed for a role."""

    layer_id: str
    score: float

    @property
    def certain(self) -> bool:
        """Whether it is taken without asking."""
        return self.score >= _CERTAIN


def likeliest(layer: QgsVectorLayer) -> Optional[Role]:
    """The role for which a layer would be taken without asking; None where there is none."""
    value, role = max(((score(layer, role), role) for role in specs()), key=lambda found: found[0])
    return role if value >= _CERTAIN else None


def recognise(project: QgsProject, taken: Iterable[str] = (), roles: Optional[Iterable[Role]] = None,
              ) -> dict[Role, Proposal]:
    """Do all steps of ``recognise_steps`` at once."""
    return turns.at_once(recognise_steps(project, taken, roles))


def recognise_steps(project: QgsProject, taken: Iterable[str] = (), roles: Optional[Iterable[Role]] = None,
                    ) -> turns.Steps[dict[Role, Proposal]]:
    """Propose a layer for each role, looking at one layer a step; no layer plays two.

    Parameters
    ----------
    taken : ids of layers that play a role already
    roles : roles to fill; default all
    """
    wanted = list(specs()) if roles is None else list(roles)
    busy = set(taken)
    free = [layer for layer in candidates(project) if layer.id() not in busy]
    order = {role: k for k, role in enumerate(specs())}
    ids = [layer.id() for layer in free]
    scores: list[tuple[float, int, int]] = []
    for k, key in enumerate(ids):
        if project.mapLayer(key) is not None:    # else removed between two steps
            scores += [(score(free[k], role), -order[role], -k) for role in wanted]
            yield
    scores.sort(reverse=True)
    by_order = {k: role for role, k in order.items()}
    found: dict[Role, Proposal] = {}
    for value, role_key, layer_key in scores:
        if value < _LIKELY:
            break
        role, key = by_order[-role_key], ids[-layer_key]
        if role in found or key in busy:
            continue
        found[role] = Proposal(key, value)
        busy.add(key)
    return found


@dataclasses.dataclass(frozen=True)
class Inspection:
    """What is to be said of a layer in its role before a run.

    ``state`` is "ready", "decide" or "bad"; ``code`` names the sentence, ``facts`` fill it; ``columns`` are the
    canonical columns that were found, with their headers.
    """

    state: str
    code: str
    facts: Mapping[str, Any]
    columns: Mapping[str, str]


def inspect(layer: QgsVectorLayer, role: Role, mapping: Optional[Mapping[str, str]] = None) -> Inspection:
    """Look at a layer in a role: whether it is there, where it lies, whether it has what a run needs."""
    from . import heads

    if not layer.isValid():
        return Inspection("bad", "invalid", {"count": 0}, {})
    columns = dict(found_columns(layer, role))
    for column, header in (mapping or {}).items():
        columns.pop(column, None)
        if header:
            columns[column] = header
    sheet = heads.sheet_of(layer, role)
    facts: dict[str, Any] = {"count": layer.featureCount() if sheet is None else len(sheet.frame)}

    def say(state: str, code: str, **more: Any) -> Inspection:
        return Inspection(state, code, {**facts, **more}, columns)

    if geometry_kind(layer) not in specs()[role].geometry:
        return say("bad", "geometry")
    if layer.isSpatial() and not layer.crs().isValid():
        return say("bad", "no_crs")
    if facts["count"] == 0:
        return say("decide", "empty")
    if role is Role.REGISTRY and layer.isSpatial() and layer.featureCount() <= _COUNTED:
        # looked through by QGIS: features that come to Python take ten times as long
        facts["unplaced"] = sum(1 for _feature in layer.getFeatures(
            QgsFeatureRequest().setFilterExpression("is_empty_or_null($geometry)").setNoAttributes()))
    missing = [need for need in specs()[role].needs if need not in columns]
    if missing and not (role is Role.SAMPLES and _is_across(layer)):
        return say("decide", "columns", columns=missing)
    return say("ready", "ready")


_SAMPLE = 200


def found_columns(layer: QgsVectorLayer, role: Role) -> dict[str, str]:
    """Canonical columns that the readers will take from a layer: column -> header."""
    from ..io import mapping
    from . import heads

    try:
        found = mapping.guess(heads.head(layer, role, _SAMPLE), role)
    except InputError:                   # two headers for one column: the run says so, with both names
        return {}
    return {column: choice.header for column, choice in found.columns.items() if choice is not None}


def _is_across(layer: QgsVectorLayer) -> bool:
    """Whether a layer is a laboratory sheet with a column a pollutant, which the readers turn."""
    from ..io import mapping
    from . import heads

    raw = heads.head(layer, Role.SAMPLES, _SAMPLE)
    return mapping.long_samples(raw) is not raw


def field_label(role: Role, column: str, lang: str) -> str:
    """Return what a canonical column is called."""
    words = _fields().get(str(role), {}).get(column, {})
    return str(words.get(f"label_{lang}", column))

"""What our algorithms share: how a parameter becomes an input of a use case, and how an error becomes a sentence."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from .. import deps, i18n, icons, settings
from ..i18n import translate

if TYPE_CHECKING:
    from ...core.progress import Progress
    from ...core.vocabulary import Role
    from ..use_cases import Given

_GEOMETRY = QgsProcessing.SourceType.TypeVector


@dataclasses.dataclass(frozen=True)
class NothingSaid:
    """What a person says of a layer in the window; here nobody was asked."""

    covers: str = ""
    none_issued: str = ""
    mapping: Mapping[str, str] = dataclasses.field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    list_kind: str = ""
    edition: str = ""
    edition_date: str = ""


class Algorithm(QgsProcessingAlgorithm):
    """Base of our algorithms."""

    NAME = ""
    ICON = ""

    def __init__(self) -> None:
        super().__init__()
        self._given: dict[Any, Any] = {}

    def name(self) -> str:
        return self.NAME

    def icon(self) -> QIcon:
        return icons.icon(self.ICON)

    def svgIconPath(self) -> str:
        return str(icons.path(self.ICON))

    def group(self) -> str:
        return ""

    def groupId(self) -> str:
        return ""

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:
        """Always listed and startable: what is missing is told by the run, in one sentence."""
        return True, ""

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Any) -> bool:
        """Take snapshots of layers here, in the thread they live in."""
        require_libraries()
        with sentences():
            self.prepare(parameters, context)
        return True

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Read from layers what the worker needs."""

    def layer_parameter(self, role: str, label: str, *, optional: bool = True) -> None:
        """Add a parameter for a role."""
        self.addParameter(QgsProcessingParameterVectorLayer(role.upper(), label, [_GEOMETRY], None, optional))

    def text_parameter(self, name: str, label: str, *, lines: bool = False, advanced: bool = True) -> None:
        """Add an optional text parameter."""
        parameter = QgsProcessingParameterString(name, label, "", lines, True)
        if advanced:
            make_advanced(parameter)
        self.addParameter(parameter)

    def map_parameter(self) -> None:
        """Add the file with field maps."""
        parameter = QgsProcessingParameterFile("MAP", translate("SoilGate", "Field maps (YAML)"), optional=True,
                                               extension="yaml")
        make_advanced(parameter)
        self.addParameter(parameter)

    def give(self, role: Role, parameters: dict[str, Any], context: QgsProcessingContext, *,
             selected_only: bool = False, filtered: bool = True) -> None:
        """Keep what plays a role: a file as it is named, else the layer, perhaps only where it has no filter."""
        from ... import jobs
        from .. import use_cases

        name = str(role).upper()
        value = parameters.get(name)
        if value in (None, ""):
            return
        if isinstance(value, str) and Path(value.split("|")[0]).is_file() and not selected_only:
            self._given[role] = use_cases.Given(role, jobs.LayerInput.of(value), use_cases.field_map(NothingSaid()),
                                                None)
            return
        layer = self.parameterAsVectorLayer(parameters, name, context)
        if not isinstance(layer, QgsVectorLayer):
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        if not filtered:
            use_cases.refuse_filtered(role, layer)
        self._given[role] = use_cases.given(role, layer, NothingSaid(), selected_only=selected_only)

    def inputs(self, maps: Mapping[Role, Any], crs: dict[Role, str], progress: Progress) -> dict[Role, Any]:
        """Return what a use case reads; snapshots are read here (worker)."""
        from ... import jobs
        from ...io import mapping
        from ..layers import raw_of_layer

        found: dict[Role, Any] = {}
        for role, one in self._given.items():
            given: Given = one
            if given.crs and role not in crs:
                crs[role] = given.crs
            if isinstance(given.source, jobs.LayerInput):
                found[role] = jobs.LayerInput.of(given.source.path) if given.source.layer is None else given.source
            else:
                raw = raw_of_layer(given.source, progress)
                found[role] = mapping.normalise(raw, role, maps.get(role), crs=crs.get(role))
        return found


def make_advanced(parameter: QgsProcessingParameterDefinition) -> None:
    """Let a parameter stand in the dialog's closed part."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)


def require_libraries() -> None:
    """End the run in one sentence where a library is missing."""
    deps.use_folder(settings.library_folder())
    sentence = deps.sentence(i18n.language(), settings.library_folder())
    if sentence:
        raise QgsProcessingException(sentence)


class sentences:  # noqa: N801  (reads as a statement)
    """Turn problems that a person can mend into the sentence that Processing shows."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: Any, error: Optional[BaseException], trace: Any) -> None:
        """Say it in the language of QGIS."""
        from ...core.errors import SoilGateError

        if isinstance(error, SoilGateError):
            from ...core import knowledge
            raise QgsProcessingException(knowledge.error_text(error, i18n.language())) from error


def lines_of(text: str) -> list[str]:
    """Return the entries of a parameter of several lines; ``;`` parts them too."""
    return [part.strip() for line in text.splitlines() for part in line.split(";") if part.strip()]


def pairs(text: str, option: str, *, need_value: bool) -> dict[Role, str]:
    """Return ``ROLE=VALUE`` entries as a mapping; the value is "" where there is none.

    Raises
    ------
    InputError
        ``unknown_role``, ``option_without_value``.
    """
    from ...core.errors import InputError
    from ...core.vocabulary import Role

    known = {str(role): role for role in Role}
    found = {}
    for entry in lines_of(text):
        name, _, value = entry.partition("=")
        name = name.strip().replace("-", "_").lower()
        if name not in known:
            raise InputError("unknown_role", option=option, value=name, known=", ".join(known))
        if need_value and not value.strip():
            raise InputError("option_without_value", option=option, value=entry)
        found[known[name]] = value.strip()
    return found


def day(text: str, option: str) -> Optional[datetime.date]:
    """Return a day written YYYY-MM-DD; None for "".

    Raises
    ------
    InputError
        ``bad_day``.
    """
    from ...core.errors import InputError

    if not text.strip():
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError("bad_day", option=option, value=text) from error


def field_maps(path: str) -> Mapping[Role, Any]:
    """Return the field maps of a file; none for ""."""
    from ...io import mapping

    return mapping.load_map(Path(path)) if path else {}


def help_text(paragraphs: Sequence[str]) -> str:
    """Return help as Processing shows it."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def counted(values: Iterable[Any]) -> dict[str, int]:
    """Return how often each value occurs."""
    counts: dict[str, int] = {}
    for value in values:
        counts[str(value)] = counts.get(str(value), 0) + 1
    return counts

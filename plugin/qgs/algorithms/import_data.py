"""Imports of boundary texts, registers, samples and layers: the same as ``soilgate import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterVectorDestination,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ...core.errors import Cancelled
from ..i18n import language, translate
from ..settings import load
from ..tasks import FeedbackProgress, aside
from . import base

if TYPE_CHECKING:
    from ...core.vocabulary import Role
    from ...imports import Given, ImportOutcome

ROLES = ("parcels", "current_use", "registry", "negative_list", "survey_areas", "samples", "risk_assessments",
         "industrial_land", "ordered_surveys", "farmland", "basic_farmland", "control_zones", "signs", "points",
         "records", "notices", "evidence", "located")
LIST_KINDS = ("provincial_list", "contaminated_plot_list", "suspected", "ordered_survey", "unknown")
EDITIONS = ("whole", "changes")
_COUNTS = ("rows", "read", "repaired", "guessed", "refused", "added", "updated", "unchanged")
_OPTIONS = {"--crs": "CRS", "--layer": "LAYER", "--decide": "DECISIONS", "--map": "MAP", "--points": "POINTS"}


class Import(base.Algorithm):
    """What the imports share: where the data go, the report, and what becomes of a question that is open."""

    ICON = "import"
    KIND = ""
    OUTPUT_KIND = QgsProcessing.SourceType.TypeVectorPolygon

    def group(self) -> str:
        return translate("SoilGate", "Import")

    def groupId(self) -> str:
        return "import"

    def file_parameter(self, filters: str) -> None:
        """Add the file that is read."""
        parameter = QgsProcessingParameterFile("INPUT", translate("SoilGate", "File"))
        every = translate("SoilGate", "All files")
        parameter.setFileFilter(f"{filters};;{every} (*)")
        self.addParameter(parameter)

    def layer_name_parameter(self) -> None:
        """Add the name of a sheet or layer."""
        self.text_parameter("LAYER", translate("SoilGate", "Sheet or layer of the file (empty: the only one)"))

    def common_parameters(self) -> None:
        """Add what all imports take, and what they give."""
        crs = QgsProcessingParameterCrs("CRS", translate("SoilGate", "CRS decided (empty: as the data say)"),
                                        None, True)
        base.make_advanced(crs)
        self.addParameter(crs)
        self.map_parameter()
        self.text_parameter("PERSON", translate("SoilGate", "Who imports"))
        strict = QgsProcessingParameterBoolean(
            "STRICT", translate("SoilGate", "Leave a file out when one of its rows cannot be read"), False)
        base.make_advanced(strict)
        self.addParameter(strict)
        into = QgsProcessingParameterFile(
            "INTO", translate("SoilGate", "Into this workspace (GeoPackage or postgresql://...)"), optional=True)
        every = translate("SoilGate", "All files")
        into.setFileFilter(f"GeoPackage (*.gpkg);;{every} (*)")
        self.addParameter(into)
        self.addParameter(QgsProcessingParameterVectorDestination(
            "OUTPUT", translate("SoilGate", "Imported layer"),
            self.OUTPUT_KIND, None, True, True))
        self.addParameter(QgsProcessingParameterFileDestination(
            "REPORT", translate("SoilGate", "Import report"), "HTML (*.html)", None, True, True))
        self.addParameter(QgsProcessingParameterFileDestination(
            "JSON", translate("SoilGate", "Import report (JSON)"), "JSON (*.json)", None, True, False))
        for name, label in zip(_COUNTS, (
                translate("SoilGate", "Rows"), translate("SoilGate", "Rows read"),
                translate("SoilGate", "Rows repaired"), translate("SoilGate", "Rows guessed"),
                translate("SoilGate", "Rows refused in part"), translate("SoilGate", "Rows added"),
                translate("SoilGate", "Rows updated"), translate("SoilGate", "Rows unchanged"))):
            self.addOutput(QgsProcessingOutputNumber(name.upper(), label))

    def help_of(self, paragraphs: Sequence[str]) -> str:
        """Help of an import: its own paragraphs, then those of all."""
        return base.help_text((
            *paragraphs,
            translate("SoilGate", "Every row ends as read, repaired, guessed or refused; the counts add up and the "
                      "report says why. What only a person can decide stops the run with the question and the "
                      "parameter that answers it; nothing of that file is brought in."),
            translate("SoilGate", "Into a workspace an import is one transaction and can be repeated: the same code "
                      "updates its row and the former state goes into the history."),
        ))

    def supportsNonFileBasedOutput(self) -> bool:
        return False

    def role(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[Role]:
        """What the data are; None: what this import is for."""
        return None

    def sources(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress,
                ) -> Sequence[Given]:
        """What is read (worker)."""
        from ...jobs import LayerInput

        path, layer = self.parameterAsFile(parameters, "INPUT", context), self._text(parameters, "LAYER", context)
        return [LayerInput(path, layer) if layer else LayerInput.of(path)]

    def known_crs(self) -> Optional[str]:
        """The CRS that a person gave the layer in the window, against its file."""
        return None

    def told(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Further words of a person, as the request takes them."""
        return {}

    def _text(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        if self.parameterDefinition(name) is None:
            return ""
        return str(self.parameterAsString(parameters, name, context) or "").strip()

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ... import imports

        into = self._text(parameters, "INTO", context)
        out = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        if not into and not out:
            raise QgsProcessingException(translate("SoilGate", "Name a workspace or an output."))
        crs = self.parameterAsCrs(parameters, "CRS", context)
        files = {name: self.parameterAsFileOutput(parameters, name, context) for name in ("REPORT", "JSON")}
        progress = FeedbackProgress(feedback)
        try:
            with base.sentences():
                outcome = aside(lambda: imports.run_import(imports.ImportRequest(
                    kind=self.KIND, inputs=self.sources(parameters, context, progress),
                    role=self.role(parameters, context), into=into or None, out=None if into else Path(out),
                    crs=(crs.authid() or crs.toWkt()) if crs.isValid() else self.known_crs(),
                    maps=base.field_maps(self.parameterAsFile(parameters, "MAP", context)),
                    person=self._text(parameters, "PERSON", context) or load().person or None,
                    strict=self.parameterAsBoolean(parameters, "STRICT", context),
                    report=Path(files["REPORT"]) if files["REPORT"] else None,
                    json=Path(files["JSON"]) if files["JSON"] else None, lang=language(),
                    **self.told(parameters, context)), progress))
        except Cancelled:
            return {}
        for line in imports.summary(outcome, language()).splitlines():
            feedback.pushInfo(line)
        if not outcome.complete:
            raise QgsProcessingException(_open_questions(outcome))
        told = outcome.files[0]
        layer = _processing_source(into or out, str(told.role))
        _load_instead(context, out, layer)
        numbers = {name: sum(_count(report, name) for report in outcome.files) for name in _COUNTS}
        return {"OUTPUT": layer, **{name: path for name, path in files.items() if path},
                **{name.upper(): value for name, value in numbers.items()}}


def _count(report: Any, name: str) -> int:
    if name == "rows":
        return int(report.rows)
    if name in report.counts:
        return int(report.counts[name])
    return 0 if report.imported is None else int(getattr(report.imported, name))


def _open_questions(outcome: ImportOutcome) -> str:
    """What keeps files out, with the parameters that answer."""
    from ...io import import_page

    said = []
    for report in outcome.files:
        if report.imported is not None:
            continue
        notes = [*(n for n in report.notes if n.get("error") or n.get("state") in ("asked", "refused")),
                 *(n for row in report.listed if row.state in ("asked", "refused") for n in row.reasons
                   if n.get("state") in ("asked", "refused"))]
        words = list(dict.fromkeys(import_page.sentence(n, language()) for n in notes))[:3]
        answers = [f"{_OPTIONS.get(flag, flag)}={value.partition('=')[2] if flag == '--crs' else value}"
                   for flag, _, value in (option.partition(" ") for option in report.options())]
        line = f"{Path(report.path).name}: {' '.join(words)}"
        if answers:
            line += translate("SoilGate", " Parameter: {answers}").format(answers="; ".join(answers))
        said.append(line)
    return "\n".join(said)


def _processing_source(workspace: str, table: str) -> str:
    """The table of a workspace as Processing opens it."""
    from ..importing import layer_source

    source, provider = layer_source(workspace, table)
    return source if provider == "ogr" else f"{provider}://{source}"


def _load_instead(context: QgsProcessingContext, planned: str, layer: str) -> None:
    """Let the window show the imported layer where it would have opened the first one of the file."""
    waiting = context.layersToLoadOnCompletion()
    if planned in waiting:
        details = waiting.pop(planned)
        details.setPostProcessor(_FORM)
        context.setLayersToLoadOnCompletion({**waiting, layer: details})


class _Form(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer that was loaded back its form, which Processing has replaced by a style of its own."""

    def postProcessLayer(self, layer: Any, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        layer.loadDefaultStyle()


_FORM = _Form()                          # QGIS keeps no reference


class ImportBoundaryTxt(Import):
    """Plots of boundary texts."""

    NAME = "importboundarytxt"
    KIND = "txt"

    def displayName(self) -> str:
        return translate("SoilGate", "Import boundary TXT")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,boundary,coordinates,TXT,parcels,import").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Reads plots from boundary coordinate files of every dialect.")

    def shortHelpString(self) -> str:
        return self.help_of((
            translate("SoilGate", "Reads boundary coordinate files (TXT, CASS .dat, tables of boundary points in "
                      "Excel or Word): any encoding, several plots a file, holes, swapped axes, zone in the header, "
                      "in the easting or nowhere. Areas and counts in the header are checked."),
            translate("SoilGate", "Decisions, one a line: unit=mu, area=drawn, inside=hole or plot, points=ring, "
                      "lines=area or skip, unknown=skip, code=update or both.")))

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.addParameter(QgsProcessingParameterMultipleLayers(
            "INPUT", translate("SoilGate", "Boundary files"), QgsProcessing.SourceType.TypeFile))
        self.addParameter(QgsProcessingParameterEnum(
            "ROLE", translate("SoilGate", "What the plots are"), list(ROLES), False, "parcels", False, True))
        self.layer_name_parameter()
        self.text_parameter("DECISIONS", translate("SoilGate", "Decisions (QUESTION=ANSWER, one a line)"), lines=True)
        self.common_parameters()

    def role(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[Role]:
        from ...core.vocabulary import Role
        return Role(self.parameterAsEnumString(parameters, "ROLE", context))

    def sources(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress,
                ) -> Sequence[Given]:
        from ...jobs import LayerInput

        layer = self._text(parameters, "LAYER", context) or None
        return [LayerInput(path, layer) for path in self.parameterAsFileList(parameters, "INPUT", context)]

    def told(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        return {"decisions": decisions(self._text(parameters, "DECISIONS", context))}


def decisions(text: str) -> dict[str, str]:
    """``QUESTION=ANSWER`` entries as a mapping."""
    return {line.partition("=")[0].strip(): line.partition("=")[2].strip() for line in base.lines_of(text)}


class ImportRegister(Import):
    """Entries of a register of contaminated plots or another list."""

    NAME = "importregister"
    KIND = "register"

    def displayName(self) -> str:
        return translate("SoilGate", "Import register")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,register,registry,list,contaminated plots,Excel,Word,import").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Reads a published list as it is: Excel, Word, CSV, vector file.")

    def shortHelpString(self) -> str:
        return self.help_of((
            translate("SoilGate", "Reads a register as it was published (Excel, ODS, Word, CSV, vector file): title "
                      "rows, headers of two levels, blocks of new, kept and removed entries, merged cells. Entries "
                      "without polygon stay and are settled later."),
            translate("SoilGate", "Kind, edition (whole list or changes only) and date are read from title, file and "
                      "columns, unless said here. Changes continue a whole list that is in the workspace; an entry "
                      "that a new whole list no longer has stays in force and is flagged.")))

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.file_parameter(translate("SoilGate", "Lists")
                            + " (*.xlsx *.xlsm *.xls *.et *.ods *.docx *.csv *.tsv *.gpkg *.shp *.zip *.geojson *.kml)")
        self.addParameter(QgsProcessingParameterEnum(
            "LIST_KIND", translate("SoilGate", "Kind of list (empty: as the list says)"), list(LIST_KINDS), False, None,
            True, True))
        self.addParameter(QgsProcessingParameterEnum(
            "EDITION", translate("SoilGate", "Edition (empty: as the list says)"), list(EDITIONS), False, None, True,
            True))
        self.text_parameter("EDITION_DATE", translate("SoilGate", "Date of the edition (YYYY-MM-DD)"), advanced=False)
        self.addParameter(QgsProcessingParameterBoolean(
            "COVERS_PLAN", translate("SoilGate", "Its holder states that it covers the whole plan"), False))
        self.text_parameter("DOCUMENT", translate("SoilGate", "Document of that statement"))
        self.layer_name_parameter()
        self.common_parameters()

    def told(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        from ...core.vocabulary import EditionKind, ListKind

        kind = self.parameterAsEnumString(parameters, "LIST_KIND", context)
        edition = self.parameterAsEnumString(parameters, "EDITION", context)
        return {"list_kind": ListKind(kind) if kind else None, "edition": EditionKind(edition) if edition else None,
                "edition_date": base.day(self._text(parameters, "EDITION_DATE", context), "EDITION_DATE"),
                "covers": "parcels" if self.parameterAsBoolean(parameters, "COVERS_PLAN", context) else None,
                "document": self._text(parameters, "DOCUMENT", context) or None}


class ImportSamples(Import):
    """Results of a laboratory."""

    NAME = "importsamples"
    KIND = "samples"
    OUTPUT_KIND = QgsProcessing.SourceType.TypeVectorPoint

    def displayName(self) -> str:
        return translate("SoilGate", "Import samples")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,samples,laboratory,results,pollutants,Excel,import").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Reads laboratory sheets, a column or a row a pollutant.")

    def shortHelpString(self) -> str:
        return self.help_of((
            translate("SoilGate", "Reads sheets of a laboratory, wide (a column a pollutant) and long (a row a "
                      "pollutant): units in headers or cells, non-detects of every form, depth intervals, degrees "
                      "in every form. Pollutants are known by name, alias and CAS number; unknown ones are listed "
                      "and kept, never dropped."),
            translate("SoilGate", "A table of coordinates has no CRS of its own: it is placed by the plan in the "
                      "workspace, or by the CRS given here."),
            translate("SoilGate", "A sheet without coordinates is placed by a table of points: their codes and where "
                      "they lie.")))

    def initAlgorithm(self, configuration: Any = None) -> None:
        filters = (translate("SoilGate", "Sheets and layers")
                   + " (*.xlsx *.xlsm *.xls *.et *.ods *.docx *.csv *.tsv *.gpkg *.shp *.zip *.geojson)")
        self.file_parameter(filters)
        self.layer_name_parameter()
        points = QgsProcessingParameterFile(
            "POINTS", translate("SoilGate", "Table of points, for a sheet without coordinates"), optional=True)
        every = translate("SoilGate", "All files")
        points.setFileFilter(f"{filters};;{every} (*)")
        self.addParameter(points)
        self.text_parameter("POINTS_LAYER", translate("SoilGate", "Sheet or layer of that table (empty: the only one)"))
        self.common_parameters()

    def told(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        from ...jobs import LayerInput

        path = self.parameterAsFile(parameters, "POINTS", context)
        layer = self._text(parameters, "POINTS_LAYER", context)
        return {"points": (LayerInput(path, layer) if layer else LayerInput.of(path)) if path else None}


class ImportLayer(Import):
    """A layer of the project, or of a file, in any role."""

    NAME = "importlayer"
    KIND = "layer"
    OUTPUT_KIND = QgsProcessing.SourceType.TypeVector

    def displayName(self) -> str:
        return translate("SoilGate", "Import layer")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,layer,table,role,workspace,import").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Brings any layer or table into its role.")

    def shortHelpString(self) -> str:
        return self.help_of((
            translate("SoilGate", "Brings a layer or table into a role of the workspace: fields are recognised by "
                      "name and values, or taken from a field map; outlines that must be repaired are listed with "
                      "both areas and kept as they are. A layer with edits or a filter is taken as it stands in the "
                      "window."),))

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.addParameter(QgsProcessingParameterVectorLayer(
            "INPUT", translate("SoilGate", "Layer or table"), [QgsProcessing.SourceType.TypeVector]))
        self.addParameter(QgsProcessingParameterEnum(
            "ROLE", translate("SoilGate", "What the data are"), list(ROLES), False, "parcels", False, True))
        self.text_parameter("DECISIONS", translate("SoilGate", "Decisions (QUESTION=ANSWER, one a line)"), lines=True)
        self.common_parameters()

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take a snapshot where the layer says more or less than its file."""
        from ...jobs import LayerInput
        from .. import use_cases

        value = parameters.get("INPUT")
        self._crs: Optional[str] = None
        if isinstance(value, str) and Path(value.split("|")[0]).is_file():
            self._source: Any = LayerInput.of(value)
            return
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if not isinstance(layer, QgsVectorLayer):
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        given = use_cases.given(self._role(parameters, context), layer, base.NothingSaid())
        self._source, self._crs = given.source, given.crs

    def _role(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Role:
        from ...core.vocabulary import Role
        return Role(self.parameterAsEnumString(parameters, "ROLE", context))

    def role(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[Role]:
        return self._role(parameters, context)

    def sources(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress,
                ) -> Sequence[Given]:
        from ...jobs import LayerInput
        from ..layers import raw_of_layer

        if isinstance(self._source, LayerInput):
            return [LayerInput.of(self._source.path) if self._source.layer is None else self._source]
        return [raw_of_layer(self._source, progress)]

    def told(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        return {"decisions": decisions(self._text(parameters, "DECISIONS", context))}

    def known_crs(self) -> Optional[str]:
        return self._crs

"""``soilgate:reviewparcels``: the review of a plan, the same as ``soilgate review``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ...core.errors import Cancelled
from .. import i18n
from ..i18n import translate
from ..tasks import FeedbackProgress, aside
from . import base


def numbered(parameters: dict[str, Any]) -> dict[str, Any]:
    """Steps given by word, by number: the window shows names, and ``qgis_process`` lists numbers."""
    words = {word: str(number) for number, word in enumerate(i18n.step_names())}
    given = parameters.get("STEPS")
    several = given.split(",") if isinstance(given, str) else given if isinstance(given, (list, tuple)) else []
    if not any(str(one).strip() in words for one in several):
        return parameters
    return {**parameters, "STEPS": [words.get(str(one).strip(), one) for one in several]}


class ReviewParcels(base.Algorithm):
    """Reviews every parcel of a plan against site data."""

    NAME = "reviewparcels"
    ICON = "review"

    def displayName(self) -> str:
        return translate("SoilGate", "Review parcels")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,contamination,land use,plan,review,registry,verdict").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Checks planned land uses against site data and says why.")

    def shortHelpString(self) -> str:
        return base.help_text((
            translate("SoilGate", "Checks every parcel of a plan against the construction land soil pollution "
                      "registry, negative lists, surveys, samples, industrial land, farmland categories and "
                      "control zones, and gives a verdict, the reasons with the law in force on the day, the next "
                      "step and who takes it."),
            translate("SoilGate", "Only the parcels and the registry are needed. What is not given is named in the "
                      "result: a parcel is never called clear because a layer was missing."),
            translate("SoilGate", "Coverage: one entry a line, ROLE=parcels where a layer covers the whole plan, or "
                      "ROLE=FILE with its extent. None issued: ROLE or ROLE=YYYY-MM-DD where the office states that "
                      "there is none. CRS: ROLE=EPSG:N."),
            translate("SoilGate", "Steps, by number or word: plan, use_change, acquisition, taking_back, transfer, "
                      "supply, planning_permit, building_permit, works. Several may be given; the gravest verdict "
                      "counts."),
            translate("SoilGate", "The result is a GeoPackage with the reviewed parcels, the findings, the checks that "
                      "were not done, the evidence and the run record."),
        ))

    def initAlgorithm(self, configuration: Any = None) -> None:
        for role, label, optional in (
                ("parcels", translate("SoilGate", "Planned parcels"), False),
                ("registry", translate("SoilGate", "Registry of contaminated plots"), True),
                ("current_use", translate("SoilGate", "Current land use"), True),
                ("negative_list", translate("SoilGate", "Negative list"), True),
                ("survey_areas", translate("SoilGate", "Survey areas"), True),
                ("samples", translate("SoilGate", "Samples"), True),
                ("risk_assessments", translate("SoilGate", "Risk assessments"), True),
                ("industrial_land", translate("SoilGate", "Industrial land"), True),
                ("ordered_surveys", translate("SoilGate", "Ordered surveys"), True),
                ("farmland", translate("SoilGate", "Farmland categories"), True),
                ("basic_farmland", translate("SoilGate", "Permanent basic farmland"), True),
                ("control_zones", translate("SoilGate", "Control zones"), True),
                ("evidence", translate("SoilGate", "Evidence (statements)"), True),
                ("located", translate("SoilGate", "Settled entries without polygon"), True)):
            self.layer_parameter(role, label, optional=optional)
        self.addParameter(QgsProcessingParameterBoolean(
            "SELECTED_ONLY", translate("SoilGate", "Selected parcels only"), False))
        self.text_parameter("AS_OF", translate("SoilGate", "Day of the review (YYYY-MM-DD, empty: today)"),
                            advanced=False)
        self.addParameter(QgsProcessingParameterEnum(
            "STEPS", translate("SoilGate", "Steps of the procedure"), list(i18n.step_names().values()), True, [0]))
        self.text_parameter("COVERS", translate("SoilGate", "Coverage (ROLE=parcels or ROLE=FILE, one a line)"),
                            lines=True)
        self.text_parameter("NONE", translate("SoilGate", "None issued (ROLE or ROLE=DATE, one a line)"), lines=True)
        self.text_parameter("CRS", translate("SoilGate", "CRS decided (ROLE=EPSG:N, one a line)"), lines=True)
        self.text_parameter("RULES", translate("SoilGate", "Local rule packs (names or files, one a line)"), lines=True)
        self.map_parameter()
        self.text_parameter("USE_FIELD", translate("SoilGate", "Field with the planned use code"))
        self.text_parameter("USE_SCHEME", translate("SoilGate", "Scheme of the planned use codes"))
        self.text_parameter("CURRENT_USE_FIELD", translate("SoilGate", "Field with the current use code"))
        self.text_parameter("CURRENT_USE_SCHEME", translate("SoilGate", "Scheme of the current use codes"))
        number = QgsProcessingParameterNumber.Type.Double
        tolerance = QgsProcessingParameterNumber("TOLERANCE", translate("SoilGate", "Tolerance (m)"), number, 0.5,
                                                 False, 0.0)
        radius = QgsProcessingParameterNumber("RADIUS", translate("SoilGate", "Radius for neighbours (m)"), number,
                                              None, True, 0.0)
        for parameter in (tolerance, radius):
            base.make_advanced(parameter)
            self.addParameter(parameter)
        self.addParameter(QgsProcessingParameterFileDestination(
            "OUTPUT", translate("SoilGate", "Result (GeoPackage)"), "GeoPackage (*.gpkg)"))
        self.addParameter(QgsProcessingParameterFileDestination(
            "JSON", translate("SoilGate", "Result (JSON)"), "JSON (*.json)", None, True, False))
        self.addParameter(QgsProcessingParameterFileDestination(
            "XLSX", translate("SoilGate", "Ledger (Excel)"), "Excel (*.xlsx)", None, True, False))
        self.addParameter(QgsProcessingParameterBoolean(
            "LOAD", translate("SoilGate", "Show the result in the project"), False))
        self.addOutput(QgsProcessingOutputVectorLayer(
            "REVIEWED", translate("SoilGate", "Reviewed parcels"), QgsProcessing.SourceType.TypeVectorPolygon))
        self.addOutput(QgsProcessingOutputNumber("PARCELS_REVIEWED", translate("SoilGate", "Number of parcels")))

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        return super().checkParameterValues(numbered(parameters), context)

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        from ... import jobs

        selected = self.parameterAsBoolean(parameters, "SELECTED_ONLY", context)
        for role in jobs.REVIEW_ROLES:
            self.give(role, parameters, context, selected_only=selected and str(role) == "parcels",
                      filtered=False)

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ... import jobs
        from ...core import knowledge

        self._out = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        try:
            with base.sentences():
                outcome = aside(lambda: jobs.review(
                    self._request(parameters, context, feedback), FeedbackProgress(feedback)))
        except Cancelled:
            return {}
        lang = base.i18n.language()
        words = knowledge.messages()["verdicts"]
        for verdict, count in outcome.counts().items():
            feedback.pushInfo(f"{words[str(verdict)][lang]}: {count}")
        results: dict[str, Any] = {"OUTPUT": str(self._out), "REVIEWED": f"{self._out}|layername=parcels_reviewed",
                                   "PARCELS_REVIEWED": len(outcome.tables["parcels_reviewed"])}
        for name in ("JSON", "XLSX"):
            path = self.parameterAsFileOutput(parameters, name, context)
            if path:
                results[name] = path
        self._load = self.parameterAsBoolean(parameters, "LOAD", context)
        return results

    def _request(self, parameters: dict[str, Any], context: QgsProcessingContext,
                 feedback: QgsProcessingFeedback) -> Any:
        from ... import jobs
        from ...core.vocabulary import Step

        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context) or "").strip()

        def file(name: str) -> Path | None:
            path = self.parameterAsFileOutput(parameters, name, context)
            return Path(path) if path else None

        maps = base.field_maps(self.parameterAsFile(parameters, "MAP", context))
        crs = dict(base.pairs(text("CRS"), "CRS", need_value=True))
        covers = {role: value if value == "parcels" else jobs.LayerInput.of(value)
                  for role, value in base.pairs(text("COVERS"), "COVERS", need_value=True).items()}
        none = {role: base.day(value, "NONE") for role, value in
                base.pairs(text("NONE"), "NONE", need_value=False).items()}
        radius, words = parameters.get("RADIUS"), list(i18n.step_names())
        return jobs.ReviewRequest(
            inputs=self.inputs(maps, crs, FeedbackProgress(feedback)), as_of=base.day(text("AS_OF"), "AS_OF"),
            steps=[Step(words[number]) for number in self.parameterAsEnums(numbered(parameters), "STEPS", context)],
            packs=base.lines_of(text("RULES")), covers=covers, none=none, maps=maps, crs=crs,
            tolerance_m=self.parameterAsDouble(parameters, "TOLERANCE", context),
            radius_m=None if radius is None else self.parameterAsDouble(parameters, "RADIUS", context),
            use_field=text("USE_FIELD") or None, use_scheme=text("USE_SCHEME") or None,
            current_use_field=text("CURRENT_USE_FIELD") or None,
            current_use_scheme=text("CURRENT_USE_SCHEME") or None,
            out=self._out, json=file("JSON"), xlsx=file("XLSX"))

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Show the result (main thread)."""
        if getattr(self, "_load", False) and context.project() is not None:
            from .. import layers
            layers.add_result(context.project(), self._out)
        return {}

"""``soilgate:controlzones``: what control zones owe, the same as ``soilgate zones``."""

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
    QgsProcessingParameterFileDestination,
)

from ...core.errors import Cancelled
from ..i18n import translate
from ..tasks import FeedbackProgress, aside
from . import base


class ControlZones(base.Algorithm):
    """Tells what each control zone owes on a day."""

    NAME = "controlzones"
    ICON = "zones"

    def displayName(self) -> str:
        return translate("SoilGate", "Check control zones")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,contamination,control zone,sign,notice,monitoring").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Tells which control zones lack sign, notice or monitoring.")

    def shortHelpString(self) -> str:
        return base.help_text((
            translate("SoilGate", "For each control zone: is it drawn over its plots, are sign and notice there, are "
                      "soil, surface water, groundwater and air monitored in time, does pollution spread? For each "
                      "plot that must have a zone: is there one?"),
            translate("SoilGate", "The result is a GeoPackage with the zones by what they owe, all duties with state "
                      "and day, a work list and what was set aside. Intervals act only once the office has adopted "
                      "them: name the house values to adopt, one a line."),
        ))

    def initAlgorithm(self, configuration: Any = None) -> None:
        for role, label, optional in (
                ("control_zones", translate("SoilGate", "Control zones"), False),
                ("registry", translate("SoilGate", "Registry of contaminated plots"), False),
                ("signs", translate("SoilGate", "Signs"), True),
                ("points", translate("SoilGate", "Monitoring points"), True),
                ("records", translate("SoilGate", "Monitoring records"), True),
                ("notices", translate("SoilGate", "Notices"), True),
                ("evidence", translate("SoilGate", "Evidence (statements)"), True),
                ("roads", translate("SoilGate", "Roads"), True)):
            self.layer_parameter(role, label, optional=optional)
        self.text_parameter("AS_OF", translate("SoilGate", "Day of the review (YYYY-MM-DD, empty: today)"),
                            advanced=False)
        self.text_parameter("ADOPT", translate("SoilGate", "House values adopted (one a line)"), lines=True)
        self.text_parameter("CRS", translate("SoilGate", "CRS decided (ROLE=EPSG:N, one a line)"), lines=True)
        self.map_parameter()
        self.addParameter(QgsProcessingParameterFileDestination(
            "OUTPUT", translate("SoilGate", "Result (GeoPackage)"), "GeoPackage (*.gpkg)"))
        self.addParameter(QgsProcessingParameterFileDestination(
            "JSON", translate("SoilGate", "Result (JSON)"), "JSON (*.json)", None, True, False))
        self.addParameter(QgsProcessingParameterFileDestination(
            "XLSX", translate("SoilGate", "Ledger (Excel)"), "Excel (*.xlsx)", None, True, False))
        self.addParameter(QgsProcessingParameterFileDestination(
            "ICS", translate("SoilGate", "Calendar of due days"), "iCalendar (*.ics)", None, True, False))
        self.addParameter(QgsProcessingParameterBoolean(
            "LOAD", translate("SoilGate", "Show the result in the project"), False))
        self.addOutput(QgsProcessingOutputVectorLayer(
            "ZONES", translate("SoilGate", "Control zones by what they owe"),
            QgsProcessing.SourceType.TypeVectorPolygon))
        self.addOutput(QgsProcessingOutputNumber("ACTIONS", translate("SoilGate", "Number of actions")))

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        from ... import jobs

        for role in jobs.ZONE_ROLES:
            self.give(role, parameters, context, filtered=str(role) != "registry")
        self._roads = None
        if parameters.get("ROADS"):
            from .. import use_cases
            value = parameters["ROADS"]
            if isinstance(value, str) and Path(value.split("|")[0]).is_file():
                self._roads = jobs.LayerInput.of(value)
            else:
                layer = self.parameterAsVectorLayer(parameters, "ROADS", context)
                self._roads = use_cases.file_of(layer) if layer is not None else None
                if self._roads is None:
                    raise base.QgsProcessingException(translate(
                        "SoilGate", "Roads must be a layer saved in a file, without filter or edits."))

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ... import jobs
        from ...core import zones

        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context) or "").strip()

        files = {name: self.parameterAsFileOutput(parameters, name, context)
                 for name in ("OUTPUT", "JSON", "XLSX", "ICS")}
        paths = {name: Path(path) if path else None for name, path in files.items()}
        progress = FeedbackProgress(feedback)
        try:
            with base.sentences():
                maps = base.field_maps(self.parameterAsFile(parameters, "MAP", context))
                crs = dict(base.pairs(text("CRS"), "CRS", need_value=True))
                adopted = base.lines_of(text("ADOPT"))
                outcome = aside(lambda: jobs.zones(jobs.ZonesRequest(
                    inputs=self.inputs(maps, crs, progress), roads=self._roads,
                    as_of=base.day(text("AS_OF"), "AS_OF"), maps=maps, crs=crs,
                    settings=zones.ZoneSettings().adopting(*adopted) if adopted else None, out=paths["OUTPUT"],
                    json=paths["JSON"], xlsx=paths["XLSX"], ics=paths["ICS"]), progress))
        except Cancelled:
            return {}
        self._out, self._load = paths["OUTPUT"], self.parameterAsBoolean(parameters, "LOAD", context)
        for zone in outcome.tables["zones_status"].itertuples():
            feedback.pushInfo(f"{zone.zone_id}: {zone.worst_state}")
        return {**{name: path for name, path in files.items() if path},
                "ZONES": f"{files['OUTPUT']}|layername=zones_status", "ACTIONS": len(outcome.tables["zone_actions"])}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Show the result (main thread)."""
        if getattr(self, "_load", False) and context.project() is not None:
            from .. import layers
            layers.add_zones(context.project(), self._out)
        return {}

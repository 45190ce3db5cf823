"""``soilgate:publicnotice``: public notices of control zones or plots as print layouts and PDF files."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProject,
    QgsVectorLayer,
)

from ... import about
from .. import i18n, settings
from ..i18n import translate
from . import base

KINDS = ("control_zone", "plot")
PAPERS = ("A4", "A3")


class PublicNotice(base.Algorithm):
    """Lays out notices and writes them as PDF."""

    NAME = "publicnotice"
    ICON = "notice"

    def displayName(self) -> str:
        return translate("SoilGate", "Public notice")

    def tags(self) -> list[str]:
        return translate("SoilGate", "soil,contamination,notice,layout,PDF,control zone").split(",")

    def shortDescription(self) -> str:
        return translate("SoilGate", "Writes the public notice of control zones or plots as PDF.")

    def shortHelpString(self) -> str:
        return base.help_text((
            translate("SoilGate", "Lays out the public notice of each zone or plot: title, basis, plots, extent with "
                      "map, bans of its document, duties, start and end, contact, and room for the seal. The "
                      "layouts stay in the project, where they can be edited."),
            translate("SoilGate", "A template (.qpt) is filled by the IDs of its items: title, body and map are "
                      "needed; legend, table, number, signature, map_title, map_facts, scale and scale_bar may be."),
            translate("SoilGate", "The table of corner points is off by default: whether coordinates may be published "
                      "is the office's call. No administrative boundary is drawn; a map that shows one needs a review "
                      "number (审图号)."),
        ))

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading      # layouts live in the main thread

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.addParameter(QgsProcessingParameterEnum(
            "KIND", translate("SoilGate", "Notice of"), list(KINDS), False, "control_zone", False, True))
        self.layer_parameter("control_zones", translate("SoilGate", "Control zones"))
        self.layer_parameter("registry", translate("SoilGate", "Registry of contaminated plots"))
        self.text_parameter("IDS", translate("SoilGate", "Zones or plots (ids, one a line; empty: all)"), lines=True,
                            advanced=False)
        self.text_parameter("DAY", translate("SoilGate", "Day of the notice (YYYY-MM-DD, empty: today)"),
                            advanced=False)
        self.text_parameter("NUMBER", translate("SoilGate", "Number of the document"), advanced=False)
        stored = settings.load()
        self.addParameter(QgsProcessingParameterString(
            "ISSUER", translate("SoilGate", "Issued by"), stored.agency, False, True))
        self.addParameter(QgsProcessingParameterString(
            "CONTACT", translate("SoilGate", "Contact"), stored.contact, False, True))
        self.addParameter(QgsProcessingParameterString(
            "HOTLINE", translate("SoilGate", "Reporting line"), stored.hotline, False, True))
        self.addParameter(QgsProcessingParameterBoolean(
            "BOUNDARY_POINTS", translate("SoilGate", "Table of corner points"), stored.boundary_points_public))
        self.addParameter(QgsProcessingParameterMultipleLayers(
            "BASE_LAYERS", translate("SoilGate", "Layers below"), optional=True))
        self.addParameter(QgsProcessingParameterEnum(
            "PAPER", translate("SoilGate", "Paper"), list(PAPERS), False, "A4", False, True))
        self.addParameter(QgsProcessingParameterBoolean(
            "LANDSCAPE", translate("SoilGate", "Sheet on its side: map left, text right"), False))
        template = QgsProcessingParameterFile(
            "TEMPLATE", translate("SoilGate", "Layout template (.qpt)"), optional=True, extension="qpt")
        base.make_advanced(template)
        self.addParameter(template)
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", translate("SoilGate", "Folder for PDF")))
        self.addOutput(QgsProcessingOutputNumber("NOTICES", translate("SoilGate", "Number of notices")))

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ... import jobs
        from ...core.vocabulary import Role
        from .. import notice_subjects
        from ..layouts import notice as notices

        project = context.project() or QgsProject.instance()
        role = Role.CONTROL_ZONES if self.parameterAsString(parameters, "KIND", context) == "control_zone" \
            else Role.REGISTRY
        folder = Path(self.parameterAsString(parameters, "OUTPUT", context))
        folder.mkdir(parents=True, exist_ok=True)
        chosen = {}
        for one in (Role.CONTROL_ZONES, Role.REGISTRY):
            layer = self._layer(str(one).upper(), parameters, context, project)
            if layer is not None:
                chosen[one] = (layer, base.NothingSaid())
        if role not in chosen:
            raise QgsProcessingException(self.invalidSourceError(parameters, str(role).upper()))
        below = tuple(self.parameterAsLayerList(parameters, "BASE_LAYERS", context))
        stored = dataclasses.replace(
            settings.load(), agency=self.parameterAsString(parameters, "ISSUER", context),
            contact=self.parameterAsString(parameters, "CONTACT", context),
            hotline=self.parameterAsString(parameters, "HOTLINE", context))
        template = self.parameterAsFile(parameters, "TEMPLATE", context)
        form = notices.Form(self.parameterAsString(parameters, "PAPER", context) or "A4",
                            self.parameterAsBoolean(parameters, "LANDSCAPE", context),
                            Path(template) if template else None)
        done = 0
        with base.sentences():
            day = base.day(self.parameterAsString(parameters, "DAY", context), "DAY") or jobs.today()
            ids = base.lines_of(self.parameterAsString(parameters, "IDS", context)) or [
                candidate.subject_id for candidate in notice_subjects.candidates(chosen[role][0], role, {})]
            for k, (subject_id, name) in enumerate(zip(ids, file_names(ids))):
                if feedback.isCanceled():
                    break
                layout = notice_subjects.make_notice(
                    project, role, subject_id, chosen, day=day, settings=stored, lang=i18n.language(),
                    number=self.parameterAsString(parameters, "NUMBER", context),
                    show_boundary_points=self.parameterAsBoolean(parameters, "BOUNDARY_POINTS", context),
                    base_layers=below, form=form)
                notices.export(layout, folder / f"{name}.pdf")
                feedback.setProgress(100 * (k + 1) / len(ids))
                done += 1
        for sentence in notices.warnings(below, i18n.language()):
            feedback.pushWarning(sentence)
        return {"OUTPUT": str(folder), "NOTICES": done}

    def _layer(self, name: str, parameters: dict[str, Any], context: QgsProcessingContext,
               project: QgsProject) -> QgsVectorLayer | None:
        """Return a layer that belongs to the project, as a layout needs; one named by a file is added unseen."""
        layer = self.parameterAsVectorLayer(parameters, name, context)
        if layer is None or project.mapLayer(layer.id()) is not None:
            return layer
        own = layer.clone()
        own.setName(layer.name() or about.NAME)
        project.addMapLayer(own, False)
        return own


def file_names(ids: Sequence[str]) -> list[str]:
    """Return ids as names of files on any system, different also where case does not count."""
    taken: set[str] = set()
    names = []
    for one in ids:
        stem = name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", one).strip(" .")[:100] or "notice"
        number = 2
        while name.lower() in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names

"""The Processing provider ``soilgate``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..about import NAME, version
from . import icons


class SoilGateProvider(QgsProcessingProvider):
    """Lists the algorithms; loads with QGIS alone, whatever libraries are missing."""

    def id(self) -> str:
        return "soilgate"

    def name(self) -> str:
        return NAME

    def longName(self) -> str:
        return f"{NAME} {version()}"

    def versionInfo(self) -> str:
        return version()

    def icon(self) -> QIcon:
        return icons.icon("soilgate")

    def svgIconPath(self) -> str:
        return str(icons.path("soilgate"))

    def defaultVectorFileExtension(self, hasGeometry: bool = True) -> str:
        return "gpkg"

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        return ["gpkg"]

    def loadAlgorithms(self) -> None:
        from .algorithms.control_zones import ControlZones
        from .algorithms.import_data import ImportBoundaryTxt, ImportLayer, ImportRegister, ImportSamples
        from .algorithms.public_notice import PublicNotice
        from .algorithms.review_parcels import ReviewParcels

        for algorithm in (ReviewParcels(), ControlZones(), PublicNotice(), ImportBoundaryTxt(), ImportRegister(),
                          ImportSamples(), ImportLayer()):
            self.addAlgorithm(algorithm)

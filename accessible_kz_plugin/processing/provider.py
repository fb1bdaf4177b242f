# SPDX-License-Identifier: GPL-3.0-or-later
"""The Processing provider `accessiblekz`."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from accessible_kz_plugin.icons import icon, icon_path
from accessible_kz_plugin.processing.access import DoorToDoor
from accessible_kz_plugin.processing.barriers import RankBarriers
from accessible_kz_plugin.processing.buildnetwork import BuildNetwork
from accessible_kz_plugin.processing.citymap import CityMap
from accessible_kz_plugin.processing.citymaps import CityMaps
from accessible_kz_plugin.processing.compare import CompareNorms
from accessible_kz_plugin.processing.duplicates import FindDuplicates
from accessible_kz_plugin.processing.explain import ExplainScores
from accessible_kz_plugin.processing.export import Export
from accessible_kz_plugin.processing.fieldforms import PaperForm, PhoneForm
from accessible_kz_plugin.processing.layernetwork import LayerNetwork
from accessible_kz_plugin.processing.locate import LocateByAddress
from accessible_kz_plugin.processing.matrix import TravelMatrix
from accessible_kz_plugin.processing.nearest import NearestFacilities
from accessible_kz_plugin.processing.networkcheck import NetworkCheck
from accessible_kz_plugin.processing.passports import Passports
from accessible_kz_plugin.processing.route import FindRoute
from accessible_kz_plugin.processing.score import ScoreSurvey
from accessible_kz_plugin.processing.servicearea import ServiceArea
from accessible_kz_plugin.processing.statistics import Statistics
from accessible_kz_plugin.processing.suggestmapping import SuggestMapping
from accessible_kz_plugin.processing.validate import Validate
from accessible_kz_plugin.translation import tr

ALGORITHMS = (
    ScoreSurvey,
    Validate,
    ExplainScores,
    CompareNorms,
    FindDuplicates,
    SuggestMapping,
    LocateByAddress,
    PaperForm,
    PhoneForm,
    BuildNetwork,
    LayerNetwork,
    NetworkCheck,
    FindRoute,
    ServiceArea,
    TravelMatrix,
    NearestFacilities,
    DoorToDoor,
    RankBarriers,
    Statistics,
    Passports,
    Export,
    CityMap,
    CityMaps,
)


class AccessibleKzProvider(QgsProcessingProvider):
    """All algorithms of the plugin."""

    def loadAlgorithms(self) -> None:  # noqa: N802 - QGIS's name
        """Register one of each."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        # Models find their steps through the registry: not before the provider is there.
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            self._add_models()

    def _add_models(self) -> None:
        from accessible_kz_plugin.processing.models import shipped_models

        for model in shipped_models():
            self.addAlgorithm(model)

    def register(self) -> bool:
        """Put the provider with its models into the registry; False where its id is taken."""
        # QGIS deletes a provider whose id is taken already, by a second copy of the plugin.
        if not QgsApplication.processingRegistry().addProvider(self):
            return False
        self._add_models()
        self.algorithmsLoaded.emit()
        return True

    def id(self) -> str:
        """Return the id that scripts and models use."""
        return "accessiblekz"

    def name(self) -> str:
        """Return the name in the toolbox."""
        return "Accessible KZ"

    def longName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the name where there is room."""
        return tr("Accessible KZ: surveys and step-free routes")

    def icon(self) -> QIcon:
        """Return the plugin's picture."""
        return icon("accessible_kz")

    def svgIconPath(self) -> str:  # noqa: N802 - QGIS's name
        """Return the plugin's picture for where QGIS scales it."""
        return icon_path("accessible_kz")

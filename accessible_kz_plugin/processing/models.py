# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that come with the plugin: ordinary files of the model designer.

They lie in ``resources/models`` (made by ``scripts/make_models.py``); a copy of one opens in
the designer and may be changed there. Words in the file are English, and are shown in the
language of the interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
)
from qgis.PyQt.QtGui import QIcon

from accessible_kz_plugin.help_pages import help_path, help_text
from accessible_kz_plugin.icons import icon, icon_path
from accessible_kz_plugin.translation import tr

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "models"


def shipped_models() -> list[ShippedModel]:
    """Return one of each; those whose steps are not all there are left out."""
    models = [ShippedModel(path) for path in sorted(_FOLDER.glob("*.model3"))]
    return [model for model in models if model.canExecute()[0]]


def _words() -> dict[str, str]:
    """Return the words of the files in the language of the interface."""
    return {
        "Survey": tr("Survey"),
        "Districts": tr("Districts"),
        "Field that tells areas apart": tr("Field that tells areas apart"),
        "Name of the place": tr("Name of the place"),
        "Scored places": tr("Scored places"),
        "Statistics by area": tr("Statistics by area"),
        "City map": tr("City map"),
        "OpenStreetMap file": tr("OpenStreetMap file"),
        "Elevation model": tr("Elevation model"),
        "Places, such as a survey": tr("Places, such as a survey"),
        "Which of them are clinics": tr("Which of them are clinics"),
        "Minutes, one or several": tr("Minutes, one or several"),
        "Street network": tr("Street network"),
        "Reached streets": tr("Reached streets"),
        "Outlines of what is reached": tr("Outlines of what is reached"),
    }


class ShippedModel(QgsProcessingModelAlgorithm):
    """One model, named and explained like the algorithms."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.fromFile(str(path))
        words = _words()
        for one in (*self.parameterDefinitions(), *self.outputDefinitions()):
            one.setDescription(words.get(one.description(), one.description()))

    def name(self) -> str:
        """Return the id inside the provider: the file's name."""
        return self._path.stem

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        names = {
            "surveytomap": tr("Survey to scores, statistics and map"),
            "osmtoreach": tr("OpenStreetMap file to the reach of all clinics"),
        }
        return names.get(self.name(), self.name())

    def group(self) -> str:
        """Return the heading in the toolbox."""
        return tr("Models")

    def groupId(self) -> str:  # noqa: N802
        """Return the id of the heading."""
        return "models"

    def icon(self) -> QIcon:
        """Return the model's picture."""
        return icon("model")

    def svgIconPath(self) -> str:  # noqa: N802
        """Return the model's picture for where QGIS scales it."""
        return icon_path("model")

    def shortHelpString(self) -> str:  # noqa: N802
        """Return the help page that stands beside the parameters."""
        return help_text(self.name())

    def helpUrl(self) -> str:  # noqa: N802
        """Return the same page for the web browser; it lies on the disk."""
        return help_path(self.name()).as_uri()

    def processAlgorithm(  # noqa: N802
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Run the steps; what is not given has its default, which QGIS 3.22 forgets."""
        given = {
            one.name(): one.defaultValue()
            for one in self.parameterDefinitions()
            if not one.isDestination() and one.defaultValue() is not None
        }
        given.update(parameters)
        return super().processAlgorithm(given, context, feedback)

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a fresh one for every run."""
        return ShippedModel(self._path)

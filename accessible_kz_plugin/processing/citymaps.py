# SPDX-License-Identifier: GPL-3.0-or-later
"""City maps in series: every district, for several groups, in several languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProject,
    QgsVectorLayer,
)

from accessible_core.errors import AccessibleError, Cancelled, OutputError
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.citymap import CityMap
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.words import language_words

if TYPE_CHECKING:
    from accessible_kz_plugin.printing.map_project import MapLayers
    from accessible_kz_plugin.printing.options import MapOptions

IN_LANGUAGES, FOR_GROUPS, KIND, RESUME = "LANGUAGES", "GROUPS", "KIND", "RESUME"
KIND_VALUES: tuple[str, ...] = ("pdf", "svg", "png")


class _Sheet(NamedTuple):
    """One map of the series."""

    district: str
    fids: tuple[int, ...]
    group: str
    language: str
    file: str


class CityMaps(CityMap):
    """Algorithm `accessiblekz:citymaps`."""

    ID = "citymaps"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Print city maps of all districts")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self._add_layer_parameters()
        self.addParameter(
            QgsProcessingParameterEnum(
                FOR_GROUPS,
                tr("For whom"),
                options=[common.group_words()[one] for one in common.GROUP_VALUES],
                allowMultiple=True,
                defaultValue=[0],
            )
        )
        words = language_words()
        self.addParameter(
            QgsProcessingParameterEnum(
                IN_LANGUAGES,
                tr("Languages"),
                options=[words[one] for one in LANGUAGES],
                allowMultiple=True,
                defaultValue=list(range(len(LANGUAGES))),
            )
        )
        self.addParameter(common.palette_parameter())
        self._add_sheet_parameters()
        self._add_text_parameters()
        self.addParameter(
            common.choice_parameter(
                KIND, tr("Kind of file"), KIND_VALUES,
                {one: one.upper() for one in KIND_VALUES}, "pdf",
            )
        )  # fmt: skip
        self.addParameter(
            QgsProcessingParameterBoolean(
                RESUME, tr("Go on where an earlier run stopped: keep finished files"),
                defaultValue=False,
            )
        )  # fmt: skip
        self.addParameter(
            QgsProcessingParameterFolderDestination(common.OUTPUT, tr("Folder of the maps"))
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Maps made")))
        self.addOutput(QgsProcessingOutputNumber("KEPT", tr("Maps kept")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", tr("Maps that failed")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Lay out and print one map after the other; one that fails stops no other."""
        from accessible_kz_plugin.printing.map_project import map_project

        folder = Path(self.parameterAsString(parameters, common.OUTPUT, context))
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder} cannot be made a folder ({error.strerror}).") from error
        self._check_template(parameters, context)
        layers = self._layers(parameters, context, feedback)
        sheets = self._sheets(parameters, context, layers)
        project, layers = map_project(layers, "", context.transformContext())
        options = self._options(parameters, context, layers)
        resume = self.parameterAsBool(parameters, RESUME, context)
        counts = {"COUNT": 0, "KEPT": 0, "FAILED": 0}
        warned: set[str] = set()

        def once(words: str) -> None:
            # What a template lacks, it lacks on every map.
            if words not in warned:
                warned.add(words)
                feedback.pushWarning(words)

        for done, sheet in enumerate(sheets):
            if feedback.isCanceled():
                break
            feedback.setProgress(100.0 * done / len(sheets))
            target = folder / sheet.file
            # Files are replaced, never half-written: one that is there is whole.
            if resume and target.exists():
                counts["KEPT"] += 1
                continue
            try:
                _print(project, options, sheet, target, once)
            except AccessibleError as error:
                counts["FAILED"] += 1
                feedback.reportError(f"{sheet.file}: {error}")
                continue
            counts["COUNT"] += 1
            feedback.pushInfo(sheet.file)
        # An error would carry layers and project along, and they must not outlive QGIS.
        del options, layers, project
        if feedback.isCanceled():
            raise Cancelled("Stopped on request; finished maps stay.")
        feedback.setProgress(100)
        if counts["FAILED"] and not counts["COUNT"] + counts["KEPT"]:
            raise QgsProcessingException(tr("No map could be made; see above."))
        return {common.OUTPUT: str(folder), **counts}

    def _sheets(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, layers: MapLayers
    ) -> list[_Sheet]:
        """Return all maps of the series with their files, no two alike."""
        from accessible_core.reports.writing import file_names
        from accessible_kz_plugin.printing.details import places_by_area

        kind = self.choice(parameters, KIND, context, KIND_VALUES)
        groups = [
            common.GROUP_VALUES[n] for n in self.parameterAsEnums(parameters, FOR_GROUPS, context)
        ]
        languages = [LANGUAGES[n] for n in self.parameterAsEnums(parameters, IN_LANGUAGES, context)]
        sheets = []
        for language in languages:
            if layers.areas is None:
                districts = {"": tuple(layers.places.allFeatureIds())}
            else:
                transforms = context.transformContext()
                districts = places_by_area(layers.places, layers.areas, language, transforms)
            for district, fids in districts.items():
                sheets += [_Sheet(district, fids, group, language, "") for group in groups]
        if not sheets:
            words = tr(
                "There is nothing to print: choose a group, a language, and districts with places."
            )
            raise QgsProcessingException(words)
        wanted = ["_".join(filter(None, (s.district, s.group, s.language))) for s in sheets]
        return [
            sheet._replace(file=name) for sheet, name in zip(sheets, file_names(wanted, f".{kind}"))
        ]

    def _several(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        values: tuple[str, ...],
    ) -> list[str]:
        return [values[number] for number in self.parameterAsEnums(parameters, name, context)]

    def _group(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str:
        """Return any of the groups: each sheet has its own."""
        return self._several(parameters, FOR_GROUPS, context, common.GROUP_VALUES)[0]

    def _language(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str:  # noqa: ARG002
        """Return any language: each sheet has its own."""
        return interface_language()


def _print(
    project: QgsProject,
    options: MapOptions,
    sheet: _Sheet,
    target: Path,
    tell: Callable[[str], None],
) -> None:
    """Make one map in a project that the others share, and clear it away again."""
    from accessible_kz_plugin.printing.city_map import make_city_map
    from accessible_kz_plugin.printing.export import export_city_map

    places = _part(options.places, sheet.fids)
    project.addMapLayer(places)
    title = " - ".join(filter(None, (options.place, sheet.district)))
    chosen = replace(
        options, places=places, place=title, group=sheet.group, language=sheet.language
    )
    layout = None
    try:
        layout = make_city_map(project, chosen, tell)
        export_city_map(layout, target)
    finally:
        if layout is not None:
            project.layoutManager().removeLayout(layout)
        project.removeMapLayer(places)


def _part(layer: QgsVectorLayer, fids: tuple[int, ...]) -> QgsVectorLayer:
    from qgis.core import QgsFeatureRequest

    part = layer.materialize(QgsFeatureRequest().setFilterFids(list(fids)))
    part.setName(layer.name())
    return part

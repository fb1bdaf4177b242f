# SPDX-License-Identifier: GPL-3.0-or-later
"""Print a city map: scored places on streets, with legend, numbers and index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from accessible_core.checklists import Category, categories
from accessible_core.errors import Cancelled, InputError
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.words import language_words

if TYPE_CHECKING:
    from accessible_core.network.model import StreetNetwork
    from accessible_kz_plugin.printing.map_project import MapLayers
    from accessible_kz_plugin.printing.options import MapOptions
    from accessible_kz_plugin.printing.places import Places

STREETS, NETWORK, AREAS = "STREETS", "NETWORK", "AREAS"
PAGE, LANDSCAPE, TEXT = "PAGE", "LANDSCAPE", "TEXT"
TITLE, PLACE, PUBLISHER, HOTLINE = "TITLE", "PLACE", "PUBLISHER", "HOTLINE"
SECOND = "SECOND_LANGUAGE"
CATEGORIES = "CATEGORIES"
BASE = "BASE_MAP"
URL, ATLAS, PROJECT = "URL", "ATLAS", "PROJECT"
TEMPLATE, AS_TEMPLATE = "TEMPLATE", "AS_TEMPLATE"
PAGE_VALUES: tuple[str, ...] = ("A4", "A3", "A2", "A1", "A0")
ATLAS_VALUES: tuple[str, ...] = ("none", "areas", "parts")
TEXT_VALUES: tuple[str, ...] = ("normal", "clear", "large")


def main_categories() -> list[Category]:
    """Return the registry's main categories, in its order."""
    return [one for one in categories() if one.parent is None]


class CityMap(AccessibleAlgorithm):
    """Algorithm `accessiblekz:citymap`."""

    ID = "citymap"
    GROUP = "results"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Print a city map")

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        """Keep to the main thread: layouts and projects belong to it."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self._add_layer_parameters()
        self.addParameter(common.group_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(
            common.choice_parameter(
                SECOND,
                tr("and beside it"),
                ("", *LANGUAGES),
                {"": tr("no second language"), **language_words()},
                "",
            )
        )
        self.addParameter(common.palette_parameter())
        self._add_sheet_parameters()
        self._add_text_parameters()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT, tr("City map"), tr("PDF (*.pdf);;SVG (*.svg);;PNG (*.png)")
            )
        )
        project = QgsProcessingParameterFileDestination(
            PROJECT,
            tr("Project with the layout, to change it by hand"),
            tr("QGIS project (*.qgz)"),
            optional=True,
            createByDefault=False,
        )
        self.addParameter(project)
        sheet = QgsProcessingParameterFileDestination(
            AS_TEMPLATE,
            tr("The sheet as a template, to adapt it"),
            tr("Layout template (*.qpt)"),
            optional=True,
            createByDefault=False,
        )
        self.addParameter(sheet)
        self.addOutput(QgsProcessingOutputNumber("PLACES", tr("Places in the index")))
        self.addOutput(QgsProcessingOutputNumber("PAGES", tr("Pages")))

    def _add_layer_parameters(self) -> None:
        types = QgsProcessing.SourceType
        places = QgsProcessingParameterVectorLayer(
            common.INPUT, tr("Scored places, or a survey"), [types.TypeVector]
        )
        places.setHelp(tr("A survey that is not scored yet is scored first."))
        self.addParameter(places)
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                STREETS, tr("Pieces of streets"), [types.TypeVectorLine], optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                NETWORK,
                tr("or a street network file"),
                optional=True,
                # Without this, QGIS 3.22 refuses names that have no ending.
                fileFilter=tr("Street network (*.aknet);;All files (*)"),
            )
        )
        self.addParameter(
            QgsProcessingParameterMapLayer(BASE, tr("Base map beneath all"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                AREAS, tr("Districts"), [types.TypeVectorPolygon], optional=True
            )
        )

    def _add_sheet_parameters(self) -> None:
        self.addParameter(
            QgsProcessingParameterEnum(
                PAGE,
                tr("Sheet"),
                options=list(PAGE_VALUES),
                defaultValue=PAGE_VALUES.index("A3"),
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(LANDSCAPE, tr("Lying sheet"), defaultValue=True)
        )
        words = {
            "normal": tr("Normal print (9 pt and more)"),
            "clear": tr("Clear print (12 pt and more)"),
            "large": tr("Large print (16 pt and more; A2 and larger)"),
        }
        self.addParameter(
            common.choice_parameter(TEXT, tr("Size of the texts"), TEXT_VALUES, words, "normal")
        )

        words = {
            "none": tr("No further maps, but for a crowded centre"),
            "areas": tr("A page for each district, with its index"),
            "parts": tr("Pages that enlarge the sheet piece by piece, each with its index"),
        }
        self.addParameter(common.choice_parameter(ATLAS, tr("Atlas"), ATLAS_VALUES, words, "none"))

        template = QgsProcessingParameterFile(
            TEMPLATE,
            tr("A sheet of your own (.qpt)"),
            optional=True,
            fileFilter=tr("Layout template (*.qpt)"),
        )
        template.setHelp(
            tr("Items are filled in by their ids: title, subtitle, map, legend, notes, credit ...")
        )
        self.addParameter(template)

        language = interface_language()
        self.addParameter(
            QgsProcessingParameterEnum(
                CATEGORIES,
                tr("Only these categories (none chosen: all)"),
                options=[one.title(language) for one in main_categories()],
                allowMultiple=True,
                optional=True,
            )
        )

    def _add_text_parameters(self) -> None:
        labels = {
            PLACE: tr("Name of the place"),
            TITLE: tr("Title (default: made from the name of the place)"),
            PUBLISHER: tr("Publisher and licence"),
            HOTLINE: tr("Whom to ask or call"),
            URL: tr("Internet address, printed as a QR code"),
        }
        for name, label in labels.items():
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Gather the layers in a project of their own, lay out, print."""
        from accessible_kz_plugin.printing.city_map import make_city_map
        from accessible_kz_plugin.printing.export import (
            check_folder,
            checked_target,
            export_city_map,
        )
        from accessible_kz_plugin.printing.map_project import map_project, save_project
        from accessible_kz_plugin.printing.places import read_places
        from accessible_kz_plugin.printing.template import save_template

        target = self.parameterAsFileOutput(parameters, common.OUTPUT, context)
        checked_target(target)
        project_file = self.parameterAsFileOutput(parameters, PROJECT, context)
        template_file = self.parameterAsFileOutput(parameters, AS_TEMPLATE, context)
        for file in filter(None, (project_file, template_file)):
            check_folder(file)
        self._check_template(parameters, context)
        layers = self._layers(parameters, context, feedback)
        self._step(feedback, 30)
        project, layers = map_project(layers, project_file, context.transformContext())
        options = self._options(parameters, context, layers)
        layout = make_city_map(project, options, feedback.pushWarning)
        self._step(feedback, 60)
        export_city_map(layout, target)
        places = read_places(options.places, options.group, options.language)
        self._say(places, options, feedback)
        outputs = {
            common.OUTPUT: target,
            "PLACES": len(places.items),
            "PAGES": layout.pageCollection().pageCount(),
        }
        if template_file:
            save_template(layout, template_file)
            outputs[AS_TEMPLATE] = template_file
        if project_file:
            save_project(project, project_file)
            outputs[PROJECT] = project_file
        feedback.setProgress(100)
        return outputs

    def _layers(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> MapLayers:
        """Return copies of the layers, the places scored."""
        from accessible_kz_plugin.layers.network_nodes import node_layer
        from accessible_kz_plugin.printing.doors import door_layer
        from accessible_kz_plugin.printing.map_project import MapLayers

        scored = self._chosen(parameters, context, self._places(parameters, context, feedback))
        network = self._network(parameters, context)
        return MapLayers(
            scored,
            door_layer(scored, tr("Doors")),
            None if network is None else node_layer(network, tr("Kerbs, barriers and lifts")),
            self._streets(parameters, context, feedback, network),
            self._areas(parameters, context, feedback),
        )

    def _check_template(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a template that is none before long work begins."""
        from accessible_kz_plugin.printing.template import check_template

        if self.given(parameters, TEMPLATE):
            check_template(self.parameterAsFile(parameters, TEMPLATE, context))

    def _network(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> Optional[StreetNetwork]:
        from accessible_core.network.store import read_network

        if not self.given(parameters, NETWORK):
            return None
        return read_network(self.parameterAsFile(parameters, NETWORK, context))

    def _chosen(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        places: QgsVectorLayer,
    ) -> QgsVectorLayer:
        """Return the places of the chosen categories; all where none is chosen."""
        from accessible_core.survey.categories import registry_category

        # Left out, QGIS would take the first one for chosen.
        asked = parameters.get(CATEGORIES) not in (None, "", [])
        numbers = self.parameterAsEnums(parameters, CATEGORIES, context) if asked else []
        position = places.fields().lookupField("category")
        if not numbers or position < 0:
            return places
        wanted = {main_categories()[number].id for number in numbers}
        fids = []
        for feature in places.getFeatures():
            value = feature.attribute(position)
            found = None if is_null(value) else registry_category(str(value))
            if found is not None and (found.parent or found.id) in wanted:
                fids.append(feature.id())
        if not fids:
            raise InputError(
                f"No place of '{places.name()}' is of the chosen categories: choose others."
            )
        part = places.materialize(QgsFeatureRequest().setFilterFids(fids))
        part.setName(places.name())
        return part

    def _places(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> QgsVectorLayer:
        layer = self.parameterAsVectorLayer(parameters, common.INPUT, context)
        if layer is None:
            raise self.unreadable(parameters, common.INPUT)
        group = self._group(parameters, context)
        fields = layer.fields().names()
        if f"light_{group}" in fields or f"score_{group}" in fields:
            return layer.clone()
        from accessible_kz_plugin.processing.score import ScoreSurvey

        feedback.pushInfo(tr("The layer is not scored yet: scoring it first."))
        asked = {
            name: parameters[name]
            for name in (common.GROUP, common.LANGUAGE, common.PALETTE)
            if name in parameters
        }
        asked.update({common.INPUT: layer, common.OUTPUT: "memory:"})
        results, done = ScoreSurvey().create().run(asked, context, feedback)
        if not done:
            raise QgsProcessingException(tr("The survey could not be scored; see above."))
        scored = context.takeResultLayer(results[common.OUTPUT])
        scored.setName(layer.name())
        return scored

    def _streets(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        network: Optional[StreetNetwork],
    ) -> Optional[QgsVectorLayer]:
        from accessible_kz_plugin.printing.map_project import network_layer
        from accessible_kz_plugin.styles.streets import missing_fields

        if self.given(parameters, STREETS):
            layer = self.parameterAsVectorLayer(parameters, STREETS, context)
            if layer is None:
                raise self.unreadable(parameters, STREETS)
            missing = missing_fields(layer)
            if not missing:
                return layer.clone()
            words = tr(
                "The map is made without streets: '{layer}' lacks the fields {fields}. "
                "Use the pieces of streets that 'Build a street network' writes."
            )
            words = words.replace("{fields}", ", ".join(missing))
            feedback.pushWarning(words.replace("{layer}", layer.name()))
            return None
        return None if network is None else network_layer(network, tr("Streets"))

    def _areas(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Optional[QgsVectorLayer]:
        if not self.given(parameters, AREAS):
            return None
        layer = self.parameterAsVectorLayer(parameters, AREAS, context)
        if layer is None:
            raise self.unreadable(parameters, AREAS)
        polygons = layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        if not polygons or not layer.featureCount():
            feedback.pushWarning(tr("The layer of districts has no areas: the map has none."))
            return None
        return layer.clone()

    def _options(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, layers: Any
    ) -> MapOptions:
        from accessible_kz_plugin.printing.options import MapOptions

        text = {
            name.lower(): self.parameterAsString(parameters, name, context).strip()
            for name in (TITLE, PLACE, PUBLISHER, HOTLINE, URL)
        }
        return MapOptions(
            layers.places,
            layers.streets,
            layers.areas,
            group=self._group(parameters, context),
            language=self._language(parameters, context),
            palette=self.choice(parameters, common.PALETTE, context, common.PALETTE_VALUES),
            page=self.choice(parameters, PAGE, context, PAGE_VALUES),
            landscape=self.parameterAsBool(parameters, LANDSCAPE, context),
            text=self.choice(parameters, TEXT, context, TEXT_VALUES),
            atlas=self.choice(parameters, ATLAS, context, ATLAS_VALUES),
            doors=layers.doors,
            base=self._base(parameters, context),
            nodes=layers.nodes,
            template=(
                self.parameterAsFile(parameters, TEMPLATE, context)
                if self.given(parameters, TEMPLATE)
                else ""
            ),
            **text,
        )

    def _base(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> Optional[QgsMapLayer]:
        """Return the map beneath the map: a copy, for the project that is printed."""
        if not self.given(parameters, BASE):
            return None
        layer = self.parameterAsLayer(parameters, BASE, context)
        if layer is None:
            raise self.unreadable(parameters, BASE)
        return layer.clone()

    def _group(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str:
        """Return the group whose lights the map shows."""
        return self.choice(parameters, common.GROUP, context, common.GROUP_VALUES)

    def _language(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str:
        """Return the language of the map, or both of them."""
        first = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        second = self.choice(parameters, SECOND, context, ("", *LANGUAGES))
        return first if second in ("", first) else f"{first}+{second}"

    def _say(self, places: Places, options: MapOptions, feedback: QgsProcessingFeedback) -> None:
        """Put what the notes of the map say into the log as well."""
        from accessible_kz_plugin.printing.structure import can_tag
        from accessible_kz_plugin.printing.texts import light_line, notes
        from accessible_kz_plugin.styles.labels import covers_kazakh, family

        for light, count in places.counts().items():
            if count:
                line = light_line(light, options.language, options.palette)
                feedback.pushInfo(f"{line}: {count}")
        for line in notes(places, 0, options):
            feedback.pushInfo(line)
        shown = sum(place.point is not None for place in places.items)
        if shown > options.readable_places:
            words = tr(
                "{count} places are too many for this sheet ({most} can be read): their numbers "
                "cover each other. Choose a larger sheet, or print the districts one by one."
            )
            words = words.replace("{most}", str(options.readable_places))
            feedback.pushWarning(words.replace("{count}", str(shown)))
        if not can_tag():
            feedback.pushWarning(
                tr(
                    "A PDF made here has no tags for screen readers: they need the Python package "
                    "pikepdf (extra 'pdf'), which is not installed."
                )
            )
        if not covers_kazakh(family()):
            words = tr("No installed typeface has all Kazakh letters: install {family}.")
            feedback.pushWarning(words.replace("{family}", "DejaVu Sans"))

    def _step(self, feedback: QgsProcessingFeedback, percent: float) -> None:
        if feedback.isCanceled():
            raise Cancelled("Stopped on request; nothing was written.")
        feedback.setProgress(percent)

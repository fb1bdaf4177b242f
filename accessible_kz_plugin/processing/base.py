# SPDX-License-Identifier: GPL-3.0-or-later
"""What all algorithms share: names, help, progress, cancelling, errors.

A subclass sets `ID` and `GROUP`, adds its parameters in `add_parameters` and
does its work in `work`. The core's named errors become the one clear line that
QGIS shows; anything else stays a traceback, because it is a fault of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProviderRegistry,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QIcon

from accessible_core.errors import AccessibleError, Cancelled
from accessible_core.files import keep_inputs
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_kz_plugin.help_pages import help_path, help_text
from accessible_kz_plugin.icons import icon, icon_path
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.settings import max_age_years
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_kz_plugin.layers.content import LayerContent
    from accessible_kz_plugin.layers.survey_layer import SurveyLayer


def _group_name(group: str) -> str:
    names = {
        "surveys": tr("Surveys and scores"),
        "streets": tr("Streets and routes"),
        "results": tr("Results"),
        "fieldwork": tr("Field work"),
    }
    return names[group]


class AccessibleAlgorithm(QgsProcessingAlgorithm):
    """Base of the provider's algorithms."""

    ID = ""
    GROUP = ""

    def title(self) -> str:
        """Return the name in the toolbox, in the interface's language."""
        raise NotImplementedError

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        raise NotImplementedError

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Do it; raise the core's errors for misuse."""
        raise NotImplementedError

    # What QGIS asks for, under QGIS's names.

    def name(self) -> str:
        """Return the id inside the provider."""
        return self.ID

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.title()

    def group(self) -> str:
        """Return the heading in the toolbox."""
        return _group_name(self.GROUP)

    def groupId(self) -> str:  # noqa: N802
        """Return the id of the heading."""
        return self.GROUP

    def icon(self) -> QIcon:
        """Return the algorithm's picture."""
        return icon(self.ID)

    def svgIconPath(self) -> str:  # noqa: N802
        """Return the algorithm's picture for where QGIS scales it."""
        return icon_path(self.ID)

    def shortHelpString(self) -> str:  # noqa: N802
        """Return the help page that stands beside the parameters."""
        return help_text(self.ID)

    def helpUrl(self) -> str:  # noqa: N802
        """Return the same page for the web browser; it lies on the disk."""
        return help_path(self.ID).as_uri()

    def createInstance(self) -> AccessibleAlgorithm:  # noqa: N802
        """Return a fresh one for every run."""
        return type(self)()

    def initAlgorithm(self, config: Any = None) -> None:  # noqa: ARG002, N802
        """Add inputs and outputs."""
        self.add_parameters()

    def processAlgorithm(  # noqa: N802
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Run `work` and put the core's errors into QGIS's."""
        try:
            return self.work(parameters, context, feedback)
        except Cancelled as error:
            raise QgsProcessingException(tr("Stopped on request.")) from error
        except AccessibleError as error:
            raise QgsProcessingException(str(error)) from error

    # What subclasses use.

    def survey_of(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
        feedback: QgsProcessingFeedback,
    ) -> SurveyLayer:
        """Return the survey in the input layer, read and validated."""
        from accessible_kz_plugin.layers.survey_layer import survey_from_source

        source = self.parameterAsSource(parameters, common.INPUT, context)
        if source is None:
            raise self.unreadable(parameters, common.INPUT)
        mapping = self.parameterAsFile(parameters, common.MAPPING, context)
        path = self.source_path(parameters, common.INPUT, context)
        return survey_from_source(source, context, findings, feedback, mapping=mapping, path=path)

    def choice(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        values: tuple[str, ...],
    ) -> str:
        """Return the chosen value of a list parameter."""
        return values[self.parameterAsEnum(parameters, name, context)]

    def max_age(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> int | None:
        """Return after how many years a survey is too old; None for the core's own age."""
        if self.given(parameters, common.MAX_AGE):
            return self.parameterAsInt(parameters, common.MAX_AGE, context)
        return max_age_years()

    def open_sink(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        fields: QgsFields,
        kind: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
    ) -> tuple[QgsFeatureSink, str]:
        """Return the sink of an output layer and the layer's identifier."""
        sink, identifier = self.parameterAsSink(parameters, name, context, fields, kind, crs)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink, identifier

    def add(self, sink: QgsFeatureSink, feature: QgsFeature) -> None:
        """Write one feature; what cannot be written stops the work, never vanishes."""
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(sink.lastError() or tr("A row could not be written."))

    def target_file(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        *inputs: str,
    ) -> str:
        """Return the file to write; it is none of the files that `inputs` come from."""
        target = self.parameterAsFileOutput(parameters, name, context)
        sources = []
        for given in inputs:
            path = self.source_path(parameters, given, context)
            sources.append(path or self.parameterAsFile(parameters, given, context))
        keep_inputs(target, *(source or None for source in sources))
        return target

    def source_path(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> str:
        """Return the file that an input layer comes from, empty where there is none."""
        given = parameters.get(name)
        if isinstance(given, QgsProcessingFeatureSourceDefinition):
            given = given.source.staticValue()
        layer = self.parameterAsLayer({name: given}, name, context)
        if layer is None:
            return ""
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        return str(parts.get("path") or "")

    def write_layer(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        content: LayerContent,
    ) -> dict[str, Any]:
        """Write a layer in degrees if it is wanted; return the output to add."""
        sink, identifier = self.parameterAsSink(
            parameters, name, context, content.fields, content.kind, content.crs
        )
        if sink is None:
            if self.given(parameters, name):
                raise QgsProcessingException(self.invalidSinkError(parameters, name))
            return {}
        for feature in content.features:
            self.add(sink, feature)
        return {name: identifier}

    def unreadable(self, parameters: Mapping[str, Any], name: str) -> QgsProcessingException:
        """Return the error for an input layer that cannot be read."""
        return QgsProcessingException(self.invalidSourceError(parameters, name))

    def given(self, parameters: Mapping[str, Any], name: str) -> bool:
        """Tell whether an optional parameter was filled in."""
        value = parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink.staticValue()
        return value not in (None, "")


def progress_of(feedback: QgsProcessingFeedback, start: float = 0.0, end: float = 1.0) -> Progress:
    """Return the core's progress on a stretch (0 to 1) of an algorithm's bar."""

    def report(share: float) -> bool:
        feedback.setProgress(100.0 * (start + (end - start) * share))
        return not feedback.isCanceled()

    return report

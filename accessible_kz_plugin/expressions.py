# SPDX-License-Identifier: GPL-3.0-or-later
"""``akz_score`` and ``akz_why`` in QGIS's expressions: filters, labels, layouts, forms.

A place is scored anew from its answers, so that an edit shows at once; answers that were
seen before are remembered. What the plugin saves with layers uses neither of them.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsExpressionNodeFunction,
    QgsFeature,
    QgsFeatureRequest,
)

from accessible_core.errors import AccessibleError
from accessible_kz_plugin.help_pages import help_text
from accessible_kz_plugin.translation import interface_language, tr

#: The heading in the expression builder.
GROUP = "Accessible KZ"
#: Answers remembered: a row of a full form takes some kilobytes.
_MOST = 5000


class _Remembered:
    """Results by what they were found from; several threads draw maps at once."""

    def __init__(self) -> None:
        self._found: OrderedDict[Any, str | None] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> tuple[bool, str | None]:
        with self._lock:
            if key not in self._found:
                return False, None
            self._found.move_to_end(key)
            return True, self._found[key]

    def put(self, key: Any, value: str | None) -> None:
        with self._lock:
            self._found[key] = value
            while len(self._found) > _MOST:
                self._found.popitem(last=False)


class _OfPlace(QgsExpressionFunction):
    """A function of a feature and a group of people."""

    NAME = ""

    def __init__(self) -> None:
        parameters = [
            QgsExpressionFunction.Parameter("feature"),
            QgsExpressionFunction.Parameter("group", True, "movement"),
        ]
        super().__init__(self.NAME, parameters, GROUP, help_text(self.NAME))
        self._remembered = _Remembered()

    def usesGeometry(self, node: QgsExpressionNodeFunction) -> bool:  # noqa: ARG002, N802
        """Tell QGIS that no geometry is needed."""
        return False

    def referencedColumns(self, node: QgsExpressionNodeFunction) -> set[str]:  # noqa: ARG002, N802
        """Tell QGIS that any answer may count."""
        return {QgsFeatureRequest.ALL_ATTRIBUTES}

    def func(
        self,
        values: list[Any],
        context: QgsExpressionContext,  # noqa: ARG002
        parent: QgsExpression,
        node: QgsExpressionNodeFunction,  # noqa: ARG002
    ) -> str | None:
        """Return the text for a feature, or NULL where there is none."""
        feature, group = values
        if not isinstance(feature, QgsFeature):
            parent.setEvalErrorString(
                tr("The first value must be a feature, such as @feature or $currentfeature.")
            )
            return None
        names = tuple(feature.fields().names())
        key = (names, tuple(map(str, feature.attributes())), str(group), self.variant())
        known, value = self._remembered.get(key)
        if not known:
            try:
                value = self.of(feature, str(group))
            except AccessibleError as error:
                parent.setEvalErrorString(str(error))
                return None
            self._remembered.put(key, value)
        return value

    def variant(self) -> tuple[Any, ...]:
        """Return what the result depends on besides feature and group."""
        from accessible_kz_plugin.settings import max_age_years

        return (max_age_years(), interface_language())

    def of(self, feature: QgsFeature, group: str) -> str | None:
        """Return the text for one feature."""
        raise NotImplementedError


class ScoreFunction(_OfPlace):
    """``akz_score(feature, group)``: the registry's word for the light."""

    NAME = "akz_score"

    def of(self, feature: QgsFeature, group: str) -> str | None:
        """Return the score's word, NULL for a place that was not surveyed as a whole."""
        from accessible_core.scoring.engine import score
        from accessible_core.scoring.explain import score_group
        from accessible_core.vocabulary import GROUPS, Score
        from accessible_kz_plugin.layers.survey_layer import survey_from_feature

        column = GROUPS.index(score_group(group))
        scores = score(survey_from_feature(feature))
        return Score(int(scores.overall[0, column])).wire


class WhyFunction(_OfPlace):
    """``akz_why(feature, group)``: why the light is as it is, in words."""

    NAME = "akz_why"

    def of(self, feature: QgsFeature, group: str) -> str | None:
        """Return the explanation, several lines, in the interface's language."""
        from accessible_core.scoring.explain import explain
        from accessible_kz_plugin.layers.survey_layer import survey_from_feature
        from accessible_kz_plugin.settings import max_age_years

        survey = survey_from_feature(feature)
        language = interface_language()
        return explain(survey, 0, group, lang=language, max_age_years=max_age_years()).text()


class Expressions:
    """Both functions, registered with QGIS until they are let go."""

    def __init__(self) -> None:
        self._functions = [ScoreFunction(), WhyFunction()]
        # QGIS does not own them: they must live as long as they are registered.
        self._registered = [one for one in self._functions if QgsExpression.registerFunction(one)]

    def let_go(self) -> None:
        """Take them away again."""
        for one in self._registered:
            QgsExpression.unregisterFunction(one.name())
        self._registered = []

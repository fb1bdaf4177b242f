# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of a scored layer, numbered, with words for the index and the legend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cmp_to_key
from typing import Any, Optional

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsPointXY,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCollator, QDate, QDateTime, QLocale

from accessible_core.checklists.categories import category
from accessible_core.errors import UsageError
from accessible_core.lights import Light
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.languages import first_of, joined
from accessible_kz_plugin.layers.positions import point_of
from accessible_kz_plugin.styles.lights import light_attribute, name_expression

#: Surveys are called old after two years (the age line of the map).
OLD_DAYS = 730
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_INVENTED = "invented"


@dataclass(frozen=True)
class Place:
    """One place of the map.

    Attributes
    ----------
    number : int
        On the map and in the index, from 1, in the order of the names.
    key : str
        Value by which the layer's label expression finds the number.
    name, category, address : str
        As given, in the language of the map where there is a choice.
    light : Light
        What is shown.
    known : float or None
        Share (0 to 1) of the deciding questions that are answered.
    surveyed : date or None
        When it was surveyed.
    osm_word : str
        Value of ``wheelchair=*`` for places known from OpenStreetMap only.
    point : QgsPointXY or None
        Position in the layer's CRS.
    """

    number: int
    key: str
    name: str
    category: str
    address: str
    light: Light
    known: Optional[float]
    surveyed: Optional[date]
    osm_word: str
    point: Optional[QgsPointXY]


@dataclass(frozen=True)
class Places:
    """All places of a layer in the order of their numbers.

    Attributes
    ----------
    items : tuple of Place
    key_expression : str
        QGIS expression for `Place.key`.
    invented : bool
        Whether the data call themselves an invented sample.
    """

    items: tuple[Place, ...]
    key_expression: str
    invented: bool

    def counts(self) -> dict[Light, int]:
        """Return how many places show each light."""
        found = Counter(place.light for place in self.items)
        return {light: found.get(light, 0) for light in Light}

    def number_expression(self) -> str:
        """Return a QGIS expression that gives a feature's number, NULL for none."""
        keys = ",".join(QgsExpression.quotedString(place.key) for place in self.items)
        return f"nullif(array_find(array({keys}), {self.key_expression}) + 1, 0)"

    def days(self) -> list[date]:
        """Return the known survey dates in order."""
        return sorted(
            place.surveyed
            for place in self.items
            if place.surveyed is not None and place.light is not Light.OSM_WORD
        )

    def old_share(self, today: date) -> float:
        """Return the share of dated places that were surveyed over two years ago."""
        days = self.days()
        old = sum((today - day).days > OLD_DAYS for day in days)
        return old / len(days) if days else 0.0


def read_places(layer: QgsVectorLayer, group: str, language: str) -> Places:
    """Read and number the places of a scored layer.

    Raises
    ------
    UsageError
        The layer is not scored for `group`.
    """
    light = Evaluated(layer, light_attribute(layer, group))
    name = Evaluated(layer, name_expression(layer, language))
    features = list(layer.getFeatures())
    key_expression = _key_expression(layer, features)
    key = Evaluated(layer, key_expression)
    rows = [(name.of(feature), feature) for feature in features]
    order = _order([words for words, _ in rows], language)
    items = tuple(
        _place(number, rows[i][1], (key.of(rows[i][1]), rows[i][0], light.of(rows[i][1])), group)
        for number, i in enumerate(order, 1)
    )
    return Places(_with_category_words(items, language), key_expression, _is_invented(features))


def _place(number: int, feature: QgsFeature, words: tuple[str, str, str], group: str) -> Place:
    key, name, light = words
    return Place(
        number=number,
        key=key,
        name=name,
        category=_text(feature, "category"),
        address=_text(feature, "address"),
        light=Light(light) if light in {one.value for one in Light} else Light.UNKNOWN,
        known=_number(feature, f"known_{group}"),
        surveyed=_day(feature, "surveyed"),
        osm_word=_text(feature, "osm_wheelchair"),
        point=point_of(feature.geometry()) if feature.hasGeometry() else None,
    )


class Evaluated:
    """A field or expression of a layer, evaluated feature by feature as text."""

    def __init__(self, layer: QgsVectorLayer, expression: str) -> None:
        if expression in layer.fields().names():
            expression = QgsExpression.quotedColumnRef(expression)
        self._expression = QgsExpression(expression)
        self._context = QgsExpressionContext(
            QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        )
        self._expression.prepare(self._context)

    def of(self, feature: QgsFeature) -> str:
        """Return what one feature gives; empty for NULL."""
        self._context.setFeature(feature)
        value = self._expression.evaluate(self._context)
        return "" if is_null(value) else str(value).strip()


def _key_expression(layer: QgsVectorLayer, features: Iterable[QgsFeature]) -> str:
    """Return the field `id` where it tells all places apart, else the feature's id."""
    if "id" in layer.fields().names():
        ids = [_text(feature, "id") for feature in features]
        if all(ids) and len(set(ids)) == len(ids):
            return 'trim(to_string("id"))'
    return "to_string($id)"


def _order(names: Sequence[str], language: str) -> list[int]:
    collator = QCollator(QLocale(first_of(language)))
    collator.setNumericMode(True)
    keys = [collator.sortKey(name) for name in names]
    by_name = cmp_to_key(lambda a, b: keys[a].compare(keys[b]) or a - b)
    return sorted(range(len(names)), key=by_name)


def _attribute(feature: QgsFeature, name: str) -> Any:
    position = feature.fields().lookupField(name)
    if position < 0:
        return None
    value = feature.attribute(position)
    return None if is_null(value) else value


def _text(feature: QgsFeature, name: str) -> str:
    value = _attribute(feature, name)
    return "" if value is None else " ".join(str(value).split())


def _number(feature: QgsFeature, name: str) -> Optional[float]:
    try:
        value = float(_attribute(feature, name))
    except (TypeError, ValueError):
        return None
    return value if 0.0 <= value <= 1.0 else None


def _day(feature: QgsFeature, name: str) -> Optional[date]:
    value = _attribute(feature, name)
    if isinstance(value, QDateTime):
        value = value.date()
    if isinstance(value, QDate):
        return date(value.year(), value.month(), value.day()) if value.isValid() else None
    match = _ISO_DAY.match(str(value or ""))
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _is_invented(features: Sequence[QgsFeature]) -> bool:
    """Tell whether the records bear the sample city's mark; some may have lost theirs."""
    marked = sum(_INVENTED in _text(feature, "note").lower() for feature in features)
    return 2 * marked > len(features)


def _with_category_words(items: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    return tuple(replace(one, category=category_word(one.category, language)) for one in items)


def category_word(value: str, language: str) -> str:
    """Return a category in words; the registry's numbers are looked up."""
    if not value.isdigit():
        return value
    try:
        found = category(int(value))
        return joined(found.title, language)
    except UsageError:
        return value

# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer of corrections to draw: its fields, its form, and where it is kept.

The form is made of QGIS's own widgets, so that it opens on a colleague's QGIS without
the plugin.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import (
    QgsDefaultValue,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsFields,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    KERBS,
    SMOOTHNESS,
    WHEELCHAIR,
    YES_NO,
)
from accessible_core.routing.corrections.meaning import ATTRIBUTES, MEASURED, meaning
from accessible_core.routing.corrections.model import knowledge
from accessible_kz_plugin.compat import field
from accessible_kz_plugin.layers.positions import wgs84
from accessible_kz_plugin.translation import tr

#: Kinds of corrections by what is drawn.
KINDS = {
    "point": QgsWkbTypes.Type.Point,
    "line": QgsWkbTypes.Type.LineString,
    "polygon": QgsWkbTypes.Type.Polygon,
}
_TABLE = "corrections"
_COLUMNS = ("id", "attribute", "value", "valid_from", "valid_to", "source", "note", "kind")
_DAY = "yyyy-MM-dd"


def can_be_corrections(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer has the column that says what a correction is about."""
    wanted = set(knowledge()["columns"]["attribute"])
    return any(name.strip().lower() in wanted for name in layer.fields().names())


def new_layer(path: Path, kind: str) -> QgsVectorLayer:
    """Write an empty layer of corrections and open it, with its form.

    Parameters
    ----------
    path : Path
        A new GeoPackage.
    kind : str
        ``point``, ``line`` or ``polygon``.

    Raises
    ------
    OutputError
        It cannot be written there.
    """
    fields = QgsFields()
    for name in _COLUMNS:
        fields.append(field(name, "text"))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = _TABLE
    with replacing(path) as temporary:
        writer = QgsVectorFileWriter.create(
            str(temporary),
            fields,
            KINDS[kind],
            wgs84(),
            QgsProject.instance().transformContext(),
            options,
        )
        fault = writer.errorMessage() if writer.hasError() else ""
        del writer  # closes the file
        if fault:
            raise OutputError(f"{path} cannot be written: {fault.rstrip('.')}.")
    layer = QgsVectorLayer(f"{path}|layername={_TABLE}", tr("Corrections"), "ogr")
    make_form(layer)
    return layer


def make_form(layer: QgsVectorLayer) -> None:
    """Give the layer labels, lists, calendars and checks of what is typed."""
    labels = _field_words()
    for position, name in enumerate(layer.fields().names()):
        if name in labels:
            layer.setFieldAlias(position, labels[name])
    _hide(layer, "fid")
    _hide(layer, "id")
    _list(layer, "attribute", attribute_words())
    _list(layer, "kind", {"": "", **{kind: kind for kind in EDGE_KINDS[1:]}})
    for name in ("valid_from", "valid_to"):
        _widget(
            layer,
            name,
            "DateTime",
            {
                "allow_null": True,
                "calendar_popup": True,
                "display_format": _DAY,
                "field_format": _DAY,
                "field_iso_format": False,
            },
        )
    _widget(layer, "note", "TextEdit", {"IsMultiline": True})
    place = layer.fields().indexOf("attribute")
    hard = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
    layer.setFieldConstraint(place, QgsFieldConstraints.Constraint.ConstraintNotNull, hard)
    place = layer.fields().indexOf("value")
    layer.setConstraintExpression(place, value_expression(), values_hint())
    soft = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    layer.setFieldConstraint(place, QgsFieldConstraints.Constraint.ConstraintExpression, soft)
    layer.setDefaultValueDefinition(
        layer.fields().indexOf("id"), QgsDefaultValue("left(uuid('WithoutBraces'), 8)")
    )
    layer.setDefaultValueDefinition(
        layer.fields().indexOf("valid_from"), QgsDefaultValue(f"format_date(now(), '{_DAY}')")
    )
    layer.setDisplayExpression("\"attribute\" || '=' || coalesce(\"value\", '?')")


def _widget(layer: QgsVectorLayer, name: str, kind: str, settings: dict[str, object]) -> None:
    place = layer.fields().indexOf(name)
    if place >= 0:
        layer.setEditorWidgetSetup(place, QgsEditorWidgetSetup(kind, settings))


def _hide(layer: QgsVectorLayer, name: str) -> None:
    _widget(layer, name, "Hidden", {})


def _list(layer: QgsVectorLayer, name: str, words: dict[str, str]) -> None:
    pairs = [{title: value} for value, title in words.items()]
    _widget(layer, name, "ValueMap", {"map": pairs})


#: Attributes whose values are words of a list that ends; of the others OSM's are open.
_WORDS = (
    "access",
    "foot",
    "closed",
    "lift",
    "wheelchair",
    "smoothness",
    "kerb",
    "steps",
    "ramp:wheelchair",
    "highway",
)


def values_of(attribute: str) -> list[str]:
    """Return the words that the core understands of an attribute, the plainest ones."""
    lift = knowledge()["lift"]
    words = (
        *YES_NO[1:],
        *FOOT_ACCESS[1:],
        *WHEELCHAIR[1:],
        *SMOOTHNESS[1:],
        *KERBS[1:],
        *lift["open"][1:2],
        *lift["shut"][1:2],
        *knowledge()["highway"],
    )
    return [word for word in dict.fromkeys(words) if meaning(attribute, word) is not None]


def value_expression() -> str:
    """Return the check of a value against what its attribute can take."""
    cases = [
        f'WHEN "attribute" = \'{name}\' THEN lower("value") IN ({_quoted(values_of(name))})'
        for name in _WORDS
    ]
    numbers = _quoted(MEASURED)
    cases.append(f'WHEN "attribute" IN ({numbers}) THEN regexp_match("value", \'^-?[0-9]\') > 0')
    # An empty value says that it is not known any more.
    return f"coalesce(\"value\", '') = '' OR (CASE {' '.join(cases)} ELSE true END)"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def values_hint() -> str:
    """Say what each attribute takes; QGIS shows it beside a value that does not fit."""
    lines = [f"{name}: {', '.join(values_of(name))}" for name in _WORDS]
    lines.append(
        tr("{attributes}: a number with its unit, such as 90 cm or 6 %").replace(
            "{attributes}", ", ".join(MEASURED)
        )
    )
    return "\n".join([*lines, tr("empty: not known any more")])


def _field_words() -> dict[str, str]:
    return {
        "attribute": tr("What is otherwise"),
        "value": tr("How it is"),
        "valid_from": tr("Valid from"),
        "valid_to": tr("Valid until"),
        "source": tr("Who says so"),
        "note": tr("Note"),
        "kind": tr("Only on ways of this kind"),
    }


def attribute_words() -> dict[str, str]:
    """Return what a correction can be about, in words."""
    words = {
        "closed": tr("Closed to people on foot (yes, no)"),
        "construction": tr("Building site (yes, no)"),
        "access": tr("Access"),
        "foot": tr("Access on foot"),
        "wheelchair": tr("Passable by wheelchair (yes, limited, no)"),
        "steps": tr("Steps (yes, no)"),
        "step_count": tr("Number of steps"),
        "ramp:wheelchair": tr("Ramp for wheelchairs (yes, no)"),
        "lift": tr("Lift (working, out of order)"),
        "kerb": tr("Kerb (flush, lowered, raised)"),
        "kerb:height": tr("Height of the kerb (3 cm)"),
        "incline": tr("Slope (6 %)"),
        "width": tr("Width (90 cm)"),
        "surface": tr("Surface"),
        "smoothness": tr("Smoothness"),
        "barrier": tr("Barrier (gate, block …)"),
        "highway": tr("Kind of way"),
    }
    return {name: words.get(name, name) for name in sorted(ATTRIBUTES, key=list(words).index)}

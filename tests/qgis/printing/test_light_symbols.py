# SPDX-License-Identifier: GPL-3.0-or-later
"""The lights can be told apart without colour vision, in grey, and without the plugin."""

import itertools

import numpy as np
import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtXml import QDomDocument

from accessible_core.errors import UsageError
from accessible_core.lights import Light, light_of, symbology
from accessible_core.vocabulary import Score
from accessible_kz_plugin.styles.lights import light_attribute, style_scored_layer
from accessible_kz_plugin.styles.markers import PALETTES, light_symbol

pytestmark = pytest.mark.usefixtures("qgis_app")

# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
SIMULATIONS = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.95047], [1.0], [1.08883]])


def lab(colour, simulation="normal"):
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(SIMULATIONS[simulation]) @ linear, 0, 1)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def different_colours(palette):
    data = symbology()
    colours = sorted({data[light.value][palette] for light in Light})
    return itertools.combinations(colours, 2)


@pytest.mark.parametrize("simulation", SIMULATIONS)
def test_safe_palette_is_safe_without_colour_vision(simulation):
    for a, b in different_colours("safe"):
        assert np.linalg.norm(lab(a, simulation) - lab(b, simulation)) >= 15, (a, b)


@pytest.mark.parametrize("palette", ["safe", "mono"])
def test_grey_levels_differ(palette):
    for a, b in different_colours(palette):
        assert abs(lab(a)[0] - lab(b)[0]) >= 10, (a, b)


def picture(light, palette, size=48):
    """The symbol as 48 x 48 grey levels at 300 dpi (4 mm): what a grey printer makes of it."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    image.setDotsPerMeterX(11811)
    image.setDotsPerMeterY(11811)
    symbol = light_symbol(light, palette, 0.8)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(11.811)
    symbol.startRender(context)
    symbol.renderPoint(QPointF(size / 2, size / 2), None, context)
    symbol.stopRender(context)
    painter.end()
    return grey_levels(image)


def grey_levels(image):
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pointer = grey.constBits()
    pointer.setsize(grey.sizeInBytes())
    levels = np.frombuffer(bytes(pointer), np.uint8).reshape(grey.height(), -1)
    return levels[:, : grey.width()].astype(float)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_light_looks_different_in_grey(palette):
    pictures = {light: picture(light, palette) for light in Light}
    for a, b in itertools.combinations(Light, 2):
        inked = (pictures[a] < 200) | (pictures[b] < 200)
        differing = np.abs(pictures[a] - pictures[b]) > 64
        assert differing.sum() >= 0.15 * inked.sum(), (a, b)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_light_has_a_dark_outline(palette):
    for light in Light:
        assert (picture(light, palette) < 80).sum() > 60, light


def layer_of(rows, fields):
    layer = QgsVectorLayer(f"Point?crs=EPSG:32642&{fields}", "places", "memory")
    features = []
    for position, attributes in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(attributes))
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*position)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize("confirmed", ["true", "1", "True", "false", "0", None])
def test_layers_of_the_command_line_get_the_same_lights(confirmed):
    scores = [*Score]
    rows = [((0, 0), (score.wire, confirmed)) for score in scores]
    layer = layer_of(rows, "field=score_limb:string&field=confirmed_limb:string")
    expression = QgsExpression(light_attribute(layer, "limb"))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    sure = str(confirmed).lower() in ("true", "1")
    for score, feature in zip(scores, layer.getFeatures(), strict=True):
        context.setFeature(feature)
        assert expression.evaluate(context) == light_of(score, confirmed=sure).value


def drawn(*names):
    """Return a map of places with these lights on one spot, as grey levels."""
    layer = layer_of([((500, 500), (name,)) for name in names], "field=light_kids:string")
    style_scored_layer(layer, "kids", "en", "registry")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(0, 0, 1000, 1000))
    settings.setOutputSize(QSize(101, 101))
    settings.setDestinationCrs(layer.crs())
    settings.setOutputDpi(200)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return grey_levels(job.renderedImage())


def test_a_red_is_not_hidden_beneath_a_green():
    names = ["not", "full_unconfirmed", "partial", "full", "unknown", "not_provided", "osm_word"]
    for order in itertools.permutations(names, 2):
        top = min(order, key=names.index)
        alone, both = drawn(top), drawn(*order)
        inked = alone < 250
        assert inked.sum() > 100
        assert (np.abs(alone - both)[inked] < 16).mean() > 0.8, order


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_saved_style_needs_no_plugin(language):
    layer = layer_of([], "field=id:string&field=name:string&field=light_vision:string")
    style_scored_layer(layer, "vision", language, "safe", names=True)
    document = QDomDocument()
    assert layer.exportNamedStyle(document) == ""
    saved = document.toString()
    assert "akz" not in saved
    labels = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert len(set(labels)) == len(Light)


def test_blue_is_not_called_green():
    layer = layer_of([], "field=light_vision:string")
    for palette, word in (("registry", True), ("safe", False), ("mono", False)):
        style_scored_layer(layer, "vision", "en", palette)
        labels = " ".join(item.label() for item in layer.renderer().legendSymbolItems())
        assert ("Green" in labels) == word


def test_misuse_is_said_in_one_line():
    layer = layer_of([], "field=light_vision:string")
    for group, palette, word in (
        ("nobody", "safe", "nobody"),
        ("kids", "safe", "score it first"),
        ("vision", "pastel", "pastel"),
    ):
        with pytest.raises(UsageError, match=word) as error:
            style_scored_layer(layer, group, "en", palette)
        assert "\n" not in str(error.value)

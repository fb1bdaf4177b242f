# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles of results: loaded with the layer, told apart without colour."""

import pytest
from qgis import processing
from qgis.core import (
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from accessible_core.findings import Severity
from accessible_core.routing.facilities.access import verdicts
from accessible_kz_plugin.styles import results


def shapes(layer):
    return {
        category.value(): category.symbol().symbolLayer(0).shape()
        for category in layer.renderer().categories()
    }


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_verdict_and_severity_has_a_shape_and_words(qgis_app, language):  # noqa: ARG001
    layer = QgsVectorLayer("Point?field=verdict:string&field=severity:string", "x", "memory")
    results.style_verdict_layer(layer, language)
    found = shapes(layer)
    assert list(found) == list(verdicts())
    assert len(set(found.values())) == len(found)
    assert all(one.label() for one in layer.renderer().categories())
    results.style_findings_layer(layer, language)
    found = shapes(layer)
    assert set(found) == {one.value for one in Severity}
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("times", [[5.0], [3.0, 6.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]])
def test_reached_streets_differ_by_width_and_dash(qgis_app, times):  # noqa: ARG001
    layer = QgsVectorLayer("LineString?field=minutes:double&field=confirmed:bool", "x", "memory")
    for minutes in times:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([minutes, True])
        layer.dataProvider().addFeature(feature)
    results.style_reach_layer(layer)
    rules = layer.renderer().rootRule().children()
    tops = [rule.symbol().symbolLayer(1) for rule in rules]
    assert len(rules) == 2 * len(times)
    assert [top.useCustomDashPattern() for top in tops] == [False, True] * len(times)
    widths = [top.width() for top in tops[::2]]
    assert widths == sorted(widths, reverse=True)
    assert len({rule.label() for rule in rules}) == len(rules)
    if len(times) > 1:
        assert len({top.color().name() for top in tops}) == min(len(times), 6)


def test_styles_are_put_on_when_layers_are_loaded(provider, sample, tmp_path):
    """Post-processors live until QGIS has called them, also after the algorithm is gone."""
    network = str(tmp_path / "town.aknet")
    given = {"INPUT": str(sample / "sample_city.osm"), "OUTPUT": network}
    processing.run("accessiblekz:buildnetwork", given)
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    asked = {
        "NETWORK": network,
        "FROM": "69.8997272,48.8991008 [EPSG:4326]",
        "MINUTES": "3",
        "OUTPUT": "memory:",
        "OUTLINES": "memory:",
    }
    asked = {
        name: _loaded(value) if name in ("OUTPUT", "OUTLINES") else value
        for name, value in asked.items()
    }
    found, done = provider.algorithm("servicearea").create().run(asked, context, feedback)
    assert done
    import gc

    gc.collect()
    kinds = {}
    for name in ("OUTPUT", "OUTLINES"):
        layer = context.takeResultLayer(found[name])
        details = context.layerToLoadOnCompletionDetails(found[name])
        details.postProcessor().postProcessLayer(layer, context, feedback)
        kinds[name] = layer.renderer().type()
    assert kinds == {"OUTPUT": "RuleRenderer", "OUTLINES": "singleSymbol"}


def _loaded(target):
    from qgis.core import QgsProcessingOutputLayerDefinition

    return QgsProcessingOutputLayerDefinition(target, QgsProject.instance())

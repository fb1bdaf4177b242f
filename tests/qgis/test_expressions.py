# SPDX-License-Identifier: GPL-3.0-or-later
"""`akz_score` and `akz_why`: in filters and labels, the same as the core says."""

import re

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSize

from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.scoring.explain import explain
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import GROUPS, Score
from accessible_kz_plugin.expressions import Expressions
from accessible_kz_plugin.sample_city import survey_layer


@pytest.fixture
def functions(qgis_app):  # noqa: ARG001 - registers with the application
    one = Expressions()
    yield one
    one.let_go()


@pytest.fixture
def layer(functions):  # noqa: ARG001 - needed by what is asked of the layer
    one = survey_layer()
    assert one.isValid()
    return one


@pytest.fixture
def survey(survey_csv):
    return validate(read_survey(survey_csv), Findings())


def asked(layer, feature, text):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    expression = QgsExpression(text)
    value = expression.evaluate(context)
    return value, expression.evalErrorString()


def test_same_scores_as_the_core(layer, survey):
    scores = score(survey)
    expected = {
        str(name): Score(int(code)).wire
        for name, code in zip(survey.ids, scores.overall[:, GROUPS.index(GROUPS[2])])
    }
    found = {}
    for feature in layer.getFeatures():
        word, error = asked(layer, feature, "akz_score($currentfeature, 'vision')")
        found.setdefault(feature["id"], word)
        assert not error
    # An id that stands twice gets a new name in the survey: its first row keeps it.
    shared = set(found) & set(expected)
    assert len(shared) > 60
    assert {name: found[name] for name in shared} == {name: expected[name] for name in shared}


def test_a_filter_finds_what_a_field_would_find(layer, survey):
    words = score(survey).overall[:, 0]
    wanted = {str(name) for name, code in zip(survey.ids, words) if code == Score.FULL_ACCESSIBLE}
    request = QgsFeatureRequest().setFilterExpression(
        "akz_score(@feature) = 'full_accessible'"
        if "feature" in QgsExpressionContext().variableNames()
        else "akz_score($currentfeature) = 'full_accessible'"
    )
    assert {feature["id"] for feature in layer.getFeatures(request)} == wanted
    assert wanted


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_why_in_the_language_of_the_interface(layer, survey, language, monkeypatch):
    monkeypatch.setattr("accessible_kz_plugin.expressions.interface_language", lambda: language)
    feature = next(one for one in layer.getFeatures() if one["id"] == "UQ-003")
    said, error = asked(layer, feature, "akz_why($currentfeature, 'babyCarriage')")
    assert not error
    assert said == explain(survey, "UQ-003", "babyCarriage", lang=language).text()
    assert len(said.splitlines()) > 3


def test_an_edit_shows_at_once(layer):
    feature = next(one for one in layer.getFeatures() if one["id"] == "UQ-003")
    before, _ = asked(layer, feature, "akz_why($currentfeature)")
    zones = [name for name in feature.fields().names() if re.match(r"entrance1_\d+$", name)]
    for name in zones:
        feature[name] = "no"
    after, _ = asked(layer, feature, "akz_why($currentfeature)")
    assert after != before
    assert asked(layer, feature, "akz_score($currentfeature)")[0] != "full_accessible"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("akz_score(1)", "must be a feature"),
        ("akz_score($currentfeature, 'nobody')", "no group 'nobody'"),
        ("akz_why($currentfeature, NULL)", ""),
    ],
)
def test_misuse_is_one_clear_line(layer, text, said):
    feature = next(layer.getFeatures())
    value, error = asked(layer, feature, text)
    assert said in error
    assert value is None or not said


def test_a_layer_that_is_no_survey_has_no_score(functions):  # noqa: ARG001
    layer = QgsVectorLayer("Point?field=name:string", "x", "memory")
    from qgis.core import QgsFeature

    feature = QgsFeature(layer.fields())
    feature["name"] = "bench"
    value, error = asked(layer, feature, "akz_score($currentfeature)")
    assert value is None
    assert not error


def test_labels_are_drawn_with_it(layer):
    settings = QgsPalLayerSettings()
    settings.fieldName = "akz_score($currentfeature, 'movement')"
    settings.isExpression = True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    job_settings = QgsMapSettings()
    job_settings.setLayers([layer])
    job_settings.setOutputSize(QSize(600, 600))
    job_settings.setExtent(layer.extent())
    pictures = []
    for on in (False, True):
        layer.setLabelsEnabled(on)
        job = QgsMapRendererParallelJob(job_settings)
        job.start()
        job.waitForFinished()
        assert job.errors() == []
        pictures.append(job.renderedImage())
    assert pictures[0] != pictures[1]


def test_they_come_and_go(qgis_app):  # noqa: ARG001
    assert not QgsExpression.isFunctionName("akz_score")
    one = Expressions()
    assert QgsExpression.isFunctionName("akz_score")
    assert QgsExpression.isFunctionName("akz_why")
    one.let_go()
    assert not QgsExpression.isFunctionName("akz_score")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_help_in_three_languages(qgis_app, language, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr("accessible_kz_plugin.help_pages.interface_language", lambda: language)
    one = Expressions()
    try:
        # What the expression builder shows.
        texts = {f.name(): f.helpText() for f in QgsExpression.Functions()}
        text = texts["akz_why"]
        assert len(re.findall("[\u0400-\u04ff]", text)) > 100 or language == "en"
        assert "babyCarriage" in texts["akz_score"]
    finally:
        one.let_go()

# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped models, run on the sample city and held against their steps run one by one."""

from pathlib import Path

import pytest
from qgis import processing
from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingParameterDefinition,
    QgsVectorLayer,
)

from accessible_core.network.store import read_network

MODELS = ("surveytomap", "osmtoreach")
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models"


@pytest.fixture
def outputs_of(provider):
    """Return a function: words of a model's output -> its parameter's name.

    QGIS names them after step and words, and does so differently from version to version.
    """

    def names(model):
        algorithm = provider.algorithm(model)
        return {
            one.description(): one.name()
            for one in algorithm.parameterDefinitions()
            if one.isDestination()
        }

    return names


@pytest.mark.parametrize("name", MODELS)
def test_registered_named_and_explained(provider, name):
    model = provider.algorithm(name)
    assert model is not None
    assert model.id() == f"accessiblekz:{name}"
    assert model.displayName() != name
    assert model.canExecute()[0]
    required = [
        one.name()
        for one in model.parameterDefinitions()
        if not one.isDestination()
        and not one.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
        and one.defaultValue() is None
    ]
    assert len(required) <= 2


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", MODELS)
def test_words_in_the_language_of_the_interface(provider, name, language):  # noqa: ARG001
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    from accessible_kz_plugin.processing.models import ShippedModel

    translator = QTranslator()
    assert translator.load(
        str(FOLDER.parents[1] / f"accessible_kz_plugin/i18n/accessible_kz_{language}.qm")
    )
    QCoreApplication.installTranslator(translator)
    try:
        model = ShippedModel(FOLDER / f"{name}.model3")
        words = [one.description() for one in model.parameterDefinitions()]
        words += [model.displayName(), model.group()]
        copy = model.create()  # what is run; it owns its definitions
        words += [one.description() for one in copy.parameterDefinitions()]
    finally:
        QCoreApplication.removeTranslator(translator)
    assert all(any("\u0400" <= letter <= "\u04ff" for letter in word) for word in words), words


@pytest.mark.parametrize("name", MODELS)
def test_a_copy_opens_in_the_designer(provider, name):  # noqa: ARG001 - steps are looked up
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(FOLDER / f"{name}.model3"))
    assert model.canExecute()[0]
    assert all(child.algorithm() is not None for child in model.childAlgorithms().values())


def test_survey_to_map(provider, run, survey_csv, sample, tmp_path, outputs_of):  # noqa: ARG001
    out = outputs_of("surveytomap")
    survey = QgsVectorLayer(survey_csv, "survey", "ogr")
    districts = QgsVectorLayer(str(sample / "districts.geojson"), "districts", "ogr")
    key = districts.fields().names()[0]
    page = tmp_path / "map.pdf"
    done = processing.run(
        "accessiblekz:surveytomap",
        {
            "survey": survey,
            "districts": districts,
            "district_id": key,
            "place": "Ulgikala",
            out["Scored places"]: "memory:",
            out["Statistics by area"]: "memory:",
            out["City map"]: str(page),
        },
    )
    scored, stats = done[out["Scored places"]], done[out["Statistics by area"]]
    alone = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    lights = [[f["light_movement"] for f in layer.getFeatures()] for layer in (scored, alone)]
    assert lights[0] == lights[1]
    counted = run(
        "statistics", INPUT=survey_csv, AREAS=str(sample / "districts.geojson"), AREA_ID=key,
        OUTPUT="memory:",
    )["OUTPUT"]  # fmt: skip
    assert [f.attributes() for f in stats.getFeatures()] == [
        f.attributes() for f in counted.getFeatures()
    ]
    assert page.read_bytes().startswith(b"%PDF")


def test_osm_file_to_reach_of_all_clinics(provider, run, survey_csv, sample, tmp_path, outputs_of):  # noqa: ARG001
    out = outputs_of("osmtoreach")
    network = tmp_path / "town.aknet"
    done = processing.run(
        "accessiblekz:osmtoreach",
        {
            "osm": str(sample / "sample_city.osm"),
            "heights": str(sample / "sample_dem.tif"),
            "places": QgsVectorLayer(survey_csv, "survey", "ogr"),
            "minutes": "4 8",
            out["Street network"]: str(network),
            out["Reached streets"]: "memory:",
            out["Outlines of what is reached"]: "memory:",
        },
    )
    assert read_network(network).edge_count > 1000
    lines = list(done[out["Reached streets"]].getFeatures())
    starts = {f["start"] for f in lines}
    survey = QgsVectorLayer(survey_csv, "survey", "ogr")
    clinics = {f["id"] for f in survey.getFeatures() if f["category"] in ("20", "23", "26")}
    assert clinics
    assert starts <= clinics
    alone = run("servicearea", NETWORK=str(network), STARTS=survey_csv, MINUTES="4 8",
                OUTPUT="memory:")["OUTPUT"]  # fmt: skip
    expected = {
        (f["start"], f["osm_way"], f["reached_s"], f["length_m"])
        for f in alone.getFeatures()
        if f["start"] in clinics
    }
    assert {(f["start"], f["osm_way"], f["reached_s"], f["length_m"]) for f in lines} == expected
    areas = [f["minutes"] for f in done[out["Outlines of what is reached"]].getFeatures()]
    assert areas == [8, 4]

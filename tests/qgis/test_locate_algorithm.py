# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions by address: what is certain is taken, what is not waits for a person."""

import pytest
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsVectorLayer,
    edit,
)
from qgis.PyQt.QtCore import QVariant

#: Address points in UTM 42 N: street, house, east, north.
POINTS = [
    ("Арна көшесі", "5", 565000.0, 5416000.0),
    ("Арна көшесі", "7", 565100.0, 5416000.0),
    ("ул. Абая", "12А", 565200.0, 5416300.0),
]
ROWS = [
    ("a", "Школа", "Арна к-сі, 5", "small"),  # the very house
    ("b", "Банк", "ул. Абая, 12", "small"),  # 12 is not 12A
    ("c", "Клуб", "Несуществующая, 1", "small"),
    ("d", "Кино", "", "small"),
]


def text_layer(kind, names, rows):
    layer = QgsVectorLayer(kind, "rows", "memory")
    layer.dataProvider().addAttributes([QgsField(name, QVariant.String) for name in names])
    layer.updateFields()
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([*row[: len(names)]])
        if len(row) > len(names):
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*row[len(names) :])))
        layer.dataProvider().addFeature(feature)
    return layer


@pytest.fixture
def book(qgis_app):  # noqa: ARG001 - layers need an application
    return text_layer("Point?crs=EPSG:32642", ["street", "house"], POINTS)


@pytest.fixture
def survey(qgis_app):  # noqa: ARG001 - layers need an application
    return text_layer("NoGeometry", ["id", "name", "address", "form"], ROWS)


def by_id(layer):
    return {feature["id"]: feature for feature in layer.getFeatures()}


def test_certain_ones_are_taken_and_the_others_wait(run, survey, book):
    found = run("locate", INPUT=survey, ADDRESSES=book, OUTPUT="memory:", WORKLIST="memory:")
    rows = by_id(found["OUTPUT"])
    assert list(rows) == ["a", "b", "c", "d"]
    assert found["OUTPUT"].crs().authid() == "EPSG:4326"
    # QGIS's own transformation says where the house is.
    point = rows["a"].geometry().asPoint()
    from qgis.core import QgsCoordinateTransform, QgsProject

    move = QgsCoordinateTransform(book.crs(), found["OUTPUT"].crs(), QgsProject.instance())
    there = move.transform(QgsPointXY(565000.0, 5416000.0))
    assert point.x() == pytest.approx(there.x(), abs=1e-7)
    assert point.y() == pytest.approx(there.y(), abs=1e-7)
    assert "not surveyed" in rows["a"]["position_source"]
    for name in "bcd":
        assert rows[name].geometry().isNull()
        assert not rows[name]["position_source"]
    assert (found["LOCATED"], found["OPEN"]) == (1, 3)
    work = [(f["id"], f["candidate"], f["grade"]) for f in found["WORKLIST"].getFeatures()]
    assert ("b", 1, "house_alike") in work
    assert {name for name, _, _ in work} == {"b", "c", "d"}
    drawn = {f["id"]: not f.geometry().isNull() for f in found["WORKLIST"].getFeatures()}
    assert drawn["b"]
    assert not drawn["d"]


def test_what_a_person_accepts_is_taken_next_time(run, survey, book):
    first = run("locate", INPUT=survey, ADDRESSES=book, OUTPUT="memory:", WORKLIST="memory:")
    work = first["WORKLIST"]
    with edit(work):
        field = work.fields().indexOf("accept")
        candidate = next(f for f in work.getFeatures() if f["id"] == "b")
        work.changeAttributeValue(candidate.id(), field, "иә")
    again = run(
        "locate", INPUT=survey, ADDRESSES=book, CONFIRMED=work,
        OUTPUT="memory:", WORKLIST="memory:",
    )  # fmt: skip
    placed = by_id(again["OUTPUT"])["b"]
    at, wanted = placed.geometry().asPoint(), candidate.geometry().asPoint()
    assert (at.x(), at.y()) == pytest.approx((wanted.x(), wanted.y()), abs=1e-7)
    assert "confirmed by a person" in placed["position_source"]
    assert (again["LOCATED"], again["OPEN"]) == (2, 2)


def test_a_position_that_is_there_is_never_moved(run, book):
    survey = text_layer(
        "Point?crs=EPSG:32642",
        ["id", "name", "address", "form"],
        [("a", "Школа", "Арна көшесі, 5", "small", 566000.0, 5417000.0),
         ("b", "Банк", "Арна көшесі, 7", "small")],
    )  # fmt: skip
    found = run("locate", INPUT=survey, ADDRESSES=book, OUTPUT="memory:", WORKLIST="memory:")
    rows = by_id(found["OUTPUT"])
    assert found["OUTPUT"].crs().authid() == "EPSG:32642"
    at = rows["a"].geometry().asPoint()
    assert (at.x(), at.y()) == (566000.0, 5417000.0)
    at = rows["b"].geometry().asPoint()
    assert (at.x(), at.y()) == pytest.approx((565100.0, 5416000.0), abs=0.01)
    assert found["WORKLIST"].featureCount() == 0


def test_a_table_of_addresses_and_fields_of_other_names(run):
    survey = text_layer(
        "NoGeometry", ["id", "name", "WHERE", "form"], [("a", "Школа", "Арна к-сі, 5", "small")]
    )
    table = text_layer(
        "NoGeometry", ["UL", "DOM", "lon", "lat"], [("Арна көшесі", "5", "69,9", "48.9")]
    )
    found = run(
        "locate", INPUT=survey, ADDRESS_COLUMN="WHERE", ADDRESSES=table, STREET="UL", HOUSE="DOM",
        OUTPUT="memory:", WORKLIST="memory:",
    )  # fmt: skip
    at = by_id(found["OUTPUT"])["a"].geometry().asPoint()
    assert (at.x(), at.y()) == pytest.approx((69.9, 48.9))


def test_an_openstreetmap_file(run, survey, sample):
    found = run(
        "locate", INPUT=survey, OSM=str(sample / "sample_city.osm"), SETTLEMENT="Үлгіқала",
        OUTPUT="memory:", WORKLIST="memory:",
    )  # fmt: skip
    rows = by_id(found["OUTPUT"])
    assert rows["a"].geometry().asPoint().y() == pytest.approx(48.9, abs=0.05)
    assert "sample_city.osm" in rows["a"]["position_source"]


def test_renamed_streets_lead_to_candidates_only(run, book):
    survey = text_layer(
        "NoGeometry", ["id", "name", "address", "form"], [("a", "Банк", "Ленина, 5", "small")]
    )
    renamed = text_layer("NoGeometry", ["old", "new"], [("Ленина", "Арна көшесі")])
    found = run(
        "locate", INPUT=survey, ADDRESSES=book, RENAMED=renamed, OUTPUT="memory:",
        WORKLIST="memory:",
    )  # fmt: skip
    assert found["LOCATED"] == 0
    assert next(found["WORKLIST"].getFeatures())["grade"] == "renamed"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Give addresses"),
        ({"ADDRESSES": "book", "OSM": "sample"}, "Give addresses"),
        ({"ADDRESSES": "survey"}, "no columns of longitude and latitude"),
        ({"ADDRESSES": "book", "CONFIRMED": "book"}, "is no work list"),
        ({"ADDRESSES": "book", "RENAMED": "book"}, "no column 'old'"),
        ({"ADDRESSES": "empty"}, "is empty"),
    ],
)
def test_misuse_is_one_clear_line(run, survey, book, sample, given, said):
    named = {
        "book": book, "survey": survey, "sample": str(sample / "sample_city.osm"),
        "empty": text_layer("Point?crs=EPSG:4326", ["street", "house"], []),
    }  # fmt: skip
    parameters = {name: named[value] for name, value in given.items()}
    with pytest.raises(QgsProcessingException, match=said):
        run("locate", INPUT=survey, OUTPUT="memory:", WORKLIST="memory:", **parameters)

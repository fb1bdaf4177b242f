# SPDX-License-Identifier: GPL-3.0-or-later
"""The algorithms `buildnetwork` and `route` on the sample city."""

import sys
from math import isnan

import numpy as np
import pytest
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDistanceArea,
    QgsPointXY,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
)

from accessible_core.network.build import build_network
from accessible_core.network.store import read_network
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.processing.parameters import PROFILE_VALUES
from accessible_kz_plugin.widgets.words import profile_words

ENGLISH = 2
WHEELCHAIR, FOOT = 0, 5


@pytest.fixture(scope="module")
def built(provider, sample_folder, tmp_path_factory):  # noqa: ARG001 - registers it
    """The sample city's network with slopes, and the layer of its pieces."""
    target = tmp_path_factory.mktemp("network") / "sample.aknet"
    results = processing.run(
        "accessiblekz:buildnetwork",
        {
            "INPUT": str(sample_folder / "sample_city.osm"),
            "DEM": str(sample_folder / "sample_dem.tif"),
            "OUTPUT": str(target),
            "EDGES": "memory:",
        },
    )
    return target, results


def place(pair):
    return f"{pair[0]},{pair[1]} [EPSG:4326]"


def length_of(layer):
    area = QgsDistanceArea()
    area.setEllipsoid("WGS84")
    area.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    return sum(area.measureLength(feature.geometry()) for feature in layer.getFeatures())


def test_network_is_the_one_the_command_line_builds(built, sample):
    network = read_network(built[0])
    other = build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    assert network.edge_length.tolist() == other.edge_length.tolist()
    assert network.surfaces == other.surfaces
    for name, column in other.edges.items():
        np.testing.assert_allclose(network.edges[name], column, rtol=1e-4, atol=1e-3, err_msg=name)


def test_pieces_have_the_networks_length_as_qgis_measures_it(built):
    target, results = built
    network = read_network(target)
    layer = results["EDGES"]
    assert layer.featureCount() == network.edge_count == results["PIECES"]
    assert length_of(layer) == pytest.approx(network.edge_length.sum(), rel=1e-5)
    assert results["LENGTH_KM"] == pytest.approx(network.edge_length.sum() / 1000, rel=1e-3)


def test_what_is_not_known_is_null(built):
    features = list(built[1]["EDGES"].getFeatures())
    assert any(is_null(feature["surface"]) for feature in features)
    assert any(not is_null(feature["surface"]) for feature in features)
    assert not any(feature["surface"] == "unknown" for feature in features)
    assert not any(isinstance(v, float) and isnan(v) for f in features for v in f.attributes())


def test_without_pyosmium_the_network_is_the_same(run, built, sample, tmp_path, monkeypatch, heard):
    monkeypatch.setitem(sys.modules, "osmium", None)
    monkeypatch.setattr("accessible_kz_plugin.layers.osm_streets.available", lambda _: False)
    target = tmp_path / "gdal.aknet"
    run(
        "buildnetwork",
        INPUT=str(sample / "sample_city.osm"),
        DEM=str(sample / "sample_dem.tif"),
        OUTPUT=str(target),
    )
    assert any("osmium" in line for line in heard.infos)
    one, other = read_network(target), read_network(built[0])
    assert one.edge_count == other.edge_count
    assert np.sort(one.edge_length) == pytest.approx(np.sort(other.edge_length), abs=1e-3)
    assert np.nansum(one.edges["incline_up"]) == pytest.approx(
        np.nansum(other.edges["incline_up"]), rel=1e-4
    )


def test_heights_in_another_crs_give_nearly_the_same_slopes(run, built, sample, tmp_path):
    warped = processing.run(
        "gdal:warpreproject",
        {
            "INPUT": str(sample / "sample_dem.tif"),
            "TARGET_CRS": "EPSG:32642",
            "RESAMPLING": 1,
            "OUTPUT": str(tmp_path / "utm.tif"),
        },
    )["OUTPUT"]
    target = tmp_path / "utm.aknet"
    run("buildnetwork", INPUT=str(sample / "sample_city.osm"), DEM=warped, OUTPUT=str(target))
    one, other = (read_network(path).edges["incline_up"] for path in (target, built[0]))
    both = np.isfinite(one) & np.isfinite(other)
    assert both.sum() > 0.9 * np.isfinite(other).sum()
    assert np.median(np.abs(one[both] - other[both])) < 0.2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"not a map", "not an OSM file"), (None, "no OSM file")],
)
def test_a_file_that_is_no_map_is_one_clear_line(run, tmp_path, content, words):
    source = tmp_path / "town.osm"
    if content is not None:
        source.write_bytes(content)
    target = tmp_path / "x.aknet"
    with pytest.raises(QgsProcessingException, match=words) as raised:
        run("buildnetwork", INPUT=str(source), OUTPUT=str(target))
    assert "Traceback" not in str(raised.value)
    assert not target.exists()


def test_heights_from_elsewhere_are_one_clear_line(run, sample, shared, tmp_path):
    heights = shared / "data" / "dem" / "poa_elevation.tif"
    with pytest.raises(QgsProcessingException, match="streets"):
        run(
            "buildnetwork",
            INPUT=str(sample / "sample_city.osm"),
            DEM=str(heights),
            OUTPUT=str(tmp_path / "x.aknet"),
        )


@pytest.mark.parametrize("who", [WHEELCHAIR, FOOT])
def test_the_stories_of_the_sample_city(run, built, stories, who):
    for story in stories["routes"].values():
        expected = story["wheelchair" if who == WHEELCHAIR else "foot"]
        results = run(
            "route",
            NETWORK=str(built[0]),
            FROM=place(story["from"]),
            TO=place(story["to"]),
            PROFILE=who,
            LANGUAGE=ENGLISH,
            OUTPUT="memory:",
            BLOCKED="memory:",
        )
        assert (results["REASON"] or results["STATUS"]) == expected, story["story"]
        blocked = list(results["BLOCKED"].getFeatures())
        assert bool(blocked) == (expected == "barred")
        assert all(feature["text"] for feature in blocked)


def test_every_profile_of_the_core_can_be_chosen(run, built, stories):
    assert sorted(PROFILE_VALUES) == sorted(Profile.names())
    assert set(profile_words()) == set(PROFILE_VALUES)
    story = stories["routes"]["step_free_centre"]
    network = read_network(built[0])
    for position, name in enumerate(PROFILE_VALUES):
        results = run(
            "route",
            NETWORK=str(built[0]),
            FROM=place(story["from"]),
            TO=place(story["to"]),
            PROFILE=position,
            LANGUAGE=ENGLISH,
            OUTPUT="memory:",
        )
        expected = Router(network, Profile.named(name)).route(
            tuple(story["from"]), tuple(story["to"])
        )
        assert results["DURATION_S"] == pytest.approx(expected.duration_s, abs=0.1)
        assert Profile.named(name).words["en"] in results["TEXT"]


def test_a_route_is_the_cores_route(run, built, stories):
    story = stories["routes"]["step_free_centre"]
    results = run(
        "route",
        NETWORK=str(built[0]),
        FROM=place(story["from"]),
        TO=place(story["to"]),
        LANGUAGE=ENGLISH,
        OUTPUT="memory:",
        EDGES="memory:",
    )
    router = Router(read_network(built[0]), Profile.named("manual_wheelchair"))
    expected = router.route(tuple(story["from"]), tuple(story["to"]))
    assert results["DISTANCE_M"] == pytest.approx(expected.distance_m, abs=0.001)
    assert results["EDGES"].featureCount() == len(expected.edges)
    assert length_of(results["OUTPUT"]) == pytest.approx(expected.distance_m, rel=1e-4)
    assert length_of(results["EDGES"]) == pytest.approx(expected.distance_m, rel=1e-4)


def test_points_may_come_in_any_crs(run, built, stories):
    story = stories["routes"]["step_free_centre"]
    there = QgsCoordinateReferenceSystem("EPSG:3857")
    move = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), there, QgsProject.instance()
    )
    start, end = (move.transform(QgsPointXY(*story[name])) for name in ("from", "to"))
    common = {"NETWORK": str(built[0]), "OUTPUT": "memory:"}
    one = run(
        "route",
        FROM=f"{start.x()},{start.y()} [EPSG:3857]",
        TO=f"{end.x()},{end.y()} [EPSG:3857]",
        **common,
    )
    other = run("route", FROM=place(story["from"]), TO=place(story["to"]), **common)
    assert one["DISTANCE_M"] == pytest.approx(other["DISTANCE_M"], abs=0.01)


def test_limits_change_the_answer_without_a_new_network(run, built, stories):
    story = stories["routes"]["refused_steps"]
    ends = {"FROM": place(story["from"]), "TO": place(story["to"]), "OUTPUT": "memory:"}
    barred = run("route", NETWORK=str(built[0]), **ends)
    opened = run(
        "route", NETWORK=str(built[0]), ALLOW_STEPS=2, MAX_INCLINE=50, MAX_DECLINE=50, **ends
    )
    assert (barred["STATUS"], opened["STATUS"]) == ("no_route", "ok")


def test_the_page_and_the_text_say_the_same(run, built, stories, tmp_path):
    story = stories["routes"]["step_free_centre"]
    page = tmp_path / "route.html"
    results = run(
        "route",
        NETWORK=str(built[0]),
        FROM=place(story["from"]),
        TO=place(story["to"]),
        LANGUAGE=1,
        OUTPUT="memory:",
        HTML=str(page),
    )
    text, html = results["TEXT"], page.read_text(encoding="utf-8")
    assert '<html lang="ru">' in html
    assert html.count("<li>") == sum(line[0].isdigit() for line in text.splitlines())
    assert text.startswith("1. ")


def test_no_route_draws_the_way_with_the_fewest_barriers(run, built, stories, heard):
    story = stories["routes"]["refused_steps"]
    results = run(
        "route",
        NETWORK=str(built[0]),
        FROM=place(story["from"]),
        TO=place(story["to"]),
        LANGUAGE=ENGLISH,
        OUTPUT="memory:",
    )
    (feature,) = results["OUTPUT"].getFeatures()
    assert feature["status"] == "no_route"
    assert feature["part"] == "least_barrier"
    assert feature.geometry().length() > 0
    assert any("steps" in line for line in heard.warnings)
    assert "--snap" not in results["TEXT"]


def test_a_network_file_that_is_none_is_one_clear_line(run, sample):
    with pytest.raises(QgsProcessingException) as raised:
        run(
            "route",
            NETWORK=str(sample / "survey.csv"),
            FROM="69.9,48.9 [EPSG:4326]",
            TO="69.9,48.9 [EPSG:4326]",
            OUTPUT="memory:",
        )
    assert "Traceback" not in str(raised.value)


def test_only_part_of_a_large_dem_is_read(shared):
    from accessible_kz_plugin.layers.dem_layer import dem_from_layer

    layer = QgsRasterLayer(str(shared / "data" / "dem" / "poa_elevation.tif"), "poa", "gdal")
    box = (-51.22, -30.04, -51.20, -30.02)
    part = dem_from_layer(layer, box)
    columns = part.west + (np.arange(part.values.shape[1]) + 0.5) * part.step_lon
    assert columns[0] < box[0] < box[2] < columns[-1]
    row, column = part.values.shape[0] // 2, part.values.shape[1] // 2
    at = QgsPointXY(columns[column], part.north - (row + 0.5) * part.step_lat)
    height, known = layer.dataProvider().sample(at, 1)
    assert known
    assert part.values[row, column] == pytest.approx(height)
    assert part.values.shape[1] < layer.width()
    assert 20 < part.cell_m < 40


def test_a_network_never_overwrites_its_source(provider, sample, tmp_path):  # noqa: ARG001 - registers it
    copy = tmp_path / "city.osm"
    before = (sample / "sample_city.osm").read_bytes()
    copy.write_bytes(before)
    with pytest.raises(QgsProcessingException, match="overwritten"):
        processing.run("accessiblekz:buildnetwork", {"INPUT": str(copy), "OUTPUT": str(copy)})
    assert copy.read_bytes() == before


def test_a_network_without_steps_or_kerbs_is_built(provider, tmp_path):  # noqa: ARG001 - registers it
    """Nothing can be known of steps where there are none."""
    (tmp_path / "one.osm").write_text(
        '<osm version="0.6"><node id="1" lat="51.1" lon="71.4"/><node id="2" lat="51.101" '
        'lon="71.4"/><way id="1"><nd ref="1"/><nd ref="2"/>'
        '<tag k="highway" v="footway"/></way></osm>'
    )
    out = tmp_path / "one.aknet"
    done = processing.run(
        "accessiblekz:buildnetwork", {"INPUT": str(tmp_path / "one.osm"), "OUTPUT": str(out)}
    )
    assert (done["NODES"], done["PIECES"]) == (2, 1)
    assert read_network(out).edge_count == 1

# SPDX-License-Identifier: GPL-3.0-or-later
"""Reach, matrix, nearest, door to door, barriers and network check on the sample city.

What comes out is held against the command line on files, whose readers are others.
"""

import csv
import json

import pytest
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from accessible_core.cli import main
from accessible_kz_plugin.compat import is_null

ENGLISH = 2
FOOT = 5


@pytest.fixture(scope="module")
def network(provider, sample_folder, tmp_path_factory):  # noqa: ARG001 - registers it
    target = tmp_path_factory.mktemp("network") / "sample.aknet"
    given = {
        "INPUT": str(sample_folder / "sample_city.osm"),
        "DEM": str(sample_folder / "sample_dem.tif"),
        "OUTPUT": str(target),
    }
    processing.run("accessiblekz:buildnetwork", given)
    return str(target)


@pytest.fixture(scope="module")
def stops(tmp_path_factory):
    """Two points on streets, one off the network, in a CRS in metres."""
    folder = tmp_path_factory.mktemp("stops")
    (folder / "stops.csv").write_text(
        "id,lon,lat\nmain,69.8997272,48.8991008\nsquare,69.9005456,48.9010791\n"
        "steppe,69.8863608,48.9077333\n",
        encoding="utf-8",
    )
    degrees = QgsVectorLayer(
        f"file://{folder}/stops.csv?type=csv&xField=lon&yField=lat&crs=EPSG:4326&detectTypes=no",
        "stops",
        "delimitedtext",
    )
    utm = processing.run(
        "native:reprojectlayer",
        {
            "INPUT": degrees,
            "TARGET_CRS": QgsCoordinateReferenceSystem("EPSG:32642"),
            "OUTPUT": str(folder / "stops_utm.gpkg"),
        },
    )["OUTPUT"]
    return folder / "stops.csv", utm


@pytest.fixture
def command(capsys):
    """Run a command of the core and return its JSON document."""

    def go(*arguments):
        capsys.readouterr()
        main([str(one) for one in arguments])
        return json.loads(capsys.readouterr().out)

    return go


def place(pair):
    return f"{pair[0]},{pair[1]} [EPSG:4326]"


def rows(layer):
    names = layer.fields().names()
    return [{n: None if is_null(f[n]) else f[n] for n in names} for f in layer.getFeatures()]


def test_reach_is_that_of_the_command_line(run, network, stories, command):
    start = stories["routes"]["step_free_centre"]["from"]
    done = run(
        "servicearea", NETWORK=network, FROM=place(start), MINUTES="5; 10", LANGUAGE=ENGLISH,
        OUTPUT="memory:", OUTLINES="memory:",
    )  # fmt: skip
    said = command("reach", network, "--from", "{},{}".format(*start), "--minutes", 5, 10, "--json")
    farthest = said["within"][-1]
    assert done["LENGTH_KM"] == pytest.approx(farthest["length_m"] / 1000, abs=0.002)
    assert done["CONFIRMED_KM"] == pytest.approx(farthest["confirmed_m"] / 1000, abs=0.002)
    lines = rows(done["OUTPUT"])
    near = sum(one["length_m"] for one in lines if one["minutes"] == 5)
    assert near == pytest.approx(said["within"][0]["length_m"], abs=1)
    assert "min" in done["TEXT"]


def test_outlines_are_those_that_shapely_makes(run, network, stories, tmp_path, require):
    shapely = pytest.importorskip("shapely") if not require else __import__("shapely")
    start = stories["routes"]["step_free_centre"]["from"]
    done = run(
        "servicearea", NETWORK=network, FROM=place(start), MINUTES="5 10", AROUND=25.0,
        OUTPUT="memory:", OUTLINES="memory:",
    )  # fmt: skip
    out = tmp_path / "reach.geojson"
    main(["reach", network, "--from", "{},{}".format(*start), "--minutes", "5", "10", "--polygon",
          "25", "-o", str(out)])  # fmt: skip
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    wanted = {
        one["properties"]["minutes"]: shapely.geometry.shape(one["geometry"])
        for one in features
        if one["properties"]["part"] == "outline"
    }
    found = {
        f["minutes"]: shapely.from_wkt(f.geometry().asWkt(12))
        for f in done["OUTLINES"].getFeatures()
    }
    assert list(found) == sorted(wanted, reverse=True)
    for minutes, area in found.items():
        apart = area.symmetric_difference(wanted[minutes]).area
        assert apart < 0.01 * wanted[minutes].area


def test_reach_of_a_layer_of_starts_in_metres(run, network, stops, heard):
    done = run(
        "servicearea", NETWORK=network, STARTS=stops[1], MINUTES="3", PROFILE=FOOT,
        LANGUAGE=ENGLISH, OUTPUT="memory:", OUTLINES="memory:",
    )  # fmt: skip
    starts = {one["start"] for one in rows(done["OUTPUT"])}
    assert starts == {"main", "square"}
    (area,) = rows(done["OUTLINES"])
    assert area["starts"] == 2
    assert any("steppe" in line for line in heard.infos)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MINUTES": "soon"}, "not 'soon'"),
        ({"MINUTES": "5 -1"}, "not '5 -1'"),
        ({"MINUTES": " "}, "how many minutes"),
        ({"FROM": None}, "one point to start from"),
        ({"STARTS": "stops"}, "one point to start from"),
        ({"NETWORK": "/none.aknet"}, "none.aknet"),
    ],
)
def test_misuse_of_reach_is_one_line(run, network, stops, given, said):
    asked = {"NETWORK": network, "FROM": place((69.8997, 48.8991)), "MINUTES": "5", **given}
    if asked.get("STARTS"):
        asked["STARTS"] = stops[1]
    with pytest.raises(QgsProcessingException) as error:
        run("servicearea", OUTPUT="memory:", **asked)
    assert said in str(error.value)
    assert "\n" not in str(error.value).strip()


def test_reach_stops_on_request(run, network, stops):
    class Stopping(QgsProcessingFeedback):
        def isCanceled(self):  # noqa: N802
            return True

    with pytest.raises(QgsProcessingException, match="request"):
        run("servicearea", feedback=Stopping(), NETWORK=network, STARTS=stops[1],
            MINUTES="5", OUTPUT="memory:")  # fmt: skip


def test_matrix_is_that_of_the_command_line(run, network, stops, tmp_path, command):
    out = tmp_path / "matrix.csv"
    command("matrix", network, "--origins", stops[0], "--destinations", stops[0], "-o", out,
            "--json")  # fmt: skip
    with open(out, encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))
    done = run("matrix", NETWORK=network, ORIGINS=stops[1], DESTINATIONS=str(stops[0]),
               OUTPUT="memory:", FINDINGS="memory:")  # fmt: skip
    found = rows(done["OUTPUT"])
    assert [(one["origin"], one["destination"]) for one in found] == [
        (one["origin"], one["destination"]) for one in wanted
    ]
    for one, other in zip(found, wanted):
        if other["duration_s"]:
            # Positions went through UTM and back.
            assert one["duration_s"] == pytest.approx(float(other["duration_s"]), abs=0.2)
            assert one["distance_m"] == pytest.approx(float(other["distance_m"]), abs=0.05)
        else:
            assert one["duration_s"] is None
    assert (done["PAIRS"], done["ROUTES"]) == (9, 4)
    assert {one["code"] for one in rows(done["FINDINGS"])} == {"point_off_network"}


def test_corrections_of_a_layer_are_used(run, network, sample, stories):
    """Closing every piece within the centre leaves no way; in metres and by a file alike."""
    story = stories["routes"]["step_free_centre"]
    given = {"NETWORK": network, "FROM": place(story["from"]), "TO": place(story["to"]),
             "LANGUAGE": ENGLISH, "OUTPUT": "memory:"}  # fmt: skip
    free = run("route", **given)
    assert free["STATUS"] == "ok"
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4326&field=attribute:string&field=value:string&field=note:string",
        "closed",
        "memory",
    )
    from qgis.core import QgsFeature, QgsGeometry

    (line,) = free["OUTPUT"].getFeatures()
    middle = line.geometry().interpolate(line.geometry().length() / 2).buffer(0.0004, 5)
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["closed", "yes", "flood"])
    feature.setGeometry(QgsGeometry(middle))
    layer.dataProvider().addFeature(feature)
    utm = processing.run(
        "native:reprojectlayer",
        {"INPUT": layer, "TARGET_CRS": QgsCoordinateReferenceSystem("EPSG:32642"),
         "OUTPUT": "memory:"},
    )["OUTPUT"]  # fmt: skip
    for corrections in (layer, utm):
        done = run("route", CORRECTIONS=corrections, **given)
        assert done["STATUS"] == "no_route" or done["DISTANCE_M"] > free["DISTANCE_M"]
    run("route", CORRECTIONS=str(sample / "corrections.geojson"), AT="2026-11-20T10:00:00", **given)
    with pytest.raises(QgsProcessingException, match="no column 'attribute'"):
        run("route", CORRECTIONS=str(sample / "districts.geojson"), **given)


def test_nearest_is_that_of_the_command_line(run, network, sample, command):
    start = (69.8997272, 48.8991008)
    given = {"NETWORK": network, "FROM": place(start), "INPUT": str(sample / "survey.csv")}
    done = run("nearest", SCORE=1, COUNT=3, LANGUAGE=ENGLISH, OUTPUT="memory:", ROUTES="memory:",
               REFUSED="memory:", **given)  # fmt: skip
    said = command("nearest", network, "--from", "{},{}".format(*start), "--facilities",
                   sample / "survey.csv", "--score", "partial_accessible", "--count", 3,
                   "--json")  # fmt: skip
    doors, wanted = rows(done["OUTPUT"]), said["found"]
    assert [one["id"] for one in doors] == [one["id"] for one in wanted]
    assert [one["duration_s"] for one in doors] == [one["duration_s"] for one in wanted]
    assert done["FOUND"] == 3
    assert done["STATUS"] == "ok"
    assert done["ROUTES"].featureCount() == 3
    assert done["REFUSED"].featureCount() == len(said["out_of_reach"])
    none = run("nearest", MINUTES=0.01, OUTPUT="memory:", **given)
    assert (none["FOUND"], none["STATUS"]) == (0, "no_route")
    with pytest.raises(QgsProcessingException, match="category"):
        run("nearest", CATEGORY="casino", OUTPUT="memory:", **given)


def test_door_to_door_is_that_of_the_command_line(run, network, sample, stops, command, tmp_path):
    survey = sample / "survey.csv"
    layer = QgsVectorLayer(stops[1], "stops", "ogr")
    done = run("access", NETWORK=network, INPUT=str(survey), STARTS=[layer], LANGUAGE=ENGLISH,
               OUTPUT="memory:", GREEN="memory:")  # fmt: skip
    said = command("access", network, "--facilities", survey, "--from", f"stops={stops[0]}", "-o",
                   tmp_path / "access.csv", "--json")  # fmt: skip
    found = {one["id"]: one for one in rows(done["OUTPUT"])}
    for one in said["rows"]:
        assert found[one["id"]]["verdict"] == one["verdict"], one["id"]
        assert bool(found[one["id"]]["green_behind_red"]) == one["green_behind_red"]
    assert done["GREEN_BEHIND_RED"] == len(said["green_behind_red"]) > 0
    assert done["GREEN"].featureCount() == done["GREEN_BEHIND_RED"]
    assert done["REACHED"] == sum(
        said["verdicts"].get(word, 0) for word in ("reachable", "reachable_unverified")
    )
    assert "stops_minutes" in found["UQ-002"]


def test_two_kinds_of_starts_of_one_name(run, network, sample, stops):
    layers = [QgsVectorLayer(stops[1], "stops", "ogr") for _ in range(2)]
    done = run("access", NETWORK=network, INPUT=str(sample / "survey.csv"), STARTS=layers,
               OUTPUT="memory:")  # fmt: skip
    names = done["OUTPUT"].fields().names()
    assert {"stops_verdict", "stops 2_verdict"} <= set(names)


def test_barriers_are_those_of_the_command_line(run, network, sample, command):
    people = processing.run(
        "native:reprojectlayer",
        {"INPUT": str(sample / "population.geojson"),
         "TARGET_CRS": QgsCoordinateReferenceSystem("EPSG:32642"), "OUTPUT": "memory:"},
    )["OUTPUT"]  # fmt: skip
    done = run("barriers", NETWORK=network, PEOPLE=people, PEOPLE_FIELD="people",
               INPUT=str(sample / "survey.csv"), TOP=10, ALSO=[], LANGUAGE=ENGLISH,
               OUTPUT="memory:", LINES="memory:", FINDINGS="memory:")  # fmt: skip
    said = command("barriers", network, "--people", f"{sample / 'population.geojson'}:people",
                   "--facilities", sample / "survey.csv", "--top", 10, "--json")  # fmt: skip
    found = rows(done["OUTPUT"])
    assert [one["id"] for one in found] == [one["id"] for one in said["barriers"]]
    assert [one["people_connected"] for one in found] == pytest.approx(
        [one["people_connected"] for one in said["barriers"]], rel=0.01, abs=0.5
    )
    assert (done["BARRIERS"], done["USEFUL"]) == (said["barriers_found"], said["barriers_useful"])
    assert done["LINES"].featureCount() == sum(one["osm_node"] is None for one in found)
    assert done["TEXT"]


def test_misuse_of_barriers_is_one_line(run, network, sample):
    given = {"NETWORK": network, "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="needs people"):
        run("barriers", BY=1, **given)
    with pytest.raises(QgsProcessingException, match="field with the number"):
        run("barriers", PEOPLE=str(sample / "population.geojson"), **given)
    with pytest.raises(QgsProcessingException, match="give the survey, too"):
        run("barriers", CATEGORY="13", **given)


def test_network_check_is_that_of_the_command_line(run, network, command):
    done = run("networkcheck", NETWORK=network, LANGUAGE=ENGLISH, OUTPUT="memory:", LINES="memory:")
    said = command("network", "check", network, "--json")
    found = rows(done["OUTPUT"])
    assert [one["code"] for one in found] == [one["code"] for one in said["findings"]]
    assert [one["hint"] for one in found] == [one["hint"] for one in said["findings"]]
    assert done["COUNT"] == len(said["findings"])
    points = [f.geometry().asPoint() for f in done["OUTPUT"].getFeatures()]
    assert [round(p.x(), 6) for p in points] == [round(o["lon"], 6) for o in said["findings"]]
    with pytest.raises(QgsProcessingException, match="over zero"):
        run("networkcheck", NETWORK=network, GAP=0.0, OUTPUT="memory:")


def test_a_network_from_layers_is_that_of_the_command_line(run, network, tmp_path, command):
    """The network's own pieces, exported, and taken from QGIS layers in metres."""
    exported = tmp_path / "streets.gpkg"
    main(["network", "export", network, "-o", str(exported)])
    names = [name.split("!!::!!")[1] for name in _sublayers(exported)]
    layers = []
    for name in names:
        layer = QgsVectorLayer(f"{exported}|layername={name}", name, "ogr")
        layers.append(
            processing.run(
                "native:reprojectlayer",
                {"INPUT": layer, "TARGET_CRS": QgsCoordinateReferenceSystem("EPSG:32642"),
                 "OUTPUT": str(tmp_path / f"{name}.gpkg")},
            )["OUTPUT"]
        )  # fmt: skip
    target, other = tmp_path / "layers.aknet", tmp_path / "files.aknet"
    done = run("layernetwork", LAYERS=layers, OUTPUT=str(target), EDGES="memory:")
    main(["network", "build", *layers, "-o", str(other)])
    mine, theirs = (command("network", "info", path, "--json") for path in (target, other))
    assert mine["edges"] == theirs["edges"] == done["PIECES"] > 1000
    assert mine["nodes"] == theirs["nodes"]
    assert mine["length_km"] == pytest.approx(theirs["length_km"], rel=1e-6)
    assert mine["known"] == pytest.approx(theirs["known"], abs=1e-4)


def _sublayers(path):
    layer = QgsVectorLayer(str(path), "all", "ogr")
    return layer.dataProvider().subLayers()


def test_layers_that_no_mapping_fits_are_refused(run, sample, tmp_path):
    layer = str(sample / "districts.geojson")
    with pytest.raises(QgsProcessingException) as error:
        run("layernetwork", LAYERS=[layer], OUTPUT=str(tmp_path / "x.aknet"))
    assert "mapping" in str(error.value)
    assert not (tmp_path / "x.aknet").exists()

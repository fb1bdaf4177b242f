# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories of the sample city, told by the library itself on the shipped files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml
from accessible_core.network.build import build_network
from accessible_core.routing.instructions import instructions
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.scoring.engine import score
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Answer, Score, Zone

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
STORIES = load_toml(SAMPLE / "stories.toml")
TODAY = date(2026, 11, 1)
MOVEMENT = 0


@pytest.fixture(scope="module")
def survey():
    return read_survey(SAMPLE / "survey.csv", findings=Findings())


@pytest.fixture(scope="module")
def network():
    return build_network(SAMPLE / "sample_city.osm", SAMPLE / "sample_dem.tif")


def row_of(survey, story):
    return list(survey.ids).index(STORIES["facilities"][story]["id"])


def with_answer(survey, row, question, answer):
    answers = survey.answers.copy()
    answers[row, survey.column_of[question]] = answer
    return replace(survey, answers=answers)


@pytest.mark.parametrize("story", ["green_behind_steps", "all_yes"])
def test_green_and_confirmed(survey, story):
    scores = score(survey, today=TODAY)
    row = row_of(survey, story)
    assert scores.overall[row, MOVEMENT] == Score.FULL_ACCESSIBLE
    assert scores.confirmed[row, MOVEMENT]


def test_red_needs_a_single_change(survey):
    row = row_of(survey, "red_one_change")
    assert score(survey, today=TODAY).overall[row, MOVEMENT] == Score.NOT_ACCESSIBLE
    changed = with_answer(survey, row, Question(Zone.ENTRANCE1, 1), Answer.YES)
    assert score(changed, today=TODAY).overall[row, MOVEMENT] == Score.FULL_ACCESSIBLE


def test_green_on_a_single_answer(survey):
    row = row_of(survey, "green_single_answer")
    scores = score(survey, today=TODAY)
    assert scores.overall[row, MOVEMENT] == Score.FULL_ACCESSIBLE
    assert not scores.confirmed[row, MOVEMENT]
    given = survey.answers[row]
    assert np.count_nonzero(given == Answer.YES) == 1
    assert not np.count_nonzero(given == Answer.NO)
    without = with_answer(survey, row, Question(Zone.ENTRANCE1, 30), Answer.UNKNOWN)
    assert score(without, today=TODAY).overall[row, MOVEMENT] == Score.UNKNOWN


def test_all_colours_occur(survey):
    seen = set(score(survey, today=TODAY).overall[:, MOVEMENT])
    wanted = {Score.NOT_ACCESSIBLE, Score.PARTIAL_ACCESSIBLE, Score.FULL_ACCESSIBLE, Score.UNKNOWN}
    assert wanted <= seen


def test_three_entrances_differ(survey):
    zones = score(survey, today=TODAY).zones[row_of(survey, "three_entrances"), 1:4, MOVEMENT]
    assert list(zones) == [Score.FULL_ACCESSIBLE, Score.NOT_ACCESSIBLE, Score.PARTIAL_ACCESSIBLE]
    assert np.isfinite(survey.doors[row_of(survey, "three_entrances")]).all()


def test_every_mistake_becomes_a_finding():
    findings = Findings()
    validate(read_survey(SAMPLE / "survey.csv", findings=findings), findings)
    found = {finding.record.split("#")[0] for finding in findings}
    for number in ("UQ-901", "UQ-902", "UQ-903", "UQ-904", "UQ-906", "UQ-907", "UQ-908", "UQ-909"):
        assert any(record.startswith(number) for record in found), number
    assert any(record.startswith("UQ-010") for record in found)


def status(result):
    return "ok" if isinstance(result, Route) else result.reason


@pytest.mark.parametrize(
    ("profile", "word"), [("manual_wheelchair", "wheelchair"), ("foot", "foot")]
)
@pytest.mark.parametrize("story", list(STORIES["routes"]))
def test_route_ends_as_told(network, story, profile, word):
    told = STORIES["routes"][story]
    router = Router(network, Profile.named(profile))
    assert status(router.route(tuple(told["from"]), tuple(told["to"]))) == told[word]


def routes(network, story):
    told = STORIES["routes"][story]
    for name in ("manual_wheelchair", "foot"):
        yield Router(network, Profile.named(name)).route(tuple(told["from"]), tuple(told["to"]))


def test_the_step_free_way_is_not_the_shortest(network):
    wheels, feet = routes(network, "step_free_not_shortest")
    assert wheels.distance_m > 2 * feet.distance_m
    assert "steps" not in {edge.kind for edge in wheels.edges}
    assert "steps" in {edge.kind for edge in feet.edges}


@pytest.mark.parametrize(
    ("story", "attribute"), [("refused_steps", "steps"), ("refused_kerb", "kerb")]
)
def test_the_refusal_names_its_cause(network, story, attribute):
    refused, feet = routes(network, story)
    assert isinstance(refused, NoRoute)
    assert {obstacle.attribute for obstacle in refused.blocked_by} == {attribute}
    assert isinstance(feet, Route)


def test_every_door_can_be_walked_to(survey, network):
    router = Router(network, Profile.named("foot"))
    start = tuple(STORIES["routes"]["refused_steps"]["from"])
    for row in range(60):
        result = router.route(start, tuple(survey.doors[row, 0]))
        assert isinstance(result, Route), survey.name(row)
        # A door is a node of the path that leads to it.
        assert result.snap_m[1] < 1, survey.name(row)


def test_by_wheelchair_many_doors_but_not_all(survey, network):
    router = Router(network, Profile.named("manual_wheelchair"))
    start = tuple(STORIES["routes"]["refused_steps"]["from"])
    ends = [router.route(start, tuple(survey.doors[row, 0])) for row in range(60)]
    # Where the last steps are barred the route ends before them, not at the door.
    reached = [isinstance(end, Route) and end.snap_m[1] < 1 for end in ends]
    assert 20 <= sum(reached) <= 50
    assert not reached[row_of(survey, "green_behind_steps")]


def doors_above_steps():
    """Entrance nodes that nothing but bare steps leads to, read from the raw file."""
    root = ET.parse(SAMPLE / "sample_city.osm").getroot()  # noqa: S314 - our own file
    places, joined = {}, {}
    for node in root.iter("node"):
        if any(tag.get("k") == "entrance" for tag in node.iter("tag")):
            places[node.get("id")] = (float(node.get("lon")), float(node.get("lat")))
    for way in root.iter("way"):
        tags = {tag.get("k"): tag.get("v") for tag in way.iter("tag")}
        if "highway" in tags:
            bare = tags["highway"] == "steps" and tags.get("ramp:wheelchair") != "yes"
            for node in way.iter("nd"):
                joined.setdefault(node.get("ref"), set()).add(bare)
    return [place for node, place in places.items() if joined.get(node) == {True}]


def test_a_door_above_steps_never_looks_reached(network):
    doors = doors_above_steps()
    assert len(doors) > 15
    router = Router(network, Profile.named("manual_wheelchair"))
    for door in doors:
        result = router.route(tuple(STORIES["routes"]["step_free_centre"]["from"]), door)
        if isinstance(result, Route):  # to the foot of the steps, and it says so
            assert {cause.attribute for cause in result.passed_over[1]} >= {"steps"}, door
            assert not result.confirmed
            said = " ".join(instructions(result, network, "en"))
            assert "arrived" not in said
            assert "steps" in said

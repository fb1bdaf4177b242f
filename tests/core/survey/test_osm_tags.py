# SPDX-License-Identifier: GPL-3.0-or-later
"""OSM's accessibility tags answer what they say exactly, never more, and make no light."""

import json
import re
import subprocess

import numpy as np
import pytest

from accessible_core.checklists import checklist
from accessible_core.findings import Findings
from accessible_core.registry.a11yjson import place_infos
from accessible_core.scoring.engine import score
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.readers import read_survey
from accessible_core.survey.readers.osm_tags import answers_of, left_out, tag_rules
from accessible_core.survey.validate import validate
from accessible_core.survey.writers import write_survey
from accessible_core.vocabulary import Score

#: Each tag with what it answers, decided by hand; {} where it says less than is asked.
TAGS = [
    ({"step_count": "0"}, {"entrance1_1": "yes"}),
    ({"step_count": "3"}, {"entrance1_1": "no"}),
    ({"step_count": "some"}, {}),
    ({"step_count": "-1"}, {}),
    ({"door:width": "0.8"}, {"entrance1_30": "no"}),
    ({"door:width": "80 cm"}, {"entrance1_30": "no"}),
    ({"door:width": "0.9"}, {}),
    ({"door:width": "1.2 m"}, {}),
    ({"door:width": "wide"}, {}),
    ({"door:width": "0"}, {}),
    ({"capacity:disabled": "2", "capacity": "50"}, {"parking_1": "yes"}),
    ({"capacity:disabled": "2", "capacity": "51"}, {"parking_1": "no"}),
    ({"capacity:disabled": "no", "capacity": "10"}, {"parking_1": "no"}),
    ({"capacity:disabled": "yes", "capacity": "10"}, {}),
    ({"capacity:disabled": "2"}, {}),
    ({"capacity:disabled": "0", "capacity": "0"}, {}),
    ({"elevator": "yes"}, {}),
    ({"changing_table": "yes"}, {"kidsAccessibility_8": "yes"}),
    ({"changing_table": "no"}, {}),
    ({"changing_table": "limited"}, {}),
    ({"delivery": "yes"}, {"serviceAccessibility_3": "yes"}),
    ({"delivery": "no"}, {}),
    ({"toilets:wheelchair": "yes"}, {"osm_toilets_wheelchair": "yes"}),
    ({"ramp:wheelchair": "yes"}, {}),
    ({"tactile_paving": "yes"}, {}),
    ({"automatic_door": "button"}, {}),
    ({"hearing_loop": "yes"}, {}),
]


@pytest.mark.parametrize(("tags", "expected"), TAGS)
def test_each_tag(tags, expected):
    assert answers_of(tags) == expected
    key = next(iter(tags))
    assert (key in left_out(tags)) == (not expected)


def test_no_lift_and_no_toilet_do_not_exist():
    said = answers_of({"elevator": "no", "toilets": "no"})
    assert set(said.values()) == {"not_provided"}
    assert said["movement_34"] == said["toilet_30"] == "not_provided"
    # Whether a toilet would be needed there is another question.
    assert not {"toilet_1", "toilet_2"} & set(said)


def test_answers_are_questions_of_the_form_that_is_named():
    form = checklist(tag_rules()["form"])
    for rule in tag_rules()["facts"]:
        for column in rule["to"]:
            meaning = meaning_of(column)
            assert meaning.kind == ("quiet" if rule["take"] == "text" else "answer"), column
            if meaning.question is not None:
                assert form.asks(meaning.question.zone, meaning.question.key), column


OSM = """<osm version="0.6">
<node id="1" lat="51" lon="71"><tag k="amenity" v="bank"/><tag k="step_count" v="2"/>
  <tag k="wheelchair:description" v="Төбеден кіру"/><tag k="tactile_paving" v="no"/></node>
<node id="2" lat="51.1" lon="71"><tag k="amenity" v="cafe"/><tag k="wheelchair" v="yes"/>
  <tag k="step_count" v="0"/><tag k="toilets:wheelchair" v="limited"/></node>
<node id="3" lat="51.2" lon="71"><tag k="amenity" v="cafe"/><tag k="delivery" v="yes"/></node>
</osm>"""


def test_places_come_with_what_their_tags_say(tmp_path):
    path = tmp_path / "town.osm"
    path.write_text(OSM, encoding="utf-8")
    findings = Findings()
    survey = validate(read_survey(path, findings=findings), findings)
    # Delivery alone says nothing of access: the third is no such place.
    assert survey.ids.tolist() == ["node/1", "node/2"]
    columns = survey_columns(survey)
    assert columns["entrance1_1"].tolist() == ["no", "yes"]
    assert columns["osm_wheelchair_description"].tolist() == ["Төбеден кіру", ""]
    assert columns["osm_toilets_wheelchair"].tolist() == ["", "limited"]
    assert {finding.code: (finding.field, finding.value) for finding in findings} == {
        "osm_tags_left_out": ("tactile_paving", "1")
    }
    for ending in ("csv", "xlsx", "gpkg", "geojson"):
        again = Findings()
        write_survey(survey, tmp_path / f"s.{ending}")
        after = read_survey(tmp_path / f"s.{ending}", findings=again)
        assert survey_columns(after)["entrance1_1"].tolist() == ["no", "yes"]
        assert not after.surveyed.any()
        assert not len(again), list(again)
    path = tmp_path / "places.json"
    path.write_text(json.dumps(place_infos(survey, score(survey))), encoding="utf-8")
    after = read_survey(path)
    assert not after.surveyed.any()
    assert survey_columns(after)["entrance1_1"].tolist() == ["no", "yes"]
    assert after.extra["source"].tolist() == ["osm", "osm"]


def assert_no_light(survey):
    scores = score(survey)
    assert (scores.overall == Score.NOT_SCORED).all()
    assert not scores.confirmed.any()
    assert (scores.doubts == Doubt.NOT_SURVEYED).all()


def test_no_light_is_made_of_osm(tmp_path):
    """Even where a tag answers a question, and whatever the tags say."""
    path = tmp_path / "town.osm"
    path.write_text(OSM, encoding="utf-8")
    assert_no_light(validate(read_survey(path), Findings()))


def test_real_places(shared):
    """osmium-tool's own text of the file, read line by line, gives the same bays."""
    path = shared / "data/osm/heidelberg_ors.osm.pbf"
    survey = validate(read_survey(path), Findings())
    assert_no_light(survey)
    text = subprocess.run(
        ["osmium", "tags-filter", "-R", "-f", "opl", path, "nw/capacity:disabled"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    theirs = {}
    for line in text.splitlines():
        tags = dict(pair.split("=") for pair in re.search(r" T(\S*)", line)[1].split(","))
        bays, whole = tags["capacity:disabled"].replace("no", "0"), tags.get("capacity", "")
        if tags.get("amenity") == "parking" and bays.isdigit() and whole.isdigit() and int(whole):
            kind = {"n": "node", "w": "way"}[line[0]]
            enough = int(bays) >= int(whole) / 25
            theirs[f"{kind}/{line.split()[0][1:]}"] = "yes" if enough else "no"
    said = survey_columns(survey)["parking_1"]
    mine = {ident: word for ident, word in zip(survey.ids, said) if word}
    assert len(theirs) > 20
    assert mine == theirs
    assert np.count_nonzero(survey.text("category") == "amenity=parking") > len(theirs)

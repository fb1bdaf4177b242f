# SPDX-License-Identifier: GPL-3.0-or-later
"""A11yJSON: the reference validator accepts it, and it says no more than was asked."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from accessible_core.checklists import categories, checklist
from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.registry.a11yjson import place_infos
from accessible_core.registry.facts import mapping
from accessible_core.scoring.engine import score
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import ZONES, ZoneKind
from tests.conftest import need

TOOLS = Path(__file__).resolve().parents[2] / "tools"
TODAY = date(2026, 11, 23)
#: A small survey that is step-free throughout.
LEVEL = {
    "entrance1_1": "yes", "entrance1_30": "yes", "entrance1_31": "yes",
    "movement_1": "yes", "movement_6": "yes", "movement_7": "yes",
}  # fmt: skip
SQUARE = [[1, 1], [2, 1], [2, 2], [1, 1]]
GOOD = {"form": "small", "review": "approved", "surveyed": "2026-05-01", "lon": 71.4, "lat": 51.1}


def places(*rows, findings=None, **options):
    findings = Findings() if findings is None else findings
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    columns.setdefault("id", [f"f{number}" for number in range(len(rows))])
    survey = validate(survey_from_columns(columns, findings=Findings()), Findings(), today=TODAY)
    return place_infos(survey, score(survey, today=TODAY), findings, **options)


def facts(**row):
    (place,) = places({**GOOD, **row}, unreviewed=True)
    return place["properties"].get("accessibility", {})


def grade(**row):
    return facts(**row).get("wheelchairAccessibilityGrade")


def test_reference_validator(sample, tmp_path, shared):
    """The npm package of the A11yJSON authors finds no fault, and does find planted ones."""
    node = shutil.which("node")
    module = TOOLS / "node_modules/@sozialhelden/a11yjson/package.json"
    need(node is not None and module.is_file(), "the A11yJSON validator (npm ci in tests/tools)")
    assert json.loads(module.read_text())["version"] == mapping()["version"]
    survey = validate(read_survey(sample / "survey.csv"), Findings())
    surveyed = place_infos(survey, score(survey), unreviewed=True)
    town = read_survey(shared / "data/osm/almaty.nometa.osm.pbf")
    good = [*richest(surveyed, 8), *place_infos(town, score(town))[:2], everything()]
    bad = [
        {**good[0], "type": "Feature"},
        {**good[0], "properties": {"name": {"en": "no category"}}},
        {**good[0], "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
    ]  # fmt: skip
    path = tmp_path / "places.json"
    path.write_text(json.dumps([*good, *bad], ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [node, TOOLS / "validate_a11yjson.mjs", path], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    document = json.loads(done.stdout)
    assert document["count"] == len(good) + len(bad)
    faulty = {error["index"] for error in document["errors"]}
    assert faulty == set(range(len(good), len(good) + len(bad))), document["errors"]


def richest(documents, count):
    return sorted(documents, key=lambda place: -len(json.dumps(place)))[:count]


def everything():
    """A facility of which every fact of the mapping is known."""
    full = checklist("full")
    row = {**GOOD, "form": "full", "category": "28", "name": "Кітапхана", "address": "Абай, 1"}
    for zone in ZONES:
        for key in full.keys(zone.kind):
            row[f"{zone.value}_{key}"] = "yes"
    measured = {"entrance1_30": "95 cm", "entrance1_31": "1 cm", "entrance1_18": "1:20",
                "entrance1_4": "12 cm", "parking_2": "366 x 538 cm", "parking_10": "40 m",
                "movement_1": "2 m", "movement_35": "90 cm", "movement_34": "130 x 210 cm",
                "service_1": "78 cm", "toilet_5": "120 cm", "toilet_7": "1 cm"}  # fmt: skip
    row.update({f"{name}_measured": value for name, value in measured.items()})
    (place,) = places({**row, "entrance1_lon": 71.4, "entrance1_lat": 51.1}, unreviewed=True)
    said = place["properties"]["accessibility"]
    assert said["parking"]["forWheelchairUsers"]["width"] == {"value": 366.0, "unit": "cm"}
    assert said["entrances"][0]["properties"]["slopeAngle"] == {"value": 5.0, "unit": "%"}
    return place


def test_shape_and_names():
    (place,) = places(
        {**GOOD, "name": "Аптека", "name_kk": "Дәріхана", "category": "19", "address": "Абай, 1",
         "surveyor_code": "secret-7", "parking_comment": "call Aigul", "override_by": "secret-8"}
    )  # fmt: skip
    assert "type" not in place
    assert place["geometry"] == {"type": "Point", "coordinates": [71.4, 51.1]}
    properties = place["properties"]
    assert properties["category"] == "pharmacy"
    assert properties["name"] == {"kk": "Дәріхана", "und": "Аптека"}
    assert properties["address"] == {"countryCode": "KAZ", "text": {"und": "Абай, 1"}}
    assert properties["tags"]["akz:surveyed"] == "2026-05-01"
    assert properties["tags"]["akz:movement"] == "unknown"
    for secret in ("secret", "Aigul"):
        assert secret not in json.dumps(place, ensure_ascii=False)


def test_unknown_is_left_out_and_absent_is_null():
    assert facts() == {}
    assert facts(parking_1="not_provided", toilet_1000="not_provided") == {
        "parking": None, "restrooms": None,
    }  # fmt: skip
    assert facts(parking_1="no") == {"parking": {"forWheelchairUsers": None}}
    assert facts(parking_1="yes", toilet_1000="yes") == {"restrooms": [{"hasSupportRails": True}]}
    assert facts(toilet_1000="no") == {"restrooms": [{"isAccessibleWithWheelchair": False}]}


def test_a_no_to_a_question_of_many_demands_proves_nothing():
    # A ramp that is not usable may still be there.
    assert facts(entrance1_1000="no") == {}
    assert facts(entrance1_1000="not_provided") == {
        "entrances": [{"properties": {"hasFixedRamp": False}}]
    }


def test_measured_values_and_doors():
    said = facts(entrance_30_measured="0,95 m", entrance_lon=71.4001, entrance_lat=51.1)
    assert said == {
        "entrances": [
            {
                "properties": {"door": {"width": {"value": 95.0, "unit": "cm"}}},
                "geometry": {"type": "Point", "coordinates": [71.4001, 51.1]},
            }
        ]
    }


def test_grade_needs_every_item():
    assert grade(**LEVEL) == "fully"
    for name in LEVEL:
        for answer in ("unknown", "no", "not_provided"):
            assert grade(**{**LEVEL, name: answer}) is None, (name, answer)
    # A ramp makes up for a step; inside, a height without ramp and lift does not pass.
    assert grade(**{**LEVEL, "entrance1_1": "no", "entrance1_1000": "yes"}) == "fully"
    assert grade(**LEVEL, movement_1000="no", movement_1001="no") is None
    assert grade(**LEVEL, movement_1000="not_provided", movement_1001="not_provided") == "fully"


def test_one_low_step_is_partially_only_if_measured():
    step = {**LEVEL, "entrance1_31": "no"}
    assert grade(**step) is None
    assert grade(**step, entrance1_31_measured="7 cm") == "partially"
    assert grade(**step, entrance1_31_measured="7,1 cm") is None
    assert grade(**{**step, "movement_6": "unknown"}, entrance1_31_measured="5 cm") is None


def test_steps_without_ramp_and_lift():
    barred = {"entrance1_1": "no", "entrance1_1000": "no", "entrance1_1001": "no"}
    assert grade(**barred) == "not"
    assert grade(**{**barred, "entrance1_1001": "unknown"}) is None
    assert grade(**{**LEVEL, **barred}) == "not"


def test_a_doubted_survey_gets_no_good_grade():
    assert grade(**LEVEL, review="submitted") is None
    assert grade(**LEVEL, surveyed="2001-01-01") is None
    assert grade(**LEVEL, entrance1_30_measured="60 cm") is None


@pytest.mark.parametrize("form", ["small", "middle", "full"])
def test_a_green_light_alone_is_no_grade(form):
    """One yes makes the whole entrance green in the registry; nothing is claimed from it."""
    place = places(
        {**GOOD, "form": form, "entrance1_32" if form != "small" else "movement_7": "yes"}
    )
    assert "wheelchairAccessibilityGrade" not in json.dumps(place)


def test_drafts_and_contradictions_are_held_back():
    rows = [
        {**GOOD, "id": "ok"},
        {**GOOD, "id": "draft", "review": "draft"},
        {**GOOD, "id": "back", "review": "возвращено"},
        {**GOOD, "id": "odd", "entrance1_30": "yes", "entrance1_30_measured": "60 cm"},
        {**GOOD, "id": "nowhere", "lon": "", "lat": ""},
    ]
    findings = Findings()
    assert [p["properties"]["originalId"] for p in places(*rows, findings=findings)] == ["ok"]
    assert [(f.code, f.record) for f in findings] == [
        ("export_draft", "draft"),
        ("export_draft", "back"),
        ("export_contradiction", "odd"),
        ("export_without_position", "nowhere"),
    ]
    assert len(places(*rows, unreviewed=True)) == 4


def test_osm_places_say_only_what_osm_says():
    rows = [
        {"id": "node/1", "lon": 8.7, "lat": 49.4, "category": "amenity=cafe", "source": "osm",
         "osm_wheelchair": word, "name": "Café"}
        for word in ("yes", "limited", "no", "bad")
    ]  # fmt: skip
    found = places(*rows)
    grades = [
        p["properties"].get("accessibility", {}).get("wheelchairAccessibilityGrade") for p in found
    ]
    assert grades == ["fully", "partially", "not", None]
    first = found[0]["properties"]
    assert first["category"] == "cafe"
    assert first["ids"] == {"osm": "node/1"}
    assert "OpenStreetMap" in first["tags"]["akz:attribution"]
    assert "address" not in first
    assert not any(name.startswith("akz:movement") for name in first["tags"])


def test_every_category_of_the_registry_has_a_word():
    words = mapping()["categories"]
    known = {str(category.id) for category in categories()}
    assert set(words) <= known
    for category in categories():
        assert str(category.id) in words or str(category.parent) in words
    findings = Findings()
    titles = [
        c.title(lang) for c in categories() if c.id in (28, 72) for lang in ("kk", "ru", "en")
    ]
    rows = [{**GOOD, "category": title} for title in (*titles, "Звездолёт")]
    found = [p["properties"]["category"] for p in places(*rows, findings=findings)]
    assert found == ["library"] * 3 + ["post_office"] * 3 + ["other"]
    assert findings.counts() == {"export_category_unknown": 1}


def test_mapping_names_only_questions_that_are_asked():
    """Every key of ``a11yjson.toml`` is a question of each form that it is used for."""
    for table in mapping()["facts"]:
        kind = ZoneKind(table["zone"])
        for form in table["forms"]:
            for rule in table["entries"]:
                assert set(rule["keys"]) <= set(checklist(form).keys(kind)), (form, rule)
    for form in ("small", "middle", "full"):
        rules = mapping()["grade"][form]
        entrance, inside = (
            set(checklist(form).keys(kind)) for kind in (ZoneKind.ENTRANCE, ZoneKind.MOVEMENT)
        )
        assert {key for keys in rules["entrance"] for key in keys} <= entrance
        assert {rules["step"], *rules["barred_no"], *rules["barred_absent"]} <= entrance
        assert {
            key for name in ("inside", "not_inside") for keys in rules[name] for key in keys
        } <= inside


def test_command(sample, tmp_path, capsys):
    out = tmp_path / "places.json"
    assert (
        main(["export", str(sample / "survey.csv"), "--to", "a11yjson", "-o", str(out), "--json"])
        == 1
    )
    document = json.loads(capsys.readouterr().out)
    written = json.loads(out.read_text("utf-8"))
    assert len(written) == document["written"] < document["facilities"]
    codes = {row for row in read_survey(sample / "survey.csv").facilities["surveyor_code"] if row}
    assert codes
    for target in ("a11yjson", "geojson"):
        out = tmp_path / f"x.{'json' if target == 'a11yjson' else 'geojson'}"
        main(["export", str(sample / "survey.csv"), "--to", target, "-o", str(out)])
        text = out.read_text("utf-8")
        assert "surveyor_code" not in text
        assert not any(f'"{code}"' in text for code in codes)

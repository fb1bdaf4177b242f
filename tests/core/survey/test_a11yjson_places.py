# SPDX-License-Identifier: GPL-3.0-or-later
"""A11yJSON comes in: our own whole, others' facts only where a question asks for just that."""

import gzip
import json
import random

import numpy as np
import pytest

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.registry.a11yjson import place_infos
from accessible_core.scoring.engine import score
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.readers import a11yjson_places as home
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import ENTRANCES, ZONES

#: Columns that stay at home, or are told by the document in another way.
AT_HOME = ("surveyor_code", "note", "description", "other_names", "photos", "source")


def written(path, documents):
    path.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")
    return path


def told(path, documents):
    """Return the survey of some documents and its findings by code."""
    findings = Findings()
    return read_survey(written(path, documents), findings=findings), findings


def row_of(survey, row=0):
    """Return what a row says, by column; open answers say nothing."""
    cells = {name: str(cells[row]) for name, cells in survey_columns(survey).items()}
    return {name: text for name, text in cells.items() if text not in ("", "unknown", "nan")}


def place(said=None, **properties):
    if said is not None:
        properties["accessibility"] = said
    return {
        "geometry": {"type": "Point", "coordinates": [71.4, 51.1]},
        "properties": {"category": "cafe", "originalId": "x1", **properties},
    }


def answers(survey):
    row = row_of(survey)
    return {n: row[n] for n in row if meaning_of(n).kind in ("answer", "measured")}


def assert_same(before, after):
    """Every column but those at home is what it was, row by row."""
    old = [row_of(before, row) for row in range(len(before))]
    new = [row_of(after, row) for row in range(len(after))]
    assert len(old) == len(new)
    for had, has in zip(old, new):
        for name in AT_HOME:
            had.pop(name, None)
            has.pop(name, None)
        # A name in Kazakh letters alone comes back as the Kazakh name, too.
        if "name_kk" not in had and has.get("name_kk") == had.get("name"):
            has.pop("name_kk", None)
        wanted = {
            name: text
            for name, text in had.items()
            if meaning_of(name).kind != "comment" and meaning_of(name).name not in ("by", "reason")
        }
        assert wanted == has
    assert np.array_equal(before.present, after.present)


def test_the_sample_city_comes_back(sample, tmp_path):
    survey = validate(read_survey(sample / "survey.csv"), Findings())
    survey = taken(survey, np.flatnonzero(~np.isnan(survey.lon)))
    findings = Findings()
    documents = place_infos(survey, score(survey), findings, unreviewed=True)
    after, seen = told(tmp_path / "places.json", documents)
    # A measured value that is no value is free text, and is named as left out.
    (left,) = [finding for finding in findings if finding.code == "export_texts_left_out"]
    wide = survey.ids == "UQ-908"
    for column in survey.measured.values():
        column[wide & (column == "wide enough")] = ""
    assert "surveyor_code" in left.field
    assert_same(survey, after)
    assert set(seen.counts()) <= {"form_missing"}
    again = place_infos(validate(after, Findings()), score(after), unreviewed=True)
    assert again == documents


def taken(survey, rows):
    columns = {name: cells[rows] for name, cells in survey_columns(survey).items()}
    return survey_from_columns(columns, findings=Findings())


def random_survey(rng, count):
    rows = []
    for number in range(count):
        form = rng.choice(["small", "middle", "full"])
        row = {"id": f"r{number}", "form": form, "lon": 60 + rng.random(), "lat": 45 + rng.random()}
        row["name"] = rng.choice(["Аптека", 'Café "№5"', "Дәріхана 😀", "a\nb"])
        row["address"] = rng.choice(["", "Абай, 5", "=1+1"])
        row["category"] = rng.choice(["", "19", "Кафе", "92"])
        row["review"] = rng.choice(["approved", "submitted", ""])
        row["surveyed"] = rng.choice(["2026-05-01", ""])
        share = rng.random()
        zones = [zone for zone in ZONES if zone not in ENTRANCES[1:] or rng.random() < 0.4]
        for zone in zones:
            for key in checklist(form).keys(zone.kind):
                if rng.random() < share:
                    row[f"{zone.value}_{key}"] = rng.choice(["yes", "no", "not_provided"])
                elif zone in ENTRANCES[1:]:
                    row[f"{zone.value}_{key}"] = "unknown"
            if rng.random() < 0.3:
                row[f"override_{zone.value}_limb"] = rng.choice(["full_accessible", "unknown"])
        for zone in ENTRANCES[:2]:
            if rng.random() < 0.3 and zone in zones:
                row[f"{zone.value}_lon"], row[f"{zone.value}_lat"] = row["lon"], row["lat"]
        if rng.random() < 0.5:
            row["entrance1_30_measured"] = rng.choice(["85 cm", "0,95 m", "1200 mm"])
        if rng.random() < 0.3 and form != "small":
            row["parking_2_measured"] = "366 x 538 cm"
        if rng.random() < 0.2:
            row["movement_lift_works"] = rng.choice(["yes", "no"])
        rows.append(row)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return survey_from_columns(columns, findings=Findings())


@pytest.mark.parametrize("seed", range(4))
def test_random_facilities_come_back(tmp_path, seed):
    survey = random_survey(random.Random(seed), 60)  # noqa: S311 - made-up data
    documents = place_infos(survey, score(survey), unreviewed=True)
    after, findings = told(tmp_path / "places.json", documents)
    assert_same(survey, after)
    assert not len(findings), list(findings)
    assert np.array_equal(score(after).overall, score(survey).overall)


@pytest.mark.parametrize("ending", ["json", "json.gz", "jsonl", "geojson"])
def test_kinds_of_files(tmp_path, ending):
    documents = [place({"entrances": [{"properties": {"isLevel": True}}]}, name="Кафе")]
    path = tmp_path / f"p.{ending}"
    if ending == "jsonl":
        text = "\n".join(json.dumps(one) for one in documents)
    elif ending == "geojson":
        features = [{"type": "Feature", **one} for one in documents]
        text = json.dumps({"type": "FeatureCollection", "featureCount": 1, "features": features})
    else:
        text = json.dumps(documents[0])
    data = text.encode()
    path.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    survey = read_survey(path)
    assert answers(survey) == {"entrance1_1": "yes"}
    assert survey.ids.tolist() == ["x1"]
    assert survey.form.tolist() == ["full"]


def test_a_survey_as_geojson_is_none(sample, tmp_path):
    out = tmp_path / "s.geojson"
    main(["export", str(sample / "survey.csv"), "--to", "geojson", "-o", str(out)])
    assert len(read_survey(out)) == 69


def test_missing_is_unknown_and_null_does_not_exist(tmp_path):
    assert answers(told(tmp_path / "a.json", place({}))[0]) == {}
    survey, findings = told(tmp_path / "b.json", place({"parking": None, "restrooms": None}))
    keys = [f"parking_{key}" for key in checklist("full").keys(ZONES[0].kind)]
    assert {answers(survey)[name] for name in keys} == {"not_provided"}
    assert answers(survey)["toilet_8"] == "not_provided"
    assert not len(findings)
    # An empty list, or no entrances at all, says nothing that a question asks.
    survey, findings = told(tmp_path / "c.json", place({"restrooms": [], "entrances": None}))
    assert answers(survey) == {}
    assert findings.counts() == {"a11yjson_left_out": 1}


def test_partially_is_never_a_yes(tmp_path):
    said = {
        "wheelchairAccessibilityGrade": "partially",
        "partiallyAccessibleWith": {"wheelchair": True},
    }
    survey, findings = told(tmp_path / "a.json", place(said))
    assert answers(survey) == {}
    assert survey.extra["a11yjson_wheelchair"].tolist() == ["partially"]
    assert not survey.surveyed.any()
    assert [finding.field for finding in findings if finding.code == "a11yjson_left_out"] == [
        "accessibility.partiallyAccessibleWith.wheelchair"
    ]


def test_foreign_facts(tmp_path):
    """What each fact becomes, counted by hand; a true that says less than the question is left."""
    centimetres = {"value": 85.0, "unit": "cm"}
    said = {
        "entrances": [
            {"properties": {"isLevel": False, "hasFixedRamp": True, "door": {"width": "0.8 m"}}},
            {
                "properties": {
                    "isMainEntrance": True, "hasFixedRamp": False, "hasHoist": False,
                    "door": {"width": centimetres, "thresholdHeight": {"value": 1, "unit": "in"}},
                    "stairs": {"count": 2, "stepHeight": {"value": 14, "unit": "cm"},
                               "hasHandRail": True},
                },
                "geometry": {"type": "Point", "coordinates": [71.41, 51.11]},
            },
        ],
        "pathwaysInside": {"width": {"value": 200, "unit": "cm"}},
        "parking": {"forWheelchairUsers": {"width": {"value": 3.7, "unit": "m"}, "count": 2,
                                           "hasDedicatedSignage": False}},
        "restrooms": [{"hasMirror": True, "hasSupportRails": True}],
        "desks": [{"fixedHeight": {"value": 70, "unit": "cm", "operator": ">="}}],
        "availableEquipment": [
            {"category": "elevator", "cabinWidth": {"value": 130, "unit": "cm"},
             "cabinLength": {"value": 2.1, "unit": "m"}, "isIndoors": True},
        ],
    }  # fmt: skip
    survey, findings = told(tmp_path / "a.json", place(said))
    expected = {
        "entrance1_30_measured": "85 cm", "entrance1_31_measured": "2.54 cm",
        "entrance1_4_measured": "14 cm", "entrance2_1": "no", "entrance2_30_measured": "0.8 m",
        "movement_34_measured": "130 cm x 2.1 m", "toilet_12": "yes",
    }  # fmt: skip
    full = checklist("full")
    no_ramp = [11, 12, 13, 14, 15, 16, 17, 18, 60, 19, 20, 21, 22, 23, 24, 25]
    assert set(no_ramp) <= set(full.keys(ENTRANCES[0].kind))
    expected.update({f"entrance1_{key}": "not_provided" for key in no_ramp})
    assert answers(survey) == expected
    assert survey.doors[0, 0].tolist() == [71.41, 51.11]
    left = {finding.field for finding in findings if finding.code == "a11yjson_left_out"}
    assert left == {
        "accessibility.entrances[].properties.hasFixedRamp",
        "accessibility.entrances[].properties.stairs.count",
        "accessibility.entrances[].properties.stairs.hasHandRail",
        "accessibility.pathwaysInside.width",
        "accessibility.parking.forWheelchairUsers.width",
        "accessibility.parking.forWheelchairUsers.count",
        "accessibility.parking.forWheelchairUsers.hasDedicatedSignage",
        "accessibility.restrooms[0].hasSupportRails",
        "accessibility.availableEquipment[elevator].isIndoors",
    }  # fmt: skip
    unclear = [finding for finding in findings if finding.code == "a11yjson_value_unclear"]
    assert [finding.field for finding in unclear] == ["desks[0].fixedHeight"]
    assert not score(validate(survey, Findings())).confirmed.any()


def test_entrances_of_older_files_and_what_stands_beside(tmp_path):
    old = {"isLevel": True, "door": {"width": {"value": 0.85, "unit": "meter"}}}
    survey, findings = told(tmp_path / "a.json", place({"entrances": [old]}))
    assert answers(survey) == {"entrance1_1": "yes", "entrance1_30_measured": "0.85 m"}
    assert not len(findings)
    both = {"isLevel": False, "properties": {"isLevel": True}}
    survey, findings = told(tmp_path / "b.json", place({"entrances": [both]}))
    assert answers(survey) == {"entrance1_1": "yes"}
    assert [finding.field for finding in findings] == ["accessibility.entrances[].isLevel"]


def test_of_several_restrooms_the_accessible_one(tmp_path):
    rooms = [{"hasMirror": False}, {"hasMirror": True, "isAccessibleWithWheelchair": True}]
    assert answers(told(tmp_path / "a.json", place({"restrooms": rooms}))[0]) == {
        "toilet_12": "yes"
    }
    rooms[0]["isAccessibleWithWheelchair"] = True
    survey, findings = told(tmp_path / "b.json", place({"restrooms": rooms}))
    assert answers(survey) == {}
    assert {finding.field for finding in findings} == {
        "accessibility.restrooms[].hasMirror",
        "accessibility.restrooms[].isAccessibleWithWheelchair",
    }


@pytest.mark.parametrize(
    "value",
    ["about 85 cm", "85", 85, None, True, {"value": 85}, {"value": "85", "unit": "cm"},
     {"value": 85, "unit": "kg"}, {"value": -85, "unit": "cm"},
     {"value": 85, "unit": "cm", "operator": "~"}, {"unit": "cm", "min": 80, "max": 90},
     {"value": 85, "unit": "cm", "max": 90}, {"value": 1e400, "unit": "cm"}, [85]],
)  # fmt: skip
def test_what_is_no_measured_value(tmp_path, value):
    said = {"entrances": [{"properties": {"door": {"width": value}}}]}
    survey, findings = told(tmp_path / "a.json", place(said))
    assert answers(survey) == {}
    assert set(findings.counts()) <= {"a11yjson_value_unclear", "a11yjson_left_out"}
    assert len(findings) == 1


def test_names_addresses_categories(tmp_path):
    documents = [
        place(name={"en_US": "Cafe", "de": "Kaffee", "kk-Cyrl": "Кафе"}, originalId=7,
              address={"street": "Абай", "house": "5", "city": "Алматы", "postalCode": "050000"}),
        place(name="Library", category="library", originalId="7", phoneNumber="+7 700 000",
              address="Абай 6", description={"en": "Nice"}),
    ]  # fmt: skip
    survey, findings = told(tmp_path / "a.json", documents)
    assert survey.ids.tolist() == ["7", "7-2"]
    assert survey.text("name").tolist() == ["Kaffee", "Library"]
    assert survey.text("name_en").tolist() == ["Cafe", ""]
    assert survey.text("name_kk").tolist() == ["Кафе", ""]
    assert survey.text("address").tolist() == ["Алматы, Абай, 5", "Абай 6"]
    assert survey.text("category").tolist() == ["cafe", "28"]
    assert {(finding.code, finding.field) for finding in findings} == {
        ("id_duplicate", "7"),
        ("a11yjson_left_out", "address.postalCode"),
        ("a11yjson_left_out", "phoneNumber"),
    }


def test_details_that_somebody_changed(tmp_path):
    columns = {"id": ["a"], "form": ["full"], "lon": [71], "lat": [51], "entrance1_1": ["no"],
               "entrance1_30_measured": ["85 cm"]}  # fmt: skip
    survey = survey_from_columns(columns, findings=Findings())
    (document,) = place_infos(survey, score(survey), unreviewed=True)
    properties = document["properties"]["accessibility"]["entrances"][0]["properties"]
    assert not len(told(tmp_path / "a.json", document)[1])
    properties["isLevel"] = True
    properties["door"]["width"]["value"] = 120
    after, findings = told(tmp_path / "b.json", document)
    assert answers(after) == {"entrance1_1": "no", "entrance1_30_measured": "85 cm"}
    assert {(finding.code, finding.field, finding.value) for finding in findings} == {
        ("a11yjson_differs", "entrance1_1", "yes"),
        ("a11yjson_differs", "entrance1_30_measured", "120 cm"),
    }


def test_broken_files(tmp_path):
    survey, findings = told(tmp_path / "a.json", [place(), 5, {"a": 1}, {"properties": []}])
    assert len(survey) == 1
    assert findings.counts() == {"a11yjson_no_place": 3}
    path = tmp_path / "b.json"
    path.write_text('[{"properties": {"category": "cafe"', encoding="utf-8")
    with pytest.raises(InputError, match="no JSON"):
        read_survey(path)
    path.write_text('{"properties": ' + "[" * 100000, encoding="utf-8")
    with pytest.raises(InputError):
        read_survey(path)
    path.write_text('[{"properties": {}, "geometry": {"type": "Point", "coordinates": [NaN, 1]}}]')
    assert np.isnan(read_survey(path).lon).all()


#: Values that a hostile or broken file may have anywhere.
ODD = [None, True, -1, 1e308, 10**400, "", "\ud800", "85 cm", [], {}, [[]], {"value": 10**400},
       {"unit": "cm"}, {"kk": 1}, ["a", 1, None]]  # fmt: skip


def shaken(value, rng):
    """Return a copy of a JSON value with some parts replaced, doubled or called otherwise."""
    if rng.random() < 0.08:
        return rng.choice(ODD)
    if isinstance(value, dict):
        names = ["unit", "value", "category", "properties", "kk"]
        return {
            (name if rng.random() > 0.03 else rng.choice(names)): shaken(item, rng)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [shaken(item, rng) for item in value for _ in range(1 + (rng.random() < 0.1))]
    return value


def test_no_file_breaks_the_reader(tmp_path):
    rng = random.Random(7)  # noqa: S311 - made-up data
    ours = random_survey(rng, 3)
    documents = [
        *place_infos(ours, score(ours), unreviewed=True),
        place(
            {"entrances": [{"properties": {"door": {"width": {"value": 85, "unit": "cm"}}},
                            "geometry": {"type": "Point", "coordinates": [71, 51]}}],
             "parking": {"forWheelchairUsers": {"width": "3 m", "length": "5 m", "count": 2}},
             "restrooms": [{"hasMirror": True}],
             "availableEquipment": [{"category": "elevator", "cabinWidth": "1 m"}]},
            name={"kk": "a", "de": "b"}, address={"text": {"kk": "x"}}, ids={"osm": "n1"},
        ),
    ]  # fmt: skip
    read, refused = 0, []
    for number in range(400):
        text = json.dumps([shaken(one, rng) for one in documents])
        if number % 20 == 0:
            text = text[: rng.randrange(1, len(text))]
        (tmp_path / "p.json").write_text(text, encoding="utf-8")
        try:
            survey = home.read(tmp_path / "p.json", None, Findings())
        except InputError as error:
            refused.append(str(error))
            continue
        read += 1
        repr(survey_columns(survey)).encode("utf-8")
    assert read > 300
    assert refused
    assert not any("\n" in message for message in refused)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding requests to the national registry: whole, or left out with the reason."""

import json

import numpy as np
import pytest

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.registry.requests import adding_requests
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import Answer, ZoneKind

WHOLE = {
    "id": "a", "name": "Қалалық кітапхана", "name_ru": "Городская библиотека", "form": "middle",
    "category": "28", "address": "Абай, 1", "lon": 76.9408, "lat": 52.2957,
    "description": "two floors", "other_names": "Central library",
    "photos": "/storage/1.jpg; /storage/2.jpg", "surveyor_code": "secret-7",
    "entrance1_1": "no", "entrance1_30": "yes", "entrance2_1": "yes", "toilet_comment": "upstairs",
    "kidsAccessibility_1": "not_provided", "override_toilet_movement": "not_accessible",
}  # fmt: skip
NEEDED = {
    "name": "name", "description": "description", "address": "address", "categoryId": "category",
    "point": "lon", "photos": "photos",
}  # fmt: skip


def requests(*rows, **options):
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    findings = Findings()
    survey = survey_from_columns(columns, findings=Findings())
    return list(adding_requests(survey, findings, **options)), findings


@pytest.mark.parametrize("form", ["small", "middle", "full"])
def test_a_whole_request(form):
    (request,), findings = requests({**WHOLE, "form": form})
    assert not len(findings)
    assert request["form"] == form
    assert request["first"] == {
        "name": "Қалалық кітапхана", "description": "two floors", "otherNames": "Central library",
        "address": "Абай, 1", "categoryId": 28, "point": [52.2957, 76.9408], "videos": [],
        "photos": ["/storage/1.jpg", "/storage/2.jpg"],
    }  # fmt: skip
    for kind in ZoneKind:
        zone = "entrance1" if kind is ZoneKind.ENTRANCE else kind.value
        keys = {f"attribute{key}" for key in checklist(form).keys(kind)}
        assert set(request[zone]["attributes"]) == keys
        assert set(request[zone]["attributes"].values()) <= {answer.wire for answer in Answer}
    assert request["entrance1"]["attributes"]["attribute30"] == "yes"
    assert request["toilet"]["comment"] == "upstairs"
    assert request["toilet"]["overriddenScore"]["movement"] == "not_accessible"
    assert request["toilet"]["overriddenScore"]["kids"] == "not_provided"
    # The small form has one entrance; the registry would ignore the second.
    assert (request["entrance2"] is None) == (form == "small")
    assert request["entrance3"] is None
    assert "secret" not in json.dumps(request)


@pytest.mark.parametrize(("field", "column"), NEEDED.items())
def test_what_is_missing_is_named_and_the_record_left_out(field, column):
    lacking = {**WHOLE, "id": "b", column: ""}
    if field == "name":
        lacking["name_ru"] = ""
    found, findings = requests(WHOLE, lacking)
    assert len(found) == 1
    assert [(f.code, f.record, f.field) for f in findings] == [
        ("request_field_missing", "b", field)
    ]


@pytest.mark.parametrize("unreviewed", [False, True])
@pytest.mark.parametrize(("lon", "lat"), [(52.2957, 76.9408), (-8.6, 41.1)])
def test_a_position_outside_the_country_is_not_handed_on(lon, lat, unreviewed):
    far = {**WHOLE, "id": "b", "lon": lon, "lat": lat}
    made, findings = requests(WHOLE, far, unreviewed=unreviewed)
    assert [one["first"]["point"] for one in made] == [[52.2957, 76.9408]]
    (told,) = [one for one in findings if one.code == "request_point_outside"]
    assert (told.record, told.value) == ("b", f"{lon}, {lat}")


def test_names_in_other_languages_are_other_names():
    (request,), _ = requests({**WHOLE, "other_names": ""})
    assert request["first"]["otherNames"] == "Городская библиотека"
    found, findings = requests({**WHOLE, "other_names": "", "name_ru": ""})
    assert not found
    assert [f.field for f in findings] == ["otherNames"]


@pytest.mark.parametrize("category", ["3", "Library house", "999", "Other"])
def test_categories_that_would_break_the_card(category):
    found, findings = requests({**WHOLE, "category": category})
    assert not found
    assert [f.field for f in findings] == ["categoryId"]


def test_drafts_and_places_never_surveyed():
    draft = {**WHOLE, "review": "draft"}
    found, findings = requests(draft, {**WHOLE, "id": "o", "form": "", "entrance1_1": ""})
    assert not found
    assert findings.counts()["export_draft"] == 1
    assert len(requests(draft, unreviewed=True)[0]) == 1


def test_our_own_reader_of_records_reads_them_back(tmp_path):
    """Records of the registry are read by code that another part of the project owns."""
    (request,), _ = requests(WHOLE)
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(request, ensure_ascii=False) + "\n", encoding="utf-8")
    again = read_survey(path)
    assert again.facilities["name"].tolist() == ["Қалалық кітапхана"]
    np.testing.assert_array_equal([again.lon[0], again.lat[0]], [76.9408, 52.2957])
    answers = {
        question.column: Answer(int(code)).wire
        for question, code in zip(again.questions, again.answers[0])
        if code
    }
    assert answers == {
        "entrance1_1": "no", "entrance1_30": "yes", "entrance2_1": "yes",
        "kidsAccessibility_1": "not_provided",
    }  # fmt: skip
    (twice,) = adding_requests(again, Findings())
    assert twice["first"] == request["first"]
    assert twice["entrance1"] == request["entrance1"]


def test_command(sample, tmp_path, capsys):
    out = tmp_path / "registry.jsonl"
    assert (
        main(["export", str(sample / "survey.csv"), "--to", "registry", "-o", str(out), "--json"])
        == 1
    )
    document = json.loads(capsys.readouterr().out)
    lines = out.read_text("utf-8").splitlines()
    # Of 60 sound places 3 have no photo, 6 are drafts or returned; the wrong rows may go or not.
    assert 45 <= len(lines) == document["written"] <= 60
    assert all(len(json.loads(line)["first"]["point"]) == 2 for line in lines)


def test_geojson_is_geojson_under_any_name(sample, tmp_path):
    target = tmp_path / "x.txt"
    assert main(["export", str(sample / "survey.csv"), "--to", "geojson", "-o", str(target)]) == 1
    features = json.loads(target.read_text("utf-8"))["features"]
    assert len(features) == 69
    assert not any("surveyor_code" in f["properties"] for f in features)


def test_command_refuses_what_it_cannot_do(sample, tmp_path, capsys):
    source = str(sample / "survey.csv")
    assert main(["export", source, "--to", "a11yjson", "-o", str(tmp_path / "no" / "x.json")]) == 2
    assert main(["export", "nothing.csv", "--to", "a11yjson", "-o", str(tmp_path / "x.json")]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("accessible-kz: ") for line in errors) == 2
    assert not list(tmp_path.iterdir())
    with pytest.raises(SystemExit):
        main(["export", source, "--to", "osmchange", "-o", str(tmp_path / "x.osc")])


@pytest.mark.parametrize("target", ["a11yjson", "registry", "geojson"])
def test_no_export_names_people(tmp_path, target):
    """What field apps add (account, phone, name) is in nobody's export."""
    columns = "surveyor_code,surveyor_name,_submitted_by,phone,override_by"
    cells = "s-77,Иван Петров,ipetrov,+77010000000,Анна Ахметова"
    survey, out = tmp_path / "s.csv", tmp_path / "out"
    survey.write_text(
        f"id,form,lon,lat,name,entrance1_1,override_entrance1_movement,{columns}\n"
        f"1,small,71.4,51.1,Мектеп,yes,full_accessible,{cells}\n",
        "utf-8",
    )
    assert main(["export", str(survey), "--to", target, "-o", str(out), "--unreviewed"]) == 0
    written = out.read_text("utf-8")
    assert not [cell for cell in cells.split(",") if cell in written]

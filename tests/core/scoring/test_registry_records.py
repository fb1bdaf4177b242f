# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading registry records in their shapes, and what is said about broken ones."""

import gzip
import json

import numpy as np
import pytest
from surveys import uniform

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.scoring.records import score_records
from accessible_core.survey.readers.registry_records import read_records
from accessible_core.survey.table import ZONE_INDEX, Question
from accessible_core.vocabulary import Answer, Zone


def wire(record):
    """Return a record of keys and answers as the registry writes it."""
    zones = {
        zone: {f"attribute{key}": word for key, word in answers.items()}
        for zone, answers in record["zones"].items()
    }
    return {"form": record["form"], "zones": zones}


CASE = wire(uniform("small", "yes"))
CARD = {
    "id": 172709,
    "title": "Town library",
    "address": "Abai st. 1",
    "description": "two floors",
    "categoryId": 3,
    "subCategoryId": 28,
    "coordinates": [52.2957, 76.9408],
    "verificationStatus": "full_verified",
    "attributes": wire(uniform("middle", "yes")),
}
REQUEST = {
    "form": "full",
    "first": {
        "name": "Town library",
        "otherNames": "Central library",
        "address": "Abai st. 1",
        "categoryId": 28,
        "point": [52.2957, 76.9408],
        "photos": ["/storage/1.jpg"],
    },
    "entrance2": None,
    **{
        zone: {"attributes": answers, "comment": "side door" if zone == "entrance1" else None}
        for zone, answers in wire(uniform("full", "yes"))["zones"].items()
    },
}


def read(tmp_path, *records, name="records.jsonl"):
    path = tmp_path / name
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    findings = Findings()
    return read_records(path, findings), findings


def test_the_three_shapes_in_one_file(tmp_path):
    survey, findings = read(tmp_path, CASE, CARD, REQUEST)
    assert list(findings) == []
    assert survey.ids.tolist() == ["1", "172709", "3"]
    assert survey.form.tolist() == ["small", "middle", "full"]
    assert survey.text("name").tolist() == ["", "Town library", "Town library"]
    assert survey.text("category").tolist() == ["", "28", "28"]
    assert survey.text("review").tolist() == ["", "approved", "submitted"]
    assert np.isnan(survey.lon[0])
    assert (survey.lon[1], survey.lat[1]) == (76.9408, 52.2957)
    assert survey.comments[Zone.ENTRANCE1].tolist() == ["", "", "side door"]
    assert survey.extra["description"].tolist() == ["", "two floors", ""]
    assert survey.extra["photos"].tolist() == ["", "", '["/storage/1.jpg"]']
    assert not survey.present[:, ZONE_INDEX[Zone.ENTRANCE2]].any()
    assert survey.present[:, ZONE_INDEX[Zone.ENTRANCE1]].all()
    records = list(score_records(survey, score(survey)))
    assert [record["id"] for record in records] == ["1", 172709, "3"]
    assert {word for r in records for word in r["overall"].values()} == {"full_accessible"}


def test_only_full_verification_counts_as_approved(tmp_path):
    for status in ("partial_verified", "not_verified", None):
        survey, _ = read(tmp_path, {**CARD, "verificationStatus": status})
        assert survey.text("review").tolist() == ["submitted"]


def test_gzip_is_known_by_its_content(tmp_path):
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(CASE).encode()))
    assert len(read_records(path, Findings())) == 1
    (tmp_path / "plain.jsonl.gz").write_text(json.dumps(CASE), "utf-8")
    assert len(read_records(tmp_path / "plain.jsonl.gz", Findings())) == 1


@pytest.mark.parametrize("indent", [None, 2])
def test_a_saved_answer_of_the_registry(tmp_path, indent):
    for name, document, count in (("one.json", CARD, 1), ("list.json", [CASE, CARD], 2)):
        (tmp_path / name).write_text(json.dumps(document, indent=indent), "utf-8")
        findings = Findings()
        assert len(read_records(tmp_path / name, findings)) == count
        assert len(findings) == 0


def test_broken_lines_are_named_and_the_rest_goes_through(tmp_path):
    survey, findings = read(tmp_path, CASE, "{broken", "", '["list"]', '{"form": "small"}', CASE)
    assert survey.ids.tolist() == ["1", "6"]
    assert [(f.code, f.record) for f in findings] == [
        ("record_broken", "2"),
        ("record_not_understood", "4"),
        ("record_not_understood", "5"),
    ]
    assert findings.has_errors
    hints = [f.hint(language) for f in findings for language in ("en", "ru", "kk")]
    assert not [hint for hint in hints if "{fault}" in hint or "{record}" in hint]


def test_what_is_only_informative(tmp_path):
    record = json.loads(json.dumps(CASE))
    record["zones"]["parking"] = {"attribute1": None}
    record["zones"]["entrance1"]["attribute77"] = "yes"
    del record["zones"]["kidsAccessibility"]
    record["zones"]["garden"] = {"attribute1": "yes"}
    survey, findings = read(tmp_path, record)
    assert {(f.code, f.field) for f in findings} == {
        ("answers_absent", "parking"),
        ("keys_unknown", "entrance1"),
        ("kids_absent", "kidsAccessibility"),
        ("zone_unknown", "garden"),
    }
    assert {f.severity.value for f in findings} == {"info"}
    (out,) = score_records(survey, score(survey))
    assert out["zone_scores"]["kidsAccessibility"]["kids"] == "unknown"
    assert out["overall"]["kids"] == "unknown"


@pytest.mark.parametrize("wrong", ["maybe", "Yes", "", 1, True, ["yes"], {"a": 1}])
def test_a_wrong_answer_is_unknown_and_a_finding(tmp_path, wrong):
    record = json.loads(json.dumps(CASE))
    record["zones"]["entrance1"]["attribute30"] = wrong
    survey, findings = read(tmp_path, record)
    column = survey.column_of[Question(Zone.ENTRANCE1, 30)]
    assert survey.answers[0, column] == Answer.UNKNOWN
    assert [(f.code, f.field) for f in findings] == [("answer_not_understood", "entrance1_30")]


def test_a_zone_that_is_no_object(tmp_path):
    record = {**CASE, "zones": {**CASE["zones"], "toilet": "broken"}}
    survey, findings = read(tmp_path, record)
    assert [f.code for f in findings] == ["zone_broken"]
    (out,) = score_records(survey, score(survey))
    assert set(out["zone_scores"]["toilet"].values()) == {"unknown", "not_provided"}


def test_a_zone_of_null_is_not_held(tmp_path):
    record = {**CASE, "zones": {**CASE["zones"], "toilet": None}}
    survey, _ = read(tmp_path, record)
    (out,) = score_records(survey, score(survey))
    assert "toilet" not in out["zone_scores"]
    assert "overall" not in out


@pytest.mark.parametrize("form", ["tiny", None, 3, ["small"]])
def test_a_form_that_is_not_known(tmp_path, form):
    survey, findings = read(tmp_path, {**CASE, "form": form}, CASE)
    assert [f.code for f in findings] == ["form_unknown"]
    records = list(score_records(survey, score(survey)))
    assert records[0] == {"id": "1", "form": "", "zone_scores": {}}
    assert "overall" in records[1]


FULLY = dict.fromkeys(("movement", "limb", "vision", "hearing", "intellectual"), "full_accessible")


def test_overrides(tmp_path):
    record = wire(uniform("small", "no"))
    record["overridden"] = {"entrance1": {**FULLY, "kids": None}}
    survey, findings = read(tmp_path, record)
    (out,) = score_records(survey, score(survey))
    assert out["zone_scores"]["entrance1"] == {**FULLY, "kids": "not_provided"}
    assert len(findings) == 0


@pytest.mark.parametrize(
    "override", ["full", {"movement": "full_accessible"}, {**FULLY, "limb": "green"}]
)
def test_an_override_that_is_none_is_not_used(tmp_path, override):
    record = wire(uniform("small", "no"))
    survey, findings = read(tmp_path, {**record, "overridden": {"entrance1": override}})
    assert [f.code for f in findings] == ["override_not_understood"]
    assert len(survey.overrides) == 0


def test_an_override_of_an_adding_request(tmp_path):
    record = json.loads(json.dumps(REQUEST))
    record["toilet"]["overriddenScore"] = {**FULLY, "kids": "unknown", "by": "m-01"}
    record["toilet"]["attributes"] = {}
    survey, _ = read(tmp_path, record)
    (out,) = score_records(survey, score(survey))
    assert out["zone_scores"]["toilet"] == {**FULLY, "kids": "unknown"}
    assert survey.overrides.by.tolist() == ["m-01"]


@pytest.mark.parametrize("point", ["here", [52.3], [None, 76.9], [True, 1], [1e999, 76]])
def test_a_position_that_is_none(tmp_path, point):
    record = json.loads(json.dumps(REQUEST))
    record["first"]["point"] = point
    survey, findings = read(tmp_path, record)
    assert np.isnan(survey.lon).all()
    assert [f.code for f in findings] == ["position_unreadable"]


def test_the_same_id_twice(tmp_path):
    survey, findings = read(tmp_path, {**CASE, "id": "a"}, {**CASE, "id": "a"})
    assert len(set(survey.ids)) == 2
    assert [f.code for f in findings] == ["id_duplicate"]


def test_files_without_records(tmp_path):
    for content, message in (("", "is empty"), ("\n\n", "is empty"), ("nothing\n", "no registry")):
        path = tmp_path / "records.jsonl"
        path.write_text(content, "utf-8")
        with pytest.raises(InputError, match=message):
            read_records(path, Findings())
    with pytest.raises(InputError, match="There is no"):
        read_records(tmp_path / "absent.jsonl", Findings())


def test_a_cut_off_gzip_file(tmp_path):
    path = tmp_path / "cut.jsonl.gz"
    whole = gzip.compress("\n".join([json.dumps(CARD)] * 50).encode())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged"):
        read_records(path, Findings())


def test_bytes_that_are_no_utf8(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\xff\xfe{}\n" + json.dumps(CASE).encode() + b"\n")
    findings = Findings()
    assert len(read_records(path, findings)) == 1
    assert [f.code for f in findings] == ["record_broken"]


def test_half_characters_do_not_stop_the_writing(tmp_path):
    record = {**CASE, "id": "a\ud800"}
    survey, _ = read(tmp_path, json.dumps(record))
    assert survey.ids[0].encode("utf-8") == b"a?"


def test_thousands_of_alike_findings_are_counted_not_listed(tmp_path):
    record = {"form": "small", "zones": {"parking": {}}}
    survey, findings = read(tmp_path, *[json.dumps(record)] * 1200)
    assert len(survey) == 1200
    assert findings.counts() == {"answers_absent": 1000, "more_alike": 1}

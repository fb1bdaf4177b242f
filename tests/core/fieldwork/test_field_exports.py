# SPDX-License-Identifier: GPL-3.0-or-later
"""Filled-in forms come back from KoboToolbox and ODK Central without a mapping.

Headers are built from the form that pyxform makes, laid out as the platforms do:
Kobo's formpack (``group/name``, ``group/_point_latitude``) and ODK Central
(``group-name``, ``group-point-Latitude``, then KEY and the columns after it).
"""

import csv

import numpy as np
import openpyxl
import pytest
from defusedxml import ElementTree
from pyxform.xls2xform import convert

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.fieldwork import write_xlsform
from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Answer, Zone

VALUES = {
    "form": "middle", "review": "submitted", "name": "Аптека «Үміт»", "category": "1",
    "address": "Абай көшесі, 5", "kato": "711210000", "surveyed": "2026-11-20",
    "surveyor_code": "V07", "location": "51.1301 71.4302 350 4.5", "entrance1_1": "yes",
    "has_entrance2": "no", "entrance1_door": "51.1302 71.4303 0 0", "toilet_1": "not_provided",
    "movement_1": "no", "service_1": "unknown", "parking_comment": "тар; кіру қиын",
}  # fmt: skip
AFTER_KOBO = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
              "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip
AFTER_CENTRAL = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
                 "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits",
                 "FormVersion"]  # fmt: skip
KEPT = "1f0c7b52-6d0e-4a3c-9a55-0d7d3a7c1e11"


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    """Every question of the converted form, with the groups that it stands in."""
    file = tmp_path_factory.mktemp("form") / "form.xlsx"
    write_xlsform("middle", file)
    root = ElementTree.fromstring(convert(file, validate=False).xform)
    instance = next(e for e in root.iter() if e.tag.endswith("}instance"))[0]
    found = []

    def walk(element, groups):
        name = element.tag.rpartition("}")[2]
        if len(element):
            for child in element:
                walk(child, (*groups, name))
        else:
            found.append((*groups[1:], name))

    walk(instance, ())
    return found


@pytest.fixture(scope="module")
def measured_column():
    question = next(
        q for q in checklist("middle")
        if q.kind.value == "toilet" and [t.unit for t in q.thresholds] == ["cm"]
    )  # fmt: skip
    return Question(Zone.TOILET, question.key)


def kobo(paths, values, groups=True):
    row = {}
    for path in paths:
        name, prefix = path[-1], "/".join(path[:-1]) + "/" if groups and path[:-1] else ""
        row[prefix + name] = values.get(name, "")
        if name == "location" or name.endswith("_door"):
            parts = values.get(name, "").split() or [""] * 4
            for part, axis in zip(parts, ("latitude", "longitude", "altitude", "precision")):
                row[f"{prefix}_{name}_{axis}"] = part
    after = ["77", KEPT, "2026-11-20T10:00:00", "Approved", "", "submitted_via_web", "aigerim",
             "abc", "", "1"]  # fmt: skip
    return {**row, **dict(zip(AFTER_KOBO, after))}


def central(paths, values, groups=True):
    row = {"SubmissionDate": "2026-11-20T10:00:00.000Z"}
    for path in paths:
        name = "-".join(path) if groups else path[-1]
        value = values.get(path[-1], "")
        if path[-1] == "location" or path[-1].endswith("_door"):
            parts = value.split() or [""] * 4
            for part, axis in zip(parts, ("Latitude", "Longitude", "Altitude", "Accuracy")):
                row[f"{name}-{axis}"] = part
        else:
            row[name] = value
    after = [f"uuid:{KEPT}", "5", "Aigerim S.", "0", "0", "", "approved", "collect:x1", "0", "v"]
    return {**row, **dict(zip(AFTER_CENTRAL, after))}


def write(path, rows, delimiter=","):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
            book.active.append(row)
        book.save(path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        out.writerow(rows[0])
        out.writerows(row.values() for row in rows)


@pytest.mark.parametrize("groups", [True, False])
@pytest.mark.parametrize(("layout", "ending"), [(kobo, ".csv"), (kobo, ".xlsx"), (central, ".csv")])
def test_the_same_survey_comes_back(layout, ending, groups, paths, measured_column, tmp_path):
    number = f"{measured_column.column}_number"
    values = {**VALUES, number: "85", f"{measured_column.column}_measured": "85 cm"}
    path = tmp_path / f"export{ending}"
    write(path, [layout(paths, values, groups)], ";" if layout is kobo else ",")
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert len(survey) == 1
    assert survey.form.tolist() == ["middle"]
    for name in ("name", "category", "address", "kato", "surveyed", "surveyor_code"):
        assert survey.facilities[name][0] == VALUES[name], name
    assert (survey.lat[0], survey.lon[0]) == (51.1301, 71.4302)
    assert survey.doors[0, 0].tolist() == [71.4303, 51.1302]
    assert np.isnan(survey.doors[0, 1:]).all()
    given = {
        question.column: Answer(code).wire
        for question, code in zip(survey.questions, survey.answers[0])
        if code != Answer.UNKNOWN
    }
    assert given == {"entrance1_1": "yes", "toilet_1": "not_provided", "movement_1": "no"}
    assert survey.measured[measured_column].tolist() == ["85 cm"]
    assert survey.comments[Zone.PARKING].tolist() == ["тар; кіру қиын"]
    assert not survey.present[0, list(Zone).index(Zone.ENTRANCE2)]
    assert survey.ids.tolist() == [KEPT]
    assert survey.extra["submission_id"].tolist() == [KEPT]
    assert survey.facilities["review"].tolist() == ["submitted"]  # nobody knows who approved it
    counts = findings.counts()
    assert counts["field_export_not_reviewed"] == 1
    assert counts["field_export_read"] == counts["personal_left_out"] == 1
    assert "column_unknown" not in counts
    everything = repr([column.tolist() for column in survey.extra.values()])
    for secret in ("aigerim", "Aigerim S.", "collect:x1"):
        assert secret not in everything
    told = next(f for f in findings if f.code == "personal_left_out")
    assert ("_submitted_by" if layout is kobo else "SubmitterName") in told.field
    assert validate(survey, Findings()).facilities["review"].tolist() == ["submitted"]


@pytest.mark.parametrize("layout", [kobo, central])
@pytest.mark.parametrize(
    ("surveyor", "reviewer", "state"),
    [
        ("V07", "R1", "approved"),
        ("V07", "v07 ", "submitted"),
        ("V07", "", "submitted"),
        ("", "R1", "submitted"),
        ("", "", "submitted"),
    ],
)
def test_approved_only_by_another_person(layout, surveyor, reviewer, state, paths, tmp_path):
    values = {**VALUES, "surveyor_code": surveyor}
    write(tmp_path / "e.csv", [{**layout(paths, values), "reviewed_by": reviewer}])
    findings = Findings()
    survey = read_survey(tmp_path / "e.csv", findings=findings)
    assert survey.facilities["review"].tolist() == [state]
    told = [f.record for f in findings if f.code == "field_export_not_reviewed"]
    assert told == ([] if state == "approved" else [KEPT])


def test_the_forms_own_word_approves_nothing_either(paths, tmp_path):
    row = kobo(paths, {**VALUES, "review": "одобрено"})
    row["_validation_status"] = ""
    write(tmp_path / "own.csv", [row])
    assert read_survey(tmp_path / "own.csv").facilities["review"].tolist() == ["submitted"]
    row["_validation_status"] = "Not approved"
    write(tmp_path / "own.csv", [row])
    assert read_survey(tmp_path / "own.csv").facilities["review"].tolist() == ["returned"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_answers_by_label(language, paths, tmp_path):
    labels = {key: text("labels", f"answer_{key}", language)
              for key in ("yes", "no", "unknown", "not_provided")}  # fmt: skip
    values = {name: labels.get(value, value) if "_" in name and name[-1].isdigit() else value
              for name, value in VALUES.items()}  # fmt: skip
    write(tmp_path / "labels.csv", [kobo(paths, values)])
    write(tmp_path / "names.csv", [kobo(paths, VALUES)])
    findings = Findings()
    survey = read_survey(tmp_path / "labels.csv", findings=findings)
    assert np.array_equal(survey.answers, read_survey(tmp_path / "names.csv").answers)
    assert "answer_not_understood" not in findings.counts()


def test_ids_are_the_same_in_a_later_export(paths, tmp_path):
    first = central(paths, VALUES)
    write(tmp_path / "one.csv", [first])
    write(tmp_path / "two.csv", [{**first, "KEY": "uuid:other"}, first])
    assert read_survey(tmp_path / "one.csv").ids[0] == read_survey(tmp_path / "two.csv").ids[1]


def test_positions_from_their_text(paths, tmp_path):
    row = {k: v for k, v in kobo(paths, VALUES).items() if not k.endswith(("tude", "precision"))}
    write(tmp_path / "export.csv", [row, {**row, "facility/location": "", "_uuid": "b"}])
    survey = read_survey(tmp_path / "export.csv")
    assert (survey.lat[0], survey.lon[0]) == (51.1301, 71.4302)
    assert np.isnan(survey.lon[1])


def test_a_row_cut_short_answers_nothing(paths, tmp_path):
    """What stands under another column's name than it was written under is no answer."""
    row = kobo(paths, VALUES)
    write(tmp_path / "export.csv", [row, row], ";")
    lines = (tmp_path / "export.csv").read_text(encoding="utf-8").splitlines()
    fields = lines[2].split(";")
    lines[2] = ";".join(fields[:40] + fields[41:])
    (tmp_path / "export.csv").write_text("\n".join(lines), encoding="utf-8")
    survey = read_survey(tmp_path / "export.csv")
    assert survey.answers[0].any()
    assert not survey.answers[1].any()


def test_addresses_of_photos_are_left_out(paths, tmp_path):
    row = kobo(paths, {**VALUES, "toilet_photo": "1.jpg"})
    row["zone_toilet/toilet_photo_URL"] = "https://kobo.example/media?media_file=aigerim/1.jpg"
    write(tmp_path / "export.csv", [row])
    survey = read_survey(tmp_path / "export.csv")
    assert survey.extra["toilet_photo"].tolist() == ["1.jpg"]
    assert "aigerim" not in repr(survey.extra)


@pytest.mark.parametrize(("measured", "stays"), [("85 cm", False), ("", True), ("90 cm", True)])
def test_a_number_corrected_on_the_platform_is_not_lost(
    measured, stays, paths, measured_column, tmp_path
):
    name = measured_column.column
    values = {**VALUES, f"{name}_number": "85", f"{name}_measured": measured}
    write(tmp_path / "export.csv", [kobo(paths, values)])
    survey = read_survey(tmp_path / "export.csv")
    assert (f"{name}_number" in survey.extra) is stays


def test_labels_as_headers_are_said_to_be_so(tmp_path):
    row = {f"Вопрос {number}": "Да" for number in range(5)}
    row.update(dict(zip(AFTER_KOBO, ["1", "u", "2026-11-20", "", "", "", "a", "v", "", "1"])))
    write(tmp_path / "export.csv", [row])
    findings = Findings()
    read_survey(tmp_path / "export.csv", findings=findings)
    assert findings.counts()["field_export_labels"] == 1
    assert main(["validate", str(tmp_path / "export.csv")]) == 1


def test_other_tables_are_left_alone(tmp_path):
    (tmp_path / "a.csv").write_text("id,form,g/toilet_1,_submitted_by\n1,small,yes,x\n")
    findings = Findings()
    survey = read_survey(tmp_path / "a.csv", findings=findings)
    assert list(survey.extra) == ["g/toilet_1"]
    assert "field_export_read" not in findings.counts()

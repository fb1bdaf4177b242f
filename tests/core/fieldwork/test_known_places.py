# SPDX-License-Identifier: GPL-3.0-or-later
"""A form offers facilities to choose from, and what comes back joins them by id."""

import csv

import openpyxl
import pytest
from defusedxml import ElementTree
from pyxform.xls2xform import convert
from test_field_exports import central, kobo, write

from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.fieldwork import known_places, write_xlsform, xlsform
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey_store.store import SurveyStore

ODD = ["a b", "it's", 'q"t', "№7", "=1+1", "<x>&", "001"]


def places(ids, **columns):
    rows = {"id": ids, "form": ["middle"] * len(ids), **columns}
    rows.setdefault("name_kk", [f"Кафе {number}" for number, _ in enumerate(ids)])
    return survey_from_columns(rows, findings=Findings())


def choices(path, name):
    top, *rows = openpyxl.load_workbook(path)["choices"].iter_rows(values_only=True)
    return [dict(zip(top, row)) for row in rows if row[0] == name]


def paths_of(path):
    """Every question of the converted form with its groups; ODK Validate has accepted it."""
    made = convert(path, validate=True)
    root = ElementTree.fromstring(made.xform)
    instance = next(e for e in root.iter() if e.tag.endswith("}instance"))[0]
    found = []

    def walk(element, groups):
        name = element.tag.rpartition("}")[2]
        for child in element:
            walk(child, (*groups, name))
        if not len(element):
            found.append((*groups[1:], name))

    walk(instance, ())
    return found


@pytest.mark.parametrize("count", [len(ODD), 60])
def test_odk_validate_accepts_the_facilities(tmp_path, count):
    ids = [*ODD, *(f"UQ-{number}" for number in range(count - len(ODD)))]
    survey = places(ids, district=[f"Аудан {number % 3}" for number in range(count)])
    known = known_places(survey)
    write_xlsform("small", tmp_path / "f.xlsx", known, volunteer="V7")
    assert ("facility", "facility_known") in paths_of(tmp_path / "f.xlsx")
    offered = choices(tmp_path / "f.xlsx", "facility_known")
    assert offered[0]["name"] == "__new__"
    assert sorted(row["name"] for row in offered[1:]) == sorted(ids)
    assert {row["label::Қазақша (kk)"] for row in offered[1:]} >= {"Кафе 0", "Кафе 6"}
    districts = choices(tmp_path / "f.xlsx", "facility_district")
    # A short list is not divided.
    assert len(districts) == (3 if count > 40 else 0)


def test_names_in_languages_and_alike_ones_told_apart():
    survey = places(
        ["1", "2", "3"],
        name_kk=["Мұражай", "Мұражай", "Кафе"],
        name_ru=["Музей", "Музей", ""],
        address=["Абай, 1", "Абай, 1", ""],
    )
    words = {place.id: place.words for place in known_places(survey).places}
    assert words["1"] == {one: f"{name}, Абай, 1 [1]" for one, name in
                          (("kk", "Мұражай"), ("ru", "Музей"), ("en", "Музей"))}  # fmt: skip
    assert words["3"]["ru"] == "Кафе"


def test_lists_and_districts():
    ids = [str(number) for number in range(50)]
    assert known_places(places(ids)).districts == ()
    assert known_places(places(ids, kato=["1", *["2"] * 48, ""])).districts == ("1", "2")
    short = places(ids[:4], ward=["a", "b", "a", "b"], kato=["1", "2", "3", "4"])
    assert known_places(short).districts == ()
    assert known_places(short, "ward").districts == ("a", "b")
    with pytest.raises(UsageError, match="no column 'town'"):
        known_places(short, "town")
    with pytest.raises(UsageError, match="no facility"):
        known_places(places([]))
    with pytest.raises(UsageError, match="__new__"):
        known_places(places(["__new__"]))


def test_the_name_of_the_form():
    known = known_places(places(["1"]))
    assert xlsform("small", known, volunteer="V-7").settings["form_id"] == (
        "accessible_kz_small_places_V_7"
    )
    assert xlsform("small").settings["form_id"] == "accessible_kz_small"
    assert xlsform("small", known).settings["version"] != xlsform("small").settings["version"]
    with pytest.raises(UsageError, match="no code"):
        xlsform("small", volunteer="Aigul S")


@pytest.mark.parametrize("groups", [True, False])
@pytest.mark.parametrize("layout", [kobo, central])
def test_answers_join_by_id(layout, groups, tmp_path):
    """From the form's file to a made-up export and into the store: no new facility appears."""
    survey = places(["UQ-1", "UQ 2"], lon=[71.4, 71.5], lat=[51.1, 51.2], address=["a", "b"])
    write_xlsform("middle", tmp_path / "f.xlsx", known_places(survey))
    paths = paths_of(tmp_path / "f.xlsx")
    said = {"form": "middle", "review": "submitted", "surveyed": "2026-11-20",
            "surveyor_code": "V07", "facility_known": "UQ 2", "id": "UQ 2",
            "entrance1_1": "yes"}  # fmt: skip
    fresh = {**said, "facility_known": "__new__", "id": "", "name": "Жаңа", "entrance1_1": "no",
             "location": "51.3 71.3 0 0"}  # fmt: skip
    rows = [layout(paths, said, groups), layout(paths, fresh, groups)]
    for column in ("_uuid", "KEY"):
        if column in rows[1]:
            rows[1][column] = "uuid:second"
    write(tmp_path / "export.csv", rows)
    findings = Findings()
    export = read_survey(tmp_path / "export.csv", findings=findings)
    assert export.ids.tolist() == ["UQ 2", "second"]
    assert "column_unknown" not in findings.counts()
    assert not [name for name in export.extra if name.startswith("facility_")]
    with SurveyStore.create(tmp_path / "s.gpkg", survey, author="C1") as store:
        result = store.adopt(export, "C1")
        assert result.new == ("second",)
        assert list(result.changed) == ["UQ 2"]
        assert "entrance1_1" in result.changed["UQ 2"]
        after = store.survey()
        assert after.text("name_kk").tolist() == ["Кафе 0", "Кафе 1", ""]
        assert after.lon.tolist() == [71.4, 71.5, 71.3]
        # The same export once more changes nothing.
        again = store.adopt(export, "C1")
        assert (again.new, dict(again.changed)) == ((), {})


def test_command(sample, tmp_path, capsys):
    out = tmp_path / "f.xlsx"
    survey = str(sample / "survey.csv")
    assert main(["checklist", "xlsform", "full", "--facilities", survey, "-o", str(out)]) == 0
    assert "69 facilities to choose from, 3 districts" in capsys.readouterr().err
    with open(survey, encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    assert ids <= {row["name"] for row in choices(out, "facility_known")}
    assert main(["checklist", "xlsform", "full", "--by", "kato", "-o", str(out)]) == 2
    assert "--facilities" in capsys.readouterr().err
    bad = ["checklist", "xlsform", "full", "--facilities", survey, "--by", "town", "-o", str(out)]
    assert main(bad) == 2
    assert "no column 'town'" in capsys.readouterr().err

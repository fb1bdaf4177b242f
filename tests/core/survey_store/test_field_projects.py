# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders for the field from the command line; what QGIS makes of them: tests/qgis."""

import csv
import json

import openpyxl
import pytest

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.fieldwork import xlsform


@pytest.fixture
def store(tmp_path, sample):
    path = tmp_path / "city.gpkg"
    akz.SurveyStore.create(path, akz.read_survey(sample / "survey.csv")).close()
    with akz.SurveyStore.open(path) as one:
        one.assign("Autumn", ["UQ-001", "UQ-003"], volunteer="V7")
    return path


def package(store, *options):
    return main(["store", "package", str(store), "V7", "-o", str(store.parent / "out"), *options])


def test_a_folder_with_everything(store, capsys):
    assert package(store, "--qfield", "--xlsform", "--json") == 0
    folder = store.parent / "out" / "V7"
    document = json.loads(capsys.readouterr().out)
    assert document["facilities"] == 2
    names = {path.name for path in folder.iterdir()}
    assert names == {"V7.gpkg", "V7.qgs", "V7_lights.csv", "V7_lights.csvt", "DCIM",
                     "V7_small.xlsx", "V7_middle.xlsx", "V7_full.xlsx"}  # fmt: skip
    # Nothing of other people's facilities goes along.
    with (folder / "V7_lights.csv").open(encoding="utf-8", newline="") as file:
        assert [row["facility"] for row in csv.DictReader(file)] == ["UQ-001", "UQ-003"]
    book = openpyxl.load_workbook(folder / "V7_small.xlsx")
    ids = [row[1] for row in book["choices"].iter_rows(values_only=True)
           if row[0] == "facility_known"]  # fmt: skip
    assert sorted(ids) == ["UQ-001", "UQ-003", "__new__"]
    assert str(store.parent) not in (folder / "V7.qgs").read_text("utf-8")


def test_answers_from_a_volunteers_form_join_the_store(store, tmp_path):
    """The form of the package, filled in, comes back by id through `store import`."""
    names = [name for name in xlsform("small").names if "photo" not in name]
    row = dict.fromkeys((*names, "facility_known", "id"), "")
    row.update(form="small", facility_known="UQ-003", id="UQ-003", toilet_1000="no",
               surveyed="2026-11-20", surveyor_code="V7", review="submitted",
               _uuid="u1", _submission_time="2026-11-20T10:00:00")  # fmt: skip
    with (tmp_path / "kobo.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    assert main(["store", "import", str(store), str(tmp_path / "kobo.csv"), "--author", "C1"]) == 0
    with akz.SurveyStore.open(store) as one:
        assert len(one) == 69
        changed = {c.field: c.new for c in one.timeline("UQ-003")[-1].changes}
        assert changed["toilet_1000"] == "no"
        assert changed["surveyor_code"] == "V7"


def test_wrong_words_write_nothing(store, capsys):
    for options, words in (
        (["--basemap", "osm"], "--qfield"),
        (["--qfield", "--basemap", "nothing.tif"], "no base map at nothing.tif"),
        (["--qfield", "--basemap", str(store.parent)], "is a folder"),
        (["--qfield", "--group", "all"], "no group 'all'"),
    ):
        assert package(store, *options) == 2
        assert words in capsys.readouterr().err
        assert not (store.parent / "out").exists()
    for name, words in (("x.png", "is no base map"), ("x.tif", "cannot be read as a raster")):
        # A list of addresses that calls itself a picture is not followed.
        (store.parent / name).write_text("<VRTDataset rasterXSize='1' rasterYSize='1'/>")
        assert main(["store", "project", str(store), "--basemap", str(store.parent / name)]) == 2
        assert words in capsys.readouterr().err
    assert not store.with_suffix(".qgs").exists()


def test_a_package_is_not_written_over(store, capsys):
    assert package(store, "--qfield") == 0
    assert package(store, "--qfield") == 2
    assert "is there already" in capsys.readouterr().err


def test_an_empty_store_has_a_project_too(tmp_path):
    akz.SurveyStore.create(tmp_path / "e.gpkg", forms=["small"]).close()
    assert main(["store", "project", str(tmp_path / "e.gpkg"), "--lang", "ru"]) == 0
    assert "Объекты" in (tmp_path / "e.qgs").read_text("utf-8")

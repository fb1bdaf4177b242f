# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz validate`` as a user calls it."""

import json

import pytest

from accessible_core.cli import main


def test_sample_city(sample, capsys):
    """The sample has one fault of each kind on purpose, ids from UQ-901 on."""
    assert main(["validate", str(sample / "survey.csv"), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    lines = (sample / "survey.csv").read_text("utf-8-sig").splitlines()
    assert document["records"] == len(lines) - 1
    by_record = {finding["record"]: finding["code"] for finding in document["findings"]}
    assert by_record["UQ-901"] == "answer_partly"
    assert by_record["UQ-902"] == "position_swapped"
    assert by_record["UQ-903"] == "measured_contradicts"
    assert by_record["UQ-907"] == "position_missing"
    assert by_record["UQ-909"] == "form_unknown"
    assert set(document["findings"][0]) == {"code", "severity", "record", "field", "value", "hint"}


@pytest.mark.parametrize(("language", "word"), [("kk", "орналасуы"), ("ru", "положения")])
def test_hints_in_the_language_asked_for(sample, capsys, language, word):
    main(["validate", str(sample / "survey.csv"), "--lang", language])
    assert word in capsys.readouterr().out


def test_warnings_are_no_failure(tmp_path, capsys):
    path = tmp_path / "s.csv"
    path.write_text("id,form,lon,lat,parking_1\na,small,8.7,49.4,да\nb,small,,,частично\n", "utf-8")
    assert main(["validate", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["records"] == 2
    assert sorted(finding["code"] for finding in document["findings"]) == [
        "answer_partly",
        "position_missing",
        "position_outside_kz",
    ]


def test_broken_rows_are_counted(shared, capsys):
    path = shared / "data/survey/trento_field_survey.csv"
    assert main(["validate", str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["records"] == 870


@pytest.mark.parametrize("name", ["missing.csv", "empty.gpkg", "cut.xlsx"])
def test_unreadable_files_give_one_line(tmp_path, capfd, name):
    if name != "missing.csv":
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name == "cut.xlsx" else b"")
    assert main(["validate", str(tmp_path / name)]) == 2
    out, err = capfd.readouterr()
    assert not out
    assert len(err.splitlines()) == 1
    assert name in err

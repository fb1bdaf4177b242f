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
    assert {"record": "UQ-909", "code": "category_unknown", "value": "999"}.items() <= next(
        f for f in document["findings"] if f["code"] == "category_unknown"
    ).items()
    by_record = {finding["record"]: finding["code"] for finding in document["findings"][::-1]}
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


def codes(tmp_path, capsys, text, *options):
    path = tmp_path / "s.csv"
    path.write_text(text, "utf-8")
    code = main(["validate", str(path), "--json", *options])
    document = json.loads(capsys.readouterr().out)
    return code, document["records"], [finding["code"] for finding in document["findings"]]


def test_a_survey_without_coordinates_is_said_once(tmp_path, capsys):
    found = codes(tmp_path, capsys, "id,form,entrance1_1\na,small,yes\nb,small,no\nc,small,no\n")
    assert found == (0, 3, ["positions_none"])


def test_a_header_without_rows_is_said(tmp_path, capsys):
    assert codes(tmp_path, capsys, "id,form,lon,lat\n") == (0, 0, ["survey_without_rows"])


def test_a_foreign_table_is_named_as_one_and_a_mapping_helps(tmp_path, capsys):
    table = "Nr,X,Y\na,71.4,51.1\nb,71.5,51.2\n"
    code, records, found = codes(tmp_path, capsys, table)
    assert (code, records) == (0, 2)
    assert "columns_none_known" in found
    mapping = tmp_path / "m.toml"
    mapping.write_text('Nr = "id"\nX = "lon"\nY = "lat"\n')
    assert codes(tmp_path, capsys, table, "--mapping", str(mapping)) == (0, 2, [])


@pytest.mark.parametrize(
    ("category", "code"), [("28", []), ("Library", []), ("", []), ("999", ["category_unknown"])]
)
def test_categories_that_the_registry_lacks(tmp_path, capsys, category, code):
    table = f"id,form,lon,lat,category\na,small,71.4,51.1,{category}\n"
    assert codes(tmp_path, capsys, table)[2] == code


@pytest.mark.parametrize("given", [["--lang", "de"], [], ["--colour"]])
def test_misuse_is_one_line(capsys, given):
    with pytest.raises(SystemExit) as stop:
        main(["validate", *given])
    assert stop.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_letters_that_were_lost_on_the_way_are_said(tmp_path, capsys):
    table = "id,form,lon,lat,name\na,small,71.4,51.1,\ufffd\ufffd \u21165\nb,small,71.4,51.2,ok\n"
    assert codes(tmp_path, capsys, table) == (0, 2, ["letters_lost"])


def test_foreign_categories_are_said_once_each(tmp_path, capsys):
    rows = "".join(f"{n},small,71.4,51.{n},{'Pub' if n % 2 else 999}\n" for n in range(1, 7))
    found = codes(tmp_path, capsys, "id,form,lon,lat,category\n" + rows)
    assert found == (0, 6, ["category_unknown"] * 4)


def test_a_byte_that_is_no_text_is_located(tmp_path, capsys):
    path = tmp_path / "s.csv"
    path.write_bytes(b"id,form,name\n1,small,a\n2,small,b\x00c\n")
    assert main(["validate", str(path)]) == 2
    assert "s.csv, line 3:" in capsys.readouterr().err

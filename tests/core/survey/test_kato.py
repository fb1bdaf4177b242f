# SPDX-License-Identifier: GPL-3.0-or-later
"""KATO codes: their form, the user's classifier, and the areas in which facilities lie."""

import json

import openpyxl
import pytest

from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.survey.kato import read_kato
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate


@pytest.mark.parametrize(
    ("kato", "codes"),
    [
        ("710000000", []),
        (" 101010000 ", []),
        ("", []),
        ("null", []),
        ("71", ["kato_format"]),
        ("Астана", ["kato_format"]),
        ("7100000000", ["kato_format"]),
        ("71000000O", ["kato_format"]),
        ("\u0667" * 9, ["kato_format"]),  # Arabic digits
    ],
)
def test_codes(tmp_path, kato, codes):
    path = tmp_path / "s.csv"
    path.write_text(f"id,form,lon,lat,kato\na,small,71.4,51.1,{kato}\n", "utf-8")
    findings = Findings()
    survey = validate(read_survey(path), findings)
    assert [finding.code for finding in findings] == codes
    assert survey.text("kato")[0].strip() == kato.strip()
    for finding in findings:
        assert (finding.record, finding.field, finding.value) == ("a", "kato", kato)
        assert "{" not in finding.hint("kk") + finding.hint("ru") + finding.hint()


CLASSIFIER = [
    ("kato", "name_ru"),
    ("710000000", "город Астана"),
    ("711200000", ""),
    ("711210000", "район Есиль"),
    ("750000000", "город Алматы"),
]


def classifier(path):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for code, name in CLASSIFIER:
            book.active.append([int(code) if code.isdigit() else code, name])
        book.save(path)
    else:
        text = "\n".join(";".join(row) for row in CLASSIFIER)
        path.write_bytes(text.encode("cp1251"))
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_codes_are_looked_up_in_the_users_classifier(tmp_path, ending):
    known = read_kato(classifier(tmp_path / f"kato{ending}"))
    assert known.units["711210000"] == "район Есиль"
    codes = ["711210000", "711210100", "719999999", "990000000", "", "71", " 750000000 "]
    path = tmp_path / "s.csv"
    rows = "".join(f"{n},small,71.4,51.{n},{code}\n" for n, code in enumerate(codes))
    path.write_text(f"id,form,lon,lat,kato\n{rows}", "utf-8")
    findings = Findings()
    validate(read_survey(path), findings, kato=known)
    told = {f.record: f.details["above"] for f in findings if f.code == "kato_unknown"}
    assert told == {"1": "711210000 район Есиль", "2": "710000000 город Астана", "3": "—"}
    assert [f.record for f in findings if f.code == "kato_format"] == ["5"]


def test_no_classifier_in_the_file(tmp_path, capfd):
    table = tmp_path / "t.csv"
    table.write_text("id,form,kato\na,small,7\n", "utf-8")
    assert main(["validate", str(table), "--kato", str(table)]) == 2
    assert "nine-digit codes" in capfd.readouterr().err
    assert main(["validate", str(table), "--kato", str(tmp_path / "none.csv")]) == 2
    assert main(["validate", str(table), "--kato", str(tmp_path)]) == 2


def square(code, west, south, size, name="x"):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size]]
    return {
        "type": "Feature",
        "properties": {"name": name, "code": code},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


#: A region of 4 degrees with a district of 1 degree in its corner, and another region.
FEATURES = [
    square(711210000, 70, 50, 1, "Esil"),
    square(710000000, 70, 50, 4),
    square(750000000, 76, 42, 2),
]


@pytest.mark.parametrize(
    ("kato", "lon", "lat", "found"),
    [
        ("711210000", 70.5, 50.5, ""),
        ("711210100", 70.5, 50.5, ""),  # a unit within the district
        ("710000000", 70.5, 50.5, ""),  # less exact is not wrong
        ("711310000", 70.5, 50.5, "kato_other_area 711210000 Esil"),
        ("711310000", 72.0, 52.0, ""),
        ("711210000", 72.0, 52.0, "kato_outside_area 711210000 Esil"),
        ("750000000", 70.5, 50.5, "kato_other_area 711210000 Esil"),
        ("750000000", 72.0, 52.0, "kato_other_area 710000000 x"),
        ("711310000", 60.0, 47.0, "kato_outside_area 710000000 x"),
        ("100000000", 60.0, 47.0, ""),  # the file does not know that region
        ("100000000", 77.0, 43.0, "kato_other_area 750000000 x"),
        ("", 70.5, 50.5, ""),
        ("711310000", "", "", ""),
        ("710000000", 60.0, 47.0, "kato_outside_area 710000000 x"),
    ],
)
def test_codes_against_polygons(tmp_path, kato, lon, lat, found, capfd):
    areas = tmp_path / "areas.geojson"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": FEATURES}), "utf-8")
    table = tmp_path / "s.csv"
    table.write_text(f"id,form,lon,lat,kato\na,small,{lon},{lat},{kato}\n", "utf-8")
    assert main(["validate", str(table), "--areas", str(areas), "--json"]) == 0
    told = [f for f in json.loads(capfd.readouterr().out)["findings"] if "kato" in f["code"]]
    assert [f["code"] for f in told] == found.split()[:1]
    assert all(" ".join(found.split()[1:]) in f["hint"] for f in told)


def test_areas_without_codes(tmp_path, capfd):
    areas = tmp_path / "areas.geojson"
    features = [{**feature, "properties": {"name": "x", "n": 71}} for feature in FEATURES]
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    table = tmp_path / "s.csv"
    table.write_text("id,form,lon,lat,kato\na,small,70,50,710000000\n", "utf-8")
    assert main(["validate", str(table), "--areas", str(areas)]) == 2
    assert "no field of KATO codes" in capfd.readouterr().err

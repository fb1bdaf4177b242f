# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions in metres: asked for, proposed by where they would fall, transformed.

Coordinates are made from degrees by pyproj, so that what comes back is known.
"""

import subprocess
import sys

import fiona
import numpy as np
import openpyxl
import pyproj
import pytest

from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.projected import likely_systems
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate

ASTANA = [(71.43, 51.13), (71.40, 51.10), (71.46, 51.16)]
ALMATY = [(76.90, 43.24), (76.85, 43.20), (76.95, 43.30)]
URALSK = [(51.36, 51.22), (51.40, 51.25), (51.30, 51.20)]


def metres(points, epsg):
    made = pyproj.Transformer.from_crs(4326, epsg, always_xy=True)
    return [made.transform(*point) for point in points]


def table(path, header, pairs, written="{:.3f}"):
    lines = [";".join(["id", "form", *header])]
    lines += [
        ";".join([str(n), "small", *map(written.format, pair)]) for n, pair in enumerate(pairs)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


def told(findings):
    return {finding.code: finding for finding in findings}


def assert_places(survey, points):
    assert np.allclose(np.column_stack([survey.lon, survey.lat]), points, atol=1e-6)


@pytest.mark.parametrize(
    ("points", "epsg"),
    [
        (ASTANA, 32642),
        (ALMATY, 28413),
        (ALMATY, 2542),
        (ALMATY, 2541),  # beyond the zone's border, as cities are mapped
        (ASTANA, 28412),
        (URALSK, 28409),
        (ALMATY, 3857),
        (ASTANA, 3857),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_the_system_is_proposed_by_where_the_points_fall(tmp_path, points, epsg, swapped):
    pairs = [pair[::-1] if swapped else pair for pair in metres(points, epsg)]
    path = table(tmp_path / "s.csv", ["X", "Y"], pairs)
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert np.isnan(survey.lon).all()
    assert findings.has_errors
    assert told(findings)["crs_needed"].details["crs"] == f"EPSG:{epsg}"
    again = Findings()
    assert_places(read_survey(path, crs=f"epsg:{epsg}", findings=again), points)
    assert ("crs_swapped" if swapped else "crs_transformed") in told(again)
    assert not again.has_errors


def test_zones_at_which_a_town_lies_alike_are_all_named(tmp_path):
    """Almaty in zone 43 and Zhanaozen in zone 39 have the same coordinates."""
    east, north = np.array(metres(ALMATY, 32643)).T
    found = likely_systems(east, north)
    assert [one.crs for one in found[:2]] == ["EPSG:32643", "EPSG:32639"]
    assert found[0].at_towns == found[1].at_towns
    path = table(tmp_path / "s.csv", ["X", "Y"], zip(east, north))
    findings = Findings()
    read_survey(path, findings=findings)
    for language in ("kk", "ru", "en"):
        hint = told(findings)["crs_needed_open"].hint(language)
        assert "EPSG:32643" in hint
        assert "EPSG:32639" in hint


@pytest.mark.parametrize(
    "header",
    [("Easting", "Northing"), ("Восток", "Север"), ("x_coord", "y_coord"), ("X (m)", "y")],
)
def test_names_of_columns(tmp_path, header):
    findings = Findings()
    survey = read_survey(
        table(tmp_path / "s.csv", header, metres(ASTANA, 32642), "{:.2f}"),
        crs="32642",
        findings=findings,
    )
    if header[0] == "X (m)":  # no known name: kept, and said
        assert np.isnan(survey.lon).all()
        assert "column_unknown" in told(findings)
    else:
        assert np.allclose(survey.lon, [lon for lon, _ in ASTANA], atol=1e-5)
        assert "column_unknown" not in told(findings)


def test_numbers_as_people_write_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "form", "X", "Y"])
    for number, (x, y) in enumerate(metres(ASTANA, 32642)):
        grouped = f"{y:,.1f}".replace(",", "\u00a0").replace(".", ",")
        written = (round(x), round(y)) if number else (f"{x:.1f}".replace(".", ","), grouped)
        book.active.append([str(number), "small", *written])
    book.active.append(["d", "small", "нет", ""])
    book.save(tmp_path / "s.xlsx")
    findings = Findings()
    survey = read_survey(tmp_path / "s.xlsx", crs="EPSG:32642", findings=findings)
    assert np.allclose(survey.lon[:3], [lon for lon, _ in ASTANA], atol=1e-4)
    assert np.isnan(survey.lon[3])
    assert told(findings)["position_unreadable"].record == "d"


def test_columns_lon_and_lat_that_hold_metres_with_doors(tmp_path):
    pairs = [
        (*one, *other) for one, other in zip(metres(ASTANA, 32642), metres(ASTANA[::-1], 32642))
    ]
    header = ["lon", "lat", "entrance1_lon", "entrance1_lat"]
    path = table(tmp_path / "s.csv", header, pairs)
    survey = read_survey(path, crs="EPSG:32642")
    assert_places(survey, ASTANA)
    assert np.allclose(survey.doors[:, 0], ASTANA[::-1], atol=1e-6)
    unasked = read_survey(path)
    assert np.isnan(unasked.lon).all()
    assert np.isnan(unasked.doors).all()


def test_a_slip_in_one_row_is_no_system(tmp_path):
    path = table(tmp_path / "s.csv", ["lon", "lat"], [*ASTANA, (7143.0, 51.1)], "{}")
    findings = Findings()
    survey = validate(read_survey(path, findings=findings), findings)
    assert set(told(findings)) == {"csv_delimiter", "position_impossible"}
    assert np.isnan(survey.lon).tolist() == [False, False, False, True]


def test_some_rows_in_metres_some_in_degrees(tmp_path):
    pairs = [*metres(ASTANA, 32642), ALMATY[0]]
    survey = read_survey(table(tmp_path / "s.csv", ["X", "Y"], pairs), crs="EPSG:32642")
    assert_places(survey, [*ASTANA, ALMATY[0]])


def test_degrees_under_x_and_y_are_said(tmp_path):
    findings = Findings()
    path = table(tmp_path / "s.csv", ["X", "Y"], ALMATY, "{}")
    assert_places(read_survey(path, findings=findings), ALMATY)
    assert "xy_as_degrees" in told(findings)
    findings = Findings()
    assert_places(read_survey(path, crs="EPSG:32643", findings=findings), ALMATY)
    assert "crs_unused" in told(findings)


@pytest.mark.parametrize("pair", [("x", ""), ("1", "2"), ("да", "нет"), ("37.6", "55.7")])
def test_columns_that_only_are_called_so(tmp_path, pair):
    path = tmp_path / "s.csv"
    path.write_text("id;form;X;Y\n" + f"a;small;{pair[0]};{pair[1]}\n" * 3, "utf-8")
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert np.isnan(survey.lon).all()
    assert "xy_not_read" in told(findings)
    assert "position_unreadable" not in told(findings)


@pytest.mark.parametrize("crs", [None, "EPSG:32642"])
def test_x_and_y_fill_in_where_there_are_no_degrees(tmp_path, crs):
    rows = [(*ALMATY[0], "", ""), (*ALMATY[1], *metres(ASTANA, 32642)[0])]
    rows.append(("", "", *metres(ASTANA, 32642)[1]))
    path = table(tmp_path / "s.csv", ["lon", "lat", "X", "Y"], rows, "{}")
    findings = Findings()
    survey = read_survey(path, crs=crs, findings=findings)
    if crs is None:
        assert np.isnan(survey.lon).tolist() == [False, False, True]
        assert "crs_needed" in told(findings)
    else:
        assert_places(survey, [ALMATY[0], ALMATY[1], ASTANA[1]])


def test_named_degrees_come_before_x_and_y(tmp_path):
    pairs = [(*one, *other) for one, other in zip(ALMATY, metres(ASTANA, 32642))]
    survey = read_survey(table(tmp_path / "s.csv", ["lon", "lat", "X", "Y"], pairs, "{}"))
    assert_places(survey, ALMATY)


def test_far_from_the_country_nothing_is_proposed(tmp_path):
    findings = Findings()
    paris = [(652_000.0, 6_862_000.0)]  # Lambert 93
    read_survey(table(tmp_path / "s.csv", ["X", "Y"], paris), findings=findings)
    candidates = likely_systems(*np.array(paris).T)
    assert ("crs_needed_unknown" in told(findings)) is (not candidates)
    assert not any(one.at_towns for one in candidates)
    survey = read_survey(tmp_path / "s.csv", crs="EPSG:2154")
    assert (survey.lon[0], survey.lat[0]) == (
        pytest.approx(2.344, abs=0.01),
        pytest.approx(48.86, abs=0.01),
    )


def test_a_function_transforms_too(tmp_path):
    def shifted(east, north):
        return east / 1e4, north / 1e5

    findings = Findings()
    path = table(tmp_path / "s.csv", ["X", "Y"], [(714000.0, 5110000.0)])
    survey = read_survey(path, crs=shifted, findings=findings)
    assert (survey.lon[0], survey.lat[0]) == (71.4, 51.1)
    assert "crs_by_function" in told(findings)


def test_a_place_that_the_system_does_not_know(tmp_path):
    findings = Findings()
    pairs = [*metres(ASTANA, 32642), (9e9, 9e9)]
    survey = read_survey(
        table(tmp_path / "s.csv", ["X", "Y"], pairs), crs="EPSG:32642", findings=findings
    )
    assert np.isnan(survey.lon).tolist() == [False, False, False, True]
    assert told(findings)["position_not_in_crs"].record == "3"


@pytest.mark.parametrize("crs", ["utm42", "EPSG:99999", "EPSG:5773", "", "+proj=longlat", "EPSG:"])
def test_no_such_system(tmp_path, crs, capfd):
    path = table(tmp_path / "s.csv", ["X", "Y"], metres(ASTANA, 32642))
    with pytest.raises(UsageError):
        read_survey(path, crs=crs)
    assert main(["validate", str(path), "--crs", crs]) == 2
    assert len(capfd.readouterr().err.strip().splitlines()) == 1


def test_a_layer_without_a_system(tmp_path):
    schema = {"geometry": "Point", "properties": {"id": "str", "form": "str"}}
    with fiona.open(tmp_path / "s.shp", "w", driver="ESRI Shapefile", schema=schema) as layer:
        for number, pair in enumerate(metres(ASTANA, 32642)):
            layer.write(
                {
                    "geometry": {"type": "Point", "coordinates": pair},
                    "properties": {"id": str(number), "form": "small"},
                }
            )
    findings = Findings()
    read_survey(tmp_path / "s.shp", findings=findings)
    assert told(findings)["crs_needed"].details["crs"] == "EPSG:32642"
    assert_places(read_survey(tmp_path / "s.shp", crs="EPSG:32642"), ASTANA)


def test_without_pyproj_the_usual_systems_are_named(tmp_path):
    path = table(tmp_path / "s.csv", ["X", "Y"], metres(ASTANA, 32642))
    program = (
        "import sys; sys.modules['pyproj'] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pyproj' else real(name, *a)\n"
        "from accessible_core.cli import main\n"
        "print(main(['validate', sys.argv[1]]))\n"
        "print(main(['validate', sys.argv[1], '--crs', '32642']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert "EPSG:32642" in done.stdout
    assert "install pyproj" in done.stdout
    assert "needs the Python package 'pyproj'" in done.stderr
    assert done.stdout.split()[-1] == "2"

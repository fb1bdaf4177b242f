# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: RUF001 - Cyrillic is meant
"""Places surveyed twice: hand-made cases in Kazakh and Russian, brute force on random ones."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from accessible_core.findings import Findings
from accessible_core.survey.duplicates import find_duplicates, same_name, spelling
from accessible_core.survey.nearby import crowded_cells, near_pairs
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import LANGUAGES

NEAR = 0.0004  # degrees of longitude at Astana: 28 m


def found(tmp_path, rows):
    """Return ``(code, record, other)`` for rows of name, lon and perhaps more columns."""
    path = tmp_path / "s.csv"
    columns = ["id", "form", "lat", *sorted({key for row in rows for key in row} - {"lat"})]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="")
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow({"id": "abcdefg"[number], "form": "small", "lat": 51.1, **row})
    findings = Findings()
    find_duplicates(read_survey(path), findings)
    hints = [finding.hint(language) for finding in findings for language in LANGUAGES]
    assert not any("{" in hint for hint in hints)
    return [(f.code, f.record, f.details.get("other")) for f in findings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("№12 мектеп", "12 мектеп"),
        ("№ 12 МЕКТЕП", "Мектеп №12"),
        ('КГУ "Школа-гимназия №5"', "Школа-гимназия № 5"),
        ("Кинотеатр «Казахстан»", 'кинотеатр "Қазақстан"'),
        ("Аптека Жулдыз", "Аптека Жұлдыз"),
        ("Ресторан Үш Қоңыр", "ресторан Уш Коныр"),
        ("Абай атындағы кітапхана", "Абай ат. кітапхана"),
        ("Библиотека имени Абая", "Библиотека им. Абая"),
        ("ТОО «Магазин Достык»", "магазин Достық"),
        ("Qazaqstan", "Қазақстан"),
        ("Поликлинника №3", "Поликлиника №3"),
    ],
)
def test_one_place_in_two_spellings(tmp_path, one, other):
    assert same_name(spelling(one), spelling(other))
    assert same_name(spelling(other), spelling(one))
    rows = [{"name": one, "lon": 71.4}, {"name": other, "lon": 71.4 + NEAR}]
    assert found(tmp_path, rows) == [("facility_alike", "b", "a")]
    far = [{"name": one, "lon": 71.4}, {"name": other, "lon": 71.5}]
    assert found(tmp_path, far) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Абай атындағы кітапхана", "Библиотека им. Абая"),  # a translation
        ("№12 мектеп", "№21 мектеп"),
        ("Школа №1", "Школа №11"),
        ("Школа", "Школа №11"),
        ("Аптека", "Автовокзал"),
        ("Музей", "Музей искусств"),
        ("Корпус А", "Корпус Б"),
        ("Красный спортзал школы Достык", "Синий спортзал школы Достык"),
        ("", ""),
        ("ТОО", "АО"),  # nothing but legal forms
        ("«»", "№"),
    ],
)
def test_two_places(tmp_path, one, other):
    rows = [{"name": one, "lon": 71.4}, {"name": other, "lon": 71.4 + NEAR}]
    assert found(tmp_path, rows) == []


def test_names_in_other_columns_count(tmp_path):
    rows = [
        {"name_kk": "Жұлдыз дәріханасы", "name_ru": "Аптека Жулдыз", "lon": 71.4},
        {"name": "аптека «Жулдыз»", "lon": 71.4 + NEAR},
    ]
    assert found(tmp_path, rows) == [("facility_alike", "b", "a")]


ADDRESS = "ул. Абая, д. 10"


@pytest.mark.parametrize(
    ("other", "pairs"),
    [
        ({"lon": 71.405, "address": "улица Абая 10"}, 1),  # 350 m
        ({"lon": 71.405, "address": "Абая 12"}, 0),
        ({"lon": 71.405, "address": "Абая"}, 0),
        ({"lon": 71.45, "address": ADDRESS}, 0),  # 3.5 km: another street of Abai
        ({"lat": "", "lon": "", "address": ADDRESS, "kato": "711210000"}, 1),
        ({"lat": "", "lon": "", "address": ADDRESS, "kato": "751210000"}, 0),
        ({"lat": "", "lon": "", "address": ADDRESS}, 0),
        ({"lon": 71.405, "address": ADDRESS, "name": "Аптека"}, 0),
        ({"lon": 71.405, "address": ADDRESS, "name": "Музей"}, 0),
    ],
)
def test_similar_names_at_one_address(tmp_path, other, pairs):
    first = {"name": "Музей искусств", "lon": 71.4, "address": ADDRESS, "kato": "711210000"}
    rows = [first, {"name": "Музей искусств Астаны", **other}]
    assert found(tmp_path, rows) == [("facility_same_address", "b", "a")] * pairs


def test_equal_names_are_told_once_as_before(tmp_path):
    rows = [{"name": "Аптека", "lon": 71.4, "address": ADDRESS}] * 2
    assert found(tmp_path, rows) == [("facility_twice", "b", "a")]


def test_a_crowd_at_one_point_is_said(tmp_path):
    rows = "".join(f"r{n},small,71.4,51.1,Бутик {n}\n" for n in range(60))
    path = tmp_path / "s.csv"
    path.write_text("id,form,lon,lat,name\n" + rows, "utf-8")
    findings = Findings()
    find_duplicates(read_survey(path), findings)
    assert [(f.code, f.record, f.value) for f in findings] == [("alike_not_compared", "r0", "60")]
    assert "within one square of 100 m" in next(iter(findings)).hint()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=40),
    st.sampled_from([(71.4, 51.1), (46.5, 40.6), (87.3, 55.4), (0.0, 0.0)]),
    st.sampled_from([10.0, 100.0, 250.0]),
)
def test_near_pairs_are_those_of_the_ellipsoid(steps, corner, metres):
    """Every pair against pyproj's geodesics, but those within a millimetre of the limit."""
    lon = np.array([corner[0] + x * 1e-4 for x, _ in steps])
    lat = np.array([corner[1] + y * 1e-4 for _, y in steps])
    pairs = {(a, b): away for a, b, away in near_pairs(lon, lat, metres, crowd=10**6)}
    geod = Geod(ellps="WGS84")
    for a in range(len(steps)):
        for b in range(a + 1, len(steps)):
            away = geod.inv(lon[a], lat[a], lon[b], lat[b])[2]
            if abs(away - metres) > 1e-3:
                assert ((a, b) in pairs) == (away < metres)
            if (a, b) in pairs:
                assert pairs[a, b] == pytest.approx(away, abs=1e-3)


def test_crowded_cells_are_left_out_and_told():
    lon = np.array([71.4] * 5 + [71.5, 71.5])
    lat = np.full(7, 51.1)
    assert crowded_cells(lon, lat, 100.0, 4) == [(0, 5)]
    assert [pair[:2] for pair in near_pairs(lon, lat, 100.0, 4)] == [(5, 6)]
    assert crowded_cells(lon[:0], lat[:0], 100.0, 4) == []
    assert list(near_pairs(lon[:0], lat[:0], 100.0, 4)) == []

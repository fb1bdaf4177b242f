# SPDX-License-Identifier: GPL-3.0-or-later
"""Validation: positions, dates, review words, measured values, twins."""

import json
from datetime import date

import numpy as np
import pytest
from shapely import contains_xy
from shapely.geometry import shape

from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.positions import in_kazakhstan
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Answer

TODAY = date(2026, 11, 23)


def checked(**columns):
    reading, findings = Findings(), Findings()
    survey = survey_from_columns(columns, findings=reading)
    assert not len(reading), list(reading)
    return validate(survey, findings, today=TODAY), findings


def codes(findings):
    return [(finding.code, finding.record) for finding in findings]


def test_positions():
    survey, findings = checked(
        id=list("abcdef"),
        lon=[71.4, 51.1, 0, 8.68, 200, ""],
        lat=[51.1, 71.4, 0, 49.41, 3, ""],
    )
    assert sorted(codes(findings)) == [
        ("position_impossible", "e"),
        ("position_missing", "f"),
        ("position_outside_kz", "d"),
        ("position_swapped", "b"),
        ("position_zero", "c"),
    ]
    # Only what lies nowhere is taken away; what is doubtful is left as it is.
    assert np.isnan(survey.lon).tolist() == [False, False, True, False, True, True]
    assert survey.lon[1] == 51.1
    assert not findings.has_errors
    assert len(survey) == 6


def test_outline_holds_the_whole_country(shared):
    """Every vertex of the 20 regions lies in the outline, and towns abroad do not."""
    document = json.loads((shared / "data/admin/plotly_kz_adm1.geojson").read_text("utf-8"))
    vertices = np.concatenate(
        [
            np.asarray(ring)[:, :2]
            for feature in document["features"]
            for polygon in (
                feature["geometry"]["coordinates"]
                if feature["geometry"]["type"] == "MultiPolygon"
                else [feature["geometry"]["coordinates"]]
            )
            for ring in polygon
        ]
    )
    assert len(document["features"]) == 20
    assert in_kazakhstan(vertices[:, 0], vertices[:, 1]).all()
    abroad = {
        "Saratov": (46.03, 51.53), "Orenburg": (55.1, 51.77), "Omsk": (73.37, 54.99),
        "Barnaul": (83.78, 53.35), "Urumqi": (87.6, 43.8), "Nukus": (59.6, 42.46),
        "Samarkand": (66.97, 39.65), "Baku": (49.87, 40.41), "Volgograd": (44.5, 48.7),
    }  # fmt: skip
    lon, lat = np.array(list(abroad.values())).T
    assert not in_kazakhstan(lon, lat).any()


def test_doors():
    survey, findings = checked(
        id=list("abc"),
        lon=[71.4, 71.4, 71.4],
        lat=[51.1, 51.1, 51.1],
        entrance1_lon=[71.4005, 71.41, 0],
        entrance1_lat=[51.1, 51.1, 0],
        entrance2_lon=["", "", 71.4],
        entrance2_lat=["", "", 95],
    )
    # 0.01 degrees of longitude at 51.1 degrees north are 700 m (WGS 84).
    assert [(f.code, f.record, f.field, f.value) for f in findings] == [
        ("door_unreadable", "c", "entrance1", "0, 0"),
        ("door_far", "b", "entrance1", "700"),
        ("door_unreadable", "c", "entrance2", "71.4, 95"),
    ]
    assert np.isnan(survey.doors[2]).all()
    assert survey.doors[1, 0].tolist() == [71.41, 51.1]


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [
        ("2026-05-31", "2026-05-31", None),
        ("2026-05-31T10:20:30+06:00", "2026-05-31T10:20:30+06:00", None),
        ("2026-05-31T10:20:30Z", "2026-05-31T10:20:30Z", None),
        ("31.05.2026", "2026-05-31", "date_rewritten"),
        ("1.5.2026 г.", "2026-05-01", "date_rewritten"),  # noqa: RUF001 - Cyrillic is meant
        ("20260531", "2026-05-31", "date_rewritten"),
        ("05/06/2026", "", "date_unreadable"),
        ("31.02.2026", "", "date_unreadable"),
        ("2026-02-30", "", "date_unreadable"),
        ("spring", "", "date_unreadable"),
        ("2026-11-24", "2026-11-24", "date_future"),
        ("2026-11-23", "2026-11-23", None),
        ("2019", "2019", None),
        ("", "", None),
    ],
)
def test_dates(written, read, code):
    survey, findings = checked(id=["a"], lon=[71.4], lat=[51.1], surveyed=[written])
    assert survey.facilities["surveyed"].tolist() == [read]
    assert codes(findings) == ([(code, "a")] if code else [])


def test_review_words():
    words = ["Approved", "одобрено", "жоба", "на доработке", "тексеруде", "", "ok"]
    n = len(words)
    survey, findings = checked(id=list("abcdefg"), lon=[71.4] * n, lat=[51.1] * n, review=words)
    assert survey.facilities["review"].tolist() == [
        "approved", "approved", "draft", "returned", "submitted", "", "",
    ]  # fmt: skip
    assert codes(findings) == [("review_unknown", "g")]


def test_measured_values_complete_but_never_change():
    answers = ["", "unknown", "yes", "no", "not_provided", "yes", "yes", ""]
    measured = ["95 cm", "70 cm", "70 cm", "95 см", "0,95 m", "95 cm", "", "wide"]
    n = len(answers)
    survey, findings = checked(
        id=list("abcdefgh"),
        form=["small"] * n,
        lon=[71.4] * n,
        lat=[51.1] * n,
        entrance1_30=answers,
        entrance1_30_measured=measured,
    )
    assert survey.answers[:, 0].tolist() == [
        Answer.YES, Answer.NO, Answer.YES, Answer.NO, Answer.NOT_PROVIDED, Answer.YES, Answer.YES,
        Answer.UNKNOWN,
    ]  # fmt: skip
    assert sorted(codes(findings)) == [
        ("measured_completes", "a"),
        ("measured_completes", "b"),
        ("measured_contradicts", "c"),
        ("measured_contradicts", "d"),
        ("measured_contradicts", "e"),
        ("measured_unreadable", "h"),
    ]


def test_measured_values_win_where_asked():
    findings = Findings()
    table = {
        "id": list("abcd"),
        "form": ["small"] * 4,
        "entrance1_30": ["yes", "no", "not_provided", "yes"],
        "entrance1_30_measured": ["70 cm", "95 cm", "0,95 m", ""],
    }
    read = survey_from_columns(table, lon=[71.4] * 4, lat=[51.1] * 4, findings=findings)
    survey = validate(read, findings, measured_wins=True)
    assert survey.answers[:, 0].tolist() == [Answer.NO, Answer.YES, Answer.YES, Answer.YES]
    assert sorted(codes(findings)) == [("measured_replaces", record) for record in "abc"]
    # What was taken from the measurement contradicts it no longer.
    assert not (score(survey).doubts & Doubt.CONTRADICTED).any()


def test_measured_value_without_a_column_of_answers():
    survey, findings = checked(
        id=["a"], form=["small"], lon=[71.4], lat=[51.1], movement_1_measured=["2 m"]
    )
    assert [question.column for question in survey.questions] == ["movement_1"]
    assert survey.answers.tolist() == [[Answer.YES]]
    assert findings.counts() == {"measured_completes": 1}


def test_limits_differ_between_forms():
    """Threshold of 1.4 cm: at most in the small form, under it in the full one."""
    survey, _ = checked(
        id=["a", "b"], form=["small", "full"], lon=[71.4, 71.5], lat=[51.1, 51.1],
        entrance1_31_measured=["1,4 cm", "1,4 cm"],
    )  # fmt: skip
    assert survey.answers[:, 0].tolist() == [Answer.YES, Answer.NO]


def test_twins():
    _, findings = checked(
        id=list("abcde"),
        name=["Школа №1", "школа  №1", "Школа №1", "Other", ""],
        name_en=["", "", "", "School", "school"],
        form=["small", "small", "small", "small", "small"],
        lon=[71.4, 71.4003, 71.41, 71.4, 71.4],
        lat=[51.1] * 5,
    )
    assert [(f.code, f.record, f.details["other"]) for f in findings] == [
        ("facility_twice", "b", "a"),
        ("facility_twice", "e", "d"),
    ]


def test_validating_twice_changes_nothing_more(sample):
    once = validate(read_survey(sample / "survey.csv"), Findings(), today=TODAY)
    findings = Findings()
    twice = validate(once, findings, today=TODAY)
    assert (twice.answers == once.answers).all()
    np.testing.assert_array_equal(twice.lon, once.lon)
    assert "measured_completes" not in findings.counts()


def test_every_row_goes_through(sample, shared):
    for path in (sample / "survey.csv", shared / "data/survey/trento_field_survey.csv"):
        survey = read_survey(path)
        assert validate(survey, Findings()).ids.tolist() == survey.ids.tolist()


def test_osm_places_abroad_are_kept(shared):
    findings = Findings()
    survey = validate(read_survey(shared / "data/osm/heidelberg_ors.osm.pbf"), findings)
    assert len(survey) > 500
    assert not np.isnan(survey.lon).any()
    assert findings.counts() == {"position_outside_kz": len(survey)}
    assert not findings.has_errors


def test_outline_agrees_with_shapely():
    from accessible_core.survey.positions import _outline

    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(40, 95, 5000), rng.uniform(35, 60, 5000)
    polygon = shape({"type": "Polygon", "coordinates": [_outline().tolist()]})
    assert (in_kazakhstan(lon, lat) == contains_xy(polygon, lon, lat)).all()

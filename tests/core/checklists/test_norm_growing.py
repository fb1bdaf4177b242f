# SPDX-License-Identifier: GPL-3.0-or-later
"""Growing a survey: what carries is true in the longer form, and nothing is lost."""

import csv
import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.checklists import checklist
from accessible_core.checklists.growing import growth
from accessible_core.checklists.measure import answer_from
from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.growing import grow
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ENTRANCES, Answer, Zone, ZoneKind

WORDS = ("yes", "no", "unknown", "not_provided")
PAIRS = [("small", "middle"), ("small", "full"), ("middle", "full")]


def zone_of(kind):
    return ENTRANCES[0] if kind is ZoneKind.ENTRANCE else Zone(kind.value)


def names_of(form):
    return [
        f"{zone_of(kind).value}_{key}"
        for kind in checklist(form).zones
        for key in checklist(form).keys(kind)
    ]


def survey_of(form, answers, **more):
    given_ = {name: [answers.get(name, "")] for name in names_of(form)}
    columns = {"id": ["A"], "form": [form], **given_, **{k: [v] for k, v in more.items()}}
    return survey_from_columns(columns, source="test", findings=Findings())


def grown(form, to, answers, **more):
    survey, findings = grow(survey_of(form, answers, **more), to)
    cells = {
        question.column: Answer(int(survey.answers[0, place])).wire
        for place, question in enumerate(survey.questions)
    }
    return survey, cells, findings


# Worked out from the words of the forms.
BY_HAND = [
    ("small", "full", "entrance1_30", "yes", {"entrance1_30": "yes"}),
    ("small", "full", "entrance1_1", "no", {"entrance1_1": "no"}),
    ("small", "full", "parking_1", "yes", {}),  # one bay is not one in 25
    ("small", "full", "parking_1", "no", {"parking_1": "no"}),
    ("small", "full", "entrance1_31", "yes", {}),  # 1.4 cm is not under 1.4 cm
    ("small", "full", "entrance1_31", "no", {"entrance1_31": "no"}),
    ("small", "full", "movement_1", "yes", {"movement_1": "yes"}),
    ("small", "full", "movement_1", "no", {}),  # just 150 cm is not more than 150 cm
    ("small", "full", "serviceAccessibility_2", "yes", {}),
    ("small", "full", "kidsAccessibility_1", "yes", {}),
    ("small", "full", "toilet_1000", "yes", {}),
    ("small", "full", "entrance1_1001", "no", {}),
    ("small", "full", "entrance1_1001", "not_provided",
     dict.fromkeys(["entrance1_23", "entrance1_24", "entrance1_25", "entrance1_51"],
                   "not_provided")),
    ("small", "middle", "entrance1_1001", "not_provided",
     dict.fromkeys(["entrance1_23", "entrance1_24", "entrance1_25"], "not_provided")),
    ("middle", "full", "navigation_4", "yes", {}),
    ("middle", "full", "navigation_5", "yes", {}),
    ("middle", "full", "navigation_6", "no", {"navigation_5": "no"}),
    ("middle", "full", "navigation_13", "yes", {"navigation_13": "yes"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "to", "name", "word", "expected"), BY_HAND)
def test_against_the_words_of_the_forms(form, to, name, word, expected):
    survey, cells, findings = grown(form, to, {name: word})
    known = {column: value for column, value in cells.items() if value != "unknown"}
    assert known == expected
    assert survey.form[0] == to
    kept = f"was_{form}_{name}"
    if expected:
        assert kept not in survey.extra
    else:
        assert survey.extra[kept].tolist() == [word]
        assert [f.code for f in findings] == ["answer_not_carried"]


@pytest.mark.parametrize(("form", "to"), PAIRS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost(form, to, data):
    answers = {name: data.draw(st.sampled_from(WORDS)) for name in names_of(form)}
    survey, cells, findings = grown(form, to, answers)
    listed = {finding.field for finding in findings}
    for name, word in answers.items():
        if word == "unknown":
            assert name not in listed
        elif name in listed:
            assert survey.extra[f"was_{form}_{name}"].tolist() == [word]
        else:
            zone, key = name.rsplit("_", 1)
            (carry,) = [
                c for c in growth(form, to) if (c.kind, c.key) == (Zone(zone).kind, int(key))
            ]
            for other in carry.to:
                assert cells[f"{zone}_{other}"] != "unknown"
    # No key is known that no answer of the shorter form carried into.
    sources = {
        (carry.kind, other)
        for carry in growth(form, to)
        for other in carry.to
        if answers[f"{zone_of(carry.kind).value}_{carry.key}"] != "unknown"
    }
    for column, word in cells.items():
        zone, key = column.rsplit("_", 1)
        if word != "unknown":
            assert (Zone(zone).kind, int(key)) in sources


@pytest.mark.parametrize(("form", "to"), PAIRS)
def test_carried_limits_agree_with_measurements(form, to):
    # Whatever a value answers in the short form must, where it carries, be what it
    # answers in the long one: tried with values around every limit.
    tried = 0
    for carry in growth(form, to):
        asked = checklist(form).question(carry.kind, carry.key)
        for key, tenth in product(carry.to, range(4000)):
            text = f"{tenth / 10} cm"
            wanted = checklist(to).question(carry.kind, key)
            said, means = answer_from(asked, text), answer_from(wanted, text)
            if said is None or means is None or said not in carry.answers:
                continue
            assert carry.answers[said] is means, (carry, text)
            tried += 1
    assert tried > 1000


def test_measured_values_carry_where_the_same_is_measured():
    survey, cells, _ = grown(
        "small",
        "full",
        {"entrance1_31": "yes"},
        entrance1_31_measured="1,2 cm",
        parking_1_measured="3",
    )
    assert cells["entrance1_31"] == "yes"
    assert survey.measured[Question(Zone.ENTRANCE1, 31)].tolist() == ["1,2 cm"]
    assert survey.extra["was_small_parking_1_measured"].tolist() == ["3"]
    _, cells, _ = grown("small", "full", {}, entrance1_31_measured="1,4 cm")
    assert cells["entrance1_31"] == "no"


def test_rows_of_other_forms_stay():
    columns = {
        "id": ["A", "B", "C", "D"],
        "form": ["small", "full", "bus_stop", ""],
        "entrance1_30": ["yes", "no", "", ""],
        "entrance1_900": ["", "", "yes", ""],
    }
    before = survey_from_columns(columns, source="test", findings=Findings())
    after, findings = grow(before, "full")
    assert after.form.tolist() == ["full", "full", "bus_stop", ""]
    for column in ("entrance1_30", "entrance1_900"):
        cells = survey_columns(after)[column].tolist()
        was = survey_columns(before)[column].tolist()
        assert [c if c != "unknown" else "" for c in cells] == [
            c if c != "unknown" else "" for c in was
        ]
    assert [f.code for f in findings] == ["growth_impossible"]


def test_growing_in_two_steps_loses_no_more_than_it_lists():
    answers = dict.fromkeys(names_of("small"), "yes")
    once, direct, _ = grown("small", "full", answers)
    middle, _ = grow(survey_of("small", answers), "middle")
    twice, _ = grow(middle, "full")
    for place, question in enumerate(twice.questions):
        if twice.answers[0, place] != Answer.UNKNOWN:
            assert direct[question.column] == Answer(int(twice.answers[0, place])).wire
    assert np.array_equal(once.present, twice.present)
    assert set(once.extra) == set(twice.extra)


def test_from_the_command_line_and_back(tmp_path, capsys):
    source, out, again = tmp_path / "s.csv", tmp_path / "o.csv", tmp_path / "again.csv"
    names = names_of("small")
    with source.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "form", *names])
        writer.writerow(["A", "small", *["yes"] * len(names)])
    args = ["checklist", "grow", str(source), "--to", "full", "-o", str(out), "--json"]
    assert main(args) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["facilities"], document["grown"]) == (1, 1)
    fields = {finding["field"] for finding in document["not_carried"]}
    assert "toilet_1000" in fields
    assert "entrance1_30" not in fields
    # The kept columns are read again without a remark.
    assert main(["score", str(out), "-o", str(again), "--json"]) == 0
    assert "column_unknown" not in json.loads(capsys.readouterr().out)["findings"]
    with again.open(encoding="utf-8-sig") as handle:
        assert next(csv.DictReader(handle))["was_small_toilet_1000"] == "yes"


@pytest.mark.parametrize(
    ("to", "message"),
    [("small", "grows into 'small', only into middle, full"), ("tiny", "no form 'tiny'")],
)
def test_misuse(tmp_path, capsys, to, message):
    source, out = tmp_path / "s.csv", tmp_path / "o.csv"
    source.write_text("id,form,entrance1_30\nA,small,yes\n", encoding="utf-8")
    assert main(["checklist", "grow", str(source), "--to", to, "-o", str(out)]) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()
    with pytest.raises(UsageError, match="not from full into small"):
        growth("full", "small")

# SPDX-License-Identifier: GPL-3.0-or-later
"""`accessible-kz explain`: documents, words, measured values, costs, misuse."""

import csv
import json
from fractions import Fraction

import pytest
from surveys import survey_of, uniform

import accessible_core as akz
from accessible_core.checklists import checklist
from accessible_core.checklists.measure import answer_from
from accessible_core.cli import main
from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.scoring.explain import explain, improved
from accessible_core.scoring.remedies_costs import costs_from, read_costs
from accessible_core.scoring.remedies_measured import measured_goal
from accessible_core.survey.table import Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Answer, Score, Zone, ZoneKind

FIELDS = ["id", "group", "score", "confirmed", "because", "to_reach", "find_out_first", "quirks"]


def record_of(**changes):
    """A registry record of the full form, all yes but for `changes` (zone__key=answer)."""
    record = uniform("full", "yes")
    for name, answer in changes.items():
        zone, key = name.split("__")
        record["zones"][zone][int(key)] = answer
    wire = {
        zone: {f"attribute{key}": answer for key, answer in answers.items()}
        for zone, answers in record["zones"].items()
    }
    return {"form": "full", "zones": wire}


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    lines = [
        {"id": 17, **record_of(toilet__33="no", navigation__9="unknown")},
        record_of(),
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_document_of_the_contract(records, capsys):
    code, out, err = run(capsys, "explain", records, "--id", "17", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found)[: len(FIELDS)] == FIELDS
    assert (found["id"], found["group"], found["score"]) == ("17", "movement", "partial_accessible")
    assert found["confirmed"] is False
    # The toilet is red and the signs are yellow, so that both keep the place from green.
    assert [(b["zone"], b["question"], b["answer"], b["effect"]) for b in found["because"]] == [
        ("toilet", "attribute33", "no", "gives_not_accessible"),
        ("navigation", "attribute9", "unknown", "prevents_full_accessible"),
    ]
    (goal,) = found["to_reach"]
    assert goal == "full_accessible"
    steps = [
        {name: change[name] for name in ("zone", "question", "from", "to")}
        for change in found["to_reach"][goal]
    ]
    assert steps == [
        {"zone": "toilet", "question": "attribute33", "from": "no", "to": "yes"},
        {"zone": "navigation", "question": "attribute9", "from": "unknown", "to": "yes"},
    ]


def test_a_list_applied_to_the_file_gives_the_promised_score(records, tmp_path, capsys):
    _, out, _ = run(capsys, "explain", records, "--id", "17", "--json")
    changes = json.loads(out)["to_reach"]["full_accessible"]
    record = json.loads(records.read_text(encoding="utf-8").splitlines()[0])
    for change in changes:
        assert record["zones"][change["zone"]][change["question"]] == change["from"]
        record["zones"][change["zone"]][change["question"]] = change["to"]
    better, result = tmp_path / "better.jsonl", tmp_path / "scored.jsonl"
    better.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert run(capsys, "score", better, "-o", result)[0] == 0
    scored = json.loads(result.read_text(encoding="utf-8"))
    assert scored["overall"]["movement"] == "full_accessible"


def test_a_record_without_id_is_called_by_its_line(records, capsys):
    _, out, _ = run(capsys, "explain", records, "--id", "2", "--group", "babyCarriage", "--json")
    found = json.loads(out)
    assert (found["group"], found["score"], found["to_reach"]) == (
        "babyCarriage",
        "full_accessible",
        {},
    )


@pytest.mark.parametrize(
    ("language", "goal", "answer"),
    [
        ("en", "To green, accessible", "no -> yes"),
        ("ru", "До зелёного, доступно", "нет -> да"),
        ("kk", "Жасылға дейін, қолжетімді", "жоқ -> иә"),
    ],
)
def test_words_in_three_languages(records, capsys, language, goal, answer):
    _, out, _ = run(capsys, "explain", records, "--id", "17", "--lang", language)
    assert goal in out
    assert answer in out
    asked = checklist("full").question(ZoneKind.TOILET, 33)
    assert asked.text(language) in out
    for other in {"kk", "ru", "en"} - {language}:
        assert asked.text(other) not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--id", "18"], "has no facility '18' among its 2 records (ids: 17, 2)"),
        (["--id", "17", "--group", "cats"], "no group 'cats': known are movement, limb"),
        (["--id", "17", "--scheme", "cats"], "no scheme 'cats'"),
        (["--id", "17", "--costs", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_misuse_is_one_line_and_exit_2(records, capsys, arguments, said):
    code, out, err = run(capsys, "explain", records, *arguments, "--json")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_sample_city_is_explained(sample, capsys):
    with open(sample / "survey.csv", encoding="utf-8") as handle:
        ids = [row["id"] for row in csv.DictReader(handle)]
    for number, one in enumerate(ids[:12]):
        arguments = ["--id", one, "--lang", ("kk", "ru", "en")[number % 3], "--json"]
        code, out, _ = run(capsys, "explain", sample / "survey.csv", *arguments)
        assert code in (0, 1)
        assert json.loads(out)["id"] == one


def test_from_python(sample):
    survey = validate(akz.read_survey(sample / "survey.csv"), Findings())
    found = akz.explain(survey, str(survey.ids[0]), group="vision", lang="ru")
    assert found.text() == str(found)
    assert found.as_dict()["scored_as"] == "vision"


# --- measured values -------------------------------------------------------------------


def test_a_measured_value_changes_to_one_that_means_yes():
    record = uniform("full", "yes")
    record["zones"]["movement"][6] = "no"
    question = Question(Zone.MOVEMENT, 6)
    survey = survey_of([record], measured={question: ["85 cm"]})
    found = explain(survey, 0)
    (change,) = found.to_reach[Score.FULL_ACCESSIBLE]
    assert (change.before, change.wanted) == ("85 cm", "90 cm")
    assert "85 cm -> 90 cm" in found.text()
    assert "85 cm -> 90 см" in found.text("ru")
    after = validate(improved(survey, 0, [change]), Findings())
    assert after.measured[question][0] == "90 cm"
    assert explain(after, 0).score is Score.FULL_ACCESSIBLE
    # A measurement that already means yes says nothing about what to do.
    contradicting = survey_of([record], measured={question: ["95 cm"]})
    (change,) = explain(contradicting, 0).to_reach[Score.FULL_ACCESSIBLE]
    assert (change.before, change.wanted) == ("no", "yes")


@pytest.mark.parametrize(
    ("kind", "key", "measured", "wanted"),
    [
        ("movement", 6, "85 cm", "90 cm"),
        ("movement", 6, "0,8 m", "90 cm"),
        ("movement", 11, "110 cm", "120 cm"),  # between 120 and 150 cm
        ("movement", 11, "160 cm", "150 cm"),
        ("movement", 14, "28 cm", "30 cm"),  # exactly
        ("movement", 45, "80 x 160 cm", "90 cm x 160 cm"),  # the side that is too short
        ("movement", 70, "10 %", "1:12"),
        ("movement", 18, "2", "3"),
        ("movement", 6, "95 cm", None),
        ("movement", 6, "wide", None),
        ("movement", 6, "85 kg", None),
    ],
)
def test_the_nearest_value_that_means_yes(kind, key, measured, wanted):
    question = checklist("full").question(ZoneKind(kind), key)
    assert measured_goal(question, measured) == wanted


def test_every_value_proposed_means_yes():
    units = {"count": ""}
    proposed = 0
    for question in checklist("full"):
        sides = {limit.quantity: units.get(limit.unit, limit.unit) for limit in question.thresholds}
        for number in ("0.1", "1", "500", "9000"):
            measured = " x ".join(f"{number} {unit}".strip() for unit in sides.values())
            wanted = measured_goal(question, measured)
            if wanted is not None:
                assert answer_from(question, wanted) is Answer.YES
                proposed += 1
            else:
                assert answer_from(question, measured) is not Answer.NO
    assert proposed > 200


# --- costs -----------------------------------------------------------------------------


def test_the_cheapest_set_instead_of_the_smallest(tmp_path, capsys):
    # Movement and toilet bar nothing here: green needs the way of service that is cheaper.
    record = {"id": 5, **record_of()}
    record["zones"]["serviceAccessibility"] = {f"attribute{n}": "no" for n in range(1, 8)}
    survey = tmp_path / "one.jsonl"
    survey.write_text(json.dumps(record) + "\n", encoding="utf-8")
    costs = tmp_path / "costs.csv"
    costs.write_text(
        'question,cost\nserviceAccessibility_1,900\nserviceAccessibility_2,"250,5"\n',
        encoding="utf-8",
    )
    plain = json.loads(run(capsys, "explain", survey, "--id", 5, "--json")[1])
    assert [c["question"] for c in plain["to_reach"]["full_accessible"]] == ["attribute1"]
    _, out, _ = run(capsys, "explain", survey, "--id", 5, "--costs", costs, "--json")
    (change,) = json.loads(out)["to_reach"]["full_accessible"]
    assert (change["question"], change["cost"]) == ("attribute2", 250.5)
    _, out, _ = run(capsys, "explain", survey, "--id", 5, "--costs", costs)
    assert "cost: 250.5" in out


def test_what_has_no_cost_is_left_alone_and_named(records, tmp_path, capsys):
    costs = tmp_path / "costs.toml"
    costs.write_text("toilet_33 = 100\n", encoding="utf-8")
    _, out, _ = run(capsys, "explain", records, "--id", 17, "--costs", costs, "--json")
    found = json.loads(out)
    assert found["to_reach"] == {"full_accessible": None}
    assert "cost_missing" in found["quirks"]


def test_a_cost_of_the_entrance_holds_for_all_but_those_named():
    costs = costs_from([("entrance2_30", "7"), ("entrance_30", 5)], "costs")
    assert {zone.value: cost for (zone, _), cost in costs.items()} == {
        "entrance1": 5,
        "entrance2": 7,
        "entrance3": 5,
    }
    assert costs_from([("movement_32", "0,5")], "costs") == {(Zone.MOVEMENT, 32): Fraction(1, 2)}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "zone,price\n", "first line of a cost table must be question,cost"),
        ("a.csv", "question,cost\nattic_1,5\n", "no form asks 'attic_1'"),
        ("a.csv", "question,cost\nmovement_999,5\n", "no form asks 'movement_999'"),
        ("a.csv", "question,cost\nmovement_32,-5\n", "the cost of movement_32 is '-5'"),
        ("a.csv", "question,cost\nmovement_32,\n", "the cost of movement_32 is ''"),
        ("a.csv", "question,cost\nmovement_32\n", "the cost of movement_32 is ''"),
        ("a.csv", "question,cost\nmovement_32,nan\n", "the cost of movement_32 is 'nan'"),
        ("a.csv", "question,cost\nmovement_32,1\nmovement_32,2\n", "movement_32 stands twice"),
        ("a.csv", "", "first line"),
        ("a.toml", "movement_32 = true\n", "the cost of movement_32 is 'True'"),
        ("a.toml", "movement_32 =\n", "not valid TOML"),
        ("a.json", "{}", r"a cost table is a .toml or .csv file"),
    ],
)
def test_a_broken_cost_table(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        read_costs(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)

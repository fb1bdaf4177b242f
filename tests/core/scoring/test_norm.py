# SPDX-License-Identifier: GPL-3.0-or-later
"""Norm verdicts: against tables worked out by hand from the norms' numbers."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import survey_of, uniform

from accessible_core.checklists import checklist, forms
from accessible_core.cli import main
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml, tomllib
from accessible_core.scoring.engine import score
from accessible_core.scoring.norm import State, Verdict, editions, judge
from accessible_core.scoring.norm.concerns import concerns, read_concerns
from accessible_core.scoring.norm.coverage import quantities_of
from accessible_core.scoring.norm.dates import span_of
from accessible_core.scoring.norm.editions import edition, editions_for, read_edition
from accessible_core.scoring.norm.judge import best_of
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import Question
from accessible_core.vocabulary import GROUPS, Group, Zone, ZoneKind

KZ = ("registry-before-2018", "registry-2018", "registry-2019", "sp-rk-2019")
MOVEMENT = 0


def question(column):
    zone, key = column.rsplit("_", 1)
    return Question(Zone(zone), int(key))


def facility(measured, form="full", answers=None, answer="unknown", **facts):
    record = uniform(form, answer)
    for column, word in (answers or {}).items():
        asked = question(column)
        record["zones"][asked.zone.value][asked.key] = word
    return survey_of(
        [record], measured={question(c): [text] for c, text in measured.items()}, **facts
    )


def zone_verdict(survey, by, zone, group=Group.MOVEMENT):
    verdicts = judge(survey, by)
    from accessible_core.survey.table import ZONE_INDEX

    return Verdict(int(verdicts.zones[0, ZONE_INDEX[zone], GROUPS.index(group)])).wire


# What one measured value means under each edition, worked out by hand from norms.md:
# F fails, . does not fail (met, or a case that is not known, or nothing said).
#                                               before  2018  2019  SP RK  ADA
BY_HAND = [
    ("entrance1_30", "85 cm",                  "F      F     F     F      ."),
    ("entrance1_30", "81,4 cm",                "F      F     F     F      F"),
    ("entrance1_30", "0,9 m",                  ".      .     .     .      ."),
    ("movement_6", "80 cm",                    "F      F     F     F      F"),
    ("movement_1", "1,4 m",                    "F      F     F     F      ."),
    ("movement_1", "91,4 cm",                  "F      F     F     F      F"),
    ("movement_1", "160 cm",                   ".      .     .     .      ."),
    ("movement_32", "1:18",                    "F      F     .     .      ."),
    ("movement_70", "1:18",                    "F      F     .     .      ."),
    ("movement_70", "1:12",                    "F      F     .     .      ."),
    ("movement_70", "8 %",                     "F      F     .     .      ."),
    ("movement_70", "8,4 %",                   "F      F     F     F      F"),
    ("entrance1_60", "1:11",                   ".      .     .     F      F"),
    ("entrance1_60", "1:9",                    "F      F     F     F      F"),
    ("entrance1_60", "1:20",                   ".      .     .     .      ."),
    ("entrance1_31", "1,3 cm",                 ".      .     .     .      ."),
    ("entrance1_31", "13,5 mm",                ".      .     .     .      F"),
    ("entrance1_31", "14 mm",                  "F      F     F     .      F"),
    ("toilet_5", "100 cm",                     ".      F     F     .      ."),
    ("toilet_50", "85 cm",                     "F      F     F     .      ."),
    ("toilet_8", "160 x 210 cm",               "F      F     F     .      ."),
    ("toilet_8", "150 x 210 cm",               "F      F     F     .      F"),
    ("toilet_8", "200 x 145 cm",               "F      F     F     .      ."),
    ("toilet_8", "200 x 141 cm",               "F      F     F     .      F"),
    ("entrance1_15", "1 m",                    "F      F     F     .      ."),
    ("entrance1_17", "76 cm",                  "F      F     F     .      ."),
    ("entrance1_17", "77 cm",                  "F      F     F     .      F"),
    ("entrance1_27", "110 cm",                 "F      F     F     F      ."),
    ("service_9", "150 cm",                    ".      .     .     .      F"),
    ("service_9", "149 cm",                    "F      F     F     F      F"),
    ("service_1", "95 cm",                     "F      F     F     .      ."),  # ADA: [K]
    ("parking_15", "9 %",                      "F      F     F     .      ."),  # ADA: [K]
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "marks"), BY_HAND)
def test_against_the_table_worked_out_by_hand(column, text, marks):
    survey = facility({column: text})
    found = [
        Verdict(int(judge(survey, by).overall[0, MOVEMENT])) is Verdict.FAILS
        for by in (*KZ, "ada-2010")
    ]
    assert found == [mark == "F" for mark in marks.split()], (column, text)


DECISIVE = {
    "entrance1_30": "95 cm",
    "entrance1_31": "1 cm",
    "entrance1_60": "1:25",
    "movement_1": "2 m",
    "movement_6": "95 cm",
    "movement_7": "1 cm",
    "toilet_5": "130 cm",
    "toilet_8": "2 x 2,2 m",
}


@pytest.mark.parametrize("by", ["registry-before-2018", "registry-2018", "registry-2019"])
def test_meets_needs_every_decisive_value(by):
    assert judge(facility(DECISIVE), by).overall[0, MOVEMENT] == Verdict.MEETS
    for column in DECISIVE:
        fewer = {c: text for c, text in DECISIVE.items() if c != column}
        assert judge(facility(fewer), by).overall[0, MOVEMENT] == Verdict.UNKNOWN, column


def test_nobody_is_told_meets_by_an_edition_that_lacks_decisive_clauses():
    # SP RK as known here says nothing of toilets and thresholds.
    assert judge(facility(DECISIVE), "sp-rk-2019").overall[0, MOVEMENT] == Verdict.NOT_COVERED
    assert judge(facility(DECISIVE), "ada-2010").overall[0, MOVEMENT] == Verdict.MEETS


def test_an_answer_is_no_measurement():
    for word in ("yes", "no"):
        survey = facility({}, answer=word)
        for by in (*KZ, "ada-2010"):
            assert judge(survey, by).overall[0, MOVEMENT] == Verdict.UNKNOWN
            assert not judge(survey, by).details


def test_a_level_entrance_needs_no_ramp():
    fewer = {c: text for c, text in DECISIVE.items() if c != "entrance1_60"}
    level = facility(fewer, answers={"entrance1_1": "yes"})
    assert judge(level, "registry-2019").overall[0, MOVEMENT] == Verdict.MEETS
    steep = facility({**fewer, "entrance1_60": "1:5"}, answers={"entrance1_1": "yes"})
    assert judge(steep, "registry-2019").overall[0, MOVEMENT] == Verdict.FAILS
    absent = facility(
        fewer, answers={"entrance1_60": "not_provided", "entrance1_18": "not_provided"}
    )
    assert judge(absent, "registry-2019").overall[0, MOVEMENT] == Verdict.MEETS
    half = facility(fewer, answers={"entrance1_18": "not_provided"})
    assert judge(half, "registry-2019").overall[0, MOVEMENT] == Verdict.UNKNOWN


def test_a_toilet_that_is_required_and_not_provided():
    toilet = dict.fromkeys(
        (f"toilet_{key}" for key in checklist("full").keys(ZoneKind.TOILET)), "not_provided"
    )
    base = {c: text for c, text in DECISIVE.items() if not c.startswith("toilet")}
    missing = judge(facility(base, answers=toilet), "registry-2019")
    assert missing.overall[0, MOVEMENT] == Verdict.FAILS
    assert [d.as_dict()["quantity"] for d in missing.failing(0)] == ["provided"]
    # Few visitors, short stays: none is demanded.
    spared = {**toilet, "toilet_1": "no", "toilet_2": "no"}
    assert judge(facility(base, answers=spared), "registry-2019").overall[0, 0] == Verdict.MEETS
    # Nobody said whether it is demanded.
    open_ = {**toilet, "toilet_1": "unknown", "toilet_2": "unknown"}
    assert judge(facility(base, answers=open_), "registry-2019").overall[0, 0] == Verdict.UNKNOWN
    # No source seen here says that these editions require one.
    for by in ("sp-rk-2019", "ada-2010"):
        assert judge(facility(base, answers=toilet), by).overall[0, MOVEMENT] == Verdict.UNKNOWN


def test_groups_without_any_clause_are_not_covered():
    verdicts = judge(facility(DECISIVE), "sp-rk-2019")
    found = dict(zip(GROUPS, verdicts.overall[0].tolist()))
    assert found[Group.HEARING] == found[Group.VISION] == Verdict.NOT_COVERED
    assert np.isnan(verdicts.known[0, GROUPS.index(Group.HEARING)])


@pytest.mark.parametrize(
    ("built", "names"),
    [
        ("1969", KZ[:1]),
        ("2017", KZ[:1]),
        ("2018-02-17", KZ[:1]),
        ("2018-02-18", KZ[1:2]),
        ("2018", KZ[:2]),
        ("2019-02-18", KZ[2:3]),
        ("2019-11-26", KZ[2:3]),
        ("2019-11-27", KZ[3:]),
        ("2019-11", KZ[2:]),
        ("2019", KZ[1:]),
        ("2024", KZ[3:]),
        ("", KZ),
        ("long ago", KZ),
        ("2019-02-31", KZ),
    ],
)
def test_the_building_date_chooses(built, names):
    assert judge(facility({}, built=[built])).editions[0] == names
    assert tuple(e.name for e in editions_for(*span_of(built))) == names


def test_every_day_has_its_one_edition():
    for day in range(date(1950, 1, 1).toordinal(), date(2030, 1, 1).toordinal(), 7):
        one = date.fromordinal(day)
        assert len(editions_for(one, one)) == 1


def test_rebuilding_counts_as_building():
    from dataclasses import replace

    survey = facility({}, built=["1960"])
    again = np.array(["2021-05-01"], dtype=object)
    assert judge(replace(survey, extra={"rebuilt": again})).editions[0] == ("sp-rk-2019",)


def test_an_unknown_date_gives_only_what_all_editions_say():
    wide = judge(facility({"entrance1_30": "70 cm"}))
    assert wide.overall[0, MOVEMENT] == Verdict.FAILS
    assert {detail.edition for detail in wide.failing(0)} == set(KZ)
    # 1:12 fails before 2019 and not after.
    assert judge(facility({"movement_70": "1:12"})).overall[0, MOVEMENT] == Verdict.UNKNOWN


def two_entrances(first, second):
    record = uniform("full", "unknown", (*(z for z in Zone if z is not Zone.ENTRANCE3),))
    measured = {question(c): [t] for c, t in DECISIVE.items() if not c.startswith("entrance")}
    for zone, width in ((Zone.ENTRANCE1, first), (Zone.ENTRANCE2, second)):
        for key, text in ((30, width), (31, "1 cm"), (60, "1:25")):
            measured[Question(zone, key)] = [text]
    return survey_of([record], measured=measured)


def test_of_several_entrances():
    good, bad = "95 cm", "70 cm"
    for by, mixed in (("registry-2019", Verdict.MEETS), ("ada-2010", Verdict.FAILS)):
        assert judge(two_entrances(good, good), by).overall[0, 0] == Verdict.MEETS
        assert judge(two_entrances(bad, good), by).overall[0, 0] == mixed
        assert judge(two_entrances(good, bad), by).overall[0, 0] == mixed
        assert judge(two_entrances(bad, bad), by).overall[0, 0] == Verdict.FAILS
    assert judge(two_entrances(bad, ""), "registry-2019").overall[0, 0] == Verdict.UNKNOWN


@given(
    st.lists(st.tuples(st.sampled_from(list(State)), st.booleans()), min_size=1, max_size=3).filter(
        lambda doors: any(here for _, here in doors)
    )
)
def test_best_entrance_by_brute_force(doors):
    # Unknown states can turn out either way; joined must hold for every way.
    states = np.array([[[s] * 6] for s, _ in doors], np.int8)
    here = np.array([[[h]] for _, h in doors])
    found = State(int(best_of(states, here)[0, 0]))
    there = [state for state, h in doors if h]
    if State.MEETS in there:
        assert found is State.MEETS
    elif all(state is State.FAILS for state in there):
        assert found is State.FAILS
    else:
        assert found not in (State.MEETS, State.FAILS)


@given(st.fractions(min_value=Fraction(1, 40), max_value=Fraction(1, 4), max_denominator=400))
@settings(max_examples=200, deadline=None)
def test_slopes_are_compared_exactly(slope):
    # 1:12 is 8.33 %, printed as 8 %: neither 1:12 nor 8.3 % may fail, 8.34 % must.
    run = 1 / slope
    if run.denominator > 100:
        return
    run = round(float(run), 2)
    exact = 1 / Fraction(str(run))
    survey = facility({"movement_70": f"1:{run}"})
    failed = judge(survey, "ada-2010").overall[0, MOVEMENT] == Verdict.FAILS
    assert failed == (exact > Fraction(1, 12))


UNITS = {"mm": Fraction(1, 10), "cm": Fraction(1), "m": Fraction(100), "см": 1, "м": 100}


@given(st.integers(600, 1200), st.sampled_from(sorted(UNITS)), st.booleans())
@settings(max_examples=100, deadline=None)
def test_units_do_not_matter(millimetres, unit, comma):
    number = Fraction(millimetres, 10) / UNITS[unit]
    text = f"{float(number):.6f}".rstrip("0").rstrip(".")
    survey = facility({"entrance1_30": f"{text.replace('.', ',') if comma else text} {unit}"})
    failed = {
        by: judge(survey, by).overall[0, MOVEMENT] == Verdict.FAILS
        for by in ("sp-rk-2019", "ada-2010")
    }
    assert failed == {"sp-rk-2019": millimetres < 900, "ada-2010": millimetres < 815}


# Decisive limits of the registry from 18.02.2019, in cm; slopes as run over rise.
LIMITS = {
    "entrance1_30": lambda cm: cm >= 90,
    "entrance1_31": lambda cm: cm < 1.4,
    "movement_1": lambda cm: cm >= 150,
    "movement_6": lambda cm: cm >= 90,
    "movement_7": lambda cm: cm < 1.4,
    "toilet_5": lambda cm: cm >= 120,
}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "entrance1_30": st.sampled_from([80, 89.9, 90, 95]),
            "entrance1_31": st.sampled_from([0, 1.3, 1.4, 2]),
            "movement_1": st.sampled_from([100, 149.9, 150, 200]),
            "movement_6": st.sampled_from([89.9, 90, 100]),
            "movement_7": st.sampled_from([1, 1.39, 1.4]),
            "toilet_5": st.sampled_from([90, 119.9, 120, 150]),
        },
    ),
    st.sampled_from([None, (165, 200), (164.9, 200), (165, 199.9)]),
    st.sampled_from([None, 20, 12, 11, 10, 9]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_verdicts_by_a_plain_reading(sizes, cubicle, run, level):
    measured = {column: f"{size} cm" for column, size in sizes.items()}
    verdicts = [LIMITS[column](size) for column, size in sizes.items()]
    if cubicle is not None:
        measured["toilet_8"] = f"{cubicle[0]} x {cubicle[1]} cm"
        verdicts.append(cubicle == (165, 200))
    missing = len(sizes) < len(LIMITS) or cubicle is None
    if run is not None:
        measured["entrance1_60"] = f"1:{run}"
        if run >= 12 or run < 10:  # in between it depends on the rise
            verdicts.append(run >= 12)
        else:
            missing = True
    elif not level:
        missing = True
    survey = facility(measured, answers={"entrance1_1": "yes"} if level else {})
    found = Verdict(int(judge(survey, "registry-2019").overall[0, MOVEMENT]))
    if not all(verdicts):
        assert found is Verdict.FAILS
    else:
        assert found is (Verdict.UNKNOWN if missing else Verdict.MEETS)


@pytest.mark.parametrize(
    "text", ["wide enough", "90", "-90 cm", "nan", "90 kg", "about 90 cm", "45°"]
)
def test_what_cannot_be_read_is_unknown(text):
    survey = facility({**DECISIVE, "entrance1_30": text})
    assert judge(survey, "registry-2019").overall[0, MOVEMENT] == Verdict.UNKNOWN


def test_unsurveyed_places_and_unknown_forms_are_not_judged():
    survey = survey_of([{"form": "", "zones": {}}])
    assert (judge(survey).overall == Verdict.NOT_JUDGED).all()
    assert judge(survey).counts()["movement"] == dict.fromkeys(
        ("meets", "fails", "unknown", "not_covered"), 0
    )


def test_a_failed_norm_is_a_doubt_about_a_green():
    today = date(2026, 6, 1)
    facts = {"review": ["approved"], "surveyed": ["2026-05-01"], "built": ["2021-01-01"]}
    plain = score(facility({}, answer="yes", **facts), today=today)
    assert plain.confirmed[0, MOVEMENT]
    # The registry accepts the ramp of 1:11 for a low rise; SP RK does not.
    steep = score(facility({"entrance1_60": "1:11"}, answer="yes", **facts), today=today)
    assert Doubt(int(steep.doubts[0, MOVEMENT])) == Doubt.NORM_FAILS
    assert not steep.doubts[0, GROUPS.index(Group.HEARING)]
    assert (steep.overall == plain.overall).all()


def test_clauses_are_as_named():
    failing = judge(facility({"entrance1_30": "85 cm"}), "sp-rk-2019").failing(0)
    assert [d.as_dict() for d in failing] == [
        {
            "zone": "entrance1",
            "question": "attribute30",
            "quantity": "door_clear_width",
            "measured": "85 cm",
            "limit": ">= 90 cm",
            "edition": "sp-rk-2019",
            "clause": "4.3.2.14; 4.2.3",
            "source_confidence": "S",
            "groups": ["movement"],
        }
    ]


# --- the data ---------------------------------------------------------------------------


def test_every_quantity_concerns_somebody():
    for form in forms():
        for asked in checklist(form):
            for quantity in quantities_of(checklist(form), asked.kind, asked.key):
                assert quantity in concerns()[asked.kind].groups, (form, asked.kind, quantity)
    named = {(k, q) for k, about in concerns().items() for q in about.groups}
    measured = {
        (asked.kind, q)
        for form in forms()
        for asked in checklist(form)
        for q in quantities_of(checklist(form), asked.kind, asked.key)
    }
    assert named == measured


def test_rules_name_questions_that_measure_their_quantity():
    for found in editions():
        for rule in found.rules:
            for key in rule.keys:
                assert any(
                    rule.quantity in quantities_of(checklist(form), rule.kind, key)
                    for form in forms()
                ), (found.name, rule)


def test_general_knowledge_is_never_judged_by():
    rules = edition("ada-2010").rules
    assert {rule.quantity for rule in rules if not rule.verified} == {"counter_height", "slope"}
    assert zone_verdict(facility({"service_1": "2 m"}), "ada-2010", Zone.SERVICE) == "unknown"


def test_registry_rules_are_the_checklists_own():
    rules = edition("registry-2019").rules_for(checklist("full"))
    slopes = [rule for rule in rules if rule.quantity == "slope" and rule.kind.value == "movement"]
    assert [(rule.keys, rule.limits[0].ratio) for rule in slopes] == [((70, 32), "1:12")]
    slopes = edition("registry-before-2018").rules_for(checklist("full"))
    assert [r.keys for r in slopes if r.quantity == "slope" and r.kind.value == "movement"] == [
        (32, 70)
    ]


ADA = Path(judge.__code__.co_filename).parent / "editions" / "ada-2010.toml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('questions = ["entrance_30"]', 'questions = ["garden_30"]', "no question"),
        ('questions = ["entrance_30"]', 'questions = ["entrance_30", "toilet_5"]', "one zone"),
        ('questions = ["entrance_30"]', "questions = []", "must be a list"),
        ('quantity = "door_clear_width"', "quantity = 5", "quantity must be a text"),
        ("value = 81.5", "value = true", "does not fit"),
        ("value = 81.5", 'value = "81.5"', "does not fit"),
        ('ratio = "1:12"', 'ratio = "12"', "ratio"),
        ('unit = "cm"', 'unit = "inch"', "unit 'inch'"),
        ("[86.5, 96.5]", "[96.5, 86.5]", "lower one"),
        ('entrances = "all"', 'entrances = "some"', "all"),
        ("order = 5", "order = 5\nvalid_from = 2010", "must be a date"),
        ('confidence = "S"', 'confidence = "Z"', "confidence 'Z'"),
        ("order = 5", "ordr = 5", "'ordr' means nothing"),
        ('clause = "404.2.3"', 'claus = "404.2.3"', "'claus' means nothing"),
        ('zone = "toilet"', 'zone = "garden"', "garden"),
    ],
)
def test_a_broken_edition_names_file_and_fault(old, new, message):
    written = ADA.read_text("utf-8")
    assert old in written
    with pytest.raises(KnowledgeError, match=message) as caught:
        read_edition(tomllib.loads(written.replace(old, new)), Path("broken.toml"))
    assert "broken.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"garden": {}}, "no zone"),
        ({"toilet": {"people": []}}, "'people' means nothing"),
        ({"toilet": {"movement": "width"}}, "list of quantities"),
        ({"toilet": {"decisive": {"movement": ["x"]}}}, "does not concern"),
        ({"toilet": {"spared": {"by": 1}}}, "needs 'by'"),
    ],
)
def test_broken_concerns_are_named(document, message):
    with pytest.raises(KnowledgeError, match=message):
        read_concerns(document, "concerns.toml")


def test_unknown_editions_say_what_there_is():
    with pytest.raises(UsageError, match=r"known are registry-before-2018.*ada-2010"):
        judge(facility({}), "gost")


# --- the command ------------------------------------------------------------------------

SURVEY = """id,form,built,entrance1_30,entrance1_30_measured,movement_6_measured
A,full,2021-01-01,yes,85 cm,
B,full,1990,yes,0.9 m,95 cm
C,full,,,,
"""


def test_score_by_norm_writes_its_columns(tmp_path, capsys):
    source, out = tmp_path / "s.csv", tmp_path / "out.csv"
    source.write_text(SURVEY, encoding="utf-8")
    assert main(["score", str(source), "-o", str(out), "--scheme", "norm", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["norm"]["movement"] == {"meets": 0, "fails": 1, "unknown": 2, "not_covered": 0}
    assert document["facilities"] == 3
    assert document["editions"]["sp-rk-2019"] == 2
    import csv

    with out.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["norm_movement"] for row in rows] == ["fails", "unknown", "unknown"]
    assert "4.3.2.14" in rows[0]["norm_failing"]
    assert rows[1]["norm_edition"] == "registry-before-2018"
    lines = tmp_path / "out.jsonl"
    args = ["score", str(source), "-o", str(lines), "--scheme", "norm", "--edition", "ada-2010"]
    assert main(args) == 0
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert [record["editions"] for record in records] == [["ada-2010"]] * 3
    assert records[0]["norm"]["movement"] == "unknown"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--scheme", "norms"], "known are registry-2024, norm"),
        (["--scheme", "norm", "--edition", "gost"], "no edition 'gost'"),
        (["--edition", "ada-2010"], "--scheme norm only"),
    ],
)
def test_misuse_is_one_line_and_writes_nothing(tmp_path, capsys, more, message):
    source, out = tmp_path / "s.csv", tmp_path / "out.csv"
    source.write_text(SURVEY, encoding="utf-8")
    assert main(["score", str(source), "-o", str(out), *more]) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_the_files_load():
    assert [found.name for found in editions()][:4] == list(KZ)
    assert load_toml(ADA)["edition"] == "2010"

# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing verdicts: all side by side, and a true reason for each difference."""

import json
from datetime import date
from pathlib import Path

import pytest
from surveys import survey_of, uniform

from accessible_core.cli import main
from accessible_core.errors import InputError
from accessible_core.knowledge import load_toml
from accessible_core.scoring import compare as module
from accessible_core.scoring.compare import compare
from accessible_core.scoring.norm import editions
from accessible_core.survey.table import Question
from accessible_core.vocabulary import GROUPS, LANGUAGES, Zone

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "survey.csv"
TODAY = date(2026, 6, 1)


def facility(measured, answer="yes", **facts):
    measured = {Question(zone, key): [text] for (zone, key), text in measured.items()}
    return survey_of([uniform("full", answer)], measured=measured, **facts)


def reasons(document, group, *between):
    return [
        reason
        for difference in document["differences"]
        if difference["group"] == group and difference["between"] == list(between)
        for reason in difference["reasons"]
    ]


def test_a_door_of_85_cm_here_and_in_america():
    survey = facility({(Zone.ENTRANCE1, 30): "85 cm"}, built=["2021"])
    document = compare(survey, "0", today=TODAY).as_dict()
    assert document["registry"]["movement"]["score"] == "full_accessible"
    assert set(document["registry"]["movement"]["doubts"]) >= {"contradicted", "norm_fails"}
    verdicts = {n["edition"]: n["verdicts"]["movement"] for n in document["norms"]}
    assert verdicts["sp-rk-2019"] == verdicts["registry-2019"] == "fails"
    assert verdicts["ada-2010"] == "unknown"
    assert [n["edition"] for n in document["norms"] if n["chosen_by_date"]] == ["sp-rk-2019"]
    (failed,) = reasons(document, "movement", "registry-2024", "sp-rk-2019")
    assert failed["code"] == "clause_failed_answer_yes"
    assert failed["clause"] == "4.3.2.14; 4.2.3"
    (other,) = reasons(document, "movement", "sp-rk-2019", "ada-2010")
    assert (other["code"], other["limit"], other["other_limit"]) == (
        "limits_differ",
        ">= 90 cm",
        ">= 81.5 cm",
    )


def test_a_case_that_nobody_told():
    survey = facility({(Zone.ENTRANCE1, 60): "1:15"}, built=["2021"])
    document = compare(survey, "0", today=TODAY).as_dict()
    codes = [r["code"] for r in reasons(document, "movement", "registry-2024", "sp-rk-2019")]
    assert codes == ["not_measured", "case_unknown", "not_covered"]


def test_every_difference_has_a_reason_in_three_languages():
    surveys = [
        facility({}, answer=word, built=[built])
        for word in ("yes", "no", "unknown", "not_provided")
        for built in ("1970", "2021", "")
    ]
    surveys.append(facility({(Zone.ENTRANCE1, 30): "60 cm", (Zone.TOILET, 5): "1 m"}))
    for survey in surveys:
        found = compare(survey, "0", today=TODAY)
        for language in LANGUAGES:
            for difference in found.as_dict(language)["differences"]:
                if difference["verdicts"][0] not in ("not_provided", "unknown"):
                    assert difference["reasons"], difference
                for reason in difference["reasons"]:
                    assert "{" not in reason["text"], reason


def test_words_for_every_reason_and_none_idle():
    path = Path(module.__file__).parents[1] / "messages" / "compare.toml"
    source = Path(module.__file__).read_text("utf-8")
    assert all(f'"{code}"' in source for code in load_toml(path))


def test_the_sample_city(capsys):
    assert main(["compare", str(SAMPLE), "--id", "UQ-031", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document["registry"]) == {group.value for group in GROUPS}
    assert [norm["edition"] for norm in document["norms"]] == [e.name for e in editions()]
    for language in LANGUAGES:
        assert main(["compare", str(SAMPLE), "--id", "UQ-031", "--lang", language]) == 0
        assert "85 cm" in capsys.readouterr().out


def test_nobody_there(capsys):
    assert main(["compare", str(SAMPLE), "--id", "UQ-000"]) == 2
    assert "no facility 'UQ-000'" in capsys.readouterr().err
    with pytest.raises(InputError, match="never surveyed"):
        compare(survey_of([{"form": "", "zones": {}}]), "0")

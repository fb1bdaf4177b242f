# SPDX-License-Identifier: GPL-3.0-or-later
"""A broken lift is not a lift: reported, no reason to rely on a green, never changed."""

import csv
import json

import numpy as np
import pytest

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.devices import device_columns, devices, read_devices
from accessible_core.cli import main
from accessible_core.errors import KnowledgeError
from accessible_core.findings import Findings
from accessible_core.messages import entry
from accessible_core.scoring.engine import score
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import LANGUAGES, Answer, ZoneKind

KEYS = checklist("small").keys(ZoneKind.MOVEMENT)


def survey(**columns):
    findings = Findings()
    answers = {
        f"{'entrance1' if kind is ZoneKind.ENTRANCE else kind.value}_{key}": ["yes"]
        for kind in checklist("small").zones
        for key in checklist("small").keys(kind)
    }
    given = {"id": ["A"], "form": ["small"], **answers, **{k: [v] for k, v in columns.items()}}
    found = validate(survey_from_columns(given, source="test", findings=findings), findings)
    return found, findings.counts()


def contradicted(found):
    return bool(score(found).doubts[0, 0] & Doubt.CONTRADICTED)


@pytest.mark.parametrize(
    ("columns", "doubtful"),
    [
        ({}, False),
        ({"movement_lift_works": "yes"}, False),
        ({"movement_lift_works": ""}, False),
        ({"movement_lift_works": "no"}, True),
        ({"Movement_Lift_Works": "нет"}, True),
        ({"movement_lift_works": "no", "movement_platform_works": "yes"}, False),
        ({"movement_lift_works": "no", "movement_platform_works": "unknown"}, True),
        ({"movement_lift_works": "no", "movement_1001": "no"}, False),
        ({"entrance1_platform_works": "no"}, True),
        ({"entrance1_call_button_works": "no"}, True),
    ],
)
def test_a_broken_device(columns, doubtful):
    found, counts = survey(**columns)
    assert contradicted(found) == doubtful
    assert counts.get("device_broken", 0) == doubtful
    assert "column_unknown" not in counts
    # Never silently changed: score and answer stay what they were.
    if "movement_1001" not in columns:
        assert (found.answers == Answer.YES).all()
        plain, _ = survey()
        assert np.array_equal(score(found).overall, score(plain).overall)


def test_the_columns_come_out_again():
    found, counts = survey(
        movement_lift_floors="1-5", movement_lift_photo="lift.jpg", toilet_photo="wc.jpg"
    )
    written = survey_columns(found)
    assert written["movement_lift_floors"].tolist() == ["1-5"]
    assert written["toilet_photo"].tolist() == ["wc.jpg"]
    assert "column_unknown" not in counts


def test_a_word_that_is_neither_yes_nor_no():
    _, counts = survey(movement_lift_works="sometimes")
    assert counts["answer_not_understood"] == 1


def test_from_a_file(tmp_path, capsys):
    source, out = tmp_path / "s.csv", tmp_path / "o.csv"
    names = [f"movement_{key}" for key in KEYS]
    with source.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "form", *names, "movement_lift_works", "movement_lift_floors"])
        writer.writerow(["A", "small", *["yes"] * len(names), "no", "1-3"])
    assert main(["score", str(source), "-o", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"]["device_broken"] == 1
    with out.open(encoding="utf-8-sig") as handle:
        assert next(csv.DictReader(handle))["movement_lift_floors"] == "1-3"


def test_keys_are_asked_somewhere_and_words_complete():
    for device in devices():
        for key in device.keys:
            assert any(checklist(form).get(device.kind, key) for form in forms()), (device, key)
        for language in LANGUAGES:
            assert device.text(language)
            assert device.help(language)
    assert len(set(device_columns())) == len(device_columns())
    assert entry("findings", "device_broken")["severity"] == "warning"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"zone": "garden"}, "no zone"),
        ({"keys": []}, "whole numbers"),
        ({"keys": ["1"]}, "whole numbers"),
        ({"kk": ""}, "kk, ru and en"),
        ({"help": None}, "help"),
        ({"wors": 1}, "'wors' means nothing"),
    ],
)
def test_a_broken_file_is_named(change, message):
    words = {"kk": "a", "ru": "b", "en": "c"}
    good = {"zone": "movement", "keys": [1], "help": words, **words}
    assert len(read_devices({"lift": good}, "devices.toml")) == 1
    with pytest.raises(KnowledgeError, match=message):
        read_devices({"lift": {**good, **change}}, "devices.toml")


def test_the_form_shows_them(capsys):
    assert main(["checklist", "show", "small", "--lang", "ru", "--json"]) == 0
    beside = json.loads(capsys.readouterr().out)["beside"]
    lift = next(d for d in beside if "movement_lift_works" in d["columns"])
    assert lift["keys"] == [1001]
    assert "movement_lift_floors" in lift["columns"]
    assert main(["checklist", "show", "small", "--lang", "kk"]) == 0
    assert "entrance1_call_button_works" in capsys.readouterr().out
    assert main(["checklist", "show", "bus_stop"]) == 0
    assert "_works" not in capsys.readouterr().out

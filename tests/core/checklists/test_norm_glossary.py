# SPDX-License-Identifier: GPL-3.0-or-later
"""One word for one thing in each language; no translation missing."""

import re
from pathlib import Path

import pytest

from accessible_core.checklists import checklist, forms, loader
from accessible_core.checklists.devices import devices
from accessible_core.knowledge import load_toml
from accessible_core.messages import subject
from accessible_core.vocabulary import LANGUAGES, ZoneKind

GLOSSARY = load_toml(Path(loader.__file__).with_name("glossary.toml"))


def every_text():
    for form in forms():
        asked = checklist(form)
        yield asked.words
        for groups in asked.zones.values():
            for group in groups:
                yield group.words
                yield from (subgroup.words for subgroup in group.subgroups)
        for question in asked:
            yield question.words
            yield question.hint
    for device in devices():
        yield device.words
        yield device.hint
    yield from subject("labels").values()


TEXTS = list({words["en"]: words for words in every_text() if words and words["en"]}.values())


def drift(words):
    """Return the terms of one text that its translations put otherwise."""
    found = []
    for name, term in GLOSSARY.items():
        if re.search(term["en"], words["en"].lower()):
            found += [
                (name, language)
                for language in ("ru", "kk")
                if not re.search(term[language], words[language].lower())
            ]
        for language, avoided in term.get("avoid", {}).items():
            found += [
                (name, language, bad) for bad in avoided if re.search(bad, words[language].lower())
            ]
    return found


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: words["en"][:40])
def test_no_drift_and_nothing_untranslated(words):
    assert not drift(words), words
    for language in LANGUAGES:
        assert words[language].strip()
        assert words[language] == words[language].strip()


def test_the_test_finds_drift():
    good = {"en": "Handrail at the ramp", "ru": "Поручень пандуса", "kk": "Пандус тұтқасы"}
    assert not drift(good)
    assert drift({**good, "ru": "Перила пандуса"}) == [
        ("handrail", "ru"),
        ("handrail", "ru", GLOSSARY["handrail"]["avoid"]["ru"][0]),
    ]
    assert drift({**good, "kk": "Рампа тұтқасы"}) == [("ramp", "kk")]


@pytest.mark.parametrize("name", GLOSSARY)
def test_terms_are_complete_and_used(name):
    term = GLOSSARY[name]
    assert set(term) <= {*LANGUAGES, "avoid"}
    for language in LANGUAGES:
        assert re.compile(term[language])
        assert any(re.search(term[language], words[language].lower()) for words in TEXTS)


def test_help_says_how_in_its_own_language():
    helped = [q for form in forms() for q in checklist(form) if q.hint]
    assert len(helped) > 20
    for question in helped:
        for language in LANGUAGES:
            words = question.help(language)
            letters = re.sub(r"[^A-Za-z]", "", re.sub(r"\bx\b", "", words))
            assert bool(letters) == (language == "en"), words
        assert not re.search("[әғқңөұүһі]", question.help("ru").lower()), question.help("ru")
        assert question.as_dict("kk")["help"] == question.help("kk")
    assert checklist("full").question(ZoneKind.ENTRANCE, 2).help("en") == ""
    assert "help" not in checklist("full").question(ZoneKind.ENTRANCE, 2).as_dict("en")


def test_measured_sizes_and_slopes_have_help():
    # Where a surveyor would wonder: slopes, clear widths, cubicles.
    full = checklist("full")
    wondered = {"slope", "door_clear_width", "car_width", "cubicle_width", "opening_torque"}
    for question in full:
        if (
            question.kind is not ZoneKind.PARKING
            and wondered & {limit.quantity for limit in question.thresholds}
            and (question.kind, question.key) != (ZoneKind.TOILET, 22)
        ):
            assert question.help("ru"), (question.kind, question.key)

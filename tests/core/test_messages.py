# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message stands in three languages and fills in the same values."""

import re
from pathlib import Path

import pytest

from accessible_core import messages
from accessible_core.errors import KnowledgeError
from accessible_core.findings import Finding, Findings, Severity
from accessible_core.vocabulary import LANGUAGES

SUBJECTS = sorted(path.stem for path in Path(messages.__file__).parent.glob("*.toml"))
KAZAKH_ONLY = set("әғқңөұүһі")


@pytest.mark.parametrize("name", SUBJECTS)
def test_three_languages_with_the_same_values(name):
    for code, words in messages.subject(name).items():
        values = {lang: sorted(re.findall(r"\{(\w+)\}", words[lang])) for lang in LANGUAGES}
        assert values["kk"] == values["ru"] == values["en"], f"{name}.toml [{code}]"


@pytest.mark.parametrize("name", SUBJECTS)
def test_languages_are_not_mixed_up(name):
    entries = messages.subject(name)
    kazakh = "".join(words["kk"] for words in entries.values()).lower()
    assert KAZAKH_ONLY & set(kazakh), "the Kazakh texts have no Kazakh letter"
    for code, words in entries.items():
        assert not KAZAKH_ONLY & set(words["ru"].lower()), f"{name}.toml [{code}] ru"
        assert not re.search(r"[\u0400-\u04ff]", words["en"]), f"{name}.toml [{code}] en"


def test_every_finding_has_a_severity():
    for code in messages.subject("findings"):
        assert Finding(code).severity in Severity


def test_a_finding_with_an_unknown_code_fails_when_it_is_made():
    with pytest.raises(KnowledgeError, match="no_such_code"):
        Findings().add("no_such_code")


def test_values_with_braces_are_not_taken_for_templates():
    code = next(c for c, w in messages.subject("findings").items() if "{value}" in w["en"])
    assert "{record}{0}" in Finding(code, value="{record}{0}").hint()


def test_other_languages_fall_back_to_english():
    code = next(iter(messages.subject("findings")))
    assert messages.text("findings", code, "de_AT") == messages.text("findings", code, "en")
    assert messages.text("findings", code, "ru_KZ") == messages.text("findings", code, "ru")


@pytest.mark.parametrize("detail", ["name", "code", "language"])
def test_a_detail_may_be_called_as_what_finds_the_words(detail, monkeypatch):
    words = dict.fromkeys(LANGUAGES, "It is {" + detail + "}.")
    monkeypatch.setitem(messages.subject("findings"), "made_up", words)
    assert messages.text("findings", "made_up", "ru", **{detail: "this"}) == "It is this."

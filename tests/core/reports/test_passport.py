# SPDX-License-Identifier: GPL-3.0-or-later
"""Passports: what they say, against the survey and the scoring engine."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import accessible_core as akz
from accessible_core.checklists import checklist
from accessible_core.errors import InputError, UsageError
from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.reports.passport import passport
from accessible_core.reports.passport_html import passport_html
from accessible_core.reports.words import ranges
from accessible_core.reports.writing import file_names
from accessible_core.scoring.explain import improved
from accessible_core.survey.table import ZONE_INDEX, Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import GROUPS, LANGUAGES, Answer, Score

DAY = date(2026, 11, 24)
_VOID = {"meta", "img", "br", "link"}


@pytest.fixture(scope="module")
def survey(sample):
    return validate(akz.read_survey(sample / "survey.csv"), Findings())


class Page(HTMLParser):
    """Reads a page as strictly as a screen reader's user would like it to be."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.words, self.headings, self.images, self.ids = [], [], [], [], []
        self.items = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "img":
            self.images.append(given)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "li":
            self.items.append("")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.words.append(data)
        if "li" in self.open:
            self.items[-1] += data

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_facility_has_every_question_with_its_answer(survey, language):
    for row in range(len(survey)):
        one = passport(survey, row, today=DAY)
        page = Page(passport_html([one], language))
        assert page.headings[0] == 1
        # No level is skipped on the way down (WCAG H42).
        assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:]))
        assert len(page.ids) == len(set(page.ids))
        assert "nan" not in page.text.split()
        assert "None" not in page.text.split()
        form = one.facility.form
        if form is None:
            assert text("passport", "never_surveyed", language) in page.text
            continue
        items = [re.sub(r"\s+", " ", item).strip() for item in page.items]
        for column, question in enumerate(survey.questions):
            if not survey.present[row, ZONE_INDEX[question.zone]]:
                continue
            asked = form.get(question.zone.kind, question.key)
            if asked is None:
                continue
            answer = Answer(int(survey.answers[row, column])).wire
            words = text("labels", f"answer_{answer}", language)
            wanted = f"{question.key}. {asked.text(language)}: {words}"
            assert any(item.startswith(wanted) for item in items), wanted


def test_the_ways_lead_where_they_say(survey):
    """Applied to the survey and scored again, each way gives its light."""
    led = 0
    for row in np.flatnonzero(survey.surveyed).tolist():
        one = passport(survey, row, today=DAY)
        for way in one.ways:
            if way.numbers is None:
                continue
            changes = [one.improvements[number - 1].change for number in way.numbers]
            better = improved(one.survey, 0, changes)
            assert akz.score(better).overall[0, GROUPS.index(way.group)] == way.goal
            led += 1
    assert led > 100


def test_improvements_come_in_the_order_of_effect(survey):
    one = passport(survey, "UQ-005", today=DAY)
    helped = [len(item.groups) for item in one.improvements]
    assert helped == sorted(helped, reverse=True)
    best = {way.group: way for way in one.ways if way.numbers and way.goal is Score.FULL_ACCESSIBLE}
    for item in one.improvements:
        for group in item.groups:
            if group in best:
                assert item.number in best[group].numbers


def test_a_green_that_is_not_confirmed_never_looks_like_one_that_is(survey):
    one = passport(replace(survey, facilities=_with(survey, review="draft")), "UQ-003", today=DAY)
    page = passport_html([one], "en")
    assert "Accessible, confirmed" not in page
    assert 'class="light full"' not in page
    assert text("labels", "doubt_not_approved", "en") in page


def _with(survey, **columns):
    filled = {name: np.full(len(survey), words, object) for name, words in columns.items()}
    return {**survey.facilities, **filled}


def test_text_of_strangers_stays_text(survey):
    evil = "<script>alert(1)</script>\x00\ud800 & \"'</title>"
    hostile = replace(
        survey,
        facilities=_with(survey, name=evil, name_en=evil, address=evil, built=evil, review=evil),
        comments={zone: np.full(len(survey), evil, object) for zone in ZONE_INDEX},
    )
    hostile = replace(hostile, facilities={**hostile.facilities, "review": survey.text("review")})
    page = passport_html([passport(hostile, 3, today=DAY)], "en", publisher='"} </style><b>')
    assert "<script" not in page
    assert "</style><b>" not in page
    page.encode("utf-8")
    Page(page)


def test_people_are_left_out(survey):
    coded = replace(survey, facilities=_with(survey, surveyor_code="vol-unmistakable-77"))
    assert "unmistakable" not in passport_html([passport(coded, 3, today=DAY)], "en")


def test_a_cost_that_is_not_given_is_not_nothing(survey):
    asked = checklist(str(survey.form[survey.ids.tolist().index("UQ-005")]))
    assert asked
    one = passport(survey, "UQ-005", today=DAY)
    first = one.improvements[0].change
    priced = passport(survey, "UQ-005", costs={(first.zone, first.key): 1250000}, today=DAY)
    page = Page(passport_html([priced], "en"))
    for item in priced.improvements:
        if (item.change.zone, item.change.key) == (first.zone, first.key):
            assert "1\u00a0250\u00a0000" in " ".join(page.words)


@pytest.mark.parametrize(
    ("records", "words"),
    [(["UQ-404"], "UQ-404"), ([], "no facility")],
)
def test_misuse_is_told(survey, records, words):
    with pytest.raises((InputError, UsageError), match=words):
        passport_html([passport(survey, record, today=DAY) for record in records])


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"palette": "pink"}])
def test_unknown_looks_list_the_known_ones(survey, wrong):
    with pytest.raises(UsageError, match=r"kk, ru, en|registry, safe, mono"):
        passport_html([passport(survey, 3, today=DAY)], **wrong)


@given(st.sets(st.integers(1, 40)))
@settings(max_examples=60)
def test_ranges_name_exactly_the_numbers(numbers):
    named = set()
    for part in filter(None, ranges(sorted(numbers)).split(", ")):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers


@given(st.lists(st.text(max_size=120), max_size=12))
def test_names_of_files_are_safe_and_differ(records):
    names = file_names(records, ".pdf")
    assert len({name.casefold() for name in names}) == len(records)
    for name in names:
        assert re.fullmatch(r"[\w-][\w.-]*\.pdf", name)
        assert len(name.encode()) < 255 * 2
        assert name.split(".", maxsplit=1)[0].lower() not in {"con", "nul", "aux", "prn", "com1"}


def test_a_question_that_nobody_answered_is_unknown(survey):
    row = survey.ids.tolist().index("UQ-005")
    zone = next(question.zone for question in survey.questions if survey.present[row].any())
    bare = replace(survey, questions=(), answers=np.zeros((len(survey), 0), np.int8), measured={})
    page = Page(passport_html([passport(bare, row, today=DAY)], "en"))
    form = checklist(str(survey.form[row]))
    key = form.keys(zone.kind)[0]
    wanted = f"{key}. {form.question(zone.kind, key).text('en')}: Not known"
    assert any(item.startswith(wanted) for item in page.items)
    assert Question(zone, key) not in bare.column_of

# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening hours against another reader (opening-hours-py) and against the wiki's words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from accessible_core.errors import UsageError
from accessible_core.network.moment import Moment
from accessible_core.network.opening_hours import read_opening_hours

WORDS = {State.OPEN: True, State.CLOSED: False, State.UNKNOWN: None}
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ask(text, when):
    hours = read_opening_hours(text)
    assert hours is not None, text
    return hours.at(Moment.of(when))


@st.composite
def spans(draw):
    def clock():
        return f"{draw(st.integers(0, 23)):02d}:{draw(st.sampled_from([0, 30])):02d}"

    begin, end = clock(), draw(st.sampled_from([clock(), "24:00", "26:00"]))
    return f"{begin}-{end}" if begin != end else f"{begin}-24:00"


@st.composite
def rules(draw):
    parts = []
    kind = draw(st.sampled_from(["", "", "months", "days", "years"]))
    if kind == "months":
        a, b = draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))
        parts.append(f"{a}-{b}" if a != b else a)
    elif kind == "days":
        a, b = draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))
        first, last = draw(st.integers(1, 28)), draw(st.integers(1, 28))
        if (a, first) != (b, last):
            parts.append(f"{a} {first:02d}-{b} {last:02d}")
    elif kind == "years":
        parts.append(draw(st.sampled_from(["2026", "2026 Mar 05-2027 Feb 10", "2026-2027"])))
    if draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=2, unique=True))
        parts.append(draw(st.sampled_from(["-", ","])).join(days))
    if not parts or draw(st.booleans()):
        parts.append(",".join(draw(st.lists(spans(), min_size=1, max_size=2))))
    parts.append(draw(st.sampled_from(["", "", "", "off", "unknown"])))
    return " ".join(part for part in parts if part)


def over_midnight(text):
    clocks = re.findall(r"(\d\d:\d\d)-(\d\d:\d\d)", text)
    return any(end <= begin or end > "24:00" for begin, end in clocks)


@settings(max_examples=300, deadline=None)
@given(
    texts=st.lists(rules(), min_size=1, max_size=3),
    minutes=st.lists(st.integers(0, 3 * 365 * 1440), min_size=8, max_size=8),
)
def test_same_as_another_reader(texts, minutes):
    # The other reader forgets what a later rule carries over midnight (see TABLE).
    text = "; ".join([texts[0], *(each for each in texts[1:] if not over_midnight(each))])
    other = OpeningHours(text)
    for minute in minutes:
        when = datetime.fromisoformat("2025-06-01") + timedelta(minutes=minute)
        assert ask(text, when) == WORDS[other.state(when)[0]], (text, when)


# 2026-11-24 is a Tuesday.
TABLE = [
    ("24/7", "2026-11-24T03:00", True),
    ("Mo-Fr 08:00-18:00", "2026-11-24T08:00", True),
    ("Mo-Fr 08:00-18:00", "2026-11-24T18:00", False),
    ("mo-fr 8:00 - 18:00", "2026-11-24T17:59", True),
    ("Mo–Fr 08:00–18:00", "2026-11-28T09:00", False),  # noqa: RUF001 - dashes of mappers
    ("Sa-Mo", "2026-11-24", False),
    ("Sa-Mo", "2026-11-23", True),
    ("22:00-02:00", "2026-11-24T01:00", True),
    ("Mo 22:00-02:00", "2026-11-24T01:00", True),
    ("Tu 22:00-02:00", "2026-11-24T01:00", False),
    ("Nov-Mar closed; 08:00-18:00", "2026-11-24T09:00", True),  # the later rule counts
    ("08:00-18:00; Nov-Mar closed", "2026-11-24T09:00", False),
    ("Nov 20-Jan 10", "2027-01-10T12:00", True),
    ("Nov 20-Jan 10", "2027-01-11T12:00", False),
    ("2016 Apr 25 - 2016 Sep 26", "2026-07-01", False),
    ('Mo-Fr 08:00-18:00 "by appointment"', "2026-11-24T09:00", None),
    ('Mo-Fr 08:00-18:00 open "ring the bell"', "2026-11-24T09:00", True),
    ("Mo-Fr unknown", "2026-11-24T09:00", None),
    ('Mo-Fr 08:00-12:00 || "by phone"', "2026-11-24T13:00", None),
    # What began on Saturday goes on after midnight, whatever an earlier rule says of Sunday.
    ("Mo-Su 08:00-18:00; Sa 20:00-02:00", "2026-11-29T01:00", True),
    ("Mo-Su 08:00-18:00; Sa 20:00-02:00", "2026-11-28T01:00", False),
    # A whole day: decided only where it does not change.
    ("08:00-18:00", "2026-11-24", None),
    ("Tu", "2026-11-24", True),
    ("Sa 08:00-18:00", "2026-11-24", False),
    ("Mo 22:00-02:00", "2026-11-24", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "expected"), TABLE)
def test_table(text, when, expected):
    assert ask(text, when) is expected


@pytest.mark.parametrize(
    "text",
    [
        "sunrise-sunset", "Mo-Fr 08:00+", "week 10-20 Mo", "easter", "Mo[1] 10:00-12:00", "dawn",
        "08:00", "Mo-Fr 08:00-18:00 and so on", "8-18", "", "25:00-26:00", "08:70-09:00", "winter",
        "Mo-", "-Fr", ";", "Apr 31-20", "Mo-Fr 08:00-18:00;;", "08:00-50:00", '"only this',
        "2027-2026", "Jan-Feb 10",
    ],
)  # fmt: skip
def test_what_is_not_read_is_not_guessed(text):
    assert read_opening_hours(text) is None


def test_holidays_decide_only_where_they_are_known():
    hours = read_opening_hours("Mo-Fr 08:00-18:00; PH off")
    tuesday = Moment.of("2026-11-24T09:00")
    assert hours.at(tuesday) is None
    assert hours.at(tuesday, frozenset()) is True
    assert hours.at(tuesday, frozenset({"ph"})) is False
    assert hours.at(Moment.of("2026-11-24T19:00")) is False  # closed whatever the day is
    both = read_opening_hours("SH Mo-Fr 08:00-18:00")
    assert both.at(tuesday, frozenset({"sh"})) is True
    assert both.at(tuesday, frozenset()) is False
    assert read_opening_hours("Mo-Su,PH 08:00-18:00").at(tuesday) is True


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24T07:05", "2026-11-24T07:05"),
        (" 2026-11-24 07:05:59 ", "2026-11-24T07:05"),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime.fromisoformat("2026-11-24T23:59"), "2026-11-24T23:59"),
        (Moment(date(2026, 11, 24), 60), "2026-11-24T01:00"),
    ],
)
def test_moments(given, said):
    assert str(Moment.of(given)) == said


@pytest.mark.parametrize(
    "given",
    ["", "now", "24.11.2026", "2026-13-01", "2026-11-24T24:00", "2026-11-24T07:05Z", "2026-11-24T7",
     datetime.fromisoformat("2026-11-24T07:05+05:00")],
)  # fmt: skip
def test_no_moments(given):
    with pytest.raises(UsageError, match="local time"):
        Moment.of(given)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening hours against another reader (opening-hours-py) and against the wiki's words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import osmium
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours, ParserError, State

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
    return f"{begin}-{end}" if begin != end and (begin, end) < ("02:00", "26:00") else "10:00-24:00"


SEPARATORS = st.sampled_from([",", ",", ", "])


@st.composite
def listed(draw, items, most):
    return draw(SEPARATORS).join(draw(st.lists(items, min_size=1, max_size=most)))


@st.composite
def pairs(draw, words):
    a, b = draw(st.sampled_from(words)), draw(st.sampled_from(words))
    return draw(st.sampled_from([a, f"{a}-{b}"])) if a != b else a


@st.composite
def days_of_months(draw):
    (a, first), (b, last) = (
        (draw(st.sampled_from(MONTHS)), draw(st.integers(1, 28))) for _ in range(2)
    )
    return f"{a} {first:02d}-{b} {last:02d}" if (a, first) != (b, last) else f"{a} {first:02d}"


YEARS = st.sampled_from(["2025", "2026", "2027", "2025-2026"])
DATES = st.one_of(
    st.just(""),
    st.just(""),
    listed(pairs(MONTHS), 2),
    listed(days_of_months(), 2),
    listed(YEARS, 2),
    st.just("2026 Mar 05-2027 Feb 10"),
    st.tuples(listed(YEARS, 2), listed(pairs(MONTHS), 2)).map(" ".join),
)


WEEKDAYS = st.one_of(
    st.just(""),
    listed(pairs(DAYS), 3),
    listed(pairs(DAYS), 2).map("PH,".__add__),  # the other reader wants holidays first
)


@st.composite
def rules(draw):
    parts = [draw(DATES), draw(WEEKDAYS)]
    if not any(parts) or draw(st.booleans()):
        parts.append(draw(listed(spans(), 2)))
    parts.append(draw(st.sampled_from(["", "", "", "", "off", "unknown", "open", '"call us"'])))
    return " ".join(part for part in parts if part)


@st.composite
def values(draw):
    found = draw(rules())
    for _ in range(draw(st.integers(0, 2))):
        found += draw(st.sampled_from(["; ", "; ", ", ", " || "])) + draw(rules())
    return found


def over_midnight(text):
    clocks = re.findall(r"(\d\d?:\d\d) *- *(\d\d?:\d\d)", text)
    return any(end.zfill(5) <= begin.zfill(5) or end > "24:00" for begin, end in clocks)


def disputed(text):
    """Whether the two readers in use differ, so that ours may leave it open."""
    every_day = re.search(r"; *(\d|open|unknown|\")", text)
    return any(word in text for word in (", ", "||", '"')) or every_day is not None


def no_other_answer(text, when):
    """What ours says that the other reader does not, None for nothing."""
    hours, other = read_opening_hours(text), OpeningHours(text)
    told, expected = hours.at(Moment.of(when), frozenset()), WORDS[other.state(when)[0]]
    if told == expected or (told is None and disputed(text)):
        return None
    # Whether yesterday was a holiday nobody said: what it carries over midnight stays open.
    carried = over_midnight(text) and re.search("ph|sh", text, re.IGNORECASE)
    if told is None and carried and when.hour < 12:
        return None
    # The other reader forgets what a later rule carries over midnight (see TABLE).
    later = re.split(r"; *|, |\|\|", text)[1:]
    if any(map(over_midnight, later)) and when.hour < 12 and expected is False:
        return None
    return f"{text} at {when:%a %F %R}: {told}, the other reader says {expected}"


@settings(max_examples=600, deadline=None)
@example(text="10:00-24:00 || Mo, Mo unknown", minutes=[7800])
@given(text=values(), minutes=st.lists(st.integers(0, 3 * 365 * 1440), min_size=12, max_size=12))
def test_same_as_another_reader(text, minutes):
    if read_opening_hours(text) is None:
        return  # that they are few is told below
    for minute in minutes:
        when = datetime.fromisoformat("2025-01-01") + timedelta(minutes=minute)
        assert no_other_answer(text, when) is None


WHOSE = ("access", "foot", "bicycle", "motor_vehicle", "maxspeed", "hgv", "horse", "maxweight")


def real_values(folder):
    """All opening hours of the files there, and the conditions of what is conditional."""
    keys = osmium.filter.KeyFilter("opening_hours", *(f"{key}:conditional" for key in WHOSE))
    found = set()
    for path in folder.glob("*.osm*"):
        for thing in osmium.FileProcessor(path).with_filter(keys):
            for tag in thing.tags:
                if tag.k == "opening_hours":
                    found.add(tag.v)
                elif tag.k.endswith(":conditional"):
                    found |= {each.strip() for each in re.findall(r"@ *\(([^()]*)\)", tag.v)}
    return sorted(found)


def test_real_values_are_read_as_another_reader_does(shared):
    texts = real_values(shared / "data" / "osm")
    legible, read, faults = 0, 0, []
    for text in texts:
        try:
            OpeningHours(text)
        except ParserError:
            continue
        legible += 1
        if read_opening_hours(text) is None:
            continue
        read += 1
        # 37 and 24 share no factor: all hours of all weekdays over the seasons.
        moments = (datetime.fromisoformat("2025-06-01T00:20") + timedelta(hours=37 * k)
                   for k in range(120))  # fmt: skip
        faults += [said for when in moments if (said := no_other_answer(text, when))]
    assert faults == []
    assert legible > 500
    assert read > 0.98 * legible


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
    # A year stands over all months behind it (opening_hours.js and opening-hours-rs).
    ("2024,2025 Jan-Mar", "2024-07-01", False),
    ("2024,2025 Jan-Mar", "2025-02-01", True),
    ("2025 Jan,Mar", "2026-03-01", False),
    ("2024-2026 Jan-Mar", "2026-03-31", True),
    ("2024-2026 Jan-Mar", "2026-04-01", False),
    ("2025 Jan-Mar,2026 Oct", "2026-02-01", False),
    ("2025 Jan-Mar,2026 Oct", "2026-10-31", True),
    ("2016 Nov-2017 Feb", "2017-01-01", True),
    # A comma in a list, and one that begins a rule.
    ("Mo-Fr 08:00-12:00, 13:00-18:00", "2026-11-24T12:30", False),
    ("Mo-Fr 08:00-12:00, 13:00-18:00", "2026-11-28T14:00", False),
    ("Jan-Mar,Oct-Dec", "2026-11-24", True),
    ("Jan-Mar,Oct-Dec", "2026-05-24", False),
    ("Mo-Fr 08:00-18:00, Sa 10:00-12:00", "2026-11-28T11:00", True),
    ("Mo-Fr 08:00-18:00,Sa 10:00-12:00", "2026-11-24T11:00", True),
    ("Mo-Fr 08:00-18:00; PH,Su off", "2026-11-29T09:00", False),
    ("Mo-Su 08:00-18:00; PH,Su off", "2026-11-29T09:00", False),
    # With a space it may be either: a list, or "Monday, and Tuesday at eight".
    ("Mo, Tu 08:00-12:00", "2026-11-24T09:00", True),
    ("Mo, Tu 08:00-12:00", "2026-11-24T19:00", False),
    ("Mo, Tu 08:00-12:00", "2026-11-23T09:00", True),
    ("Mo, Tu 08:00-12:00", "2026-11-23T19:00", None),
    ("Jan-Mar, Oct-Dec 08:00-10:00", "2026-02-24T19:00", None),
    # Whether a rule for every day replaces those for some is disputed.
    ("Mo-Fr 10:00-18:00; 10:00-15:00", "2026-11-24T14:00", True),
    ("Mo-Fr 10:00-18:00; 10:00-15:00", "2026-11-24T17:00", None),
    ("Mo-Fr 10:00-18:00; 10:00-15:00", "2026-11-28T17:00", False),
    # So is what a fallback means for times of a day that has others.
    ("Mo-Fr 10:00-12:00 || Sa 10:00-12:00", "2026-11-28T11:00", None),
    ("Mo-Fr 10:00-12:00 || off", "2026-11-28T11:00", False),
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
        "2027-2026", "Jan-Feb 10", "2024 Nov-Feb",
        # Hours without colons are no years.
        "0800-2200", "0800-2200 Mo", "1000-2000", "2000-2400", "2000-2030", "1400-1600,1800-2000",
        # Lists that no two people read alike.
        "Jan-Mar,2025 Apr", "2024,2025 Jan,2026 Feb", "2025 Dec 25,Jan", "2025,Jan 10:00-12:00",
        "Jun-Aug,Mo 10:00-12:00", "Jun-Aug, Mo 10:00-12:00", "SH,PH Mo 10:00-12:00", "Oct,Dec 25",
        "10:00-12:00 || Sa off",
        # Days that no month has, a span of more than a day, and what was cut off.
        "Feb 30", "Apr 31", "Jun 1-31", "Dec 00", "01:00-26:00", "Mo-Fr 08:00-12:00,",
        "Mo 08:00-12:00 ||", ",".join(["Mo 08:00-12:00"] * 20)[:255],
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

# SPDX-License-Identifier: GPL-3.0-or-later
"""Measured values: what is read, what it means, and what is left alone."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.measure import Quantity, answer_from, read_quantity
from accessible_core.vocabulary import Answer, ZoneKind

YES, NO = Answer.YES, Answer.NO
FULL = checklist("full")


def answer(zone, key, measured, form="full"):
    return answer_from(checklist(form).question(ZoneKind(zone), key), measured)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("85 cm", "length", 85),
        ("85см", "length", 85),  # noqa: RUF001 - Cyrillic
        ("85 СМ.", "length", 85),  # noqa: RUF001 - Cyrillic
        ("0,9 m", "length", 90),
        ("0.90 м", "length", 90),
        ("850 mm", "length", 85),
        ("850\u00a0мм", "length", 85),
        ("1:12", "share", Fraction(1, 12)),
        ("1 : 12,5", "share", Fraction(2, 25)),
        ("8 %", "share", Fraction(8, 100)),
        ("8,3%", "share", Fraction(83, 1000)),
        ("4,8°", "angle", Fraction(48, 10)),
        ("4.8 град", "angle", Fraction(48, 10)),
        ("12", "count", 12),
        ("12 шт.", "count", 12),
        ("5 s", "time", 5),
        ("1,5 мин", "time", 90),
        ("50 Нм", "torque", 50),
    ],
)
def test_what_is_read(text, dimension, value):
    assert read_quantity(text) == Quantity(dimension, Fraction(value))


@pytest.mark.parametrize(
    "text",
    [
        *("", "-90 cm", "about 80 cm", "~80 cm", "80-90 cm", ">80 cm", "nan cm", "inf m"),
        *("80 kg", "eighty", "8:1", "1:0", "90°", "8 0 cm", "80 cm wide", "80,,5 cm", "1e2 cm"),
    ],
)
def test_what_is_not_read(text):
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("zone", "key", "measured", "wanted"),
    [
        # Bounds are inclusive exactly where the operator says so.
        ("entrance", 30, "90 cm", YES),
        ("entrance", 30, "89,9 cm", NO),
        ("entrance", 30, "900 mm", YES),
        ("entrance", 31, "1,4 cm", NO),
        ("entrance", 31, "13 mm", YES),
        ("entrance", 35, "120 cm", YES),
        ("entrance", 35, "1,5 м", YES),
        ("entrance", 35, "151 cm", NO),
        ("parking", 10, "50 m", NO),
        ("parking", 10, "49 m", YES),
        # The norm's 1:12 is printed as 8 % and 4.8 degrees: none of the three fails it.
        ("movement", 70, "1:12", YES),
        ("movement", 70, "8 %", YES),
        ("movement", 70, "8,33 %", YES),
        ("movement", 70, "8,34 %", NO),
        ("movement", 70, "4,8°", YES),
        ("movement", 70, "4,9°", NO),
        ("movement", 70, "1:11,9", NO),
        ("movement", 32, "1:20", YES),
        ("movement", 32, "2,9°", YES),
        ("movement", 32, "1:12", NO),
        # Two limits for two cases: only what holds in both is known.
        ("entrance", 60, "1:12", YES),
        ("entrance", 60, "9 %", None),
        ("entrance", 60, "11 %", NO),
        ("entrance", 49, "5 cm", None),
        # "Exactly": rounded half up to the last digit of the limit.
        ("movement", 14, "29,5 cm", YES),
        ("movement", 14, "30,4 cm", YES),
        ("movement", 14, "30,5 cm", NO),
        # Several quantities: in the question's order.
        ("toilet", 8, "165 x 200 cm", YES),
        ("toilet", 8, "1,65 м х 2 м", YES),  # noqa: RUF001 - Cyrillic
        ("toilet", 8, "200 × 165 см", NO),  # noqa: RUF001 - a multiplication sign
        ("toilet", 8, "165 cm", None),
        ("toilet", 8, "165 x ? cm", None),
        ("toilet", 29, "75 x 120 x 48 cm", YES),
        # A unit that does not fit, or none.
        ("entrance", 30, "90", None),
        ("entrance", 30, "1:12", None),
        ("entrance", 5, "8", YES),
        ("entrance", 5, "2", NO),
        ("entrance", 5, "8 cm", None),
        ("entrance", 43, "45°", None),
        ("entrance", 43, "50 %", YES),
        ("entrance", 56, "50 kg", None),
        # When a toilet or a divider is demanded is no measure of it.
        ("toilet", 1, "60", None),
        ("toilet", 2, "90 min", None),
        ("entrance", 10, "300 cm", None),
        ("parking", 22, "3 cm", None),
        # Nothing to measure.
        ("entrance", 1, "90 cm", None),
    ],
)
def test_answers(zone, key, measured, wanted):
    assert answer(zone, key, measured) is wanted


def test_forms_with_another_limit():
    assert answer("entrance", 31, "14 mm", "small") is YES  # at most 1.4 cm there
    assert answer("entrance", 31, "14 mm", "full") is NO  # under 1.4 cm here
    assert answer("movement", 1, "150 cm", "small") is NO  # over 150 cm there


@given(st.integers(1, 500_000))
def test_the_unit_makes_no_difference(micro):
    mm = Fraction(micro, 1000)
    texts = [f"{float(mm):.3f} mm", f"{float(mm / 10):.4f} cm", f"{float(mm / 1000):.6f} m"]
    assert len({answer("entrance", 30, text) for text in texts}) == 1
    assert answer("entrance", 30, texts[0].replace(".", ",")) is (YES if mm >= 900 else NO)


@given(st.fractions(min_value=Fraction(1, 200), max_value=1, max_denominator=1000))
def test_steeper_is_never_better(slope):
    question = FULL.question(ZoneKind.MOVEMENT, 70)
    run = f"{float(1 / slope):.6f}".rstrip("0").rstrip(".")
    found = answer_from(question, f"1:{run}")
    steeper = answer_from(question, f"1:{Fraction(run) * Fraction(99, 100)!s}") or found
    assert (found, steeper) != (NO, YES)
    degrees = math.floor(math.degrees(math.atan(slope)) * 10) / 10
    if slope <= Fraction(1, 12):
        assert answer_from(question, f"{degrees} deg") is YES


@given(st.text(max_size=20))
def test_no_text_breaks_or_becomes_unknown(text):
    for form in forms():
        for question in checklist(form):
            assert answer_from(question, text) in (YES, NO, None)

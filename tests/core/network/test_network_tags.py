# SPDX-License-Identifier: GPL-3.0-or-later
"""Tag readers against values worked out by hand, and as properties of units."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.network.model import KERBS, SMOOTHNESS, WHEELCHAIR, YES_NO
from accessible_core.network.rules import tag_words
from accessible_core.network.tags import (
    WORDS,
    level_word,
    read_incline,
    read_length,
    read_level,
    read_step_count,
    read_surface,
    read_word,
)


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("1,5", 150),
        ("1.5", 150),
        (".9", 90),
        ("2", 200),
        ("2 m", 200),
        ("2m", 200),
        ("0.9 m", 90),
        ("90 cm", 90),
        ("90cm", 90),
        ("900 mm", 90),
        ("ca. 2", 200),
        ("ca 2", 200),
        ("~ 1,2 m", 120),
        ("около 1,5 м", 150),
        ("85 см", 85),
        ("1'6\"", 45.72),
        ("3'", 91.44),
        ("3 ft", 91.44),
        ("5 ft 3 in", 160.02),
        ('36"', 91.44),
        ("1.5-2", 150),
        ("80-90 cm", 80),
        ("2;0.8", 80),
        ("> 2", 200),
        (">=2 m", 200),
        ("\u00a02\u00a0m ", 200),
    ],
)
def test_widths_as_mappers_write_them(text: str, cm: float) -> None:
    assert read_length(text, "width") == pytest.approx(cm)


@pytest.mark.parametrize(
    "text",
    ["", "narrow", "Narrow", "0", "-1", "90", "600", "<2", "2 parsec", "1,5,2", "yes", "2?", "1e3"],
)
def test_widths_that_say_nothing_certain(text: str) -> None:
    assert read_length(text, "width") is None


@pytest.mark.parametrize(
    ("text", "cm"),
    [("0.03", 3), ("3 cm", 3), ("0", 0), ("0 cm", 0), ('1"', 2.54), ("< 3 cm", 3), ("2-5 cm", 5)],
)
def test_kerb_heights_count_at_their_highest(text: str, cm: float) -> None:
    assert read_length(text, "kerb_height") == pytest.approx(cm)


@pytest.mark.parametrize(
    ("text", "use", "cm"),
    [
        ("0", "width", 0),
        ("0 m", "width", 0),
        ("3 cm", "width", 3),
        ("0;90", "width", 0),
        ("90", "width", None),
        ("narrow", "width", None),
        ("3", "kerb_height", 300),
        ("150 cm", "kerb_height", 150),
        ("-0.03", "kerb_height", None),
    ],
)
def test_an_implausible_length_opens_no_way(text: str, use: str, cm: float | None) -> None:
    found = read_length(text, use, plausible=False)
    assert found == (None if cm is None else pytest.approx(cm))


def test_an_implausible_incline_opens_no_way() -> None:
    assert read_incline("120%", plausible=False) == pytest.approx((120, 0))
    assert read_incline("-120%", plausible=False) == pytest.approx((0, 120))
    assert read_incline("90°", plausible=False) is None
    assert read_incline("0.08", plausible=False) is None


@pytest.mark.parametrize("text", ["3", "> 3 cm", "-0.03", "lowered", "150 cm"])
def test_kerb_heights_that_cannot_be_read(text: str) -> None:
    assert read_length(text, "kerb_height") is None


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("10%", 10, 0),
        ("10 %", 10, 0),
        ("+10%", 10, 0),
        ("-8 %", 0, 8),
        ("\u22126%", 0, 6),
        ("10", 10, 0),
        ("0", 0, 0),
        ("0%", 0, 0),
        ("1,5%", 1.5, 0),
        ("0.5%", 0.5, 0),
        ("5°", 8.7489, 0),
        ("-5 °", 0, 8.7489),
        ("45°", 100, 0),
        ("1:12", 8.3333, 0),
        ("-1:20", 0, 5),
        ("1/8", 12.5, 0),
        ("60 ‰", 6, 0),
        ("5-10%", 10, 0),
        ("-5--10%", 0, 10),
        ("-5-5%", 5, 5),
        ("4%;-7%", 4, 7),
        ("±4%", 4, 4),
        ("+/-4 %", 4, 4),
        ("<10%", 10, 0),
        ("ca. 6%", 6, 0),
    ],
)
def test_inclines_as_mappers_write_them(text: str, up: float, down: float) -> None:
    assert read_incline(text) == pytest.approx((up, down), abs=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "steep",
        "yes",
        "no",
        "",
        "up/down",
        "0.08",
        "-0.5",
        "8:1",
        "1:0",
        ">10%",
        "120%",
        "90°",
        "10 m",
    ],
)
def test_inclines_that_say_nothing_certain(text: str) -> None:
    assert read_incline(text) is None


def test_up_and_down_name_a_direction_and_no_slope() -> None:
    up, down = read_incline("up") or (0.0, 0.0)
    assert math.isnan(up)
    assert down == 0.0
    up, down = read_incline("Down") or (0.0, 0.0)
    assert up == 0.0
    assert math.isnan(down)


@pytest.mark.parametrize(
    ("text", "steps"),
    [("12", 12), ("~12", 12), ("3-5", 5), ("0", 0), ("many", None), ("12;3", None), ("-3", None),
     ("99999", None), ("1.5", None), ("", None), ("²", None)],
)  # fmt: skip
def test_step_counts(text: str, steps: int | None) -> None:
    assert read_step_count(text) == steps


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("asphalt", "asphalt"),
        (" Asphalt ", "asphalt"),
        ("compacted;gravel", "gravel"),
        ("sand; asphalt", "sand"),
        ("paving_stones:30", "paving_stones"),
        ("cobblestone:flattened", "cobblestone:flattened"),
        ("unknown", "unknown"),
        ("asphalt;unknown", "unknown"),
        ("paving_stonesm", None),
        ("asphalt;paving_stonesm", None),
        ("r", None),
        ("", None),
    ],
)
def test_surfaces(text: str, surface: str | None) -> None:
    assert read_surface(text) == surface


@pytest.mark.parametrize(
    ("text", "section", "values", "word"),
    [
        ("good", "smoothness", SMOOTHNESS, "good"),
        ("bad;good", "smoothness", SMOOTHNESS, "bad"),
        ("good;unknown", "smoothness", SMOOTHNESS, "unknown"),
        ("r", "smoothness", SMOOTHNESS, None),
        ("yes", "wheelchair", WHEELCHAIR, "yes"),
        ("yes;limited", "wheelchair", WHEELCHAIR, "limited"),
        ("partial", "wheelchair", WHEELCHAIR, "limited"),
        ("maybe", "wheelchair", WHEELCHAIR, None),
        ("separate", "ramp_wheelchair", YES_NO, "no"),
        ("yes;no", "lit", YES_NO, None),
        ("24/7", "lit", YES_NO, "yes"),
        ("lowered;raised", "kerb", KERBS, "raised"),
        ("yes", "kerb", KERBS, "unknown"),
        ("no", "kerb", KERBS, "none"),
    ],
)
def test_words(text: str, section: str, values: tuple[str, ...], word: str | None) -> None:
    found = read_word(text, section)
    assert (None if found is None else values[found]) == word


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("0", "0"),
        ("-1", "-1"),
        ("1;0", "0;1"),
        ("0;-1", "-1;0"),
        ("0-3", "0;1;2;3"),
        ("-1-1", "-1;0;1"),
        ("-3--1", "-3;-2;-1"),
        ("-0,5", "-0.5"),
        ("0.5-2", "0.5;1;2"),
        ("1; 2", "1;2"),
        ("-0", "0"),
        ("\u22121", "-1"),
        ("3-1", None),
        ("2026", None),
        ("ground", None),
        ("", None),
        ("0;", None),
    ],
)
def test_levels(text: str, levels: str | None) -> None:
    found = read_level(text)
    assert (None if found is None else level_word(found)) == levels


def test_aliases_lead_to_values_of_the_columns() -> None:
    for section, values in WORDS.items():
        rule = tag_words()["words"][section]
        assert set(rule["aliases"].values()) <= set(values)
        assert not set(rule["nothing"]) & set(values) - {"unknown"}


_UNITS = st.sampled_from(
    [("", 100.0), (" m", 100.0), ("cm", 1.0), (" mm", 0.1), (" in", 2.54), ("'", 30.48)]
)


@given(
    centimetres=st.floats(6, 4900),
    unit=_UNITS,
    comma=st.booleans(),
    about=st.sampled_from(["", "ca. ", "~"]),
)
def test_any_width_comes_back_in_any_unit(
    centimetres: float, unit: tuple[str, float], comma: bool, about: str
) -> None:
    word, per = unit
    number = f"{centimetres / per:.6f}"
    text = about + (number.replace(".", ",") if comma else number) + word
    assert read_length(text, "width") == pytest.approx(centimetres, rel=1e-4)


@given(degrees=st.floats(0.5, 44), downhill=st.booleans())
def test_one_slope_in_degrees_ratio_and_per_cent_is_the_same(
    degrees: float, downhill: bool
) -> None:
    rise = math.tan(math.radians(degrees))
    sign = "-" if downhill else ""
    texts = [f"{sign}{degrees:.9f}°", f"{sign}{100 * rise:.9f} %", f"{sign}1:{1 / rise:.9f}"]
    expected = (0.0, 100 * rise) if downhill else (100 * rise, 0.0)
    for text in texts:
        assert read_incline(text) == pytest.approx(expected, rel=1e-5)


@given(st.text(max_size=12))
def test_no_text_breaks_a_reader(text: str) -> None:
    width = read_length(text, "width")
    assert width is None or 5 <= width <= 5000
    incline = read_incline(text)
    assert incline is None or all(math.isnan(value) or 0 <= value <= 100 for value in incline)
    steps = read_step_count(text)
    assert steps is None or 0 <= steps <= 2000
    read_surface(text)
    for section in WORDS:
        read_word(text, section)


@given(values=st.lists(st.integers(10, 4000), min_size=1, max_size=4))
def test_of_several_widths_the_narrowest_counts(values: list[int]) -> None:
    text = ";".join(f"{value} cm" for value in values)
    assert read_length(text, "width") == pytest.approx(min(values))

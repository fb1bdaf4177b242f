# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is certain, what is only a candidate, and why: small towns drawn by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.addresses.book import AddressBook, StreetWay
from accessible_core.addresses.matching import match_addresses
from accessible_core.addresses.streets import StreetFinder, is_within
from accessible_core.addresses.towns import is_one_stretch, towns_filled
from accessible_core.errors import Cancelled, UsageError

# About 80 m to the east and 111 m to the north at this latitude.
STEP = 0.001


def town(rows, ways=(), **columns):
    """Make a book of (street, house, steps east, steps north[, settlement[, district]])."""
    names = ("street", "house", "x", "y", "settlement", "district")
    table = {name: [row[place] if place < len(row) else "" for row in rows]
             for place, name in enumerate(names)}  # fmt: skip
    lon = [76.9 + x * STEP for x in table.pop("x")]
    lat = [43.25 + y * STEP for y in table.pop("y")]
    kept = {name: cells for name, cells in table.items() if any(cells)}
    return AddressBook({**kept, **columns}, lon, lat, ways=ways, source="town")


def only(book, text, **more):
    columns = {name: [value] for name, value in more.items()}
    return match_addresses([text], book, **columns)[0]


def found(match):
    return [candidate.found for candidate in match.candidates]


STREET = [("улица Абая", str(number), number, 0) for number in range(1, 30)]


def test_street_and_house_equal_is_certain():
    match = only(town(STREET), "Абай көшесі, 12 үй, 5 пәтер")
    assert match.certain
    assert (match.candidates[0].lon, match.candidates[0].lat) == pytest.approx((76.912, 43.25))


def test_the_same_address_far_apart_is_not():
    match = only(town([*STREET, ("улица Абая", "12", 12, 15)]), "ул. Абая, 12")
    assert (match.grade, match.doubts, len(match.candidates)) == ("exact", ("several",), 2)


def test_points_of_one_building_are_one_place():
    assert only(town([*STREET, ("ул. Абая", "12", 12.2, 0.3)]), "ул. Абая, 12").certain


def test_another_kind_of_street_is_a_candidate_only():
    match = only(town(STREET), "проспект Абая, 12")
    assert (match.certain, match.grade, found(match)[0]) == (False, "kind", "улица Абая, 12")


def test_no_kind_where_there_are_two():
    book = town([*STREET, ("переулок Абая", "3", 3, 3)])
    assert only(book, "Абая, 12").doubts == ("kind_open",)
    assert only(book, "ул. Абая, 12").certain
    assert only(town(STREET), "Абая, 12").certain


def test_names_of_today_are_one_street_and_old_ones_are_to_be_confirmed():
    way = StreetWay(("улица Кабанбай батыра", "Қабанбай батыр көшесі"), ("ул. Калинина",))
    book = town([("Қабанбай батыр көшесі", "7", 0, 0)], [way])
    assert only(book, "ул. Кабанбай батыра, 7").certain
    match = only(book, "Калинина, 7")
    assert (match.certain, match.grade, len(match.candidates)) == (False, "renamed", 1)


def test_a_name_of_today_that_was_once_another_streets():
    ways = [StreetWay(("улица Мира",)), StreetWay(("улица Желтоксан",), ("улица Мира",))]
    book = town([("улица Мира", "5", 0, 0), ("улица Желтоксан", "5", 30, 5)], ways)
    match = only(book, "ул. Мира, 5")
    assert not match.certain
    assert "renamed_too" in match.doubts
    assert found(match) == ["улица Мира, 5", "улица Желтоксан, 5"]


def test_a_table_of_renamings():
    book = town(STREET)
    assert book.rename("Ленина", "ул. Абая")
    assert not book.rename("Кирова", "ул. Неизвестная")
    match = only(book, "ул. Ленина 12")
    assert (match.grade, match.certain, found(match)) == ("renamed", False, ["улица Абая, 12"])


def test_typing_errors_are_candidates():
    book = town([("улица Розыбакиева", "12", 0, 0)])
    for text in ("ул. Розыбакева, 12", "ул. Розбыакиева, 12", "ул. Розибакиевы, 12"):
        match = only(book, text)
        assert (match.certain, found(match)[0]) == (False, "улица Розыбакиева, 12"), text
    assert only(book, "ул. Тимирязева, 12").candidates == ()


def test_more_or_less_of_a_name_is_a_candidate():
    book = town([("улица Ади Шарипова", "12", 0, 0)])
    assert only(book, "ул. Шарипова Ади 12").certain
    for text in ("ул. Шарипова, 12", "ул. А. Шарипова, 12", "ул. Ади Шарипова младшего, 12"):
        match = only(book, text)
        assert (match.certain, match.grade) == (False, "part"), text


def test_initials_part_two_streets():
    rows = [("улица А. Жубанова", "5", 0, 0), ("улица К. Жубанова", "5", 40, 0)]
    book = town(rows)
    assert only(book, "ул. К. Жубанова, 5").candidates[0].lon == pytest.approx(76.94)
    assert not only(book, "ул. Жубанова, 5").certain
    assert len(only(book, "ул. Жубанова, 5").candidates) == 2
    assert not only(town([*rows, ("ул. Жубанова", "5", 80, 0)]), "ул. Жубанова, 5").certain


def test_like_houses_and_neighbours_are_candidates():
    book = town(STREET)
    like = only(book, "ул. Абая, 12А")
    assert (like.certain, like.grade, found(like)) == (False, "house_alike", ["улица Абая, 12"])
    beside = only(town([s for s in STREET if s[1] != "12"]), "ул. Абая, 12")
    assert (beside.certain, beside.grade) == (False, "neighbour")
    assert found(beside) == ["улица Абая, 10", "улица Абая, 14"]
    ranged = only(town([("улица Абая", "10-14", 0, 0), ("улица Абая", "11", 1, 1)]), "Абая 12")
    assert (ranged.grade, found(ranged)) == ("house_alike", ["улица Абая, 10-14"])


def test_a_street_alone_is_a_point_to_look_from():
    match = only(town(STREET), "ул. Абая")
    assert (match.certain, match.grade, len(match.candidates)) == (False, "street", 1)


def test_nothing_at_all():
    book = town(STREET)
    assert only(book, "").grade == "no_address"
    assert only(book, "Школа").grade in ("no_street", "not_understood")
    assert only(book, "ул. Гоголя, 1").grade == "no_street"


def test_a_number_that_may_belong_to_the_name():
    rows = [("улица Самал", "2", 0, 0), ("мкр Самал-2", "7", 30, 0)]
    assert only(town(rows), "Самал 2").doubts
    assert only(town(rows[:1]), "Самал 2").certain
    assert only(town(rows), "мкр Самал-2, 7").certain
    assert not only(town(STREET), "Абая 12, 5").certain


# ---------------------------------------------------------------- towns and districts

TWO = [
    ("ул. Абая", "5", 0, 0, "Алматы"), ("ул. Мира", "1", 1, 0, "Алматы"),
    ("ул. Абая", "5", 300, 0, "Талгар"), ("ул. Гоголя", "9", 301, 0, "Талгар"),
]  # fmt: skip


def test_the_town_decides():
    book = town(TWO)
    assert only(book, "г. Талгар, ул. Абая 5").candidates[0].lon == pytest.approx(77.2)
    assert only(book, "г. Алма-Ата, ул. Абая 5").certain
    assert only(book, "ул. Абая 5", towns="Талғар").certain
    assert not only(book, "ул. Абая 5").certain
    # A street that one of two towns has is no proof that the row lies there.
    assert only(book, "ул. Гоголя, 9").doubts == ("settlement_open",)
    assert only(book, "г. Астана, ул. Гоголя, 9").doubts == ("settlement_differs",)


def test_addresses_without_a_town_take_that_of_their_neighbours():
    book = town([*TWO, ("ул. Гоголя", "11", 302, 0), ("ул. Пушкина", "3", 900, 0)])
    assert only(book, "Талгар, ул. Гоголя 11").certain
    assert only(book, "Талгар, ул. Пушкина 3").doubts == ("settlement_open",)
    book.settle("Талгар")
    assert only(book, "Талгар, ул. Пушкина 3").certain


def test_rows_without_a_town_belong_to_the_one_of_nearly_all_addresses():
    many = [("ул. Мира", str(n), n % 10, n // 10, "Алматы") for n in range(2, 90)]
    book = town([*TWO, *many])
    assert only(book, "ул. Мира, 8").certain
    assert only(book, "ул. Гоголя, 9").doubts == ("settlement_open",)


def test_one_name_in_two_quarters_of_a_town():
    rows = [("ул. Абая", "5", 0, 0), ("ул. Абая", "7", 1, 0), ("ул. Абая", "1", 90, 0)]
    assert only(town(rows), "ул. Абая 5").doubts == ("namesakes",)
    way = StreetWay(
        ("ул. Абая",), (), tuple(76.9 + x * STEP for x in range(0, 91, 5)), (43.25,) * 19
    )
    assert only(town(rows, [way]), "ул. Абая 5").certain


def test_the_district_decides_where_it_is_known():
    rows = [
        ("ул. Абая", "5", 0, 0, "Алматы", "Алмалинский район"),
        ("ул. Абая", "5", 90, 0, "Алматы", "Турксибский район"),
    ]
    book = town(rows)
    assert only(book, "Алматы, ул. Абая 5").doubts == ("several",)
    assert only(book, "Алматы, Алмалы ауданы, Абай көшесі 5").certain
    assert only(book, "Алматы, ул. Абая 5", districts="Турксибский").candidates[0].lon > 76.98
    assert "district_differs" in only(book, "Алматы, Медеуский район, ул. Абая 5").doubts


def test_a_street_of_a_microdistrict_is_looked_for_near_its_houses():
    rows = [("ул. Отеген", "5", 0, 0), ("мкр Шанырак", "3", 60, 0)]
    assert only(town(rows), "мкр Шанырак, ул. Отеген 5").doubts == ("area_open",)
    assert only(town([*rows, ("мкр Шанырак", "4", 1, 0)]), "мкр Шанырак, ул. Отеген 5").certain


@pytest.mark.parametrize(
    "text",
    [
        "напротив ул. Абая, 12", "ул. Абая, 12, рядом с аптекой", "Абай көшесі 12 қарсысында",
        "ул. Абая, 12, 14", "Боралдай, ул. Абая, 12", "ул. Абая 12, Боралдай",
        "г. Алматы, с. Боралдай, ул. Абая 12", "ул. Абая, 12, А", "ул. Абая 12 14",
        "ул. Абая 12-14", "ул. Абая 12Б", "ул. Абая 12/1", "ул. Абая 12 к1",
        "ул. Абая 112", "ул. Абая, 1 2",
    ],
)  # fmt: skip
def test_what_says_more_than_the_house_is_never_certain(text):
    rows = [(*row, "Алматы") for row in STREET]
    assert only(town(rows), "ул. Абая, 12").certain
    assert not only(town(rows), text).certain


def test_a_building_beside_a_named_town_is_no_doubt():
    rows = [(*row, "Алматы") for row in STREET]
    assert only(town(rows), "г. Алматы, ТРЦ Мега, ул. Абая, 12").certain
    assert only(town(rows), "ТРЦ Мега, ул. Абая, 12").doubts == ("settlement_open",)


# ---------------------------------------------------------------- the parts


def test_columns_alone_are_enough():
    book = AddressBook({"address": ["г. Алматы, ул. Абая, 5", None]}, [76.9, 76.9], [43.2, 43.2])
    assert match_addresses(["Абай көшесі 5", "Абай көшесі 5"], book)[1].certain


def test_columns_that_do_not_fit():
    with pytest.raises(UsageError, match="street"):
        AddressBook({"house": ["1"]}, [1.0], [1.0])
    with pytest.raises(UsageError, match="length"):
        AddressBook({"street": ["a"], "house": ["1", "2"]}, [1.0], [1.0])


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        match_addresses(["ул. Абая 1"], town(STREET), progress=lambda _share: False)


@given(st.lists(st.text("абвгд", min_size=4, max_size=12), min_size=1, max_size=20), st.data())
def test_words_within_some_letters_are_those_of_a_comparison_of_all(words, data):
    book = town([(f"ул. {word}", "1", 0, 0) for word in words])
    finder = StreetFinder(book)
    asked = data.draw(st.text("abvgd", min_size=4, max_size=12))
    known = {w for name in book.forms for part in name.parts for w in part}

    def off(word):
        return 2 if len(word) >= 10 else 1 if len(word) >= 5 else 0

    wanted = {w for w in known if off(w) and off(asked)
              and slow_distance(asked, w) <= min(off(w), off(asked))}  # fmt: skip
    assert finder._near(asked) == wanted


def slow_distance(one, other):
    """Optimal string alignment by its definition."""
    if not one or not other:
        return len(one) + len(other)
    table = np.zeros((len(one) + 1, len(other) + 1), int)
    table[:, 0], table[0] = range(len(one) + 1), range(len(other) + 1)
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            best = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return int(table[-1, -1])


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_within_is_the_distance_by_its_definition(one, other, limit):
    assert is_within(one, other, limit) == (slow_distance(one, other) <= limit)


def test_towns_are_filled_from_neighbours_that_agree():
    lon = np.array([76.9, 76.9005, 76.95, 76.9505, 76.951, 77.5])
    lat = np.full(6, 43.25)
    towns = np.array([1, 0, 1, 0, 2, 0])
    assert towns_filled(lon, lat, towns, 700.0).tolist() == [1, 1, 1, 0, 2, 0]


@given(st.lists(st.floats(0, 0.2), min_size=1, max_size=12))
def test_a_stretch_has_no_wide_gap(places):
    """Gaps up to the limit never part a street, gaps of three times as much always do."""
    lon = np.sort(76.9 + np.array(places))
    metres = np.diff(lon) * 111_132 * np.cos(np.radians(43.25))
    joined = is_one_stretch(lon, np.full(len(lon), 43.25), 1000.0)
    if not len(metres) or metres.max() < 990:
        assert joined
    elif metres.max() > 3000:
        assert not joined

# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""One address as people write it: read by hand here, and by the library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.addresses.houses import houses_of, read_house
from accessible_core.addresses.names import same_district, town_key
from accessible_core.addresses.parsing import read_address, read_street

# text, town, kind, a street with the same name, house
READ = [
    ("г. Алматы, ул. Абая, 12", "Алматы", "street", "улица Абая", "12"),
    ("ул. Абая 12А кв. 5", "", "street", "улица Абая", "12А"),
    ("Абай көшесі, 12 үй", "", "street", "Абай көшесі", "12"),
    ("Абай даңғылы 12-үй", "", "avenue", "Абай даңғылы", "12"),
    ("пр-т Аль-Фараби, д. 77/7", "", "avenue", "проспект Аль-Фараби", "77/7"),
    ("мкр Самал-2, 33", "", "microdistrict", "микрорайон Самал 2", "33"),
    ("5-й микрорайон, 12", "", "microdistrict", "мкр 5", "12"),
    ("5 мкр 12", "", "microdistrict", "мкр 5", "12"),
    ("мкр. №5, д. 12", "", "microdistrict", "мкр 5", "12"),
    ("Аксай 3Б мкр, 14", "", "microdistrict", "мкр Аксай 3Б", "14"),
    ("Самал-2 ықшам ауданы, 33 үй", "", "microdistrict", "мкр Самал 2", "33"),
    ("ул. 28 Гвардейцев, 5", "", "street", "улица 28 Гвардейцев", "5"),
    ("8 марта 12", "", "", "8 Марта", "12"),
    ("г.Алматы ул.Абая д.12 кв.5", "Алматы", "street", "улица Абая", "12"),
    ("г.Алматы Гагарина,д.2", "Алматы", "", "Гагарина", "2"),
    ("г.Алматы 7 мкр, 14", "Алматы", "microdistrict", "мкр 7", "14"),
    ("Алматы Абая 12", "Алматы", "", "Абая", "12"),
    ("Алматы қаласы, Алмалы ауданы, Төле би көшесі, 45 Б",
     "Алматы", "street", "Төле би көшесі", "45Б"),
    ("ул. Г. Мусрепова, 7", "", "street", "улица Г. Мусрепова", "7"),
    ("050000, Казахстан, г. Алматы, Бостандыкский район, ул. Тимирязева, 42 к2, офис 301",
     "Алматы", "street", "улица Тимирязева", "42 к2"),
    ("12 Abay street, Almaty", "Алматы", "street", "улица Абая", "12"),
    ("Abay st. 12", "", "street", "улица Абая", "12"),
    ("Абая прс. 12", "", "avenue", "проспект Абая", "12"),
    ("с. Кызыл Ту, ул. Мира 3", "Кызыл Ту", "street", "улица Мира", "3"),
    ("ТРЦ Мега, ул. Розыбакиева 247, 3 этаж", "", "street", "улица Розыбакиева", "247"),
    ("ул. им. К.И. Сатпаева 5", "", "street", "улица К.И. Сатпаева", "5"),
    ("проспект Достык, дом 12, корпус 3", "", "avenue", "проспект Достык", "12 к3"),
    ("Кабанбай батыра, 49/76", "", "", "Кабанбай батыра", "49/76"),
    ("ТАС ЖОЛЫ Кульджинский, 5", "", "road", "Кульджинский тас жолы", "5"),
    ("ул. Абая, 12-Е", "", "street", "улица Абая", "12Е"),
    ("ул. 5-я линия, 3", "", "street", "улица 5 линия", "3"),
    ("ул. Сатпаева, 64 Д", "", "street", "улица Сатпаева", "64Д"),
    ('пр. Абая 52 "Б"', "", "avenue", "проспект Абая", "52Б"),
    ("мкр Самал-2, ул. Жолдасбекова, 9", "", "street", "улица Жолдасбекова", "9"),
    ("ул. Абая, уг. ул. Байтурсынова, 12/45", "", "street", "улица Абая", "12/45"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "town", "kind", "street", "house"), READ)
def test_read(text, town, kind, street, house):
    found = read_address(text)
    assert town_key(
        found.settlement or (found.bare[-1] if town and found.bare else "")
    ) == town_key(town)
    reading = found.readings[0]
    assert reading.street.kind == kind
    assert reading.street.keys & read_street(street)[0].keys
    assert reading.house == read_house(house)


@pytest.mark.parametrize("text", ["", "  ", "12", "д. 12", "г. Астана", "050000", ",,,", "()", "№"])
def test_no_street_is_invented(text):
    assert not read_address(text).readings


def test_a_number_behind_a_name_is_read_both_ways():
    names = {(r.street.numbers, r.house and r.house.key) for r in read_address("Самал 2").readings}
    assert names == {((), "2"), (("2",), None)}


def test_a_second_number_is_never_taken_for_granted():
    readings = read_address("Абая 12, 5").readings
    assert all(reading.doubtful for reading in readings if reading.house.key == "12")


@given(st.text(max_size=60) | st.text(alphabet="ул.прд мкр абяй,-/№0123456789г ()\n", max_size=60))
def test_anything_is_read_without_a_crash(text):
    read_address(text)
    read_street(text)
    read_house(text)


# ---------------------------------------------------------------- houses

ALIKE = [
    ("12А", "12 а", "12-А", '12 "А"', "12A", "12a", "012а"),
    ("12/3", "12 / 3", "12\\3"),
    ("12 к2", "12к2", "12 корпус 2", "12, корп. 2", "12 к 2", "12 блок 2"),
    ("12 стр. 1", "12 строение 1", "12стр1"),
    ("12/3а", "12/3 А"),
    ("14-18", "14 - 18", "14–18"),
]
DIFFERENT = [
    "12",
    "12А",
    "12Б",
    "12/3",
    "12 к2",
    "12 стр. 2",
    "14-18",
    "12B",
    "112",
    "12/3а",
    "1",
    "2",
]


@pytest.mark.parametrize("group", ALIKE)
def test_spellings_of_one_house(group):
    assert len({read_house(text) for text in group}) == 1
    assert read_house(group[0]) is not None


def test_different_houses_differ():
    assert len({read_house(text).key for text in DIFFERENT}) == len(DIFFERENT)


def test_a_latin_letter_of_two_meanings_is_neither():
    assert read_house("12B") not in (read_house("12В"), read_house("12Б"))


@pytest.mark.parametrize(
    "text", ["", "А", "Malika shop", "12 12", "б/н", "1234567", "12 кв 5", "-5"]
)
def test_what_is_no_house(text):
    assert read_house(text) is None


def test_a_list_is_several_houses():
    assert [house.key for house in houses_of("87, 89;4;5")] == ["87", "89", "4", "5"]


# ---------------------------------------------------------------- names

SAME = [
    ("ул. Абая", "Абай көшесі", "Abay street", "улица Абая Кунанбаева", "ул. А. Кунанбаева"),
    ("пр. Абая", "Абай даңғылы", "Абая прс.", "проспект им. Абая"),
    ("ул. Сатпаева", "Сәтбаев көшесі", "ул. К. Сатпаева", "улица академика Сатпаева",
     "Қаныш Сәтбаев көшесі", "Satpayev street"),
    ("ул. Жибек Жолы", "Жібек жолы көшесі", "Zhibek Zholy street", "Jibek Joly street"),
    ("пр. Тауелсиздик", "Тәуелсіздік даңғылы", "Tauelsizdik avenue"),
    ("ул. Горького", "ул. Горький"),
    ("ул. Победы", "ул. Победа"),
    ("ул. Гоголя", "Гоголь көшесі", "Gogol st"),
    ("ул. Маметовой", "Мәметова көшесі", "Мәншүк Мәметова көшесі", "ул. Маншук Маметовой"),
    ("ул. Ади Шарипова", "ул. Шарипова Ади", "Әди Шәріпов көшесі"),
    ("мкр Самал-2", "Самал 2 ықшам ауданы", "Самал-2 мкр", "мкр. Самал 2"),
    ("5-й микрорайон", "мкр 5", "мкн № 5", "5 мкр"),
    ("ул. Байтурсынова", "Ахмет Байтұрсынұлы көшесі", "Байтұрсынов көшесі"),
    ("пр. Аль-Фараби", "Әл-Фараби даңғылы", "Al-Farabi Avenue"),
    ("ул. Толе би", "Төле би көшесі", "Tole Bi Street"),
    ("ул. Жамбыла", "Жамбыл көшесі", "ул. Джамбула"),
]  # fmt: skip
OTHER = [
    ("ул. Жубанова", "ул. Жубановой"), ("ул. Абая", "ул. Абаева"), ("ул. Абая", "ул. Абу"),
    ("мкр Самал-1", "мкр Самал-2"), ("мкр Самал", "мкр Самал-2"), ("мкр 5", "мкр 15"),
    ("ул. Мира", "ул. Миронова"), ("ул. 8 Марта", "ул. Марта"), ("ул. Тургенева", "ул. Тургута"),
    ("ул. Кирова", "ул. Киров Яр"), ("Аксай 3Б мкр", "Аксай 3А мкр"),
]  # fmt: skip


@pytest.mark.parametrize("group", SAME)
def test_spellings_of_one_street(group):
    names = [read_street(text)[0] for text in group]
    for one in names:
        for other in names:
            assert one.keys & other.keys, (one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_streets_differ(one, other):
    assert not read_street(one)[0].keys & read_street(other)[0].keys


def test_a_name_in_brackets_is_a_second_name():
    first, second = read_street("пр. Достык (Ленина)")
    assert first.keys == {"dostik|"}
    assert second.keys == {"lenin|"}
    assert second.kind == "avenue"


def test_towns_of_old_and_new_names():
    assert town_key("Нур-Султан") == town_key("Астана") == town_key("Целиноград")
    assert town_key("Алма-Ата") == town_key("г. Almaty".removeprefix("г. "))
    assert town_key("Алматы") != town_key("Астана")


def test_districts_in_two_languages():
    assert same_district("Алмалинский", "Алмалы")
    assert same_district("Ауэзовский", "Әуезов")
    assert same_district("Медеуский", "Медеу")
    assert not same_district("Алмалинский", "Алатауский")
    assert not same_district("Жетысуский", "Наурызбайский")

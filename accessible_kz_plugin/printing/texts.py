# SPDX-License-Identifier: GPL-3.0-or-later
"""The words on a printed map, in its own language (not the interface's)."""

from __future__ import annotations

from datetime import date

from accessible_core.lights import Light, symbology
from accessible_core.messages import text
from accessible_kz_plugin.languages import first_of, joined
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Place, Places
from accessible_kz_plugin.styles.lights import light_word

#: English readers take 3.5. for May or for March: months in words there.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def word(code: str, language: str, **values: object) -> str:
    """Return words of ``messages/print.toml``, side by side in several languages."""
    return joined(lambda one: text("print", code, one, **values), language)


def day_word(day: date, language: str) -> str:
    """Return a date as people write it."""
    if first_of(language) == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year}"


def group_word(group: str, language: str) -> str:
    """Return what a group of people is called."""
    return joined(lambda one: text("labels", f"group_{group}", one), language)


def sheet_title(options: MapOptions) -> str:
    """Return the map's title."""
    if options.title:
        return options.title
    if options.place:
        return word("map_title_place", options.language, place=options.place)
    return word("map_title", options.language)


def subtitle(options: MapOptions) -> str:
    """Return whose map it is and of when."""
    return joined(
        lambda one: word(
            "map_subtitle",
            one,
            group=group_word(options.group, one),
            date=day_word(options.day, one),
        ),
        options.language,
    )


def map_alternative(places: Places, options: MapOptions, *, title: str = "") -> str:
    """Return what a map shows in words: the text twin of the figure."""
    counts = places.counts()

    def words(language: str) -> str:
        lights = "; ".join(
            word(
                "legend_count",
                language,
                light=light_word(light, language, options.palette),
                count=counts[light],
            )
            for light in Light
            if counts[light]
        )
        return word(
            "map_alternative",
            language,
            title=title or sheet_title(options),
            group=group_word(options.group, language),
            count=len(places.items),
            lights=lights or word("no_places", language),
        )

    return joined(words, options.language)


def light_line(light: Light, language: str, palette: str) -> str:
    """Return a light as tables show it: glyph and words."""
    return f"{symbology()[light.value]['glyph']} {light_word(light, language, palette)}"


def evidence(place: Place, language: str) -> str:
    """Return what the light of a place rests on."""
    if place.light is Light.OSM_WORD:
        if place.osm_word:
            return word("evidence_osm", language, value=place.osm_word)
        return word("evidence_not_surveyed", language)
    parts = []
    if place.known is not None:
        # Rounded down: 99.6 % is not all of it.
        parts.append(word("evidence_known", language, share=int(place.known * 100)))
    if place.surveyed is None:
        parts.append(word("evidence_undated", language))
    else:
        parts.append(word("evidence_surveyed", language, date=day_word(place.surveyed, language)))
    return "; ".join(parts)


def survey_lines(places: Places, options: MapOptions) -> list[str]:
    """Return when the places were surveyed, and how much of that is old or unknown."""
    language = options.language
    # Places known from OpenStreetMap were not surveyed at all; the legend says so.
    total = sum(place.light is not Light.OSM_WORD for place in places.items)
    days = places.days()
    lines = []
    if days:
        first, last = (day_word(day, language) for day in (days[0], days[-1]))
        code = "surveyed_on" if first == last else "surveyed_between"
        lines.append(word(code, language, **_only(code, first=first, last=last)))
        share = round(100 * places.old_share(options.day))
        code = "survey_age" if len(days) == len(places.items) else "survey_age_dated"
        lines.append(word(code, language, share=share))
    undated = total - len(days)
    if undated:
        lines.append(word("survey_undated", language, count=undated, total=total))
    return lines


def notes(places: Places, off_map: int, options: MapOptions) -> list[str]:
    """Return the paragraphs beside the map: what must be known to read it rightly."""
    language, total = options.language, len(places.items)
    counts = places.counts()
    lines = [] if total else [word("no_places", language)]
    lines.append(" ".join(survey_lines(places, options)))
    if counts[Light.FULL_UNCONFIRMED]:
        lines.append(word("unconfirmed_note", language))
    if counts[Light.UNKNOWN]:
        lines.append(word("unknown_note", language))
    lost = sum(place.point is None for place in places.items)
    counted = (("without_position", lost), ("outside_map", off_map))
    missing = [word(code, language, count=n, total=total) for code, n in counted if n]
    lines.append(" ".join(missing))
    if options.hotline:
        lines.append(word("hotline", language, hotline=options.hotline))
    if options.url:
        lines.append(word("qr_note", language, url=options.url))
    return [line for line in lines if line]


def credit_line(options: MapOptions, *, osm_streets: bool, osm_places: bool) -> str:
    """Return who published the map, whose data it shows and what made it."""
    language = options.language
    parts = []
    if options.publisher:
        parts.append(word("publisher", language, publisher=options.publisher))
    if osm_places:
        parts.append(word("osm_places_attribution", language))
    elif osm_streets:
        parts.append(word("osm_attribution", language))
    if options.base is not None:
        # Who made the map beneath says in its properties how that is to be told.
        parts += [one for one in options.base.metadata().rights() if one not in parts]
    parts.append(word("made_with", language))
    return "  ·  ".join(parts)


def _only(code: str, **values: str) -> dict[str, str]:
    return values if code == "surveyed_between" else {"first": values["first"]}

# SPDX-License-Identifier: MIT
"""A passport as a page: headings, tables and words that a screen reader can follow.

One document holds one passport or several. Nothing is said by colour alone: each
light has its glyph and its words. The zones stand in `passport_zones`, what could
be better in `passport_advice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path

from accessible_core.checklists import full_title
from accessible_core.errors import UsageError
from accessible_core.lights import Light, symbology
from accessible_core.markup import html_text
from accessible_core.messages import text
from accessible_core.reports.passport import Passport
from accessible_core.reports.passport_advice import advice
from accessible_core.reports.passport_history import history
from accessible_core.reports.passport_zones import zones
from accessible_core.reports.words import groups_words, number, photo_figures, say, table
from accessible_core.scoring.evidence import read_date
from accessible_core.scoring.norm.dates import dates_of_buildings
from accessible_core.scoring.norm.editions import edition
from accessible_core.scoring.norm.verdicts import Verdict
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.categories import registry_category
from accessible_core.vocabulary import GROUPS, LANGUAGES, Score

#: Colours of lights, as in ``lights.toml``.
PALETTES = ("registry", "safe", "mono")
#: Facility columns that stand under "the place", in this order.
_FIELDS = ("name_kk", "name_ru", "name_en", "category", "address", "kato", "built")
_DAYS_OF_YEAR = 365.2425


def passport_html(
    passports: Sequence[Passport],
    language: str = "kk",
    *,
    large: bool = False,
    palette: str = "registry",
    publisher: str = "",
) -> str:
    """Return passports as one HTML page, made to be read, heard and printed.

    Parameters
    ----------
    passports : sequence of Passport
        Several ones begin with a list of the facilities.
    language : str
        ``kk``, ``ru`` or ``en``.
    large : bool
        Print in 18 pt instead of 12 pt.
    palette : str
        ``registry``, ``safe`` (without colour vision) or ``mono`` (black and white).
    publisher : str
        Whoever hands the passports out; stands at the foot of each page.

    Raises
    ------
    UsageError
        There is no such language or palette, or no passport at all.
    """
    if language not in LANGUAGES:
        raise UsageError(f"A passport speaks {', '.join(LANGUAGES)}, not '{language}'.")
    if palette not in PALETTES:
        raise UsageError(f"There is no palette '{palette}': choose {', '.join(PALETTES)}.")
    if not passports:
        raise UsageError("There is no facility to make a passport of.")
    title = say("title", language)
    if len(passports) == 1:
        title = f"{title}: {html_text(_name(passports[0], language))}"
    style = Path(__file__).with_name("passport.css").read_text(encoding="utf-8")
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{language}" class="{"large" if large else "normal"}">',
            f'<head><meta charset="utf-8"><title>{title}</title>',
            f"<style>\n{style}{_colours(palette)}{_foot(language, publisher, large=large)}</style>",
            "</head>\n<body>",
            *(_contents(passports, language) if len(passports) > 1 else ()),
            *(
                line
                for place, one in enumerate(passports, 1)
                for line in _article(one, language, place)
            ),
            "</body>\n</html>\n",
        ]
    )


def _article(one: Passport, language: str, place: int) -> Iterator[str]:
    yield f'<article id="passport-{place}" aria-labelledby="title-{place}">'
    yield f'<p class="kind">{say("title", language)}</p>'
    yield f'<h1 id="title-{place}">{html_text(_name(one, language))}</h1>'
    yield f'<p class="made">{say("made_on", language, date=one.made_on.isoformat())}</p>'
    yield from _identification(one, language)
    yield from _pictures(one, language)
    if one.surveyed:
        yield from _lights(one, language)
        yield from _doubts(one, language)
        yield from advice(one, language)
        yield from zones(one, language)
    else:
        yield f'<p class="warning">{say("never_surveyed", language)}</p>'
    yield from history(one, language)
    yield "</article>"


def _contents(passports: Sequence[Passport], language: str) -> Iterator[str]:
    yield f'<nav class="contents"><h1>{say("contents", language)}</h1>\n<ol>'
    for place, one in enumerate(passports, 1):
        name, key = html_text(_name(one, language)), html_text(one.id)
        yield f'<li><a href="#passport-{place}">{name} ({key})</a></li>'
    yield "</ol></nav>"


def _name(one: Passport, language: str) -> str:
    return one.survey.name(0, language)


def _identification(one: Passport, language: str) -> Iterator[str]:
    survey = one.survey
    yield f"<section><h2>{say('identification', language)}</h2>\n<dl>"
    yield _fact(text("survey_store", "field_id", language), one.id)
    for field in _FIELDS:
        words = str(survey.text(field)[0]).strip()
        if field == "category":
            known = registry_category(words) if words else None
            words = full_title(known, language) if known else words
        if field == "built":
            words = dates_of_buildings(survey)[0]
        # Names in further languages are of use where they are there.
        if words or not field.startswith("name_"):
            label = text("survey_store", f"field_{field}", language)
            yield _fact(label, words or text("passport", "not_given", language))
    yield _fact(text("passport", "position", language), _position(one, language))
    if one.facility.form is not None:
        yield _fact(text("survey_store", "field_form", language), one.facility.form.title(language))
        yield _fact(text("survey_store", "field_surveyed", language), _age(one, language))
        review = str(survey.text("review")[0])
        words = text("labels", f"review_{review}", language) if review else ""
        label = text("survey_store", "field_review", language)
        yield _fact(label, words or text("passport", "not_given", language))
    yield "</dl></section>"


def _fact(label: str, words: str) -> str:
    return f"<div><dt>{html_text(label)}</dt><dd>{html_text(words)}</dd></div>"


def _position(one: Passport, language: str) -> str:
    lon, lat = float(one.survey.lon[0]), float(one.survey.lat[0])
    if isnan(lon) or isnan(lat):
        return text("passport", "not_given", language)
    return f"{lat:.5f}, {lon:.5f}"


def _age(one: Passport, language: str) -> str:
    written = str(one.survey.text("surveyed")[0])
    day = read_date(written)
    if day is None or day > one.made_on:
        return written or text("passport", "not_given", language)
    years = int((one.made_on - day).days / _DAYS_OF_YEAR)
    code = "age" if years else "age_under_one"
    return text("passport", code, language, date=day.isoformat(), years=years)


def _pictures(one: Passport, language: str) -> Iterator[str]:
    """Yield what shows the whole place: the map, and photos of no one zone."""
    whole = [picture for picture in one.pictures if picture.zone is None]
    if not whole:
        return
    yield '<section class="pictures">'
    for picture in (picture for picture in whole if picture.is_map):
        words = html_text((picture.alternative or {}).get(language, ""))
        yield f"<h2>{say('map', language)}</h2>"
        yield f'<figure class="map"><img src="{picture.address}" alt="{words}">'
        source = f" {say('map_attribution', language)}" if picture.attributed else ""
        yield f"<figcaption>{words}. {say('map_legend', language)}{source}</figcaption></figure>"
    photos = [picture for picture in whole if not picture.is_map]
    yield from photo_figures(photos, text("passport", "photos", language), language)
    yield "</section>"


def _lights(one: Passport, language: str) -> Iterator[str]:
    columns = ("group", "registry_score", "evidence", "norm_verdict")
    rows = []
    for column, group in enumerate(GROUPS):
        found = one.explained[group]
        light = one.light(group)
        known = float(one.facility.scores.known[0, column])
        share = "—" if isnan(known) else f"{round(known * 100)} %"
        rows.append(
            (
                html_text(text("labels", f"group_{group.value}", language)),
                _light(light, found.score, language),
                share,
                _norm(one, column, language),
            )
        )
    yield f"<section><h2>{say('lights', language)}</h2>"
    yield from table([say(column, language) for column in columns], rows, "lights")
    yield from _editions(one, language)
    yield f"<p>{say('lights_note', language)}</p></section>"


def _light(light: Light, score: Score, language: str) -> str:
    if score is Score.NOT_SCORED:
        return html_text(text("explain", "not_scored", language))
    glyph = symbology()[light.value]["glyph"]
    words = html_text(text("print", f"light_{light.value}", language))
    return f'<span class="light {light.value}">{glyph}</span> {words}'


def _norm(one: Passport, column: int, language: str) -> str:
    """Return the norm's verdict; where editions that the date leaves open differ, each one's."""
    if one.compared is None:
        return "—"
    verdicts = {
        name: one.compared.verdict(name, GROUPS[column])
        for name in one.compared.chosen
        if one.compared.verdict(name, GROUPS[column]) is not Verdict.NOT_JUDGED
    }
    words = {
        name: html_text(text("labels", f"norm_{verdict.wire}", language))
        for name, verdict in verdicts.items()
    }
    if len(set(words.values())) == 1:
        return words.popitem()[1]
    differing = (
        f"{said} ({html_text(edition(name).title(language))})" for name, said in words.items()
    )
    return "<br>".join(differing) or "—"


def _editions(one: Passport, language: str) -> Iterator[str]:
    """Yield which editions of the norm the building's date leaves open."""
    names = () if one.compared is None else one.compared.chosen
    if names:
        titles = "; ".join(edition(name).title(language) for name in names)
        yield f"<p>{say('editions', language, titles=titles)}</p>"


def _doubts(one: Passport, language: str) -> Iterator[str]:
    doubts = one.doubts()
    if not doubts:
        return
    yield f"<section><h2>{say('doubts', language)}</h2>\n<ul>"
    for doubt, groups in doubts.items():
        words = text("labels", f"doubt_{str(Doubt(doubt).name).lower()}", language)
        line = say("doubt_for", language, doubt=words, groups=groups_words(groups, language))
        yield f"<li>{line}</li>"
    yield "</ul></section>"


def _colours(palette: str) -> str:
    """Return the rules for the colours of lights; glyphs keep a dark edge of their own."""
    looks = symbology()
    return "".join(
        f".light.{light.value} {{ border-color: {looks[light.value][palette]}; }}\n"
        for light in Light
    )


def _foot(language: str, publisher: str, *, large: bool) -> str:
    """Return the rules for the foot of each page."""
    # Line breaks and quotes would end the string of the style sheet; digits are the page's.
    who = "".join(f"\\{ord(letter):06x}" for letter in publisher)
    page = number(text("passport", "page", language, page="\f", pages="\v"))
    size = f"font: {18 if large else 12}pt 'DejaVu Sans', sans-serif"
    return (
        f'@page {{ @bottom-left {{ content: "{who}"; {size} }} '
        f"@bottom-right {{ content: {page}; {size} }} }}\n"
    )

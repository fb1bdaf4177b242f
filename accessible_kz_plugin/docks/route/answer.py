# SPDX-License-Identifier: GPL-3.0-or-later
"""From a question to what the dock shows: all of it is done in another thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Union

import numpy as np
from qgis.core import QgsProcessingContext, QgsRectangle

from accessible_core.errors import InputError, UsageError
from accessible_core.findings import Finding, Findings, Severity
from accessible_core.messages import text
from accessible_core.network.model import StreetNetwork
from accessible_core.network.store import read_network
from accessible_core.progress import Progress, part, report
from accessible_core.routing.admit import admission
from accessible_core.routing.document import route_geojson
from accessible_core.routing.elevation import ElevationProfile, elevation_profile
from accessible_core.routing.engine import AUTO, for_one_question
from accessible_core.routing.facilities.door_words import door_words
from accessible_core.routing.facilities.goals import Facilities, facilities_for
from accessible_core.routing.facilities.nearest import Nearest, nearest_facilities
from accessible_core.routing.facilities.nearest_document import nearest_lines
from accessible_core.routing.facilities.to_facility import (
    End,
    at_facility,
    at_point,
    way_between,
)
from accessible_core.routing.instructions import conclusion, steps
from accessible_core.routing.reasons import parted_reasons, places_barred
from accessible_core.routing.results import NoRoute, Route, RouteEdge
from accessible_core.routing.router import Router
from accessible_core.routing.words import Words
from accessible_core.scoring.engine import score
from accessible_core.survey.words import folded
from accessible_kz_plugin.docks.route.limits import admission_phrases
from accessible_kz_plugin.docks.route.question import Question, Table, WantedEnd
from accessible_kz_plugin.layers.content import LayerContent
from accessible_kz_plugin.layers.point_layer import corrections_from_source
from accessible_kz_plugin.layers.route_layers import blocked_content, route_content
from accessible_kz_plugin.layers.survey_layer import survey_from_source
from accessible_kz_plugin.settings import max_age_years
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.scoring.scores import Scores
    from accessible_core.survey.table import Survey

#: Degrees around a single point that is looked at: about 40 metres.
_AROUND = 0.0004
#: Most names that a message lists.
_SOME = 3


@dataclass(frozen=True)
class Entry:
    """One line of the answer, and where on the map it is; None where it is nowhere."""

    text: str
    place: Optional[QgsRectangle] = None


@dataclass(frozen=True)
class Answer:
    """What the dock shows of a way, or of why there is none.

    Attributes
    ----------
    found : bool
        Whether there is a way.
    headline : list of str
        How sure it is, or why there is none; then what else is to be said of it.
    entries : list of Entry
        The instructions; without a way what bars it, each with its place.
    unknown : list of (name, share)
        What the profile limits and is not known, by share of the length, most first.
    heights : ElevationProfile or None
    whole : QgsRectangle or None
        The extent of the way, or of that with the fewest barriers.
    ends : tuple
        Start and goal on the map, (lon, lat) or None.
    route, blocked : LayerContent
    """

    found: bool
    headline: list[str]
    entries: list[Entry]
    unknown: list[tuple[str, float]]
    heights: Optional[ElevationProfile]
    whole: Optional[QgsRectangle]
    ends: tuple[Optional[tuple[float, float]], Optional[tuple[float, float]]]
    route: LayerContent
    blocked: LayerContent


@dataclass
class Memory:
    """What was read last, so that the next question need not read it again."""

    network: Optional[tuple[tuple[str, int, int], StreetNetwork]] = None
    survey: Optional[tuple[tuple[str, int], Survey, Scores, list[str]]] = None

    def network_of(self, path: str) -> StreetNetwork:
        """Return a network, read anew where its file was changed."""
        try:
            facts = Path(path).stat()
        except OSError:
            raise InputError(
                tr("The street network {path} is gone: choose another one.").replace("{path}", path)
            ) from None
        state = (path, facts.st_mtime_ns, facts.st_size)
        held = self.network
        if held is None or held[0] != state:
            held = self.network = (state, read_network(path))
        return held[1]

    def survey_of(
        self, table: Table, context: QgsProcessingContext, language: str, progress: Progress
    ) -> tuple[Survey, Scores, list[str]]:
        """Return a survey with scores, and what is to be said about how it was read."""
        held = self.survey
        if held is None or held[0] != table.state:
            findings = Findings()
            read = survey_from_source(table.snapshot, context, findings, path=table.snapshot.path)
            report(progress, 0.5)
            scores = score(
                read.survey, max_age_years=max_age_years(), progress=part(progress, 0.5, 1.0)
            )
            held = self.survey = (table.state, read.survey, scores, _said(findings, language))
        return held[1], held[2], held[3]


def _said(findings: Findings, language: str) -> list[str]:
    """Return the errors among findings: what was lost must be said beside the answer."""
    return _lines([one for one in findings if one.severity is Severity.ERROR], language)


def _lines(findings: Sequence[Finding], language: str) -> list[str]:
    """Return the first findings in words, and how many more there are."""
    lines = [
        f"{one.record}: {one.hint(language)}" if one.record else one.hint(language)
        for one in findings[:_SOME]
    ]
    if len(findings) > _SOME:
        more = tr("… and {count} more; 'Check a survey' lists all.")
        lines.append(more.replace("{count}", str(len(findings) - _SOME)))
    return lines


def facility_names(survey: Survey, language: str) -> list[str]:
    """Return the facilities as they are typed and listed: name and id."""
    return [facility_name(survey, row, language) for row in range(len(survey))]


def facility_name(survey: Survey, row: int, language: str) -> str:
    """Return one facility's name with its id behind it."""
    name = survey.name(row, language)
    return f"{name} ({survey.ids[row]})" if name else str(survey.ids[row])


def category_names(survey: Survey) -> list[str]:
    """Return the categories that the survey has, in its own words."""
    return sorted({str(word) for word in survey.text("category").tolist() if word})


def facility_row(survey: Survey, given: str, language: str) -> int:
    """Return the row that a name or id means.

    Raises
    ------
    UsageError
        No facility, or more than one, is meant.
    """
    names = facility_names(survey, language)
    if given in names:
        return names.index(given)
    ids = [str(each) for each in survey.ids]
    if given in ids:
        return ids.index(given)
    word = folded(given)
    meant = [row for row, name in enumerate(names) if word and word in folded(name)]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        sentence = tr("No facility of the survey is called '{given}'.")
    else:
        sentence = tr("'{given}' may mean several facilities: {some}. Choose one.")
    some = "; ".join(names[row] for row in meant[:_SOME])
    raise UsageError(sentence.replace("{given}", given).replace("{some}", some))


def answer(question: Question, memory: Memory, progress: Progress) -> Answer:
    """Read what is needed, find the way, put it into words and features."""
    context = QgsProcessingContext()
    context.setTransformContext(question.transforms)
    findings = Findings()
    corrections = None
    if question.corrections is not None:
        corrections = corrections_from_source(question.corrections.snapshot, context, findings)
    network = memory.network_of(question.network)
    report(progress, 0.2)
    asks = question.start.asks_survey or question.goal.asks_survey
    engine = AUTO if asks else for_one_question(AUTO, network.edge_count)
    router = Router(
        network, question.profile, engine=engine, corrections=corrections, at=question.at
    )
    findings.extend(router.findings)
    notes = _said_of_corrections(findings, question.language)
    report(progress, 0.4)
    facilities = None
    if asks:
        facilities, lost = _facilities(question, memory, context, router, part(progress, 0.4, 0.7))
        notes += lost
    result, said = _result(question, router, facilities, progress)
    report(progress, 0.9)
    return _shown(result, router.network, question, [*said, *notes])


def _said_of_corrections(findings: Findings, language: str) -> list[str]:
    """Return all that was said about corrections and moment: each changes what is found."""
    return _lines([one for one in findings if one.code != "column_unknown"], language)


def _facilities(
    question: Question,
    memory: Memory,
    context: QgsProcessingContext,
    router: Router,
    progress: Progress | None,
) -> tuple[Facilities, list[str]]:
    if question.survey is None:
        raise UsageError(tr("Choose the layer of facilities first."))
    tell = progress or (lambda _: True)
    survey, scores, lost = memory.survey_of(question.survey, context, question.language, tell)
    found = facilities_for(survey, router.network, router.profile, scores=scores)
    return found, lost


def _result(
    question: Question, router: Router, facilities: Facilities | None, progress: Progress
) -> tuple[Union[Route, NoRoute], list[str]]:
    """Return the way, and in words what else was found on the search for it."""
    starts = _ends(question.start, facilities, question.language)
    if question.goal.nearest is not None and facilities is not None:
        return _nearest(question, router, facilities, starts, progress)
    ends = _ends(question.goal, facilities, question.language)

    def find(a: tuple[float, float], b: tuple[float, float]) -> Route | NoRoute:
        return router.route(a, b, question.snap_m)

    if question.start.asks_survey or question.goal.asks_survey:
        return way_between(find, starts, ends), []
    return find(starts[0].point, ends[0].point), []


def _ends(wanted: WantedEnd, facilities: Facilities | None, language: str) -> list[End]:
    if wanted.point is not None:
        return at_point(wanted.point)
    if facilities is None:
        raise UsageError(tr("Choose the layer of facilities first."))
    row = facility_row(facilities.survey, wanted.facility, language)
    return at_facility(facilities, str(facilities.survey.ids[row]))


def _nearest(
    question: Question,
    router: Router,
    facilities: Facilities,
    starts: Sequence[End],
    progress: Progress,
) -> tuple[Union[Route, NoRoute], list[str]]:
    found = nearest_facilities(
        router,
        starts[0].point,
        facilities,
        wanted=question.goal.nearest,
        count=1,
        snap_m=question.snap_m,
        progress=part(progress, 0.7, 0.9),
    )
    if not isinstance(found, Nearest):
        return found, []
    lines = nearest_lines(found, router.profile.name, question.language)
    if found.found:
        return found.found[0].route, lines
    if found.out_of_reach:
        return found.out_of_reach[0].refusal, lines
    raise UsageError(" ".join(lines))


def _shown(
    result: Union[Route, NoRoute], network: StreetNetwork, question: Question, notes: list[str]
) -> Answer:
    language = question.language
    collection = route_geojson(result, network, language)
    found = isinstance(result, Route)
    way = result if isinstance(result, Route) else result.least_barrier
    if isinstance(result, Route):
        headline = conclusion(result, network, language)[::-1]
        entries = [
            Entry(step.text, _extent(network, step.edges))
            for step in steps(result, network, language)
        ]
    else:
        headline, entries = _refusal(result, network, question)
    return Answer(
        found=found,
        headline=[*headline, *notes],
        entries=entries,
        unknown=[] if way is None else _unknown(way, language),
        heights=elevation_profile(result, network) if isinstance(result, Route) else None,
        whole=None if way is None else _box(way.lon, way.lat),
        ends=_marks(question, way),
        route=route_content(collection),
        blocked=blocked_content(collection, found=found),
    )


def _refusal(
    result: NoRoute, network: StreetNetwork, question: Question
) -> tuple[list[str], list[Entry]]:
    language = question.language
    reason, causes, corrected = parted_reasons(result, language, question.snap_m)
    # All of them stand in the list beneath; the first belong to the sentence.
    some = "; ".join(causes[:_SOME]) + ("; …" if len(causes) > _SOME else "")
    first = f"{reason} {some}" if some else reason
    headline = [first, *_admission(result, network, language), *corrected]
    for name, door in zip(("start", "end"), result.doors):
        if door is not None:
            headline.append(door_words(door, name, language))
    entries = [
        Entry(said, _box(np.array([cause.lon]), np.array([cause.lat])))
        for said, cause in places_barred(result, language)
    ]
    least = result.least_barrier
    if least is not None:
        words = tr("The way with the fewest barriers, {distance}").replace(
            "{distance}", Words(language).metres(least.distance_m)
        )
        entries.insert(0, Entry(words, _box(least.lon, least.lat)))
    return headline, entries


def _admission(result: NoRoute, network: StreetNetwork, language: str) -> Iterator[str]:
    """Say which limits would admit the way, in the words of the form, not as options."""
    found = admission(result, network)
    if found is None:
        return
    phrases = admission_phrases(found, language)
    if phrases:
        yield text("reasons", "admitted_by", language, options="; ".join(phrases))
    if found.never:
        named = (text("reasons", f"name_{name}", language) for name in found.never)
        yield text("reasons", "never_admitted", language, attribute=", ".join(named))


def _unknown(way: Route, language: str) -> list[tuple[str, float]]:
    shares = sorted(way.unknown_share.items(), key=lambda item: -item[1])
    return [(text("reasons", f"name_{name}", language), share) for name, share in shares]


def _marks(
    question: Question, way: Route | None
) -> tuple[Optional[tuple[float, float]], Optional[tuple[float, float]]]:
    """Return where start and goal are: as asked, else where the way begins and ends."""
    found: list[Optional[tuple[float, float]]] = []
    for position, wanted in zip((0, -1), (question.start, question.goal)):
        place = wanted.point
        if place is None and way is not None and len(way.lon):
            place = float(way.lon[position]), float(way.lat[position])
        found.append(place)
    return found[0], found[1]


def _extent(network: StreetNetwork, edges: Sequence[RouteEdge]) -> QgsRectangle | None:
    """Return what a part of the way covers."""
    shapes = list(_shapes(network, edges))
    if not shapes:
        return None
    lon, lat = (np.concatenate(each) for each in zip(*shapes))
    return _box(lon, lat)


def _shapes(
    network: StreetNetwork, edges: Sequence[RouteEdge]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    from accessible_core.routing.street_graph import StreetGraph
    from accessible_core.routing.travelled import Piece, piece_shape

    graph = StreetGraph.of(network)
    for edge in edges:
        arc = 2 * edge.edge + (0 if edge.forward else 1)
        yield piece_shape(graph, Piece(arc, edge.from_share, edge.to_share))


def _box(lon: np.ndarray, lat: np.ndarray) -> QgsRectangle | None:
    """Return the extent of points in degrees, with some room around it."""
    if not len(lon):
        return None
    box = QgsRectangle(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    return box.buffered(_AROUND)

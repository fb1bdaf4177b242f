# SPDX-License-Identifier: MIT
"""Door to door as a table or layer, as a document, and in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.messages import text
from accessible_core.routing.document import door_document, obstacle_document
from accessible_core.routing.facilities.access import Access, FromKind, counts, verdicts
from accessible_core.routing.features import metres, share
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.words import Words, profile_words
from accessible_core.scoring.columns import result_columns
from accessible_core.survey.table import Overrides, Survey
from accessible_core.survey.writers import write_survey
from accessible_core.vocabulary import GROUPS, Score

Columns = dict[str, NDArray[Any]]

#: Digits after the point of minutes in tables.
_TENTHS = 1


def write_access(
    access: Access,
    path: str | os.PathLike[str],
    language: str = "en",
    rows: NDArray[np.bool_] | None = None,
) -> None:
    """Write one row a facility: ``.gpkg .geojson .csv .xlsx``.

    Parameters
    ----------
    access : Access
    path : path
    language : str
        Of the reasons.
    rows : bool (n,), optional
        Only these, such as ``access.green_behind_red``.

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written.
    """
    columns = access_columns(access, language)
    plain = without_answers(access.facilities.survey)
    if rows is not None:
        columns = {name: column[rows] for name, column in columns.items()}
        plain = _chosen(plain, rows)
    write_survey(plain, path, results=columns)


def access_columns(access: Access, language: str = "en") -> Columns:
    """Return the columns that tell how each facility is reached, (n,) each.

    ``score_<group>``, ``known_<group>``, ``confirmed_<group>`` for all groups; ``group``
    that the profile goes with; ``verdict`` (the best of all kinds of starts) with
    ``verdict_text``; ``green_behind_red``; the door; ``barred_by`` in words; and for each
    kind of start ``<kind>_verdict``, ``_start``, ``_minutes``, ``_back_minutes``,
    ``_metres``, ``_way`` (confirmed or unverified) and ``_unknown`` (the share of the way,
    there or back, on which something is not known). None or NaN where there is nothing.
    """
    facilities = access.facilities
    best = [each for _, each in access.best]
    scored = result_columns(facilities.survey, facilities.scores)
    wanted = [f"{what}_{group.value}" for group in GROUPS for what in
              ("score", "known", "confirmed")]  # fmt: skip
    columns: Columns = {name: scored[name] for name in wanted}
    columns["group"] = _objects(facilities.group.value for _ in best)
    columns["verdict"] = _objects(each.verdict for each in best)
    columns["verdict_text"] = _objects(verdict_words(access, each, language) for each in best)
    columns["green_behind_red"] = access.green_behind_red
    columns["door"] = _objects(each.door and str(each.door.entrance) for each in best)
    columns["door_accessible"] = _objects(each.door and each.door.accessible for each in best)
    columns["door_score"] = _objects(each.door and each.door.score for each in best)
    columns["door_lon"] = _numbers(each.door and each.door.lon for each in best)
    columns["door_lat"] = _numbers(each.door and each.door.lat for each in best)
    columns["barred_by"] = _objects(reason_words(each, language) or None for each in best)
    for name, rows in access.kinds.items():
        columns.update(_kind_columns(name, rows))
    return columns


def _kind_columns(name: str, rows: tuple[FromKind, ...]) -> Iterator[tuple[str, NDArray[Any]]]:
    def minutes(seconds: float) -> float:
        return round(seconds / 60.0, _TENTHS)

    yield f"{name}_verdict", _objects(each.verdict for each in rows)
    yield f"{name}_start", _objects(each.there and each.there.start for each in rows)
    yield f"{name}_minutes", _numbers(each.there and minutes(each.there.seconds) for each in rows)
    yield (
        f"{name}_back_minutes",
        _numbers(each.back and minutes(each.back.seconds) for each in rows),
    )
    yield f"{name}_metres", _numbers(each.there and metres(each.there.metres) for each in rows)
    yield f"{name}_way", _objects(_way(each) for each in rows)
    yield f"{name}_unknown", _numbers(_unknown(each) for each in rows)


def _way(each: FromKind) -> str | None:
    if each.there is None:
        return None
    return "confirmed" if each.verdict == "reachable" else "unverified"


def _unknown(each: FromKind) -> float | None:
    if each.there is None or each.back is None:
        return None
    return share(max(each.there.unknown_share, each.back.unknown_share))


def _objects(cells: Any) -> NDArray[np.object_]:
    found = list(cells)
    column = np.empty(len(found), object)
    column[:] = found
    return column


def _numbers(cells: Any) -> NDArray[np.float64]:
    return np.array([np.nan if cell is None else cell for cell in cells], np.float64)


def without_answers(survey: Survey) -> Survey:
    """Return only what says which facilities these are, and where."""
    return replace(
        survey,
        doors=np.full((len(survey), 3, 2), np.nan),
        questions=(),
        answers=np.zeros((len(survey), 0), np.int8),
        measured={},
        comments={},
        overrides=Overrides.none(),
        extra={},
    )


def _chosen(survey: Survey, rows: NDArray[np.bool_]) -> Survey:
    """Return some rows of a survey without answers."""
    return replace(
        survey,
        facilities={name: column[rows] for name, column in survey.facilities.items()},
        form=survey.form[rows],
        lon=survey.lon[rows],
        lat=survey.lat[rows],
        doors=survey.doors[rows],
        answers=survey.answers[rows],
        present=survey.present[rows],
    )


# ------------------------------------------------------------------ document


def access_document(access: Access, language: str = "en") -> dict[str, Any]:
    """Return the document that ``accessible-kz access --json`` prints."""
    facilities, behind = access.facilities, access.green_behind_red
    return {
        "profile": access.profile,
        "group": facilities.group.value,
        "minutes": access.minutes,
        "facilities": len(facilities),
        "verdicts": counts(access.verdicts),
        "green": int(access.green.sum()),
        "green_confirmed": int((access.green & facilities.confirmed).sum()),
        "green_behind_red": [_green(access, int(row), language) for row in np.flatnonzero(behind)],
        "kinds": {
            name: {
                "starts": access.starts[name][0],
                "off_network": access.starts[name][1],
                "verdicts": counts([each.verdict for each in rows]),
            }
            for name, rows in access.kinds.items()
        },
        "rows": [_row(access, row) for row in range(len(facilities))],
    }


def _row(access: Access, row: int) -> dict[str, Any]:
    facilities = access.facilities
    _, best = access.best[row]
    return {
        "id": str(facilities.survey.ids[row]),
        "score": Score(int(facilities.overall[row])).wire,
        "confirmed": bool(facilities.confirmed[row]),
        "verdict": best.verdict,
        "green_behind_red": bool(access.green_behind_red[row]),
        "destination": None if best.door is None else door_document(best.door),
        "from": {name: _from(rows[row]) for name, rows in access.kinds.items()},
    }


def _from(each: FromKind) -> dict[str, Any]:
    return {
        "verdict": each.verdict,
        "start": each.there and each.there.start,
        "duration_s": each.there and round(each.there.seconds, 1),
        "back_duration_s": each.back and round(each.back.seconds, 1),
        "distance_m": each.there and metres(each.there.metres),
        "confidence": _way(each),
        "unknown": _unknown(each),
        "blocked_by": [obstacle_document(cause) for cause in each.blocked_by],
    }


def _green(access: Access, row: int, language: str) -> dict[str, Any]:
    facilities = access.facilities
    _, best = access.best[row]
    return {
        "id": str(facilities.survey.ids[row]),
        "name": facilities.survey.name(row, language),
        "confirmed": bool(facilities.confirmed[row]),
        "verdict": best.verdict,
        "blocked_by": [obstacle_document(cause) for cause in best.blocked_by],
        "text": reason_words(best, language),
    }


# --------------------------------------------------------------------- words


def verdict_words(access: Access, each: FromKind, language: str = "en") -> str:
    """Say what a verdict means."""
    words = Words(language)
    return text(
        "access",
        f"verdict_{each.verdict}",
        language,
        minutes=words.number(access.minutes, 1),
        radius=words.number(access.snap_m, 0),
    )


def reason_words(each: FromKind, language: str = "en") -> str:
    """Say what bars the way to a facility, empty where nothing does."""
    found = [obstacle_words([cause], language) for cause in each.blocked_by]
    return "; ".join(dict.fromkeys(found))


def access_lines(access: Access, language: str = "en") -> list[str]:
    """Return counts and the green places behind red streets: the layer's text twin."""
    return list(_said(access, language))


def _said(access: Access, language: str) -> Iterator[str]:
    words, facilities = Words(language), access.facilities
    yield text(
        "access", "summary", language, minutes=words.number(access.minutes, 1),
        profile=profile_words(access.profile, language), facilities=len(facilities),
    )  # fmt: skip
    found = counts(access.verdicts)
    for word in verdicts():
        if found[word]:
            meant = verdict_words(access, FromKind(word), language)
            yield text("access", "summary_verdict", language, count=found[word], verdict=meant)
    behind = np.flatnonzero(access.green_behind_red)
    yield text(
        "access", "green_behind_red", language, count=len(behind),
        group=text("labels", f"group_{facilities.group.value}", language),
        confirmed=int(facilities.confirmed[behind].sum()),
    )  # fmt: skip
    for position, row in enumerate(behind.tolist(), start=1):
        _, best = access.best[row]
        sure = "confirmed" if facilities.confirmed[row] else "unconfirmed"
        yield text(
            "access", "green_line", language, position=position,
            facility=facilities.survey.name(row, language),
            score=text("labels", sure, language).lower(),
            verdict=verdict_words(access, best, language), reason=reason_words(best, language),
        ).strip()  # fmt: skip

# SPDX-License-Identifier: MIT
"""All checks of one network, in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from accessible_core.errors import UsageError
from accessible_core.findings import Finding
from accessible_core.network.check.crossings import (
    crossings_without_kerb,
    dangling_kerbs,
    missing_crossings,
)
from accessible_core.network.check.gaps import gaps
from accessible_core.network.check.located import Located
from accessible_core.network.check.parts import lifts_apart, oneway_traps, parts_apart
from accessible_core.network.check.remarked import remarked
from accessible_core.network.check.streets import Streets
from accessible_core.network.check.thresholds import Thresholds
from accessible_core.network.model import StreetNetwork
from accessible_core.progress import Progress, report

#: Each check with the codes that it may yield, gravest first.
_CHECKS: tuple[tuple[Callable[[Streets], Iterable[Located]], tuple[str, ...]], ...] = (
    (
        parts_apart,
        (
            "part_not_connected",
            "part_closed_off",
            "platform_not_connected",
            "lift_isolated",
            "part_small",
            "part_at_border",
        ),
    ),
    (lifts_apart, ("lift_isolated", "lift_leads_nowhere")),
    (oneway_traps, ("oneway_trap", "oneway_never_entered")),
    (gaps, ("near_nodes", "gap", "sidewalk_end")),
    (missing_crossings, ("crossing_missing",)),
    (dangling_kerbs, ("kerb_dangling", "kerb_off_road")),
    (crossings_without_kerb, ("crossing_without_kerb",)),
    (remarked, ("contradictory_tags", "tag_not_understood")),
)
#: All codes of findings about networks, in the order in which they are shown.
CODES: tuple[str, ...] = tuple(dict.fromkeys(code for _, codes in _CHECKS for code in codes))


def check_network(
    network: StreetNetwork,
    limits: Thresholds | None = None,
    *,
    only: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Located]:
    """Return what could be mended in a network, located, by code and place.

    Parameters
    ----------
    network : StreetNetwork
    limits : Thresholds, optional
        Distances; the shipped ones if not given.
    only : sequence of str
        Codes wanted; all if empty.
    progress : callable, optional
        See ``accessible_core.progress``.

    Raises
    ------
    UsageError
        A code is not known.
    Cancelled
        `progress` said so.
    """
    wanted = set(checked_codes(only) or CODES)
    streets = Streets(network, limits or Thresholds.default())
    found = list(_age(network)) if not only else []
    report(progress, 0.0)
    for done, (check, codes) in enumerate(_CHECKS, start=1):
        if wanted.intersection(codes):
            found += [each for each in check(streets) if each.finding.code in wanted]
        report(progress, done / len(_CHECKS))
    order = {code: place for place, code in enumerate(CODES)}
    found.sort(key=lambda each: order.get(each.finding.code, -1))
    return found


def checked_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Return codes of findings, refusing those that no check yields.

    Raises
    ------
    UsageError
        A code is not known; lists those that are.
    """
    for code in codes:
        if code not in CODES:
            raise UsageError(f"There is no check named {code!r}. Checks: {', '.join(CODES)}.")
    return tuple(codes)


def _age(network: StreetNetwork) -> Iterator[Located]:
    """Say that a file of an earlier version was checked less."""
    if "remark" not in network.edges:
        west, south, _, _ = network.bbox
        yield Located(Finding("network_of_earlier_version"), west, south)


def check_document(
    network: StreetNetwork, found: Sequence[Located], language: str = "en"
) -> dict[str, Any]:
    """Return the document that ``network check --json`` prints.

    Returns
    -------
    dict
        ``nodes``, ``edges``, ``counts`` (code -> number), ``severities`` and ``findings``
        (`Located.as_dict`).
    """
    return {
        "nodes": network.node_count,
        "edges": network.edge_count,
        "counts": dict(Counter(each.finding.code for each in found)),
        "severities": dict(Counter(each.finding.severity.value for each in found)),
        "findings": [each.as_dict(language) for each in found],
    }

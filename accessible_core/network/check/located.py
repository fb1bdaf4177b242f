# SPDX-License-Identifier: MIT
"""A finding with its place on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accessible_core.findings import Finding
from accessible_core.messages import text

#: Where a browser shows an object; only written, never fetched.
_LINK = "https://www.openstreetmap.org/{kind}/{number}"

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Located:
    """One finding, located.

    Attributes
    ----------
    finding : Finding
        Code, field, value and further values for the words.
    lon, lat : float
        Degrees: where to look.
    osm_way, osm_node : int
        What to look at, 0 where there is none.
    line : tuple of (lon, lat)
        From - to of a gap, or the part in question; empty where a point says it all.
    rule : str
        Which contradiction or kind of kerb it is; empty for codes that need none.
    """

    finding: Finding
    lon: float
    lat: float
    osm_way: int = 0
    osm_node: int = 0
    line: Line = ()
    rule: str = ""

    def hint(self, language: str = "en") -> str:
        """Say what was found and what to do, in `language`."""
        words = self.finding.hint(language)
        why = text("network_check", self.rule, language) if self.rule else ""
        return words.replace("{why}", why)

    @property
    def link(self) -> str:
        """Address that shows the object in a browser, empty where it has no OSM id."""
        if self.osm_node:
            return _LINK.format(kind="node", number=self.osm_node)
        return _LINK.format(kind="way", number=self.osm_way) if self.osm_way else ""

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the form in which files and the command line give a finding."""
        finding = self.finding
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "rule": self.rule or None,
            "lon": round(self.lon, 7),
            "lat": round(self.lat, 7),
            "osm_way": self.osm_way or None,
            "osm_node": self.osm_node or None,
            "field": finding.field,
            "value": finding.value,
            "hint": self.hint(language),
            "link": self.link or None,
        }

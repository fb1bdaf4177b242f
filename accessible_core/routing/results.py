# SPDX-License-Identifier: MIT
"""What routing returns: a way, or the reasons why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.extras import require
from accessible_core.routing.shown import html_figures, html_table

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from accessible_core.routing.facilities.destination import Door
    from accessible_core.routing.profiles import Profile


@dataclass(frozen=True)
class RouteEdge:
    """One network piece as travelled (see CONTRACTS.md, Streets)."""

    edge: int
    forward: bool
    osm_way: int | None
    from_node: int | None
    to_node: int | None
    length_m: float
    kind: str
    # Steepest in travel direction, per cent, downhill negative; None if only estimated.
    incline: float | None
    surface: str | None
    known: tuple[str, ...]  # attributes limited by the profile that are known here
    name: str
    from_share: float = 0.0  # part travelled, 0 at the piece's first node, 1 at its last,
    to_share: float = 1.0  # in forward direction whatever the travel direction
    incline_estimated: float | None = None  # from a coarse elevation model: never confirms


@dataclass(frozen=True)
class Obstacle:
    """One cause why a way is barred, with the limit that would admit it."""

    osm_way: int | None
    osm_node: int | None
    attribute: str
    value: Any
    limit: Any
    lon: float
    lat: float
    edge: int | None = None  # position in the network, of the piece or of the node
    node: int | None = None
    arc: int | None = None  # direction in which the piece is barred (costs.py)
    correction: str = ""  # id of the correction that says so
    condition: str = ""  # tags that depend on time and decide, or leave it open


@dataclass(frozen=True, repr=False)
class Route:
    """A way that the profile can take."""

    profile: str
    confirmed: bool
    distance_m: float
    duration_s: float
    snap_m: tuple[float, float]
    edges: tuple[RouteEdge, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    unknown_share: Mapping[str, float]  # attribute -> share of the length, 0 to 1
    carriageway_m: float
    obstacles: tuple[Obstacle, ...] = ()  # passed though not barred (unknown kerbs ...)
    corrections: tuple[Mapping[str, Any], ...] = ()
    # Causes why the piece nearest to the start, or end, was passed over for one farther off.
    passed_over: tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]] = ((), ())
    mobility: Profile | None = None  # the profile with its limits as they were asked for
    doors: tuple[Door | None, Door | None] = (None, None)  # of facilities at start and end
    # Access on the way that depends on time: osm_way or osm_node, tags, state.
    conditions: tuple[Mapping[str, Any], ...] = ()
    at: str = ""  # the moment asked about, "" where none was given

    def to_geodataframe(self) -> GeoDataFrame:
        """Return the route as one line (WGS 84) with its figures.

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        return routes_frame([self])

    def figures(self) -> dict[str, Any]:
        """Return what tables show of the route."""
        figures: dict[str, Any] = {
            "profile": self.profile,
            "confidence": "confirmed" if self.confirmed else "unverified",
            "distance_m": self.distance_m,
            "duration_s": self.duration_s,
            "carriageway_m": self.carriageway_m,
            **{f"unknown_{name}": share for name, share in self.unknown_share.items()},
        }
        for name, door in zip(("origin", "destination"), self.doors):
            if door is not None:
                figures[name] = door.facility
                figures[f"{name}_entrance"] = str(door.entrance)
                figures[f"{name}_accessible"] = door.accessible
        return figures

    def _repr_html_(self) -> str:
        """Show the figures as a table in notebooks."""
        return html_figures(repr(self)[1:-1], self.figures())

    def __repr__(self) -> str:
        word = "confirmed" if self.confirmed else "unverified"
        return (
            f"<Route of {self.distance_m:.0f} m, {self.duration_s / 60:.0f} min "
            f"by {self.profile}, {word}>"
        )


def routes_frame(routes: Sequence[Route]) -> GeoDataFrame:
    """Return routes as lines (WGS 84) with their figures, a row each.

    Raises
    ------
    MissingExtraError
        geopandas is not installed.
    """
    geopandas, shapely = require("geopandas"), require("shapely")
    lines = []
    for route in routes:
        vertices = np.column_stack((route.lon, route.lat))
        # A way of no length is still a line.
        lines.append(shapely.LineString(vertices if len(vertices) > 1 else [*vertices] * 2))
    rows = [route.figures() for route in routes]
    frame: GeoDataFrame = geopandas.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326")
    return frame


@dataclass(frozen=True, repr=False)
class NoRoute:
    """Why there is no way, and the way with the fewest barriers if there is one."""

    profile: str
    reason: str  # start_off_network, end_off_network, disconnected, barred
    snap_m: tuple[float | None, float | None] = (None, None)
    blocked_by: tuple[Obstacle, ...] = ()
    least_barrier: Route | None = field(default=None)
    radius_m: float = 100.0  # within which the network was looked for
    # Of a point off the network: "swapped" (latitude came first) or "elsewhere", and
    # west, south, east, north of the network.
    off: str = ""
    extent: tuple[float, float, float, float] | None = None
    mobility: Profile | None = None  # the profile with its limits as they were asked for
    doors: tuple[Door | None, Door | None] = (None, None)  # of facilities at start and end
    corrections: tuple[Mapping[str, Any], ...] = ()  # that close the way there would be without
    at: str = ""  # the moment asked about, "" where none was given
    # The same question under another profile, where it was one of two points.
    asked_under: Callable[[Profile], Route | NoRoute] | None = field(default=None, compare=False)

    def to_geodataframe(self) -> GeoDataFrame:
        """Return what bars the way as points (WGS 84), a row each; empty where nothing does.

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        geopandas = require("geopandas")
        columns = {
            name: [str(value) for value in values]
            for name, values in zip(_CAUSE, zip(*self._causes()))
        }
        frame: GeoDataFrame = geopandas.GeoDataFrame(
            {name: columns.get(name, []) for name in _CAUSE},
            geometry=geopandas.points_from_xy(
                [cause.lon for cause in self.blocked_by], [cause.lat for cause in self.blocked_by]
            ),
            crs="EPSG:4326",
        )
        return frame

    def _causes(self) -> list[tuple[Any, ...]]:
        return [
            (cause.attribute, cause.value, cause.limit, cause.osm_way or "", cause.osm_node or "")
            for cause in self.blocked_by
        ]

    def __repr__(self) -> str:
        causes = f", causes {len(self.blocked_by)}" if self.blocked_by else ""
        return f"<NoRoute by {self.profile}: {self.reason}{causes}>"

    def _repr_html_(self) -> str:
        """Show what bars the way as a table in notebooks."""
        return html_table(repr(self)[1:-1], _CAUSE, self._causes())


#: What is shown of a cause.
_CAUSE = ("attribute", "value", "limit", "osm_way", "osm_node")

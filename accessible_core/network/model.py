# SPDX-License-Identifier: MIT
"""The street network: topology and attributes in columns, never objects.

An *edge* is one piece of way that a pedestrian could use between two graph
nodes (junctions, way ends, barriers, kerbs). Pieces that nobody may use, or
that no profile can pass, stay in: only so can "why not?" be answered. What a
profile makes of the attributes is decided at query time (``routing/``).

Every attribute has a value for "not known" and nothing else may stand for it:
NaN in float columns, 0 (the first name) in category columns, -1 in counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from networkx import MultiDiGraph

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

#: What a piece of way is, for instructions and rules. ``area`` is the rim of or a
#: way across a pedestrian area, ``link`` a piece invented to join things.
EDGE_KINDS: tuple[str, ...] = (
    "unknown",
    "footway",
    "sidewalk",
    "crossing",
    "path",
    "pedestrian",
    "area",
    "steps",
    "ramp",
    "lift",
    "escalator",
    "corridor",
    "platform",
    "road",
    "service",
    "track",
    "cycleway",
    "construction",
    "link",
)

#: Class of a road that one walks on or along; the links of a class are that class.
ROAD_CLASSES: tuple[str, ...] = (
    "unknown",
    "living_street",
    "service",
    "residential",
    "unclassified",
    "tertiary",
    "secondary",
    "primary",
    "trunk",
    "motorway",
)

#: Whether people on foot may use an edge or pass a node, from access, foot and
#: the road class; ``private`` and ``use_sidepath`` are kept apart for the reason.
FOOT_ACCESS: tuple[str, ...] = (
    "unknown",
    "yes",
    "designated",
    "permissive",
    "no",
    "private",
    "use_sidepath",
)

#: wheelchair=* on ways and nodes.
WHEELCHAIR: tuple[str, ...] = ("unknown", "no", "limited", "yes", "designated")

#: OSM smoothness, best first; the position is the order that limits use.
SMOOTHNESS: tuple[str, ...] = (
    "unknown",
    "excellent",
    "good",
    "intermediate",
    "bad",
    "very_bad",
    "horrible",
    "very_horrible",
    "impassable",
)

#: yes/no tags such as ramp:wheelchair.
YES_NO: tuple[str, ...] = ("unknown", "no", "yes")

#: Kerbs as tagged on nodes (kerb=*, barrier=kerb).
KERBS: tuple[str, ...] = ("unknown", "none", "flush", "lowered", "rolled", "raised", "regular")

#: Where a slope comes from; ``dem_coarse`` (cells over 10 m) is estimated, never confirmed.
INCLINE_SOURCES: tuple[str, ...] = ("unknown", "tag", "dem", "dem_coarse")

#: What is made of a condition that depends on time: there is none; it holds or does not
#: (``decided``); it cannot be read or decided; nobody gave a moment to decide it for.
CONDITION_STATES: tuple[str, ...] = ("none", "decided", "undecided", "not_considered")

#: What an entrance of a building is, from entrance=*.
ENTRANCE_KINDS: tuple[str, ...] = (
    "other",
    "yes",
    "main",
    "secondary",
    "staircase",
    "home",
    "shop",
    "service",
    "exit",
    "emergency",
    "garage",
)


@dataclass(frozen=True, repr=False)
class StreetNetwork:
    """An immutable street network of N nodes and M edges.

    Attributes
    ----------
    node_lon, node_lat : float64 (N,)
        Degrees, WGS 84.
    node_osm : int64 (N,)
        OSM node id, 0 where there is none. Two graph nodes may stand for one OSM node
        where nobody gets from one to the other (the ground beside a bend of steps).
    nodes : mapping of str to array (N,)
        Node attributes (see below).
    edge_from, edge_to : int32 (M,)
        Node positions at the ends; "forward" is from -> to.
    edge_way : int64 (M,)
        OSM way id, 0 off any way.
    edge_length : float64 (M,)
        Metres along the geometry.
    edges : mapping of str to array (M,)
        Edge attributes (see below).
    shape_start : int64 (M + 1,)
        Vertices of edge e are ``shape_lon[shape_start[e]:shape_start[e + 1]]``,
        both end nodes included, in forward direction.
    shape_lon, shape_lat : float64 (V,)
    surfaces : tuple of str
        Values of OSM surface that occur, ``"unknown"`` first; what the column
        ``surface`` counts in. Likewise `barriers` for the column ``barrier`` and `levels`
        for ``level``: the storeys that an edge lies on or joins, ascending (``"-1;0"``).
    conditions : tuple of str
        What access that depends on time hangs on, ``""`` first (see
        ``network/conditions.py``); what the columns ``condition`` count in.
    meta : mapping
        Source names, OSM data timestamp if known, counts of tags that could
        not be read (``{"incline": {"steep": 3}}``), DEM used and its cell size,
        remarks (see ``remark``), lifts on no way (``apart``: OSM id, lon, lat).
    shape_elevation : float32 (V,) or None
        Metres at each vertex, NaN where unknown; None without an elevation model and
        in files of earlier versions.
    entrances : mapping of str to array (E,)
        Entrances of buildings: ``osm`` int64 (0 = none), ``lon``, ``lat`` float64,
        ``kind`` uint8 (ENTRANCE_KINDS), ``wheelchair`` uint8, ``building`` int32 (into
        `buildings`, -1 where its outline is not known). Empty where the source has none.
    buildings : mapping of str to array
        Outlines of buildings with entrances: ``osm`` int64 (B,), ``start`` int64 (B + 1,)
        into the vertices ``lon``, ``lat`` of closed rings.

    Notes
    -----
    Edge columns: ``kind`` uint8 (EDGE_KINDS); ``foot`` uint8 (FOOT_ACCESS);
    ``oneway`` int8 (0 both, 1 forward only, -1 backward only, for people on
    foot); ``surface`` uint16; ``smoothness`` uint8 (SMOOTHNESS); ``width``
    float32 (cm); ``width_estimated`` bool (from est_width alone: it can bar, and
    counts as not known; files of earlier versions lack it, see the property);
    ``incline_up``, ``incline_down`` float32 (per cent, >= 0, steepest stretch that
    a forward walker climbs / descends); ``incline_source``
    uint8; ``wheelchair`` uint8; ``ramp_wheelchair`` uint8 (YES_NO);
    ``step_count`` int16; ``kerb`` uint8 (KERBS), ``kerb_height`` float32 (cm), both
    of a kerb tagged on the way itself, mostly crossings; ``carriageway`` bool (walked on the road
    itself); ``lit`` uint8, ``tactile_paving`` uint8 (YES_NO); ``name`` int32
    (into `names`, 0 = none); ``condition`` int32 (into `conditions`, 0 = none; files of
    earlier versions lack it); ``layer`` int8 (``vertical.layer_of``); ``remark`` uint16
    (into ``meta["remarks"]``, 0 = none, see ``remarks.py``); ``road_class`` uint8 (ROAD_CLASSES, of
    carriageways; files of earlier versions lack it); ``level`` uint16 (into `levels`; files of
    earlier versions lack it, see the property); ``area_way`` int64 (of a line across an area
    the OSM way that bounds it, of a relation the lowest of its ways, else 0; likewise).

    Node columns: ``barrier`` uint16; ``kerb`` uint8 (KERBS); ``kerb_height``
    float32 (cm); ``foot`` uint8; ``wheelchair`` uint8; ``width`` float32 (cm,
    maxwidth:physical or width of the opening); ``crossing`` bool; ``lift`` bool
    (highway=elevator on the node: passing it means taking the lift);
    ``tactile_paving`` uint8; ``condition`` int32; ``remark`` uint16; ``way_end`` bool (a
    way may end here: an entrance, or ``noexit=*``). Files of earlier versions lack
    ``layer``, ``remark`` and ``way_end``, which only checks read.

    A network seen at a moment (``routing/conditions.py``) has the columns
    ``condition_state`` uint8 (CONDITION_STATES) besides.
    """

    node_lon: Float
    node_lat: Float
    node_osm: Int64
    nodes: Mapping[str, NDArray[Any]]
    edge_from: Int32
    edge_to: Int32
    edge_way: Int64
    edge_length: Float
    edges: Mapping[str, NDArray[Any]]
    shape_start: Int64
    shape_lon: Float
    shape_lat: Float
    surfaces: tuple[str, ...]
    barriers: tuple[str, ...]
    names: tuple[str, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ("",)
    shape_elevation: NDArray[np.float32] | None = None
    entrances: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    buildings: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    levels: tuple[str, ...] = ("unknown",)

    @property
    def node_count(self) -> int:
        """Number of graph nodes."""
        return len(self.node_lon)

    @property
    def edge_count(self) -> int:
        """Number of edges, each counted once whatever its directions."""
        return len(self.edge_from)

    @property
    def width_estimated(self) -> NDArray[np.bool_]:
        """Edges (M,) whose width somebody only estimated."""
        found: NDArray[np.bool_] | None = self.edges.get("width_estimated")
        return np.zeros(self.edge_count, np.bool_) if found is None else found

    @property
    def level(self) -> NDArray[np.uint16]:
        """Storeys of each edge (M,), as positions in `levels`; 0 where not known."""
        found: NDArray[np.uint16] | None = self.edges.get("level")
        return np.zeros(self.edge_count, np.uint16) if found is None else found

    @property
    def area_way(self) -> Int64:
        """OSM way of the area that each edge (M,) crosses, 0 for all other edges."""
        found: Int64 | None = self.edges.get("area_way")
        return np.zeros(self.edge_count, np.int64) if found is None else found

    @cached_property
    def arcs(self) -> tuple[Int32, Int32, Int32]:
        """Directed adjacency in CSR form, barred pieces included.

        Returns
        -------
        start : int32 (N + 1,)
            Arcs that leave node u are those from ``start[u]`` to ``start[u + 1]``.
        head : int32 (2M,)
            Node at the other end.
        edge : int32 (2M,)
            ``2 * e`` for edge e walked forward, ``2 * e + 1`` walked backward;
            one-way streets are left to the profile's costs.
        """
        count = self.edge_count
        tail = np.empty(2 * count, np.int32)
        head = np.empty(2 * count, np.int32)
        tail[0::2], tail[1::2] = self.edge_from, self.edge_to
        head[0::2], head[1::2] = self.edge_to, self.edge_from
        order = np.argsort(tail, kind="stable").astype(np.int32)
        start = np.zeros(self.node_count + 1, np.int32)
        np.cumsum(np.bincount(tail, minlength=self.node_count), out=start[1:])
        return start, head[order], order

    def shape(self, edge: int) -> tuple[Float, Float]:
        """Return longitudes and latitudes of one edge, in forward direction."""
        part = slice(int(self.shape_start[edge]), int(self.shape_start[edge + 1]))
        return self.shape_lon[part], self.shape_lat[part]

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        if not self.node_count:
            return (float("nan"),) * 4
        return (
            float(self.shape_lon.min()),
            float(self.shape_lat.min()),
            float(self.shape_lon.max()),
            float(self.shape_lat.max()),
        )

    def to_networkx(self) -> MultiDiGraph:
        """Return an osmnx-style MultiDiGraph; see `network.interchange.to_networkx`."""
        from accessible_core.network.exchange.interchange import to_networkx

        return to_networkx(self)

    def to_geodataframe(self) -> GeoDataFrame:
        """Return the pieces as a GeoDataFrame; see `network.interchange.to_geodataframe`."""
        from accessible_core.network.exchange.interchange import to_geodataframe

        return to_geodataframe(self)

    def __repr__(self) -> str:
        return (
            f"<StreetNetwork of {self.node_count} nodes and {self.edge_count} edges, "
            f"{self.edge_length.sum() / 1000:.1f} km>"
        )

# SPDX-License-Identifier: MIT
"""A network seen by a profile: cost, duration and reasons, by array operations.

Arcs are numbered as in ``StreetNetwork.arcs``: ``2 * e`` is edge e walked
forward, ``2 * e + 1`` backward. A barred arc keeps the cost that it would have
if it were admitted: only so can the way with the fewest barriers be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import KnowledgeError
from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    INCLINE_SOURCES,
    KERBS,
    SMOOTHNESS,
    WHEELCHAIR,
    YES_NO,
    StreetNetwork,
)
from accessible_core.routing.conditions import doubtful
from accessible_core.routing.limits import ESTIMATED, GRADED, bit
from accessible_core.routing.profiles import Profile
from accessible_core.routing.street_graph import StreetGraph, kerb_knowledge, kerb_lookup
from accessible_core.routing.ticks import TIE, in_ticks, to_ticks

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Bits = NDArray[np.uint32]
Column = NDArray[Any]

#: Attribute whose default a ``wheelchair=yes`` may lift -> the limit that, set by the user, stands.
_SET_BY = {
    "surface": "barred_surfaces",
    "smoothness": "max_smoothness",
    "width": "min_width",
    "incline": "max_incline",
    "decline": "max_decline",
    "kerb": "max_kerb",
    "barrier": "barred_barriers",
}


@dataclass(frozen=True)
class Costs:
    """What a profile makes of each arc and node.

    Attributes
    ----------
    seconds : float64 (2M,)
        Duration of each arc, whether barred or not; in whole ticks, as all of these are.
    open_cost : float64 (2M,)
        Seconds with what makes a piece dearer (carriageway, unknown attributes), less a
        trifle (`ticks.TIE`) so that of ways equally dear the fastest is taken.
    reasons : uint32 (2M,)
        Bits of the attributes (``limits.ATTRIBUTES``) that bar the arc; 0 = open.
    node_seconds, node_open_cost : float64 (N,)
        Likewise for passing through a node.
    node_reasons : uint32 (N,)
        A node with any bit may be started from or ended at, never passed through.
    known : uint32 (M,)
        Bits of the limited, graded attributes that are known on each edge.
    """

    seconds: Float
    open_cost: Float
    reasons: Bits
    node_seconds: Float
    node_open_cost: Float
    node_reasons: Bits
    known: Bits

    @cached_property
    def cost(self) -> Float:
        """Cost of each arc (2M,), inf where barred."""
        return np.where(self.reasons == 0, self.open_cost, np.inf)

    @cached_property
    def node_cost(self) -> Float:
        """Cost of passing through each node (N,), inf where barred."""
        return np.where(self.node_reasons == 0, self.node_open_cost, np.inf)

    @cached_property
    def edge_open(self) -> Bool:
        """Whether each edge (M,) can be used in one direction at least."""
        open_arcs: Bool = self.reasons == 0
        return open_arcs[0::2] | open_arcs[1::2]

    def admitting(self, arcs: dict[int, int], nodes: dict[int, int]) -> Costs:
        """Return these costs with reason bits taken from single arcs and nodes.

        Parameters
        ----------
        arcs, nodes : dict of int to int
            Arc or node -> bits that are no reason any more.
        """
        reasons, node_reasons = self.reasons.copy(), self.node_reasons.copy()
        for arc, bits in arcs.items():
            reasons[arc] &= np.uint32(~bits & 0xFFFFFFFF)
        for node, bits in nodes.items():
            node_reasons[node] &= np.uint32(~bits & 0xFFFFFFFF)
        return replace(self, reasons=reasons, node_reasons=node_reasons)


def costs(network: StreetNetwork, profile: Profile) -> Costs:
    """Evaluate `profile` on `network`.

    Notes
    -----
    No loop over edges: columns are compared with limits as a whole, and only once for
    all edges that are alike (`classes.py`).
    """
    graph = StreetGraph.of(network)
    classes, arc_length = graph.classes, graph.arc_length
    table = classes.table
    unknown = unknown_edges(table, profile)
    per_metre, waits = _durations(table, profile)
    extra = (_dearer(table, profile, unknown) - 1.0) * (1.0 - TIE)
    under_way = per_metre[classes.arc]
    under_way *= arc_length
    extra_cost = extra[classes.arc]
    extra_cost *= under_way
    if waits.any():
        under_way += waits[classes.arc]
    seconds = to_ticks(under_way)
    extra_cost = to_ticks(extra_cost)
    extra_cost += seconds
    node_seconds = in_ticks(_node_seconds(table, profile))
    node_open_cost = node_seconds.copy()
    if "kerb" in profile.limited and profile.unknown.get("kerb") == "penalise":
        dearer_kerb = profile.dearer["unknown_kerb_s"] * (1.0 - TIE)
        node_open_cost += in_ticks(np.where(classes.unknown_kerb, dearer_kerb, 0.0))
    known = np.zeros(table.edge_count, np.uint32)
    for attribute, mask in unknown.items():
        _mark(known, attribute, ~mask)
    known = known[classes.edge]
    if "kerb" in profile.limited:
        known |= graph.kerb_told * np.uint32(bit("kerb"))
    return Costs(
        seconds=seconds,
        open_cost=extra_cost,
        reasons=_edge_reasons(table, profile, unknown)[classes.arc],
        node_seconds=node_seconds[classes.node],
        node_open_cost=node_open_cost[classes.node],
        node_reasons=_node_reasons(table, profile, classes.unknown_kerb)[classes.node],
        known=known,
    )


def unknown_edges(network: StreetNetwork, profile: Profile) -> dict[str, Bool]:
    """Return, for each limited graded attribute but kerbs, where it is not known (M,).

    A slope from a coarse elevation model is estimated, and so is a width from est_width:
    they count as not known, and so does access that hangs on a condition not decided.
    """
    edges = network.edges
    coarse = is_estimated(network)
    every = {
        "access": lambda: (edges["foot"] == 0) | doubtful(edges),
        "steps": lambda: edges["kind"] == 0,
        "surface": lambda: edges["surface"] == 0,
        "smoothness": lambda: edges["smoothness"] == 0,
        "width": lambda: np.isnan(edges["width"]) | network.width_estimated,
        "incline": lambda: np.isnan(edges["incline_up"]) | np.isnan(edges["incline_down"]) | coarse,
    }
    return {name: every[name]() for name in GRADED if name in profile.limited and name in every}


def _edge_reasons(network: StreetNetwork, profile: Profile, unknown: dict[str, Bool]) -> Bits:
    edges = network.edges
    kind = edges["kind"]
    bars = {
        "access": _among(FOOT_ACCESS, profile.values("barred_access"))[edges["foot"]],
        "kind": _among(EDGE_KINDS, profile.values("barred_kinds"))[kind],
        "steps": _barred_steps(network, profile),
        "wheelchair": _among(WHEELCHAIR, profile.values("barred_wheelchair"))[edges["wheelchair"]],
        "surface": _among(network.surfaces, profile.values("barred_surfaces"))[edges["surface"]],
        "smoothness": _rougher(edges["smoothness"], profile),
        "width": _under(edges["width"], profile.number("min_width")),
        "kerb": _barred_kerbs(network, profile),
    }
    if "barrier" in edges:  # put into the street by a correction
        barred = _among(network.barriers, profile.values("barred_barriers"))
        bars["barrier"] = barred[edges["barrier"]]
    both = np.zeros(network.edge_count, np.uint32)
    asked = both.copy()
    for attribute, mask in bars.items():
        _mark(both, attribute, mask)
    for attribute, mask in unknown.items():
        if profile.unknown.get(attribute) == "bar":
            _mark(asked if _asked_of_unknown(profile, attribute) else both, attribute, mask)
    reasons = np.repeat(both, 2)
    climbs = {"incline": profile.number("max_incline"), "decline": profile.number("max_decline")}
    # Steps that the profile may use are no slope; a ramp laid over them is one.
    level = is_steps(network) & (profile.limits.get("allow_steps") == "yes")
    if profile.unknown.get(ESTIMATED) != "bar":
        level |= is_estimated(network)
    for attribute, columns in (
        ("incline", ("incline_up", "incline_down")),
        ("decline", ("incline_down", "incline_up")),
    ):
        for direction, column in enumerate(columns):
            over = _over(edges[column], climbs[attribute]) & ~level
            _mark(reasons[direction::2], attribute, over)
    lifting = _among(WHEELCHAIR, profile.lifting["values"])[edges["wheelchair"]]
    reasons[np.repeat(lifting, 2)] &= ~_liftable(profile, "way")
    reasons |= np.repeat(asked, 2)
    _mark(reasons[0::2], "oneway", edges["oneway"] < 0)
    _mark(reasons[1::2], "oneway", edges["oneway"] > 0)
    return reasons


def _node_reasons(network: StreetNetwork, profile: Profile, unknown_kerb: Bool) -> Bits:
    nodes = network.nodes
    kerb = _over(kerb_heights(network.nodes), profile.number("max_kerb"))
    bars_unknown = "kerb" in profile.limited and profile.unknown.get("kerb") == "bar"
    if bars_unknown:
        kerb |= unknown_kerb
    access = _among(FOOT_ACCESS, profile.values("barred_access"))[nodes["foot"]]
    if "access" in profile.limited and profile.unknown.get("access") == "bar":
        access |= doubtful(nodes)
    bars = {
        "access": access,
        "wheelchair": _among(WHEELCHAIR, profile.values("barred_wheelchair"))[nodes["wheelchair"]],
        "kind": network.nodes["lift"] & ("lift" in profile.values("barred_kinds")),
        "barrier": _among(network.barriers, profile.values("barred_barriers"))[nodes["barrier"]],
        "kerb": kerb,
        "width": _under(nodes["width"], profile.number("min_width")),
    }
    reasons = np.zeros(network.node_count, np.uint32)
    for attribute, mask in bars.items():
        _mark(reasons, attribute, mask)
    lifting = _among(WHEELCHAIR, profile.lifting["values"])[nodes["wheelchair"]]
    reasons[lifting] &= ~_liftable(profile, "node")
    if bars_unknown and _asked_of_unknown(profile, "kerb"):
        _mark(reasons, "kerb", unknown_kerb)
    return reasons


def is_steps(network: StreetNetwork) -> Bool:
    """Return which edges (M,) are steps, moving ones included."""
    mask: Bool = _among(EDGE_KINDS, {"steps", "escalator"})[network.edges["kind"]]
    return mask


def is_estimated(network: StreetNetwork) -> Bool:
    """Return the edges (M,) whose slope a coarse elevation model estimates."""
    coarse: Bool = network.edges["incline_source"] == INCLINE_SOURCES.index("dem_coarse")
    return coarse


def kerb_heights(columns: Mapping[str, Column]) -> Float:
    """Return the kerb in cm that counts at each node or edge, NaN where nothing is known.

    Parameters
    ----------
    columns : mapping
        The network's node or edge columns.
    """
    kerb, tagged = columns["kerb"], columns["kerb_height"].astype(np.float64)
    assumed, at_least = _kerb_tables()
    return np.where(np.isnan(tagged), assumed[kerb], np.fmax(tagged, at_least[kerb]))


def _barred_kerbs(network: StreetNetwork, profile: Profile) -> Bool:
    """Return the edges (M,) barred by a kerb that is tagged on the way itself.

    On a crossing it is the kerb at its ends; on a sidewalk or a road it is the one
    alongside, which nobody who stays on it has to climb.
    """
    alongside = network.edges["carriageway"] | (
        network.edges["kind"] == EDGE_KINDS.index("sidewalk")
    )
    barred: Bool = _over(kerb_heights(network.edges), profile.number("max_kerb")) & ~alongside
    return barred


@lru_cache(maxsize=None)
def _kerb_tables() -> tuple[Float, Float]:
    data = kerb_knowledge()["kerb"]
    if set(data) != set(KERBS[1:]):
        raise KnowledgeError("routing/data/kerbs.toml and the kerbs of network/model.py differ.")
    return (
        kerb_lookup({name: height["assumed_cm"] for name, height in data.items()}),
        kerb_lookup({name: height["at_least_cm"] for name, height in data.items()}),
    )


def _barred_steps(network: StreetNetwork, profile: Profile) -> Bool:
    steps = is_steps(network)
    if profile.limits.get("allow_steps") != "no":
        return np.zeros_like(steps)
    ramps = profile.limits.get("allow_step_ramps") == "yes"
    # A default exception does not soften a limit that the user set.
    if "allow_steps" in profile.user_set and "allow_step_ramps" not in profile.user_set:
        ramps = False
    if ramps:
        steps &= network.edges["ramp_wheelchair"] != YES_NO.index("yes")
    return steps


def _liftable(profile: Profile, where: str) -> np.uint32:
    bits = 0
    for attribute in profile.lifting[where]:
        if _SET_BY.get(attribute) not in profile.user_set:
            bits |= bit(attribute)
    return np.uint32(bits)


def _asked_of_unknown(profile: Profile, attribute: str) -> bool:
    """Tell whether the user asked what is to be made of an unknown attribute.

    That stands whatever ``wheelchair=*`` says, as limits do that the user sets; what is
    known and breaks a default is lifted all the same.
    """
    return f"unknown.{attribute}" in profile.user_set


def _mark(reasons: Bits, attribute: str, mask: Bool) -> None:
    reasons |= np.where(mask, bit(attribute), 0).astype(np.uint32)


def _among(names: tuple[str, ...], wanted: Any) -> Bool:
    """Return a lookup by code; of a list of values ("sand;asphalt") one is enough."""
    found = [any(part.strip() in wanted for part in name.split(";")) for name in names]
    if found:
        found[0] = False  # not known is never a value
    return np.array(found, np.bool_)


# Limits are compared in the columns' own float32, so that a tag of 8.3 is not over 8.3.
def _over(column: Column, limit: float | None) -> Bool:
    if limit is None:
        return np.zeros(len(column), np.bool_)
    over: Bool = column.astype(np.float32) > np.float32(limit)
    return over


def _under(column: Column, limit: float | None) -> Bool:
    if limit is None:
        return np.zeros(len(column), np.bool_)
    under: Bool = column.astype(np.float32) < np.float32(limit)
    return under


def _rougher(smoothness: Column, profile: Profile) -> Bool:
    limit = profile.limits.get("max_smoothness")
    if not isinstance(limit, str):
        return np.zeros(len(smoothness), np.bool_)
    rougher: Bool = smoothness > SMOOTHNESS.index(limit)
    return rougher


def _durations(network: StreetNetwork, profile: Profile) -> tuple[Float, Float]:
    """Return seconds under way and seconds waiting, by arc (2M,)."""
    edges, speed = network.edges, profile.speed
    slopes, factors = np.array(speed.by_incline, np.float64).T
    up = np.nan_to_num(edges["incline_up"].astype(np.float64))
    down = np.nan_to_num(edges["incline_down"].astype(np.float64))
    by_slope = np.empty(2 * network.edge_count)
    # The slower of climbing the steepest ascent and descending the steepest descent.
    by_slope[0::2] = np.minimum(np.interp(up, slopes, factors), np.interp(-down, slopes, factors))
    by_slope[1::2] = np.minimum(np.interp(down, slopes, factors), np.interp(-up, slopes, factors))
    steps = is_steps(network) | (edges["kind"] == EDGE_KINDS.index("lift"))
    by_slope[np.repeat(steps, 2)] = 1.0  # steps have a speed of their own
    metres_per_second = (
        speed.level
        * _lookup(EDGE_KINDS, speed.by_kind, 1.0)[edges["kind"]]
        * _lookup(network.surfaces, speed.by_surface, 1.0)[edges["surface"]]
        * _lookup(SMOOTHNESS, speed.by_smoothness, 1.0)[edges["smoothness"]]
    )
    under_way = np.repeat(network.edge_length / metres_per_second, 2) / by_slope
    waits = np.repeat(_lookup(EDGE_KINDS, profile.wait_kind, 0.0)[edges["kind"]], 2)
    return under_way, waits


def _dearer(network: StreetNetwork, profile: Profile, unknown: dict[str, Bool]) -> Float:
    factor = np.where(network.edges["carriageway"], profile.dearer["carriageway"], 1.0)
    limited = network.edges["wheelchair"] == WHEELCHAIR.index("limited")
    factor[limited] *= profile.dearer["wheelchair_limited"]
    for attribute, mask in unknown.items():
        if profile.unknown.get(attribute) == "penalise":
            factor[mask] *= profile.dearer["unknown"].get(attribute, 1.0)
    both = np.repeat(factor, 2)
    if profile.unknown.get(ESTIMATED) == "penalise":
        over = _too_steep(network, profile) & np.repeat(is_estimated(network), 2)
        both[over] *= profile.dearer["unknown"].get(ESTIMATED, 1.0)
    return both


def _too_steep(network: StreetNetwork, profile: Profile) -> Bool:
    """Return the arcs (2M,) over a limit on slopes, whatever the source."""
    up, down = network.edges["incline_up"], network.edges["incline_down"]
    climb, descent = profile.number("max_incline"), profile.number("max_decline")
    steep = np.empty(2 * network.edge_count, np.bool_)
    steep[0::2] = _over(up, climb) | _over(down, descent)
    steep[1::2] = _over(down, climb) | _over(up, descent)
    return steep


def _node_seconds(network: StreetNetwork, profile: Profile) -> Float:
    waits = _lookup(network.barriers, profile.wait_barrier, 0.0)
    seconds: Float = waits.take(network.nodes["barrier"])
    seconds[network.nodes["lift"]] += profile.wait_kind.get("lift", 0.0)
    return seconds


def _lookup(names: tuple[str, ...], values: Any, otherwise: float) -> Float:
    return np.array([values.get(name, otherwise) for name in names], np.float64)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Small sets of barriers against trying out every set."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from barrier_truth import judged
from hand_network import network
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_barriers_gains import WHEELCHAIR, asked, town, truth_of

from accessible_core.routing.barriers.question import Question
from accessible_core.routing.router import Router


def both_ways(net):
    """The same streets without anything that is open in one direction only."""
    return replace(net, edges={**net.edges, "oneway": np.zeros(net.edge_count, np.int8)})


def value(truth, found, chosen, by="people_connected"):
    return truth.gains(found, list(chosen))[by]


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_what_packages_connect_is_what_removing_them_connects(seed):
    rng = np.random.default_rng(seed)
    net = town(rng)
    question = replace(asked(rng, net), by=str(rng.choice(["people_connected", "reconnected_m"])))
    ranked = judged(net, WHEELCHAIR, question)
    truth = truth_of(Router(net, WHEELCHAIR), question)
    taken, total = [], 0.0
    for package in ranked.packages:
        taken.extend(package.barriers)
        total += package.gain
        wanted = truth.gains(ranked.barriers, taken)
        assert package.gain > 0
        assert total == pytest.approx(wanted[question.by])
        assert package.together.metres == pytest.approx(wanted["reconnected_m"])
        assert package.together.people == pytest.approx(wanted["people_connected"])
        assert len(package.together.facilities) == wanted["facilities_connected"]
    assert len(taken) == len(set(taken))


@given(seed=st.integers(0, 2**32 - 1))
@example(seed=11795)  # a run that a barred node cuts in two joins in two places
@settings(max_examples=25, deadline=None)
def test_the_first_package_is_the_best_of_all_singles_and_pairs(seed):
    rng = np.random.default_rng(seed)
    net = both_ways(town(rng, 8, 10))
    question = replace(asked(rng, net), packages=1, longest=2)
    ranked = judged(net, WHEELCHAIR, question)
    truth = truth_of(Router(net, WHEELCHAIR), question)
    every = range(len(ranked.barriers))
    best = max(
        (
            value(truth, ranked.barriers, chosen) / size
            for size in (1, 2)
            for chosen in combinations(every, size)
        ),
        default=0.0,
    )
    got = [package.gain / package.cost for package in ranked.packages]
    assert got == pytest.approx([best] if best > 0.0 else [])


def chain(*tags):
    """A long street, and behind it a lane barred by `tags`, one piece after the other."""
    nodes = [(-900.0, 0.0), *((100.0 * step, 0.0) for step in range(len(tags) + 1)), (600.0, 0.0)]
    edges = [(step, step + 1) for step in range(len(nodes) - 1)]
    return network(nodes, edges, edge_tags={e: t for e, t in enumerate(tags, start=1) if t})


def test_barriers_in_series_are_found_together_though_each_alone_gives_nothing():
    net = chain({"kind": "steps"}, {"surface": "sand"})
    ranked = judged(net, WHEELCHAIR)
    assert ranked.gains["reconnected_m"].tolist() == [0.0, 0.0]
    assert len(ranked.order) == 0
    assert [package.barriers for package in ranked.packages] == [(0, 1)]
    assert ranked.packages[0].gain == pytest.approx(400.0)


def test_a_chain_longer_than_asked_for_is_not_found():
    net = chain({"kind": "steps"}, {"surface": "sand"}, {"width": 50.0})
    assert judged(net, WHEELCHAIR, Question(longest=2)).packages == ()
    (package,) = judged(net, WHEELCHAIR, Question(longest=3)).packages
    assert package.barriers == (0, 1, 2)


def fork():
    """Two lanes off one street: 300 m behind a long stretch of sand, 200 m behind steps."""
    nodes = [(-900, 0), (0, 0), (0, 50), (0, 350), (40, 0), (240, 0)]
    edges = [(0, 1), (1, 2), (2, 3), (1, 4), (4, 5)]
    return network(nodes, edges, edge_tags={1: {"surface": "sand"}, 3: {"kind": "steps"}})


def test_prices_turn_the_order_round_and_the_budget_ends_it():
    prices = {"repave": {"per_m": 10.0}, "ramp_or_lift": {"each": 100.0}}
    first = [p.barriers for p in judged(fork(), WHEELCHAIR).packages]
    assert first == [(0,), (1,)]
    priced = judged(fork(), WHEELCHAIR, Question(prices=prices))
    assert priced.price.tolist() == pytest.approx([500.0, 100.0], rel=1e-3)
    assert [p.barriers for p in priced.packages] == [(1,), (0,)]
    little = judged(fork(), WHEELCHAIR, Question(prices=prices, budget=150.0))
    assert [p.barriers for p in little.packages] == [(1,)]

# SPDX-License-Identifier: MIT
"""Places parted by review and category; every place is counted once, whatever its cells say."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.checklists.categories import categories
from accessible_core.statistics.counting import (
    COUNTS,
    NOT_GIVEN,
    Parting,
    by_category,
    by_review,
    category_title,
    figures,
    tally,
)
from accessible_core.vocabulary import GROUPS


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.lists(st.integers(0, 7), min_size=6, max_size=6)),
        max_size=40,
    )
)
def test_tally_is_what_counting_one_by_one_gives(rows):
    part = np.array([part for part, _ in rows], np.int64)
    kinds = np.array([kinds for _, kinds in rows], np.int64).reshape(-1, len(GROUPS))
    counts = tally(part, 4, kinds)
    expected = Counter((p, g, k) for p, row in rows for g, k in enumerate(row))
    assert counts.shape == (4, 6, 8)
    for cell in np.ndindex(counts.shape):
        assert counts[cell] == expected[cell]


def test_chosen_places_alone():
    parting = Parting(("a", "b"), np.array([0, 1, 1, 0]))
    kinds = np.zeros((4, 6), np.int64)
    chosen = np.array([True, True, False, False])
    assert parting.counts(kinds, chosen)[:, 0, 0].tolist() == [1, 1]
    assert parting.counts(kinds)[:, 0, 0].tolist() == [2, 2]


def test_review_states_in_any_words_and_nothing_lost():
    cells = ["approved", "Черновик", "қайтарылды", None, "", "maybe", "submitted", "approved"]
    parting = by_review(cells)
    assert parting.keys == ("draft", "submitted", "approved", "returned", NOT_GIVEN)
    said = [parting.keys[part] for part in parting.part]
    assert said == ["approved", "draft", "returned", "", "", "", "submitted", "approved"]
    assert by_review(["draft"]).keys == ("draft", "submitted", "approved", "returned")


def test_categories_by_number_or_title_and_what_is_none():
    sub = next(one for one in categories() if one.parent is not None)
    top = next(one for one in categories() if one.id == sub.parent)
    cells = [sub.id, str(sub.id), top.title("ru"), "Kiosk of my own", "", None, float("nan")]
    parting = by_category(cells)
    said = [parting.keys[part] for part in parting.part]
    assert said == [str(sub.id)] * 2 + [str(top.id), "Kiosk of my own", "", "", ""]
    assert parting.keys[-1] == NOT_GIVEN
    main = by_category(cells, main=True)
    assert [main.keys[part] for part in main.part][:3] == [str(top.id)] * 3
    assert category_title(str(sub.id), "kk") == sub.title("kk")
    assert category_title("Kiosk of my own", "kk") == "Kiosk of my own"


def test_no_places_at_all():
    assert by_category([]).keys == ()
    assert len(by_review([]).keys) == 4
    assert tally(np.empty(0, np.int64), 2, np.empty((0, 6), np.int64)).sum() == 0


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ((0,) * 8, (None, None, None)),
        # 10 places, 8 of them surveyed, 4 with a verdict, 1 of these green and confirmed
        ((1, 1, 1, 1, 2, 1, 2, 1), (0.8, 0.5, 0.125)),
        ((0, 0, 0, 0, 0, 0, 5, 0), (0.0, None, None)),
    ],
)
def test_shares(counts, shares):
    row = figures(counts)
    assert tuple(row[name] for name in COUNTS) == counts
    names = ("share_surveyed", "share_judged", "share_full_confirmed")
    assert tuple(row[name] for name in names) == shares

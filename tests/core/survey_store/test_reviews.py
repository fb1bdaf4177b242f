# SPDX-License-Identifier: GPL-3.0-or-later
"""Draft, submitted, approved, returned: by whom, with what reason."""

import pytest

from accessible_core.errors import UsageError


def review(store, facility):
    survey = store.survey()
    return survey.text("review")[survey.ids.tolist().index(facility)]


def test_the_way_to_approval(store):
    store.submit("b", "V1")
    assert review(store, "b") == "submitted"
    store.return_("b", "R1", "no photo of the door")
    assert review(store, "b") == "returned"
    assert [(c.field, c.new) for c in store.timeline("b")[-1].changes] == [
        ("review", "returned"),
        ("reviewed_by", "R1"),
        ("review_note", "no photo of the door"),
    ]
    store.submit("b", "V1")
    store.approve("b", "R1")
    assert review(store, "b") == "approved"
    made = store.timeline("b")[-1]
    assert (made.author, made.method) == ("R1", "review")
    counts = {"draft": 1, "submitted": 0, "approved": 1, "returned": 0, "not_surveyed": 0}
    assert store.review_counts() == counts


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda s: s.approve("a", "R1"), "only a submitted"),
        (lambda s: s.return_("a", "R1", "why"), "only a submitted or approved"),
        (lambda s: (s.submit("b", "V1"), s.submit("b", "V1")), "only a draft or returned"),
        (lambda s: (s.submit("b", "V1"), s.approve("b", "V1")), "another person"),
        (lambda s: (s.submit("b", "V1"), s.approve("b", "v1")), "another person"),
        (lambda s: (s.submit("b", "V1"), s.return_("b", "R1", " ")), "reason"),
        (lambda s: s.submit("nowhere", "V1"), "no facility"),
    ],
)
def test_what_is_not_allowed(store, act, words):
    with pytest.raises(UsageError, match=words):
        act(store)
    assert review(store, "b") in ("draft", "submitted")


def test_who_answered_does_not_approve_even_if_another_is_the_surveyor(store):
    store.save({"b": {"parking_1": "yes"}}, "R1")
    store.submit("b", "V1")
    with pytest.raises(UsageError, match="answered in it"):
        store.approve("b", "R1")
    store.approve("b", "R2")
    # Mending a name is no answer.
    store.save({"b": {"name": "Clinic 2"}}, "R3")
    store.submit("b", "V1")
    store.approve("b", "R3")


def test_who_imported_may_approve(store, sample):
    import accessible_core as akz

    store.adopt(akz.read_survey(sample / "survey.csv"), "C1")
    drafts = [
        row
        for row, state in enumerate(store.survey().text("review"))
        if state == "submitted" and store.survey().text("surveyor_code")[row]
    ]
    facility = store.survey().ids[drafts[0]]
    store.approve(facility, "C1")
    assert review(store, facility) == "approved"


def test_an_edit_ends_the_approval(store):
    store.submit("b", "V1")
    store.approve("b", "R1")
    store.save({"b": {"parking_1": "no"}}, "V1")
    assert review(store, "b") == "draft"
    assert ("review", "approved", "draft") in [
        (c.field, c.old, c.new) for c in store.timeline("b")[-1].changes
    ]

# SPDX-License-Identifier: MIT
"""The three shapes of registry records, and what each says in the same terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from accessible_core.vocabulary import ZONES, ReviewState

#: Zones by their names on the wire.
ZONE_NAMES = frozenset(zone.value for zone in ZONES)
#: Texts of a record that become extra columns, so that they come out again.
_KEPT = ("description", "otherNames", "photos", "videos", "categoryId", "verificationStatus")
#: Keys of an adding request that are no zones.
_NO_ZONES = frozenset({"id", "form", "first"})


@dataclass
class RegistryRecord:
    """What a record says, whichever shape it has.

    Attributes
    ----------
    id : str
    registry_id : int or None
        The id where it is written as a number.
    form : object
    zones : mapping of str to mapping
        Answers by zone, as on the wire.
    overridden : mapping of str to object
    facts : dict of str to str
        Facility columns.
    point : object
        ``[latitude, longitude]``.
    comments : dict of str to str
    kept : dict of str to str
    """

    id: str
    registry_id: Optional[int]
    form: object
    zones: Mapping[str, Any]
    overridden: Mapping[str, Any] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    point: object = None
    comments: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def as_record(document: object, number: int) -> Optional[RegistryRecord]:
    """Return what a record says, None where it has none of the three shapes."""
    if not isinstance(document, dict):
        return None
    given = document.get("id")
    is_number = type(given) is int
    name = plain_text(given) if is_number or isinstance(given, str) else ""
    head = (name or str(number), given if is_number else None)
    if isinstance(document.get("zones"), dict):
        return _scored_case(document, head)
    attributes = document.get("attributes")
    if isinstance(attributes, dict) and isinstance(attributes.get("zones"), dict):
        return _object_card(document, attributes, head)
    if isinstance(document.get("first"), dict) and "form" in document:
        return _adding_request(document, document["first"], head)
    return None


def _scored_case(document: Mapping[str, Any], head: tuple[str, Optional[int]]) -> RegistryRecord:
    overridden = document.get("overridden")
    return RegistryRecord(
        *head,
        document.get("form"),
        document["zones"],
        overridden if isinstance(overridden, dict) else {},
    )


def _object_card(
    document: Mapping[str, Any], attributes: Mapping[str, Any], head: tuple[str, Optional[int]]
) -> RegistryRecord:
    # Everything in the registry passed a moderator once, but "verified" is what
    # visitors say of it: only then does it count as approved.
    verified = document.get("verificationStatus") == "full_verified"
    review = ReviewState.APPROVED if verified else ReviewState.SUBMITTED
    return RegistryRecord(
        *head,
        attributes.get("form"),
        attributes["zones"],
        facts={
            "name": plain_text(document.get("title")),
            "category": plain_text(document.get("subCategoryId", document.get("categoryId"))),
            "address": plain_text(document.get("address")),
            "review": review.value,
        },
        point=document.get("coordinates"),
        kept=_kept(document),
    )


def _adding_request(
    document: Mapping[str, Any], first: Mapping[str, Any], head: tuple[str, Optional[int]]
) -> RegistryRecord:
    zones, overridden, comments = {}, {}, {}
    for name, zone in document.items():
        if name in _NO_ZONES or zone is None:
            continue
        if name not in ZONE_NAMES or not isinstance(zone, dict):
            zones[name] = zone  # reported as no zone, or as a zone without answers
            continue
        zones[name] = zone.get("attributes")
        if isinstance(zone.get("overriddenScore"), dict):
            overridden[name] = zone["overriddenScore"]
        if plain_text(zone.get("comment")):
            comments[name] = plain_text(zone["comment"])
    return RegistryRecord(
        *head,
        document["form"],
        zones,
        overridden,
        facts={
            "name": plain_text(first.get("name")),
            "category": plain_text(first.get("categoryId")),
            "address": plain_text(first.get("address")),
            "review": ReviewState.SUBMITTED.value,
        },
        point=first.get("point"),
        comments=comments,
        kept=_kept(first),
    )


def _kept(document: Mapping[str, Any]) -> dict[str, str]:
    kept = {}
    for name in _KEPT:
        value = document.get(name)
        if value not in (None, "", []):
            is_text = isinstance(value, (str, int))
            text = str(value) if is_text else json.dumps(value, ensure_ascii=False)
            kept[name] = _encodable(text)
    return kept


def plain_text(value: object) -> str:
    """Return a value as text, empty for null, with nothing that UTF-8 cannot hold."""
    if value is None:
        return ""
    return _encodable(str(value).strip())


def _encodable(text: str) -> str:
    # JSON can hold halves of letters (lone surrogates), files cannot.
    return text.encode("utf-8", "replace").decode("utf-8")

# SPDX-License-Identifier: MIT
"""The field's words as enums: answers, scores, groups, zones, forms.

Every other module speaks in these. The integer values are the codes stored in
the columns of surveys and scores (``int8``); the *wire* strings are those of
the national registry and of all files. Knowledge about single questions is
data (``checklists/``, ``scoring/``), never code here.
"""

from __future__ import annotations

from enum import Enum, IntEnum


class Answer(IntEnum):
    """What a surveyor says to one question; ``UNKNOWN`` is a value of its own."""

    UNKNOWN = 0
    NO = 1
    YES = 2
    NOT_PROVIDED = 3

    @property
    def wire(self) -> str:
        """The registry's word: ``yes``, ``no``, ``unknown``, ``not_provided``."""
        return self.name.lower()


class Score(IntEnum):
    """The registry's verdict for one zone or facility and one group.

    ``NOT_SCORED`` is no verdict of the registry: it marks what was never
    surveyed (a place known from OSM only, a zone that a record does not hold)
    and is written as an empty value.
    """

    NOT_SCORED = -1
    UNKNOWN = 0
    NOT_ACCESSIBLE = 1
    PARTIAL_ACCESSIBLE = 2
    FULL_ACCESSIBLE = 3
    NOT_PROVIDED = 4

    @property
    def wire(self) -> str | None:
        """The registry's word, ``None`` for what was not scored."""
        return None if self is Score.NOT_SCORED else self.name.lower()


class Group(Enum):
    """The six groups of people that a score is given for, in column order."""

    MOVEMENT = "movement"
    LIMB = "limb"
    VISION = "vision"
    HEARING = "hearing"
    INTELLECTUAL = "intellectual"
    KIDS = "kids"


class ZoneKind(Enum):
    """The eight zones of a facility, in the order of the forms."""

    PARKING = "parking"
    ENTRANCE = "entrance"
    MOVEMENT = "movement"
    SERVICE = "service"
    TOILET = "toilet"
    NAVIGATION = "navigation"
    SERVICE_ACCESSIBILITY = "serviceAccessibility"
    KIDS_ACCESSIBILITY = "kidsAccessibility"


class Zone(Enum):
    """Zones as records hold them: up to three entrances beside the seven others."""

    PARKING = "parking"
    ENTRANCE1 = "entrance1"
    ENTRANCE2 = "entrance2"
    ENTRANCE3 = "entrance3"
    MOVEMENT = "movement"
    SERVICE = "service"
    TOILET = "toilet"
    NAVIGATION = "navigation"
    SERVICE_ACCESSIBILITY = "serviceAccessibility"
    KIDS_ACCESSIBILITY = "kidsAccessibility"

    @property
    def kind(self) -> ZoneKind:
        """The zone of the checklist that this one is an instance of."""
        return ZoneKind(self.value.rstrip("123"))


class ReviewState(Enum):
    """Where a survey stands on its way to being trusted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


GROUPS: tuple[Group, ...] = tuple(Group)
ZONE_KINDS: tuple[ZoneKind, ...] = tuple(ZoneKind)
ZONES: tuple[Zone, ...] = tuple(Zone)
ENTRANCES: tuple[Zone, ...] = (Zone.ENTRANCE1, Zone.ENTRANCE2, Zone.ENTRANCE3)
#: The zones that make a record a whole facility (kidsAccessibility may be absent).
FACILITY_ZONES: tuple[Zone, ...] = tuple(
    zone for zone in Zone if zone not in (Zone.ENTRANCE2, Zone.ENTRANCE3, Zone.KIDS_ACCESSIBILITY)
)
LANGUAGES: tuple[str, ...] = ("kk", "ru", "en")

ANSWER_BY_WIRE: dict[str, Answer] = {answer.wire: answer for answer in Answer}
SCORE_BY_WIRE: dict[str, Score] = {score.wire: score for score in Score if score.wire is not None}

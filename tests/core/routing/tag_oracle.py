# SPDX-License-Identifier: GPL-3.0-or-later
"""Who passes a way or node by its raw tags: a second reading of CONTRACTS.md and the OSM wiki.

Shares no code and no data file with the library. Limits are written out by hand. Verdicts are
True (passes), False (barred) or None: the tags leave room for more than one reading.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

SINK = {"sand", "mud", "earth", "dirt", "grass", "ground", "snow", "ice", "salt"}
SINK |= {"rock", "stone", "stepping_stones"}
FIRM = {"asphalt", "concrete", "paving_stones", "gravel", "compacted", "sett", "unpaved"}
EVEN = ["excellent", "good", "intermediate", "bad"]
ROUGH = ["very_bad", "horrible", "very_horrible", "impassable"]
FRAMES = {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "horse_stile"}
FRAMES |= {"block", "log", "sump_buster", "debris"}
#: No passage at all, a single step, or water (OSM wiki, Key:barrier, Key:ford).
FRAMES |= {"wall", "fence", "hedge", "retaining_wall", "city_wall", "jersey_barrier"}
FRAMES |= {"guard_rail", "ditch", "step", "ford"}
SHUT = {"no", "private"}
PERMIT = {"yes", "designated", "permissive"}
FAST = {"motorway", "motorway_link", "trunk", "trunk_link"}
ROADS = {"residential", "service", "primary", "tertiary", "unclassified", "living_street"}
WALKS = {"footway", "path", "pedestrian", "steps", "track", "corridor", "platform"}
#: kerb=* -> cm that it is taken for (openrouteservice; OSM wiki, Key:kerb).
KERB = {"flush": 0, "no": 0, "lowered": 3, "rolled": 15, "raised": 15, "regular": 15}


@dataclass(frozen=True)
class Traveller:
    """One profile with what the user set."""

    incline: float | None = None
    kerb: float | None = None
    width: float | None = None
    worst: str | None = None
    steps: bool = True
    surfaces: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    heeds_no: bool = False  # wheelchair=no bars
    lifts: bool = False  # wheelchair=yes lifts defaults
    ramps: bool = True  # steps with a ramp for wheelchairs are no bar
    set: frozenset[str] = frozenset()
    bars_unknown: bool = False
    decline: float | None = field(default=None)


WHEELS = {
    "width": 90, "worst": "bad", "steps": False, "surfaces": frozenset(SINK),
    "barriers": frozenset(FRAMES), "heeds_no": True, "lifts": True,
}  # fmt: skip
DRY = SINK - {"earth", "dirt", "grass", "ground"}
PROFILES = {
    "foot": Traveller(),
    "manual_wheelchair": Traveller(**WHEELS, incline=6, decline=6, kerb=3),
    "powered_wheelchair": Traveller(**WHEELS, incline=10, decline=10, kerb=5),
    "walking_aid": Traveller(**{**WHEELS, "width": 80}, incline=8.4, decline=8.4, kerb=6),
    "pushchair": Traveller(
        **{**WHEELS, "width": 80, "surfaces": frozenset(DRY), "heeds_no": False},
        incline=10, decline=10, kerb=10,
    ),
    "cane": Traveller(
        kerb=20, width=80, worst="very_bad",
        surfaces=frozenset({"mud", "ice", "rock", "stepping_stones"}),
        barriers=frozenset({"log", "sump_buster", "debris"}),
    ),
}  # fmt: skip


def with_set(base: Traveller, **given) -> Traveller:
    """A traveller who sets limits, by the names of the command line."""
    names = {
        "max_incline": "incline", "max_decline": "decline", "max_kerb": "kerb",
        "min_width": "width", "max_smoothness": "worst", "allow_steps": "steps",
    }  # fmt: skip
    own = {names[name]: value for name, value in given.items()}
    return Traveller(**{**vars(base), **own, "set": base.set | frozenset(own)})


# ------------------------------------------------------------------ single values


def centimetres(text):
    """(least, most) cm of a length, None where it cannot be read."""
    text = (text or "").strip().lower().replace(",", ".")
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(m|cm|mm|ft|')?", text)
    if found:
        per = {None: 100, "m": 100, "cm": 1, "mm": 0.1, "ft": 30.48, "'": 30.48}[found[2]]
        value = float(found[1]) * per
        return value, value
    found = re.fullmatch(r"(\d+)' ?(\d+)\"", text)
    if found:
        value = int(found[1]) * 30.48 + int(found[2]) * 2.54
        return value, value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?) ?(m|cm)", text)
    if found:
        per = 100 if found[3] == "m" else 1
        return float(found[1]) * per, float(found[2]) * per
    return None


def slopes(text):
    """(climb, descent) in per cent, None where either is not known."""
    text = (text or "").strip()
    found = re.fullmatch(r"(±|[+-]?)(\d+(?:\.\d+)?) ?(%|°|)", text)
    if found:
        value = float(found[2])
        if found[3] == "" and 0 < value < 1:
            return None
        if found[3] == "°":
            value = 100 * math.tan(math.radians(value))
        both = found[1] == "±"
        return (value if both or found[1] != "-" else 0.0), (
            value if both or found[1] == "-" else 0.0
        )
    found = re.fullmatch(r"(-?)1:(\d+)", text)
    if found:
        value = 100 / int(found[2])
        return (0.0, value) if found[1] else (value, 0.0)
    return None


def worst_of(text, order):
    """The worst of several words, None where one of them is none."""
    parts = [part.strip() for part in (text or "").split(";")]
    if not all(part in order for part in parts):
        return None
    return max(parts, key=order.index)


# ------------------------------------------------------------------ ways


def way_passes(tags, forward, who: Traveller):
    """Whether somebody gets along a way, on it or on a sidewalk that is tagged on it."""
    verdicts = [_strand(tags, tags, forward, who, sidewalk=False)]
    if tags["highway"] in ROADS | FAST:
        verdicts += [_strand(own, tags, forward, who, sidewalk=True) for own in _sidewalks(tags)]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _sidewalks(tags):
    word = tags.get("sidewalk")
    sides = {
        "left": word in ("left", "both"),
        "right": word in ("right", "both"),
    }
    found = []
    for side in ("left", "right"):
        said = tags.get(f"sidewalk:{side}", tags.get("sidewalk:both"))
        if said in ("no", "separate"):
            sides[side] = False
        elif said == "yes":
            sides[side] = True
        elif word is None and any(
            key.startswith((f"sidewalk:{side}:", "sidewalk:both:")) for key in tags
        ):
            sides[side] = True  # what has a surface is there
        if sides[side]:
            found.append(_own(tags, side))
    if word == "yes" and not found:
        found.append(_own(tags, "one"))
    return found


def _own(tags, side):
    own = {}
    for key, value in tags.items():
        match = re.fullmatch(r"sidewalk:(?:(left|right|both):)?(?!left$|right$|both$)(.+)", key)
        if match and match[1] in (None, "both", side):
            rank = {None: 0, "both": 1, side: 2}[match[1]]
            if own.get(match[2], (-1, ""))[0] < rank:
                own[match[2]] = (rank, value)
    own = {key: value for key, (_, value) in own.items()}
    if "incline" in tags:
        own.setdefault("incline", tags["incline"])  # a sidewalk climbs with its road
    if tags.get("wheelchair") in ("no", "limited"):
        own.setdefault("wheelchair", tags["wheelchair"])
    return own


def _strand(tags, road, forward, who, *, sidewalk):
    """Verdict on one line: `tags` describe it, `road` is the way that carries it."""
    highway = road["highway"]
    if highway == "construction" and not sidewalk:
        return False
    foot, access = tags.get("foot", road.get("foot")), tags.get("access", road.get("access"))
    if foot in ("no", "private", "use_sidepath"):
        return False
    if access in SHUT and foot not in PERMIT:
        # foot=customers on a private way: closed, however it is meant.
        return False
    if highway in FAST and not sidewalk and foot not in PERMIT:
        return False
    oneway = tags.get("oneway:foot")
    moving = None if sidewalk else tags.get("conveying")
    if (oneway, moving) in (("yes", "backward"), ("-1", "forward")):
        return None  # against each other
    if (oneway == "yes" and not forward) or (oneway == "-1" and forward):
        return False
    if moving == ("backward" if forward else "forward"):
        return False
    steps = not sidewalk and (highway == "steps" or tags.get("step_count", "0") != "0")
    if steps and not who.steps:
        ramp = tags.get("ramp:wheelchair") == "yes"
        if not (ramp and who.ramps and "steps" not in who.set):
            return False
    if who.heeds_no and tags.get("wheelchair") == "no":
        return False
    unknown_access = highway in ("cycleway", "bridleway") and not sidewalk
    unknown_access &= foot is None and access is None
    if who.bars_unknown and unknown_access:
        return False
    return _graded(tags, highway, forward, who, sidewalk=sidewalk, steps=steps)


def _graded(tags, highway, forward, who, *, sidewalk, steps):
    lifted = who.lifts and tags.get("wheelchair") in ("yes", "designated")

    def bars(limit, broken, known):
        if not known:
            return who.bars_unknown
        return broken and not (lifted and limit not in who.set)

    if who.surfaces:
        surface = tags.get("surface")
        words = {part.strip() for part in (surface or "").split(";")}
        known = bool(surface) and words <= SINK | FIRM
        # Of several the worst counts: one that bars is enough.
        bad = bool(words & who.surfaces)
        if len(words) > 1 and bad and who.surfaces != frozenset(SINK):
            return None  # the worst of them may be another than the one that bars
        if bars("surfaces", bad, known):
            return False
    if who.worst is not None:
        order = EVEN + ROUGH
        word = worst_of(tags.get("smoothness"), order)
        rough = word is not None and order.index(word) > order.index(who.worst)
        if bars("worst", rough, word is not None):
            return False
    if who.width is not None:
        width, estimated = centimetres(tags.get("width")), centimetres(tags.get("est_width"))
        least = (width or estimated or (math.nan,))[0]
        if bars("width", least < who.width, width is not None) or (
            width is None and least < who.width and not (lifted and "width" not in who.set)
        ):
            return False
    level = steps and who.steps  # steps that one may use are no slope
    found = slopes(tags.get("incline"))
    climb, descent = found or (0.0, 0.0)
    if not forward:
        climb, descent = descent, climb
    for limit, value in (("incline", climb), ("decline", descent)):
        most = getattr(who, limit)
        if most is None:
            continue
        if bars(limit, value > most + 1e-4 and not level, found is not None):
            return False
    if who.kerb is not None and not sidewalk and highway not in ROADS | FAST:
        walk = tags.get("footway") == "sidewalk"
        if kerb_over(tags, who.kerb) and not walk:
            return False
    return True


def kerb_over(tags, limit):
    """Whether a kerb is higher than a limit; raised means over 3 cm whatever is measured."""
    height = centimetres(tags.get("kerb:height"))
    kind = KERB.get(tags.get("kerb"))
    if height is not None:
        most = height[1]
        if tags.get("kerb") in ("raised", "regular"):
            most = max(most, 3.1)
        return most > limit + 1e-4
    return kind is not None and kind > limit


# ------------------------------------------------------------------ nodes


def node_passes(tags, who: Traveller):
    """Whether somebody passes a node in the middle of a way."""
    if not tags:
        return True
    if tags.get("foot") in ("no", "private", "use_sidepath"):
        return False
    if tags.get("access") in SHUT and tags.get("foot") not in PERMIT:
        return False
    if who.heeds_no and tags.get("wheelchair") == "no":
        return False
    lifted = who.lifts and tags.get("wheelchair") in ("yes", "designated")
    if tags.get("barrier") in who.barriers and not lifted:
        return False
    kerb = who.kerb is not None and kerb_over(tags, who.kerb)
    if kerb and not (lifted and "kerb" not in who.set):
        return False
    gap = centimetres(tags.get("maxwidth:physical"))
    return not (who.width is not None and gap is not None and gap[0] < who.width)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain reading of the registry's rules, zone by zone: slow, and written apart.

It follows the prose of the rules' description, not the project's rule tables,
so that tests and the benchmark have something to compare the engine with.
"""

from collections.abc import Mapping

CATEGORIES = ("movement", "limb", "vision", "hearing", "intellectual", "kids")
FULL, PART, NOT = "full_accessible", "partial_accessible", "not_accessible"
UNK, NP = "unknown", "not_provided"
_UNIFORM = {"yes": FULL, "no": NOT, "unknown": UNK, "not_provided": NP}


def star(score):
    """Five categories alike, kids not provided."""
    return {**dict.fromkeys(CATEGORIES[:5], score), "kids": NP}


class Answers:
    """The registry's four predicates over one zone."""

    def __init__(self, answers: Mapping[int, str]) -> None:
        self.a = dict(answers)

    def all(self, value):
        return all(given == value for given in self.a.values())

    def match(self, keys, value):
        return all(self.a[key] == value for key in keys)

    def partial(self, keys, value):
        hits = sum(self.a[key] == value for key in keys)
        return 0 < hits < len(keys)

    def rest(self, keys, value):
        return all(given == value for key, given in self.a.items() if key not in keys)

    def prologue(self, *values):
        for value in values:
            if self.all(value):
                return star(_UNIFORM[value])
        return None


P3 = ("yes", "unknown", "not_provided")
P4 = ("yes", "no", "unknown", "not_provided")


def put(score, value, *categories):
    for category in categories:
        score[category] = value


def small_entrance(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    if z.match([1], "yes") or z.match([30, 31, 1002], "yes"):
        put(s, FULL, "limb", "vision", "hearing", "intellectual")
    if z.match([1, 30, 31], "yes") or z.match([1000, 1001, 30, 31, 1002], "yes"):
        s["movement"] = FULL
    elif z.match([1, 1000, 1001], "no"):
        s["movement"] = NOT
    return s


def small_movement(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    if z.a[1] == "yes" and z.rest([1], "not_provided"):
        return star(FULL)
    s = star(PART)
    if z.match([1000, 1001], "no"):
        s["movement"] = NOT
    every = [1, 6, 7, 1000, 1001]
    some = z.partial(every, "yes") or z.partial(every, "unknown")
    if some and not z.partial(every, "no"):
        s["movement"] = FULL
    if z.match([1, 6, 7], "yes"):
        put(s, FULL, "limb", "vision", "intellectual", "hearing")
        if z.match([1000, 1001], "not_provided"):
            s["movement"] = FULL
    if z.match([1, 6, 7, 1000], "yes") and z.a[1001] == "not_provided":
        s["movement"] = FULL
    if z.match([1, 6, 7, 1001], "yes") and z.a[1000] == "not_provided":
        s["movement"] = FULL
    if z.a[1000] == "yes" and z.a[1001] in ("unknown", "no"):
        s["movement"] = PART
    if z.a[1001] == "yes" and z.a[1000] == "unknown":
        s["movement"] = PART
    return s


def one_key(no):
    def rules(z):
        (given,) = z.a.values()
        return dict(no) if given == "no" else star(_UNIFORM[given])

    return rules


def small_kids(z):
    (given,) = z.a.values()
    return {**star(NP), "kids": _UNIFORM[given]}


def kids(z):
    values = set(z.a.values())
    if len(values) == 1:
        verdict = _UNIFORM[values.pop()]
    elif "yes" in values and "no" not in values:
        verdict = FULL
    elif "no" in values and "yes" not in values:
        verdict = NOT
    else:
        verdict = PART
    return {**star(NP), "kids": verdict}


def entrance(keys):
    def rules(z):
        values = {z.a[key] for key in keys}
        if {"yes", "no"} <= values:
            return star(PART)
        for value in ("yes", "no"):
            if value in values:
                return star(_UNIFORM[value])
        return star(UNK if values == {"unknown"} else NP)

    return rules


def parking(prologue):
    def rules(z):
        return z.prologue(*prologue) or {**star(PART), "hearing": FULL}

    return rules


def middle_movement(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    lifting = [32, 70, 34, 35]
    neither = not z.partial(lifting, "yes") and not z.partial(lifting, "unknown")
    if z.match(lifting, "no") or neither:
        s["movement"] = NOT
    if z.rest([*range(22, 34), 70, 35], "yes"):
        put(s, FULL, "limb", "hearing", "intellectual", "vision")
    if z.rest(range(12, 22), "yes"):
        s["movement"] = FULL
    return s


def service(keys_of_no):
    def rules(z):
        if (done := z.prologue(*P3)) is not None:
            return done
        s = star(PART)
        if z.rest([4, 5], "yes"):
            put(s, FULL, "limb", "vision", "hearing", "intellectual")
        if z.match(keys_of_no, "no"):
            s["movement"] = NOT
        return s

    return rules


def middle_toilet(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    if not z.match([30, 33], "yes"):
        s["movement"] = NOT
    if z.match([1, 2], "no") or z.match([1, 2], "not_provided"):
        return star(NP)
    if z.match([1, 2], "yes") and z.rest([1, 2], "no"):
        put(s, FULL, "vision", "intellectual", "limb")
    return s


def middle_navigation(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    for value, verdict in (("yes", FULL), ("no", NOT)):
        if z.a[1] == value:
            put(s, verdict, "movement", "limb")
        for keys, category in (
            ([1, 15], "intellectual"),
            ([1, 13], "hearing"),
            ([1, 4, 5, 6], "vision"),
        ):
            if z.match(keys, value):
                s[category] = verdict
    return s


def service_accessibility(all_no):
    def rules(z):
        if (done := z.prologue(*P3)) is not None:
            return done
        if all_no and z.all("no"):
            return star(PART)
        if z.partial([1, 2], "yes"):
            return star(FULL)
        s = star(PART)
        if z.match([1, 2], "no"):
            s["movement"] = NOT
        return s

    return rules


def full_movement(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    lifting = [32, 70, 34, 35, 55, 56, 57]
    if not z.match(lifting, "yes"):
        s["movement"] = NOT
    e1 = [*range(22, 34), 53, 54, 70, 34, 35, 55, 56, 57, 36, 58, 60, 61, 62, 63]
    if z.rest(e1, "yes"):
        put(s, FULL, "hearing", "intellectual", "limb")
    if z.rest([key for key in e1 if key not in (36, 58)], "yes"):
        s["vision"] = FULL
    if z.partial(lifting, "yes"):
        s["movement"] = PART
    if z.rest([36, 58, 12, 13, 14, 15, 16, 17, 18], "yes"):
        s["movement"] = FULL
    return s


def full_toilet(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    if z.match([1, 2], "no") or z.match([1, 2], "not_provided"):
        return star(NP)
    return {**star(PART), "movement": FULL if z.match([30, 33], "yes") else NOT}


def full_navigation(z):
    if (done := z.prologue(*P3)) is not None:
        return done
    s = star(PART)
    basic = [1, 2, 3, 4, 8, 9, 10, 11, 12]
    tactile = [5, 16, 6, 17, 18, 19, 20, 21]
    if z.match([*basic, 13, 14], "yes"):
        s["hearing"] = FULL
    if z.match(basic + tactile, "yes"):
        s["vision"] = FULL
    if z.match([*basic, 15], "yes"):
        s["intellectual"] = FULL
    if z.match(basic, "yes"):
        put(s, FULL, "movement", "limb")
    if z.match(basic, "no"):
        put(s, NOT, "movement", "limb")
        if z.a[15] == "no":
            s["intellectual"] = NOT
        if z.match([13, 14], "no"):
            s["hearing"] = NOT
        if z.match(tactile, "no"):
            s["vision"] = NOT
    signed = z.partial([13, 14], "yes") and z.partial([13, 14], "not_provided")
    if z.match(basic, "yes") and signed:
        s["hearing"] = FULL
    return s


_MIDDLE_DOOR = [1, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37]
RULES = {
    "small": {
        "parking": one_key({**star(PART), "hearing": FULL}),
        "entrance": small_entrance,
        "movement": small_movement,
        "service": one_key(star(PART)),
        "toilet": one_key({**star(PART), "movement": NOT}),
        "navigation": one_key(star(PART)),
        "serviceAccessibility": one_key(star(PART)),
        "kidsAccessibility": small_kids,
    },
    "middle": {
        "parking": parking(P4),
        "entrance": entrance(_MIDDLE_DOOR),
        "movement": middle_movement,
        "service": service([4, 5]),
        "toilet": middle_toilet,
        "navigation": middle_navigation,
        "serviceAccessibility": service_accessibility(all_no=True),
        "kidsAccessibility": kids,
    },
    "full": {
        "parking": parking(P3),
        "entrance": entrance([*_MIDDLE_DOOR, 52, 54, 55, 56, 57, 58]),
        "movement": full_movement,
        "service": service([4, 5, 9]),
        "toilet": full_toilet,
        "navigation": full_navigation,
        "serviceAccessibility": service_accessibility(all_no=False),
        "kidsAccessibility": kids,
    },
}


def zone_score(form, kind, answers):
    """Score one zone: `answers` hold every key of the form."""
    return RULES[form][kind](Answers(answers))


def average(scores):
    left = {score for score in scores if score != NP}
    if not left:
        return NP
    return left.pop() if len(left) == 1 else PART


def overall(form, zone_scores):
    """Combine the scores of a whole facility."""
    doors = ["entrance1", "entrance2", "entrance3"][: 1 if form == "small" else 3]
    found = {}
    for category in CATEGORIES:
        door = average([zone_scores[d][category] for d in doors if d in zone_scores])
        others = [s[category] for zone, s in zone_scores.items() if "entrance" not in zone]
        mean = average([door, *others])
        barred = NOT in (door, zone_scores["serviceAccessibility"][category])
        found[category] = NOT if barred else mean
    return found

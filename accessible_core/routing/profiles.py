# SPDX-License-Identifier: MIT
"""Mobility profiles: limits, speeds and the policy for what is not known, as data.

A profile is one TOML file in ``data/profiles/``; a new file is a new profile. Its
limits can be changed at query time without touching the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml, locating
from accessible_core.routing.limits import (
    ATTRIBUTES,
    ESTIMATED,
    GRADED,
    LIMITS,
    POLICIES,
    LimitValue,
    limit_value,
)
from accessible_core.vocabulary import LANGUAGES, Group

_FOLDER = Path(__file__).parent / "data" / "profiles"
_POLICY_FOR = (*GRADED, ESTIMATED)


@dataclass(frozen=True)
class Speed:
    """How fast a profile moves.

    Attributes
    ----------
    level : float
        Metres per second on level, even ground.
    by_incline : tuple of (per cent, factor)
        Ascending slopes in travel direction and the share of `level` reached
        there, interpolated between them.
    by_kind, by_surface, by_smoothness : mapping of str to float
        Further factors on the speed, 1 where nothing is said.
    """

    level: float
    by_incline: tuple[tuple[float, float], ...]
    by_kind: Mapping[str, float]
    by_surface: Mapping[str, float]
    by_smoothness: Mapping[str, float]


@dataclass(frozen=True)
class Profile:
    """One way of moving, with its limits.

    Attributes
    ----------
    name : str
        Name of the file it came from.
    words : mapping of str to str
        What it is called in kk, ru and en.
    limits : mapping of str to value
        By limit name (``limits.LIMITS``); None or absent means no limit.
    unknown : mapping of str to str
        Policy (accept, penalise, bar) by attribute where it is not known, and for
        slopes over the limit that are only estimated (``limits.ESTIMATED``).
    user_set : frozenset of str
        Limits, and attributes for the policy as ``unknown.<attribute>``, that the
        user set: these are never lifted by ``wheelchair=yes``.
    lifting : mapping
        ``values`` of wheelchair=* that lift defaults; ``way`` and ``node``: the
        attributes lifted on each.
    speed : Speed
    wait_kind, wait_barrier : mapping of str to float
        Seconds added by piece kind and by barrier on a node.
    dearer : mapping
        Factors on the cost, not on the duration: ``carriageway``,
        ``wheelchair_limited``; per unknown attribute in ``unknown``; seconds for
        each unknown kerb in ``unknown_kerb_s``.
    """

    name: str
    words: Mapping[str, str]
    limits: Mapping[str, LimitValue]
    unknown: Mapping[str, str]
    lifting: Mapping[str, tuple[str, ...]]
    speed: Speed
    wait_kind: Mapping[str, float]
    wait_barrier: Mapping[str, float]
    dearer: Mapping[str, Any]
    user_set: frozenset[str] = frozenset()

    @staticmethod
    def names() -> tuple[str, ...]:
        """Return the names of all profiles, foot first."""
        found = sorted(path.stem for path in _FOLDER.glob("*.toml"))
        return tuple(sorted(found, key=lambda name: name != "foot"))

    @staticmethod
    def named(name: str) -> Profile:
        """Return a profile with its default limits.

        Raises
        ------
        UsageError
            There is no such profile.
        """
        if name not in Profile.names():
            raise UsageError(
                f"There is no profile named {name!r}. Profiles: {', '.join(Profile.names())}."
            )
        return _load(_FOLDER / f"{name}.toml")

    @staticmethod
    def for_group(group: Group) -> Profile:
        """Return the profile that moves as most people of a group do (``data/groups.toml``)."""
        return Profile.named(str(load_toml(_FOLDER.parent / "groups.toml")[group.value]))

    def with_limits(self, **limits: Any) -> Profile:
        """Return this profile with limits set by the user.

        Parameters
        ----------
        **limits
            By name, such as ``max_incline=5``; None or ``"none"`` lifts a limit.

        Raises
        ------
        UsageError
            A name is not known, or a value is of the wrong kind.
        """
        values = {name: limit_value(name, given) for name, given in limits.items()}
        return replace(
            self, limits={**self.limits, **values}, user_set=self.user_set | frozenset(values)
        )

    def with_unknown(self, policy: str | None = None, **policies: str) -> Profile:
        """Return this profile with another policy for what is not known.

        Parameters
        ----------
        policy : str, optional
            For all attributes that the profile limits: accept, penalise or bar.
        **policies
            For single attributes, such as ``kerb="bar"``.

        Raises
        ------
        UsageError
            An attribute is not known or not limited, or there is no such policy.
        """
        limited = self.limited
        wanted = dict.fromkeys(limited, policy) if policy is not None else {}
        for attribute in policies:
            if attribute not in _POLICY_FOR:
                raise UsageError(
                    f"There is no policy for unknown {attribute!r}: "
                    f"it can be set for {', '.join(_POLICY_FOR)}."
                )
            if attribute.replace(ESTIMATED, "incline") not in limited:
                raise UsageError(
                    f"The profile {self.name} sets no limit on {attribute}, so that it does not "
                    f"matter whether it is known: set a limit first."
                )
        wanted.update(policies)
        for given in wanted.values():
            if given not in POLICIES:
                raise UsageError(
                    f"What is unknown can be met by {', '.join(POLICIES)}, not by {given!r}."
                )
        marked = frozenset(f"unknown.{attribute}" for attribute in wanted)
        return replace(self, unknown={**self.unknown, **wanted}, user_set=self.user_set | marked)

    @cached_property
    def limited(self) -> tuple[str, ...]:
        """Graded attributes that this profile limits, in bit order."""
        active = {LIMITS[name].attribute for name in self.limits if self.is_active(name)}
        if "decline" in active:
            active.add("incline")
        return tuple(name for name in ATTRIBUTES if name in active and name in GRADED)

    def is_active(self, name: str) -> bool:
        """Tell whether a limit bars anything as it is set."""
        value = self.limits.get(name)
        if name == "allow_step_ramps":
            return False
        if name == "allow_steps":
            return value == "no"
        return value is not None and value != frozenset()

    def number(self, name: str) -> float | None:
        """Return a limit that is a number, None where there is none."""
        value = self.limits.get(name)
        return value if isinstance(value, float) else None

    def values(self, name: str) -> frozenset[str]:
        """Return a limit that is a list, empty where there is none."""
        value = self.limits.get(name)
        return value if isinstance(value, frozenset) else frozenset()


@lru_cache(maxsize=None)
def _load(path: Path) -> Profile:
    data = load_toml(path)
    with locating(path):
        try:
            return _profile(path.stem, data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            fault = f"{type(error).__name__}: {error}"
            raise KnowledgeError(f"{path}: not a profile ({fault}).") from error


def _profile(name: str, data: Mapping[str, Any]) -> Profile:
    words = {language: str(data["words"][language]) for language in LANGUAGES}
    limits = {key: limit_value(key, value) for key, value in data["limits"].items()}
    lifting = {
        key: tuple(data.get("lifting", {}).get(key, ())) for key in ("values", "way", "node")
    }
    _all_in(lifting["way"] + lifting["node"], ATTRIBUTES, "lifting")
    unknown = dict(data.get("unknown", {}))
    _all_in(unknown, _POLICY_FOR, "unknown")
    _all_in(unknown.values(), POLICIES, "unknown")
    wait = data.get("wait_s", {})
    dearer = data.get("dearer", {})
    profile = Profile(
        name=name,
        words=words,
        limits=limits,
        unknown=unknown,
        lifting=lifting,
        speed=_speed(data["speed"]),
        wait_kind=_positive(wait.get("kind", {}), 0.0),
        wait_barrier=_positive(wait.get("barrier", {}), 0.0),
        dearer={
            "carriageway": float(dearer.get("carriageway", 1.0)),
            "wheelchair_limited": float(dearer.get("wheelchair_limited", 1.0)),
            "unknown_kerb_s": float(dearer.get("unknown_kerb_s", 0.0)),
            "unknown": _positive(dearer.get("unknown", {}), 1.0),
        },
    )
    if min(profile.dearer["carriageway"], profile.dearer["wheelchair_limited"]) < 1.0:
        raise ValueError("factors under dearer are 1 or more")
    return profile


def _speed(data: Mapping[str, Any]) -> Speed:
    by_incline = tuple((float(slope), float(factor)) for slope, factor in data["by_incline"])
    slopes = [slope for slope, _ in by_incline]
    if slopes != sorted(slopes) or min(factor for _, factor in by_incline) <= 0:
        raise ValueError("by_incline needs ascending slopes and factors over zero")
    return Speed(
        level=float(data["level_kmh"]) / 3.6,
        by_incline=by_incline,
        by_kind=_positive(data.get("by_kind", {}), 0.01),
        by_surface=_positive(data.get("by_surface", {}), 0.01),
        by_smoothness=_positive(data.get("by_smoothness", {}), 0.01),
    )


def _positive(data: Mapping[str, Any], least: float) -> dict[str, float]:
    numbers = {str(key): float(value) for key, value in data.items()}
    wrong = [key for key, value in numbers.items() if value < least]
    if wrong:
        raise ValueError(f"{', '.join(wrong)}: at least {least}")
    return numbers


def _all_in(given: Iterable[str], allowed: Iterable[str], where: str) -> None:
    wrong = sorted(set(given) - set(allowed))
    if wrong:
        raise ValueError(f"[{where}] does not know {', '.join(wrong)}")

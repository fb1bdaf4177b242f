# SPDX-License-Identifier: GPL-3.0-or-later
"""Scoring: facilities a second, against a plain-Python reading of the rules.

Usage: python benchmarks/bench_scoring.py [--facilities 100000] [--rounds 5]

Full forms with random answers (seeded): all zones, overall, six groups, and
the evidence beside each score. One core: run with OMP_NUM_THREADS=1. The
registry's own code scores about 520 facilities a second (PHP 8.2).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist
from accessible_core.scoring.engine import score
from accessible_core.scoring.norm import judge
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.vocabulary import GROUPS, ZONES, Answer, Score, Zone

FORM = "full"
REGISTRY_A_SECOND = 520
PLAIN = Path(__file__).parent.parent / "tests" / "core" / "scoring" / "registry_plain.py"
TODAY = date(2026, 1, 1)


def random_survey(facilities: int, seed: int = 1) -> Survey:
    """Return full forms with one entrance; each of the four answers is as frequent."""
    asked = checklist(FORM)
    zones = [zone for zone in ZONES if zone not in (Zone.ENTRANCE2, Zone.ENTRANCE3)]
    questions = tuple(Question(zone, key) for zone in zones for key in asked.keys(zone.kind))
    rng = np.random.default_rng(seed)
    present = np.zeros((facilities, len(ZONES)), np.bool_)
    present[:, [ZONE_INDEX[zone] for zone in zones]] = True
    nowhere = np.full(facilities, np.nan)
    return Survey(
        facilities={"id": np.arange(facilities).astype(str).astype(object)},
        form=np.full(facilities, FORM, dtype=object),
        lon=nowhere,
        lat=nowhere,
        doors=np.full((facilities, 3, 2), np.nan),
        questions=questions,
        answers=rng.integers(0, len(Answer), (facilities, len(questions)), dtype=np.int8),
        present=present,
    )


def measured_survey(facilities: int, seed: int = 2) -> Survey:
    """Return the same with five measured columns and the years of the buildings."""
    rng = np.random.default_rng(seed)

    def drawn(texts: list[str]) -> NDArray[np.object_]:
        column: NDArray[np.object_] = np.array(texts, object)[
            rng.integers(0, len(texts), facilities)
        ]
        return column

    survey = random_survey(facilities)
    widths = [f"{centimetres} cm" for centimetres in range(70, 130)]
    places = ((Zone.ENTRANCE1, 30), (Zone.MOVEMENT, 6), (Zone.MOVEMENT, 1), (Zone.TOILET, 5))
    measured = {Question(zone, key): drawn(widths) for zone, key in places}
    measured[Question(Zone.ENTRANCE1, 60)] = drawn([f"1:{run}" for run in range(8, 25)])
    built = drawn([str(year) for year in range(1950, 2025)])
    return replace(survey, measured=measured, facilities={**survey.facilities, "built": built})


def plain_python() -> ModuleType:
    """Load the plain reading of the rules that the tests compare with."""
    spec = importlib.util.spec_from_file_location("registry_plain", PLAIN)
    if spec is None or spec.loader is None:
        sys.exit(f"{PLAIN} is missing: run from a checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_plainly(rules: ModuleType, survey: Survey, row: int) -> dict[str, str]:
    """Score one facility, zone by zone and question by question."""
    zones: dict[str, dict[int, str]] = {}
    for position, question in enumerate(survey.questions):
        word = Answer(int(survey.answers[row, position])).wire
        zones.setdefault(question.zone.value, {})[question.key] = word
    scores = {
        zone: rules.zone_score(FORM, Zone(zone).kind.value, answers)
        for zone, answers in zones.items()
    }
    overall: dict[str, str] = rules.overall(FORM, scores)
    return overall


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--facilities", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    survey = random_survey(args.facilities)
    scores = score(survey, today=TODAY)  # compiles the rules

    rules, few = plain_python(), min(1000, args.facilities)
    started = time.perf_counter()
    plain = [score_plainly(rules, survey, row) for row in range(few)]
    plain_s = (time.perf_counter() - started) / few
    for row, found in enumerate(plain):
        engine = [Score(int(code)).wire for code in scores.overall[row]]
        if engine != [found[group.value] for group in GROUPS]:
            sys.exit(f"Facility {row} differs: {engine} {found}")

    times = []
    for _ in range(args.rounds):
        started = time.perf_counter()
        score(survey, today=TODAY)
        times.append(time.perf_counter() - started)
    tracemalloc.start()
    score(survey, today=TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    best, median = args.facilities / min(times), args.facilities / float(np.median(times))
    print(f"{args.facilities:,} facilities, {len(survey.questions)} questions, with evidence")
    print(f"engine        best {best:12,.0f} /s   median {median:12,.0f} /s")
    print(f"plain Python       {1 / plain_s:12,.0f} /s   ({few} of them, same verdicts)")
    print(f"registry (PHP)     {REGISTRY_A_SECOND:12,} /s   (a figure given for it, not run here)")
    measured = measured_survey(args.facilities)
    started = time.perf_counter()
    score(measured, today=TODAY)
    scored_s = time.perf_counter() - started
    started = time.perf_counter()
    judge(measured)
    judged_s = time.perf_counter() - started
    print(f"with five measured columns: scored in {scored_s:.2f} s, judged in {judged_s:.2f} s")
    print(f"peak memory with results: {peak / survey.answers.nbytes:.2f} x the answer matrix")


if __name__ == "__main__":
    main()

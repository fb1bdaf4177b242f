#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E402, S311 - run as a script; chance that can be repeated
"""Fuzz every reader: changed files may be read or refused, and nothing else.

A fault is an error that is not one of `accessible_core.errors`, a message of several
lines, a crash of the process, more than 5 seconds of computing, more memory than a small
file can need, or records that are gone without a finding. A change that brings about a new
kind of outcome becomes a file to start from, so that the search goes where readers differ.

    python tests/fuzz/fuzz_readers.py --inputs 20000 --seed 1 [--only survey] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing as mp
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from fuzz_mutations import changed
from fuzz_targets import TARGETS, Target

from accessible_core.errors import AccessibleError

#: Seconds of computing for one input, and of waiting for anything else (a busy machine).
HANG_S, STUCK_S = 5.0, 120.0
#: What the process may have in all, and what one small file may add to it.
MOST_BYTES, MOST_GROWTH = 6 << 30, 400 << 20
#: Files to start from, and the longest message that is still one clear line.
_CORPUS, _LONGEST = 150, 700
_FORK = mp.get_context("fork")


@dataclass
class Result:
    """What became of the inputs of one target."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)


def fuzz(name: str, inputs: int, seed: int, out: Path | None = None) -> Result:
    """Run so many inputs through one target, in a process of its own."""
    result = Result()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        while result.inputs < inputs:
            mine, theirs = _FORK.Pipe(duplex=False)
            numbers = (result.inputs, inputs)
            worker = _FORK.Process(target=_work, args=(name, seed, numbers, Path(place), theirs))
            worker.start()
            theirs.close()
            _listen(name, worker, mine, result, Path(place), out)
    return result


def _listen(
    name: str, worker: mp.process.BaseProcess, pipe: Connection, result: Result, place: Path,
    out: Path | None,
) -> None:  # fmt: skip
    """Take a worker's reports until it has done its part or died."""
    started = False
    while True:
        stuck = not pipe.poll(STUCK_S)
        try:
            kind, what, seconds = ("", "", 0.0) if stuck else pipe.recv()
        except EOFError:
            kind = ""
        if not kind:
            if stuck:
                worker.kill()
            worker.join()
            if not stuck and worker.exitcode == 0:
                return
            if not started:
                raise RuntimeError(f"{name}: the unchanged files cannot be read")
            how = "stuck" if stuck else _death(worker.exitcode or 0)
            result.inputs += 1
            _keep(name, how, "", place, result, out)
            return
        if kind == "ready":
            started = True
            continue
        result.inputs += 1
        result.slowest_s = max(result.slowest_s, seconds)
        if kind == "fault":
            _keep(name, what.splitlines()[0], what, place, result, out)
        else:
            setattr(result, kind, getattr(result, kind) + 1)
            result.outcomes[what] += 1


def _death(code: int) -> str:
    if code == -signal.SIGPROF:
        return f"hang: more than {HANG_S:.0f} s of computing"
    return f"crash: {signal.Signals(-code).name if code < 0 else f'exit {code}'}"


def _keep(name: str, what: str, report: str, place: Path, result: Result, out: Path | None) -> None:
    """Count a fault, and keep the file that shows it for the first time."""
    result.faults[what] += 1
    if out is None or result.faults[what] > 1:
        return
    folder = out / f"{name.replace(' ', '-')}-{len(result.faults)}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(place / "kept" if report else place / "input", folder)
    (folder / "report.txt").write_text(f"{what}\n{report}", encoding="utf-8", errors="replace")


def _work(
    name: str, seed: int, numbers: tuple[int, int], place: Path, pipe: Connection
) -> None:  # fmt: skip
    """Change and read files, and report each before the next."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("error", RuntimeWarning)
    target = TARGETS[name]
    folders = {part: place / part for part in ("seeds", "input", "kept", "out")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    corpus = [_parts(path) for path in target.make(folders["seeds"])]
    for start in corpus:  # whatever is loaded or compiled once is loaded now
        target.run(_laid_out(start, folders["input"]), folders["out"])
    pipe.send(("ready", "", 0.0))
    seen: set[str] = set()
    for number in range(*numbers):
        rng = Random(f"{seed} {name} {number}")
        start = rng.choice(corpus)
        parts = _changed_parts(start, target, rng)
        file = _laid_out(parts, folders["input"])
        kind, what, seconds = _outcome(target, file, folders["out"])
        shape = f"{kind}: {re.sub(r'[0-9]+', '0', what)[:120]}"
        if kind == "fault":
            shutil.rmtree(folders["kept"])
            shutil.copytree(folders["input"], folders["kept"])
        elif shape not in seen and len(corpus) < _CORPUS and len(parts[1]) < 3_000_000:
            corpus.append(parts)
        seen.add(shape)
        pipe.send((kind, what, seconds))
    pipe.close()
    os._exit(0)  # libraries' threads need no farewell


#: Name of the main file and bytes of all its parts.
_Parts = tuple[str, dict[str, bytes]]


def _parts(path: Path) -> _Parts:
    return path.name, {p.name: p.read_bytes() for p in sorted(path.parent.glob(f"{path.stem}.*"))
                       if p == path or path.suffix in (".shp", ".tab", ".mif")}  # fmt: skip


def _changed_parts(start: _Parts, target: Target, rng: Random) -> _Parts:
    name, parts = start
    part = name if rng.random() < _MAIN else rng.choice(list(parts))
    return name, {**parts, part: changed(parts[part], target.kind, rng)}


_MAIN = 0.5


def _laid_out(parts: _Parts, folder: Path) -> Path:
    for old in folder.iterdir():
        old.unlink()
    for name, data in parts[1].items():
        (folder / name).write_bytes(data)
    return folder / parts[0]


def _outcome(target: Target, file: Path, out: Path) -> tuple[str, str, float]:
    """Return ``read``, ``refused`` or ``fault``, more about it, and the seconds it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, HANG_S)  # unhandled, it ends the process
    try:
        kind, what = "read", target.run(file, out)
    except AccessibleError as error:
        message = str(error).replace(str(file.parent), "")
        kind, what = "refused", f"{type(error).__name__}: {message}"
        if "\n" in message or len(message) > _LONGEST:
            kind, what = "fault", f"no one clear line: {what!r:.300}"
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "accessible_core" in f.filename
        ]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "the oracle"
        kind, what = "fault", f"{type(error).__name__} in {where}\n{traceback.format_exc()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    if kind != "fault" and grown > MOST_GROWTH:
        kind, what = "fault", f"memory: {grown >> 20} MB more for {file.stat().st_size} bytes"
    return kind, what, time.process_time() - began


def main() -> int:
    """Fuzz the readers asked for and print a table; exit 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=720, help="in all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="targets whose name holds this word")
    parser.add_argument("--out", type=Path, help="folder for the files that show faults")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    names = [name for name in TARGETS if args.only in name]
    share = -(-args.inputs // len(names))
    results = {}
    print("| reader | inputs | read | refused | kinds of outcome | slowest | faults |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        found = results[name] = fuzz(name, share, args.seed, args.out)
        print(
            f"| {name} | {found.inputs} | {found.read} | {found.refused} | {len(found.outcomes)} | "
            f"{found.slowest_s:.1f} s | {sum(found.faults.values())} |",
            flush=True,
        )
        for fault, count in found.faults.most_common():
            print(f"    {count} x {fault}", file=sys.stderr, flush=True)
    if args.json:
        figures = {
            name: {**vars(found), "outcomes": len(found.outcomes)}
            for name, found in results.items()
        }
        args.json.write_text(json.dumps(figures, indent=1))
    return 1 if any(found.faults for found in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

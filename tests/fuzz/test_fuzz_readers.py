# SPDX-License-Identifier: GPL-3.0-or-later
"""A few changed files for every reader; thousands with ``tests/fuzz/fuzz_readers.py``."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import fuzz_readers
import pytest
from fuzz_mutations import changed
from fuzz_readers import fuzz
from fuzz_targets import TARGETS, SilentLossError, Target

from accessible_core.findings import Findings


def test_changed_files_are_read_or_refused(tmp_path):
    """In a process of its own, which has no threads yet: the fuzzer forks."""
    script = Path(fuzz_readers.__file__)
    figures = tmp_path / "figures.json"
    inputs = 10 * len(TARGETS)
    done = subprocess.run(
        [sys.executable, script, "--inputs", str(inputs), "--seed", "20261124", "--json", figures],
        capture_output=True, text=True, check=False, env={**os.environ, "NUMBA_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(figures.read_text())
    assert list(found) == list(TARGETS)
    assert all(each["read"] + each["refused"] == 10 for each in found.values())
    assert sum(each["read"] for each in found.values()) > inputs / 10


def _target(read, count=None):
    def make(folder):
        file = folder / "a.txt"
        file.write_bytes(b"one\ntwo\n")
        return [file]

    return Target("bytes", make, read, count)


def test_the_fuzzer_sees_what_it_looks_for(monkeypatch):
    """Errors, crashes, hangs, greed and lost records, each of one target that has it."""

    def wrong(what):
        calls = []

        def read(path, _folder):
            calls.append(path)
            if len(calls) > 1:  # the unchanged file is read well
                what()
            return 0, Findings()

        return read

    def crash():
        os.kill(os.getpid(), signal.SIGKILL)

    def spin():
        while True:
            pass

    greed = []
    kinds = {
        "error": (wrong(lambda: {}["nothing"]), None, "KeyError"),
        "crash": (wrong(crash), None, "SIGKILL"),
        "hang": (wrong(spin), None, "hang"),
        "greed": (wrong(lambda: greed.append(bytearray(500 << 20))), None, "memory"),
        "loss": (wrong(lambda: None), lambda data: len(data.splitlines()), "SilentLoss"),
    }
    for name, (read, count, said) in kinds.items():
        counted = None if count is None else lambda data, of=count: max(of(data), 1)
        if name == "loss":  # nothing is lost of the unchanged file
            counted = lambda data: 0 if data == b"one\ntwo\n" else 1  # noqa: E731
        monkeypatch.setitem(TARGETS, name, _target(read, counted))
        monkeypatch.setattr("fuzz_readers.HANG_S", 0.3 if name == "hang" else 30.0)
        faults = fuzz(name, 2, seed=5).faults
        assert faults, name
        assert all(said in fault for fault in faults), faults


def test_lost_records_are_an_error(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"a\nb\n")
    target = _target(lambda _path, _folder: (1, Findings()), lambda data: len(data.splitlines()))
    with pytest.raises(SilentLossError, match="2 records went in, 1 came out"):
        target.run(file, tmp_path)


def test_changed_zips_and_databases_are_still_some(tmp_path):
    """Behind checksums: most changed files are whole files of their kind."""
    (name, *_) = TARGETS["survey xlsx"].make(tmp_path)
    gpkg = TARGETS["survey gpkg"].make(tmp_path)[0]
    whole = {"zip": 0, "sqlite": 0}
    for number in range(40):
        rng = random.Random(number)  # noqa: S311
        out = tmp_path / "out"
        out.write_bytes(changed(name.read_bytes(), "zip", rng))
        with suppress(zipfile.BadZipFile, OSError, NotImplementedError):
            whole["zip"] += zipfile.ZipFile(out).testzip() is None
        db = sqlite3.connect(":memory:")
        with closing(db), suppress(sqlite3.DatabaseError):
            db.deserialize(changed(gpkg.read_bytes(), "sqlite", rng))
            whole["sqlite"] += db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert min(whole.values()) > 12

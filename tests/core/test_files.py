# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are replaced, never half-written."""

import os
from pathlib import Path

import pytest

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.files import existing_file, keep_inputs, replacing


def test_success_replaces_and_leaves_nothing_else(tmp_path: Path):
    target = tmp_path / "a.csv"
    target.write_text("old")
    with replacing(target) as temporary:
        assert temporary.name == "a.csv"  # drivers look at the name
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_failure_keeps_the_old_file_and_leaves_nothing_else(tmp_path: Path):
    target = tmp_path / "a.csv"
    target.write_text("old")

    def crash() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("target", ["missing/a.csv", "."])
def test_a_target_that_cannot_be_written_is_one_clear_line(tmp_path: Path, target: str):
    with pytest.raises(OutputError, match=r"^[^\n]+$"), replacing(tmp_path / target):
        pytest.fail("the body must not run")


def test_a_replaced_file_may_be_open_elsewhere(tmp_path: Path):
    target = tmp_path / "a"
    target.write_text("old")
    with target.open() as reader:
        with replacing(target) as temporary:
            temporary.write_text("new")
        assert reader.read() == "old"


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise on Windows")
def test_new_files_are_readable_as_the_umask_says(tmp_path: Path):
    with replacing(tmp_path / "a") as temporary:
        temporary.write_text("x")
    (tmp_path / "b").write_text("x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_missing_input_says_what_is_missing(tmp_path: Path):
    with pytest.raises(InputError, match="no survey at"):
        existing_file(tmp_path / "no.csv", "survey")
    with pytest.raises(InputError, match="is a folder"):
        existing_file(tmp_path, "survey")


def test_a_disk_that_fills_up_is_one_clear_line(tmp_path: Path):
    """/dev/full fails as a full disk does, on the first byte that reaches it."""
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full")

    def fill() -> None:
        with replacing(tmp_path / "a.csv"), open("/dev/full", "w") as full:
            full.write("x")

    with pytest.raises(OutputError, match=r"a\.csv cannot be written \(No space left"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_inputs_are_not_overwritten(tmp_path: Path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").symlink_to("a")
    keep_inputs(tmp_path / "c", tmp_path / "a", None)
    with pytest.raises(UsageError, match="overwritten"):
        keep_inputs(tmp_path / "a", None, tmp_path / "b")

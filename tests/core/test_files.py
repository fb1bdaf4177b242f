# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are replaced, never half-written."""

import os
from pathlib import Path

import pytest

from accessible_core.errors import InputError, OutputError
from accessible_core.files import existing_file, replacing


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

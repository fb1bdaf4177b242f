# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors in knowledge files say where to look."""

from pathlib import Path

import pytest

from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml, locating

FILE = """# rules
[entrance]
start = "yes"

[[entrance.steps]]
score = "full"

[[entrance.steps]]
score = "green"

[toilet]
start = "green"
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("[entrance] 'green' is no score", 9),
        ("[toilet] 'green' is no score", 12),
        ("[[entrance.steps]] 2: 'full' is no score", 8),
        ("start must be a word", 3),
        ("[toilet] lacks everything", 11),
        ("nothing that stands in the file", None),
    ],
)
def test_the_line_is_that_of_the_table_and_word_named(tmp_path: Path, message: str, line: int):
    path = tmp_path / "rules.toml"
    path.write_text(FILE, encoding="utf-8")

    def read() -> None:
        with locating(path):
            raise KnowledgeError(f"{path}: {message}.")

    with pytest.raises(KnowledgeError) as caught:
        read()
    expected = message if line is None else f"{message} (near line {line})"
    assert str(caught.value) == f"{path}: {expected}."


def test_a_file_that_is_no_toml_names_its_line(tmp_path: Path):
    path = tmp_path / "rules.toml"
    path.write_text("a = 1\nb = = 2\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="line 2") as caught, locating(path):
        load_toml(path)
    assert "near" not in str(caught.value)


def test_a_missing_file_and_a_wrong_encoding_are_one_line_each(tmp_path: Path):
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load_toml(tmp_path / "no.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes("a = 'ж'".encode("cp1251"))
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load_toml(path)

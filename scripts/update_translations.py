# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring the plugin's translation files up to date with its code, and compile them.

All texts of the interface stand in calls of ``tr("...")``. New ones are added to
``accessible_kz_plugin/i18n/*.ts`` as unfinished, ones that are gone are dropped,
translations are kept. ``--check`` changes nothing and fails where something is
missing. Compiling needs Qt's ``lrelease`` (Debian: qttools5-dev-tools).
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "accessible_kz_plugin"
FOLDER = PACKAGE / "i18n"
LANGUAGES = ("kk", "ru")
CONTEXT = "AccessibleKZ"


def main() -> int:
    """Update or check; return the exit code."""
    parser = argparse.ArgumentParser(description="Update the plugin's translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, list what is missing")
    args = parser.parse_args()
    try:
        texts = sorted(set(texts_in_code(PACKAGE)))
    except ValueError as error:
        print(f"update_translations: {error}", file=sys.stderr)
        return 2
    missing = 0
    for language in LANGUAGES:
        path = FOLDER / f"accessible_kz_{language}.ts"
        known = translations(path)
        lacking = [text for text in texts if not known.get(text)]
        missing += len(lacking)
        print(f"{path.name}: {len(texts)} texts, {len(lacking)} without translation")
        for text in lacking:
            print(f"  {text}")
        if not args.check:
            write(path, language, texts, known)
    if not args.check:
        compile_all()
    return 1 if missing else 0


def texts_in_code(package: Path) -> Iterator[str]:
    """Yield the literal in every call of `tr`.

    Raises
    ------
    ValueError
        A call of `tr` whose argument is no literal: it could never be translated.
    """
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                given = node.args[0]
                if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
                    raise ValueError(f"{path}:{node.lineno}: tr() takes a literal text only")
                yield given.value


def translations(path: Path) -> dict[str, str]:
    """Return source text -> translation as a file has them."""
    if not path.exists():
        return {}
    tree = ET.parse(path)  # noqa: S314 - our own file
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in tree.iter("message")
    }


def write(path: Path, language: str, texts: list[str], known: dict[str, str]) -> None:
    """Write a translation file in Qt's format, the same bytes for the same texts."""
    top = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(top, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in texts:
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if known.get(text):
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(top, "  ")
    body = ET.tostring(top, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(f"{head}{body}\n", encoding="utf-8")


def compile_all() -> None:
    """Compile the files for QGIS to read."""
    tool = shutil.which("lrelease")
    if tool is None:
        print("lrelease is not here (Debian: qttools5-dev-tools): nothing was compiled.")
        return
    for language in LANGUAGES:
        source = FOLDER / f"accessible_kz_{language}.ts"
        target = source.with_suffix(".qm")
        command = [tool, "-silent", str(source), "-qm", str(target)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())

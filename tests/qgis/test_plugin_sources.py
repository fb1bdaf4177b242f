# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plugin's sources may use: QGIS, GDAL, numpy, the standard library, the core."""

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "accessible_kz_plugin"
ALLOWED = {"accessible_core", "accessible_kz_plugin", "numpy", "osgeo", "qgis", "__future__"}


def imports():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield path.name, node.module or ""


def test_only_what_every_qgis_has():
    roots = {(file, name.partition(".")[0]) for file, name in imports()}
    foreign = [one for one in roots if one[1] not in ALLOWED | sys.stdlib_module_names]
    assert foreign == []


def test_no_reader_of_the_core_that_would_open_a_geopackage_beside_qgis():
    # Such a reader (fiona) may drop the locks that QGIS holds on the same file.
    forbidden = ("accessible_core.survey.readers", "accessible_core.survey.layers")
    # These two are the standard library's alone; a CSV file is no GeoPackage.
    harmless = {f"{forbidden[0]}.csv_table", f"{forbidden[0]}.field_exports"}
    found = [one for one in imports() if one[1] not in harmless]
    assert [one for one in found if one[1].startswith(forbidden)] == []


def test_enums_are_scoped_for_qt6(shared):
    spec = importlib.util.spec_from_file_location(
        "scoped_enums", shared / "tools" / "scoped_enums.py"
    )
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    found = [
        (path.name, *one) for path in sorted(PACKAGE.rglob("*.py")) for one in tool.check(path)
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_syntax_of_python_3_9(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))

# SPDX-License-Identifier: MIT
"""Texts of Shapefiles that do not say their encoding: UTF-8 and Windows Cyrillic."""

from __future__ import annotations

import fiona
import pytest

from accessible_core.findings import Findings
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import Answer

KAZAKH, RUSSIAN, LATIN = "Өнер мұражайы ҚҢҰҮІҺҒ", "Музей искусств", "Museum"


def shapefile(path, encoding, names, language=None, cpg=False):
    schema = {"geometry": "Point", "properties": {"id": "str", "name": "str", "e1_1": "str:20"}}
    with fiona.open(path, "w", "ESRI Shapefile", schema, "EPSG:4326", encoding=encoding) as layer:
        for number, name in enumerate(names):
            point = {"type": "Point", "coordinates": (76.9, 43.2)}
            cells = {"id": str(number), "name": name, "e1_1": "да" if name != LATIN else "yes"}
            layer.write({"type": "Feature", "geometry": point, "properties": cells})
    if not cpg:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    if language is not None:
        table = bytearray(path.with_suffix(".dbf").read_bytes())
        table[29] = language
        path.with_suffix(".dbf").write_bytes(table)


@pytest.mark.parametrize(
    ("encoding", "names", "language", "cpg", "told"),
    [
        ("utf-8", [KAZAKH, RUSSIAN], None, True, 0),
        ("utf-8", [KAZAKH, RUSSIAN], 0, False, 0),
        ("utf-8", [KAZAKH, RUSSIAN], 0x57, False, 0),
        ("cp1251", [RUSSIAN], 0, False, 1),
        ("cp1251", [RUSSIAN], 0x57, False, 1),
        ("cp1251", [RUSSIAN], 0xC9, False, 0),  # the table says it
        ("cp1251", [RUSSIAN], 0, True, 0),
        ("utf-8", [LATIN], 0, False, 0),
    ],
)
def test_letters_come_in_whole(tmp_path, encoding, names, language, cpg, told):
    path = tmp_path / "s.shp"
    shapefile(path, encoding, names, language, cpg)
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.text("name").tolist() == names
    assert survey.answers[:, 0].tolist() == [Answer.YES] * len(names)
    assert findings.counts().get("csv_encoding", 0) == told


def test_a_name_that_is_cut_within_a_letter_does_not_change_the_others(tmp_path):
    path = tmp_path / "s.shp"
    shapefile(path, "utf-8", ["ә" * 40, KAZAKH], 0)
    table = path.with_suffix(".dbf").read_bytes()
    cut = ("ә" * 39).encode() + b"\xd3 "
    assert ("ә" * 40).encode() in table
    path.with_suffix(".dbf").write_bytes(table.replace(("ә" * 40).encode(), cut))
    names = read_survey(path).text("name").tolist()
    assert names[0].startswith("ә" * 39)
    assert names[1] == KAZAKH

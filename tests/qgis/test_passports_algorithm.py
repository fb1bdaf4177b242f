# SPDX-License-Identifier: GPL-3.0-or-later
"""The algorithm `passports`, with WeasyPrint and with what every QGIS has."""

import re
import subprocess

import pytest
from qgis.core import QgsProcessingException

ENGLISH = 2


def words_of(tool, path):
    done = subprocess.run(
        [tool("pdftotext"), "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return re.sub(r"\s+", " ", done.stdout)


@pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning")
@pytest.mark.parametrize("weasyprint", [True, False])
def test_a_file_a_place(run, survey_csv, tmp_path, tool, monkeypatch, weasyprint):
    if not weasyprint:
        monkeypatch.setattr("accessible_kz_plugin.processing.passports.available", lambda _: False)
    folder = tmp_path / "passports"
    results = run(
        "passports", INPUT=survey_csv, FACILITIES="UQ-005, UQ-001", LANGUAGE=ENGLISH,
        OUTPUT=str(folder),
    )  # fmt: skip
    assert results["COUNT"] == 2
    assert {path.name for path in folder.glob("*.pdf")} == {"UQ-001.pdf", "UQ-005.pdf"}
    words = words_of(tool, folder / "UQ-005.pdf")
    assert "Central Bazaar" in words
    assert "Partly accessible" in words
    info = subprocess.run(
        [tool("pdfinfo"), str(folder / "UQ-005.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert ("Tagged:          yes" in info) is weasyprint
    # Where the PDF cannot be heard, a page that can lies beside it.
    assert (folder / "UQ-005.html").exists() is not weasyprint


def test_an_unknown_place_is_told(run, survey_csv, tmp_path):
    with pytest.raises(QgsProcessingException, match="UQ-404"):
        run("passports", INPUT=survey_csv, FACILITIES="UQ-404", OUTPUT=str(tmp_path / "p"))
    assert not (tmp_path / "p").exists()


def test_pages_alone(run, survey_csv, tmp_path):
    run("passports", INPUT=survey_csv, FORMAT=1, FACILITIES="UQ-001", OUTPUT=str(tmp_path))
    assert "UQ-001" in (tmp_path / "UQ-001.html").read_text(encoding="utf-8")

# SPDX-License-Identifier: GPL-3.0-or-later
"""KATO codes: nine digits, whatever else the cell says is a finding."""

import pytest

from accessible_core.findings import Findings
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate


@pytest.mark.parametrize(
    ("kato", "codes"),
    [
        ("710000000", []),
        (" 101010000 ", []),
        ("", []),
        ("null", []),
        ("71", ["kato_format"]),
        ("Астана", ["kato_format"]),
        ("7100000000", ["kato_format"]),
        ("71000000O", ["kato_format"]),
        ("\u0667" * 9, ["kato_format"]),  # Arabic digits
    ],
)
def test_codes(tmp_path, kato, codes):
    path = tmp_path / "s.csv"
    path.write_text(f"id,form,lon,lat,kato\na,small,71.4,51.1,{kato}\n", "utf-8")
    findings = Findings()
    survey = validate(read_survey(path), findings)
    assert [finding.code for finding in findings] == codes
    assert survey.text("kato")[0].strip() == kato.strip()
    for finding in findings:
        assert (finding.record, finding.field, finding.value) == ("a", "kato", kato)
        assert "{" not in finding.hint("kk") + finding.hint("ru") + finding.hint()

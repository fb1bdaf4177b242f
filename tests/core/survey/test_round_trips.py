# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501 - a list of texts
"""Whatever text goes in comes out of every kind of file, or a finding names the loss."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.writers import write_survey

#: Texts that have come back as something else from tables.
ODD = [
    "Әңғүұқөһі", "😀👩‍🦽", "\"a\"'b'", "a\nb", "a\r\nb", "a\rb", "  a  ", "=1+1", "\t=1", "@x", "-x", "-5", "+5",
    "'", "''=1", "007", "1e5", "1,5", "NaN", "inf", "None", "NULL", "_x000D_", "\u00a0a", "a\x00b", "\x01", "\ufeffa",
    "\ud800", "a\uffff", "true", "2026-05-31", "a" * 32_767, "ә" * 40_000, "a;b,c\td|e", "\u2028", "\x85", "\x1f",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.text(alphabet="=+-@\t\r\n\"' ,;|0aәҚ\x00\x0b\ud83d", max_size=8),
)


def survey_of(texts):
    n = len(texts)
    columns = {"id": [f"f{row}" for row in range(n)], "form": ["small"] * n, "remark": texts}
    lon = np.full(n, 71.4)
    return survey_from_columns(columns, lon=lon, lat=lon - 20, findings=Findings())


@pytest.mark.parametrize("ending", ["csv", "xlsx", "gpkg", "geojson"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TEXT, min_size=1, max_size=12))
@example(texts=ODD)
def test_texts_come_back_or_their_loss_is_named(tmp_path, ending, texts):
    # A file in which no row says anything is not what this is about.
    texts = [*texts, "sure"]
    path = tmp_path / f"s.{ending}"
    findings, heard = Findings(), Findings()
    write_survey(survey_of(texts), path, findings=findings)
    again = read_survey(path, findings=heard)
    assert again.ids.tolist() == [f"f{row}" for row in range(len(texts))]
    named = {finding.record for finding in findings if finding.code.startswith("text_")}
    named |= {finding.record for finding in heard if finding.code.startswith("personal_")}
    for row, text in enumerate(texts):
        found = "" if again.extra["remark"][row] is None else str(again.extra["remark"][row])
        if f"f{row}" not in named:
            assert found == text
        elif f"f{row}" in {finding.record for finding in findings}:
            assert found != text or len(text) > 32_767  # nothing is reported that is not lost


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".gpkg", ".geojson"])
def test_names_of_columns_that_no_file_can_hold_are_told(ending, tmp_path):
    table = tmp_path / "s.csv"
    table.write_text("id,form,a,b\nA,small,1,x\n", encoding="utf-8")
    survey = read_survey(table)
    names = [f"n{chr(half)}" for half in (0xD800, 0xDFFF)]
    odd = replace(survey, extra=dict(zip(names, (survey.extra["a"], survey.extra["b"]))))
    findings = Findings()
    path = tmp_path / f"out{ending}"
    write_survey(odd, path, findings=findings)
    assert findings.counts()["text_signs_replaced"] == 2
    again = read_survey(path)
    kept = [name for name in again.extra if name.startswith("n\ufffd")]
    assert len(kept) == 2
    assert {str(again.extra[name][0]) for name in kept} == {"1", "x"}

# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a survey's findings, read back with an HTML parser."""

import ast
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

import accessible_core
from accessible_core import messages
from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.readers import read_survey
from accessible_core.survey.report import LONGEST_CELL, report
from accessible_core.vocabulary import LANGUAGES

VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """Headings, links, rows of cells; fails where tags are not closed in order."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], []
        self.headings, self.tables, self.lang = [], [], None
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.lang = attrs.get("lang", self.lang)
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("th", "td"):
            self.tables[-1][-1].append("")
        if tag in ("h1", "h2", "h3"):
            self.headings.append([int(tag[1]), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"th", "td"} & set(self.open):
            self.tables[-1][-1][-1] += data
        if {"h1", "h2", "h3"} & set(self.open):
            self.headings[-1][1] += data


def small_survey(tmp_path, name="Museum"):
    path = tmp_path / "s.csv"
    path.write_text(f"id,form,lon,lat,name\na,small,71.4,51.1,{name}\n", "utf-8")
    return read_survey(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_of_the_sample_is_in_the_page(sample, tmp_path, capsys, language):
    source, target = str(sample / "survey.csv"), tmp_path / "r.html"
    assert main(["validate", source, "-o", str(target), "--lang", language, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    page = Page(target.read_text("utf-8"))
    assert page.lang == language
    by_severity, by_kind, *listed = page.tables
    counted = [int(row[-1]) for row in by_severity[1:]]
    severities = [finding["severity"] for finding in found]
    assert counted == [severities.count(s) for s in ("error", "warning", "info")]
    codes = [finding["code"] for finding in found]
    assert {row[2]: int(row[3]) for row in by_kind[1:]} == {c: codes.count(c) for c in codes}
    rows = sorted(
        (record.split(" ")[0], "" if field == "—" else field, value.strip("—"), hint)
        for table in listed
        for record, field, value, hint in table[1:]
        if record.startswith("UQ-")
    )
    assert rows == sorted(
        (f["record"], f["field"], f["value"], f["hint"])
        for f in found
        if f["record"].startswith("UQ-")
    )
    assert sum(len(table) - 1 for table in listed) == len(found)


def test_the_page_can_be_read_without_seeing_it(sample, tmp_path):
    target = tmp_path / "r.html"
    main(["validate", str(sample / "survey.csv"), "-o", str(target)])
    page = Page(target.read_text("utf-8"))
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert tags.count("caption") == tags.count("table") == len(page.tables)
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links), "nothing is fetched from elsewhere"
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:]))


def test_values_are_shown_and_do_nothing(tmp_path):
    evil = "<script>alert('&amp;')</script>\x00\ud800"
    findings = Findings()
    findings.add("answer_partly", evil, evil, evil)
    findings.add("answer_partly", "a", "x", "y" * 5000)
    page = report(findings, small_survey(tmp_path, "<b>Museum</b>"))
    page.encode("utf-8")
    parsed = Page(page)
    assert not {"script", "b"} & {tag for tag, _ in parsed.tags}
    shown = evil.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    first, second = parsed.tables[2][1:]
    assert first[:3] == [shown, shown, shown]
    assert second[0] == "a <b>Museum</b>"
    assert len(second[2]) == LONGEST_CELL + 1


def test_the_gravest_kinds_stand_first_and_pages_repeat(tmp_path):
    findings = Findings()
    for code, times in (("column_unknown", 5), ("date_future", 1), ("answer_partly", 3)):
        for number in range(times):
            findings.add(code, number, "f", "v")
    findings.add("form_unknown", "z", "form", "tiny", known="small")
    table = small_survey(tmp_path)
    page = report(findings, table)
    codes = [row[2] for row in Page(page).tables[1][1:]]
    assert codes == ["form_unknown", "answer_partly", "date_future", "column_unknown"]
    assert report(findings, table) == page


def test_a_faultless_survey_says_so_and_promises_nothing(tmp_path, capsys):
    small_survey(tmp_path)
    target = tmp_path / "r.HTML"
    assert main(["validate", str(tmp_path / "s.csv"), "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"1 record, 0 findings. Report: {target}.\n"
    page = target.read_text("utf-8")
    assert Page(page).tables == []
    assert "Nothing was found." in page
    assert "may still be wrong on site" in page


def test_kinds_without_a_title_show_their_code(tmp_path):
    findings = Findings()
    findings.add("lift_isolated")
    headings = Page(report(findings, small_survey(tmp_path))).headings
    assert [3, "lift_isolated"] in headings


#: Packages whose findings are about surveys; those about streets stand in their own reports.
ABOUT_SURVEYS = ("survey", "survey_store", "registry", "statistics", "scoring", "fieldwork")


def test_every_kind_of_finding_about_surveys_has_a_title():
    codes = set(messages.subject("findings"))
    named = {
        node.value
        for package in ABOUT_SURVEYS
        for path in (Path(accessible_core.__file__).parent / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    titles = set(messages.subject("finding_titles"))
    assert len(named & codes) > 80
    assert named & codes <= titles
    assert titles <= codes


@pytest.mark.parametrize("subject", ["findings", "finding_titles"])
def test_every_finding_is_worded_in_three_languages(subject):
    for code, words in messages.subject(subject).items():
        assert all(words[language].strip() for language in ("kk", "ru", "en")), code


def test_misuse_writes_nothing(tmp_path, capfd):
    table = small_survey(tmp_path)
    source = tmp_path / "s.csv"
    before = source.read_bytes()
    for name in ("r.pdf", "s.csv"):
        assert main(["validate", str(source), "-o", str(tmp_path / name)]) == 2
    assert main(["validate", str(source), "-o", str(tmp_path / "none" / "r.html")]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 3
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["s.csv"]
    with pytest.raises(UsageError, match="de"):
        report(Findings(), table, language="de")

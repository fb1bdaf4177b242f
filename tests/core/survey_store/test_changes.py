# SPDX-License-Identifier: GPL-3.0-or-later
"""Next month's file: new, changed and missing are shown by key; taking is a step of its own."""

import csv
import json

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.table import Question
from accessible_core.survey_store.changes import survey_changes, with_ids_by_key
from accessible_core.survey_store.store import SurveyStore
from accessible_core.vocabulary import Answer, Zone

MAY = [
    {"id": "a", "name": "Аптека", "address": "Абай 1", "entrance1_1": "yes"},
    {"id": "b", "name": "Мектеп", "address": "Абай 2", "entrance1_1": "no"},
    {"id": "c", "name": "Банк", "address": "Абай 3", "entrance1_1": ""},
]
JUNE = [
    {"id": "c", "name": "Банк", "address": "Абай 3", "entrance1_1": "unknown"},
    {"id": "a", "name": "Аптека", "address": "Абай 1", "entrance1_1": "no"},
    {"id": "d", "name": "Музей", "address": "Абай 4", "entrance1_1": "yes"},
]


def table(path, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["form", "lon", "lat", *names], restval="")
        out.writeheader()
        out.writerows({"form": "small", "lon": "71.4", "lat": "51.1", **row} for row in rows)
    return path


def changes(tmp_path, capfd, *more, old=MAY, new=JUNE, code=0):
    old_path = old if not isinstance(old, list) else table(tmp_path / "old.csv", old)
    arguments = [
        "survey",
        "compare",
        str(old_path),
        str(table(tmp_path / "new.csv", new)),
        "--json",
        *more,
    ]
    assert main(arguments) == code
    out, err = capfd.readouterr()
    return json.loads(out) if out else err


def test_new_changed_missing(tmp_path, capfd):
    found = changes(tmp_path, capfd)
    assert (found["new"], found["missing"], found["unchanged"]) == (["d"], ["b"], 1)
    (change,) = found["changed"]["a"]
    assert (change["field"], change["old"], change["new"]) == ("entrance1_1", "yes", "no")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_words(tmp_path, capfd, language):
    old, new = table(tmp_path / "old.csv", MAY), table(tmp_path / "new.csv", JUNE)
    before = [path.read_bytes() for path in (old, new)]
    assert main(["survey", "compare", str(old), str(new), "--lang", language]) == 0
    out, err = capfd.readouterr()
    for shown in ("a Аптека", "b Мектеп", "d Музей", "entrance1_1: yes -> no"):
        assert shown in out
    assert "{" not in out
    assert "Nothing was taken" in err
    assert [path.read_bytes() for path in (old, new)] == before
    assert {path.name for path in tmp_path.iterdir()} == {"old.csv", "new.csv"}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_as_a_page(tmp_path, capfd, language):
    evil = [
        {**row, "name": "<script>x</script>" if row["id"] == "d" else row["name"]} for row in JUNE
    ]
    old, new = table(tmp_path / "old.csv", MAY), table(tmp_path / "new.csv", evil)
    page = tmp_path / "page.html"
    options = ["--lang", language, "-o", str(page)]
    assert main(["survey", "compare", str(old), str(new), *options]) == 0
    assert "entrance1_1: yes" not in capfd.readouterr().out
    written = page.read_text("utf-8")
    parsed = ElementTree.fromstring(written.partition("<body>")[2].partition("</body>")[0])
    captions = ["".join(one.itertext()) for one in parsed.iter("caption")]
    assert captions == ["a Аптека"]
    rows = {
        row[0][0].text: [cell.text for cell in row[1:]] for row in parsed.iter("tr") if len(row[0])
    }
    yes = {"kk": "Иә", "ru": "Да", "en": "Yes"}[language]
    no = {"kk": "Жоқ", "ru": "Нет", "en": "No"}[language]
    assert rows["entrance1_1"] == [yes, no]
    assert [item.text for item in parsed.iter("li")] == ["d <script>x</script>", "b Мектеп"]
    assert "<script>" not in written
    assert f'<html lang="{language}">' in written


def test_a_page_has_a_name_of_its_own_and_eats_no_input(tmp_path, capfd):
    old, new = table(tmp_path / "old.csv", MAY), table(tmp_path / "new.csv", JUNE)
    for output in (new, tmp_path / "page.pdf"):
        assert main(["survey", "compare", str(old), str(new), "-o", str(output)]) == 2
        assert capfd.readouterr().err.count("\n") == 1
    assert not (tmp_path / "page.pdf").exists()


def renumbered(rows):
    return [{**row, "id": f"n{place}"} for place, row in enumerate(rows)]


def test_by_another_key(tmp_path, capfd):
    found = changes(tmp_path, capfd, "--key", "name", "--key", "address", new=renumbered(JUNE))
    assert (found["new"], found["missing"], found["unchanged"]) == (["n2"], ["b"], 1)
    assert list(found["changed"]) == ["a"]


def test_rows_without_ids_need_a_key(tmp_path, capfd):
    bare = [{**row, "id": ""} for row in JUNE]
    err = changes(tmp_path, capfd, new=bare, code=2)
    assert "--key" in err
    found = changes(tmp_path, capfd, "--key", "name", new=bare)
    assert list(found["changed"]) == ["a"]
    assert len(found["new"]) == 1


def test_keys_that_match_nothing_for_sure(tmp_path, capfd):
    twice = [*renumbered(JUNE), {"id": "n9", "name": "аптека ", "address": "x"}]
    nameless = {"id": "n8", "name": "", "address": "Абай 1"}
    found = changes(tmp_path, capfd, "--key", "name", new=[*twice, nameless])
    assert found["findings"]["key_twice"] == 2
    assert found["findings"]["key_missing"] == 1
    assert "a" in found["missing"]
    assert "a" not in found["changed"]
    assert changes(tmp_path, capfd, "--key", "no_such", code=2).count("\n") == 1


def test_an_id_that_belongs_to_another_facility_is_not_taken():
    def survey(ids, names):
        return survey_from_columns({"id": ids, "name": names}, findings=Findings())

    findings = Findings()
    old = survey(["a", "a-2", "b"], ["x", "y", "z"])
    new = survey(["a", "b", "c"], ["new", "x", "other"])
    found = with_ids_by_key(old, new, findings, key=["name"])
    assert found.ids.tolist() == ["a-3", "a", "c"]
    assert findings.counts() == {"key_id_taken": 1}


cells = st.sampled_from(["yes", "no", "", "unknown", "not_provided"])
surveys = st.dictionaries(st.sampled_from("abcdef"), st.tuples(cells, cells), max_size=6)


@settings(max_examples=60, deadline=None)
@given(surveys, surveys, st.booleans())
def test_as_two_dictionaries_differ(one, other, by_name):
    def survey(rows, ids):
        return survey_from_columns(
            {
                "id": ids or ["-"] * len(rows),
                "name": [f"name {key}" for key in rows],
                "form": ["small"] * len(rows),
                "entrance1_1": [row[0] for row in rows.values()],
                "movement_1": [row[1] for row in rows.values()],
            },
            findings=Findings(),
        )

    new_ids = [f"x{n}" for n in range(len(other))] if by_name else list(other)
    found = survey_changes(
        survey(one, list(one)),
        survey(other, new_ids),
        Findings(),
        key=["name" if by_name else "id"],
    )
    said = {key: tuple("" if v == "unknown" else v for v in row) for key, row in one.items()}
    now = {key: tuple("" if v == "unknown" else v for v in row) for key, row in other.items()}
    assert set(found.changed) == {key for key in said.keys() & now.keys() if said[key] != now[key]}
    assert set(found.missing) == said.keys() - now.keys()
    assert len(found.new) == len(now.keys() - said.keys())
    assert found.unchanged == len(said.keys() & now.keys()) - len(found.changed)


def kobo(rows):
    extra = {"_submission_time": "2026-11-20T10:00:00", "name": "x"}
    return [{"_uuid": uuid, "entrance1_1": said, **extra} for uuid, said in rows]


def test_a_growing_export_is_taken_once(tmp_path, capfd):
    first = table(tmp_path / "1.csv", kobo([("u1", "yes"), ("u2", "no")]))
    grown = table(tmp_path / "2.csv", kobo([("u3", "no"), ("u2", "no"), ("u1", "yes")]))
    store = tmp_path / "city.gpkg"
    assert main(["store", "init", str(store), "--survey", str(first), "--author", "C1"]) == 0
    capfd.readouterr()
    assert main(["survey", "compare", str(store), str(grown), "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["new"], found["changed"], found["missing"]) == (["u3"], {}, [])
    take = ["store", "import", str(store), str(grown), "--author", "C1", "--json"]
    counts = []
    for _ in range(3):
        assert main(take) == 0
        counts.append(len(json.loads(capfd.readouterr().out)["new"]))
    assert counts == [1, 0, 0]
    with SurveyStore.open(store) as opened:
        assert len(opened) == 3
        assert len(opened.revisions()) == 3


def test_taking_by_key(tmp_path, capfd):
    store = tmp_path / "city.gpkg"
    with SurveyStore.create(store):
        pass
    may = table(tmp_path / "may.csv", MAY)
    june = table(tmp_path / "june.csv", [{**row, "id": ""} for row in JUNE])
    assert main(["store", "import", str(store), str(may), "--author", "C1"]) == 0
    capfd.readouterr()
    assert main(["store", "import", str(store), str(june), "--author", "C1"]) == 2
    assert "--key" in capfd.readouterr().err
    assert main(["store", "import", str(store), str(june), "--author", "C1", "--key", "name"]) == 0
    with SurveyStore.open(store) as opened:
        survey = opened.survey()
        assert len(survey) == 4
        column = survey.column_of[Question(Zone.ENTRANCE1, 1)]
        said = dict(zip(survey.text("name"), map(Answer, survey.answers[:, column])))
        assert (said["Аптека"], said["Мектеп"], said["Музей"]) == (Answer.NO, Answer.NO, Answer.YES)
        assert {change.field for change in opened.timeline("a")[-1].changes} == {"entrance1_1"}


def test_no_such_column_is_misuse():
    survey = survey_from_columns({"id": ["a"]}, findings=Findings())
    with pytest.raises(UsageError, match="no column 'x'"):
        survey_changes(survey, survey, Findings(), key=["x"])

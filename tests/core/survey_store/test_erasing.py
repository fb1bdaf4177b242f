# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: no byte of any file tells of them afterwards, and the history holds."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from accessible_core.cli import main
from accessible_core.survey.personal.people_file import PersonalFile
from accessible_core.survey_store.erasing import backups_of, erase_person
from accessible_core.survey_store.layout import columns_in
from accessible_core.survey_store.store import SurveyStore
from accessible_core.survey_store.triggers import triggers_fit

CODE, NAME, PHONE = "ZHULDYZ77", "Жұлдыз Оразбаева", "+7 701 555-12-34"
WRITTEN = ("Жұлдыз Оразбаева", "оразбаева  жұлдыз", "8(701)5551234", "+77015551234")
ACCOUNT = "zhuldyz_kobo"


@pytest.fixture
def run(capsys):
    def call(*arguments, code=0):
        assert main([str(word) for word in arguments]) == code
        return capsys.readouterr()

    return call


@pytest.fixture
def city(tmp_path):
    """Return a store with the person in every table that can hold one."""
    path = tmp_path / "city.gpkg"
    with SurveyStore.create(path, forms=["small"], language="ru") as store:
        store.save({name: {"form": "small"} for name in ("a", "b", "c")}, "C1")
        store.assign("Autumn", ["a", "b", "c"], volunteer=CODE)
        store.field_package(CODE, tmp_path)
    package = tmp_path / f"{CODE}.gpkg"
    with SurveyStore.open(package) as mine:
        texts = dict(zip("abc", ("звонила " + WRITTEN[1], f"тел {WRITTEN[2]}", WRITTEN[3])))
        for name, comment in texts.items():
            mine.save(
                {name: {"surveyor_code": CODE, "parking_comment": comment, "parking_1": "yes"}},
                CODE,
            )
    with SurveyStore.open(path) as store:
        store.save({"a": {"parking_1": "no"}}, "C1")
        store.save({"b": {"surveyor_code": "V2", "parking_1": "no"}}, "V2")
        result = store.merge(package, "C1", f"пакет {CODE}.gpkg, {NAME}")
        assert result.conflicts or result.doubles
        store.save({"c": {"parking_comment": "Оразбаева спрашивала"}}, "C1")
        store.submit("c", "C1", f"за {CODE}")
        # Deleted, and still in the file's free pages.
        store.save({"d": {"form": "small", "name": "; ".join([WRITTEN[0]] * 200)}}, CODE)
        store.remove("d", "C1")
    return path


def traces(folder):
    """Return file and word of everything that still tells of the person."""
    words = (CODE, *WRITTEN, *WRITTEN[0].split()[:1], PHONE, "5551234", "555-12-34", ACCOUNT)
    found = []
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes().lower() if path.is_file() else b""
        found += [
            (path.name, word, coding)
            for word in words
            for coding in ("utf-8", "utf-16-le", "utf-16-be")
            # Letters of bytes.lower() are ASCII's; Cyrillic ones are tried in each case.
            if any(case.encode(coding).lower() in raw for case in _cases(word))
        ]
    return found


def _cases(word):
    return word, word.lower(), word.upper(), word.capitalize()


def personal(folder):
    path = folder / "people.sqlite"
    with PersonalFile(path) as people:
        people.code_for({"name": NAME, "phone": PHONE, "account": ACCOUNT}, CODE)
        people.note(CODE, "kobo.csv", "a", "surveyor_code")
        people.code_for({"name": "Ерлан Омаров"}, "V2")
    return path


def test_no_byte_is_left_of_the_person(city, run, tmp_path):
    people = personal(tmp_path)
    package = tmp_path / f"{CODE}.gpkg"
    assert len({name for name, _, _ in traces(tmp_path)}) == 3
    options = ("--personal", people, "--also", package, "--lang", "ru")
    done = run("store", "erase", city, CODE, *options)
    assert CODE not in done.out.replace(package.name, "")
    assert "erased-" in done.out
    package.rename(tmp_path / "package.gpkg")
    # The file names are the user's own; whatever a name is in there is gone.
    assert traces(tmp_path) == []
    assert not [p.name for p in tmp_path.iterdir() if p.name.endswith(("-wal", "-shm", "-journal"))]
    with PersonalFile(people) as file:
        assert [person.code for person in file.people()] == ["V2"]
    # The surname alone may be another woman's: told (the row and its history), and left.
    with SurveyStore.open(city) as store:
        assert "Оразбаева спрашивала" in repr(store.timeline("c"))
    assert "часть имени: 2." in done.out


def test_surveys_and_history_stay(city):
    with SurveyStore.open(city) as store:
        before = store.revisions()
        answers = store.survey().answers.tolist()
    erased = erase_person(city, [CODE], [("name", NAME)])
    (new,) = erased.codes.values()
    with SurveyStore.open(city) as store:
        after = store.revisions()
        assert store.survey().answers.tolist() == answers
        assert [r.id for r in after] == [r.id for r in before]
        assert [r.author for r in after] == [
            new if r.author == CODE else r.author for r in before
        ]  # fmt: skip
        assert [(r.at, r.parent, r.kind) for r in after] == [
            (r.at, r.parent, r.kind) for r in before
        ]
        assert new in store.survey().text("surveyor_code")
        assert {row.who for row in store.progress_table()} == {new}
        # What the file guards, it guards as before.
        made = store.save({"a": {"parking_1": "not_provided"}}, "C1")
        assert len(made) == 1
    with closing(sqlite3.connect(city)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert triggers_fit(db, columns_in(db))


def test_who_answered_still_does_not_approve(city, run):
    erased = erase_person(city, [CODE])
    (new,) = erased.codes.values()
    done = run("store", "review", city, "--approve", "c", "--by", new, code=2)
    assert "another" in done.err


def test_backups_are_erased_too(city, tmp_path):
    old = tmp_path / "city.version1.gpkg"
    shutil.copy(city, old)
    with closing(sqlite3.connect(old)) as db, db:  # as version 1 was: no campaigns
        db.execute("DROP TABLE akz_assignment")
        db.execute("DROP TABLE akz_campaign")
        db.execute("UPDATE akz_store SET value = '1' WHERE key = 'version'")
    shutil.copy(old, tmp_path / "city.version1-2.gpkg")
    other = tmp_path / "city.version1x.gpkg"
    other.write_bytes(b"not ours")
    assert [p.name for p in backups_of(city)] == ["city.version1-2.gpkg", "city.version1.gpkg"]
    (tmp_path / f"{CODE}.gpkg").unlink()
    erased = erase_person(city, [CODE], [("name", NAME), ("phone", PHONE)])
    assert set(erased.files) == {"city.gpkg", "city.version1.gpkg", "city.version1-2.gpkg"}
    assert traces(tmp_path) == []
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("SELECT value FROM akz_store WHERE key = 'version'").fetchone() == ("1",)
    assert other.read_bytes() == b"not ours"


def test_what_a_killed_editor_left_in_its_log_is_erased(city, tmp_path):
    (tmp_path / f"{CODE}.gpkg").unlink()
    script = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode = WAL")
db.execute("UPDATE facilities SET parking_comment = ?, edited_by = ?", sys.argv[2:])
db.commit()
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script, city, WRITTEN[3], CODE], check=True)
    assert {"city.gpkg-wal"} <= {name for name, _, _ in traces(tmp_path)}
    erase_person(city, [CODE], [("name", NAME), ("phone", PHONE)])
    assert traces(tmp_path) == []
    assert not (tmp_path / "city.gpkg-wal").exists()


def test_a_store_that_another_program_holds_is_not_touched(city, run):
    with closing(sqlite3.connect(city, isolation_level=None)) as qgis:
        qgis.execute("PRAGMA journal_mode = WAL")
        qgis.execute("SELECT count(*) FROM facilities").fetchall()
        qgis.execute("BEGIN")
        qgis.execute("SELECT count(*) FROM facilities").fetchall()
        done = run("store", "erase", city, CODE, code=2)
        assert "open in another program" in done.err
        left = qgis.execute("SELECT count(*) FROM akz_revision WHERE author = ?", (CODE,))
        assert left.fetchone()[0] > 0


def test_a_name_without_a_code_leaves_the_texts(city, run):
    done = run("store", "erase", city, "--name", "жұлдыз  оразбаева", "--json")
    document = json.loads(done.out)
    assert document["files"]["city.gpkg"] > 0
    raw = city.read_bytes().decode("utf-8", "replace").lower()
    assert "жұлдыз" not in raw
    assert CODE in city.read_bytes().decode("utf-8", "replace")


def test_a_name_finds_the_code_in_the_file(city, run, tmp_path):
    people = personal(tmp_path)
    run("store", "erase", city, "--name", "Оразбаева Жұлдыз", "--personal", people)
    (tmp_path / f"{CODE}.gpkg").unlink()
    assert traces(tmp_path) == []


def test_two_people_of_one_name_are_asked_about(city, run, tmp_path):
    people = personal(tmp_path)
    with PersonalFile(people) as file:
        file.code_for({"name": NAME}, "V9")
    before = city.read_bytes()
    done = run("store", "erase", city, "--name", NAME, "--personal", people, code=2)
    assert f"2 people of this name: give one code of {CODE}, V9" in done.err
    assert city.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "needs the CODE"),
        (("NOBODY-1",), "holds nothing of this person"),
        (("V2", "--personal", "absent.sqlite"), "There is no file of personal data"),
    ],
)
def test_misuse_is_one_line_and_changes_nothing(city, run, tmp_path, arguments, words):
    os.chdir(tmp_path)
    before = city.read_bytes()
    done = run("store", "erase", city, *arguments, code=2)
    assert words in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "absent.sqlite").exists()
    if "NOBODY-1" not in arguments:
        assert city.read_bytes() == before

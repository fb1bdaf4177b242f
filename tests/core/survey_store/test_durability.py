# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed, out of space, not allowed, two at once: what was saved stays, whole."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import head, states
from accessible_core.survey_store.store import SurveyStore

WRITES = 200
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts of Unix")
#: Saves numbered revisions for ever and says each number once it is saved.
WRITER = """
import sys
from accessible_core.survey_store.store import SurveyStore
path, author, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with SurveyStore.open(path) as store:
    for number in range(first, first + count):
        # Two cells and a point, so that half a save could be told from a whole one.
        cells = {"name": str(number), "address": str(number), "lon": number, "lat": 1.0}
        store.save({author: cells}, author)
        print(number, flush=True)
"""


def start(path, author, first, count, **options):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), author, str(first), str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def check_whole(path):
    """The file is sound and each row is what its history leads to."""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()
    with SurveyStore.open(path) as store:
        rows = states(store._db, store.columns.values())
        for facility, state in rows.items():
            assert Graph(store._db, facility).state(head(store._db, facility)) == state
        return rows


def test_killed_again_and_again_it_loses_nothing_that_was_saved(template, tmp_path):
    path = shutil.copy(template, tmp_path / "store.gpkg")
    chance = random.Random(7)  # noqa: S311 - no secret
    saved = kills = 0
    while saved < WRITES:
        process = start(path, "V9", saved + 1, WRITES)
        wanted = saved + chance.randint(1, 40)
        last = saved
        for line in process.stdout:
            last = int(line)
            if last >= wanted:
                # Anywhere within the next save.
                time.sleep(chance.random() * 0.02)
                break
        process.kill()
        last = max([last, *(int(line) for line in process.stdout if line.strip().isdigit())])
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        kills += 1
        row = check_whole(path)["V9"]
        # The one under way when the blow fell is there as a whole or not at all.
        assert row["name"] == row["address"]
        assert int(row["name"]) in (last, last + 1)
        saved = int(row["name"])
    with SurveyStore.open(path) as store:
        numbers = [
            int(change.new)
            for revision in store.timeline("V9")
            for change in revision.changes
            if change.field == "name"
        ]
    assert numbers == list(range(1, saved + 1))
    assert kills >= 5


def test_two_at_once_lose_nothing(template, tmp_path):
    path = shutil.copy(template, tmp_path / "store.gpkg")
    writers = [start(path, author, 1, WRITES // 2) for author in ("V8", "V9")]
    for process in writers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    check_whole(path)
    with SurveyStore.open(path) as store:
        for author in ("V8", "V9"):
            numbers = [
                c.new for r in store.timeline(author) for c in r.changes if c.field == "name"
            ]
            assert numbers == [str(number) for number in range(1, WRITES // 2 + 1)]


def test_two_at_once_on_one_facility_keep_both_histories(template, tmp_path):
    path = shutil.copy(template, tmp_path / "store.gpkg")
    code = WRITER.replace("{author: cells}", '{"a": cells}')
    writers = [
        subprocess.Popen([sys.executable, "-c", code, path, who, first, "30"],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for who, first in (("V8", "1000"), ("V9", "2000"))
    ]  # fmt: skip
    for process in writers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    check_whole(path)
    with SurveyStore.open(path) as store:
        saved = [(r.author, c.new) for r in store.timeline("a") for c in r.changes
                 if c.field == "name" and r.kind == "changed"]  # fmt: skip
    assert sorted(saved) == sorted(
        [("V8", str(n)) for n in range(1000, 1030)] + [("V9", str(n)) for n in range(2000, 2030)]
    )


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte and a half, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1500k", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if not done or done.returncode:
        pytest.skip("mounting a small disk needs rights that are not here; the next test does not")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_on_a_full_disk_the_last_whole_revision_stays(template, small_disk):
    path = shutil.copy(template, small_disk / "store.gpkg")
    process = start(path, "V9", 1, 100000)
    out, errors = process.communicate(timeout=120)
    last = int(out.split()[-1])
    assert "cannot be written" in errors
    row = check_whole(path)["V9"]
    assert row["name"] == row["address"] == str(last)
    # With room again, work goes on.
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    with SurveyStore.open(path) as store:
        assert store.save({"V9": {"name": "on"}}, "V9")


def test_where_no_file_may_grow_the_last_whole_revision_stays(template, tmp_path):
    resource = pytest.importorskip("resource")
    path = shutil.copy(template, tmp_path / "store.gpkg")
    limit = path.stat().st_size + 40_000
    process = start(
        path, "V9", 1, 100000,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    out, errors = process.communicate(timeout=120)
    assert "cannot be written" in errors
    row = check_whole(path)["V9"]
    assert row["name"] == row["address"] == out.split()[-1]


READER = """
import os, sys
sys.path.insert(0, sys.argv[2])
if os.getuid() == 0:
    os.setuid(65534)
from accessible_core.errors import OutputError
from accessible_core.survey_store.store import SurveyStore
with SurveyStore.open(sys.argv[1]) as store:
    print(store.writable, len(store), len(store.timeline("a")), store.review_counts()["draft"])
    for act in (lambda: store.save({"a": {"name": "x"}}, "V1"), lambda: store.submit("a", "V1")):
        try:
            act()
        except OutputError as error:
            print("refused:", error)
"""


def test_a_read_only_folder_is_read(template, tmp_path):
    folder = tmp_path / "shelf"
    folder.mkdir()
    path = shutil.copy(template, folder / "store.gpkg")
    for one in (tmp_path, *tmp_path.parents):
        if one.stat().st_uid == os.getuid() and "pytest" in str(one):
            one.chmod(0o755)
    path.chmod(0o444)
    folder.chmod(0o555)
    root = str(Path(sys.modules["accessible_core"].__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path), root],
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "False 2 1 2"
    assert [line.startswith("refused:") for line in lines[1:]] == [True, True]
    assert [one.name for one in folder.iterdir()] == ["store.gpkg"]


def test_a_write_ahead_log_left_by_a_crash_is_brought_back(template, tmp_path):
    """QGIS edits a GeoPackage with a write-ahead log; killed, it leaves it beside the file."""
    path = shutil.copy(template, tmp_path / "store.gpkg")
    code = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1])\n"
        "db.execute('PRAGMA journal_mode = WAL')\n"
        "db.execute(\"UPDATE facilities SET name = 'unsaved?' WHERE id = 'a'\")\n"
        "db.commit()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, path], check=False)
    assert (tmp_path / "store.gpkg-wal").stat().st_size > 0
    with SurveyStore.open(path) as store:
        assert store.survey().text("name")[0] == "unsaved?"
        assert store.timeline("a")[-1].method == "direct"
    assert [one.name for one in tmp_path.iterdir()] == ["store.gpkg"]


def test_a_busy_store_is_waited_for_and_then_named(template, tmp_path, monkeypatch):
    from accessible_core.errors import OutputError
    from accessible_core.survey_store import connection

    monkeypatch.setattr(connection, "PATIENCE_S", 0.2)
    path = shutil.copy(template, tmp_path / "store.gpkg")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with SurveyStore.open(path) as store:
        with pytest.raises(OutputError, match="another program"):
            store.save({"a": {"name": "x"}}, "V1")
        other.execute("ROLLBACK")
        other.close()
        assert store.save({"a": {"name": "x"}}, "V1")

# SPDX-License-Identifier: GPL-3.0-or-later
"""`accessible-kz score` on the registry's scored cases: as records, and shuffled into tables."""

import csv
import gzip
import json
import random
import sqlite3

import openpyxl
import pytest
from console import GROUPS, document, run

ZONES = [
    "parking",
    "entrance1",
    "entrance2",
    "entrance3",
    "movement",
    "service",
    "toilet",
    "navigation",
    "serviceAccessibility",
    "kidsAccessibility",
]
WHOLE = {
    "parking",
    "entrance1",
    "movement",
    "service",
    "toilet",
    "navigation",
    "serviceAccessibility",
}
TRUTH = ("zone_scores", "entrance_score", "overall")
#: Tables hold a part of the cases: GeoPackages and workbooks are slow to make.
ROWS = 240


@pytest.fixture(scope="session")
def cases(shared):
    with gzip.open(shared / "reference" / "vectors_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="session")
def scored(cases, tmp_path_factory):
    """All cases without their truth, in another order, gzipped, through `score`."""
    folder = tmp_path_factory.mktemp("cases")
    order = list(range(len(cases)))
    random.Random(7).shuffle(order)  # noqa: S311 - no secret
    with gzip.open(folder / "in.jsonl.gz", "wt", encoding="utf-8") as file:
        for i in order:
            question = {key: value for key, value in cases[i].items() if key not in TRUTH}
            file.write(json.dumps({"id": f"c{i}", **question}) + "\n")
    done = run("score", folder / "in.jsonl.gz", "-o", folder / "out.jsonl", "--json")
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    return document(done), order, lines


def test_every_case_is_scored_as_the_registry_does(cases, scored):
    _, order, lines = scored
    assert len(lines) == len(order) == len(cases)
    wrong = []
    for i, line in zip(order, lines):
        truth = {key: cases[i][key] for key in TRUTH if key in cases[i]}
        given = {key: line[key] for key in TRUTH if key in line}
        if line["id"] != f"c{i}" or truth != given:
            wrong.append((i, truth, given))
    assert wrong == []


def test_the_summary_counts_whole_facilities(cases, scored):
    summary, _, _ = scored
    assert set(summary) >= {"facilities", "scores", "confirmed", "findings"}
    assert summary["facilities"] == len(cases)
    whole = [case["overall"] for case in cases if "overall" in case]
    for group in GROUPS:
        counts = {name: n for name, n in summary["scores"][group].items() if n}
        truth = {}
        for each in whole:
            truth[each[group]] = truth.get(each[group], 0) + 1
        assert counts == truth
    assert summary["findings"]  # stray keys and absent answers are told


@pytest.fixture(scope="session")
def whole(cases):
    """Some whole facilities of all three forms, with overrides among them."""
    found = [case for case in cases if "overall" in case]
    overridden = [case for case in found if case.get("overridden")][: ROWS // 6]
    forms = [
        case
        for form in ("small", "middle", "full")
        for case in [each for each in found if each["form"] == form][:: max(len(found) // ROWS, 1)]
    ]
    chosen = (forms + overridden)[-ROWS:] if len(forms) > ROWS else forms + overridden
    random.Random(11).shuffle(chosen)  # noqa: S311 - no secret
    return chosen


def table_of(whole, seed):
    """Header and rows, columns in no order, unknown as an empty cell or as a word."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    columns = {
        f"{zone}_{key.removeprefix('attribute')}"
        for case in whole
        for zone, answers in case["zones"].items()
        for key in answers
    }
    columns |= {
        f"override_{zone}_{group}"
        for case in whole
        for zone, scores in (case.get("overridden") or {}).items()
        for group in scores
    }
    names = sorted(columns)
    chance.shuffle(names)
    names = ["id", *names, "form", "lon", "lat"]
    rows = []
    for position, case in enumerate(whole):
        row = {
            "id": f"w{position}",
            "form": case["form"],
            "lon": 71.4 + position / 1e4,
            "lat": 51.1,
        }
        for zone, answers in case["zones"].items():
            for key, answer in answers.items():
                word = chance.choice([answer, ""]) if answer == "unknown" else answer
                row[f"{zone}_{key.removeprefix('attribute')}"] = word
        for zone, scores in (case.get("overridden") or {}).items():
            for group, score in scores.items():
                if score is not None:
                    row[f"override_{zone}_{group}"] = score
        rows.append([row.get(name, "") for name in names])
    return names, rows


def write(path, names, rows):
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([names, *rows])
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in [names, *rows]:
            book.active.append([None if cell == "" else cell for cell in row])
        book.save(path)
    else:
        import fiona

        schema = {
            "geometry": "Point",
            "properties": {n: "float" if n in ("lon", "lat") else "str" for n in names},
        }
        with fiona.open(path, "w", driver="GPKG", crs="EPSG:4326", schema=schema) as layer:
            layer.writerecords(
                {
                    "geometry": {"type": "Point", "coordinates": (row[-2], row[-1])},
                    "properties": {n: None if c == "" else c for n, c in zip(names, row)},
                }
                for row in rows
            )


def read(path):
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".xlsx":
        lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        header = next(lines)
        return [dict(zip(header, line)) for line in lines]
    if path.suffix == ".geojson":
        return [each["properties"] for each in json.loads(path.read_text("utf-8"))["features"]]
    with sqlite3.connect(path) as base:
        base.row_factory = sqlite3.Row
        (name,) = base.execute("SELECT table_name FROM gpkg_contents").fetchone()
        found = [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    base.close()
    return found


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(".csv", ".xlsx"), (".xlsx", ".gpkg"), (".gpkg", ".geojson"), (".csv", ".csv")],
)
def test_tables_give_the_same_scores(whole, tmp_path, given, wanted):
    names, rows = table_of(whole, given)
    write(tmp_path / f"in{given}", names, rows)
    done = run("score", tmp_path / f"in{given}", "-o", tmp_path / f"out{wanted}", "--json")
    assert document(done)["facilities"] == len(whole)
    by_id = {row["id"]: row for row in read(tmp_path / f"out{wanted}")}
    assert len(by_id) == len(whole)
    wrong = []
    for position, case in enumerate(whole):
        row = by_id[f"w{position}"]
        wanted_scores = {f"score_{group}": case["overall"][group] for group in GROUPS}
        for zone, scores in case["zone_scores"].items():
            wanted_scores.update({f"score_{zone}_{group}": scores[group] for group in GROUPS})
        wanted_scores.update(
            {f"score_entrance_{group}": case["entrance_score"][group] for group in GROUPS}
        )
        wrong += [
            (position, name, score, row.get(name))
            for name, score in wanted_scores.items()
            if row.get(name) != score
        ]
    assert wrong == []

# SPDX-License-Identifier: GPL-3.0-or-later
"""CONTRACTS.md, "Surveys and scores" and "Results", sentence by sentence."""

import csv
import gzip
import json

import pytest
from console import GROUPS, SCORES, document, run

HEADER = (
    "id,name,form,lon,lat,parking_1,entrance_30,entrance1_1,toilet_1000,toilet_comment,"
    "entrance2_1,override_toilet_movement,override_by,override_at,override_reason,review"
)
ROWS = [
    "a,One,small,71.43,51.13,yes,yes,no,unknown,narrow,,,,,,approved",
    "b,Two,small,71.44,51.14,иә,да,жоқ,белгісіз,,,full_accessible,mod,2026-01-02,seen,draft",
    "c,Three,small,71.45,51.15,нет,partly,не предусмотрено,көзделмеген,,,,,,,submitted",
    "d,Four,small,,,yes,,,,,,,,,,returned",
    "e,Five,small,71.46,51.16,нет,,не предусмотрено,көзделмеген,,,,,,,submitted",
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("survey")


@pytest.fixture(scope="session")
def table(folder):
    path = folder / "survey.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def scored(table, folder):
    """The table scored as records, which show every answer's effect."""
    done = run("score", table, "-o", folder / "out.jsonl", "--json")
    assert done.returncode in (0, 1), done.stderr
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    return json.loads(done.stdout), {line["id"]: line for line in lines}, done


@pytest.fixture(scope="session")
def town(sample, folder):
    """The sample survey scored into a CSV, with its summary."""
    done = run("score", sample / "survey.csv", "-o", folder / "town.csv", "--json")
    with (folder / "town.csv").open(newline="", encoding="utf-8-sig") as file:
        return done, list(csv.DictReader(file))


def records(folder, name, lines):
    path = folder / name
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- score


def test_results_on_stdout_and_messages_on_stderr(scored):
    _, _, done = scored
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.strip()


def test_summary_has_the_shape_of_the_contract(scored):
    summary, lines, _ = scored
    assert set(summary) == {"facilities", "scores", "confirmed", "findings"}
    assert summary["facilities"] == len(ROWS) == len(lines)
    assert tuple(summary["scores"]) == GROUPS
    for group in GROUPS:
        assert set(summary["scores"][group]) <= SCORES
        assert sum(summary["scores"][group].values()) <= len(ROWS)
        assert isinstance(summary["confirmed"][group], int)
    assert all(isinstance(count, int) for count in summary["findings"].values())


def test_answers_are_read_in_three_languages(scored):
    _, lines, _ = scored
    yes, no = "full_accessible", "not_accessible"
    assert lines["a"]["zone_scores"]["parking"]["movement"] == yes
    assert lines["b"]["zone_scores"]["parking"]["movement"] == yes  # иә
    assert lines["c"]["zone_scores"]["parking"]["movement"] != yes  # нет
    assert lines["a"]["zone_scores"]["toilet"]["movement"] == "unknown"
    assert lines["c"]["zone_scores"]["toilet"]["movement"] == "not_provided"
    # entrance_30 of the table is the first entrance's; a and b say the same in other words.
    assert lines["a"]["zone_scores"]["entrance1"] == lines["b"]["zone_scores"]["entrance1"]
    assert lines["a"]["zone_scores"]["entrance1"]["movement"] not in (no, "unknown")


def test_partly_is_never_yes(scored):
    summary, lines, _ = scored
    assert summary["findings"]["answer_partly"] == 1
    assert lines["c"]["zone_scores"] == lines["e"]["zone_scores"]  # where the cell is empty


def test_an_override_counts(scored):
    _, lines, _ = scored
    assert lines["b"]["zone_scores"]["toilet"]["movement"] == "full_accessible"


def test_empty_is_unknown(scored):
    _, lines, _ = scored
    assert lines["d"]["zone_scores"]["toilet"]["movement"] == "unknown"


def test_columns_of_a_scored_table(town):
    done, rows = town
    assert done.returncode == 1  # the sample survey holds errors on purpose
    columns = set(rows[0])
    for group in GROUPS:
        wanted = {f"{name}_{group}" for name in ("score", "known", "confirmed")}
        zones = ("parking", "entrance1", "entrance", "movement", "service", "toilet")
        wanted |= {f"score_{zone}_{group}" for zone in zones}
        wanted |= {f"score_{zone}_{group}" for zone in ("serviceAccessibility", "navigation")}
        assert wanted <= columns
        for row in rows:
            assert row[f"score_{group}"] in SCORES | {""}
            assert row[f"known_{group}"] == "" or 0 <= float(row[f"known_{group}"]) <= 1
            assert row[f"confirmed_{group}"].lower() in ("true", "false", "")
    summary = json.loads(done.stdout)
    assert summary["facilities"] == len(rows)
    for group in GROUPS:
        for score in SCORES:
            count = sum(row[f"score_{group}"] == score for row in rows)
            assert count == summary["scores"][group].get(score, 0)


def test_entrance_is_the_average_of_the_entrances(town):
    """Combining of the registry: drop not_provided; all alike, or else partial."""
    _, rows = town
    seen = 0
    for row in rows:
        for group in GROUPS:
            doors = [row[f"score_entrance{n}_{group}"] for n in (1, 2, 3)]
            counted = {score for score in doors if score not in ("", "not_provided")}
            seen += len(counted) > 1
            if any(doors):
                alike = counted.pop() if len(counted) == 1 else "partial_accessible"
                wanted = (
                    alike
                    if counted or any(s not in ("", "not_provided") for s in doors)
                    else ("not_provided")
                )
                assert row[f"score_entrance_{group}"] == wanted, (row["id"], group)
    assert seen


def test_a_scored_table_can_be_scored_again(folder, table):
    run("score", table, "-o", folder / "once.csv")
    run("score", folder / "once.csv", "-o", folder / "twice.csv")
    assert (folder / "twice.csv").read_text("utf-8") == (folder / "once.csv").read_text("utf-8")


def test_a_mapping_names_the_columns(folder):
    columns = {"Код": "id", "Форма": "form", "Парковка": "parking_1", "X": "lon", "Y": "lat"}
    (folder / "mine.toml").write_text(
        "".join(f'"{theirs}" = "{ours}"\n' for theirs, ours in columns.items()), encoding="utf-8"
    )
    (folder / "mine.csv").write_text(
        ",".join(columns) + "\na,small,да,71.4,51.1\n", encoding="utf-8"
    )
    out = folder / "mine.jsonl"
    run("score", folder / "mine.csv", "-o", out, "--mapping", folder / "mine.toml")
    line = json.loads(out.read_text("utf-8"))
    assert line["zone_scores"]["parking"]["movement"] == "full_accessible"
    checked = run("validate", folder / "mine.csv", "--mapping", folder / "mine.toml", "--json")
    assert not [f for f in document(checked)["findings"] if f["code"] == "column_unknown"]


# ------------------------------------------------------- registry records

ANSWERS = {
    "parking": {"attribute1": "yes"},
    "entrance1": {"attribute1": "yes"},
    "movement": {"attribute1": "no", "attribute999": "yes"},
    "service": {"attribute1000": "yes"},
    "toilet": {},
    "navigation": {"attribute1000": "not_provided"},
    "serviceAccessibility": {"attribute2": "yes"},
}


@pytest.fixture(scope="session")
def kinds(folder):
    """The three shapes of registry records and single zones, in one file."""
    card = {"title": "Library", "coordinates": [52.2957, 76.9408], "attributes": {
        "form": "small", "zones": ANSWERS}}  # fmt: skip
    request = {
        "form": "small",
        "first": {"name": "Library", "point": [52.2957, 76.9408], "categoryId": 28},
        **{zone: {"attributes": answers, "comment": None} for zone, answers in ANSWERS.items()},
        "entrance2": None,
        "entrance3": None,
    }
    lines = [
        {"form": "small", "zones": {"toilet": {"attribute1000": "yes"}}},
        {"id": "whole", "form": "small", "zones": ANSWERS},
        card,
        request,
        {"form": "small", "zones": {"parking": {}, "entrance1": {}}},
    ]
    done = run("score", records(folder, "in.jsonl.gz", lines), "-o", folder / "k.jsonl", "--json")
    found = [json.loads(line) for line in (folder / "k.jsonl").read_text("utf-8").splitlines()]
    return document(done), found, done


def test_records_keep_their_order_and_are_called_by_line(kinds):
    _, lines, _ = kinds
    assert [line["id"] for line in lines] == ["1", "whole", "3", "4", "5"]


def test_whole_facilities_get_a_childrens_zone_and_an_overall_score(kinds):
    _, lines, _ = kinds
    for line in lines[1:4]:
        assert set(line["zone_scores"]) == {*ANSWERS, "kidsAccessibility"}
        assert tuple(line["overall"]) == tuple(line["entrance_score"]) == GROUPS
        assert line["overall"] == lines[1]["overall"]
        assert line["zone_scores"]["kidsAccessibility"]["kids"] == "unknown"


def test_other_records_get_exactly_their_zones(kinds):
    _, lines, _ = kinds
    assert set(lines[0]["zone_scores"]) == {"toilet"}
    assert set(lines[4]["zone_scores"]) == {"parking", "entrance1"}
    for line in (lines[0], lines[4]):
        assert not {"overall", "entrance_score"} & set(line)
    for line in lines:
        assert {s for zone in line["zone_scores"].values() for s in zone.values()} <= SCORES


def test_what_records_lack_is_said_as_info(kinds, folder):
    summary, _, done = kinds
    assert done.returncode == 0
    assert summary["facilities"] == 5
    found = document(run("validate", folder / "in.jsonl.gz", "--json"))["findings"]
    codes = {"keys_unknown", "answers_absent", "kids_absent"}
    lacking = [finding for finding in found if finding["code"] in codes]
    assert {finding["code"] for finding in lacking} == codes
    assert {finding["severity"] for finding in lacking} == {"info"}
    assert any("999" in finding["value"] for finding in lacking)


def test_plain_records_are_read_as_well(folder):
    path = records(folder, "plain.jsonl", [{"form": "small", "zones": ANSWERS}])
    assert document(run("score", path, "-o", folder / "p.jsonl", "--json"))["facilities"] == 1


# ---------------------------------------------------------------- validate


@pytest.fixture(scope="session")
def validated(sample):
    done = run("validate", sample / "survey.csv", "--json")
    return document(done, 1), done


def test_findings_have_the_shape_of_the_contract(validated):
    found, done = validated
    assert set(found) == {"records", "findings"}
    assert found["records"] == 69
    for finding in found["findings"]:
        assert set(finding) == {"code", "severity", "record", "field", "value", "hint"}
        assert all(isinstance(text, str) for text in finding.values())
        assert finding["severity"] in ("info", "warning", "error")
        assert finding["hint"]
    assert len(done.stdout.splitlines()) == 1


def test_warnings_are_no_failure(folder):
    path = folder / "warned.csv"
    path.write_text("id,form,lon,lat,parking_1,colour\na,small,71.4,51.1,yes,red\n", "utf-8")
    found = document(run("validate", path, "--json"), 0)
    assert found["records"] == 1
    assert {f["severity"] for f in found["findings"]} <= {"info", "warning"}
    assert any("colour" in f["field"] + f["value"] for f in found["findings"])


def test_records_counts_broken_rows_and_unknown_columns_too(folder):
    path = folder / "strange.csv"
    path.write_text("colour,size\nred,1\nblue\ngreen,2,3\n", encoding="utf-8")
    done = run("validate", path, "--json")
    found = json.loads(done.stdout)
    assert found["records"] == 3
    assert {"colour", "size"} <= {f["field"] or f["value"] for f in found["findings"]}


def test_records_counts_broken_lines_too(folder):
    path = folder / "broken.jsonl"
    whole = json.dumps({"form": "small", "zones": {"parking": {"attribute1": "yes"}}})
    path.write_text(f"{whole}\nno JSON\n{whole}\n[1]" + "\n", encoding="utf-8")
    found = document(run("validate", path, "--json"), 1)
    assert found["records"] == 4
    assert [f["record"] for f in found["findings"] if f["severity"] == "error"] == ["2", "4"]
    out = folder / "kept.jsonl"
    assert run("score", path, "-o", out).returncode == 1
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["1", "3"]


# ------------------------------------------------------- checklist, stats, export


@pytest.mark.parametrize(("form", "count"), [("small", 17), ("middle", 134), ("full", 207)])
def test_checklists_in_three_languages(form, count):
    texts = []
    for language in ("kk", "ru", "en") if form == "small" else ("kk",):
        shown = document(run("checklist", "show", form, "--lang", language, "--json"))
        questions = [
            question
            for zone in shown["zones"]
            for group in zone["groups"]
            for subgroup in group["subgroups"]
            for question in subgroup["questions"]
        ]
        assert len(questions) == count
        texts.append(tuple(question["text"] for question in questions))
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("ending", [".csv", ".geojson", ".gpkg"])
def test_statistics_by_area(sample, folder, ending):
    out = folder / f"stats{ending}"
    done = run(
        "stats", sample / "survey.csv", "--areas", sample / "districts.geojson",
        "--area-id", "kato", "-o", out, "--json",
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert out.stat().st_size
    assert json.loads(done.stdout)
    if ending == ".geojson":
        areas = json.loads(out.read_text("utf-8"))["features"]
        shapes = [each["geometry"]["type"] for each in areas if each["geometry"]]
        assert len(shapes) == 3  # besides them: outside of all areas, and without a position
        assert all(shape.endswith("Polygon") for shape in shapes)


def test_statistics_without_areas_have_one(table, folder):
    done = run("stats", table, "-o", folder / "whole.csv", "--json")
    found = json.loads(done.stdout)
    assert found["areas"] == 1
    assert found["facilities"] == len(ROWS)


def test_export_a11yjson_is_an_array_of_places(sample, folder):
    out = folder / "places.json"
    assert run("export", sample / "survey.csv", "--to", "a11yjson", "-o", out).returncode in (0, 1)
    places = json.loads(out.read_text("utf-8"))
    assert isinstance(places, list)
    assert places
    for place in places:
        assert place["geometry"]["type"] == "Point"
        assert "type" not in place.get("properties", {}) or place["properties"]
        assert "type" not in place


def test_export_registry_gives_adding_requests(sample, folder):
    out = folder / "requests.jsonl"
    assert run("export", sample / "survey.csv", "--to", "registry", "-o", out).returncode in (0, 1)
    requests = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for request in requests:
        assert request["form"] in ("small", "middle", "full")
        first = request["first"]
        assert {"name", "otherNames", "description", "address", "categoryId"} <= set(first)
        lat, lon = first["point"]
        assert 48 < lat < 50  # latitude first
        assert 69 < lon < 71
        for zone in ("parking", "entrance1", "movement", "service", "toilet"):
            assert set(request[zone]["attributes"].values()) <= {
                "yes", "no", "unknown", "not_provided"
            }  # fmt: skip
    assert requests
    again = document(run("score", out, "-o", folder / "again.jsonl", "--json"))
    assert again["facilities"] == len(requests)


def test_export_geojson(table, folder):
    out = folder / "out.geojson"
    run("export", table, "--to", "geojson", "-o", out, "--unreviewed")
    found = json.loads(out.read_text("utf-8"))
    assert found["type"] == "FeatureCollection"
    places = [each["geometry"] for each in found["features"] if each["geometry"]]
    assert all(71 < each["coordinates"][0] < 72 for each in places)


def test_shapefiles_with_short_names(folder):
    import fiona

    path = folder / "kurz.shp"
    properties = {"id": "str:10", "form": "str:10", "e1_30": "str:12", "wc_1000": "str:12"}
    properties["pk_1"] = "str:12"
    with fiona.open(
        path, "w", driver="ESRI Shapefile", crs="EPSG:4326", encoding="UTF-8",
        schema={"geometry": "Point", "properties": properties},
    ) as layer:  # fmt: skip
        answers = {"id": "s1", "form": "small", "e1_30": "yes", "wc_1000": "no", "pk_1": "иә"}
        layer.write(
            {"geometry": {"type": "Point", "coordinates": (71.4, 51.1)}, "properties": answers}
        )
    found = document(run("score", path, "-o", folder / "kurz.jsonl", "--json"))
    assert found["facilities"] == 1
    line = json.loads((folder / "kurz.jsonl").read_text("utf-8"))
    assert line["zone_scores"]["parking"]["movement"] == "full_accessible"
    assert line["zone_scores"]["toilet"]["movement"] == "not_accessible"
    assert line["zone_scores"]["entrance1"]["movement"] not in ("unknown", "not_accessible")


# ---------------------------------------------------------------- misuse

MISUSE = {
    "no such survey": ("score", "{no}.csv", "-o", "{out}.csv"),
    "no such ending in": ("score", "{folder}/x.doc", "-o", "{out}.csv"),
    "no such ending out": ("score", "{table}", "-o", "{out}.doc"),
    "no such scheme": ("score", "{table}", "-o", "{out}.csv", "--scheme", "mine"),
    "no such mapping": ("score", "{table}", "-o", "{out}.csv", "--mapping", "{no}.toml"),
    "no output": ("score", "{table}"),
    "no folder": ("score", "{table}", "-o", "{no}/out.csv"),
    "no such command": ("paint",),
    "no such form": ("checklist", "show", "huge", "--json"),
    "no such area field": (
        "stats", "{table}", "--areas", "{areas}", "--area-id", "zip", "-o", "{out}.csv",
    ),
    "no such export": ("export", "{table}", "--to", "pdf", "-o", "{out}.pdf"),
    "stats to text": ("stats", "{table}", "-o", "{out}.txt"),
    "not a workbook": ("validate", "{folder}/broken.xlsx", "--json"),
}  # fmt: skip


@pytest.mark.parametrize("arguments", MISUSE.values(), ids=MISUSE)
def test_misuse_is_one_clear_line_and_nothing_written(arguments, table, sample, folder, tmp_path):
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "x.doc").write_text("?", encoding="utf-8")
    places = {"no": tmp_path / "no", "out": tmp_path / "out", "table": table, "folder": folder}
    places["areas"] = sample / "districts.geojson"
    done = run(*(word.format(**places) for word in arguments))
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []

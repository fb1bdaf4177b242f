# SPDX-License-Identifier: GPL-3.0-or-later
"""Explain, compare, duplicates, mappings and field forms, held against the core on files."""

import json

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from accessible_core.cli import main
from accessible_kz_plugin.compat import is_null

ENGLISH = 2


@pytest.fixture
def command(capsys):
    def go(*arguments):
        capsys.readouterr()
        main([str(one) for one in arguments])
        return json.loads(capsys.readouterr().out)

    return go


def rows(layer):
    names = layer.fields().names()
    return [{n: None if is_null(f[n]) else f[n] for n in names} for f in layer.getFeatures()]


def test_explanations_are_those_of_the_command_line(run, survey_csv, command):
    from accessible_core.checklists.categories import user_groups

    place = [group.name for group in user_groups()].index("babyCarriage")
    done = run("explain", INPUT=survey_csv, FOR=place, USER_GROUP=place, LANGUAGE=ENGLISH,
               OUTPUT="memory:")  # fmt: skip
    found = {one["id"]: one for one in rows(done["OUTPUT"])}
    assert len(found) > 60
    for name in ("UQ-002", "UQ-003", "UQ-004"):
        said = command("explain", survey_csv, "--id", name, "--group", "babyCarriage", "--json")
        one = found[name]
        assert (one["score"], one["confirmed"]) == (said["score"], said["confirmed"])
        assert one["to_find_out"] == len(said["find_out_first"])
        better = said["to_reach"].get("full_accessible")
        assert one["changes"] == (None if better is None else len(better))
        assert one["group"] == "babyCarriage"
    # The sample's story: a single answer makes this one green.
    assert found["UQ-003"]["changes"] == 1


def test_one_place_is_explained_in_the_log(run, survey_csv, heard):
    done = run("explain", INPUT=survey_csv, FACILITY="UQ-003", LANGUAGE=ENGLISH, OUTPUT="memory:")
    (one,) = rows(done["OUTPUT"])
    assert one["text"] in heard.infos
    with pytest.raises(QgsProcessingException, match="no place with the id 'nobody'"):
        run("explain", INPUT=survey_csv, FACILITY="nobody", LANGUAGE=ENGLISH, OUTPUT="memory:")


def test_comparison_is_that_of_the_command_line(run, survey_csv, command):
    done = run("compare", INPUT=survey_csv, LANGUAGE=ENGLISH, ALL_EDITIONS=True, OUTPUT="memory:")
    found = rows(done["OUTPUT"])
    for name in ("UQ-002", "UQ-052"):
        said = command("compare", survey_csv, "--id", name, "--json")
        mine = {(o["group"], o["edition"]): o for o in found if o["id"] == name}
        differing = {
            (one["group"], one["between"][1])
            for one in said["differences"]
            if one["between"][0] == "registry-2024"
        }
        for norm in said["norms"]:
            for group, verdict in norm["verdicts"].items():
                one = mine[group, norm["edition"]]
                assert one["norm"] == verdict
                assert one["score"] == said["registry"][group]["score"]
                assert bool(one["applies"]) == norm["chosen_by_date"]
                assert bool(one["differs"]) == ((group, norm["edition"]) in differing)
    fewer = run("compare", INPUT=survey_csv, DIFFERENT=True, LANGUAGE=ENGLISH, OUTPUT="memory:")
    assert fewer["DIFFERENCES"] == fewer["OUTPUT"].featureCount()
    assert all(one["differs"] and one["applies"] for one in rows(fewer["OUTPUT"]))


def test_pairs_that_may_be_one_place(run, tmp_path):
    table = tmp_path / "twice.csv"
    table.write_text(
        "id,name,form,lon,lat,entrance1_30\n"
        "a,School 12,small,69.900000,48.9000000,yes\n"
        "b,School 12,small,69.900100,48.9000000,no\n"
        "c,School 21,small,69.900100,48.9000000,no\n"
        "d,School 12,small,69.950000,48.9000000,no\n",
        encoding="utf-8",
    )
    done = run("duplicates", INPUT=str(table), LANGUAGE=ENGLISH, OUTPUT="memory:")
    (pair,) = rows(done["OUTPUT"])
    assert done["PAIRS"] == 1
    assert {pair["id"], pair["other"]} == {"a", "b"}
    (line,) = done["OUTPUT"].getFeatures()
    # 0.0001 degrees of longitude at 48.9 N
    assert line.geometry().length() == pytest.approx(0.0001)


FOREIGN = (
    "Код;Название;Долгота;Широта;Есть ли пандус?\n"
    "1;Почта;69,90;48,90;да\n"
    "2;Банк;69,91;48,91;частично\n"
)
MAPPING = (
    '"Код" = "id"\n"Название" = "name_ru"\n"Долгота" = "lon"\n"Широта" = "lat"\n'
    '"Есть ли пандус?" = "entrance1_1"\n'
)


def test_a_foreign_table_is_read_through_a_mapping(run, tmp_path):
    table, mapping = tmp_path / "foreign.csv", tmp_path / "map.toml"
    table.write_text(FOREIGN.replace(",", "."), encoding="utf-8")
    mapping.write_text(MAPPING + "", encoding="utf-8")
    layer = QgsVectorLayer(
        f"file://{table}?type=csv&delimiter=;&detectTypes=no&geomType=none", "x", "delimitedtext"
    )
    assert layer.isValid()
    done = run("validate", INPUT=layer, MAPPING=str(mapping), LANGUAGE=ENGLISH, OUTPUT="memory:")
    codes = {one["code"] for one in rows(done["OUTPUT"])}
    assert done["RECORDS"] == 2
    assert "column_unknown" not in codes
    scored = run("score", INPUT=layer, MAPPING=str(mapping), OUTPUT="memory:")["OUTPUT"]
    points = [f.geometry().asPoint() for f in scored.getFeatures()]
    assert [(p.x(), p.y()) for p in points] == [(69.9, 48.9), (69.91, 48.91)]
    with pytest.raises(QgsProcessingException, match=r"none\.toml"):
        run("validate", INPUT=layer, MAPPING=str(tmp_path / "none.toml"), OUTPUT="memory:")


def test_a_mapping_is_proposed_and_can_be_used(run, tmp_path):
    table, mapping = tmp_path / "foreign.csv", tmp_path / "foreign.mapping.toml"
    table.write_text(FOREIGN.replace(";", "\t").replace(",", "."), encoding="utf-8")
    layer = QgsVectorLayer(
        f"file://{table}?type=csv&delimiter=%5Ct&detectTypes=no&geomType=none",
        "x",
        "delimitedtext",
    )
    done = run("suggestmapping", INPUT=layer, OUTPUT=str(mapping), TABLE="memory:")
    found = {one["column"]: one for one in rows(done["TABLE"])}
    assert done["COLUMNS"] == len(found)
    assert done["PROPOSED"] == sum(bool(one["taken"]) for one in found.values())
    ramp = found["Есть ли пандус?"]
    # "partly" is never taken for yes.
    assert "частично" in (ramp["open_words"] or "") or "yes" not in (ramp["to"] or "")
    text = mapping.read_text(encoding="utf-8")
    assert "[columns]" in text
    # Beside the table, under that ending, it is found again by the header.
    run("validate", INPUT=layer, OUTPUT="memory:")


@pytest.mark.parametrize("form", range(5))
def test_forms_on_paper(run, tmp_path, form):
    out = tmp_path / "form.html"
    run("paperform", FORM=form, LANGUAGE=0, OUTPUT=str(out))
    assert 'lang="kk"' in out.read_text(encoding="utf-8")


def test_forms_for_phones_are_those_of_the_command_line(run, tmp_path, require):
    openpyxl = pytest.importorskip("openpyxl") if not require else __import__("openpyxl")
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    run("xlsform", FORM=0, OUTPUT=str(one))
    main(["checklist", "xlsform", "small", "-o", str(other)])
    cells = [
        [list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets[:2]]
        for path in (one, other)
    ]
    assert cells[0] == cells[1]
    with pytest.raises(QgsProcessingException, match=r"\.xlsx"):
        run("xlsform", FORM=0, OUTPUT=str(tmp_path / "form.txt"))

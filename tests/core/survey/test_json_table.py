# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of open-data portals: records wherever they stand, verdicts in lists, hostile files."""

import gzip
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.cli import main
from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.survey.readers import json_table, read_survey
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Answer, Zone

RECORDS = [
    {"id": "a", "form": "small", "lon": 71.4, "lat": 51.1, "entrance1_1": "да", "Имя": "Ә"},
    {"id": "b", "form": "small", "lon": 71.5, "lat": 51.2, "entrance1_1": "нет", "Имя": None},
]


def written(path, document, encoding="utf-8"):
    path.write_bytes(json.dumps(document, ensure_ascii=False).encode(encoding))
    return path


def read(path, **more):
    findings = Findings()
    survey = read_survey(path, findings=findings, **more)
    return survey, {finding.code: finding for finding in findings}


def answer(survey, row, zone, key):
    return Answer(int(survey.answers[row, survey.column_of[Question(zone, key)]]))


@pytest.mark.parametrize(
    ("document", "besides"),
    [
        (RECORDS, None),
        (
            {"result": {"records": RECORDS, "total": 2}, "help": "x", "success": True},
            "help, success",
        ),
        ({"data": RECORDS, "totalCount": 2, "tags": [{"t": 1}]}, "totalCount, tags"),
        ({"value": RECORDS}, ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_records_wherever_they_stand(tmp_path, document, besides, encoding):
    survey, told = read(written(tmp_path / "s.json", document, encoding))
    assert survey.ids.tolist() == ["a", "b"]
    assert survey.lon.tolist() == [71.4, 71.5]
    assert [answer(survey, row, Zone.ENTRANCE1, 1) for row in (0, 1)] == [Answer.YES, Answer.NO]
    assert survey.extra["Имя"].tolist()[0] == "Ә"
    assert ("json_records" in told) is (besides is not None)
    if besides is not None:
        assert told["json_records"].details["besides"] == (besides or "-")


def test_what_lies_within_records(tmp_path):
    record = {
        "id": 7, "form": "small", "place": {"city": "X", "at": {"street": "Y"}}, "tags": ["p", "q"],
        "hours": [{"day": 1}, {"day": 2}], "empty": [], "flag": True, "big": 10**30,
        "geo": {"type": "Point", "coordinates": [71.4, 51.1]},
    }  # fmt: skip
    survey, told = read(written(tmp_path / "s.json", [record]))
    cells = {name: column[0] for name, column in survey.extra.items()}
    assert cells["place.at.street"] == "Y"
    assert cells["tags"] == "p; q"
    assert json.loads(cells["hours"]) == record["hours"]
    assert cells["big"] == 10**30
    assert (survey.lon[0], survey.lat[0]) == (71.4, 51.1)
    assert "json_point_not_taken" not in told


def test_points_that_belong_to_no_row_for_sure(tmp_path):
    many = {"id": "m", "x": 1, "g": {"type": "MultiPoint", "coordinates": [[71, 51], [72, 52]]}}
    same = {"id": "s", "x": 1, "g": {"type": "MultiPoint", "coordinates": [[71, 51], [71, 51]]}}
    odd = {"id": "o", "x": 1, "g": {"type": "Point", "coordinates": ["71", None]}}
    far = {"id": "f", "x": 1, "g": {"type": "Point", "coordinates": [10**400, 1]}}
    none = {"id": "n", "x": 1, "g": {"type": "MultiPoint", "coordinates": 1}}
    survey, told = read(written(tmp_path / "s.json", [many, same, odd, far, none]))
    assert np.isnan(survey.lon).tolist() == [True, False, True, True, True]
    assert told["json_point_not_taken"].record == "1"


def library(name, addresses, points):
    """One record in the shape of the Moscow portal."""
    return {
        "CommonName": name,
        "ObjectAddress": [
            {
                "global_id": ident,
                "Address": f"ул. {ident}",
                "Availability": [
                    {
                        "available_element": [
                            {"Area_mgn": area, "Element_mgn": element, "available_index": index}
                            for area, element, index in elements
                        ]
                    }
                ],
            }
            for ident, elements in addresses
        ],
        "geoData": {"type": "MultiPoint", "coordinates": points},
    }


DOOR, WC = "входная группа", "санитарный узел"
LEVEL, RAILS = (DOOR, "нулевой вход"), (WC, "поручни у унитаза")  # noqa: RUF001
LIBRARIES = {
    "status": 0,
    "response": [
        library("Первая", [(1, [(*LEVEL, "есть"), (WC, "ширина двери", "нет")])], [[37.6, 55.7]]),
        library(
            "Вторая",
            [
                (2, [(*LEVEL, "нет"), (*LEVEL, "нет"), (*RAILS, "есть")]),
                (3, [(*LEVEL, "нет"), (*LEVEL, "есть"), (*RAILS, "нет")]),
                (4, [(WC, "нулевой вход", "есть"), (*LEVEL, "наверное")]),
            ],
            [[37.1, 55.1], [37.2, 55.2], [37.3, 55.3]],
        ),
    ],
}


def test_verdicts_by_element(tmp_path):
    survey, told = read(written(tmp_path / "libraries.json", LIBRARIES))
    assert told["mapping_chosen"].value == "moscow_libraries.toml"
    assert survey.ids.tolist() == ["1", "2", "3", "4"]
    assert survey.text("name").tolist() == ["Первая", *["Вторая"] * 3]
    assert np.isnan(survey.lon).tolist() == [False, True, True, True]
    level = [answer(survey, row, Zone.ENTRANCE1, 1) for row in range(4)]
    assert level == [Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.UNKNOWN]
    rails = [answer(survey, row, Zone.TOILET, 30) for row in range(4)]
    assert rails == [Answer.UNKNOWN, Answer.UNKNOWN, Answer.NO, Answer.UNKNOWN]
    assert told["mapping_said_twice"].value == "1"
    assert told["answer_not_understood"].value == "наверное"
    assert {told["mapping_code_unused"].field} <= {f"{WC} / ширина двери", f"{WC} / нулевой вход"}


def test_the_real_libraries(shared, capsys):
    path = shared / "data" / "survey" / "moscow_libraries_availability.clean.json"
    survey, told = read(path)
    assert len(survey) == 17
    assert told["mapping_chosen"].value == "moscow_libraries.toml"
    # Counted by hand in the file: addresses whose verdicts on "нулевой вход" agree.
    level = survey.answers[:, survey.column_of[Question(Zone.ENTRANCE1, 1)]]
    assert ((level == Answer.YES).sum(), (level == Answer.NO).sum()) == (5, 11)
    used = sum(
        len(json.loads(cell))
        for cell in survey.extra["ObjectAddress.Availability.available_element"]
    )
    assert used == 683  # every assessment is kept
    assert main(["mapping", "check", str(path), "--json"]) == 0
    share = json.loads(capsys.readouterr().out)["forms"]["full"]
    assert share["questions_answered"] == 7
    assert 0 < share["known"] < share["asked"]


def test_a_list_longer_than_the_mapping_reads(tmp_path):
    mapping = {
        "groups": [
            {
                "count": 2, "slots": {"code": "e.{n}.c", "v": "e.{n}.v"},
                "items": [{"code": "door", "to": ["entrance1_1"], "slots": ["v"],
                           "values": {"yes": ["1"]}}],
            }
        ]
    }  # fmt: skip
    items = [{"c": "x", "v": "1"}, {"c": "y", "v": "1"}, {"c": "door", "v": "1"}]
    survey, told = read(written(tmp_path / "s.json", [{"id": 1, "e": items}]), mapping=mapping)
    assert told["json_list_cut"].value == "3"
    assert json.loads(survey.extra["e"][0]) == items


def test_registry_records_and_layers_are_what_they_were(tmp_path):
    record = {"form": "small", "zones": {"entrance1": {"attribute1": "yes"}}}
    survey, _ = read(written(tmp_path / "r.json", [record, {"x": 1, "y": 2}]))
    assert answer(survey, 0, Zone.ENTRANCE1, 1) is Answer.YES
    layer = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature", "properties": {"id": "a", "entrance1_1": "yes", "form": "small"},
                "geometry": {"type": "Point", "coordinates": [71.4, 51.1]},
            }
        ],
    }  # fmt: skip
    survey, _ = read(written(tmp_path / "l.json", layer))
    assert (survey.ids[0], survey.lon[0]) == ("a", 71.4)


def test_kobos_own_json(tmp_path):
    record = {
        "_uuid": "u-1", "_submission_time": "2026-11-20T10:00:00", "_submitted_by": "aigerim",
        "g/form": "small", "g/entrance1_1": "yes", "g/location": "51.1 71.4 0 0",
        "_validation_status": {"uid": "validation_status_approved", "label": "Approved",
                               "by_whom": "aigerim"},
        "_attachments": [{"download_url": "https://kobo/aigerim/1.jpg"}],
        "_geolocation": [51.1, 71.4],
    }  # fmt: skip
    survey, told = read(written(tmp_path / "k.json", {"count": 1, "results": [record]}))
    assert survey.ids.tolist() == ["u-1"]
    assert (survey.lon[0], survey.lat[0]) == (71.4, 51.1)
    assert survey.text("review")[0] == "submitted"
    assert "field_export_not_reviewed" in told
    assert "aigerim" not in repr([column.tolist() for column in survey.extra.values()])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"id": 1, "x": ', "no readable JSON"),
        (b"[" * 200_000, "nested deeper"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested deeper"),
        ('[{"id": 1, "имя": "ы"}]'.encode("cp1251"), "UTF-8"),
        (b'[{"id": ' + b"9" * 10_000 + b', "x": 1}]', "no readable JSON"),
        (b"\x1f\x8b\x08\x00junk", "damaged"),
        (b"[]", "is empty|no registry record"),
        (b"[1, 2]", "no registry record"),
        (b"{}", "no registry record"),
        (b"null", "no registry record"),
    ],
)
def test_broken_files_are_one_clear_line(tmp_path, content, said, capfd):
    path = tmp_path / "s.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_survey(path)
    assert main(["validate", str(path)]) == 2
    assert len(capfd.readouterr().err.strip().splitlines()) == 1


def test_hostile_sizes(tmp_path, monkeypatch):
    keys = [{f"k{n}_{m}": 1 for m in range(60)} for n in range(100)]
    with pytest.raises(InputError, match="different keys"):
        read_survey(written(tmp_path / "keys.json", keys))
    monkeypatch.setattr(json_table, "_MAX_BYTES", 100_000)
    with gzip.open(tmp_path / "bomb.json.gz", "wb") as bomb:
        bomb.write(b"[" + b" " * 200_000 + b"]")
    with pytest.raises(InputError, match="larger than"):
        read_survey(tmp_path / "bomb.json.gz")


def test_keys_twice_and_letters_that_are_none(tmp_path):
    path = tmp_path / "s.json"
    path.write_text(
        '[{"id": "a", "x": 1, "x": 2, "y": {"z": 1}, "y.z": 2, "s": "\\ud800"}]', "utf-8"
    )
    survey, told = read(path)
    assert survey.extra["x"].tolist() == [2]
    assert (told["json_key_twice"].field, told["json_path_twice"].field) == ("x", "y.z")
    assert survey.extra["s"].tolist()[0].encode("utf-8")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=8), values, max_size=5), max_size=5))
def test_any_records_give_a_row_each_or_one_line(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("j") / "s.json"
    path.write_text(json.dumps(records), "utf-8")
    try:
        survey, _ = read(path)
    except InputError:
        assert not any(len(record) > 1 for record in records)
    else:
        assert len(survey) == len(records)

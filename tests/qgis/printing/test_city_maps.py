# SPDX-License-Identifier: GPL-3.0-or-later
"""City maps in series: files, going on, what fails; categories."""

import contextlib
import subprocess

import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtGui import QColor

from accessible_core.survey.readers import read_survey
from accessible_kz_plugin.processing.citymap import main_categories

pytestmark = pytest.mark.usefixtures("provider")


def words(tool, path, page=1):
    done = subprocess.run(
        [tool("pdftotext"), "-f", str(page), "-l", str(page), str(path), "-"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return " ".join(done.stdout.split())


def series(sample_folder, folder, feedback=None, **more):
    return processing.run(
        "accessiblekz:citymaps",
        {
            "INPUT": str(sample_folder / "survey.csv"),
            "AREAS": str(sample_folder / "districts.geojson"),
            "GROUPS": [0],
            "LANGUAGES": [1, 2],
            "PLACE": "X",
            "PAGE": 1,
            "OUTPUT": str(folder),
            **more,
        },
        feedback=feedback,
    )


def test_a_file_a_district_and_language_and_going_on(sample_folder, tmp_path, tool):
    folder = tmp_path / "maps"
    feedback = QgsProcessingFeedback(False)

    def stop_after_two(_share):
        if len(list(folder.glob("*.pdf"))) > 1:
            feedback.cancel()

    feedback.progressChanged.connect(stop_after_two)
    with contextlib.suppress(QgsProcessingException):
        series(sample_folder, folder, feedback)
    # A connection that outlives the test would hold its own sender: QGIS dies of that at its end.
    feedback.progressChanged.disconnect(stop_after_two)
    assert feedback.isCanceled()
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert 0 < len(before) < 6
    done = series(sample_folder, folder, RESUME=True)
    assert done["KEPT"] == len(before)
    assert done["COUNT"] == 6 - len(before)
    assert done["FAILED"] == 0
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 6
    assert sum(name.endswith("_movement_ru.pdf") for name in names) == 3
    for name, time in before.items():
        assert (folder / name).stat().st_mtime_ns == time
    english = words(tool, folder / "Central_District_movement_en.pdf")
    assert "X - Central District" in english
    assert "Wheelchair users" in english


def test_a_map_that_fails_is_named_and_stops_no_other(sample_folder, tmp_path):
    folder = tmp_path / "maps"
    folder.mkdir()
    # A folder stands where one of the files is to be written.
    (folder / "Tobe_District_movement_en.svg").mkdir()
    heard = []

    class Feedback(QgsProcessingFeedback):
        def reportError(self, error, fatalError=False):  # noqa: ARG002, N802, N803
            heard.append(error)

    done = series(sample_folder, folder, Feedback(), LANGUAGES=[2], KIND=1)
    assert (done["COUNT"], done["FAILED"]) == (2, 1)
    assert any("Tobe_District_movement_en.svg" in line for line in heard)


def test_any_layer_lies_beneath_and_is_credited(sample_folder, tmp_path, tool):
    from qgis.core import QgsVectorLayer

    base = QgsVectorLayer(str(sample_folder / "districts.geojson"), "base", "ogr")
    symbol = base.renderer().symbol()
    symbol.symbolLayer(0).setFillColor(QColor("#123456"))
    about = base.metadata()
    about.setRights(["© Unmistakable Maps"])
    base.setMetadata(about)
    for kind in ("svg", "pdf"):
        processing.run(
            "accessiblekz:citymap",
            {
                "INPUT": str(sample_folder / "survey.csv"),
                "BASE_MAP": base,
                "OUTPUT": str(tmp_path / f"map.{kind}"),
            },
        )
    assert "#123456" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "© Unmistakable Maps" in words(tool, tmp_path / "map.pdf")


def test_only_the_chosen_categories_are_printed(sample_folder, tmp_path):
    survey = read_survey(sample_folder / "survey.csv")
    from accessible_core.survey.categories import registry_category

    for number, main in enumerate(main_categories()[:4]):
        found = [registry_category(str(one)) for one in survey.text("category")]
        wanted = sum(one is not None and main.id in (one.id, one.parent) for one in found)
        arguments = {
            "INPUT": str(sample_folder / "survey.csv"),
            "CATEGORIES": [number],
            "OUTPUT": str(tmp_path / "map.svg"),
        }
        if wanted:
            assert processing.run("accessiblekz:citymap", arguments)["PLACES"] == wanted
        else:
            with pytest.raises(QgsProcessingException, match="categories"):
                processing.run("accessiblekz:citymap", arguments)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer that tells of people: said, left out of what is made of it, and not changed."""

import pytest
from qgis.core import QgsFeature, QgsProcessingContext, QgsVectorLayer

from accessible_core.findings import Findings
from accessible_core.survey_store.store import SurveyStore
from accessible_kz_plugin.layers.survey_layer import survey_from_source

pytestmark = pytest.mark.usefixtures("qgis_app")

VALUES = {
    "id": "a", "form": "small", "surveyor_code": "V07", "volunteer_name": "Айгерім Серікқызы",
    "toilet_comment": "звонить +7 701 555-12-34", "built": "см. aigerim@example.kz",
}  # fmt: skip
SECRETS = ("Айгерім", "555-12-34", "aigerim@example.kz")


def layer():
    fields = "&".join(f"field={name}:string" for name in VALUES)
    made = QgsVectorLayer(f"Point?crs=EPSG:4326&{fields}", "people", "memory")
    feature = QgsFeature(made.fields())
    feature.setAttributes(list(VALUES.values()))
    assert made.dataProvider().addFeatures([feature])[0]
    return made


def test_the_survey_of_a_layer_holds_nobody_and_the_layer_stays(tmp_path):
    source, findings = layer(), Findings()
    read = survey_from_source(source, QgsProcessingContext(), findings)
    (told,) = [finding for finding in findings if finding.code == "personal_in_layer"]
    assert set(told.field.split(", ")) == {"volunteer_name", "toilet_comment", "built"}
    with SurveyStore.create(tmp_path / "s.gpkg", read.survey, author="C1"):
        pass
    raw = (tmp_path / "s.gpkg").read_bytes()
    hints = "".join(f"{f.value} {f.hint(lang)}" for f in findings for lang in ("kk", "ru", "en"))
    for secret in SECRETS:
        assert secret.encode() not in raw
        assert secret not in hints
    assert read.survey.facilities["surveyor_code"].tolist() == ["V07"]
    assert next(source.getFeatures()).attributes() == list(VALUES.values())
    assert read.rows == [list(VALUES.values())]

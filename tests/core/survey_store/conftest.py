# SPDX-License-Identifier: GPL-3.0-or-later
"""Small stores for tests: made once, copied for each."""

import shutil

import pytest

from accessible_core.survey_store.store import SurveyStore


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "store.gpkg"
    with SurveyStore.create(path, forms=["small"], language="en") as store:
        store.save(
            {
                "a": {"form": "small", "name": "Library", "lon": 71.4, "lat": 51.1},
                "b": {"form": "small", "name": "Clinic", "surveyor_code": "V1"},
            },
            "V1",
        )
    return path


@pytest.fixture
def copy(template, tmp_path):
    """Return a function that makes a further copy of the same store."""

    def make(name="store.gpkg"):
        return SurveyStore.open(shutil.copy(template, tmp_path / name))

    return make


@pytest.fixture
def store(copy):
    with copy() as opened:
        yield opened

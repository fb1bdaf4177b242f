# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider: all algorithms of the contract, each with name, help and picture."""

import re
from pathlib import Path

import pytest

from accessible_core.checklists import forms
from accessible_core.routing.barriers.found import BY_RULE
from accessible_core.routing.barriers.question import MEASURES
from accessible_core.routing.profiles import Profile
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.barriers import ALSO_VALUES, BY_VALUES


def test_holds_the_algorithms_of_the_contract(provider):
    have = {algorithm.name() for algorithm in provider.algorithms()}
    contract = {"score", "validate", "statistics", "buildnetwork", "route", "servicearea", "matrix",
                "barriers", "export", "citymap"}  # fmt: skip
    assert contract <= have
    more = {"networkcheck", "nearest", "access", "explain", "compare", "duplicates",
            "suggestmapping", "paperform", "xlsform"}  # fmt: skip
    assert more <= have


def test_lists_in_dialogs_are_those_of_the_core():
    assert set(common.PROFILE_VALUES) == set(Profile.names())
    assert forms() == common.FORM_VALUES
    assert set(BY_VALUES) - {""} == set(MEASURES)
    assert ALSO_VALUES == BY_RULE


def test_every_algorithm_has_name_group_help_icon_and_labelled_parameters(provider):
    for algorithm in provider.algorithms():
        assert algorithm.displayName() != algorithm.name()
        assert algorithm.group() != algorithm.groupId()
        assert len(re.sub("<[^>]*>", "", algorithm.shortHelpString())) > 80
        assert Path(algorithm.svgIconPath()).is_file()
        assert algorithm.helpUrl().startswith("file:")
        for parameter in algorithm.parameterDefinitions():
            assert parameter.description()
            assert parameter.description() != parameter.name()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_help_is_there_in_every_language(provider, language, monkeypatch):
    monkeypatch.setattr("accessible_kz_plugin.help_pages.interface_language", lambda: language)
    pages = [algorithm.shortHelpString() for algorithm in provider.algorithms()]
    assert all(page.startswith("<p>") for page in pages)
    letters = sum(len(re.findall("[\u0400-\u04ff]", page)) for page in pages)
    assert (letters > 1000) == (language != "en")

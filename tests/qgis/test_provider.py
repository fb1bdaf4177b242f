# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider: all algorithms of the contract, each with name, help and picture."""

import re
from pathlib import Path

import pytest


def test_holds_the_algorithms_of_the_contract(provider):
    have = {algorithm.name() for algorithm in provider.algorithms()}
    assert have == {
        "score",
        "validate",
        "statistics",
        "buildnetwork",
        "route",
        "export",
        "citymap",
    }


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

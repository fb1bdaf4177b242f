# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the interface is translated, compiled and in use."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "accessible_kz_plugin" / "i18n"

spec = importlib.util.spec_from_file_location(
    "update_translations", ROOT / "scripts" / "update_translations.py"
)
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)


@pytest.fixture(params=["kk", "ru"])
def language(request):
    return request.param


@pytest.fixture
def words(language):
    return script.translations(FOLDER / f"accessible_kz_{language}.ts")


def test_every_text_has_a_translation(words):
    texts = set(script.texts_in_code(script.PACKAGE))
    assert sorted(text for text in texts if not words.get(text)) == []
    assert sorted(set(words) - texts) == []


def test_values_and_file_kinds_stay(words):
    for text, said in words.items():
        for pattern in (r"\{\w+\}", r"\*\.[\w.]+"):
            assert sorted(re.findall(pattern, text)) == sorted(re.findall(pattern, said)), text
        assert ("&" in text) == ("&" in said), text


def test_compiled_files_are_up_to_date(language, tool, tmp_path):
    source, fresh = FOLDER / f"accessible_kz_{language}.ts", tmp_path / "fresh.qm"
    subprocess.run([tool("lrelease"), "-silent", str(source), "-qm", str(fresh)], check=True)
    assert fresh.read_bytes() == source.with_suffix(".qm").read_bytes()


@pytest.mark.usefixtures("qgis_app")
def test_qt_finds_the_words(language, words):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"accessible_kz_{language}.qm"))
    QCoreApplication.installTranslator(translator)
    said = QCoreApplication.translate("AccessibleKZ", "Score a survey")
    QCoreApplication.removeTranslator(translator)
    assert said == words["Score a survey"]


def test_a_text_that_is_no_literal_is_refused(tmp_path):
    (tmp_path / "x.py").write_text('tr(f"{1} place")\n', encoding="utf-8")
    with pytest.raises(ValueError, match="literal"):
        list(script.texts_in_code(tmp_path))

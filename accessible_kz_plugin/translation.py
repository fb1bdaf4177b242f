# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of the interface: `tr` at run time, the translator, the language in use."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from accessible_core.vocabulary import LANGUAGES

#: The context of all strings in ``i18n/*.ts`` (see scripts/update_translations.py).
CONTEXT = "AccessibleKZ"
_FOLDER = Path(__file__).parent / "i18n"


def tr(text: str) -> str:
    """Return `text` in the language of the interface; call it with literals only."""
    return QCoreApplication.translate(CONTEXT, text)


def interface_language() -> str:
    """Return ``kk``, ``ru`` or ``en``: as set, else QGIS's own, English for all others."""
    from accessible_kz_plugin.settings import LANGUAGE

    if LANGUAGE.get():
        return LANGUAGE.get()
    short = QgsApplication.locale().replace("-", "_").partition("_")[0].lower()
    return short if short in LANGUAGES else "en"


def install_translator() -> QTranslator | None:
    """Install the words of the interface's language; None where English is enough."""
    path = _FOLDER / f"accessible_kz_{interface_language()}.qm"
    if not path.exists():
        return None
    translator = QTranslator()
    translator.load(str(path))
    QCoreApplication.installTranslator(translator)
    return translator

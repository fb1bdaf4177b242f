# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between QGIS 3.22 and 3.44: the only module that asks for the version.

Everything else uses fully scoped enums, which work on all of them.
"""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsField
from qgis.PyQt.QtCore import QVariant

#: From here on QgsField takes QMetaType.Type and warns about QVariant.Type.
_META_TYPES = 33800


def _types() -> dict[str, Any]:
    if Qgis.QGIS_VERSION_INT >= _META_TYPES:
        from qgis.PyQt.QtCore import QMetaType

        kinds = QMetaType.Type
        return {
            "text": kinds.QString,
            "int": kinds.Int,
            "long": kinds.LongLong,
            "float": kinds.Double,
            "bool": kinds.Bool,
        }
    return {
        "text": QVariant.String,
        "int": QVariant.Int,
        "long": QVariant.LongLong,
        "float": QVariant.Double,
        "bool": QVariant.Bool,
    }


def field(name: str, kind: str) -> QgsField:
    """Return a new field; `kind` is text, int, long, float or bool."""
    return QgsField(name, _types()[kind])


def is_null(value: Any) -> bool:
    """Tell whether an attribute is QGIS's NULL, however this version hands it over."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def is_text(one: QgsField) -> bool:
    """Tell whether a field holds text."""
    return bool(one.type() == _types()["text"])

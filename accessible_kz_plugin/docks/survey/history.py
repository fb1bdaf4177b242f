# SPDX-License-Identifier: GPL-3.0-or-later
"""The history that a survey store keeps, read through QGIS: the file is open in it.

The core's own reader must not touch the file in this process (docs/survey-store.md, "Locks").
"""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsExpression, QgsFeatureRequest, QgsProviderRegistry, QgsVectorLayer

from accessible_kz_plugin.layers.survey_layer import plain_value


@dataclass(frozen=True)
class Revision:
    """One saved change of one facility.

    Attributes
    ----------
    at, author, kind, method, message : str
    changes : tuple of (field, old, new)
    """

    at: str
    author: str
    kind: str
    method: str
    message: str
    changes: tuple[tuple[str, str, str], ...]


def store_path(layer: QgsVectorLayer) -> str:
    """Return the survey store that a layer shows; empty where it is none."""
    if layer.providerType() != "ogr":
        return ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = str(parts.get("path") or "")
    named = str(parts.get("layerName") or "facilities")
    if not path.lower().endswith(".gpkg") or named != "facilities":
        return ""
    return path if _table(path, "akz_revision").isValid() else ""


def read_history(path: str, facility: str) -> list[Revision]:
    """Return what was saved of a facility, the newest first; for any thread."""
    revisions, changes = _table(path, "akz_revision"), _table(path, "akz_change")
    if not (revisions.isValid() and changes.isValid()):
        return []
    wanted = QgsFeatureRequest()
    wanted.setFilterExpression(f'"facility" = {QgsExpression.quotedString(facility)}')
    rows = sorted(revisions.getFeatures(wanted), key=lambda row: row.id(), reverse=True)
    found = []
    for row in rows:
        of_it = QgsFeatureRequest().setFilterExpression(f'"revision" = {row.id()}')
        cells = [
            tuple(_text(one[name]) for name in ("field", "old", "new"))
            for one in changes.getFeatures(of_it)
        ]
        names = ("at", "author", "kind", "method", "message")
        found.append(Revision(*(_text(row[name]) for name in names), tuple(cells)))
    return found


def _table(path: str, name: str) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr", options)


def _text(value: object) -> str:
    plain = plain_value(value)
    return "" if plain is None else str(plain)

# SPDX-License-Identifier: MIT
"""The form that QGIS and QField show for a facility: one tab a zone, in three languages.

The style (QML) lies in the table ``layer_styles`` of the GeoPackage, where QGIS
finds it by itself: one for each language, the store's own being the default. It
holds fields and form only, so symbols stay what they are. QField takes the same
form from a project that holds the layer; :func:`form_style` gives the QML for it.

Elements as QGIS 3.22 and later write them (QgsVectorLayer::writeSymbology,
QgsEditFormConfig::writeXml).
"""

from __future__ import annotations

import sqlite3
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

from accessible_core.checklists import checklist
from accessible_core.survey_store import form_widgets as widgets
from accessible_core.survey_store.form_tabs import Group, Tab, tabs_of
from accessible_core.survey_store.geopackage import register
from accessible_core.survey_store.layout import GEOMETRY, LAYER, Column
from accessible_core.vocabulary import LANGUAGES

#: Versions of QGIS ignore a style's own; this is the oldest that reads it all.
_QGIS_VERSION = "3.22.0"
#: Letters a line of a label: QGIS breaks none by itself, and one long question would
#: make the whole form wider than the screen.
_LABEL_WIDTH = 75
_STYLES_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
#: What the styles are called in QGIS's list: languages by their own names.
STYLE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def write_styles(
    db: sqlite3.Connection,
    columns: Sequence[Column],
    forms: Iterable[str],
    language: str,
    *,
    person: str = "",
) -> None:
    """Write the forms in three languages into the file; `language` is the default.

    Styles of other names that somebody has saved stay as they are; only ours are
    written anew.
    """
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone():
        db.execute(_STYLES_TABLE)
        register(db, "layer_styles", "Forms and styles of QGIS")
    names = tuple(STYLE_NAMES.values())
    db.execute(
        f"DELETE FROM layer_styles WHERE f_table_name = ? AND styleName IN {names!r}",  # nosec B608
        (LAYER,),
    )
    forms = tuple(forms)
    for one in LANGUAGES:
        qml = form_style(columns, forms, one, person=person)
        db.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner) "
            "VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '')",
            (LAYER, GEOMETRY, STYLE_NAMES[one], qml, int(one == language), one),
        )


def form_style(
    columns: Sequence[Column], forms: Iterable[str], language: str, *, person: str = ""
) -> str:
    """Return a QGIS style (QML) with the form for a layer of these columns.

    Parameters
    ----------
    columns : sequence of Column
        In the order of the layer.
    forms : iterable of str
        Checklists that are asked; a question is shown where the facility's form
        asks it.
    language : str
        ``kk``, ``ru`` or ``en``.
    person : str
        Code of who works with the form, if one person does: then it is noted
        without being asked.
    """
    body = ET.tostring(form_root(columns, forms, language, person=person), encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{body}\n"


def form_root(
    columns: Sequence[Column], forms: Iterable[str], language: str, *, person: str = ""
) -> ET.Element:
    """Return the form as the element ``qgis``, whose children stand in projects, too."""
    lists = [checklist(form) for form in forms]
    names = [column.name for column in columns if column.name != GEOMETRY]
    tabs = tabs_of(names, lists, language)
    specs = {name: widgets.widget_of(name, lists, language, person=person) for name in names}
    aliases = {field.name: field.label for tab in tabs for field in tab.fields}
    root = ET.Element(
        "qgis",
        version=_QGIS_VERSION,
        styleCategories="LayerConfiguration|Fields|Forms|AttributeTable",
    )
    _field_configuration(root, names, specs)
    _aliases(root, names, aliases)
    _defaults(root, names, specs)
    _constraints(root, names, specs)
    _editability(root, names, specs)
    for tag, value in (
        ("editform", ""), ("editforminit", ""), ("editforminitcodesource", "0"),
        ("editforminitfilepath", ""), ("editforminitcode", ""), ("featformsuppress", "0"),
        ("editorlayout", "tablayout"),
    ):  # fmt: skip
        ET.SubElement(root, tag).text = value
    form = ET.SubElement(root, "attributeEditorForm")
    for tab in tabs:
        _add_tab(form, tab, names)
    ET.SubElement(root, "previewExpression").text = name_expression(names, language)
    return root


def _field_configuration(
    root: ET.Element, names: list[str], specs: Mapping[str, widgets.Widget]
) -> None:
    configuration = ET.SubElement(root, "fieldConfiguration")
    for name in ["fid", *names]:
        field = ET.SubElement(configuration, "field", name=name, configurationFlags="None")
        spec = specs.get(name, widgets.HIDDEN)
        widget = ET.SubElement(field, "editWidget", type=spec.kind)
        config = ET.SubElement(widget, "config")
        config.append(widgets.option("", dict(spec.config)))


def _aliases(root: ET.Element, names: list[str], labels: Mapping[str, str]) -> None:
    aliases = ET.SubElement(root, "aliases")
    for index, name in enumerate(["fid", *names]):
        label = "\n".join(textwrap.wrap(labels.get(name, ""), _LABEL_WIDTH))
        ET.SubElement(aliases, "alias", index=str(index), field=name, name=label)


def _defaults(root: ET.Element, names: list[str], specs: Mapping[str, widgets.Widget]) -> None:
    defaults = ET.SubElement(root, "defaults")
    for name in names:
        spec = specs[name]
        ET.SubElement(
            defaults, "default", field=name, expression=spec.default,
            applyOnUpdate=str(int(spec.on_update)),
        )  # fmt: skip


def _constraints(root: ET.Element, names: list[str], specs: Mapping[str, widgets.Widget]) -> None:
    """Write which fields are needed, unique or of a certain shape (1, 2, 4), and how strictly."""
    constraints = ET.SubElement(root, "constraints")
    expressions = ET.SubElement(root, "constraintExpressions")
    for name in names:
        spec = specs[name]
        kinds = (1 | 2 if spec.key else 0) | (4 if spec.constraint else 0)
        hard = widgets.HARD
        ET.SubElement(
            constraints, "constraint", field=name, constraints=str(kinds),
            notnull_strength=hard if spec.key else "0",
            unique_strength=hard if spec.key else "0",
            exp_strength=(widgets.HARD if spec.hard else widgets.SOFT) if spec.constraint else "0",
        )  # fmt: skip
        ET.SubElement(
            expressions, "constraint", field=name, exp=spec.constraint, desc=spec.constraint_words
        )


def _editability(root: ET.Element, names: list[str], specs: Mapping[str, widgets.Widget]) -> None:
    editable = ET.SubElement(root, "editable")
    on_top = ET.SubElement(root, "labelOnTop")
    for name in ["fid", *names]:
        writable = name != "fid" and specs[name].editable
        ET.SubElement(editable, "field", name=name, editable=str(int(writable)))
        # Questions are long: beside the field they would leave no room for it.
        ET.SubElement(on_top, "field", name=name, labelOnTop="1")


def _add_tab(form: ET.Element, tab: Tab, names: list[str]) -> None:
    container = ET.SubElement(
        form, "attributeEditorContainer", name=tab.title, groupBox="0", showLabel="1",
        columnCount="1", visibilityExpressionEnabled=str(int(bool(tab.visible))),
        visibilityExpression=tab.visible,
    )  # fmt: skip
    for group in tab.groups:
        _add_group(container, group, names)


def _add_group(container: ET.Element, group: Group, names: list[str]) -> None:
    place = container
    if group.title or group.visible:
        place = ET.SubElement(
            container, "attributeEditorContainer", name=group.title or " ", groupBox="1",
            showLabel=str(int(bool(group.title))), columnCount="1",
            visibilityExpressionEnabled=str(int(bool(group.visible))),
            visibilityExpression=group.visible,
        )  # fmt: skip
    for field in group.fields:
        ET.SubElement(
            place, "attributeEditorField", name=field.name,
            index=str(names.index(field.name) + 1), showLabel="1",
        )  # fmt: skip


def name_expression(names: Iterable[str], language: str) -> str:
    """Return the expression by which a facility is called in lists."""
    wanted = (f"name_{language}", "name", "name_ru", "name_kk", "name_en", "id")
    have = set(names)
    parts = ", ".join(f"nullif(\"{name}\", '')" for name in wanted if name in have)
    return f"coalesce({parts})"

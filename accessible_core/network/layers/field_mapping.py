# SPDX-License-Identifier: MIT
"""Field mappings: which column of a layer is which OSM key, in which unit and which words.

A mapping is a TOML file of [[layer]] tables; docs/networks.md describes it. Those that
lie in ``mappings/`` are chosen by the columns that a layer has.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.errors import InputError, KnowledgeError
from accessible_core.files import existing_file
from accessible_core.knowledge import load_toml, locating
from accessible_core.network.rules import tag_words

_FOLDER = Path(__file__).parent
#: The order in which shipped mappings are tried: the more particular first.
_SHIPPED = ("accessible_kz", "opensidewalks", "osm", "geofabrik")

GEOMETRIES = ("lines", "points", "areas")


@dataclass(frozen=True)
class Column:
    """Where the value of one key comes from."""

    name: str
    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LayerMapping:
    """What the columns of one kind of layer mean.

    Attributes
    ----------
    title : str
        What messages call the mapping.
    geometry : str
        One of GEOMETRIES.
    file, layer : str
        Patterns (``*``) for the names of files and layers it is for.
    all_of, any_of : tuple of str
        Columns by which it is recognised; both empty: never by itself.
    columns : mapping of str to tuple of Column
        OSM key -> columns, of which the first that has a value counts.
    constant : mapping of str to str
        Tags of every feature that has no value of its own for the key.
    way_id : tuple of str
        Columns that may hold the OSM way id.
    from_node, to_node : str
        Columns that name the nodes at the ends.
    node : str
        Column that names the node a point stands for.
    node_osm_id : str
        Column with its OSM id; the word ``"itself"``: names of nodes are OSM ids.
    rim_nodes : str
        Column that names the nodes of an area's rim.
    reversed : str
        Column that is true where a line runs against its attributes (osmnx).
    hstore : str
        Column with further tags as ``"key"=>"value"``.
    keys_as_columns : bool
        Whether any other column is the OSM key that it is called.
    own : str or None
        Prefix of the columns of our own exports; None for others' layers.
    crosses, touches : bool
        See `joining.Drawing`.
    """

    title: str
    geometry: str = "lines"
    file: str = "*"
    layer: str = "*"
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)
    way_id: tuple[str, ...] = ()
    from_node: str = ""
    to_node: str = ""
    node: str = ""
    node_osm_id: str = ""
    rim_nodes: str = ""
    reversed: str = ""
    hstore: str = ""
    keys_as_columns: bool = False
    own: str | None = None
    crosses: bool = False
    touches: bool = True

    def recognises(self, columns: Iterable[str]) -> bool:
        """Tell whether a layer with these columns is one that this mapping is for."""
        held = set(columns)
        if not (self.all_of or self.any_of):
            return False
        return held.issuperset(self.all_of) and (
            not self.any_of or not held.isdisjoint(self.any_of)
        )

    def named(self) -> list[str]:
        """Return the columns that must be there."""
        found = [column.name for choice in self.columns.values() for column in choice]
        found += [self.from_node, self.to_node, self.node, self.hstore, self.rim_nodes]
        return list(dict.fromkeys(name for name in found if name))


@lru_cache(maxsize=None)
def fields() -> dict[str, Any]:
    """Return ``fields.toml``: units, words and lists of values in line layers."""
    return load_toml(_FOLDER / "fields.toml")


def read_mapping(path: str | os.PathLike[str]) -> list[LayerMapping]:
    """Read a mapping file.

    Raises
    ------
    InputError
        There is no such file.
    KnowledgeError
        It is no TOML, or holds a key or unit that no mapping has; names the line.
    """
    source = existing_file(path, "mapping file")
    with locating(source):
        return _mappings(load_toml(source), str(source))


@lru_cache(maxsize=None)
def shipped_mappings() -> tuple[LayerMapping, ...]:
    """Return the mappings that come with the library, in the order of trying."""
    found: list[LayerMapping] = []
    for name in _SHIPPED:
        path = _FOLDER / "mappings" / f"{name}.toml"
        found += _mappings(load_toml(path), str(path))
    return tuple(found)


def choose(
    mappings: Sequence[LayerMapping],
    geometry: str,
    columns: Sequence[str],
    file: str = "",
    layer: str = "",
) -> LayerMapping | None:
    """Return the mapping for a layer: the caller's first, else a shipped one that fits.

    Parameters
    ----------
    mappings : sequence of LayerMapping
        The caller's own; those for this file, layer and geometry are taken as they are.
    geometry : str
        One of GEOMETRIES.
    columns : sequence of str
    file, layer : str
        Names that the patterns of a mapping are compared with.

    Raises
    ------
    InputError
        The caller's mapping names a column that the layer does not have.
    """
    for mapping in mappings:
        meant = fnmatch.fnmatch(file, mapping.file) and fnmatch.fnmatch(layer, mapping.layer)
        if mapping.geometry == geometry and meant:
            _check_columns(mapping, columns, file or layer)
            return mapping
    fits = (m for m in shipped_mappings() if m.geometry == geometry and m.recognises(columns))
    return next(fits, None)


def _check_columns(mapping: LayerMapping, columns: Sequence[str], name: str) -> None:
    missing = [column for column in mapping.named() if column not in columns]
    if missing:
        raise InputError(
            f"{mapping.title} names the column{'s' if len(missing) > 1 else ''} "
            f"{quoted(missing)}, which {name} does not have; it has {quoted(columns) or 'none'}."
        )


def quoted(names: Iterable[str]) -> str:
    """Return names for a message, each in quotes."""
    return ", ".join(f"'{name}'" for name in names)


# -------------------------------------------------------------------- reading

#: Keys of a [[layer]] table and the type of their values.
_KEYS: dict[str, type | tuple[type, ...]] = {
    "geometry": str,
    "file": str,
    "layer": str,
    "detect": dict,
    "columns": dict,
    "constant": dict,
    "way_id": (str, list),
    "from_node": str,
    "to_node": str,
    "node": str,
    "node_osm_id": (str, bool),
    "rim_nodes": str,
    "reversed": str,
    "hstore": str,
    "keys_as_columns": bool,
    "own": str,
    "cross": str,
    "ends_on_lines": bool,
}
_COLUMN_KEYS = ("column", "unit", "values")


def _mappings(document: Mapping[str, Any], where: str) -> list[LayerMapping]:
    strange = [key for key in document if key not in ("layer", "title")]
    if strange:
        raise KnowledgeError(
            f"{where}: unknown key {quoted(strange)}; a mapping consists of [[layer]] tables "
            f"(keys {', '.join(_KEYS)}) and a title."
        )
    layers = document.get("layer")
    if not isinstance(layers, list) or not all(isinstance(table, dict) for table in layers):
        raise KnowledgeError(f"{where}: no [[layer]] table in it, which a mapping consists of.")
    title = str(document.get("title", where))
    return [
        _layer(table, title, f"{where}: layer {number}") for number, table in enumerate(layers, 1)
    ]


def _layer(table: Mapping[str, Any], title: str, where: str) -> LayerMapping:
    for key, value in table.items():
        if key not in _KEYS:
            raise KnowledgeError(f"{where}: unknown key '{key}'; known are {', '.join(_KEYS)}.")
        if not isinstance(value, _KEYS[key]):
            raise KnowledgeError(f"{where}: the value of '{key}' has the wrong type.")
    geometry = table.get("geometry", "lines")
    if geometry not in GEOMETRIES:
        raise KnowledgeError(f"{where}: geometry '{geometry}' is none of {quoted(GEOMETRIES)}.")
    cross = table.get("cross", "apart")
    if cross not in ("apart", "join"):
        raise KnowledgeError(f"{where}: cross = '{cross}' is neither 'apart' nor 'join'.")
    if bool(table.get("from_node")) != bool(table.get("to_node")):
        raise KnowledgeError(f"{where}: from_node and to_node belong together.")
    detect = table.get("detect", {})
    way_id = table.get("way_id", [])
    osm_id = table.get("node_osm_id", "")
    return LayerMapping(
        title=title,
        geometry=geometry,
        file=table.get("file", "*"),
        layer=table.get("layer", "*"),
        all_of=tuple(detect.get("all", ())),
        any_of=tuple(detect.get("any", ())),
        columns={
            key: _columns(key, entry, where) for key, entry in table.get("columns", {}).items()
        },
        constant={key: str(value) for key, value in table.get("constant", {}).items()},
        way_id=(way_id,) if isinstance(way_id, str) else tuple(way_id),
        from_node=table.get("from_node", ""),
        to_node=table.get("to_node", ""),
        node=table.get("node", ""),
        node_osm_id="itself" if osm_id is True else osm_id or "",
        rim_nodes=table.get("rim_nodes", ""),
        reversed=table.get("reversed", ""),
        hstore=table.get("hstore", ""),
        keys_as_columns=table.get("keys_as_columns", False),
        own=table.get("own"),
        crosses=cross == "join",
        touches=table.get("ends_on_lines", True),
    )


def _columns(key: str, entry: Any, where: str) -> tuple[Column, ...]:
    choices = entry if isinstance(entry, list) else [entry]
    return tuple(_column(key, choice, where) for choice in choices)


def _column(key: str, entry: Any, where: str) -> Column:
    if isinstance(entry, str):
        return Column(entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("column"), str):
        raise KnowledgeError(
            f"{where}: '{key}' must be the name of a column or a table with column = \"...\"."
        )
    strange = [name for name in entry if name not in _COLUMN_KEYS]
    if strange:
        raise KnowledgeError(
            f"{where}: unknown key {quoted(strange)} of '{key}'; known are "
            f"{', '.join(_COLUMN_KEYS)}."
        )
    unit = entry.get("unit", "")
    known = fields()["incline_units"] if key == "incline" else _length_units()
    if unit and unit not in known:
        raise KnowledgeError(f"{where}: unit '{unit}' of '{key}' is none of {quoted(known)}.")
    values = entry.get("values", {})
    if not isinstance(values, dict):
        raise KnowledgeError(f"{where}: values of '{key}' must be a table: found word = OSM word.")
    return Column(entry["column"], unit, {str(k): str(v) for k, v in values.items()})


def _length_units() -> dict[str, float]:
    units: dict[str, float] = tag_words()["length"]["centimetres_per"]
    return units

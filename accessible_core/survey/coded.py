# SPDX-License-Identifier: MIT
"""Columns of few distinct values, kept as one byte a cell.

A survey's hundreds of answer columns hold the same handful of words over and
over. Readers of large files gather them here chunk by chunk, so that neither the
file's rows nor millions of strings are ever in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Union

import numpy as np
from numpy.typing import NDArray


class CodedColumn(Sequence[Any]):
    """A column of n cells as codes into its distinct values.

    Attributes
    ----------
    codes : uint8 (n,)
        Position of each cell's value in `values`.
    values : list
        Distinct values in the order of their first coming.
    """

    def __init__(self, codes: NDArray[np.uint8], values: list[Any]) -> None:
        self.codes, self.values = codes, values

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return CodedColumn(self.codes[place], self.values)
        return self.values[self.codes[place]]

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.codes.tolist())

    def each(self, read: Callable[[Any], Any], kind: Any) -> NDArray[Any]:
        """Return ``read(cell)`` for all cells as an array (n,) of numpy type `kind`."""
        table = np.empty(len(self.values), kind)
        for place, value in enumerate(self.values):
            table[place] = read(value)
        found: NDArray[Any] = table[self.codes] if len(table) else np.empty(0, kind)
        return found


class _Numbering(dict[Hashable, int]):
    """Gives every new value the next number."""

    def __missing__(self, value: Hashable) -> int:
        number = self[value] = len(self)
        return number


class ColumnGatherer:
    """Takes a column chunk by chunk; keeps codes as long as one byte is enough.

    Parameters
    ----------
    read : callable
        Makes a cell of what the file holds (called once a distinct value while
        the column is coded).
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read
        self._numbers = _Numbering()
        self._codes = bytearray()
        self._cells: list[Any] | None = None

    def add(self, cells: Sequence[Any]) -> None:
        """Take the next cells, all of them hashable."""
        if self._cells is None:
            before = len(self._numbers)
            try:
                # bytes() of a map never leaves C but where a value is new.
                self._codes += bytes(map(self._numbers.__getitem__, cells))
            except ValueError:  # a code over 255
                # As many names as rows: each is kept as it is from here on.
                values = [self._read(value) for value in list(self._numbers)[:before]]
                self._cells = list(map(values.__getitem__, self._codes))
                self._numbers.clear()
                self._codes.clear()
            else:
                return
        self._cells.extend(map(self._read, cells))

    def column(self) -> Union[CodedColumn, list[Any]]:
        """Return all cells taken so far."""
        if self._cells is not None:
            return self._cells
        codes = np.frombuffer(bytes(self._codes), np.uint8)
        return CodedColumn(codes, [self._read(value) for value in self._numbers])

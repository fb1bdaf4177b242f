# SPDX-License-Identifier: MIT
"""The kernels as machine code: compiled at their first use, kept on disk after that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from accessible_core.extras import require
from accessible_core.routing.compiled import kernels

#: What the annotations of kernels mean to numba. Stating all types beforehand means that
#: a program waits for the compiler once, and never again for a slightly different array.
_TYPES = {
    "int": "int64",
    "float": "float64",
    "Float": "float64[::1]",
    "Int32": "int32[::1]",
    "Int64": "int64[::1]",
    "Bool": "boolean[::1]",
}


@lru_cache(maxsize=None)
def kernel(name: str) -> Callable[..., Any]:
    """Return one function of `kernels.py` as machine code.

    Raises
    ------
    MissingExtraError
        numba is not installed.
    """
    function = getattr(kernels, name)
    types = [of for what, of in function.__annotations__.items() if what != "return"]
    signature = f"({','.join(_TYPES[of] for of in types)},)"
    return machine_code(function, (kernels.push, kernels.pop), signature)


def machine_code(
    function: Callable[..., Any],
    helpers: Iterable[Callable[..., Any]] = (),
    signature: str | None = None,
) -> Callable[..., Any]:
    """Return `function` as machine code that is kept on disk where that is possible.

    Parameters
    ----------
    function : callable
    helpers : iterable of callable
        Functions that it calls.
    signature : str, optional
        Types for numba; without them they are told from the first call.

    Raises
    ------
    MissingExtraError
        numba is not installed.
    """
    numba = require("numba")
    for helper in helpers:
        require("numba.extending").register_jitable(helper)
    # Never fastmath: costs hold inf. nogil lets searches run beside each other.
    try:
        return _compiled(numba, function, signature, cache=True)
    except (OSError, RuntimeError):  # no folder can be written to that machine code is kept in
        return _compiled(numba, function, signature, cache=False)


def _compiled(
    numba: Any, function: Callable[..., Any], signature: str | None, *, cache: bool
) -> Callable[..., Any]:
    compiled: Callable[..., Any] = numba.njit(signature, nogil=True, cache=cache)(function)
    return compiled

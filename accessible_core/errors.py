# SPDX-License-Identifier: MIT
"""The few errors this library raises, each saying what was found and what to do.

Bad *data* is reported as findings (``accessible_core.findings``); an exception
means that the call itself cannot be carried out.
"""

from __future__ import annotations


class AccessibleError(Exception):
    """Base of all errors raised on purpose by this library."""


class InputError(AccessibleError):
    """A file or value given by the user cannot be read or does not fit."""


class UsageError(AccessibleError, ValueError):
    """A call with arguments that make no sense together."""


class KnowledgeError(AccessibleError):
    """A checklist, rule, profile or message file is broken; names file and key."""


class MissingExtraError(AccessibleError, ImportError):
    """An optional package is not installed; says which extra adds it."""


class OutputError(AccessibleError, OSError):
    """A result cannot be written where the user asked for it."""


class Cancelled(AccessibleError):
    """The caller asked a long piece of work to stop; nothing was written."""


#: Longest quotation of another program's error in a message of ours.
_LONGEST = 300


def one_line(said: object, longest: int = _LONGEST) -> str:
    """Return what another library said, or what stands in a file, fit for a sentence of ours.

    Line breaks and signs that would steer a terminal are gone, it is not endless, and
    the full stop is left to the sentence.
    """
    return printable(str(said).rstrip(". \n"), longest)


def printable(text: str, longest: int = _LONGEST) -> str:
    """Return a text from a file for people to see: on one line, and cut where it is long."""
    if len(text) > longest:
        text = f"{text[:longest]}..."
    if text.isprintable():
        return text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())

# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant that opens any survey: source, columns, places, findings, result.

Importing this costs nothing; the assistant's parts are imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant

#: The one assistant that is open, if any.
_SHOWN: list[Assistant] = []


def open_assistant(desktop: Any) -> Assistant:
    """Show the assistant; the one that is open already keeps what was done in it."""
    if not _SHOWN:
        from accessible_kz_plugin.open_survey.assistant import Assistant

        assistant = Assistant(desktop)
        assistant.gone.connect(_SHOWN.clear)
        _SHOWN.append(assistant)
    _SHOWN[0].open_at_work()
    return _SHOWN[0]


def let_go() -> None:
    """Take the assistant away, when the plugin is unloaded."""
    while _SHOWN:
        _SHOWN[0].let_go()

# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugin object: provider, expressions, menu, toolbar, options, made and undone.

Nothing heavy is imported here: numpy and the core come in when an algorithm runs.
"""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar

from accessible_kz_plugin import open_survey, settings
from accessible_kz_plugin.actions import action_specs
from accessible_kz_plugin.docks import shown
from accessible_kz_plugin.icons import icon
from accessible_kz_plugin.translation import install_translator, tr


class AccessibleKzPlugin:
    """What QGIS starts, asks for its Processing provider, and unloads."""

    def __init__(self, desktop: Any) -> None:
        self._iface = desktop
        self._provider: Any = None
        self._menu: QMenu | None = None
        self._toolbar: QToolBar | None = None
        self._actions: list[QAction] = []
        self._options: Any = None
        self._expressions: Any = None
        self._first_start: Any = None
        self._translator = install_translator()

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Register the algorithms; all that qgis_process asks for."""
        from accessible_kz_plugin.expressions import Expressions
        from accessible_kz_plugin.processing.provider import AccessibleKzProvider

        provider = AccessibleKzProvider()
        if provider.register():
            self._provider = provider
        self._expressions = Expressions()

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Add menu and toolbar to the desktop."""
        from accessible_kz_plugin.widgets.first_steps import FirstStart
        from accessible_kz_plugin.widgets.group_switch import GroupSwitch
        from accessible_kz_plugin.widgets.settings_page import SettingsFactory

        self.initProcessing()
        window = self._iface.mainWindow()
        self._menu = QMenu(tr("Accessible K&Z"), window)
        self._menu.setObjectName("accessible_kz_menu")
        self._menu.setIcon(icon("accessible_kz"))
        self._toolbar = self._iface.addToolBar(tr("Accessible KZ"))
        self._toolbar.setObjectName("accessible_kz_toolbar")
        for spec in action_specs():
            action = spec.build(self._iface, window)
            self._actions.append(action)
            self._menu.addAction(action)
            if spec.on_toolbar:
                self._toolbar.addAction(action)
                # Qt leaves toolbar buttons out of the way of the Tab key; these are in it.
                button = self._toolbar.widgetForAction(action)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._iface.pluginMenu().addMenu(self._menu)
        self._toolbar.addWidget(GroupSwitch(self._toolbar))
        self._options = SettingsFactory()
        self._iface.registerOptionsWidgetFactory(self._options)
        self._first_start = FirstStart(self._iface)

    def unload(self) -> None:
        """Undo everything that `initGui` and `initProcessing` did."""
        from accessible_kz_plugin.widgets import first_steps

        shown.let_go(self._iface)
        first_steps.let_go()
        if self._first_start is not None:
            self._first_start.deleteLater()
            self._first_start = None
        open_survey.let_go()
        if self._menu is not None:
            self._iface.pluginMenu().removeAction(self._menu.menuAction())
        for action in self._actions:
            action.deleteLater()
        self._actions = []
        if self._toolbar is not None:
            self._iface.mainWindow().removeToolBar(self._toolbar)
            self._toolbar.deleteLater()
            self._toolbar = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None
        if self._options is not None:
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        if self._expressions is not None:
            self._expressions.let_go()
            self._expressions = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        settings.let_go()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Work of a window in the background: progress, stopping, and errors as one clear sentence."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, Optional

from qgis.core import Qgis, QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from accessible_core.errors import AccessibleError, Cancelled
from accessible_core.progress import Progress
from accessible_kz_plugin.translation import tr

#: Done in another thread: touches neither widgets nor layers of the project.
Work = Callable[[Progress], Any]
Done = Callable[[Any], None]

_TITLE = "Accessible KZ"


class _Task(QgsTask):
    """One piece of work; `ended` is called in the main thread, whatever happened."""

    #: Python must hold a task until QGIS has told how it ended.
    running: set[_Task] = set()  # noqa: RUF012 - meant to be shared

    def __init__(self, title: str, work: Work, ended: Callable[[_Task], None]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work = work
        self._ended: Optional[Callable[[_Task], None]] = ended
        self.result: Any = None
        self.error: Exception | None = None
        self.details = ""
        _Task.running.add(self)

    def run(self) -> bool:
        """Do the work; nothing may be raised here, it would take QGIS down."""
        try:
            self.result = self._work(self._report)
        except Exception as error:  # noqa: BLE001 - told in the main thread
            self.error = error
            self.details = traceback.format_exc()
            return False
        return not self.isCanceled()

    def finished(self, successful: bool) -> None:  # noqa: ARG002 - the error tells more
        """Hand over what came of it."""
        _Task.running.discard(self)
        if self._ended is not None:
            self._ended(self)

    def let_go(self) -> None:
        """Stop as soon as possible and tell nobody."""
        self._ended = None
        self.cancel()

    def _report(self, share: float) -> bool:
        self.setProgress(100.0 * share)
        return not self.isCanceled()


class TaskRunner(QObject):
    """Runs one piece of work at a time for a window; a newer one replaces an older.

    Connect `started`, `progressed` and `ended` to what shows them (`base.TaskStrip`).
    """

    started = pyqtSignal(str)
    progressed = pyqtSignal(float)
    #: Comes after `done` or the error was told.
    ended = pyqtSignal()

    def __init__(self, desktop: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._iface = desktop
        self._task: _Task | None = None
        self._done: Done | None = None
        self._failed: Callable[[Exception], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def run(
        self,
        title: str,
        work: Work,
        done: Done,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start a piece of work.

        Parameters
        ----------
        title : str
            What it is, for QGIS's list of tasks and for the progress bar.
        work : callable
            Called with the core's progress in another thread; returns the result.
        done : callable
            Called with the result in the main thread.
        failed : callable, optional
            Called with the error after the message bar has told it; not when stopped.
        """
        if self._task is not None:
            self._task.let_go()
        self._done, self._failed = done, failed
        self._task = _Task(title, work, self._ended)
        self._task.progressChanged.connect(self.progressed)
        self.started.emit(title)
        QgsApplication.taskManager().addTask(self._task)

    def stop(self) -> None:
        """Stop what runs, on request of the user; `ended` follows."""
        if self._task is not None:
            self._task.cancel()

    def let_go(self) -> None:
        """Stop what runs and tell nobody: the window is about to go."""
        if self._task is not None:
            self._task.let_go()
            self._task = None

    def _ended(self, task: _Task) -> None:
        if task is not self._task:
            return
        self._task = None
        try:
            if task.error is None and not task.isCanceled():
                if self._done is not None:
                    self._done(task.result)
            elif task.error is not None and not isinstance(task.error, Cancelled):
                tell_error(self._iface, task.error, task.details)
                if self._failed is not None:
                    self._failed(task.error)
        finally:
            self.ended.emit()


def tell_error(desktop: Any, error: Exception, details: str = "") -> None:
    """Put an error into the message bar: one sentence, and details behind a button.

    The core's own errors are sentences already; of others only the details tell more.
    """
    bar, level = desktop.messageBar(), Qgis.MessageLevel.Warning
    if isinstance(error, AccessibleError):
        bar.pushMessage(_TITLE, str(error), level, 0)
        return
    sentence = tr("This went wrong, and nothing was changed: {error}.").replace(
        "{error}", str(error).strip().rstrip(".") or type(error).__name__
    )
    bar.pushMessage(_TITLE, sentence, details or repr(error), Qgis.MessageLevel.Critical, 0)


def tell(desktop: Any, sentence: str, *, good: bool = True) -> None:
    """Put a sentence into the message bar."""
    level = Qgis.MessageLevel.Success if good else Qgis.MessageLevel.Warning
    desktop.messageBar().pushMessage(_TITLE, sentence, level)

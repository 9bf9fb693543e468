"""Asking the desktop whether it is dark: the settings portal of freedesktop, over D-Bus."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusPendingReply,
    QDBusVariant,
)

__all__ = ["Portal"]

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
NAMESPACE, KEY = "org.freedesktop.appearance", "color-scheme"


class Portal(QObject):
    """The colour scheme of the desktop; nothing here waits for an answer.

    Signals
    -------
    schemeTold(int)
        The desktop answered, or changed it: 0 no preference, 1 dark, 2 light.
    """

    schemeTold = pyqtSignal(int)

    def __init__(
        self, bus: QDBusConnection | None = None, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus() if bus is None else bus
        self._watcher: QDBusPendingCallWatcher | None = None

    def ask(self) -> None:
        """Ask for the colour scheme, and for news of it."""
        if not self._bus.isConnected():
            return
        # No name of a service: with one, Qt waits for the bus to tell who owns it.
        self._bus.connect("", PATH, INTERFACE, "SettingChanged", self._on_setting_changed)
        message = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Read")
        message.setArguments([NAMESPACE, KEY])
        self._watcher = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        self._watcher.finished.connect(self._on_answered)

    @pyqtSlot(QDBusPendingCallWatcher)
    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        message = QDBusPendingReply(watcher).reply()
        if message.type() == QDBusMessage.MessageType.ReplyMessage:
            self._tell(message.arguments())
        watcher.deleteLater()
        self._watcher = None

    @pyqtSlot(QDBusMessage)
    def _on_setting_changed(self, message: QDBusMessage) -> None:
        arguments = message.arguments()
        if arguments[:2] == [NAMESPACE, KEY]:
            self._tell(arguments[2:])

    def _tell(self, values: list[object]) -> None:
        value = values[0] if values else None
        while isinstance(value, QDBusVariant):  # one in the other, in the answer to Read
            value = value.variant()
        if isinstance(value, int):
            self.schemeTold.emit(value)

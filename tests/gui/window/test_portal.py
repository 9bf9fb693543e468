"""With a bus of our own, and a portal on it that the test plays."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Q_CLASSINFO, QObject, QVariant, pyqtSlot
from PyQt5.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusMessage, QDBusVariant
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui.gui.window import portal
from dcsgui.gui.window.palettes import window_palette
from dcsgui.gui.window.portal import Portal
from dcsgui.gui.window.theme import Theme

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here")

NAMES = (f"test {number}" for number in itertools.count())
PREFERENCES = (0, 1, 2)


def uint32(number: int) -> QVariant:
    variant = QVariant(number)
    variant.convert(QVariant.Type.UInt)
    return variant


class PlayedPortal(QDBusAbstractAdaptor):
    """Answers as the portal of a desktop: a variant in a variant."""

    Q_CLASSINFO("D-Bus Interface", portal.INTERFACE)

    def __init__(self, parent: QObject, scheme: int) -> None:
        super().__init__(parent)
        self.scheme = scheme

    @pyqtSlot(str, str, result="QDBusVariant")
    def Read(self, namespace: str, key: str) -> QDBusVariant:
        assert (namespace, key) == (portal.NAMESPACE, portal.KEY)
        return QDBusVariant(QDBusVariant(uint32(self.scheme)))


@pytest.fixture
def address(qapp: QApplication) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def connected(address: str) -> tuple[QDBusConnection, str]:
    name = next(NAMES)
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    return bus, name


@pytest.fixture
def client(address: str) -> Iterator[QDBusConnection]:
    bus, name = connected(address)
    yield bus
    QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def desktop(address: str) -> Iterator[QDBusConnection]:
    bus, name = connected(address)
    yield bus
    QDBusConnection.disconnectFromBus(name)


def play(desktop: QDBusConnection, parent: QObject, scheme: int) -> None:
    PlayedPortal(parent, scheme)
    assert desktop.registerObject(portal.PATH, parent)
    assert desktop.registerService(portal.SERVICE)


def change(desktop: QDBusConnection, *setting: object) -> None:
    message = QDBusMessage.createSignal(portal.PATH, portal.INTERFACE, "SettingChanged")
    message.setArguments(setting)
    assert desktop.send(message)


@pytest.mark.parametrize("scheme", PREFERENCES)
def test_the_desktop_answers(
    scheme: int, desktop: QDBusConnection, client: QDBusConnection, qtbot: QtBot
) -> None:
    parent = QObject()
    play(desktop, parent, scheme)
    asked = Portal(client)
    with qtbot.waitSignal(asked.schemeTold) as told:
        asked.ask()
    assert told.args == [scheme]


def test_the_desktop_tells_of_changes(
    desktop: QDBusConnection, client: QDBusConnection, qtbot: QtBot
) -> None:
    parent = QObject()
    play(desktop, parent, 0)
    asked = Portal(client)
    with qtbot.waitSignal(asked.schemeTold):
        asked.ask()
    change(desktop, "org.gnome.desktop.interface", "font-name", QDBusVariant("Sans"))
    with qtbot.waitSignal(asked.schemeTold) as told:
        change(desktop, portal.NAMESPACE, portal.KEY, QDBusVariant(uint32(1)))
    assert told.args == [1], "and nothing of the font"


def test_without_a_portal_nothing_is_told(client: QDBusConnection, qtbot: QtBot) -> None:
    asked = Portal(client)
    asked.ask()
    watcher = asked._watcher
    assert watcher is not None
    with qtbot.assertNotEmitted(asked.schemeTold), qtbot.waitSignal(watcher.destroyed):
        pass


def test_without_a_bus_nothing_is_asked(qapp: QApplication) -> None:
    asked = Portal(QDBusConnection("no such connection"))
    asked.ask()
    assert asked._watcher is None


def test_the_window_follows(
    desktop: QDBusConnection,
    address: str,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = QPalette(qapp.palette())
    qapp.setPalette(window_palette(dark=False))
    bus, name = connected(address)
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: bus)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    parent = QObject()
    play(desktop, parent, 1)
    theme = Theme()
    theme.apply(qapp)
    assert not theme.dark
    with qtbot.waitSignal(theme.changed):
        theme.listen()
    assert theme.dark
    assert theme.state()["scheme"] == 1
    with qtbot.waitSignal(theme.changed):
        change(desktop, portal.NAMESPACE, portal.KEY, QDBusVariant(uint32(2)))
    assert not theme.dark
    qapp.setPalette(before)
    QDBusConnection.disconnectFromBus(name)

"""A person's hands: real mouse and key events, as QTest sends them.

The type information of QTest takes its functions for methods, and pytest-qt has none for them.
"""

from __future__ import annotations

from typing import Any

from PyQt5.QtTest import QTest

__all__ = ["hands"]

hands: Any = QTest

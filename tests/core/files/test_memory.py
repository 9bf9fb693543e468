"""What the system says of its memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.memory import available_memory


def test_this_system_says_it() -> None:
    if not Path("/proc/meminfo").exists():
        pytest.skip("no /proc/meminfo")
    found = available_memory()
    assert found is not None
    assert 2**20 < found < 2**60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MemTotal: 9 kB\nMemAvailable:   24048804 kB\n", 24048804 * 1024),
        ("MemTotal: 9 kB\n", None),
        ("MemAvailable: much\n", None),
        ("", None),
    ],
)
def test_what_is_read(tmp_path: Path, text: str, expected: int | None) -> None:
    (tmp_path / "meminfo").write_text(text)
    assert available_memory(str(tmp_path / "meminfo")) == expected


def test_where_it_is_not_said(tmp_path: Path) -> None:
    assert available_memory(str(tmp_path / "gone")) is None

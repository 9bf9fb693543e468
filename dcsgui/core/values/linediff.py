"""How two texts differ, line by line, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["line_difference", "lines_of"]

CONTEXT = 3
"""Equal lines around each difference."""

_Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


def lines_of(text: str) -> list[str]:
    r"""Cut a text into lines, each with its end; only ``\n`` ends a line.

    Examples
    --------
    >>> lines_of("IP\r\nCAMERA")
    ['IP\r\n', 'CAMERA']
    """
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def line_difference(a: str, b: str) -> tuple[str, ...]:
    r"""Return the unified difference of two texts, as ``diff -u`` has it; empty if they are equal.

    Each line ends as the line of the text does, but for its ``\n``: a ``\r`` is still there. Where
    a text ends without one, ``\ No newline at end of text`` says so.

    Examples
    --------
    >>> for line in line_difference("IP 0\nCAM 1\n", "IP 0\nCAM 2"):
    ...     print(line)
    @@ -1,2 +1,2 @@
     IP 0
    -CAM 1
    +CAM 2
    \ No newline at end of text
    """
    before, after = lines_of(a), lines_of(b)
    found: list[str] = []
    for group in _groups(_opcodes(before, after)):
        first, last = group[0], group[-1]
        found.append(f"@@ -{_span(first[1], last[2])} +{_span(first[3], last[4])} @@")
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                found += _marked(" ", before[a1:a2])
            else:
                found += [*_marked("-", before[a1:a2]), *_marked("+", after[b1:b2])]
    return tuple(found)


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[_Opcode]:
    """Compare what is between the lines that both begin and end with."""
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    found: list[_Opcode] = [("equal", 0, head, 0, head)] if head else []
    matcher = SequenceMatcher(None, middle_a, middle_b)
    found += [
        (tag, a1 + head, a2 + head, b1 + head, b2 + head)
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
    ]
    if tail:
        found.append(("equal", len(a) - tail, len(a), len(b) - tail, len(b)))
    return found


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the equal lines that two lists begin with."""
    most = min(len(a), len(b))
    return next((i for i in range(most) if a[i] != b[i]), most)


def _groups(opcodes: list[_Opcode]) -> Iterator[list[_Opcode]]:
    """Group what differs with a little of what is around it."""
    group: list[_Opcode] = []
    for number, (tag, a1, a2, b1, b2) in enumerate(opcodes):
        if tag != "equal":
            group.append((tag, a1, a2, b1, b2))
            continue
        length, is_last = a2 - a1, number == len(opcodes) - 1
        if group and not is_last and length <= 2 * CONTEXT:
            group.append((tag, a1, a2, b1, b2))
            continue
        if group:
            kept = min(CONTEXT, length)
            yield [*group, (tag, a1, a1 + kept, b1, b1 + kept)]
        kept = min(CONTEXT, length)
        group = [] if is_last else [(tag, a2 - kept, a2, b2 - kept, b2)]
    if group:
        yield group


def _span(start: int, stop: int) -> str:
    length = stop - start
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line.removesuffix(chr(10))}"
        if not line.endswith("\n"):
            yield "\\ No newline at end of text"

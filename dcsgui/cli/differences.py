"""How differences look to a person: a summary first, then node by node."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.cli.forms import form_text
from dcsgui.cli.tables import Column, Table
from dcsgui.core.actions.answers.diffs import (
    Compared,
    Comparison,
    ConstantsDifference,
    How,
    In,
    NodeDifference,
    Side,
)
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.core.values.counts import NumberDifference
from dcsgui.core.values.isotext import iso_text_of_ns

__all__ = ["comparison_parts", "side_lines"]

NODES, LINES, PANELS = 50, 40, 24
"""So many nodes, lines of a text and panels of an array are shown unless all are asked for."""

MARKS = {In.BOTH: "~", In.A: "-", In.B: "+"}


def side_lines(a: Side, b: Side) -> Iterator[str]:
    """Say what A and B are."""
    for name, side in (("A", a), ("B", b)):
        path = "/".join((side.detname, *side.path))
        when = "" if side.at_ns is None else f" at {iso_text_of_ns(side.at_ns)}"
        yield f"{name}  {path}{when}  ({side.file})"


def comparison_parts(found: Comparison, *, whole: bool) -> Iterator[str | Table]:
    """Show how two nodes differ."""
    yield from side_lines(found.a, found.b)
    yield _summary(found)
    most = len(found.nodes) if whole else NODES
    for node in found.nodes[:most]:
        yield ""
        yield _title(node)
        yield from _details(node, whole=whole)
    if len(found.nodes) > most:
        yield f"\n... and {len(found.nodes) - most} more differences; -a shows all."


def _summary(found: Comparison) -> str:
    words = _compared(found.compared)
    if found.same:
        return f"The same: {words}."
    count = {side: sum(one.side is side for one in found.nodes) for side in In}
    both = count[In.BOTH]
    said = [f"{both} node{' differs' if both == 1 else 's differ'}"] if both else []
    said += [f"{count[side]} {side.value}" for side in (In.A, In.B) if count[side]]
    compared = f" Compared: {words}." if found.compared != Compared() else ""
    return f"Different: {', '.join(said)}.{compared}"


def _compared(one: Compared) -> str:
    counts = ((one.types, "type"), (one.ranges, "range"), (one.versions, "version"))
    words = [counted(n, what) for n, what in counts if n]
    words.append(f"constants of {one.identical} identical")
    if one.close:
        words.append(f"of {one.close} within the tolerance")
    return ", ".join(words)


def _title(node: NodeDifference) -> str:
    path = node.a if node.a is not None else node.b or ()
    title = f"{MARKS[node.side]} {node.level} {'/'.join(path)}".rstrip()
    other = node.b if node.a is not None and node.b is not None and node.b != node.a else None
    title += f" | {'/'.join(other)}" if other is not None else ""
    numbers = [f"v{number}" for number in (node.versind_a, node.versind_b) if number]
    title += f" ({' | '.join(dict.fromkeys(numbers))})" if numbers else ""
    if node.side is In.BOTH:
        return title
    return f"{title}  {node.side.value}"


def _details(node: NodeDifference, *, whole: bool) -> Iterator[str | Table]:
    if node.side is not In.BOTH and node.level != "version":
        yield f"  {counted(node.nversions, 'version')}, {size_text(node.nbytes)}"
    if node.note:
        yield f"  {node.note}"
    table = Table(("  what", Column("A", cut=True), Column("B", cut=True)))
    for one in node.facts:
        table.rows.append((f"  {one.key}", _flat(one.before), _flat(one.after)))
    for one in node.parameters:
        table.rows.append((f"  parameter {one.key}", _flat(one.before), _flat(one.after)))
    yield table
    for record in node.records:
        who = "@".join(word for word in (record.user, record.host) if word)
        text = " ".join(f"{record.action} {record.comment}".split())
        yield f"  {record.side.value}: {iso_text_of_ns(record.tstamp_ns)} {who} {text}"
    if node.constants is not None:
        yield from _constants(node.constants, whole=whole)


def _flat(text: str | None) -> str:
    return "none" if text is None else " ".join(text.split()) or '""'


def _constants(one: ConstantsDifference, *, whole: bool) -> Iterator[str | Table]:
    forms = [form_text(form.kind, form.shape, form.dtype) for form in (one.a, one.b)]
    yield f"  constants: {one.how.value} ({' | '.join(dict.fromkeys(forms))})"
    if one.problem:
        yield f"  {one.problem}"
    if one.numbers is not None and one.how is How.NUMBERS:
        yield f"  {_numbers(one.numbers)}"
        yield from _panels(one, whole=whole)
        yield from _bits(one)
    most = len(one.lines) if whole else LINES
    yield from (f"  {line}" for line in one.lines[:most])
    if len(one.lines) > most:
        yield f"  ... and {len(one.lines) - most} more lines; -a shows all."


def _numbers(one: NumberDifference) -> str:
    words = f"{one.ndiffer} of {one.n} numbers differ"
    if one.nnotfinite:
        words += f", {one.nnotfinite} of them where one is NaN or infinite"
    if one.max_abs is None or one.mean is None or one.rms is None:
        return words
    where = "" if one.where is None else f" at {list(one.where)}"
    return f"{words}; B - A: max {one.max_abs:g}{where}, mean {one.mean:.4g}, rms {one.rms:.4g}"


def _panels(one: ConstantsDifference, *, whole: bool) -> Iterator[str | Table]:
    differ = [panel for panel in one.panels if panel.numbers.ndiffer]
    differ.sort(key=lambda panel: -(panel.numbers.max_abs or 0))
    columns = (Column(name, right=True) for name in ("differ", "max", "mean", "rms"))
    table = Table(("  panel", "gain", *columns, "at (row, column)"))
    for panel in differ if whole else differ[:PANELS]:
        numbers = panel.numbers
        stats = (_short(each) for each in (numbers.max_abs, numbers.mean, numbers.rms))
        where = "" if numbers.where is None else ", ".join(map(str, numbers.where))
        index = ", ".join(map(str, panel.index))
        table.rows.append((f"  {index}", panel.gain, str(numbers.ndiffer), *stats, where))
    yield table
    if len(differ) > len(table.rows):
        yield f"  ... and {len(differ) - len(table.rows)} more panels; -a shows all."


def _bits(one: ConstantsDifference) -> Iterator[str | Table]:
    columns = [Column(name, right=True) for name in ("cleared", "newly set")]
    bits = Table(("  bit", *columns))
    bits.rows.extend((f"  {each.bit}", str(each.cleared), str(each.set)) for each in one.bits)
    yield bits
    values = Table(("  value in A", "value in B", Column("how often", right=True)))
    values.rows.extend((f"  {v.before}", str(v.after), str(v.n)) for v in one.values)
    yield values
    if one.nvalues > len(one.values):
        yield f"  ... and {one.nvalues - len(one.values)} more changes of value."


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"

"""The reference of the command line, made of its help: ``python -m dcsgui.cli.reference``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dcsgui.cli.catalogue import SECTIONS, VERBS
from dcsgui.cli.failures import MEANINGS
from dcsgui.cli.group import command_of, dcs
from dcsgui.cli.shapes import Shape, shapes_of
from dcsgui.cli.verb import Verb

__all__ = ["PAGE", "reference"]

PAGE = Path(__file__).parent / "REFERENCE.md"
"""Where the reference is kept."""

WIDTH = 88


def reference() -> str:
    """Write the reference as Markdown: each verb's help, exit statuses, shapes of JSON."""
    shapes: dict[str, Shape] = {}
    return "\n".join([*_intro(), *_verbs(shapes), *_shapes(shapes)])


def _intro() -> Iterator[str]:
    yield "# The command line `dcs`"
    yield ""
    yield "Made of `--help` by `python -m dcsgui.cli.reference`; a test compares it."
    yield ""
    yield from _help(dcs, "dcs")
    yield "## Exit status"
    yield ""
    yield from ("| status | means |", "| --- | --- |")
    yield from (f"| {status.value} | {meaning} |" for status, meaning in MEANINGS.items())
    yield ""
    yield "## Completion"
    yield ""
    yield "Verbs, options, detectors and types are completed after this, in the file that your"
    yield "shell reads at its start:"
    yield ""
    yield from ("```sh", 'eval "$(_DCS_COMPLETE=bash_source dcs)"  # ~/.bashrc')
    yield from ('eval "$(_DCS_COMPLETE=zsh_source dcs)"   # ~/.zshrc', "```", "")


def _verbs(shapes: dict[str, Shape]) -> Iterator[str]:
    for section in SECTIONS:
        yield f"## {section}"
        yield ""
        for name, entry in VERBS.items():
            if entry.section == section:
                yield from _verb(command_of(name), f"dcs {name}", shapes)


def _verb(command: click.Command, called: str, shapes: dict[str, Shape]) -> Iterator[str]:
    yield f"### {called}"
    yield ""
    yield from _help(command, called)
    if isinstance(command, Verb):
        shapes |= shapes_of(command.answer)
        name = command.answer.__name__
        what = f"A list of [`{name}`](#{name.lower()})" if command.many else _linked(f"`{name}`")
        yield f"JSON: {what}."
        yield ""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _verb(inner, f"{called} {name}", shapes)


def _help(command: click.Command, called: str) -> Iterator[str]:
    ctx = click.Context(command, info_name=called, terminal_width=WIDTH)
    ctx.help_option_names = ["-h", "--help"]
    yield "```text"
    yield command.get_help(ctx)
    yield from ("```", "")


def _shapes(shapes: dict[str, Shape]) -> Iterator[str]:
    yield "## JSON"
    yield ""
    yield "With `--json` a verb prints its answer, one of these objects or a list of them. Fields"
    yield "are only ever added. Times are whole nanoseconds since 1970, UTC, with their ISO text"
    yield 'beside them; NaN is `null`, infinities are `"inf"` and `"-inf"`.'
    yield ""
    for _, shape in sorted(shapes.items()):
        yield f"### {shape.name}"
        yield ""
        yield shape.summary
        yield ""
        yield from ("| field | holds | meaning |", "| --- | --- | --- |")
        for one in shape.fields:
            yield f"| `{one.name}` | {_linked(one.kind)} | {_cell(one.meaning)} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _linked(kind: str) -> str:
    """Lead from the name of an object to its shape."""
    pieces = kind.split("`")
    return "".join(
        f"[`{piece}`](#{piece.lower()})" if number % 2 else piece
        for number, piece in enumerate(pieces)
    )


if __name__ == "__main__":
    PAGE.write_text(reference(), "utf-8")

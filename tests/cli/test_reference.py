"""The reference is that of the commands there are."""

from __future__ import annotations

import click
import pytest

from dcsgui.cli.catalogue import SECTIONS, VERBS
from dcsgui.cli.group import command_of
from dcsgui.cli.reference import PAGE, reference
from dcsgui.cli.verb import Verb


def test_the_page_is_up_to_date() -> None:
    same = PAGE.read_text("utf-8") == reference()
    assert same, "make it anew: python -m dcsgui.cli.reference"


def verbs() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name in VERBS:
        command = command_of(name)
        members = command.commands if isinstance(command, click.Group) else {"": command}
        found += [(f"{name} {inner}".strip(), one) for inner, one in members.items()]
    return found


@pytest.mark.parametrize(("name", "command"), verbs())
def test_each_verb_has_help_an_example_and_json(name: str, command: click.Command) -> None:
    assert isinstance(command, Verb)
    assert f"dcs {name}" in (command.help or "")
    assert all(
        getattr(parameter, "help", "") or isinstance(parameter, click.Argument)
        for parameter in command.params
    )


def test_each_verb_is_in_a_section_under_its_own_name() -> None:
    assert {entry.section for entry in VERBS.values()} == set(SECTIONS)
    for name in VERBS:
        assert command_of(name).name == name


CHANGING = (
    "create", "add", "default", "meta set", "meta unset", "delete", "restore", "purge", "undo",
    "push", "pull", "apply", "alias add", "alias rm", "links", "repack", "import-legacy",
    "convert",
)  # fmt: skip


@pytest.mark.parametrize("name", CHANGING)
def test_whatever_changes_something_takes_a_comment_and_can_be_tried(name: str) -> None:
    command = dict(verbs())[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"--dry-run", "-m"} <= options

"""Arguments and options that several verbs have, and how they are completed."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

__all__ = [
    "calib_option",
    "comment_option",
    "ctype_argument",
    "det_argument",
    "dry_run_option",
    "node_argument",
    "time_option",
    "yes_option",
]


def _detectors(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from dcsgui.cli.completing import detectors

    return [CompletionItem(one) for one in detectors(ctx.params.get("calib"), incomplete)]


def _ctypes(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from dcsgui.cli.completing import ctypes

    given = ctx.params
    return [
        CompletionItem(one) for one in ctypes(given.get("calib"), given.get("det"), incomplete)
    ]


det_argument = click.argument("det", shell_complete=_detectors)
"""DET: a detector by name, alias or file."""

node_argument = click.argument(
    "node", metavar="DET[/CTYPE[/RANGE[/VERS]]]", shell_complete=_detectors
)
"""A detector, or what is in it."""

ctype_argument = click.argument("ctype", shell_complete=_ctypes)
"""CTYPE: a calibration type."""

calib_option = click.option(
    "-c",
    "--calib",
    metavar="PLACE",
    help="Place to look in: repo (if none is said), exp:EXPERIMENT, local:DIR, or a directory.",
)
time_option = click.option(
    "-t",
    "--time",
    "time",
    metavar="TIME",
    required=True,
    help="When: ISO 8601 (local if it has no zone), Unix seconds, a run (xpptut15:260), or now.",
)
comment_option = click.option(
    "-m", "--comment", metavar="TEXT", default="", help="Why, for the history."
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Only say what would be done; change nothing."
)
yes_option = click.option("-y", "--yes", is_flag=True, help="Don't ask.")

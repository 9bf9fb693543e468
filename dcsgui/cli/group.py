"""The command `dcs` itself: it imports a verb when it is called, so that it starts fast."""

from __future__ import annotations

from importlib import import_module

import click
from click.shell_completion import CompletionItem

from dcsgui.cli.catalogue import SECTIONS, VERBS
from dcsgui.cli.examples import kept_examples

__all__ = ["Verbs", "command_of", "dcs"]


def command_of(name: str) -> click.Command:
    """Import the command of a verb."""
    module = import_module(f"dcsgui.cli.verbs.{name.replace('-', '_')}")
    found = module.command
    if not isinstance(found, click.Command):
        raise TypeError(f"{module.__name__}.command is no command")
    return found


class Verbs(click.Group):
    """The verbs, by the sections of the catalogue."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the verbs."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb."""
        del ctx
        return command_of(cmd_name) if cmd_name in VERBS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for one that there is not, name the nearest."""
        if args and args[0] not in VERBS and args[0][:1] != "-":
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " See dcs --help."
            raise click.UsageError(f"There is no verb '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the verbs that begin like that, without importing them."""
        found = [
            CompletionItem(name, help=entry.summary)
            for name, entry in VERBS.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs section by section."""
        del ctx
        for section in SECTIONS:
            rows = [(name, e.summary) for name, e in VERBS.items() if e.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)


@kept_examples
@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dcsgui", prog_name="dcs")
def dcs() -> None:
    """Browse and change the Detector Calibration Store.

    The constants of a detector (pedestals, gains, masks, geometry) are in one file, by type, range
    of validity in time, and version. DET names a detector (cspad-0001), an alias of one, or a
    file; what is in it follows after slashes: cspad-0001/pedestals/2016-10-27/1. Places are named
    with -c: repo (also where nothing is said), exp:xpptut15, local:DIR, or a directory.

    dcs ls                                    what is in the repository
    dcs get cspad-0001 pedestals -t now       the constants that are valid now
    dcs explain cspad-0001 pedestals -t now   and why those
    dcs VERB --help                           more about a verb

    A TIME is ISO 8601 (local where it has no zone), Unix seconds, a run (xpptut15:260), or now.
    """

"""Which verbs there are, what each does in a line, and where it is: without importing any."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["SECTIONS", "VERBS", "Entry"]


class Entry(NamedTuple):
    """A verb in the list of verbs; its command is named like its module, in `dcsgui.cli.verbs`."""

    section: str
    summary: str


LOOK, ANSWERS, CHANGE, EXCHANGE, CARE = SECTIONS = (
    "Look at what there is",
    "Ask what is valid when",
    "Change a detector's constants",
    "Exchange between files and places",
    "Older formats, and care",
)

VERBS = {
    "ls": Entry(LOOK, "List places, detectors, types, ranges or versions."),
    "tree": Entry(LOOK, "Show all that a detector has, level by level."),
    "info": Entry(LOOK, "Tell all facts of a detector, type, range or version."),
    "history": Entry(LOOK, "Show who did what, when and why; add a comment."),
    "diff": Entry(LOOK, "Compare two detectors, files, versions or times."),
    "get": Entry(ANSWERS, "Get the constants that are valid at a time."),
    "explain": Entry(ANSWERS, "Say which constants are valid at a time, and why."),
    "timeline": Entry(ANSWERS, "List the stretches of time and what each answers."),
    "create": Entry(CHANGE, "Make a detector, or an empty type or range of one."),
    "add": Entry(CHANGE, "Add constants from a file of numbers or text."),
    "default": Entry(CHANGE, "Set or release the default version of a range."),
    "ends": Entry(CHANGE, "Give a range another begin and end."),
    "meta": Entry(CHANGE, "Get, set, rename and unset parameters."),
    "delete": Entry(CHANGE, "Delete types, ranges or versions; they can be restored."),
    "restore": Entry(CHANGE, "Put back what was deleted."),
    "purge": Entry(CHANGE, "Remove for ever what was deleted."),
    "undo": Entry(CHANGE, "Take back the last change of a detector, or any."),
    "push": Entry(EXCHANGE, "Transfer constants to another place: plan, question, apply."),
    "pull": Entry(EXCHANGE, "Fetch constants from another place: plan, question, apply."),
    "plan": Entry(EXCHANGE, "Say what a transfer would do, and save that as a file."),
    "apply": Entry(EXCHANGE, "Do exactly what a saved plan says."),
    "alias": Entry(EXCHANGE, "List, add, remove and resolve aliases."),
    "links": Entry(EXCHANGE, "Show or set predecessors and successors."),
    "access": Entry(CARE, "Say who may change what, and why you may not."),
    "check": Entry(CARE, "Look for damage and for what does not belong."),
    "repack": Entry(CARE, "Give back the space of what was purged or replaced."),
    "import-legacy": Entry(CARE, "Take over an LCLS calibration directory."),
    "export-text": Entry(CARE, "Write constants as text files."),
    "convert": Entry(CARE, "Change a file from one layout to the other."),
}

"""What a transfer has done."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.plans import Choice, Item, Path, Policy, Selection
from dcsgui.core.actions.answers.timelines import AnswerChange

__all__ = ["Applied", "How"]


@dataclass(frozen=True, slots=True)
class How:
    """How a transfer is to be planned.

    Attributes
    ----------
    selection : Selection
        What is meant below the source.
    policy : Policy
        What is to be done about conflicts.
    default : bool
        Whether defaults of ranges that the destination has may be moved.
    other_detector : bool
        Whether the destination may be of another detector that is not linked with the source's.
    choices : tuple of Choice
        Single conflicts about which something else is to be done, and single refusals that are to
        be left out. What is in no conflict by now needs none: that choice does nothing.
    defaults : tuple of Path
        Versions by their paths in the source, at most one for a range: each becomes the default
        of its range at the destination, also if another one is set there: that is no conflict,
        because it is asked for. In the repository it takes a reason if the range is there already.
    into : tuple of str
        A range of the destination, ``(ctype, range)``, that is there: all versions that are meant
        go into it; they are of that type. Nothing else is transferred with them. It may be one of
        the same file, which gets a copy then.
    """

    selection: Selection = Selection()  # noqa: RUF009 - it is frozen
    policy: Policy = Policy.FAIL
    default: bool = False
    other_detector: bool = False
    choices: tuple[Choice, ...] = ()
    defaults: tuple[Path, ...] = ()
    into: Path = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """What was transferred, or would be.

    Attributes
    ----------
    plan_id : str
        Of the plan that was carried out.
    source, destination : str
        Absolute paths of the files.
    done : tuple of Item
        What was carried out; none if all of it was there already.
    left_out : tuple of Item
        What is in conflict or refused, and was left as it is.
    nbytes : int
        Of the constants that were written.
    verified : int
        Versions whose constants were read back from the destination and compared by SHA-256.
    changes : tuple of AnswerChange
        The stretches of time at which the destination answers something else now.
    generation : int
        Of the destination afterwards; 0 where it was not made.
    dry_run : bool
        Nothing was done; the rest is what would be.
    agreed : bool
        Whether it was agreed to; if not, nothing was done.
    notes : tuple of str
        Sentences on what could not be done besides, e.g. a record in the source's history.
    change : int
        The number under which the destination remembers how to take it back; 0 if nothing was
        changed.
    source_change : int
        The same of the record in the history of the source; 0 if none was written now.
    """

    plan_id: str
    source: str
    destination: str
    done: tuple[Item, ...] = ()
    left_out: tuple[Item, ...] = ()
    nbytes: int = 0
    verified: int = 0
    changes: tuple[AnswerChange, ...] = ()
    generation: int = 0
    dry_run: bool = False
    agreed: bool = True
    notes: tuple[str, ...] = ()
    change: int = 0
    source_change: int = 0

"""Items about versions that all go into one range of the destination, whichever they are from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dcsgui.core.actions.answers.plan_items import Item, ItemKind, State
from dcsgui.core.actions.answers.selections import Path
from dcsgui.core.actions.planning.arrivals import Arrivals
from dcsgui.core.actions.planning.default_items import default_items
from dcsgui.core.actions.planning.digests import Checked
from dcsgui.core.actions.planning.facts import Facts, TypeFacts
from dcsgui.core.actions.planning.range_model import RangeModel
from dcsgui.core.actions.planning.situation import Situation
from dcsgui.core.actions.planning.version_items import VersionWork
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot
from dcsgui.core.values.errors import BadValue

__all__ = ["into_items"]


def into_items(
    one: TypeFacts, facts: Facts, situation: Situation, checked: Mapping[Path, Checked]
) -> Iterator[Item]:
    """Go through the items: each range of the source, its versions, and last one default.

    `BadValue` if defaults may be moved, and it is not said which of several.
    """
    works: list[VersionWork] = []
    there = one.ranges[0].into if one.ranges else None
    if there is None:
        return
    _check_one_default(one, situation)
    arrivals = Arrivals.of(RangeModel.of(there), one.ranges, situation)
    for inner in one.ranges:
        item = _range_item(one.ctype, inner.pair.source, situation.into)
        yield item
        works.append(VersionWork(item, inner, facts, situation, checked, arrivals))
        yield from works[-1].items()
    yield from default_items(_deciding(works, situation, there.pinned), situation)


def _range_item(ctype: str, source: RangeSnapshot, into: Path) -> Item:
    return Item(
        ItemKind.RANGE,
        (ctype, source.name),
        into,
        State.IDENTICAL,
        begin_ns=source.begin_ns,
        end_ns=None if source.end_ns == OPEN_NS else source.end_ns,
    )


def _deciding(works: Sequence[VersionWork], situation: Situation, pinned: str) -> VersionWork:
    """Choose the range of the source that has a say in the default."""
    replacing = works[0].arrivals.replaced.get(pinned, ())
    asked = (work for work in works if work.range_item.path in situation.defaults)
    following = (work for work in works if work.range_item.path == replacing[:-1])
    return next(asked, None) or next(following, works[0])


def _check_one_default(one: TypeFacts, situation: Situation) -> None:
    if situation.default and not situation.defaults and len(one.ranges) > 1:
        raise BadValue(
            f"Versions of {len(one.ranges)} ranges go into {'/'.join(situation.into)}, and it is "
            f"not said which default that is to have; name the version (--make-default)."
        )

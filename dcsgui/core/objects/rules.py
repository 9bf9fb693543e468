"""What the layout and the place of a file ask for: so it is refused at once, not at `save`."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.files.layouts import layout_class
from dcsgui.core.files.records import LayoutName
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

_FIRST_TIME = 1_000_000
"""Whole numbers below this are version numbers where files have them, not times in 1970."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a file.

    Attributes
    ----------
    layout : LayoutName
        What stands alone follows those of the native layout.
    repository : bool
        Nothing changes what `get` answers by itself, and who sets a default has to say why.
    """

    layout: LayoutName = LayoutName.NATIVE
    repository: bool = False

    @property
    def older(self) -> bool:
        """Whether the file has the layout of the older code."""
        return self.layout is LayoutName.PSCALIB

    def check_ctype(self, ctype: str) -> None:
        """Refuse a type that the file can't hold."""
        layout_class(self.layout).check_ctype(ctype)

    def range_name(self, validity: Validity) -> str:
        """Name a range as the layout does."""
        return layout_class(self.layout).range_name(validity)

    def version_name(self, now: str, tsvers: Timestamp) -> str:
        """Name a version that is called `now` by then, when it gets another production time."""
        return now if self.older else tsvers.text

    def is_number(self, vers: object) -> bool:
        """Whether a new version is given its number by that, rather than its production time."""
        return (
            self.older
            and isinstance(vers, int)
            and not isinstance(vers, bool)
            and 0 < vers < _FIRST_TIME
        )

    def check_reason(self, comment: str) -> None:
        """Refuse a change of default without a reason, where one is asked for."""
        if self.repository and not comment.strip():
            raise BadValue(
                "The repository asks for a reason when a default is set; give a comment."
            )


ALONE = Rules()

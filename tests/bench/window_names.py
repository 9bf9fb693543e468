"""What is done in the window, in words: the lines of the table, and what the gaps go by."""

from __future__ import annotations

UP = "the window coming up"
OPENED = "open a file with 8 types to an expandable tree"
LISTED = "list a type with 250 ranges, all versions known"
EXPANDED = "expand a node with 10,000 children"
TREE = "scroll the tree by a page"
TABLE = "scroll the table by a page"
WHOLE = "list all versions of a file with 8 types"
REFRESHED = "list them again, after the file was touched"
SELECTED = "select (3, 8, 512, 1024) f4, all panels of a gain mode painted"
NEXT = "the next version of the same type"
DRAGGED = "drag a level over it, a frame"
GAIN = "change the gain mode, painted"
PANEL = "change the panel, painted"
SLOW = "while the reader takes 3 s"
LARGE = ", in a window of 3800 x 2000"
"""Added to what is done in such a window."""

AFTER = "what goes on after something was done"

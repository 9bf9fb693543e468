"""The plan of a transfer: what of a source goes to a destination, and what stands in the way.

`making` makes it: `compared` reads both sides and says how each thing of the source (`selected`)
stands to the destination (`matching`); `items` says what the policy does with it; `outcome` how
the answers change. `plan_files` keeps it as a file.
"""

from dcsgui.core.actions.planning.making import destination_in, make_plan, plan_to
from dcsgui.core.actions.planning.plan_files import load_plan, save_plan

__all__ = ["destination_in", "load_plan", "make_plan", "plan_to", "save_plan"]

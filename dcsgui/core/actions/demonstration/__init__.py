"""The demonstration: places with detectors that look like real ones, made on the spot.

What there is says the recipe, ``resources/demonstration/*.toml``.
"""

from dcsgui.core.actions.demonstration.making import make

__all__ = ["make"]

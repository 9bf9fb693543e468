"""Comparing two nodes of detector files: what `dcsgui.core.actions.diff` is made of."""

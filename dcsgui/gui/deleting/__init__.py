"""Deleting so that it can be restored, and the view of what was deleted."""

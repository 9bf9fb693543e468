"""Doing, undoing and redoing changes: one stack for a window, each change a job."""

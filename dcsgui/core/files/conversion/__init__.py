"""Changing a detector file from one layout to the other without loss."""

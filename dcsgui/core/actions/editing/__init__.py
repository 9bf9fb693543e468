"""Changing detector files: each action is one transaction, and says which answers it changes."""

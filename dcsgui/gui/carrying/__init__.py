"""Carrying constants from place to place: drag and drop, clipboard, promote."""

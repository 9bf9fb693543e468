"""The main window and what it holds together."""

"""The process that does all work on files for the window. It imports no Qt."""

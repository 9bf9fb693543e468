"""Editing the parameters and the histories of nodes."""

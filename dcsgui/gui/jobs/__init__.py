"""Asking the worker process for actions, and getting their answers by signal."""

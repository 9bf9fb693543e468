"""The window. Nothing in here reads or writes a detector file: a worker process does."""

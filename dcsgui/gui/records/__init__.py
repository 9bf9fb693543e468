"""What was done, can be undone, and is going on: docks with the records of it."""

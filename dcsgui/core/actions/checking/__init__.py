"""What `dcsgui.core.actions.check` is made of: one file, its directory, its relatives."""

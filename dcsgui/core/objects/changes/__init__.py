"""What was asked for since the last save; see `dcsgui.core.objects.changes.base`."""

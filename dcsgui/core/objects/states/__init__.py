"""What a store looks like in memory; see `dcsgui.core.objects.states.node`."""

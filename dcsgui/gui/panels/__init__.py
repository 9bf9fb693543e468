"""The parts of the window: places, versions, parameters, history."""

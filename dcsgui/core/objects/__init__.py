"""The objects of the design document over one detector file, and the look-up."""

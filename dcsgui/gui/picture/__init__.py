"""Looking at constants: panels, gain modes, levels, histogram, curve, text."""

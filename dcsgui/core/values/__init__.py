"""Values without input or output: times, ranges, names, metadata fields and errors."""

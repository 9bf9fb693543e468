"""Making and changing detectors, types, ranges, versions, links and aliases."""

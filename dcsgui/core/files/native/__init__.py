"""The native layout of a detector file: plain HDF5, made to be looked up fast."""

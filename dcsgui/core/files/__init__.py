"""Files: the only layer that imports h5py, and the only one that writes to disk.

From the bytes up: `disk` (every change goes through it), `locks` and `holders` (who may, and who
is in the way), `journal` and `recovery` (a change is there whole or not at all), `transaction`,
`reading` and `replacing` (what the rest of the layer calls).
"""

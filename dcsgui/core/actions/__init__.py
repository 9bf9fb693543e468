"""The verbs: what the command line and the window can ask for, a file for a family of verbs.

Plain values in, frozen dataclasses (`dcsgui.core.actions.answers`) out. The answers import nothing
of HDF5, so that the window, which asks a worker process, stays without it.
"""

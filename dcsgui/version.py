"""The version of the program, where everything can import it without loading more."""

__version__ = "0.1.0"

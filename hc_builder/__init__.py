"""hc: the help center a shop can own."""

__version__ = "0.1.0"

"""The version of the tool: its one source."""

__version__ = "0.1.0"

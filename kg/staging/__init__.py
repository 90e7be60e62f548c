"""What is written aside, so that nobody ever sees half of it: folders that are swapped in, names, locks."""

from kg.staging.folder import staged

__all__ = ["staged"]

"""A case folder's YAML into records, with the line of every field.

Takes a folder; gives a `Case` and every problem found in one pass. The only room that reads
YAML. It knows no RDF and looks nothing up. See ``docs/case-format.md`` and
``docs/decisions/0003-authoring.md``.
"""

from kg.authoring.folder import find_cases, read_case
from kg.authoring.framework_file import read_framework
from kg.authoring.times import too_old

__all__ = ["find_cases", "read_case", "read_framework", "too_old"]

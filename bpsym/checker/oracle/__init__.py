"""Further witnesses, for tests and `--thorough`: SymPy entry by entry, and finite differences."""

from bpsym.checker.oracle.differences import central_differences as central_differences
from bpsym.checker.oracle.entrywise import agree_entrywise as agree_entrywise
from bpsym.checker.oracle.entrywise import entries_of as entries_of

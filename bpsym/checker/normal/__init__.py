"""The first engine: normal forms over index terms."""

from bpsym.checker.normal.higher import worked_out as worked_out
from bpsym.checker.normal.indexed import INDEXED as INDEXED
from bpsym.checker.normal.matrix import MATRICES as MATRICES
from bpsym.checker.normal.program import Program as Program
from bpsym.checker.normal.prove import NoProof as NoProof
from bpsym.checker.normal.prove import prove as prove
from bpsym.checker.normal.prove import show_entry as show_entry
from bpsym.checker.normal.prove import show_value as show_value
from bpsym.checker.normal.softmax import SOFTMAX as SOFTMAX
from bpsym.checker.normal.term import TooLargeError as TooLargeError
from bpsym.checker.normal.translate import TRANSLATIONS as TRANSLATIONS

"""Notes to a derivation."""

from bpsym.reader import atoms as atoms
from bpsym.reader import calls as calls
from bpsym.reader import chain as chain
from bpsym.reader import sums as sums
from bpsym.reader.document import Document as Document
from bpsym.reader.document import Problem as Problem
from bpsym.reader.document import Relation as Relation
from bpsym.reader.document import SourceEntry as SourceEntry
from bpsym.reader.document import SourceLink as SourceLink
from bpsym.reader.finder import Directive as Directive
from bpsym.reader.finder import find_directives as find_directives
from bpsym.reader.finder import find_rows as find_rows
from bpsym.reader.members import tops_of as tops_of
from bpsym.reader.names import names_in as names_in
from bpsym.reader.read import families_in as families_in
from bpsym.reader.read import find_headings as find_headings
from bpsym.reader.read import read as read
from bpsym.reader.rows import whole_start as whole_start
from bpsym.reader.yaml_header import read_header as read_header

"""Files of several kinds to the one text that the reader reads, line for line."""

from bpsym.reader.manuscript.latex import included_files as included_files
from bpsym.reader.manuscript.manuscript import SUFFIXES as SUFFIXES
from bpsym.reader.manuscript.manuscript import Manuscript as Manuscript
from bpsym.reader.manuscript.manuscript import open_manuscript as open_manuscript

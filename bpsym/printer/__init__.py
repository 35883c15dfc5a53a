"""Printing: LaTeX that reads back to the same object, text for terminals, documents and notes."""

from bpsym.printer.dimension import latex_dimension as latex_dimension
from bpsym.printer.dimension import latex_shape as latex_shape
from bpsym.printer.document import latex_document as latex_document
from bpsym.printer.equation import latex_derivation as latex_derivation
from bpsym.printer.equation import latex_equation as latex_equation
from bpsym.printer.equation import text_equation as text_equation
from bpsym.printer.latex import latex as latex
from bpsym.printer.markdown import markdown_derivation as markdown_derivation
from bpsym.printer.piece import SPELLINGS as SPELLINGS
from bpsym.printer.terminal import terminal as terminal
from bpsym.printer.terminal import terminal_prose as terminal_prose
from bpsym.printer.terminal import text as text

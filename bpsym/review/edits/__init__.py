"""The mistakes that people make, backwards: edits of the right side of an equation."""

from bpsym.review.edits.edit import Edit as Edit
from bpsym.review.edits.edit import Material as Material
from bpsym.review.edits.edit import without_brackets as without_brackets
from bpsym.review.edits.kinds import KINDS as KINDS
from bpsym.review.edits.kinds import edits_of as edits_of
from bpsym.review.edits.terms import drops_a_term as drops_a_term

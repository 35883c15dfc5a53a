"""The second engine's evaluation: exact values of expressions at points, in several fields."""

from bpsym.checker.evaluate.block import kronecker_entries as kronecker_entries
from bpsym.checker.evaluate.degree import DegreeField as DegreeField
from bpsym.checker.evaluate.domain import OutsideDomain as OutsideDomain
from bpsym.checker.evaluate.evaluation import Definitions as Definitions
from bpsym.checker.evaluate.evaluation import Evaluation as Evaluation
from bpsym.checker.evaluate.evaluation import evaluate as evaluate
from bpsym.checker.evaluate.field import Field as Field
from bpsym.checker.evaluate.indexed import Positions as Positions
from bpsym.checker.evaluate.operation import OPERATIONS as OPERATIONS
from bpsym.checker.evaluate.ordered import PIECEWISE as PIECEWISE
from bpsym.checker.evaluate.ordered import Models as Models
from bpsym.checker.evaluate.ordered import OrderedField as OrderedField
from bpsym.checker.evaluate.ordered import RationalField as RationalField
from bpsym.checker.evaluate.ordered import RealField as RealField
from bpsym.checker.evaluate.prime import PRIME as PRIME
from bpsym.checker.evaluate.prime import OpaqueField as OpaqueField
from bpsym.checker.evaluate.prime import PrimeField as PrimeField
from bpsym.checker.evaluate.scalar import specials as specials
from bpsym.checker.evaluate.softmax import row_softmax_entries as row_softmax_entries
from bpsym.checker.evaluate.square import determinant_entries as determinant_entries
from bpsym.checker.evaluate.tensor import Point as Point
from bpsym.checker.evaluate.tensor import Tensor as Tensor

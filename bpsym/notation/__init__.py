"""Formulas as they are written, and what a document declares of its symbols."""

from bpsym.notation.assumption import Assumption as Assumption
from bpsym.notation.assumption import Property as Property
from bpsym.notation.family import Family as Family
from bpsym.notation.family import Instance as Instance
from bpsym.notation.formula import SLOT as SLOT
from bpsym.notation.formula import Call as Call
from bpsym.notation.formula import Differential as Differential
from bpsym.notation.formula import Formula as Formula
from bpsym.notation.formula import IdentityMatrix as IdentityMatrix
from bpsym.notation.formula import Name as Name
from bpsym.notation.formula import Norm as Norm
from bpsym.notation.formula import Number as Number
from bpsym.notation.formula import Power as Power
from bpsym.notation.formula import Product as Product
from bpsym.notation.formula import Quotient as Quotient
from bpsym.notation.formula import Sum as Sum
from bpsym.notation.formula import Summation as Summation
from bpsym.notation.formula import Transposed as Transposed
from bpsym.notation.formula import ZeroMatrix as ZeroMatrix
from bpsym.notation.header import Declared as Declared
from bpsym.notation.header import Notation as Notation
from bpsym.notation.layer import Layer as Layer

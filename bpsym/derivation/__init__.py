"""The value in the middle: derivations, their equations, and what is said of them."""

from bpsym.derivation.code import CODES as CODES
from bpsym.derivation.code import Code as Code
from bpsym.derivation.derivation import Derivation as Derivation
from bpsym.derivation.derivation import in_order as in_order
from bpsym.derivation.equation import Choice as Choice
from bpsym.derivation.equation import Equation as Equation
from bpsym.derivation.equation import Product as Product
from bpsym.derivation.equation import Reading as Reading
from bpsym.derivation.equation import Role as Role
from bpsym.derivation.equation import Step as Step
from bpsym.derivation.equation import claim as claim
from bpsym.derivation.equation import define as define
from bpsym.derivation.finding import Finding as Finding
from bpsym.derivation.report import Entry as Entry
from bpsym.derivation.report import Link as Link
from bpsym.derivation.report import Repair as Repair
from bpsym.derivation.report import Report as Report
from bpsym.derivation.shipped import shipped as shipped
from bpsym.derivation.sympy_door import derivation_from_sympy as derivation_from_sympy
from bpsym.derivation.verdict import Agreement as Agreement
from bpsym.derivation.verdict import Counterexample as Counterexample
from bpsym.derivation.verdict import Judgement as Judgement
from bpsym.derivation.verdict import Proof as Proof
from bpsym.derivation.verdict import ShapeClash as ShapeClash
from bpsym.derivation.verdict import Verdict as Verdict
from bpsym.derivation.verdict import worst as worst

"""From a derivation to a function that computes: derive, compile, call."""

from bpsym.program.compiled import Compiled as Compiled
from bpsym.program.gradient_check import GradientCheck as GradientCheck
from bpsym.program.gradient_check import check_gradients as check_gradients
from bpsym.program.lambdify import lambdify as lambdify
from bpsym.program.parameters import choose_parameters as choose_parameters

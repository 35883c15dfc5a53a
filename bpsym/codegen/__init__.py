"""From derivations to NumPy source."""

from bpsym.codegen.generate import generate as generate
from bpsym.codegen.kernel import NOT_ANALYTIC as NOT_ANALYTIC
from bpsym.codegen.source import FORWARD as FORWARD
from bpsym.codegen.source import LOSS as LOSS
from bpsym.codegen.source import Source as Source
from bpsym.codegen.supply import supply as supply

"""From forward equations to gradients: the reverse sweep and the rewriting to textbook form."""

from bpsym.autodiff.derive import derive as derive
from bpsym.autodiff.rewrite import REWRITES as REWRITES
from bpsym.autodiff.simplify import simplify as simplify

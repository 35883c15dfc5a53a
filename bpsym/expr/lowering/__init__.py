"""From index notation to matrices: `sum over k of W[i, k] x[k]` is the entry i of `W x`."""

from bpsym.expr.lowering.lower import is_indexed as is_indexed
from bpsym.expr.lowering.lower import lower as lower

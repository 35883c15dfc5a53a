"""One pullback rule for each node, and the derivatives of the known functions."""

from bpsym.rules.add import add_pullback as add_pullback
from bpsym.rules.broadcast_columns import broadcast_over_columns_pullback as broadcast_over_columns_pullback
from bpsym.rules.broadcast_rows import broadcast_over_rows_pullback as broadcast_over_rows_pullback
from bpsym.rules.divide import divide_pullback as divide_pullback
from bpsym.rules.elementwise import map_pullback as map_pullback
from bpsym.rules.hadamard import hadamard_pullback as hadamard_pullback
from bpsym.rules.known_derivative import KNOWN_DERIVATIVES as KNOWN_DERIVATIVES
from bpsym.rules.known_derivative import KnownDerivative as KnownDerivative
from bpsym.rules.known_derivative import known_derivative as known_derivative
from bpsym.rules.matmul import matmul_pullback as matmul_pullback
from bpsym.rules.rule import RULES as RULES
from bpsym.rules.rule import Rule as Rule
from bpsym.rules.rule import pullback_of as pullback_of
from bpsym.rules.rule import rule_for as rule_for
from bpsym.rules.scale import scale_pullback as scale_pullback
from bpsym.rules.squared_norm import squared_norm_pullback as squared_norm_pullback
from bpsym.rules.sum_columns import sum_over_columns_pullback as sum_over_columns_pullback
from bpsym.rules.sum_rows import sum_over_rows_pullback as sum_over_rows_pullback
from bpsym.rules.total import total_pullback as total_pullback
from bpsym.rules.trace import trace_pullback as trace_pullback
from bpsym.rules.transpose import transpose_pullback as transpose_pullback

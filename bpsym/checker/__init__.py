"""The judge: two engines that share no code, witnesses, and the verdicts drawn from them."""

from bpsym.checker.assumption import FREE as FREE
from bpsym.checker.assumption import alternatives as alternatives
from bpsym.checker.assumption import definitions_of as definitions_of
from bpsym.checker.assumption import free_symbol as free_symbol
from bpsym.checker.assumption import sizes_of as sizes_of
from bpsym.checker.assumption import symmetric as symmetric
from bpsym.checker.judge import Judge as Judge
from bpsym.checker.judge import Judged as Judged

"""The notation that is understood: one row, or one word, for each LaTeX command and Unicode sign."""

from __future__ import annotations

IGNORED = frozenset(
    r"\left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \, \; \! \: \>"
    r" \quad \qquad \displaystyle \textstyle \limits \nolimits \nonumber \notag \space \enspace \thinspace".split()
) | {"\\ ", "\\\n", "~"}
"""Commands that only space or size."""

WIDE_SPACES = frozenset({r"\quad", r"\qquad"})
"""Spaces that stand between two relations, and never inside a product."""

FONTS = frozenset(
    r"\mathbf \boldsymbol \bm \pmb \mathrm \mathit \mathsf \mathnormal \text \textrm \textnormal \textbf \textit"
    r" \mbox \rm \bf".split()
)
"""Fonts do not distinguish symbols."""

ACCENTS = {r"\hat": r"\hat", r"\widehat": r"\hat", r"\bar": r"\bar", r"\overline": r"\bar", r"\tilde": r"\tilde"}
ACCENTS |= {r"\widetilde": r"\tilde"}
ACCENTS |= {c: c for c in r"\vec \dot \check \breve \mathcal \mathbb \mathscr \mathfrak".split()}
"""Decorations that are part of a name, each with its canonical form."""

GREEK = frozenset(
    r"\alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \kappa \lambda \mu \nu \xi \pi \rho"
    r" \sigma \tau \upsilon \phi \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega"
    r" \ell \iota \Upsilon \varrho \varsigma \varpi".split()
)

PRODUCTS = {r"\cdot": r"\cdot", r"\times": r"\times", "*": "*", r"\ast": "*", r"\odot": r"\odot"}
PRODUCTS |= {r"\circ": r"\odot", r"\oslash": r"\oslash", r"\otimes": r"\otimes"}
"""Signs of products, each with its canonical form."""

MORE_PRODUCTS = frozenset(r"\star \bullet \circledast \boxdot \diamond".split())
"""Signs that are products only where the header says which."""

DOTS = frozenset(r"\dots \ldots \cdots \dotsc".split()) | {"…"}

FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})

TRANSPOSES = frozenset({"T", r"\top", r"\intercal", r"\mathsf{T}", r"\mathrm{T}", r"\mathbf{T}", r"\text{T}"})
TRANSPOSES |= {r"\mathsf T", r"\mathrm T", r"\mathbf T", r"\rm T"}

NORMS = frozenset({r"\|", r"\Vert", r"\lVert", r"\rVert"})
BARS = {"|": "|", r"\vert": r"\vert", r"\lvert": r"\rvert"}
"""Bars of a determinant or an absolute value, each with the one that closes it."""
MATRICES = {
    rf"\begin{{{m}}}": rf"\end{{{m}}}" for m in ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "smallmatrix")
}
"""Environments that show the entries of a matrix, each with its end."""

CASES = {rf"\begin{{{c}}}": rf"\end{{{c}}}" for c in ("cases", "dcases", "rcases")}
"""Environments that tell cases apart, each with its end."""

CLAIMING = frozenset({"=", r"\equiv"})
DEFINING = frozenset({":=", r"\coloneqq", r"\coloneq", r"\colonequals", r"\triangleq", r"\eqdef", r"\defeq"})
UPDATING = DEFINING | {"+=", "-=", r"\leftarrow", r"\gets"}
"""Updates, where their symbol stands on both sides; definitions, where it does not."""
NOT_CLAIMING = frozenset(
    r"\approx \simeq \cong \doteq \asymp \sim \neq \ne \in \notin \le \leq \ge \geq \ll \gg \to \rightarrow"
    r" \Rightarrow \implies \iff \Leftrightarrow \propto \mapsto \subset \longrightarrow < >".split()
)
"""Relations that claim nothing that is judged."""
ARROWS = frozenset(r"\Rightarrow \implies \iff \Leftrightarrow \rightarrow \to \therefore \longrightarrow".split())
"""Signs that stand before a relation and say that it follows."""

DELTA = r"\Delta"
INCREMENT = r"\increment"
"""The Δ that is the first part of a name, of the change of a quantity."""

EULER = r"\mathrm{e}"
"""The number e, where the notes have no symbol of that name."""

PI = r"\pi"
"""The number π, where the notes have no symbol of that name."""

STEP = r"\operatorname{step}"
"""The function that is 1 where its argument is positive, else 0."""

FUNCTION_COMMANDS = {
    r"\tanh": "tanh",
    r"\exp": "exp",
    r"\log": "log",
    r"\ln": "log",
    r"\sin": "sin",
    r"\cos": "cos",
    r"\sqrt": "sqrt",
    r"\operatorname{relu}": "relu",
    r"\operatorname{ReLU}": "relu",
    r"\operatorname{softplus}": "softplus",
    r"\operatorname{sgn}": "sign",
    r"\operatorname{sigmoid}": "sigmoid",
    r"\operatorname{square}": "square",
    r"\operatorname{cube}": "cube",
    r"\operatorname{reciprocal}": "reciprocal",
    r"\operatorname{abs}": "abs",
    r"\operatorname{step}": "step",
    r"\operatorname{id}": "identity",
    r"\tan": "tan",
    r"\sinh": "sinh",
    r"\cosh": "cosh",
    r"\arctan": "arctan",
    r"\operatorname{expm1}": "expm1",
    r"\operatorname{log1p}": "log1p",
    r"\operatorname{erf}": "erf",
    r"\operatorname{normpdf}": "normal_pdf",
    r"\operatorname{normcdf}": "normal_cdf",
    r"\operatorname{LeakyReLU}": "leaky_relu",
    r"\operatorname{ELU}": "elu",
    r"\operatorname{elu}": "elu",
    r"\operatorname{SiLU}": "silu",
    r"\operatorname{silu}": "silu",
    r"\operatorname{swish}": "silu",
    r"\operatorname{Swish}": "silu",
    r"\operatorname{GELU}": "gelu",
    r"\operatorname{gelu}": "gelu",
    r"\operatorname{GELUtanh}": "gelu_tanh",
    r"\operatorname{softsign}": "softsign",
    r"\operatorname{hardtanh}": "hard_tanh",
    r"\operatorname{logsigmoid}": "log_sigmoid",
    r"\operatorname{logcosh}": "log_cosh",
    r"\operatorname{Huber}": "huber",
}
"""Names that stand for a known function without being declared."""

OPERATOR_WORDS = frozenset("tr Tr diag vec sumrows sumcols rows cols".split())
"""Words that stand for an operator on matrices."""

WORDS = {name.removeprefix(r"\operatorname{").removesuffix("}").lstrip("\\"): name for name in FUNCTION_COMMANDS}
WORDS |= {word: rf"\operatorname{{{word}}}" for word in OPERATOR_WORDS}
WORDS |= {"trace": r"\operatorname{tr}", "Trace": r"\operatorname{Tr}", "det": r"\det", "Det": r"\det"}
SOFTMAX_WORDS = tuple(
    f"{word}{axis}" for word in ("softmax", "logsumexp", "logsoftmax") for axis in ("", "rows", "cols")
)
"""Words that stand for a softmax or its like: of a vector, of each row, of each column."""
WORDS |= {word: rf"\operatorname{{{word}}}" for word in SOFTMAX_WORDS}
WORDS |= {"Softmax": r"\operatorname{softmax}", "LSE": r"\operatorname{logsumexp}", "lse": r"\operatorname{logsumexp}"}
WORDS |= {"Diag": r"\operatorname{diag}", "Vec": r"\operatorname{vec}"}
OPERATOR_NAMES = frozenset(rf"\operatorname{{{word}}}" for word in OPERATOR_WORDS) | {r"\det"}
OPERATOR_NAMES |= {rf"\operatorname{{{word}}}" for word in SOFTMAX_WORDS}
r"""Upright words, in whichever font command, with their canonical form: `\mathrm{tr}` is `\operatorname{tr}`."""

SPELLED = frozenset("tr Tr trace Trace det Det diag Diag vec exp log ln sin cos tanh".split())
"""Words that people write in plain letters before brackets."""
ALIASES = {r"\tr": "tr", r"\Tr": "Tr", r"\trace": "tr", r"\Trace": "tr", r"\diag": "diag", r"\Diag": "diag"}
ALIASES |= {r"\vect": "vec", r"\vecop": "vec", r"\Det": "det"}
"""Commands that LaTeX does not have and that most notes define like this."""
ONES = frozenset(r"\mathbf \boldsymbol \bm \pmb \mathbb \bf".split())
r"""Fonts in which `1` is a column of ones and `0` a matrix of zeros."""

NOT_ENTRYWISE = frozenset(
    "max min argmax argmin sum mean avg average var std cov norm rank inv"
    " normalize layernorm batchnorm dropout conv pool concat mse crossentropy".split()
)
"""Functions that people apply like f(z) and that do not act entry by entry: never taken for one that does."""

FUNCTION_WORDS = {"swish": "silu", "hardtanh": "hard_tanh", "logsigmoid": "log_sigmoid", "logcosh": "log_cosh"}
FUNCTION_WORDS |= {"atan": "arctan", "lrelu": "leaky_relu", "leakyrelu": "leaky_relu"}
"""Words of a header for a known function, beside the function's own key."""

NOT_FUNCTIONS = {r"\Sigma": r"write \sum for a sum", r"\Pi": r"a product over indices is not read"}
NOT_FUNCTIONS |= {r"\Delta": "give the difference a name", "d": r"write \frac{\partial J}{\partial W} for a derivative"}
"""Letters that, before brackets, are no unknown function, and what to do instead."""

UNICODE = {
    "⊙": r"\odot", "∘": r"\circ", "·": r"\cdot", "×": r"\times", "∂": r"\partial", "∑": r"\sum", "∇": r"\nabla",
    "−": "-", "′": "'", r"\'": "'", "≈": r"\approx", "∈": r"\in", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "‖": r"\|",
    "⊘": r"\oslash", "⊗": r"\otimes", "ℝ": r"\R",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon", "η": r"\eta", "θ": r"\theta",
    "λ": r"\lambda", "μ": r"\mu", "σ": r"\sigma", "φ": r"\phi", "ψ": r"\psi", "ω": r"\omega", "Δ": r"\Delta",
    "Σ": r"\Sigma", "Θ": r"\Theta", "←": r"\leftarrow", "：": ":", "，": ",", "（": "(", "）": ")",
    "τ": r"\tau", "ρ": r"\rho", "κ": r"\kappa", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ζ": r"\zeta", "χ": r"\chi",
    "ϕ": r"\phi", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega", "Λ": r"\Lambda", "Γ": r"\Gamma",
    "⋅": r"\cdot", "∗": "*", "•": r"\bullet", "→": r"\rightarrow", "⇒": r"\Rightarrow", "⊤": r"\top", "ℓ": r"\ell",
    "≡": r"\equiv", "√": r"\sqrt", "＝": "=", "≔": ":=", "≜": r"\triangleq", "≅": r"\cong", "≃": r"\simeq",
    "∝": r"\propto", "≪": r"\ll", "≫": r"\gg", "∼": r"\sim", "＋": "+", "－": "-",
}  # fmt: skip
"""Signs that people type instead of commands."""

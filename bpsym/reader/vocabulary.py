"""The notation that is understood: one row, or one word, for each LaTeX command and Unicode sign."""

from __future__ import annotations

IGNORED = frozenset(
    r"\left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \, \; \! \: \>"
    r" \quad \qquad \displaystyle \textstyle \limits \nolimits \nonumber \notag".split()
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
PRODUCTS |= {r"\circ": r"\odot", r"\oslash": r"\oslash"}
"""Signs of products, each with its canonical form."""

MORE_PRODUCTS = frozenset(r"\otimes \star \bullet \circledast \boxdot \diamond".split())
"""Signs that are products only where the header says which."""

DOTS = frozenset(r"\dots \ldots \cdots \dotsc".split()) | {"…"}

FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})

TRANSPOSES = frozenset({"T", r"\top", r"\intercal", r"\mathsf{T}", r"\mathrm{T}", r"\mathbf{T}", r"\text{T}"})
TRANSPOSES |= {r"\mathsf T", r"\mathrm T", r"\mathbf T", r"\rm T"}

NORMS = frozenset({r"\|", r"\Vert", r"\lVert", r"\rVert"})

CLAIMING = frozenset({"=", r"\equiv"})
UPDATING = frozenset({":=", "+=", "-=", r"\leftarrow", r"\coloneqq", r"\gets"})
DEFINING = frozenset({":=", r"\coloneqq"})
"""Updates, where their symbol stands on both sides; definitions, where it does not."""
NOT_CLAIMING = frozenset(
    r"\approx \simeq \sim \neq \ne \in \notin \le \leq \ge \geq \ll \gg \to \rightarrow \Rightarrow \implies \iff"
    r" \Leftrightarrow \propto \mapsto \subset \longrightarrow < >".split()
)
"""Relations that claim nothing that is judged."""
ARROWS = frozenset(r"\Rightarrow \implies \iff \Leftrightarrow \rightarrow \to \therefore \longrightarrow".split())
"""Signs that stand before a relation and say that it follows."""

EULER = r"\mathrm{e}"
"""The number e, where the notes have no symbol of that name."""

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
}
"""Names that stand for a known function without being declared."""

OPERATOR_WORDS = frozenset("tr Tr sumrows sumcols rows cols".split())
"""Words that stand for an operator on matrices."""

WORDS = {name.removeprefix(r"\operatorname{").removesuffix("}").lstrip("\\"): name for name in FUNCTION_COMMANDS}
WORDS |= {word: rf"\operatorname{{{word}}}" for word in OPERATOR_WORDS}
OPERATOR_NAMES = frozenset(rf"\operatorname{{{word}}}" for word in OPERATOR_WORDS)
r"""Upright words, in whichever font command, with their canonical form: `\mathrm{tr}` is `\operatorname{tr}`."""

NOT_ENTRYWISE = frozenset(
    "softmax logsumexp logsoftmax det max min argmax argmin sum mean avg average var std cov norm diag vec rank inv"
    " normalize layernorm batchnorm dropout conv pool concat mse crossentropy".split()
)
"""Functions that people apply like f(z) and that do not act entry by entry: never taken for one that does."""

NOT_FUNCTIONS = {r"\Sigma": r"write \sum for a sum", r"\Pi": r"a product over indices is not read"}
NOT_FUNCTIONS |= {r"\Delta": "give the difference a name", "d": r"write \frac{\partial J}{\partial W} for a derivative"}
"""Letters that, before brackets, are no unknown function, and what to do instead."""

UNICODE = {
    "⊙": r"\odot", "∘": r"\circ", "·": r"\cdot", "×": r"\times", "∂": r"\partial", "∑": r"\sum", "∇": r"\nabla",
    "−": "-", "′": "'", "≈": r"\approx", "∈": r"\in", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "‖": r"\|",
    "⊘": r"\oslash", "⊗": r"\otimes", "ℝ": r"\R",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon", "η": r"\eta", "θ": r"\theta",
    "λ": r"\lambda", "μ": r"\mu", "σ": r"\sigma", "φ": r"\phi", "ψ": r"\psi", "ω": r"\omega", "Δ": r"\Delta",
    "Σ": r"\Sigma", "Θ": r"\Theta", "←": r"\leftarrow", "：": ":", "，": ",", "（": "(", "）": ")",
}  # fmt: skip
"""Signs that people type instead of commands."""

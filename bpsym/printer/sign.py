"""LaTeX commands and the Unicode signs that stand for them in a terminal."""

from __future__ import annotations

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ",
}  # fmt: skip

SIGNS = {
    "odot": "⊙", "oslash": "⊘", "circ": "∘", "cdot": "·", "times": "×", "otimes": "⊗", "partial": "∂", "nabla": "∇",
    "sum": "Σ", "prod": "∏ ", "prime": "′", "top": "ᵀ", "intercal": "ᵀ", "approx": "≈", "neq": "≠", "ne": "≠",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "in": "∈", "to": "→", "leftarrow": "←", "rightarrow": "→",
    "Rightarrow": "⇒", "infty": "∞", "ldots": "…", "cdots": "⋯", "lVert": "‖", "rVert": "‖", "Vert": "‖", "equiv": "≡",
}  # fmt: skip

WORDS = ("tanh", "tan", "sinh", "cosh", "arctan", "exp", "log", "ln", "sin", "cos", "max", "min", "det")

COMMANDS = {f"\\{name}": sign for name, sign in (GREEK | SIGNS | {w: w for w in WORDS}).items()}
COMMANDS |= {r"\|": "‖", r"\,": " ", r"\;": " ", r"\:": " ", r"\ ": " ", r"\quad": " ", r"\qquad": " ", r"\_": "_"}
COMMANDS |= {r"\{": "{", r"\}": "}", "-": "−", "'": "′", "~": " "}

_SIZES = ("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits")
DROPPED = frozenset({f"\\{name}" for name in _SIZES} | {r"\!", r"\nonumber", "{", "}"})
FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac"})
_FONTS = ("mathbf", "boldsymbol", "bm", "mathrm", "mathit", "mathsf", "mathcal", "mathbb", "text", "textbf", "textit")
WRAPPERS = frozenset({f"\\{name}" for name in _FONTS} | {r"\operatorname"})
ACCENTS = {
    r"\hat": "\u0302", r"\widehat": "\u0302", r"\bar": "\u0304", r"\overline": "\u0304",
    r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\vec": "\u20d7", r"\dot": "\u0307",
}  # fmt: skip
"""Command -> the combining character that follows the letter."""

_RAISED = ("0123456789+−-=()abcdefghijklmnorstuvwxyzLT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒʳˢᵗᵘᵛʷˣʸᶻᴸᵀ")
SUPERSCRIPTS = dict(zip(*_RAISED, strict=True))
SUPERSCRIPTS |= {"′": "′", "ᵀ": "ᵀ", "*": "*", "[": "⁽", "]": "⁾"}
SUBSCRIPTS = dict(zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

r"""Names in code from names in LaTeX: `\hat{y}` -> `yHat`, `\delta^{(3)}` -> `delta3`, `n_{l}` -> `n_l`."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

_ACCENT = re.compile(
    r"\\(?:wide)?(hat|bar|tilde|vec|dot|ddot|check|overline|underline)\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\W\d_]))"
)
_DROPPED = re.compile(
    r"\\(?:math[a-z]+|boldsymbol|bm|text[a-z]*|operatorname|d?frac|tfrac|left|right|[,;:!|])(?![A-Za-z])|\s+"
)
_SCRIPT = re.compile(r"[_^](?:\{([^{}]*)\}|(\\[A-Za-z]+|.))")
_WORDS = {"'": "Prime", r"\prime": "Prime", "*": "Star", r"\star": "Star", "+": "Plus", "-": "Minus", r"\partial": "d"}
_RESERVED = frozenset({*keyword.kwlist, *dir(builtins), "np"})


def code_name(latex: str) -> str:
    r"""A valid Python identifier that reads like the LaTeX; no keyword, no builtin, not `np`.

    Digits of an index follow the letter at once (`W^{(2)}` -> `W2`), other indices follow a `_` (`n_{l}` -> `n_l`),
    an accent becomes a suffix (`\bar{x}` -> `xBar`), a derivative is run together
    (`\frac{\partial J}{\partial W^{(2)}}` -> `dJdW2`).
    """
    text = _replace_all(_ACCENT, lambda m: (m[2] or m[3] or "") + m[1].capitalize(), latex)
    text = _DROPPED.sub(lambda m: " " if m[0].isspace() else "", text)
    for sign, word in _WORDS.items():
        text = re.sub(re.escape(sign) + r"(?![A-Za-z])" if sign[0] == "\\" else re.escape(sign), word, text)
    text = _replace_all(_SCRIPT, _index, text)
    letters = "".join(_ascii(c) for c in text)
    name = re.sub(r"\W", "", letters)
    if not name or not (name[0].isalpha() or name[0] == "_"):
        name = f"v{name}"
    return f"{name}_" if name in _RESERVED else name


def is_code_name(name: str) -> bool:
    """Whether the name may stand in generated code as it is."""
    return name.isidentifier() and name.isascii() and name not in _RESERVED


def code_names(names: Iterable[str], given: Mapping[str, str], reserved: Collection[str] = ()) -> dict[str, str]:
    """LaTeX name -> name in code, all different; those that the notes give come first, if they are valid.

    Args:
        names: LaTeX names, in order.
        given: LaTeX name -> the notes' own name in code.
        reserved: names that the generated code needs for itself.
    """
    wanted = list(dict.fromkeys(names))
    taken = set(reserved)
    found: dict[str, str] = {}
    for name in sorted(wanted, key=lambda n: not is_code_name(given.get(n, ""))):
        own = given.get(name, "")
        found[name] = _free(own if is_code_name(own) else code_name(name), taken)
        taken.add(found[name])
    return {name: found[name] for name in wanted}


def _free(name: str, taken: Collection[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def _replace_all(pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace from the inside out, until nothing changes."""
    while (changed := pattern.sub(by, text)) != text:
        text = changed
    return text


def _index(match: re.Match[str]) -> str:
    content = re.sub(r"[()\[\]]", "", match[1] if match[1] is not None else match[2])
    attached = content.isdigit() and not match.string[: match.start()].rstrip("(){}[]")[-1:].isdigit()
    return content if attached or not content else f"_{content}"


def _ascii(character: str) -> str:
    """Greek letters by their names, the digits and letters of other kinds by their plain form."""
    if character.isascii():
        return character
    words = unicodedata.name(character, "").split()
    if words[:1] == ["GREEK"] and "LETTER" in words:
        name = words[words.index("LETTER") + 1]
        return name.capitalize() if "CAPITAL" in words else name.lower()
    plain = unicodedata.normalize("NFKD", character)
    return "".join(c for c in plain if c.isascii())

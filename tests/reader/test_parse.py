"""Tokens, names and formulas: what is understood, and what is refused in its place."""

from __future__ import annotations

import pytest

from bpsym.errors import UnreadError
from bpsym.notation import Call, Differential, IdentityMatrix, Layer, Name, Power, Product, Quotient, Sum, ZeroMatrix
from bpsym.reader import vocabulary
from bpsym.reader.canonical import canonical_name
from bpsym.reader.name import read_layer, starts_name
from bpsym.reader.token import tokenize
from tests.reader.reading import formula


def texts(source: str) -> list[str]:
    """The tokens of a text."""
    return [t.text for t in tokenize(source, 0, len(source))]


def test_spacing_sizes_tags_labels_and_comments_are_no_tokens() -> None:
    source = "\\left( a\\, \\quad \\bigl[ b \\right. \\tag{1} \\label{x} \\displaystyle c % \\tag{2}\n ~ \\ d"
    assert texts(source) == ["(", "a", "[", "b", "c", "d"]


def test_tokens_know_where_they_stand() -> None:
    source = r"a \cdot 12.5 \text{where } := \{"
    found = tokenize(source, 2, len(source))
    assert [source[t.start : t.end] for t in found] == [r"\cdot", "12.5", r"\text{where }", ":=", r"\{"]


@pytest.mark.parametrize("sign", vocabulary.UNICODE)
def test_each_sign_that_people_type_is_its_command(sign: str) -> None:
    assert texts(sign) == [vocabulary.UNICODE[sign]]


@pytest.mark.parametrize("ignored", sorted(vocabulary.IGNORED))
def test_each_ignored_command_leaves_no_token(ignored: str) -> None:
    assert texts(f"a {ignored} b") == ["a", "b"]


@pytest.mark.parametrize("command", sorted(vocabulary.GREEK))
def test_each_greek_letter_is_a_name(command: str) -> None:
    assert canonical_name(f"{command}^{{(2)}}") == f"{command}^{{(2)}}"


@pytest.mark.parametrize("accent", sorted(vocabulary.ACCENTS))
def test_each_accent_is_part_of_the_name(accent: str) -> None:
    assert canonical_name(f"{accent} y_1") == f"{vocabulary.ACCENTS[accent]}{{y}}_{{1}}"


@pytest.mark.parametrize("font", sorted(vocabulary.FONTS))
def test_no_font_is_part_of_the_name(font: str) -> None:
    assert canonical_name(f"{font}{{W}}^{{(1)}}") == canonical_name(f"{font} W^{{(1)}}") == "W^{(1)}"


@pytest.mark.parametrize("sign", sorted(vocabulary.TRANSPOSES))
def test_each_transpose_is_one_at_a_name_a_layer_and_a_group(sign: str) -> None:
    assert type(formula(f"W^{{{sign}}}")).__name__ == "Transposed"
    assert type(formula(f"(W)^{{{sign}}}")).__name__ == "Transposed"
    assert type(formula(f"W^{{(2){sign}}}")).__name__ == "Transposed"


@pytest.mark.parametrize("sign", sorted(vocabulary.PRODUCTS))
def test_each_sign_of_a_product_stands_between_factors(sign: str) -> None:
    product = formula(f"A {sign} B")
    assert isinstance(product, Product)
    assert product.signs == (vocabulary.PRODUCTS[sign],)


@pytest.mark.parametrize("name", sorted(vocabulary.FUNCTION_COMMANDS))
def test_each_known_function_is_applied_to_what_follows(name: str) -> None:
    for text in (f"{name}(A)", f"{name} A", rf"{name}\left({{A}}\right)"):
        call = formula(text)
        assert isinstance(call, Call)
        assert call.function.text == name
    call = formula(f"{name}'(A)")
    assert isinstance(call, Call)
    assert call.primes == 1


@pytest.mark.parametrize("word", sorted(vocabulary.WORDS))
@pytest.mark.parametrize("font", [r"\mathrm", r"\text", r"\operatorname"])
def test_upright_words_are_the_same_in_every_font(word: str, font: str) -> None:
    call = formula(f"{font}{{{word}}}(A)")
    assert isinstance(call, Call)
    assert call.function.text == vocabulary.WORDS[word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", Layer("", 2)),
        ("k", Layer("k")),
        ("k+1", Layer("k", 1)),
        ("L-10", Layer("L", -10)),
        ("kk", None),
        ("12345", None),
        ("2+1", None),
        ("", None),
        ("²", None),
        ("-1", None),
    ],
)
def test_layers_are_numbers_and_letters_with_steps(text: str, expected: Layer | None) -> None:
    assert read_layer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\hat y", r"\hat{y}"),
        (r"{\hat{\mathbf{y}}}_{\text{new}}", r"\hat{y}_{\text{new}}"),
        ("W_1^{[2]}", "W_{1}^{[2]}"),
        ("W^{[2]}_1", "W_{1}^{[2]}"),
        ("w^*", "w^{*}"),
        (r"\mathcal L", r"\mathcal{L}"),
        (r"\delta^{(l+1)}", r"\delta^{(l+1)}"),
        (r"n_{\alpha x}", r"n_{\alpha x}"),
    ],
)
def test_names_have_one_canonical_form(text: str, expected: str) -> None:
    assert canonical_name(text) == expected
    assert canonical_name(expected) == expected


def test_a_layer_can_be_taken_out_of_a_name_and_put_in() -> None:
    name = formula("W^{(k-1)}")
    assert isinstance(name, Name)
    assert (name.template, name.text, name.at({"k": 4})) == ("W^{(@)}", "W^{(k-1)}", "W^{(3)}")


@pytest.mark.parametrize(
    "text", [r"\frac{\partial J}{\partial W}", r"\frac{dJ}{dW}", r"\frac{\mathrm{d} J}{\mathrm{d} W}"]
)
def test_derivatives_are_written_with_each_d(text: str) -> None:
    assert isinstance(formula(text), Differential)


@pytest.mark.parametrize(
    "text", [r"\nabla_W J", r"\nabla_{W} (J)", r"\frac{\partial}{\partial W} J", r"\frac{d}{dW}(J)"]
)
def test_an_operator_takes_the_factor_after_it(text: str) -> None:
    found = formula(text, ("J",))
    assert isinstance(found, Differential)
    assert isinstance(found.of, Name)


def test_a_quotient_with_a_d_is_a_derivative_only_where_both_halves_have_one() -> None:
    assert isinstance(formula(r"\frac{d}{n}"), Quotient)
    assert isinstance(formula(r"\frac{d_1}{d_2}"), Quotient)
    assert isinstance(formula(r"\frac{dx}{m}"), Quotient)


def test_identity_and_zero_say_their_size_unless_the_notes_use_the_name() -> None:
    assert isinstance(formula("I_n"), IdentityMatrix)
    assert isinstance(formula(r"0_{m \times 2*n}"), ZeroMatrix)
    assert isinstance(formula("I_n", ("I_{n}",)), Name)
    assert isinstance(formula("I_k", ("I_{1}", "I_{2}")), Name)


def test_a_square_with_a_sign_is_explicit() -> None:
    for text in (r"A^{\odot 2}", r"A^{\circ 2}", r"(A)^{\odot 2}"):
        power = formula(text)
        assert isinstance(power, Power)
        assert power.explicit


def test_signs_before_a_term_are_multiplied() -> None:
    found = formula("--A +- B - -C")
    assert isinstance(found, Sum)
    assert found.signs == (1, -1, 1)


REFUSED = {
    r"A \star B": (r"this is not understood here, found \star", r"\star"),
    "A +": ("a formula is missing, found the end of the formula", ""),
    "(A": ("expected ), found the end of the formula", ""),
    "(A]": ("expected ), found ]", "]"),
    "A'": ("expected ( after A with a prime", ""),
    "(A)'": ("a prime on something that is not a function, found '", "'"),
    "A_1_2": ("a name has one subscript, found _", "_"),
    "W^{(1)}^{(2)}": ("a name has one superscript", "W^{(1)}^{(2)}"),
    "(A + B)^{(2)}": ("is (2) a layer or an exponent?", "(A + B)^{(2)}"),
    r"\hat{}": ("a name is missing in these braces", ""),
    r"\sum_{i<j} A": ("a sum runs over a whole axis", r"_{i<j}"),
    r"\nabla J": ("expected _, found J", "J"),
    r"\frac{\partial}{\partial W} A B": ("where does the part to differentiate end? write brackets, found B", "B"),
    r"\frac{\partial^2 J}{\partial W}": ("a derivative of order 2 needs 2 variables below", r"\partial W"),
    r"\|A\|_{\infty}^2": (r"the norm with the subscript \infty is not read; there are F, 2 and 1", r"\|A\|_{\infty}^2"),
    r"\langle A, B \rangle_W": ("the inner product with the subscript W is not read", r"\langle A, B \rangle_W"),
    r"\langle A \rangle": (r"expected ,, found \rangle", r"\rangle"),
    r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}": (
        "the rows of this matrix have different lengths",
        r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}",
    ),
    r"\sqrt[3]{A}": (r"expected ( after \sqrt, found [", "["),
    r"\tanh^{-1}(A)": (r"this is not understood, found ^", "^"),
    r"\tanh A B": ("where does the argument end? write brackets, found B", "B"),
    "1/2m": (r"is this factor above or below the line? write \frac or brackets, found m", "m"),
    r"\operatorname{argmax}(A)": (
        "argmax does not act entry by entry and is not read yet",
        r"\operatorname{argmax}",
    ),
    r"\text{LayerNorm}(A)": ("LayerNorm does not act entry by entry", r"\text{LayerNorm}"),
    r"\Sigma(A)": (r"\Sigma before brackets: write \sum for a sum", r"\Sigma"),
    "2_m": (r"a number with a subscript; a matrix of zeros is 0_{m \times n}", "2_m"),
    r"0_{m \times (n}": ("'(n' is neither a size nor a name of a dimension", r"0_{m \times (n}"),
    "1" * 31: ("a number of more than 30 digits", "1" * 31),
    r"A \text{ if } B": (
        r"words inside a formula are not read: state it without them, found \text{ if }",
        r"\text{ if }",
    ),
    r"\begin{cases} A \end{cases}": ("only two cases are read", r"\begin{cases} A \end{cases}"),
    "|A": ("expected |, found the end of the formula", ""),
    "x_@": ("this is no name of at most 200 characters", "x_@"),
    "²": ("this is not understood, found ^", ""),
    "f" + "'" * 9 + "(A)": ("more than 8 primes, found (", "("),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_understood_is_refused_in_its_place(text: str) -> None:
    message, place = REFUSED[text]
    with pytest.raises(UnreadError) as error:
        formula(text)
    assert message in str(error.value)
    assert text[error.value.start : error.value.end] == place


def test_a_letter_that_is_a_symbol_asks_which_is_meant() -> None:
    for text, symbols, message in (
        ("W^T", ("W", "T"), r"T is a symbol of these notes: is this a transpose (write ^\top) or a power?"),
        ("W^{(1)T}", ("T",), "T is a symbol of these notes"),
        (r"\frac{dx}{dy}", ("d",), r"d is a symbol of these notes: write \partial for a derivative"),
        ("z_i", ("z", "i"), "is i an index here? It is a symbol of these notes: take another letter for the index"),
        (r"z_{i+1}", ("z",), "is z_{i+1} an entry of z? An index is a letter or a number, one for each axis"),
        ("W_{:,j}", ("W",), "is W_{:,j} an entry of W?"),
    ):
        with pytest.raises(UnreadError) as error:
            formula(text, symbols)
        assert message in str(error.value)
    assert type(formula(r"W^\top", ("W", "T"))).__name__ == "Transposed"
    assert isinstance(formula("z_i", ("z", "z_{1}")), Name)


def test_nothing_but_letters_and_commands_starts_a_name() -> None:
    assert [t for t in ("a", "é", r"\delta", r"\hat", r"\bf", r"\operatorname") if not starts_name(t)] == []
    assert [t for t in ("1", "²", "_", r"\star", r"\partial", "(", "") if starts_name(t)] == []

"""The commands that authors define."""

from __future__ import annotations

import pytest

from bpsym.reader.macro import spell_out
from bpsym.reader.manuscript.definitions import find_definitions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\newcommand{\T}{^{\mathsf T}}", {r"\T": r"^{\mathsf T}"}),
        (r"\newcommand\W{W^{(1)}}", {r"\W": r"W^{(1)}"}),
        (r"\renewcommand*{\vec}[1]{\mathbf{#1}}", {r"\vec": r"\mathbf{#1}"}),
        (r"\providecommand {\pd} [2] {\frac{\partial #1}{\partial #2}}", {r"\pd": r"\frac{\partial #1}{\partial #2}"}),
        (r"\def\R{\mathbb{R}}\def\d#1#2{#1 - #2}", {r"\R": r"\mathbb{R}", r"\d": "#1 - #2"}),
        (r"\let\eps\varepsilon \let\x=\mathbf", {r"\eps": r"\varepsilon", r"\x": r"\mathbf"}),
        (r"\DeclareMathOperator*{\argmin}{arg\,min}", {r"\argmin": r"\operatorname{arg\,min}"}),
        (r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}", {r"\norm": r"\lVert #1 \rVert"}),
        (r"\newcommand{\brace}{\{a\}}", {r"\brace": r"\{a\}"}),
        (r"\newcommand{\opt}[2][x]{#1 #2} \newcommand{\b}{c}", {r"\b": "c"}),
        (r"\newcommand{\open}{never closed", {}),
        (r"\newcommandx{\a}{b} \letter \define", {}),
    ],
)
def test_each_way_to_define_a_command_is_found_and_one_with_an_option_is_left_out(
    text: str, expected: dict[str, str]
) -> None:
    assert {d.name: d.body for d in find_definitions(text)} == expected


def test_a_definition_spans_all_of_its_text() -> None:
    text = r"a \newcommand{\pd}[2]{\frac{#1}{#2}} b"
    (found,) = find_definitions(text)
    assert text[: found.start] + text[found.end :] == "a  b"


def test_macros_are_spelled_out_for_people_with_the_spaces_of_the_source() -> None:
    macros = {r"\pd": r"\frac{\partial #1}{\partial #2}", r"\T": r"^{T}"}
    assert spell_out(r"\pd{J}{W} = X\T Z", macros) == r"\frac {\partial {J}}{\partial {W}} = X^{T} Z"
    assert spell_out(r"\W", {r"\W": r"\W"}) == r"\W"
    assert spell_out("a = b", macros) == "a = b"

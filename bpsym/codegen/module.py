"""A module of NumPy source: its functions, and a check of the gradients that runs when it is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bpsym.codegen import softmax, square  # noqa: F401  # it registers how its nodes are written
from bpsym.codegen.function_names import FunctionNames
from bpsym.codegen.kernel import DEFINITIONS
from bpsym.codegen.sample import Inverted, sample_rows
from bpsym.codegen.sequence import Lines
from bpsym.codegen.text import bracketed, plain
from bpsym.codegen.writer import Writer
from bpsym.errors import UnsupportedError
from bpsym.expr import Dim, Symbol

CHECK = '''\
def check(eps=1e-4):
    """Compare the gradients with central differences, at random numbers and small sizes."""
    rng = np.random.default_rng(0)
    inputs = {
%s
    }
    _, gradients = loss_and_gradients(**inputs)
    for name, gradient in gradients.items():
        numeric = np.zeros_like(inputs[name])
        for index in np.ndindex(numeric.shape):
            for sign in (1, -1):
                moved = {**inputs, name: inputs[name].copy()}
                moved[name][index] += sign * eps
                numeric[index] += sign * loss_and_gradients(**moved)[0] / (2 * eps)
        error = np.linalg.norm(gradient - numeric) / max(np.linalg.norm(gradient + numeric), 1e-30)
        print(f"{name}: relative error {error:.1e}")
        if not error <= 1e-6:
            raise SystemExit(f"the gradient by {name} disagrees with central differences")


if __name__ == "__main__":
    check()
'''


@dataclass(frozen=True, slots=True)
class Frame:
    """What all functions of a module share."""

    names: Mapping[Symbol, str]
    dimensions: Mapping[str, str]
    functions: FunctionNames
    inverted: Inverted = field(default_factory=Inverted)

    def function(self, name: str, says: str, arguments: Sequence[Symbol], lines: Lines, result: str) -> str:
        """The source of one function: its docstring with every shape, the sizes it uses, one statement per line.

        Raises:
            UnsupportedError: an expression without a NumPy form, or a size that no argument has.
        """
        matrix = next((self.names[a] for a in arguments if not a.is_scalar), None)
        dtype = f"{matrix}.dtype" if matrix else "np.dtype(float)"
        writer = Writer(self.names, self.dimensions, dtype, self.functions.call)
        statements = [f"{self.names[s]} = {writer.write(e)}" for s, e in lines.items()]
        self.inverted.look_at(lines)
        self.functions.definitions.update((name, DEFINITIONS[name]) for name in sorted(writer.needs))
        sizes = [self._size(n, arguments) for n in self.dimensions if n in writer.sizes]
        head = bracketed(f"def {name}(", [self.names[a] for a in arguments], "):")
        shapes = self._shapes((*arguments, *lines))
        body = [f'"""{says}', "", "Shapes:", *shapes, '"""', *sizes, *statements, f"return {result}"]
        return head + "".join(f"\n    {line}" if line else "\n" for line in body) + "\n"

    def _size(self, name: str, arguments: Iterable[Symbol]) -> str:
        dim = Dim.of(name)
        for argument in arguments:
            if dim in argument.shape:
                axis = argument.shape.index(dim)
                return f"{self.dimensions[name]} = {self.names[argument]}.shape[{axis}]"
        raise UnsupportedError(f"the size {name} is needed, and no input has it as its number of rows or columns")

    def _shapes(self, symbols: Iterable[Symbol]) -> list[str]:
        writer = Writer(self.names, self.dimensions, "", str)
        rows = {self.names[s]: "scalar" if s.is_scalar else writer.tuple_of(s.shape) for s in symbols}
        width = max(map(len, rows))
        return [f"    {name:{width}}  {shape}" for name, shape in rows.items()]

    def module(self, title: str, inputs: Sequence[Symbol], functions: Sequence[str]) -> str:
        """The whole module; it runs as a lone file."""
        definitions = dict(self.functions.definitions)
        imported = definitions.pop("special", "")
        about = _ABOUT.format("NumPy and SciPy" if imported else "NumPy")
        title = plain(title or "A loss")
        head = f'"""{title}: the loss and its gradients.\n\n{about}"""\n\nimport numpy as np\n{imported}'
        rows = sample_rows(inputs, self.names, self.dimensions, self.inverted)
        parts = [head, *definitions.values(), *functions, CHECK % "\n".join(rows)]
        return "\n\n".join(parts)


_ABOUT = """\
Written by bpsym, one statement per equation. It needs {} only; run it to compare the gradients
with central differences.
"""

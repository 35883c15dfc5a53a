"""Arrays against symbolic shapes: whatever does not fit is named with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpsym.errors import InputError
from bpsym.expr import Dim, Shape, show_shape

Array = NDArray[Any]


def check_arrays(shapes: Mapping[str, Shape], values: Mapping[str, Any]) -> dict[str, Array]:
    """The values as arrays of finite numbers whose shapes agree with one another.

    Integers become float64; float32, float64 and complex numbers stay what they are. A scalar is an array without axes.

    Args:
        shapes: name -> symbolic shape.
        values: name -> numbers, for every name of `shapes`.

    Raises:
        InputError: no numbers, NaN or infinite, or a shape that does not fit; with the place.
    """
    arrays = {name: as_array(name, values[name], shape) for name, shape in shapes.items()}
    bind_sizes(shapes, {name: array.shape for name, array in arrays.items()})
    for name, array in arrays.items():
        require_finite(name, array)
    return arrays


def as_array(name: str, value: Any, shape: Shape) -> Array:
    """The value as an array of numbers with the right number of axes.

    Raises:
        InputError: it is none.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise InputError(f"{name} is no matrix: its rows have different lengths") from error
    if array.dtype.kind not in "biufc":
        raise InputError(f"{name} holds {array.dtype} where numbers are expected")
    if array.dtype.kind in "biu" or array.dtype == np.float16:
        array = array.astype(np.float64)
    if len(shape) == 2 and shape[0] == shape[1] == Dim.of(1) and array.size == 1:
        return array.reshape(())
    if array.ndim != 2:
        way = f"; {name}.reshape(-1, 1) makes a column of it" if array.ndim == 1 else ""
        raise InputError(f"{name} has shape {array.shape}, expected a matrix {show_shape(shape)}{way}")
    return array


def bind_sizes(shapes: Mapping[str, Shape], found: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """The size of each named dimension.

    It is what the first array says in which the dimension stands alone.

    Args:
        shapes: name -> symbolic shape.
        found: name -> the shape of the array; scalars have no axes.

    Raises:
        InputError: two arrays disagree about a dimension, or one is not what the shape says.
    """
    sizes: dict[str, int] = {}
    source: dict[str, str] = {}
    axes = [(n, axis, d, size) for n, s in found.items() for axis, (d, size) in enumerate(zip(shapes[n], s))]
    for name, axis, dim, size in axes:
        if dim in map(Dim.of, dim.names) and str(dim) not in sizes:
            sizes[str(dim)] = size
            source[str(dim)] = f"{size} {_AXES[axis]} of {name}"
    for name, axis, dim, size in axes:
        if dim.names <= sizes.keys() and dim.evaluate(sizes) != size:
            because = "".join(f"; {n} is {sizes[n]} by the {source[n]}" for n in sorted(dim.names))
            raise InputError(
                f"{name} has shape {found[name]}, expected {show_shape(shapes[name])}: "
                f"{size} {_AXES[axis]} where {dim} is {dim.evaluate(sizes)}{because}"
            )
    return sizes


def require_finite(name: str, array: Array) -> None:
    """Every entry is a number.

    Raises:
        InputError: one is NaN or infinite; the message says which, counting from 1.
    """
    finite = np.isfinite(array)
    if finite.all():
        return
    index = tuple(int(i) for i in np.argwhere(~finite)[0])
    place = f" in row {index[0] + 1}, column {index[1] + 1}" if len(index) == 2 else ""
    raise InputError(f"{name} holds {array[index]}{place}; every entry must be a finite number")


_AXES = ("rows", "columns")

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsym.errors import InputError
from bpsym.training import draw_loss_curve, load_data, load_parameters, save_parameters
from bpsym.training.saving import write_whole

COURSE = "sleep,study,score\n3,5,75\n5,1,82\n10,2,93\n"


def written(folder: Path, text: str, name: str = "data.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_columns_are_chosen_by_name_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    data = load_data(written(tmp_path, COURSE), {"X": ["study", "sleep"], "y": ["score"]})
    np.testing.assert_array_equal(data["X"], [[5, 3], [1, 5], [2, 10]])
    np.testing.assert_array_equal(data["y"], [[75], [82], [93]])


def test_without_a_word_the_last_column_is_the_target(tmp_path: Path) -> None:
    data = load_data(written(tmp_path, "\ufeff" + COURSE.replace(",", " , ") + "\n\n"))
    np.testing.assert_array_equal(data["X"], [[3, 5], [5, 1], [10, 2]])
    np.testing.assert_array_equal(data["y"], [[75], [82], [93]])


BAD_CSV = {
    "empty": ("", "empty; the first row names the columns"),
    "header only": ("a,b\n", "no data below the header row"),
    "no header": ("1,2\n3,4\n", "the first row holds numbers (1, 2); it must name the columns"),
    "ragged": ("a,b\n1,2\n3\n", "row 3: 1 cells, expected 2 (a, b)"),
    "too long": ("a,b\n1,2,3\n", "row 2: 3 cells, expected 2 (a, b)"),
    "a word": ("a,b\n1,2\n3,x\n", "row 3, column 2 (b): found 'x', expected a number"),
    "nothing": ("a,b\n1,\n", "row 2, column 2 (b): found nothing, expected a number"),
    "nan": ("a,b\n1,2\nNaN,2\n", "row 3, column 1 (a): found 'NaN', expected a number"),
    "infinite": ("a,b\n1,-inf\n", "row 2, column 2 (b): found '-inf', expected a number"),
    "one column": ("a\n1\n", "one column (a); say with `columns` which input it is"),
    "twice": ("a,a\n1,2\n", "two columns are named 'a'"),
    "quotes": ('a,b\n"1,2\n', "no CSV"),
}


@pytest.mark.parametrize("name", BAD_CSV)
def test_a_csv_that_cannot_be_used_is_refused_with_row_and_column(tmp_path: Path, name: str) -> None:
    text, message = BAD_CSV[name]
    file = written(tmp_path, text)
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        load_data(file)
    assert str(caught.value).startswith(str(file))


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'hours'; there are sleep, study, score"):
        load_data(written(tmp_path, COURSE), {"X": ["hours"]})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "data.csv"
    binary.write_bytes(b"a,b\n\xff\xfe,2\n")
    with pytest.raises(InputError, match="not UTF-8 text"):
        load_data(binary)
    with pytest.raises(InputError, match="No such file"):
        load_data(tmp_path / "missing.csv")
    with pytest.raises(InputError, match="No such file"):
        load_data(tmp_path / "missing.npz")
    with pytest.raises(InputError, match=r"data is read from files that end in \.csv or \.npz"):
        load_data(written(tmp_path, COURSE, "data.txt"))


def test_arrays_of_an_npz_are_the_inputs(tmp_path: Path) -> None:
    np.savez(tmp_path / "data.npz", X=np.ones((3, 2), dtype=np.float32), y=np.arange(3).reshape(3, 1))
    data = load_data(tmp_path / "data.npz")
    assert data["X"].dtype == np.float32
    np.testing.assert_array_equal(data["y"], [[0], [1], [2]])


def test_an_npz_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data.npz"
    np.savez(file, X=np.array([[1.0, np.nan]]))
    with pytest.raises(InputError, match="X holds nan in row 1, column 2"):
        load_data(file)
    np.savez(file, X=np.array([["a"]]))
    with pytest.raises(InputError, match="X holds <U1, expected real numbers"):
        load_data(file)
    np.savez(file, X=np.array([[None]], dtype=object))
    with pytest.raises(InputError, match="no archive of numeric arrays"):
        load_data(file)
    np.savez(file)
    with pytest.raises(InputError, match="no arrays in it"):
        load_data(file)
    for content in (b"", b"PK\x03\x04 truncated", COURSE.encode()):
        file.write_bytes(content)
        with pytest.raises(InputError, match="no archive of numeric arrays"):
            load_data(file)
    np.save(tmp_path / "one.npy", np.ones(3))
    (tmp_path / "one.npy").rename(file)
    with pytest.raises(InputError, match="no archive of numeric arrays"):
        load_data(file)


@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail_in_another_way(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("data.csv", "data.npz"):
        (folder / name).write_bytes(content)
        with contextlib.suppress(InputError):
            assert all(np.isfinite(array).all() for array in load_data(folder / name).values())


def test_parameters_come_back_as_they_were_saved(tmp_path: Path) -> None:
    parameters = {"W1": np.random.default_rng(0).normal(size=(2, 3)), "file": np.array(3.5)}
    save_parameters(tmp_path / "net.npz", parameters)
    loaded = load_parameters(tmp_path / "net.npz")
    assert loaded.keys() == parameters.keys()
    for name, array in parameters.items():
        assert loaded[name].tobytes() == array.tobytes()
    assert [f.name for f in tmp_path.iterdir()] == ["net.npz"]


def test_a_failure_while_writing_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "net.npz"
    save_parameters(file, {"W": np.ones(2)})
    before = file.read_bytes()

    def fail(stream: object) -> None:
        raise RuntimeError("the disk caught fire")

    with pytest.raises(RuntimeError, match="fire"):
        write_whole(file, fail)
    assert file.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["net.npz"]


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write there: No such file or directory"):
        save_parameters(tmp_path / "nowhere" / "net.npz", {"W": np.ones(2)})
    with pytest.raises(InputError, match=r"parameters are saved as \.npz"):
        save_parameters(tmp_path / "net.pkl", {"W": np.ones(2)})
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        save_parameters(tmp_path / "folder.npz", {"W": np.ones(2)})
    assert [f.name for f in tmp_path.iterdir()] == ["folder.npz"]


SIGNATURES = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_the_loss_curve_is_a_picture_and_the_same_one_each_time(tmp_path: Path, kind: str) -> None:
    pictures = []
    for name in ("a", "b"):
        draw_loss_curve(tmp_path / f"{name}.{kind}", [0.5, 0.01, 1e-5, 1e-9], title="Two-layer network")
        pictures.append((tmp_path / f"{name}.{kind}").read_bytes())
    assert pictures[0].startswith(SIGNATURES[kind])
    assert pictures[0] == pictures[1]


def test_the_curve_names_its_axes_and_shows_the_last_loss(tmp_path: Path) -> None:
    draw_loss_curve(tmp_path / "loss.svg", [2.0, 0.5, 0.125], title="The course")
    text = (tmp_path / "loss.svg").read_text(encoding="utf-8")
    for words in ("<!-- step -->", "<!-- loss J -->", "<!-- The course -->", "<!-- 0.12 -->", 'id="loss"'):
        assert words in text


def test_a_loss_below_zero_is_drawn_on_a_plain_scale(tmp_path: Path) -> None:
    draw_loss_curve(tmp_path / "loss.svg", [1.0, -3.0])
    assert "<!-- -3 -->" in (tmp_path / "loss.svg").read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pictures are written as png, svg, pdf"):
        draw_loss_curve(tmp_path / "loss.gif", [1.0])
    with pytest.raises(InputError, match="no loss to draw"):
        draw_loss_curve(tmp_path / "loss.png", [])

"""What is installed: the package with its derivations, from a wheel and from a checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bpsym.derivation import shipped
from bpsym.errors import InputError
from tests.house.sources import ROOT, name_of, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling builds the wheel and is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(builder.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def test_the_wheel_holds_every_derivation_and_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {f"bpsym/derivations/{path.name}" for path in (ROOT / "derivations").glob("*.md")}
    ours |= {name_of(path) for path in tracked() if ROOT / "bpsym" in path.parents}
    assert ours - names == set()
    assert "bpsym/py.typed" in names
    assert not any(name.startswith(("tests/", "docs/", "derivations/")) for name in names)


def test_a_derivation_is_found_in_an_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from bpsym.derivation import shipped; print(shipped('two-layer-network'))"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(run.stdout.strip()) == tmp_path / "bpsym" / "derivations" / "two-layer-network.md"


def test_a_derivation_is_found_beside_the_package_of_a_checkout() -> None:
    assert shipped("two-layer-network.md") == ROOT / "derivations" / "two-layer-network.md"


def test_a_derivation_that_is_not_shipped_is_named_with_those_that_are() -> None:
    with pytest.raises(
        InputError, match=r"no derivation 'three-layer' comes with bpsym; there are .*two-layer-network"
    ):
        shipped("three-layer")

"""The build of the site: what it refuses, and what it takes along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

CONFIG = """\
site_name: notes
theme: {{name: material, font: false}}
hooks: [{hook}]
plugins: []
markdown_extensions: [tables, "pymdownx.arithmatex": {{generic: true}}, bpsym.site.verdicts]
"""
KATEX = ("katex.min.css", "katex.min.js", "contrib/auto-render.min.js", "contrib/copy-tex.min.js")
HEADER = "---\nbpsym:\n  symbols: {X: [m, d], W: [d, h], z: [m, h]}\n---\n"
TRUE = HEADER + "# Notes\n\n$$z = XW$$\n\n$$(XW)^T = W^T X^T$$\n"
FALSE = HEADER + "# Notes\n\n$$z = XW$$\n\n$$(XW)^T = X^T W^T$$\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site of one page, with stand-ins for the files of KaTeX."""
    for piece in (
        "katex.min.css",
        "katex.min.js",
        "contrib/auto-render.min.js",
        "contrib/copy-tex.min.js",
        "fonts/A.woff2",
    ):
        path = tmp_path / "node_modules/katex/dist" / piece
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("/* KaTeX */")
    for folder in ("docs", "derivations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(hook=ROOT / "bpsym/site/hook.py"))
    (tmp_path / "docs/index.md").write_text("# Home\n")
    return tmp_path


def _build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "built", *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_a_page_of_derivations_is_published_with_what_is_derived_from_it(project: Path) -> None:
    shutil.copy(ROOT / "derivations/two-layer-network.md", project / "derivations/net.md")
    run = _build(project, "--strict")
    assert run.returncode == 0, run.stderr
    assert "data-bp-entry" in (project / "built/derivations/net/index.html").read_text(encoding="utf-8")
    derived = (project / "built/derivations/net-derived/index.html").read_text(encoding="utf-8")
    assert "matmul_pullback" in derived
    assert derived.count("data-bp-entry") >= 9


def test_katex_is_taken_along(project: Path) -> None:
    assert _build(project).returncode == 0
    assert sorted(path.name for path in (project / "built/assets/katex").rglob("*.*")) == [
        "A.woff2",
        "auto-render.min.js",
        "copy-tex.min.js",
        "katex.min.css",
        "katex.min.js",
    ]


@pytest.mark.parametrize("options", [(), ("--strict",), ("--quiet", "--strict")])
def test_a_false_equation_breaks_the_build_and_nothing_is_written(project: Path, options: tuple[str, ...]) -> None:
    (project / "derivations/net.md").write_text(FALSE)
    run = _build(project, *options)
    assert run.returncode != 0
    assert "derivations/net.md:9:3: refuted" in run.stderr
    assert not (project / "built/index.html").exists()


def test_a_false_equation_that_the_notes_announce_is_published(project: Path) -> None:
    (project / "derivations/net.md").write_text(FALSE.rstrip() + "\n<!-- bpsym: expect refuted BP201 -->\n")
    run = _build(project, "--strict")
    assert run.returncode == 0, run.stderr
    assert "refuted, as expected" in (project / "built/derivations/net/index.html").read_text(encoding="utf-8")


def test_any_page_of_the_docs_can_ask_to_be_checked(project: Path) -> None:
    (project / "docs/index.md").write_text(TRUE + "\n<!-- bpsym-site: check -->\n")
    assert _build(project, "--strict").returncode == 0
    page = (project / "built/index.html").read_text(encoding="utf-8")
    assert page.count("data-bp-entry") == 2
    (project / "docs/index.md").write_text(FALSE + "\n<!-- bpsym-site: check -->\n")
    assert _build(project).returncode != 0


def test_notes_that_cannot_be_read_are_named(project: Path) -> None:
    (project / "derivations/net.md").write_text("# Nothing to check\n")
    run = _build(project)
    assert run.returncode != 0
    assert "derivations/net.md" in run.stderr
    assert "Traceback" not in run.stderr


def test_without_katex_the_build_says_what_to_do(project: Path) -> None:
    shutil.rmtree(project / "node_modules")
    run = _build(project)
    assert run.returncode != 0
    assert "npm ci" in run.stderr

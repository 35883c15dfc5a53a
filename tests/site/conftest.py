"""The built site, and a browser that walks it. What is missing skips with its reason, or fails where it is required."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import pytest

from tests.house.sources import ROOT

REQUIRED = "BPSYM_REQUIRE_BROWSER"
"""Set to 1 where a skip would hide that the site was not looked at."""


def _skip(reason: str) -> NoReturn:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `mkdocs build --strict` makes it."""
    if not (ROOT / "node_modules/katex").is_dir():
        _skip("KaTeX is not installed: run `npm ci`")
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site, served to this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def visits(site: Path, address: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a reader of every page meets, in light, in dark and on a phone."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        _skip("there is no chromium")
    if shutil.which("node") is None:
        _skip("there is no node")
    if not (ROOT / "node_modules/playwright-core").is_dir():
        _skip("playwright-core is not installed: run `npm ci`")
    pages = sorted(p.parent.relative_to(site).as_posix() + "/" for p in site.rglob("index.html"))
    paths = ["" if page == "./" else page for page in pages]
    pictures = tmp_path_factory.mktemp("pictures")
    command = ["node", str(ROOT / "tests/site/browse.mjs"), chromium, address, str(pictures), *paths]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


class _Quiet(SimpleHTTPRequestHandler):
    """A server that does not write a line for each file."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

"""The MkDocs hook: the pages of `derivations/`, KaTeX, and a build that fails with its equations.

Named in `mkdocs.yml` under `hooks`.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from bpsym.derivation import Report
from bpsym.errors import BpsymError, InputError
from bpsym.site.codes import findings_page
from bpsym.site.derived import derived_page
from bpsym.site.gallery import fill_counts
from bpsym.site.katex import katex_files
from bpsym.site.verdicts import NAMELESS, ask, find_request
from bpsym.site.verification import faults, verify

EXTENSION = "bpsym.site.verdicts"
FOLDER = "derivations"


def on_config(config: MkDocsConfig) -> None:
    """Leave it to `on_env` to fail, which knows the faults of all pages."""
    config.mdx_configs.setdefault(EXTENSION, {})["strict"] = False


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each file of `derivations/`, one for what bpsym derives from it, one of findings, and KaTeX.

    Raises:
        PluginError: a file cannot be read as a derivation, or KaTeX is not installed.
    """
    root = Path(config.config_file_path or "mkdocs.yml").parent / FOLDER
    for path in sorted(root.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        _append(files, config, path.name, text)
        notes = _verified(text, f"{FOLDER}/{path.name}").derivation
        derived = derived_page(notes, f"[{notes.title or path.stem}]({path.name})") if notes else None
        if derived is not None:
            _append(files, config, f"{path.stem}-derived.md", derived)
    files.append(File.generated(config, "findings.md", content=findings_page()))
    for file in katex_files(config):
        files.append(file)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Give the extension the page as it was written, with the front matter that MkDocs has taken off.

    Raises:
        PluginError: the page asks for the counts of a page that there is not.
    """
    request = _request(page.file)
    if request:
        return ask(*request)
    requests = {file.src_uri: _request(file) for file in files.documentation_pages()}
    try:
        return fill_counts(markdown, lambda uri: _verified(*found) if (found := requests.get(uri)) else None)
    except InputError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Fail, before a page is written, with every equation of the site that may not be published.

    Raises:
        PluginError: there is one.
    """
    requests = (_request(file) for file in files.documentation_pages())
    lines = [line for request in requests if request for line in faults(_verified(*request))]
    if lines:
        raise PluginError("equations that may not be published:\n" + "\n".join(lines))


def _append(files: Files, config: MkDocsConfig, name: str, text: str) -> None:
    """A page under `derivations/`, which asks to be verified."""
    uri = f"{FOLDER}/{name}"
    files.append(File.generated(config, uri, content=ask(text, uri)))


def _request(file: File) -> tuple[str, str] | None:
    """The text to verify and its name, where the page asks for it."""
    found = find_request(file.content_string)
    if found is None:
        return None
    text, name = found
    return text, file.src_uri if name == NAMELESS else name


def _verified(text: str, file: str) -> Report:
    try:
        return verify(text, file)
    except BpsymError as error:
        raise PluginError(f"{file}: {error}") from error

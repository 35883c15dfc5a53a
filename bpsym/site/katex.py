"""KaTeX, copied from its npm package into the built site, so that no page asks another server for anything."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

FOLDER = "assets/katex"
PIECES = ("katex.min.css", "katex.min.js", "contrib/auto-render.min.js", "contrib/copy-tex.min.js", "fonts/*.woff2")


def katex_files(config: MkDocsConfig) -> list[File]:
    """The files of KaTeX that the site needs, from `node_modules` beside `mkdocs.yml`.

    Raises:
        PluginError: KaTeX is not installed.
    """
    root = Path(config.config_file_path or "mkdocs.yml").parent / "node_modules" / "katex" / "dist"
    found = [path for piece in PIECES for path in sorted(root.glob(piece))]
    if len(found) < len(PIECES):
        raise PluginError(f"KaTeX is not complete in {root}: run `npm ci` beside mkdocs.yml first")
    names = ((path.relative_to(root).as_posix(), path) for path in found)
    return [File.generated(config, f"{FOLDER}/{name}", abs_src_path=str(path)) for name, path in names]

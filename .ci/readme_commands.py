"""Print the commands of the fenced block of a Markdown file that is marked `<!-- ci: NAME -->`, for a shell to run."""

import re
import sys
from pathlib import Path


def commands(text: str, name: str) -> str:
    """The body of the block.

    Raises:
        SystemExit: there is not exactly one such block.
    """
    found = re.findall(
        rf"<!-- ci: {re.escape(name)} -->\s*\n```(?:bash|console|sh)\n(.*?)^```", text, re.DOTALL | re.MULTILINE
    )
    if len(found) != 1:
        raise SystemExit(f"expected one block marked <!-- ci: {name} -->, found {len(found)}")
    body: str = found[0]
    return body


if __name__ == "__main__":
    file, block = sys.argv[1:]
    print(commands(Path(file).read_text(encoding="utf-8"), block), end="")

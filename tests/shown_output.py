"""What documents show of commands: run again, and written into them by `python tests/shown_output.py`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bench_process import bench

DOCUMENT = Path(__file__).parent.parent / "docs" / "first-scorecard.md"
BLOCK = re.compile(r"^```(console|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = "mine.jsonl"
"""What the document calls the file that its JSON block is."""


def with_output(document: str, folder: Path) -> str:
    """The document, with what its commands print when they are run one after another in a folder."""

    def shown(block: re.Match[str]) -> str:
        language, text = block.groups()
        if language == "json":
            (folder / FILE).write_text(text, encoding="utf-8")
            return block[0]
        command = text.partition("\n")[0]
        done = bench(*command.split()[2:], cwd=folder)
        assert done.returncode == 0, done.stderr
        printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
        return f"```console\n{command}\n{printed}\n```"

    return BLOCK.sub(shown, document)


def main() -> None:
    """Write the document anew."""
    with tempfile.TemporaryDirectory() as folder:
        text = with_output(DOCUMENT.read_text(encoding="utf-8"), Path(folder))
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

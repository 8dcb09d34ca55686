"""Documents that live elsewhere in the repository, as pages of the site, with every link led to the right page.

`gold/README.md` belongs beside the sets and SECURITY.md where hosts look for it; nothing is copied. In the repository
a link leads to a file, and here to that file's page: `../gold/README.md` in docs/python.md is `gold/README.md` on the
site, whose pages are those of `docs/` and, under their own paths, those of the rest of the repository.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
DOCS = "docs/"
HOME = "index.md"
"""What the repository's README is on the site."""
LINK = re.compile(r"(?<=\]\()([^)#\s]+)(?=(#[^)\s]*)?\))")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what mkdocs.yml lists under `extra: repository`."""
    for pattern in config.extra["repository"]:
        paths = sorted(ROOT.glob(pattern))
        if not paths:
            raise FileNotFoundError(f"mkdocs.yml: nothing in the repository is called {pattern!r}")
        for path in paths:
            uri = path.relative_to(ROOT).as_posix()
            # Not in the navigation unless mkdocs.yml names it there, and no warning about that.
            files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_markdown(markdown: str, *, page: Page, files: Files, **_: object) -> str:
    """Lead the page's links to where their files are on the site."""
    known = {file.src_uri for file in files}
    return LINK.sub(lambda link: site_link(link[0], page.file.src_uri, known), markdown)


def site_link(target: str, page: str, known: set[str]) -> str:
    """The link as it has to be on the site; one that leads nowhere there is left for the strict build to refuse."""
    if "://" in target:
        return target
    source = DOCS + page if (ROOT / DOCS / page).is_file() else page
    in_repository = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    on_site = HOME if in_repository == "README.md" else in_repository.removeprefix(DOCS)
    return posixpath.relpath(on_site, posixpath.dirname(page) or ".") if on_site in known else target

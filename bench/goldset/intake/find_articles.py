"""Finding out what `--from` names, and reading the articles in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.bounds import refusal
from bench.errors import InputError, UsageError
from bench.goldset.files import text_of
from bench.goldset.intake.article_tables import SAVED, articles_of, open_file, open_named, open_saved
from bench.goldset.intake.found_article import FoundArticle
from bench.goldset.intake.markup import from_html, from_markdown
from bench.goldset.intake.prose import headline, tidy
from bench.goldset.intake.word_files import word_text
from bench.storage import TEXT, is_present, read_given, read_member

TEXTS = (".txt", ".md", ".markdown", ".html", ".htm", ".docx")
TABLES = (".jsonl", ".json", ".csv", ".parquet")
HIDDEN = (".", "~$")
"""How names of files begin that nobody has put there; the second are Word's, of files that are open in it."""
DATASET = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?(:[\w.-]+)?")
"""The form of a data set's public name."""
MOST = 5_000
"""Articles that a set may be begun with; more are a mistake rather than something to annotate."""


class FoundArticles(NamedTuple):
    """The articles of a source."""

    articles: tuple[FoundArticle, ...]
    empty: int
    """How many files or rows had no text."""
    passed_over: tuple[str, ...] = ()
    """The names of a folder's other files, which are of no kind that is read, and of the folders in it."""


def count_files(source: str) -> int:
    """How many files `find_articles` will read one by one: those of a folder of texts, else 1."""
    folder = Path(source)
    return len(_texts(folder)) if folder.is_dir() and not _is_saved(folder) else 1


def find_articles(source: str, limit: int | None = None, step: Callable[[], None] = lambda: None) -> FoundArticles:
    """Read the articles of a file, a folder of files, or a data set.

    Args:
        source: a path; or, where there is no such path, the public name of a data set.
        limit: how many articles to take from the beginning; all if None.
        step: called after each article.

    Raises:
        InputError: something there cannot be read.
        UsageError: there is nothing of that name, nothing in it, or far too much.
    """
    articles: list[FoundArticle] = []
    empty = 0
    for article in _articles(source):
        # Also for a row without text, since progress counts what is read.
        step()
        if not article.text:
            empty += 1
        elif len(articles) < (MOST if limit is None else limit):
            articles.append(article)
        # Without --limit the five thousand and first is an error; with it the rest is simply left.
        elif limit is None:
            raise UsageError(f"{source}: more than {MOST:,} articles; take fewer with --limit N")
        else:
            break
    if not articles:
        raise UsageError(f"{source}: no text of an article in it")
    return FoundArticles(tuple(articles), empty, tuple(_others(Path(source))))


def _articles(source: str) -> Iterator[FoundArticle]:
    path = Path(source)
    if path.is_dir():
        return articles_of(open_saved(path)) if _is_saved(path) else _folder(path)
    if path.exists():
        return _file(path)
    # A misspelled file name must not become a search for a data set on the network.
    if path.suffix.lower() in (*TEXTS, *TABLES) or not DATASET.fullmatch(source):
        raise UsageError(f"{source}: no such file or folder")
    return articles_of(open_named(source))


def _folder(folder: Path) -> Iterator[FoundArticle]:
    texts = _texts(folder)
    if not texts:
        tables = sorted(path for path in folder.iterdir() if path.suffix.lower() in TABLES)
        advice = f"; for its tables, name one: {tables[0]}" if tables else ""
        raise UsageError(f"{folder}: no {', '.join(TEXTS[:-1])} or {TEXTS[-1]} file in it{advice}")
    for path in texts:
        # What a folder holds is its own; a link to a system file would become an article.
        yield _article(path, read_member(path))


def _is_saved(folder: Path) -> bool:
    return any(is_present(folder / name) for name in SAVED)


def _texts(folder: Path) -> list[Path]:
    """The files of a folder that hold an article each; hidden ones are left alone."""
    text_files = (
        path for path in folder.iterdir() if path.suffix.lower() in TEXTS and not path.name.startswith(HIDDEN)
    )
    # In the order of their names, which becomes the order of the set.
    return sorted(path for path in text_files if not path.is_dir())


def _others(folder: Path) -> Iterator[str]:
    """What a folder of texts holds besides them, by name; nothing of anything else."""
    if folder.is_dir() and not _is_saved(folder):
        texts = set(_texts(folder))
        for path in sorted(folder.iterdir()):
            if path not in texts and not path.name.startswith(HIDDEN):
                yield f"{path.name}/" if path.is_dir() else path.name


def _file(path: Path) -> Iterator[FoundArticle]:
    if path.suffix.lower() in TABLES:
        return articles_of(open_file(path))
    if path.suffix.lower() in TEXTS:
        return iter([_article(path, read_given(path, TEXT))])
    raise InputError(f"not a kind of file that is read: {', '.join((*TEXTS, *TABLES))}", file=path)


def _article(path: Path, data: bytes) -> FoundArticle:
    article = _parsed_article(path, data)
    if problem := refusal("article", len(article.text)):
        raise InputError(problem, file=path)
    return article


def _parsed_article(path: Path, data: bytes) -> FoundArticle:
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        # As bytes: a page says itself how it is encoded.
        return from_html(data, path.stem)
    text = word_text(data, path) if suffix == ".docx" else text_of(data, path)
    if suffix in (".md", ".markdown"):
        return from_markdown(text, path.stem)
    title, text = headline(tidy(text))
    return FoundArticle(name=path.stem, title=title, text=text)

"""The figures in a set's README, written from the set itself.

`python -m bench.goldset.readmes.set_figures FOLDER …` writes them anew between the two marks.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.errors import AllegedlyError
from bench.goldset.files import read_text
from bench.goldset.loading import GoldSet, find, load
from bench.goldset.readmes.marks import FILE, between
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, ORIGINS, LabelledSummary
from bench.storage import replace_member


def counts(gold: GoldSet) -> str:
    """What a set holds, as Markdown: articles with their facts, and labelled summaries with their errors."""
    head = ("article", "words", *(f"{kind}s" for kind in KINDS), "labelled summaries")
    article_cells = []
    for gold_article in gold.articles:
        kinds = Counter(located.fact.kind for located in gold_article.facts)
        article_cells.append(
            [len(gold_article.article.text.split()), *(kinds[kind] for kind in KINDS), len(gold_article.labels)]
        )
    totals = [sum(column) for column in zip(*article_cells, strict=True)]
    names = [f"`{gold_article.article.id}`" for gold_article in gold.articles]
    lines = [_row(head), _row(["---", *["---:"] * len(totals)])]
    lines += [_row([name, *cells]) for name, cells in zip([*names, "all"], [*article_cells, totals], strict=True)]
    return "\n".join([*lines, "", _labelled(gold)])


def _labelled(gold: GoldSet) -> str:
    """The labelled summaries of each writer, and their errors by code for each origin."""
    summaries = [summary for gold_article in gold.articles for summary in gold_article.labels]
    if not summaries:
        return "No labelled summaries."
    writers = {(summary.origin, summary.model) for summary in summaries}
    head = ("labelled summaries", "by", "summaries", "with an error or a flag", "`preserved`", "errors", "flags")
    lines = [_row(head), _row(["---", "---", *["---:"] * 5])]
    for origin, model in sorted(writers, key=lambda writer: (ORIGINS.index(writer[0]), writer[1])):
        written = [summary for summary in summaries if (summary.origin, summary.model) == (origin, model)]
        lines.append(_row([origin, f"`{model}`", *_figures(written)]))
    by_origin = {origin: [summary for summary in summaries if summary.origin == origin] for origin in ORIGINS}
    codes = (
        f"Errors and flags of {name} summaries: {_codes(written)}." for name, written in by_origin.items() if written
    )
    return "\n\n".join(["\n".join(lines), *codes])


def _figures(summaries: Sequence[LabelledSummary]) -> list[int]:
    """Counts of the summaries, of those with any fault, of preserved facts, of errors and of flags."""
    verdicts = Counter(verdict for summary in summaries for verdict in summary.labels.values())
    wrong = sum(1 for summary in summaries if summary.flags or set(summary.labels.values()) & set(ERROR_CODES))
    errors = sum(verdicts[code] for code in ERROR_CODES)
    return [len(summaries), wrong, verdicts["preserved"], errors, sum(len(summary.flags) for summary in summaries)]


def _codes(summaries: Sequence[LabelledSummary]) -> str:
    counted = Counter[str](verdict for summary in summaries for verdict in summary.labels.values())
    counted.update(flag.code for summary in summaries for flag in summary.flags)
    return ", ".join(f"{counted[code]} `{code}`" for code in (*ERROR_CODES, *FLAG_CODES) if counted[code]) or "none"


def _row(cells: list[object] | tuple[object, ...]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def with_counts(text: str, gold: GoldSet) -> str:
    """A README with a set's present figures between its marks.

    Raises:
        InputError: it has no such marks.
    """
    return between(text, "counts", counts(gold))


def main(folders: list[str]) -> int:
    """Write the figures into the README of each set; 2 if one cannot be written."""
    try:
        for folder in folders:
            gold = load(folder)
            path = find(folder) / FILE
            replace_member(path, with_counts(read_text(path), gold).encode())
    except AllegedlyError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main([str(Path(folder)) for folder in sys.argv[1:]]))

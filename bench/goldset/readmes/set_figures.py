"""The figures in a set's README, written from the set itself.

`python -m bench.goldset.readmes.set_figures FOLDER …` writes them anew between the two marks.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from bench.errors import AllegedlyError
from bench.goldset.files import read_text
from bench.goldset.loading import GoldSet, load
from bench.goldset.readmes.marks import FILE, between
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, ORIGINS


def counts(gold: GoldSet) -> str:
    """What a set holds, as Markdown: articles with their facts, and labelled summaries with their errors."""
    head = ("article", "words", *(f"{kind}s" for kind in KINDS), "labelled summaries")
    rows = []
    for gold_article in gold.articles:
        kinds = Counter(located.fact.kind for located in gold_article.facts)
        rows.append(
            [len(gold_article.article.text.split()), *(kinds[kind] for kind in KINDS), len(gold_article.labels)]
        )
    totals = [sum(column) for column in zip(*rows, strict=True)]
    names = [f"`{gold_article.article.id}`" for gold_article in gold.articles]
    lines = [_row(head), _row(["---", *["---:"] * len(totals)])]
    lines += [_row([name, *row]) for name, row in zip([*names, "all"], [*rows, totals], strict=True)]
    return "\n".join([*lines, "", _labelled(gold)])


def _labelled(gold: GoldSet) -> str:
    summaries = [summary for gold_article in gold.articles for summary in gold_article.labels]
    verdicts = Counter(verdict for summary in summaries for verdict in summary.labels.values())
    flags = Counter(flag.code for summary in summaries for flag in summary.flags)
    errors = {code: verdicts[code] for code in ERROR_CODES if verdicts[code]}
    wrong = sum(1 for summary in summaries if summary.flags or set(summary.labels.values()) & set(ERROR_CODES))
    flagged = {code: flags[code] for code in FLAG_CODES if flags[code]}
    listed = ", ".join(f"{count} `{code}`" for code, count in [*errors.items(), *flagged.items()]) or "none"
    origins = Counter(summary.origin for summary in summaries)
    listed_origins = " and ".join(f"{origins[origin]} {origin}" for origin in ORIGINS if origins[origin]) or "none"
    return (
        f"Of {len(summaries)} labelled summaries ({listed_origins}), {wrong} hold an error or a flag. "
        f"Labels: {verdicts['preserved']} `preserved`, {sum(errors.values())} errors. By code: {listed}."
    )


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
            path = gold.folder / FILE
            path.write_text(with_counts(read_text(path), gold), encoding="utf-8")
    except AllegedlyError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main([str(Path(folder)) for folder in sys.argv[1:]]))

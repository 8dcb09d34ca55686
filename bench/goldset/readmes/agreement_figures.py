"""The figures on agreement in a README, written from the annotations themselves.

`python -m bench.goldset.readmes.agreement_figures SETS FACTS LABELS NATURAL` writes them anew between the two marks in
SETS/README.md. SETS is a folder of sets; FACTS and LABELS are folders of second annotations, of facts and of labels,
which are compared with SETS; NATURAL holds two folders, `first` and `second`, which are compared with each other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.counted import counted
from bench.errors import AllegedlyError, UsageError
from bench.goldset.agreement.annotations import agree_at
from bench.goldset.agreement.results import Agreed, AnnotationAgreement, Counted
from bench.goldset.files import read_text
from bench.goldset.readmes.marks import FILE, between
from bench.records import Origin
from bench.storage import replace_member


def tables_at(sets: str, facts: str, labels: str, natural: str) -> str:
    """What the three comparisons of these folders come to, as Markdown.

    Raises:
        InputError: a file of a set is wrong.
        UsageError: a folder is missing, or holds nothing to compare.
    """
    passes = (str(Path(natural) / name) for name in ("first", "second"))
    return tables(agree_at(sets, facts), agree_at(sets, labels), agree_at(*passes))


def tables(facts: AnnotationAgreement, labels: AnnotationAgreement, natural: AnnotationAgreement) -> str:
    """What three comparisons come to, as Markdown.

    Args:
        facts: of two annotations of facts.
        labels: of two annotations of planted summaries.
        natural: of two annotations of natural summaries.
    """
    return "\n".join([*_facts(facts), "", *_labels(labels, "planted"), "", *_labels(natural, "natural")])


def _facts(agreement: AnnotationAgreement) -> Iterator[str]:
    yield f"**Facts** of {counted(len(agreement.articles), 'article')}. {_second_annotators(agreement)}"
    yield from ("", "| marked | first | second | both | F1 |", "| --- | ---: | ---: | ---: | ---: |")
    for kind, count in agreement.facts.selection.items():
        yield _counted(kind, count)
    yield ""
    yield f"Marked by both at the same cue, but as different kinds: {agreement.facts.other_kind}."
    yield from ("", "| in facts that both marked | same | of | alpha |", "| --- | ---: | ---: | ---: |")
    for field, agreed in agreement.facts.fields.items():
        yield _agreed(field, agreed)


def _labels(agreement: AnnotationAgreement, origin: Origin) -> Iterator[str]:
    if agreement.labels is None:
        raise UsageError(f"{agreement.a} and {agreement.b} have no summaries that both labelled by the same facts")
    summaries, articles = agreement.labels.summaries, len(agreement.articles)
    labelled = f"{counted(summaries, f'{origin} summary')} of {counted(articles, 'article')}"
    yield f"**Labels** of {labelled}. {_second_annotators(agreement)}"
    yield from ("", "| labels | same | of | alpha |", "| --- | ---: | ---: | ---: |")
    yield _agreed("all verdicts", agreement.labels.verdicts)
    yield _agreed("error or not", agreement.labels.errors)
    for kind, agreed in agreement.labels.by_kind.items():
        yield _agreed(f"verdicts of {kind}s", agreed)
    yield from ("", "| code | first | second | both | F1 | alpha |", "| --- | ---: | ---: | ---: | ---: | ---: |")
    for code, count in agreement.labels.codes.items():
        # Flags have no alpha: there is no number of places where one could have been set and was not.
        on_code = agreement.labels.by_verdict.get(code)
        yield f"{_counted(f'`{code}`', count)} {_two_places(on_code.alpha if on_code else None)} |"


def _second_annotators(agreement: AnnotationAgreement) -> str:
    """Who gave the second annotation. A shipped set names all its annotators, and so not who gave the first."""
    return f"Second: {', '.join(f'`{name}`' for name in agreement.annotators_b)}."


def _counted(name: str, count: Counted) -> str:
    return f"| {name} | {count.a} | {count.b} | {count.both} | {_two_places(count.f1)} |"


def _agreed(name: str, agreed: Agreed) -> str:
    return f"| {name} | {agreed.same} | {agreed.of} | {_two_places(agreed.alpha)} |"


def _two_places(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def with_tables(text: str, written: str) -> str:
    """A README with the tables between its marks.

    Raises:
        InputError: it has no such marks.
    """
    return between(text, "agreement", written)


def main(arguments: list[str]) -> int:
    """Write the tables into the README of a folder of sets; 2 if they cannot be written."""
    try:
        if len(arguments) != 4:
            raise UsageError("give four folders: of sets, of second facts, of second labels and of natural labels")
        path = Path(arguments[0]) / FILE
        text = with_tables(read_text(path), tables_at(*arguments))
        replace_member(path, text.encode())
    except AllegedlyError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The figures on agreement in a README, written from the annotations themselves.

`python -m bench.goldset.readmes.agreement_tables SETS FACTS LABELS` writes them anew between the two marks in
SETS/README.md. SETS is a folder of sets, and FACTS and LABELS are folders of second annotations: of facts, and of
labels.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.errors import AllegedlyError, UsageError
from bench.goldset.agreement.annotations import agree_at
from bench.goldset.agreement.results import Agreed, AnnotationAgreement, Counted
from bench.goldset.files import read_text
from bench.goldset.readmes.marks import FILE, between


def tables(facts: AnnotationAgreement, labels: AnnotationAgreement) -> str:
    """What two comparisons come to, as Markdown.

    Args:
        facts: of two annotations of facts.
        labels: of two annotations of labels on the same facts.
    """
    return "\n".join([*_facts(facts), "", *_labels(labels)])


def _facts(agreement: AnnotationAgreement) -> Iterator[str]:
    yield f"Facts of {len(agreement.articles)} articles. {_sides(agreement)}"
    yield from ("", "| marked | first | second | both | F1 |", "| --- | ---: | ---: | ---: | ---: |")
    for kind, count in agreement.facts.selection.items():
        yield _counted(kind, count)
    yield ""
    yield f"Marked by both at the same cue, but as different kinds: {agreement.facts.other_kind}."
    yield from ("", "| in facts that both marked | same | of | alpha |", "| --- | ---: | ---: | ---: |")
    for field, agreed in agreement.facts.fields.items():
        yield _agreed(field, agreed)


def _labels(agreement: AnnotationAgreement) -> Iterator[str]:
    if agreement.labels is None:
        raise UsageError(f"{agreement.a} and {agreement.b} have no summaries that both labelled by the same facts")
    yield f"Labels of {agreement.labels.summaries} summaries of {len(agreement.articles)} articles. {_sides(agreement)}"
    yield from ("", "| labels | same | of | alpha |", "| --- | ---: | ---: | ---: |")
    yield _agreed("all verdicts", agreement.labels.verdicts)
    yield _agreed("error or not", agreement.labels.errors)
    yield from ("", "| code | first | second | both | F1 |", "| --- | ---: | ---: | ---: | ---: |")
    for code, count in agreement.labels.codes.items():
        yield _counted(f"`{code}`", count)


def _sides(agreement: AnnotationAgreement) -> str:
    first, second = (
        ", ".join(f"`{name}`" for name in names) for names in (agreement.annotators_a, agreement.annotators_b)
    )
    return f"First: {first}. Second: {second}."


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
        if len(arguments) != 3:
            raise UsageError("give three folders: of sets, of second facts and of second labels")
        sets, facts, labels = arguments
        path = Path(sets) / FILE
        text = with_tables(read_text(path), tables(agree_at(sets, facts), agree_at(sets, labels)))
        path.write_text(text, encoding="utf-8", newline="\n")
    except AllegedlyError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

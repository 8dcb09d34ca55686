"""Reading a gold set from its folder; every mistake is reported with file, line and field."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from bench.bounds import most
from bench.errors import InputError, UsageError
from bench.facts import FACT, Fact
from bench.goldset.files import read_article, read_rows, read_text
from bench.goldset.linting.schema_mistakes import closest, mistakes
from bench.goldset.locate import LocatedFact, NotLocatedError, locate
from bench.goldset.set_toml import parse_set_toml
from bench.reading import LANGUAGES
from bench.records import Article, LabelledSummary, Record, SetRef
from bench.storage import is_present

NAME = r"^[A-Za-z0-9_][A-Za-z0-9._-]*$"
Name = Annotated[str, Field(pattern=NAME, max_length=most("id"))]
"""Names of sets and articles become file names, so they hold nothing that a path could trip over."""


Text = Annotated[str, Field(max_length=most("note"))]


class ArticleCard(Record):
    """`[articles.<id>]` of set.toml."""

    title: Text
    date: str | None = None
    """ISO 8601, to the day."""
    publisher: Text | None = None

    @field_validator("date", mode="before")
    @classmethod
    def _iso_date(cls, value: object) -> object:
        if isinstance(value, datetime):  # TOML has dates of its own
            value = value.date()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and not _is_date(value):
            raise ValueError(f"'{value[:60]}' is no date; write it as 2025-11-24")
        return value


def _is_date(value: str) -> bool:
    try:
        # Only the usual form comes back as it was: "20251124" is a date to Python as well.
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


class SetCard(Record):
    """set.toml."""

    name: Name
    version: str = Field(min_length=1, max_length=most("id"))
    description: Text = ""
    language: str = "en"
    license: Text = ""
    annotators: tuple[Text, ...] = Field(max_length=most("names"), default=())
    guide: Text = "1"
    """Version of the labelling guide that was followed."""
    articles: dict[Name, ArticleCard] = Field(min_length=1, max_length=most("set_articles"))

    @field_validator("language")
    @classmethod
    def _is_read(cls, value: str) -> str:
        # A German set would otherwise be scored, linted and counted as if its words were English.
        if value.lower().partition("-")[0] not in LANGUAGES:
            raise ValueError(
                f"the texts are in '{value[:60]}', which cannot be read yet, only {', '.join(LANGUAGES)}; take another "
                "set, or correct the field if it is wrong"
            )
        return value


class GoldArticle(Record):
    """An article with its gold facts and, perhaps, labelled summaries."""

    article: Article
    facts: tuple[LocatedFact, ...]
    labels: tuple[LabelledSummary, ...] = ()
    drafts: int = 0
    """Facts that a program proposed and nobody has confirmed: left out above, and so are their labels."""


class GoldSet(Record):
    """A set as loaded."""

    card: SetCard
    articles: tuple[GoldArticle, ...]
    hash: str
    """First 12 hex digits of the SHA-256 of its articles and facts: what a score depends on."""
    folder: Path | None = None
    """None for a set that was made in memory."""
    is_shipped: bool = False
    first: int | None = None
    """How many of its articles these are, from the first on; None if they are all. The hash is the whole set's."""

    @property
    def drafts(self) -> int:
        """How many drafts were left out."""
        return sum(article.drafts for article in self.articles)

    @property
    def labels_hash(self) -> str:
        """First 12 hex digits of the SHA-256 of its labelled summaries: what a validation rests on."""
        labels = [[gold.article.id, *map(_hashed, gold.labels)] for gold in self.articles]
        return hashlib.sha256(json.dumps(labels, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def ref(self) -> SetRef:
        """How a manifest refers to this set."""
        return SetRef(
            name=self.card.name,
            version=self.card.version,
            hash=self.hash,
            # A shipped set is found by its name on every machine; a path would differ on each.
            path=None if self.is_shipped or self.folder is None else str(self.folder.resolve()),
            first=self.first,
        )

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """What is shown of it: all of its articles would fill a screen many times."""
        yield "name", self.card.name
        yield "version", self.card.version
        yield "articles", len(self.articles)
        yield "facts", sum(len(article.facts) for article in self.articles)


def shipped() -> dict[str, Path]:
    """The sets that come with the package, by name."""
    root = Path(str(resources.files("gold")))
    return {path.parent.name: path.parent for path in sorted(root.glob("*/set.toml"))}


def load(name_or_path: str) -> GoldSet:
    """Load a shipped set by its name, or any set by the path of its folder.

    Raises:
        UsageError: there is no such set.
        InputError: a file of the set is wrong.
    """
    folder = find(name_or_path)
    # A shipped set may be named by its folder too, and is the same set then.
    return _load(folder, is_shipped=folder.resolve() in {path.resolve() for path in shipped().values()})


def find(name_or_path: str) -> Path:
    """The folder of a shipped set, or of any set by the path of its folder.

    Raises:
        UsageError: there is no such set.
    """
    sets = shipped()
    if name_or_path in sets:
        return sets[name_or_path]
    folder = Path(name_or_path)
    # Whatever it is: reading it says what is wrong with a link or a folder of that name.
    if is_present(folder / "set.toml"):
        return folder
    # A folder that is there deserves another advice than a name that is mistyped.
    if folder.is_dir():
        raise UsageError(
            f"{folder}: no set.toml in this folder, so it is not a gold set; 'bench gold start' makes one of your texts"
        )
    if folder.exists():
        raise UsageError(f"{folder}: a gold set is a folder with a set.toml, and this is a file")
    near = closest(name_or_path, list(sets))
    raise UsageError(
        f"no gold set '{name_or_path}'{near}: shipped are {', '.join(sets)}; or give a folder with a set.toml"
    )


def load_all(sets: Sequence[str | GoldSet]) -> tuple[GoldSet, ...]:
    """Load several sets to have their texts read; none given means every shipped one, and a loaded one stays as it is.

    Raises:
        UsageError: a set does not exist, or two have one name.
        InputError: a file of a set is wrong.
    """
    loaded = tuple(gold if isinstance(gold, GoldSet) else load(gold) for gold in (sets or list(shipped())))
    refuse_namesakes(gold.card.name for gold in loaded)
    return loaded


def refuse_namesakes(names: Iterable[str], group: str = "the gold sets") -> None:
    """Refuse sets of which two have the same name: articles and results go by it.

    Args:
        names: of sets that are used together.
        group: what these are called in the message.

    Raises:
        UsageError: a name stands there twice.
    """
    for name, count in Counter(names).items():
        if count > 1:
            raise UsageError(f"two of {group} are called '{name}': rename one in its set.toml")


def _load(folder: Path, *, is_shipped: bool) -> GoldSet:
    card = read_card(folder / "set.toml")
    articles = []
    for id_, about in card.articles.items():
        article = Article(
            gold=card.name,
            id=id_,
            title=about.title,
            date=about.date,
            publisher=about.publisher,
            text=read_article(folder / f"{id_}.txt"),
        )
        facts, drafts = read_facts(folder / f"{id_}.facts.jsonl", article.text)
        labels = read_labels(folder / f"{id_}.labels.jsonl", {located.fact.id for located in facts}, drafts)
        articles.append(GoldArticle(article=article, facts=facts, labels=labels, drafts=len(drafts)))
    return GoldSet(
        card=card, articles=tuple(articles), hash=content_hash(articles), folder=folder, is_shipped=is_shipped
    )


def content_hash(articles: Iterable[GoldArticle]) -> str:
    """First 12 hex digits of the SHA-256 of articles and their facts: what a score depends on."""
    digest = hashlib.sha256()
    for gold in articles:
        # Notes are left out, so that explaining a fact does not make earlier scores incomparable; so is the title,
        # which nothing is scored by.
        hashed = [
            gold.article.id,
            gold.article.date,
            gold.article.text,
            *(located.fact.model_dump(mode="json", exclude={"note", "draft"}) for located in gold.facts),
        ]
        # Sorted keys, so that the order of fields in a file or a model changes no hash.
        digest.update(json.dumps(hashed, sort_keys=True, ensure_ascii=False).encode())
    return digest.hexdigest()[:12]


def read_card(path: Path) -> SetCard:
    """Read a set.toml."""
    try:
        return SetCard.model_validate(parse_set_toml(read_text(path)))
    except ValidationError as error:
        raise _input_error(error, path) from None
    except ValueError as error:
        raise InputError(str(error), file=path) from None


def read_facts(path: Path, text: str) -> tuple[tuple[LocatedFact, ...], list[str]]:
    """Read and locate the gold facts of an article with the given text; drafts are left out.

    Returns:
        The confirmed facts, and the ids of the drafts.
    """
    return located_facts(read_rows(path, "article_facts"), text, path)


def located_facts(
    rows: Iterable[tuple[int, object]], text: str, path: Path | str
) -> tuple[tuple[LocatedFact, ...], list[str]]:
    """Validate and locate the gold facts of an article; drafts are left out.

    Args:
        rows: the facts as plain data or as records, each with its number.
        text: of the article.
        path: where they come from, for messages.

    Returns:
        The confirmed facts, and the ids of the drafts.

    Raises:
        InputError: one is wrong, or stands nowhere in the article; or two have one id.
    """
    facts: dict[str, LocatedFact] = {}
    drafts: list[str] = []
    for line, record in rows:
        # A program proposed it. Scored, it would blame a model for what nobody has checked; and as nobody has, it may
        # be unfinished, which is no reason to refuse the facts that are confirmed.
        if isinstance(record, dict) and record.get("draft") is True:
            drafts.append(str(record.get("id", "")))
            continue
        try:
            fact: Fact = FACT.validate_python(record)
            # A fact that stands nowhere in its article could not be shown beside it, and is refused like a broken line.
            located = locate(fact, text)
        except ValidationError as error:
            raise _input_error(error, path, line) from None
        except NotLocatedError as error:
            raise InputError(str(error), file=path, line=line, field=error.field) from None
        if fact.id in facts:
            raise InputError(f"a second fact '{fact.id}'", file=path, line=line, field="id")
        facts[fact.id] = located
    return tuple(facts.values()), drafts


def read_labels(path: Path, facts: set[str], drafts: Collection[str] = ()) -> tuple[LabelledSummary, ...]:
    """Read the labelled summaries of an article with these facts; none if there is no such file.

    Labels of drafts are left out, as the drafts are.
    """
    if not is_present(path):
        return ()
    summaries: dict[str, LabelledSummary] = {}
    for line, record in read_rows(path, "article_summaries"):
        try:
            summary = LabelledSummary.model_validate(record)
        except ValidationError as error:
            raise _input_error(error, path, line) from None
        # Mostly a mistyped id, whose verdict would count for no fact.
        if unknown := sorted(set(summary.labels) - facts - set(drafts)):
            raise InputError(f"no fact '{unknown[0]}' in this article", file=path, line=line, field="labels")
        if not facts.issuperset(summary.labels):
            confirmed = {id_: label for id_, label in summary.labels.items() if id_ in facts}
            summary = summary.model_copy(update={"labels": confirmed})
        if summary.id in summaries:
            raise InputError(f"a second summary '{summary.id}'", file=path, line=line, field="id")
        summaries[summary.id] = summary
    return tuple(summaries.values())


def _hashed(summary: LabelledSummary) -> dict[str, object]:
    """What of a labelled summary goes into its set's hash.

    A summary of the usual origin has the hash that it had before origins were recorded, so that sets whose versions
    are recorded stay as they are.
    """
    usual = {"origin"} if summary.origin == LabelledSummary.model_fields["origin"].default else set()
    return summary.model_dump(mode="json", exclude={"note", *usual})


def _input_error(error: ValidationError, path: Path | str, line: int | None = None) -> InputError:
    mistake = next(mistakes(error))
    return InputError(mistake.message, file=path, line=line, field=mistake.field)

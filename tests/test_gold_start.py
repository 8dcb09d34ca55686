"""`bench gold start`: a folder of texts, Word files among them, to a set with drafts and its page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from word_file import write_word

from bench.commands.gold_start import command
from bench.errors import InputError, UsageError
from bench.goldset import lint, load
from bench.goldset.intake import find_articles

TEXT = "The port authority claims that the ferry left on time. It allegedly carried over 20 cars."
EDITED = (
    "<w:p><w:r><w:t>It carried </w:t></w:r><w:del><w:r><w:delText>thirty</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>twenty</w:t></w:r></w:ins><w:r><w:t> cars.</w:t></w:r></w:p>"
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "old").mkdir(parents=True)
    (folder / "plain.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    write_word(folder / "ferry.docx", "A ferry is late", TEXT, "They said “no” & 🚢.", body=EDITED)
    for name in ("scan.pdf", "notes.doc", ".hidden", "~$ferry.docx"):
        (folder / name).write_bytes(b"?")
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pages were opened; the server itself is tried with `bench gold edit`."""
    pages: list[str] = []
    monkeypatch.setattr("bench.terminal.set_making.serve_page", lambda _, doing, **__: pages.append(doing))
    return pages


def test_one_command_leads_to_the_page_and_goes_on_where_it_was(texts, opened, capsys):
    command(texts)
    gold = texts.with_name("articles-gold")
    shown = capsys.readouterr()
    assert "skipped, not a kind of file that is read: notes.doc, old/, scan.pdf" in shown.err
    assert f"bench run --model lead-3 --gold {gold}" in shown.err
    assert opened == [f"editing {gold}"]
    articles = {article.article.id: article for article in load(str(gold)).articles}
    assert articles["ferry"].article.title == "A ferry is late"
    assert articles["ferry"].article.text == f"{TEXT}\n\nThey said “no” & 🚢.\n\nIt carried twenty cars.\n"
    assert all(article.drafts for article in articles.values())
    assert not any(finding.is_blocking for finding in lint(gold))

    # One draft was decided on and another article's drafts all thrown out: neither is drafted anew.
    facts = gold / "ferry.facts.jsonl"
    first = json.loads(facts.read_text(encoding="utf-8").splitlines()[0]) | {"draft": False}
    facts.write_text(json.dumps(first) + "\n", encoding="utf-8")
    (gold / "plain.facts.jsonl").replace(gold / "plain.rejected.jsonl")
    (gold / "plain.facts.jsonl").touch()
    command(gold)
    command(texts)
    assert opened == [f"editing {gold}"] * 3
    assert json.loads(facts.read_text(encoding="utf-8")) == first
    assert (gold / "plain.facts.jsonl").read_text() == ""
    assert capsys.readouterr().out == ""


def test_what_cannot_be_started_is_said_in_a_line(texts, tmp_path, opened):
    with pytest.raises(UsageError, match="no such folder"):
        command(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"plain\.txt: is a file; give the folder"):
        command(texts / "plain.txt")
    for path in texts.iterdir():
        if path.is_file() and path.suffix in (".txt", ".docx"):
            path.unlink()
    with pytest.raises(UsageError, match=r"no \.txt, .* or \.docx file in it"):
        command(texts)
    assert not opened
    assert not texts.with_name("articles-gold").exists()


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_broken_word_file_is_named(tmp_path, data):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.docx: not a Word file that can be read"):
        find_articles(str(tmp_path))


def test_a_word_file_is_bounded_before_it_is_unpacked(tmp_path):
    write_word(tmp_path / "a.docx", "x" * 20_000_001)
    assert (tmp_path / "a.docx").stat().st_size < 100_000
    with pytest.raises(InputError, match="more than 20 MB of text, which is no article"):
        find_articles(str(tmp_path / "a.docx"))
    write_word(tmp_path / "b.docx", body="<w:p>")
    with pytest.raises(InputError, match="not a Word file that can be read"):
        find_articles(str(tmp_path / "b.docx"))


def test_without_the_package_one_line_names_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "mammoth", None)
    write_word(tmp_path / "a.docx", "A text.")
    with pytest.raises(UsageError, match=r"not installed: pip install 'allegedly\[word\]'"):
        find_articles(str(tmp_path / "a.docx"))

from __future__ import annotations

import csv
import json
import os
import sys
import unicodedata
from pathlib import Path

import pytest
from bench_process import bench, refused
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import AllegedlyError, InputError, UsageError
from bench.goldset import lint, load
from bench.goldset.intake import FoundArticle, find_articles, skeleton
from bench.goldset.intake.days import iso_day
from bench.goldset.intake.markup import from_html, from_markdown
from bench.goldset.intake.prose import headline, tidy
from bench.goldset.writing import write_content

PAGE = """<html><head><title>A ferry is late | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2025-11-24T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>A ferry is late</h1>
<p>The port authority claims that the <b>ferry</b> left on time &amp; in order. It carried over 20 cars 🚒.</p>
<p>The mayor, who was on board, denied that anybody was hurt when the ferry arrived at noon.</p>
<script>alert("never")</script></article>
<footer>© 2019 The Harbour Post</footer></body></html>
"""
ROWS = [
    {"headline": "A ferry is late", "body": "It is late.\n\nSo it is.", "published": "2025-11-24T10:00:00"},
    {"headline": "", "body": "Nobody knows\r\n\r\nwhy it was late.", "published": "last week"},
    {"headline": "Empty", "body": " ", "published": None},
    {"headline": "A ferry is late", "body": "Still late.", "published": "2025-11-25"},
]


def made(articles: tuple[FoundArticle, ...], folder: Path, name: str = "my-set") -> Path:
    write_content(skeleton(name, articles), folder)
    return folder


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("One.\r\n\r\nTwo.\r\rThree.", "One.\n\nTwo.\n\nThree.\n"),
        ("One  \n \t \n\n\n Two\nstill two\n", "One\n\nTwo\nstill two\n"),
        ("One a line.\nTwo a line.\n", "One a line.\n\nTwo a line.\n"),
        ("\ufeffOne\u2028Two\x00\x1b[31m", "One\n\nTwo[31m\n"),
        ("Cafe\u0301 👩\u200d🚒", "Café 👩\u200d🚒\n"),
        (" \n\t\n", ""),
    ],
)
def test_paragraphs_are_a_blank_line_apart(given, kept):
    assert tidy(given) == kept


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text):
    once = tidy(text)
    assert tidy(once) == once
    assert "\n\n\n" not in once
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)
    assert "".join(once.split()) == "" or once.endswith("\n")


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("A ferry is late\n\nIt is late.\n", "A ferry is late", "It is late.\n"),
        ("Is it late?\n\nIt is late.\n", "Is it late?", "It is late.\n"),
        ("It is late.\n\nVery.\n", "It is late.", "It is late.\n\nVery.\n"),
        ("A ferry is late\n", "A ferry is late", "A ferry is late\n"),
        ("Two lines\nof verse\n\nmore\n", "Two lines of verse", "Two lines\nof verse\n\nmore\n"),
        ("word " * 40 + "\n\nmore\n", "word " * 19 + "word…", "word " * 40 + "\n\nmore\n"),
        ("", "Untitled", ""),
    ],
)
def test_a_first_line_of_its_own_is_the_title(text, title, left):
    assert headline(text) == (title, left)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2025-11-24", "2025-11-24"),
        ("2025-11-24T23:59:00+02:00", "2025-11-24"),
        (" 20251124 ", "2025-11-24"),
        ("24/11/2025", None),
        (1764000000, None),
        (None, None),
    ],
)
def test_only_a_date_that_is_one_is_taken(given, day):
    assert iso_day(given) == day


def test_a_page_gives_its_article_and_nothing_around_it():
    found = from_html(PAGE.encode(), "ferry")
    assert found.title == "A ferry is late"
    assert (found.date, found.publisher) == ("2025-11-24", "The Harbour Post")
    first, second = found.text.rstrip("\n").split("\n\n")
    assert first.startswith("The port authority claims that the ferry left on time & in order.")
    assert first.endswith("20 cars 🚒.")
    assert second.startswith("The mayor")
    assert from_html(PAGE.encode("utf-16"), "ferry").text == found.text


def test_a_date_in_a_footer_is_no_date_of_publication():
    page = PAGE.replace('<meta property="article:published_time" content="2025-11-24T10:00:00Z">', "")
    assert from_html(page.encode(), "ferry").date is None


def test_markdown_is_read_as_words():
    text = (
        "# A *ferry* is `late`\n\nThe port **claims** that\nit [left](http://x) on time.  \nSo it says.\n\n"
        "## Later\n\n- one\n- two\n\n> It <b>was</b> late ![photo](x.png)\n\n"
        "<p>It &amp; they</p>\n\n<script>\nx\n</script>\n"
    )
    found = from_markdown(text, "ferry")
    assert found.title == "A ferry is late"
    assert found.text.split("\n\n") == [
        "The port claims that it left on time.\nSo it says.",
        *("Later", "one", "two", "It was late", "It & they\n"),
    ]


def test_front_matter_is_about_the_article():
    front = '---\ntitle: "A ferry: late"\ndate: 2025-11-24\npublisher: The Post\nlayout: x\n---\n'
    assert from_markdown(front + "\n# A ferry\n\nIt is late.\n", "ferry") == FoundArticle(
        "ferry", "A ferry: late", "It is late.\n", "2025-11-24", "The Post"
    )
    assert from_markdown("---\n\nIt is late\n\nVery.\n", "x").title == "It is late"


def test_without_what_reads_html_a_page_is_refused_and_everything_else_taken(tmp_path):
    (tmp_path / "trafilatura.py").write_text("raise ModuleNotFoundError(__name__)\n")
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "page.txt").write_text("A ferry is late\n\nIt is late, they say.\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = bench("gold", "new", "from-page", "--from", "page.html", cwd=tmp_path, PYTHONPATH=path)
    assert refused(done) == "bench: HTML pages need a package that is not installed: pip install 'allegedly[html]'\n"
    assert not (tmp_path / "from-page").exists()
    done = bench("gold", "new", "from-text", "--from", "page.txt", cwd=tmp_path, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr


def test_a_folder_becomes_a_set_that_loads_and_has_no_findings(tmp_path):
    source = tmp_path / "articles"
    source.mkdir()
    (source / "Ferry Überfahrt!.txt").write_bytes(b"A ferry is late\r\n\r\nIt is late, they say.")
    (source / "ferry-uberfahrt.md").write_text("# Later\n\nCafe\u0301.\n")
    (source / "page.HTML").write_text(PAGE)
    (source / "empty.txt").write_text("\n")
    (source / "notes.odt").write_bytes(b"\x00")
    (source / ".hidden.txt").write_text("no")
    found = find_articles(str(source))
    assert found.empty == 1
    folder = made(found.articles, tmp_path / "set")
    assert lint(folder) == []
    gold = load(str(folder))
    assert list(gold.card.articles) == ["ferry-uberfahrt", "ferry-uberfahrt-2", "page"]
    assert [one.title for one in gold.card.articles.values()] == ["A ferry is late", "Later", "A ferry is late"]
    assert gold.articles[0].article.text == "It is late, they say.\n"
    assert all(article.facts == () for article in gold.articles)


def written(rows: list[dict[str, object]], kind: str, folder: Path) -> Path:
    import datasets

    path = folder / f"rows.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif kind == "csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    elif kind == "parquet":
        datasets.Dataset.from_list(rows).to_parquet(path)
    elif kind == "saved":
        datasets.Dataset.from_list(rows).save_to_disk(path)
    else:
        half = len(rows) // 2
        parts = {"train": rows[:half], "test": rows[half:]}
        datasets.DatasetDict({name: datasets.Dataset.from_list(part) for name, part in parts.items()}).save_to_disk(
            path
        )
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "saved", "splits"])
def test_a_table_has_an_article_a_row(kind, tmp_path):
    found = find_articles(str(written(ROWS, kind, tmp_path)))
    assert found.empty == 1
    folder = made(found.articles, tmp_path / "set")
    assert lint(folder) == []
    gold = load(str(folder))
    assert [(id_, one.title, one.date) for id_, one in gold.card.articles.items()] == [
        ("a-ferry-is-late", "A ferry is late", "2025-11-24"),
        ("article-0002", "Nobody knows", None),
        ("a-ferry-is-late-2", "A ferry is late", "2025-11-25"),
    ]
    assert [gold.article.text for gold in gold.articles] == [
        *("It is late.\n\nSo it is.\n", "why it was late.\n", "Still late.\n")
    ]


def test_columns_are_known_by_their_names_in_any_case(tmp_path):
    rows = [{"ID": 7, "Document": "One.", "summary": "s", "content": "no"}]
    (one,) = find_articles(str(written(rows, "jsonl", tmp_path))).articles
    assert (one.name, one.text, one.title) == ("7", "One.\n", "One.")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"story": "x", "label": 1}\n', "no column for the articles' text: it has story, label; rename"),
        ("a.jsonl", '{"text": "x"}\n{"text": ["x"]}\n', "field 'text': row 2 holds no text but a list"),
        ("a.jsonl", "[1]\n", "a.jsonl: row 1: not a JSON object but a number"),
        ("a.jsonl", "1\n", "a.jsonl:1: not a JSON object but a number"),
        ("a.jsonl", "", "it has none; rename"),
        ("a.csv", "story\nx\n", "no column for the articles' text: it has story"),
        ("a.csv", 'text\n"x\n', "no valid CSV"),
        ("a.csv", "text\n \n", "no text of an article in it"),
        ("a.parquet", "PAR1", "cannot be read as Parquet"),
        ("a.pdf", "x", "not a kind of file that is read"),
        ("a.txt", "\n", "no text of an article in it"),
        ("a.html", "<p></p>", "no text of an article in it"),
    ],
)
def test_what_holds_no_articles_is_one_line(name, content, message, tmp_path):
    (tmp_path / name).write_text(content)
    with pytest.raises(AllegedlyError) as caught:
        find_articles(str(tmp_path / name))
    assert message in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_text_in_another_encoding_is_said(tmp_path):
    (tmp_path / "a.txt").write_bytes("Café".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        find_articles(str(tmp_path / "a.txt"))


def test_a_broken_saved_data_set_is_one_line(tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/state.json").write_text("{}")
    with pytest.raises(InputError, match="cannot be read as a data set"):
        find_articles(str(tmp_path / "saved"))


def test_a_folder_without_articles_says_what_is_wanted(tmp_path):
    with pytest.raises(UsageError, match=r"no \.txt, \.md"):
        find_articles(str(tmp_path))
    (tmp_path / "rows.csv").write_text("text\n")
    with pytest.raises(UsageError, match=r"for its tables, name one: .*rows\.csv"):
        find_articles(str(tmp_path))


def test_too_many_articles_are_refused_unless_a_number_is_given(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\n' * 5001)
    with pytest.raises(UsageError, match="more than 5,000 articles; take fewer with --limit N"):
        find_articles(str(path))
    assert len(find_articles(str(path), 3).articles) == 3


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_ids_are_safe_and_all_different(names):
    content = skeleton("x", [FoundArticle(name, "t", "x\n") for name in names])
    ids = list(content.card.articles)
    assert len({id_.lower() for id_ in ids}) == len(names)


@settings(max_examples=50)
@given(
    data=st.binary(max_size=200) | st.text().map(str.encode),
    suffix=st.sampled_from([".txt", ".md", ".html", ".csv", ".jsonl"]),
)
def test_any_file_is_articles_or_an_error(data, suffix, tmp_path):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    try:
        found = find_articles(str(path))
    except AllegedlyError:
        return
    folder = made(found.articles, tmp_path / f"set-{len(list(tmp_path.iterdir()))}")
    assert lint(folder) == []
    load(str(folder))


@settings(max_examples=25)
@given(text=st.text(min_size=1))
def test_any_text_in_a_page_or_a_table_makes_a_right_set(text, tmp_path):
    page = PAGE.replace("A ferry is late", text).replace("The mayor", text)
    pages = [from_html(page.encode(errors="replace"), "a"), from_markdown(text, "b")]
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": text + " so", "title": text, "publisher": text}))
    rows = find_articles(str(tmp_path / "rows.jsonl")).articles
    articles = tuple(one for one in (*pages, *rows) if one.text)
    folder = made(articles, tmp_path / f"set-{len(list(tmp_path.iterdir()))}")
    assert lint(folder) == []
    load(str(folder))


def test_the_command_makes_a_set_and_says_what_is_next(tmp_path):
    (tmp_path / "a.md").write_text("# A ferry is late\n\nIt is late, they say.\n")
    done = bench("gold", "new", "My set", "--from", "a.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "My set: 1 article, 5 words" in done.stdout
    for command in ("draft", "edit", "lint"):
        assert f"  bench gold {command} 'My set'" in done.stdout
    assert load(str(tmp_path / "My set")).card.name == "my-set"
    assert bench("gold", "lint", "My set", cwd=tmp_path).returncode == 0
    assert "My set: not empty" in refused(bench("gold", "new", "My set", "--from", "a.md", cwd=tmp_path))


def test_a_name_that_is_nothing_here_is_one_line_offline(tmp_path):
    done = bench("gold", "new", "set", "--from", "some-user/no-such-set", cwd=tmp_path, HF_HUB_OFFLINE="1")
    assert "'some-user/no-such-set' is no file or folder here" in refused(done)
    assert "nowhere.txt: no such file" in refused(bench("gold", "new", "set", "--from", "nowhere.txt", cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []

"""Sets and runs from somebody else: links and pipes in the place of their files, texts that no file can hold."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from compared_runs import KEPT, gold_at, run_at
from fake_scorer import FakeScorer
from gold_folder import FACTS, write_set
from test_storage import OUTSIDE, linked_out, linked_to_a_device, piped

from bench import cli
from bench.errors import InputError
from bench.goldset import lint, load
from bench.goldset.content import read_content
from bench.pipeline import begin, describe, score_run
from bench.records import Endpoint, Judgement, Summary
from bench.rundir import RunDir

Put = Callable[[Path], None]
PUTS = [linked_out, linked_to_a_device, piped]


@pytest.fixture
def command(monkeypatch, capsys) -> Callable[..., tuple[int, str]]:
    """Run `bench` in this process; returns its exit code and what it says."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["bench", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside").write_bytes(OUTSIDE)
    return write_set(tmp_path / "harbour")


def put_in(put: Put, path: Path) -> None:
    path.unlink(missing_ok=True)
    put(path)


@pytest.mark.parametrize("put", PUTS)
@pytest.mark.parametrize(
    "name", ["set.toml", "ferry.txt", "ferry.facts.jsonl", "ferry.labels.jsonl", "README.md", "versions.jsonl"]
)
def test_no_file_of_a_set_is_read_from_elsewhere(folder, command, put, name):
    put_in(put, folder / name)
    with pytest.raises(InputError) as caught:
        read_content(folder)
    assert caught.value.file == folder / name
    if name != "README.md":  # which is no part of what is checked
        assert f"{folder / name}: " in "\n".join(map(str, lint(folder)))
    if name.startswith(("set", "ferry")):
        code, said = command("run", "--model", "lead-3", "--gold", folder, "--out", folder.parent / "run")
        assert code == 2
        assert said.startswith(f"bench: {folder / name}: ")
        assert said.count("\n") == 1
        assert not (folder.parent / "run").exists()


def test_a_set_that_is_reached_through_a_link_is_read(folder):
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert load(str(link)).hash == load(str(folder)).hash


RUN_FILES = ["manifest.json", "summaries.jsonl", "outcomes.jsonl", "flags.jsonl", "score.json", "audit.jsonl"]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("scored")
    return run_at(place / "run", gold_at(place), KEPT, model="m")


@pytest.mark.parametrize("put", PUTS)
@pytest.mark.parametrize("name", RUN_FILES)
def test_no_file_of_a_run_leads_out_of_it(scored, tmp_path, command, put, name):
    (tmp_path / "outside").write_bytes(OUTSIDE)
    run = tmp_path / "run"
    shutil.copytree(scored, run)
    put_in(put, run / name)
    code, said = command("report", run)
    assert code == 2
    assert said.startswith(f"bench: {run / name}: ")
    assert said.count("\n") == 1
    assert (tmp_path / "outside").read_bytes() == OUTSIDE


SUMMARY = Summary(id="g/a#0", gold="g", article="a", model="m", text="; touch taken-over")
JUDGEMENT = Judgement(
    gold="g",
    article="a",
    summary="g/a#0",
    fact="f",
    verdict="omitted",
    judged="omitted",
    stratum="omitted",
    size=1,
    drawn=True,
    by="ann",
    at="2025-11-24T00:00:00Z",
)


@pytest.mark.parametrize("put", PUTS)
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("summaries.jsonl", lambda run: run.append(SUMMARY)),
        ("summaries.jsonl", lambda run: run.replace_summaries([SUMMARY])),
        ("audit.jsonl", lambda run: run.append_judgement(JUDGEMENT)),
        ("scorecard.html", lambda run: run.write_scorecard("page")),
    ],
)
def test_no_run_writes_into_what_lies_elsewhere(tmp_path, put, name, write):
    (tmp_path / "outside").write_bytes(OUTSIDE)
    run = RunDir(tmp_path / "run")
    run.path.mkdir()
    put(run.path / name)
    with pytest.raises(InputError, match=name):
        write(run)
    assert (tmp_path / "outside").read_bytes() == OUTSIDE
    assert [path.name for path in run.path.iterdir()] == [name]


def test_a_folder_of_articles_takes_in_none_from_elsewhere(tmp_path, command):
    (tmp_path / "outside").write_bytes(OUTSIDE)
    (tmp_path / "articles").mkdir()
    linked_out(tmp_path / "articles" / "news.txt")
    code, said = command("gold", "new", tmp_path / "set", "--from", tmp_path / "articles")
    assert (code, "news.txt: a link that leads out of its folder" in said) == (2, True)
    assert not (tmp_path / "set").exists()


def test_summaries_may_come_through_a_link_or_a_pipe(folder, command, monkeypatch):
    monkeypatch.chdir(folder.parent)
    Path("mine.jsonl").write_text('{"article": "nowhere", "text": "A ferry ran."}\n')
    Path("link.jsonl").symlink_to("mine.jsonl")
    receiving, sending = os.pipe()
    os.write(sending, Path("mine.jsonl").read_bytes())
    os.close(sending)
    for path in ("link.jsonl", f"/dev/fd/{receiving}"):
        code, said = command("score", path, "--gold", "harbour", "--out", "run")
        assert (code, f"{path}:1: field 'article': no article 'nowhere'" in said) == (2, True), said
    os.close(receiving)


def test_summaries_without_a_manifest_are_nobodys(folder):
    run = RunDir(folder.parent / "run")
    run.path.mkdir()
    run.append(SUMMARY)
    sets = [load(str(folder))]
    manifest = describe(model="x", endpoint=Endpoint(provider="file"), sets=sets, scorer=FakeScorer(), parameters={})
    with pytest.raises(Exception, match=r"run holds summaries\.jsonl and no manifest\.json .* another --out"):
        begin(run, manifest)
    assert [path.name for path in run.path.iterdir()] == ["summaries.jsonl"]


def test_verdicts_stand_in_one_order_whatever_came_first(folder):
    sets = [load(str(write_set(folder, articles=("quay", "ferry"))))]
    arrivals = [("ferry", 1), ("quay", 11), ("quay", 2), ("ferry", 0), ("quay", 0)]
    written = []
    for number, order in enumerate((arrivals, arrivals[::-1])):
        run = RunDir(folder.parent / f"run{number}")
        run.path.mkdir()
        run.write_manifest(
            describe(model="m", endpoint=Endpoint(provider="file"), sets=sets, scorer=FakeScorer(), parameters={})
        )
        for article, sample in order:
            id_, text = f"harbour/{article}#{sample}", "f01=preserved [as told]"
            run.append(Summary(id=id_, gold="harbour", article=article, sample=sample, model="m", text=text))
        score_run(run, sets, FakeScorer(), expected=5, step=lambda: None)
        written.append([(run.path / name).read_bytes() for name in ("outcomes.jsonl", "flags.jsonl", "score.json")])
        assert [(outcome.article, outcome.summary, outcome.fact) for outcome in run.outcomes()] == [
            (article, f"harbour/{article}#{sample}", fact["id"])
            for article, samples in (("quay", (0, 2, 11)), ("ferry", (0, 1)))
            for sample in samples
            for fact in FACTS
        ]
    assert written[0] == written[1]


HALF = json.dumps("a \ud800 b")


@pytest.mark.parametrize(
    ("name", "text", "arguments"),
    [
        ("t.json", f'[{{"data": {{"text": {HALF}}}}}]', ["gold", "import", "t.json", "--out", "made"]),
        (
            "harbour/ferry.facts.jsonl",
            json.dumps({**FACTS[0], "note": "\ud800"}),
            ["gold", "export", "harbour", "--to", "csv", "--out", "made"],
        ),
        (
            "t.jsonl",
            f'{{"article": "ferry", "text": "A", "model": {HALF}}}',
            ["run", "--model", "replay:t.jsonl", "--gold", "harbour"],
        ),
        ("t", "", ["run", "--model", "openai:x", "--gold", "harbour", "--body", f"stop={HALF}", "--dry-run"]),
        ("t", "", ["run", "--model", "openai:x\udcff", "--gold", "harbour", "--dry-run"]),
    ],
)
def test_half_a_character_in_what_a_person_gives_is_refused(folder, command, monkeypatch, name, text, arguments):
    monkeypatch.chdir(folder.parent)
    Path(name).write_text(text)
    code, said = command(*arguments)
    assert code == 2
    assert "half a character" in said or "is not UTF-8" in said
    assert said.count("\n") == 1
    assert not Path("made").exists()


def test_half_a_character_in_what_a_model_says_is_replaced(folder):
    run, sets = RunDir(folder.parent / "run"), [load(str(folder))]
    manifest = describe(model="m", endpoint=Endpoint(provider="file"), sets=sets, scorer=FakeScorer(), parameters={})
    run.write_manifest(manifest.model_copy(update={"adjustments": {"stop": "a \ud800 b"}}))
    assert run.manifest().adjustments == {"stop": "a \ufffd b"}
    said = {"text": "[a \ud800 b]", "id": "harbour/ferry#0", "troubles": ("\udfff",)}
    run.append(Summary(gold="harbour", article="ferry", model="m", **said))
    assert run.summaries()[0].text == "[a \ufffd b]"
    assert run.summaries()[0].troubles == ("\ufffd",)
    run.write_scorecard("a \ud800 b")
    assert run.scorecard.read_text(encoding="utf-8") == "a \ufffd b"

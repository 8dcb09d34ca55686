"""The task and its scorer in the real Inspect, against a real server of the OpenAI protocol on loopback."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from pathlib import Path

import pytest
from fences import IN_INSPECT, python_in
from gold_folder import write_set
from judge_server import judge
from scripted_server import Scripted, chat, say
from typer.testing import CliRunner

from bench.cli import app
from bench.errors import InputError, UsageError
from bench.pipeline.inspect_log import is_log, read_log
from bench.rundir import RunDir

inspect_ai = pytest.importorskip("inspect_ai")

TEXTS = {
    "ferry0": "f01-dropped-attribution f02-preserved and [so <b>on</b>]",
    "ferry1": f"<think>hm</think>f01-preserved {'and so it went on for a long while ' * 20}",
    "ferry2": "I'm sorry, but I can't help with that.",
}


def answer(handler):
    """Summarise as `TEXTS` says, which goes by the article's first words; judge what is to be judged."""
    question = handler.asked["messages"][-1]["content"]
    if "Judge these facts" in question:
        judge(handler)
        return
    name = next(name for name in TEXTS if f"{name}." in question)
    say(handler, chat(TEXTS[name]))


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the gold set, the log of one evaluation in both formats, and what the server was asked."""
    folder = tmp_path_factory.mktemp("inspect")
    write_set(folder / "gold", articles=tuple(TEXTS))
    for name in TEXTS:
        path = folder / "gold" / f"{name}.txt"
        path.write_text(f"{path.read_text()}\n{name}.\n")
    server = Scripted((answer,))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOPBACK_API_KEY", "sk-one")
        patch.setenv("LOOPBACK_BASE_URL", server.base_url)
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        (log,) = inspect_ai.eval(
            "allegedly/summaries",
            model="openai-api/loopback/small",
            task_args={
                "gold": str(folder / "gold"),
                "prompt": "Sum up: {{article}}",
                "samples": 2,
                "scorer": "judge",
                "judge": "openai-api/loopback/judge",
            },
            log_dir=str(folder / "logs"),
            display="none",
            top_p=0.5,
        )
    server.shutdown()
    server.server_close()
    assert log.status == "success", log.error
    (folder / "seen.json").write_text(json.dumps(server.seen))
    (path,) = (folder / "logs").glob("*.eval")
    shutil.copy(path, folder / "log.eval")
    inspect_ai.log.write_eval_log(log, str(folder / "log.json"))
    return folder


@pytest.fixture(scope="module")
def log(logs):
    return inspect_ai.log.read_eval_log(str(logs / "log.eval"))


def test_its_metrics_are_those_of_a_run_with_intervals_by_article(log):
    (score,) = log.results.scores
    figures = {name: metric.value for name, metric in score.metrics.items()}
    # Two samples of two articles, with three facts each; one article was refused.
    assert (score.scored_samples, score.unscored_samples) == (4, 2)
    assert figures["faithfulness"] == pytest.approx(2 / 3)
    assert figures["coverage"] == pytest.approx(3 / 6)
    assert figures["dropped_attribution"] == pytest.approx(1 / 2)
    assert figures["coverage_low"] < figures["coverage"] < figures["coverage_high"]
    assert log.results.headline.metric == "faithfulness"


def test_each_score_says_why_in_words_and_carries_the_signature(log):
    sample = next(sample for sample in log.samples if sample.id == "harbour/ferry0")
    (score,) = sample.scores.values()
    assert score.value == {"faithfulness": 0.5, "coverage": pytest.approx(2 / 3), "errors": 1, "flags": 1}
    assert "**dropped attribution** (major) f01" in score.explanation
    assert "> article: “The port authority claims that the ferry left on time.”" in score.explanation
    assert "> summary: “f01\\-dropped\\-attribution”" in score.explanation
    assert "so \\<b\\>on\\</b\\>" in score.explanation
    signature = score.metadata["allegedly"]["signature"]
    assert signature == log.eval.metadata["allegedly"]["signature"]
    assert "|prompt:own+" in signature
    assert "|samples:2|temperature:0|body:top_p=0.5" in signature
    assert "(openai-api/loopback/judge)" in signature


def test_what_is_no_summary_is_not_scored(log):
    refusals = [sample for sample in log.samples if sample.id == "harbour/ferry2"]
    assert [score.reason for sample in refusals for score in sample.scores.values()] == ["refusal", "refusal"]


def test_a_model_is_asked_as_a_run_asks_it_and_a_judge_by_schema(logs):
    seen = json.loads((logs / "seen.json").read_text())
    summaries = [asked for asked in seen if asked["model"] == "small"]
    judged = [asked for asked in seen if asked["model"] == "judge"]
    assert {(asked["temperature"], asked["max_tokens"], asked["top_p"]) for asked in summaries} == {(0.0, 2048, 0.5)}
    assert all(asked["messages"][0]["content"].startswith("Sum up: <article>") for asked in summaries)
    assert {asked["response_format"]["json_schema"]["name"] for asked in judged} == {"verdicts"}
    assert judged[0]["messages"][0]["role"] == "system"


def test_summaries_come_back_out_of_a_log(logs, tmp_path):
    assert is_log(logs / "log.eval")
    assert is_log(logs / "log.json")
    (tmp_path / "mine.json").write_text('{"article": "ferry", "text": "A ferry ran."}')
    assert not is_log(tmp_path / "mine.json")
    read = read_log(logs / "log.eval")
    assert read == read_log(logs / "log.json")._replace(sha256=read.sha256)
    assert read.model == "openai-api/loopback/small"
    told = sorted(
        (row["article"], row["sample"], row["status"], row["text"]) for row in (each.record for each in read.rows)
    )
    assert told == sorted(
        (name, sample, "refused" if name == "ferry2" else "ok", text.removeprefix("<think>hm</think>").strip())
        for name, text in TEXTS.items()
        for sample in (0, 1)
    )


def test_a_log_is_scored_with_the_signature_of_the_evaluation(logs, log, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # The gold set is the log's own.
    done = CliRunner().invoke(app, ["score", str(logs / "log.eval"), "--out", "run"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    manifest = RunDir(tmp_path / "run").manifest()
    assert manifest.model == "openai-api/loopback/small"
    ours = log.eval.metadata["allegedly"]["signature"]
    assert manifest.signature.partition("|scorer")[0] == ours.partition("|scorer")[0]
    assert manifest.signature.endswith("|samples:2|temperature:0|body:top_p=0.5")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("broken.eval", "no archive", "broken.eval: no log of Inspect's that can be read \\(.+\\)$"),
        ("broken.json", '{"version": 2}', "broken.json: no log of Inspect's that can be read \\(.+\\)$"),
        ("absent.eval", None, "absent.eval: no such file$"),
    ],
)
def test_what_is_no_log_is_refused_in_a_line(tmp_path, name, text, message):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        read_log(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_log_of_another_task_is_refused(logs, log, tmp_path):
    other = log.model_copy(deep=True)
    other.eval.metadata, other.eval.task = None, "arithmetic"
    inspect_ai.log.write_eval_log(other, str(tmp_path / "other.json"))
    with pytest.raises(InputError, match="a log of the task 'arithmetic', not of allegedly/summaries"):
        read_log(tmp_path / "other.json")


def test_without_inspect_a_log_is_refused_with_the_name_of_the_extra(logs, monkeypatch):
    monkeypatch.setitem(sys.modules, "inspect_ai.log", None)
    with pytest.raises(UsageError, match=r"install the extra: pip install 'allegedly\[inspect\]'"):
        read_log(logs / "log.eval")


@pytest.mark.parametrize("options", [{"gold": "nothing"}, {"prompt": "nothing"}, {"scorer": "judge"}])
def test_what_does_not_exist_is_one_line_in_inspect_too(options):
    from inspect_ai._util.error import PrerequisiteError

    from allegedly.inspecting import summaries

    with pytest.raises(PrerequisiteError, match=r"^(no gold set|no prompt|--scorer judge)"):
        summaries(**options)


def test_the_examples_of_the_document_run():
    (example,) = python_in(IN_INSPECT.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    exec(compile(example, str(IN_INSPECT), "exec"), names)
    assert len(names["headlines"]().dataset) == 4

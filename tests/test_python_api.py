"""Gold sets, runs, judges and comparisons from Python."""

from __future__ import annotations

import asyncio
import json
import re

import pandas as pd
import pytest
from gold_folder import ARTICLE, FACTS, write_set
from judge_server import judge
from scripted_server import chat, error, say

import allegedly
from bench.pipeline.comparing import compare as compare_folders

GIVEN = {"id": "ferry", "title": "A ferry is late", "date": "2025-11-24", "text": ARTICLE, "facts": FACTS}


def made(**changed):
    return allegedly.make_gold([{**GIVEN, **changed}], name="harbour")


def test_a_set_made_in_memory_is_the_one_on_disk(tmp_path):
    write_set(tmp_path / "set")
    loaded = allegedly.load(str(tmp_path / "set"))
    gold = made()
    assert (gold.hash, gold.articles[0].facts) == (loaded.hash, loaded.articles[0].facts)
    assert gold.ref.path is None
    saved = allegedly.save_gold(gold, tmp_path / "saved")
    assert allegedly.load(str(tmp_path / "saved")).hash == gold.hash
    assert saved.ref.path == str(tmp_path / "saved")


def test_facts_may_be_records_and_need_no_ids():
    records = [located.fact for located in made().articles[0].facts]
    assert made(facts=records).hash == made().hash
    without = [{key: value for key, value in fact.items() if key != "id"} for fact in FACTS]
    assert made(facts=without, id=None).articles[0].facts == made().articles[0].facts
    assert made(id=None).articles[0].article.id == "a1"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"text": None}, "^article 1: field 'text': should be a valid string"),
        ({"date": "24 November"}, "^article 1: field 'date': '24 November' is no date"),
        ({"id": "a/b"}, "field 'articles.*': 'a/b' holds more than letters"),
        ({"kind": "news"}, "^article 1: field 'kind': unknown key"),
        (
            {"facts": [FACTS[0] | {"cue": "says"}]},
            "^article 'ferry', fact:1: field 'cue': “says” is not in the",
        ),
        (
            {"facts": [FACTS[0], FACTS[1] | {"strength": 3}]},
            "^article 'ferry', fact:2: field 'strength': '3' is none",
        ),
        ({"facts": [FACTS[0], FACTS[0]]}, "^article 'ferry', fact:2: field 'id': a second fact 'f01'"),
    ],
)
def test_what_is_wrong_in_it_is_named(changed, message):
    with pytest.raises(allegedly.InputError, match=message) as caught:
        made(**changed)
    assert "\n" not in str(caught.value)


def test_summaries_may_come_in_any_form():
    gold = made()
    text = "The ferry left on time."
    row = {"article": "ferry", "text": text, "status": float("nan")}
    forms = [
        text,
        [text],
        [{"article": "ferry", "text": text, "colour": "blue"}],
        allegedly.Summary(id="x", gold="harbour", article="ferry", model="m", text=text),
        pd.DataFrame([row]),
    ]
    verdicts = {tuple(outcome.verdict for outcome in allegedly.score(gold, form).outcomes) for form in forms}
    assert verdicts == {("dropped_attribution", "omitted", "omitted")}


def test_a_record_keeps_what_it_says_of_itself():
    given = allegedly.Summary(
        id="x", gold="harbour", article="ferry", model="m", text="", status="refused", attempts=3, error="withheld"
    )
    result = allegedly.score(made(), [given, "A ferry ran."])
    assert result.summaries[0] == given
    assert result.outcomes[0].summary == result.summaries[1].id
    assert result.score.collected.statuses == {"ok": 1, "refused": 1}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "^summary: no summaries in it$"),
        ([3], "^summary 1 is a int: give a text, a Summary, or a mapping$"),
        (
            ["a", {"article": "fery", "text": "b"}],
            "^summary: row 2: field 'article': no article 'fery' in harbour",
        ),
        ([{"article": "ferry"}], "^summary: row 1: field 'text': missing; add it$"),
        (["x" * 100_001], "^summary: row 1: field 'text': "),
    ],
)
def test_summaries_that_cannot_be_read_are_named(given, message):
    with pytest.raises(allegedly.AllegedlyError, match=message):
        allegedly.score(made(), given)


def test_a_text_of_an_unknown_article_is_refused():
    with pytest.raises(allegedly.UsageError, match="Say article='relief-fund'"):
        allegedly.score("courts", "Some text.")


def test_a_result_as_records_and_as_a_frame():
    result = allegedly.score(made(), [{"article": "ferry", "text": "The ferry left on time.", "model": "<b>m"}])
    frame = result.to_pandas()
    assert list(frame.verdict) == ["dropped_attribution", "omitted", "omitted"]
    assert frame.to_dict("records")[0]["article_words"] == FACTS[0]["quote"]
    assert result.records()[0]["summary_words"] == "ferry left on time"
    assert (
        repr(result) == "Result('<b>m', 1 summary, faithfulness=0% [too few to tell], coverage=33% [too few to tell])"
    )
    shown = result._repr_html_()
    assert "&lt;b&gt;m" in shown
    assert "dropped_attribution" in shown
    assert result.score.signature in shown


def test_a_result_without_verdicts_is_a_frame_all_the_same():
    result = allegedly.score(made(), [{"article": "ferry", "text": ""}])
    assert result.to_pandas().empty
    assert "verdict" in result.to_pandas().columns


def test_a_scorecard_as_text_and_as_a_file(tmp_path):
    html = allegedly.score(made(), "The ferry left on time.").scorecard(tmp_path / "new" / "card.html")
    assert html == (tmp_path / "new" / "card.html").read_text(encoding="utf-8")
    assert "A ferry is late" in html


async def test_a_model_is_run_and_judged_inside_a_running_event_loop(serve, tmp_path):
    def answer(handler):
        if "Judge these facts" in handler.asked["messages"][-1]["content"]:
            judge(handler)
        else:
            say(handler, chat("f01-dropped-attribution f02-preserved"))

    server = serve(answer)
    model = allegedly.Model(name="small", base_url=server.base_url, temperature=0.5, body={"top_p": 0.9}, seed=4)
    by = allegedly.Model(name="big", base_url=server.base_url)
    asked = {"samples": 2, "prompt": "Sum up: {{article}}", "scorer": "judge", "judge": by}
    seen = []
    result = allegedly.run(model, made(), out=tmp_path / "run", on_progress=seen.append, **asked)
    other = await allegedly.run_async(model, made(), **asked)
    for one in (result, other):
        assert [outcome.verdict for outcome in one.outcomes] == ["dropped_attribution", "preserved", "omitted"] * 2
        assert one.is_complete
        assert one.score.judge.answers == 1  # both samples say the same, which is asked about once
    assert (result.folder, other.folder) == (tmp_path / "run", None)
    assert {*result.outcomes} == {*other.outcomes}
    assert seen[-1].done == 2
    sent = [body for body in server.seen if body["model"] == "small"]
    assert {(body["temperature"], body["top_p"]) for body in sent} == {(0.5, 0.9)}
    assert sorted(body["seed"] for body in sent) == [4, 4, 5, 5]
    # The folder is one that every command takes, the set that was made in memory included.
    assert allegedly.load_run(tmp_path / "run").outcomes == result.outcomes
    assert (tmp_path / "run" / "scorecard.html").is_file()
    # What is there is not asked for again.
    before = len(server.seen)
    assert allegedly.run(model, made(), out=tmp_path / "run", **asked).score == result.score
    assert len(server.seen) == before
    with pytest.raises(allegedly.UsageError, match=r"a set with other articles or facts lies there"):
        allegedly.run(model, made(text=f"{ARTICLE} More."), out=tmp_path / "run", **asked)
    with pytest.raises(allegedly.UsageError, match=r"holds another run \(samples: 2 → 1\)"):
        allegedly.run(model, made(), out=tmp_path / "run", **{**asked, "samples": 1})


async def test_a_run_that_is_cancelled_keeps_what_it_has(serve, tmp_path):
    first = asyncio.Event()

    def stall(handler):
        handler.rfile.read()  # until the client hangs up

    model = allegedly.Model(name="small", base_url=serve(chat("A ferry ran."), stall).base_url, concurrency=1)
    running = asyncio.create_task(
        allegedly.run_async(
            model, made(), samples=3, out=tmp_path / "run", on_progress=lambda seen: seen.done and first.set()
        )
    )
    await first.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len((tmp_path / "run" / "summaries.jsonl").read_text().splitlines()) == 1


def test_what_could_not_be_had_is_counted_and_told(serve):
    failing = serve(error(400, "no"))
    result = allegedly.run(allegedly.Model(name="small", base_url=failing.base_url), made())
    assert not result.is_complete
    assert result.summaries[0].status == "failed"
    by = allegedly.Model(name="big", base_url=failing.base_url)
    judged = allegedly.score(made(), "The ferry left on time.", scorer="judge", judge=by)
    assert {outcome.verdict for outcome in judged.outcomes} == {"unscored"}
    assert not judged.is_complete


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"model": "nothing"}, "no model 'nothing'"),
        ({"gold": []}, "no gold set: name one"),
        ({"gold": "nothing"}, "no gold set 'nothing'"),
        ({"prompt": "Sum up"}, "lead-3 reads no prompt"),
        ({"scorer": "judge"}, "--scorer judge needs a model that judges"),
        ({"judge": "lead-3", "scorer": "judge"}, "not a chat model"),
        ({"model": allegedly.Model(name="lead-3", body={"a": 1})}, "takes no parameter such as 'a'"),
        ({"model": allegedly.Model(name="openai:x", headers={"Host": "y"})}, "this one is set by the benchmark"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_line(options, message):
    options = {"model": "lead-3", "gold": made()} | options
    with pytest.raises(allegedly.AllegedlyError, match=re.escape(message)) as caught:
        allegedly.run(**options)
    assert "\n" not in str(caught.value)


def test_a_header_of_a_model_is_not_shown():
    model = allegedly.Model(name="openai:x", headers={"X-Key": "hush"})
    assert "hush" not in repr(model)
    assert "hush" not in model.model_dump_json()


def test_results_are_compared_as_their_folders_are(tmp_path):
    lead = allegedly.run("lead-3", made(), out=tmp_path / "lead")
    (tmp_path / "mine.jsonl").write_text(json.dumps({"article": "ferry", "text": "The ferry left on time."}))
    mine = allegedly.run(f"replay:{tmp_path / 'mine.jsonl'}", made(), out=tmp_path / "mine")
    compared = allegedly.compare(lead, tmp_path / "mine")
    assert compared.comparison == compare_folders([tmp_path / "lead", tmp_path / "mine"]).comparison
    memory = allegedly.compare(lead, allegedly.score(made(), mine.summaries))
    assert memory.comparison.contrasts[0].overall == compared.comparison.contrasts[0].overall
    assert set(compared.to_pandas().figure) >= {"faithfulness", "coverage", "dropped_attribution"}
    assert "A ferry is late" in compared.page(tmp_path / "page.html")
    assert (tmp_path / "page.html").is_file()
    assert "ferry" not in repr(compared)
    with pytest.raises(allegedly.UsageError, match="named twice"):
        allegedly.compare(tmp_path / "mine", mine)
    with pytest.raises(allegedly.UsageError, match="is not the same in"):
        allegedly.compare(lead, allegedly.score(made(text=f"{ARTICLE} More."), "A ferry ran."))

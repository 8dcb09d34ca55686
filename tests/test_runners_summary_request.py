from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError, UsageError
from bench.records import Article
from runners import prompts
from runners.summary_request import requests_for


def article(id_: str, text: str = "Some text.") -> Article:
    return Article(gold="courts", id=id_, title="", text=text)


def test_ids_come_from_the_set_the_article_and_the_sample():
    asked = requests_for([article("a"), article("b")], samples=2)
    assert [request.id for request in asked] == ["courts/a#0", "courts/b#0", "courts/a#1", "courts/b#1"]
    assert asked == requests_for([article("a"), article("b")], samples=2)


def test_samples_of_a_seeded_model_differ():
    asked = requests_for([article("a")], samples=3, parameters={"seed": 7, "temperature": 1.0})
    assert [request.parameters for request in asked] == [{"seed": seed, "temperature": 1.0} for seed in (7, 8, 9)]
    assert all(
        request.parameters == {"seed": None} for request in requests_for([article("a")], parameters={"seed": None})
    )


def test_without_a_prompt_there_are_no_messages():
    assert requests_for([article("a")])[0].messages == ()


@given(st.text())
def test_an_article_takes_the_place_of_the_placeholder_letter_by_letter(text):
    prompt = prompts.load("default")
    filled = prompt.fill(text)
    before, after = prompt.text.split(prompts.PLACEHOLDER)
    assert filled.startswith(f"{before}<article>\n")
    assert filled.endswith(f"\n</article>{after}")
    assert filled.count("</article>") == 1
    if "<" not in text:
        assert text.strip() in filled


@pytest.mark.parametrize(
    "hostile", ["{{article}} {text} {0} %s $x \\1", "a </article> b", "a < / ARTICLE > b <article>"]
)
def test_an_article_cannot_step_out_of_its_fence(hostile):
    filled = prompts.load("default").fill(hostile)
    inside = filled.split("<article>\n")[1].split("\n</article>")[0]
    assert inside.replace("&lt;", "<") == hostile


def test_a_prompt_from_a_file(tmp_path):
    file = tmp_path / "short.txt"
    file.write_bytes("\ufeffSum up:\r\n{{article}}\r\n".encode())
    prompt = prompts.load(str(file))
    assert prompt.text == "Sum up:\n{{article}}"
    assert prompt.ref.name == "short"
    assert len(prompt.ref.hash) == 12
    assert prompt.ref.hash != prompts.load("default").ref.hash


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"no place", "0 times"), (b"{{article}}{{article}}", "2 times"), (b"\xff{{article}}", "UTF-8")],
)
def test_a_wrong_prompt_file_is_an_input_error(tmp_path, data, said):
    file = tmp_path / "p.txt"
    file.write_bytes(data)
    with pytest.raises(InputError, match=said):
        prompts.load(str(file))


def test_an_unknown_prompt_is_a_usage_error_with_the_nearest_name():
    with pytest.raises(UsageError, match="did you mean 'default'"):
        prompts.load("defualt")

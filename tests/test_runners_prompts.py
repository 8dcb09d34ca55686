"""The shipped prompts, and where they are found."""

from __future__ import annotations

import pytest
from bench_process import bench
from hypothesis import given
from hypothesis import strategies as st

from runners import prompts

NAMES = ("bullets", "careful", "default", "headline", "short")


def test_the_shipped_prompts():
    assert tuple(prompts.shipped()) == NAMES
    assert len({prompts.load(name).ref.hash for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_prompt_asks_for_the_text_alone(name):
    prompt = prompts.load(name)
    assert prompt.text.endswith(".")
    assert "Write only the" in prompt.text
    assert prompt.fill("An article.").count("An article.") == 1


@given(st.text(), st.text())
def test_an_instruction_is_one_line_of_any_prompt(before, after):
    instruction = prompts.Prompt(name="p", text=before + prompts.PLACEHOLDER + after).instruction
    assert len(instruction.splitlines()) == 1
    assert instruction.endswith(".")


def test_prompts_are_listed_with_their_hashes(tmp_path):
    done = bench("models", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for name in NAMES:
        (line,) = [line for line in done.stdout.splitlines() if line.split()[:1] == [name]]
        assert line.split()[1] == prompts.load(name).ref.hash

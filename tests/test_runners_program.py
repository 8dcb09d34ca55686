from __future__ import annotations

import asyncio
import multiprocessing
import os
import shlex
import sys

import pytest
from waiting import until

from bench.errors import EndpointError, UsageError
from runners.program import LARGEST_OUTPUT, Program
from runners.summary_request import SummaryRequest

REQUEST = SummaryRequest(gold="g", article="a", text="Ein Artikel über München. " * 9000)


def python(code: str, **options: float) -> Program:
    return Program(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}", **options)


async def has_ended(pid: int) -> bool:
    """Whether a process is gone, or only waits for somebody to take note of its end."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as file:  # noqa: ASYNC230, PTH123
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_the_article_goes_in_and_the_summary_comes_out():
    summary = await python("import sys; t = sys.stdin.read(); print(len(t), t[:25])").summarise(REQUEST)
    assert (summary.status, summary.id) == ("ok", "g/a#0")
    assert summary.text == f"{len(REQUEST.text)} Ein Artikel über München."


async def test_a_program_need_not_read():
    assert (await Program("echo 'a b'  c").summarise(REQUEST)).text == "a b c"


async def test_no_shell_is_involved():
    assert (await Program("echo $HOME ; exit 3 | cat").summarise(REQUEST)).text == "$HOME ; exit 3 | cat"


async def test_a_failure_is_told_with_the_last_line_of_standard_error():
    code = "import sys; print('text'); print('one', file=sys.stderr); sys.exit('no \\x1b[31mmodel')"
    summary = await python(code).summarise(REQUEST)
    assert (summary.status, summary.text, summary.error) == ("failed", "", "exit code 1: no [31mmodel")


async def test_death_by_a_signal_is_a_failure():
    summary = await python("import os; os.kill(os.getpid(), 9)").summarise(REQUEST)
    assert (summary.status, summary.error) == ("failed", "ended by signal 9")


async def test_silence_is_an_empty_summary():
    assert (await Program("true").summarise(REQUEST)).status == "empty"


async def test_output_that_is_not_utf_8_does_not_hurt():
    summary = await python("import sys; sys.stdout.buffer.write(b'a\\xff\\xed\\xa0\\x80')").summarise(REQUEST)
    assert summary.text.startswith("a\ufffd")
    assert summary.model_dump_json()


async def test_endless_output_is_cut_off():
    code = "import sys\nwhile True: sys.stdout.write('x' * 65536)"
    summary = await python(code).summarise(REQUEST)
    assert (summary.status, summary.error) == ("failed", f"more than {LARGEST_OUTPUT:,} bytes of output")


SPAWN = (
    "import subprocess, sys, time, pathlib;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "pathlib.Path({path!r}).write_text(str(child.pid)); print('done', flush=True);"
)


async def test_the_time_limit_ends_the_program_and_its_children(tmp_path):
    path = tmp_path / "pid"
    summary = await python(SPAWN.format(path=str(path)) + "time.sleep(60)", time_limit=2).summarise(REQUEST)
    assert (summary.status, summary.error) == ("failed", "no end within 2 s")
    assert await has_ended(int(path.read_text()))


async def test_a_child_that_stays_behind_is_ended_and_the_output_kept(tmp_path):
    path = tmp_path / "pid"
    summary = await python(SPAWN.format(path=str(path))).summarise(REQUEST)
    assert (summary.status, summary.text) == ("ok", "done")
    assert await has_ended(int(path.read_text()))


STRAYS = """
import os, subprocess, sys, time
child = subprocess.Popen(["sleep", "60"], start_new_session=True)
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    os.close(1), os.close(2)
    open("orphan", "w").write(str(os.getpid()))
    time.sleep(60)
while not os.path.exists("orphan") or not os.path.getsize("orphan"):
    time.sleep(0.01)
open("new", "w").write(f"{os.getpid()} {child.pid} {open('orphan').read()}")
os.rename("new", "numbers")
print("text", flush=True)
if sys.argv[1:]:
    time.sleep(60)
"""
"""Starts one process in a session of its own, and another one in a session whose leader has ended."""
IS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="descendants are found on Linux alone")


@IS_LINUX
async def test_what_left_for_a_session_of_its_own_is_ended_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program = python(STRAYS)
    assert (await program.summarise(REQUEST)).text == "text"
    await program.aclose()
    for number in (tmp_path / "numbers").read_text().split():
        assert await has_ended(int(number))


def summarise_for_ever():
    program = Program(f"{shlex.quote(sys.executable)} -c {shlex.quote(STRAYS)} stay")
    asyncio.run(program.summarise(REQUEST))


@IS_LINUX
async def test_programs_and_what_they_started_end_with_a_killed_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = multiprocessing.get_context("fork").Process(target=summarise_for_ever)
    run.start()
    until((tmp_path / "numbers").exists)
    run.kill()
    run.join()
    for number in (tmp_path / "numbers").read_text().split():
        assert await has_ended(int(number))


async def test_cancelling_ends_the_program_even_if_it_is_stubborn(tmp_path):
    path = tmp_path / "pid"
    code = (
        "import os, pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(path)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    task = asyncio.create_task(python(code).summarise(REQUEST))
    while not (path.exists() and path.read_text()):  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await has_ended(int(path.read_text()))


async def test_a_program_that_cannot_be_started_is_an_endpoint_error():
    with pytest.raises(EndpointError, match="cannot be started: No such file"):
        await Program("/no/such/program").summarise(REQUEST)


@pytest.mark.parametrize("line", ["", "  ", "'unclosed"])
def test_no_command_line(line):
    with pytest.raises(UsageError, match="command:"):
        Program(line)

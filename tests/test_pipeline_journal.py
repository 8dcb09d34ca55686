from __future__ import annotations

import asyncio
import threading

import pytest

from bench.pipeline.journal import Journal


async def test_what_comes_while_the_writer_is_busy_is_written_in_one_go():
    batches: list[list[int]] = []
    busy = threading.Event()

    def write(records):
        busy.wait(10)
        batches.append(list(records))

    journal = Journal(write)
    tasks = [asyncio.create_task(journal.keep(0))]
    await asyncio.sleep(0.05)
    tasks += [asyncio.create_task(journal.keep(number)) for number in range(1, 50)]
    await asyncio.sleep(0.05)
    assert not any(task.done() for task in tasks)
    busy.set()
    await asyncio.gather(*tasks)
    assert batches == [[0], list(range(1, 50))]


async def test_who_waits_for_a_record_that_cannot_be_written_is_told():
    def write(records):
        if 1 in records:
            raise OSError("no space")

    journal = Journal(write)
    ends = await asyncio.gather(journal.keep(0), journal.keep(1), return_exceptions=True)
    assert [str(end) for end in ends] == ["no space"] * 2
    await journal.keep(2)


async def test_a_record_is_written_even_if_nobody_waits_for_it_any_more():
    written: list[int] = []
    journal = Journal(written.extend)
    task = asyncio.create_task(journal.keep(0))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await journal.keep(1)
    assert written == [0, 1]

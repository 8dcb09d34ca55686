"""No file is read or written outside its folder, whatever somebody else has put into it."""

from __future__ import annotations

import os
import re
import socket
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from bench import storage
from bench.errors import InputError, UsageError, WriteError
from bench.storage import reading, sizes

OUTSIDE = b"none of the tool's business\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is reached through a link, as a set may be."""
    (tmp_path / "outside").write_bytes(OUTSIDE)
    (tmp_path / "real").mkdir()
    (tmp_path / "folder").symlink_to("real")
    return tmp_path / "folder"


def linked_out(path: Path) -> None:
    path.symlink_to("../outside")


def linked_to_nothing(path: Path) -> None:
    path.symlink_to("../nothing-yet")


def linked_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def linked_through_another(path: Path) -> None:
    path.symlink_to("between")
    path.with_name("between").symlink_to("../outside")


def piped(path: Path) -> None:
    os.mkfifo(path)


def socketed(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may have no more than a hundred characters
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def linked_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


HOSTILE = [
    (linked_out, "leads out of its folder"),
    (linked_to_nothing, "leads out of its folder"),
    (linked_through_another, "leads out of its folder"),
    (linked_to_a_device, "leads out of its folder"),
    (linked_in_a_circle, "link"),
    (piped, "is a named pipe"),
    (socketed, "is a socket"),
    (Path.mkdir, "is a folder"),
]


def append(path: Path) -> None:
    with storage.append_member(path) as file:
        file.write(b"; echo taken over\n")


USES = [
    storage.read_member,
    lambda path: list(storage.member_lines(path)),
    lambda path: storage.replace_member(path, b"new"),
    lambda path: storage.write_given(path, b"new"),
    append,
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(("put", "said"), HOSTILE)
def test_what_is_no_file_of_the_folder_is_refused_in_a_line(folder, put, said, use):
    path = folder / "summaries.jsonl"
    put(path)
    if use is USES[3] and put is piped:
        return  # a pipe that the user names is written to
    before = sorted(folder.parent.iterdir()), sorted(folder.iterdir())
    with pytest.raises(InputError, match=said) as caught:
        use(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert (sorted(folder.parent.iterdir()), sorted(folder.iterdir())) == before
    assert (folder.parent / "outside").read_bytes() == OUTSIDE


def test_a_link_to_another_file_of_the_folder_is_followed_and_stays(folder):
    path, link = folder / "a.jsonl", folder / "b.jsonl"
    path.write_bytes(b"old")
    link.symlink_to("a.jsonl")
    assert storage.read_member(link) == b"old"
    storage.replace_member(link, b"new\n")
    append(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new\n; echo taken over\n"


def test_nothing_is_added_to_a_file_that_has_another_name_elsewhere(folder):
    (folder / "audit.jsonl").hardlink_to(folder.parent / "outside")
    with pytest.raises(InputError, match="hard link"):
        append(folder / "audit.jsonl")
    storage.replace_member(folder / "audit.jsonl", b"new")  # this puts a new file in its place
    assert (folder.parent / "outside").read_bytes() == OUTSIDE


def test_what_is_read_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(sizes, "TEXT", 10)
    monkeypatch.setattr(reading, "LINE", 10)
    path = folder / "article.txt"
    path.write_bytes(b"x" * 10)
    assert storage.read_member(path) == b"x" * 10
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than"):
        storage.read_member(path)
    with pytest.raises(InputError, match="larger than"):
        storage.read_given(path, 10)
    with pytest.raises(InputError, match=r"article\.txt:1: a line of more than"):
        list(storage.member_lines(path))


def test_a_file_that_is_named_may_be_a_link_or_a_pipe_and_no_device(folder):
    link = folder / "link"
    link.symlink_to("../outside")
    assert storage.read_given(link) == OUTSIDE
    receiving, sending = os.pipe()
    os.write(sending, b"through a pipe")
    os.close(sending)
    assert storage.read_given(Path(f"/dev/fd/{receiving}")) == b"through a pipe"
    os.close(receiving)
    for path, said in (("/dev/zero", "is a device"), (folder, "is a folder"), (folder / "nothing", "no such file")):
        with pytest.raises(InputError, match=said):
            storage.read_given(Path(path))


def test_a_stream_that_is_named_is_written_to(folder):
    receiving, sending = os.pipe()
    storage.write_given(Path(f"/dev/fd/{sending}"), b"a page")
    assert os.read(receiving, 100) == b"a page"
    os.close(receiving)
    os.close(sending)


def test_a_folder_that_a_library_reads_holds_only_files_of_its_own(folder):
    (folder / "fact").mkdir()
    (folder / "fact" / "data.arrow").write_bytes(b"")
    storage.check_members(folder)
    (folder / "fact" / "more.arrow").symlink_to("../../outside")
    with pytest.raises(InputError, match="leads out"):
        storage.check_members(folder)
    (folder / "fact" / "more.arrow").unlink()
    (folder / "label").symlink_to("..")
    with pytest.raises(InputError, match="a link to a folder"):
        storage.check_members(folder)


def test_a_write_that_is_broken_off_leaves_the_file_and_nothing_beside_it(folder):
    path = folder / "score.json"
    path.write_bytes(b"old")
    path.chmod(0o640)

    def pieces():
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        storage.replace_member(path, pieces())
    assert path.read_bytes() == b"old"
    with suppress(KeyboardInterrupt), storage.new_folder(folder / "set") as made:
        storage.write_new(made / "a.txt", b"half")
        raise KeyboardInterrupt
    assert [entry.name for entry in folder.iterdir()] == ["score.json"]
    storage.replace_member(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_name_may_be_as_long_as_a_name_can_be_and_no_longer(folder):
    storage.replace_member(folder / ("n" * 255), b"")
    with pytest.raises(WriteError, match="File name too long; the name is too long for that disk: give a shorter one"):
        storage.replace_member(folder / ("n" * 256), b"")


def test_temporary_names_cannot_be_foreseen(folder, monkeypatch):
    monkeypatch.setattr(storage.writing.secrets, "token_hex", lambda _: "foreseen")
    (folder / ".foreseen.tmp").symlink_to("../outside")
    with pytest.raises(WriteError, match="something is there already"):
        storage.replace_member(folder / "scorecard.html", b"page")
    assert (folder.parent / "outside").read_bytes() == OUTSIDE


@pytest.mark.parametrize("put", [linked_out, linked_to_nothing])
def test_a_lock_is_no_link(folder, put):
    put(folder / ".lock")
    with pytest.raises(InputError, match="leads out of its folder"), storage.locked(folder, "busy"):
        pass
    assert not (folder.parent / "nothing-yet").exists()
    assert (folder.parent / "outside").read_bytes() == OUTSIDE


def test_a_lock_keeps_others_out_and_leaves_nothing(folder):
    with storage.locked(folder, "busy"):
        with pytest.raises(UsageError, match="folder: busy"), storage.locked(folder, "busy"):
            pass
        assert list(folder.iterdir())
    assert not list(folder.iterdir())


def test_the_documents_tell_how_large_a_file_may_be():
    text = (Path(__file__).parent.parent / "SECURITY.md").read_text(encoding="utf-8")
    told = text.partition("## Sets and runs from somebody else")[2].split("\n\n")[2]
    in_megabytes = [size // 1_000_000 for size in (sizes.TEXT, sizes.LINES, sizes.TABLE, sizes.RUN, sizes.LINE)]
    assert re.findall(r"[\d,]+(?= \||, )", told) == [f"{size:,}" for size in in_megabytes]

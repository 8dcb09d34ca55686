"""Every file that is read or written goes through here, so that no folder from somebody else leads out of itself.

A *member* is a file directly in the folder of a set or a run. It is a regular file of bounded size that lies in that
folder; a link in its place is followed only to another member. The folder itself may be a link. What the user names on
the command line is *given*: it may be a link or a pipe, and only its size is bounded. No other module opens a file to
write to it, and `tests/test_architecture.py` holds to that.
"""

from bench.storage.encodable import HALF_CHARACTER, encodable, has_lone_surrogate
from bench.storage.locking import locked
from bench.storage.reading import (
    MissingFileError,
    check_given,
    check_members,
    given_lines,
    is_present,
    member_lines,
    open_given,
    read_given,
    read_member,
)
from bench.storage.sizes import TEXT
from bench.storage.writing import (
    append_member,
    make_folder,
    new_folder,
    remove_member,
    replace_member,
    scratch_folder,
    unwritable,
    write_given,
    write_new,
)

__all__ = [
    "HALF_CHARACTER",
    "TEXT",
    "MissingFileError",
    "append_member",
    "check_given",
    "check_members",
    "encodable",
    "given_lines",
    "has_lone_surrogate",
    "is_present",
    "locked",
    "make_folder",
    "member_lines",
    "new_folder",
    "open_given",
    "read_given",
    "read_member",
    "remove_member",
    "replace_member",
    "scratch_folder",
    "unwritable",
    "write_given",
    "write_new",
]

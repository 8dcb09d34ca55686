"""A run to audit: the kept one, in a folder of its own; and the server of its audit."""

from __future__ import annotations

import json
import shutil
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from cards import DATA
from local_client import Client, answering

from bench.auditing.server import application
from bench.auditing.store import AuditStore
from bench.goldset import load
from bench.rundir import RunDir

HARBOUR = DATA / "harbour"


def write_run(folder: Path) -> RunDir:
    """The kept run, complete, without judgements; written over what is there."""
    shutil.copytree(DATA / "run", folder, dirs_exist_ok=True)
    (folder / "audit.jsonl").unlink(missing_ok=True)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["gold"][0].update(path=str(HARBOUR), hash=load(str(HARBOUR)).hash)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return RunDir(folder)


def store_of(run: RunDir, by: str = "ann", *, blind: bool = False) -> AuditStore:
    """The audit of a run."""
    return AuditStore(run, [load(str(HARBOUR))], by, blind=blind)


def auditing(run: RunDir, *, blind: bool = False) -> AbstractContextManager[Client]:
    """Serve a run's audit while the block lasts."""
    return answering(partial(application, store_of(run, blind=blind)))

"""`bench gold edit` as a command."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from pathlib import Path

from bench_process import BENCH, bench, refused
from gold_folder import write_set
from local_client import Client
from waiting import until


def test_the_command_prints_the_address_last_and_ends_with_ctrl_c(folder, tmp_path):
    command = [BENCH, "gold", "edit", str(folder)]
    # A browser that notes its command line, and what is at the address there.
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > line\ncat "${1#file://}" > new\nmv new page\n')
    browser.chmod(0o700)
    environment = {**os.environ, "BROWSER": str(browser)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        client = Client(address)
        assert client.get("api/set")["set"]["name"] == "harbour"
        until((tmp_path / "page").exists)
        line = Path((tmp_path / "line").read_text().strip().removeprefix("file://"))
        assert client.token not in str(line)
        assert stat.S_IMODE(line.parent.stat().st_mode) == 0o700
        assert f"url={address}" in (tmp_path / "page").read_text()
        port = client.host.partition(":")[2]
        other = write_set(tmp_path / "other")
        refusals = [
            bench("gold", "edit", other, "--no-open", "--port", port, cwd=tmp_path),
            bench("gold", "edit", folder, "--no-open", cwd=tmp_path),
            bench("gold", "draft", folder, cwd=tmp_path),
        ]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    # Looked at after its end: else a failure would leave it running, and wait for it.
    assert f"port {port}" in refused(refusals[0])
    for second in refusals[1:]:
        assert "another process changes this set" in refused(second)
    assert not [path.name for path in (*folder.iterdir(), *other.iterdir()) if path.name.startswith(".")]
    assert not line.parent.exists()
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err


def test_the_command_needs_a_set(tmp_path):
    assert "no gold set" in refused(bench("gold", "edit", "nowhere", cwd=tmp_path))

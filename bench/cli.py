"""The command line: `bench`, also installed as `allegedly`.

Nothing heavy is imported here or at the top of a command's module, so that help is instant.
"""

from __future__ import annotations

import gc
import io
import signal
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from bench import __version__
from bench.commands import (
    audit,
    compare,
    gold_agree,
    gold_draft,
    gold_edit,
    gold_export,
    gold_import,
    gold_lint,
    gold_list,
    gold_new,
    gold_start,
    gold_stats,
    leaderboard,
    models,
    report,
    run,
    score,
    validate,
)
from bench.ending import end, interrupt
from bench.errors import AllegedlyError, UsageError
from bench.terminal.output import one_line
from bench.terminal.scorer_help import ScoringCommand

app = typer.Typer(
    name="bench",
    # Rich would be loaded for every --help, and would take brackets in it for markup.
    rich_markup_mode=None,
    # Whatever gets past `main` is a bug, whose plain traceback is what a report needs.
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", cls=ScoringCommand)(run.command)
app.command("score", cls=ScoringCommand)(score.command)
app.command("report")(report.command)
app.command("compare")(compare.command)
app.command("leaderboard")(leaderboard.command)
app.command("validate", cls=ScoringCommand)(validate.command)
app.command("audit")(audit.command)
app.command("models")(models.command)

gold = typer.Typer(rich_markup_mode=None)
gold.command("list")(gold_list.command)
gold.command("start")(gold_start.command)
gold.command("new")(gold_new.command)
gold.command("draft")(gold_draft.command)
gold.command("edit")(gold_edit.command)
gold.command("lint")(gold_lint.command)
gold.command("agree")(gold_agree.command)
gold.command("stats")(gold_stats.command)
gold.command("export")(gold_export.command)
gold.command("import")(gold_import.command)
app.add_typer(gold, name="gold")


@gold.callback(invoke_without_command=True)
def gold_sets(context: typer.Context) -> None:
    """Make, annotate, check and exchange gold article sets.

    \b
    Examples:
      bench gold list
      bench gold start articles/
      bench gold lint path/to/my-set
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.callback(invoke_without_command=True)
def bench(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Allegedly: what a model's summary does to who said it, how sure it is, and how much it is.

    \b
    Start here:
      bench run --model lead-3             score the first three sentences: no key, no network
      bench run --model openai:NAME        score a model behind an OpenAI-protocol endpoint
      bench score SUMMARIES --gold SET     score summaries that you have already

    Exit codes: 0 it ran; 1 a threshold was not met; 2 the input or the usage is wrong; 3 the run is
    incomplete, the same command goes on; 130 interrupted.
    """
    if version:
        typer.echo(f"allegedly {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line; every failure that a user can cause ends here, as one line."""
    # Parsing makes very many small objects that live on: looking for garbage rarely takes a quarter off a run's time.
    gc.set_threshold(200_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign that a terminal cannot show is no reason to fail
    is_interruptible = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    try:
        if is_interruptible:
            signal.signal(signal.SIGINT, interrupt)
        _refuse_undecodable(sys.argv[1:])
        # Not standalone: typer would print its own errors and exit, instead of letting them come here.
        code = app(prog_name="bench", standalone_mode=False)
    except AllegedlyError as error:
        _say(str(error))
        code = error.exit_code
    except TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f" (see '{context.command_path} --help')" if context else ""
        # pydantic puts these words, which mean nothing to a user, before what a check of ours says.
        _say(error.format_message().replace("Value error, ", "").rstrip(".") + hint)
        code = 2
    except OSError as error:
        from bench.storage import unwritable

        # Mostly of standard output: every file that is named has an error of its own.
        _say(f"{error.filename}: {error.strerror}" if error.filename else str(unwritable("standard output", error)))
        code = 2
    except KeyboardInterrupt:
        code = 130
    # All is done or kept. What is left is to end, and one more Ctrl-C must not turn that into a traceback.
    if is_interruptible:
        signal.signal(signal.SIGINT, end)
    if code == 130:
        _say("interrupted; what a run has collected is kept: run the same command with its --out to go on")
    # A command returns None, `typer.Exit` its code.
    sys.exit(code if isinstance(code, int) else 0)


def _refuse_undecodable(arguments: list[str]) -> None:
    """Refuse arguments that are not UTF-8: they name files that no manifest could name."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise UsageError(f"'{argument}' is not UTF-8: rename the file, or set a locale that is UTF-8") from None


def _say(message: str) -> None:
    typer.echo(f"bench: {one_line(message)}", err=True)

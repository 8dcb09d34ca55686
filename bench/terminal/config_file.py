"""`--config FILE`: options that are kept in a TOML file, or taken again from the manifest of a run."""

from __future__ import annotations

import difflib
import functools
import inspect
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import typer

if TYPE_CHECKING:
    from bench.records import Manifest

SECRET = frozenset({"header", "judge-header"})
"""Options whose values may be keys: a file and a manifest hold only those that name a variable."""
NOT_REPEATED = frozenset({"config", "out", "dry-run", "junit", "markdown"})
"""Options that are not about what is asked and how it is scored."""
HELD: dict[Any, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
    str: ((str,), "a text in quotes"),
    Path: ((str,), "a path in quotes"),
}
"""By what an option holds, what the file may hold, and how that is called."""


def takes_config(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option `--config`; what the command line has goes before what is in the file."""
    signature = inspect.signature(command, eval_str=True)

    def read(context: typer.Context, config: Path | None) -> Path | None:
        if config is not None:
            context.default_map = _options_in(config, context, signature.parameters)
        return config

    annotation = Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            is_eager=True,  # before the options that it may hold
            callback=read,
            help="Take options from a TOML file, by their long names, or from a run's manifest.json; what is given "
            "here goes before it.",
        ),
    ]
    added = inspect.Parameter("config", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)

    @functools.wraps(command)
    def with_config(*, config: Path | None = None, **given: Any) -> None:  # noqa: ARG001 - `read` has read it
        command(**given)

    parameters = [*signature.parameters.values(), added]
    # Typer makes the options out of these two.
    with_config.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_config.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_config


def given_options(context: typer.Context) -> dict[str, Any]:
    """The options that a command was given, by their long names, as a file for `--config` holds them."""
    from runners.request_options import names_variable

    given = {}
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        source = context.get_parameter_source(parameter.name or "")
        name = max(parameter.opts, key=len).removeprefix("--")
        is_option = parameter.param_type_name == "option"
        if not is_option or name in NOT_REPEATED or source is None or source.name == "DEFAULT":
            continue
        if name in SECRET:
            value = [header for header in value or () if names_variable(header)]
        if value not in (None, [], ()):
            given[name] = str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
    return given


def repeated_manifest(context: typer.Context) -> Manifest | None:
    """The manifest that `--config` named, if it named one."""
    manifest: Manifest | None = context.obj
    return manifest


def _options_in(path: Path, context: typer.Context, held: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    """The options in a file, by the names of their parameters.

    Raises:
        InputError: it cannot be read, or one of them does not exist or is of another kind.
    """
    from bench.errors import InputError

    options = {
        name.removeprefix("--"): parameter
        for parameter in context.command.params
        for name in parameter.opts
        if name.startswith("--") and parameter.name in held
    }
    values: dict[str, Any] = {}
    for key, value in _content(path, context).items():
        if key not in options:
            near = difflib.get_close_matches(key, options, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"'{context.command_path} --help' lists them"
            raise InputError(f"no option of {context.command_path} is called so; {hint}", file=path, field=key)
        name = options[key].name or ""
        if name in values:
            raise InputError("this option is given by its other name too", file=path, field=key)
        values[name] = _checked(key, value, held[name].annotation, path)
    return values


def _content(path: Path, context: typer.Context) -> Mapping[str, Any]:
    """What a file says, by the options' long names."""
    from bench.errors import InputError
    from bench.goldset.set_toml import parse_set_toml
    from bench.growing_file import parse
    from bench.records import Manifest
    from bench.storage import TEXT, read_given

    data = read_given(path, TEXT)
    if path.suffix == ".json":
        manifest = parse(Manifest, data, path)
        if not manifest.options:
            raise InputError("it does not say which options the run was given, so they cannot be taken", file=path)
        context.obj = manifest
        return manifest.options
    try:
        return parse_set_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start}); save it as UTF-8", file=path) from None
    except ValueError as error:
        raise InputError(str(error), file=path) from None


def _checked(key: str, value: object, annotation: Any, path: Path) -> object:
    """A value as the command line would have given it."""
    from bench.errors import InputError
    from runners.request_options import names_variable

    kind = _without_none(get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation)
    is_list = get_origin(kind) is list
    accepted, words = HELD[get_args(kind)[0] if is_list else kind]
    # One value alone is a list of one.
    values: list[Any] = value if is_list and isinstance(value, list) else [value]
    for each in values:
        # `True` is a whole number to Python, and to nobody else.
        if not isinstance(each, accepted) or (isinstance(each, bool) and bool not in accepted):
            raise InputError(f"this is {words}{', or a list of such' if is_list else ''}", file=path, field=key)
    # Not repeated in the message: it may be a key.
    if key in SECRET and not all(map(names_variable, values)):
        example = "'NAME: env:VARIABLE', with its value in the variable"
        raise InputError(f"a header in a file looks like {example}", file=path, field=key)
    return values if is_list else value


def _without_none(kind: Any) -> Any:
    if isinstance(kind, types.UnionType):
        return next(each for each in get_args(kind) if each is not types.NoneType)
    return kind

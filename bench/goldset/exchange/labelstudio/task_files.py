"""Label Studio's JSON files as typed tasks; nothing in them is trusted unchecked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.bounds import excess
from bench.errors import InputError, UsageError
from bench.goldset.nesting import refuse_deep
from bench.storage import HALF_CHARACTER, has_lone_surrogate, read_given, read_member


class AnnotatedTask(NamedTuple):
    """A task of an export."""

    position: str
    """File and number, for messages."""
    data: dict[str, Any]
    result: list[dict[str, Any]]
    """What counts of its annotations."""
    is_prediction: bool
    """Whether nobody has annotated it yet, so that the result is what was proposed."""

    def texts(self, *keys: str) -> dict[str, str]:
        """The texts under these keys of its data.

        Raises:
            InputError: one of them is not a text.
        """
        for key in keys:
            if not isinstance(self.data.get(key), str):
                raise self.wrong("no text; tasks have to come from bench gold export", f"data.{key}")
        return {key: self.data[key] for key in keys}

    def wrong(self, what: str, field: str | None = None) -> InputError:
        """An error at this task."""
        return InputError(what, file=self.position, field=field)


def read_tasks(path: Path) -> Iterator[AnnotatedTask]:
    """The tasks of a JSON file, or of all JSON files in a folder.

    Raises:
        UsageError: there is no JSON file.
        InputError: one is broken, or is not Label Studio's.
    """
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not paths:
        raise UsageError(
            f"{path}: nothing to import; name a folder that bench gold export made, or a JSON file from Label Studio"
        )
    for file in paths:
        # A file that is named may be a link; those of a folder are its own.
        tasks = _parsed(read_member(file) if path.is_dir() else read_given(file), file)
        if not isinstance(tasks, list):
            raise InputError("not a list of tasks; export from Label Studio as JSON", file=file)
        for number, task in enumerate(tasks, start=1):
            yield _task(task, f"{file}: task {number}")


def _parsed(data: bytes, path: Path) -> Any:
    try:
        tasks = json.loads(data)
        refuse_deep(tasks)
    except json.JSONDecodeError as error:
        raise InputError(f"no valid JSON: {error.msg} in column {error.colno}", file=path, line=error.lineno) from None
    except UnicodeDecodeError:
        raise InputError("no valid JSON", file=path) from None
    except RecursionError:
        raise InputError(excess("nesting"), file=path) from None
    except ValueError as error:
        raise InputError(str(error).partition(";")[0], file=path) from None
    if has_lone_surrogate(tasks):
        raise InputError(HALF_CHARACTER, file=path)
    return tasks


def _task(task: Any, position: str) -> AnnotatedTask:
    if not isinstance(task, dict) or not isinstance(data := task.get("data"), dict):
        raise InputError("no 'data' in it; export from Label Studio as JSON, not as JSON-MIN", file=position)
    made = _results(task.get("annotations"), position)
    if not made:
        proposed = _results(task.get("predictions"), position)
        # Of several proposals the last is the newest.
        return AnnotatedTask(position, data, proposed[-1] if proposed else [], is_prediction=True)
    # Which of several annotators is right is for people to say, not for an import.
    if len(made) > 1:
        raise InputError(
            f"{len(made)} annotations; keep one, or mark one of them as ground truth in Label Studio", file=position
        )
    return AnnotatedTask(position, data, made[0], is_prediction=False)


def _results(annotations: Any, position: str) -> list[list[dict[str, Any]]]:
    """The results of all annotations that were not skipped; if some are marked as ground truth, of those only."""
    if annotations is None:
        return []
    if not isinstance(annotations, list) or not all(isinstance(annotation, dict) for annotation in annotations):
        raise InputError("annotations are no list of objects", file=position)
    # A skipped task keeps its annotation, marked as cancelled.
    valid = [annotation for annotation in annotations if not annotation.get("was_cancelled")]
    # Marked as ground truth: somebody has already decided between several annotations.
    valid = [annotation for annotation in valid if annotation.get("ground_truth")] or valid
    results = [annotation.get("result", []) for annotation in valid]
    for result in results:
        if not isinstance(result, list) or not all(_is_result(annotation) for annotation in result):
            raise InputError("a result without its 'id', 'from_name', 'type' or 'value'", file=position)
    return results


def _is_result(result: Any) -> bool:
    if not isinstance(result, dict):
        return False
    if result.get("type") == "relation":  # between regions; nothing here uses them
        return True
    return isinstance(result.get("value"), dict) and all(
        isinstance(result.get(key), str) for key in ("id", "from_name", "type")
    )

"""Allegedly from Python: load gold sets, read a text into statements, score summaries in memory.

    import allegedly

    gold = allegedly.load("courts")
    text = "Tobias Wrenning led the network, which moved about two tonnes a year."
    summary = allegedly.Summary(id="1", gold="courts", article="lantern", model="mine", text=text)
    for outcome in allegedly.score(gold, [summary]).outcomes:
        if outcome.is_error:
            print(outcome.fact, outcome.verdict, outcome.reason)

`__all__` is what this package promises. The packages below it, such as `bench`, may change in any release. A name is
imported when it is first used, so that `import allegedly` costs next to nothing.
"""

TYPE_CHECKING = False  # type checkers take it for typing's; importing typing would take longer than all the rest
if TYPE_CHECKING:
    from allegedly.scoring import Result, score
    from bench import __version__
    from bench.errors import AllegedlyError, InputError, UsageError
    from bench.goldset import GoldArticle, GoldSet, load, shipped
    from bench.reading import read
    from bench.records import Article, Flag, Outcome, Statement, Summary

__all__ = [
    "AllegedlyError",
    "Article",
    "Flag",
    "GoldArticle",
    "GoldSet",
    "InputError",
    "Outcome",
    "Result",
    "Statement",
    "Summary",
    "UsageError",
    "__version__",
    "load",
    "read",
    "score",
    "shipped",
]

_HOMES = {
    "AllegedlyError": "bench.errors",
    "Article": "bench.records",
    "Flag": "bench.records",
    "GoldArticle": "bench.goldset",
    "GoldSet": "bench.goldset",
    "InputError": "bench.errors",
    "Outcome": "bench.records",
    "Result": "allegedly.scoring",
    "Statement": "bench.records",
    "Summary": "bench.records",
    "UsageError": "bench.errors",
    "__version__": "bench",
    "load": "bench.goldset",
    "read": "bench.reading",
    "score": "allegedly.scoring",
    "shipped": "bench.goldset",
}
"""The module that each name comes from."""


if not TYPE_CHECKING:  # or a type checker would take any name for one of this module's

    def __getattr__(name: str) -> object:
        """Import a name when it is first asked for, and keep it."""
        if name not in _HOMES:
            raise AttributeError(f"module 'allegedly' has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - not before a name is used

        value: object = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

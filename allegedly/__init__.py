"""Allegedly from Python: gold sets, texts read into statements, summaries scored, models run and compared.

    import allegedly

    gold = allegedly.load("courts")
    text = "Tobias Wrenning led the network, which moved about two tonnes a year."
    result = allegedly.score(gold, text, article="lantern")
    for distortion in result.distortions:
        print(distortion)

`__all__` is what this package promises. The packages below it, such as `bench`, may change in any release. A name is
imported when it is first used, so that `import allegedly` costs next to nothing.
"""

TYPE_CHECKING = False  # type checkers take it for typing's; importing typing would take longer than all the rest
if TYPE_CHECKING:
    from allegedly.comparing import Compared, compare
    from allegedly.distortions import Distortion
    from allegedly.models import Model
    from allegedly.results import Result, load_run
    from allegedly.running import run, run_async
    from allegedly.scoring import score, score_async
    from bench import __version__
    from bench.errors import AllegedlyError, EndpointError, InputError, UsageError
    from bench.facts import AttributionFact, HedgeFact, NumberFact, Source
    from bench.goldset import GoldArticle, GoldSet, load, shipped
    from bench.goldset.in_memory import make_gold, save_gold
    from bench.reading import read
    from bench.records import Article, Flag, Outcome, Score, Statement, Summary

__all__ = [
    "AllegedlyError",
    "Article",
    "AttributionFact",
    "Compared",
    "Distortion",
    "EndpointError",
    "Flag",
    "GoldArticle",
    "GoldSet",
    "HedgeFact",
    "InputError",
    "Model",
    "NumberFact",
    "Outcome",
    "Result",
    "Score",
    "Source",
    "Statement",
    "Summary",
    "UsageError",
    "__version__",
    "compare",
    "load",
    "load_run",
    "make_gold",
    "read",
    "run",
    "run_async",
    "save_gold",
    "score",
    "score_async",
    "shipped",
]

_HOMES = {
    "AllegedlyError": "bench.errors",
    "Article": "bench.records",
    "AttributionFact": "bench.facts",
    "Compared": "allegedly.comparing",
    "Distortion": "allegedly.distortions",
    "EndpointError": "bench.errors",
    "Flag": "bench.records",
    "GoldArticle": "bench.goldset",
    "GoldSet": "bench.goldset",
    "HedgeFact": "bench.facts",
    "InputError": "bench.errors",
    "Model": "allegedly.models",
    "NumberFact": "bench.facts",
    "Outcome": "bench.records",
    "Result": "allegedly.results",
    "Score": "bench.records",
    "Source": "bench.facts",
    "Statement": "bench.records",
    "Summary": "bench.records",
    "UsageError": "bench.errors",
    "__version__": "bench",
    "compare": "allegedly.comparing",
    "load": "bench.goldset",
    "load_run": "allegedly.results",
    "make_gold": "bench.goldset.in_memory",
    "read": "bench.reading",
    "run": "allegedly.running",
    "run_async": "allegedly.running",
    "save_gold": "bench.goldset.in_memory",
    "score": "allegedly.scoring",
    "score_async": "allegedly.scoring",
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

"""The task: a model summarises gold articles."""

from __future__ import annotations

from inspect_ai import Epochs, Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import GenerateConfig
from inspect_ai.model._generate_config import active_generate_config
from inspect_ai.solver import generate

from allegedly.inspecting.prerequisites import told_in_a_line
from allegedly.inspecting.scorer import distortions
from allegedly.scoring import gold_of
from bench import __version__
from bench.goldset import shipped
from bench.pipeline import signature
from bench.pipeline.inspect_log import PARAMETERS, TASK_KEY, LoggedTask
from bench.pipeline.preparing import DEFAULT_PROMPT
from bench.scorers import get
from runners import prompts
from runners.openai_protocol.model import DEFAULTS


@task
@told_in_a_line()
def summaries(
    gold: str | list[str] | None = None,
    prompt: str = DEFAULT_PROMPT,
    samples: int = 1,
    scorer: str = "rules",
    judge: str | None = None,
) -> Task:
    """Summaries of gold articles, and what they do to who said it, how sure it is and how much it is.

    Args:
        gold: sets by name or folder; all shipped sets if left out.
        prompt: a shipped prompt's name, a file, or a text with `{{article}}` in it.
        samples: summaries of each article, in place of Inspect's `--epochs`.
        scorer: `rules`, `judge`, `cascade`, or one that another package brings.
        judge: the model that judges, named as Inspect names models.

    Raises:
        PrerequisiteError: something that is named does not exist or does not fit.
    """
    sets = gold_of(list(shipped()) if gold is None else gold)
    chosen = prompts.load(prompt)
    config = GenerateConfig(temperature=DEFAULTS["temperature"], max_tokens=DEFAULTS["max_tokens"])
    # Inspect has its own options in place by now; they go before these.
    sent = config.merge(active_generate_config()).model_dump(include=set(PARAMETERS), exclude_none=True)
    named = get(scorer, judge=judge)
    refs = tuple(gold_set.ref for gold_set in sets)
    signed = signature(refs, chosen.ref, f"{named.name}@{named.version}", samples, sent.get("temperature"), sent)
    return Task(
        dataset=MemoryDataset(
            [
                Sample(
                    id=f"{article.article.gold}/{article.article.id}",
                    input=chosen.fill(article.article.text),
                    metadata={
                        "gold": article.article.gold,
                        "article": article.article.id,
                        "title": article.article.title,
                        "signature": signed,
                    },
                )
                for gold_set in sets
                for article in gold_set.articles
            ],
            name=",".join(ref.name for ref in refs),
        ),
        solver=generate(),
        scorer=distortions(gold=gold, scorer=scorer, judge=judge),
        config=config,
        epochs=Epochs(samples),
        version=__version__,
        metadata={
            TASK_KEY: LoggedTask(
                version=__version__,
                signature=signed,
                gold=refs,
                prompt=chosen.ref,
                scorer=f"{named.name}@{named.version}",
                samples=samples,
            ).model_dump()
        },
    )

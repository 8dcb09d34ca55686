"""The vocabulary: frozen records with no behaviour beyond their own invariants."""

from bench.codes import CODES, ERROR_CODES, FLAG_CODES, KINDS, FlagCode, Kind, Severity, Verdict
from bench.records.article import Article
from bench.records.batch import BatchNote, Purpose
from bench.records.comparison import Comparison, Contrast, Difference, DifferingFact, Entrant, SampleKey, Shift
from bench.records.corrected import Corrected, ExpectedCount, ExpectedErrors, RateSources
from bench.records.error_rates import ErrorRates, MeasuredOn, MeasuredRate, MeasuredRates, RateGroup
from bench.records.figures import CONFIDENCE_LEVEL, Estimate, Figures
from bench.records.judge_use import JudgeUse, Kinship
from bench.records.judged import JudgedAnswer
from bench.records.judgement import STRATA, Audit, AuditedStratum, Judgement, Stratum, stratum_of
from bench.records.manifest import Endpoint, Manifest, PromptRef, SetRef
from bench.records.outcome import Flag, Outcome, is_mention
from bench.records.quality_gate import Check, Threshold
from bench.records.record import Record, Span
from bench.records.score import Collected, ErrorPassages, Score
from bench.records.standings import Leaderboard, Ranks, Standing
from bench.records.statement import Credit, Hedge, Quantity, Quotation, Statement, Word
from bench.records.summary import ORIGINS, STATUSES, LabelledFlag, LabelledSummary, Origin, Status, Summary, Usage
from bench.records.trust import MeasuredSet, PrecisionRecall, Trust

__all__ = [
    "CODES",
    "CONFIDENCE_LEVEL",
    "ERROR_CODES",
    "FLAG_CODES",
    "KINDS",
    "ORIGINS",
    "STATUSES",
    "STRATA",
    "Article",
    "Audit",
    "AuditedStratum",
    "BatchNote",
    "Check",
    "Collected",
    "Comparison",
    "Contrast",
    "Corrected",
    "Credit",
    "Difference",
    "DifferingFact",
    "Endpoint",
    "Entrant",
    "ErrorPassages",
    "ErrorRates",
    "Estimate",
    "ExpectedCount",
    "ExpectedErrors",
    "Figures",
    "Flag",
    "FlagCode",
    "Hedge",
    "JudgeUse",
    "JudgedAnswer",
    "Judgement",
    "Kind",
    "Kinship",
    "LabelledFlag",
    "LabelledSummary",
    "Leaderboard",
    "Manifest",
    "MeasuredOn",
    "MeasuredRate",
    "MeasuredRates",
    "MeasuredSet",
    "Origin",
    "Outcome",
    "PrecisionRecall",
    "PromptRef",
    "Purpose",
    "Quantity",
    "Quotation",
    "Ranks",
    "RateGroup",
    "RateSources",
    "Record",
    "SampleKey",
    "Score",
    "SetRef",
    "Severity",
    "Shift",
    "Span",
    "Standing",
    "Statement",
    "Status",
    "Stratum",
    "Summary",
    "Threshold",
    "Trust",
    "Usage",
    "Verdict",
    "Word",
    "is_mention",
    "stratum_of",
]

"""The vocabulary: frozen records with no behaviour beyond their own invariants."""

from bench.records.article import Article
from bench.records.audit import STRATA, Audit, AuditedStratum, Judgement, Stratum, stratum_of
from bench.records.comparison import Comparison, Contrast, Difference, DifferingFact, Entrant, Shift
from bench.records.gate import Check, Threshold
from bench.records.leaderboard import Leaderboard, Ranks, Standing
from bench.records.outcome import (
    CODES,
    ERROR_CODES,
    FLAG_CODES,
    KINDS,
    Flag,
    FlagCode,
    Kind,
    Outcome,
    Severity,
    Verdict,
)
from bench.records.record import Record, Span
from bench.records.run import Endpoint, Manifest, PromptRef, SetRef
from bench.records.score import Collected, Estimate, Figures, Score
from bench.records.statement import Credit, Hedge, Quantity, Quotation, Statement, Word
from bench.records.summary import STATUSES, LabelledFlag, LabelledSummary, Status, Summary, Usage
from bench.records.trust import Agreement, MeasuredSet, Trust

__all__ = [
    "CODES",
    "ERROR_CODES",
    "FLAG_CODES",
    "KINDS",
    "STATUSES",
    "STRATA",
    "Agreement",
    "Article",
    "Audit",
    "AuditedStratum",
    "Check",
    "Collected",
    "Comparison",
    "Contrast",
    "Credit",
    "Difference",
    "DifferingFact",
    "Endpoint",
    "Entrant",
    "Estimate",
    "Figures",
    "Flag",
    "FlagCode",
    "Hedge",
    "Judgement",
    "Kind",
    "LabelledFlag",
    "LabelledSummary",
    "Leaderboard",
    "Manifest",
    "MeasuredSet",
    "Outcome",
    "PromptRef",
    "Quantity",
    "Quotation",
    "Ranks",
    "Record",
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
    "stratum_of",
]

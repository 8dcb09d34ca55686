"""Krippendorff's alpha, against published examples and what has to hold of it whatever the values are."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench.goldset.agreement.alpha import agreed, krippendorff_alpha

LEVELS = ("nominal", "ordinal")

every_level = pytest.mark.parametrize("level", LEVELS)
unit = st.lists(st.integers(0, 4), min_size=2, max_size=4)
units = st.lists(unit, min_size=1, max_size=12).filter(lambda rows: len({value for row in rows for value in row}) > 1)


def columns(*annotators: str) -> list[list[int]]:
    """Units from a line of values an annotator; a dot where one did not annotate the unit."""
    return [[ord(value) for value in unit if value != "."] for unit in zip(*annotators, strict=True)]


# The examples A to C of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
TWO_BINARY = columns("0100000010", "1110010000")
TWO_NOMINAL = columns("aabbdcccedda", "babbbccceddd")
FOUR_WITH_GAPS = columns("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(
    ("rows", "level", "alpha"),
    [
        (TWO_BINARY, "nominal", 0.095),
        (TWO_NOMINAL, "nominal", 0.692),
        (FOUR_WITH_GAPS, "nominal", 0.743),
        (FOUR_WITH_GAPS, "ordinal", 0.815),
    ],
)
def test_published_examples(rows, level, alpha):
    assert krippendorff_alpha(rows, level) == pytest.approx(alpha, abs=0.0005)


@every_level
@given(rows=units)
def test_it_is_one_exactly_where_all_agree(level, rows):
    alpha = krippendorff_alpha(rows, level)
    assert alpha <= 1 + 1e-12
    assert (alpha == 1) == all(len(set(row)) == 1 for row in rows)


@every_level
@given(rows=units, data=st.data())
def test_neither_the_order_of_units_nor_of_annotators_matters(level, rows, data):
    shuffled = [data.draw(st.permutations(row)) for row in data.draw(st.permutations(rows))]
    assert krippendorff_alpha(shuffled, level) == pytest.approx(krippendorff_alpha(rows, level))


@every_level
@given(rows=units, alone=st.lists(st.integers(0, 4), max_size=5))
def test_a_unit_that_only_one_annotated_counts_for_nothing(level, rows, alone):
    assert krippendorff_alpha([*rows, *[[value] for value in alone]], level) == krippendorff_alpha(rows, level)


@given(rows=units, names=st.permutations(range(5)))
def test_nominal_values_may_be_called_anything(rows, names):
    renamed = [[names[value] for value in row] for row in rows]
    assert krippendorff_alpha(renamed, "nominal") == pytest.approx(krippendorff_alpha(rows, "nominal"))


@given(rows=units)
def test_an_order_may_be_turned_round_and_its_steps_stretched(rows):
    stretched = [[100 - value * value for value in row] for row in rows]
    assert krippendorff_alpha(stretched, "ordinal") == pytest.approx(krippendorff_alpha(rows, "ordinal"))


@given(rows=units)
def test_with_two_values_an_order_says_nothing(rows):
    binary = [[value % 2 for value in row] for row in rows]
    assume(len({value for row in binary for value in row}) == 2)
    assert krippendorff_alpha(binary, "ordinal") == pytest.approx(krippendorff_alpha(binary, "nominal"))


@pytest.mark.parametrize("rows", [[], [[1], [2]], [[1, 1], [1, 1]]])
def test_an_alpha_without_variation_is_refused(rows):
    with pytest.raises(ValueError, match="undefined"):
        krippendorff_alpha(rows, "nominal")


def test_alpha_of_a_worked_example():
    # 4 a, 5 b and 1 a-b pair: 2 of 20 values lie in a mixed unit; chance would mix 9 * 11 * 2 / 19 of them.
    pairs = [("a", "a")] * 4 + [("b", "b")] * 5 + [("a", "b")]
    found = agreed(pairs, ("a", "b"))
    assert (found.same, found.of) == (9, 10)
    assert found.alpha == pytest.approx(1 - (2 / 20) / (2 * 9 * 11 / (20 * 19)))


def test_an_order_forgives_near_values_more():
    values = ("possible", "probable", "alleged", "unevidenced", "disputed")
    same = [(value, value) for value in values] * 3
    near, far = ([*same, ("possible", other)] for other in ("probable", "disputed"))
    assert agreed(near, values, "ordinal").alpha > agreed(far, values, "ordinal").alpha
    assert agreed(near, values).alpha == pytest.approx(agreed(far, values).alpha, abs=0.01)


@pytest.mark.parametrize(
    ("pairs", "why"), [([], "nothing to compare"), ([("claim", "claim")] * 3, "no variation: all are claim")]
)
def test_an_alpha_that_does_not_exist_is_explained(pairs, why):
    found = agreed(pairs, ("claim", "deny"))
    assert (found.alpha, found.undefined) == (None, why)

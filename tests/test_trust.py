from __future__ import annotations

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_rows, write_set

from bench.errors import InputError
from bench.goldset import GoldSet, load, load_all
from bench.goldset.readmes.marks import marks
from bench.records import Trust
from bench.scorers import get, store_trust, stored_trust, trust_path
from bench.validation import labelled_articles, score_labelled, trust_of, validate
from bench.validation.publish import ROOT, SECTIONS, with_figures

RENEW = "the stored measurement is out of date: run `python -m bench.validation.publish`, and look at what changed"
SAMPLE = "venezuela"
BEGIN, END = marks("validate")


def measure(scorer, *sets: GoldSet) -> Trust:
    cases = score_labelled(scorer, labelled_articles(sets), step=lambda: None)
    return trust_of(validate(f"{scorer.name}@{scorer.version}", sets, cases), sets, cases)


@pytest.fixture(scope="module")
def stored() -> Trust:
    scorer = get("rules")
    found = stored_trust(f"{scorer.name}@{scorer.version}")
    assert found is not None, RENEW
    return found


# What is shipped


def test_the_stored_measurement_is_of_the_shipped_sets(stored):
    measured = {one.name: (one.version, one.hash, one.labels_hash) for one in stored.sets}
    shipped = {gold.card.name: (gold.card.version, gold.hash, gold.labels_hash) for gold in load_all([])}
    assert measured == shipped, RENEW


def test_the_stored_measurement_is_what_the_scorer_does(stored):
    """One set stands for all; another machine's arithmetic may turn a verdict or two."""
    (before,) = [one for one in stored.sets if one.name == SAMPLE]
    (now,) = measure(get("rules"), load(SAMPLE)).sets
    for share in ("precision", "recall"):
        was, is_ = getattr(before.errors, share), getattr(now.errors, share)
        assert (is_.count, is_.of) == pytest.approx((was.count, was.of), abs=2), RENEW


@pytest.mark.parametrize("name", SECTIONS)
def test_the_pages_have_the_stored_figures(stored, name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert SECTIONS[name](text, stored) == text, RENEW
    assert sum(text.count(f"{one} (") + text.count(f"**{one}** (") for one in ("natural", "planted")) >= 2


# How it is made


LABELS = {"f01": "dropped_attribution", "f03": "wrong_number"}


def rows(*texts: str, **more: object) -> list[dict[str, object]]:
    return [{"id": f"s{n}", "model": "editor", "text": text, "labels": LABELS, **more} for n, text in enumerate(texts)]


def test_each_set_has_figures_of_its_own(tmp_path):
    one, two = write_set(tmp_path / "one"), write_set(tmp_path / "two", "two")
    write_rows(one / "ferry.labels.jsonl", rows("f01=dropped_attribution f03=wrong_number"))
    write_rows(two / "ferry.labels.jsonl", rows("f01=misattribution"))
    sets = [load(str(one)), load(str(two))]
    trust = measure(FakeScorer(), *sets)
    assert [(one.name, one.errors.recall.count, one.errors.recall.of) for one in trust.sets] == [
        ("harbour", 2, 2),
        ("two", 1, 2),
    ]
    assert (trust.errors.recall.count, trust.errors.recall.of) == (3, 4)
    assert (trust.by_code["dropped_attribution"].recall.count, trust.exact_code.count) == (1, 2)


def test_labels_and_facts_have_hashes_of_their_own(tmp_path):
    folder = write_set(tmp_path / "one")
    before = load(str(folder))
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved", note="not part of it"))
    other = load(str(folder))
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved"))
    same = load(str(folder))
    assert before.hash == other.hash == same.hash
    assert before.labels_hash != other.labels_hash == same.labels_hash


def test_an_origin_that_is_not_the_usual_one_is_part_of_the_labels_hash(tmp_path):
    folder = write_set(tmp_path / "one")
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved"))
    usual = load(str(folder)).labels_hash
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved", origin="planted"))
    assert load(str(folder)).labels_hash == usual
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved", origin="natural"))
    assert load(str(folder)).labels_hash != usual
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved", origin="found"))
    with pytest.raises(InputError, match="'found' is none of planted or natural"):
        load(str(folder))


def test_weaknesses_are_said_where_there_is_enough_to_say_them_from(tmp_path):
    folder = write_set(tmp_path / "one")
    write_rows(folder / "ferry.labels.jsonl", rows(*["f01=dropped_attribution"] * 9, "f01=preserved"))
    weak = measure(FakeScorer(), load(str(folder))).weak
    assert "It sees 10 of the 20 claims" in weak[1]
    assert weak[2:] == (
        "Wrong number: it finds none of the 10 that are labelled.",
        "Dropped attribution: it finds 9 of the 10 that are labelled, and 9 of the 9 that it calls so are right.",
    )
    write_rows(folder / "ferry.labels.jsonl", rows("f01=preserved"))
    assert len(measure(FakeScorer(), load(str(folder))).weak) == 2


def test_a_measurement_is_kept_and_belongs_to_one_version(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.scorers.trust_file.resources.files", lambda _: tmp_path)
    (tmp_path / "fake").mkdir()
    trust = measure(FakeScorer(), load(str(write_set(tmp_path / "one"))))
    path = store_trust(trust)
    assert path == trust_path("fake")
    kept = stored_trust("fake@1")
    assert kept is not None
    assert (kept.scorer, kept.sets[0].hash, kept.weak) == (trust.scorer, trust.sets[0].hash, trust.weak)
    assert store_trust(kept).read_bytes() == path.read_bytes()
    assert stored_trust("fake@2") is None
    assert stored_trust("none@1") is None
    path.write_text('{"scorer": 3}')
    with pytest.raises(InputError, match=r"trust\.json: field 'scorer'"):
        stored_trust("fake@1")


def test_the_figures_take_the_place_of_the_old_ones(stored):
    text = f"# Title\n\n{BEGIN}\nold\n{END}\n\nThe end.\n"
    once = with_figures(text, stored)
    assert once == with_figures(once, stored)
    assert "old" not in once
    assert once.startswith(f"# Title\n\n{BEGIN}\nWritten by `python -m bench.validation.publish`")
    assert once.endswith(f"\n{END}\n\nThe end.\n")
    assert "| `dropped_hedge` | " in once

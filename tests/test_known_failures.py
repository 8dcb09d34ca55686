"""CONTRIBUTING.md lists what is known to fail."""

from __future__ import annotations

from known_failures import BEGIN, END, PAGE, with_table


def test_the_table_of_known_failures_is_true():
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(BEGIN) == page.count(END) == 1
    assert with_table(page) == page, "write it again: python tests/known_failures.py"


def test_a_case_that_is_added_or_mended_is_seen(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dates.toml").write_text('[[case]]\nxfail = "no day"\n[[case]]\nxfail = "no day"\n')
    (tmp_path / "test_x.py").write_text('@pytest.mark.xfail(strict=True, reason="not yet")\ndef test_x(): ...\n')
    monkeypatch.setattr("known_failures.TESTS", tmp_path)
    assert with_table(f"a\n{BEGIN}\nold\n{END}\nz\n").splitlines() == [
        "a",
        BEGIN,
        "3 cases are known to fail.",
        "",
        "| in `tests/` | cases | what is still wrong |",
        "|---|---|---|",
        "| `data/dates.toml` | 2 | no day |",
        "| `test_x.py` | 1 | not yet |",
        END,
        "z",
    ]

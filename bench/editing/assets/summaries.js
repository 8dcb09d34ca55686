/* Summaries, one at a time, beside the facts: a verdict for each fact, flags, a note. */
import { button, byId, el, refill, say } from "./dom.js";
import { asText, freshId, kindOf, mistakeList, sorted } from "./facts.js";
import { choiceField, showMistakes, textField } from "./fields.js";
import { lineOf } from "./saving.js";
import { renderVerdicts } from "./verdicts.js";

export const FLAG_KEYS = ["7", "8", "9"];
const ORIGINS = [
  { value: "natural", name: "natural", meaning: "as its writer made it, knowing of no test" },
  { value: "planted", name: "planted", meaning: "written, or changed, to hold certain errors or to be hard" },
];
const flagsOf = (row) => (Array.isArray(row.flags) ? row.flags : []);

export class Labels {
  constructor(app) {
    this.app = app;
    this.adding = null;
  }

  /** The labelled summaries that can be read. */
  get lines() {
    return this.app.saver
      .lines(this.app.id, "labels")
      .filter(({ row }) => row && typeof row.id === "string" && typeof row.text === "string");
  }

  /** The one that is shown. */
  get line() {
    return this.lines.find(({ row }) => row.id === this.app.summary) ?? this.lines[0] ?? null;
  }

  get isDirty() {
    const note = byId("field-summary-note");
    return (
      Boolean(this.adding && (this.adding.text || (this.adding.isOpen && this.adding.model !== this.model))) ||
      Boolean(note && this.line && note.value.trim() !== asText(this.line.row.note))
    );
  }

  /** The model that was named last. */
  get model() {
    return asText(this.lines.at(-1)?.row.model);
  }

  /** The origin that was given last; most sets begin with a model's own summaries. */
  get origin() {
    const last = this.lines.at(-1)?.row;
    return last ? (last.origin ?? "planted") : "natural";
  }

  /** A change of one summary, to be saved. */
  change(article, id, what, edit) {
    return {
      article,
      which: "labels",
      id,
      what,
      edit,
      make: (state) => {
        const there = lineOf(state.labels, id);
        return there && { line: there.line, row: edit(there.row) };
      },
    };
  }

  async #save(what, edit) {
    const { app, line } = this;
    const saving = app.saver.save(this.change(app.id, line.row.id, what, edit));
    app.render();
    const { mistakes } = await saving;
    if (!mistakes) return;
    app.notice(`Not saved, ${what}: ${mistakes.map(({ message }) => message).join("; ")}`);
    app.render();
  }

  /** Give the current fact the verdict with this number, counted from 1. */
  number(number) {
    const fact = sorted(this.app).facts.find(({ key }) => key === this.app.current);
    const verdict = fact && kindOf(this.app, fact.row.kind).verdicts[number - 1];
    if (verdict && this.line) this.verdict(fact.row.id, verdict);
  }

  verdict(fact, verdict) {
    this.#save(`${fact} ${verdict.name.toLowerCase()}`, (row) => ({
      ...row,
      labels: { ...row.labels, [fact]: verdict.value },
    }));
    say(`${fact}: ${verdict.name}`);
  }

  flag(code, selected) {
    if (!selected) return this.app.notice("Select words in the summary first.");
    this.#save(`flag “${selected.text}”`, (row) => ({
      ...row,
      flags: [...flagsOf(row), { code, text: selected.text }],
    }));
    say(`flagged: ${selected.text}`);
  }

  #unflag(flag) {
    const same = (one) => one.code === flag.code && one.text === flag.text;
    this.#save(`flag “${flag.text}” removed`, (row) => ({ ...row, flags: flagsOf(row).filter((one) => !same(one)) }));
  }

  /** Show another summary. */
  step(by) {
    const { lines, line } = this;
    if (!line) return;
    const next = lines[lines.indexOf(lines.find(({ row }) => row.id === line.row.id)) + by];
    if (next) this.app.go({ summary: next.row.id });
  }

  async #remove() {
    const { app, line } = this;
    const { row } = line;
    const article = app.id;
    const after = this.lines.find((one) => one.line > line.line) ?? this.lines.findLast((one) => one.line < line.line);
    freshId(app.article.labels, "s"); // what is deleted now can be put back: its id is not given again
    const answer = await app.saver.save({
      article,
      which: "labels",
      id: row.id,
      what: `${row.id} deleted`,
      make: (state) => {
        const there = lineOf(state.labels, row.id);
        return there && { line: there.line };
      },
    });
    if (!answer.article) return;
    app.go({ summary: after?.row.id ?? null });
    app.undo(`${row.id} deleted.`, async () => {
      await app.saver.save({
        article,
        which: "labels",
        id: row.id,
        what: `${row.id} put back`,
        row,
        make: (state) => (lineOf(state.labels, row.id) ? null : { insert: line.line, row }),
      });
      app.go({ summary: row.id });
    });
  }

  /** Open the form for a new summary. */
  add() {
    this.adding ??= { model: this.model, origin: this.origin, text: "", isOpen: true };
    this.render();
    byId(this.adding.model ? "field-text" : "field-model").focus();
  }

  async #saveNew(form) {
    const { app, adding } = this;
    const row = { model: adding.model.trim(), text: adding.text.trim(), labels: {}, origin: adding.origin };
    const missing = [
      row.model ? null : { field: "model", message: "empty; name whoever wrote it" },
      row.text ? null : { field: "text", message: "empty; paste the summary" },
    ].filter(Boolean);
    if (missing.length) return showMistakes(form, missing, form)?.focus();
    const answer = await app.saver.save({
      article: app.id,
      which: "labels",
      id: null,
      what: `New summary: ${row.text.slice(0, 80)}`,
      row,
      make: (state) => {
        row.id = freshId(state.labels, "s");
        return { row };
      },
    });
    if (answer.mistakes) return showMistakes(form, answer.mistakes, form.querySelector("#mistake-text"))?.focus();
    this.adding = null;
    if (answer.article) app.go({ summary: row.id });
    app.render();
    app.focusCurrent();
  }

  #form() {
    const { adding } = this;
    const form = el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          this.#saveNew(form);
        },
      },
      el("h2", {}, "New summary"),
      textField(adding, "model", "Who wrote it: a model, or “editor”"),
      choiceField(adding, "origin", "How it came about", ORIGINS),
      textField(adding, "text", "Its text", { rows: 7 }),
      el(
        "p",
        { class: "actions" },
        el("button", { type: "submit", class: "main" }, "Save ", el("kbd", {}, "Ctrl Enter")),
        button("Cancel", "Esc", () => this.cancel()),
      ),
    );
    return form;
  }

  /** Leave the form for a new summary; false if its author would rather not. */
  cancel() {
    if (this.adding?.text && !window.confirm("Leave this summary without saving it?")) return false;
    this.adding = null;
    this.app.render();
    return true;
  }

  /** Draw the summary and the facts beside it. */
  render() {
    const { app, line } = this;
    const { lines } = this;
    byId("source").classList.toggle("adding", this.adding !== null);
    byId("summary-text").hidden = !line || Boolean(this.adding);
    if (this.adding) {
      if (!byId("summary-head").querySelector("form")) refill(byId("summary-head"), this.#form());
      refill(byId("summary-foot"));
    } else {
      refill(byId("summary-head"), this.#head(lines, line));
      refill(byId("summary-foot"), line ? this.#foot(line) : null);
      app.summaryText.show(line ? line.row.text : "", line ? flagMarks(line.row) : []);
    }
    renderVerdicts(app, byId("panel"), this.adding ? null : line);
  }

  #head(lines, line) {
    const select = el(
      "select",
      { "aria-label": "Summary", "data-key": "summary", onchange: (event) => app.go({ summary: event.target.value }) },
      lines.map(({ row }) =>
        el("option", { value: row.id, ".selected": row.id === line?.row.id }, `${row.id}, by ${asText(row.model)}`),
      ),
    );
    const { app } = this;
    return el(
      "div",
      { class: "bar" },
      line
        ? [
            button("←", "[", () => this.step(-1), { "aria-label": "Previous summary", "data-key": "before" }),
            select,
            button("→", "]", () => this.step(1), { "aria-label": "Next summary", "data-key": "after" }),
          ]
        : el("p", { class: "empty" }, "No summaries yet."),
      button("Add a summary", "+", () => this.add(), { "data-key": "add" }),
      line ? button("Delete", "", () => this.#remove(), { "data-key": "delete" }) : null,
    );
  }

  #foot({ row, mistakes }) {
    const name = (code) => this.app.words.flags.find((one) => one.value === code)?.name ?? String(code);
    const flags = flagsOf(row);
    return [
      mistakeList(mistakes),
      flags.length
        ? el(
            "ul",
            { class: "flags", "aria-label": "Flags" },
            flags.map((flag) =>
              el(
                "li",
                {},
                el("b", {}, name(flag?.code)),
                " ",
                el("q", {}, asText(flag?.text)),
                " ",
                button("Remove", "", () => this.#unflag(flag), {
                  "aria-label": `Remove the flag on ${asText(flag?.text)}`,
                }),
              ),
            ),
          )
        : null,
      el(
        "div",
        { class: "field" },
        el("label", { for: "field-summary-note" }, "Note"),
        el("input", {
          id: "field-summary-note",
          "data-key": "note",
          autocomplete: "off",
          ".value": asText(row.note),
          onchange: (event) => {
            const note = event.target.value.trim();
            this.#save("note", (summary) => ({ ...summary, note }));
          },
        }),
      ),
    ];
  }
}

function flagMarks(row) {
  return flagsOf(row).flatMap((flag, index) => {
    const start = flag?.text ? row.text.indexOf(flag.text) : -1;
    return start < 0 ? [] : [{ start, end: start + flag.text.length, key: `flag-${index}`, classes: "flag" }];
  });
}

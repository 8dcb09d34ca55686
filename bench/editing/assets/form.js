/* The form of one fact: new from a selection, or one that is there. */
import { button, byId, el, say } from "./dom.js";
import { freshId, kindName, replacement } from "./facts.js";
import { choiceField, showMistakes, sourcesField, textField } from "./fields.js";
import { pointsOf, unitsOf } from "./offsets.js";

const KIND_KEYS = ["a", "h", "n"];
const VALUES = [
  { value: "number", name: "a number", meaning: "20, or 0.5" },
  { value: "text", name: "a date, time or weekday", meaning: "2025-11-24, --11-24, 2025, 09:00, monday" },
];
const asText = (value) => (value === undefined || value === null || typeof value === "object" ? "" : String(value));
const asLines = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export class FactForm {
  constructor(app) {
    this.app = app;
    this.box = byId("form");
    this.values = null;
  }

  get isOpen() {
    return this.values !== null;
  }

  get isDirty() {
    return this.isOpen && JSON.stringify(this.values) !== this.pristine;
  }

  /** A new fact: `selected` is `{start, end, text}` in units of the article. */
  start(kind, selected) {
    if (!selected)
      return this.app.notice(
        "Select words in the article first: with the mouse, or in the text with Shift and the arrow keys.",
      );
    if (!this.close()) return;
    this.line = null;
    this.#open({
      kind,
      quote: selected.text,
      start: selected.start,
      claim: "",
      cue: "",
      text: "",
      comparator: "exactly",
      valueType: "number",
      value: "",
      value_high: "",
      unit: "",
      sources: kind === "attribution" ? [{ name: "", aliases: "" }] : [],
      note: "",
    });
    byId("text").focus({ preventScroll: true });
    this.app.text.caret(selected.start);
    say(`New ${kindName(this.app, kind)}. Now select the ${this.cueName} inside the quote and press c.`);
  }

  /** A fact that is there, with what is known to be wrong with it. */
  edit(line, mistakes = line.mistakes) {
    if (!this.close()) return;
    const { row } = line;
    this.line = line;
    this.#open({
      kind: row.kind,
      quote: asText(row.quote),
      start: line.quote ? unitsOf(this.app.article.text, line.quote[0]) : null,
      claim: asText(row.claim),
      cue: asText(row.cue),
      text: asText(row.text),
      stance: row.stance,
      strength: row.strength,
      comparator: row.comparator,
      valueType: typeof row.value === "string" ? "text" : "number",
      value: asText(row.value),
      value_high: asText(row.value_high),
      unit: asText(row.unit),
      sources: (Array.isArray(row.sources) ? row.sources : []).map((one) => ({
        name: asText(one?.name),
        aliases: (Array.isArray(one?.aliases) ? one.aliases : []).map(asText).join("\n"),
      })),
      note: asText(row.note),
    });
    this.#show(mistakes);
    byId("field-claim").focus();
  }

  /** Close it; false if its author would rather not. */
  close({ isSaved = false } = {}) {
    if (!this.isOpen) return true;
    if (
      !isSaved &&
      this.isDirty &&
      !window.confirm("Leave this fact without saving it? What you have typed would be gone.")
    )
      return false;
    this.values = null;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.app.render();
    return true;
  }

  get cueName() {
    return this.values.kind === "number"
      ? "number with its bound words"
      : this.values.kind === "hedge"
        ? "hedging words"
        : "reporting words";
  }

  /** Take a selection as the quote, the cue or a source. */
  take(what, selected) {
    if (!selected || !this.isOpen) return;
    const { values } = this;
    if (what === "quote") [values.quote, values.start] = [selected.text, selected.start];
    else if (what === "source") {
      const empty = values.sources.find((one) => !one.name);
      if (empty) empty.name = selected.text;
      else values.sources.push({ name: selected.text, aliases: "" });
    } else {
      values[values.kind === "number" ? "text" : "cue"] = selected.text;
      this.#recall();
    }
    this.#draw();
    if (what === "cue") byId(values.claim ? "field-cue" : "field-claim")?.focus();
    say(`${what}: ${selected.text}`);
  }

  /** Whether a selection lies inside the quote. */
  holds({ start, end }) {
    const { values } = this;
    return values.start !== null && start >= values.start && end <= values.start + values.quote.length;
  }

  setKind(kind) {
    if (this.values.kind === kind) return;
    this.values.kind = kind;
    if (kind === "attribution" && !this.values.sources.length) this.values.sources.push({ name: "", aliases: "" });
    this.#draw();
    this.box.querySelector(`[name=kind][value=${kind}]`).focus();
  }

  #open(values) {
    this.values = values;
    this.pristine = JSON.stringify(values);
    this.box.hidden = false;
    this.#draw();
    this.app.render();
    this.box.scrollIntoView({ block: "start" });
  }

  /** What another fact of the article with the same cue was said to be. */
  #recall() {
    const { values } = this;
    const same = this.app.article.facts.lines.find(
      ({ row }) => row && row.kind === values.kind && row.cue === values.cue,
    );
    values.stance ??= same?.row.stance;
    values.strength ??= same?.row.strength;
  }

  #draw() {
    const { values, app } = this;
    const isNumber = values.kind === "number";
    const { words } = app;
    const known = new Map(
      app.article.facts.lines
        .flatMap(({ row }) => (Array.isArray(row?.sources) ? row.sources : []))
        .filter((one) => one?.name)
        .map((one) => [one.name, one.aliases ?? []]),
    );
    const isNew = this.line === null || this.line.row.draft === true;
    this.rest = el("p", { class: "mistake", role: "alert", hidden: true });
    this.box.replaceChildren(
      el(
        "form",
        {
          onsubmit: (event) => {
            event.preventDefault();
            this.save(false);
          },
        },
        el(
          "h2",
          {},
          this.line === null
            ? `New ${kindName(app, values.kind).toLowerCase()}`
            : `${this.line.row.id}${isNew ? ", a draft" : ""}`,
        ),
        choiceField(values, "kind", "Kind", words.kinds, {
          keys: KIND_KEYS,
          compact: true,
          onchange: (kind) => {
            values.kind = "";
            this.setKind(kind);
          },
        }),
        el(
          "div",
          { class: "field" },
          el("p", { class: "label" }, "Quote"),
          this.#quote(),
          el("p", { class: "small" }, "To change it, select in the article and press q."),
          el("p", { class: "mistake", id: "mistake-quote", hidden: true }),
        ),
        isNumber
          ? textField(values, "text", "Number with its bound words", {
              hint: "As in the quote, like “over 20”: select it there and press c.",
            })
          : textField(values, "cue", "Cue", {
              hint: `The ${this.cueName} as in the quote: select them there and press c.`,
            }),
        textField(values, "claim", "Claim", {
          rows: 2,
          hint: isNumber
            ? "What is said with the number, in plain words."
            : "The bare claim in plain words: no source, no hedge, names for pronouns.",
        }),
        values.kind === "attribution" ? choiceField(values, "stance", "Stance of the cue", words.stances) : null,
        values.kind === "hedge" ? choiceField(values, "strength", "Strength of the doubt", words.strengths) : null,
        isNumber ? this.#number() : sourcesField(values, known, values.kind === "attribution"),
        textField(values, "note", "Note", { hint: "For other annotators; may stay empty." }),
        this.rest,
        el(
          "p",
          { class: "actions" },
          el(
            "button",
            { type: "submit", class: "main" },
            isNew && this.line ? "Save and confirm " : "Save ",
            el("kbd", {}, "Ctrl Enter"),
          ),
          button("Keep as draft", "", () => this.save(true)),
          button("Cancel", "Esc", () => this.close()),
        ),
      ),
    );
    app.lightForm();
  }

  #quote() {
    const { quote, kind, cue, text } = this.values;
    const words = kind === "number" ? text : cue;
    const at = words ? quote.indexOf(words) : -1;
    return el(
      "blockquote",
      {},
      at < 0 ? quote : [quote.slice(0, at), el("mark", {}, words), quote.slice(at + words.length)],
    );
  }

  #number() {
    const { values } = this;
    return el(
      "div",
      {},
      choiceField(values, "valueType", "The value is", VALUES),
      el(
        "div",
        { class: "row" },
        textField(values, "value", "Value"),
        values.comparator === "between" ? textField(values, "value_high", "Upper end") : null,
        textField(values, "unit", "Unit: what is counted"),
      ),
      choiceField(values, "comparator", "Bound", this.app.words.comparators, {
        onchange: () => {
          const { value } = document.activeElement;
          this.#draw();
          this.box.querySelector(`[name=comparator][value=${value}]`).focus();
        },
      }),
    );
  }

  /** The row as it would be written, without what belongs to another kind. */
  #row(isDraft) {
    const { values } = this;
    const { kind } = values;
    const number = (text) => {
      const plain = text.replaceAll(/[,\s]/g, "");
      return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text.trim();
    };
    const sources = values.sources
      .filter((one) => one.name.trim() || one.aliases.trim())
      .map((one) => ({ name: one.name.trim(), aliases: asLines(one.aliases) }));
    const own =
      kind === "number"
        ? {
            text: values.text,
            value: values.valueType === "number" ? number(values.value) : values.value.trim(),
            value_high: values.comparator === "between" && values.value_high ? number(values.value_high) : null,
            comparator: values.comparator,
            unit: values.unit.trim(),
          }
        : {
            cue: values.cue,
            ...(kind === "attribution" ? { stance: values.stance } : { strength: values.strength }),
            sources,
          };
    return { kind, quote: values.quote, claim: values.claim.trim(), ...own, note: values.note.trim(), draft: isDraft };
  }

  async save(isDraft) {
    if (this.isSaving) return;
    const { app, line, values } = this;
    const { text } = app.article;
    const article = app.id;
    const row = this.#row(isDraft);
    const at = values.start === null ? null : pointsOf(text, values.start);
    if (at === null && line?.row.occurrence) row.occurrence = line.row.occurrence;
    const isDoubled = line?.mistakes.some(({ field }) => field === "id");
    const id = line && !isDoubled ? line.row.id : null;
    const added = {
      article,
      which: "facts",
      id,
      what: `New: ${row.claim || row.quote}`,
      row,
      make: (state) => {
        row.id = freshId(state.facts, "f");
        const there =
          isDoubled && state.facts.lines.find((one) => one.line === line.line && one.row?.id === line.row.id);
        return { line: there ? there.line : null, row, at };
      },
    };
    if (id) row.id = id;
    this.isSaving = true;
    const answer = await app.saver.save(id ? replacement(app, line, row, at) : added);
    this.isSaving = false;
    if (this.values !== values) return; // closed while it was on its way
    if (answer.mistakes) return this.#show(answer.mistakes, true);
    this.close({ isSaved: true });
    if (answer.article) app.choose(row.id);
    say(answer.article ? `${row.id} saved` : "Nothing was saved.");
  }

  #show(mistakes, focus = false) {
    const first = showMistakes(this.box, mistakes, this.rest);
    if (focus) (first ?? this.rest).scrollIntoView({ block: "nearest" });
    if (focus && first) first.focus();
    if (mistakes.length && focus) say(`Not saved: ${mistakes.map(({ message }) => message).join("; ")}`);
  }
}

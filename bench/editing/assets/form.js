/* The form of one fact: new from a selection, or one that is there. */
import { button, byId, el, say } from "./dom.js";
import { freshId, kindName, kindOf, nextDraft, replacement } from "./facts.js";
import { choiceField, showMistakes, sourcesField, textField } from "./fields.js";
import { Filling } from "./filling.js";
import { pointsOf, unitsOf } from "./offsets.js";
import { articlePath, ask } from "./saving.js";

const VALUES = [
  { value: "number", name: "a number", meaning: "20, or 0.5" },
  { value: "text", name: "a date, time or weekday", meaning: "2025-11-24, --11-24, 2025, 09:00, monday" },
];
const asText = (value) => (value === undefined || value === null || typeof value === "object" ? "" : String(value));
/** The values of every field that any kind has, so that a fact that changes its kind loses nothing. */
const ofAllKinds = (app, valueIn) =>
  Object.fromEntries(
    app.words.kinds.flatMap((kind) => [
      [kind.marked_field, valueIn(kind.marked_field)],
      ...kind.fields
        .filter(({ holds }) => !["choice", "sources"].includes(holds))
        .map(({ name }) => [name, valueIn(name)]),
    ]),
  );
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

  /** What the server says of the kind that is chosen. */
  get kind() {
    return kindOf(this.app, this.values.kind);
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
    const traits = this.app.words.kinds.filter(({ trait }) => trait).map(({ trait }) => [trait.field, trait.default]);
    const defaults = Object.fromEntries(traits);
    const values = {
      kind,
      quote: selected.text,
      start: selected.start,
      claim: "",
      ...ofAllKinds(this.app, () => ""),
      ...defaults,
      valueType: "number",
      sources: kindOf(this.app, kind).sources === "required" ? [{ name: "", aliases: "" }] : [],
      note: "",
    };
    this.#open(values, new Filling(values, defaults));
    byId("text").focus({ preventScroll: true });
    this.app.text.caret(selected.start);
    say(`New ${kindName(this.app, kind)}. Now select the ${this.kind.marked_name} inside the quote and press c.`);
    this.#fillIn();
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
      ...ofAllKinds(this.app, (name) => asText(row[name])),
      ...Object.fromEntries(
        this.app.words.kinds.filter(({ trait }) => trait).map(({ trait }) => [trait.field, asText(row[trait.field])]),
      ),
      valueType: typeof row.value === "string" ? "text" : "number",
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

  /** Take a selection as the quote, the cue or a source. */
  take(what, selected) {
    if (!selected || !this.isOpen) return;
    const { values } = this;
    if (what === "quote") {
      [values.quote, values.start] = [selected.text, selected.start];
      this.#fillIn();
    } else if (what === "source") {
      const names = values.sources.flatMap(({ name, aliases }) => [name, ...asLines(aliases)]);
      if (names.includes(selected.text)) return say(`${selected.text} is there`);
      const empty = values.sources.find((one) => !one.name);
      if (empty) empty.name = selected.text;
      else values.sources.push({ name: selected.text, aliases: "" });
    } else {
      values[this.kind.marked_field] = selected.text;
      this.#recall();
    }
    this.#draw();
    if (what === "cue") {
      const claim = byId("field-claim");
      claim.focus();
      claim.select(); // what was filled in gives way to what is typed
    }
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
    if (this.kind.sources === "required" && !this.values.sources.length)
      this.values.sources.push({ name: "", aliases: "" });
    this.#draw();
    this.box.querySelector(`[name=kind][value=${kind}]`).focus();
    this.#fillIn();
  }

  /** Fill in what the article tells of the quote, as far as nobody has written there; a fact that is saved is left. */
  async #fillIn() {
    const { values, app, filling } = this;
    if (!filling || values.start === null) return;
    const { text, text_hash: textHash } = app.article;
    const span = [values.start, values.start + values.quote.length].map((at) => pointsOf(text, at));
    const asked = { text_hash: textHash, kind: values.kind, span };
    this.asked = asked;
    this.#draw();
    const { status, body } = await ask(`${articlePath(app.id)}/proposal`, asked);
    if (this.values !== values || this.asked !== asked) return; // closed, or asked anew for another quote
    this.asked = null;
    const isUntouched = !this.isDirty;
    if (status === 200) filling.take(body);
    this.#recall();
    if (isUntouched) this.pristine = JSON.stringify(values);
    this.#draw();
    if (status === 200 && body.claim) say("Filled in from the article; look over each field.");
  }

  #open(values, filling = null) {
    this.values = values;
    this.filling = filling;
    this.asked = null;
    this.pristine = JSON.stringify(values);
    this.box.hidden = false;
    this.#draw();
    this.app.render();
    this.box.scrollIntoView({ block: "start" });
  }

  /** What another fact of the article with the same cue was said to be. */
  #recall() {
    const { values } = this;
    const { marked_field: marked, trait } = this.kind;
    const same = this.app.article.facts.lines.find(
      ({ row }) => row && row.kind === values.kind && row[marked] === values[marked],
    );
    if (trait) values[trait.field] ||= asText(same?.row[trait.field]);
  }

  #draw() {
    const { values, app, kind } = this;
    const { words } = app;
    const known = new Map(
      app.article.facts.lines
        .flatMap(({ row }) => (Array.isArray(row?.sources) ? row.sources : []))
        .filter((one) => one?.name)
        .map((one) => [one.name, one.aliases ?? []]),
    );
    const isNew = this.line === null || this.line.row.draft === true;
    this.rest = el("p", { class: "mistake", role: "alert", hidden: true });
    const typing = this.#typing();
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
        this.filling &&
          el(
            "p",
            { class: "small" },
            this.asked ? "Reading the passage …" : "Filled in from the article where it tells; look over each field.",
          ),
        choiceField(values, "kind", "Kind", words.kinds, {
          keys: words.kinds.map(({ key }) => key),
          compact: true,
          onchange: (chosen) => {
            values.kind = "";
            this.setKind(chosen);
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
        textField(values, kind.marked_field, kind.marked_label, { hint: kind.marked_hint }),
        textField(values, "claim", "Claim", { rows: 2, hint: kind.claim_hint }),
        this.#typed(),
        this.#trait(),
        kind.sources === "none" ? null : sourcesField(values, known, kind.sources === "required"),
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
    typing();
    app.lightForm();
  }

  /** Who types into a field of the form goes on typing there after it is drawn anew: what puts the focus back. */
  #typing() {
    const control = document.activeElement;
    if (!this.box.contains(control) || !control.matches("input:not([type=radio]), textarea")) return () => {};
    const { name, value, selectionStart, selectionEnd } = control;
    return () => {
      const now = this.box.querySelector(`[name="${CSS.escape(name)}"]`);
      now?.focus({ preventScroll: true });
      if (now?.value === value) now.setSelectionRange(selectionStart, selectionEnd);
      else now?.select(); // filled in meanwhile: it gives way to what is typed next
    };
  }

  #quote() {
    const { quote } = this.values;
    const words = this.values[this.kind.marked_field];
    const at = words ? quote.indexOf(words) : -1;
    return el(
      "blockquote",
      {},
      at < 0 ? quote : [quote.slice(0, at), el("mark", {}, words), quote.slice(at + words.length)],
    );
  }

  /** The fields of this kind that are typed in: a value, its unit. */
  #typed() {
    const { values, kind } = this;
    const asked = kind.fields.filter(
      ({ holds, only_with: needed }) =>
        ["words", "decimal", "value"].includes(holds) && (!needed || values[kind.trait.field] === needed),
    );
    if (!asked.length) return null;
    return el(
      "div",
      {},
      asked.some(({ holds }) => holds === "value") ? choiceField(values, "valueType", "The value is", VALUES) : null,
      el(
        "div",
        { class: "row" },
        asked.map(({ name, label }) => textField(values, name, label)),
      ),
    );
  }

  /** The stance, strength or bound. */
  #trait() {
    const { values } = this;
    const { trait, fields } = this.kind;
    if (!trait) return null;
    const redraw = () => {
      const { value } = document.activeElement;
      this.#draw();
      this.box.querySelector(`[name=${trait.field}][value=${value}]`).focus();
    };
    return choiceField(values, trait.field, trait.label, trait.choices, {
      onchange: fields.some(({ only_with: needed }) => needed) ? redraw : null,
    });
  }

  /** The row as it would be written, without what belongs to another kind. */
  #row(isDraft) {
    const { values } = this;
    const { kind } = values;
    const { marked_field: marked, trait, fields } = this.kind;
    const number = (text) => {
      const plain = text.replaceAll(/[,\s]/g, "");
      return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text.trim();
    };
    const sources = values.sources
      .filter((one) => one.name.trim() || one.aliases.trim())
      .map((one) => ({ name: one.name.trim(), aliases: asLines(one.aliases) }));
    const written = {
      words: (text) => text.trim(),
      decimal: (text) => (text ? number(text) : null),
      value: (text, isOptional) =>
        isOptional && !text.trim() ? null : values.valueType === "number" ? number(text) : text.trim(),
      choice: (chosen) => chosen || undefined, // not made: left out of the row, which is what is wrong with it
      sources: () => sources,
    };
    const isAsked = ({ only_with: needed }) => !needed || values[trait.field] === needed;
    const own = Object.fromEntries(
      fields.map((field) => [
        field.name,
        isAsked(field) ? written[field.holds](values[field.name], Boolean(field.only_with)) : null,
      ]),
    );
    return {
      kind,
      quote: values.quote,
      claim: values.claim.trim(),
      [marked]: values[marked],
      ...own,
      note: values.note.trim(),
      draft: isDraft,
    };
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
    const next = line?.row.draft === true ? nextDraft(app, line.key) : null;
    const answer = await app.saver.save(id ? replacement(app, line, row, at) : added);
    this.isSaving = false;
    if (this.values !== values) return; // closed while it was on its way
    if (answer.mistakes) return this.#show(answer.mistakes, true);
    this.close({ isSaved: true });
    // Who corrects drafts goes on with the next one, as who confirms them does.
    if (answer.article) app.choose(next ?? row.id);
    say(answer.article ? `${row.id} saved` : "Nothing was saved.");
  }

  #show(mistakes, focus = false) {
    const first = showMistakes(this.box, mistakes, this.rest);
    if (focus) (first ?? this.rest).scrollIntoView({ block: "nearest" });
    if (focus && first) first.focus();
    if (mistakes.length && focus) say(`Not saved: ${mistakes.map(({ message }) => message).join("; ")}`);
  }
}

/* What can be done with the words that are selected: one list for the buttons and for the keys. */
import { button, byId, el, refill } from "./dom.js";
import { FLAG_KEYS } from "./summaries.js";

/** `{key, label, does}` for everything that a selection, or its absence, allows. */
export function actionsFor(app) {
  if (app.view === "labels") {
    if (app.labels.adding) return [];
    const selected = app.summaryText.selection();
    return app.words.flags.map((flag, index) => ({ key: FLAG_KEYS[index], label: flag.name, does: () => app.labels.flag(flag.value, selected) }));
  }
  const selected = app.text.selection();
  if (!app.form.isOpen)
    return app.words.kinds.map((kind) => ({ key: kind.key, label: kind.name, does: () => app.form.start(kind.value, selected) }));
  if (!selected) return app.words.kinds.map((kind) => ({ key: kind.key, does: () => app.form.setKind(kind.value) }));
  const { kind } = app.form;
  return [
    ...(app.form.holds(selected) ? [{ key: "c", label: kind.marked_button, does: () => app.form.take("cue", selected) }] : []),
    { key: "q", label: "Quote", does: () => app.form.take("quote", selected) },
    ...(kind.sources === "none" ? [] : [{ key: "s", label: "Source", does: () => app.form.take("source", selected) }]),
  ];
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 40)} … ${text.slice(-15)}` : text);

/** Draw the buttons under the text. */
export function renderSelection(app) {
  const selected = app.view === "labels" ? app.summaryText.selection() : app.text.selection();
  const hint = app.view === "labels" ? "Select words in the summary to flag them." : app.form.isOpen ? "Select the cue inside the quote, or a source." : "Select words in the article to mark a fact.";
  const shown = selected ? [el("q", {}, short(selected.text)), " ", actionsFor(app).map((one) => button(one.label, one.key, one.does))] : [el("span", { class: "small" }, hint)];
  const drawn = JSON.stringify([selected?.text ?? hint, shown.length && selected ? actionsFor(app).map((one) => one.label) : 0]);
  if (byId("selection").dataset.drawn === drawn) return;
  byId("selection").dataset.drawn = drawn;
  refill(byId("selection"), ...shown);
}

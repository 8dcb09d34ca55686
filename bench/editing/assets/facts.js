/* The list of an article's facts: drafts apart, then the confirmed ones, then the lines that cannot be read. */
import { anyOf, button, el, plural, refill, say } from "./dom.js";
import { unitsOf } from "./offsets.js";
import { lineOf } from "./saving.js";

/** The lines of a facts file, sorted out: `drafts`, `facts` (both in the order of the article), `broken`. */
export function sorted(app) {
  const kinds = app.words.kinds.map((kind) => kind.value);
  const lines = app.saver.lines(app.id, "facts").map((line) => ({ ...line, key: keyOf(line) }));
  const readable = lines.filter(({ row }) => row && typeof row.id === "string" && kinds.includes(row.kind));
  const place = ({ quote, cue, line }) => [(cue ?? quote ?? [Infinity])[0], line];
  readable.sort((a, b) => place(a)[0] - place(b)[0] || a.line - b.line);
  return {
    drafts: readable.filter(({ row }) => row.draft === true),
    facts: readable.filter(({ row }) => row.draft !== true),
    broken: lines.filter((line) => !readable.includes(line)),
  };
}

/** What tells a fact from the others, also where two have one id. */
const keyOf = ({ row, line, mistakes }) =>
  mistakes.some(({ field }) => field === "id") ? `line-${line}` : String(row?.id ?? `line-${line}`);

/** What the server says of a kind of fact: its words, its form, its verdicts. */
export const kindOf = (app, kind) => app.words.kinds.find((one) => one.value === kind);

export const kindName = (app, kind) => kindOf(app, kind)?.name ?? kind;

const nameOf = (choices, value) => choices.find((one) => one.value === value)?.name ?? String(value ?? "?");

export const asText = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

const amount = (value) =>
  typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 20 }) : asText(value);

/** The cue of a fact, and what it says of the claim. */
function gist(app, row) {
  const { marked_field: marked, trait, fields } = kindOf(app, row.kind);
  const held = (...sorts) =>
    fields
      .filter(({ holds }) => sorts.includes(holds))
      .map(({ name }) => row[name])
      .filter((one) => one !== undefined && one !== null);
  const parts = [
    trait ? nameOf(trait.choices, row[trait.field]) : "",
    held("value", "decimal").map(amount).join(" to "),
    ...held("words").map(asText),
  ];
  return [el("q", {}, asText(row[marked])), ` ${parts.filter(Boolean).join(" ")}`];
}

/** The marks of facts in the article: the whole quote, and the cue with the fact's id. */
export function marks(lines, text) {
  return lines.flatMap(({ row, quote, cue, key }) => {
    if (!quote) return [];
    const classes = `quote${row.draft === true ? " draft" : ""}`;
    const span = ([start, end], more) => ({
      start: unitsOf(text, start),
      end: unitsOf(text, end),
      key,
      classes,
      ...more,
    });
    return [
      span(quote),
      ...(cue ? [span(cue, { classes: `${classes} cue ${row.kind}`, label: row.id.slice(0, 8) })] : []),
    ];
  });
}

export function mistakeList(mistakes) {
  if (!mistakes.length) return null;
  return el(
    "ul",
    { class: "mistakes" },
    mistakes.map(({ field, message, is_warning: isWarning }) =>
      el(
        "li",
        { class: isWarning ? "perhaps" : null },
        isWarning ? "Perhaps: " : [],
        field ? [el("b", {}, field), " "] : [],
        message,
      ),
    ),
  );
}

/** A fact as an item of a list, to click or to step to; `state` is a class of its own, `rest` what stands below. */
export function factItem(app, { row, key }, state, ...rest) {
  const isCurrent = app.current === key;
  return el(
    "li",
    {
      class: ["fact", row.kind, state, isCurrent && "on"].filter(Boolean).join(" "),
      tabindex: isCurrent ? 0 : -1,
      "data-key": key,
      "aria-current": isCurrent || null,
      onclick: (event) => event.target.closest("button, label") || app.choose(key),
      onfocus: () => app.current === key || app.choose(key, { focus: false }),
    },
    el(
      "p",
      { class: "gist" },
      el("b", {}, row.id),
      " ",
      el("span", { class: "kind" }, kindName(app, row.kind)),
      " ",
      gist(app, row),
    ),
    el("p", { class: "claim" }, asText(row.claim)),
    ...rest,
  );
}

/** A source with all names by which a summary may call it: they decide whether a credit is right. */
function sourceLine({ name, aliases }) {
  const others = (Array.isArray(aliases) ? aliases : []).map(asText).filter(Boolean);
  return el(
    "p",
    { class: "small credited" },
    `Source: ${asText(name)}`,
    others.length ? `, also “${others.join("”, “")}”` : ", by no other name",
  );
}

/** The key of the draft that comes after one in the queue, from the beginning again where none does; null: the last. */
export function nextDraft(app, key) {
  const keys = sorted(app).drafts.map((line) => line.key);
  const at = keys.indexOf(key);
  return keys[at + 1] ?? keys.find((other) => other !== key) ?? null;
}

function item(app, line) {
  const { row, key, mistakes } = line;
  const isDraft = row.draft === true;
  const sources = (Array.isArray(row.sources) ? row.sources : []).filter((one) => asText(one?.name));
  const actions = isDraft
    ? [
        button("Confirm", "c", () => confirm(app, line)),
        button("Correct", "e", () => app.form.edit(line)),
        button("Reject", "x", () => remove(app, line)),
      ]
    : [button("Edit", "e", () => app.form.edit(line)), button("Delete", "x", () => remove(app, line))];
  const names = ["do", "edit", "remove"].slice(isDraft ? 0 : 1);
  actions.forEach((action, index) => {
    action.dataset.key = `${names[index]}:${key}`;
  });
  return factItem(
    app,
    line,
    isDraft ? "draft" : "",
    sources.map(sourceLine),
    row.note ? el("p", { class: "small" }, asText(row.note)) : null,
    mistakeList(mistakes),
    el("p", { class: "actions" }, actions),
  );
}

/** Draw the list. */
export function renderFacts(app, panel) {
  const { drafts, facts, broken } = sorted(app);
  const count = [plural(facts.length, "fact"), drafts.length ? plural(drafts.length, "draft") : null]
    .filter(Boolean)
    .join(", ");
  if (!app.current) app.current = (drafts[0] ?? facts[0])?.key ?? null;
  refill(
    panel,
    el("h2", {}, count),
    facts.length + drafts.length
      ? null
      : el(
          "p",
          { class: "empty" },
          "Select words in the article that hold a claim and the words that credit, doubt or count it. ",
          `Then press ${anyOf(app.words.kinds.map(({ key }) => key))}.`,
        ),
    drafts.length
      ? el(
          "section",
          { class: "drafts", "aria-label": "Drafts" },
          el("h3", {}, "Drafts to look at"),
          el("p", { class: "small" }, "Runs leave drafts out until each is confirmed or rejected."),
          el(
            "ol",
            { class: "facts" },
            drafts.map((line) => item(app, line)),
          ),
        )
      : null,
    facts.length
      ? el(
          "ol",
          { class: "facts", "aria-label": "Confirmed facts" },
          facts.map((line) => item(app, line)),
        )
      : null,
    broken.length
      ? el(
          "section",
          { class: "broken", "aria-label": "Lines that cannot be read" },
          el("h3", {}, `${plural(broken.length, "line")} of ${app.article.facts.name} cannot be read`),
          el("p", { class: "small" }, "They are kept as they are; mend them in an editor."),
          broken.map((line) =>
            el(
              "div",
              {},
              el("p", { class: "small" }, `Line ${line.line}`),
              mistakeList(line.mistakes),
              el("pre", {}, line.raw),
            ),
          ),
        )
      : null,
  );
}

/** The change that puts a row in place of the fact with an id, or adds it where that has gone. */
export function replacement(app, line, row, at) {
  const { id } = line.row;
  return {
    article: app.id,
    which: "facts",
    id,
    what: `${row.id}: ${row.claim || row.quote}`,
    row,
    make: (article) => ({ line: lineOf(article.facts, id, line.line)?.line ?? null, row, at }),
  };
}

export async function confirm(app, line) {
  if (line.row.draft !== true) return;
  const { draft, ...row } = line.row;
  const next = nextDraft(app, line.key);
  const answer = await app.saver.save(replacement(app, line, row, line.quote?.[0] ?? null));
  if (answer.mistakes) {
    app.form.edit(line, answer.mistakes);
    return;
  }
  if (answer.dropped) return;
  say(`${row.id} confirmed`);
  if (app.current === line.key && next) app.choose(next);
}

/** Delete a fact, with the labels that refer to it; it can be undone. */
export async function remove(app, line) {
  const { row } = line;
  const article = app.id;
  const labelled = app.saver.lines(article, "labels").filter((one) => one.row?.labels?.[row.id] !== undefined);
  const is = row.draft === true ? "Reject" : "Delete";
  if (
    labelled.length &&
    !window.confirm(`${is} ${row.id}? Its labels in ${plural(labelled.length, "summary", "summaries")} go with it.`)
  )
    return;
  const next = (row.draft === true && nextDraft(app, line.key)) || app.neighbour(1);
  const kept = labelled.map((one) => [one.row.id, one.row.labels[row.id]]);
  for (const [id] of kept)
    app.saver.save(
      app.labels.change(article, id, `${id}: no label for ${row.id}`, (summary) => without(summary, row.id)),
    );
  freshId(app.article.facts, "f"); // what is deleted now can be put back: its id is not given again
  const answer = await app.saver.save({
    article,
    which: "facts",
    id: row.id,
    what: `${row.id} deleted`,
    make: (state) => {
      const there = lineOf(state.facts, row.id, line.line);
      return there && { line: there.line };
    },
  });
  if (answer.mistakes) return app.notice(answer.mistakes.map((one) => one.message).join(" "));
  if (answer.dropped) return;
  if (next && app.current === line.key) app.choose(next);
  app.undo(`${row.id} ${row.draft === true ? "rejected" : "deleted"}.`, async () => {
    const back = { ...row, draft: row.draft === true || line.mistakes.some((one) => !one.is_warning) };
    const answer = await app.saver.save({
      article,
      which: "facts",
      id: row.id,
      what: `${row.id} put back`,
      row: back,
      make: (state) =>
        lineOf(state.facts, row.id) ? null : { insert: line.line, row: back, at: line.quote?.[0] ?? null },
    });
    if (!answer.article)
      return app.notice(`${row.id} could not be put back${answer.mistakes ? `: ${answer.mistakes[0].message}` : ""}.`);
    for (const [id, verdict] of kept)
      app.saver.save(
        app.labels.change(article, id, `${id}: ${row.id} ${verdict}`, (summary) => ({
          ...summary,
          labels: { ...summary.labels, [row.id]: verdict },
        })),
      );
    app.choose(line.key);
  });
}

function without(summary, id) {
  const { [id]: _, ...labels } = summary.labels;
  return { ...summary, labels };
}

const highest = new Map();

/** An id that no row of a file has or had: the letter, and the next number. */
export function freshId(file, letter) {
  const numbers = file.lines
    .map(({ row }) => new RegExp(`^${letter}(\\d{1,6})$`).exec(row?.id ?? "")?.[1] ?? 0)
    .map(Number);
  highest.set(file.name, Math.max(highest.get(file.name) ?? 0, ...numbers));
  return letter + String(highest.get(file.name) + 1).padStart(2, "0");
}

/* The table of runs. */
import { button, el, say } from "./dom.js";

const COLUMNS = [
  ["model", "Model"],
  ["faithfulness", "Faithfulness", "n"],
  ["coverage", "Coverage", "n"],
  ["prompt", "Prompt"],
  ["sets", "Sets"],
  ["scorer", "Scorer"],
  ["cost", "Cost", "n"],
  ["created", "Begun"],
  ["state", "State"],
];

/** Lines that were made before: to make them anew at every click would let a long list stutter. */
const lines = new WeakMap();

/** The table.
 *
 * `does` holds what clicks do, `sort(column)` and `mark(key, isMarked)`, and `open`, the keys of rows whose command is
 * shown.
 */
export function table(rows, chosen, does) {
  return el(
    "table",
    { role: "table", "aria-label": "Runs" },
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        markHead(),
        COLUMNS.map((column) => head(column, chosen, does)),
      ),
    ),
    el(
      "tbody",
      { role: "rowgroup" },
      rows.map((row) => line(row, chosen, does)),
    ),
  );
}

const markHead = () => el("th", { scope: "col", role: "columnheader" }, el("span", { class: "unseen" }, "Marked"));

function head([by, name, kind], chosen, does) {
  const isSorted = chosen.by === by;
  const order = isSorted ? (chosen.down ? "descending" : "ascending") : null;
  const sign = isSorted ? (chosen.down ? " ↓" : " ↑") : "";
  return el(
    "th",
    { scope: "col", role: "columnheader", class: kind, "aria-sort": order },
    el(
      "button",
      { type: "button", "data-key": `sort-${by}`, onclick: () => does.sort(by) },
      name,
      el("span", { "aria-hidden": "true" }, sign),
    ),
  );
}

function line(row, chosen, does) {
  if (!lines.has(row)) lines.set(row, newLine(row, does));
  const element = lines.get(row);
  const isMarked = chosen.marks.includes(row.run.key);
  element.classList.toggle("is-marked", isMarked);
  element.querySelector("input").checked = isMarked;
  return element;
}

function newLine(row, does) {
  const { run, model, key } = row;
  const name = model.name || run.folder;
  return el(
    "tr",
    { role: "row" },
    el(
      "td",
      { role: "cell" },
      el("input", {
        type: "checkbox",
        "data-key": `mark-${key}`,
        "aria-label": `Mark ${name} in ${run.folder}`,
        disabled: !run.has_scores,
        onchange: (event) => does.mark(run.key, event.target.checked),
      }),
    ),
    el(
      "th",
      { scope: "row", role: "rowheader" },
      run.has_scorecard && run.has_scores
        ? el("a", { href: `runs/${run.key}/scorecard.html`, "data-key": `open-${key}` }, el("bdi", {}, name))
        : el("bdi", {}, name),
      model.name ? el("small", {}, el("bdi", {}, run.folder)) : null,
    ),
    figure("Faithfulness", model.faithfulness),
    figure("Coverage", model.coverage),
    cell("Prompt", run.prompt || "–"),
    cell("Sets", run.sets.join(", ") || "–"),
    cell("Scorer", run.scorer || "–"),
    cell("Cost", run.resources?.written ?? (run.state === "broken" ? "–" : "…"), "n"),
    begun(run.created),
    el("td", { role: "cell", "data-name": "State", class: `state-${run.state}` }, state(row, does)),
  );
}

/** "2026-12-01" and "04:56", in UTC as on disk. */
function begun(created) {
  const [day, time = ""] = created.split("T");
  return el(
    "td",
    { role: "cell", "data-name": "Begun" },
    day || "–",
    time ? [" ", el("small", {}, time.slice(0, 5))] : null,
  );
}

const cell = (name, text, kind) => el("td", { role: "cell", "data-name": name, class: kind }, el("bdi", {}, text));

function figure(name, shown) {
  const parts = shown ? [shown.written, " ", el("small", {}, shown.interval || "no interval")] : ["–"];
  return el("td", { role: "cell", "data-name": name, class: "n" }, parts);
}

function state({ run, key }, does) {
  if (run.state === "scored")
    return `${run.scored.toLocaleString("en")} of ${run.expected.toLocaleString("en")} scored`;
  const collected = run.state === "unfinished" && run.resources ? ` ${run.resources.summaries} collected so far.` : "";
  const why = el("small", {}, el("bdi", {}, `${run.reason}${collected}`));
  if (!run.finishing) return [run.state, why];
  return el(
    "details",
    {
      open: does.open.has(key),
      ontoggle: (event) => (event.target.open ? does.open.add(key) : does.open.delete(key)),
    },
    el("summary", { "data-key": `state-${key}` }, `${run.state}: finish it`),
    why,
    el("pre", { tabindex: "0", role: "region", "aria-label": "The command that finishes it" }, run.finishing.command),
    run.finishing.to_fill_in.map((sentence) => el("small", {}, sentence)),
    button("Copy", null, () => copy(run.finishing.command), { "data-key": `copy-${key}` }),
  );
}

async function copy(command) {
  try {
    await navigator.clipboard.writeText(command);
    say("Copied.");
  } catch {
    say("The browser did not let it be copied: mark the text and copy it yourself.");
  }
}

/* The list of all runs: asks for it again and again, and shows what is chosen of it. */
import { chosenBefore, chosenRows, keep, offered, rowsOf, withoutFilters } from "./choosing.js";
import { button, byId, el, plural, refill, say } from "./dom.js";
import { table } from "./table.js";

const PAUSE = 3000; // milliseconds between two questions
const PAGE = 100; // rows at once: more make a browser slow, and nobody reads them
const ALL = { set: "all sets", prompt: "all prompts", scorer: "all scorers", state: "all states" };

let list = { version: 0, runs: [], root: "", uncounted: 0 };
let rows = [];
let chosen = chosenBefore();
let shown = PAGE;
const open = new Set();

async function ask() {
  let answer;
  try {
    const response = await fetch(`api/runs?version=${list.version}`);
    answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
  } catch (error) {
    const isGone = error instanceof TypeError;
    byId("trouble").textContent = isGone ? "The server does not answer: is bench view still running?" : error.message;
    return;
  }
  byId("trouble").textContent = "";
  if (answer.version !== list.version) take(answer);
}

async function askOn() {
  if (!document.hidden) await ask();
  // Costs come bit by bit; while some are missing there is no reason to wait.
  setTimeout(askOn, list.uncounted ? PAUSE / 10 : PAUSE);
}

function take(answer) {
  const before = new Map(list.runs.map((run) => [run.key, run]));
  const added = answer.runs.filter((run) => !before.has(run.key)).length;
  if (list.version && added) say(`${plural(added, "new run")}.`);
  for (const run of answer.runs) run.has_scores = run.state === "scored" || run.state === "incomplete";
  // Whoever has not changed stays the same object, and keeps its line of the table.
  const isSame = (run) => JSON.stringify(run) === JSON.stringify(before.get(run.key));
  list = { ...answer, runs: answer.runs.map((run) => (isSame(run) ? before.get(run.key) : run)) };
  const keys = new Set(list.runs.map((run) => run.key));
  chosen.marks = chosen.marks.filter((key) => keys.has(key));
  rows = rowsOf(list.runs);
  byId("root").replaceChildren("below ", el("bdi", {}, list.root));
  offer();
  show();
}

function offer() {
  const values = offered(list.runs);
  for (const [name, all] of Object.entries(ALL)) {
    // What was chosen stays on offer, if only to be seen and undone.
    const names = [...new Set([...values[name], chosen[name]])].filter(Boolean);
    const select = byId("filters").elements[name];
    // Somebody may be choosing just now.
    const isSame = [...select.options].slice(1).every((option, at) => option.value === names[at]);
    if (!isSame || select.options.length !== names.length + 1) {
      select.replaceChildren(el("option", { value: "" }, all), ...names.map((value) => el("option", { value }, value)));
    }
    select.value = chosen[name];
  }
}

function show() {
  keep(chosen);
  const through = chosenRows(rows, chosen);
  const left = through.length - shown;
  const unfinished = list.runs.filter((run) => run.finishing).length;
  byId("count").textContent = [
    plural(list.runs.length, "run"),
    through.length < rows.length ? `${through.length} of ${rows.length} rows shown` : "",
    unfinished ? `${unfinished} unfinished` : "",
  ]
    .filter(Boolean)
    .join(" · ");
  // A line that is moved into the new table loses the focus before the table is there.
  const focused = document.activeElement?.dataset.key;
  refill(
    byId("runs"),
    through.length ? table(through.slice(0, shown), chosen, does) : el("p", {}, nothing()),
    left > 0
      ? button(`Show ${Math.min(left, PAGE)} more of ${left}`, null, more, { id: "more", "data-key": "more" })
      : null,
  );
  if (focused && document.activeElement === document.body) {
    byId("runs")
      .querySelector(`[data-key="${CSS.escape(focused)}"]`)
      ?.focus({ preventScroll: true });
  }
  showMarks();
}

const nothing = () =>
  list.runs.length ? "Nothing matches these filters." : "No run lies here yet; one that bench run makes will appear.";

function showMarks() {
  const marked = chosen.marks.map((key) => list.runs.find((run) => run.key === key)).filter(Boolean);
  const models = marked.reduce((sum, run) => sum + run.models.length, 0);
  const query = chosen.marks.map((key) => `run=${key}`).join("&");
  byId("marks").replaceChildren(
    ...(marked.length
      ? [`${plural(marked.length, "run")} marked; the base of a comparison is `, el("bdi", {}, marked[0].folder)]
      : ["Mark two runs to compare them, or many to rank them."]),
  );
  link("compare", models > 1 ? `comparison.html?${query}` : null);
  link("rank", models > 1 ? `leaderboard.html?${query}` : null);
  byId("unmark").hidden = !marked.length;
}

/** A link that leads nowhere yet has no address, and says so. */
function link(id, address) {
  const element = byId(id);
  if (address) {
    element.href = address;
    element.removeAttribute("role");
    element.removeAttribute("aria-disabled");
  } else {
    element.removeAttribute("href");
    element.setAttribute("role", "link");
    element.setAttribute("aria-disabled", "true");
  }
}

function more() {
  shown += PAGE;
  show();
}

const does = {
  open,
  sort(by) {
    // Figures and dates begin with the highest, names with A.
    const isFirst = chosen.by !== by;
    chosen.down = isFirst ? ["faithfulness", "coverage", "cost", "created"].includes(by) : !chosen.down;
    chosen.by = by;
    show();
  },
  mark(key, isMarked) {
    chosen.marks = isMarked ? [...chosen.marks, key] : chosen.marks.filter((other) => other !== key);
    show();
  },
};

byId("filters").addEventListener("input", (event) => {
  chosen[event.target.name] = event.target.value;
  shown = PAGE;
  show();
});
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", (event) => {
  event.preventDefault();
  chosen = withoutFilters(chosen);
  byId("filters").elements.text.value = "";
  offer();
  show();
});
byId("unmark").addEventListener("click", () => {
  chosen.marks = [];
  show();
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), select")) return;
  event.preventDefault();
  byId("filters").elements.text.focus();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) ask();
});

byId("filters").elements.text.value = chosen.text;
askOn();

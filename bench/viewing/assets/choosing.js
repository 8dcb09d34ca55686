/* Which runs are shown, and in which order: filters, sorting and marks, kept while the browser's tab is open. */

const KEPT = "allegedly-runs";
const FILTERS = ["text", "set", "prompt", "scorer", "state"];
const EMPTY = { text: "", set: "", prompt: "", scorer: "", state: "", by: "created", down: true, marks: [] };

/** The choices of before, so that coming back from a scorecard finds the list as it was. */
export function chosenBefore() {
  try {
    return { ...EMPTY, ...JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return { ...EMPTY };
  }
}

export const keep = (chosen) => sessionStorage.setItem(KEPT, JSON.stringify(chosen));

export const withoutFilters = (chosen) => ({ ...chosen, ...Object.fromEntries(FILTERS.map((name) => [name, ""])) });

const rowsOfRun = new WeakMap();

/** A row for each model of each run: a figure over several models would be nobody's. */
export function rowsOf(runs) {
  return runs.flatMap((run) => {
    if (!rowsOfRun.has(run)) rowsOfRun.set(run, newRows(run));
    return rowsOfRun.get(run);
  });
}

const newRows = (run) =>
  (run.models.length ? run.models : [{ name: "" }]).map((model, index) => ({
    run,
    model,
    key: `${run.key}-${index}`,
    haystack: [model.name, run.folder, run.prompt, run.scorer, run.signature, run.reason, ...run.sets]
      .join(" ")
      .toLowerCase(),
  }));

const VALUES = {
  model: (row) => row.model.name.toLowerCase() || row.run.folder.toLowerCase(),
  faithfulness: (row) => row.model.faithfulness?.value,
  coverage: (row) => row.model.coverage?.value,
  prompt: (row) => row.run.prompt,
  sets: (row) => row.run.sets.join(", "),
  scorer: (row) => row.run.scorer,
  cost: (row) => row.run.resources?.cost ?? (row.run.resources?.tokens ? row.run.resources.tokens / 1e12 : null),
  state: (row) => row.run.state,
  created: (row) => row.run.created,
};

const isNothing = (value) => value === null || value === undefined || value === "";

/** The rows that the filters let through, sorted; what has no value comes last, whichever way. */
export function chosenRows(rows, chosen) {
  const words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
  const value = VALUES[chosen.by] ?? VALUES.created;
  const through = rows.filter(
    ({ run, haystack }) =>
      words.every((word) => haystack.includes(word)) &&
      (!chosen.set || run.sets.includes(chosen.set)) &&
      (!chosen.prompt || run.prompt === chosen.prompt) &&
      (!chosen.scorer || run.scorer === chosen.scorer) &&
      (!chosen.state || run.state === chosen.state),
  );
  const direction = chosen.down ? -1 : 1;
  return through.sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    if (isNothing(left) || isNothing(right)) return isNothing(left) - isNothing(right);
    return left === right ? one.key.localeCompare(other.key) : left < right ? -direction : direction;
  });
}

/** What each filter offers. */
export function offered(runs) {
  const values = { set: new Set(), prompt: new Set(), scorer: new Set(), state: new Set() };
  for (const run of runs) {
    for (const name of run.sets) values.set.add(name);
    for (const name of ["prompt", "scorer", "state"]) if (run[name]) values[name].add(run[name]);
  }
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, [...all].sort()]));
}

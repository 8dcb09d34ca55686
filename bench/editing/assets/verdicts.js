/* The facts beside a summary, each with the verdicts to choose from. */
import { el, plural, refill } from "./dom.js";
import { factItem, kindOf, mistakeList, sorted } from "./facts.js";

/** Draw the facts, each with its verdict in this summary; without a summary, the facts alone. */
export function renderVerdicts(app, panel, line) {
  const { facts, drafts } = sorted(app);
  const labels = line?.row.labels ?? {};
  if (!facts.some(({ key }) => key === app.current)) app.current = facts[0]?.key ?? null;
  const done = facts.filter(({ row }) => labels[row.id] !== undefined).length;
  refill(
    panel,
    el(
      "h2",
      {},
      line ? `${line.row.id}: ${done} of ${plural(facts.length, "fact")} labelled` : plural(facts.length, "fact"),
    ),
    line
      ? el(
          "p",
          { class: "small" },
          "A fact without a label counts as left out.",
          drafts.length ? ` ${plural(drafts.length, "draft")} not listed: confirm or reject them first.` : null,
        )
      : null,
    el(
      "ol",
      { class: "facts labelling", "aria-label": "Facts and verdicts" },
      facts.map((fact) => item(app, fact, line, labels[fact.row.id])),
    ),
    unreadable(app),
  );
}

function item(app, fact, line, label) {
  const { row, key } = fact;
  const chosen = kindOf(app, row.kind).verdicts.find((one) => one.value === label);
  return factItem(
    app,
    fact,
    chosen ? "done" : "",
    line && choices(app, row, key, chosen),
    label !== undefined && !chosen
      ? el("p", { class: "mistake" }, `“${label}” does not fit this kind of fact; choose again`)
      : null,
    chosen ? el("p", { class: "small meaning" }, chosen.meaning) : null,
  );
}

/** The verdicts that fit this kind of fact, as radio buttons. */
function choices(app, row, key, chosen) {
  const isCurrent = app.current === key;
  return el(
    "fieldset",
    { class: "verdicts" },
    el("legend", { class: "unseen" }, `Verdict on ${row.id}`),
    kindOf(app, row.kind).verdicts.map((verdict, index) =>
      el(
        "label",
        { title: verdict.meaning, class: `${verdict.value}${verdict === chosen ? " chosen" : ""}` },
        el("input", {
          type: "radio",
          name: `verdict-${key}`,
          value: verdict.value,
          "data-key": `${key}:${verdict.value}`,
          tabindex: isCurrent ? 0 : -1,
          ".checked": verdict === chosen,
          onchange: () => app.labels.verdict(row.id, verdict),
        }),
        el("kbd", {}, String(index + 1)),
        " ",
        verdict.name,
      ),
    ),
  );
}

/** The lines of the file that are no summary; null if there are none. */
function unreadable(app) {
  const broken = app.saver
    .lines(app.id, "labels")
    .filter(({ row }) => !row || typeof row.id !== "string" || typeof row.text !== "string");
  return broken.length
    ? el(
        "section",
        { class: "broken", "aria-label": "Lines that cannot be read" },
        el("h3", {}, `${plural(broken.length, "line")} of ${app.article.labels.name} cannot be read`),
        el("p", { class: "small" }, "They are kept as they are; mend them in an editor."),
        broken.map((one) =>
          el(
            "div",
            {},
            el("p", { class: "small" }, `Line ${one.line}`),
            mistakeList(one.mistakes),
            el("pre", {}, one.raw),
          ),
        ),
      )
    : null;
}

/* The file is not what a change was made to: what has changed, and what to do. */
import { byId, el } from "./dom.js";
import { lineOf } from "./saving.js";

const isLeftOut = (value) =>
  value === undefined || value === null || value === "" || value === false || (Array.isArray(value) && !value.length);
const shown = (value) => (isLeftOut(value) ? "–" : typeof value === "string" ? value : JSON.stringify(value));

/** Ask the author of a change; true to put it on top of what is there, false to give it up. */
export function askAboutConflict(change, was, { file, differences, article }) {
  const dialog = byId("conflict");
  const there = change.id && lineOf(article[change.which], change.id)?.row;
  const before = change.id && lineOf(was[change.which], change.id)?.row;
  const mine = change.row ?? (change.edit && before ? change.edit(before) : null);
  const isGone = Boolean(before) && !there;
  return new Promise((resolve) => {
    const close = (isOnTop) => () => {
      dialog.close();
      resolve(isOnTop);
    };
    const onTop = el(
      "button",
      { type: "button", class: "main", onclick: close(true) },
      isGone && change.edit ? "Go on without it" : "Put my edit on top",
    );
    dialog.oncancel = (event) => event.preventDefault(); // an edit is given up by a button, not in passing
    dialog.replaceChildren(
      el("h2", { id: "conflict-title" }, `${file} was changed elsewhere`),
      differences === null
        ? el(
            "p",
            {},
            file.endsWith(".txt")
              ? "The article’s text is another than the one that you see."
              : "What has changed in it is not known.",
          )
        : el(
            "ul",
            {},
            differences.map(({ id, what }) => el("li", {}, el("b", {}, id), ` ${what}`)),
          ),
      el(
        "p",
        {},
        "Your edit is not saved yet: ",
        el("q", {}, change.what),
        isGone ? " What it belongs to has been removed." : "",
      ),
      there && mine ? table(there, mine) : null,
      el(
        "p",
        { class: "actions" },
        onTop,
        el("button", { type: "button", onclick: close(false) }, "Take the file as it is, without my edit"),
      ),
    );
    dialog.showModal();
    onTop.focus();
  });
}

function table(there, mine) {
  const keys = [...new Set([...Object.keys(there), ...Object.keys(mine)])].filter(
    (key) => shown(there[key]) !== shown(mine[key]),
  );
  if (!keys.length) return el("p", { class: "small" }, "Both say the same.");
  return el(
    "table",
    {},
    el(
      "thead",
      {},
      el("tr", {}, el("th", {}), el("th", { scope: "col" }, "in the file"), el("th", { scope: "col" }, "yours")),
    ),
    el(
      "tbody",
      {},
      keys.map((key) =>
        el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, shown(there[key])), el("td", {}, shown(mine[key]))),
      ),
    ),
  );
}

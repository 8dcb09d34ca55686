/* What the keys do, and the page that says so. */
import { anyOf, byId, el } from "./dom.js";

const help = (kinds) => [
  ["Everywhere", [["?", "these keys"], ["j k", "next, previous fact"], ["s", "change between facts and summaries"], ["t", "into the article’s text"], ["z", "undo a deletion"], ["Esc", "back to the list"]]],
  ["In a text", [["arrows", "move; with Shift, select; with Ctrl, by words"], [kinds.map(({ key }) => key).join(" "), `mark the selection as ${anyOf(kinds.map(({ value }) => value))}`], ["Enter", "go to the fact at the caret"]]],
  ["On a fact", [["c", "confirm a draft"], ["e", "edit or correct"], ["x", "delete or reject"]]],
  ["While a fact is open", [["q c s", "take the selection as quote, cue or source"], ["Ctrl Enter", "save"], ["Esc", "cancel"]]],
  ["Summaries", [["1 … 5", "the verdict on the current fact"], ["7 8 9", "flag the selection: number, attribution, quotation"], ["[ ]", "previous, next summary"], ["+", "add a summary"], ["u", "into the summary’s text"]]],
];

export function showKeys(kinds) {
  const dialog = byId("keys");
  dialog.replaceChildren(
    el("h2", { id: "keys-title" }, "Keys"),
    el("div", { class: "columns" }, help(kinds).map(([title, keys]) => el("section", {}, el("h3", {}, title), el("dl", {}, keys.map(([key, does]) => [el("dt", {}, key.split(" ").map((one) => [el("kbd", {}, one), " "])), el("dd", {}, does)]))))),
    el("p", { class: "actions" }, el("button", { type: "button", onclick: () => dialog.close() }, "Close")));
  dialog.showModal();
}

const isTyping = (element) => element.matches("textarea, select, input:not([type=radio])");

/** Listen to the keys: `does(key, event)` says whether it did something. */
export function listen(does) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const key = isCommand && event.key === "Enter" ? "Save" : event.key;
    if ((isCommand && key !== "Save") || event.altKey) return;
    if (isTyping(event.target) && !["Save", "Escape"].includes(key)) return;
    if (does(key, event)) event.preventDefault();
  });
}

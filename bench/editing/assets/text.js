/* A text with marks in it: it can be selected with mouse and keys, and nothing can be typed into it. */
import { el } from "./dom.js";
import { caretIn, select, selectionIn } from "./offsets.js";

export class TextView {
  /** `onpick(keys)`: a marked place was clicked. */
  constructor(element, onpick) {
    this.element = element;
    this.shown = "";
    for (const type of ["beforeinput", "paste", "cut", "drop", "dragstart"])
      element.addEventListener(type, (event) => event.preventDefault());
    element.addEventListener("mousedown", (event) => {
      // a press inside a selection begins another one, and drags nothing
      if (event.button === 0 && event.detail === 1 && !event.shiftKey) document.getSelection().removeAllRanges();
    });
    element.addEventListener("compositionend", () => this.#fill());
    element.addEventListener("click", (event) => {
      const keys = event.target.closest("[data-keys]")?.dataset.keys;
      if (keys && document.getSelection().isCollapsed) onpick(keys.split(" "));
    });
  }

  /** Show a text with marks `{start, end, key, classes, label}`, in units; what was selected stays so. */
  show(text, marks) {
    const shown = JSON.stringify([text, marks]);
    if (shown === this.shown) return;
    [this.text, this.marks, this.shown] = [text, marks, shown];
    this.#fill();
  }

  #fill() {
    const kept = selectionIn(this.element);
    const { text, marks } = this;
    const cuts = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])]);
    const places = [...cuts].sort((a, b) => a - b);
    const pieces = places.slice(1).map((end, index) => {
      const start = places[index];
      const here = marks.filter((mark) => mark.start <= start && mark.end >= end);
      if (here.length === 0) return text.slice(start, end);
      const ending = here.filter((mark) => mark.label && mark.end === end);
      return el(
        "span",
        {
          class: [...new Set(here.map((mark) => mark.classes))].join(" "),
          "data-keys": [...new Set(here.map((mark) => mark.key))].join(" "),
          "data-cues": here
            .filter((mark) => mark.label)
            .map((mark) => mark.key)
            .join(" "),
          "data-label": ending.map((mark) => mark.label).join(" ") || null,
        },
        text.slice(start, end),
      );
    });
    this.element.replaceChildren(...pieces);
    if (kept && document.activeElement === this.element) select(this.element, kept.start, kept.end);
  }

  /** Light up the marks of one key, and bring them into view: in the text’s own box, the page stays where it is. */
  light(key) {
    let first = null;
    for (const piece of this.element.querySelectorAll("[data-keys]")) {
      const isLit = key !== null && piece.dataset.keys.split(" ").includes(key);
      piece.classList.toggle("on", isLit);
      piece.classList.toggle("on-cue", isLit && piece.dataset.cues.split(" ").includes(key));
      first ??= isLit ? piece : null;
    }
    if (!first) return;
    const box = this.element.getBoundingClientRect();
    const place = first.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom)
      this.element.scrollTop += place.top - box.top - box.height / 3;
  }

  /** What is selected: `{start, end, text}`, or null. */
  selection() {
    const found = selectionIn(this.element);
    return found && { ...found, text: this.text.slice(found.start, found.end) };
  }

  /** Put the caret somewhere, in units. */
  caret(at) {
    select(this.element, at, at);
  }

  /** The keys of the marks at the caret, those of the shortest mark first. */
  keysAtCaret() {
    const at = caretIn(this.element);
    if (at === null) return [];
    const here = this.marks.filter(({ start, end }) => start <= at && at <= end);
    return [...new Set(here.sort((a, b) => a.end - a.start - (b.end - b.start)).map((mark) => mark.key))];
  }
}

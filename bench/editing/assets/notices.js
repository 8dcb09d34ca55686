/* What the page has to say: whether all is saved, what is wrong with the files, what can be undone. */
import { button, byId, el, plural, refill, say } from "./dom.js";

const time = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class Notices {
  constructor(app) {
    this.app = app;
    this.clear();
  }

  clear() {
    this.message = null;
    this.undoable = null;
    this.isStale = false;
  }

  /** Something went by: it stays until the next thing does, or until it is put away. */
  tell(message) {
    this.message = message;
    this.undoable = null;
    this.render();
    say(message);
  }

  offerUndo(message, undo) {
    this.tell(`${message} Undo with z.`);
    this.undoable = undo;
    this.message = message;
    this.render();
  }

  undo() {
    const { undoable } = this;
    this.clear();
    this.render();
    if (undoable) undoable();
  }

  /** The files have changed while something is open that is not saved. */
  stale() {
    if (this.isStale) return;
    this.isStale = true;
    this.render();
    say("The files were changed elsewhere.");
  }

  /** The page cannot even begin. */
  fail(error) {
    refill(byId("notices"), el("p", { class: "notice wrong", role: "alert" }, error));
  }

  render() {
    const { app } = this;
    const findings = app.id !== null && app.article ? app.article.findings : [];
    const away = () => {
      this.clear();
      this.render();
    };
    const undo = this.undoable ? button("Undo", "z", () => this.undo()) : null;
    refill(
      byId("notices"),
      findings.length
        ? el(
            "div",
            { class: "notice wrong" },
            el("p", {}, `${plural(findings.length, "thing")} to mend in the article’s files:`),
            el(
              "ul",
              {},
              findings.map((one) => el("li", {}, one)),
            ),
          )
        : null,
      this.isStale
        ? el(
            "p",
            { class: "notice" },
            "The files were changed elsewhere while you are editing. Go on: when you save, you are asked what to do.",
          )
        : null,
      this.message ? el("p", { class: "notice" }, this.message, " ", undo, button("Put away", "", away)) : null,
    );
    this.renderSaved();
  }

  /** Whether everything is saved, in the page's head. */
  renderSaved() {
    const { saver } = this.app;
    const { pending, problem, savedAt } = saver;
    const box = byId("saved");
    const isWrong = Boolean(pending.length && problem);
    box.classList.toggle("wrong", isWrong);
    if (!isWrong) {
      const text = pending.length ? "Saving …" : savedAt ? `All saved, ${time(savedAt)}` : "";
      if (box.textContent !== text) box.textContent = text;
      return;
    }
    if (box.dataset.drawn === `${problem}${pending.length}` && box.querySelector("button")) return;
    box.dataset.drawn = `${problem}${pending.length}`;
    const rows = pending.map(
      (one) => `${one.article} ${one.which}: ${one.what}${one.row ? `\n${JSON.stringify(one.row)}` : ""}`,
    );
    refill(
      box,
      el("span", {}, `${plural(pending.length, "change")} not saved (${problem}). Kept, and tried again. `),
      button("Try now", "", () => saver.retry(), { "data-key": "try" }),
      el("details", {}, el("summary", { "data-key": "unsaved" }, "What is not saved"), el("pre", {}, rows.join("\n"))),
    );
  }
}

/* The page: where one is, what is drawn, and what the keys do there. */
import { button, byId, el, plural, refill, say } from "./dom.js";
import { askAboutConflict } from "./conflict.js";
import { confirm, marks, remove, renderFacts, sorted } from "./facts.js";
import { FactForm } from "./form.js";
import { renderHome, renderNav } from "./home.js";
import { listen, showKeys } from "./keys.js";
import { Notices } from "./notices.js";
import { unitsOf } from "./offsets.js";
import { ask, Saver } from "./saving.js";
import { actionsFor, renderSelection } from "./selection.js";
import { Labels } from "./summaries.js";
import { TextView } from "./text.js";

const LOOK_EVERY = 4000;  // milliseconds between looks at whether the files have changed elsewhere

const app = {
  set: null, words: null, id: null, view: "facts", summary: null, current: null,

  get article() { return this.saver.articles.get(this.id); },

  address(changes) {
    const { id, view, summary } = { id: this.id, view: this.view, summary: this.summary, ...changes };
    const parts = { a: id, v: view === "facts" ? null : view, s: view === "facts" ? null : summary };
    return "#" + new URLSearchParams(Object.entries(parts).filter(([, value]) => value));
  },

  /** Go somewhere else; false if something open keeps its author here. */
  go(changes) {
    if (!this.leave()) return false;
    location.hash = this.address(changes);
    return true;
  },

  leave() { return this.form.close() && (!this.labels.adding || this.labels.cancel()); },

  /** Make a fact the current one; `focus` also takes the keyboard there. */
  choose(key, { focus = true, scroll = true } = {}) {
    if (key === null) return;
    this.current = key;
    let chosen = null;
    for (const item of byId("panel").querySelectorAll(".fact")) {
      const isOn = item.dataset.key === key;
      item.classList.toggle("on", isOn);
      item.tabIndex = isOn ? 0 : -1;
      item.toggleAttribute("aria-current", isOn);
      for (const radio of item.querySelectorAll("input")) radio.tabIndex = isOn ? 0 : -1;
      if (isOn) chosen = item;
    }
    this.light();
    if (!chosen) return;
    if (focus) chosen.focus({ preventScroll: true });
    if (scroll) chosen.scrollIntoView({ block: "nearest" });
  },

  focusCurrent(options) { this.choose(this.current ?? this.neighbour(1), options); },

  /** The key of the next (1) or previous (-1) fact of the list. */
  neighbour(by) {
    const keys = [...byId("panel").querySelectorAll(".fact")].map((item) => item.dataset.key);
    const at = keys.indexOf(this.current);
    return at < 0 ? keys[0] ?? null : keys[at + by] ?? null;
  },

  get line() {
    const { drafts, facts } = sorted(this);
    return [...drafts, ...facts].find(({ key }) => key === this.current) ?? null;
  },

  light() { this.text.light(this.form.isOpen ? "form" : this.current); },

  /** Mark the article, the fact that is being edited too. */
  lightForm() {
    const { text } = this.article, { drafts, facts } = sorted(this), { values } = this.form;
    const shown = marks(this, this.view === "facts" ? [...drafts, ...facts] : facts, text);
    if (values && values.start !== null) {
      const words = values[this.form.kind.marked_field], at = words ? values.quote.indexOf(words) : -1;
      shown.push({ start: values.start, end: values.start + values.quote.length, key: "form", classes: "open" });
      if (at >= 0) shown.push({ start: values.start + at, end: values.start + at + words.length, key: "form", classes: "cue", label: "here" });
    }
    this.text.show(text, shown);
    this.light();
  },

  render() {
    const isHome = this.id === null || !this.article;
    byId("home").hidden = !isHome;
    byId("article").hidden = isHome;
    renderNav(this);
    this.notices.render();
    document.title = isHome ? `${this.set.name}: Allegedly` : `${this.article.title}: Allegedly`;
    if (isHome) return renderHome(this);
    const isLabels = this.view === "labels";
    byId("source").classList.toggle("two", isLabels);
    byId("summary").hidden = !isLabels;
    renderAbout();
    if (isLabels) this.labels.render();
    else renderFacts(this, byId("panel"));
    this.lightForm();
    renderSelection(this);
  },

  notice(message) { this.notices.tell(message); },
  undo(message, undo) { this.notices.offerUndo(message, undo); },
};

app.saver = new Saver({
  onarticle: (id) => { if (id === app.id) app.render(); },
  onstate: () => app.notices.renderSaved(),
  onconflict: askAboutConflict,
});
app.notices = new Notices(app);
app.form = new FactForm(app);
app.labels = new Labels(app);
app.text = new TextView(byId("text"), () => {
  if (app.form.isOpen) return;
  const keys = app.text.keysAtCaret();
  app.choose(keys[(keys.indexOf(app.current) + 1) % keys.length] ?? null, { focus: false });
});
app.summaryText = new TextView(byId("summary-text"), () => {});

function renderAbout() {
  const { article } = app, counts = sorted(app), summaries = app.labels.lines.length;
  const view = (name, label) => el("a", { href: app.address({ view: name }), "aria-current": app.view === name ? "page" : null, "data-key": name }, label);
  refill(byId("about"),
    el("h1", {}, article.title),
    el("p", { class: "byline" }, [article.publisher, article.date, article.id].filter(Boolean).join(" · ")),
    el("nav", { class: "views", "aria-label": "Views" }, view("facts", `Facts (${counts.facts.length + counts.drafts.length})`), view("labels", `Summaries (${summaries})`), el("span", { class: "small" }, "change with ", el("kbd", {}, "s"))));
}

async function loadSet() {
  const { status, body } = await ask("api/set");
  if (status === 200) [app.set, app.words] = [body.set, body.words];
  else app.notices.fail(body.error);
  return status === 200;
}

async function route() {
  const wanted = new URLSearchParams(location.hash.slice(1)), id = wanted.get("a");
  const view = wanted.get("v") === "labels" ? "labels" : "facts";
  const isOther = id !== app.id, isOtherView = view !== app.view;
  if ((isOther || isOtherView) && !app.leave()) return history.pushState(null, "", app.address({}));
  if (isOther) app.current = null;
  app.view = view;
  app.summary = wanted.get("s");
  if (isOther || id === null) {
    app.notices.clear();
    if (id === null) await loadSet();
    else if (!app.saver.pending.some((one) => one.article === id)) {
      const { status, body } = await app.saver.load(id);
      if (status !== 200) {
        app.id = null;
        app.notice(body.error);
        return app.render();
      }
    }
    app.id = id;
  }
  app.render();
  if (isOther) scrollTo(0, 0);
  if (id !== null && (isOther || isOtherView) && document.activeElement === document.body) app.focusCurrent({ scroll: !isOther });
}

/** Look whether somebody else has changed the files. */
async function look() {
  const { id } = app;
  if (document.visibilityState !== "visible" || id === null || document.querySelector("dialog[open]")) return;
  if (!(await app.saver.isStale(id)) || id !== app.id) return;
  const isBusy = () => app.form.isOpen || app.labels.isDirty;
  if (!isBusy()) await app.saver.load(id, () => !isBusy());
  if (isBusy()) return app.notices.stale();
  if (id !== app.id) return;
  app.notice("The files were changed elsewhere. This is how they are now.");
  app.render();
}

const SHARED = {
  "?": () => showKeys(app.words.kinds),
  j: () => app.choose(app.neighbour(1)),
  k: () => app.choose(app.neighbour(-1)),
  s: () => { app.go({ view: app.view === "facts" ? "labels" : "facts" }); say(app.view === "facts" ? "Summaries" : "Facts"); },
  t: () => focusText(),
  u: () => { if (app.view === "labels" && app.labels.line) byId("summary-text").focus(); },
  z: () => app.notices.undo(),
};
const FACTS = {
  c: () => app.line && confirm(app, app.line),
  e: () => app.line && app.form.edit(app.line),
  x: () => app.line && remove(app, app.line),
};
const LABELS = {
  "[": () => app.labels.step(-1),
  "]": () => app.labels.step(1),
  "+": () => app.labels.add(),
};

function focusText() {
  const { line } = app, { text } = app.article;
  byId("text").focus();
  if (line?.quote) {
    const at = unitsOf(text, line.quote[0]);
    app.text.caret(at);
  }
}

function does(key, event) {
  if (app.id === null) return key === "?" && (showKeys(app.words.kinds), true);
  if (key === "Save") return app.form.isOpen ? (app.form.save(false), true) : (byId("summary-head").querySelector("form")?.requestSubmit(), true);
  if (key === "Escape") {
    if (app.leave()) app.focusCurrent();
    return true;
  }
  const action = actionsFor(app).find((one) => one.key === key);
  if (action) return action.does(), true;
  if (app.form.isOpen || app.labels.adding) return key === "t" && (focusText(), true);
  if (key === "Enter" && event.target === byId("text")) return app.choose(app.text.keysAtCaret()[0] ?? null), true;
  if (app.view === "labels" && /^[1-5]$/.test(key)) return app.labels.number(Number(key)), true;
  const does = { ...SHARED, ...(app.view === "facts" ? FACTS : LABELS) }[key];
  return does ? (does(), true) : false;
}

byId("show-keys").addEventListener("click", () => showKeys(app.words.kinds));
byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("main").focus(); });
addEventListener("hashchange", route);
addEventListener("focus", look);
setInterval(look, LOOK_EVERY);
document.addEventListener("selectionchange", () => { if (app.id !== null && app.article) renderSelection(app); });
addEventListener("beforeunload", (event) => {
  if (app.saver.pending.length || app.form.isDirty || app.labels.isDirty) event.preventDefault();
});
listen(does);
if (await loadSet()) {
  say(`${app.set.name}: ${plural(app.set.articles.length, "article")}`);
  await route();
}

/* The list of the set's articles. */
import { byId, el, plural, refill } from "./dom.js";

export function renderHome(app) {
  const { set } = app;
  const total = (what) => set.articles.reduce((sum, one) => sum + one[what], 0);
  const counts = [
    plural(total("facts"), "fact"),
    plural(total("drafts"), "draft"),
    plural(total("summaries"), "labelled summary", "labelled summaries"),
  ];
  const cell = (count, kind = "") => el("td", { class: `n ${count ? kind : "none"}` }, String(count));
  refill(
    byId("home"),
    el("h1", {}, set.name),
    set.description ? el("p", { class: "standfirst" }, set.description) : null,
    el("p", { class: "byline" }, `${plural(set.articles.length, "article")}, ${counts.join(", ")}, in ${set.folder}`),
    set.problem ? el("p", { class: "warning", role: "alert" }, set.problem) : null,
    el(
      "table",
      {},
      el("caption", { class: "unseen" }, "Articles"),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, "Article"),
          ["Facts", "Drafts", "Summaries", "Broken lines"].map((name) => el("th", { scope: "col", class: "n" }, name)),
        ),
      ),
      el(
        "tbody",
        {},
        set.articles.map((one) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              el("a", { href: app.address({ id: one.id, view: "facts", summary: null }) }, one.title),
              el("small", {}, [one.id, one.date].filter(Boolean).join(" · ")),
            ),
            cell(one.facts),
            cell(one.drafts, "todo"),
            cell(one.summaries),
            cell(one.broken, "wrong"),
          ),
        ),
      ),
    ),
  );
}

/** Where one is, and the way to the neighbours. */
export function renderNav(app) {
  const { articles } = app.set;
  const at = articles.findIndex((one) => one.id === app.id);
  const link = (one, text, label) =>
    one
      ? el(
          "a",
          {
            href: app.address({ id: one.id, summary: null }),
            "aria-label": `${label}: ${one.title}`,
            "data-key": label,
          },
          text,
        )
      : el("span", { "aria-hidden": "true" }, text);
  refill(
    byId("nav"),
    el("a", { href: "#", "aria-current": app.id === null ? "page" : null, "data-key": "home" }, app.set.name),
    app.id === null
      ? []
      : [
          link(articles[at - 1], "←", "Previous article"),
          el(
            "select",
            {
              "aria-label": "Article",
              "data-key": "article",
              onchange: (event) => {
                if (!app.go({ id: event.target.value, summary: null })) renderNav(app);
              },
            },
            articles.map((one) => el("option", { value: one.id, ".selected": one.id === app.id }, one.title)),
          ),
          link(articles[at + 1], "→", "Next article"),
        ],
  );
}

/* What can be taken from the page: its figures and verdicts as files, its signature on the clipboard. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numberOf = (link) => (/f(\d+)$/.exec(link.getAttribute("href")) || [])[1];
  const kindOf = new Map(all("option[data-kind]").map((option) => [option.value, option.dataset.kind]));

  /* The figures are in the page as data; the verdicts stand in its reading view. */
  function verdicts() {
    const told = [];
    for (const section of all(".a")) {
      const facts = new Map(all(".facts li", section).map((row) => [row.dataset.g, row.dataset]));
      for (const summary of all(".s", section)) {
        const [gold, article] = section.dataset.id.split("/");
        const add = (number, verdict, severity = "", certainty = "", reason = "", link = "") => {
          const fact = facts.get(number) || {};
          told.push({
            gold,
            article,
            summary: summary.dataset.id,
            sample: Number(summary.dataset.n) - 1,
            fact: fact.id || "",
            kind: fact.k || kindOf.get(verdict) || "",
            verdict,
            severity,
            certainty,
            reason,
            note: link,
          });
        };
        const reasoned = new Set();
        for (const note of all(".f", summary))
          for (const charge of all("[data-v]", note)) {
            const link = charge.querySelector(".quote a");
            if (link && charge.dataset.v === "preserved") reasoned.add(numberOf(link));
            add(
              link && numberOf(link),
              charge.dataset.v,
              charge.dataset.s,
              charge.dataset.c,
              charge.querySelector("bdi").textContent,
              note.id,
            );
          }
        for (const group of all(".rest [data-v]", summary))
          for (const link of all("a", group))
            if (!reasoned.has(numberOf(link)))
              add(numberOf(link), group.dataset.v === "kept" ? "preserved" : group.dataset.v);
      }
    }
    return told;
  }

  /* A table program must not take text for a formula: the rule of exported gold sets comes with the data. */
  const data = JSON.parse(document.getElementById("payload").textContent);
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && data.guarded.includes(text[0]) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = (columns, rows) => `${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  function file(name) {
    if (name === "figures.csv") return csv(data.columns, data.figures);
    const told = verdicts();
    if (name === "verdicts.csv") return csv(Object.keys(told[0] || {}), told.map(Object.values));
    const { columns, figures, guarded: _, ...about } = data;
    const named = figures.map((row) => Object.fromEntries(columns.map((column, n) => [column, row[n]])));
    return `${JSON.stringify({ ...about, figures: named, verdicts: told }, null, 1)}\n`;
  }

  const downloads = document.getElementById("downloads");
  downloads.hidden = false;
  downloads.addEventListener("click", (event) => {
    const name = event.target.dataset.file;
    if (!name) return;
    const link = document.createElement("a");
    link.download = name;
    link.href = URL.createObjectURL(
      new Blob([file(name)], { type: name.endsWith("csv") ? "text/csv" : "application/json" }),
    );
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });

  const copy = document.getElementById("copy");
  if (copy) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const signature = document.getElementById("signature");
      try {
        await navigator.clipboard.writeText(signature.textContent);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(signature);
        copy.textContent = "Selected";
      }
    });
  }
})();

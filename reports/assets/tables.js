/* Tables of figures: a heading sorts its column, numbers downwards first, words upwards. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function sort(table, head, column) {
    const isUp =
      head.getAttribute("aria-sort") === "descending" ||
      (!head.classList.contains("n") && head.getAttribute("aria-sort") !== "ascending");
    for (const other of all("[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const value = (row) => {
      const text = row.cells[column].textContent.trim();
      return head.classList.contains("n") ? parseFloat(text.replace(/[<,]/g, "")) : text.toLowerCase();
    };
    const order = (one, other) => (typeof one === "number" ? one - other : one.localeCompare(other));
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("kind")).map((row) => [value(row), row]);
      const known = rows.filter(([key]) => !Number.isNaN(key)).sort(([a], [b]) => (isUp ? 1 : -1) * order(a, b));
      for (const [, row] of [...known, ...rows.filter(([key]) => Number.isNaN(key))]) body.append(row);
    }
  }

  for (const table of all("table.figures")) {
    if (table.querySelectorAll("tbody tr:not(.kind)").length < 2) continue;
    all("thead th:not(.wide)", table).forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, head.cellIndex));
    });
  }
})();

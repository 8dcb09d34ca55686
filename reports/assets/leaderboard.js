"use strict";
/* Sorting and filtering the rows. The page reads well without. */
(() => {
  const table = document.getElementById("ranking");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const form = document.getElementById("filters");
  const least = form.elements.coverage;
  const name = form.elements.name;

  function filter() {
    const wanted = name.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !row.dataset.name.includes(wanted) || (least.value && Number(row.dataset.coverage) < least.value);
      count += row.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = `${count} ${count === 1 ? "model" : "models"}`;
    document.getElementById("nothing").hidden = count > 0;
  }

  function sort(head) {
    const key = head.dataset.key;
    const text = key === "name";
    const before = head.getAttribute("aria-sort");
    const first = text || key === "rank" || key === "major" || key === "flags" ? "ascending" : "descending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = before === first ? other : first;
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const by = order === "ascending" ? 1 : -1;
    rows.sort((a, b) => by * (text ? a.dataset.name.localeCompare(b.dataset.name) : a.dataset[key] - b.dataset[key]));
    body.append(...rows);
  }

  for (const head of table.tHead.rows[0].cells) {
    if (!head.dataset.key) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  table.querySelector("[data-key=rank]").setAttribute("aria-sort", "ascending");
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();

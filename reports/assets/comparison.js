"use strict";
/* Filters over the facts on which the models differ. The page reads well without. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  if (!form) return;
  const fields = [...form.elements].filter((field) => field.name);
  const rest = new Set(["", "preserved", "omitted", "unscored"]);

  function fits(row, field) {
    const found = row.dataset[field.name];
    if (!field.value) return true;
    return field.value === "error" ? !rest.has(found) : found === field.value;
  }

  function filter() {
    let count = 0;
    for (const section of all(".pairs")) {
      let any = false;
      for (const row of all(".row", section)) {
        row.hidden = !fields.every((field) => fits(row, field));
        if (row.hidden) continue;
        any = true;
        count += 1;
      }
      for (const folded of all("details", section)) folded.hidden = !folded.querySelector(".row:not([hidden])");
      section.hidden = !any;
    }
    form.querySelector("output").textContent = `${count} ${count === 1 ? "fact" : "facts"}`;
    document.getElementById("nothing").hidden = count > 0;
  }

  function write() {
    const kept = new URLSearchParams();
    for (const field of fields) if (field.value) kept.set(field.name, field.value);
    history.replaceState(null, "", `#${kept.size ? kept : "differences"}`);
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    filter();
  }

  form.hidden = false;
  form.addEventListener("change", () => {
    filter();
    write();
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      filter();
      write();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", restore);
  restore();
})();

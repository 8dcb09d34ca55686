"use strict";
/* Filters, stepping through the notes, and what belongs together lit together. The page reads well without. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numbers = (text) => (text || "").split(" ").filter(Boolean);
  const form = document.getElementById("filters");
  const fields = form ? [...form.elements].filter((field) => field.name) : [];
  const notes = all(".f");
  let current = null, pinned = null, hovering = false, pointer = "";

  /* The address keeps what is filtered (verdict=…&kind=…) and where one is (at=…). */
  function read() {
    const hash = location.hash.slice(1);
    return hash.includes("=") ? new URLSearchParams(hash) : new URLSearchParams(hash ? { at: hash } : {});
  }

  function write(at, push) {
    const kept = new URLSearchParams();
    for (const field of fields) if (field.value) kept.set(field.name, field.value);
    if (at) kept.set("at", at);
    const hash = "#" + kept;
    if (hash === (location.hash || "#")) return;
    if (push) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    leaveScrollTo(at);
  }

  /* An address that says where one is knows better than the browser's memory of the scroll position. */
  const leaveScrollTo = (at) => { history.scrollRestoration = at ? "manual" : "auto"; };

  /* Filters */
  const isError = (charge) => charge.dataset.s !== undefined;
  const kindOf = new Map(all("option[data-kind]").map((option) => [option.value, option.dataset.kind]));

  function wanted(charge, verdict, kind) {
    const code = charge.dataset.v;
    if (kind && kindOf.get(code) !== kind) return false;
    if (!verdict || verdict === code) return true;
    if (verdict === "flag") return code.startsWith("unsupported_");
    if (verdict === "error") return !code.startsWith("unsupported_");
    return isError(charge) && charge.dataset.s === verdict;
  }

  function matches(summary, article, verdict, kind) {
    if (verdict === "clean") return !summary.querySelector(".f") && Boolean(summary.querySelector(".clean"));
    if (verdict === "kept" || verdict === "omitted") {
      const facts = all(`[data-v=${verdict}] a`, summary);
      return kind ? facts.some((link) => factOf(article, numberOf(link)).dataset.k === kind) : facts.length > 0;
    }
    return !(verdict || kind) || summary.querySelector(".f:not([hidden])") !== null;
  }

  function filter() {
    const { verdict = "", kind = "", article = "", model = "", sample = "" } = Object.fromEntries(
      fields.map((field) => [field.name, field.value]));
    const notesWanted = !["kept", "omitted", "clean"].includes(verdict);
    for (const note of notes)
      note.hidden = !(notesWanted && all("[data-v]", note).some((charge) => wanted(charge, verdict, kind)));
    let found = 0, summaries = 0;
    for (const section of all(".a")) {
      let any = false;
      for (const summary of all(".s", section)) {
        summary.hidden = Boolean((article && section.id !== "a" + article) || (model && summary.dataset.m !== model)
          || (sample && summary.dataset.n !== sample)) || !matches(summary, section, verdict, kind);
        if (summary.hidden) continue;
        any = true;
        summaries += 1;
        const shown = new Set(all(".f:not([hidden])", summary).map((note) => note.dataset.n));
        found += shown.size;
        for (const mark of all("mark", summary))
          mark.classList.toggle("off", !numbers(mark.dataset.n).some((number) => shown.has(number)));
        for (const sign of all("a.n", summary)) sign.classList.toggle("off", noteOf(sign).hidden);
      }
      section.hidden = !any;
    }
    form.querySelector("output").textContent =
      `${found} ${found === 1 ? "note" : "notes"} in ${summaries} ${summaries === 1 ? "summary" : "summaries"}`;
    document.getElementById("nothing").hidden = summaries > 0;
    if (current && !visible(current)) pin(null);
  }

  /* What belongs together */
  const visible = (note) => !note.hidden && !note.closest(".s[hidden], .a[hidden]");
  const numberOf = (link) => (/[fg](\d+)$/.exec(link.getAttribute("href")) || [])[1];
  const noteOf = (sign) => document.getElementById(sign.getAttribute("href").slice(1));
  const factOf = (article, number) => document.getElementById(`${article.id}g${number}`);

  /* From any element of the reading view: its article, the note it stands for if any, and the facts. */
  function about(element) {
    const article = element.closest(".a");
    if (!article) return null;
    const note = element.closest(".f");
    const mark = element.closest("mark");
    const link = element.closest(".rest a, a.r");
    const row = element.closest(".facts li");
    const covered = element.closest("[data-f]");
    const sign = element.closest("a.n");
    if (note && note.contains(element)) return { article, notes: [note] };
    if (sign) return { article, notes: [noteOf(sign)] };
    if (mark && !mark.classList.contains("off") && mark.dataset.n) {
      const summary = mark.closest(".s");
      return { article, notes: numbers(mark.dataset.n).map((n) => summary.querySelector(`.f[data-n="${n}"]`)) };
    }
    if (link) return { article, facts: [numberOf(link)] };
    if (row) return { article, facts: [row.dataset.g] };
    return covered ? { article, facts: numbers(covered.dataset.f) } : null;
  }

  const factsOf = (note) => all(".quote a", note).map(numberOf);

  function light(subject) {
    for (const element of [...document.getElementsByClassName("on")]) element.classList.remove("on");
    if (!subject) return;
    const { article } = subject;
    const facts = new Set(subject.facts || subject.notes.flatMap(factsOf));
    const lit = subject.notes || all(".f", article).filter((note) => factsOf(note).some((fact) => facts.has(fact)));
    for (const note of lit) {
      note.classList.add("on");
      for (const mark of all("mark", note.closest(".s")))
        if (numbers(mark.dataset.n).includes(note.dataset.n)) mark.classList.add("on");
    }
    for (const fact of facts) {
      for (const piece of all(`[data-f~="${fact}"]`, article))
        if (!subject.notes || piece.classList.contains("q")) piece.classList.add("on");
      factOf(article, fact)?.classList.add("on");
    }
  }

  function pin(subject) {
    current = subject && subject.notes ? subject.notes[0] : null;
    pinned = subject;
    light(subject);
    const source = subject && subject.article.querySelector(".source");
    const facts = subject && (subject.facts || subject.notes.flatMap(factsOf));
    const marker = facts && facts.length && document.getElementById(`${subject.article.id}f${facts[0]}`);
    if (marker && isBeside(source)) bring(source, marker);
  }

  /* Beside the summaries the article scrolls by itself: brings a place in it into the part of it that is in view. */
  const isBeside = (source) => getComputedStyle(source).position === "sticky";

  function bring(source, target) {
    const box = source.getBoundingClientRect();
    const top = Math.max(box.top, form ? form.getBoundingClientRect().bottom : 0);
    const room = Math.min(box.bottom, innerHeight) - top;
    source.scrollTop += target.getBoundingClientRect().top - top - room / 3;
  }

  /* Scrolls so that as much as there is room for of the summary, the marked words and the note is in view. */
  function show(note) {
    const summary = note.closest(".s");
    const mark = all("mark", summary).find((one) => numbers(one.dataset.n).includes(note.dataset.n));
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
    const bottom = note.getBoundingClientRect().bottom;
    const from = [summary, mark].find((one) => one && bottom - one.getBoundingClientRect().top < innerHeight - 120);
    if (from) from.scrollIntoView({ block: "start" });
    else note.scrollIntoView({ block: "center" });
    pin({ article: note.closest(".a"), notes: [note] });
  }

  function step(by) {
    const shown = notes.filter(visible);
    if (!shown.length) return;
    const place = shown.indexOf(current);
    const next = shown[place < 0 ? (by > 0 ? 0 : shown.length - 1) : (place + by + shown.length) % shown.length];
    show(next);
    write(next.id, false);
  }

  /* Goes where a link within the page points, without losing the filters from the address. */
  function go(id, push) {
    const target = document.getElementById(id);
    if (!target) return;
    if (form && target.closest(".s[hidden], .a[hidden], .f[hidden]")) {
      for (const field of fields) field.value = "";
      filter();
    }
    if (push) write(id, true);
    if (target.matches(".f")) return show(target);
    const subject = target.matches(".r, .facts li") ? about(target) : null;
    const source = target.closest(".source");
    if (subject) pin(subject);
    if (subject && isBeside(source)) {
      bring(source, target);
      const box = source.getBoundingClientRect();
      if (box.bottom < 80 || box.top > innerHeight - 80) target.scrollIntoView({ block: "center" });
    } else target.scrollIntoView({ block: subject ? "center" : "start" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link) {
      event.preventDefault();
      if (link.dataset.set) {
        const chosen = new URLSearchParams(link.dataset.set);
        for (const field of fields) field.value = chosen.get(field.name) || "";
        filter();
      }
      go(link.getAttribute("href").slice(1), true);
    } else {
      const subject = about(event.target);
      if (subject) pin(subject);
    }
  });
  document.addEventListener("mouseover", (event) => {
    const place = `${event.screenX} ${event.screenY}`;
    if (place === pointer) return;  /* the page moved, not the mouse */
    pointer = place;
    const subject = about(event.target);
    if (subject || hovering) light(subject || pinned);
    hovering = subject !== null;
  });
  document.addEventListener("focusin", (event) => {
    const subject = event.target.closest(".a") && event.target.matches("a") ? about(event.target) : null;
    if (subject) light(subject);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") pin(null);
  });

  function restore() {
    const state = read();
    for (const field of fields) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    filter();
    leaveScrollTo(state.get("at"));
    if (state.get("at")) go(state.get("at"), false);
  }

  const measure = () => document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);

  if (form) {
    form.hidden = false;
    measure();
    addEventListener("resize", measure);
    form.addEventListener("change", () => { filter(); write(null, false); });
    form.addEventListener("reset", () => setTimeout(() => { filter(); write(null, false); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    new IntersectionObserver(([reading]) => form.querySelector(".step").classList.toggle("away", !reading.isIntersecting))
      .observe(document.getElementById("reading"));
    document.getElementById("next").addEventListener("click", () => step(1));
    document.getElementById("previous").addEventListener("click", () => step(-1));
    addEventListener("popstate", restore);
    restore();
  }

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

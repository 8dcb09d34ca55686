"use strict";
/* Filters, stepping through the notes, and what belongs together lit together. The page reads well without. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numbers = (text) => (text || "").split(" ").filter(Boolean);
  const form = document.getElementById("filters");
  const fields = form ? [...form.elements].filter((field) => field.name) : [];
  const notes = all(".f");
  let current = null;
  let pinned = null;
  let hovering = false;
  let pointer = "";

  /* The address keeps what is filtered (verdict=…&kind=…) and where one is (at=…). */
  function read() {
    const hash = location.hash.slice(1);
    return hash.includes("=") ? new URLSearchParams(hash) : new URLSearchParams(hash ? { at: hash } : {});
  }

  function write(at, push) {
    const kept = new URLSearchParams();
    for (const field of fields) if (field.value) kept.set(field.name, field.value);
    if (at) kept.set("at", at);
    const hash = `#${kept}`;
    if (hash === (location.hash || "#")) return;
    if (push) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    leaveScrollTo(at);
  }

  /* An address that says where one is knows better than the browser's memory of the scroll position. */
  const leaveScrollTo = (at) => {
    history.scrollRestoration = at ? "manual" : "auto";
  };

  /* Filters. What they look at is gathered beforehand, an article at a time when the page has nothing else to do. */
  const kindOf = new Map(all("option[data-kind]").map((option) => [option.value, option.dataset.kind]));
  const WITHOUT_NOTES = ["kept", "omitted", "unscored"];
  const isFlag = (code) => code.startsWith("unsupported_");
  const plain = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const waiting = all(".a");
  const gathered = [];
  const gatherOne = () => gathered.push(section(waiting.shift()));

  function sections() {
    while (waiting.length) gatherOne();
    return gathered;
  }

  function gather(idle) {
    while (waiting.length && idle.timeRemaining() > 8) gatherOne();
    if (waiting.length) requestIdleCallback(gather);
  }

  function section(element) {
    const kinds = new Map(all(".facts li", element).map((row) => [row.dataset.g, row.dataset.k]));
    return {
      element,
      kinds,
      gold: element.dataset.gold,
      title: plain(element.querySelector("header").textContent),
      summaries: all(".s", element).map((one) => ({
        element: one,
        model: one.dataset.m,
        sample: one.dataset.n,
        isClean: one.querySelector(".clean") !== null,
        right: Object.fromEntries(
          all(".rest [data-v]", one).map((group) => [
            group.dataset.v,
            all("a", group).map((link) => kinds.get(numberOf(link))),
          ]),
        ),
        notes: all(".f", one).map((note) => ({
          element: note,
          number: note.dataset.n,
          isKept: note.classList.contains("kept"),
          charges: all("[data-v]", note).map((charge) => ({
            code: charge.dataset.v,
            fact: numberOf(charge.querySelector(".quote a")),
            severity: charge.dataset.s,
            certainty: charge.dataset.c,
          })),
        })),
        reasons: one.querySelector(".why-kept"),
        marks: all("mark", one).map((mark) => ({ element: mark, notes: numbers(mark.dataset.n) })),
        signs: all("a.n", one).map((sign) => ({ element: sign, note: sign.getAttribute("href").slice(1) })),
        text: plain(one.textContent),
      })),
    };
  }

  /* Which certainties each choice of the filter lets through; what has none, a flag, always passes. */
  const PASSING = { likely: ["sure", "likely"], sure: ["sure"] };

  function wanted({ code, severity, certainty }, chosen) {
    if (chosen.certainty && certainty && !PASSING[chosen.certainty].includes(certainty)) return false;
    if (chosen.kind && kindOf.get(code) !== chosen.kind) return false;
    if (chosen.severity && severity !== chosen.severity) return false;
    if (!chosen.verdict || chosen.verdict === code) return true;
    return chosen.verdict === (isFlag(code) ? "flag" : "error");
  }

  function matches(summary, chosen, isAnyShown) {
    if (chosen.verdict === "clean") return summary.isClean;
    if (WITHOUT_NOTES.includes(chosen.verdict)) {
      const kinds = summary.right[chosen.verdict] || [];
      return chosen.kind ? kinds.includes(chosen.kind) : kinds.length > 0;
    }
    return !(chosen.verdict || chosen.kind || chosen.severity) || isAnyShown;
  }

  /* What is kept has its reasons folded away; they are shown unless something else is asked for. */
  const wantedKept = ({ charges }, chosen, kinds) =>
    !chosen.severity &&
    ["", "kept"].includes(chosen.verdict) &&
    (!chosen.kind || charges.some((charge) => kinds.get(charge.fact) === chosen.kind));

  function tell(found, count) {
    form.querySelector("output").textContent =
      `${found} ${found === 1 ? "note" : "notes"} in ${count} ${count === 1 ? "summary" : "summaries"}`;
  }

  const hide = (element, isHidden) => {
    if (element.hidden !== isHidden) element.hidden = isHidden;
  };

  function filter() {
    const chosen = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const notesWanted = chosen.verdict !== "clean" && !WITHOUT_NOTES.includes(chosen.verdict);
    const words = plain(chosen.find || "").trim();
    let found = 0;
    let count = 0;
    for (const section of sections()) {
      let any = false;
      const isOut =
        (chosen.article && section.element.id !== `a${chosen.article}`) || (chosen.set && section.gold !== chosen.set);
      const isFound = !words || section.title.includes(words);
      for (const summary of section.summaries) {
        if (
          isOut ||
          (chosen.model && summary.model !== chosen.model) ||
          (chosen.sample && summary.sample !== chosen.sample) ||
          !(isFound || summary.text.includes(words))
        ) {
          hide(summary.element, true);
          continue;
        }
        const shown = new Set();
        for (const note of summary.notes)
          if (!note.isKept && notesWanted && note.charges.some((charge) => wanted(charge, chosen))) shown.add(note);
        const isShown = matches(summary, chosen, shown.size > 0);
        hide(summary.element, !isShown);
        if (!isShown) continue;
        any = true;
        count += 1;
        found += shown.size;
        for (const note of summary.notes) if (note.isKept && wantedKept(note, chosen, section.kinds)) shown.add(note);
        if (summary.reasons) {
          const anyKept = [...shown].some((note) => note.isKept);
          hide(summary.reasons, !anyKept);
          if (chosen.verdict === "kept") summary.reasons.open = anyKept;
        }
        for (const note of summary.notes) hide(note.element, !shown.has(note));
        const places = new Set([...shown].map((note) => note.number));
        const ids = new Set([...shown].map((note) => note.element.id));
        for (const mark of summary.marks) mark.element.classList.toggle("off", !mark.notes.some((n) => places.has(n)));
        for (const sign of summary.signs) sign.element.classList.toggle("off", !ids.has(sign.note));
      }
      hide(section.element, !any);
    }
    tell(found, count);
    document.getElementById("nothing").hidden = count > 0;
    if (current && !visible(current)) pin(null);
  }

  /* What belongs together */
  const visible = (note) => !note.hidden && !note.closest(".s[hidden], .a[hidden], details:not([open])");
  const numberOf = (link) => (/[fg](\d+)$/.exec(link?.getAttribute("href")) || [])[1];
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
    if (note?.contains(element)) return { article, notes: [note] };
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

  const isKeptIn = (piece, of) =>
    of.some((note) => note.classList.contains("kept") && note.closest(".s") === piece.closest(".s"));

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
        if (!subject.notes || piece.classList.contains("q") || isKeptIn(piece, subject.notes))
          piece.classList.add("on");
      factOf(article, fact)?.classList.add("on");
    }
  }

  function pin(subject) {
    current = subject?.notes ? subject.notes[0] : null;
    pinned = subject;
    light(subject);
    const source = subject?.article.querySelector(".source");
    const facts = subject && (subject.facts || subject.notes.flatMap(factsOf));
    const marker = facts?.length && document.getElementById(`${subject.article.id}f${facts[0]}`);
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
    const mark =
      all("mark", summary).find((one) => numbers(one.dataset.n).includes(note.dataset.n)) ||
      all("a.n", summary).find((sign) => noteOf(sign) === note);
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
    const folded = target.closest("details");
    if (folded) folded.open = true;
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
    if (place === pointer) return; /* the page moved, not the mouse */
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
      field.value = (state.get(field.name) || "").slice(0, 200);
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
    form.addEventListener("change", (event) => {
      if (event.target.name !== "find") {
        filter();
        write(null, false);
      }
    });
    form.addEventListener("input", (event) => {
      if (event.target.name === "find") {
        filter();
        write(null, false);
      }
    });
    form.addEventListener("reset", () =>
      setTimeout(() => {
        filter();
        write(null, false);
      }),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    new IntersectionObserver(([reading]) =>
      form.querySelector(".step").classList.toggle("away", !reading.isIntersecting),
    ).observe(document.getElementById("reading"));
    document.getElementById("next").addEventListener("click", () => step(1));
    document.getElementById("previous").addEventListener("click", () => step(-1));
    addEventListener("popstate", restore);
    if (location.hash.length > 1) restore();
    else {
      tell(
        notes.filter((note) => !note.classList.contains("kept")).length,
        document.getElementsByClassName("s").length,
      );
      requestIdleCallback(gather);
    }
  }
})();

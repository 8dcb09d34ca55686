/* One verdict after another: shows it, and sends what the person says of it. */
import { button, byId, el, refill, say } from "./dom.js";

const STRATA = { error: "errors", preserved: "kept", omitted: "left out" };
const state = { progress: null, item: null, at: 0, open: null, busy: false };

async function ask(path, sent) {
  const options = sent
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) }
    : {};
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer: is bench audit still running?");
  }
  const answer = await response.json().catch(() => ({ error: `The server answered ${response.status}.` }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Do one thing at a time, and say what went wrong with it. */
async function doing(work) {
  if (state.busy) return;
  state.busy = true;
  try {
    await work();
  } catch (error) {
    byId("saved").className = "wrong";
    byId("saved").textContent = `Not saved: ${error.message}`;
  } finally {
    state.busy = false;
  }
}

async function show(at) {
  const item = at < state.progress.total ? await ask(`api/items/${at}`) : null;
  Object.assign(state, { item, at, open: null });
  render();
  byId("verdict").focus({ preventScroll: true });
  scrollTo(0, 0);
  say(item ? `${item.verdict ? `${item.verdict.name}: ` : ""}${item.claim}` : "All verdicts are judged.");
}

async function send(sent, said) {
  state.progress = await ask(`api/items/${state.at}`, sent);
  byId("saved").className = "";
  byId("saved").textContent = `Saved: ${said}`;
}

/** What the person says of the verdict that is shown; then comes the next one. */
const judge = (choice) =>
  doing(async () => {
    await send({ judged: choice.value }, choice.name);
    await show(Math.min(state.at + 1, state.progress.next));
  });

const missed = (other, error) =>
  doing(async () => {
    await send({ judged: error.value, fact: other.fact }, `${error.name}, missed`);
    open(null);
  });

const LEFT_OPEN = { value: "unscored", name: "left open" };
/* Where nothing is shown of what the scorer said, there is nothing to confirm or reject. */
const isBlind = () => state.item.verdict === null;
const confirm = () => {
  if (!isBlind()) judge(state.item.verdict);
};
const skip = () => judge(LEFT_OPEN);
const back = () => {
  if (state.at > 0) doing(() => show(state.at - 1));
};

function open(what) {
  state.open = state.open === what ? null : what;
  renderVerdict();
  (byId("verdict").querySelector("fieldset select, fieldset button") ?? byId("verdict")).focus({ preventScroll: true });
}

function render() {
  const { progress, item } = state;
  renderProgress();
  renderVerdict();
  byId("texts").hidden = !item;
  if (!item) return;
  document.title = `${state.at + 1} of ${progress.total} – audit – Allegedly`;
  for (const name of ["summary", "article"]) {
    const box = byId(name);
    box.replaceChildren(...item[name].map(([text, isMarked]) => (isMarked ? el("mark", {}, text) : text)));
    const first = box.querySelector("mark");
    box.scrollTop = first ? first.offsetTop - box.offsetTop - box.clientHeight / 3 : 0;
  }
}

function renderProgress() {
  const { progress } = state;
  refill(
    byId("progress"),
    el("bdi", {}, progress.run),
    Object.entries(progress.strata).map(([name, { judged, size }]) =>
      el("span", {}, `${STRATA[name]} ${judged}/${size}`),
    ),
  );
}

function renderVerdict() {
  const { item, progress, open: opened } = state;
  const actions = [button("Back", "b", back, { disabled: state.at === 0 })];
  if (!item) {
    refill(
      byId("verdict"),
      el("h1", {}, "All verdicts are judged"),
      el("p", {}, "End bench audit with Ctrl-C: it renders the scorecard again."),
      el("p", { class: "actions" }, actions),
    );
    return;
  }
  refill(
    byId("verdict"),
    el("p", { class: "byline" }, `${state.at + 1} of ${progress.total} · ${item.kind} · `, el("bdi", {}, item.title)),
    el("h1", { class: "claim" }, item.claim),
    isBlind()
      ? el("p", { class: "said" }, "What does the summary do to this claim?")
      : el(
          "p",
          { class: `said ${item.verdict.value}` },
          el("b", {}, item.verdict.name),
          " – ",
          el("bdi", {}, item.reason),
        ),
    item.judged
      ? el("p", { class: "before" }, `You said: ${item.judged.value === "unscored" ? "left open" : item.judged.name}`)
      : null,
    el(
      "p",
      { class: "actions" },
      isBlind()
        ? button("Leave open", "s", skip)
        : [
            button("Confirm", "y", confirm, { class: "main" }),
            button("Reject", "n", () => open("reject"), { "aria-expanded": String(opened === "reject") }),
            button("Leave open", "s", skip),
            button("Missed another error", "m", () => open("missed"), {
              "aria-expanded": String(opened === "missed"),
              disabled: item.others.length === 0,
            }),
          ],
      actions,
    ),
    isBlind() || opened === "reject" ? rejecting(item) : null,
    opened === "missed" ? marking(item) : null,
  );
}

function rejecting(item) {
  return el(
    "fieldset",
    {},
    el("legend", {}, isBlind() ? "It is" : "What is it instead?"),
    item.choices.map((choice, index) =>
      el(
        "button",
        { type: "button", class: "choice", onclick: () => judge(choice) },
        el("kbd", {}, String(index + 1)),
        ` ${choice.name} `,
        el("small", {}, choice.meaning),
      ),
    ),
  );
}

function marking(item) {
  const quote = el("blockquote");
  const errors = el("div");
  const fill = () => {
    const other = item.others[Number(facts.value)];
    quote.textContent = other.quote;
    errors.replaceChildren(
      ...other.errors.map((error, index) =>
        el(
          "button",
          { type: "button", class: "choice", onclick: () => missed(other, error) },
          el("kbd", {}, String(index + 1)),
          ` ${error.name} `,
          el("small", {}, error.meaning),
        ),
      ),
    );
  };
  const facts = el(
    "select",
    { onchange: fill },
    item.others.map((other, index) => el("option", { value: index }, `${other.verdict.name}: ${other.claim}`)),
  );
  fill();
  return el(
    "fieldset",
    {},
    el("legend", {}, "Which error did the scorer miss in this summary?"),
    el("label", {}, "Fact", facts),
    quote,
    errors,
  );
}

const KEYS = {
  y: confirm,
  n: () => {
    if (!isBlind()) open("reject");
  },
  s: skip,
  m: () => {
    if (state.item.others.length) open("missed");
  },
  Escape: () => {
    if (state.open) open(null);
  },
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  // In a list of options letters look for an option; digits and Escape keep their meaning.
  const inSelect = event.target.matches("select") && !/^[1-9]$|^Escape$/.test(event.key);
  if (inSelect) return;
  const choice = /^[1-9]$/.test(event.key) ? byId("verdict").querySelectorAll(".choice")[event.key - 1] : null;
  const does = choice ? () => choice.click() : event.key === "b" ? back : state.item && KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

doing(async () => {
  state.progress = await ask("api/progress");
  await show(state.progress.next);
});

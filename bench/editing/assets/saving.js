/* Changes on their way to the files: one after another, each kept until it is saved or given up by its author. */

const WAITS = [1, 2, 4, 8, 15];

/** Ask the server; its status and answer. Status 0: it does not answer. */
export async function ask(path, body) {
  try {
    const options =
      body === undefined
        ? {}
        : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(path, { cache: "no-store", ...options });
    const isJson = (response.headers.get("content-type") || "").startsWith("application/json");
    return {
      status: response.status,
      body: isJson ? await response.json() : { error: (await response.text()).slice(0, 300) },
    };
  } catch {
    return { status: 0, body: { error: "the server does not answer; is the command still running?" } };
  }
}

export const articlePath = (id) => `api/articles/${encodeURIComponent(id)}`;

/** The line of a row, by its id; where two have one id, the one on the line that was meant. */
export function lineOf(file, id, line = null) {
  const named = file.lines.filter((one) => one.row && one.row.id === id);
  return named.find((one) => one.line === line) ?? named[0] ?? null;
}

/**
 * Holds the articles as the server last gave them, and the changes that it has not taken yet.
 *
 * A change is `{article, which, id, what, make(article), edit?(row)}`. `make` gives what to send for the article as it
 * is now, or null where nothing is left to do, so that a change can be put on top of what somebody else has saved.
 * `edit` shows the change before the server has taken it.
 */
export class Saver {
  constructor({ onarticle, onstate, onconflict }) {
    this.articles = new Map();
    this.pending = [];
    this.problem = "";
    this.savedAt = null;
    Object.assign(this, { onarticle, onstate, onconflict });
    addEventListener("online", () => this.retry());
  }

  /** Read an article anew; what has come is dropped if `isWanted` says so by then. */
  async load(id, isWanted = () => true) {
    const answer = await ask(articlePath(id));
    const isPending = this.pending.some((one) => one.article === id);
    if (answer.status === 200 && !isPending && isWanted()) this.articles.set(id, answer.body);
    return answer;
  }

  /** Whether an article's files are not what they were when the page read them. */
  async isStale(id) {
    const was = this.articles.get(id);
    const answer = await ask(`${articlePath(id)}/hashes`);
    if (answer.status !== 200 || !was || this.pending.length) return false;
    const { text, facts, labels } = answer.body;
    return (
      was === this.articles.get(id) &&
      (text !== was.text_hash || facts !== was.facts.hash || labels !== was.labels.hash)
    );
  }

  /** A file's lines, with the changes that are still on their way. */
  lines(id, which) {
    const ahead = this.pending.filter((one) => one.article === id && one.which === which && one.edit);
    return this.articles.get(id)[which].lines.map((line) => {
      const edits = ahead.filter((one) => line.row && line.row.id === one.id);
      return edits.length ? { ...line, row: edits.reduce((row, one) => one.edit(row), line.row) } : line;
    });
  }

  /** Save a change; resolves to `{article}`, `{mistakes}` or `{dropped: true}`. */
  save(change) {
    return new Promise((resolve) => {
      this.pending.push({ ...change, resolve });
      this.#run();
    });
  }

  retry() {
    if (this.wake) this.wake();
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    for (let failures = 0; this.pending.length; ) {
      this.onstate();
      const [change] = this.pending;
      const result = await this.#send(change);
      if (result === "again") continue;
      if (result === null) {
        this.onstate();
        await this.#wait(WAITS[Math.min(failures++, WAITS.length - 1)]);
        continue;
      }
      failures = 0;
      this.problem = "";
      this.pending.shift(); // before it is drawn: what is saved is not shown ahead a second time
      this.onarticle(change.article);
      change.resolve(result);
    }
    this.running = false;
    this.onstate();
  }

  async #send(change) {
    const was = this.articles.get(change.article);
    const made = change.make(was);
    if (made === null) return { dropped: true };
    const path = `${articlePath(change.article)}/${change.which}`;
    const { status, body } = await ask(path, { hash: was[change.which].hash, text_hash: was.text_hash, ...made });
    if (status === 200) {
      this.articles.set(change.article, body);
      this.savedAt = new Date();
      return { article: body };
    }
    if (status === 409) {
      this.problem = "";
      const isOnTop = await this.onconflict(change, was, body);
      this.articles.set(change.article, body.article);
      return isOnTop ? "again" : { dropped: true };
    }
    if (status === 422) return { mistakes: body.mistakes };
    if ([400, 413, 415].includes(status)) return { mistakes: [{ field: null, message: body.error }] };
    this.problem = body.error || `the server answered with ${status}`;
    return null;
  }

  #wait(seconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, 1000 * seconds);
    });
  }
}

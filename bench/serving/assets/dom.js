/* Elements. Whatever comes from a file becomes text here, never markup. */

/** An element: attributes, `on…` listeners, properties that start with a dot; children are elements or texts. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) element[name.slice(1)] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A button that leaves a selection in a text alone. */
export function button(label, key, onclick, attributes = {}) {
  const keep = (event) => event.preventDefault();
  const shown = key ? [label, " ", el("kbd", {}, key)] : [label];
  return el("button", { type: "button", onclick, onmousedown: keep, ...attributes }, shown);
}

const isTyped = (element) => element.matches("textarea, input:not([type=radio], [type=checkbox])");

/** Put new children into a container; who had the focus, by its data-key, keeps it, with what was typed. */
export function refill(container, ...children) {
  const had = container.contains(document.activeElement) ? document.activeElement : null;
  const key = had?.dataset.key;
  const typed = had && isTyped(had) ? [had.value, had.selectionStart, had.selectionEnd] : null;
  container.replaceChildren(...children.flat(Infinity).filter(Boolean));
  const now = key && container.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!now) return;
  if (typed && isTyped(now)) {
    now.value = typed[0];
    now.setSelectionRange(typed[1], typed[2]);
  }
  now.focus({ preventScroll: true });
}

/** Tell somebody who does not see the page. */
export function say(message) {
  byId("say").textContent = message;
}

/** "a, h or n" */
export const anyOf = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" or ");

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

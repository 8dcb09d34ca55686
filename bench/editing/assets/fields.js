/* The parts of forms: each a label, a control and a place for what is wrong with it. */
import { button, el } from "./dom.js";

const note = (name) => el("p", { class: "mistake", id: `mistake-${name}`, hidden: true });

/** A text field; `rows` makes it one of several lines. */
export function textField(
  values,
  name,
  label,
  { rows = 0, hint = "", list = null, action = null, oninput = null } = {},
) {
  const id = `field-${name}`;
  const control = el(rows ? "textarea" : "input", {
    id,
    name,
    rows: rows || null,
    list,
    autocomplete: "off",
    spellcheck: rows ? null : "false",
    "aria-describedby": `hint-${name} mistake-${name}`,
    ".value": values[name] ?? "",
    oninput: (event) => {
      values[name] = event.target.value;
      oninput?.(event.target.value);
    },
  });
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    action,
    control,
    hint ? el("p", { class: "small", id: `hint-${name}` }, hint) : null,
    note(name),
  );
}

/** A group of radio buttons, each with what it means. */
export function choiceField(values, name, label, choices, { onchange = null, keys = [], compact = false } = {}) {
  const legend = el("legend", {}, label);
  return el(
    "fieldset",
    { class: compact ? "field choices compact" : "field choices", "aria-describedby": `mistake-${name}` },
    legend,
    choices.map((choice, index) =>
      el(
        "label",
        {},
        el("input", {
          type: "radio",
          name,
          value: choice.value,
          ".checked": values[name] === choice.value,
          onchange: () => {
            values[name] = choice.value;
            onchange?.(choice.value);
          },
        }),
        el(
          "span",
          {},
          el("b", {}, choice.name),
          keys[index] ? [" ", el("kbd", {}, keys[index])] : [],
          compact ? [] : [" ", el("span", { class: "small" }, choice.meaning)],
        ),
      ),
    ),
    note(name),
  );
}

/** Sources with their aliases, any number of them. `known`: those of other facts, by name. */
export function sourcesField(values, known, isNeeded) {
  const box = el("fieldset", { class: "field sources" });
  const draw = (focus = null) => {
    const rows = values.sources.map((source, index) => {
      const aliases = el("textarea", {
        rows: 2,
        "aria-label": `Aliases of source ${index + 1}, one a line`,
        placeholder: "aliases, one a line",
        name: `aliases-${index}`,
        ".value": source.aliases,
        oninput: (event) => {
          source.aliases = event.target.value;
        },
      });
      const name = el("input", {
        list: "known-sources",
        autocomplete: "off",
        "aria-label": `Name of source ${index + 1}`,
        placeholder: "name",
        name: `source-${index}`,
        ".value": source.name,
        oninput: (event) => {
          source.name = event.target.value;
          const same = known.get(source.name);
          if (same && !source.aliases) aliases.value = source.aliases = same.join("\n");
        },
      });
      return el(
        "div",
        { class: "source-row" },
        name,
        aliases,
        button(
          "Remove",
          "",
          () => {
            values.sources.splice(index, 1);
            draw();
          },
          { "aria-label": `Remove source ${index + 1}` },
        ),
      );
    });
    box.replaceChildren(
      el("legend", {}, isNeeded ? "Sources" : "Sources, if the article names any"),
      el(
        "p",
        { class: "small" },
        isNeeded
          ? "Everybody whom the article credits with the claim, by every name that points to them."
          : "Whoever the article credits with the doubted claim.",
      ),
      ...rows,
      button("Add a source", "", () => {
        values.sources.push({ name: "", aliases: "" });
        draw(values.sources.length - 1);
      }),
      el(
        "datalist",
        { id: "known-sources" },
        [...known.keys()].map((name) => el("option", { value: name })),
      ),
      note("sources"),
    );
    if (focus !== null) box.querySelector(`[name=source-${focus}]`).focus();
  };
  draw();
  box.redraw = draw;
  return box;
}

/** The control of a field such as `claim` or `sources.0.name`; the first of its group where it has none of its own. */
function controlOf(group, field) {
  const [, index, part] = field.split(".");
  const own = part && group.querySelector(`[name="${part === "aliases" ? "aliases" : "source"}-${CSS.escape(index)}"]`);
  return own || group.querySelector("input, textarea, select, button");
}

/**
 * Show each mistake beside its field, and one that belongs to no field in `rest`.
 * Returns the first field that is wrong, or null.
 */
export function showMistakes(form, mistakes, rest) {
  for (const place of form.querySelectorAll(".mistake")) {
    place.hidden = true;
    place.textContent = "";
  }
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  let first = null;
  for (const { field, message, is_warning: isWarning } of mistakes) {
    const name = field === "occurrence" ? "quote" : String(field ?? "").split(".")[0];
    const place = form.querySelector(`#mistake-${CSS.escape(name)}`) ?? rest;
    place.hidden = false;
    const said = isWarning ? `Perhaps: ${message}` : message;
    place.append(
      el("span", { class: isWarning ? "perhaps" : null }, field && place === rest ? `${field}: ${said}` : said),
    );
    if (isWarning) continue;
    const control = place === rest ? null : controlOf(place.parentElement, String(field));
    control?.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  return first;
}

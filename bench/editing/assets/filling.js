/* What a form is filled in with before its author writes: only fields that still hold what was put there for them. */

const asText = (value) => (value === undefined || value === null ? "" : String(value));
const isNamed = ({ name, aliases }) => Boolean(name || aliases);

/** The fields of a form that were filled in for its author, and what they were given. */
export class Filling {
  /** `values`: those of the form; `defaults`: the choices that a new fact begins with. */
  constructor(values, defaults) {
    this.values = values;
    this.defaults = defaults;
    this.given = { ...defaults };
    this.givenSources = JSON.stringify(values.sources);
  }

  /** Put in what the server proposes, as a facts file has it, in place of what it proposed before. */
  take({ sources = [], ...fields }) {
    const { values, defaults, given } = this;
    for (const name of new Set([...Object.keys(given), ...Object.keys(fields)])) {
      if (asText(values[name]) !== "" && values[name] !== given[name]) continue; // its author has written something
      values[name] = given[name] = asText(fields[name] ?? defaults[name]);
      if (name === "value") values.valueType = typeof fields.value === "string" ? "text" : "number";
    }
    if (values.sources.some(isNamed) && JSON.stringify(values.sources) !== this.givenSources) return;
    if (sources.length) values.sources = sources.map(({ name, aliases }) => ({ name, aliases: aliases.join("\n") }));
    this.givenSources = JSON.stringify(values.sources);
  }
}

// What is no mutant that a test should notice. Stryker loads these as plugins.
import { resolve } from "node:path";
import {
  commonTokens,
  declareClassPlugin,
  declareValuePlugin,
  PluginKind,
} from "@stryker-mutator/api/plugin";

/** Two words side by side. */
const sentence = /\p{L}\S* \S*\p{L}/u;

/** What stands between the items of a list in a sentence, with blanks that no protocol has. */
const joint = /^(?:[,;:]| \p{L}+) $/u;

/** What a literal says; a digit stands for what a template inserts. */
const textOf = ({ type, value, quasis }) => {
  if (type === "StringLiteral") return value;
  if (type === "TemplateLiteral") return quasis.map((quasi) => quasi.value.cooked).join("0");
  return "";
};

/** Texts for people: who reads them notices, and a test that repeats them proves nothing. */
export const wording = {
  shouldIgnore: ({ node }) =>
    [sentence, joint].some((form) => form.test(textOf(node))) ? "wording" : undefined,
};

const isBefore = (one, other) =>
  one.line < other.line || (one.line === other.line && one.column <= other.column);
const contains = (outer, inner) =>
  isBefore(outer.start, inner.start) && isBefore(inner.end, outer.end);

/** Whatever lies inside of a place that was drawn was not drawn itself, unless it was. */
class Undrawn {
  static inject = [commonTokens.options];
  #places = new Map();

  constructor({ mutate }) {
    for (const pattern of mutate) {
      const [, file, ...numbers] = /^(.*):(\d+):(\d+)-(\d+):(\d+)$/.exec(pattern) ?? [];
      if (file === undefined) continue;
      const [line, column, endLine, endColumn] = numbers.map(Number);
      const place = { start: { line, column }, end: { line: endLine, column: endColumn } };
      this.#places.set(resolve(file), [...(this.#places.get(resolve(file)) ?? []), place]);
    }
  }

  shouldIgnore({ node, hub }) {
    const places = this.#places.get(hub.file.opts.filename);
    const leadsToOne = places?.some((place) => contains(node.loc, place)) ?? true;
    return leadsToOne ? undefined : "not drawn";
  }
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "wording", wording),
  declareClassPlugin(PluginKind.Ignore, "undrawn", Undrawn),
];

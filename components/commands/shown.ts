/**
 * What others have written, as a report may show it: it cannot begin a line, turn the direction of
 * writing, move a terminal's cursor, or be a command to the CI that prints the report.
 */

/** As many characters tell enough. */
const most = 1000;

/** Characters that do something instead of being seen: controls, marks of direction, half characters. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Commands of GitHub Actions and Azure Pipelines, which may stand anywhere in a line. */
const command = /##(?=\[|vso\[)/gi;

/** One line in which everything is seen; what stands for a character is also JSON's way to write it. */
export function visible(line: string): string {
  return line.replace(hidden, codeOf).replace(command, "#\\u0023");
}

/** The beginning of a text that is too long. */
function cut(text: string): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** A value as JSON, of which no line does anything but be seen. */
export function visibleJson(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, each: unknown) => (typeof each === "string" ? cut(each) : each),
    2,
  );
  return text.split("\n").map(visible).join("\n");
}

/** A sentence in one line. */
export function oneLine(sentence: string): string {
  return visible(cut(sentence.trim()).replace(/[ \t\r\n]+/g, " "));
}

/** A value. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "none";
  return visible(cut(typeof value === "string" ? value : JSON.stringify(value)));
}

/** So many names tell enough. */
const mostNames = 10;

/** The first of several names, and how many there are besides. */
export function firstOf(names: readonly string[]): string[] {
  const others = names.length - mostNames;
  const first = names.slice(0, mostNames).map(oneLine);
  return others > 0 ? [...first, `${others} more`] : first;
}

function codeOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

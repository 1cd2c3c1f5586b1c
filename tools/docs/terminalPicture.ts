/** Text in one color and weight. */
interface Span {
  text: string;
  classes: string[];
}

const lineHeight = 18;
const characterWidth = 8.43;
const margin = 20;
const barHeight = 34;

/** Colors of the terminal by number, as the SVG names them. */
const colors: Record<number, string> = {
  1: "red",
  2: "green",
  3: "yellow",
  9: "red",
  10: "green",
  12: "blue",
  13: "magenta",
};

/**
 * Draws lines with a terminal's color codes as an SVG.
 *
 * @param columns width in characters; what is longer is cut off
 */
export function terminalPicture(title: string, lines: readonly string[], columns: number): string {
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = barHeight + lines.length * lineHeight + margin;
  const rows = lines.flatMap((line, index) => {
    if (line === "") return [];
    const y = barHeight + (index + 1) * lineHeight;
    const spans = cut(spansOf(line), columns)
      .map(({ text, classes }) =>
        classes.length === 0
          ? escaped(text)
          : `<tspan class="${classes.join(" ")}">${escaped(text)}</tspan>`,
      )
      .join("");
    return `<text x="${margin}" y="${y}">${spans}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
text { font: 14px/1 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6deeb; white-space: pre; }
.bold { font-weight: 700; fill: #ffffff; }
.dim { fill: #8899ad; }
.red { fill: #ff7b72; }
.green { fill: #7ee787; }
.yellow { fill: #e3b341; }
.blue { fill: #79c0ff; }
.magenta { fill: #d2a8ff; }
</style>
<rect width="100%" height="100%" rx="10" fill="#0d1726"/>
<circle cx="22" cy="18" r="6" fill="#ff5f57"/><circle cx="42" cy="18" r="6" fill="#febc2e"/><circle cx="62" cy="18" r="6" fill="#28c840"/>
${rows.join("\n")}
</svg>
`;
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let classes: string[] = [];
  for (const [, codes, text] of line.matchAll(/(?:\x1b\[([\d;]*)m)?([^\x1b]*)/g)) {
    if (codes !== undefined) classes = classesAfter(classes, codes);
    if (text) spans.push({ text, classes });
  }
  return spans;
}

function classesAfter(classes: readonly string[], codes: string): string[] {
  if (codes === "" || codes === "0") return [];
  const color = /^(?:38;5;|3)(\d+)$/.exec(codes)?.[1];
  const added = codes === "1" ? "bold" : codes === "2" ? "dim" : color && colors[Number(color)];
  return added ? [...classes, added] : [...classes];
}

function cut(spans: readonly Span[], columns: number): Span[] {
  let left = columns;
  return spans.flatMap(({ text, classes }) => {
    if (left <= 0) return [];
    const characters = Array.from(text);
    const shown = characters.length > left ? `${characters.slice(0, left - 1).join("")}…` : text;
    left -= characters.length;
    return [{ text: shown, classes }];
  });
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

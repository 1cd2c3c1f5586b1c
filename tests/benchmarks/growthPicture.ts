import type { Growth } from "./growth";

const [width, height, left, bottom, top, right] = [640, 320, 48, 40, 16, 120];
const colors: Record<string, string> = { up: "#0969da", preview: "#1a7f37", destroy: "#cf222e" };

/** How seconds grow with the number of Key Managers, as an SVG. */
export function growthPicture(measured: readonly Growth[]): string {
  const points = measured.filter(({ kind }) => kind === "Key Managers");
  const most = Math.max(...points.map(({ count }) => count));
  const longest = Math.ceil(Math.max(...points.map(({ seconds }) => seconds)));
  const x = (count: number) => Math.round(left + (count / most) * (width - left - right));
  const y = (seconds: number) =>
    Math.round(height - bottom - (seconds / longest) * (height - bottom - top));
  const text = (at: [number, number], anchor: string, content: string, color = "#57606a") =>
    `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}" fill="${color}">${content}</text>`;
  const lines = Object.entries(colors).flatMap(([operation, color]) => {
    const line = points.filter((point) => point.operation === operation);
    const last = line.at(-1);
    if (last === undefined) return [];
    const path = line.map(({ count, seconds }) => `${x(count)},${y(seconds)}`).join(" ");
    return [
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
      text([x(last.count) + 8, y(last.seconds) + 4], "start", operation, color),
    ];
  });
  const counts = [...new Set(points.map(({ count }) => count))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="#8c959f"/>`,
    ...counts.map((count) => text([x(count), height - bottom + 16], "middle", String(count))),
    text([x(most / 2), height - 6], "middle", "Key Managers in one stack"),
    text([left - 6, y(longest) + 4], "end", `${longest} s`),
    text([left - 6, y(0) + 4], "end", "0"),
    ...lines,
    "</svg>\n",
  ].join("\n");
}

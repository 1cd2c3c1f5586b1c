import type { Request, Response } from "express";
import type { RequestLog } from "./requestLog";

/** A list of what a server holds. */
export interface PageTable {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** What is said where there are no rows. */
  none: string;
}

export interface Page {
  title: string;
  /** One line of text below the title. */
  subtitle: string;
  links: readonly { text: string; url: string }[];
  tables: readonly PageTable[];
}

/** How many requests are shown. */
const lastRequests = 25;

/** The newest requests first; queries may hold secrets, so they are left out. */
export function requestTable(title: string, requests: RequestLog): PageTable {
  return {
    title,
    columns: ["method", "path", "status", "ms"],
    rows: requests.all
      .slice(-lastRequests)
      .reverse()
      .map(({ method, url, status, milliseconds }) => [
        method,
        url.replace(/\?.*/s, "?…"),
        status === 0 ? "none" : String(status),
        milliseconds.toFixed(0),
      ]),
    none: "None since the sandbox was started.",
  };
}

/** Whether a person with a browser asks, to whom a server's root is a page. */
export function isForPage({ headers }: Request): boolean {
  return /\btext\/html\b/.test(headers.accept ?? "");
}

/** Shows a person what the server holds. The page stays as it is until it is loaded again, and runs nothing. */
export function sendPage(response: Response, page: Page): void {
  response
    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
    .type("html")
    .send(htmlOf(page));
}

function htmlOf({ title, subtitle, links, tables }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} (sandbox)</title>
<style>${style}</style>
<header>
<h1>${escaped(title)} <small>sandbox</small></h1>
<p>${escaped(subtitle)}</p>
<nav>${links.map(({ text, url }) => `<a href="${escaped(url)}">${escaped(text)}</a>`).join("\n")}</nav>
</header>
<main>
${tables.map(sectionOf).join("\n")}
</main>
</html>
`;
}

function sectionOf({ title, columns, rows, none }: PageTable, at: number): string {
  const id = `table-${at}`;
  const heading = `<h2 id="${id}">${escaped(title)}</h2>`;
  if (rows.length === 0) return `<section>${heading}<p class="none">${escaped(none)}</p></section>`;
  const line = (cells: readonly string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  // Where it is wider than the window it is scrolled, with the keyboard, too.
  return `<section>${heading}
<div role="region" aria-labelledby="${id}" tabindex="0">
<table>
<thead>${line(columns, "th")}</thead>
<tbody>
${rows.map((cells) => line(cells, "td")).join("\n")}
</tbody>
</table></div></section>`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (each) => entities[each] ?? each);

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 95%/1.45 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1rem 3rem; }
h1 { font-size: 1.5rem; margin: .5rem 0 0; }
h1 small { font-size: .8rem; font-weight: normal; border: 1px solid; border-radius: .3rem; padding: .1rem .4rem; opacity: .7; vertical-align: middle; }
header p { margin: .2rem 0 .6rem; opacity: .75; overflow-wrap: anywhere; }
nav a { display: inline-block; margin-right: 1.2rem; padding: .25rem 0; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
[role=region] { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); vertical-align: top; }
th { font-size: .8rem; font-weight: 600; opacity: .65; white-space: nowrap; }
td { font-size: .9rem; max-width: min(22rem, 50vw); overflow-wrap: break-word; }
.none { opacity: .6; margin: 0; }
`;

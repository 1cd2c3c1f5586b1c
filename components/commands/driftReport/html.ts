import { treeOf, type Branch } from "./tree";
import type { Entry, EntryKind } from "./entries";
import type { Side } from "./objects";
import {
  byKind,
  headline,
  nextCommand,
  nextMeans,
  reportPage,
  sides,
  type DriftReport,
} from "./report";
import { oneLine } from "../shown";
import { decisionIn, failureIn } from "./text";
import { valueIn } from "./valueIn";

/** So many objects without a difference stand open; more are folded. */
const mostOpen = 10;

const headings: Readonly<Record<Side, string>> = {
  Auth0: "Auth0",
  WSO2: "WSO2 API Manager",
  Pulumi: "In the state alone",
};

const kinds: Readonly<Record<EntryKind, string>> = {
  drift: "changed",
  follows: "follows from another change",
  decided: "decided by others",
};

/** A report as one page that needs nothing else: both sides, with each entry in its place. */
export function htmlReport(report: DriftReport): string {
  const [subject, found] = headline(report).map((part) => escaped(oneLine(part)));
  const next = nextCommand(report);
  const ids = new Map([...report.objects.keys()].map((urn, at) => [urn, `object-${at}`]));
  const context = { report, ids };
  const parts = sides.map((side) => sectionOf(side, context)).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${subject}: ${found}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${subject}</h1>
<p>${found}.</p>
${changesIn(context)}
${next === undefined ? "" : `<p>Next: ${code(oneLine(next))} ${nextMeans}.</p>`}
<p>More: ${code(reportPage(report))}</p>
</header>
<main>
${list("Failed", report.failures.map(failureIn))}
${list("Decided by others", byKind(report).decided.map(decisionIn))}
${list("Notes", report.remarks.map(oneLine))}
<div class="sides">
${parts}
</div>
</main>
</body>
</html>`;
}

interface Context {
  report: DriftReport;
  /** Where each object is on the page, by URN. */
  ids: ReadonlyMap<string, string>;
}

/** Leads to each object that has changed by itself. */
function changesIn(context: Context): string {
  const changed = new Set(byKind(context.report).drift.map(({ urn }) => urn));
  if (changed.size === 0) return "";
  const links = [...changed].flatMap((urn) => linkTo(urn, context));
  const all = `<ul>${links.map((link) => `<li>${link}</li>`).join("\n")}</ul>`;
  const inside =
    changed.size > mostOpen ? details(`${changed.size} changed objects`, all, false) : all;
  return `<nav aria-label="What has changed">${inside}</nav>`;
}

function sectionOf(side: Side, context: Context): string {
  const branches = treeOf(side, context.report);
  if (branches.length === 0) return "";
  const same = branches.filter(({ count }) => count === 0);
  const isFolded = same.length > mostOpen;
  const shownOnes = isFolded ? branches.filter(({ count }) => count > 0) : branches;
  const folded = isFolded
    ? `<li>${details(`${same.length} without a difference`, listOf(same, context), false)}</li>`
    : "";
  const items = `${shownOnes.map((each) => itemOf(each, context)).join("\n")}${folded}`;
  return `<section aria-labelledby="${side}">
<h2 id="${side}">${headings[side]}</h2>
<ul>${items}</ul>
</section>`;
}

function listOf(branches: readonly Branch[], context: Context): string {
  return `<ul>\n${branches.map((each) => itemOf(each, context)).join("\n")}\n</ul>`;
}

function itemOf({ urn, about, entries, parts, uses, count }: Branch, context: Context): string {
  const links = uses.flatMap((other) => linkTo(other, context));
  const inside = [
    entries.length > 0 ? tableOf(entries) : "",
    links.length > 0 ? `<p>Hangs on ${links.join(", ")}</p>` : "",
    parts.length > 0 ? listOf(parts, context) : "",
  ].join("");
  const marks = [...new Set(entries.map(({ kind }) => kind))].map(
    (kind) => ` <strong class="${kind}">${kinds[kind]}</strong>`,
  );
  const label = `${name(about.object)}${marks.join("")}`;
  return `<li id="${context.ids.get(urn)}">${inside === "" ? label : details(label, inside, count > 0)}</li>`;
}

/** Nothing where there is no such object. */
function linkTo(urn: string, { report, ids }: Context): string[] {
  const about = report.objects.get(urn);
  if (about === undefined) return [];
  return [`<a href="#${ids.get(urn)}">${name(about.object)}</a> (${about.side})`];
}

function details(label: string, inside: string, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}><summary>${label}</summary>${inside}</details>`;
}

/** Both values of a field stand below one another, as long as they may be. */
function tableOf(entries: readonly Entry[]): string {
  const fields = entries.map(({ field, declared, found, kind }) => {
    const heading = field === "" ? "the whole object" : code(oneLine(field));
    const values = { Declared: declared, Found: found };
    const rows = Object.entries(values).map(
      ([which, value]) =>
        `<tr><th scope="row">${which}</th><td>${code(valueIn(field, value))}</td></tr>`,
    );
    return `<tbody><tr><th colspan="2" scope="rowgroup">${heading}: ${kinds[kind]}</th></tr>${rows.join("")}</tbody>`;
  });
  return `<table>${fields.join("")}</table>`;
}

function list(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${name(line)}</li>`).join("\n");
  return `<section><h2>${heading}</h2><ul>${items}</ul></section>`;
}

const code = (text: string) => `<code>${escaped(text)}</code>`;

/** What others have written, in a direction of its own. */
const name = (text: string) => `<bdi>${escaped(oneLine(text))}</bdi>`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h1 + p { font-size: 1.2rem; margin: 0 0 .5rem; }
h1 + p::first-letter { text-transform: uppercase; }
.sides { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
ul { list-style: none; margin: 0; padding: 0; }
li { border-left: 2px solid #8888; padding: .15rem 0 .15rem .6rem; }
li p { margin: .3rem 0; }
summary { cursor: pointer; }
code { background: #8882; border-radius: .2rem; font-size: .9rem; padding: .1em .25em; unicode-bidi: isolate; }
strong { border: 1px solid; border-radius: .3rem; display: inline-block; font-size: .8rem; line-height: 1.3; padding: 0 .3rem; }
.drift { background: #b3261e; color: #fff; }
.decided { background: #6b4e00; color: #fff; }
table { border-collapse: collapse; margin: .3rem 0; width: 100%; }
th, td { font-weight: normal; padding: .15rem .4rem; text-align: left; vertical-align: top; }
tbody { border: 1px solid #8888; }
[scope=rowgroup] code { font-weight: bold; }
[scope=row] { white-space: nowrap; }
td { width: 100%; }
:target { outline: 3px solid #1a73e8; }
`;

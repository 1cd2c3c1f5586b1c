import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { eventsIn } from "../../../../components/commands/driftReport/engineEvents";
import { htmlReport } from "../../../../components/commands/driftReport/html";
import { reportOn } from "../../../../components/commands/driftReport/report";
import { all, strictHtml, type HtmlElement } from "../../../support/strictHtml";
import { eventsOf } from "./reports";

const recording = join(__dirname, "recordings/mixed-full.jsonl");
const ofStack = htmlReport(reportOn(eventsIn(readFileSync(recording, "utf8")), "full"));

/** What stands before one's eyes: nothing of what is folded. */
function seen({ tag, attributes, children }: HtmlElement): HtmlElement[] {
  const isFolded = tag === "details" && !("open" in attributes);
  return children
    .filter((child) => !isFolded || child.tag === "summary")
    .flatMap((child) => [child, ...seen(child)]);
}

describe("the drift report as a page", () => {
  const page = strictHtml(ofStack);
  const sectionOf = (heading: string) => {
    const found = all(page, "section").find((each) => all(each, "h2")[0]?.text === heading);
    assert.ok(found, heading);
    return found;
  };
  /** The object with that name, and what hangs on it. */
  const item = (section: HtmlElement, label: string) => {
    const items = all(section, "li").filter((each) => all(each, "bdi")[0]?.text === label);
    assert.equal(items.length, 1, label);
    return items[0] as HtmlElement;
  };
  const rowsOf = (element: HtmlElement) =>
    element.children
      .flatMap((details) => details.children.filter(({ tag }) => tag === "table"))
      .flatMap((table) => all(table, "tbody"))
      .map((field) => all(field, "tr").map(({ children }) => children.at(-1)?.text));

  it("is HTML that a parser takes, and needs neither a network nor a script", async () => {
    await prettier.format(ofStack, { parser: "html" });
    assert.deepEqual([all(page, "script"), all(page, "link"), all(page, "img")], [[], [], []]);
    assert.doesNotMatch(ofStack, /\b(src|srcset|action|style|on\w+)=|url\(|@import/);
    assert.match(ofStack, /Content-Security-Policy" content="default-src 'none'; style-src/);
  });

  it("draws each change where its object is, and what hangs on what", () => {
    const [auth0, wso2] = [sectionOf("Auth0"), sectionOf("WSO2 API Manager")];
    const api = item(auth0, "API &#34;Orders&#34;");
    assert.deepEqual(rowsOf(api), [["tokenLifetime: changed", "86400", "60"]]);
    item(api, "permissions of &#34;Orders&#34;");
    const app = item(wso2, "application &#34;app&#34;");
    assert.deepEqual(rowsOf(app), [["throttlingPolicy: changed", "Unlimited", "10PerMin"]]);
    const keys = item(app, "keys of &#34;app&#34;, PRODUCTION");
    assert.match(rowsOf(keys)[0]?.[0] ?? "", /: follows from another change$/);
    const subscription = item(app, "subscription of &#34;app&#34; to &#34;Orders&#34; 1.0.0");
    assert.deepEqual(rowsOf(subscription), [["status: decided by others", "none", "BLOCKED"]]);
    const mapped = item(wso2, "keys of &#34;mapped&#34;, PRODUCTION");
    const client = item(auth0, "application &#34;mapped-production&#34;");
    assert.equal(all(mapped, "a")[0]?.attributes["href"], `#${client.attributes["id"]}`);
  });

  it("leads from its top to each object that has changed", () => {
    const links = all(all(page, "nav")[0] ?? page, "a");
    const [auth0, wso2] = [sectionOf("Auth0"), sectionOf("WSO2 API Manager")];
    const changed = [
      item(auth0, "API &#34;Orders&#34;"),
      item(wso2, "Key Manager &#34;auth0-lab&#34;"),
      item(wso2, "application &#34;app&#34;"),
    ];
    assert.deepEqual(
      links.map(({ attributes }) => attributes["href"]),
      changed.map(({ attributes }) => `#${attributes["id"]}`),
    );
  });

  it("is read aloud in order: one title, headings, tables with headers, links that lead somewhere", () => {
    assert.equal(all(page, "html")[0]?.attributes["lang"], "en");
    assert.equal(all(page, "title")[0]?.text, "Stack lab: 3 changes, 1 in Auth0, 2 in WSO2");
    const [title, ...headings] = [...all(page, "h1"), ...all(page, "h2")].map(({ text }) => text);
    assert.equal(title, "Stack lab");
    assert.deepEqual(headings, [
      "Decided by others",
      "Auth0",
      "WSO2 API Manager",
      "In the state alone",
    ]);
    for (const header of all(page, "th"))
      assert.match(header.attributes["scope"] ?? "", /^row(group)?$/);
    for (const details of all(page, "details")) assert.equal(details.children[0]?.tag, "summary");
    for (const list of all(page, "ul")) {
      assert.deepEqual(new Set(list.children.map(({ tag }) => tag)), new Set(["li"]));
    }
    const ids = [...ofStack.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, id] of ofStack.matchAll(/ (?:href="#|aria-labelledby=")([^"]*)"/g)) {
      assert.ok(ids.includes(id), id);
    }
  });

  for (const applications of [5, 500]) {
    it(`shows a change among ${applications} applications without a search`, () => {
      const report = reportOn(eventsOf(applications), "full");
      const large = strictHtml(htmlReport(report));
      const visible = seen(large);
      const rows = visible.filter(({ tag }) => tag === "tr");
      assert.deepEqual(
        rows.map(({ text }) => text),
        ["throttlingPolicy: changed", "DeclaredUnlimited", "Found10PerMin"],
      );
      const items = visible.filter(({ tag }) => tag === "li");
      assert.ok(items.length <= 12, String(items.length));
      assert.equal(
        all(large, "bdi").filter(({ text }) => text.startsWith("keys of")).length,
        applications,
      );
    });
  }

  it("draws objects that hang on one another", () => {
    const event = (type: string, inputs: Record<string, unknown>) => {
      const urn = `urn:pulumi:dev::project::${type}::${type.split(":").at(-1) ?? ""}`;
      return { resourcePreEvent: { metadata: { op: "same", urn, type, old: { inputs } } } };
    };
    const page = htmlReport(
      reportOn(
        [
          event("auth0:index/client:Client", {
            ...{ clientId: "c", name: "Web", resourceServerIdentifier: "https://api/" },
          }),
          event("auth0:index/resourceServer:ResourceServer", {
            ...{ identifier: "https://api/", name: "Orders", clientId: "c" },
          }),
        ],
        "full",
      ),
    );
    assert.match(page, /Web/);
    assert.match(page, /Orders/);
  });

  it("says that all is as declared, where it is", () => {
    const [event] = eventsOf(2);
    const page = strictHtml(htmlReport(reportOn(event ? [event] : [], "full")));
    assert.equal(all(page, "header")[0]?.children[1]?.text, "no changes.");
    assert.deepEqual(all(page, "table"), []);
  });
});

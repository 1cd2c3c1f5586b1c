import assert from "node:assert/strict";

/** An element of a page, or the page itself. */
export interface HtmlElement {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  /** The text in it and in its children, as it stands in the source. */
  text: string;
  children: HtmlElement[];
}

/** Elements without an end. */
const empty = ["meta"];

const tagAndText = /<(\/?)([a-z0-9]+)((?: [a-z-]+(?:="[^"<>]*")?)*)>([^<]*)/g;

/** Reads a page in which every tag that is opened is closed, in order, and every attribute quoted. */
export function strictHtml(page: string): HtmlElement {
  const root: HtmlElement = { tag: "", attributes: {}, text: "", children: [] };
  const open = [root];
  assert.equal(page.replace(tagAndText, ""), "<!doctype html>\n");
  for (const [, end, tag = "", attributes = "", text = ""] of page.matchAll(tagAndText)) {
    if (end === "/") {
      assert.equal(open.pop()?.tag, tag);
    } else {
      const pairs = [...attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)];
      const element = {
        ...{ tag, text: "", children: [] },
        attributes: Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value])),
      };
      open.at(-1)?.children.push(element);
      if (!empty.includes(tag)) open.push(element);
    }
    for (const each of open) each.text += text;
  }
  assert.deepEqual(open, [root]);
  return root;
}

/** All elements of a tag below one, in their order. */
export function all({ children }: HtmlElement, tag: string): HtmlElement[] {
  return children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...all(child, tag)]);
}

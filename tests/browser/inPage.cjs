// What a page is asked as a person sees it; it runs in the browser, beside axe.
"use strict";

const violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});

const named = (element) => `<${element.localName}> "${element.textContent.trim().slice(0, 40)}"`;

/** The pieces of text that one sees. */
function texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() !== "" && parentElement.checkVisibility()) found.push(walker.currentNode);
  }
  return found;
}

/** Where a part of a text is, line by line. */
function linesOf(text, from = 0, to = text.length) {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return [...range.getClientRects()].filter(({ width }) => width > 0);
}

/** Whether the page has to be scrolled sideways; a part of it may be made for that. */
function sideways() {
  const { clientWidth, scrollWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`it is ${scrollWidth} wide, of ${clientWidth}`] : [];
}

/** Texts that stick out of their box, which may hide that. */
function cut() {
  const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX);
  const sticksOut = (text, box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const hides = getComputedStyle(box).overflow !== "visible";
    return linesOf(text).some(
      (line) =>
        line.left < left - 1 ||
        line.right > right + 1 ||
        (hides && (line.top < top - 1 || line.bottom > bottom + 1)),
    );
  };
  return texts().flatMap((text) => {
    let box = text.parentElement;
    while (box !== null && !scrolls(box)) {
      if (getComputedStyle(box).display !== "inline" && sticksOut(text, box))
        return [`${named(text.parentElement)} sticks out of ${named(box)}`];
      box = box.parentElement;
    }
    return [];
  });
}

/** Short words of which a part is in the next line. */
function broken() {
  return texts().flatMap((text) =>
    [...text.data.matchAll(/(?<!\S)[\w.,:;()[\]]{2,20}(?!\S)/g)].flatMap(({ 0: word, index }) => {
      const tops = linesOf(text, index, index + word.length).map(({ top }) => Math.round(top));
      return new Set(tops).size > 1 ? [`"${word}" is broken in ${named(text.parentElement)}`] : [];
    }),
  );
}

/** What keeps a person from reading it at this size. */
function layoutFlaws() {
  return [...sideways(), ...cut(), ...broken()];
}

/** What keeps a person from reading it with what axe knows of. */
async function axeFlaws() {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

/** What is not as every page is: a language, a title, one heading of the first level. */
function structureFlaws() {
  const { documentElement, title } = document;
  const headings = document.querySelectorAll("h1").length;
  return [
    ...(documentElement.lang === "en" ? [] : ["it has no language"]),
    ...(title === "" ? ["it has no title"] : []),
    ...(headings === 1 ? [] : [`it has ${headings} headings of the first level`]),
  ];
}

function unfoldAll() {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** What the keyboard has to reach, in the order in which it is read. */
const controls = () =>
  [...document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex]")]
    .filter((element) => element.checkVisibility())
    .map(describedControl);

/** What the keyboard has reached, if one sees that. */
function reached() {
  const { activeElement } = document;
  const isSeen = getComputedStyle(activeElement).outlineStyle !== "none";
  return isSeen ? describedControl(activeElement) : `unseen: ${describedControl(activeElement)}`;
}

function describedControl(element) {
  const at = [...document.querySelectorAll("*")].indexOf(element);
  return `${at} ${named(element)}`;
}

/** What the address names, if one sees it. */
function target() {
  const found = document.querySelector(":target");
  const { top } = found.getBoundingClientRect();
  return found.checkVisibility() && top >= 0 && top < innerHeight ? named(found) : "unseen";
}

const links = () => [...document.links].map(({ href }) => href);

const rootFontSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

Object.assign(globalThis, {
  ...{ violations, structureFlaws, axeFlaws, layoutFlaws, unfoldAll },
  ...{ controls, reached, links, target, rootFontSize },
});

import { contentOf } from "./projectFiles";

/** The blocks of a page in a language, each without its fences. */
export function blocksOf(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"));
  return [...blocks].map(([, block = ""]) => block);
}

/** A section of a page, with what is below its heading of the second level. */
export function sectionOf(page: string, heading: string): string {
  const [, text = ""] = contentOf(page).split(`\n## ${heading}`);
  return text.split("\n## ")[0] ?? "";
}

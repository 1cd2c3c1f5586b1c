import { markText, parseMark, type Mark } from "../../marks/mark";
import { longestDescription } from "./document";

/** A mark at its place, wherever somebody has moved it to. */
const place = /\s*\[(heritage=pulumi,[^\]]*)\]/;

/** A description with the mark of an owner behind it, the one text of an application that WSO2 keeps. */
export function withMark(description: string | null, mark: Mark): string {
  const join = (text: string) => [description, `[${text}]`].filter(Boolean).join(" ");
  const full = join(markText(mark));
  return full.length <= longestDescription ? full : join(markText(mark, { labels: false }));
}

/** A description as people wrote it. */
export function withoutMark(description: string | null): string {
  return (description ?? "").replace(place, "");
}

export function markIn(description: string | null): Mark | undefined {
  return parseMark(place.exec(description ?? "")?.[1]);
}

import type { Mistake } from "../../validation/validation";
import { mistakesIn } from "../provider/fieldTable";
import { hasUnknown } from "../provider/unknown";
import type { KeyManagerDeclaration } from "./args";
import { fields } from "./fields";

/**
 * Lists every mistake in a declaration that can be seen without asking a server.
 *
 * @param optional required fields that may be left out all the same
 */
export function mistakesInKeyManager(declaration: object, optional: readonly string[]): Mistake[] {
  return [
    ...mistakesIn<KeyManagerDeclaration>("a Key Manager", fields, declaration, { optional }),
    ...aliasMistakes(declaration),
  ];
}

/** WSO2 keeps the alias with the exchange of tokens, and drops it where there is none. */
export function aliasMistakes({
  alias,
  tokenType = "DIRECT",
}: Partial<Record<keyof KeyManagerDeclaration, unknown>>): Mistake[] {
  // That it is no string at all is another mistake.
  if (hasUnknown(alias) || hasUnknown(tokenType) || typeof tokenType !== "string") return [];
  if (tokenType === "DIRECT" && alias !== undefined) {
    return [{ path: ["alias"], reason: "needs tokenType EXCHANGED or BOTH", remedy: "remove" }];
  }
  if (tokenType !== "DIRECT" && alias === undefined) {
    return [{ path: ["alias"], reason: `is missing; tokenType ${tokenType} needs it` }];
  }
  return [];
}

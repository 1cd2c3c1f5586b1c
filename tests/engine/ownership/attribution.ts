import { kinds, wholeDeclaration, type Kind } from "./declaration";

const { parts } = wholeDeclaration;
const idle = parts.idleKeyManager?.name ?? "";
const adopted = parts.adoptedApplication?.name ?? "";

/** What titles of requests and of objects look like, the special before the general. */
const rules: readonly [RegExp, Kind][] = [
  [new RegExp(`(map-keys|keys).*${adopted}|${adopted}.*(map-keys|oauth-keys)`), "mappedKeys"],
  [/generate-keys|oauth-keys|keys of|_(PRODUCTION|SANDBOX)$/, "generatedKeys"],
  [new RegExp(`subscription of ${adopted}`), "adoptedApplication"],
  [/subscription/, "subscription"],
  [new RegExp(idle), "idleKeyManager"],
  [/key-managers|Key Manager|management/i, "keyManager"],
  [new RegExp(`application.*${adopted}`), "adoptedApplication"],
  [/application/, "ownApplication"],
];

/** The column that something belongs to, by its title; what is in Auth0 alone is the client's. */
export function kindOf(title: string): Kind {
  const part = kinds.find((kind) => kind === title);
  return part ?? rules.find(([pattern]) => pattern.test(title))?.[1] ?? "auth0Client";
}

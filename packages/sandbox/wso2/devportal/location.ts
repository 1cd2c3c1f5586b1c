import type { Portal } from "./portal";

/** Where something new is found. The version of the API is not part of it in newer releases. */
export function locationOf({ server, traits }: Portal, path: string): string {
  return `${server.url()}${traits.paths.at(-1) ?? ""}/${path}`;
}

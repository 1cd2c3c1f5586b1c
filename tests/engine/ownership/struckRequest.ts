import type { Request } from "express";
import type { Sandbox } from "../../../sandbox";
import { wholeDeclaration, type Kind } from "./declaration";

type Body = Record<string, unknown> | undefined;

/** What a request is about, by the objects' names: it is carried out already, or they are gone. */
export function titleOf(request: Request, { auth0, wso2 }: Sandbox): string {
  const path = request.originalUrl.replace(/\?.*/, "").replace(/^\/api\/(v2|am\/\w+\/v\d)/, "");
  const body = request.body as Body;
  const named = [
    ...auth0.state.clients.map(({ client_id, name }) => [client_id, name] as const),
    ...auth0.state.clientGrants.map(({ id, client_id }) => [id, client_id ?? ""] as const),
    ...wso2.state.keyManagers.map(({ uuid, name }) => [uuid, name] as const),
    ...wso2.state.applications.map(({ uuid, name }) => [uuid, name] as const),
  ];
  const nameOf = (id: string) => named.find(([known]) => known === id)?.[1] ?? id;
  const about = body?.["name"] ?? body?.["client_id"] ?? body?.["applicationId"];
  const words = path.split("/").slice(1).map(nameOf).map(nameOf);
  return [request.method, words.join("/"), ...(typeof about === "string" ? [nameOf(about)] : [])]
    .join(" ")
    .trim();
}

/** The column of the matrix that a request belongs to, by its title. */
export function kindOf(title: string): Kind {
  const { parts } = wholeDeclaration;
  const rules: [RegExp, Kind][] = [
    [/subscriptions/, "subscription"],
    [/map-keys|oauth-keys.*adopted/, "mappedKeys"],
    [/generate-keys|oauth-keys|_(PRODUCTION|SANDBOX)$/, "generatedKeys"],
    [new RegExp(`key-managers.*${parts.idleKeyManager?.name ?? ""}`), "idleKeyManager"],
    [/key-managers/, "keyManager"],
    [new RegExp(`applications.*${parts.adoptedApplication?.name ?? ""}`), "adoptedApplication"],
    [/applications/, "ownApplication"],
  ];
  return rules.find(([pattern]) => pattern.test(title))?.[1] ?? "auth0Client";
}

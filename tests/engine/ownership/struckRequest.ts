import type { Sandbox } from "auth0-wso2-sandbox";

/** A request as the sandbox's servers have read it. */
interface ReadRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly body?: unknown;
}

/** Names of what both servers have, by id; of a grant it is the id of its client. */
export function namesById({ auth0, wso2 }: Sandbox): Map<string, string> {
  return new Map([
    ...auth0.state.clients.map(({ client_id, name }) => [client_id, name] as const),
    ...auth0.state.clientGrants.map(({ id, client_id }) => [id, client_id ?? ""] as const),
    ...wso2.state.keyManagers.map(({ uuid, name }) => [uuid, name] as const),
    ...wso2.state.applications.map(({ uuid, name }) => [uuid, name] as const),
    ...wso2.state.subscriptions.map(({ uuid, applicationId }) => [uuid, applicationId] as const),
  ]);
}

/** What a request is about, with names in place of ids. */
export function titleOf(request: ReadRequest, names: ReadonlyMap<string, string>): string {
  const nameOf = (id: string): string => {
    const name = names.get(id);
    return name === undefined ? id : nameOf(name);
  };
  const path = request.originalUrl.replace(/\?.*/, "").replace(/^\/api\/(v2|am\/\w+\/v\d)\//, "");
  const body = request.body as Record<string, unknown> | undefined;
  const about = body?.["name"] ?? body?.["client_id"] ?? body?.["applicationId"];
  const words = [request.method, path.split("/").map(nameOf).join("/")];
  return (typeof about === "string" ? [...words, nameOf(about)] : words).join(" ");
}

/** Hosts and ports of a sandbox, which are others each time. */
export type Hosts = Record<"auth0" | "wso2" | "gateway", string>;

const placeholderOf = (server: string) => `<${server}>`;

/** Puts a placeholder in place of each host; the fixture holds texts like this. */
export function withoutHosts(text: string, hosts: Hosts): string {
  return Object.entries(hosts).reduce(
    (replaced, [server, host]) => replaced.replaceAll(host, placeholderOf(server)),
    text,
  );
}

export function withHosts(text: string, hosts: Hosts): string {
  return Object.entries(hosts).reduce(
    (replaced, [server, host]) => replaced.replaceAll(placeholderOf(server), host),
    text,
  );
}

/** User name and password of HTTP Basic authentication. */
export interface BasicCredentials {
  username: string;
  password: string;
}

/** `undefined` if the header is not one of HTTP Basic authentication; its case matters. */
export function readBasicCredentials(header: string | undefined): BasicCredentials | undefined {
  const encoded = /^Basic\s+(\S+)\s*$/.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

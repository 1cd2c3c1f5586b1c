/** The text parts of a `multipart/form-data` body by name; `undefined` if it is none. */
export function readMultipartForm(
  contentType: string | undefined,
  body: Buffer,
): Map<string, string> | undefined {
  const header = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i;
  const match = header.exec(contentType ?? "");
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  const parts = new Map<string, string>();
  for (const part of body.toString("utf8").split(`--${boundary}`)) {
    const end = part.indexOf("\r\n\r\n");
    const name = /;\s*name="([^"]*)"/i.exec(part.slice(0, Math.max(end, 0)))?.[1];
    if (name !== undefined) parts.set(name, part.slice(end + 4).replace(/\r\n$/, ""));
  }
  return parts;
}

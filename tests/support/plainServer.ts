import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A server without TLS on a free port of this machine. */
export async function startPlainServer(
  listener: RequestListener,
): Promise<{ url: string; close: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { RequestListener } from "node:http";
import type { KeyedCertificate } from "./certificateAuthority";

/** A server that listens on the loopback interface. */
export interface RunningServer {
  /** `localhost:<port>` */
  host: string;
  /** The same by its address: `127.0.0.1:<port>`. */
  address: string;
  close(): Promise<void>;
}

/** Serves `listener` over TLS on `port`; 0 takes a free one. */
export async function listen(
  listener: RequestListener,
  { certificate, privateKey }: KeyedCertificate,
  port = 0,
): Promise<RunningServer> {
  const server = createServer({ cert: certificate, key: privateKey }, listener);
  // In milliseconds. Node's own would end a connection while the next request is on its way.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? portTaken(port, error) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const takenPort = (server.address() as AddressInfo).port;
  return {
    host: `localhost:${takenPort}`,
    address: `127.0.0.1:${takenPort}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Another program listens on port ${port}, which this sandbox had the last time. End that program, or start another sandbox: --state <folder>.`,
    { cause },
  );
}

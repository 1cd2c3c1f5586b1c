import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen, type RunningServer } from "auth0-wso2-sandbox/http/httpsServer";
import { actors, somebody, type Actor } from "../world/actor";
import type { Hosts, World } from "../world/world";

/** Headers of a connection rather than of what is sent over it. */
const ofConnection = ["connection", "content-length", "transfer-encoding"];

/** Where other processes reach a world, over TLS: whatever comes is of whoever is at work. */
export class Door {
  atWork: Actor = somebody;
  private world: World | undefined;
  private readonly servers: RunningServer[] = [];

  private constructor(readonly certificateAuthority: CertificateAuthority) {}

  static async open(): Promise<Door> {
    const door = new Door(await CertificateAuthority.create());
    const certificate = await door.certificateAuthority.issueServerCertificate();
    for (let count = 0; count < 4; count += 1) {
      const server = await listen((...given) => void door.pass(...given), certificate);
      door.servers.push(server);
    }
    return door;
  }

  get hosts(): Hosts {
    const [auth0, other, first, second] = this.servers as [
      RunningServer,
      RunningServer,
      RunningServer,
      RunningServer,
    ];
    return {
      auth0: auth0.host,
      otherTenant: other.host,
      wso2: [first.host, second.host],
      otherNameOfFirst: first.address,
    };
  }

  leadTo(world: World): void {
    this.world = world;
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const headers = Object.entries(request.headers).filter(
      ([name]) => !ofConnection.includes(name),
    );
    const { host = "" } = request.headers;
    const body = await buffer(request);
    try {
      const answer = await actors.run(this.atWork, () =>
        this.theWorld.send({
          method,
          url: `https://${host}${url}`,
          headers: Object.fromEntries(headers) as Record<string, string>,
          ...(body.length > 0 && { body }),
        }),
      );
      const received = Object.entries(answer.headers);
      for (const [name, value] of received) {
        if (!ofConnection.includes(name)) response.setHeader(name, value);
      }
      response.writeHead(answer.status).end(answer.body);
    } catch {
      response.destroy();
    }
  }

  private get theWorld(): World {
    if (this.world === undefined) throw new Error("The door leads nowhere yet.");
    return this.world;
  }
}

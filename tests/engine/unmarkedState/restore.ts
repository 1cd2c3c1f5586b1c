import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import type { Auth0State } from "auth0-wso2-sandbox/auth0";
import { newTenant } from "auth0-wso2-sandbox/auth0/newTenant";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import type { SandboxState } from "auth0-wso2-sandbox/stateFile";
import type { Wso2State } from "auth0-wso2-sandbox/wso2/state";
import { withHosts, type Hosts } from "./placeholders";

/** Both servers as a stack of version a2b8ba3 has left them, and the state that Pulumi has of it. */
export interface Restored {
  sandbox: Sandbox;
  /** For `pulumi stack import`. */
  deployment: string;
}

/** Starts a sandbox with what is in the fixture, on free ports and with keys of its own. */
export async function restore(): Promise<Restored> {
  const [auth0Port = 0, wso2Port = 0, gatewayPort = 0] = await freePorts(3);
  const hosts = {
    auth0: `localhost:${auth0Port}`,
    wso2: `localhost:${wso2Port}`,
    gateway: `localhost:${gatewayPort}`,
  };
  const { auth0, wso2 } = JSON.parse(await contentOf("servers.json", hosts)) as {
    auth0: Omit<Auth0State, "signingKeys">;
    wso2: Wso2State;
  };
  const { signingKeys } = await newTenant();
  const state: SandboxState = {
    authority: (await CertificateAuthority.create()).exported,
    auth0: { port: auth0Port, state: { ...auth0, signingKeys } },
    wso2: { release: "4.7", port: wso2Port, gatewayPort, state: wso2 },
  };
  const stateFile = join(await mkdtemp(join(tmpdir(), "auth0-wso2-fixture-")), "sandbox.json");
  await writeFile(stateFile, JSON.stringify(state));
  const deployment = await contentOf("stack.json", hosts);
  return { sandbox: await startSandbox({ stateFile }), deployment };
}

async function contentOf(name: string, hosts: Hosts): Promise<string> {
  return withHosts(await readFile(join(__dirname, name), "utf8"), hosts);
}

/** Ports that were free a moment ago, all at the same time. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
          resolve((server.address() as AddressInfo).port);
        });
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}

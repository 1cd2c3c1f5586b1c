import { CertificateAuthority } from "./http/certificateAuthority";
import { startAuth0, type Auth0Sandbox } from "./auth0";
import { startWso2, type Wso2Sandbox } from "./wso2";
import type { NewUser } from "./wso2/login/users";
import type { Release } from "./wso2/releases";
import { StateFile } from "./stateFile";

export interface SandboxOptions {
  /** The WSO2 API Manager release that is played. Default: the state file's, or else the newest. */
  release?: Release;
  /** Keeps ports, keys and everything that was created over a restart. Default: none. */
  stateFile?: string;
  /** Milliseconds from a stored change of a Key Manager until WSO2 has loaded it. Default: 0. */
  activationDelay?: number;
  /** Users of WSO2 beside those of a new server, each in an organization that is added if need be. */
  users?: readonly NewUser[];
  /** Of another sandbox, for servers that are to reach those of this one. Default: one of its own. */
  certificateAuthority?: CertificateAuthority;
  /** Another sandbox, whose Auth0 tenant this one's WSO2 has, too, instead of one of its own. */
  beside?: Pick<Sandbox, "auth0" | "certificateAuthority">;
}

/** A local Auth0 tenant and a local WSO2 API Manager that knows it, over TLS. */
export interface Sandbox {
  auth0: Auth0Sandbox;
  wso2: Wso2Sandbox;
  /** The authority that signed both servers' certificates. */
  certificateAuthority: CertificateAuthority;
  close(): Promise<void>;
}

/** Starts both servers: empty and on free ports, or as the state file remembers them. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const file = new StateFile(options.stateFile);
  const earlier = await file.read();
  const certificateAuthority =
    options.beside?.certificateAuthority ??
    options.certificateAuthority ??
    (await CertificateAuthority.create(earlier?.authority));
  const certificate = await certificateAuthority.issueServerCertificate();
  const release = options.release ?? earlier?.wso2.release ?? "4.7";
  const save = () => {
    file.write({
      authority: certificateAuthority.exported,
      auth0: { port: portOf(auth0.domain), state: auth0.state },
      wso2: {
        release,
        port: portOf(wso2.url),
        gatewayPort: portOf(wso2.gatewayUrl),
        state: wso2.state,
      },
    });
  };
  const auth0 =
    options.beside?.auth0 ?? (await startAuth0({ certificate, onChange: save, ...earlier?.auth0 }));
  const closeAuth0 = async () => (options.beside ? undefined : auth0.close());
  const wso2 = await startWso2({
    certificate,
    trustedAuthority: certificateAuthority.certificate,
    activationDelay: options.activationDelay ?? 0,
    onChange: save,
    ...earlier?.wso2,
    release,
  }).catch(async (error: unknown) => {
    await closeAuth0();
    throw error;
  });
  for (const user of options.users ?? []) {
    // A state file may have them already.
    if (!wso2.users.has(user.login)) wso2.users.add(user);
  }
  save();
  return {
    auth0,
    wso2,
    certificateAuthority,
    close: async () => {
      await Promise.all([closeAuth0(), wso2.close()]);
      await file.settled();
    },
  };
}

const portOf = (address: string) => Number(/:(\d+)$/.exec(address)?.[1]);

import { CertificateAuthority } from "./http/certificateAuthority";
import { startAuth0, type Auth0Sandbox } from "./auth0";
import { startWso2, type Wso2Sandbox } from "./wso2";

/** A local Auth0 tenant and a local WSO2 API Manager that knows it, over TLS. */
export interface Sandbox {
  auth0: Auth0Sandbox;
  wso2: Wso2Sandbox;
  /** PEM of the authority that signed both servers' certificates. */
  certificateAuthority: CertificateAuthority;
  close(): Promise<void>;
}

/** Starts both servers on free ports, empty. */
export async function startSandbox(): Promise<Sandbox> {
  const certificateAuthority = await CertificateAuthority.create();
  const certificate = await certificateAuthority.issueServerCertificate();
  const auth0 = await startAuth0({ certificate });
  const wso2 = await startWso2({
    certificate,
    trustedAuthority: certificateAuthority.certificate,
    release: "4.7",
  });
  return {
    auth0,
    wso2,
    certificateAuthority,
    close: async () => {
      await Promise.all([auth0.close(), wso2.close()]);
    },
  };
}

import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";

/** A mistake that only the servers know of. */
export interface ServerMistake {
  /** What goes over the config that works. */
  config?: Record<string, unknown>;
  /** What goes over the environment that works, and mends it when it is gone. */
  environment?: (sandbox: Sandbox) => Record<string, string>;
  /** What somebody has done on a server. Gives back how it is undone, where that mends it. */
  made?: (sandbox: Sandbox) => Promise<(() => void) | undefined>;
  /** What is said, up to what is to be done. */
  message: string;
  /** What is to be done, as it is said. */
  remedy: string;
  /** The command in it that is pasted, where there is one. */
  command?: string;
  /** A preview does not ask for what it does not need. */
  isSeenByUpAlone?: true;
}

/** The config that works. */
export const serverConfig = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-mistakes" },
};

const existing = "https://existing.example.com/";
const complete = "https://complete.example.com/";

async function createApi(sandbox: Sandbox, identifier: string, scope: string): Promise<void> {
  const api = { identifier, name: "Existing", scopes: [{ value: scope }] };
  await new Auth0Dashboard(sandbox).create("/resource-servers", api);
}

/** Mistakes that show when the Auth0 provider asks Auth0, in the order of the page. */
export const auth0Mistakes: Readonly<Record<string, ServerMistake>> = {
  "a wrong secret of the deployer": {
    environment: () => ({ AUTH0_CLIENT_SECRET: "not-the-secret" }),
    message: "id or secret is wrong.",
    remedy: "Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET",
  },
  "the placeholder of the example for its id": {
    environment: () => ({
      AUTH0_CLIENT_ID: "The ID of the application that may manage the tenant",
    }),
    message:
      'refuses the login of the application "The ID of the application that may manage the tenant"',
    remedy: "Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET",
  },
  "a domain where nobody answers": {
    environment: () => ({ AUTH0_DOMAIN: "localhost:1" }),
    message: "Auth0 cannot be asked at localhost:1: dial tcp",
    remedy: "Check AUTH0_DOMAIN",
  },
  "an authority of Auth0's certificate that the Auth0 provider does not trust": {
    environment: () => ({ SSL_CERT_FILE: "" }),
    message: "its certificate is signed by an authority that the Auth0 provider does not trust.",
    remedy: "Add the authority to the system's list (on Linux SSL_CERT_FILE may name it)",
  },
  "the custom domain for the tenant's own": {
    environment: ({ auth0 }) => ({ AUTH0_DOMAIN: auth0.customDomain }),
    message: "is not the tenant's own domain. A custom domain belongs in customDomain",
    remedy: "Set AUTH0_DOMAIN",
  },
  "a deployer that is not authorized for the Management API": {
    made: (sandbox) => {
      const { clientGrants } = sandbox.auth0.state;
      const grants = clientGrants.splice(0);
      return Promise.resolve(() => clientGrants.push(...grants));
    },
    message: "it is not authorized for the Management API.",
    remedy:
      "Authorize it in Auth0's dashboard: Applications, APIs, Auth0 Management API, Application Access",
  },
  "a deployer without a permission": {
    made: ({ auth0 }) => {
      const [grant] = auth0.state.clientGrants;
      const scope = grant?.scope ?? [];
      if (grant) grant.scope = scope.filter((name) => name !== "create:client_grants");
      return Promise.resolve(() => {
        if (grant) grant.scope = scope;
      });
    },
    message: "lacks permissions of Auth0's Management API: create:client_grants.",
    remedy:
      "Grant them in Auth0's dashboard: Applications, APIs, Auth0 Management API, Application Access",
    isSeenByUpAlone: true,
  },
  "a permission that the Management API does not have": {
    config: { managementApplication: { additionalPermissions: ["read:roless"] } },
    message: "does not have, so that no token would carry them: read:roless (perhaps read:roles).",
    remedy: "Correct them, or take them out",
  },
  "an API that lacks what WSO2 asks for": {
    config: { api: { existingIdentifier: existing } },
    made: async (sandbox) => {
      await createApi(sandbox, existing, "read:orders");
      return undefined;
    },
    message: 'does not define the scope "default", which WSO2\'s Auth0 connector asks for',
    remedy: "Add it to the API's permissions in Auth0, or set requireDefaultScope: false",
    command: "pulumi config set --path 'api.requireDefaultScope' false",
  },
  "an API of that identifier, which is somebody else's": {
    config: { api: { identifier: complete } },
    made: async (sandbox) => {
      await createApi(sandbox, complete, "default");
      return () => sandbox.auth0.state.resourceServers.pop();
    },
    message: `Auth0 has an API with the identifier ${complete} already`,
    remedy: `use it: pulumi config set --path 'api.existingIdentifier' ${complete}, and remove the other keys of api`,
  },
};

/** Mistakes that show when WSO2 is asked, in the order of the page. */
export const wso2Mistakes: Readonly<Record<string, ServerMistake>> = {
  "a server that does not answer": {
    environment: () => ({ WSO2_URL: "https://localhost:1" }),
    message: "nothing listens there (ECONNREFUSED)",
    remedy: "Check WSO2_URL",
  },
  "a certificate that is not trusted": {
    environment: () => ({ WSO2_CA_FILE: "", NODE_EXTRA_CA_CERTS: "" }),
    message: "certificate is not trusted",
    remedy: "Name the authority that signed it in WSO2_CA_FILE",
  },
  "a wrong password of WSO2's user": {
    environment: () => ({ WSO2_PASSWORD: "not-the-password" }),
    message: "answered 401",
    remedy: "Check WSO2_USERNAME and WSO2_PASSWORD",
  },
  "a password that was corrected in the stack config: refresh and destroy have that of the last up":
    {
      environment: () => ({ WSO2_PASSWORD: "not-the-password-any-more" }),
      message: "answered 401",
      remedy: "After a change in the stack config, run once: pulumi refresh --run-program",
    },
  "a user without the role": {
    environment: () => ({ WSO2_USERNAME: "reader", WSO2_PASSWORD: "password-of-reader" }),
    made: ({ wso2 }) => {
      const roles = ["Internal/subscriber"];
      const user = { username: "reader", password: "password-of-reader", tenant: "carbon.super" };
      wso2.state.users.push({ ...user, roles });
      return Promise.resolve(() => roles.push("admin"));
    },
    message: "answered 401",
    remedy:
      "the user has the role admin (for Key Managers) or Internal/subscriber (for applications): WSO2 answers the same for a missing permission",
  },
  "a Key Manager of that name, which is somebody else's": {
    made: async (sandbox) => {
      const url = `https://${sandbox.auth0.domain}`;
      await new AdminPortal(sandbox).createKeyManager({
        name: serverConfig.keyManager.name,
        type: "Auth0",
        enabled: true,
        clientRegistrationEndpoint: `${url}/oidc/register`,
        introspectionEndpoint: "none",
        tokenEndpoint: `${url}/oauth/token`,
        revokeEndpoint: `${url}/oauth/revoke`,
        additionalProperties: { client_id: "theirs", client_secret: "theirs", audience: "theirs" },
      });
      return undefined;
    },
    message: "carries no mark of this stack, so it is somebody else's",
    remedy: "Set adopt: true to take it over, or choose another name",
    command: "pulumi config set --path 'keyManager.adopt' true",
  },
};

/** Every mistake by what it is, in the order of the page. */
export const serverMistakes: Readonly<Record<string, ServerMistake>> = {
  ...auth0Mistakes,
  ...wso2Mistakes,
};

import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { ApplicationAccess, Auth0KeyManager, Wso2Provider } from "auth0-wso2-key-manager";

interface Tenant {
  domain: string;
  clientId: string;
  clientSecret: string;
}
interface Server {
  url: string;
  username: string;
  password: string;
  caFile?: string;
}

const config = new pulumi.Config();
const tenants = Object.entries(config.requireObject<Record<string, Tenant>>("tenants"));
const servers = Object.entries(config.requireObject<Record<string, Server>>("servers"));

const tenantProviders = tenants.map(([name, tenant]) => ({
  name,
  domain: tenant.domain,
  provider: new auth0.Provider(name, {
    ...tenant,
    clientSecret: pulumi.secret(tenant.clientSecret),
  }),
}));

for (const [serverName, server] of servers) {
  const wso2 = new Wso2Provider(serverName, server); // secret in the state, all of it
  for (const { name, domain, provider } of tenantProviders) {
    const each = `${serverName}-${name}`;
    // Both reach whatever is in the component.
    const providers = [provider, wso2];
    const keyManager = new Auth0KeyManager(
      each,
      {
        domain,
        api: { identifier: `https://${each}.example.com/` },
        keyManager: { name: each },
      },
      { providers },
    );
    new ApplicationAccess(
      `${each}-reports`,
      {
        name: `reports-${name}`,
        keyManager,
        keys: { production: { mode: "map" }, sandbox: { mode: "generate" } },
      },
      { providers },
    );
  }
}

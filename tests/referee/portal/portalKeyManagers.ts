import type { Sandbox } from "auth0-wso2-sandbox";
import type { PortalPlay } from "./portalExchange";

export type Change = Record<string, unknown>;

/** A Key Manager whose login is right unless another secret is given. */
export function keyManager(
  { auth0 }: Sandbox,
  name: string,
  change: Change,
  secret?: string,
): Change {
  const origin = `https://${auth0.domain}`;
  return {
    name,
    type: "Auth0",
    enabled: true,
    issuer: `${origin}/`,
    introspectionEndpoint: "none",
    clientRegistrationEndpoint: `${origin}/oidc/register`,
    tokenEndpoint: `${origin}/oauth/token`,
    displayTokenEndpoint: `${origin}/shown/token`,
    revokeEndpoint: `${origin}/oauth/revoke`,
    userInfoEndpoint: `${origin}/userinfo`,
    certificates: { type: "JWKS", value: `${origin}/.well-known/jwks.json` },
    availableGrantTypes: ["client_credentials"],
    enableTokenGeneration: true,
    enableMapOAuthConsumerApps: true,
    enableOAuthAppCreation: true,
    additionalProperties: {
      client_id: auth0.deployer.clientId,
      client_secret: secret ?? auth0.deployer.clientSecret,
      audience: `${origin}/api/v2/`,
    },
    ...change,
  };
}

/** The Key Manager that every server has; the referee is set up without it. */
export function withoutResident(play: PortalPlay): PortalPlay {
  const answers = play.answers.map((answer) => {
    const body = answer.body as { count?: unknown; list?: { type?: unknown }[] } | null;
    if (!Array.isArray(body?.list) || !body.list.some(({ type }) => type === "default")) {
      return answer;
    }
    const list = body.list.filter(({ type }) => type !== "default");
    return { ...answer, body: { ...body, list, count: { written: String(list.length) } } };
  });
  return { ...play, answers };
}

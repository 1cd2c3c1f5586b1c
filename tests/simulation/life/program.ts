import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import { tenantEndpoints } from "../../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../../components/auth0KeyManager";
import type { Release } from "auth0-wso2-sandbox/wso2/releases";
import { Output, named, type DeclaredResource, type StackState } from "../engine/resource";
import { usualHosts } from "../world/world";
import type {
  Declaration,
  DeclaredApplication,
  DeclaredKeyManager,
  DeclaredKeys,
} from "./declaration";

/**
 * What the components make of a declaration. THE ONE PLACE to follow when they change: inputs,
 * options, names and parents are theirs.
 */

const types = {
  client: "auth0:index/client:Client",
  credentials: "auth0:index/clientCredentials:ClientCredentials",
  grant: "auth0:index/clientGrant:ClientGrant",
  api: "auth0:index/resourceServer:ResourceServer",
  scopes: "auth0:index/resourceServerScopes:ResourceServerScopes",
  owner: "pulumi-nodejs:dynamic/wso2:Owner",
  keyManager: "pulumi-nodejs:dynamic/wso2:KeyManager",
  application: "pulumi-nodejs:dynamic/wso2:Application",
  applicationKeys: "pulumi-nodejs:dynamic/wso2:ApplicationKeys",
  subscription: "pulumi-nodejs:dynamic/wso2:Subscription",
} as const;

const components = {
  auth0KeyManager: "auth0-wso2-key-manager:index:Auth0KeyManager",
  managementApplication: "auth0-wso2-key-manager:auth0:ManagementApplication",
  api: "auth0-wso2-key-manager:auth0:Api",
  consumerApplication: "auth0-wso2-key-manager:auth0:ConsumerApplication",
  applications: "auth0-wso2-key-manager:index:Applications",
  applicationAccess: "auth0-wso2-key-manager:index:ApplicationAccess",
  /** A component of the user's own. */
  platform: "example:index:Platform",
} as const;

const endpoints = tenantEndpoints(usualHosts.auth0);

/** What a program is made for. */
export interface ProgramOf {
  declaration: Declaration;
  state: StackState;
  release: Release;
  /** Identifier of the stack's API in Auth0. */
  audience: string;
}

export function programOf(of: ProgramOf): DeclaredResource[] {
  const { declaration } = of;
  const management = managementOf(declaration);
  const api = apiOf(of);
  const before = [...management.resources, ...api];
  const keyManager = declaration.keyManager && keyManagerOf(of, declaration.keyManager);
  return [
    ownerOf(),
    ...before,
    ...(keyManager ? [keyManager] : []),
    ...declaration.applications.flatMap((application) =>
      applicationOf(of, application, keyManager, before),
    ),
  ];
}

function ownerOf(): DeclaredResource {
  return resource(types.owner, "owner", [], {}, {});
}

/** What every dynamic resource gets besides its arguments. */
function ownershipOf({ state }: ProgramOf, name: string): Record<string, unknown> {
  const { organization, project, stack } = state;
  return {
    ownership: {
      owner: new Output(named(ownerOf()), "id"),
      stack: `${organization}/${project}/${stack}`,
      resource: name,
    },
  };
}

function managementOf({ management, managementResource: stem, isOneByOne }: Declaration) {
  if (management !== "own") return { resources: [], ...management };
  const parents = [
    ...(isOneByOne ? [] : [components.auth0KeyManager]),
    components.managementApplication,
  ];
  const client = resource(types.client, `${stem}-client`, parents, {
    name: stem,
    description: "WSO2 API Manager manages its applications with this one. Managed by Pulumi.",
    appType: "non_interactive",
    grantTypes: ["client_credentials"],
  });
  const clientId = new Output(named(client), "clientId");
  const credentials = resource(
    types.credentials,
    `${stem}-credentials`,
    parents,
    { clientId, authenticationMethod: "client_secret_basic" },
    { secrets: ["clientSecret"] },
  );
  const grant = resource(
    types.grant,
    `${stem}-grant`,
    parents,
    {
      clientId,
      audience: endpoints.managementApiIdentifier,
      scopes: connectorPermissions.map(({ name }) => name),
    },
    { deleteBeforeReplace: true },
  );
  return {
    resources: [client, credentials, grant],
    // Whoever has the id may log in.
    clientId: new Output(named(grant), "clientId", true),
    clientSecret: new Output(named(credentials), "clientSecret"),
  };
}

function apiOf({ declaration, audience }: ProgramOf): DeclaredResource[] {
  const parents = [components.auth0KeyManager, components.api];
  const api = resource(types.api, "auth0-api-api", parents, {
    identifier: audience,
    name: "auth0-api",
    signingAlg: "RS256",
    tokenLifetime: 86_400,
    tokenDialect: "access_token",
  });
  const scopes = resource(types.scopes, "auth0-api-scopes", parents, {
    resourceServerIdentifier: new Output(named(api), "identifier"),
    scopes: ["default", ...declaration.scopes].map((value) => ({ value, description: value })),
  });
  return [api, scopes];
}

function keyManagerOf(of: ProgramOf, declared: DeclaredKeyManager): DeclaredResource {
  const { declaration, release } = of;
  const { resource: name, formerly, isMoved, isMoveKnown, properties, ...fields } = declared;
  const { resources, clientId, clientSecret } = managementOf(declaration);
  const parents = parentsOfKeyManager(declaration, isMoved === true);
  const elsewhere = parentsOfKeyManager(declaration, isMoved !== true);
  return resource(
    types.keyManager,
    name,
    parents,
    {
      ...keyManagerEndpoints(endpoints),
      ...fields,
      ...(properties && { additionalProperties: properties }),
      // Those releases refuse to say whether an entry is in use.
      ...(/^4\.[012]$/.test(release) && { deleteUnchecked: true }),
      clientId,
      clientSecret,
      ...ownershipOf(of, name),
    },
    {
      secrets: ["clientSecret"],
      dependsOn: declaration.isOneByOne ? [] : [...resources, ...apiOf(of)].map(named),
      aliases: [
        ...(formerly === undefined ? [] : [{ name: formerly }]),
        ...(isMoveKnown ? [{ parents: elsewhere }] : []),
      ],
    },
  );
}

function parentsOfKeyManager({ isOneByOne }: Declaration, isMoved: boolean): string[] {
  return [
    ...(isMoved ? [components.platform] : []),
    ...(isOneByOne ? [] : [components.auth0KeyManager]),
  ];
}

function applicationOf(
  of: ProgramOf,
  declared: DeclaredApplication,
  keyManager: DeclaredResource | undefined,
  before: DeclaredResource[],
): DeclaredResource[] {
  const { resource: stem, formerly, isMoved, name, description, adopt, isSubscribed } = declared;
  const parents = [
    isMoved ? components.platform : components.applications,
    components.applicationAccess,
  ];
  const alias = (suffix: string) => ({
    aliases: formerly === undefined ? [] : [{ name: `${formerly}${suffix}` }],
  });
  const application = resource(
    types.application,
    `${stem}-application`,
    parents,
    {
      name,
      ...(description !== undefined && { description }),
      ...(adopt !== undefined && { adopt }),
      ...ownershipOf(of, `${stem}-application`),
    },
    {
      dependsOn: [...before, ...(keyManager ? [keyManager] : [])].map(named),
      ...alias("-application"),
    },
  );
  const keys = (["production", "sandbox"] as const).flatMap((use) => {
    const keysDeclared = declared[use];
    if (keysDeclared === undefined || keyManager === undefined) return [];
    return keysOf(of, { stem, use, parents, alias, before }, application, keyManager, keysDeclared);
  });
  const subscription = resource(
    types.subscription,
    `${stem}-subscription-Orders-1.0.0`,
    parents,
    {
      api: "Orders",
      version: "1.0.0",
      applicationId: new Output(named(application), "id"),
      ...ownershipOf(of, `${stem}-subscription-Orders-1.0.0`),
    },
    {
      dependsOn: keys.filter(({ type }) => type === types.applicationKeys).map(named),
      ...alias("-subscription-Orders-1.0.0"),
    },
  );
  return [application, ...keys, ...(isSubscribed ? [subscription] : [])];
}

interface Place {
  stem: string;
  use: "production" | "sandbox";
  parents: readonly string[];
  alias: (suffix: string) => { aliases: { name: string }[] };
  /** What the Key Manager's component consists of, besides the Key Manager. */
  before: DeclaredResource[];
}

function keysOf(
  of: ProgramOf,
  { stem, use, parents, alias, before }: Place,
  application: DeclaredResource,
  keyManager: DeclaredResource,
  { mode, grantTypes, secretVersion }: DeclaredKeys,
): DeclaredResource[] {
  const { audience, declaration } = of;
  const dependsOn = [...before, keyManager].map(named);
  const name = `${stem}-${use}-keys`;
  const common = {
    applicationId: new Output(named(application), "id"),
    applicationName: new Output(named(application), "name"),
    keyManager: new Output(named(keyManager), "name"),
    keyType: use.toUpperCase(),
    ...ownershipOf(of, name),
  };
  const options = {
    secrets: ["clientSecret", "consumerSecret", "management"],
    deleteBeforeReplace: true,
    dependsOn,
    ...alias(`-${use}-keys`),
  };
  if (mode === "generate") {
    const { clientId, clientSecret } = managementOf(declaration);
    const { tokenEndpoint, managementApiIdentifier } = endpoints;
    const management = { tokenEndpoint, clientId, clientSecret, audience: managementApiIdentifier };
    const client = { grantTypes, ...(secretVersion !== undefined && { secretVersion }), audience };
    return [
      resource(types.applicationKeys, name, parents, { ...common, ...client, management }, options),
    ];
  }
  const consumerParents = [...parents, components.consumerApplication];
  const client = resource(
    types.client,
    `${stem}-${use}-client`,
    consumerParents,
    {
      name: `${stem}-${use}`,
      description: "Calls APIs through WSO2 API Manager. Managed by Pulumi.",
      appType: "non_interactive",
      grantTypes,
    },
    { dependsOn, ...alias(`-${use}-client`) },
  );
  const clientId = new Output(named(client), "clientId");
  const credentials = resource(
    types.credentials,
    `${stem}-${use}-credentials`,
    consumerParents,
    { clientId, authenticationMethod: "client_secret_basic" },
    { secrets: ["clientSecret"], dependsOn, ...alias(`-${use}-credentials`) },
  );
  const grant = resource(
    types.grant,
    `${stem}-${use}-grant`,
    consumerParents,
    { clientId, audience, scopes: ["default"] },
    { deleteBeforeReplace: true, dependsOn, ...alias(`-${use}-grant`) },
  );
  return [
    client,
    credentials,
    grant,
    resource(
      types.applicationKeys,
      name,
      parents,
      {
        ...common,
        mode: "map",
        // The component's client ID waits for its grant.
        clientId,
        clientSecret: new Output(named(credentials), "clientSecret"),
      },
      { ...options, dependsOn: [...dependsOn, named(grant)] },
    ),
  ];
}

type Options = Partial<
  Pick<DeclaredResource, "secrets" | "dependsOn" | "aliases" | "deleteBeforeReplace">
>;

function resource(
  type: string,
  name: string,
  parents: readonly string[],
  inputs: Record<string, unknown>,
  options: Options = {},
): DeclaredResource {
  const isModel = type.startsWith("auth0:");
  return { secrets: [], dependsOn: [], ...options, type, name, parents, inputs, isModel };
}

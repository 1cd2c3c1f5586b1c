import * as pulumi from "@pulumi/pulumi";
import type { Release } from "auth0-wso2-sandbox/wso2/releases";
import {
  Api,
  ApplicationAccess,
  Applications,
  Auth0KeyManager,
  KeyManager,
  keyManagerEndpoints,
  ManagementApplication,
  tenantEndpoints,
  type ApiArgs,
  type ApplicationDeclaration,
  type Auth0KeyManagerEntry,
  type KeyManagerReference,
} from "../../../components";
import { scopesOfApi } from "../../../components/auth0/apiScopes";
import { withoutLeft } from "../../../components/auth0/leftToAuth0";
import type { Declaration, DeclaredApplication, DeclaredKeyManager } from "./declaration";

/** What the program of a stack is made for. */
export interface ProgramInput {
  declaration: Declaration;
  /** The tenant's. */
  domain: string;
  /** Identifier of the stack's API in Auth0. */
  audience: string;
  release: Release;
  /** What a team knows of the Key Manager of its platform. */
  reference?: KeyManagerReference | undefined;
}

/** The file in which a program on the real engine finds it. */
export const inputFile = "declaration.json";

const keyManagerType = "auth0-wso2-key-manager:index:Auth0KeyManager";

/**
 * The program of a stack, on either engine: its declaration, made with the components. Names and places
 * that they do not let one choose are had by making their parts one by one.
 */
export function declareStack(input: ProgramInput): void {
  const { declaration } = input;
  const { keyManager: entry, ignored: ignoreChanges = [], leftToAuth0 = {} } = declaration;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    const isConcerned = ignoreChanges.length > 0 && /:(KeyManager|ApplicationKeys)$/.test(type);
    return isConcerned ? { props, opts: { ...opts, ignoreChanges } } : undefined;
  });
  let made: pulumi.Resource | undefined;
  const platform = () =>
    (made ??= new pulumi.ComponentResource("example:index:Platform", "platform"));
  const keyManager =
    input.reference ??
    (entry && isUsual(declaration, entry)
      ? new Auth0KeyManager("auth0", {
          domain: input.domain,
          managementApplication: declaration.management === "own" ? {} : declaration.management,
          api: apiOf(input),
          keyManager: entryOf(input, entry),
          leftToAuth0,
        })
      : inParts(input, platform));
  const isUsualApplication = ({ resource, formerly, isMoved, name }: DeclaredApplication) =>
    resource === name && formerly === undefined && !isMoved;
  const declared = (application: DeclaredApplication) =>
    accessTo(application, entry !== undefined || declaration.platform !== undefined);
  const usual = declaration.applications.filter(isUsualApplication);
  const applications = new Applications("applications", {
    keyManager,
    applications: Object.fromEntries(usual.map((each) => [each.name, declared(each)])),
  });
  for (const application of declaration.applications) {
    if (usual.includes(application)) continue;
    const { resource, formerly, isMoved, name } = application;
    new ApplicationAccess(
      resource,
      { ...declared(application), name, keyManager },
      {
        parent: isMoved ? platform() : applications,
        aliases: formerly === undefined ? [] : [{ name: formerly }],
      },
    );
  }
}

function accessTo(declared: DeclaredApplication, hasKeys: boolean): ApplicationDeclaration {
  const { description, adopt, groups, changeOwner, production, sandbox, isSubscribed } = declared;
  const { destroyOthers, policy: throttlingPolicy } = declared;
  const subscription = {
    api: "Orders",
    version: "1.0.0",
    ...(throttlingPolicy && { throttlingPolicy }),
  };
  return {
    ...(description !== undefined && { description }),
    ...(adopt !== undefined && { adopt }),
    ...(groups && { groups }),
    ...(changeOwner !== undefined && { changeOwner }),
    ...(destroyOthers !== undefined && { destroyOthers }),
    keys: hasKeys ? { ...(production && { production }), ...(sandbox && { sandbox }) } : {},
    subscriptions: isSubscribed ? [subscription] : [],
  };
}

function apiOf({ declaration, audience: identifier }: ProgramInput): ApiArgs {
  const { scopes, grant, destroyOthers = false } = declaration;
  return {
    identifier,
    destroyOthers,
    scopes: scopes.map((name) => ({ name, description: name })),
    ...(grant && { grants: { partner: grant } }),
  };
}

/** What of a declaration is about its place in the program. */
const places = ["resource", "formerly", "isMoved", "isMoveKnown"];

function entryOf({ release }: ProgramInput, declared: DeclaredKeyManager): Auth0KeyManagerEntry {
  const entry = Object.entries(declared).filter(([field]) => !places.includes(field));
  return {
    ...(Object.fromEntries(entry) as unknown as Auth0KeyManagerEntry),
    // Those releases refuse to say whether an entry is in use.
    ...(/^4\.[012]$/.test(release) && { deleteUnchecked: true }),
  };
}

function isUsual(declaration: Declaration, entry: DeclaredKeyManager): boolean {
  const { isOneByOne, management, managementResource } = declaration;
  return (
    entry.resource === "auth0-key-manager" &&
    entry.formerly === undefined &&
    !entry.isMoved &&
    !entry.isMoveKnown &&
    !isOneByOne &&
    (management !== "own" || managementResource === "auth0-management")
  );
}

/** What `ApplicationAccess` takes of an `Auth0KeyManager`: outputs, and that it waits for it. */
function inParts(input: ProgramInput, platform: () => pulumi.Resource): Auth0KeyManager {
  const { management, managementResource, isOneByOne, keyManager, leftToAuth0 } = input.declaration;
  const endpoints = tenantEndpoints(input.domain);
  const { managementApiIdentifier, managementTokenEndpoint: tokenEndpoint } = endpoints;
  const opts = withoutLeft(leftToAuth0);
  const whole = new pulumi.ComponentResource(keyManagerType, "auth0", {}, opts);
  const home = isOneByOne ? opts : { parent: whole };
  const application =
    management === "own"
      ? new ManagementApplication(managementResource, { managementApiIdentifier }, home)
      : undefined;
  const login = application ?? (management as { clientId: string; clientSecret: string });
  const { clientId, clientSecret } = login;
  const audience = managementApiIdentifier;
  const credentials = pulumi.secret({ tokenEndpoint, clientId, clientSecret, audience });
  const api = new Api("auth0-api", { ...apiOf(input), management: credentials }, { parent: whole });
  const before = [api, ...(application ? [application] : [])];
  const entry =
    keyManager &&
    new KeyManager(
      keyManager.resource,
      {
        ...keyManagerEndpoints(endpoints),
        ...entryOf(input, keyManager),
        clientId,
        clientSecret,
        loginGrant: isOneByOne ? undefined : application?.grantId,
      },
      { ...placeOf(keyManager, home, platform), dependsOn: isOneByOne ? [] : before },
    );
  const outputs = {
    tenant: {},
    leftToAuth0,
    apiParts: [api],
    facts: {
      name: entry?.name,
      apiIdentifier: api.identifier,
      scopes: scopesOfApi(apiOf(input).scopes ?? []),
    },
    keyManager: entry ?? {},
    management: credentials,
  };
  const parts = [...before, ...(entry ? [entry] : [])];
  return Object.assign(parts, outputs) as unknown as Auth0KeyManager;
}

function placeOf(
  { formerly, isMoved, isMoveKnown }: DeclaredKeyManager,
  home: { parent?: pulumi.Resource },
  platform: () => pulumi.Resource,
): pulumi.CustomResourceOptions {
  const moved = () =>
    home.parent
      ? new pulumi.ComponentResource(keyManagerType, "moved", {}, { parent: platform() })
      : platform();
  return {
    ...(isMoved ? { parent: moved() } : home),
    aliases: [
      ...(formerly === undefined ? [] : [{ name: formerly }]),
      ...(isMoveKnown
        ? [{ parent: isMoved ? (home.parent ?? pulumi.rootStackResource) : moved() }]
        : []),
    ],
  };
}

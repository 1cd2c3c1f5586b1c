import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import {
  Api,
  ApplicationAccess,
  Auth0KeyManager,
  KeyManager,
  keyManagerEndpoints,
  ManagementApplication,
  tenantEndpoints,
  type KeysDeclaration,
} from "../../../components";
import type { DeclaredApplication, DeclaredKeyManager, DeclaredKeys } from "../life/declaration";
import { inputFile, type ProgramInput } from "./programInput";

/**
 * A declaration of the simulator, made with the components. Names and places that they do not let
 * one choose are had by making their parts one by one, below components of the same types.
 */
const { declaration, audience, release } = JSON.parse(
  readFileSync(inputFile, "utf8"),
) as ProgramInput;
const domain = process.env["AUTH0_DOMAIN"] ?? "";
const endpoints = tenantEndpoints(domain);
const types = {
  keyManager: "auth0-wso2-key-manager:index:Auth0KeyManager",
  applications: "auth0-wso2-key-manager:index:Applications",
  platform: "example:index:Platform",
};

const apiArgs = {
  identifier: audience,
  scopes: declaration.scopes.map((name) => ({ name, description: name })),
};

let platformMade: pulumi.ComponentResource | undefined;
const platform = () => (platformMade ??= new pulumi.ComponentResource(types.platform, "platform"));

function entryOf({
  name,
  displayName,
  description,
  consumerKeyClaim,
  adopt,
  skipPreflight,
  properties,
}: DeclaredKeyManager) {
  return {
    name,
    ...(displayName !== undefined && { displayName }),
    ...(description !== undefined && { description }),
    ...(consumerKeyClaim !== undefined && { consumerKeyClaim }),
    ...(adopt !== undefined && { adopt }),
    ...(skipPreflight && { skipPreflight: skipPreflight as ["uniqueIssuer"] }),
    ...(properties && { additionalProperties: properties as Record<string, string> }),
    // Those releases refuse to say whether an entry is in use.
    ...(/^4\.[012]$/.test(release) && { deleteUnchecked: true }),
  };
}

function isUsual({ resource, formerly, isMoved, isMoveKnown }: DeclaredKeyManager): boolean {
  const { isOneByOne, management, managementResource } = declaration;
  return (
    resource === "auth0-key-manager" &&
    formerly === undefined &&
    !isMoved &&
    !isMoveKnown &&
    !isOneByOne &&
    (management !== "own" || managementResource === "auth0-management")
  );
}

function keyManagerOf(declared: DeclaredKeyManager | undefined): Auth0KeyManager {
  const { management } = declaration;
  if (declared === undefined || !isUsual(declared)) return inParts(declared);
  return new Auth0KeyManager("auth0", {
    domain,
    managementApplication: management === "own" ? {} : management,
    api: apiArgs,
    keyManager: entryOf(declared),
  });
}

/** What `ApplicationAccess` takes of an `Auth0KeyManager`: outputs, and that it waits for it. */
function inParts(declared: DeclaredKeyManager | undefined): Auth0KeyManager {
  const { management, managementResource, isOneByOne } = declaration;
  const whole = new pulumi.ComponentResource(types.keyManager, "auth0");
  const application =
    management === "own"
      ? new ManagementApplication(
          managementResource,
          { managementApiIdentifier: endpoints.managementApiIdentifier },
          isOneByOne ? {} : { parent: whole },
        )
      : undefined;
  const login = application ?? (management as { clientId: string; clientSecret: string });
  const api = new Api("auth0-api", apiArgs, { parent: whole });
  const before = [api, ...(application ? [application] : [])];
  const entry =
    declared &&
    new KeyManager(
      declared.resource,
      {
        ...keyManagerEndpoints(endpoints),
        ...entryOf(declared),
        clientId: login.clientId,
        clientSecret: login.clientSecret,
      },
      placeOf(declared, whole, before),
    );
  const outputs = {
    apiIdentifier: api.identifier,
    keyManagerName: entry?.name,
    management: pulumi.secret({
      tokenEndpoint: endpoints.managementTokenEndpoint,
      clientId: login.clientId,
      clientSecret: login.clientSecret,
      audience: endpoints.managementApiIdentifier,
    }),
  };
  const parts = [...before, ...(entry ? [entry] : [])];
  return Object.assign(parts, outputs) as unknown as Auth0KeyManager;
}

function placeOf(
  { resource, formerly, isMoved, isMoveKnown }: DeclaredKeyManager,
  whole: pulumi.Resource,
  before: pulumi.Resource[],
): pulumi.CustomResourceOptions {
  const { isOneByOne } = declaration;
  const moved = () =>
    isOneByOne
      ? platform()
      : new pulumi.ComponentResource(types.keyManager, "moved", {}, { parent: platform() });
  const parent = isMoved ? moved() : isOneByOne ? undefined : whole;
  const elsewhere = [
    ...(isMoved ? [] : [types.platform]),
    ...(isOneByOne ? [] : [types.keyManager]),
    "pulumi-nodejs:dynamic/wso2:KeyManager",
  ];
  const prefix = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}`;
  return {
    ...(parent && { parent }),
    dependsOn: isOneByOne ? [] : before,
    aliases: [
      ...(formerly === undefined ? [] : [{ name: formerly }]),
      ...(isMoveKnown ? [`${prefix}::${elsewhere.join("$")}::${resource}`] : []),
    ],
  };
}

const keyManager = keyManagerOf(declaration.keyManager);
const applications = new pulumi.ComponentResource(types.applications, "applications");
declaration.applications.forEach(declareApplication);

function declareApplication(declared: DeclaredApplication): void {
  const { resource, formerly, isMoved, name, description, adopt, isSubscribed } = declared;
  const { production, sandbox } = declaration.keyManager ? declared : {};
  new ApplicationAccess(
    resource,
    {
      name,
      ...(description !== undefined && { description }),
      ...(adopt !== undefined && { adopt }),
      keyManager,
      keys: {
        ...(production && { production: keysOf(production) }),
        ...(sandbox && { sandbox: keysOf(sandbox) }),
      },
      subscriptions: isSubscribed ? [{ api: "Orders", version: "1.0.0" }] : [],
    },
    {
      parent: isMoved ? platform() : applications,
      aliases: formerly === undefined ? [] : [{ name: formerly }],
    },
  );
}

function keysOf({ mode, grantTypes, secretVersion }: DeclaredKeys): KeysDeclaration {
  return { mode, grantTypes, ...(secretVersion !== undefined && { secretVersion }) };
}

import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import {
  Api,
  Application,
  ApplicationKeys,
  ConsumerApplication,
  KeyManager,
  keyManagerEndpoints,
  ManagementApplication,
  Subscription,
  tenantEndpoints,
} from "../../../components";
import { declarationFile, type Declaration, type Given, type Part } from "./declaration";

/** The program of a stack of the matrix; what it declares is in a file beside it. */
const { parts, given } = JSON.parse(readFileSync(declarationFile, "utf8")) as Declaration;
const endpoints = tenantEndpoints(process.env["AUTH0_DOMAIN"] ?? "");
const components = new Map<string, pulumi.ComponentResource>();

function componentOf(name: string): pulumi.ComponentResource {
  const component =
    components.get(name) ?? new pulumi.ComponentResource("matrix:index:Group", name);
  components.set(name, component);
  return component;
}

function optionsOf({ component, alias }: Part, ...dependsOn: (pulumi.Resource | undefined)[]) {
  return {
    ...(component !== undefined && { parent: componentOf(component) }),
    ...(alias !== undefined && {
      aliases: [alias === "root" ? { parent: pulumi.rootStackResource } : alias],
    }),
    dependsOn: dependsOn.filter((resource) => resource !== undefined),
  };
}

function make<Made>(part: Part | undefined, create: (part: Part) => Made): Made | undefined {
  return part && create(part);
}

/** A value of a part of this stack, or else one that was given. */
function known(own: pulumi.Output<string> | undefined, name: keyof Given): pulumi.Output<string> {
  const value = own ?? given[name];
  if (value === undefined) throw new Error(`Neither declared nor given: ${name}.`);
  return pulumi.output(value);
}

const audience = "https://orders.example.com/";

const management = make(
  parts.management,
  (part) =>
    new ManagementApplication(
      part.logicalName,
      { name: part.name, managementApiIdentifier: endpoints.managementApiIdentifier },
      optionsOf(part),
    ),
);
const login = () =>
  pulumi.secret({
    tokenEndpoint: endpoints.tokenEndpoint,
    clientId: known(management?.clientId, "managementClientId"),
    clientSecret: known(management?.clientSecret, "managementClientSecret"),
    audience: endpoints.managementApiIdentifier,
  });
const api = make(
  parts.api,
  (part) =>
    new Api(part.logicalName, { identifier: part.name, management: login() }, optionsOf(part)),
);
const entry = (part: Part) => {
  const args = {
    ...keyManagerEndpoints(endpoints),
    name: part.name,
    description: part.description ?? "",
    clientId: known(management?.clientId, "managementClientId"),
    clientSecret: known(management?.clientSecret, "managementClientSecret"),
    // Other people have one of the same tenant.
    skipPreflight: ["uniqueIssuer" as const],
  };
  return new KeyManager(part.logicalName, args, optionsOf(part, management, api));
};
const keyManager = make(parts.keyManager, entry);
make(parts.idleKeyManager, entry);
const application = (part: Part, adopt: boolean) =>
  new Application(
    part.logicalName,
    {
      name: part.name,
      description: part.description ?? "",
      adopt,
      changeOwner: part.changeOwner ?? false,
    },
    optionsOf(part),
  );
const ownApplication = make(parts.ownApplication, (part) => application(part, false));
const adoptedApplication = make(parts.adoptedApplication, (part) => application(part, true));
const client = make(
  parts.auth0Client,
  (part) =>
    new ConsumerApplication(part.logicalName, { name: part.name, audience }, optionsOf(part, api)),
);
const generatedKeys = make(parts.generatedKeys, (part) => {
  const args = {
    applicationId: known(ownApplication?.id, "ownApplicationId"),
    applicationName: ownApplication?.name ?? "own",
    keyManager: known(keyManager?.name, "keyManager"),
    keyType: part.name as "PRODUCTION" | "SANDBOX",
    audience,
    management: login(),
  };
  return new ApplicationKeys(part.logicalName, args, optionsOf(part, keyManager, api));
});
const mappedKeys = make(parts.mappedKeys, (part) => {
  const args = {
    applicationId: known(adoptedApplication?.id, "adoptedApplicationId"),
    applicationName: adoptedApplication?.name ?? "adopted",
    keyManager: known(keyManager?.name, "keyManager"),
    keyType: part.name as "PRODUCTION" | "SANDBOX",
    mode: "map" as const,
    clientId: known(client?.clientId, "clientId"),
    clientSecret: known(client?.clientSecret, "clientSecret"),
  };
  return new ApplicationKeys(part.logicalName, args, optionsOf(part, keyManager));
});
make(parts.subscription, (part) => {
  const args = {
    applicationId: known(ownApplication?.id, "ownApplicationId"),
    api: "Orders",
    version: part.name,
  };
  return new Subscription(part.logicalName, args, optionsOf(part));
});

/** What the consumers of both applications are told. */
export const consumers = Object.entries({ generatedKeys, mappedKeys }).map(([kind, keys]) => ({
  kind,
  consumerKey: keys?.consumerKey,
  consumerSecret: keys?.consumerSecret,
}));

/** For a stack that takes a part over, and for the one that it leaves. */
export const values = {
  managementClientId: management?.clientId ?? "",
  managementClientSecret: management?.clientSecret ?? "",
  keyManager: keyManager?.name ?? "",
  ownApplicationId: ownApplication?.id ?? "",
  adoptedApplicationId: adoptedApplication?.id ?? "",
  clientId: client?.clientId ?? "",
  clientSecret: client?.clientSecret ?? "",
} satisfies { [Value in keyof Given]: pulumi.Input<string> };

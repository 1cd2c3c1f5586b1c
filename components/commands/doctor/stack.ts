import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { parse } from "yaml";
import { auth0Types } from "../../auth0/resourceTypes";
import { ownProvider } from "../../auth0/rest/tenants";
import type { Auth0KeyManagerArgs, keyManagerEndpoints } from "../../auth0KeyManager";
import type { loadSettings, Settings } from "../../settings";
import { typeOf } from "../../wso2/provider/dynamicResource";
import type { Wso2ConnectionConfig } from "../../wso2/rest/connection";
import { pulumi } from "../pulumi";
import { objectIn, stackConfig } from "../stackConfig";

/** What a stack says. */
export interface StackFacts {
  /** `project/stack`. */
  readonly name: string;
  /** Of its config, as the program gets it. */
  readonly config: Readonly<Record<string, string>>;
  readonly wso2: Wso2ConnectionConfig;
  /** What it declares; nothing where its config does not say, as with a program of one's own. */
  readonly settings?: Settings;
  /** The application that WSO2 logs in with, where the config names one that exists. */
  readonly management?: { clientId: string; clientSecret: string };
  readonly state: StateFacts;
}

/** What is loaded where a stack is asked about: the program's own way to read its config. */
export interface Library {
  readonly loadSettings: typeof loadSettings;
  readonly keyManagerEndpoints: typeof keyManagerEndpoints;
}

/** What a state says. */
export interface StateFacts {
  /** Id of the stack's owner. */
  readonly owner?: string;
  /** The tenant of its objects in Auth0. */
  readonly tenant?: string;
  /** Ids of the clients in Auth0 that it has. */
  readonly clients: ReadonlySet<string>;
}

/** The Key Manager that it declares, if it does. */
export function keyManagerOf(stack: StackFacts | undefined): Auth0KeyManagerArgs | undefined {
  const { settings } = stack ?? {};
  return settings && "auth0KeyManager" in settings ? settings.auth0KeyManager : undefined;
}

interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/**
 * Asks Pulumi for config and state of the stack of a name, and reads the config as the program does.
 *
 * @throws Error that lists every mistake
 */
export async function stackFacts(stack: string, load: () => Library): Promise<StackFacts> {
  const of = ["--stack", stack];
  const [values, state] = await Promise.all([
    stackConfig(of),
    pulumi("stack", "export", ...of),
  ]).catch((error: unknown) => {
    const { message } = error as Error;
    if (!message.includes("no stack named")) throw error;
    throw new Error(
      `${message}\nCreate it: pulumi stack init ${stack}. Without --stack the doctor asks with the environment alone.`,
      { cause: error },
    );
  });
  const project = projectName();
  const entries = Object.entries(values);
  const config = Object.fromEntries(entries.map(([key, { value = "" }]) => [key, value]));
  const secrets = entries.filter(([, { secret }]) => secret === true).map(([key]) => key);
  const own = (key: string) => config[`${project}:${key}`] ?? "";
  const name = stack.split("/").at(-1) ?? "";
  return {
    name: `${project}/${name}`,
    config,
    wso2: objectIn(values, project, "wso2") ?? {},
    ...(own("managementApplication").includes("clientSecret") && {
      management: objectIn(values, project, "managementApplication") as StackFacts["management"] &
        object,
    }),
    ...(own("keyManager") !== "" && {
      settings: settingsIn({ config, secrets, project, stack: name }, load),
    }),
    state: stateFacts(JSON.parse(state) as { deployment?: { resources?: StateResource[] } }),
  };
}

function settingsIn(
  program: { config: Record<string, string>; secrets: string[]; project: string; stack: string },
  load: () => Library,
): Settings {
  const { config, secrets, project, stack } = program;
  const { resetOptions } = runtime as unknown as {
    resetOptions: (...options: (string | number | boolean)[]) => void;
  };
  resetOptions(project, stack, 1, "", "", true, "");
  runtime.setAllConfig(config, secrets);
  return load().loadSettings();
}

function projectName(): string {
  const text = readFileSync(join(process.cwd(), "Pulumi.yaml"), "utf8");
  return (parse(text) as { name: string }).name;
}

function stateFacts({
  deployment: { resources = [] } = {},
}: {
  deployment?: { resources?: StateResource[] };
}): StateFacts {
  const of = (type: string) => resources.filter((each) => each.type === type);
  const owner = of(typeOf("Owner"))[0]?.id;
  const provider = of("pulumi:providers:auth0").find(
    ({ urn }) => urn.split("::").at(-1) === ownProvider,
  );
  const tenant = provider?.inputs?.["domain"];
  const keys = of(typeOf("ApplicationKeys")).map(({ outputs }) => outputs?.["consumerKey"]);
  const clients = of(auth0Types.client).map(({ id }) => id);
  return {
    ...(owner !== undefined && { owner }),
    ...(typeof tenant === "string" && { tenant }),
    clients: new Set([...keys, ...clients].filter((id) => typeof id === "string")),
  };
}

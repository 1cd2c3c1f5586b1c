import { isDeepStrictEqual } from "node:util";
import { getProject, runtime, RunError, secret } from "@pulumi/pulumi";
import type { ApplicationDeclaration } from "../applicationAccess";
import type { Auth0KeyManagerArgs } from "../auth0KeyManager";
import type { LeftToAuth0 } from "../auth0/leftToAuth0";
import { referenceMistakes, type KeyManagerReference } from "../keyManagerReference";
import type { SmokeTestSettings } from "../smokeTest";
import { resolveConnection, WrongUrl, type Wso2ConnectionConfig } from "../wso2/rest/connection";
import { quoted, setPlain, settingPath } from "../validation/settingPath";
import type { Mistake } from "../validation/validation";
import { checkKeysWithoutLogin, checkSmokeTestApplication, hasSmokeTest } from "./applications";
import { readAuth0Provider, secretAuth0Keys } from "./auth0Provider";
import { settingsIn } from "./encryption";
import { hasMappedKeys } from "./mappedKeys";
import { remedyFor, setSecret } from "./remedies";
import { checkScopesOfGrants, checkScopesOfKeys } from "./scopes";
import { referenceIn, sections } from "./sections";

/** What the program needs to know about its environment. */
export type Settings = CommonSettings &
  (
    | { auth0KeyManager: Auth0KeyManagerArgs }
    /** Of a Key Manager that another stack declares: that stack, or the values. */
    | { keyManagerReference: string | KeyManagerReference }
  );

/** What it needs to know whoever declares the Key Manager. */
export interface CommonSettings {
  /** Applications of the Developer Portal, by name. */
  applications: Record<string, ApplicationDeclaration>;
  /** Missing where there is to be none. */
  smokeTest?: SmokeTestSettings;
  /** Fields that the Auth0 tenant refuses. */
  leftToAuth0?: LeftToAuth0;
  /** Root URL of WSO2 API Manager's management node. */
  wso2Url: string;
  /** Texts and numbers of the stack config that are encrypted there. */
  secrets: string[];
}

/**
 * Reads the stack config, and the environment where the config is silent.
 *
 * @throws RunError that lists every mistake: key, value given, what is allowed, how to set it
 */
export function loadSettings(): Settings {
  const config = runtime.allConfig();
  const { values, mistakes } = readSections(config);
  const encryption = readEncryption(config);
  const { wso2: connection = {}, applications = {}, smokeTest, ...args } = values;
  const reference = referenceIn(args["keyManager"]);
  const isTenantNeeded = reference === undefined || hasMappedKeys(applications);
  const auth0 = readAuth0Provider(config, process.env, isTenantNeeded);
  const wso2 = readConnection(connection as Wso2ConnectionConfig);
  mistakes.push(...auth0.mistakes, ...wso2.mistakes, ...encryption.mistakes);
  if (mistakes.length > 0) throw new RunError(report(mistakes));

  const { leftToAuth0 } = args as { leftToAuth0?: LeftToAuth0 };
  return {
    ...(reference === undefined
      ? { auth0KeyManager: withSecret({ ...args, domain: auth0.domain } as Auth0KeyManagerArgs) }
      : { keyManagerReference: reference as string | KeyManagerReference }),
    ...(leftToAuth0 && { leftToAuth0 }),
    applications: applications as Settings["applications"],
    ...(hasSmokeTest(smokeTest) && { smokeTest: smokeTest as SmokeTestSettings }),
    wso2Url: wso2.url,
    secrets: encryption.secrets,
  };
}

function readSections(config: Record<string, string>) {
  const prefix = `${getProject()}:`;
  const values: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (name in sections) {
      // Pulumi has no optional key without a default, so an empty text stands for none.
      if (value !== "") values[name] = parse(value);
    } else {
      mistakes.push(
        `${name} is not a key of this project's config, which has: ` +
          `${Object.keys(sections).join(", ")}. Remove it: pulumi config rm ${quoted(name)}` +
          forgottenPath(name),
      );
    }
  }
  const isElsewhere = referenceIn(values["keyManager"]) !== undefined;
  for (const [name, section] of Object.entries(sections)) {
    if (isElsewhere && section.isOfKeyManager) {
      // Pulumi has no optional key without a default.
      if (isDeepStrictEqual(values[name] ?? {}, {})) continue;
      mistakes.push(
        `${name} belongs to the stack that declares the Key Manager, which keyManager.reference names. ` +
          `Remove it: pulumi config rm ${quoted(name)}`,
      );
      continue;
    }
    if (values[name] === undefined && (!section.required || isElsewhere)) continue;
    mistakes.push(...section.check(values[name] ?? {}).map((mistake) => describe(name, mistake)));
  }
  const { smokeTest, applications, keyManager } = values;
  const api = isElsewhere ? apiOf(referenceIn(keyManager)) : values["api"];
  mistakes.push(
    ...checkSmokeTestApplication(smokeTest, applications).map((mistake) =>
      describe("smokeTest", mistake),
    ),
    ...checkScopesOfGrants(api).map((mistake) => describe("api", mistake)),
    ...checkScopesOfKeys(api, applications, isElsewhere).map((mistake) =>
      describe("applications", mistake),
    ),
    ...(isElsewhere ? checkKeysWithoutLogin(applications) : []).map((mistake) =>
      describe("applications", mistake),
    ),
  );
  return { values, mistakes };
}

/** The API of a reference that is written down. */
function apiOf(reference: unknown): unknown {
  if (typeof reference !== "object" || referenceMistakes(reference).length > 0) return undefined;
  const { apiIdentifier: identifier, scopes } = reference as KeyManagerReference;
  return scopes && { identifier, scopes: scopes.map((name) => ({ name })) };
}

/** `pulumi config set keyManager.name x` makes a key of that name, which is not what is meant. */
function forgottenPath(name: string): string {
  const section = /^(\w+)[.[]/.exec(name)?.[1] ?? "";
  return section in sections ? `, then set it in ${section}: ${setPlain(name)}` : "";
}

function describe(name: string, mistake: Mistake): string {
  const { path, reason } = mistake;
  const isSecret = sections[name]?.secrets?.includes(path.join(".")) === true;
  const where = [name, ...path];
  return `${settingPath(where)} ${reason}. ${remedyFor(where, mistake, isSecret)}`;
}

/**
 * The texts and numbers that are encrypted, each as the resources have it. A secret that is not is a mistake, and so is a name that is: Pulumi
 * would keep it in plain text all the same.
 */
function readEncryption(config: Record<string, string>): { secrets: string[]; mistakes: string[] } {
  const prefix = `${getProject()}:`;
  const secrets: string[] = [];
  const mistakes: string[] = [];
  for (const [key, text] of Object.entries(config)) {
    const section = key.startsWith(prefix) ? key.slice(prefix.length) : key;
    const known = sections[section]?.secrets ?? (secretAuth0Keys.includes(key) ? [""] : []);
    for (const { path, value, encryption } of settingsIn(key, parse(text))) {
      const where = settingPath([section, ...path]);
      // Of what is no text it is said anyway, and with the same remedy.
      if (encryption === "plain" && typeof value === "string" && known.includes(path.join("."))) {
        mistakes.push(
          `${where} is a secret, and stands in the stack config as plain text. Encrypt it: ` +
            setSecret(where),
        );
      }
      if (encryption === "encrypted" && isName(section, path)) {
        mistakes.push(
          `${where} is encrypted, but becomes part of names and ids, which Pulumi does not encrypt. ` +
            `Set it as plain text: ${setPlain(where)}`,
        );
      }
      if (encryption !== "plain" && isTextOrNumber(value)) {
        const written = String(value);
        secrets.push(...(path.at(-1) === "callbackUrl" ? written.split(",") : [written]));
      }
    }
  }
  return { secrets, mistakes };
}

/** The other values are too few to keep one of them secret. */
function isTextOrNumber(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** Whether a value becomes part of URNs, ids or of what a provider adds to a state. */
function isName(section: string, path: string[]): boolean {
  return sections[section]?.names?.some((name) => name.test(path.join("."))) === true;
}

function readConnection(config: Wso2ConnectionConfig): { url: string; mistakes: string[] } {
  try {
    return { url: resolveConnection(config, process.env).url, mistakes: [] };
  } catch (error) {
    // Of a URL in the stack config it has been said already.
    const isOfConfig = config.url !== undefined && !process.env["WSO2_URL"];
    const isSaid = error instanceof WrongUrl && isOfConfig;
    return { url: "", mistakes: isSaid ? [] : (error as Error).message.split("\n") };
  }
}

/** Objects and lists arrive as JSON, texts as they are. */
function parse(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function withSecret(args: Auth0KeyManagerArgs): Auth0KeyManagerArgs {
  const application = args.managementApplication;
  if (application === undefined || !("clientSecret" in application)) return args;
  return {
    ...args,
    managementApplication: { ...application, clientSecret: secret(application.clientSecret) },
  };
}

function report(mistakes: string[]): string {
  const count = mistakes.length === 1 ? "one mistake" : `${mistakes.length} mistakes`;
  return [`The configuration of this stack has ${count}:`, ...mistakes].join("\n  - ");
}

import { readFileSync } from "node:fs";
import { z } from "zod";
import { isLoopback } from "../../http/loopback";
import { explain, secretText, text, trueOrFalse } from "../../validation/validation";
import { Wso2Error } from "./errors";
import { releases, type Release } from "./releases";

/** How to reach a WSO2 API Manager and log in to it. */
export interface Wso2Connection {
  /** Root URL of the management node, without a trailing slash, e.g. `https://apim.example.com:9443`. */
  url: string;
  /** PEM of the authorities to trust instead of Node's own list. */
  certificateAuthority?: string;
  /** Where it is known; otherwise the server is asked. */
  release?: Release;
  login: Wso2Login;
}

/** The ways to log in to WSO2's REST APIs. */
export type Wso2Login =
  /** HTTP Basic. */
  | { kind: "basic"; username: string; password: string }
  /** An access token that somebody else has got. */
  | { kind: "token"; accessToken: string }
  /** OAuth2 with a client that exists; for a user if one is given. */
  | { kind: "client"; clientId: string; clientSecret: string; username?: string; password?: string }
  /** OAuth2 with a client that is registered first (DCR). */
  | { kind: "registeredClient"; username: string; password: string };

/** The user that a login names; a token, and a client by itself, name none. */
export function userOfLogin(login: Wso2Login): string | undefined {
  return "username" in login ? login.username : undefined;
}

/** The part of the connection that the stack config may hold, under the key `wso2`. */
export interface Wso2ConnectionConfig {
  url?: string;
  caFile?: string;
  release?: Release;
  username?: string;
  password?: string;
  clientId?: string;
  clientSecret?: string;
  registerClient?: boolean;
  accessToken?: string;
}

/** Passwords go over the line, so plain HTTP is for this machine alone. */
const serverUrl = z.string().refine(isServerUrl, {
  error:
    "the https URL at which WSO2's /api is found, without user, query and fragment, such as " +
    "https://apim.example.com:9443",
});

/** Checks the config key `wso2`; what is left out there is taken from the environment. */
export const wso2ConnectionConfig = z.strictObject({
  url: serverUrl.optional(),
  caFile: text(4096).optional(),
  release: z.enum(releases).optional(),
  username: text(255).optional(),
  password: secretText(1024).optional(),
  clientId: text(255).optional(),
  clientSecret: text(1024).optional(),
  registerClient: trueOrFalse.optional(),
  accessToken: text(65_536).optional(),
});

/** Settings of the connection that hold a secret. */
export const secretSettings = ["password", "clientSecret", "accessToken"] as const;

/** The environment variable of each setting that has one. */
const variables = {
  url: "WSO2_URL",
  caFile: "WSO2_CA_FILE",
  username: "WSO2_USERNAME",
  password: "WSO2_PASSWORD",
  clientId: "WSO2_CLIENT_ID",
  clientSecret: "WSO2_CLIENT_SECRET",
  accessToken: "WSO2_ACCESS_TOKEN",
} as const;

/** Without a connection, no object can be asked for. */
class NoConnection extends Wso2Error {
  constructor(message: string) {
    super(message, "unreachable");
  }
}

/** A URL that cannot be WSO2's, be it of the config or of the environment. */
export class WrongUrl extends NoConnection {}

type Setting = keyof typeof variables;

/** All secrets that are given, also those that a connection makes no use of. */
export function secretsIn(config: Wso2ConnectionConfig, environment: NodeJS.ProcessEnv): string[] {
  return secretSettings
    .flatMap((setting) => [config[setting], environment[variables[setting]]])
    .filter((secret) => secret !== undefined);
}

/**
 * Resolves a connection. The environment wins over the config: a password that has just been
 * rotated there must work for `refresh` and `destroy`, to which the engine hands the config of the
 * last `up`.
 *
 * @throws Error that lists every setting that is missing or unusable, a line each
 */
export function resolveConnection(
  config: Wso2ConnectionConfig,
  environment: NodeJS.ProcessEnv,
): Wso2Connection {
  const settings = Object.fromEntries(
    Object.entries(variables)
      .map(([setting, variable]) => [setting, environment[variable] || config[setting as Setting]])
      .filter(([, value]) => value !== undefined),
  ) as Partial<Record<Setting, string>>;

  const missing = missingSettings(settings, config.registerClient ?? false);
  if (missing.length > 0) throw new NoConnection(missing.map(describeMissing).join("\n"));
  const { url = "", caFile } = settings;
  for (const { reason } of explain(serverUrl, url, { secrets: url.includes("@") ? [""] : [] })) {
    throw new WrongUrl(`WSO2 connection: url ${reason}. ${correctionOf("url", environment)}`);
  }
  assertOneServer(config.url, environment[variables.url]);
  return {
    url: withoutSlash(url),
    ...(caFile !== undefined && { certificateAuthority: readAuthorities(caFile, environment) }),
    ...(config.release !== undefined && { release: config.release }),
    login: chooseLogin(settings, config.registerClient ?? false),
  };
}

/**
 * Resolves the connection of a server that a program names itself: what is said wins over the
 * environment, and a login is taken from the environment whole or not at all.
 *
 * @throws Error as {@link resolveConnection} does
 */
export function resolveNamedConnection(
  given: Wso2ConnectionConfig,
  environment: NodeJS.ProcessEnv,
): Wso2Connection {
  const isGiven = (setting: Setting) => given[setting] !== undefined;
  const logins = Object.keys(variables).filter((setting) => !["url", "caFile"].includes(setting));
  const hasLogin = (logins as Setting[]).some(isGiven);
  const hidden = Object.entries(variables)
    .filter(([setting]) => isGiven(setting as Setting) || (hasLogin && logins.includes(setting)))
    .map(([, variable]) => [variable, undefined]);
  return resolveConnection(given, {
    ...environment,
    ...(Object.fromEntries(hidden) as NodeJS.ProcessEnv),
  });
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

/** A shell that was left over from another stack must not lead this one to that one's server. */
function assertOneServer(configured = "", exported = ""): void {
  if (!isServerUrl(configured) || !isServerUrl(exported)) return;
  if (withoutSlash(configured) === withoutSlash(exported)) return;
  throw new NoConnection(
    `WSO2 connection: wso2.url in the stack config is ${configured}, but WSO2_URL in the environment is ` +
      `${exported}. Which of them is meant? Run unset WSO2_URL, or: pulumi config set --path wso2.url ` +
      `${exported} and, once, pulumi refresh --run-program`,
  );
}

function isServerUrl(text: string): boolean {
  if (text !== text.trim() || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
  if (username + password + search + hash !== "" || pathname.includes("/api/am")) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function missingSettings(
  settings: Partial<Record<Setting, string>>,
  registerClient: boolean,
): Setting[] {
  const needed: Setting[] = ["url"];
  if (settings.accessToken === undefined) {
    if (settings.clientId !== undefined && !registerClient) needed.push("clientSecret");
    else needed.push("username", "password");
  }
  return needed.filter((setting) => settings[setting] === undefined);
}

function describeMissing(setting: Setting): string {
  const flag = (secretSettings as readonly string[]).includes(setting) ? "--secret " : "";
  return (
    `WSO2 connection: ${setting} is missing. Set the environment variable ${variables[setting]}, ` +
    `or: pulumi config set ${flag}--path wso2.${setting}`
  );
}

/** The most specific login for which everything is there. */
function chooseLogin(
  { accessToken, clientId, clientSecret, username, password }: Partial<Record<Setting, string>>,
  registerClient: boolean,
): Wso2Login {
  if (accessToken !== undefined) return { kind: "token", accessToken };
  const user = { username: username ?? "", password: password ?? "" };
  if (registerClient) return { kind: "registeredClient", ...user };
  if (clientId === undefined || clientSecret === undefined) return { kind: "basic", ...user };
  return { kind: "client", clientId, clientSecret, ...(username !== undefined && user) };
}

/** The environment wins: where it says something, the stack config changes nothing. */
function correctionOf(setting: Setting, environment: NodeJS.ProcessEnv): string {
  return environment[variables[setting]]
    ? `Correct ${variables[setting]} in the environment.`
    : `Set it: pulumi config set --path wso2.${setting} <value>`;
}

function readAuthorities(caFile: string, environment: NodeJS.ProcessEnv): string {
  try {
    return readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new NoConnection(
      `WSO2 connection: the file of certificate authorities ${caFile} cannot be read ` +
        `(${(cause as NodeJS.ErrnoException).code ?? String(cause)}). ` +
        correctionOf("caFile", environment),
    );
  }
}

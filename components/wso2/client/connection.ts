import { readFileSync } from "node:fs";
import { z } from "zod";

/** How to reach a WSO2 API Manager and log in to it. */
export interface Wso2Connection {
  /** Root URL of the management node, without a trailing slash, e.g. `https://apim.example.com:9443`. */
  url: string;
  username: string;
  password: string;
  /** PEM of the authorities to trust instead of Node's own list. */
  certificateAuthority?: string;
}

/** The part of the connection that the stack config may hold, under the key `wso2`. */
export interface Wso2ConnectionConfig {
  url?: string;
  username?: string;
  password?: string;
  caFile?: string;
}

/** Checks the config key `wso2`; what is left out there is taken from the environment. */
export const wso2ConnectionConfig = z.strictObject({
  url: z
    .url({ protocol: /^https$/, error: "an https URL such as https://apim.example.com:9443" })
    .optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  caFile: z.string().min(1).optional(),
});

/** The setting of a connection, where it can be set, and what it is for. */
export const connectionSettings = {
  url: { variable: "WSO2_URL", example: "https://apim.example.com:9443" },
  username: { variable: "WSO2_USERNAME", example: "admin" },
  password: { variable: "WSO2_PASSWORD", example: undefined },
  caFile: { variable: "WSO2_CA_FILE", example: "/etc/ssl/wso2-ca.pem" },
} as const satisfies Record<
  keyof Wso2ConnectionConfig,
  { variable: string; example: string | undefined }
>;

/**
 * Resolves a connection. The environment wins over the config: a password that has just been
 * rotated there must work for `refresh` and `destroy`, to which the engine hands the config of the
 * last `up`.
 *
 * @throws Error that lists every setting that is missing or unusable
 */
export function resolveConnection(
  config: Wso2ConnectionConfig,
  environment: NodeJS.ProcessEnv,
): Wso2Connection {
  const setting = (name: keyof Wso2ConnectionConfig) =>
    environment[connectionSettings[name].variable] || config[name];

  const missing = (["url", "username", "password"] as const).filter((name) => !setting(name));
  if (missing.length > 0) {
    throw new Error(
      missing
        .map((name) => {
          const { variable } = connectionSettings[name];
          const flag = name === "password" ? "--secret " : "";
          return (
            `WSO2 connection: ${name} is missing. Set the environment variable ${variable}, ` +
            `or: pulumi config set ${flag}--path wso2.${name}`
          );
        })
        .join("\n"),
    );
  }
  const caFile = setting("caFile");
  return {
    url: (setting("url") ?? "").replace(/\/+$/, ""),
    username: setting("username") ?? "",
    password: setting("password") ?? "",
    ...(caFile !== undefined && { certificateAuthority: readAuthorities(caFile) }),
  };
}

function readAuthorities(caFile: string): string {
  try {
    return readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new Error(
      `WSO2 connection: the file of certificate authorities ${caFile} cannot be read ` +
        `(${(cause as NodeJS.ErrnoException).code ?? String(cause)}). ` +
        "Correct wso2.caFile or the environment variable WSO2_CA_FILE.",
      { cause },
    );
  }
}

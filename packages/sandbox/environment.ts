import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withMachineAuthorities } from "./machineAuthorities";
import type { Sandbox } from "./index";

const ownHosts = ["localhost", "127.0.0.1"];

/**
 * The environment variables with which `pulumi` works on a sandbox: both servers' addresses and
 * logins, trust in their certificates, and a backend of Pulumi's own in `directory`, so that
 * nothing of the user's is touched. What the machine has configured of certificates and proxies is
 * added to.
 *
 * @param login variables that differ from those of an administrator; `undefined` for those that are not there
 */
export async function environmentFor(
  sandbox: Sandbox,
  directory: string,
  login: Readonly<Record<string, string | undefined>> = {},
): Promise<Record<string, string>> {
  const { auth0, wso2, certificateAuthority } = sandbox;
  const authorityFile = join(directory, "authority.pem");
  const nodeBundleFile = join(directory, "node-authorities.pem");
  const bundleFile = join(directory, "authorities.pem");
  const backend = join(directory, "backend");
  await mkdir(backend, { recursive: true });
  await writeFile(authorityFile, certificateAuthority.certificate);
  const bundles = withMachineAuthorities(certificateAuthority.certificate);
  await writeFile(nodeBundleFile, bundles.node);
  await writeFile(bundleFile, bundles.system);
  const { NO_PROXY, no_proxy } = process.env;
  const direct = [...new Set([...(NO_PROXY || no_proxy || "").split(","), ...ownHosts])];
  const withoutProxy = direct.filter(Boolean).join(",");
  const environment: Record<string, string | undefined> = {
    AUTH0_DOMAIN: auth0.domain,
    AUTH0_CLIENT_ID: auth0.deployer.clientId,
    AUTH0_CLIENT_SECRET: auth0.deployer.clientSecret,
    WSO2_URL: wso2.url,
    WSO2_USERNAME: wso2.administrator.username,
    WSO2_PASSWORD: wso2.administrator.password,
    WSO2_CA_FILE: authorityFile,
    // Preflight calls Auth0 from Node, which adds this file to its own list.
    NODE_EXTRA_CA_CERTS: nodeBundleFile,
    // The Auth0 provider is a Go program: on Linux it trusts what this file names.
    SSL_CERT_FILE: bundleFile,
    // Node programs look at the one, Go programs at the other.
    no_proxy: withoutProxy,
    NO_PROXY: withoutProxy,
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "sandbox",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `pulumi stack rm` would delete Pulumi.sandbox.yaml, which is part of the project.
    PULUMI_OPTION_PRESERVE_CONFIG: "true",
    ...login,
  };
  const known = Object.entries(environment).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Record<string, string>;
}

import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { Refusal } from "../validation/refusal";
import { knownNow } from "./knownNow";
import { providerKeys, secretProviderKeys } from "./providerKeys";
import { auth0Types } from "./resourceTypes";
import { auth0Setting, deployersOwnApi } from "./rest/deployersApi";
import type { ManagementApi } from "./rest/managementApi";
import { describeOtherTenant, ownProvider } from "./rest/tenants";

/** Settings that are no strings. */
const structured: readonly string[] = ["cliLogin", "debug", "dynamicCredentials"];

/** Providers that were made here, by program. */
const made = new WeakMap<object, { provider: auth0.Provider; domain: string }>();

/**
 * The Auth0 provider of a component: the one that the program gives it, or one that is made here, for
 * the whole program. Its tenant is in the state and stays what it was, so that a refresh asks the
 * tenant that has the objects, whichever one the environment names; elsewhere all of them would be
 * taken for deleted.
 *
 * @param domain the tenant's own domain; default: that of the stack config or the environment
 * @returns nothing where no domain is known
 * @throws Refusal where the objects are in another tenant, or a given provider does not say which
 */
function tenantProvider(
  component: pulumi.ComponentResource,
  domain?: string,
): pulumi.ProviderResource | undefined {
  const given = component.getProvider(auth0Types.client);
  if (given !== undefined) return withDomain(given, domain);
  const config = new pulumi.Config("auth0");
  const wanted = domain ?? config.get("domain") ?? process.env["AUTH0_DOMAIN"];
  if (!wanted) return undefined;
  const program = programObject();
  const known = made.get(program) ?? { provider: newProvider(wanted, config), domain: wanted };
  made.set(program, known);
  if (known.domain !== wanted) {
    throw new Refusal(
      `The program names two Auth0 tenants, ${known.domain} and ${wanted}. Give a provider to the ` +
        `components of each: { providers: [new auth0.Provider("<name>", { domain: "${wanted}", … })] }.`,
    );
  }
  return withDomain(known.provider, wanted);
}

/** Fails the program where the tenant of a component's clients is another one than is meant, as far as it is known. */
export function assertTenant(
  component: pulumi.ComponentResource,
  wanted: pulumi.Output<string>,
): void {
  const provider = tenantProvider(component);
  if (provider !== undefined) withDomain(provider, wanted);
}

/**
 * What stands for the program that runs. Under mocks it has no stack, and many programs run in a process;
 * the process of a component plugin serves one, with a monitor for each component.
 */
export function programObject(): object {
  const monitor = pulumi.runtime.getMonitor();
  const mocks = monitor instanceof MockMonitor ? monitor : undefined;
  return pulumi.runtime.getStackResource() ?? mocks ?? made;
}

/** How the children of a component are made in its tenant. */
export function inTenant(
  component: pulumi.ComponentResource,
  domain?: string,
): { parent: pulumi.Resource; provider?: pulumi.ProviderResource } {
  const provider = tenantProvider(component, domain);
  return { parent: component, ...(provider && { provider }) };
}

/** How a resource's tenant is asked. An answer does not wait for what the resource waits for. */
export function invokeOptions({
  parent,
  provider,
}: pulumi.CustomResourceOptions): pulumi.InvokeOptions {
  return { ...(parent && { parent }), ...(provider && { provider }) };
}

/**
 * The Management API with the login of a provider that was made here. Nothing where that logs in otherwise, and
 * for unit tests of a program, which send nothing.
 */
export async function managementApiAs(
  provider: pulumi.ProviderResource | undefined,
): Promise<ManagementApi | undefined> {
  const own = made.get(programObject())?.provider;
  if (own === undefined || own !== provider) return undefined;
  if (pulumi.runtime.getMonitor() instanceof MockMonitor) return undefined;
  const setting = auth0Setting((key) => pulumi.runtime.getConfig(key), process.env);
  // The tenant is that of the state.
  const domain = (await knownNow(own.domain)) ?? "";
  return deployersOwnApi((key) => (key === "domain" ? domain : setting(key)));
}

function newProvider(domain: string, config: pulumi.Config): auth0.Provider {
  const secrets: readonly string[] = secretProviderKeys;
  const settings = providerKeys.map((key) => {
    if (secrets.includes(key)) return [key, config.getSecret(key)];
    return [key, structured.includes(key) ? config.getObject(key) : config.get(key)];
  });
  const args = { ...(Object.fromEntries(settings) as auth0.ProviderArgs), domain };
  return new auth0.Provider(ownProvider, args, { ignoreChanges: ["domain"] });
}

/** Fails the program where a provider is not the tenant's. */
function withDomain<Given extends pulumi.ProviderResource>(
  provider: Given,
  wanted: pulumi.Input<string> | undefined,
): Given {
  const { domain: itsDomain } = provider as Partial<Pick<auth0.Provider, "domain">>;
  pulumi.all([itsDomain, wanted]).apply(([domain, known]) => {
    if (!domain) {
      throw new Refusal(
        `The Auth0 provider that a component is given does not say its tenant. Name it, so that it is in ` +
          `the state: new auth0.Provider("<name>", { domain: "${known ?? "<tenant>.<region>.auth0.com"}" }). ` +
          "The login may stay in the environment.",
      );
    }
    if (known !== undefined && domain !== known) {
      throw new Refusal(`Auth0: ${describeOtherTenant(domain, known)}`);
    }
  });
  return provider;
}

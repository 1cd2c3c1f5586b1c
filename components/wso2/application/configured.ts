import { isUnknown } from "../provider/unknown";
import type { ApplicationsApi } from "./api";
import type { ApplicationValues } from "./args";
import type { ApplicationListItem } from "./document";

/** What a server is configured for by its administrator, and an application cannot have otherwise. */

/** The attributes that WSO2 would drop, seen at an application that is there: it shows all that it can have. */
export function unknownAttributes(
  { attributes = {} }: Partial<ApplicationValues>,
  live: Pick<ApplicationListItem, "attributes">,
): string[] {
  return Object.entries(attributes)
    .filter(([attribute, value]) => !(attribute in live.attributes) && value !== "")
    .map(
      ([attribute]) =>
        `attributes.${attribute} is not an attribute that this server is configured for (Admin ` +
        "Portal: Settings, Advanced: ApplicationAttributes)",
    );
}

/** Why WSO2 would refuse an application that is new or gets another policy. */
export async function unknownPolicyReasons(
  olds: Partial<ApplicationValues>,
  { throttlingPolicy: policy }: Partial<ApplicationValues>,
  api: ApplicationsApi,
): Promise<string[]> {
  if (policy === undefined || isUnknown(policy) || policy === olds.throttlingPolicy) return [];
  const policies = await api.policies();
  return policies.includes(policy) ? [] : [describeUnknownPolicy(policy, policies)];
}

export function describeUnknownPolicy(policy: string, policies: readonly string[]): string {
  return `throttlingPolicy must be one that WSO2 has: ${policies.join(", ")}; but is ${policy}.`;
}

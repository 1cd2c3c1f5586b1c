import type { PortalTraits } from "./portalTraits";

/** A throttling policy that the server comes with. */
export interface ThrottlingPolicy {
  name: string;
  description: string;
  /** Requests per minute; missing for the one without limit. */
  requestCount?: number;
  /** Default: true. Without, it is found by its name all the same. */
  isListed?: boolean;
}

export const policyLevels = ["application", "subscription"] as const;

export type PolicyLevel = (typeof policyLevels)[number];

const javaMaximum = 2 ** 31 - 1;

const unlimited: ThrottlingPolicy = {
  name: "Unlimited",
  description: "Allows unlimited requests",
};

/** What the server comes with, in alphabetical order, as it lists them. */
export const throttlingPolicies: Readonly<Record<PolicyLevel, readonly ThrottlingPolicy[]>> = {
  application: [
    perMinute("10PerMin", 10, "request"),
    perMinute("20PerMin", 20, "request"),
    perMinute("50PerMin", 50, "request"),
    unlimited,
  ],
  // The policies for events and for AI APIs are left out.
  subscription: [
    perMinute("Bronze", 1000),
    {
      name: "DefaultSubscriptionless",
      description: "Allows 10000 requests per minute when subscription validation is disabled",
      requestCount: 100000,
    },
    perMinute("Gold", 5000),
    perMinute("Silver", 2000),
    {
      name: "Unauthenticated",
      description: "Allows 500 request(s) per minute",
      requestCount: 500,
      isListed: false,
    },
    unlimited,
  ],
};

export function findPolicy(level: PolicyLevel, name: string | null): ThrottlingPolicy | undefined {
  return throttlingPolicies[level].find((policy) => policy.name === name);
}

/** A policy as the body of an answer. */
export function policyView(
  { throttlingPolicyFields }: PortalTraits,
  level: PolicyLevel,
  { name, description, ...policy }: ThrottlingPolicy,
) {
  const isUnlimited = policy.requestCount === undefined;
  const later: Record<string, unknown> = {
    dataUnit: null,
    timeUnit: isUnlimited ? "ms" : "min",
    rateLimitCount: 0,
    rateLimitTimeUnit: null,
    quotaPolicyType: isUnlimited ? null : "REQUESTCOUNT",
  };
  return {
    name,
    description,
    // Enumerations are written by the names of their constants, not by what the definition says.
    policyLevel: level.toUpperCase(),
    attributes: {},
    requestCount: policy.requestCount ?? javaMaximum,
    unitTime: isUnlimited ? 0 : 1,
    tierPlan: level === "subscription" || isUnlimited ? "FREE" : null,
    stopOnQuotaReach: true,
    monetizationAttributes: {
      billingType: null,
      billingCycle: null,
      fixedPrice: null,
      pricePerRequest: null,
      currencyType: null,
    },
    throttlingPolicyPermissions: { type: "ALLOW", roles: ["Internal/everyone"] },
    ...Object.fromEntries(throttlingPolicyFields.map((field) => [field, later[field]])),
  };
}

/** The grammar of the descriptions differs between the levels. */
function perMinute(name: string, requestCount: number, noun = "requests"): ThrottlingPolicy {
  return { name, description: `Allows ${requestCount} ${noun} per minute`, requestCount };
}

import type { ApplicationDeclaration } from "../../applicationAccess";
import { unknownAttributes, unknownPolicyReasons } from "../../wso2/application/configured";
import type { ApplicationValues } from "../../wso2/application/args";
import type { SubscriptionValues } from "../../wso2/subscription/args";
import { policyReasons } from "../../wso2/subscription/policy";
import { failed, notSeen, ok, type Reply, type Question } from "./question";
import type { Wso2Asked } from "./wso2";

/** Applications by their names. */
type Declared = Readonly<Record<string, ApplicationDeclaration>>;

/** Whether WSO2 has what the declared applications need of it. */
export function questionsAboutApplications(
  declared: Declared,
  server: Wso2Asked,
  needs: readonly Question[],
): Question[] {
  if (Object.keys(declared).length === 0) return [];
  const about = { section: "WSO2", needs } as const;
  const each = async (faultsOf: (values: ApplicationValues) => Promise<string[]> | string[]) => {
    const faults = Object.entries(declared).map(async ([name, application]) => {
      const values = { name, ...application } as unknown as ApplicationValues;
      return (await faultsOf(values)).map((fault) => failed(`"${name}": ${fault}`));
    });
    return orFine((await Promise.all(faults)).flat());
  };
  return [
    {
      ...about,
      question: "throttling policies of applications",
      ask: () =>
        each(({ throttlingPolicy = "Unlimited" }) =>
          unknownPolicyReasons({}, { throttlingPolicy }, server.applications),
        ),
    },
    {
      ...about,
      question: "attributes of applications",
      async ask() {
        const [any] = await server.applications.list();
        const isNeeded = Object.values(declared).some(({ attributes }) => attributes !== undefined);
        if (!isNeeded) return [ok("none is declared")];
        if (any === undefined) return [notSeen("there is no application to look at")];
        return each((values) => unknownAttributes(values, any));
      },
    },
    {
      ...about,
      question: "APIs and tiers of subscriptions",
      ask: () => each((values) => subscriptionFaults(values, server)),
    },
  ];
}

const orFine = (faults: readonly Reply[]) => (faults.length > 0 ? faults : [ok("all there")]);

async function subscriptionFaults(application: object, { subscriptions: api }: Wso2Asked) {
  const { subscriptions = [] } = application as { subscriptions?: SubscriptionValues[] };
  const reasons = subscriptions.map((each) =>
    policyReasons({}, each, api).catch((error: unknown) => [(error as Error).message]),
  );
  return (await Promise.all(reasons)).flat();
}

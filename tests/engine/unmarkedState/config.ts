import type { Sandbox } from "auth0-wso2-sandbox";
import type { StackConfig } from "../stack";

/** Name of the stack, which is part of every URN in the fixture. */
export const stackName = "unmarked";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];

/** The declaration that the fixture was made with, and that the state in it fits. */
export function configFor({ wso2 }: Sandbox): StackConfig {
  return {
    api: {
      identifier: "https://orders.example.com/",
      name: "Orders",
      scopes: [{ name: "read:orders", description: "Read orders" }],
    },
    keyManager: { name: "auth0-unmarked", description: "Declared" },
    applications: {
      generated: { description: "Declared", subscriptions },
      mapped: {
        keys: { production: { mode: "map", scopes: ["default", "read:orders"] } },
        subscriptions,
      },
    },
    smokeTest: {
      application: "mapped",
      gatewayUrl: `${wso2.gatewayUrl}/orders/1.0.0/orders`,
    },
  };
}

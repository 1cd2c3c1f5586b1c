import type { Release } from "../releases";
import type { GatewayTraits } from "./gateway";

const old: GatewayTraits = { apiKeyHint: "apikey: API_KEY" };

/** Seen in the wild in 4.5; where exactly the wording changed is not known. */
const recent: GatewayTraits = { apiKeyHint: "ApiKey : API_KEY" };

/** Differences of the gateway, by release. */
export const gatewayTraits: Readonly<Record<Release, GatewayTraits>> = {
  "4.0": old,
  "4.1": old,
  "4.2": old,
  "4.3": old,
  "4.4": old,
  "4.5": recent,
  "4.6": recent,
  "4.7": recent,
};

import * as fc from "fast-check";
import type { Step } from "./exchange";
import { full, minimal } from "./requests";

const anyDocument = fc
  .record({
    base: fc.constantFrom(minimal, full),
    name: fc.constantFrom("km", "other"),
    change: fc.constantFrom(
      {},
      { description: "changed" },
      { enabled: false },
      { issuer: "" },
      { tokenEndpoint: "" },
      { availableGrantTypes: ["b", "a"] },
      { permissions: { permissionType: "DENY", roles: ["admin"] } },
      { foo: 1 },
    ),
    secret: fc.constantFrom("s3cr3t", "*****", ""),
  })
  .map(({ base, name, change, secret }) => ({
    ...base,
    name,
    ...change,
    additionalProperties: { client_id: "abc", client_secret: secret, audience: "x" },
  }));

const anyPath = fc.constantFrom("/key-managers/{0}", "/key-managers/{1}");

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyDocument.map((body): Step => ({ method: "POST", body })),
  fc.record({ method: fc.constant("PUT" as const), path: anyPath, body: anyDocument }),
  fc.record({ method: fc.constantFrom("GET" as const, "DELETE" as const), path: anyPath }),
  fc.constant<Step>({ method: "GET" }),
);

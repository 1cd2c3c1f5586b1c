import assert from "node:assert/strict";
import * as fc from "fast-check";
import { declarationIn, differences } from "../../../../components/wso2/provider/fieldTable";
import { fields } from "../../../../components/wso2/keyManager/fields";
import type { KeyManagerDeclaration } from "../../../../components/wso2/keyManager/args";
import { mistakesInKeyManager } from "../../../../components/wso2/keyManager/mistakes";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import type { KeyManagerLifeCycle } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";

/** Text that a person might enter, with what is awkward in JSON, SQL and shells. */
const text = (maximum: number) =>
  fc
    .string({ unit: "grapheme-ascii", minLength: 1, maxLength: maximum })
    .map((value) => value.trim())
    .filter((value) => value !== "");
const url = fc.webUrl({ validSchemes: ["https"] });
const boolean = fc.boolean();
const list = <Item>(item: fc.Arbitrary<Item>) => fc.uniqueArray(item, { maxLength: 4 });

/** Any declaration beside what must be there. */
const anyFields = fc.record(
  {
    displayName: text(100),
    description: text(256),
    enabled: boolean,
    wellKnownEndpoint: url,
    displayTokenEndpoint: url,
    displayRevokeEndpoint: url,
    userInfoEndpoint: url,
    authorizeEndpoint: url,
    scopeManagementEndpoint: url,
    availableGrantTypes: list(text(40)),
    additionalProperties: fc.dictionary(
      fc.stringMatching(/^[a-z]{3,8}$/),
      fc.oneof(text(20), fc.integer(), boolean, fc.array(fc.integer(), { maxLength: 3 })),
      { maxKeys: 3 },
    ),
    consumerKeyClaim: text(40),
    scopesClaim: text(40),
    enableTokenGeneration: boolean,
    enableMapOAuthConsumerApps: boolean,
    enableOAuthAppCreation: boolean,
    enableTokenEncryption: boolean,
    enableTokenHashing: boolean,
    claimMapping: list(fc.record({ remoteClaim: text(40), localClaim: text(40) })),
    tokenValidation: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant("REFERENCE" as const), value: text(40) }),
        fc.record({ type: fc.constant("CUSTOM" as const), enable: boolean }),
      ),
      { maxLength: 3 },
    ),
    permissions: fc.record({
      permissionType: fc.constantFrom("ALLOW" as const, "DENY" as const),
      roles: fc.subarray(["admin", "Internal/everyone", "Internal/subscriber"], { minLength: 1 }),
    }),
    allowedOrganizations: fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{8,36}$/), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
);

describe("any declaration of a Key Manager", () => {
  const sandbox = sandboxForTests();
  let provider: KeyManagerLifeCycle;
  let base: KeyManagerInputs;

  before(async () => {
    provider = providerFor(sandbox);
    base = await declarationFor(sandbox, "any");
  });

  it("is quiet after it was created and read, and after it was updated and read", async () => {
    await fc.assert(
      fc.asyncProperty(anyFields, anyFields, async (first, second) => {
        const declared = { ...base, ...first } as KeyManagerInputs;
        const updated = { ...base, ...second } as KeyManagerInputs;
        assert.deepEqual(mistakesInKeyManager(declarationIn(fields, declared), []), []);
        const { id, outs = declared } = await provider.create(declared);
        const { props = outs } = await provider.read(id, outs);
        assert.deepEqual(differences<KeyManagerDeclaration>(fields, props, declared), []);

        const { outs: next = props } = await provider.update(id, props, updated);
        const { props: again = next } = await provider.read(id, next);
        assert.deepEqual(differences<KeyManagerDeclaration>(fields, again, updated), []);
        await provider.delete(id, again);
      }),
      { numRuns: 100 },
    );
  });

  it("equals itself whatever the order of keys, and of lists in which order means nothing", () => {
    fc.assert(
      fc.property(anyFields, (declared) => {
        const shuffled = Object.fromEntries(
          Object.entries(declared)
            .reverse()
            .map(([field, value]) => [field, reversed(field, value)]),
        );
        assert.deepEqual(
          differences<KeyManagerDeclaration>(
            fields,
            { ...base, ...declared },
            { ...shuffled, ...base, ...shuffled },
          ),
          [],
        );
      }),
    );
  });
});

/** Token rules are tried one after the other, so that their order means something. */
function reversed(field: string, value: unknown): unknown {
  if (field === "tokenValidation") return value;
  if (Array.isArray(value)) return [...(value as unknown[])].reverse();
  if (field === "permissions") {
    const { permissionType, roles } = value as { permissionType: string; roles: string[] };
    return { roles: [...roles].reverse(), permissionType };
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

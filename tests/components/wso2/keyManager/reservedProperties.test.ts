import assert from "node:assert/strict";
import { fieldNames } from "../../../../components/wso2/keyManager/fields";
import { mistakesInKeyManager } from "../../../../components/wso2/keyManager/mistakes";

/** Keys that WSO2 would lift into a field, and further ones by which it would go. */
const keys = [
  ...["client_id", "client_secret", "audience", "client_registration_endpoint"],
  ...["introspection_endpoint", "token_endpoint", "display_token_endpoint", "revoke_endpoint"],
  ...["display_revoke_endpoint", "scope_endpoint", "userinfo_endpoint", "authorize_endpoint"],
  ...["well_known_endpoint", "issuer", "grant_types", "certificate_type", "certificate_value"],
  ...["enable_oauth_app_creation", "enable_map_oauth_consumer_apps", "enable_token_generation"],
  ...["enable_token_hash", "enable_token_encryption", "self_validate_jwt", "token_format_string"],
  ...["claim_mappings", "consumer_key_claim", "scopes_claim"],
];

const mistakes = (additionalProperties: object) =>
  mistakesInKeyManager({ additionalProperties }, fieldNames).map(
    ({ path, reason, remedy }) =>
      `${path.join(".")} ${reason}${remedy === "remove" ? " (remove)" : ""}`,
  );

describe("a connector property whose name has a meaning of its own", () => {
  for (const key of keys) {
    it(`is refused with the field for it: ${key}`, () => {
      const [only, ...others] = mistakes({ [key]: "x" });
      assert.deepEqual(others, []);
      const pattern = new RegExp(
        `^additionalProperties\\.${key} is the field (\\w+) \\(remove\\)$`,
      );
      const [, field] = pattern.exec(only ?? "") ?? [];
      assert.ok((fieldNames as readonly string[]).includes(field ?? ""), only);
    });
  }

  it("is refused where nobody has it but the mark of the owner, and what JavaScript takes", () => {
    const named = JSON.parse('{"__proto__": "x"}') as object;
    assert.deepEqual(mistakes(named), [
      "additionalProperties.__proto__ is a name that is taken (remove)",
    ]);
    assert.deepEqual(mistakes({ constructor: "x", toString: "y" }), []);
  });
});

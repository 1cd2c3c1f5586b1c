import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What `terraform show -json` prints of a state, by the format that HashiCorp documents (1.0), cut to what is read. */
const state = {
  format_version: "1.0",
  values: {
    root_module: {
      resources: [
        resource("auth0_client.wso2", { id: "a-client", client_id: "a-client" }),
        resource("wso2_thing.other", { id: "no object of Auth0" }),
      ],
      child_modules: [
        {
          address: "module.orders",
          resources: [
            resource("module.orders.auth0_resource_server.api", { id: "an-api" }),
            resource("module.orders.auth0_client_grant.this[0]", { id: "cgr_1" }),
          ],
        },
      ],
    },
  },
};

function resource(address: string, values: object) {
  const type = /(\w+)\.\w+(\[\d+\])?$/.exec(address)?.[1];
  return { address, type, values };
}

describe("the page about a setup of Terraform", () => {
  it("has a line that tells each object of Auth0 with its id", function () {
    const page = readFileSync(join(__dirname, "../../docs/existing.md"), "utf8");
    const filter = /terraform show -json \| jq -r '([^']+)'/.exec(page)?.[1] ?? "";
    const { error, stdout } = spawnSync("jq", ["-r", filter], {
      input: JSON.stringify(state),
      encoding: "utf8",
    });
    if (error) this.skip();
    assert.deepEqual(stdout.trim().split("\n").sort(), [
      "auth0_client.wso2\ta-client",
      "module.orders.auth0_client_grant.this[0]\tcgr_1",
      "module.orders.auth0_resource_server.api\tan-api",
    ]);
  });
});

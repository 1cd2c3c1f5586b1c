import assert from "node:assert/strict";
import { QuietOutput } from "../../../tools/demo/quietOutput";

/** What is shown of what Pulumi printed. */
function shown(printed: string): string {
  const quiet = new QuietOutput();
  return [...printed.split("\n").flatMap((line) => quiet.lines(line)), ...quiet.end()].join("\n");
}

describe("the demo's view of Pulumi's output", () => {
  it("is the counts alone where nothing happens", () => {
    const printed = `Previewing update (demo):
@ previewing update....

 ~  pulumi:pulumi:Stack project-demo refreshing${" "}
 ~  auth0:index:Client auth0-management-client refreshing${" "}
 ~  pulumi-nodejs:dynamic/wso2:KeyManager auth0-key-manager refresh${" "}
    pulumi:pulumi:Stack project-demo running${" "}
    auth0-wso2-key-manager:index:Auth0KeyManager auth0${"  "}
    auth0:index:ResourceServerScopes auth0-api-scopes${"  "}
    pulumi:pulumi:Stack project-demo${"  "}
Resources:
    22 unchanged
`;
    assert.equal(shown(printed), "Resources: 22 unchanged");
  });

  it("tells each change once, when it is done", () => {
    const printed = `Updating (demo):
 ~  auth0:index:Client client refresh (0.30s) [diff: ~grantTypes]
 ~  auth0:index:Client client updating (0s) [diff: ~grantTypes]
 ~  auth0:index:Client client updated (0.26s) [diff: ~grantTypes]
 +  pulumi-nodejs:dynamic/wso2:ApplicationKeys keys creating (0s)${" "}
@ updating....
 +  pulumi-nodejs:dynamic/wso2:ApplicationKeys keys created (0.05s)${" "}
 -- command:local:Command test deleted original (0.02s)${" "}
 +- command:local:Command test replaced (0.00s) [diff: ~triggers]
 ++ command:local:Command test created replacement (0.98s) [diff: ~triggers]
 +  pulumi:pulumi:Stack project-demo created (9s)${" "}
Resources:
    + 1 created
    ~ 1 updated
    5 unchanged

Duration: 7s
`;
    assert.equal(
      shown(printed),
      ` ~  auth0:index:Client client updated (0.26s) [diff: ~grantTypes]
 +  pulumi-nodejs:dynamic/wso2:ApplicationKeys keys created (0.05s)${" "}
 -- command:local:Command test deleted original (0.02s)${" "}
 ++ command:local:Command test created replacement (0.98s) [diff: ~triggers]
Resources: + 1 created, ~ 1 updated, 5 unchanged`,
    );
  });

  it("shows of a diff what changes, each resource by its name", () => {
    const printed = `~ pulumi:pulumi:Stack: (refresh)
    [urn=urn:pulumi:demo::project::pulumi:pulumi:Stack::project-demo]
        ~ auth0:index/client:Client: (refresh)
            [id=yKhE]
            [urn=urn:pulumi:demo::project::a$auth0:index/client:Client::client]
            --outputs:--
          + allowedClients: []
  pulumi:pulumi:Stack: (same)
    [urn=urn:pulumi:demo::project::pulumi:pulumi:Stack::project-demo]
    ~ auth0:index/client:Client: (update)
        [id=yKhE]
        [urn=urn:pulumi:demo::project::a$auth0:index/client:Client::client]
        name      : "WSO2"
      ~ grantTypes: [
            [0]: "client_credentials"
          - [1]: "implicit"
        ]
    + pulumi-nodejs:dynamic/wso2:ApplicationKeys: (create)
        [urn=urn:pulumi:demo::project::b$pulumi-nodejs:dynamic/wso2:ApplicationKeys::keys]
        applicationId: "4457"
        nested: {
        }
Resources:
    + 1 to create
error: no changes were expected for preview but changes were proposed
`;
    assert.equal(
      shown(printed),
      `    ~ auth0:index/client:Client: (update) client
      ~ grantTypes: [
          - [1]: "implicit"
        ]
    + pulumi-nodejs:dynamic/wso2:ApplicationKeys: (create) keys
Resources: + 1 to create
error: no changes were expected for preview but changes were proposed`,
    );
  });

  it("shows an error whole, once, with the resource that it is about", () => {
    const printed = ` ~  a:b:KeyManager entry **refreshing failed (2s)** error: wrong secret
    pulumi:pulumi:Stack project-demo refreshing error: update failed
Diagnostics:
  a:b:KeyManager (entry):
    error: wrong secret
  pulumi:pulumi:Stack (project-demo):
    error: update failed

Resources:
    1 errored
`;
    assert.equal(
      shown(printed),
      `Diagnostics:
  a:b:KeyManager (entry):
    error: wrong secret
  pulumi:pulumi:Stack (project-demo):
    error: update failed
Resources: 1 errored`,
    );
  });

  it("is the same in colors", () => {
    const colored = " \x1b[92m+\x1b[0m  a:b:Client client \x1b[92mcreated (1s)\x1b[0m ";
    assert.equal(shown(`${colored}\n\x1b[38;5;13mUpdating (demo):\x1b[0m`), colored);
  });

  it("lets pass what it does not know", () => {
    const printed = "Something that a later release of Pulumi says\n  and goes on about";
    assert.equal(shown(printed), printed);
  });
});

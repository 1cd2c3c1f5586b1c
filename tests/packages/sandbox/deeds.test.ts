import assert from "node:assert/strict";
import { deeds } from "auth0-wso2-sandbox/deeds";
import { RunningSandbox } from "auth0-wso2-sandbox/running";
import { outermost } from "../../support/releases";
import { PortalUnderTest } from "./devportal/portalUnderTest";

const portOf = (url: string) => Number(new URL(url).port);

for (const release of outermost) {
  describe(`what a person can have done in a sandbox that runs, of WSO2 ${release}`, () => {
    let portal: PortalUnderTest;
    let managementClient: string;

    beforeEach(async () => {
      portal = await PortalUnderTest.start({ release });
    });
    afterEach(() => portal.sandbox.close());

    /** What is printed, when the sandbox is found in another shell. */
    const done = async (word: string, ...parameters: string[]): Promise<string> => {
      const { auth0, wso2, certificateAuthority } = portal.sandbox;
      const running = new RunningSandbox({
        authority: certificateAuthority.exported,
        auth0: { port: portOf(portal.auth0Url), state: auth0.state },
        wso2: {
          release,
          port: portOf(wso2.url),
          gatewayPort: portOf(wso2.gatewayUrl),
          state: wso2.state,
        },
      });
      const call = (text = "") => `sandbox ${text}`;
      const deed = deeds.get(word);
      assert.ok(deed);
      const { changed, next } = await deed.do(running, parameters, { call });
      return `${changed}\n${next}`;
    };

    /** What a stack has made: a Key Manager, its API and its application. */
    const fill = async () => {
      await portal.createAudience("https://orders.example.com/");
      const client = await portal.manage("POST", "/clients", {
        name: "WSO2",
        app_type: "non_interactive",
        grant_types: ["client_credentials"],
      });
      managementClient = String(client["client_id"]);
      await portal.manage("POST", "/client-grants", {
        client_id: managementClient,
        audience: `${portal.auth0Url}/api/v2/`,
        scope: ["read:clients"],
      });
      await portal.createKeyManager(
        "auth0",
        {},
        { client_id: managementClient, client_secret: client["client_secret"] },
      );
      await portal.createApplication("orders-app");
    };
    const keyManager = async () => {
      const { data } = await portal.admin<{ list: { id: string; name: string }[] }>(
        "GET",
        "/key-managers",
      );
      const id = data.list.find(({ name }) => name === "auth0")?.id ?? "";
      return (await portal.admin("GET", `/key-managers/${id}`)).data;
    };

    it("drift: a field on each side", async () => {
      await fill();
      assert.match(await done("drift"), /60 seconds[^]*auth0: the claim with the consumer key/);
      assert.equal((await portal.dashboard.apis())[0]?.["token_lifetime"], 60);
      assert.equal((await keyManager())["consumerKeyClaim"], "client_id");
    });

    it("rotate: the secret of the application that the Key Manager names", async () => {
      await fill();
      const secret = async () =>
        ((await portal.dashboard.get(`/clients/${managementClient}`)) as Record<string, unknown>)[
          "client_secret"
        ];
      const earlier = await secret();
      assert.match(await done("rotate"), /application WSO2: it has another secret/);
      assert.notEqual(await secret(), earlier);
    });

    it("restart: WSO2 loads what can log in, and says what cannot", async () => {
      await fill();
      assert.match(await done("restart"), /has loaded: auth0; that it has not: none\./);
      await done("rotate");
      assert.deepEqual(portal.wso2.loadedKeyManagers(), ["auth0"]);
      assert.match(await done("restart"), /has loaded: none; that it has not: auth0\./);
      assert.deepEqual(portal.wso2.loadedKeyManagers(), []);
    });

    it("block and unblock: the subscription of an application", async () => {
      await fill();
      await done("publish", "Orders", "1.0.0");
      const { apis, subscriptions, applications } = portal.wso2.state;
      const applicationId = applications.find(({ name }) => name === "orders-app")?.uuid;
      const subscription = {
        applicationId,
        apiId: apis[0]?.id,
        throttlingPolicy: "Unlimited",
      };
      await portal.call("POST", "/subscriptions", subscription);
      const status = () => subscriptions[0]?.status;
      assert.match(await done("block"), /orders-app: its subscription to Orders is BLOCKED/);
      assert.equal(status(), "BLOCKED");
      assert.match(await done("unblock"), /to Orders is UNBLOCKED/);
      assert.equal(status(), "UNBLOCKED");
    });

    it("another-owner: an application is another user's", async () => {
      await fill();
      assert.match(await done("another-owner"), /orders-app: its owner is subscriber/);
      const application = portal.wso2.state.applications.find(({ name }) => name === "orders-app");
      assert.equal(application?.owner, "subscriber");
    });

    it("what there is nothing for says so", async () => {
      for (const word of ["drift", "rotate", "block", "unblock", "another-owner"]) {
        await assert.rejects(done(word), /^Error: There is no .* yet\. Declare one, and run/);
      }
    });
  });
}

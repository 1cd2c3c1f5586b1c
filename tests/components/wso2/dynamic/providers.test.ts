import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { providers } from "../../../../components/wso2/dynamic/providers";

describe("the providers of the process", () => {
  const laterState = { stateVersion: 1_000, name: "n", applicationName: "a", api: "Orders" };

  for (const [kind, subject] of [
    ["KeyManager", 'WSO2 Key Manager "n"'],
    ["Application", 'WSO2 application "n"'],
    ["ApplicationKeys", 'WSO2 keys of application "a"'],
    ["Subscription", 'WSO2 subscription to API "Orders"'],
  ] as const) {
    it(`name what an error of ${kind} is about`, async () => {
      await assert.rejects(providers[kind].read("id", laterState), {
        message: new RegExp(`^${subject}: its state was written by a newer version`),
      });
    });
  }

  it("let an owner go whose server cannot be asked", async () => {
    const wso2 = { url: "https://localhost:1", username: "u", password: "p" };
    const config = { get: (key: string) => (key === "wso2" ? JSON.stringify(wso2) : undefined) };
    await providers.Owner.configure({ config } as unknown as dynamic.ConfigureRequest);
    await providers.Owner.delete("owner", {});
  });
});

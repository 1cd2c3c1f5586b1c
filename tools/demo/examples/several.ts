import type { Sandbox } from "auth0-wso2-sandbox";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";

/** Two tenants and two servers in one stack, each Key Manager with providers of its own. */
export function several(run: ExampleRun): Step[] {
  let emea: Sandbox;
  let apac: Sandbox;
  let stack: StackCommands;
  const perSide = "Auth0 14, WSO2 8";
  const counts = async () => `emea: ${await run.show(emea)}; apac: ${await run.show(apac)}`;

  return [
    {
      title: "Two tenants and two servers",
      proof: "The program is told by its config alone; the environment names none.",
      expected: "emea: Auth0 0, WSO2 0; apac: Auth0 0, WSO2 0",
      run: async () => {
        await run.copy();
        emea = await run.startServers();
        apac = await run.startServers();
        stack = await run.createStackWithoutLogins("dev", emea);
        for (const [name, { auth0, wso2 }] of Object.entries({ emea, apac })) {
          await run.shell(
            `pulumi config set-all --path --plaintext tenants.${name}.domain="$DOMAIN" --plaintext tenants.${name}.clientId="$CLIENT_ID" --secret tenants.${name}.clientSecret="$CLIENT_SECRET" --plaintext servers.${name}.url="$URL" --plaintext servers.${name}.username="$USERNAME" --secret servers.${name}.password="$PASSWORD" --plaintext servers.${name}.caFile="$CA_FILE"`,
            {
              DOMAIN: auth0.domain,
              CLIENT_ID: auth0.deployer.clientId,
              CLIENT_SECRET: auth0.deployer.clientSecret,
              URL: wso2.url,
              USERNAME: wso2.administrator.username,
              PASSWORD: wso2.administrator.password,
              CA_FILE: run.authorityFile,
            },
          );
        }
        return counts();
      },
    },
    {
      title: "Create four Key Managers",
      proof: "Each server has one for each tenant, and applications with keys of both kinds.",
      expected: `exit code 0, emea: ${perSide}; apac: ${perSide}`,
      run: async () => `exit code ${await stack.up()}, ${await counts()}`,
    },
    {
      title: "They all work",
      proof: "Each server has logged in to both tenants.",
      expected: "emea-apac, emea-emea; apac-apac, apac-emea",
      run: () => {
        const loaded = [emea, apac].map(({ wso2 }) =>
          [...wso2.loadedKeyManagers()]
            .filter((name) => name.includes("-"))
            .sort()
            .join(", "),
        );
        return Promise.resolve(loaded.join("; "));
      },
    },
    {
      title: "Preview: nothing to do",
      proof: "All four servers hold what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await stack.preview("--diff")}`,
    },
    {
      title: "Destroy",
      proof: "Nothing is left behind on any of them.",
      expected: "exit code 0, emea: Auth0 0, WSO2 0; apac: Auth0 0, WSO2 0",
      run: async () => `exit code ${await stack.destroy()}, ${await counts()}`,
    },
  ];
}

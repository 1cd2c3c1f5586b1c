import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { takeInventory } from "../inventory";
import { changesFound } from "../../../components/commands/pulumi";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { loadedOf } from "./identities";

const names = ["dev", "staging", "prod"] as const;
type Environment = (typeof names)[number];

/** dev, staging and prod from one program, and a change that goes through them. */
export function environments(run: ExampleRun): Step[] {
  const servers = {} as Record<Environment, Sandbox>;
  const stacks = {} as Record<Environment, StackCommands>;

  /** What each environment's tenant has. */
  const lifetimes = () =>
    names
      .map((name) => {
        const apis = servers[name].auth0.state.resourceServers;
        const api = apis.find((each) => each["name"] === "Orders");
        return `${name} ${String(api?.["token_lifetime"])}`;
      })
      .join(", ");
  const promote = (name: Environment, expected: string): Step => ({
    title: `Promote to ${name}`,
    proof: "The same change and no other; the other environments stay as they are.",
    expected: `1 updated, ${expected}`,
    run: async () => `${await stacks[name].upSaying()}, ${lifetimes()}`,
  });
  const objects = async () => {
    const inventories = await Promise.all(names.map((name) => takeInventory(servers[name])));
    return inventories.map(({ length }, index) => `${names[index] ?? ""} ${length}`).join(", ");
  };

  return [
    {
      title: "Create dev, staging and prod",
      proof: "One program, three stacks; each has a tenant and a server of its own.",
      expected: "dev 3600, loaded; staging 3600, loaded; prod 3600, loaded",
      run: async () => {
        await run.copy();
        for (const name of names) {
          servers[name] = await run.startServers();
          stacks[name] = await run.createStack(name, servers[name]);
          await stacks[name].up();
        }
        const lifetime = lifetimes().split(", ");
        return names
          .map((name, index) => `${lifetime[index] ?? ""}, ${loadedOf(servers[name], "auth0")}`)
          .join("; ");
      },
    },
    {
      title: "Change a shared setting",
      proof: "Tokens shall live for half an hour. The preview of prod shows what is to come.",
      expected: `exit code ${changesFound}, dev 3600, staging 3600, prod 3600`,
      run: async () => {
        const path = join(run.directory, "shared.ts");
        const text = await readFile(path, "utf8");
        await writeFile(path, text.replace("tokenLifetime: 3600", "tokenLifetime: 1800"));
        const exitCode = await stacks.prod.preview("--diff");
        return `exit code ${exitCode}, ${lifetimes()}`;
      },
    },
    promote("dev", "dev 1800, staging 3600, prod 3600"),
    promote("staging", "dev 1800, staging 1800, prod 3600"),
    promote("prod", "dev 1800, staging 1800, prod 1800"),
    {
      title: "Preview of prod: nothing to do",
      proof: "It holds what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await stacks.prod.preview()}`,
    },
    {
      title: "Destroy prod",
      proof: "It is protected: nothing of it goes.",
      expected: "refused, dev 4, staging 4, prod 4",
      run: async () => {
        const exitCode = await stacks.prod.destroy([0, 1, 255]);
        return `${exitCode === 0 ? "not refused" : "refused"}, ${await objects()}`;
      },
    },
    {
      title: "Destroy prod after all",
      proof:
        "The protection was taken away first. Nothing of it is left behind, and all of the others.",
      expected: "dev 4, staging 4, prod 0",
      run: async () => {
        await stacks.prod.silently("state", "unprotect", "--all", "--yes");
        await stacks.prod.destroy();
        return objects();
      },
    },
  ];
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Answer } from "../../components/commands/doctor/question";
import { sandboxForTests } from "../support/sandboxForTests";
import { Stack } from "./stack";

const program = join(__dirname, "../../load/doctor.cjs");

describe("the doctor, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let clientsBefore: typeof sandbox.auth0.state.clients = [];

  before(async () => {
    stack = await Stack.create(sandbox, "doctor", {
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0-doctor" },
      applications: { app: { keys: { production: { mode: "map" }, sandbox: {} } } },
    });
    await stack.up();
  });

  after(() => stack.remove());

  const asked = (...options: string[]) => askedOf("doctor", ...options);
  const askedOf = (name: string, ...options: string[]) =>
    new Promise<Answer[]>((resolve, reject) => {
      const args = [program, "--json", "--stack", name, ...options];
      const env = { ...process.env, ...stack.environment };
      execFile(process.execPath, args, { cwd: stack.directory, env }, (_, output, complaint) => {
        if (complaint === "") resolve(JSON.parse(output) as Answer[]);
        else reject(new Error(complaint));
      });
    });
  const isBad = ({ status }: Answer) => status === "failed" || status === "warning";

  it("finds nothing wrong with a stack, knows what is its own, and names a client that its state has lost", async () => {
    const answers = await asked();
    assert.deepEqual(answers.filter(isBad), []);
    const owned = answers.map(({ found }) => found).filter((found) => /this stack's/.test(found));
    assert.match(owned.join("\n"), /^"auth0-doctor" \(Auth0\), this stack's, issuer/);

    clientsBefore = [...sandbox.auth0.state.clients];
    const [generated] = sandbox.auth0.state.clients.filter(({ name }) => /_SANDBOX$/.test(name));
    const copy = { ...structuredClone(generated), client_id: "lost", name: "lost" };
    sandbox.auth0.state.clients.push(copy as never);
    const lost = (await asked()).filter(isBad);
    assert.deepEqual(
      lost.map(({ status, question }) => [status, question]),
      [["warning", "clients that nobody uses"]],
    );
    assert.match(lost[0]?.found ?? "", /^"lost" \(client ID lost\) has the mark of this stack/);
  });

  it("tells the command that makes a stack which is not there yet", async () => {
    const complaint = await askedOf("next").then(() => "", String);
    const command = /no stack named 'next' found\n.*: pulumi (stack init next)\./.exec(
      complaint,
    )?.[1];
    await stack.succeed(...(command ?? complaint).split(" "));
    await assert.rejects(
      askedOf("next"),
      /^Error: The configuration of this stack has \d mistakes/,
    );
    await stack.succeed("stack", "rm", "next", "--yes");
    await stack.succeed("stack", "select", "doctor");
  });

  it("tells commands that repair what it has found", async () => {
    sandbox.auth0.state.clients.splice(0, Infinity, ...clientsBefore);
    await stack.pulumi("config", "set", "--path", "wso2.release", "4.6");
    const repaired = async (question: string, ...options: string[]) => {
      const [line, ...others] = (await asked(...options)).filter(isBad);
      assert.deepEqual([line?.question, others], [question, []]);
      const command = / pulumi (.*)$/.exec(line?.todo ?? "")?.[1] ?? "";
      assert.equal((await stack.pulumi(...command.split(" "))).code, 0, command);
      assert.deepEqual((await asked(...options)).filter(isBad), []);
    };
    await repaired("upgrade to 4.7", "--upgrade-to", "4.7");
    await stack.pulumi("config", "set", "--path", "wso2.release", "4.1");
    await repaired("release, REST APIs");
  });
});

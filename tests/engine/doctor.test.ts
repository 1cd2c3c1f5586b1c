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

  before(async () => {
    stack = await Stack.create(sandbox, "doctor", {
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0-doctor" },
      applications: { app: { keys: { production: { mode: "map" }, sandbox: {} } } },
    });
    await stack.up();
  });

  after(() => stack.remove());

  it("finds nothing wrong with a stack, knows what is its own, and names a client that its state has lost", async () => {
    const env = { ...process.env, ...stack.environment };
    const asked = () =>
      new Promise<Answer[]>((resolve, reject) => {
        const args = [program, "--json", "--stack", "doctor"];
        execFile(process.execPath, args, { cwd: stack.directory, env }, (_, output, complaint) => {
          if (complaint === "") resolve(JSON.parse(output) as Answer[]);
          else reject(new Error(complaint));
        });
      });
    const isBad = ({ status }: Answer) => status === "failed" || status === "warning";
    const answers = await asked();
    assert.deepEqual(answers.filter(isBad), []);
    const owned = answers.map(({ found }) => found).filter((found) => /this stack's/.test(found));
    assert.match(owned.join("\n"), /^"auth0-doctor" \(Auth0\), this stack's, issuer/);

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
});

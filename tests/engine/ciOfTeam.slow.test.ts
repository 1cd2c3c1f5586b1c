import assert from "node:assert/strict";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { sandboxForTests } from "../support/sandboxForTests";
import { CommentServer } from "./ci/commentServer";
import { githubWorkflow, runGithubJob } from "./ci/github";
import { gitlabFile, gitlabJob, runGitlabJob, type Job } from "./ci/gitlab";
import { Stack } from "./stack";

const project = join(__dirname, "../..");
const tokens = { github: "token-of-the-job", gitlab: "token-for-comments" };

describe("a team's pull request, by the workflow files, on the real engine", () => {
  const sandbox = sandboxForTests();
  let platform: Stack;
  let orders: Stack;
  let server: CommentServer;
  let stack: string;
  /** Variables and secrets of both environments; nothing of Auth0 is among them. */
  let login: Record<string, string>;

  before(async () => {
    server = await CommentServer.start(tokens);
    sandbox.wso2.users.add({ login: "alice", roles: ["Internal/subscriber"] });
    const identifier = "https://orders.example.com/";
    const name = "auth0-ci";
    platform = await Stack.create(sandbox, "platform", {
      api: { identifier },
      keyManager: { name },
    });
    await platform.up();
    const { teams } = (await githubWorkflow("deploy-teams.yml")).jobs;
    [stack = ""] = teams?.strategy?.matrix["stack"] ?? [];
    const reference = { name, domain: sandbox.auth0.domain, apiIdentifier: identifier };
    const withoutAuth0 = { AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined };
    orders = await Stack.create(sandbox, stack, { keyManager: { reference } }, undefined, {
      ...{ AUTH0_DOMAIN: undefined, ...withoutAuth0 },
      ...{ WSO2_USERNAME: "alice", WSO2_PASSWORD: "alice" },
    });
    await cp(join(project, "examples/ci"), join(orders.directory, "examples/ci"), {
      recursive: true,
    });
    await symlink(".", join(orders.directory, "previews"));
    login = orders.environment;
    assert.ok(!Object.keys(login).some((variable) => variable.startsWith("AUTH0_")));
  });

  after(async () => {
    server.close();
    await orders.remove();
    await platform.remove();
  });

  /** What a runner has by itself; no login is in it. */
  const runner = () => {
    const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, WSO2_CA_FILE } = login;
    return { ...process.env, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, WSO2_CA_FILE };
  };
  const github = async (file: string, name: string, contexts: object = {}) => {
    const job = (await githubWorkflow(file)).jobs[name];
    assert.ok(job);
    const both = { vars: login, secrets: login };
    const all = {
      environments: { [stack]: both, [`${stack}-preview`]: both },
      github: { token: tokens.github, event: { pull_request: { number: 7 } } },
      ...contexts,
    };
    const result = await runGithubJob(job, all, orders.directory, {
      ...runner(),
      ...{ GITHUB_API_URL: server.url, GITHUB_REPOSITORY: "acme/orders" },
    });
    assert.equal(result.code, 0, result.log);
  };
  /** What the one file of a pull request adds. */
  const declare = async (name: string) => {
    const file = join(orders.directory, `Pulumi.${stack}.yaml`);
    const content = parse(await readFile(file, "utf8")) as {
      config: Record<string, Record<string, object>>;
    };
    const key = "auth0-wso2-key-manager:applications";
    content.config[key] = { ...content.config[key], [name]: {} };
    await writeFile(file, stringify(content));
  };
  const assertHasKeys = (...names: string[]) => {
    const found = sandbox.wso2.state.applications.flatMap(({ name, owner, keyMappings }) =>
      owner === "alice" && keyMappings.length > 0 ? [name] : [],
    );
    assert.deepEqual(found, names);
  };

  it("has the application in a comment, and what is merged is deployed", async () => {
    await declare("orders-web");
    await github("preview.yml", "preview", { matrix: { stack } });
    await github("preview.yml", "comment");
    const { body = "" } = server.written.at(-1) ?? {};
    assert.match(body, /### `orders`: \d+ to create/);
    assert.match(body, /\+ auth0-wso2-key-manager:index:ApplicationAccess: \(create\)/);
    assertHasKeys();
    await github("deploy-stack.yml", "deploy", { inputs: { stack } });
    assertHasKeys("orders-web");
  });

  it("is the same at GitLab, with the job of docs/ci.md", async () => {
    await declare("orders-app");
    const page = await readFile(join(project, "docs/ci.md"), "utf8");
    const [, block = ""] = /```yaml\n(teams:\n.*?)```/s.exec(page) ?? [];
    const file = { ...(await gitlabFile()), ...(parse(block) as Record<string, Job>) };
    for (const [name, environment] of [
      ["preview", `${stack}-preview`],
      ["teams", stack],
    ] as const) {
      const job = gitlabJob(file, name);
      const environments = { [environment]: login };
      const { directory } = orders;
      const result = await runGitlabJob(job, { STACK: stack }, environments, directory, runner());
      assert.equal(result.code, 0, result.log);
    }
    assertHasKeys("orders-web", "orders-app");
  });
});

import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { CommentServer } from "./ci/commentServer";
import {
  githubWorkflow,
  githubWorkflows,
  runGithubJob,
  type Contexts,
  type Workflow,
} from "./ci/github";
import { gitlabFile, gitlabJob, runGitlabJob } from "./ci/gitlab";
import { changesFound, Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const project = join(__dirname, "../..");

/** Every kind of object that a stack can have in Auth0. */
const config = {
  api: {
    identifier: "https://orders.example.com/",
    name: "Orders",
    scopes: [{ name: "read:orders" }],
  },
  keyManager: { name: "auth0-ci" },
  applications: {
    app: { keys: { production: { mode: "map", scopes: ["default", "read:orders"] }, sandbox: {} } },
  },
};

const tokens = { github: "token-of-the-job", gitlab: "token-for-comments" };

describe("the workflow files", () => {
  const workflows = async () => {
    const names = (await readdir(githubWorkflows)).filter((name) => name.endsWith(".yml"));
    return Promise.all(names.map(async (name) => ({ name, workflow: await githubWorkflow(name) })));
  };
  const jobsOf = ({ jobs }: Workflow) => Object.entries(jobs);

  it("give GitHub's token what each job needs, and no more", async () => {
    const granted: Record<string, unknown> = {};
    for (const { name, workflow } of await workflows()) {
      assert.deepEqual(workflow.permissions, {}, name);
      for (const [job, { permissions }] of jobsOf(workflow))
        granted[`${name} ${job}`] = permissions;
    }
    const read = { contents: "read" };
    assert.deepEqual(granted, {
      "deploy-stack.yml deploy": read,
      "deploy-stack.yml preview": read,
      "deploy-teams.yml teams": read,
      "deploy.yml dev": read,
      "deploy.yml prod": read,
      "drift.yml drift": read,
      "preview.yml comment": { ...read, "pull-requests": "write" },
      "preview.yml preview": read,
    });
  });

  it("put nothing that somebody else writes into a script, and leave no token behind", async () => {
    for (const { name, workflow } of await workflows()) {
      for (const { run = "", uses = "", with: settings } of jobsOf(workflow).flatMap(
        ([, { steps = [] }]) => steps,
      )) {
        assert.doesNotMatch(run, /\$\{\{/, name);
        if (uses.startsWith("actions/checkout@")) {
          assert.equal(settings?.["persist-credentials"], false, name);
        }
      }
    }
  });

  it("run nothing that a stranger's pull request brings where secrets are", async () => {
    for (const { name, workflow } of await workflows()) {
      const triggers = Object.keys(workflow.on);
      assert.ok(!triggers.some((on) => /pull_request_target|workflow_run|comment/.test(on)), name);
    }
    const { preview } = (await githubWorkflow("preview.yml")).jobs;
    assert.match(preview?.if ?? "", /head\.repo\.full_name == github\.repository && /);
  });

  it("hand the comment's script of the base to the token that may comment", async () => {
    const { comment } = (await githubWorkflow("preview.yml")).jobs;
    const [checkout] = comment?.steps ?? [];
    assert.equal(checkout?.with?.["ref"], "${{ github.base_ref }}");
    const [script = ""] = /\S+\.mjs/.exec(comment?.steps?.at(-1)?.run ?? "") ?? [];
    assert.equal(checkout.with["sparse-checkout"], dirname(script));
    assert.ok(comment?.steps?.every(({ run }) => run !== "npm ci"));
  });

  it("deploy production after the others, with approval", async () => {
    assert.equal((await githubWorkflow("deploy.yml")).jobs["prod"]?.needs, "dev");
    const { deploy } = (await githubWorkflow("deploy-stack.yml")).jobs;
    assert.equal(deploy?.needs, "preview");
    assert.equal(deploy.environment, "${{ inputs.stack }}");
    const file = await gitlabFile();
    assert.deepEqual(
      gitlabJob(file, "prod").rules?.map(({ when }) => when),
      ["manual"],
    );
    for (const name of ["dev", "prod"]) {
      const { environment, resource_group, variables } = gitlabJob(file, name);
      assert.deepEqual([environment, resource_group, variables?.["STACK"]], [name, name, name]);
    }
  });

  it("install what the pages ask for", async () => {
    const { peerDependencies } = JSON.parse(
      await readFile(join(project, "package.json"), "utf8"),
    ) as { peerDependencies: Record<string, string> };
    for (const { workflow, name } of await workflows()) {
      for (const { uses = "", with: settings = {} } of jobsOf(workflow).flatMap(
        ([, { steps = [] }]) => steps,
      )) {
        const [action = "", version = ""] = uses.split("@");
        assert.match(version, /^(v\d+)?$/, name);
        if (action === "actions/setup-node") assert.equal(settings["node-version"], 24);
        if (action === "pulumi/actions") {
          assert.equal(settings["pulumi-version"], peerDependencies["@pulumi/pulumi"]);
        }
      }
    }
  });
});

describe("the scripts of the workflow files, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let server: CommentServer;
  let dashboard: Auth0Dashboard;
  let portal: AdminPortal;
  /** Variables and secrets by environment. */
  let logins: Record<"dev" | "dev-preview", Record<string, string>>;
  /** Where a runner finds `pulumi`. */
  let path = process.env["PATH"];
  /** What the jobs have said: logs, summaries, comments. */
  let said = "";

  before(async () => {
    dashboard = new Auth0Dashboard(sandbox);
    portal = new AdminPortal(sandbox);
    server = await CommentServer.start(tokens);
    stack = await Stack.create(sandbox, "dev", config);
    for (const part of ["examples/ci", "tsconfig.json"]) {
      await cp(join(project, part), join(stack.directory, part), { recursive: true });
    }
    // Where the artifacts of the previews are unpacked.
    await symlink(".", join(stack.directory, "previews"));
    addWso2User();
    const common = { ...stack.environment, ...wso2Login };
    const reader = await auth0Login(await documentedScopes());
    logins = { dev: common, "dev-preview": { ...common, ...reader } };
  });

  after(async () => {
    server.close();
    await stack.remove();
  });

  const wso2Login = { WSO2_USERNAME: "ci", WSO2_PASSWORD: "password-of-ci" };
  /** The user whose roles have the scopes that docs/ci.md asks for; `admin` is none of them. */
  const addWso2User = () => {
    sandbox.wso2.state.users.push({
      username: wso2Login.WSO2_USERNAME,
      password: wso2Login.WSO2_PASSWORD,
      tenant: "carbon.super",
      roles: ["keyManagerAdmin", "Internal/subscriber"],
    });
  };
  /** A machine-to-machine application with some permissions of the Management API. */
  const auth0Login = (scope: readonly string[]) => dashboard.login("CI", scope);
  /** What a runner has by itself; no login is in it. */
  const runner = () => {
    const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, WSO2_CA_FILE } = stack.environment;
    return { ...process.env, PATH: path, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, WSO2_CA_FILE };
  };
  const github = async (file: string, name: string, contexts: Contexts = {}) => {
    const job = (await githubWorkflow(file)).jobs[name];
    assert.ok(job);
    const environments = Object.fromEntries(
      Object.entries(logins).map(([environment, login]) => [
        environment,
        { vars: login, secrets: login },
      ]),
    );
    const event = { github: { token: tokens.github, event: { pull_request: { number: 7 } } } };
    const result = await runGithubJob(
      job,
      { ...event, ...contexts, environments },
      stack.directory,
      { ...runner(), GITHUB_API_URL: server.url, GITHUB_REPOSITORY: "acme/orders" },
    );
    said += result.log + result.summary;
    return result;
  };
  const gitlab = async (name: string) => {
    const job = gitlabJob(await gitlabFile(), name);
    const variables = {
      ...(job.parallel && { STACK: job.parallel.matrix[0]?.["STACK"]?.[0] ?? "" }),
      CI_API_V4_URL: server.url,
      CI_PROJECT_ID: "42",
      CI_MERGE_REQUEST_IID: "7",
    };
    const environments = { ...logins, comment: { COMMENT_TOKEN: tokens.gitlab } };
    const result = await runGitlabJob(job, variables, environments, stack.directory, runner());
    said += result.log;
    return result;
  };
  /** Runs a job with a `pulumi` that says and ends with what it once has; the engine is not asked again. */
  const recorded = async <Result>(output: string, code: number, job: () => Promise<Result>) => {
    const directory = join(stack.directory, "recorded");
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "output"), output);
    const script = `#!/bin/sh
[ "$1" = preview ] || PATH='${process.env["PATH"] ?? ""}' exec pulumi "$@"
cat '${join(directory, "output")}'
exit ${code}
`;
    await writeFile(join(directory, "pulumi"), script, { mode: 0o755 });
    path = [directory, process.env["PATH"]].join(delimiter);
    try {
      return await job();
    } finally {
      path = process.env["PATH"];
    }
  };
  const recordingOf = (situation: string) =>
    readFile(
      join(project, `tests/components/commands/driftReport/recordings/${situation}-full.jsonl`),
      "utf8",
    );
  const onePreview = { matrix: { stack: "dev" } };
  const lastComment = () => server.written.at(-1)?.body ?? "";
  const clearRequests = () => {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
  };
  const stateFile = () =>
    join(stack.directory, "backend/.pulumi/stacks/auth0-wso2-key-manager/dev.json");
  const writes = () => [...sandbox.auth0.requests.writes(), ...sandbox.wso2.requests.writes()];
  const assertDeployed = async () => {
    const [api, ...others] = await dashboard.apis();
    assert.deepEqual([api?.["name"], api?.["token_lifetime"], others], ["Orders", 86400, []]);
    assert.equal((await portal.keyManager("auth0-ci"))["enabled"], true);
    const applications = sandbox.wso2.state.applications.map(({ name, keyMappings }) => [
      name,
      keyMappings.length,
    ]);
    assert.deepEqual(applications, [
      ["DefaultApplication", 0],
      ["app", 2],
    ]);
  };

  it("preview a pull request in a comment, and write nothing else", async () => {
    clearRequests();
    const { code, log } = await github("preview.yml", "preview", onePreview);
    assert.equal(code, 0, log);
    assert.equal((await github("preview.yml", "comment")).code, 0);
    assert.match(lastComment(), /^<!-- preview-dev\.md -->\n### `dev`: \d+ to create\n/);
    assert.match(lastComment(), /\+ auth0-wso2-key-manager:index:Auth0KeyManager: \(create\)/);
    assert.deepEqual(
      writes().filter(({ url }) => !/\/client(s|-grants)$/.test(url)),
      [],
    );
  });

  it("deploy a stack at GitHub, shown before it is approved", async () => {
    const { preview, deploy } = (await githubWorkflow("deploy-stack.yml")).jobs;
    assert.ok(preview && deploy);
    const { stack: name } = (await githubWorkflow("deploy.yml")).jobs["dev"]?.with ?? {};
    const inputs = { inputs: { stack: name } };
    // What the preview of the pull request has shown.
    const [, output = ""] = /~~~~~~diff\n(.*)\n~~~~~~/s.exec(lastComment()) ?? [];
    const shown = await recorded(output, 0, () => github("deploy-stack.yml", "preview", inputs));
    assert.equal(shown.code, 0, shown.log);
    assert.match(shown.summary, /^### `dev`: \d+ to create$/m);
    assert.ok(shown.summary.includes(output));
    assert.deepEqual(await dashboard.apis(), []);
    const { code, log } = await github("deploy-stack.yml", "deploy", inputs);
    assert.equal(code, 0, log);
    await assertDeployed();
  });

  it("find no drift where there is none", async () => {
    const found = await recorded(await recordingOf("nothing"), 0, () =>
      github("drift.yml", "drift", onePreview),
    );
    assert.deepEqual([found.code, found.summary], [0, ""]);
    // The doctor's table alone.
    assert.match(found.log, /^ +of +asked +found\n.*\n\n0 failed, [^\n]*\n$/s);
  });

  it("find a change by hand and a secret that was rotated: exit code 7, and the report in the summary", async () => {
    const [api] = await dashboard.apis();
    await dashboard.rotateSecret(String((await stack.outputs())["managementClientId"]));
    await dashboard.change(`/resource-servers/${String(api?.["id"])}`, { token_lifetime: 60 });
    const { code, summary, log } = await github("drift.yml", "drift", onePreview);
    assert.equal(code, changesFound);
    assert.match(
      summary,
      /^\| Auth0 \| `API "Orders"` \| `tokenLifetime` \| `86400` \| `60` \| `auth0-api-api` \|$/m,
    );
    assert.match(summary, /\| `clientSecret` \| `\[secret\]` \| `\[another secret\]` \|/m);
    assert.match(log, /^0 failed, /m);
  });

  it("find a change by hand at GitLab: the same, in the log and in a file", async () => {
    const { code, log } = await recorded(await recordingOf("field"), changesFound, () =>
      gitlab("drift"),
    );
    assert.equal(code, changesFound);
    assert.match(
      log,
      /^\| WSO2 \| `Key Manager "auth0-lab"` \| `consumerKeyClaim` \| `azp` \| `client_id` \|/m,
    );
    assert.equal(await readFile(join(stack.directory, "drift-dev.md"), "utf8"), log);
    const body = { keyManagerConfiguration: [] };
    sandbox.wso2.faults.inject({
      url: /\/settings/,
      effect: { kind: "answer", status: 200, body },
    });
    const doctor = await gitlab("doctor");
    assert.equal(doctor.code, 1);
    assert.match(doctor.log, /^failed +WSO2 +connector of type Auth0 +is not installed/m);
  });

  it("preview a merge request in a note that the next run updates", async () => {
    clearRequests();
    const state = await readFile(stateFile(), "utf8");
    assert.equal((await gitlab("preview")).code, 0);
    assert.equal((await gitlab("comment")).code, 0);
    assert.match(lastComment(), /^<!-- preview-dev\.md -->\n### `dev`: 4 to update\n/);
    assert.match(lastComment(), /~ tokenLifetime: 60 => 86400/);
    assert.equal(server.written.length, 1);
    assert.deepEqual(writes(), []);
    assert.equal(await readFile(stateFile(), "utf8"), state);
  });

  it("deploy a stack at GitLab, and tell a clean preview so", async () => {
    const { code, log } = await gitlab("dev");
    assert.equal(code, 0, log);
    await assertDeployed();
    await github("preview.yml", "preview", onePreview);
    await github("preview.yml", "comment");
    assert.match(lastComment(), /### `dev`: no changes\n/);
    assert.equal(server.written.length, 1);
  });

  it("say that a preview failed, and why, and fail", async () => {
    const { AUTH0_CLIENT_SECRET = "" } = logins["dev-preview"];
    Object.assign(logins["dev-preview"], { AUTH0_CLIENT_SECRET: "wrong-secret" });
    assert.notEqual((await github("preview.yml", "preview", onePreview)).code, 0);
    await github("preview.yml", "comment");
    assert.match(lastComment(), /id or secret is wrong. Check AUTH0_CLIENT_ID/);
    assert.doesNotMatch(lastComment(), /access_denied/);
    Object.assign(logins["dev-preview"], { AUTH0_CLIENT_SECRET });
    Object.assign(logins["dev-preview"], { WSO2_PASSWORD: "wrong-password" });
    assert.notEqual((await github("preview.yml", "preview", onePreview)).code, 0);
    await github("preview.yml", "comment");
    assert.match(lastComment(), /### `dev`: the preview failed\n/);
    assert.match(lastComment(), /Check WSO2_USERNAME and WSO2_PASSWORD/);
    Object.assign(logins["dev-preview"], wso2Login);
  });

  // Auth0 shows applications to whoever has any of the first three, and secrets to the last two of these.
  for (const needed of [
    ["read:client_keys", "read:client_credentials"],
    ["read:client_grants"],
    ["read:resource_servers"],
  ]) {
    it(`fail without ${needed.join(" and ")}`, async () => {
      const scopes = await documentedScopes();
      const others = scopes.filter((scope) => !needed.includes(scope));
      assert.equal(others.length, scopes.length - needed.length);
      Object.assign(logins["dev-preview"], await auth0Login(others));
      const { code, log } = await github("preview.yml", "preview", onePreview);
      assert.notEqual(code, 0);
      const [first] = needed;
      assert.ok(log.includes(`lacks permissions of Auth0's Management API: ${first}.`), log);
    });
  }

  it("show no secret", () => {
    said += server.written.map(({ body }) => body).join();
    const secrets = [
      ...sandbox.auth0.state.clients.map((client) => client.client_secret),
      ...Object.values(tokens),
      "password-of-ci",
      "wrong-password",
      "wrong-secret",
    ].filter(Boolean);
    assert.ok(secrets.length > 5);
    for (const secret of secrets) assert.ok(!said.includes(secret), secret);
  });
});

/** The permissions of Auth0 in the row of docs/ci.md for jobs that read. */
async function documentedScopes(): Promise<string[]> {
  const page = await readFile(join(project, "docs/ci.md"), "utf8");
  const row = /^\| preview, drift +\|.*$/m.exec(page)?.[0] ?? "";
  return [...row.matchAll(/`(\w+:client\w*|\w+:resource_servers)`/g)].map(([, name = ""]) => name);
}

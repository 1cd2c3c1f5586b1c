import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";

/** A stack that works, in which a failure is made. */
export interface WorkingStack {
  readonly sandbox: Sandbox;
  readonly name: string;
  readonly environment: Record<string, string>;
}

/** What fails in a stack that exists, and is said by Pulumi, Auth0 or WSO2 before this module can. */
export interface EngineFailure {
  cause: string;
  /** In Markdown. */
  repair: string;
  /** What this module says beside it. */
  remedy?: string;
  /** What is pasted to repair it. */
  command?: string;
  /** Of `pulumi`. Default: a preview. */
  args?: readonly string[];
  /** It is told, and fails nothing. */
  isWarning?: true;
  /** Brings it about. Without a command the environment is put back, and what this gives back is called. */
  made?: (stack: WorkingStack) => (() => void) | undefined;
}

const set =
  (
    variables: (stack: WorkingStack) => Record<string, string>,
  ): NonNullable<EngineFailure["made"]> =>
  (stack) => {
    Object.assign(stack.environment, variables(stack));
    return undefined;
  };

/** A state in a backend of files, as far as it is changed here. */
interface Checkpoint {
  checkpoint: { latest: { resources: { type: string }[]; pending_operations?: object[] } };
}

const backendOf = ({ environment }: WorkingStack) =>
  (environment["PULUMI_BACKEND_URL"] ?? "").replace("file://", "");

/** By what is printed; "…" stands for what differs. */
export const engineFailures: Readonly<Record<string, EngineFailure>> = {
  'oauth2: "access_denied" "Unauthorized"': {
    cause:
      "The deployer's secret is wrong. Auth0's provider says so of each resource; one line among them says what to do.",
    repair:
      "Check `AUTH0_CLIENT_ID` and `AUTH0_CLIENT_SECRET`. The drift report (`npm run -s drift`) says that line alone.",
    remedy: "id or secret is wrong. Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET",
    made: set(() => ({ AUTH0_CLIENT_SECRET: "not-the-secret" })),
  },
  "403 Forbidden: Insufficient scope, expected any of: …": {
    cause:
      "The deployer's application lacks the permission of Auth0's Management API that is named.",
    repair:
      "Grant it in Auth0's dashboard: Applications, APIs, Auth0 Management API, Application Access. All that are needed: [environments](environments.md#1-the-deployer-in-auth0).",
    made: ({ sandbox }) => {
      const [grant] = sandbox.auth0.state.clientGrants;
      const scope = grant?.scope ?? [];
      if (grant) grant.scope = scope.filter((name) => !name.endsWith(":resource_servers"));
      return () => {
        if (grant) grant.scope = scope;
      };
    },
  },
  "the stack is currently locked by 1 lock(s)": {
    cause: "Another run is going on, or one was killed and has left its lock.",
    repair: "If no run is going on:",
    command: "pulumi cancel --yes",
    made: (stack) => {
      const project = ".pulumi/locks/organization/auth0-wso2-key-manager";
      const locks = join(backendOf(stack), project, stack.name);
      mkdirSync(locks, { recursive: true });
      const lock = {
        pid: 1,
        username: "ci",
        hostname: "runner",
        timestamp: "2026-01-01T00:00:00Z",
      };
      writeFileSync(join(locks, "00000000-0000-0000-0000-000000000000.json"), JSON.stringify(lock));
      return undefined;
    },
    args: ["up", "--yes", "--skip-preview"],
  },
  "pending operations from previous deployment": {
    cause:
      "A run was killed while a server worked for it. An `up` says so that does not refresh, as in a program without `refresh: always`.",
    repair:
      "The next run that refreshes reads what is there, and continues it: what was made is known by its mark, and is not made twice.",
    command: "pulumi up --refresh --yes --skip-preview",
    made: (stack) => {
      const stacks = join(backendOf(stack), ".pulumi/stacks/auth0-wso2-key-manager");
      const file = join(stacks, `${stack.name}.json`);
      const state = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
      const { latest } = state.checkpoint;
      const resource = latest.resources.find(({ type }) => type.endsWith(":KeyManager"));
      latest.pending_operations = [{ resource, type: "updating" }];
      writeFileSync(file, JSON.stringify(state));
      return undefined;
    },
    args: ["up", "--yes", "--skip-preview", "--refresh=false"],
    isWarning: true,
  },
  "incorrect passphrase": {
    cause: "`PULUMI_CONFIG_PASSPHRASE` is not the one of the stack's secrets.",
    repair: "Set the one with which the stack was created.",
    made: set(() => ({ PULUMI_CONFIG_PASSPHRASE: "not-the-passphrase" })),
  },
  "no stack named … found": {
    cause:
      "The backend has no such stack: another name, or another backend (`PULUMI_BACKEND_URL`, `pulumi login`).",
    repair: "See what is there:",
    command: "pulumi stack ls --all",
    args: ["preview", "--stack", "no-such-stack"],
  },
  "no resource plugin 'pulumi-resource-auth0'": {
    cause: "Pulumi may not, or cannot, download the plugin of @pulumi/auth0.",
    repair:
      "Install it where there is a network: `pulumi plugin install resource auth0 <version>`, with the version that `npm ls @pulumi/auth0` tells.",
    made: set((stack) => ({
      PULUMI_HOME: join(backendOf(stack), "empty"),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // It was selected in the other home.
      PULUMI_STACK: stack.name,
    })),
  },
};

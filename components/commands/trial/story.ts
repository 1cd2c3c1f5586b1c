import { isDeepStrictEqual } from "node:util";
import { Transport } from "../../wso2/rest/transport";
import { apisAt } from "../../wso2/server";
import { changesFound } from "../pulumi";
import { stackName } from "./folder";
import {
  apiIdentifierOf,
  remainsAtLast,
  remainsOf,
  type AskedServers,
  type Remains,
} from "./remains";
import type { TrialConfig, TrialStack } from "./stack";

/** A step of a trial. */
export interface TrialStep {
  /** What happens, in a few words. */
  readonly title: string;
  /** In the words in which `run` says what it has seen. */
  readonly expected: string;
  readonly run: () => Promise<string>;
}

/** An API that is there, to subscribe to. */
export interface UsedApi {
  readonly api: string;
  readonly version: string;
  /** A resource of it, as the gateway serves it, that answers `GET` with 200: for calls. */
  readonly gatewayUrl: string | undefined;
}

/** What a preview would do to a resource. */
interface PreviewedStep {
  readonly op: string;
  readonly urn: string;
  /** By the paths of what changes. */
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/** The types of what the trial changes by hand. */
const changedTypes = ["auth0:index/client:Client", "pulumi-nodejs:dynamic/wso2:KeyManager"];

const upCommand = ["up", "--yes", "--skip-preview"];

const allExitCodes = Array.from({ length: 256 }, (_, code) => code);

/** The life of a stack, whose objects all have the trial's name. */
export class TrialStory {
  private readonly declared: TrialConfig;

  constructor(
    private readonly trial: string,
    private readonly stack: TrialStack,
    private readonly servers: AskedServers,
    private readonly used?: UsedApi,
  ) {
    this.declared = {
      managementApplication: { name: trial },
      api: { identifier: apiIdentifierOf(trial), name: trial },
      // Releases before 4.3 do not tell what uses it; nobody knows of this one.
      keyManager: { name: trial, deleteUnchecked: true },
      applications: this.applicationWith({}),
      smokeTest: { enabled: true, gatewayUrl: used?.gatewayUrl },
    };
  }

  get steps(): TrialStep[] {
    const isDone = "exit code 0";
    return [
      {
        title: "Look at both servers, and write nothing",
        expected: isDone,
        run: () => this.look(),
      },
      { title: "Create both sides", expected: isDone, run: () => this.up() },
      {
        title: `Prove it with tokens${this.isCalled ? ", and calls through the gateway" : ""}`,
        expected: "all checks passed",
        run: () => this.prove(),
      },
      { title: "Preview: nothing to do", expected: isDone, run: () => this.preview() },
      {
        title: "Change both sides by hand, and find it",
        expected: "2 changes found",
        run: () => this.findChanges(),
      },
      {
        title: "Heal",
        expected: `${isDone}, then ${isDone}`,
        run: async () => `${await this.up()}, then ${await this.preview()}`,
      },
      {
        title: "Refuse a wrong secret, which WSO2 would take",
        expected: "refused, Key Manager as it was",
        run: () => this.refuseSecret(),
      },
      {
        title: "Rotate the secret of the generated keys",
        expected: isDone,
        run: () => {
          const applications = this.applicationWith({ secretVersion: "2" });
          this.stack.configure({ ...this.declared, applications });
          return this.up();
        },
      },
      {
        title: "Destroy",
        expected: `${isDone}, 0 objects left`,
        run: async () => {
          const done = await this.ended(["destroy", "--yes", "--skip-preview"]);
          const { found } = this.seen(await remainsAtLast(this.trial, this.servers));
          return `${done}, ${found.length} objects left`;
        },
      },
    ];
  }

  /** What needs an option that was not given. */
  get skipped(): string[] {
    return [
      ...(this.used ? [] : ["Subscribe to an API: --api names none"]),
      ...(this.isCalled ? [] : ["Call an API through the gateway: --gateway-url names none"]),
    ];
  }

  private get isCalled(): boolean {
    return this.used?.gatewayUrl !== undefined;
  }

  private async look(): Promise<string> {
    // With the login that will remove everything.
    this.seen(await remainsOf(this.trial, this.servers));
    this.stack.configure(this.declared);
    await this.stack.run(["stack", "init", stackName, "--no-select"]);
    return this.ended(["preview"]);
  }

  private seen(remains: Remains): Remains {
    if (remains.unseen.length > 0) throw new Error(remains.unseen.join("\n"));
    return remains;
  }

  private up(): Promise<string> {
    return this.ended(upCommand);
  }

  private async preview(): Promise<string> {
    const done = await this.ended(["preview", "--expect-no-changes"], [0, changesFound]);
    if (done === "exit code 0") return done;
    const changes = (await this.changes()).map(
      ({ op, urn, detailedDiff }) =>
        `${op} ${urn.split("::").at(-1) ?? urn}: ${Object.keys(detailedDiff ?? {}).join(", ")}`,
    );
    return `${done}: ${changes.join("; ")}`;
  }

  private async changes(): Promise<PreviewedStep[]> {
    const { printed } = await this.stack.run(["preview", "--json"]);
    const { steps = [] } = JSON.parse(printed) as { steps?: PreviewedStep[] };
    return steps.filter(({ op }) => op !== "same" && op !== "refresh");
  }

  private async prove(): Promise<string> {
    const checks = (await this.output("smokeTest")) as string[];
    return checks.length > 0 ? "all checks passed" : "no checks";
  }

  private async findChanges(): Promise<string> {
    const { tenant } = this.servers;
    const grants = { grant_types: ["client_credentials", "implicit"] };
    await tenant.updateClient(await this.managementClient(), grants);
    const { id, keyManagers, document } = await this.entry();
    await keyManagers.update(id, { ...document, description: "changed by hand" });
    const steps = await this.changes();
    const found = changedTypes.filter((type) =>
      steps.some(({ op, urn }) => op === "update" && urn.includes(`${type}::`)),
    );
    return `${found.length} changes found`;
  }

  private async refuseSecret(): Promise<string> {
    const { stack, declared } = this;
    const before = (await this.entry()).document;
    const clientId = await this.managementClient();
    stack.configure({ ...declared, managementApplication: { clientId } });
    const secret = "managementApplication.clientSecret";
    await stack.run(["config", "set", "--secret", "--path", secret, "not-the-secret"]);
    const { said } = await stack.run(upCommand, allExitCodes);
    stack.configure(declared);
    const isSame = isDeepStrictEqual((await this.entry()).document, before);
    const isRefused = said.includes("answered 401 (access_denied");
    return `${isRefused ? "refused" : "not refused"}, Key Manager ${isSame ? "as it was" : "changed"}`;
  }

  private applicationWith(production: object) {
    const { api, version } = this.used ?? {};
    return {
      [this.trial]: {
        keys: { production, sandbox: { mode: "map" } },
        subscriptions: this.used ? [{ api, version }] : [],
      },
    };
  }

  private async ended(args: readonly string[], exitCodes?: readonly number[]): Promise<string> {
    return `exit code ${(await this.stack.run(args, exitCodes)).exitCode}`;
  }

  private async output(name: string): Promise<unknown> {
    return JSON.parse((await this.stack.run(["stack", "output", name, "--json"])).printed);
  }

  private async managementClient(): Promise<string> {
    return String(await this.output("managementClientId"));
  }

  private async entry() {
    const { connection } = this.servers;
    const { keyManagers } = apisAt(connection, new Transport(connection));
    const { id = "" } = (await keyManagers.findByName(this.trial)) ?? {};
    return { id, keyManagers, document: await keyManagers.fetch(id) };
  }
}

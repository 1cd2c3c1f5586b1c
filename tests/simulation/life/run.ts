import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { faultCases } from "../../faults/faultTable";
import { tooManyRequests } from "../world/world";
import type { CallFate, ObservedCall, RunningProcess } from "../world/actor";

/** Which of a run's calls is meant: calls of the providers, and of WSO2 on their behalf. */
export interface CallPick {
  /** Part of `<method> <url>`, as a regular expression; any call where there is none. */
  on?: string;
  /** How many calls of that kind come before. */
  after: number;
}

/** Something that goes wrong with calls. */
export interface PlannedFault extends CallPick {
  /** Title of a case of the fault table, or one of those below. */
  what: string;
  times: number;
}

/** What may go wrong with a call, by name. */
export const faults: Readonly<Record<string, (() => FaultEffect) | "restart">> = {
  ...Object.fromEntries(faultCases.map(({ title, effect }) => [title, () => longer(effect)])),
  "429 with Retry-After: 2": () => ({
    kind: "answer",
    status: 429,
    headers: { "Retry-After": "2" },
    body: "slow down",
  }),
  "429 with x-ratelimit-reset": () => tooManyRequests(Math.floor(Date.now() / 1000) + 3),
  "403 of Auth0": () => ({ kind: "answer", status: 403, body: { message: "Forbidden" } }),
  "WSO2 restarts": "restart",
};

/** What may go wrong with the answer to a call of Auth0's provider, by name. */
const answersOfAuth0 = {
  "lost after the work": { kind: "loseAnswer" },
  "lost before the work": { kind: "reset" },
  "404": { kind: "answer", status: 404, body: { message: "The object does not exist" } },
} as const satisfies Readonly<Record<string, FaultEffect>>;

/** One answer to Auth0's provider that goes wrong. */
export interface AnswerOfAuth0 extends CallPick {
  answer: keyof typeof answersOfAuth0;
}

/** The fault table is written for shorter time-outs than the usual ones. */
function longer(effect: FaultEffect): FaultEffect {
  return effect.kind === "delayAnswer" ? { ...effect, milliseconds: 45_000 } : effect;
}

/** What is to happen to a run. */
export interface RunPlan {
  faults: readonly PlannedFault[];
  auth0?: AnswerOfAuth0;
  /** The run is killed at a call: before it is sent, or while the answer is on its way. */
  kill?: CallPick & { when: "before" | "after" };
  /** Something that somebody else does before a call is sent. */
  meanwhile?: CallPick & { work: () => Promise<void>; isHarmless: boolean; isRestart: boolean };
  /** Milliseconds that a call takes. */
  latency: () => number;
  restart: () => Promise<void>;
  /** A call of WSO2's own is disturbed, perhaps after the run has ended. */
  hurtConnector: () => void;
}

/** A run, call by call. */
export class Run implements RunningProcess {
  isDead = false;
  /** Whether anything of the plan has happened. */
  isDisturbed = false;
  /** Whether somebody else has changed something of the stack while it was at work. */
  isMeddledWith = false;
  /** What WSO2 does afterwards is not of the run any more. */
  isOver = false;
  readonly killed: Promise<void>;
  private die: () => void = () => undefined;
  /** How many calls of models there were of the kind that goes wrong. */
  private ofModels = 0;
  private readonly seen = new Map<string, number>();

  constructor(private readonly plan: RunPlan) {
    this.killed = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  latency(): number {
    return this.plan.latency();
  }

  async beforeCall(call: ObservedCall): Promise<CallFate> {
    const { kill, meanwhile, latency } = this.plan;
    const text = `${call.method} ${call.url}`;
    this.count(text);
    const isKilled = kill !== undefined && !call.isConnectors && this.isIt(kill, text, 1);
    if (meanwhile && !this.isOver && this.isIt(meanwhile, text, 1)) {
      if (!meanwhile.isHarmless) this.isDisturbed = this.isMeddledWith = true;
      await unlessItWaits(call, meanwhile.isRestart, meanwhile.work());
    }
    const fault = this.plan.faults.find((each) => this.isIt(each, text, each.times));
    const effect = fault && faults[fault.what];
    if (effect !== undefined) this.isDisturbed = true;
    if (effect !== undefined && (call.isConnectors || effect === "restart")) {
      this.plan.hurtConnector();
    }
    if (isKilled) {
      this.isDisturbed = true;
      this.isDead = true;
      this.die();
      return { latency: latency(), isLast: kill.when === "after" };
    }
    if (effect === "restart") {
      await unlessItWaits(call, true, this.plan.restart());
      return { effect: { kind: "reset" } };
    }
    return { latency: latency(), ...(effect && { effect: effect() }) };
  }

  beforeModelsCall({ method, url }: ObservedCall): CallFate {
    const { auth0, latency } = this.plan;
    if (auth0 === undefined || !new RegExp(auth0.on ?? "").test(`${method} ${url}`)) {
      return { latency: latency() };
    }
    this.ofModels += 1;
    if (this.ofModels !== auth0.after + 1) return { latency: latency() };
    this.isDisturbed = true;
    return { latency: latency(), effect: answersOfAuth0[auth0.answer] };
  }

  private count(text: string): void {
    const { faults: planned, kill, meanwhile } = this.plan;
    for (const pick of [...planned, kill, meanwhile]) {
      const pattern = pick?.on ?? "";
      if (pick === undefined || this.counted.has(pattern)) continue;
      this.counted.add(pattern);
      if (new RegExp(pattern).test(text)) this.seen.set(pattern, (this.seen.get(pattern) ?? 0) + 1);
    }
    this.counted.clear();
  }

  private readonly counted = new Set<string>();

  private isIt({ on = "", after }: CallPick, text: string, times: number): boolean {
    const count = this.seen.get(on) ?? 0;
    return new RegExp(on).test(text) && count > after && count <= after + times;
  }
}

/** A server that ends waits for the calls of its own, so these do not wait for its end. */
async function unlessItWaits(
  { isConnectors }: ObservedCall,
  isRestart: boolean,
  work: Promise<void>,
): Promise<void> {
  if (!(isConnectors && isRestart)) await work;
}

import { AsyncLocalStorage } from "node:async_hooks";
import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";

/** A run of the engine, whose calls can go wrong or be its last. */
export interface RunningProcess {
  /** Killed: what it still wants to send is not sent, and it hears no answer. */
  readonly isDead: boolean;
  /** Milliseconds that its next call takes. */
  latency(): number;
  /** Before a call of its providers, or of WSO2 on their behalf, is sent. */
  beforeCall(call: ObservedCall): Promise<CallFate>;
  /** Before a call of a model is sent. */
  beforeModelsCall(call: ObservedCall): CallFate;
}

/** A call as the simulation sees it. */
export interface ObservedCall {
  method: string;
  url: string;
  /** Made by WSO2's connector rather than by the provider. */
  isConnectors: boolean;
}

/** What is to become of a call. */
export interface CallFate {
  effect?: FaultEffect;
  /** Milliseconds on the way. */
  latency?: number;
  /** The process does not live to hear the answer. */
  isLast?: boolean;
}

/** Who is at work. */
export interface Actor {
  /** Key of a stack, or a person. */
  name: string;
  process?: RunningProcess;
  /** The resource whose provider is at work, or `undefined`. */
  urn?: string;
  /** The provider is a model of somebody else's: it outlives the run. */
  isModel?: boolean;
  /** What it asked the server for that is at work on its behalf. */
  request?: string;
}

/** The one on whose behalf the code that runs now is run. */
export const actors = new AsyncLocalStorage<Actor>();

export const somebody: Actor = { name: "somebody" };

/** Whoever works on Auth0 and WSO2 besides the stacks. */
export const person: Actor = { name: "a person" };

export function currentActor(): Actor {
  return actors.getStore() ?? somebody;
}

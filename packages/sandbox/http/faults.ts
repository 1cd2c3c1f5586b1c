import type { Request, RequestHandler, Response } from "express";

/** What goes wrong with a request. */
export type FaultEffect =
  /** Answered by the fault; the server never sees the request. */
  | ({ kind: "answer" } & GivenAnswer)
  /** Handled as usual, after a pause. */
  | { kind: "delay"; milliseconds: number }
  /** Connection ended before the server has seen the request. */
  | { kind: "reset" }
  /** The server does its work, the answer never arrives. */
  | { kind: "loseAnswer" }
  /** The server does its work, the answer arrives after a pause. */
  | { kind: "delayAnswer"; milliseconds: number }
  /** The server does its work; the answer waits until it is asked for. */
  | { kind: "withholdAnswer"; worked: (request: Request, answer: () => void) => void }
  /** The answer comes back without the newest object of its list. */
  | { kind: "withoutNewest" }
  /** The server does its work, half of the answer arrives. */
  | { kind: "truncateAnswer" }
  /** The server does its work, another answer arrives, as from a proxy that gave up waiting. */
  | ({ kind: "replaceAnswer" } & GivenAnswer);

/** An answer that is not the server's. */
interface GivenAnswer {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  body?: object | string;
}

/** A fault and the requests that it hits. */
export interface Fault {
  /** HTTP method; any when left out. */
  method?: string | RegExp;
  /** Matched against path and query as sent; any when left out. */
  url?: RegExp;
  /** How many matching requests pass unharmed first. Default 0. */
  skip?: number;
  /** How many matching requests are hit. Default 1; `Infinity` for all. */
  times?: number;
  effect: FaultEffect;
}

interface ArmedFault extends Fault {
  seen: number;
}

/** The switches of a sandbox server: faults that are armed, and how often each has struck. */
export class Faults {
  private armed: ArmedFault[] = [];
  private struck = 0;

  inject(fault: Fault): void {
    this.armed.push({ ...fault, seen: 0 });
  }

  clear(): void {
    this.armed = [];
    this.struck = 0;
  }

  /** How many requests were hit since the last `clear`. */
  get count(): number {
    return this.struck;
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    const fault = this.armed.find((candidate) => strikes(candidate, request.method, request.url));
    if (!fault) {
      next();
      return;
    }
    this.struck += 1;
    const { effect } = fault;
    switch (effect.kind) {
      case "answer":
        answer(response, effect);
        return;
      case "delay":
        setTimeout(next, effect.milliseconds);
        return;
      case "reset":
        request.socket.destroy();
        return;
      case "loseAnswer":
        interceptAnswer(response, () => undefined);
        next();
        return;
      case "delayAnswer":
        delayAnswer(response, effect.milliseconds);
        next();
        return;
      case "withholdAnswer":
        withholdAnswer(request, response, effect.worked);
        next();
        return;
      case "truncateAnswer":
        interceptAnswer(response, (body) => body.subarray(0, Math.floor(body.length / 2)));
        next();
        return;
      case "withoutNewest":
        interceptList(response);
        next();
        return;
      case "replaceAnswer":
        replaceAnswer(response, effect);
        next();
        return;
    }
  };
}

function strikes(fault: ArmedFault, method: string, url: string): boolean {
  if (typeof fault.method === "string" && fault.method !== method) return false;
  if (fault.method instanceof RegExp && !fault.method.test(method)) return false;
  if (fault.url !== undefined && !fault.url.test(url)) return false;
  const skip = fault.skip ?? 0;
  const times = fault.times ?? 1;
  fault.seen += 1;
  return fault.seen > skip && fault.seen <= skip + times;
}

function answer(response: Response, { status, headers = {}, body }: GivenAnswer): void {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else if (typeof body === "string") response.end(body);
  else response.json(body);
}

/** Lets the handler finish, then drops what it has said. */
function replaceAnswer(response: Response, given: GivenAnswer): void {
  const end = response.end.bind(response) as () => Response;
  response.end = () => {
    response.end = end;
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    answer(response, given);
    return response;
  };
}

/** Lists stand alone, or beside how many there are. */
function interceptList(response: Response): void {
  const json = response.json.bind(response);
  response.json = (body: unknown) => {
    const lists = Array.isArray(body)
      ? [body]
      : Object.values(body as object).filter(Array.isArray);
    for (const list of lists) list.pop();
    return json(body);
  };
}

function delayAnswer(response: Response, milliseconds: number): void {
  const end = response.end.bind(response) as (chunk?: unknown) => Response;
  response.end = (chunk?: unknown) => {
    setTimeout(() => end(chunk), milliseconds);
    return response;
  };
}

function withholdAnswer(
  request: Request,
  response: Response,
  worked: (request: Request, answer: () => void) => void,
): void {
  const end = response.end.bind(response) as (chunk?: unknown) => Response;
  response.end = (chunk?: unknown) => {
    worked(request, () => end(chunk));
    return response;
  };
}

/** Lets the handler finish, then sends what is left of its body and cuts the connection. */
function interceptAnswer(response: Response, keep: (body: Buffer) => Buffer | undefined): void {
  response.end = (chunk?: unknown) => {
    const body = keep(
      Buffer.from(typeof chunk === "string" ? chunk : ((chunk as Buffer | undefined) ?? "")),
    );
    if (body === undefined) {
      response.socket?.destroy();
      return response;
    }
    response.flushHeaders();
    response.write(body, () => response.socket?.destroy());
    return response;
  };
}

import type { NetworkAnswer, NetworkRequest } from "../../support/inMemoryNetwork";

import { currentActor } from "./actor";

const field = "enableProvisionedAppValidation";

/**
 * A release of WSO2 that is newer than what we know: its Key Managers have one more field, which is
 * shown in every entry and is `true` again in one that is saved without it.
 */
export class NewerRelease {
  /** Ids of entries of which a stack has changed the field, and which stack. */
  readonly changed: { id: string; stack: string }[] = [];
  private readonly values = new Map<string, boolean>();

  /** @param send passes a request to the server that does not know the field */
  async carry(
    request: NetworkRequest,
    send: (request: NetworkRequest) => Promise<NetworkAnswer>,
  ): Promise<NetworkAnswer> {
    if (!/\/key-managers(\/[^/]+)?$/.test(request.url)) return send(request);
    const isWrite = request.method === "POST" || request.method === "PUT";
    if (!isWrite || request.body === undefined) return this.shown(await send(request));
    const { [field]: value = true, ...known } = parse(request.body);
    const answer = await send({ ...request, body: JSON.stringify(known) });
    const id = parse(answer.body)["id"];
    if (answer.status < 300) this.store(String(id), value === true);
    return this.shown(answer);
  }

  private store(id: string, value: boolean): void {
    const { name, process } = currentActor();
    if (process && this.valueOf(id) !== value) this.changed.push({ id, stack: name });
    this.values.set(id, value);
  }

  private valueOf(id: string): boolean {
    return this.values.get(id) ?? true;
  }

  private shown(answer: NetworkAnswer): NetworkAnswer {
    const entry = answer.status < 300 ? parse(answer.body) : {};
    if (typeof entry["id"] !== "string") return answer;
    const complete = { ...entry, [field]: this.valueOf(entry["id"]) };
    return { ...answer, body: Buffer.from(JSON.stringify(complete)) };
  }
}

function parse(body: string | Buffer): Record<string, unknown> {
  const text = body.toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

import { Agent, type AgentOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import axios from "axios";
import { certificateNotice, daysLeft } from "../../wso2/keyManager/certificate";
import {
  failed,
  notSeen,
  ok,
  warning,
  type Reply,
  type Question,
  type AnswerSection,
} from "./question";

/** What a first call to a server shows, whatever the server answers. */
interface Contact {
  /** The time there, in milliseconds since 1970, and here when it arrived. */
  readonly date: number;
  readonly now: number;
  /** When the certificate ends; missing without TLS. */
  readonly end?: Date;
  readonly issuer: string;
}

/** A server, and how it is to be called. */
export interface Called {
  readonly section: AnswerSection;
  /** For the reader, such as `WSO2`. */
  readonly name: string;
  /** What its questions begin with, where it is not the only one of the section. */
  readonly prefix?: string;
  /** Any address there. */
  readonly url: string;
  /** The authorities to trust instead of Node's own list. */
  readonly authorities: AgentOptions["ca"];
  /** What it means that there was no answer. */
  explain(error: unknown): Error;
}

/** Milliseconds after which a server is taken for silent. */
const timeout = 10_000;

/** Seconds by which clocks may differ: Date says whole ones, and answers take a while. */
const tolerated = 60;
/** From which on tokens are refused as expired, or as not valid yet. */
const harmful = 300;

/** Whether a server is there, and what it shows of itself before anybody logs in. */
export function reachability({ section, name, prefix = "", ...server }: Called): {
  reached: Question;
  others: Question[];
} {
  const { host } = new URL(server.url);
  let contact: Promise<Contact> | undefined;
  const contacted = () => (contact ??= contactOf(server));
  const reached: Question = {
    section,
    question: `${prefix}reached, TLS`,
    async ask() {
      const { issuer } = await contacted();
      return [ok(issuer === "" ? host : `${host}, certificate of ${issuer}`)];
    },
  };
  const after = { section, needs: [reached] };
  const certificate: Question = {
    ...after,
    question: `${prefix}certificate`,
    ask: async () => certificateAnswer(await contacted()),
  };
  const clock: Question = {
    ...after,
    question: `${prefix}clock`,
    ask: async () => clockAnswer(await contacted(), name),
  };
  return { reached, others: [certificate, clock] };
}

async function contactOf({
  url,
  authorities: ca,
  explain,
}: Pick<Called, "url" | "authorities" | "explain">): Promise<Contact> {
  try {
    const { data, headers } = await axios.get<IncomingMessage>(url, {
      timeout,
      maxRedirects: 0,
      validateStatus: () => true,
      responseType: "stream",
      httpsAgent: new Agent({ ...(ca !== undefined && { ca }) }),
    });
    const { socket } = data;
    const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate() : undefined;
    data.destroy();
    return {
      date: Date.parse(String(headers["date"])),
      now: Date.now(),
      issuer: String(certificate?.issuer.CN ?? ""),
      ...(certificate?.valid_to && {
        end: new Date(certificate.valid_to),
      }),
    };
  } catch (error) {
    throw explain(error);
  }
}

function certificateAnswer({ end, now }: Contact): Reply {
  if (end === undefined) return notSeen("the connection has none of the server's own");
  const left = daysLeft(end, now);
  const found = `ends in ${left} days, on ${end.toISOString().slice(0, 10)}`;
  return left < certificateNotice ? warning(found, "Renew it on the server.") : ok(found);
}

function clockAnswer({ date, now }: Contact, name: string): Reply {
  if (Number.isNaN(date)) return notSeen("the answer has no Date");
  const seconds = Math.round((date - now) / 1000);
  const difference = Math.abs(seconds);
  if (difference <= tolerated) return ok("as here, within a minute");
  const found = `${difference} s ${seconds > 0 ? "ahead of" : "behind"} this machine's`;
  const todo = `Set the clocks of this machine and of ${name} (NTP): tokens are refused otherwise.`;
  return difference < harmful ? warning(found, todo) : failed(found, todo);
}

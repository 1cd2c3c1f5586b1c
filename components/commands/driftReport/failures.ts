import { deployerFailure, lacksPermissions } from "../../auth0/rest/deployerFailure";
import { subjectOfCause } from "../../wso2/provider/toldOnce";
import type { EngineEvent } from "./engineEvents";
import { resourceNameIn } from "./objects";

/** Something that could not be found out. */
export interface Failure {
  /** The resources that it is about, if it is about some. */
  resources: string[];
  message: string;
}

/** Why a run could not find everything out, each cause once. */
export function failuresIn(events: readonly EngineEvent[]): Failure[] {
  const causes = new Map<string, { messages: Set<string>; resources: Set<string> }>();
  const errors = events.flatMap(({ diagnosticEvent: error }) =>
    error?.severity === "error" ? [{ ...error, message: plain(error.message) }] : [],
  );
  for (const { message: told, urn = "" } of errors) {
    if (told === "") continue;
    const subject = subjectOfCause(told);
    const { message } = errors.find((each) => each.message.startsWith(`${subject}: `)) ?? {
      message: told,
    };
    const cause = causeIn(message);
    const { messages, resources } = causes.get(cause) ?? {
      messages: new Set(),
      resources: new Set(),
    };
    causes.set(cause, { messages: messages.add(message), resources });
    if (urn !== "") resources.add(resourceNameIn(urn));
  }
  return [...causes].map(
    ([
      cause,
      {
        messages: [only = "", ...others],
        resources,
      },
    ]) => ({
      resources: [...resources],
      message: resources.size < 2 && others.length === 0 ? only : cause,
    }),
  );
}

/** In words of our own, without what engine and plugins put around a message; nothing of a message that says nothing. */
function plain(message: string): string {
  if (/^\s*sdk-v2\/|^(preview|update) failed\s*$/.test(message)) return "";
  const said = message
    .replace(/^Preview failed: /, "")
    .replace(/^refreshing urn:\S+: 1 error occurred:\s*\* /, "")
    .trim();
  const [, permissions] =
    /403 Forbidden: Insufficient scope, expected any of: ([\w:, ]+)/.exec(said) ?? [];
  if (permissions !== undefined) return lacksPermissions("The deployer", permissions);
  // The provider could not log in to Auth0, or did not reach it.
  const [, , host] = said.startsWith("failed to send the request") ? (call.exec(said) ?? []) : [];
  return host === undefined ? said : deployerFailure(said, host, "deployer");
}

const call = /\b(?:get|post|put|patch|delete) "?(https?:\/\/([^/\s"]+))[^\s":]*/i;

/** A message without the object that was asked for: a server says the same of each. */
function causeIn(message: string): string {
  const found = call.exec(message);
  if (found === null) return message;
  const [whole, server] = found;
  return `${server}${message.slice(found.index + whole.length)}`;
}

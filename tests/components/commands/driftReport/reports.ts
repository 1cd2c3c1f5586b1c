import type { EngineEvent } from "../../../../components/commands/driftReport/engineEvents";
import type { DriftReport } from "../../../../components/commands/driftReport/report";

/** So many applications with keys and clients, of which the last ones have drift. */
export function eventsOf(applications: number, changed = 1): EngineEvent[] {
  const event = (op: string, type: string, name: string, found: object, declared: object) => {
    const urn = `urn:pulumi:dev::project::${type}::${name}`;
    const old = { id: name, inputs: { ...found }, outputs: { ...found } };
    return {
      resourcePreEvent: { metadata: { op, urn, type, old, new: { inputs: { ...declared } } } },
    };
  };
  const same = (type: string, name: string, values: object) =>
    event("same", type, name, values, values);
  const wso2 = "pulumi-nodejs:dynamic/wso2:";
  return Array.from({ length: applications }, (_, at) => {
    const name = `app-${at}`;
    const op = at >= applications - changed ? "update" : "same";
    const policy = { name, throttlingPolicy: "Unlimited" };
    const keys = { applicationId: name, applicationName: name, keyType: "PRODUCTION" };
    return [
      same("auth0:index/client:Client", `${name}-client`, { name, clientId: `${name}-id` }),
      event(op, `${wso2}Application`, name, { ...policy, throttlingPolicy: "10PerMin" }, policy),
      same(`${wso2}ApplicationKeys`, `${name}-keys`, { ...keys, clientId: `${name}-id` }),
    ];
  }).flat();
}

/** Of what somebody could write into a name or a description, so that a report does more than show it. */
export const pieces = [
  ...["a", " ", "|", "`", "``", "\\", "\n", "\r", "\t", "\0", "</code>", "<script>", "<!--", "]]>"],
  ...["&#60;", '"', "'", "*", "_", "[a](b)", "- ", "# ", "| --- |", "https://a.example", "@team"],
  ...["::error::x", "##[error]x", "##VSO[task.x]", "\u001b[31m", "\u001b]8;;a\u0007", "\u0085"],
  ...["\u202e", "\u2066", "\u200f", "\u2028", "\u2029", "\u{e0001}", "\ud800"],
];

/** A report in which everything that others can write is as given. */
export function reportWith([name, value, message, remark]: readonly string[]): DriftReport {
  const about = { resource: name ?? "", type: "Client", object: `application "${name}"` };
  const urn = "urn:pulumi:dev::project::auth0:index/client:Client::a";
  const fields = { urn, field: name ?? "", declared: value, found: [value, { a: value }] };
  const kinds = ["drift", "follows", "decided"] as const;
  return {
    stack: "dev",
    entries: kinds.map((kind) => ({ kind, side: "Auth0", ...about, ...fields })),
    failures: [{ resources: [name ?? ""], message: message ?? "" }],
    remarks: [remark ?? ""],
    objects: new Map([[urn, { side: "Auth0", ...about, hangsOn: [], waits: false, values: {} }]]),
  };
}

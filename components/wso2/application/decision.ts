import type { State } from "../provider/kind";
import type { ApplicationAddition, ApplicationValues } from "./args";

/** What an administrator has decided of an application, or has yet to. */
export function decisionOnApplication({
  name,
  status,
}: Pick<State<ApplicationValues, ApplicationAddition>, "name" | "status">): string | undefined {
  if (status === undefined || status === "APPROVED") return undefined;
  const approval =
    status === "REJECTED"
      ? "an administrator has rejected it (Admin Portal: Tasks, Application Creation), so it can have " +
        "neither new keys nor subscriptions. To ask again, delete it in the Developer Portal, and run " +
        "pulumi up."
      : "an administrator has to approve it (Admin Portal: Tasks, Application Creation). Before that it can " +
        "have neither generated keys nor subscriptions, and WSO2 changes nothing of it. Then run pulumi up " +
        "again, it continues from there.";
  return `The application "${name}" is ${status}: ${approval}`;
}

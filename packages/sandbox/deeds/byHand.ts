import type { Document } from "../consoles";
import type { RunningSandbox } from "../running";
import { restartPath } from "../wso2/restart";
import type { Deed } from "./deed";

const newOwner = "subscriber";

/** Changes a field on each side. */
export const drift: Deed = {
  parameters: [],
  does: "changes a field of the API in Auth0, and one of the Key Manager in WSO2",
  do: async (sandbox) => {
    const api = first(await sandbox.dashboard.apis(), "API in Auth0");
    const entry = await keyManagerOf(sandbox);
    await sandbox.dashboard.change(`/resource-servers/${text(api, "id")}`, { token_lifetime: 60 });
    await sandbox.adminPortal.editKeyManager(text(entry, "name"), {
      consumerKeyClaim: "client_id",
    });
    return {
      changed: `Auth0, API ${text(api, "name")}: the lifetime of tokens is 60 seconds.
WSO2, Key Manager ${text(entry, "name")}: the claim with the consumer key is client_id.`,
      next: `pulumi preview --expect-no-changes   shows both objects, and ends with exit code 7
pulumi up                            brings both fields back`,
    };
  },
};

/** Gives the application that WSO2 logs in with another secret. */
export const rotate: Deed = {
  parameters: [],
  does: "rotates the secret of WSO2's management application in Auth0",
  do: async (sandbox, _parameters, { call }) => {
    const entry = await keyManagerOf(sandbox);
    const clientId = text(entry["additionalProperties"] as Document, "client_id");
    const { name } = (await sandbox.dashboard.get(`/clients/${clientId}`)) as Document;
    await sandbox.dashboard.rotateSecret(clientId);
    return {
      changed: `Auth0, application ${String(name)}: it has another secret.
WSO2, Key Manager ${text(entry, "name")}: it still has the old one.`,
      next: `pulumi preview   says that WSO2 was given another secret last
pulumi up        brings it to WSO2
To see what a restart of WSO2 does before that: ${call("restart")}`,
    };
  },
};

/** Starts WSO2 again. */
export const restart: Deed = {
  parameters: [],
  does: "starts WSO2 again, which loads its Key Managers again",
  do: async (sandbox, _parameters, { call }) => {
    const { loaded } = await sandbox.post<{ loaded: string[] }>("wso2", restartPath);
    const names = (await sandbox.adminPortal.keyManagers()).map((entry) => text(entry, "name"));
    const missing = names.filter((name) => !loaded.includes(name));
    const listed = (list: string[]) => list.join(", ") || "none";
    return {
      changed: `WSO2 has started again. Key Managers that it has loaded: ${listed(loaded)}; that it has not: ${listed(missing)}.`,
      next:
        missing.length > 0
          ? `pulumi preview   says which Key Manager is not loaded, if an application has keys of it
pulumi up        saves it once more`
          : `pulumi preview --expect-no-changes   shows nothing: all is as before
To see a Key Manager that is not loaded: ${call("rotate")}, and this once more`,
    };
  },
};

/** Keeps an application from an API that it is subscribed to. */
export const block: Deed = {
  parameters: [],
  does: "blocks an application's subscription, as a publisher of the API does",
  do: async (sandbox, _parameters, { call }) => ({
    changed: `${await changeSubscription(sandbox, "block-subscription", "&blockState=BLOCKED")} is BLOCKED.`,
    next: `pulumi preview   says so; it is no drift, because only a publisher can undo it
The gateway refuses the application's calls. To end that: ${call("unblock")}`,
  }),
};

/** Lets it call again. */
export const unblock: Deed = {
  parameters: [],
  does: "unblocks it again",
  do: async (sandbox) => ({
    changed: `${await changeSubscription(sandbox, "unblock-subscription", "")} is UNBLOCKED.`,
    next: "pulumi preview --expect-no-changes   says nothing of it any more",
  }),
};

/** Gives an application to another user. */
export const anotherOwner: Deed = {
  parameters: [],
  does: `gives an application to WSO2's user ${newOwner}`,
  do: async (sandbox) => {
    const application = text(
      first(await sandbox.developerPortal.applications(), "application of admin's in WSO2"),
      "name",
    );
    await sandbox.adminPortal.changeOwner(application, newOwner);
    return {
      changed: `WSO2, application ${application}: its owner is ${newOwner}, and no longer admin.`,
      next: `pulumi preview   refuses to go on, and says why
To get it back:

  pulumi config set --path 'applications.${application}.changeOwner' true
  pulumi up`,
    };
  },
};

async function keyManagerOf({ adminPortal }: RunningSandbox): Promise<Document> {
  const { name } = first(await adminPortal.keyManagers(), "Key Manager in WSO2");
  return adminPortal.keyManager(String(name));
}

/** @returns which subscription it was */
async function changeSubscription(
  sandbox: RunningSandbox,
  operation: string,
  query: string,
): Promise<string> {
  const { developerPortal, publisherPath } = sandbox;
  for (const { name } of await developerPortal.applications()) {
    for (const { subscriptionId, apiInfo } of await developerPortal.subscriptions(String(name))) {
      const path = `${publisherPath}/subscriptions/${operation}`;
      await sandbox.post("wso2", `${path}?subscriptionId=${String(subscriptionId)}${query}`);
      return `WSO2, application ${String(name)}: its subscription to ${text(apiInfo as Document, "name")}`;
    }
  }
  throw nothingYet("subscription in WSO2");
}

function first(list: readonly Document[], what: string): Document {
  const [found] = list;
  if (found === undefined) throw nothingYet(what);
  return found;
}

const nothingYet = (what: string) =>
  new Error(`There is no ${what} yet. Declare one, and run pulumi up.`);

const text = (document: Document, field: string) => String(document[field]);

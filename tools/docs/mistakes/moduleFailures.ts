/** What this module says of a run that fails, or that something else has changed. */
export interface ModuleFailure {
  cause: string;
  /** In Markdown. */
  repair: string;
  /** What is pasted to repair it. */
  command?: string;
}

const continues = "The next run continues from what is there:";

/** By what is printed, which docs/messages.md has, too; "…" stands for what differs. */
export const moduleFailures: Readonly<Record<string, ModuleFailure>> = {
  'WSO2 has not loaded the Key Manager "…"': {
    cause:
      "After a restart WSO2 stops loading Key Managers at the first that cannot log in to Auth0, for example because its secret was rotated there. It does not load the later ones of the organization either, and its portals do not show that.",
    repair:
      "`up` brings a new secret to WSO2, and saves the stack's Key Managers once more. It names Key Managers of others: run `up` in their stacks, or save them in the Admin Portal. A stack without keys of the Key Manager cannot see that it is not loaded: save it in the Admin Portal.",
    command: "pulumi up",
  },
  "… failed for the cause that is told of …": {
    cause: "WSO2 is down or refuses every call. The message of the other resource says why, once.",
    repair: "Do what that message says.",
  },
  "got no answer (…). The server may have done what was asked": {
    cause: "The connection ended, or the server took more than 30 s.",
    repair: continues,
    command: "pulumi up",
  },
  "… accepts no more calls for now (429).": {
    cause: "Auth0 or WSO2 throttles. The run waits as long as the server asks, up to five minutes.",
    repair: "There is nothing to do. How many calls a run makes: [speed](speed.md).",
  },
  "Auth0 takes at most … calls at once from …": {
    cause:
      "WSO2 makes up to seven calls in a row for an application's keys, and does not repeat one that Auth0 refuses " +
      "for its rate. So the run waits until Auth0 takes that many, where the tenant's limit is small or others use it.",
    repair:
      "There is nothing to do. A tenant that takes ten at once is enough for any number of applications: " +
      "[applications](applications.md).",
  },
  "Auth0 takes so few calls from the tenant just now (its rate limit) that": {
    cause:
      "The tenant's rate limit is smaller than what WSO2 calls in a row, or others use all of it.",
    repair: "Run it again when others make fewer calls:",
    command: "pulumi up",
  },
  "answered … with something that is not WSO2's JSON.": {
    cause: "A proxy or another server answers at this address.",
    repair: "Set `WSO2_URL` to the root URL of WSO2's management node.",
  },
  "Log in as the user who owns it, or give this login the missing permission": {
    cause: "WSO2 answered 403: the login may not do this, or the object is another user's.",
    repair: "Which scopes each job needs: [ci](ci.md#logins).",
  },
  "it belongs to the WSO2 user …, and WSO2 shows it to that user only.": {
    cause: "The stack logs in as another user than the one that owns the application.",
    repair:
      "Log in as that user, or [hand the application over](places.md#handing-applications-over).",
  },
  "it is on the server …, but the stack points to …": {
    cause: "`WSO2_URL` or `wso2.url` was changed.",
    repair: "Point it back, or [move the stack](places.md#moving-a-stack).",
  },
  "WSO2 has … already, which …": {
    cause: "The name is taken by an object that is not this stack's.",
    repair:
      "Choose another name, or take it over with `adopt: true`: [existing](existing.md). If the state was lost: [lost-state](lost-state.md).",
  },
  "the application has keys of this type already": {
    cause: "Somebody has made keys for the application in the Developer Portal.",
    repair: "Remove them there, or take them over: [existing](existing.md).",
  },
  "The application … has a client grant for … already": {
    cause: "An application has one grant for an API, and this one was there before.",
    repair:
      "See [what happens to a grant that was there before](others.md#a-client-grant-that-was-there-before).",
  },
  "Auth0 would also delete client grants that this stack does not manage": {
    cause: "The stack deletes the API, for which others have grants.",
    repair: "See [what hangs on an object that goes](others.md#what-hangs-on-an-object-that-goes).",
  },
  "throttlingPolicy must be one that WSO2 has: …": {
    cause: "The server has no policy of this name.",
    repair: "Declare one of those that are named:",
    command: "pulumi config set --path 'applications[\"orders-app\"].throttlingPolicy' Unlimited",
  },
  "a publisher of the API has blocked it, and can unblock it": {
    cause: "It is no failure: the exit code stays 0.",
    repair: "See [Blocked by a publisher](applications.md#blocked-by-a-publisher).",
  },
  "its state was written by a newer version of auth0-wso2-key-manager.": {
    cause: "Somebody has run the stack with a newer version.",
    repair: "Install that version.",
    command: "npm install",
  },
};

import {
  application,
  byHand,
  declare,
  fault,
  generated,
  keyManager,
  lifeAfter,
  lifeOf,
  mapped,
  run,
  stack,
  up,
} from "./directed";
import type { Change, Life, LifeStep } from "./life/life";

const served = application("app", { ...generated, isSubscribed: true });
const ofA = (pick = 0) => ({ of: "A", pick });
const policy = (wanted: string) => declare([application("app", { policy: wanted })]);
const offer = (...policies: string[]) =>
  byHand({ deed: "offers an API with other policies", server: 0, policies });
const block = byHand({ deed: "blocks a subscription", target: ofA(), state: "BLOCKED" });
const decide = (status: "APPROVED" | "REJECTED") =>
  byHand({ deed: "decides on what waits", server: 0, status });
const approve = (what: "applicationCreation" | "subscriptionCreation", isOn = true) =>
  byHand({ deed: "wants to approve", server: 0, what, isOn });
const theirs = byHand({ deed: "creates a Key Manager", server: 0, name: "auth0", issuer: "same" });
const theirGrant = (...scope: string[]) =>
  byHand({ deed: "grants an API to a client", target: ofA(), client: { pick: 0 }, scope });
const grant = (adopt = false, to: "first given" | "nobody" = "first given"): Change => ({
  change: "grant",
  to,
  adopt,
});
const later = run("up", { withPreview: true, later: 86_400_000 });
const plan = (...fields: string[]) =>
  byHand({ deed: "has a plan without fields of clients", fields });

/** What others hang on an application, by what it is. */
const hung: Readonly<Record<string, LifeStep>> = {
  "keys and their client": byHand({
    deed: "generates keys for an application",
    target: ofA(),
    keyType: "SANDBOX",
  }),
  "keys of a client of theirs": byHand({
    deed: "maps a client of their own to an application",
    target: ofA(),
    keyType: "SANDBOX",
  }),
  "a subscription": byHand({
    deed: "subscribes an application",
    target: ofA(),
    api: "Invoices",
  }),
};

/** What others decide, and what they hang on ours; titled by what must hold. */
export const livesWithOthers: Readonly<Record<string, Life>> = {
  "a Key Manager that was clicked works after destroy as before its adoption, also after a restart":
    lifeOf([theirs, declare([keyManager({ adopt: true })]), up, run("destroy")]),
  "a Key Manager that was clicked works as before when it is not declared any more": lifeOf([
    theirs,
    declare([keyManager({ adopt: true })]),
    up,
    declare([{ change: "no Key Manager" }]),
    up,
  ]),
  ...Object.fromEntries(
    Object.entries(hung).flatMap(([what, deed]) => [
      [
        `${what} that others have hung on an application do not go with the stack`,
        lifeAfter([keyManager(), served], [deed, run("destroy")]),
      ],
      [
        `${what} that others have hung on an application go where destroyOthers says so`,
        lifeAfter(
          [keyManager(), served],
          [deed, declare([application("app", { destroyOthers: true })]), up, run("destroy")],
        ),
      ],
      [
        `${what} that others have hung on an application do not go with the application`,
        lifeAfter(
          [keyManager(), served],
          [deed, declare([{ change: "no application", resource: "app" }]), up],
        ),
      ],
    ]),
  ),
  "keys that others have hung on an application do not go either while their Key Manager is out":
    lifeAfter(
      [keyManager(), served],
      [
        hung["keys and their client"] as LifeStep,
        byHand({ deed: "edits a Key Manager", target: ofA(), change: { enabled: false } }),
        run("destroy"),
      ],
    ),
  "a destroy after the management secret was rotated leaves no client": lifeAfter(
    [keyManager(), application("app", generated)],
    [byHand({ deed: "rotates the secret of a client", target: ofA(1) }), run("destroy")],
  ),
  "a grant that was there before is left alone": lifeAfter(
    [keyManager()],
    [theirGrant("default", "read:orders"), declare([grant()]), up, up],
  ),
  "a grant that was there before is taken over by word, and stays": lifeAfter(
    [keyManager()],
    [theirGrant("default"), declare([grant(true)]), up, declare([grant(false, "nobody")]), up],
  ),
  "a grant that others have for an API does not go with the stack": lifeAfter(
    [keyManager()],
    [theirGrant("default"), run("destroy")],
  ),
  "a grant that others have for an API goes where destroyOthers says so": lifeAfter(
    [keyManager()],
    [theirGrant("default"), declare([stack({ destroyOthers: true })]), up, run("destroy")],
  ),
  "a grant for other people's application is the stack's where there was none": lifeAfter(
    [keyManager(), grant()],
    [declare([{ change: "grant", to: "second given", adopt: false }]), up],
  ),
  "what a publisher has blocked stays blocked, whatever is declared": lifeAfter(
    [keyManager(), served],
    [
      block,
      up,
      policy("Gold"),
      up,
      run("up", { replace: ["app-application"] }),
      byHand({ deed: "unblocks a subscription", target: ofA() }),
      up,
    ],
  ),
  "what a publisher has blocked outlives --replace of the subscription": lifeAfter(
    [keyManager(), served],
    [block, run("up", { replace: ["app-subscription-Orders-1.0.0"] })],
  ),
  "a subscription that an administrator has rejected is named, and left": lifeOf([
    approve("subscriptionCreation"),
    declare([keyManager(), served]),
    up,
    decide("REJECTED"),
    up,
    policy("Gold"),
    up,
  ]),
  "an application that an administrator has rejected is named, and left": lifeOf([
    approve("applicationCreation"),
    declare([keyManager(), served]),
    up,
    decide("REJECTED"),
    up,
  ]),
  "an application that is approved late gets what was declared": lifeOf([
    approve("applicationCreation"),
    declare([keyManager(), served]),
    up,
    decide("APPROVED"),
    up,
  ]),
  "who has a policy that the API is not offered with any more keeps it": lifeAfter(
    [keyManager(), served],
    [offer("Gold"), up, policy("Gold"), up],
  ),
  "who has a policy that the API is not offered with any more keeps it when the application is replaced by force":
    lifeAfter(
      [keyManager(), served],
      [offer("Gold"), run("up", { withPreview: true, replace: ["app-application"] })],
    ),
  "a policy that the API is not offered with costs nobody his subscription": lifeAfter(
    [keyManager(), served],
    [offer("Unlimited"), policy("Gold"), up, offer("Unlimited", "Gold"), up],
  ),
  "a plan of a new stack is carried out a day later": lifeOf([
    declare([keyManager(), served, application("my-app", mapped)]),
    later,
  ]),
  "a plan of a renaming is carried out a day later": lifeAfter(
    [keyManager(), served],
    [
      declare([keyManager({ name: "renamed" }), application("app", { name: "App" })]),
      later,
      run("up", { ...later, replace: ["app-application"] }),
    ],
  ),
  "fields of which changes are ignored may be what nobody could declare": lifeAfter(
    [keyManager(), served],
    [
      declare([
        stack({
          ignored: ["alias", "displayTokenEndpoint", "displayRevokeEndpoint", "callbackUrl"],
        }),
      ]),
      run("refresh"),
      up,
      declare([keyManager({ description: "Changed" })]),
      up,
    ],
  ),
  "fields of which changes are ignored are as declared in what is made anew": lifeAfter(
    [keyManager(), application("app", generated)],
    [
      declare([stack({ ignored: ["alias", "displayTokenEndpoint", "callbackUrl"] })]),
      run("up", { replace: ["auth0-key-manager", "app-production-keys"] }),
      declare([keyManager({ name: "renamed" })]),
      run("up", { withPreview: true }),
    ],
  ),
  "a field that the tenant refuses can be left to it": lifeOf([
    plan("compliance_level"),
    declare([keyManager(), application("app", mapped)]),
    up,
    declare([stack({ leftToAuth0: { client: ["complianceLevel"] } })]),
    up,
  ]),
  "a user whose store is named leaves no client of a failed generation": lifeOf([
    declare([stack({ username: "PRIMARY/admin" }), keyManager(), application("app", generated)]),
    run("up", fault("POST .*/api/v2/client-grants", "403 of Auth0", 2)),
    up,
  ]),
  "an application that a group shares loses nothing when others of the group look": lifeAfter(
    [keyManager(), application("app", { ...generated, isSubscribed: true, groups: ["team"] })],
    [
      run("up", { from: "as another administrator" }),
      hung["a subscription"] as LifeStep,
      run("refresh", { from: "as another administrator" }),
      up,
    ],
  ),
};

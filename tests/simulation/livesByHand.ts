import {
  application,
  byHand,
  declare,
  fault,
  generated,
  generatedKeys,
  keyManager,
  lifeAfter,
  lifeOf,
  mapped,
  run,
  stack,
  up,
} from "./directed";
import type { Life, LifeStep } from "./life/life";
import { usualHosts } from "./world/world";

const firstSecret = "first-secret-of-the-management-application-0000000000000000000000";
const secondSecret = "second-secret-of-the-management-application-000000000000000000000";
const setSecret = (secret: string): LifeStep[] => [
  byHand({ deed: "edits a client", target: { pick: 0 }, change: { client_secret: secret } }),
  declare([{ change: "secret of the given management application", secret }]),
];

const editApplication: LifeStep = byHand({
  deed: "edits an application",
  target: { of: "A", pick: 0 },
  change: { description: "By hand" },
});

/** By the numbers of the findings of 2026-11-24; titled by what must hold. */
export const livesByHand: Readonly<Record<string, Life>> = {
  "half of keys that WSO2 does not list, as their Key Manager is not loaded, is made whole": lifeOf(
    [
      declare([keyManager(), application("orders", generated)]),
      run("up", { kill: { on: "POST .*/key-managers$", after: 0, when: "after" } }),
      run("up", { faults: [{ after: 20, what: "404 of a proxy", times: 4 }] }),
      up,
    ],
  ),
  "L1: a Key Manager outlives --replace": lifeAfter(
    [keyManager()],
    [run("up", { replace: ["auth0-key-manager"] })],
  ),
  "L1: a Key Manager that is in use outlives --replace": lifeAfter(
    [keyManager(), application("app", mapped)],
    [run("up", { replace: ["auth0-key-manager"] })],
  ),
  "L1: a Key Manager outlives another logical name without an alias": lifeAfter(
    [keyManager()],
    [declare([{ change: "resource of the Key Manager", to: "renamed", isAliased: false }]), up],
  ),
  "L1: a Key Manager outlives a move under another component without an alias": lifeAfter(
    [keyManager()],
    [declare([{ change: "Key Manager moves", isAliased: false }]), up],
  ),
  "L1: a Key Manager outlives --replace that was killed and continued": lifeAfter(
    [keyManager()],
    [
      run("up", {
        replace: ["auth0-key-manager"],
        kill: { on: "DELETE .*/key-managers/", after: 0, when: "before" },
      }),
      up,
    ],
  ),
  "L2: an application with adopt outlives --replace, with keys and client": lifeAfter(
    [keyManager(), application("app", { ...generated, adopt: true })],
    [run("up", { replace: ["app-application"] })],
  ),
  "L2: an application with adopt outlives another logical name without an alias": lifeAfter(
    [keyManager(), application("app", { ...generated, adopt: true })],
    [
      declare([
        { change: "resource of an application", resource: "app", to: "renamed", isAliased: false },
      ]),
      up,
    ],
  ),
  "L3: a failed generation costs no other application of the stack its client": lifeAfter(
    [keyManager()],
    [
      declare(
        ["app", "my-app", "our-app", "the-app", "an-app"].map((each) =>
          application(each, generated),
        ),
      ),
      run("up", fault("/generate-keys$", "500 of WSO2")),
    ],
    { isSlow: true },
  ),
  "L3: a failed generation costs nobody a client that was made meanwhile": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", {
      faults: [{ on: "/generate-keys$", after: 0, what: "500 of WSO2", times: 1 }],
      meanwhile: {
        on: "/generate-keys$",
        after: 0,
        deed: { deed: "creates a client", name: "adminmy-app_PRODUCTION" },
      },
    }),
  ]),
  "L4: another server leaves no orphan on the first": lifeAfter(
    [keyManager(), application("app", mapped)],
    [declare([stack({ serverUrl: `https://${usualHosts.wso2[1]}` })]), up, up],
  ),
  "L4: the same server under another name changes nothing": lifeAfter(
    [keyManager(), application("app", generated)],
    [declare([stack({ serverUrl: `https://${usualHosts.otherNameOfFirst}` })]), up],
  ),
  "L5: of two stacks with the same management application neither takes the other's Key Manager":
    lifeOf(
      ["A", "B"].flatMap((stack) => [
        declare([{ change: "management", to: "first given" }, keyManager()], stack),
        run("up", { stack }),
      ]),
      {},
      ["A", "B"],
    ),
  "L5: another stack's Key Manager with the same issuer is seen": lifeAfter(
    [{ change: "management", to: "first given" }, keyManager()],
    [
      declare([{ change: "management", to: "first given" }, keyManager({ name: "other" })], "B"),
      run("up", { stack: "B" }),
    ],
    { release: "4.4" },
    ["A", "B"],
  ),
  "L6: a Key Manager is renamed together with another management application": lifeAfter(
    [{ change: "management", to: "first given" }, keyManager()],
    [declare([{ change: "management", to: "second given" }, keyManager({ name: "renamed" })]), up],
    { release: "4.4" },
  ),
  "L6: the gateway accepts the issuer after that, whatever preflight was skipped": lifeAfter(
    [{ change: "management", to: "first given" }, keyManager({ skipPreflight: ["uniqueIssuer"] })],
    [declare([{ change: "management", to: "second given" }, keyManager({ name: "renamed" })]), up],
    { release: "4.4" },
  ),
  "L7: a Key Manager is renamed whose users are the stack's own mapped keys": lifeAfter(
    [keyManager(), application("app", mapped)],
    [declare([keyManager({ name: "renamed" })]), up],
  ),
  "L7: a Key Manager is renamed whose users are the stack's own generated keys": lifeAfter(
    [keyManager(), application("app", generated)],
    [declare([keyManager({ name: "renamed" })]), up],
  ),
  "L8: an update whose answer was lost does not outlive the change that takes it back": lifeOf([
    declare([{ change: "management", to: "first given" }, keyManager()]),
    ...setSecret(firstSecret),
    up,
    ...setSecret(secondSecret),
    run("up", fault("PUT .*/key-managers/", "the answer is lost", 20)),
    ...setSecret(firstSecret),
    up,
  ]),
  "L9: 429 during the clean-up of a generation leaves no client for ever": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", {
      faults: [
        { on: "POST .*/api/v2/client-grants", after: 0, what: "403 of Auth0", times: 1 },
        { on: "DELETE .*/api/v2/clients/", after: 0, what: "429 with x-ratelimit-reset", times: 5 },
      ],
    }),
    up,
  ]),
  "L9: a tenant that allows two calls a second is waited for": lifeAfter(
    [
      keyManager(),
      ...Array.from({ length: 8 }, (_, index) => `app-${index}`).map((each) =>
        application(each, generated),
      ),
    ],
    [],
    { auth0Limit: 2 },
  ),
  "L9: a client that the connector has made twice does not stay": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", fault("POST .*/api/v2/clients$", "the answer is lost")),
  ]),
  "L10: a field that is newer than what we know stays as people have left it": lifeAfter(
    [keyManager()],
    [
      byHand({
        deed: "edits a Key Manager",
        target: { of: "A", pick: 0 },
        change: { enableProvisionedAppValidation: false },
      }),
      declare([keyManager({ description: "Changed" })]),
      up,
    ],
    { hasNewerField: true },
  ),
  "L11: a client that was mapped by hand outlives the stack, also on 4.0": lifeAfter(
    [keyManager(), application("app")],
    [
      byHand({
        deed: "maps a client of their own to an application",
        target: { of: "A", pick: 0 },
        keyType: "PRODUCTION",
      }),
      declare([application("app", generated)]),
      up,
    ],
    { release: "4.0" },
  ),
  "L12: destroy is refused when the management application is gone, and ends with another one":
    lifeAfter(
      [{ change: "management", to: "first given" }, keyManager(), application("app", generated)],
      [
        byHand({ deed: "deletes a client", target: { pick: 0 } }),
        byHand({ deed: "restarts WSO2", server: 0 }),
        run("destroy"),
        declare([{ change: "management", to: "second given" }]),
        up,
        run("destroy"),
      ],
    ),
  "L12: destroy is refused when the management application is gone, and ends with another one, on 4.2":
    lifeAfter(
      [{ change: "management", to: "first given" }, keyManager(), application("app", generated)],
      [
        byHand({ deed: "deletes a client", target: { pick: 0 } }),
        run("destroy"),
        declare([{ change: "management", to: "second given" }]),
        up,
        run("destroy"),
      ],
      { release: "4.2" },
    ),
  "L13: a Key Manager waits for the grant of a management application next to it": lifeOf(
    [declare([stack({ isOneByOne: true }), keyManager()]), up],
    { isSlow: true },
  ),
  "L15: somebody else's deletion of an entry of theirs stops nobody": lifeOf([
    byHand({ deed: "creates a Key Manager", server: 0, name: "theirs", issuer: "other" }),
    declare([keyManager()]),
    run("up", {
      meanwhile: {
        on: "GET .*/key-managers/[0-9a-f-]{36}$",
        after: 0,
        deed: { deed: "deletes a Key Manager", target: { pick: 0 } },
      },
    }),
  ]),
  "an application whose mark was taken away outlives --replace": lifeAfter(
    [application("app")],
    [editApplication, run("up", { withPreview: true, replace: ["app-application"] })],
  ),
  "a Key Manager is renamed though the mark of an application that uses it was taken away":
    lifeAfter(
      [keyManager(), application("app", generated)],
      [editApplication, run("refresh"), declare([keyManager({ name: "renamed" })]), up],
    ),
  "a Key Manager that is renamed works on 4.2, though the answer to its creation was lost":
    lifeAfter(
      [keyManager()],
      [
        declare([keyManager({ name: "renamed" })]),
        run("up", fault("POST .*/key-managers$", "a login page after the work was done")),
      ],
      { release: "4.2" },
    ),
  "a Key Manager that is renamed works on 4.2, though the run ended with its predecessor":
    lifeAfter(
      [keyManager()],
      [
        declare([keyManager({ name: "renamed" })]),
        run("up", { kill: { on: "DELETE .*/key-managers/", after: 0, when: "after" } }),
        up,
      ],
      { release: "4.2" },
    ),
  "keys outlive another logical name, though the management secret was rotated by hand": lifeAfter(
    [keyManager(), application("app", { ...generated, adopt: true })],
    [
      byHand({ deed: "rotates the secret of a client", target: { of: "A", pick: 0 } }),
      declare([
        { change: "resource of an application", resource: "app", to: "renamed", isAliased: false },
      ]),
      up,
    ],
  ),
  "somebody else's client whose name ends alike is no sign that Auth0 refuses": lifeOf(
    [
      declare([keyManager(), application("app", generated)]),
      run("up", {
        meanwhile: {
          on: "POST .*/generate-keys$",
          after: 0,
          deed: { deed: "creates a client", name: "other-app_PRODUCTION" },
        },
      }),
    ],
    { activationDelay: 8_000 },
  ),
  "keys that WSO2 generates without a client are no success": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", fault("POST .*/api/v2/clients$", "200 with JSON of somebody else")),
  ]),
  "an application that was renamed by hand does not take the place of another's, adopt or not":
    lifeOf(
      [
        declare([application("app", { adopt: true })]),
        declare([application("app")], "B"),
        up,
        byHand({
          deed: "edits an application",
          target: { of: "A", pick: 0 },
          change: { name: "by hand" },
        }),
        run("up", { stack: "B" }),
        up,
      ],
      {},
      ["A", "B"],
    ),
  "a Key Manager is renamed twice after its resource was, though the first time broke off":
    lifeAfter(
      [keyManager(), application("app", generated)],
      [
        declare([{ change: "resource of the Key Manager", to: "renamed", isAliased: true }]),
        up,
        declare([keyManager({ name: "second" })]),
        run("up", fault("/clean-up$|DELETE", "500 of WSO2", 20)),
        declare([keyManager({ name: "third" })]),
        up,
      ],
    ),
  "an application that moves to another stack may get another name there at once": lifeAfter(
    [application("app", { name: "App" })],
    [
      run("up", { stack: "B" }),
      declare([application("app", { name: "app" })]),
      { step: "state move", stack: "A", to: "B", resource: "app-application" },
      run("up", { stack: "B" }),
    ],
    {},
    ["A", "B"],
  ),
  "an application that is declared again where it was moved from is there again": lifeAfter(
    [application("app")],
    [
      { step: "state move", stack: "A", to: "B", resource: "app-application" },
      declare([application("app")]),
      up,
    ],
    {},
    ["A", "B"],
  ),
  "keys that a run which broke off has made get the grant that was taken away meanwhile": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", { kill: { on: "PATCH", after: 0, when: "after" } }),
    byHand({ deed: "deletes a grant", target: { of: "A", pick: 1 } }),
    up,
  ]),
  "keys that a run which broke off has made are taken up though their Key Manager is out": lifeOf([
    declare([
      { change: "management", to: "first given" },
      keyManager(),
      application("app", generated),
    ]),
    run("up", { kill: { on: "PATCH", after: 0, when: "after" } }),
    ...setSecret(firstSecret),
    byHand({ deed: "restarts WSO2", server: 0 }),
    up,
  ]),
  "keys of both types are made anew though one of them is just being removed": lifeAfter(
    [keyManager(), application("app", { ...generated, sandbox: generatedKeys })],
    [declare([keyManager({ name: "renamed" })]), up],
    { isSlow: true, activationDelay: 1_500 },
  ),
  "keys are brought into line though their Key Manager was disabled by hand": lifeAfter(
    [
      keyManager(),
      application("app", {
        production: { mode: "generate", grantTypes: ["client_credentials", "password"] },
      }),
    ],
    [
      declare([application("app", generated)]),
      byHand({
        deed: "edits a Key Manager",
        target: { of: "A", pick: 0 },
        change: { enabled: false },
      }),
      up,
    ],
  ),
  "a Key Manager that nobody uses is loaded where WSO2 was started without the grant of its login":
    lifeAfter(
      [keyManager()],
      [
        byHand({ deed: "deletes a grant", target: { of: "A", pick: 0 } }),
        byHand({ deed: "restarts WSO2", server: 0 }),
        run("up", { withPreview: true }),
      ],
    ),
  "an entry that was replaced after a backup is taken in again, though a run broke off before":
    lifeAfter(
      [keyManager()],
      [
        run("up", { replace: ["auth0-key-manager"] }),
        { step: "restore", stack: "A", age: 1 },
        run("up", { faults: [{ after: 4, what: "WSO2 restarts", times: 20 }] }),
        up,
      ],
    ),
  "an entry is not saved for its issuer alone while its login is lost": lifeAfter(
    [
      { change: "management", to: "first given" },
      keyManager({ name: "first" }),
      application("app", mapped),
    ],
    [
      declare([keyManager({ name: "second" })]),
      run("up", fault("DELETE ", "half of the answer arrives", 4, 1)),
      byHand({ deed: "deletes a grant", target: { pick: 0 } }),
      up,
    ],
  ),
  "a secret is rotated though the Key Manager has just been saved": lifeAfter(
    [keyManager(), application("app", { ...generated, sandbox: generatedKeys })],
    [
      declare([
        keyManager({ description: "Changed" }),
        application("app", { production: { ...generatedKeys, secretVersion: "1" } }),
      ]),
      up,
    ],
    { isSlow: true, activationDelay: 20 },
  ),
};

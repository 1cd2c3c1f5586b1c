import assert from "node:assert/strict";
import { usualHosts, type WorldSettings } from "./world/world";
import type { DeclaredApplication } from "./life/declaration";
import { usualDeclaration } from "./life/generate";
import type { Change, Life, LifeStep, RunStep } from "./life/life";
import { playLife } from "./life/play";
import { describeFailure } from "./report";

/** A life of one stack or several, whose first days are written by hand. */
function lifeOf(steps: LifeStep[], world: Partial<WorldSettings> = {}, keys = ["A"]): Life {
  return {
    seed: 1,
    world: { release: "4.7", activationDelay: 0, ...world },
    stacks: keys.map((key) => ({ key, declaration: structuredClone(usualDeclaration) })),
    steps,
  };
}

const declare = (changes: Change[], stack = "A"): LifeStep => ({ step: "declare", stack, changes });
const keyManager = (fields = {}): Change => ({ change: "Key Manager", fields });
const application = (resource: string, fields: Partial<DeclaredApplication> = {}): Change => ({
  change: "application",
  resource,
  fields,
});
const run = (operation: RunStep["operation"], more: Partial<RunStep> = {}): RunStep => ({
  step: "run",
  stack: "A",
  operation,
  ...more,
});
const up = run("up");

const client = { grantTypes: ["client_credentials"] };
const generatedKeys = { mode: "generate" as const, ...client };
const generated: Partial<DeclaredApplication> = { production: generatedKeys };
const mapped: Partial<DeclaredApplication> = { production: { mode: "map", ...client } };

/** Calls race each other there, in an order that a seed tells. */
export const isRace = ({ world }: Life): boolean => world.isSlow === true;

/** Plays a life with the seeds from 1 on. */
export async function assertHolds(life: Life, seeds: number): Promise<void> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const played = await playLife({ ...life, seed });
    const { violation } = played;
    if (violation === undefined) continue;
    assert.fail(describeFailure({ life, violation, played }, seed));
  }
}

const firstSecret = "first-secret-of-the-management-application-0000000000000000000000";
const secondSecret = "second-secret-of-the-management-application-000000000000000000000";
const setSecret = (secret: string): LifeStep[] => [
  {
    step: "by hand",
    deed: { deed: "sets the secret of a client", target: { pick: 0 }, secret },
  },
  declare([{ change: "secret of the given management application", secret }]),
];

const editApplication: LifeStep = {
  step: "by hand",
  deed: {
    deed: "edits an application",
    target: { of: "A", pick: 0 },
    change: { description: "By hand" },
  },
};

/** By the numbers of the findings of 2026-11-24; titled by what must hold. */
export const livesByHand: Readonly<Record<string, Life>> = {
  "L1: a Key Manager outlives --replace": lifeOf([
    declare([keyManager()]),
    up,
    run("up", { replace: ["auth0-key-manager"] }),
  ]),
  "L1: a Key Manager that is in use outlives --replace": lifeOf([
    declare([keyManager(), application("app", mapped)]),
    up,
    run("up", { replace: ["auth0-key-manager"] }),
  ]),
  "L1: a Key Manager outlives another logical name without an alias": lifeOf([
    declare([keyManager()]),
    up,
    declare([{ change: "resource of the Key Manager", to: "renamed", isAliased: false }]),
    up,
  ]),
  "L1: a Key Manager outlives a move under another component without an alias": lifeOf([
    declare([keyManager()]),
    up,
    declare([{ change: "Key Manager moves", isAliased: false }]),
    up,
  ]),
  "L1: a Key Manager outlives --replace that was killed and continued": lifeOf([
    declare([keyManager()]),
    up,
    run("up", {
      replace: ["auth0-key-manager"],
      kill: { on: "DELETE .*/key-managers/", after: 0, when: "before" },
    }),
    up,
  ]),
  "L2: an application with adopt outlives --replace, with keys and client": lifeOf([
    declare([keyManager(), application("app", { ...generated, adopt: true })]),
    up,
    run("up", { replace: ["app-application"] }),
  ]),
  "L2: an application with adopt outlives another logical name without an alias": lifeOf([
    declare([keyManager(), application("app", { ...generated, adopt: true })]),
    up,
    declare([
      { change: "resource of an application", resource: "app", to: "renamed", isAliased: false },
    ]),
    up,
  ]),
  "L3: a failed generation costs no other application of the stack its client": lifeOf(
    [
      declare([keyManager()]),
      up,
      declare(
        ["app", "my-app", "our-app", "the-app", "an-app"].map((each) =>
          application(each, generated),
        ),
      ),
      run("up", { faults: [{ on: "/generate-keys$", after: 0, what: "500 of WSO2", times: 1 }] }),
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
  "L4: another server leaves no orphan on the first": lifeOf([
    declare([keyManager(), application("app", mapped)]),
    up,
    declare([{ change: "server", url: `https://${usualHosts.wso2[1]}` }]),
    up,
    up,
  ]),
  "L4: the same server under another name changes nothing": lifeOf([
    declare([keyManager(), application("app", generated)]),
    up,
    declare([{ change: "server", url: `https://${usualHosts.otherNameOfFirst}` }]),
    up,
  ]),
  "L5: of two stacks with the same management application neither takes the other's Key Manager":
    lifeOf(
      ["A", "B"].flatMap((stack) => [
        declare([{ change: "management", to: "first given" }, keyManager()], stack),
        run("up", { stack }),
      ]),
      {},
      ["A", "B"],
    ),
  "L5: another stack's Key Manager with the same issuer is seen": lifeOf(
    [
      declare([{ change: "management", to: "first given" }, keyManager()]),
      up,
      declare([{ change: "management", to: "first given" }, keyManager({ name: "other" })], "B"),
      run("up", { stack: "B" }),
    ],
    { release: "4.4" },
    ["A", "B"],
  ),
  "L6: a Key Manager is renamed together with another management application": lifeOf(
    [
      declare([{ change: "management", to: "first given" }, keyManager()]),
      up,
      declare([{ change: "management", to: "second given" }, keyManager({ name: "renamed" })]),
      up,
    ],
    { release: "4.4" },
  ),
  "L6: the gateway accepts the issuer after that, whatever preflight was skipped": lifeOf(
    [
      declare([
        { change: "management", to: "first given" },
        keyManager({ skipPreflight: ["uniqueIssuer"] }),
      ]),
      up,
      declare([{ change: "management", to: "second given" }, keyManager({ name: "renamed" })]),
      up,
    ],
    { release: "4.4" },
  ),
  "L7: a Key Manager is renamed whose users are the stack's own mapped keys": lifeOf([
    declare([keyManager(), application("app", mapped)]),
    up,
    declare([keyManager({ name: "renamed" })]),
    up,
  ]),
  "L7: a Key Manager is renamed whose users are the stack's own generated keys": lifeOf([
    declare([keyManager(), application("app", generated)]),
    up,
    declare([keyManager({ name: "renamed" })]),
    up,
  ]),
  "L8: an update whose answer was lost does not outlive the change that takes it back": lifeOf([
    declare([{ change: "management", to: "first given" }, keyManager()]),
    ...setSecret(firstSecret),
    up,
    ...setSecret(secondSecret),
    run("up", {
      faults: [{ on: "PUT .*/key-managers/", after: 0, what: "the answer is lost", times: 20 }],
    }),
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
  "L9: a tenant that allows two calls a second is waited for": lifeOf(
    [
      declare([
        keyManager(),
        ...Array.from({ length: 8 }, (_, index) => `app-${index}`).map((each) =>
          application(each, generated),
        ),
      ]),
      up,
    ],
    { auth0Limit: 2 },
  ),
  "L9: a client that the connector has made twice does not stay": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", {
      faults: [{ on: "POST .*/api/v2/clients$", after: 0, what: "the answer is lost", times: 1 }],
    }),
  ]),
  "L10: a field that is newer than what we know stays as people have left it": lifeOf(
    [
      declare([keyManager()]),
      up,
      {
        step: "by hand",
        deed: {
          deed: "edits a Key Manager",
          target: { of: "A", pick: 0 },
          change: { enableProvisionedAppValidation: false },
        },
      },
      declare([keyManager({ description: "Changed" })]),
      up,
    ],
    { hasNewerField: true },
  ),
  "L11: a client that was mapped by hand outlives the stack, also on 4.0": lifeOf(
    [
      declare([keyManager(), application("app")]),
      up,
      {
        step: "by hand",
        deed: {
          deed: "maps a client of their own to an application",
          target: { of: "A", pick: 0 },
          keyType: "PRODUCTION",
        },
      },
      declare([application("app", generated)]),
      up,
    ],
    { release: "4.0" },
  ),
  "L12: destroy is refused when the management application is gone, and ends with another one":
    lifeOf([
      declare([
        { change: "management", to: "first given" },
        keyManager(),
        application("app", generated),
      ]),
      up,
      { step: "by hand", deed: { deed: "deletes a client", target: { pick: 0 } } },
      { step: "by hand", deed: { deed: "restarts WSO2", server: 0 } },
      run("destroy"),
      declare([{ change: "management", to: "second given" }]),
      up,
      run("destroy"),
    ]),
  "L12: destroy is refused when the management application is gone, and ends with another one, on 4.2":
    lifeOf(
      [
        declare([
          { change: "management", to: "first given" },
          keyManager(),
          application("app", generated),
        ]),
        up,
        { step: "by hand", deed: { deed: "deletes a client", target: { pick: 0 } } },
        run("destroy"),
        declare([{ change: "management", to: "second given" }]),
        up,
        run("destroy"),
      ],
      { release: "4.2" },
    ),
  "L13: a Key Manager waits for the grant of a management application next to it": lifeOf(
    [declare([{ change: "one by one", isOneByOne: true }, keyManager()]), up],
    { isSlow: true },
  ),
  "L15: somebody else's deletion of an entry of theirs stops nobody": lifeOf([
    {
      step: "by hand",
      deed: { deed: "creates a Key Manager", server: 0, name: "theirs", issuer: "other" },
    },
    declare([keyManager()]),
    run("up", {
      meanwhile: {
        on: "GET .*/key-managers/[0-9a-f-]{36}$",
        after: 0,
        deed: { deed: "deletes a Key Manager", target: { pick: 0 } },
      },
    }),
  ]),
  "an application whose mark was taken away outlives --replace": lifeOf([
    declare([application("app")]),
    up,
    editApplication,
    run("up", { withPreview: true, replace: ["app-application"] }),
  ]),
  "a Key Manager is renamed though the mark of an application that uses it was taken away": lifeOf([
    declare([keyManager(), application("app", generated)]),
    up,
    editApplication,
    run("refresh"),
    declare([keyManager({ name: "renamed" })]),
    up,
  ]),
  "a Key Manager that is renamed works on 4.2, though the answer to its creation was lost": lifeOf(
    [
      declare([keyManager()]),
      up,
      declare([keyManager({ name: "renamed" })]),
      run("up", {
        faults: [
          {
            on: "POST .*/key-managers$",
            after: 0,
            what: "a login page after the work was done",
            times: 1,
          },
        ],
      }),
    ],
    { release: "4.2" },
  ),
  "a Key Manager that is renamed works on 4.2, though the run ended with its predecessor": lifeOf(
    [
      declare([keyManager()]),
      up,
      declare([keyManager({ name: "renamed" })]),
      run("up", { kill: { on: "DELETE .*/key-managers/", after: 0, when: "after" } }),
      up,
    ],
    { release: "4.2" },
  ),
  "keys outlive another logical name, though the management secret was rotated by hand": lifeOf([
    declare([keyManager(), application("app", { ...generated, adopt: true })]),
    up,
    {
      step: "by hand",
      deed: { deed: "rotates the secret of a client", target: { of: "A", pick: 0 } },
    },
    declare([
      { change: "resource of an application", resource: "app", to: "renamed", isAliased: false },
    ]),
    up,
  ]),
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
    run("up", {
      faults: [
        {
          on: "POST .*/api/v2/clients$",
          after: 0,
          what: "200 with JSON of somebody else",
          times: 1,
        },
      ],
    }),
  ]),
  "an application that was renamed by hand does not take the place of another's, adopt or not":
    lifeOf(
      [
        declare([application("app", { adopt: true })]),
        declare([application("app")], "B"),
        up,
        {
          step: "by hand",
          deed: {
            deed: "edits an application",
            target: { of: "A", pick: 0 },
            change: { name: "by hand" },
          },
        },
        run("up", { stack: "B" }),
        up,
      ],
      {},
      ["A", "B"],
    ),
  "a Key Manager is renamed twice after its resource was, though the first time broke off": lifeOf([
    declare([keyManager(), application("app", generated)]),
    up,
    declare([{ change: "resource of the Key Manager", to: "renamed", isAliased: true }]),
    up,
    declare([keyManager({ name: "second" })]),
    run("up", { faults: [{ on: "/clean-up$|DELETE", after: 0, what: "500 of WSO2", times: 20 }] }),
    declare([keyManager({ name: "third" })]),
    up,
  ]),
  "an application that moves to another stack may get another name there at once": lifeOf(
    [
      declare([application("app", { name: "App" })]),
      up,
      run("up", { stack: "B" }),
      declare([application("app", { name: "app" })]),
      { step: "state move", stack: "A", to: "B", resource: "app-application" },
      run("up", { stack: "B" }),
    ],
    {},
    ["A", "B"],
  ),
  "keys that a run which broke off has made get the grant that was taken away meanwhile": lifeOf([
    declare([keyManager(), application("app", generated)]),
    run("up", { kill: { on: "PATCH", after: 0, when: "after" } }),
    { step: "by hand", deed: { deed: "deletes a grant", target: { of: "A", pick: 1 } } },
    up,
  ]),
  "keys of both types are made anew though one of them is just being removed": lifeOf(
    [
      declare([keyManager(), application("app", { ...generated, sandbox: generatedKeys })]),
      up,
      declare([keyManager({ name: "renamed" })]),
      up,
    ],
    { isSlow: true, activationDelay: 1_500 },
  ),
  "keys are brought into line though their Key Manager was disabled by hand": lifeOf([
    declare([
      keyManager(),
      application("app", {
        production: { mode: "generate", grantTypes: ["client_credentials", "password"] },
      }),
    ]),
    up,
    declare([application("app", generated)]),
    {
      step: "by hand",
      deed: {
        deed: "edits a Key Manager",
        target: { of: "A", pick: 0 },
        change: { enabled: false },
      },
    },
    up,
  ]),
  "an entry is not saved for its issuer alone while its login is lost": lifeOf([
    declare([
      { change: "management", to: "first given" },
      keyManager({ name: "first" }),
      application("app", mapped),
    ]),
    up,
    declare([keyManager({ name: "second" })]),
    run("up", {
      faults: [{ on: "DELETE ", after: 1, what: "half of the answer arrives", times: 4 }],
    }),
    { step: "by hand", deed: { deed: "deletes a grant", target: { pick: 0 } } },
    up,
  ]),
  "a secret is rotated though the Key Manager has just been saved": lifeOf(
    [
      declare([keyManager(), application("app", { ...generated, sandbox: generatedKeys })]),
      up,
      declare([
        keyManager({ description: "Changed" }),
        application("app", { production: { ...generatedKeys, secretVersion: "1" } }),
      ]),
      up,
    ],
    { isSlow: true, activationDelay: 20 },
  ),
};

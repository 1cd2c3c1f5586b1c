import {
  application,
  byHand,
  declare,
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
import { elsewhere, type Elsewhere } from "./world/places";
import { usualHosts } from "./world/world";

const served = { ...generated, isSubscribed: true };
const whole = [keyManager(), application("app", served), application("my-app", mapped)];

const runsFrom = (from: Elsewhere): LifeStep[] =>
  (["up", "refresh", "destroy"] as const).map((operation) => run(operation, { from }));
const places = Object.keys(elsewhere) as Elsewhere[];

const second = stack({ serverUrl: `https://${usualHosts.wso2[1]}` });
const giveTo = (owner: string) =>
  byHand({
    deed: "gives an application to another user",
    target: { of: "A", pick: 0 },
    owner,
  });

/** Of other people, places and logins; titled by what must hold. */
export const livesElsewhere: Readonly<Record<string, Life>> = {
  ...Object.fromEntries(
    places.map((from) => [
      `a run ${from} changes nothing, and the right place finds everything`,
      lifeAfter(whole, [...runsFrom(from), up]),
    ]),
  ),
  "two users in turns are in each other's way, and nothing is lost": lifeAfter(whole.slice(0, 1), [
    declare([application("app", generated)]),
    up,
    ...["as another administrator", "as a subscriber", "as another administrator"].flatMap(
      (from) => [run("up", { from: from as Elsewhere }), up],
    ),
  ]),
  "a stack without applications is any administrator's": lifeAfter(
    [keyManager()],
    runsFrom("as another administrator"),
  ),
  "an application that a group shares is seen by another of the group": lifeAfter(
    [keyManager(), application("app", { ...served, groups: ["team"] })],
    // Nobody but its owner may delete it, or what hangs on it.
    runsFrom("as another administrator"),
  ),
  "what a run from another organization has made is refused at home, and not lost": lifeAfter(
    [keyManager()],
    [
      byHand({ deed: "deletes a Key Manager", target: { of: "A", pick: 0 } }),
      run("refresh"),
      run("up", { from: "in another organization" }),
      up,
    ],
  ),
  "a destroy that is refused at home is no other one for a login that may not manage subscriptions":
    lifeAfter(
      [keyManager(), application("app", served)],
      [
        byHand({ deed: "creates an application", server: 0, name: "theirs", withKeys: true }),
        run("destroy", { from: "without subscriptions" }),
      ],
    ),
  "an application that was given to another user is not lost": lifeAfter(whole, [
    giveTo("deputy"),
    up,
    run("refresh"),
    run("destroy"),
    giveTo("admin"),
    up,
  ]),
  "a Key Manager is renamed while its applications are taken back": lifeAfter(whole, [
    giveTo("deputy"),
    declare([
      keyManager({ name: "renamed" }),
      application("app", { changeOwner: true }),
      application("my-app", { changeOwner: true }),
    ]),
    run("up", { withPreview: true }),
  ]),
  "what a run that broke off has made is named when it was handed over, and taken back by word":
    lifeOf([
      declare([keyManager(), application("app")]),
      run("up", { kill: { on: "POST .*devportal/v3/applications", after: 0, when: "after" } }),
      giveTo("deputy"),
      up,
      declare([application("app", { changeOwner: true })]),
      up,
    ]),
  "a user who is replaced by another hands everything over in one run": lifeAfter(whole, [
    declare([
      stack({ username: "deputy" }),
      application("app", { changeOwner: true }),
      application("my-app", { changeOwner: true }),
    ]),
    run("up", { withPreview: true }),
    declare([stack({ username: "admin" })]),
    up,
  ]),
  "a user who is replaced by another is told what to do, and loses nothing": lifeAfter(whole, [
    declare([stack({ username: "deputy" })]),
    up,
    run("refresh"),
    run("destroy"),
    declare([stack({ username: "admin" })]),
    up,
  ]),
  "mapped keys of another user are not forgotten where WSO2 could not read them once": lifeAfter(
    [keyManager(), application("app", mapped)],
    [
      declare([stack({ username: "deputy" })]),
      // Auth0 fails WSO2, too, and so WSO2 the module.
      run("refresh", {
        faults: [{ on: "GET .*/clients/", after: 0, what: "502 of a proxy", times: 1 }],
      }),
      declare([stack({ username: "admin" })]),
      up,
    ],
    { release: "4.0" },
  ),
  "equal names on two servers that share a tenant do not meet": lifeOf(
    [
      declare([keyManager(), application("app", served)]),
      declare([second, keyManager(), application("app", served)], "B"),
      { step: "together", runs: [up, run("up", { stack: "B" })] },
      run("destroy", { stack: "B" }),
      up,
    ],
    { isSlow: true },
    ["A", "B"],
  ),
  "keys that a person generates for a namesake on another server stay": lifeOf([
    declare([keyManager(), application("app", generated)]),
    byHand({ deed: "creates a Key Manager", server: 1, name: "auth0", issuer: "same" }),
    run("up", {
      meanwhile: {
        on: "POST .*/generate-keys$",
        after: 0,
        deed: { deed: "creates an application", server: 1, name: "app", withKeys: true },
      },
    }),
    up,
  ]),
  "keys that WSO2 has forgotten are made anew though Auth0 could not be asked once": lifeAfter(
    [keyManager(), application("my-app", { ...mapped, sandbox: generatedKeys })],
    [
      byHand({ deed: "makes WSO2 forget keys", target: { of: "A", pick: 1 } }),
      run("up", { faults: [{ after: 8, what: "504 of a proxy that gave up waiting", times: 1 }] }),
    ],
  ),
  "keys whose client was deleted by hand are made anew while their Key Manager changes hands":
    lifeOf(
      [
        declare(
          [keyManager({ skipPreflight: ["uniqueIssuer"] }), application("app", generated)],
          "B",
        ),
        run("up", { stack: "B" }),
        byHand({ deed: "deletes a client", target: { of: "B", pick: 4 } }),
        declare([keyManager({ adopt: true })]),
      ],
      {},
      ["A", "B"],
    ),
};

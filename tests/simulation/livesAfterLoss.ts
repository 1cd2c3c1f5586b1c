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
  up,
} from "./directed";
import type { AnswerOfAuth0 } from "./life/run";
import type { Life, LifeStep } from "./life/life";

const served = { ...generated, isSubscribed: true };
const mappedAndServed = { ...mapped, isSubscribed: true };
const whole = [keyManager(), application("app", served), application("my-app", mappedAndServed)];

const lost = (...parts: string[]): LifeStep => ({
  step: "state lost",
  stack: "A",
  ...(parts.length > 0 && { parts, withDependents: true }),
});
const taint = (...parts: string[]): LifeStep => ({ step: "taint", stack: "A", parts });
const untaint: LifeStep = { step: "untaint", stack: "A" };
const list: LifeStep = { step: "import", stack: "A" };

/** What is forgotten alone, and taken in by the list. */
const parts = [
  "owner",
  "auth0-tenant",
  "auth0-api-api",
  "auth0-management-client",
  "auth0-key-manager",
  "app-application",
  "my-app-application",
  "my-app-production-client",
];

const answered = (on: string, answer: AnswerOfAuth0["answer"], after = 0): LifeStep =>
  run("up", { auth0: { on, after, answer } });

/** Answers of Auth0 to its provider that go wrong in the first run, by what they are of. */
const answers = {
  "the creation of the API, lost": answered("POST .*/resource-servers$", "lost after the work"),
  "the creation of an application, lost": answered("POST .*/clients$", "lost after the work"),
  "the creation of an application, lost before the work": answered(
    "POST .*/clients$",
    "lost before the work",
  ),
  "the first look at the API, 404": answered("GET .*/resource-servers/", "404"),
  "the first look at an application, 404": answered("GET .*/clients/", "404"),
  "a grant, lost": answered("POST .*/client-grants$", "lost after the work"),
};

/** States that are lost, whole or in part, and the ways back; titled by what must hold. */
export const livesAfterLoss: Readonly<Record<string, Life>> = {
  "a state that is lost whole is had again by the list": lifeAfter(whole, [lost(), list, up]),
  ...Object.fromEntries(
    parts.map((part) => [
      `a state without ${part} and what depends on it is made whole by the list`,
      lifeAfter(whole, [lost(part), list, up]),
    ]),
  ),
  "a state of a day before anything was added is made whole by the list": lifeAfter(
    [keyManager()],
    [declare(whole), up, { step: "restore", stack: "A", age: 1 }, list, up],
  ),
  "a Key Manager that is forgotten is taken over": lifeAfter(whole, [
    lost("auth0-key-manager"),
    up,
  ]),
  "an application with generated keys that is forgotten is taken over": lifeAfter(whole, [
    lost("app-application"),
    up,
  ]),
  "what is tainted in WSO2 is taken over by what replaces it": lifeAfter(whole, [
    taint("auth0-key-manager", "app-application", "app-production-keys", "my-app-application"),
    up,
  ]),
  ...Object.fromEntries(
    ["auth0-api-api", "auth0-management-client", "my-app-production-client"].flatMap((part) => [
      [
        `a run without ${part} is refused, and the list makes it whole`,
        lifeAfter(whole, [lost(part), up, list, up]),
      ],
      [
        `a run that is to replace ${part} is refused, and untaint makes it whole`,
        lifeAfter(whole, [taint(part), up, untaint, up]),
      ],
    ]),
  ),
  "what is untainted stays": lifeAfter(whole, [
    taint("auth0-api-api", "auth0-management-client", "auth0-key-manager", "app-application"),
    untaint,
    up,
  ]),
  ...Object.fromEntries(
    Object.entries(answers).map(([what, first]) => [
      `the next run succeeds after a first one with an answer to ${what}`,
      lifeOf([declare(whole), first, up]),
    ]),
  ),
  ...Object.fromEntries(
    ["clients", "resource-servers"].map((path) => [
      `a refresh that does not find one of ${path} once costs nothing`,
      lifeAfter(whole, [answered(`GET .*/${path}/`, "404"), list, up]),
    ]),
  ),
  "what others have clicked, and the list takes in, is adopted": lifeAfter(
    [keyManager()],
    [
      byHand({ deed: "creates an application", server: 0, name: "app", withKeys: false }),
      declare([application("app", { description: "Declared" })]),
      list,
      up,
    ],
  ),
  "a state is lost before anything is in WSO2, and the list tells the owner": lifeOf([
    declare([keyManager()]),
    run("up", fault("POST .*/key-managers$", "500 of WSO2", 20)),
    lost(),
    list,
    up,
  ]),
  "the list leaves the login of another stack's Key Manager to that stack": lifeOf(
    [
      declare([keyManager()], "B"),
      run("up", { stack: "B" }),
      declare([keyManager()]),
      list,
      up,
      run("destroy"),
    ],
    {},
    ["A", "B"],
  ),
};

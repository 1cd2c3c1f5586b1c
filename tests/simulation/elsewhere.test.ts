import {
  application,
  assertHolds,
  generated,
  keyManager,
  lifeAfter,
  mapped,
  run,
  up,
} from "./directed";
import type { Life, LifeStep } from "./life/life";
import { elsewhere, type Elsewhere } from "./world/places";

const served = { ...generated, isSubscribed: true };
const whole = [keyManager(), application("app", served), application("my-app", mapped)];

const runsFrom = (from: Elsewhere): LifeStep[] =>
  (["up", "refresh", "destroy"] as const).map((operation) => run(operation, { from }));
const places = (Object.keys(elsewhere) as Elsewhere[]).filter((from) => from.startsWith("without"));

const lives: Record<string, Life> = {
  ...Object.fromEntries(
    places.map((from) => [
      `a run ${from} changes nothing, and the right place finds everything`,
      lifeAfter(whole, [...runsFrom(from), up]),
    ]),
  ),
  "a stack without applications is any administrator's": lifeAfter(
    [keyManager()],
    runsFrom("as another administrator"),
  ),
};

describe("what a life does not lose to other people and places", () => {
  for (const [title, life] of Object.entries(lives)) it(title, () => assertHolds(life));
});

import type { Life } from "../life/life";
import { playOn, type Played } from "../life/play";
import { Random } from "../world/random";
import { prepareTenant, World } from "../world/world";
import { Door } from "./door";
import { EngineStack } from "./engineStack";
import { lifeAt } from "./playable";
import { RealClock } from "./realClock";

/** Plays a life that is playable there on the real engine. */
export async function playOnEngine(life: Life): Promise<Played> {
  await prepareTenant();
  const door = await Door.open();
  const clock = new RealClock();
  try {
    return await playOn(lifeAt(life, door.hosts), new Random(life.seed), {
      clock,
      createWorld: async (settings) => {
        const world = await World.create(settings, clock, door.hosts);
        door.leadTo(world);
        return world;
      },
      createStack: (...given) => EngineStack.create(...given, door),
    });
  } finally {
    await door.close();
  }
}

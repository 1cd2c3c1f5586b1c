import assert from "node:assert/strict";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { apiIdentifier } from "../../tools/demo/examples/byHand";
import { plantedFaults, sceneIn, Silence } from "../components/commands/doctor/plantedFaults";
import { putBack } from "../support/putBack";
import { trust } from "../support/trust";
import { Stack, type StackConfig } from "./stack";
import { StartingPoint } from "./startingPoint";

const made: StackConfig = { api: { identifier: apiIdentifier }, keyManager: { name: "auth0" } };

/** What the runs with faults shall make and change: something of each kind. */
const changed = {
  keyManager: { name: "auth0", description: "changed" },
  applications: {
    mapped: { keys: { production: { mode: "map" } } },
    generated: {
      keys: { production: {} },
      subscriptions: [{ api: "Bills", version: "2.0.0" }],
    },
  },
};

describe("pulumi up, where nobody has asked the doctor before, on the real engine", () => {
  let point: StartingPoint;
  let stack: Stack;

  before(async () => {
    point = await StartingPoint.open();
    new Publisher(point.sandbox).publish({ name: "Bills", context: "/bills", version: "2.0.0" });
    stack = await Stack.create(point.sandbox, "word", made);
    await stack.up();
    await point.keep(stack, "made");
  });

  after(async () => {
    await stack.remove();
    await point.close();
  });

  for (const { fault, plant, up } of plantedFaults) {
    if (up instanceof Silence && !up.isSeen) continue;
    it(`${fault}: ${up instanceof Silence ? up.reason : up}`, async () => {
      await point.return(stack, "made");
      trust(point.sandbox);
      const scene = sceneIn(point.sandbox);
      const { environment, stack: asked } = await plant(scene);
      const { managementApplication: login, applications, ...config } = asked?.config ?? {};
      const { clientSecret, ...shown } = (login ?? {}) as Record<string, string>;
      await stack.configure({
        ...{ ...made, ...config, ...changed },
        ...(login !== undefined && { managementApplication: shown }),
        applications: { ...changed.applications, ...(applications as object | undefined) },
      });
      if (clientSecret !== undefined) {
        await stack.encrypt({ "managementApplication.clientSecret": clientSecret });
      }
      const before = { ...stack.environment };
      Object.assign(stack.environment, environment);
      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
      const preview = up instanceof Silence ? await stack.preview() : undefined;
      putBack(stack.environment, before);
      await scene.close();
      if (preview) assert.deepEqual([code, preview.code], [0, 0], `${output}${preview.output}`);
      else {
        assert.equal(code, 1, output);
        assert.ok(up instanceof Silence || output.includes(up), output);
      }
    });
  }
});

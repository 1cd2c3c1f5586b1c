import type { Life, LifeStep, RunStep } from "../life/life";
import { usualHosts, type Hosts } from "../world/world";

/** Runs of the engine take seconds, so a life is not long. */
const longest = 4;

/** Of a life what the real engine can play: nothing that depends on when something happens. */
export function playable({ world: { release, hasNewerField }, steps, ...life }: Life): Life {
  let left = longest;
  const played = steps.flatMap(playableSteps).filter(({ step }) => {
    if (step === "run") left -= 1;
    return left >= 0;
  });
  const world = { release, activationDelay: 0, ...(hasNewerField && { hasNewerField }) };
  return { ...life, world, steps: played };
}

function playableSteps(step: LifeStep): LifeStep[] {
  switch (step.step) {
    case "run":
      return [undisturbed(step)];
    case "together":
      return step.runs.map(undisturbed);
    case "stack rename": {
      // A backend of files has one organization.
      const { stack, to, project } = step;
      return [{ step: "stack rename", stack, to, ...(project !== undefined && { project }) }];
    }
    case "state lost":
    case "taint":
    case "untaint":
    case "import":
    case "state move":
    case "time passes":
      return [];
    default:
      return [step];
  }
}

function undisturbed(run: RunStep): RunStep {
  const { step, stack, operation, from, withPreview, replace, target } = run;
  return {
    step,
    stack,
    operation,
    ...(from && { from }),
    ...(withPreview && { withPreview }),
    ...(replace && { replace }),
    ...(target && { target }),
  };
}

/** The same life with servers elsewhere. */
export function lifeAt(life: Life, hosts: Hosts): Life {
  const pairs = [
    [usualHosts.auth0, hosts.auth0],
    [usualHosts.otherTenant, hosts.otherTenant],
    [usualHosts.wso2[0], hosts.wso2[0]],
    [usualHosts.wso2[1], hosts.wso2[1]],
    [usualHosts.otherNameOfFirst, hosts.otherNameOfFirst],
  ] as const;
  const text = pairs.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(life));
  return JSON.parse(text) as Life;
}

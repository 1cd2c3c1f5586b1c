import type { Step } from "../steps";
import { environments } from "./environments";
import type { ExampleRun } from "./exampleRun";
import { existing } from "./existing";
import { installed } from "./installed";
import { python } from "./python";
import { several } from "./several";
import { takeover } from "./takeover";
import { teams } from "./teams";
import { yaml } from "./yaml";

/** What is done with each example, by the name of its folder. */
export const stories: Readonly<Record<string, (run: ExampleRun) => Step[]>> = {
  environments,
  existing,
  package: installed,
  python,
  several,
  takeover,
  teams,
  yaml,
};

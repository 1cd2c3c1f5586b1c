import { stories } from "../../tools/demo/examples/stories";
import { example, slowExamples } from "./exampleSuite";

for (const [name, story] of Object.entries(stories)) {
  if (slowExamples.includes(name)) example(name, story);
}

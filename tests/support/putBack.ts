/** Makes an environment what it was, variable by variable: whoever reads it holds the object. */
export function putBack(
  environment: NodeJS.ProcessEnv,
  earlier: Readonly<NodeJS.ProcessEnv>,
): void {
  for (const name of Object.keys(environment)) Reflect.deleteProperty(environment, name);
  Object.assign(environment, earlier);
}

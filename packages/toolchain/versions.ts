/**
 * What the plugins built here call themselves: the versions that the packages of the same name in
 * package.json ask the engine for. The Go modules behind them are pinned in go/<binary>/go.mod, and
 * the Node.js release in node/package.json.
 */
export const pluginVersions = {
  auth0: "3.49.0",
  command: "1.2.1",
};

/** Of those that package.json names in its "engines". */
export const oldestNode = "22.15.0";

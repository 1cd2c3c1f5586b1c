// The program of a trial: what its config declares.
"use strict";

const { Applications, Auth0KeyManager, loadSettings } = require("./load.cjs")(
  "dist/index.js",
  "components/index.ts",
);

module.exports = () => {
  const { auth0KeyManager, applications, smokeTest: proof } = loadSettings();
  const keyManager = new Auth0KeyManager("trial", auth0KeyManager);
  const { smokeTest } = new Applications("trial", { keyManager, applications, smokeTest: proof });
  return { managementClientId: keyManager.managementClientId, smokeTest };
};

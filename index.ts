import { Applications, Auth0KeyManager, loadSettings } from "./components";

const settings = loadSettings();

const keyManager = new Auth0KeyManager("auth0", settings.auth0KeyManager);

const step3 = new Applications("applications", {
  keyManager,
  applications: settings.applications,
  smokeTest: settings.smokeTest,
});

export const issuer = keyManager.issuer;
export const apiIdentifier = keyManager.apiIdentifier;
export const managementClientId = keyManager.managementClientId;
export const keyManagerId = keyManager.keyManagerId;
export const keyManagerName = keyManager.keyManagerName;
export const adminPortal = `${settings.wso2Url}/admin/`;
export const developerPortal = `${settings.wso2Url}/devportal/`;
export const applications = step3.summary;
export const consumerSecrets = step3.consumerSecrets;
export const smokeTest = step3.smokeTest;

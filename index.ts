import {
  Applications,
  Auth0KeyManager,
  checkDeployer,
  keepSecretInResources,
  keptSecret,
  keyManagerOutputs,
  loadSettings,
  referencedKeyManager,
} from "./components";

export = async () => {
  const settings = loadSettings();
  await checkDeployer(settings);
  keepSecretInResources(settings.secrets);

  const keyManager =
    "auth0KeyManager" in settings
      ? new Auth0KeyManager("auth0", settings.auth0KeyManager)
      : referencedKeyManager(settings.keyManagerReference);

  const step3 = new Applications("applications", {
    keyManager,
    applications: settings.applications,
    smokeTest: settings.smokeTest,
    ...(settings.leftToAuth0 && { leftToAuth0: settings.leftToAuth0 }),
  });

  // What there is none of is left out: Pulumi warns of `undefined`.
  const outputs = {
    ...keyManagerOutputs(keyManager),
    adminPortal: `${settings.wso2Url}/admin/`,
    developerPortal: `${settings.wso2Url}/devportal/`,
    ...(step3.summary && { applications: step3.summary }),
    ...(step3.consumerSecrets && { consumerSecrets: step3.consumerSecrets }),
    ...(step3.smokeTest && { smokeTest: step3.smokeTest }),
  };

  return keptSecret(outputs, settings.secrets);
};

"use strict";

const { Applications, Auth0KeyManager, loadSettings } = require("auth0-wso2-key-manager");

const settings = loadSettings();
const keyManager = new Auth0KeyManager("auth0", settings.auth0KeyManager);
const applications = new Applications("applications", { ...settings, keyManager });

exports.smokeTest = applications.smokeTest;

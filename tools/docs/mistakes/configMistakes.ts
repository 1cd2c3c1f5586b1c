/** A mistake in the stack config or the environment, which shows before anything is asked or written. */
export interface ConfigMistake {
  /** What goes over the config that works; `undefined` leaves a key out. */
  config?: Record<string, unknown>;
  /** The same for the environment. */
  environment?: Record<string, string | undefined>;
  /** Paths of what is encrypted, with its value. */
  encrypted?: Record<string, string>;
  /** What is said, up to what is to be done. */
  message: string;
  /** Commands as they are printed. */
  remedy?: readonly string[];
  /** What stands for `<…>` in a command, or is typed where Pulumi asks. */
  value?: string;
  /** What mends it in the environment. */
  exports?: Record<string, string>;
}

/** The config that works. */
export const config = {
  api: { identifier: "https://orders.example.com/", scopes: [{ name: "read:orders" }] },
  keyManager: { name: "auth0" },
  applications: { app: {} },
};

/** The environment that works with it. */
export const environment: Readonly<Record<string, string | undefined>> = {
  AUTH0_DOMAIN: "acme.eu.auth0.com",
  AUTH0_CLIENT_ID: "deployer",
  AUTH0_CLIENT_SECRET: "secret-of-the-deployer",
  WSO2_URL: "https://apim.example.com:9443",
  WSO2_USERNAME: "admin",
  WSO2_PASSWORD: "password-of-admin",
};

const keyManager = (fields: object) => ({ keyManager: { ...config.keyManager, ...fields } });
const api = (fields: object) => ({ api: { ...config.api, ...fields } });
const keys = (settings: object) => ({ applications: { app: { keys: { production: settings } } } });
const set = (path: string) => `pulumi config set --path '${path}' <value>`;
const remove = (path: string) => `pulumi config rm --path '${path}'`;
const production = "applications.app.keys.production";
const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

/** Every mistake by what it is, in the order of the page. */
export const configMistakes: Readonly<Record<string, ConfigMistake>> = {
  "no tenant": {
    environment: { AUTH0_DOMAIN: undefined },
    message: "auth0:domain is missing. Set AUTH0_DOMAIN, or",
    remedy: ["pulumi config set auth0:domain <tenant>.<region>.auth0.com"],
    value: "acme.eu",
    exports: { AUTH0_DOMAIN: "acme.eu.auth0.com" },
  },
  "a URL for the tenant's domain": {
    environment: { AUTH0_DOMAIN: "https://acme.eu.auth0.com/" },
    message: "auth0:domain must be a host name without scheme, path or slash",
    remedy: ["pulumi config set auth0:domain <tenant>.<region>.auth0.com"],
    value: "acme.eu",
    exports: { AUTH0_DOMAIN: "acme.eu.auth0.com" },
  },
  "the same in the stack config, which wins": {
    config: { "auth0:domain": "https://acme.eu.auth0.com" },
    message: "auth0:domain must be a host name without scheme, path or slash",
    remedy: ["pulumi config set auth0:domain <tenant>.<region>.auth0.com"],
    value: "acme.eu",
  },
  "no login for Auth0": {
    environment: { AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined },
    message: "auth0:clientId and auth0:clientSecret are missing",
    remedy: [
      "pulumi config set auth0:clientId <id>",
      "pulumi config set --secret auth0:clientSecret",
    ],
    value: "deployer",
    exports: { AUTH0_CLIENT_ID: "deployer", AUTH0_CLIENT_SECRET: "secret" },
  },
  "a key that the Auth0 provider does not know": {
    config: { "auth0:client_id": "deployer" },
    message: "auth0:client_id is not a setting of the Auth0 provider, which has: domain, clientId",
    remedy: ["pulumi config rm auth0:client_id"],
  },
  "the deployer's secret as plain text": {
    config: { "auth0:clientSecret": "plain-secret" },
    message: "auth0:clientSecret is a secret, and stands in the stack config as plain text",
    remedy: ["pulumi config set --secret auth0:clientSecret"],
    value: "plain-secret",
  },
  "no server": {
    environment: { WSO2_URL: undefined },
    message: "WSO2 connection: url is missing. Set the environment variable WSO2_URL, or",
    remedy: ["pulumi config set --path wso2.url"],
    value: "https://apim.example.com:9443",
    exports: { WSO2_URL: "https://apim.example.com:9443" },
  },
  "a server without https": {
    environment: { WSO2_URL: undefined },
    config: { wso2: { url: "http://apim.example.com:9763" } },
    message: "wso2.url must be the https URL at which WSO2's /api is found",
    remedy: [set("wso2.url")],
    value: "https://apim.example.com:9443",
  },
  "the same in the environment, which wins": {
    environment: { WSO2_URL: "http://apim.example.com:9763" },
    message: "WSO2 connection: url must be the https URL at which WSO2's /api is found",
    exports: { WSO2_URL: "https://apim.example.com:9443" },
  },
  "no password for WSO2": {
    environment: { WSO2_PASSWORD: undefined },
    message: "WSO2 connection: password is missing. Set the environment variable WSO2_PASSWORD, or",
    remedy: ["pulumi config set --secret --path wso2.password"],
    value: "password-of-admin",
    exports: { WSO2_PASSWORD: "password-of-admin" },
  },
  "the password as plain text": {
    config: { wso2: { password: "plain-password" } },
    message: "wso2.password is a secret, and stands in the stack config as plain text",
    remedy: ["pulumi config set --secret --path 'wso2.password'"],
    value: "plain-password",
  },
  "a password of digits that YAML takes for a number": {
    config: { wso2: { password: 123456 } },
    message: "wso2.password must be a string of 1 to 1024 characters",
    remedy: ["pulumi config set --secret --path 'wso2.password'"],
    value: "123456",
  },
  "a file of authorities that is not there": {
    environment: { WSO2_CA_FILE: "/nowhere/ca.pem" },
    message: "the file of certificate authorities /nowhere/ca.pem cannot be read (ENOENT)",
    exports: { WSO2_CA_FILE: __filename },
  },
  "a release that is not supported": {
    config: { wso2: { release: "3.2" } },
    message: 'wso2.release must be one of "4.0"|"4.1"',
    remedy: [set("wso2.release")],
    value: "4.7",
  },
  "a key that there is not": {
    config: { keymanager: { name: "auth0" } },
    message: "keymanager is not a key of this project's config, which has: customDomain",
    remedy: ["pulumi config rm 'keymanager'"],
  },
  "`pulumi config set` without `--path`": {
    config: { "auth0-wso2-key-manager:keyManager.description": "Tokens" },
    message: "keyManager.description is not a key of this project's config",
    remedy: ["pulumi config rm 'keyManager.description'", set("keyManager.description")],
    value: "Tokens",
  },
  "a string for an object": {
    config: { applications: "app" },
    message: 'applications must be an object, but is "app"',
    remedy: [
      "pulumi config rm --path 'applications' && pulumi config set --path 'applications.<key>' <value>",
    ],
    value: "app.description",
  },
  "a custom domain with a scheme": {
    config: { customDomain: "https://login.acme.com" },
    message: "customDomain must be a host name without scheme, path or slash",
    remedy: [set("customDomain")],
    value: "login.acme.com",
  },
  "an existing application without its secret": {
    config: { managementApplication: { clientId: "theirs" } },
    message: "managementApplication.clientSecret is missing",
    remedy: ["pulumi config set --secret --path 'managementApplication.clientSecret'"],
    value: "secret-of-theirs",
  },
  "the existing application where its entry is": {
    config: keyManager({ clientId: "theirs" }),
    message: "keyManager.clientId belongs in managementApplication",
    remedy: [remove("keyManager.clientId")],
  },
  "no identifier of the API": {
    config: { api: {} },
    message: "api.identifier is missing; it is a string of 1 to 600 characters",
    remedy: [set("api.identifier")],
    value: "https://orders.example.com/",
  },
  "an encrypted identifier": {
    encrypted: { "api.identifier": "https://orders.example.com/" },
    message: "api.identifier is encrypted, but becomes part of names and ids",
    remedy: [set("api.identifier")],
    value: "https://orders.example.com/",
  },
  "a lifetime that is no number": {
    config: api({ tokenLifetime: "1h" }),
    message: "api.tokenLifetime must be a whole number of seconds from 1 to 2592000",
    remedy: [
      "pulumi config rm --path 'api.tokenLifetime' && " +
        "pulumi config set --plaintext --path 'api.tokenLifetime' <value>",
    ],
    value: "3600",
  },
  "a lifetime that Auth0 does not have": {
    config: api({ tokenLifetime: 31_536_000 }),
    message: "api.tokenLifetime must be a whole number of seconds from 1 to 2592000",
    remedy: ["pulumi config set --plaintext --path 'api.tokenLifetime' <value>"],
    value: "2592000",
  },
  "a scope twice": {
    config: api({ scopes: [{ name: "read:orders" }, { name: "read:orders" }] }),
    message: 'api.scopes[1] is "read:orders" once more',
    remedy: [remove("api.scopes[1]")],
  },
  "no name of the Key Manager": {
    config: { keyManager: {} },
    message: "keyManager.name is missing; it is a string of 1 to 100 characters",
    remedy: [set("keyManager.name")],
    value: "auth0",
  },
  "a field that there is not": {
    config: keyManager({ displayname: "Auth0" }),
    message: "keyManager.displayname is not a field of a Key Manager, which has: name, type",
    remedy: [remove("keyManager.displayname")],
  },
  "something else than true or false": {
    config: keyManager({ enabled: "yes" }),
    message: 'keyManager.enabled must be true or false, but is "yes"',
    remedy: [`${remove("keyManager.enabled")} && ${set("keyManager.enabled")}`],
    value: "true",
  },
  "an issuer without its slash": {
    config: keyManager({ issuer: "https://acme.eu.auth0.com" }),
    message: "keyManager.issuer must be an http(s) URL that ends with a slash",
    remedy: [set("keyManager.issuer")],
    value: "https://acme.eu.auth0.com/",
  },
  "a secret that would be sent without https": {
    config: keyManager({ tokenEndpoint: "http://acme.eu.auth0.com/oauth/token" }),
    message: "keyManager.tokenEndpoint must be an https URL (http on this machine alone)",
    remedy: ["pulumi config set --plaintext --path 'keyManager.tokenEndpoint' <value>"],
    value: "https://acme.eu.auth0.com/oauth/token",
  },
  "a string for a list": {
    config: keyManager({ availableGrantTypes: "client_credentials" }),
    message: 'keyManager.availableGrantTypes must be a list, but is "client_credentials"',
    remedy: [
      "pulumi config rm --path 'keyManager.availableGrantTypes' && " +
        "pulumi config set --path 'keyManager.availableGrantTypes[0]' <value>",
    ],
    value: "client_credentials",
  },
  "a field under WSO2's own name for it": {
    config: keyManager({ additionalProperties: { self_validate_jwt: true } }),
    message:
      "keyManager.additionalProperties.self_validate_jwt is the field enableSelfValidationJWT",
    remedy: [remove("keyManager.additionalProperties.self_validate_jwt")],
  },
  "tokens that the gateway is to ask Auth0 about": {
    config: keyManager({ enableSelfValidationJWT: false }),
    message: "keyManager.enableSelfValidationJWT must be true: Auth0 has no introspection endpoint",
    remedy: [set("keyManager.enableSelfValidationJWT")],
    value: "true",
  },
  "a certificate in base64": {
    config: keyManager({ certificates: { type: "PEM", value: "LS0tLS1CRUdJTiBD" } }),
    message: 'keyManager.certificates.value must be a certificate as PEM text, from "-----BEGIN',
    remedy: [set("keyManager.certificates.value")],
    value: `"${pem}"`,
  },
  "an alias without an exchange of tokens": {
    config: keyManager({ alias: "orders" }),
    message: "keyManager.alias needs tokenType EXCHANGED or BOTH",
    remedy: [remove("keyManager.alias")],
  },
  "roles that nobody has": {
    config: keyManager({ permissions: { permissionType: "ALLOW" } }),
    message: "keyManager.permissions.roles is missing; it is a list",
    remedy: [
      "pulumi config rm --path 'keyManager.permissions.roles' && " +
        "pulumi config set --path 'keyManager.permissions.roles[0]' <value>",
    ],
    value: "Internal/publisher",
  },
  "an application's name with white space around it": {
    config: { applications: { app: {}, "o'clock ": {} } },
    message: `applications["o'clock "] must be a name of 1 to 100 characters`,
    remedy: [`pulumi config rm --path 'applications["o'\\''clock "]'`],
  },
  "keys of a type that there is not": {
    config: { applications: { app: { keys: { test: {} } } } },
    message: "applications.app.keys.test is not known here",
    remedy: [remove("applications.app.keys.test")],
  },
  "a way to get keys that there is not": {
    config: keys({ mode: "mapped" }),
    message: `${production}.mode must be one of "generate"|"map", but is "mapped"`,
    remedy: [set(`${production}.mode`)],
    value: "map",
  },
  "scopes of generated keys": {
    config: keys({ scopes: ["read:orders"] }),
    message: `${production}.scopes needs mode map: WSO2's connector asks for the scope "default"`,
    remedy: [remove(`${production}.scopes`)],
  },
  "a scope that the API does not have": {
    config: keys({ mode: "map", scopes: ["default", "write:orders"] }),
    message: `${production}.scopes[1] must be a scope of the API (default, read:orders), but is "write:orders"`,
    remedy: ["pulumi config set --path 'api.scopes[1].name' 'write:orders'"],
  },
  "the same of a grant": {
    config: api({ grants: { reporting: { clientId: "reporting", scopes: ["read:order"] } } }),
    message:
      'api.grants.reporting.scopes[0] must be a scope of the API (default, read:orders), but is "read:order"; ' +
      'did you mean "read:orders"?',
    remedy: ["pulumi config set --path 'api.scopes[1].name' 'read:order'"],
  },
  "a new secret of mapped keys": {
    config: keys({ mode: "map", secretVersion: "2" }),
    message: `${production}.secretVersion needs mode generate`,
    remedy: [remove(`${production}.secretVersion`)],
  },
  "a number for a string": {
    config: keys({ secretVersion: 2 }),
    message: `${production}.secretVersion must be a string of 1 to 200 characters, but is 2`,
    remedy: [`pulumi config set --path --type string '${production}.secretVersion' <value>`],
    value: "2",
  },
  "users without a place to come back to": {
    config: keys({ grantTypes: ["authorization_code"] }),
    message: `${production}.callbackUrl is missing; authorization_code needs it`,
    remedy: [set(`${production}.callbackUrl`)],
    value: "https://app.example.com/callback",
  },
  "a name that Auth0 refuses": {
    config: { applications: { "R&D > 1": {} } },
    message: `applications["R&D > 1"] must be without "<" and ">", which Auth0 refuses in the name of a client`,
    remedy: [remove('applications["R&D > 1"]')],
  },
  "a callback URL that Auth0 refuses": {
    config: keys({ callbackUrl: "https://a/cb, https://b/cb" }),
    message: `${production}.callbackUrl must be absolute URLs with commas, and no blanks, between them`,
    remedy: [set(`${production}.callbackUrl`)],
    value: "https://a/cb,https://b/cb",
  },
  "grant types in one text": {
    config: keys({ grantTypes: ["client_credentials,refresh_token"] }),
    message: `${production}.grantTypes[0] must be one of authorization_code, client_credentials,`,
    remedy: [set(`${production}.grantTypes[0]`)],
    value: "client_credentials",
  },
  "a subscription without a version": {
    config: { applications: { app: { subscriptions: [{ api: "Orders" }] } } },
    message: "applications.app.subscriptions[0].version is missing; it is a string of 1 to 30",
    remedy: [set("applications.app.subscriptions[0].version")],
    value: "1.0.0",
  },
  "a smoke test of nothing": {
    config: { applications: {}, smokeTest: { enabled: true } },
    message: "smokeTest.application is missing, and no application is declared",
    remedy: ["pulumi config set --path 'smokeTest.enabled' false"],
  },
  "a smoke test of another application": {
    config: { smokeTest: { application: "orders" } },
    message: 'smokeTest.application must be one of applications (app), but is "orders"',
    remedy: [set("smokeTest.application")],
    value: "app",
  },
};

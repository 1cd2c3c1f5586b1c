import { Application, KeyManager, keyManagerEndpoints, tenantEndpoints } from "../../components";

/** The program of the growth benchmark: as many objects as the environment says, all alike. */
const count = (variable: string) => Number(process.env[variable] ?? 0);
const names = (prefix: string, variable: string) =>
  Array.from({ length: count(variable) }, (_, index) => `${prefix}-${index}`);

for (const name of names("key-manager", "BENCHMARK_KEY_MANAGERS")) {
  new KeyManager(name, {
    name,
    // A tenant each: gateways tell Key Managers apart by issuer.
    ...keyManagerEndpoints(tenantEndpoints(`${name}.eu.auth0.com`)),
    clientId: "a client of that tenant",
    clientSecret: "its secret",
    skipPreflight: ["login", "issuer", "signingKeys", "uniqueIssuer"],
  });
}
for (const name of names("application", "BENCHMARK_APPLICATIONS")) new Application(name, { name });

const config = "tests/engine/configMistakes.test.ts";
const remedies = "tests/engine/remedies.slow.test.ts";
const doctor = "tests/engine/doctor.test.ts";
const wayBack = "tests/engine/wayBack.slow.test.ts";
const places = "tests/engine/places.slow.test.ts";
const teams = "tests/engine/teams.slow.test.ts";
const lostState = "tests/engine/lostState.slow.test.ts";

/** A command that a message tells, apart from `pulumi up` alone. */
export const command =
  /pulumi (config|state|import|refresh|cancel|stack|up --|destroy)|without --replace|npm (ci|install|run)|npx /;

/** The test that does what a message tells where it is told, by words of the message. */
export const testsOfRemedies: Readonly<Record<string, string>> = {
  "Auth0 has an API with the identifier": remedies,
  "or set requireDefaultScope: false": "tests/engine/mistakes.test.ts",
  "run pulumi import auth0:index/client:Client": "tests/engine/lostAnswers.slow.test.ts",
  "which this stack created for this resource": wayBack,
  "^pulumi config rm --path <path>": remedies,
  "the stack's objects are in the Auth0 tenant": places,
  "usage: npm run -s doctor": doctor,
  "Create it: pulumi stack init": doctor,
  "The environment alone was asked": doctor,
  "usage: npm run -s trial": "tests/engine/trial.slow.test.ts",
  "^Right after the upgrade: pulumi config set --path wso2.release": doctor,
  "pulumi config rm --path wso2.release": doctor,
  "usage: npm run -s drift": "tests/engine/driftReport.test.ts",
  "usage: npm run -s import-list": "tests/engine/importFile.slow.test.ts",
  // The list has it where an owner was made after the loss.
  "^pulumi state delete --target-dependents$": wayBack,
  "pulumi destroy will delete what was imported": "tests/engine/importFile.slow.test.ts",
  "^pulumi config set auth0:domain": config,
  "auth0:clientId and auth0:clientSecret are missing": config,
  "is not a setting of the Auth0 provider": config,
  "is not a key of this project's config": config,
  "^<where> && pulumi config set --path$": config,
  "^pulumi config set --path --type string": config,
  "^pulumi config set --secret <where>": config,
  "^pulumi config set --secret --path <where>": config,
  "^pulumi config rm --path <where>": config,
  "^pulumi config set <…>--path <where> <value>": remedies,
  "Repair the keys first": remedies,
  "To ask again: pulumi up --replace": remedies,
  "^pulumi destroy --target": teams,
  "belongs to the stack that declares the Key Manager": teams,
  "To keep the client, run it without --replace": "tests/engine/mappedClient.slow.test.ts",
  "WSO2 cannot list the keys of the application": "tests/engine/applicationKeys.test.ts",
  "its earlier login cannot be restored": "tests/engine/destroy.slow.test.ts",
  "^WSO2 still has": lostState,
  "If it is this stack, and its state was lost": wayBack,
  "pulumi state delete --target-dependents '<URN>'": lostState,
  "it is on the server <server>, but the stack points to": lostState,
  "and does not see it there": places,
  "its state was written by a newer version": "tests/components/wso2/providers.test.ts",
  // What a state holds in place of the provider.
  "^exports.handler": "tests/components/wso2/provider/shim.test.ts",
  "Which of them is meant": remedies,
  "WSO2 connection: <setting> is missing": config,
  "^Set it: pulumi config set --path wso2": config,
  "run npm install <name>@<version>": "tests/components/commands/plugin/installation.test.ts",
  "Check WSO2_USERNAME and WSO2_PASSWORD": "tests/engine/installedCode.test.ts",
};

import { parseArgs } from "node:util";
import { auth0Setting, deployersApi, otherLoginKeys } from "../../auth0/rest/deployersApi";
import { maskedIn } from "../../http/masking";
import { withoutRepeating } from "../../http/retries";
import { releases, type Release } from "../../wso2/rest/releases";
import { readAuth0Provider } from "../../settings/auth0Provider";
import { resolveConnection, type Wso2Connection } from "../../wso2/rest/connection";
import { visibleJson } from "../shown";
import { unprintable } from "../unprintable";
import { questionsToAuth0, type AskedTenant } from "./auth0";
import { questionsAboutApplications } from "./declaredApplications";
import { questionsHere, type Manifest } from "./here";
import { Entries, questionsAboutKeyManagers } from "./keyManagers";
import { orphanQuestion } from "./orphans";
import { preflightQuestion } from "./preflightQuestion";
import { answersTo, notSeen, type Answer, type Question, type AnswerSection } from "./question";
import { keyManagerOf, stackFacts, type Library, type StackFacts } from "./stack";
import { textOf } from "./text";
import { upgradeQuestion } from "./upgrade";
import { askedServer, questionsToWso2 } from "./wso2";

const usage = `usage: npm run -s doctor -- [--stack <stack>] [--upgrade-to <release>] [--json]
In a program of your own: npx auth0-wso2-doctor, with the same options.

Asks WSO2, Auth0 and this machine everything that can be asked without writing, and says what was
found and what to do. Exit codes: 0 where nothing failed, 1 where something did, 2 where it could
not begin.

  --stack <stack>         with the config and the state of that stack; default: the environment alone
  --upgrade-to <release>  says, too, what an upgrade of WSO2 to that release changes
  --json                  prints an array of the same lines
`;

/** What the package hands in: loading it takes a while, and it is needed for a stack alone. */
export interface Package {
  readonly manifest: Manifest;
  readonly library: () => Library;
}

/** Asks, prints and sets the exit code. */
export async function doctor(args: string[], { manifest, library }: Package): Promise<void> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        stack: { type: "string", short: "s" },
        "upgrade-to": { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      return;
    }
    const { stack: name, json } = values;
    const target = releaseIn(values["upgrade-to"]);
    const stack = name === undefined ? undefined : await stackFacts(name, library);
    const answers = await diagnosis({
      ...{ stack, target, library, manifest },
      environment: process.env,
    });
    process.stdout.write(`${json ? visibleJson(answers) : textOf(answers)}\n`);
    process.exitCode = answers.some(({ status }) => status === "failed") ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

function releaseIn(text: string | undefined): Release | undefined {
  const release = releases.find((each) => each === text);
  if (text === undefined || release !== undefined) return release;
  throw new Error(`--upgrade-to must be one of ${releases.join(", ")}, but is "${text}".`);
}

interface Asked extends Package {
  readonly stack: StackFacts | undefined;
  /** The release that WSO2 is to be upgraded to. */
  readonly target: Release | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws Error where it is not said which servers are meant, or how to log in */
async function diagnosis(asked: Asked): Promise<Answer[]> {
  const { stack, environment, manifest } = asked;
  const { connection, tenant } = sidesOf(asked);
  const questions = [
    ...questionsHere(manifest, environment),
    ...questionsTo(connection, tenant, asked),
  ];
  const answers = await withoutRepeating(() => answersTo(questions));
  return maskedIn(answers, unprintable(environment, stack));
}

const settingOf = ({ stack, environment }: Asked) =>
  auth0Setting((key) => stack?.config[key], environment);

/** The two servers; of one of which nothing is said, it is not seen. */
function sidesOf(asked: Asked): { connection?: Wso2Connection; tenant?: AskedTenant } {
  const { stack, environment } = asked;
  const isSaid = (prefix: string) =>
    stack !== undefined ||
    Object.entries(environment).some(
      // The toolchain and the sandbox of this project have variables of their own.
      ([name, value]) => name.startsWith(prefix) && !name.startsWith("AUTH0_WSO2_") && value,
    );
  if (!isSaid("WSO2_") && !isSaid("AUTH0_")) {
    throw new Error(
      "The environment names neither WSO2 nor Auth0. Set WSO2_URL, WSO2_USERNAME, WSO2_PASSWORD, " +
        "AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or name a stack: --stack dev",
    );
  }
  const auth0 = isSaid("AUTH0_") ? readAuth0Provider(configOfAuth0(stack), environment) : undefined;
  const needsTenant = stack?.settings === undefined || "auth0KeyManager" in stack.settings;
  const mistakes = auth0 && needsTenant ? [...auth0.mistakes] : [];
  const connection = isSaid("WSO2_") && connectionOf(asked, mistakes);
  if (mistakes.length > 0) {
    throw new Error([...mistakes, ...(stack === undefined ? [environmentAlone] : [])].join("\n"));
  }
  return {
    ...(connection && { connection }),
    ...(auth0 && auth0.domain !== "" && { tenant: tenantOf(auth0.domain, asked) }),
  };
}

function connectionOf({ stack, environment }: Asked, mistakes: string[]) {
  try {
    return resolveConnection(stack?.wso2 ?? {}, environment);
  } catch (error) {
    mistakes.push((error as Error).message);
    return undefined;
  }
}

const environmentAlone =
  "The environment alone was asked. A stack config counts where the stack is there and named: " +
  "pulumi stack init dev, and then --stack dev";

const configOfAuth0 = (stack: StackFacts | undefined) =>
  Object.fromEntries(
    Object.entries(stack?.config ?? {}).filter(([key]) => key.startsWith("auth0:")),
  );

/** What an up takes where nothing says what is declared. */
const wholeStack = { auth0KeyManager: { api: { identifier: "" } }, applications: {} };

function tenantOf(domain: string, asked: Asked): AskedTenant {
  const { stack } = asked;
  const setting = settingOf(asked);
  const other = otherLoginKeys.find(setting);
  const otherLogin =
    other ?? (setting("clientSecret") === "" ? "a key in place of a secret" : undefined);
  return {
    domain,
    customDomain: keyManagerOf(stack)?.customDomain,
    inState: stack?.state.tenant,
    declared: stack?.settings ?? wholeStack,
    clientId: setting("clientId"),
    api: deployersApi(setting),
    ...(otherLogin !== undefined && {
      otherLogin: `the login is ${otherLogin}; this command logs in with client id and secret alone`,
    }),
  };
}

function questionsTo(
  connection: Wso2Connection | undefined,
  tenant: AskedTenant | undefined,
  { stack, target, library }: Asked,
): Question[] {
  const settings = stack?.settings;
  const declared = keyManagerOf(stack);
  const auth0 = tenant && questionsToAuth0(tenant);
  const ofAuth0 = auth0?.all ?? [absent("Auth0", "neither AUTH0_DOMAIN nor auth0:domain is set")];
  if (connection === undefined) return [absent("WSO2", "WSO2_URL is not set"), ...ofAuth0];
  const server = askedServer(connection);
  const entries = new Entries(server);
  const wso2 = questionsToWso2(server, {
    keyManagers: settings === undefined || declared !== undefined,
    applications: settings === undefined || Object.keys(settings.applications).length > 0,
  });
  const both =
    tenant && auth0
      ? [
          preflightQuestion(
            { domain: tenant.domain, tenant: tenant.api, server, entries, stack, library },
            [wso2.keyManagers, stack?.management ? auth0.own : auth0.listing],
          ),
          orphanQuestion({ tenant: tenant.api, server, state: stack?.state }, [
            wso2.applications,
            auth0.listing,
          ]),
        ]
      : [];
  return [
    ...wso2.all,
    ...(target === undefined ? [] : [upgradeQuestion(server, target, [wso2.release])]),
    ...questionsAboutKeyManagers(entries, wso2, { owner: stack?.state.owner }, declared),
    ...questionsAboutApplications(settings?.applications ?? {}, server, [wso2.applications]),
    ...ofAuth0,
    ...both,
  ];
}

function absent(section: AnswerSection, reason: string): Question {
  return { section, question: "login", ask: () => notSeen(reason) };
}

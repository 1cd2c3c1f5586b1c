import { ManagementApi } from "../../../auth0/rest/managementApi";
import { ifThere } from "../../rest/errors";
import { hasUnknown } from "../../provider/unknown";
import type { KeyManagersApi } from "../api";
import type { KeyManagerDocument } from "../document";
import {
  shownEndpoint,
  type Candidate,
  type Finding,
  type PreflightCheck,
  type Surroundings,
} from "./check";
import type { PreflightCheckName } from "../preflightCheckNames";
import { preflightChecks } from "./checks";

/** The fields that any check is about. */
export const preflightFields = [
  ...new Set(Object.values(preflightChecks).flatMap(({ concerns }) => concerns)),
];

/**
 * Finds out whether an entry can work, before it is written: WSO2 stores what can never work
 * without a word, and takes a working Key Manager down for a broken update.
 *
 * @param candidate values of which are not known yet in a preview; checks that are about those do not run
 * @param changed fields that are new or changed; checks that are about none of them do not run
 * @param skip checks to leave out; without `login` there are no checks of its token either
 * @returns what every failing check has to say
 */
export async function preflight(
  candidate: Candidate,
  changed: readonly string[],
  api: KeyManagersApi,
  skip: readonly PreflightCheckName[] = [],
): Promise<string[]> {
  const surroundings = observeOnce(candidate, api);
  const failures: string[] = [];
  let hasToken = !skip.includes("login");
  const checks: [string, PreflightCheck][] = Object.entries(preflightChecks);
  for (const [name, check] of checks) {
    if (skip.includes(name as PreflightCheckName)) continue;
    // A preview before the application is there cannot log in, but it can look at WSO2.
    if (check.concerns.some((field) => hasUnknown(candidate[field]))) continue;
    const isConcerned = check.concerns.some((field) => changed.includes(field));
    if (!isConcerned && !(check.atEveryWrite && changed.length > 0)) continue;
    if (check.needsToken && !hasToken) continue;
    const finding = await check.run(candidate, surroundings);
    if (finding === undefined) continue;
    const failure = describe(name, check.question, finding);
    // A preview must not refuse what the run is about to repair.
    if (candidate.isAhead && finding.isOfApplication)
      console.log(`This is so until this run repairs it: ${failure}`);
    else failures.push(failure);
    if (check === preflightChecks.login) hasToken = false;
  }
  return failures;
}

function observeOnce(candidate: Candidate, api: KeyManagersApi): Surroundings {
  const { clientId } = candidate;
  const shown = shownEndpoint(candidate);
  const managementApi = new ManagementApi(candidate);
  const atShown =
    shown === candidate.tokenEndpoint
      ? managementApi
      : new ManagementApi({ ...candidate, tokenEndpoint: shown });
  let others: Promise<KeyManagerDocument[]> | undefined;
  return {
    managementToken: () => managementApi.requestToken(),
    shownToken: () => atShown.requestToken(),
    useManagementToken: () => managementApi.fetchClient(clientId),
    otherKeyManagers: () => (others ??= fetchOthers(candidate.name, api)),
  };
}

async function fetchOthers(name: string, api: KeyManagersApi): Promise<KeyManagerDocument[]> {
  const others = (await api.list()).filter(
    // The Key Manager that every server has does not take part.
    (item) => item.name !== name && item.type !== "default",
  );
  // Somebody else may delete theirs at the same time.
  const documents = await Promise.all(others.map(({ id }) => ifThere(api.fetch(id))));
  return documents.filter((document) => document !== undefined);
}

function describe(name: string, question: string, { found, expected, remedy }: Finding): string {
  return (
    `preflight check "${name}" failed: ${question} Found: ${found.replace(/\.$/, "")}. ` +
    `Expected: ${expected}. ${remedy} To skip this check, put "${name}" into skipPreflight.`
  );
}

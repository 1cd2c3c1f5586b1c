import { fieldNames, fields } from "../../wso2/keyManager/fields";
import { isAvailable, type Release } from "../../wso2/rest/releases";
import { basePathsOf } from "../../wso2/rest/restApis";
import { failed, ok, warning, type Question, type Reply } from "./question";
import { releasesOf, type Wso2Asked } from "./wso2";

/** What an upgrade of WSO2 changes for a stack, as far as this module knows it. */
export function upgradeQuestion(server: Wso2Asked, target: Release, needs: Question[]): Question {
  return {
    section: "WSO2",
    question: `upgrade to ${target}`,
    needs,
    ask: async () => upgradeReplies(server, await releasesOf(server), target),
  };
}

function upgradeReplies(
  { connection }: Wso2Asked,
  seen: readonly [Release, ...Release[]],
  target: Release,
): Reply[] {
  const [oldest] = seen;
  const newest = seen.at(-1) ?? oldest;
  if (!isAvailable(oldest, target)) return [failed(`the server is ${oldest} or later already`)];
  const paths = basePathsOf(target).filter((path) => !basePathsOf(oldest).includes(path));
  const later = fieldNames.flatMap((field) => {
    const { since } = fields[field];
    if (since === undefined || isAvailable(since, newest)) return [];
    return isAvailable(since, target) ? [`${field} (${since})`] : [];
  });
  const { release } = connection;
  const lines = [
    ...(paths.length > 0 ? [ok(`another base path, which is found out: ${paths.join(", ")}`)] : []),
    ...(later.length > 0
      ? [ok(`fields of a Key Manager that come, with their defaults: ${later.join(", ")}`)]
      : []),
    ...(release !== undefined && release !== target
      ? [
          warning(
            `wso2.release is ${release}`,
            `Right after the upgrade: pulumi config set --path wso2.release ${target}`,
          ),
        ]
      : []),
  ];
  return lines.length > 0 ? lines : [ok("nothing that this module uses is known to change")];
}

import { fieldNames, fields } from "../../wso2/keyManager/fields";
import { isAvailable, releases, type Release } from "../../wso2/rest/releases";
import { basePathsOf } from "../../wso2/rest/restApis";

/**
 * The releases that a server can be, oldest first.
 *
 * @param basePaths at which its REST APIs were found
 * @param shown names of the fields that its Key Managers have; nothing where there is none to look at
 */
export function releasesWith(
  basePaths: readonly string[],
  shown: readonly string[] | undefined,
): Release[] {
  return releases.filter((release) => {
    const isServed = basePaths.every((path) => basePathsOf(release).includes(path));
    const hasFields = fieldNames.every((field) => {
      const { since } = fields[field];
      if (since === undefined || shown === undefined) return true;
      return shown.includes(field) === isAvailable(since, release);
    });
    return isServed && hasFields;
  });
}

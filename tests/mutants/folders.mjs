import { dirname, relative } from "node:path";

/** The folder that a file counts for: the parts of components/, and of its wso2/. */
export function folderOf(file) {
  const [part, kind] = dirname(relative("components", file)).split("/");
  return part === "wso2" && kind !== undefined ? `wso2/${kind}` : part;
}

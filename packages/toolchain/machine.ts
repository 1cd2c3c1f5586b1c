import { findOnPath } from "./findOnPath";
import { isNodeRecentEnough } from "./nodeRelease";

/** Whether this machine lacks nothing, so that the toolchain has nothing to add. */
export function hasAll(): boolean {
  return isNodeRecentEnough() && findOnPath("pulumi") !== undefined;
}

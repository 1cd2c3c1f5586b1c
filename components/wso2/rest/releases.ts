/** Releases of WSO2 API Manager that this project speaks to, oldest first. */
export const releases = ["4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"] as const;

/** A release of WSO2 API Manager. */
export type Release = (typeof releases)[number];

/** Whether something that came with `since` is there in `release`. */
export function isAvailable(since: Release, release: Release): boolean {
  return releases.indexOf(since) <= releases.indexOf(release);
}

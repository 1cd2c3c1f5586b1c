import { releases } from "../../components/wso2/rest/releases";

/** The releases between the oldest and the newest: each knows what its neighbours know, or one thing more. */
export const inBetween = releases.slice(1, -1);

/** The oldest and the newest. */
export const outermost = releases.filter((release) => !inBetween.includes(release));

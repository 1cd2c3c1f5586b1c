import { anotherOwner, block, drift, restart, rotate, unblock } from "./byHand";
import type { Deed } from "./deed";
import { lose } from "./lose";
import { publish } from "./publish";

/** What a person can have done in a sandbox that runs in another shell, by the word for it. */
export const deeds: ReadonlyMap<string, Deed> = new Map(
  Object.entries({
    publish,
    drift,
    rotate,
    restart,
    block,
    unblock,
    "another-owner": anotherOwner,
    lose,
  }),
);

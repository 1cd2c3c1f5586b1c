import { z } from "zod";

/** A time of 1 to `maximum` seconds. */
export function seconds(maximum: number): z.ZodInt {
  const error = `a whole number of seconds from 1 to ${maximum}`;
  return z.int({ error }).min(1, { error }).max(maximum, { error });
}

import express, { type Router } from "express";
import type { Faults } from "./faults";

/** Where a person says which answer is to be lost; no path of Auth0 or WSO2. */
export const lostAnswersPath = "/sandbox/lost-answers";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Lets people lose the answer to the next request of a kind. */
export function lostAnswers(faults: Faults): Router {
  const router = express.Router();
  router.post(lostAnswersPath, express.json(), (request, response) => {
    const { method, path } = (request.body ?? {}) as { method?: string; path?: string };
    if (!methods.includes(method ?? "") || !path?.startsWith("/")) {
      response
        .status(400)
        .send(
          `Say a method, one of ${methods.join(", ")}, and a path, as in POST /api/v2/clients.`,
        );
      return;
    }
    const url = new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(\\?|$)`);
    faults.inject({ ...(method !== undefined && { method }), url, effect: { kind: "loseAnswer" } });
    response.status(204).end();
  });
  return router;
}

import express, { type Router } from "express";
import type { KeyManagerStore } from "./keyManagers/keyManagerStore";
import type { KeyManagerLoader } from "./registry/loader";
import type { KeyManagerRegistry } from "./registry/registry";

/** Where a person has the server start again; no path of WSO2. */
export const restartPath = "/sandbox/restart";

/** Lets people start the server again: what it has in memory is gone, and it loads what it has stored. */
export function restarts(
  registry: KeyManagerRegistry,
  loader: KeyManagerLoader,
  store: KeyManagerStore,
): Router {
  const router = express.Router();
  router.post(restartPath, async (_request, response) => {
    await loader.startAgain(store.all());
    response.json({ loaded: registry.names });
  });
  return router;
}

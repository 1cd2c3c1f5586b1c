// Auth0's SDK, called by messages: ["clients.create", {…}] is answered with what it returns, of a list with all its
// pages, or with the error that it throws.
"use strict";

const { ManagementClient, ManagementError } = require("auth0");

const {
  AUTH0_DOMAIN: domain,
  AUTH0_CLIENT_ID: clientId,
  AUTH0_CLIENT_SECRET: clientSecret,
} = process.env;
const management = new ManagementClient({ domain, clientId, clientSecret });

// Before the SDK repeats a call it pauses, at least for about a second; the limits of a call are longer than half a
// minute. The pauses are told, not made.
let pauses = [];
const later = globalThis.setTimeout;
globalThis.setTimeout = (run, milliseconds, ...rest) => {
  const isPause = milliseconds >= 800 && milliseconds < 30_000;
  if (isPause) pauses.push(milliseconds);
  return later(run, isPause ? 0 : milliseconds, ...rest);
};

async function answer(path, parameters) {
  const names = path.split(".");
  const method = names.pop();
  const api = names.reduce((parent, name) => parent[name], management);
  const value = await api[method](...parameters);
  if (value?.[Symbol.asyncIterator] === undefined) return value;
  const entries = [];
  for await (const entry of value) entries.push(entry);
  return entries;
}

process.on("message", ([path, ...parameters]) => {
  pauses = [];
  answer(path, parameters).then(
    (value) => process.send({ value, pauses }),
    (error) => {
      const { name, statusCode: status, body } = error;
      const isOfSdk = error instanceof ManagementError;
      process.send({ error: { name, status, body, isOfSdk }, pauses });
    },
  );
});

import type { StoredApi, StoredApplication, StoredSubscription, Wso2State } from "../state";

/** All subscriptions, without those that nobody has any more. */
export function subscriptionsIn({ subscriptions }: Wso2State): StoredSubscription[] {
  return subscriptions.filter(({ isRemoved }) => !isRemoved);
}

/** The subscriptions of an application. */
export function subscriptionsOf(
  state: Wso2State,
  { uuid }: StoredApplication,
): StoredSubscription[] {
  return subscriptionsIn(state).filter(({ applicationId }) => applicationId === uuid);
}

/** The API of a subscription, if it still exists. */
export function apiOf({ apis }: Wso2State, { apiId }: StoredSubscription): StoredApi | undefined {
  return apis.find(({ id }) => id === apiId);
}

/** Scopes of the APIs that an application is subscribed to. */
export function scopesOfSubscriptions(state: Wso2State, application: StoredApplication): object[] {
  const scopes = subscriptionsOf(state, application).flatMap(
    (subscription) => apiOf(state, subscription)?.scopes ?? [],
  );
  return scopes
    .filter(({ key }, index) => scopes.findIndex((other) => other.key === key) === index)
    .map(({ key, description, roles }) => ({ key, name: key, roles, description }));
}

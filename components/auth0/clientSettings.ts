import { schemasOf, type ArgsOf, type FieldsWith } from "../validation/declarations";
import { clientFields } from "./fields/clientFields";
import { chosenIn } from "./fields/field";

const userRows = chosenIn(clientFields);

type UserRows = typeof userRows;

/** What may be chosen for an application that has users, too. */
export type UserClientSettings = ArgsOf<UserRows>;

/** What may be chosen for any application. Whatever is not chosen is kept at its default. */
export type ClientSettings = ArgsOf<Omit<UserRows, FieldsWith<UserRows, { isOfUsers: true }>>>;

/** Schema of what may be chosen for an application that has users, too, key by key. */
export const userClientSettings = schemasOf(userRows);

/** The same for any application. */
export const clientSettings = schemasOf(
  Object.fromEntries(Object.entries(userRows).filter(([, row]) => !("isOfUsers" in row))),
);

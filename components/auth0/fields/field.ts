/** What becomes of an input of an Auth0 resource, so that a change by hand is seen and undone. */
export type Auth0Field = (DeclaredField | GivenField | LeftField) & {
  /** Whether the Auth0 plugin that the toolchain builds is too old to know the field. */
  readonly isNewer?: true;
  /** Whether Auth0 has no way to change it once the object exists. */
  readonly isFixed?: true;
};

/** The same for every resource of ours, or what a setting says. */
export interface DeclaredField {
  /** The value; `undefined` where the field is to be absent, which the provider restores too. */
  readonly declared: unknown;
  /** The argument and config key that change it. */
  readonly setting?: string;
}

/** What the component is about, such as an identifier. */
export interface GivenField {
  readonly given: string;
}

/** Not declared, with the reason. */
export interface LeftField {
  readonly left: string;
  /**
   * What comes of a change by hand. `shown`: previews show it for ever and `up` does not undo it.
   * `unseen`: previews do not show it. `replaced`: `up` undoes it by replacing the resource.
   */
  readonly drift: "shown" | "unseen" | "replaced";
}

/** Every input of a resource, by the names that the package has for them; `a.b` is a member. */
export type Fields<Args> = Readonly<Record<keyof Args, Auth0Field>> &
  Readonly<Record<string, Auth0Field>>;

/** The declared values of `fields`, those that `settings` has replaced by its own. */
export function declaredValues<Args>(
  fields: Fields<Args>,
  settings: Readonly<Record<string, unknown>> = {},
): Partial<Args> {
  const values = Object.entries<Auth0Field>(fields).flatMap(([name, field]) => {
    if (!("declared" in field)) return [];
    const own = field.setting === undefined ? undefined : settings[field.setting];
    const value = own ?? field.declared;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values) as Partial<Args>;
}

type OptionalKeys<Fields> = { [Key in keyof Fields]: undefined extends Fields[Key] ? Key : never }[keyof Fields];

type WithoutUndefined<Fields> = Omit<Fields, OptionalKeys<Fields>> & {
  [Key in OptionalKeys<Fields>]?: Exclude<Fields[Key], undefined>;
};

/** Returns a copy of `fields` without those that are undefined, to spread optional fields into an object. */
export function omitUndefined<Fields extends object>(fields: Fields): WithoutUndefined<Fields> {
  const kept: Partial<Fields> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as WithoutUndefined<Fields>;
}

/** Like {@link omitUndefined}, but also omits empty lists and empty strings. */
export function omitEmpty<Fields extends Record<string, string | readonly unknown[] | undefined>>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const kept: Partial<Fields> = {};
  for (const key in fields) if (fields[key]?.length) kept[key] = fields[key];
  return kept as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}

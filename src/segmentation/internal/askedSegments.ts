/** A place in a condition where something is asked. */
export interface Asked {
  /** The name of what is asked for. */
  readonly name: string;
  /** Where it stands, from the condition on. */
  readonly keys: readonly (string | number)[];
}

/** What a condition asks about. */
export interface AskedOf {
  /** Segments, by `memberOf`. */
  readonly segments: readonly Asked[];
  /** Metrics. */
  readonly metrics: readonly Asked[];
  /** Whether it asks about what was done. */
  readonly behaviour: boolean;
}

/**
 * Lists what a condition asks about, in the order it is written.
 *
 * @param condition - A condition, perhaps of a draft with parts missing.
 * @returns Segments, metrics, behaviour.
 */
export function askedOf(condition: unknown): AskedOf {
  const segments: Asked[] = [];
  const metrics: Asked[] = [];
  let behaviour = false;
  const visit = (part: unknown, keys: readonly (string | number)[]): void => {
    if (typeof part !== "object" || part === null) return;
    const { metric, all, any, not, atLeast, memberOf, performed, lastPerformed } = part as Readonly<
      Record<string, unknown>
    >;
    if (typeof metric === "string") metrics.push({ name: metric, keys: [...keys, "metric"] });
    const { segment } = (memberOf ?? {}) as { readonly segment?: unknown };
    if (typeof segment === "string") segments.push({ name: segment, keys: [...keys, "memberOf", "segment"] });
    if (performed !== undefined || lastPerformed !== undefined) behaviour = true;
    const { of } = (atLeast ?? {}) as { readonly of?: unknown };
    for (const [list, at] of [
      [all, ["all"]],
      [any, ["any"]],
      [of, ["atLeast", "of"]],
    ] as const) {
      if (!Array.isArray(list)) continue;
      for (const [index, item] of list.entries()) visit(item, [...keys, ...at, index]);
    }
    visit(not, [...keys, "not"]);
  };
  visit(condition, []);
  return { segments, metrics, behaviour };
}

import fc from "fast-check";

/** Whole values from zero, few of them distinct, so that ties are the rule. */
export const anyValues: fc.Arbitrary<readonly number[]> = fc
  .array(fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 100_000 })), { minLength: 1, maxLength: 40 })
  .filter((values) => values.some((value) => value > 0));

/** The same with values of every size, and some below zero. */
export const anyWorth: fc.Arbitrary<readonly number[]> = fc
  .array(
    fc.oneof(
      fc.integer({ min: -3, max: 9 }),
      fc.integer({ min: -1000, max: 1_000_000 }),
      fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => (Math.abs(value) < 1e-9 ? 0 : value)),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .filter((values) => values.some((value) => value > 0));

/** A list, and the same list in another order. */
export const shuffled = <T>(lists: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly [readonly T[], readonly T[]]> =>
  lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })));

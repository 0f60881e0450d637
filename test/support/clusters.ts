import fc from "fast-check";

/** Columns of two metrics, in whole numbers, some customers alike. */
export const anyColumns: fc.Arbitrary<{ readonly orders: readonly number[]; readonly days: readonly number[] }> = fc
  .array(fc.tuple(fc.nat({ max: 20 }), fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 1000 }))), {
    minLength: 8,
    maxLength: 40,
  })
  .map((rows) => ({ orders: rows.map(([orders]) => orders), days: rows.map(([, days]) => days) }));

/** How many customers are different. */
export const different = ({ orders, days }: { readonly orders: readonly number[]; readonly days: readonly number[] }) =>
  new Set(orders.map((value, i) => `${value} ${days[i]}`)).size;

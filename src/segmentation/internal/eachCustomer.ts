import {
  type CurrencyMismatch,
  DomainError,
  type InvalidFact,
  invalidFact,
  type RowFindingsBuilder,
  show,
} from "../../core/index.ts";

/** Why a row was not used. */
export type RowRefusal =
  | InvalidFact
  | CurrencyMismatch
  | {
      /** The customer was there before. */
      readonly code: "repeated-customer";
      /** Who. */
      readonly customerId: string;
    };

/**
 * Goes through rows of which each is about one customer; notes those that cannot be read, and those whose customer was
 * there before.
 *
 * @param customers - The rows; perhaps malformed.
 * @param rows - Takes the findings.
 * @param take - Takes a row whose customer is new; gives back why it cannot be used, else null.
 * @throws `DomainError` with code `invalid-option` when the rows cannot be iterated over.
 */
export function eachCustomer<Row extends { readonly customerId: string }>(
  customers: Iterable<Row>,
  rows: RowFindingsBuilder,
  take: (row: Row) => RowRefusal | null,
): void {
  if (
    typeof (customers as unknown) !== "object" ||
    (customers as unknown) === null ||
    !(Symbol.iterator in customers)
  ) {
    throw new DomainError(
      "invalid-option",
      `customers: expected something to iterate over, received ${show(customers)}`,
    );
  }
  const seen = new Set<string>();
  let index = 0;
  for (const row of customers) {
    const refusal = refusalOf(row, seen, take);
    if (refusal !== null) {
      const { code, ...params } = refusal;
      rows.add({ index, code, path: "path" in params ? params.path : "", params });
    }
    index++;
  }
}

function refusalOf<Row extends { readonly customerId: string }>(
  row: Row,
  seen: Set<string>,
  take: (row: Row) => RowRefusal | null,
): RowRefusal | null {
  try {
    if (typeof (row as unknown) !== "object" || (row as unknown) === null) return invalidFact("", "object", row);
    const { customerId } = row;
    if (typeof (customerId as unknown) !== "string") return invalidFact("/customerId", "text", customerId);
    if (seen.has(customerId)) return { code: "repeated-customer", customerId };
    const refusal = take(row);
    if (refusal === null) seen.add(customerId);
    return refusal;
  } catch {
    return invalidFact("", "plain-data", row); // a getter or proxy that throws
  }
}

import { DAY_MS, DomainError, instantFromMs, show, wallToEpochMs, type ZoneRules } from "../../core/index.ts";
import type { OrderColumns } from "../model.ts";
import { type Flaw, flawOf } from "./readOrder.ts";

/** An order in numbers. */
interface ColumnOrder {
  readonly customerId: string;
  readonly ms: number;
  readonly minor: number;
}

/**
 * Reads columns row by row.
 *
 * @param columns - Customers, times, amounts.
 * @param zone - The zone of the days.
 * @param refuseCancellations - Whether amounts below zero are bad rows.
 * @returns Each row as an order, or what is wrong with it: paths are into the columns.
 * @throws `DomainError` with code `invalid-option` when a column is missing or they differ in length.
 */
export function* readColumns(
  columns: OrderColumns,
  zone: ZoneRules,
  refuseCancellations: boolean,
): IterableIterator<ColumnOrder | Flaw> {
  const { customers, customerIds, at, days, minor } = checked(columns);
  const ends = new Map<number, number>();
  for (let row = 0; row < minor.length; row++) {
    const name = customers[row];
    const customerId =
      typeof name !== "number"
        ? name
        : customerIds === null
          ? isPlace(name)
            ? String(name)
            : null
          : customerIds[name];
    if (typeof customerId !== "string" || customerId === "") {
      yield flawOf(`/customers/${row}`, typeof name === "number" ? "known-name" : "non-empty-text", name);
      continue;
    }
    const when = (at ?? days)?.[row];
    const ms = at === null ? endOf(when, zone, ends) : momentOf(when);
    if (Number.isNaN(ms)) {
      yield at === null ? flawOf(`/days/${row}`, "day", when) : flawOf(`/at/${row}`, "instant", when);
      continue;
    }
    const amount = minor[row];
    if (!Number.isSafeInteger(amount)) yield flawOf(`/minor/${row}`, "minor-units", amount);
    else if (refuseCancellations && Number(amount) < 0) {
      const path = `/minor/${row}`;
      yield { code: "cancellation-refused", path, params: { path, observed: String(amount) } };
    } else yield { customerId, ms, minor: Number(amount) };
  }
}

const isPlace = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function momentOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) return NaN;
  try {
    instantFromMs(value);
    return value + 0;
  } catch {
    return NaN;
  }
}

/** The last millisecond of an epoch day; NaN when the zone never had that day. */
function endOf(day: unknown, zone: ZoneRules, ends: Map<number, number>): number {
  if (typeof day !== "number" || !Number.isInteger(day)) return NaN;
  let end = ends.get(day);
  if (end === undefined) {
    end = Number.isNaN(momentOf(day * DAY_MS)) ? NaN : momentOf(wallToEpochMs((day + 1) * DAY_MS, zone) - 1);
    if (Math.floor((end + zone.offsetAt(Number.isNaN(end) ? 0 : end)) / DAY_MS) !== day) end = NaN;
    ends.set(day, end);
  }
  return end;
}

function checked(input: OrderColumns): {
  readonly customers: ArrayLike<unknown>;
  readonly customerIds: ArrayLike<unknown> | null;
  readonly at: ArrayLike<unknown> | null;
  readonly days: ArrayLike<unknown> | null;
  readonly minor: ArrayLike<unknown>;
} {
  if (typeof (input as unknown) !== "object" || (input as unknown) === null) {
    throw new DomainError("invalid-option", `columns: expected an object of columns, received ${show(input)}`);
  }
  const { customers, customerIds = null, at = null, days = null, minor } = input;
  if ((at === null) === (days === null)) {
    throw new DomainError("invalid-option", "columns: expected either at or days");
  }
  for (const [name, column] of Object.entries({ customers, [at === null ? "days" : "at"]: at ?? days, minor })) {
    if (!isColumn(column) || column.length !== (minor as ArrayLike<number> | undefined)?.length) {
      throw new DomainError("invalid-option", `columns/${name}: expected a column as long as the others`);
    }
  }
  if (customerIds !== null && !isColumn(customerIds)) {
    throw new DomainError("invalid-option", `columns/customerIds: expected identifiers, received ${show(customerIds)}`);
  }
  return { customers, customerIds, at, days, minor };
}

const isColumn = (column: unknown): column is ArrayLike<unknown> =>
  typeof column === "object" &&
  column !== null &&
  "length" in column &&
  Number.isSafeInteger(column.length) &&
  Number(column.length) >= 0;

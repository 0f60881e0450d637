import { moneyFromMinor } from "../../core/index.ts";
import type { CustomersAndValue } from "../simulationModel.ts";
import { ExactSum } from "./exactSum.ts";

/** Counts customers and sums what they are worth. */
export class Tally {
  /** How many. */
  customers = 0;
  /** How many of them stay where they are only because something is not known. */
  unsure = 0;
  readonly #value = new ExactSum();

  /**
   * Counts a customer.
   *
   * @param value - What they are worth, in minor units; NaN when that is not known.
   */
  add(value: number): void {
    this.customers += 1;
    if (!Number.isNaN(value)) this.#value.add(value);
  }

  /**
   * Counts the customers that another has counted, and what they are worth.
   *
   * @param other - The other.
   */
  include(other: Tally): void {
    this.customers += other.customers;
    this.#value.include(other.#value);
  }

  /**
   * Says what was counted.
   *
   * @param currency - Of the amounts.
   * @returns Customers and value.
   */
  told(currency: string): CustomersAndValue {
    return { customers: this.customers, value: moneyFromMinor(this.#value.total, currency) };
  }
}

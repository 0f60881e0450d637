import type { Result } from "clientele/core";
import {
  type Customer,
  customerSchema,
  type FactProblem,
  type Order,
  orderSchema,
  parseCustomer,
  parseOrder,
  parseOrders,
} from "clientele/customer";
import { assertType, expectTypeOf, test } from "vitest";
import type * as z from "zod";

declare const anything: unknown;

test("what nobody knows becomes a fact", () => {
  expectTypeOf(parseOrder(anything)).toEqualTypeOf<Result<Order, readonly FactProblem[]>>();
  expectTypeOf(parseCustomer(anything)).toEqualTypeOf<Result<Customer, readonly FactProblem[]>>();
});

test("the caller's own keys survive", () => {
  const rows = parseOrders([{ id: "o1", warehouse: 7 }]).facts;

  expectTypeOf(rows[0]!.warehouse).toEqualTypeOf<number>();
  assertType<readonly Order[]>(rows);
});

test("a schema is a Standard Schema", () => {
  assertType<z.core.$ZodStandardSchema<z.ZodType<Order, Order>>>(orderSchema["~standard"]);
  assertType<z.core.$ZodStandardSchema<z.ZodType<Customer, Customer>>>(customerSchema["~standard"]);
});

import {
  compiledPolicy,
  definePolicy,
  parsePolicy,
  restorePolicy,
  reviewPolicy,
  type Sealed,
  type Sound,
  storePolicy,
} from "clientele/core";
import { assertType, expectTypeOf, test } from "vitest";
import { type CompiledToy, toy, type Toy, toyGuard, toyKind } from "./toyPolicy.ts";

const policy = definePolicy(toyGuard, toy);

test("every door gives a sealed policy", () => {
  const [parsed, restored] = [parsePolicy(toyGuard, toy), restorePolicy(toyKind, {})];

  expectTypeOf(policy).toEqualTypeOf<Sealed<Toy>>();
  if (parsed.ok) expectTypeOf(parsed.value).toEqualTypeOf<Sealed<Toy>>();
  if (restored.ok) expectTypeOf(restored.value).toEqualTypeOf<Sealed<Toy>>();
  expectTypeOf(reviewPolicy(toyGuard, toy).policy).toEqualTypeOf<Sealed<Toy> | null>();
  expectTypeOf(compiledPolicy(toyKind, policy)).toEqualTypeOf<CompiledToy>();
  expectTypeOf(storePolicy(policy).data).toEqualTypeOf<Toy>();
});

test("a sealed policy is its data", () => {
  assertType<Toy>(policy);
});

test("a copy is not sealed, nor is data that only looks like it", () => {
  // @ts-expect-error spreading loses the seal
  assertType<Sealed<Toy>>({ ...policy, version: 2 });
  // @ts-expect-error data has no seal
  assertType<Sealed<Toy>>({} as Toy);
  // @ts-expect-error nor can one be written
  assertType<Sealed<Toy>>({ ...policy, sealed: true });
  // @ts-expect-error storing asks for the seal
  storePolicy({ ...policy });
});

test("a sealed policy cannot be written to", () => {
  // @ts-expect-error every key is readonly
  policy.version = 2;
});

test("in a draft nothing is certain", () => {
  type Draft = Sound<Toy>;

  expectTypeOf<Draft["id"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<NonNullable<Draft["shelves"]>[number]>().toEqualTypeOf<Sound<Toy["shelves"][number]> | undefined>();
});

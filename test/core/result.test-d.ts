import type { Err, Ok, Result } from "clientele/core";
import { orThrow } from "clientele/core";
import { expectTypeOf, test } from "vitest";

type Model<Format extends string> = Result<{ readonly format: Format }, { readonly code: "no" }>;
declare const either: Model<"a"> | Model<"b">;

test("orThrow takes the answer out of one kind of result, or of several", () => {
  expectTypeOf(orThrow({ ok: true, value: 7 } as Result<number, "no">)).toEqualTypeOf<number>();
  expectTypeOf(orThrow(either)).toEqualTypeOf<{ readonly format: "a" } | { readonly format: "b" }>();
  expectTypeOf(orThrow({} as Ok<string> | Err<never>)).toEqualTypeOf<string>();
  // @ts-expect-error what is no result holds no answer
  orThrow({ value: 7 });
});

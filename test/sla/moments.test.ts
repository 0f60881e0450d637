import { epochMsOf, instantFromMs } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, readMs } from "../../src/sla/internal/moments.ts";

const anyMs = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });

describe("laws", () => {
  test("writes and reads moments as the ground floor does", () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        expect(instantOf(ms)).toBe(instantFromMs(ms));
        expect(readMs(instantOf(ms))).toBe(ms);
      }),
    );
  });

  test("reads what is nearly a moment as the ground floor does", () => {
    const spoilt = fc.tuple(anyMs, fc.nat({ max: 23 }), fc.constantFrom("9", "3", "-", "T", " ", "+", "Z", "x"));
    fc.assert(
      fc.property(spoilt, ([ms, place, put]) => {
        const text = instantFromMs(ms);
        const odd = text.slice(0, place) + put + text.slice(place + 1);
        expect(readMs(odd)).toBe(epochMsOf(odd));
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(["2026-02-29T00:00:00.000Z", "2024-02-29T00:00:00.000Z", "2026-01-01T24:00:00.000Z", 7, null, new Date(5)])(
  "%s",
  (input) => {
    expect(readMs(input)).toBe(epochMsOf(input));
  },
);

import fc from "fast-check";
import {
  addMoney,
  allocateMoney,
  compareMoney,
  exact,
  isDecimalText,
  minorDigits,
  minorUnitsOf,
  money,
  type Money,
  moneyFromMinor,
  multiplyMoney,
  orThrow,
  parseMoney,
  roundedText,
  type Rounding,
  roundMoney,
  subtractMoney,
  sumMoney,
} from "clientele/core";
import { Decimal } from "decimal.js";
import { afterEach, describe, expect, test } from "vitest";
import { anyMoney, hostileValues, thrown } from "../support/core.ts";

const CNY = (amount: string): Money => ({ amount, currency: "CNY" });
const anyCurrency = fc.constantFrom("CNY", "JPY", "KWD", "CLF");
const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(12))
  .map(([units, scale]) => exact(`${units}e-${scale}`).toFixed())
  .filter(isDecimalText);
const NINES = "9".repeat(40);

describe("examples", () => {
  // ISO 4217 list one, published by SIX
  test.each([
    ["JPY", 0],
    ["KRW", 0],
    ["VND", 0],
    ["CLP", 0],
    ["ISK", 0],
    ["UYI", 0],
    ["CNY", 2],
    ["EUR", 2],
    ["USD", 2],
    ["HKD", 2],
    ["TWD", 2], // Intl says none are used
    ["IDR", 2],
    ["IRR", 2],
    ["MGA", 2],
    ["MRU", 2],
    ["ZWG", 2],
    ["HRK", 2], // gone since 2023
    ["BHD", 3],
    ["IQD", 3],
    ["KWD", 3],
    ["TND", 3],
    ["CLF", 4],
    ["UYW", 4],
    ["XAU", null], // gold has no minor unit
    ["XXX", null],
    ["RMB", null],
    ["cny", null],
    ["", null],
    ["constructor", null],
    ["DEM", null],
  ])("%s has %s decimals", (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  test.each(["0", "0.0", "19.90", "-3", "-0.01", "0.1234567890123456789012345678901234567", NINES, "100"])(
    "%s is decimal text",
    (text) => {
      expect(isDecimalText(text)).toBe(true);
      expect(money(text, "CNY")).toEqual(CNY(text)); // its decimals are kept
      expect(parseMoney(CNY(text))).toEqual({ ok: true, value: CNY(text) });
    },
  );

  test("money that is read leaves further keys behind", () => {
    expect(parseMoney({ ...CNY("1"), note: "tip" })).toEqual({ ok: true, value: CNY("1") });
  });

  test.each<[bigint | number, string, string]>([
    [1990, "CNY", "19.90"],
    [5, "CNY", "0.05"],
    [-5, "CNY", "-0.05"],
    [0, "CNY", "0.00"],
    [-0, "CNY", "0.00"],
    [-5n, "JPY", "-5"],
    [1, "KWD", "0.001"],
    [12_345n, "CLF", "1.2345"],
    [Number.MAX_SAFE_INTEGER, "CNY", "90071992547409.91"],
    [-(10n ** 30n), "CNY", `-1${"0".repeat(28)}.00`],
  ])("%s minor units of %3$s make %2$s", (minor, currency, amount) => {
    expect(moneyFromMinor(minor, currency)).toEqual({ amount, currency });
  });

  test.each([
    ["19.9", "CNY", 1990n],
    ["19.900", "CNY", 1990n], // zeros beyond the minor unit say nothing
    ["-0.05", "CNY", -5n],
    ["-0.50", "CNY", -50n],
    ["7", "JPY", 7n],
    ["7.0", "JPY", 7n],
    ["0.001", "KWD", 1n],
    [NINES, "CNY", BigInt(`${NINES}00`)],
  ])("%s %s is %s minor units", (amount, currency, units) => {
    expect(minorUnitsOf({ amount, currency })).toEqual({ ok: true, value: units });
  });

  test.each([
    ["0.1", "0.2", "0.3", "-0.1"],
    ["0.10", "0.2", "0.30", "-0.10"],
    ["1", "-1.00", "0.00", "2.00"],
    ["-0.5", "0.5", "0.0", "-1.0"],
    ["9007199254740993", "1", "9007199254740994", "9007199254740992"],
  ])("%s and %s: the sum is %s, the difference %s", (a, b, sum, difference) => {
    expect(addMoney(CNY(a), CNY(b))).toEqual({ ok: true, value: CNY(sum) });
    expect(subtractMoney(CNY(a), CNY(b))).toEqual({ ok: true, value: CNY(difference) });
  });

  test.each([
    ["1.0", "1.00", 0],
    ["0", "0.000", 0],
    ["-1", "0.5", -1],
    ["100000.00", "99999.99", 1],
    ["0.1", "0.10000000000000000000000001", -1],
  ])("%s against %s: %i", (a, b, sign) => {
    expect(compareMoney(CNY(a), CNY(b))).toEqual({ ok: true, value: sign });
  });

  test("a sum has at least the currency's decimals; none is zero", () => {
    expect(sumMoney([], "CNY")).toEqual({ ok: true, value: CNY("0.00") });
    expect(sumMoney([CNY("1"), CNY("2.5")], "CNY")).toEqual({ ok: true, value: CNY("3.50") });
    expect(sumMoney(new Set([{ amount: "1", currency: "JPY" }]), "JPY")).toEqual({
      ok: true,
      value: { amount: "1", currency: "JPY" },
    });
  });

  // the rounding modes of java.math.RoundingMode, with the table of its documentation
  test.each<[Rounding, readonly string[]]>([
    ["up", ["6", "3", "2", "2", "1", "-1", "-2", "-2", "-3", "-6"]],
    ["down", ["5", "2", "1", "1", "1", "-1", "-1", "-1", "-2", "-5"]],
    ["ceiling", ["6", "3", "2", "2", "1", "-1", "-1", "-1", "-2", "-5"]],
    ["floor", ["5", "2", "1", "1", "1", "-1", "-2", "-2", "-3", "-6"]],
    ["half-up", ["6", "3", "2", "1", "1", "-1", "-1", "-2", "-3", "-6"]],
    ["half-down", ["5", "2", "2", "1", "1", "-1", "-1", "-2", "-2", "-5"]],
    ["half-even", ["6", "2", "2", "1", "1", "-1", "-1", "-2", "-2", "-6"]],
  ])("%s", (rounding, expected) => {
    const given = ["5.5", "2.5", "1.6", "1.1", "1.0", "-1.0", "-1.1", "-1.6", "-2.5", "-5.5"];

    expect(given.map((text) => roundedText(exact(text), 0, rounding))).toEqual(expected);
    expect(given.map((text) => roundMoney(CNY(text), { rounding, scale: 0 }).amount)).toEqual(expected);
  });

  test("nothing rounds to minus zero", () => {
    expect(roundMoney(CNY("-0.004"), { rounding: "half-up" })).toEqual(CNY("0.00"));
    expect(roundMoney({ amount: "-0.4", currency: "JPY" }, { rounding: "half-up" }).amount).toBe("0");
  });

  test("a product is rounded once, at the end", () => {
    expect(multiplyMoney(CNY("10.05"), "0.5", { rounding: "half-up" })).toEqual(CNY("5.03"));
    expect(multiplyMoney(CNY("1.45"), "1.0345", { rounding: "half-up", scale: 1 })).toEqual(CNY("1.5")); // 1.500025
    expect(multiplyMoney(CNY(NINES), `0.${"3".repeat(38)}`, { rounding: "down" }).amount).toBe(
      (((10n ** 40n - 1n) * BigInt("3".repeat(38))) / 10n ** 36n).toString().replace(/(..)$/, ".$1"),
    );
  });

  test.each([
    ["100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]],
    ["-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]],
    ["0.05", [3, 7], ["0.02", "0.03"]], // 1.5 and 3.5 cents: the earlier one first among equals
    ["10", [1, 3], ["2.50", "7.50"]],
    ["0.01", [0, 1, 0], ["0.00", "0.01", "0.00"]],
    ["0.00", [1, 2], ["0.00", "0.00"]],
    ["-0.01", [1, 1], ["-0.01", "0.00"]],
    ["1.001", [1, 1], ["0.501", "0.500"]], // finer than a fen
    ["1", [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER], ["0.50", "0.50"]],
  ])("%s by %j", (amount, weights, shares) => {
    expect(allocateMoney(CNY(amount), weights)).toEqual(shares.map(CNY));
  });
});

describe("refusals", () => {
  const notDecimal = [
    "",
    " 1",
    "1 ",
    "1\n",
    "+1",
    "01",
    "007",
    "1.",
    ".5",
    "-",
    "-0",
    "-0.00",
    "1e3",
    "1,000",
    "0x10",
    "NaN",
    "Infinity",
    "１",
    "--1",
    "1.2.3",
    "9".repeat(41),
  ];
  test.each(notDecimal)("no decimal text: %j", (text) => {
    expect(isDecimalText(text)).toBe(false);
    expect(thrown(() => money(text, "CNY"))).toBe("DomainError invalid-money");
    expect(parseMoney(CNY(text))).toMatchObject({ error: { path: "/amount", expected: "decimal" } });
  });

  test.each([19.9, 0, 10n, null, undefined, ["1"], Object("1") as unknown, { toString: () => "1" }])(
    "a float or worse: %s",
    (amount) => {
      expect(parseMoney({ amount, currency: "CNY" })).toMatchObject({
        ok: false,
        error: { code: "invalid-fact", path: "/amount", expected: "decimal" },
      });
      expect(thrown(() => money(amount as string, "CNY"))).toBe("DomainError invalid-money");
    },
  );

  test.each(["", "RMB", "cny", "CN", "¥", "__proto__", null, 156])("no currency: %s", (currency) => {
    expect(parseMoney({ amount: "1", currency })).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path: "/currency", expected: "currency" },
    });
    expect(thrown(() => money("1", currency as string))).toBe("DomainError invalid-money");
    expect(thrown(() => moneyFromMinor(1, currency as string))).toBe("DomainError invalid-money");
    expect(minorUnitsOf({ amount: "1", currency: currency as string }).ok).toBe(false);
  });

  test.each(hostileValues)("no money: %s", (_, input) => {
    expect(parseMoney(input)).toMatchObject({ ok: false, error: { code: "invalid-fact" } });
    expect(isDecimalText(input)).toBe(false);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53, "5", null])("no minor units: %s", (minor) => {
    expect(thrown(() => moneyFromMinor(minor as number, "CNY"))).toBe("DomainError invalid-money");
  });

  test("a fraction of a minor unit would have to be rounded", () => {
    expect(minorUnitsOf(CNY("19.905"))).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/amount", expected: "integer", observed: '"19.905"' },
    });
    expect(minorUnitsOf(CNY("x"))).toMatchObject({ error: { path: "/amount", expected: "decimal" } });
  });

  test("currencies are never mixed", () => {
    const mismatch = { ok: false, error: { code: "currency-mismatch", expected: "CNY", observed: "USD" } };
    const usd = money("1", "USD");

    expect(addMoney(CNY("1"), usd)).toEqual(mismatch);
    expect(subtractMoney(CNY("1"), usd)).toEqual(mismatch);
    expect(compareMoney(CNY("0"), usd)).toEqual(mismatch);
    expect(sumMoney([CNY("1"), usd, money("1", "EUR")], "CNY")).toEqual(mismatch);
  });

  test.each(["0.5x", "", "1e1", "9".repeat(41)])("a factor %j", (factor) => {
    expect(thrown(() => multiplyMoney(CNY("1"), factor, { rounding: "down" }))).toBe("DomainError invalid-option");
  });

  test("a factor that is a number, a rounding that is none, a scale that is none", () => {
    expect(thrown(() => multiplyMoney(CNY("1"), 0.5 as never, { rounding: "down" }))).toBe(
      "DomainError invalid-option",
    );
    for (const rounding of ["bankers", "constructor", undefined]) {
      expect(thrown(() => roundMoney(CNY("1"), { rounding: rounding as Rounding }))).toBe("DomainError invalid-option");
    }
    for (const scale of [-1, 0.5, 21, NaN]) {
      expect(thrown(() => roundMoney(CNY("1"), { rounding: "down", scale }))).toBe("DomainError invalid-option");
    }
  });

  test.each([[[]], [[0, 0]], [[-1, 2]], [[0.5, 0.5]], [[NaN]], [[2 ** 53]], [[Infinity, 1]]])(
    "weights %j",
    (weights) => {
      expect(thrown(() => allocateMoney(CNY("1"), weights))).toBe("DomainError invalid-option");
    },
  );

  test("arithmetic on what is no money", () => {
    const bad = { amount: 1 as unknown as string, currency: "CNY" };

    expect(thrown(() => addMoney(bad, CNY("1")))).toBe("DomainError invalid-money");
    expect(thrown(() => compareMoney(CNY("1"), CNY("x")))).toBe("DomainError invalid-money");
    expect(thrown(() => allocateMoney(CNY("1e3"), [1]))).toBe("DomainError invalid-money");
    expect(thrown(() => roundMoney(bad, { rounding: "down" }))).toBe("DomainError invalid-money");
  });
});

describe("settings of the shared Decimal", () => {
  afterEach(() => {
    Decimal.set({ defaults: true });
  });

  test("do not reach us", () => {
    Decimal.set({ precision: 2, rounding: Decimal.ROUND_UP, toExpPos: 1, toExpNeg: 0 });

    expect(addMoney(CNY("12345.67"), CNY("0.001"))).toEqual({ ok: true, value: CNY("12345.671") });
  });
});

describe("laws", () => {
  test("minor units: round trip", () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), anyCurrency, (minor, currency) => {
        const value = moneyFromMinor(minor, currency);
        expect(isDecimalText(value.amount)).toBe(true);
        expect(minorUnitsOf(value)).toEqual({ ok: true, value: minor });
      }),
    ));

  test("addition: exact, in any order, however the terms are bracketed, and undone by subtraction", () =>
    fc.assert(
      fc.property(anyDecimal, anyDecimal, anyDecimal, (x, y, z) => {
        const [a, b, c] = [CNY(x), CNY(y), CNY(z)];
        const add = (p: Money, q: Money): Money => orThrow(addMoney(p, q));
        expect(add(a, b)).toEqual(add(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(compareMoney(orThrow(subtractMoney(add(a, b), b)), a)).toEqual({ ok: true, value: 0 });
        expect(compareMoney(orThrow(sumMoney([a, b, c], "CNY")), add(a, add(b, c)))).toEqual({ ok: true, value: 0 });
      }),
    ));

  test("addition agrees with bigints", () =>
    fc.assert(
      fc.property(anyMoney("KWD"), anyMoney("KWD"), (a, b) => {
        const sum = orThrow(minorUnitsOf(a)) + orThrow(minorUnitsOf(b));
        expect(addMoney(a, b)).toEqual({ ok: true, value: moneyFromMinor(sum, "KWD") });
        expect(compareMoney(a, b)).toEqual({
          ok: true,
          value: Math.sign(Number(orThrow(minorUnitsOf(a)) - orThrow(minorUnitsOf(b)))),
        });
      }),
    ));

  test("sums of the longest amounts stay exact, and can be added, split and rounded on", () => {
    const tiny = `0.${"0".repeat(37)}1`;
    const sum = orThrow(sumMoney([...Array<Money>(1000).fill(CNY(NINES)), CNY(tiny)], "CNY"));

    expect(sum.amount).toBe(`${(10n ** 40n - 1n) * 1000n}${tiny.slice(1)}`);
    expect(orThrow(subtractMoney(sum, sum)).amount).toBe(`0.${"0".repeat(38)}`);
    expect(roundMoney(sum, { rounding: "down" }).amount).toBe(`${(10n ** 40n - 1n) * 1000n}.00`);
    expect(orThrow(sumMoney(allocateMoney(sum, [1, 2]), "CNY"))).toEqual(sum);
  });

  test("shares conserve the amount, have its sign, and are within one unit of their part", () =>
    fc.assert(
      fc.property(
        anyMoney("CNY"),
        fc
          .array(fc.nat(1000), { minLength: 1, maxLength: 8 })
          .filter((weights) => weights.some((weight) => weight > 0)),
        (value, weights) => {
          const shares = allocateMoney(value, weights);
          const units = shares.map((share) => orThrow(minorUnitsOf(share)));
          const whole = orThrow(minorUnitsOf(value));
          const total = BigInt(weights.reduce((sum, weight) => sum + weight));
          expect(units.reduce((sum, share) => sum + share, 0n)).toBe(whole);
          units.forEach((share, index) => {
            const off = share * total - whole * BigInt(weights[index]!);
            expect(off < total && off > -total).toBe(true);
            if (weights[index] === 0) expect(share).toBe(0n);
          });
        },
      ),
    ));

  test("rounding is idempotent, and off by less than one unit", () =>
    fc.assert(
      fc.property(
        anyDecimal,
        fc.constantFrom<Rounding>("up", "down", "floor", "ceiling", "half-up", "half-down", "half-even"),
        fc.nat(6),
        (text, rounding, scale) => {
          const rounded = roundMoney(CNY(text), { rounding, scale });
          expect(roundMoney(rounded, { rounding, scale })).toEqual(rounded);
          expect(exact(rounded.amount).minus(exact(text)).abs().lt(exact("10").pow(-scale))).toBe(true);
          expect(rounded.amount).not.toMatch(/^-[0.]*$/);
        },
      ),
    ));

  test("whatever is money can be read again, and whatever is not changes nothing", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyDecimal, fc.float().map(String)), (amount) => {
        const read = parseMoney(CNY(amount));
        expect(read.ok).toBe(isDecimalText(amount));
        if (read.ok) expect(parseMoney(JSON.parse(JSON.stringify(read.value)))).toEqual(read);
      }),
    ));
});
